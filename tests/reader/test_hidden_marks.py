"""A marking where nobody reads: every place of every kind of file that may be kept without being read."""

from __future__ import annotations

import io
import random
import zipfile

import docx
import pytest
import xlsxwriter

from shuangyong.reader import read_bytes
from shuangyong.reader.formats.hidden_marks import mark_in
from shuangyong.reader.model import ReadError
from tests.base.makers import pdf

MARK = "机密★10年"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = ["关于做好冬季走访工作的通知", "各镇要在12月10日前完成走访。", "要严守军事秘密，做好保密工作。"]


def word(**parts: str) -> bytes:
    """A document that is harmless to read; `parts` are put in beside it, dots for slashes."""
    made = docx.Document()
    for text in BODY:
        made.add_paragraph(text)
    plain, out = io.BytesIO(), io.BytesIO()
    made.save(plain)
    with zipfile.ZipFile(plain) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.infolist():
            after.writestr(part, before.read(part))
        for name, content in parts.items():
            after.writestr("word/" + name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def paragraph(inside: str, kind: str = "comments") -> str:
    return f"<w:{kind} {W}><w:comment><w:p>{inside}</w:p></w:comment></w:{kind}>"


RUNS = "<w:r><w:t>机</w:t></w:r><w:r><w:t>密★</w:t></w:r><w:r><w:t>10年</w:t></w:r>"


@pytest.mark.parametrize(
    "parts",
    [
        {"comments": paragraph(RUNS)},
        {"footnotes": paragraph("<w:r><w:t>密级：机密★10年</w:t></w:r>", "footnotes")},
        {"endnotes": paragraph(RUNS, "endnotes")},
        {"header9": f'<w:hdr {W}><w:p><w:r><w:pict><v:textpath xmlns:v="u" string="{MARK}"/></w:pict></w:r></w:p></w:hdr>'},
        {"deleted": f"<w:document {W}><w:p><w:del><w:r><w:delText>{MARK}</w:delText></w:r></w:del></w:p></w:document>"},
        {"drawings__drawing1": f'<w:x {W}><w:docPr id="1" name="图1" descr="【机密】"/></w:x>'},
        {"charts__chart1": "<c:x xmlns:c='u' xmlns:a='v'><a:p><a:r><a:t>&#26426;&#23494;&#9733;10年</a:t></a:r></a:p></c:x>"},
    ],
    ids=["comment", "footnote", "endnote", "watermark", "deleted", "picture", "chart"],
)  # fmt: skip
def test_word(parts: dict[str, str]) -> None:
    data = word(**parts)
    assert "机密" in (mark_in(data, "通知.docx") or "")
    assert "机密" in (read_bytes(data, "通知.docx").secrecy or ""), "the reader's own pages refuse it as well"


def test_a_harmless_document_carries_none() -> None:
    assert mark_in(word(comments=paragraph("<w:r><w:t>这里讲保守国家秘密</w:t></w:r>")), "通知.docx") is None


def sheet(**how: str) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        first, second = book.add_worksheet("走访"), book.add_worksheet("附")
        first.write_row(0, 0, ["姓名", "单位", "情况"])
        second.write(60, 2, how.get("cell", "无"))
        second.hide()
        if "header" in how:
            first.set_header(how["header"])
        if "note" in how:
            first.write_comment("B2", how["note"])
        book.set_properties({"title": how.get("title", "走访情况")})
        first.insert_textbox("D4", how.get("box", "备注"))
    return out.getvalue()


@pytest.mark.parametrize(
    "how", [{"cell": MARK}, {"header": f"&C{MARK}"}, {"note": MARK}, {"title": "密级：机密"}, {"box": "【机密】"}]
)
def test_a_table(how: dict[str, str]) -> None:
    assert mark_in(sheet(), "走访.xlsx") is None
    assert "机密" in (mark_in(sheet(**how), "走访.xlsx") or "")


def beside(data: bytes, **parts: str) -> bytes:
    """Further parts of a package, two strokes for a slash and one for the dot."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return out.getvalue()


def told(name: str, value: str) -> str:
    return f'<property pid="2" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'


def properties(*held: str) -> str:
    return f'<Properties xmlns:vt="u">{"".join(held)}</Properties>'


def control(inside: str) -> str:
    return f"<w:document {W}><w:p>{inside}</w:p></w:document>"


@pytest.mark.parametrize(
    "parts",
    [
        {"word__more_xml": control('<w:bookmarkStart w:id="0" w:name="机密_10年"/>')},
        {"word__more_xml": control('<w:sdt><w:sdtPr><w:alias w:val="机密★10年"/></w:sdtPr></w:sdt>')},
        {"word__more_xml": control('<w:ffData><w:statusText w:type="text" w:val="密级：机密"/></w:ffData>')},
        {"word__more_xml": control('<w:docVar w:name="机密★10年" w:val="1"/>')},
        {"word__media__机密★10年_png": "x"},
        {"机密★10年__item_bin": "x"},
        {"docProps__custom_xml": properties(told("密级", "机密"), told("拟稿", "张三"))},
        {"docProps__custom_xml": properties(told("拟稿", "张三"), told("机密★10年", "是"))},
        {
            "docProps__core2_xml": "<p><dc:title>通知</dc:title><cp:keywords>机密</cp:keywords><dc:creator>张三</dc:creator></p>"
        },
        {"customXml__item9_xml": "<form><level>机密</level><writer>张三</writer></form>"},
    ],
    ids=["bookmark", "control", "status", "variable", "part", "folder", "property", "name", "keywords", "form"],
)
def test_the_names_within_a_document(parts: dict[str, str]) -> None:
    data = beside(word(), **parts)
    assert "机密" in (mark_in(data, "通知.docx") or "")
    assert "机密" in (read_bytes(data, "通知.docx").secrecy or "")


@pytest.mark.parametrize(
    "held",
    [
        '<sheets><sheet name="走访" sheetId="1"/><sheet name="机密★10年" sheetId="2"/></sheets>',
        '<definedNames><definedName name="机密_10年">走访!$A$1</definedName></definedNames>',
        '<definedNames><definedName name="a">"机密★10年"</definedName><definedName name="b">走访!A1</definedName></definedNames>',
        '<definedNames><definedName name="a" comment="机密★10年">走访!$A$1</definedName></definedNames>',
        '<table id="1" name="a" displayName="机密_10年"/>',
        '<sheetPr codeName="机密"/>',
    ],
    ids=["sheet", "defined", "constant", "comment", "table", "code"],
)
def test_the_names_within_a_workbook(held: str) -> None:
    assert mark_in(beside(sheet(), xl__workbook2_xml=f"<workbook>{held}</workbook>"), "走访.xlsx")


def test_what_is_called_after_a_marking_carries_none() -> None:
    """Templates name the place where a marking would stand, and lists offer all of them to choose from."""
    named = '<w:bookmarkStart w:id="0" w:name="密级"/><w:alias w:val="密级和保密期限"/><w:tag w:val="机要文件"/>'
    listed = "".join(f'<w:listItem w:displayText="{one}" w:value="{one}"/>' for one in ("公开", "秘密", "机密", "绝密"))
    style = '<w:style w:styleId="a"><w:name w:val="密级"/></w:style>'
    data = beside(word(), word__more_xml=control(named + listed + style), word__密级_xml=control(""))
    assert mark_in(data, "通知.docx") is None
    assert mark_in(beside(word(), docProps__custom_xml=properties(told("密级", "无"))), "通知.docx") is None
    book = '<sheets><sheet name="涉密人员培训"/></sheets><definedNames><definedName name="密级">公开</definedName></definedNames>'
    assert mark_in(beside(sheet(), xl__workbook2_xml=f"<workbook>{book}</workbook>"), "走访.xlsx") is None


def test_a_file_in_a_file() -> None:
    out = io.BytesIO(word())
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("word/embeddings/Microsoft_Excel_Sheet1.xlsx", sheet(cell=MARK))
    assert mark_in(out.getvalue(), "通知.docx") == MARK


def test_a_pdf_by_its_properties() -> None:
    assert mark_in(pdf(title="走访工作通知"), "a.pdf") is None
    assert mark_in(pdf(title="走访工作通知（机密★10年）"), "a.pdf") == MARK


def test_old_files_text_and_names() -> None:
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + b"\x01"
    for gap in (b"", b"\x07"):
        text = f"\r{MARK}\r关于演习的通知\r".encode("utf-16-le")
        assert mark_in(old + gap + text, "a.doc") == MARK
    assert mark_in(old + "\r要保守秘密\r".encode("utf-16-le"), "a.doc") is None
    assert mark_in(f"{MARK}\n通知\n".encode("gb18030"), "a.txt") == MARK
    assert mark_in(b"\xff\xd8\xff\xe0", f"{MARK} 会议照片.jpg") == MARK
    assert mark_in(b"\xff\xd8\xff\xe0", "会议照片.jpg") is None


def test_what_cannot_be_looked_at_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * (41 * 1024 * 1024))
    with pytest.raises(ReadError):
        mark_in(out.getvalue(), "a.docx")


# ── long sheets ────────────────────────────────────────────────────────────────────────────────────────────────────


def long_sheet(size: int, marked_at: tuple[int, ...] = ()) -> bytes:
    """A sheet of so many bytes with inline texts; near each of the places a cell says the marking."""
    chance, rows, at, marks = random.Random(3), [b"<worksheet><sheetData>"], 0, sorted(marked_at)
    while at < size:
        said = f"台账{chance.randrange(10**12)}" * 20
        if marks and at >= marks[0] - 400:
            marks.pop(0)
            said = "这一格很长" * 60 + "</t></is></c><c><is><t>" + MARK
        rows.append(f"<row><c><is><t>{said}</t></is></c></row>\n".encode())
        at += len(rows[-1])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"".join([*rows, b"</sheetData></worksheet>"]))
    return out.getvalue()


def test_a_sheet_longer_than_what_is_held_at_once_is_looked_through() -> None:
    piece = 8 * 1024 * 1024
    assert mark_in(long_sheet(6 * piece), "台账.xlsx") is None
    for at in (piece, 5 * piece):
        assert mark_in(long_sheet(5 * piece + 4096, (at,)), "台账.xlsx") == MARK


def test_what_never_ends_is_refused() -> None:
    text = f"<t>{'长' * 15_000_000}".encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", text + bytes(random.Random(1).choices(b"abcdefgh", k=2_000_000)))
    with pytest.raises(ReadError, match="解开后太大"):
        mark_in(out.getvalue(), "台账.xlsx")
