"""Evidence with a marking: refused, entered without a word of it, and not a byte of it stays. The same for its name."""

from __future__ import annotations

from io import BytesIO

import pytest

from shuangyong.base.errors import Invalid
from shuangyong.base.files import actions as files
from shuangyong.base.files.secret import SecretFile
from shuangyong.base.trail.models import Entry
from shuangyong.cases.models import Proof
from shuangyong.cases.proofs import file_proof
from tests.cases.conftest import NOW, TODAY
from tests.reader.test_hidden_marks import MARK, paragraph, word

SECRET = word(comments=paragraph(f"<w:r><w:t>{MARK}</w:t></w:r>"))


def file(district, data: bytes, name: str, title: str = "走访情况") -> Proof:
    return file_proof(district.actor("宁联"), BytesIO(data), name, title=title, proves="", on=TODAY, now=NOW)


def test_marked_evidence_is_refused_and_leaves_nothing(district, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    monkeypatch.setattr(files, "_copy", lambda *given: written.append(given[2]))
    with pytest.raises(SecretFile, match="文件标有密级“机密”，已拒收"):
        file(district, SECRET, "走访情况.docx")
    assert written == [], "it was refused before anything was written"
    assert not Proof.objects.exists()
    entry = Entry.objects.latest("seq")
    assert (entry.what, entry.data) == ("proof.refuse", {"grade": "机密"})
    assert "走访" not in entry.says


@pytest.mark.parametrize("name", ["机密★1年.jpg", "【秘密】照片.jpg"])
def test_a_marked_name_is_a_marking(district, name: str) -> None:
    with pytest.raises(SecretFile):
        file(district, b"\xff\xd8\xff\xe0", name)


@pytest.mark.parametrize("title", ["94123部队来函", "9\u200b4123部队来函", "94 123 部队来函", "第七十四集团军感谢信"])
def test_a_title_names_no_designation(district, title: str) -> None:
    with pytest.raises(Invalid) as told:
        file(district, "感谢信".encode(), "a.txt", title)
    assert "番号" in told.value.fields["title"]


def test_harmless_evidence_is_kept(district) -> None:
    assert file(district, word(), "走访情况.docx").blob.kind == "docx"


def test_a_scan_that_is_named_by_the_number_on_it_is_called_by_what_stays_masked(district) -> None:
    kept = file(district, "同意登记".encode(), "赵小川11010519491231002X.txt", title="")
    assert kept.title == "赵小川1101************2X.txt"
    assert "19491231" not in Entry.objects.latest("seq").says
