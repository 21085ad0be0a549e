"""The spreadsheet of a dossier: self-rating table, citations, index of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from urllib.parse import quote

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.url import Url

from shuangyong.dossier.content import Content
from shuangyong.reports.row_heights import TALLEST, row_height
from shuangyong.reports.wording import printable

CELL_LIMIT = 32_000
MOST_LINKS = 60_000
"""The format allows 65,530 on a sheet."""


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that opens a place of this workbook, or a file beside it (a path from the workbook's folder)."""

    text: str
    place: str = ""
    file: str = ""

    @property
    def url(self) -> Url:
        """XlsxWriter writes files with backslashes, which one system alone reads; a relative address all of them do."""
        found = Url(f"internal:{self.place}" if self.place else "external:file")
        found.text = self.text
        if self.file:
            found._relationship_link = quote(f"./{self.file}")  # noqa: SLF001 - it has no word for a relative address
        return found


Row = Sequence[str | int | float | Link]
CITATIONS = "引用"
FEW = 2
"""More citations in a row are told by the first and the last: not every program ends the line of a cell that opens."""
RATED = ("编号", "大类", "指标", "满分", "评分办法", "自评分", "考评分", "计入", "理由", "引用", "材料份数")
CITED = ("引用", "编号", "年度", "数的是", "事项编号", "事项", "立项日期", "是否计入", "材料份数")
FILED = ("序号", "材料", "日期", "文件夹里的位置", "原件字节", "原件 SHA-256", "引用", "含个人信息")
WIDTHS = {
    RATED: (8, 14, 26, 6, 18, 8, 8, 8, 50, 14, 9),
    CITED: (7, 8, 12, 40, 22, 36, 12, 10, 9),
    FILED: (6, 34, 12, 56, 10, 36, 14, 12),
}


def tables_of(content: Content) -> bytes:
    """The workbook; the same content gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(stream, options) as book:
        day = datetime(content.on.year, content.on.month, content.on.day)  # noqa: DTZ001 - a day, not a moment
        book.set_properties({"title": f"{content.place}自评分表和印证目录", "author": "", "created": day})
        for name, heading, rows in (
            ("自评分表", RATED, _rated(content)),
            (CITATIONS, CITED, _cited(content)),
            ("印证材料目录", FILED, _filed(content)),
        ):
            _sheet(book, content, name, heading, rows)
    return stream.getvalue()


def _sheet(book: Workbook, content: Content, name: str, heading: tuple[str, ...], rows: Iterable[Row]) -> None:
    sheet = book.add_worksheet(name)
    title, head, text = _formats(book)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)
    sheet.freeze_panes(2, 0)
    for column, width in enumerate(WIDTHS[heading]):
        sheet.set_column(column, column, width)
    barred = "（有未了结的否决情形，不得作为申报件）" if content.bars else ""
    sheet.write_string(0, 0, f"{content.place}{content.years}{name}　截至{content.on}{barred}", title)
    sheet.write_row(1, 0, heading, head)
    sheet.set_row(1, row_height(heading, WIDTHS[heading]))
    for number, row in enumerate(rows, 2):
        texts = [value.text if isinstance(value, Link) else str(value) for value in row]
        sheet.set_row(number, min(TALLEST, row_height(texts, WIDTHS[heading])))
        for column, value in enumerate(row):
            if isinstance(value, Link) and number < MOST_LINKS:
                sheet.write_url(number, column, value.url, text)
            elif isinstance(value, str | Link):
                sheet.write_string(number, column, printable(texts[column])[:CELL_LIMIT], text)
            else:
                sheet.write_number(number, column, value, text)


def _formats(book: Workbook) -> tuple[Format, Format, Format]:
    font = {"font_name": "仿宋", "font_size": 11, "valign": "top", "text_wrap": True}
    title = book.add_format({"font_name": "黑体", "font_size": 14})
    head = book.add_format({**font, "font_name": "黑体", "border": 1, "align": "center", "bg_color": "#f2f2f2"})
    return title, head, book.add_format({**font, "border": 1})


def _points(text: str) -> str | float:
    try:
        return float(text)
    except ValueError:
        return text


def _rows_cited(content: Content) -> dict[int, int]:
    """The row of the citations' sheet, counted from 1, in which each of them begins."""
    found, row = {}, 3
    for one in content.citations:
        found[one.number] = row
        row += 1 + len(one.records) + len(one.still)
    return found


def _citing(numbers: Sequence[int], rows: Mapping[int, int]) -> str | Link:
    """The numbers of citations; the cell opens the first of them."""
    text = "".join(f"〔{number}〕" for number in numbers)
    if len(numbers) > FEW and numbers[-1] - numbers[0] == len(numbers) - 1:
        text = f"〔{numbers[0]}〕至〔{numbers[-1]}〕"
    return Link(text, f"'{CITATIONS}'!A{rows[numbers[0]]}") if numbers else ""


def _rated(content: Content) -> Iterator[Row]:
    rows = _rows_cited(content)
    for one in content.criteria:
        why = "；".join(piece.text for piece in one.pieces)
        cited = _citing([piece.citation for piece in one.pieces if piece.citation], rows)
        yield (
            one.code,
            one.section,
            one.name,
            float(one.of),
            one.words,
            _points(one.own or one.points),
            _points(one.upper),
            _points(one.points),
            f"{why}。{one.verdict}" if why else one.verdict,
            cited,
            one.files,
        )
    yield (
        "",
        "",
        "合计（含加分）",
        float(content.of),
        "",
        float(content.points),
        "",
        float(content.points),
        "",
        "",
        "",
    )


def _cited(content: Content) -> Iterator[Row]:
    for one in content.citations:
        yield (one.number, one.code, one.years, one.what, "", "", "", f"{len(one.records)} 件", "")
        for counts, records in (("计入", one.records), ("尚未计入", one.still)):
            for record in records:
                day = record.opened_on.isoformat()
                yield (one.number, one.code, "", "", record.number, record.title, day, counts, len(record.files))


def _filed(content: Content) -> Iterator[Row]:
    used: dict[int, dict[int, None]] = {}
    rows = _rows_cited(content)
    for citation in content.citations:
        for record in (*citation.records, *citation.still):
            for file in record.files:
                used.setdefault(file.pk, {})[citation.number] = None
    for number, one in enumerate(content.evidence, 1):
        cited = _citing(list(used[one.pk]), rows)
        where = Link(one.path, file=one.path) if one.path else "没有装入，只列 SHA-256"
        persons = "是" if one.persons else ""
        yield (number, one.title, one.on.isoformat(), where, one.size, one.sha256, cited, persons)
