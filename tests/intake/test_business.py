"""A document's own lines of business are kept, by words that an office declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.intake import actions, queries
from shuangyong.intake.declared import load, parse
from shuangyong.intake.readings import document_of
from shuangyong.intake.receiving import Sent
from shuangyong.reader.reading import as_json, read_path
from tests.cases.conftest import NOW, TODAY

SEEDS = sorted((Path(__file__).resolve().parents[3] / "shared" / "seeds").glob("*.txt"))
GOOD = {
    "usual": "双拥工作",
    "businesses": {"值班值守": ["值班"]},
    "persons": ["负责人"],
    "likeness": {"alike": 0.5, "generic": ["做好"]},
}


@pytest.mark.parametrize(
    "task, more, business",
    [
        ("做好应急值班值守", "落实24小时值班值守和领导带班制度", "值班值守"),
        ("强化安全隐患排查", "在节前开展一次安全隐患排查", "隐患排查"),
        ("严格履行属地监管责任", "近期焚烧秸秆现象突出，存在火灾安全隐患，要全力管控秸秆禁烧", "秸秆禁烧"),
        ("抓好军人子女教育", "安排好学位", "双拥工作"),
        ("抓好安全", "值班人员在岗", "值班值守"),
    ],
)
def test_the_words_tell_the_business(task, more, business) -> None:
    assert load().business_of(task, more) == business


def test_every_business_is_one_of_the_tasks(district) -> None:
    assert set(load().names) <= set(queries.businesses(TODAY))


def test_a_bad_file_lists_every_fault() -> None:
    assert parse(GOOD).usual == "双拥工作"
    with pytest.raises(DeclarationError) as told:
        parse({**GOOD, "persons": 3, "likeness": {"alike": 7, "generic": []}, "extra": 1})
    assert len(told.value.faults) == 3


@pytest.mark.skipif(len(SEEDS) < 5, reason="the five seeds are not at hand")
def test_the_five_seeds_are_taken_in_and_nothing_is_lost(group) -> None:
    found = {}
    for path in SEEDS:
        document, _ = actions.take_one(group.actor("简文"), Sent(path.name, path.read_bytes()), now=NOW)
        reading = read_path(path)
        assert document_of(as_json(reading)) == reading
        assert queries.reading_of(document) == reading
        assert document.drafts.count() == len(reading.tasks)
        found.update({draft.task: draft.business for draft in document.drafts.all()})
    assert found["做好应急值班值守"] == "值班值守"
    assert found["强化安全隐患排查"] == "隐患排查"
    assert list(found.values()).count("双拥工作") > 20


@pytest.mark.skipif(len(SEEDS) < 5, reason="the five seeds are not at hand")
def test_straw_burning_within_another_task_is_pointed_out(group) -> None:
    clerk = group.actor("简文")
    document, _ = actions.take_one(clerk, Sent("讲话.txt", SEEDS[1].read_bytes()), now=NOW)
    review = queries.review(clerk, document.pk, TODAY)
    last = next(one for one in review.drafts if one.row.task == "压实工作责任")
    assert last.row.business == "秸秆禁烧" or any("秸秆禁烧" in says for says in last.looks)


def test_what_was_split_off_is_no_longer_pointed_out(group) -> None:
    clerk = group.actor("简文")
    text = (
        "关于做好节日值守的通知\n一、区教育局要严格落实节日值班值守和领导带班制度，加强秸秆焚烧巡查。\n2026年3月5日\n"
    )
    document, _ = actions.take_one(clerk, Sent("通知.txt", text.encode()), now=NOW)
    draft = document.drafts.get()

    def looks() -> str:
        review = queries.review(clerk, document.pk, TODAY)
        return "".join(next(one for one in review.drafts if one.row.pk == draft.pk).looks)

    assert looks().count("需要分开办的") == 1 and "秸秆禁烧" in looks()
    burning = next(at for at, words in enumerate(draft.measures) if "秸秆" in words)
    actions.split(clerk, draft.pk, draft.measures[burning], [burning], rev=1, now=NOW)
    assert "秸秆禁烧" not in looks()
    other = document.drafts.exclude(pk=draft.pk).get()
    assert (other.business, other.measures) == ("秸秆禁烧", [draft.measures[burning]])


def test_the_samples_are_taken_in(group) -> None:
    for path in sorted((Path(__file__).resolve().parents[2] / "samples").glob("[1-4]*")):
        document, _ = actions.take_one(group.actor("简文"), Sent(path.name, path.read_bytes()), now=NOW)
        assert (document.blob_id is None) == path.name.endswith("html")
        assert queries.coverage_of(document).judged == queries.coverage_of(document).total
