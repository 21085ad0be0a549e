"""宁联 files a photo that says where it was taken: nobody gets the place by looking or saving, only for a purpose."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest

from shuangyong.base.files.models import Blob
from shuangyong.base.trail.models import Entry
from shuangyong.cases.proofs import file_proof
from tests.base.test_stripping import PHOTOS, PLACE, pixels
from tests.cases.conftest import NOW
from tests.desk.people import signed_in


@pytest.fixture
def proof(district):
    data = BytesIO(PHOTOS["JPEG"])
    return file_proof(
        district.actor("宁联"), data, "走访.jpg", title="走访", proves="到了现场", on=date(2026, 3, 1), now=NOW
    )


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_what_is_looked_at_and_saved_says_no_place(district, proof) -> None:
    client = signed_in(district, "宁联")
    page = client.get(f"/proofs/{proof.pk}/").content.decode()
    assert "已封存" in page and "下载（不带拍摄地点）" in page
    saved = body(client.get(f"/proofs/{proof.pk}/file/"))
    assert pixels(saved) == pixels(PHOTOS["JPEG"]) and not [word for word in PLACE if word in saved]
    shown = body(client.get(f"/proofs/{proof.pk}/picture/"))
    assert not [word for word in PLACE if word in shown]


def test_the_original_is_opened_for_a_purpose_and_that_is_entered(district, proof) -> None:
    client = signed_in(district, "宁联")
    assert client.get(f"/proofs/{proof.pk}/original/").status_code == 405, "no link opens it"
    answer = client.post(f"/proofs/{proof.pk}/original/", {"purpose": "看"})
    assert answer.status_code == 422 and "请写明用途" in answer.content.decode()
    assert 'value="看"' in answer.content.decode(), "what was typed stays"
    assert not Entry.objects.filter(what="proof.original").exists()
    answer = client.post(f"/proofs/{proof.pk}/original/", {"purpose": "核对是不是在现场拍的"})
    assert body(answer) == PHOTOS["JPEG"], "the evidence is as it was handed in"
    assert "用途：核对是不是在现场拍的" in Entry.objects.get(what="proof.original").says


def test_who_may_not_see_the_evidence_does_not_see_its_place(district, proof) -> None:
    answer = signed_in(district, "谢镇").post(f"/proofs/{proof.pk}/original/", {"purpose": "核对是不是在现场拍的"})
    assert answer.status_code == 404


def test_the_place_stands_nowhere_in_the_database(district, proof) -> None:
    (row,) = Blob.objects.values()
    assert row["placed"] and not any("26.2" in str(value) for value in row.values())


def test_a_paper_is_saved_as_it_is(district) -> None:
    text = "走访记录，26.255".encode()
    paper = file_proof(
        district.actor("宁联"), BytesIO(text), "记录.txt", title="记录", proves="记录", on=date(2026, 3, 1), now=NOW
    )
    client = signed_in(district, "宁联")
    page = client.get(f"/proofs/{paper.pk}/").content.decode()
    assert "下载原件" in page and "打开原件" not in page
    assert body(client.get(f"/proofs/{paper.pk}/file/")) == text
