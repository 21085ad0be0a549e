"""A PDF made to hurt costs the process that opens it, and nothing else: the next paper is read as ever."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from io import BytesIO
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from shuangyong.base.files import hostile, secret
from shuangyong.base.files.kinds import Refused
from shuangyong.reader import read_bytes
from shuangyong.reader.formats import pdf, pdf_apart, pdf_child
from shuangyong.reader.formats.pdf_apart import Opening
from shuangyong.reader.model import ReadError
from tests.base import makers

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
SAID = "All units shall report before 30 September."
LEVELS = 28
"""Pieces of a page that each draw the next one twice: 2**28 draws, in some five kilobytes."""


def printed() -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    canvas.drawString(72, 700, SAID)
    canvas.save()
    return out.getvalue()


def stream(head: bytes, body: bytes) -> bytes:
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (head, len(body), body)


def nested() -> bytes:
    resources = b"/Resources<</Font<</H 5 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</F 6 0 R>>>>>>",
        stream(b"", b"/F Do"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    draws_next = b"%b/Resources<</XObject<</F %d 0 R>>>>"
    objects += [stream(draws_next % (form, 6 + level), b"/F Do /F Do") for level in range(1, LEVELS)]
    objects.append(stream(form + resources, b"BT /H 12 Tf 72 600 Td (x) Tj ET"))
    out = b"%PDF-1.5\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    return out + head + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (size, len(out))


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_apart, "LEAST_SECONDS", 1)


@pytest.mark.usefixtures("soon")
class TestPiecesThatDrawEachOther:
    """Li's mail brings a page that would be drawn for years."""

    def test_it_is_refused_with_a_sentence_and_the_next_paper_is_read(self) -> None:
        with pytest.raises(ReadError, match=r"“通知\.pdf”是 PDF 文件，打开它要的时间或内存太多.*打印为 PDF"):
            read_bytes(nested(), "通知.pdf")
        assert SAID in read_bytes(printed(), "通知.pdf").text

    def test_it_is_no_evidence(self, tmp_path: Path) -> None:
        with pytest.raises(Refused, match="打开它要的时间或内存太多"):
            secret.check(nested(), "照片.pdf")
        path = tmp_path / "照片.pdf"
        path.write_bytes(nested())
        assert pdf_apart.opens(path) is Opening.ENDLESS
        with pytest.raises(Refused, match="打开它要的时间或内存太多"):
            hostile.check_pdf(path, "照片.pdf")
        path.write_bytes(printed())
        assert pdf_apart.opens(path) is Opening.PAGES


def test_a_child_that_died_is_replaced() -> None:
    assert SAID in read_bytes(printed(), "a.pdf").text
    child = pdf_apart._apart._child
    assert child is not None
    os.kill(child._running.pid, signal.SIGKILL)
    child._running.wait()
    assert SAID in read_bytes(printed(), "a.pdf").text
    assert pdf_apart._apart._child is not child


def _read_in_a_fork(heard: multiprocessing.connection.Connection) -> None:
    heard.send((SAID in read_bytes(printed(), "a.pdf").text, pdf_apart._apart._child._running.pid))  # type: ignore[union-attr]


def test_a_forked_process_has_a_child_of_its_own() -> None:
    assert SAID in read_bytes(printed(), "a.pdf").text
    here, there = multiprocessing.Pipe()
    fork = multiprocessing.get_context("fork").Process(target=_read_in_a_fork, args=(there,))
    fork.start()
    assert here.poll(60)
    read, pid = here.recv()
    fork.join()
    child = pdf_apart._apart._child
    assert read
    assert child is not None
    assert child._running.pid != pid
    assert SAID in read_bytes(printed(), "a.pdf").text


def test_nothing_is_lost_on_the_way_from_the_child() -> None:
    merged = (CORPUS / "lot22" / "23.pdf").read_bytes()
    for data in (printed(), merged):
        whole = pdf.read(data, "a.pdf")
        told = json.loads(json.dumps(pdf_apart.to_plain(whole)))
        assert pdf_apart.from_plain(told) == whole == pdf_apart.read(data, "a.pdf")
    assert any(line.hangs for line in pdf.read(merged, "a.pdf").lines)


def test_what_it_refuses_comes_back_as_its_own_sentence() -> None:
    with pytest.raises(ReadError) as there:
        pdf_apart.read(b"%PDF-1.5 nothing", "a.pdf")
    with pytest.raises(ReadError) as here:
        pdf.read(b"%PDF-1.5 nothing", "a.pdf")
    assert (there.value.what, there.value.then) == (here.value.what, here.value.then)


def test_a_locked_file_says_nothing_of_the_next_one(tmp_path: Path) -> None:
    places = [tmp_path / "密码.pdf", tmp_path / "没有页.pdf", tmp_path / "好.pdf"]
    for path, data in zip(places, (makers.pdf_locked(), makers.pdf(pages=0), makers.pdf()), strict=True):
        path.write_bytes(data)
    locked, empty, good = places
    found = [pdf_apart.opens(path) for path in (locked, empty, good, empty, locked)]
    assert found == [Opening.LOCKED, Opening.DAMAGED, Opening.PAGES, Opening.DAMAGED, Opening.LOCKED]
    with pytest.raises(ReadError, match="打开密码"):
        read_bytes(locked.read_bytes(), "a.pdf")
    with pytest.raises(ReadError, match="已经损坏"):
        read_bytes(empty.read_bytes(), "a.pdf")


def test_too_much_memory_ends_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    def eats(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pdf, "read", eats)
    with pytest.raises(SystemExit):
        pdf_child._answer({"what": "read", "name": "a.pdf"}, b"")


def test_the_child_ends_with_its_parent() -> None:
    apart = pdf_apart._Apart()
    apart.ask("texts", "a.pdf", printed(), 0)
    assert apart._child is not None
    running = apart._child._running
    apart._child._asks.close()
    until = time.monotonic() + 30
    while running.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert running.returncode == 0
