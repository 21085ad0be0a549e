"""A file that is refused leaves no byte: not on the disk, not in the database, not in its WAL."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from django.apps import apps
from django.core import serializers
from django.db import connection

from shuangyong.base.files.secret import SecretFile
from shuangyong.base.jobs.models import Job
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.models import Entry
from shuangyong.intake import actions, spool
from shuangyong.intake.models import Document
from shuangyong.intake.receiving import DesignationRefused, Sent, Unreadable
from tests.cases.conftest import NOW

RARE = "鹳雀潭第七号涵洞"
SECRET = f"机密★1年\n关于{RARE}警戒安排的通知\n各有关单位：\n请区教育局于6月30日前完成{RARE}的清点。\n"


def everything(home: Path) -> bytes:
    """All files of the home and of the database, and every row of every table as text."""
    folders = [home]
    if connection.vendor == "sqlite" and "mode=memory" not in str(connection.settings_dict["NAME"]):
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    files = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
    rows = [
        serializers.serialize("json", model.objects.all(), ensure_ascii=False).encode()
        for model in apps.get_models(include_auto_created=True)
    ]
    return b"\n".join([*files, *rows])


def traces(home: Path) -> list[str]:
    held = everything(home)
    ways = {"utf-8": RARE.encode(), "gb18030": RARE.encode("gb18030"), "utf-16": RARE.encode("utf-16-le")}
    ways["json"] = json.dumps(RARE)[1:-1].encode()
    return [name for name, way in ways.items() if way in held]


def in_word(*, header: str = "", keywords: str = "") -> bytes:
    paper = docx.Document()
    paper.add_paragraph(f"请区教育局于6月30日前完成{RARE}的清点。")
    if header:
        paper.sections[0].header.paragraphs[0].text = header
    paper.core_properties.keywords = keywords
    body = io.BytesIO()
    paper.save(body)
    return body.getvalue()


@pytest.mark.parametrize(
    "name, data, grade",
    [
        (f"{RARE}.txt", SECRET.encode(), "机密"),
        ("通知.txt", SECRET.replace("机密", "绝密").encode("gb18030"), "绝密"),
        ("通知.html", f"<html><body><p>秘密★3年</p><p>{RARE}要清点。</p></body></html>".encode(), "秘密"),
        ("通知.docx", in_word(header="秘密"), "秘密"),
        ("通知.docx", in_word(keywords="机密★10年"), "机密"),
    ],
    ids=["text", "gb18030", "web", "header", "metadata"],
)
def test_a_marked_file_is_refused_and_nothing_of_it_stays(district, home, name, data, grade) -> None:
    with pytest.raises(SecretFile, match=grade):
        actions.take_one(district.actor("简文"), Sent(name, data), now=NOW)
    assert not Document.objects.exists()
    assert traces(home) == []
    entry = Entry.objects.get(what="doc.refuse")
    assert entry.data == {"grade": grade}


def test_a_marked_file_among_many_is_refused_by_the_worker(district, home) -> None:
    good = "关于做好走访工作的通知\n区教育局要在6月30日前完成走访。\n"
    sent = [Sent("好.txt", good.encode()), Sent(f"{RARE}.txt", SECRET.encode())]
    taken = actions.take_in(district.actor("简文"), sent, now=NOW, at_once=False)
    assert traces(home) == [], "sealed while it waits"
    run_pending(NOW)
    job = Job.objects.get(pk=taken.job)
    assert (job.state, job.progress_done, job.progress_total) == ("done", 2, 2)
    first, second = job.result["outcomes"]
    assert first["document"] == Document.objects.get().pk
    assert "机密" in second["what"] and second["number"] == 2
    assert traces(home) == []
    assert list((home / "waiting").iterdir()) == []


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx"])
def test_nothing_stays_of_a_file_that_cannot_be_read(district, home, ending) -> None:
    sent = Sent(f"{RARE}.{ending}", b"PK\x03\x04" + RARE.encode() + b"\x00" * 40)
    with pytest.raises(Unreadable):
        actions.take_one(district.actor("简文"), sent, now=NOW)
    actions.take_in(district.actor("简文"), [sent], now=NOW, at_once=False)
    run_pending(NOW)
    assert traces(home) == []
    assert "第1份" in Job.objects.get(name="intake.take").result["outcomes"][0]["what"]


def test_an_internal_paper_is_kept_with_its_degree(district) -> None:
    text = "内部\n关于做好走访工作的通知\n区教育局要在6月30日前完成走访。\n"
    document, _ = actions.take_one(district.actor("简文"), Sent("内.txt", text.encode()), now=NOW)
    assert (document.degree, document.secrecy) == (1, "内部")


def test_the_same_file_again_points_to_the_first(district) -> None:
    sent = Sent("通知.txt", "区教育局要在6月30日前完成走访。\n".encode())
    first, known = actions.take_one(district.actor("简文"), sent, now=NOW)
    again, known_now = actions.take_one(district.actor("陆双"), Sent("另一个名字.txt", sent.data), now=NOW)
    assert (known, known_now) == (False, True)
    assert again.pk == first.pk


def test_known_bytes_under_a_marked_name_are_refused_as_well(district, home) -> None:
    data = "区教育局要在6月30日前完成走访。\n".encode()
    actions.take_one(district.actor("简文"), Sent("通知.txt", data), now=NOW)
    with pytest.raises(SecretFile):
        actions.take_one(district.actor("简文"), Sent(f"机密★3年 {RARE}.txt", data), now=NOW)
    assert traces(home) == []
    assert Entry.objects.filter(what="doc.refuse").count() == 1


def test_a_sealed_file_comes_back_whole(home) -> None:
    ident = spool.put("名称.txt", b"\0" * 5 + RARE.encode())
    assert spool.get(ident) == ("名称.txt", b"\0" * 5 + RARE.encode())
    spool.drop(ident)
    assert spool.get(ident) is None


@pytest.mark.parametrize("troops", ["94123部队", "九四一二三部队", "第七十四集团军", "94 123 部队", "9\u200b4123部队"])
def test_a_document_that_names_troops_by_number_is_refused_and_leaves_nothing(
    district, tmp_path, settings, troops
) -> None:
    settings.HOME = tmp_path
    text = f"关于{RARE}走访的通知\n各有关单位：\n请区教育局于6月30日前走访{troops}。\n"
    with pytest.raises(DesignationRefused, match="文件里写了部队番号"):
        actions.take_one(district.actor("陆双"), Sent("通知.txt", text.encode()), now=NOW)
    assert not Document.objects.exists()
    assert traces(tmp_path) == []


def test_civil_units_with_a_number_are_no_designation(district) -> None:
    text = "关于走访的通知\n各有关单位：\n请区教育局会同交警三大队于6月30日前走访驻区某部二连。\n"
    document, _ = actions.take_one(district.actor("陆双"), Sent("通知.txt", text.encode()), now=NOW)
    assert document.pk
