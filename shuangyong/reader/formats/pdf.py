"""PDF files with a text layer: lines by their places on the page. Asked through `pdf_apart`, in whose child it runs."""

from __future__ import annotations

import ctypes
import itertools
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from statistics import median, median_low

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
from pypdfium2 import raw  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.messages import error
from shuangyong.reader.formats.pdf_bombs import holds_bomb
from shuangyong.reader.formats.pdf_breaks import in_one, mend
from shuangyong.reader.formats.pdf_columns import with_rows
from shuangyong.reader.formats.pdf_fonts import forget_machine_fonts
from shuangyong.reader.formats.pdf_forms import Forms
from shuangyong.reader.formats.pdf_lines import Line, lines_of, mark_rows
from shuangyong.reader.formats.pdf_margins import margins
from shuangyong.reader.formats.pdf_notes import without_notes
from shuangyong.reader.formats.pdf_open_tables import OpenTables
from shuangyong.reader.formats.pdf_opening import asks_password, forget_last_error
from shuangyong.reader.formats.pdf_page import Page, read_page
from shuangyong.reader.formats.pdf_setting import Setting, in_its_column
from shuangyong.reader.formats.pdf_struck import without_struck
from shuangyong.reader.formats.pdf_tables import grids, rows
from shuangyong.reader.model import RawLine, RawText, Role

MAX_PAGES = 2_000
MAX_PDF_CHARS = 1_000_000
MAX_LOOKED_AT = 200
"""Pages looked through for a marking where nothing is read: it stands on the first, and on every one."""
MOST_NOTES = 500
_NOTE_TEXTS = (b"Contents", b"Subj", b"T", b"Name")
_INDENT = 1.5
_PARAGRAPH_GAP = 1.8
_WIDE_PITCH = 1.5
"""Sizes that a step between two lines of one sentence may measure, where most of the file is set closer."""
_FEW_LINES = 5
_FEW_CHARS = 10
_GARBLED_SHARE = 0.3
_SCAN_ADVICE = "请先做文字识别（OCR），核对后存为 .docx 或 .txt 再上传，或向发文单位要 Word 稿"


def read(data: bytes, name: str) -> RawText:
    """Read a PDF; one line a printed line, indents as full-width spaces. Raises ReadError."""
    if holds_bomb(data):
        raise error(name, "解开后太大，可能是恶意文件", "请向来源核实，或者用阅读器打开后另存一份再上传")
    forget_machine_fonts()
    pages = _pages(data, name)
    _check(pages, name)
    pages = [_without_struck(page) for page in pages]
    open_tables = OpenTables()
    laid = [_lay_out(page, open_tables) for page in pages]
    roles = margins(laid, [page.height for page in pages])
    mend(laid, roles)
    unseen = tuple(word for page in pages for word in page.unseen.words)
    layered = sum(page.unseen.layered for page in pages)
    lines, joined = _write(laid, roles)
    repairs = {"layered": layered, "wrap": joined}
    return RawText("pdf", tuple(lines), wrapped=True, unseen=unseen, repairs=repairs)


def texts(data: bytes, name: str) -> list[list[str]]:
    """The lines of each page as they come, notes, bookmarks, properties: nothing is laid out. ReadError for a bomb.

    Of a file that cannot be opened there is none: it is refused elsewhere.
    """
    if holds_bomb(data):
        raise error(name, "解开后太大，可能是恶意文件", "请向来源核实，或者用阅读器打开后另存一份再上传")
    forget_machine_fonts()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return []
    try:
        properties = [str(value) for value in document.get_metadata_dict(skip_empty=True).values()]
        return [properties, _bookmarks(document), *_plain_pages(document)]
    finally:
        document.close()


def _plain_pages(document: pypdfium2.PdfDocument) -> list[list[str]]:
    pages: list[list[str]] = []
    left = MAX_PDF_CHARS
    for index in range(min(len(document), MAX_LOOKED_AT)):
        with suppress(pypdfium2.PdfiumError):
            page = document[index]
            words = page.get_textpage()
            found = words.get_text_range(0, min(left, words.count_chars()))
            left -= len(found)
            pages.append([*found.splitlines(), *_notes(page)])
            words.close()
            page.close()
        if left <= 0:
            break
    return pages


def _bookmarks(document: pypdfium2.PdfDocument) -> list[str]:
    with suppress(pypdfium2.PdfiumError):
        return [str(one.get_title()) for one in itertools.islice(document.get_toc(), MOST_NOTES)]
    return []


def _notes(page: pypdfium2.PdfPage) -> list[str]:
    """What stands in notes and stamps: who wrote, about what, and the words."""
    found: list[str] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page), MOST_NOTES)):
        note = raw.FPDFPage_GetAnnot(page, index)
        if note:
            found += [line for key in _NOTE_TEXTS for line in _string(note, key).splitlines()]
            raw.FPDFPage_CloseAnnot(note)
    return found


def _string(note: object, key: bytes) -> str:
    size = min(raw.FPDFAnnot_GetStringValue(note, key, None, 0), MAX_PDF_CHARS)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\0")


def _pages(data: bytes, name: str) -> list[Page]:
    """All pages' characters and rules; the file is closed again whatever happens."""
    forget_last_error()
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as exc:
        if asks_password(exc):
            raise error(name, "加了打开密码，读不了", "请取消密码，另存一份再上传") from exc
        raise error(name, "已经损坏，打不开", "请重新下载，或者用阅读器打开后另存一份再上传") from exc
    try:
        if len(document) > MAX_PAGES:
            raise error(name, f"有 {len(document)} 页，太长了（最多 {MAX_PAGES} 页）", "请拆成几份再上传")
        with closing(Forms(data)) as forms:
            return _read_all(document, forms, name)
    finally:
        document.close()


def _read_all(document: pypdfium2.PdfDocument, forms: Forms, name: str) -> list[Page]:
    """Read page after page until the file ends or is too long."""
    pages: list[Page] = []
    left = MAX_PDF_CHARS
    for index in range(len(document)):
        try:
            page = document[index]
        except pypdfium2.PdfiumError:  # one broken page among good ones: the rest is worth reading
            continue
        try:
            pages.append(read_page(page.raw, document.raw, left, forms.hidden(index)))
        finally:
            page.close()
        left -= len(pages[-1].chars)
        if left <= 0:
            raise error(name, f"的文字太多（PDF 最多 {MAX_PDF_CHARS // 10_000} 万字）", "请拆成几份再上传")
    return pages


def _without_struck(page: Page) -> Page:
    """The page without words that are struck out, which are told as unseen."""
    chars, words = without_struck(page.chars, page.horizontal)
    page.unseen.words += words
    return replace(page, chars=chars) if words else page


def _check(pages: list[Page], name: str) -> None:
    """Refuse scans, and text layers that hold no real characters."""
    texts = [char.text for page in pages for char in page.chars]
    images = sum(page.images for page in pages)
    if not texts or (images >= len(pages) and len(texts) < _FEW_CHARS * len(pages)):
        raise error(name, "是没有文字层的扫描件（里面只有图片）", _SCAN_ADVICE)
    garbled = sum(1 for c in texts if c == "\ufffd" or "\ue000" <= c <= "\uf8ff")
    if garbled > len(texts) * _GARBLED_SHARE:
        raise error(name, "的文字层是乱码（字体没有编码），读不出来", _SCAN_ADVICE)


def _lay_out(page: Page, open_tables: OpenTables) -> list[Line]:
    """The lines of a page from top to bottom, notes last; tables become rows."""
    chars, noted = without_notes(page.chars)
    notes = [replace(line, is_note=True) for line in lines_of(noted)]
    tabled: list[tuple[Line, float]] = []
    for grid in grids(page):
        inside = [char for char in chars if grid.holds(char)]
        chars = [char for char in chars if not grid.holds(char)]
        found = rows(grid, inside)
        for (top, row), low in zip(found, [*(top for top, _ in found[1:]), grid.ys[0]], strict=bool(found)):
            line = Line(row.text, grid.xs[0], top, 1.0, is_row=True, hangs=row.hangs, right=grid.xs[-1])
            tabled.append((line, low))
    chars, open_rows = open_tables.taken_off(chars)
    tabled += [(row, row.y) for row in open_rows]
    parts = with_rows(chars, tabled)
    if len(parts) > 1:
        return [
            *in_one([sorted([*in_its_column(lines_of(part)), *held], key=_downwards) for part, held in parts]),
            *notes,
        ]
    lines = lines_of(chars)
    mark_rows(lines)
    return [*sorted([*lines, *(row for row, _ in tabled)], key=_downwards), *notes]


def _downwards(line: Line) -> float:
    return -line.y


@dataclass(frozen=True, slots=True)
class _Measure:
    """A page's left edge and the usual distance of its lines, in points."""

    left: float
    pitch: float


def _write(pages: list[list[Line]], roles: dict[tuple[int, int], Role]) -> tuple[list[RawLine], int]:
    """All lines with their roles, and how many were joined; a wider gap inside a page leaves a blank line."""
    bodies = [[line for i, line in enumerate(p) if (n, i) not in roles] for n, p in enumerate(pages)]
    edges = [_left_edge(body) for body in bodies if len(body) >= _FEW_LINES]
    usual = median(edges) if edges else None
    pitch = _pitch(bodies)
    setting = Setting(bodies, _page_edge(bodies[0], usual) if bodies else 0.0)
    joined = setting.with_whole_titles(bodies[0]) if bodies else 0
    next_ = _next_of(bodies)
    written: list[RawLine] = []
    for number, lines in enumerate(pages):
        measure = _Measure(_page_edge(bodies[number], usual), pitch)
        above: Line | None = None
        for index, line in enumerate(lines):
            role = roles.get((number, index))
            if not line.text:
                continue  # it was joined to the page before
            if role is None:
                if above is not None and (_apart(above, line, measure, setting) or setting.parts(above, line)):
                    written.append(RawLine(""))
                above = line
            written.append(_raw(line, role, measure, setting.fills(line, next_.get(id(line)))))
    return written, joined


def _next_of(bodies: list[list[Line]]) -> dict[int, Line]:
    """The line of the body that follows each, on whatever page, by the line's id."""
    whole = [line for body in bodies for line in body if line.text]
    return {id(one): two for one, two in itertools.pairwise(whole)}


def _apart(above: Line, line: Line, measure: _Measure, setting: Setting) -> bool:
    """Whether more than the usual space lies between two lines of the body."""
    if line.is_row or above.is_row:
        return False
    usual = max(measure.pitch, _WIDE_PITCH * line.size) if setting.breaks_off(above, line) else measure.pitch
    return above.y - line.y > _PARAGRAPH_GAP * usual


def _raw(line: Line, role: Role | None, measure: _Measure, full: bool | None) -> RawLine:
    """One line as the reader gets it."""
    if role is not None:
        return RawLine(line.text, role)
    if line.is_row:
        return RawLine("\t".join(text for _, text in line.cells) if line.cells else line.text, "row", line.hangs)
    indent = "\u3000\u3000" if line.left - measure.left >= _INDENT * line.em else ""
    return RawLine(indent + line.text, full=full)


def _pitch(bodies: list[list[Line]]) -> float:
    """The usual distance of two lines; infinite where there are no two."""
    steps: list[float] = []
    for body in bodies:
        plain = [line for line in body if not line.is_row]
        steps += [a.y - b.y for a, b in itertools.pairwise(plain) if a.y > b.y]
    return median_low(steps) if steps else float("inf")


def _page_edge(body: list[Line], usual: float | None) -> float:
    """A page's left edge; one with few lines borrows that of the others."""
    return _left_edge(body) if len(body) >= _FEW_LINES or usual is None else usual


def _left_edge(body: list[Line]) -> float:
    """Where lines of the body begin: the leftmost place that two lines share."""
    lefts = sorted(line.left for line in body if not line.is_row)
    if not lefts:
        return 0.0
    for one, two in itertools.pairwise(lefts):
        if two - one < 3.0:
            return one
    return lefts[0]
