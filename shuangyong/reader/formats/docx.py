"""Word documents (.docx): what Word shows and prints, paragraph by paragraph.

Footnotes, endnotes and comments are dropped: they are not part of the running text that
offsets point into.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from shuangyong.reader.formats.archive import Archive
from shuangyong.reader.formats.docx_looks import page_is_coloured
from shuangyong.reader.formats.docx_numbering import Numbering
from shuangyong.reader.formats.docx_styles import Styles
from shuangyong.reader.formats.docx_walk import Walker
from shuangyong.reader.formats.docx_xml import Element, parse, relation_id, tag_of
from shuangyong.reader.formats.hidden_marks import mark_in_package
from shuangyong.reader.formats.messages import error
from shuangyong.reader.model import RawLine, RawText, ReadError, Role
from shuangyong.reader.secrecy import find_in, gravest

ELSEWHERE = "里面有一段是打开时才从另一份文件并进来的，这里读不到"
"""Word shows it (altChunk, subDoc) as if it stood here: tasks would be missing, a marking of secrecy unseen."""
SAVED_AS_ONE = "请用 Word 或 WPS 打开，确认内容齐全后另存为 .docx 再上传"
_MAX_MARGINS = 60
_KINDS: dict[str, Role] = {"headerReference": "header", "footerReference": "footer"}


def read(data: bytes, name: str) -> RawText:
    """Read a Word document: headers first, the body, footers last. Raises ReadError."""
    archive = Archive(data, name)
    package = _Package(archive, name)
    root = parse(archive, package.main, name)
    if root is None:
        raise error(name, "里没有正文，可能已经损坏", "请用 Word 或 WPS 打开后另存为 .docx 再上传")
    if next(root.iter("{*}altChunk", "{*}subDoc"), None) is not None:
        raise error(name, ELSEWHERE, SAVED_AS_ONE)
    styles = Styles(package.parsed("styles", "styles.xml"))
    numbering = Numbering(package.parsed("numbering", "numbering.xml"), styles)
    walker = Walker(styles, numbering, coloured=page_is_coloured(root))
    body = walker.read(root)
    margins = _margins(package, root, walker)
    headers = [line for line in margins if line.role == "header"]
    footers = [line for line in margins if line.role == "footer"]
    shown = (*headers, *body, *footers)
    return RawText("docx", (*_not_shown(_secrecy(archive, name), shown), *shown), unseen=tuple(walker.unseen))


def _not_shown(marks: list[RawLine], shown: Sequence[RawLine]) -> list[RawLine]:
    """A marking that stands in the text as well is not printed twice."""
    return [] if marks and marks[0].text == gravest([line.text for line in shown]) else marks


class _Package:
    """Which part is what, by the relationships that the package declares."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        self._name = name
        self.main = self._find_main()
        self._folder = posixpath.dirname(self.main)
        rels = posixpath.join(self._folder, "_rels", posixpath.basename(self.main) + ".rels")
        self.relations = {key: (kind, target) for key, kind, target in self._relations(rels, self._folder)}

    def parsed(self, kind: str, usual: str) -> Element | None:
        """Parse the part of one kind (styles, numbering), or None where there is none."""
        part = next((t for k, t in self.relations.values() if k == kind), posixpath.join(self._folder, usual))
        return parse(self._archive, part, self._name)

    def part(self, target: str) -> Element | None:
        """Parse one part by its path."""
        return parse(self._archive, target, self._name)

    def _find_main(self) -> str:
        for _, kind, target in self._relations("_rels/.rels", ""):
            if kind == "officeDocument" and self._archive.find(target):
                return target
        return self._archive.main_part() or "word/document.xml"

    def _relations(self, part: str, folder: str) -> Iterator[tuple[str, str, str]]:
        """Id, last word of the type, and path inside the package, of each relationship."""
        root = parse(self._archive, part, self._name)
        for element in root if root is not None else ():
            if tag_of(element.tag) != "?Relationship" or element.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, element.get("Target") or "")).lstrip("/")
            yield element.get("Id") or "", (element.get("Type") or "").rpartition("/")[2], target


def _margins(package: _Package, root: Element, walker: Walker) -> list[RawLine]:
    """The lines of all sections' headers and footers, each text once."""
    lines: dict[RawLine, None] = {}
    seen: set[str] = set()
    for element in root.iter("{*}headerReference", "{*}footerReference"):
        target = package.relations.get(relation_id(element) or "", ("", ""))[1]
        if not target or target in seen or len(seen) >= _MAX_MARGINS:
            continue
        seen.add(target)
        part = package.part(target)
        if part is not None:
            lines.update(dict.fromkeys(walker.read(part, _KINDS[tag_of(element.tag)])))
    return list(lines)


def _secrecy(archive: Archive, name: str) -> list[RawLine]:
    """A marking that no reader of the text would see, as a line of the header.

    In the file's properties (title, subject, keywords, …), in comments, notes, text boxes, in what was deleted.
    """
    mark = _in_properties(archive, name) or mark_in_package(archive)
    return [RawLine(mark, "header")] if mark else []


def _in_properties(archive: Archive, name: str) -> str | None:
    try:
        root = parse(archive, "docProps/core.xml", name)
    except ReadError:  # broken properties are no reason to refuse the document
        return None
    marks = (find_in(element.text or "") for element in (root if root is not None else ()))
    return next(filter(None, marks), None)
