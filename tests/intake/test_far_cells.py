"""Small files that would take more memory than there is: each ended the whole program, every page with it."""

from __future__ import annotations

import re
import tracemalloc
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from shuangyong.intake.ledgers import sheets
from shuangyong.intake.ledgers.spans import RefusedTable

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml'
    '.sheet.main+xml"/></Types>'
)
BOOK = f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="名单" sheetId="1" r:id="rId1"/></sheets></workbook>'
NEAR = '<row r="1"><c r="A1" t="inlineStr"><is><t>姓名</t></is></c></row>'
FAR = '<row><c r="{}"><v>2</v></c></row>'
CORNER = FAR.format("XFD1048576")


def related(target: str, sort: str) -> str:
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{sort}" Target="{target}"/>'
    return f'<Relationships xmlns="{PACKAGE}/relationships">{one}</Relationships>'


def book(rows: str, part: str = "worksheets/sheet1.xml", shared: str = "", **others: str) -> bytes:
    """A workbook whose one sheet lies in `part` of xl/."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr("_rels/.rels", related("xl/workbook.xml", "officeDocument"))
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", related(part, "worksheet"))
        archive.writestr(f"xl/{part}", f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')
        if shared:
            archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
        for name, text in others.items():
            archive.writestr(name.replace("__", "."), text)
    return stream.getvalue()


def prefixed(rows: str) -> str:
    return re.sub(r"<(/?)(row|c|v|is|t)\b", r"<\1x:\2", rows).replace("<x:row", f'<x:row xmlns:x="{MAIN}"')


def shared(text: str, times: int) -> bytes:
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, times + 1))
    return book(cells, shared=f"<si>{text}</si>")


def test_a_plain_book_is_read() -> None:
    wide = '<row r="2"><c r="B2" s="1"/><c r="C2"><v>3</v></c><c r="XFD2" s="4"/></row>'
    rows = sheets.read("a.xlsx", book(NEAR + wide))[0].rows
    assert [list(row) for row in rows] == [["姓名", "", ""], ["", "", 3.0]]
    assert sheets.read("a.xlsx", shared("<t>东河</t>", 3))[0].rows[2][0] == "东河"


@pytest.mark.parametrize(
    "data",
    [
        book(NEAR + CORNER),
        book(NEAR + CORNER, "other/rows.xml"),
        book(NEAR + CORNER, "worksheets/sheet1.bin"),
        book(NEAR + prefixed(CORNER)),
        book(NEAR + CORNER.replace("<c ", "<c\t")),
        book(NEAR + FAR.format("xfd1048576")),
        book(NEAR + FAR.format("A4294967295")),
        book(NEAR + CORNER.replace('"><v>', '" s="/>"><v>')),
        book(NEAR, content__xml="<office:document-content/>"),
    ],
    ids=["far", "elsewhere", "bin", "prefix", "tab", "small", "row", "quoted", "two books"],
)
def test_cells_far_apart_are_found_however_they_are_written(data: bytes) -> None:
    with pytest.raises(RefusedTable):
        sheets.read("a.xlsx", data)


def test_sheets_are_bounded_together() -> None:
    from shuangyong.intake.ledgers.spans import _Span

    span = _Span()
    for _ in range(4):
        span.add(100_000, 20, 1)
    with pytest.raises(RefusedTable, match="表太大"):
        span.add(100_000, 20, 1)


@pytest.mark.parametrize(
    "text",
    [
        f"<t>{'长' * 4_000_000}</t>",
        f"<r><t>{'长' * 1000}</t></r>" * 4000,
        f"<t>{'长' * 1000}<!--</si><si>--></t>" * 4000,
    ],
    ids=["one", "runs", "comments"],
)
def test_a_long_text_in_many_cells_is_tried_where_nothing_else_can_break(text: str) -> None:
    with pytest.raises(RefusedTable, match="可能太大"):
        sheets.read("a.xlsx", shared(text, 600))


def test_an_old_workbook_with_a_cell_at_the_end_of_the_world() -> None:
    """Of kilobytes; calamine wanted 137 GB for it."""
    data = (Path(__file__).parent / "data" / "roll.xls").read_bytes()
    assert sheets.read("a.xls", data)
    cell = list(re.finditer(rb"(?s)\xfd\x00\x0a\x00(....)", data))[-1]
    far = data[: cell.start(1)] + b"\xff\xff\xff\xff" + data[cell.end(1) :]
    with pytest.raises(RefusedTable, match="可能太大"):
        sheets.read("a.xls", far)


def test_a_csv_of_empty_lines_holds_nothing_and_takes_nothing() -> None:
    """Twenty megabytes of line ends were two gigabytes of empty rows."""
    tracemalloc.start()
    assert sheets.read("a.csv", b"\n" * 400_000)[0].rows == []
    with pytest.raises(RefusedTable, match="表太大"):
        sheets.read("a.csv", b"\n" * 400_000 + "东河".encode())
    with pytest.raises(RefusedTable, match="表太大"):
        sheets.read("a.csv", b"a\n" * 400_000)
    assert tracemalloc.get_traced_memory()[1] < 40_000_000
    tracemalloc.stop()


def test_empty_rows_between_keep_their_places() -> None:
    rows = sheets.read("a.csv", "姓名,村\n\n,\n赵小川,东河\n\n".encode())[0].rows
    assert list(rows) == [["姓名", "村"], [], [], ["赵小川", "东河"]]
