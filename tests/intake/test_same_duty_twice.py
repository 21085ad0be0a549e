"""The same duty from two documents: seen, joined by a person, one case with two sources and the stricter term."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

from shuangyong.base.errors import Problem
from shuangyong.base.trail.verifying import verify
from shuangyong.cases.models import Case
from shuangyong.desk.reviewing import term_of
from shuangyong.intake import actions, queries
from shuangyong.intake.declared import load
from shuangyong.intake.duplicates import alikeness
from shuangyong.intake.models import Document
from shuangyong.reader.reading import read_path
from tests.cases.conftest import NOW
from tests.intake.conftest import draft_of, fresh, taken

PLAN = """云溪区2026年双拥工作要点
（2026年3月1日）
一、区教育局要在5月20日前建立驻军子女入学台账。
二、区财政局要在12月底前完成军队离休干部医药费结算。
"""
SAME = (
    ("建立驻军子女入学台账", "为驻军官兵子女入学建立台账"),
    ("完成困难退役军人家庭摸底", "对困难退役军人家庭开展一次摸底"),
    ("举办两场随军家属专场招聘会", "为随军家属举办专场招聘会"),
    ("将双拥工作经费列入预算", "将双拥工作经费列入财政预算并足额拨付"),
    ("在县融媒体中心开设“双拥风采”专栏", "在区融媒体中心开设双拥专栏"),
    ("落实军人子女教育优待政策", "落实军人子女教育优待政策，做好入学入托保障"),
    ("组织军地单位结对共建不少于60对，签订共建协议", "组织60对军地单位结对共建"),
    ("每月通报一次军地“双清单”办理情况", "定期通报军地“双清单”办理情况"),
    ("开展涉军维权案件“回头看”，依法化解历史积案", "组织涉军维权案件“回头看”，化解积案"),
    ("修订军地抢险救灾联合预案并开展演练", "修订完善军地联合抢险救灾预案"),
)
"""Invented pairs: one duty in the words of two documents."""
ROOT = Path(__file__).resolve().parents[2]


def documents() -> list[Path]:
    """The samples (without the second copy of one) and, where they are at hand, the five seeds."""
    seeds = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
    return [*sorted((ROOT / "samples").glob("[1-4]*")), *seeds]


def test_the_threshold_parts_the_same_from_the_different() -> None:
    found = [alikeness((one,), (other,)) for one, other in SAME]
    assert sum(share >= load().alike for share in found) == len(SAME), found
    tasks = [(path, task) for path in documents() for task in read_path(path).tasks]
    pairs = [(a, b) for (p, a), (q, b) in combinations(tasks, 2) if p != q]
    wrong = [
        (a.task, b.task) for a, b in pairs if alikeness((a.task, *a.measures), (b.task, *b.measures)) >= load().alike
    ]
    assert len(pairs) > 150
    assert len(wrong) <= len(pairs) // 40, wrong  # before asking for the same leading unit, which parts most of them


@pytest.fixture
def both(group):
    """The speech confirmed as far as the school's register; the plan asks for the same, five weeks earlier."""
    speech = taken(group)
    school = draft_of(speech, "子女")
    case = actions.confirm(group.actor("简文"), speech.pk, [school.pk], rev=1, now=NOW).opened[0]
    return speech, case, taken(group, PLAN, "要点.txt")


def test_the_same_duty_is_pointed_out(group, both) -> None:
    _, case, plan = both
    clerk = group.actor("简文")
    found = queries.alike(clerk, draft_of(plan, "台账"))
    assert [(one.case, one.due) for one in found] == [(case.pk, date(2026, 6, 30))]
    assert queries.alike(clerk, draft_of(plan, "医药费")) == ()


def test_one_case_two_sources_and_the_stricter_term(group, both) -> None:
    speech, case, plan = both
    clerk, draft = group.actor("简文"), draft_of(plan, "台账")
    actions.join(clerk, draft.pk, case.pk, rev=1, now=NOW)
    found = actions.confirm(clerk, plan.pk, rev=2, now=NOW)
    assert [joined.pk for joined in found.joined] == [case.pk]
    assert [opened.title for opened in found.opened] == [draft_of(plan, "医药费").task]
    row = Case.objects.get(pk=case.pk)
    assert row.values["deadline"] == "2026-05-20"
    assert row.steps.last().action == "add_source"
    sources = queries.sources_of(group.actor("宁联"), row)
    assert [source.title for source in sources] == [speech.title, plan.title]
    assert [source.document for source in sources] == [None, None]
    assert fresh(plan).state == "closed"
    assert verify().good


def test_a_later_term_changes_nothing(group, both) -> None:
    _, case, _ = both
    clerk = group.actor("简文")
    later = taken(group, PLAN.replace("5月20日", "9月20日"), "另一份.txt")
    actions.join(clerk, draft_of(later, "台账").pk, case.pk, rev=1, now=NOW)
    actions.confirm(clerk, later.pk, rev=2, now=NOW)
    assert Case.objects.get(pk=case.pk).values["deadline"] == "2026-06-30"


def test_the_term_that_runs_is_the_stricter_one(group, both) -> None:
    _, case, plan = both
    from shuangyong.cases.actions import take
    from shuangyong.cases.forms import Form

    take(group.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)
    clerk = group.actor("简文")
    actions.join(clerk, draft_of(plan, "台账").pk, case.pk, rev=1, now=NOW)
    actions.confirm(clerk, plan.pk, rev=2, now=NOW)
    assert Case.objects.get(pk=case.pk).due == date(2026, 5, 20)


def test_whoever_confirms_reads_what_becomes_of_the_term(group, both) -> None:
    _, case, plan = both
    clerk = group.actor("简文")
    later = taken(group, PLAN.replace("5月20日", "9月20日"), "另一份.txt")
    for paper, says in ((plan, "期限由2026年6月30日改为2026年5月20日"), (later, "期限不变")):
        draft = draft_of(paper, "台账")
        actions.join(clerk, draft.pk, case.pk, rev=1, now=NOW)
        draft.refresh_from_db()
        assert term_of(draft) == says


def test_a_paper_of_a_higher_degree_does_not_join_what_more_people_read(group, both) -> None:
    """Its title and its words would stand in the case, and in the note of the step."""
    _, case, plan = both
    clerk, draft = group.actor("简文"), draft_of(plan, "台账")
    actions.join(clerk, draft.pk, case.pk, rev=1, now=NOW)  # before it was known what the paper is
    Document.objects.filter(pk=plan.pk).update(degree=2)
    with pytest.raises(Problem, match="工作秘密”级文件，不能并入“公开”级"):
        actions.confirm(clerk, plan.pk, rev=2, now=NOW)
    actions.join(clerk, draft.pk, None, rev=2, now=NOW)
    assert queries.alike(clerk, draft_of(fresh(plan), "台账")) == (), "it is not offered either"
    with pytest.raises(Problem, match="请单独立项"):
        actions.join(clerk, draft.pk, case.pk, rev=3, now=NOW)
    assert Case.objects.get(pk=case.pk).steps.filter(action="add_source").count() == 0


def test_a_case_that_has_ended_meanwhile_is_not_joined(group, both) -> None:
    from shuangyong.cases.actions import take
    from shuangyong.cases.forms import Form

    _, case, plan = both
    clerk = group.actor("简文")
    actions.join(clerk, draft_of(plan, "台账").pk, case.pk, rev=1, now=NOW)
    take(clerk, case.pk, "drop", Form(note="另有安排"), rev=1, now=NOW)
    with pytest.raises(Problem, match="现在是“已撤销”，不能再并入"):
        actions.confirm(clerk, plan.pk, rev=2, now=NOW)
    assert Case.objects.count() == 1, "nothing of the document was opened"
    assert fresh(plan).rev == 2


AGAIN = """云溪区双拥办关于加快摸底的通知
各乡镇：
一、各乡镇要在5月10日前完成困难退役军人家庭摸底，建立台账。
云溪区双拥工作领导小组办公室
2026年3月20日
"""


def settled(group, document, part: str):
    """The draft of a collective with its units confirmed."""
    draft = draft_of(document, part)
    (name,) = draft.named
    actions.settle(group.actor("简文"), draft.pk, 0, name["units"], rev=document.rev, now=NOW)
    return draft_of(document, part)


@pytest.fixture
def towns(group):
    """A duty of every town from one paper, each with its own case, and the second paper that asks for it sooner."""
    speech = taken(group)
    first = settled(group, speech, "摸底")
    opened = actions.confirm(group.actor("简文"), speech.pk, [first.pk], rev=fresh(speech).rev, now=NOW).opened
    assert len(opened) > 1
    again = taken(group, AGAIN, "摸底.txt")
    return opened, again, settled(group, again, "摸底")


def test_a_duty_of_every_town_is_pointed_out_once(group, towns) -> None:
    opened, _, draft = towns
    (found,) = queries.alike(group.actor("简文"), draft)
    assert (found.count, found.case) == (len(opened), min(case.pk for case in opened))


def test_joining_it_reaches_every_towns_own_case(group, towns) -> None:
    opened, again, draft = towns
    clerk = group.actor("简文")
    actions.join(clerk, draft.pk, opened[0].pk, rev=fresh(again).rev, now=NOW)
    (card,) = queries.review(clerk, again.pk, NOW.date()).drafts
    assert card.joins == (len(opened), 0)
    found = actions.confirm(clerk, again.pk, rev=fresh(again).rev, now=NOW)
    assert {case.pk for case in found.joined} == {case.pk for case in opened} and not found.opened
    assert {row.values["deadline"] for row in Case.objects.filter(title=opened[0].title)} == {"2026-05-10"}
    assert verify().good


def test_a_town_that_has_the_duty_no_longer_gets_it_anew(group, towns) -> None:
    from shuangyong.cases.actions import take
    from shuangyong.cases.forms import Form

    opened, again, draft = towns
    clerk = group.actor("简文")
    take(clerk, opened[1].pk, "drop", Form(note="另有安排"), rev=1, now=NOW)
    actions.join(clerk, draft.pk, opened[0].pk, rev=fresh(again).rev, now=NOW)
    found = actions.confirm(clerk, again.pk, rev=fresh(again).rev, now=NOW)
    assert opened[1].pk not in {case.pk for case in found.joined}
    assert (len(found.joined), len(found.opened)) == (len(opened) - 1, 1)
    (fresh_one,) = found.opened
    assert fresh_one.holdings.get(part="lead").unit_id == opened[1].holdings.get(part="lead").unit_id
