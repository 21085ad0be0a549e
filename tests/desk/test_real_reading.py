"""The first page with the real reader behind it: from a file to the sheet in two requests."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.desk.cast import NOTICE
from tests.desk.test_pages import words


@pytest.fixture
def page(client):
    """The result of the notice, sent as a file."""
    return client.post("/read/", {"way": "file", "file": SimpleUploadedFile("冬季走访慰问通知.txt", NOTICE.encode())})


def test_the_notice_becomes_tasks(page):
    assert page.status_code == 200
    said = words(page)
    for part in ("县退役军人事务局", "县民政局、县财政局", "2026年12月10日", "文件未明确", "已判定 100%"):
        assert part in said


def test_the_table_is_downloaded(client, page):
    field = unescape(re.search(r'name="carried" value="([^"]+)"', page.content.decode()).group(1))
    assert client.post("/table/", {"carried": field, "as": "docx"}).content[:2] == b"PK"


def test_bytes_that_are_no_document_get_a_plain_answer(client):
    sent = {"way": "file", "file": SimpleUploadedFile("照片.docx", bytes(range(256)) * 8)}
    answer = client.post("/read/", sent)
    assert answer.status_code == 422
    assert "没有读成" in words(answer)


def test_a_marked_document_is_refused(client):
    answer = client.post("/read/", {"way": "text", "text": "机密★1年\n" + NOTICE})
    assert answer.status_code == 422
    assert "已拒收" in words(answer)
    assert "县民政局" not in words(answer)
