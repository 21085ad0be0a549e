"""Files that are damaged, of another kind, or made to do harm: a ReadError, soon, and nothing else."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from shuangyong.reader.formats import check_size, extract
from shuangyong.reader.model import MAX_BYTES, ReadError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MANY = 100_000
SLOW = 30.0
"""Seconds: a linear reader takes two at most on a busy machine, a quadratic one minutes."""


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as z:
        for name, content in parts.items():
            z.writestr(name, content)
    return stream.getvalue()


def word(body: str, head: str = "") -> bytes:
    xml = f"{head}<w:document {W}><w:body>{body}</w:body></w:document>"
    return zipped({"word/document.xml": xml.encode()})


def printed(encrypt: str | None = None, text: str = "关于双拥工作的通知") -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    page = canvas.Canvas(stream, encrypt=encrypt)
    page.setFont("STSong-Light", 16)
    page.drawString(80, 700, text)
    page.save()
    return stream.getvalue()


def scanned() -> bytes:
    picture, stream = io.BytesIO(), io.BytesIO()
    Image.new("L", (60, 80), 200).save(picture, "PNG")
    picture.seek(0)
    page = canvas.Canvas(stream)
    page.drawImage(ImageReader(picture), 0, 0, 600, 800)
    page.save()
    return stream.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.txt", "空文件"),
    "blank": (lambda: b" \r\n\t", "a.txt", "空白"),
    "zeros": (lambda: bytes(500), "a.txt", "空白"),
    "noise": (lambda: bytes(range(256)) * 8, "a.txt", "不是文字文件"),
    "doc": (lambda: OLE + "WordDocument".encode("utf-16-le"), "a.doc", "旧版 Word"),
    "wps": (lambda: OLE + "WordDocument".encode("utf-16-le"), "a.wps", "WPS"),
    "encrypted docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "密码"),
    "png": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(50), "a.docx", "图片"),
    "xlsx": (lambda: zipped({"xl/workbook.xml": b"<a/>"}), "a.docx", "Excel"),
    "ofd": (lambda: zipped({"OFD.xml": b"<a/>"}), "a.ofd", "OFD"),
    "zip": (lambda: zipped({"通知.txt": b"x"}), "a.zip", "压缩包"),
    "rtf": (lambda: b"{\\rtf1 x}", "a.doc", "RTF"),
    "encrypted pdf": (lambda: printed("secret"), "a.pdf", "密码"),
    "scan": (scanned, "a.pdf", "没有文字层"),
    "broken pdf": (lambda: b"%PDF-1.7\n" + bytes(300), "a.pdf", "损坏"),
    "cut docx": (lambda: word("<w:p/>")[:80], "a.docx", "损坏"),
    "docx without text": (lambda: word("<w:p/>"), "a.docx", "没有文字"),
    "page without text": (lambda: b"<html><body><script>x</script></body></html>", "a.html", "没有文字"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_refused_with_a_sentence_that_helps(case: str) -> None:
    make, name, said = REFUSED[case]
    with pytest.raises(ReadError) as caught:
        extract(make(), name)
    message = str(caught.value)
    assert said in message
    assert name in message
    assert "能读的格式是" in message
    assert message.count("。") >= 3


def test_a_file_of_fifty_megabytes_is_refused_at_once() -> None:
    data = b"<p>" * (50 * 1024 * 1024 // 3)
    began = time.process_time()
    with pytest.raises(ReadError, match="20 MB"):
        extract(data, "a.html")
    assert time.process_time() - began < 0.5
    check_size(MAX_BYTES, "a.txt")
    with pytest.raises(ReadError):
        check_size(MAX_BYTES + 1, "a.txt")


def test_zip_bombs() -> None:
    big = zipped({"word/document.xml": b" " * (80 * 1024 * 1024)})
    lying = big.replace((80 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    many = zipped({f"word/{i}.xml": b"" for i in range(6000)})
    for data in (big, lying, many):
        with pytest.raises(ReadError):
            extract(data, "a.docx")


def test_a_pdf_page_that_unpacks_to_too_much() -> None:
    packed = zlib.compress(b"BT /F 12 Tf 9 9 Td " + b"(hello) Tj " * 1_500_000 + b" ET")
    stream = b"4 0 obj<</Length %d/Filter/FlateDecode>>stream\n%b\nendstream endobj\n" % (len(packed), packed)
    began = time.process_time()
    with pytest.raises(ReadError, match="解开后太大"):
        extract(b"%PDF-1.4\n" + stream, "a.pdf")
    assert time.process_time() - began < 5


def test_xml_bombs() -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    head = f'<!DOCTYPE d [<!ENTITY e0 "哈">{entities}]>'
    outside = '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    run = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    deep = "<w:p>" * MANY + "</w:p>" * MANY
    for data in (word(run.format("&e11;"), head), word(run.format("&e;"), outside), word(deep)):
        began = time.process_time()
        with pytest.raises(ReadError):
            extract(data, "a.docx")
        assert time.process_time() - began < 5


CELL = "<w:tc><w:p><w:r><w:t>格</w:t></w:r></w:p></w:tc>"
TRAPS: dict[str, Callable[[], bytes]] = {
    "nested div": lambda: b"<html><body>" + b"<div>" * MANY + b"x",
    "nested div and p": lambda: b"<html><body>" + b"<div><p>x" * MANY,
    "nested lists": lambda: b"<html><body>" + b"<ol><li>x" * MANY,
    "nested tables": lambda: b"<table><tr><td>x<td>y" * (MANY // 2),
    "open comments": lambda: b"<html><body>x" + b"<!--" * MANY,
    "open cdata": lambda: b"<html><body>x" + b"<![CDATA[" * MANY,
    "attributes": lambda: b"<html><body><div " + b" ".join(b"a%d=1" % i for i in range(MANY)) + b">x",
    "formatting never closed": lambda: b"<html><body>" + (b"<b>" * 10 + b"</p>x") * (MANY // 10),
    "brackets": lambda: b"<html><body>x" + b"<" * MANY,
    "cells": lambda: b"<table>" + (b"<tr>" + b"<td>x</td>" * 10 + b"</tr>") * (MANY // 10),
    "hanging cells": lambda: b"<table>" + (b"<tr>" + b"<td rowspan=999>x</td>" * 10 + b"</tr>") * (MANY // 50),
    "prolog comments": lambda: b"<!-- -->" * MANY + b"x",
    "carriage returns": lambda: "双拥".encode() + b"\r" * MANY,
    "word cells": lambda: word("<w:tbl>" + f"<w:tr>{CELL * 10}</w:tr>" * (MANY // 10) + "</w:tbl>"),
    "word paragraphs": lambda: word("<w:p><w:r><w:t>段</w:t></w:r></w:p>" * MANY),
}


def numbered(pattern: str, paragraphs: int) -> bytes:
    """Paragraphs of one list whose numbers are written by `pattern`."""
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{pattern}"/></w:lvl>'
    lists = f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    one = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>各镇要做好工作。</w:t></w:r></w:p>'
    body = f"<w:document {W}><w:body>{one * paragraphs}</w:body></w:document>"
    return zipped(
        {"word/document.xml": body.encode(), "word/numbering.xml": f"<w:numbering {W}>{lists}</w:numbering>".encode()}
    )


def test_numbers_longer_than_any_paper() -> None:
    """Four kilobytes in which every paragraph's number has forty thousand signs, or a few hundred before very many."""
    began = time.process_time()
    assert len(extract(numbered("%1" * 20_000, 3), "a.docx").lines[2].text) < 200
    with pytest.raises(ReadError, match="文字太多"):
        extract(numbered("%1" * 20_000, 30_000), "a.docx")
    assert time.process_time() - began < SLOW


@pytest.mark.parametrize("trap", TRAPS)
def test_time_grows_with_size_only(trap: str) -> None:
    data = TRAPS[trap]()
    began = time.process_time()
    with contextlib.suppress(ReadError):
        extract(data, "a.html" if data.startswith(b"<") else "a.txt")
    assert time.process_time() - began < SLOW


GOOD = {
    "a.docx": word(
        "<w:p><w:r><w:t>关于双拥工作的通知</w:t></w:r></w:p>" * 5 + f"<w:tbl><w:tr>{CELL * 3}</w:tr></w:tbl>"
    ),
    "a.pdf": printed(),
    "a.html": "<html><meta charset=gbk><table><tr><td rowspan=2>甲<td>乙<ol><li>丙</table>".encode("gbk"),
    "a.txt": "关于双拥工作的通知\n各单位：".encode("utf-16"),
}
XML_PIECES = st.sampled_from(
    [f"<{slash}w:{tag}>" for tag in "p r t tbl tr tc tcPr vMerge pPr numPr fldChar txbxContent ruby rt del ins".split()
     for slash in ("", "/")] + ["x", "<w:br/>", "<w:tab/>"]
)  # fmt: skip
HTML_PIECES = st.sampled_from(
    [f"<{slash}{tag}>" for tag in "p div table tr td th ol li h1 nav pre ruby rt a body html select svg".split()
     for slash in ("", "/")] + ["x", "<br>", "<td rowspan=9 colspan=9>", "<!--", "&amp;", "<ol start=x>"]
)  # fmt: skip
quick = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])


def only_read_error(data: bytes, name: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ReadError):
        extract(data, name)
    assert time.process_time() - began < 5


@quick
@given(st.binary(max_size=600), st.sampled_from([b"", b"%PDF-1.4\n", b"PK\x03\x04", b"<html>", b"\xff\xfe"]), st.text())
def test_any_bytes(data: bytes, head: bytes, name: str) -> None:
    only_read_error(head + data, name)


@quick
@given(st.sampled_from(sorted(GOOD)), st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), max_size=12),
       st.integers(0, 10**6), st.booleans())  # fmt: skip
def test_damaged_files(name: str, changes: list[tuple[int, int]], cut: int, shorten: bool) -> None:
    data = bytearray(GOOD[name])
    for place, value in changes:
        data[place % len(data)] = value
    only_read_error(bytes(data[: cut % len(data)] if shorten else data), name)


@quick
@given(st.lists(XML_PIECES, max_size=40))
def test_odd_word_bodies(pieces: list[str]) -> None:
    opened: list[str] = []
    body = ""
    for piece in pieces:  # keep it well-formed, so that the walk itself is tried
        if piece.startswith("</"):
            if not opened:
                continue
            piece = opened.pop()
        elif piece.startswith("<") and not piece.endswith("/>"):
            opened.append("</" + piece[1:])
        body += piece
    only_read_error(word(body + "".join(reversed(opened))), "a.docx")


@quick
@given(st.lists(HTML_PIECES, max_size=60))
def test_odd_pages(pieces: list[str]) -> None:
    only_read_error(("<html>" + "".join(pieces)).encode(), "a.html")
