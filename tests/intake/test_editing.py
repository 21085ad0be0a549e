"""What 简文 does with drafts before they become work; each change is entered and can be taken back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.trail.models import Entry
from shuangyong.cases.models import Case
from shuangyong.intake import actions, queries
from shuangyong.intake.actions import Changes
from shuangyong.intake.content import Content, Named, joined, split_off, stricter
from shuangyong.intake.models import Document, Draft
from tests.cases.conftest import NOW
from tests.intake.conftest import SPEECH, draft_of, fresh, taken


@pytest.fixture
def speech(group) -> Document:
    return taken(group)


def picture(document: Document) -> list[dict]:
    """Everything that the drafts say, to compare before and after."""
    rows = document.drafts.order_by("seq").values()
    spans = {d.pk: [(s.start, s.end) for s in d.sources.all()] for d in document.drafts.all()}
    return [{**row, "sources": spans[row["id"]]} for row in rows]


def test_words_and_term_are_changed_and_entered(group, speech) -> None:
    draft = draft_of(speech, "值班")
    changes = Changes(task=" 落实“五一”值班 ", deadline=date(2026, 5, 5), business="值班值守")
    row = actions.edit(group.actor("简文"), draft.pk, changes, rev=1, now=NOW)
    draft.refresh_from_db()
    assert (draft.task, draft.deadline, row.rev) == ("落实“五一”值班", date(2026, 5, 5), 2)
    assert Entry.objects.filter(what="doc.edit").get().data["what"] == "修改第4项的工作任务、完成时限"


def test_bad_values_are_told_field_by_field(group, speech) -> None:
    changes = Changes(task=" ", business="喝茶", deadline_said="长" * 61)
    with pytest.raises(Invalid) as told:
        actions.edit(group.actor("简文"), draft_of(speech, "值班").pk, changes, rev=1, now=NOW)
    assert set(told.value.fields) == {"task", "business", "deadline_said"}


def test_one_task_is_split_into_two(group, speech) -> None:
    draft = draft_of(speech, "经费")
    row = actions.split(group.actor("简文"), draft.pk, "足额拨付双拥经费", [1], rev=1, now=NOW)
    new = row.drafts.get(seq=5)
    draft.refresh_from_db()
    assert draft.measures == ["将双拥工作经费列入预算"]
    assert (new.task, new.measures, new.deadline) == ("足额拨付双拥经费", ["足额拨付"], date(2026, 4, 20))
    assert new.content.units("lead") == (group.unit("财政局"),)
    assert speech.text[new.start : new.end] == "足额拨付"


def test_two_drafts_become_one_with_the_stricter_term(group, speech) -> None:
    school, money = draft_of(speech, "子女"), draft_of(speech, "经费")
    actions.merge(group.actor("简文"), school.pk, [money.pk], rev=1, now=NOW)
    school.refresh_from_db(), money.refresh_from_db()
    assert (money.state, money.merged_into_id) == ("merged", school.pk)
    assert school.deadline == date(2026, 4, 20)
    assert school.content.units("lead") == (group.unit("教育局"), group.unit("财政局"))
    assert [(s.start, s.end) for s in school.sources.all()] == [(school.start, school.end), (money.start, money.end)]
    review = queries.review(group.actor("简文"), speech.pk, NOW.date())
    said = next(one for one in review.drafts if one.row.pk == school.pk).lacking
    assert said == ("写了 2 个牵头单位：请定由第一个牵头、其余配合，还是每个单位各立一件。",)


def test_the_first_of_several_leads_and_the_others_support(group, speech) -> None:
    clerk, school, money = group.actor("简文"), draft_of(speech, "子女"), draft_of(speech, "经费")
    actions.merge(clerk, school.pk, [money.pk], rev=1, now=NOW)
    actions.edit(clerk, school.pk, Changes(sharing="first"), rev=2, now=NOW)
    case = actions.confirm(clerk, speech.pk, [school.pk], rev=3, now=NOW).opened[0]
    held = {(h.part, h.unit_id) for h in case.holdings.all()}
    assert ("lead", group.unit("教育局")) in held
    assert {("support", group.unit("财政局")), ("support", group.unit("民政局"))} <= held


def test_dropping_wants_a_reason_and_can_be_taken_back(group, speech) -> None:
    draft = draft_of(speech, "经费")
    with pytest.raises(Invalid, match="改正"):
        actions.drop(group.actor("简文"), draft.pk, "  ", rev=1, now=NOW)
    actions.drop(group.actor("简文"), draft.pk, "上年已列入", rev=1, now=NOW)
    with pytest.raises(Problem, match="已舍弃，不能改"):
        actions.edit(group.actor("简文"), draft.pk, Changes(task="x"), rev=2, now=NOW)
    actions.take_back(group.actor("简文"), draft.pk, rev=2, now=NOW)
    draft.refresh_from_db()
    assert (draft.state, draft.reason) == ("open", "")


def test_a_marked_sentence_becomes_a_draft(group, speech) -> None:
    words = "同志们，让我们携手努力，\n共同谱写军民团结新篇章。"
    row = actions.add_words(group.actor("简文"), speech.pk, words, rev=1, now=NOW)
    new = row.drafts.get(by_hand=True)
    assert speech.text[new.start : new.end] == words.replace("\n", "")
    assert new.content.named == ()


def test_marked_words_are_read_for_units_and_terms(group, speech) -> None:
    at = speech.text.index("区财政局要")
    end = speech.text.index("足额拨付") + 5
    new = actions.add(group.actor("简文"), speech.pk, at, end, rev=1, now=NOW).drafts.get(by_hand=True)
    assert new.content.units("lead") == (group.unit("财政局"),)
    assert new.deadline_said == "4月20日前"


@pytest.mark.parametrize("words, says", [("没有这样的话呀", "原文里没有"), ("台账", "至少摘四个字")])
def test_words_that_do_not_stand_there_are_not_added(group, speech, words, says) -> None:
    with pytest.raises(Invalid) as told:
        actions.add_words(group.actor("简文"), speech.pk, words, rev=1, now=NOW)
    assert says in told.value.fields["words"]


def test_a_name_is_given_a_unit_by_hand(group) -> None:
    document = taken(group, "通知\n由区红叶办牵头，于6月30日前完成摸底。\n")
    draft = document.drafts.get()
    assert draft.content.named[0].sort == "unknown"
    clerk = group.actor("简文")
    actions.settle(clerk, draft.pk, 0, [group.unit("民政局")], rev=1, now=NOW)
    case = actions.confirm(clerk, document.pk, rev=2, now=NOW).opened[0]
    assert case.holdings.get(part="lead").unit_id == group.unit("民政局")


def test_a_draft_without_a_lead_is_not_confirmed_until_one_is_named(group) -> None:
    document = taken(group, "通知\n一、要在6月30日前完成困难退役军人摸底，建立台账。\n")
    draft, clerk = document.drafts.get(), group.actor("简文")
    with pytest.raises(Problem, match="没有牵头单位"):
        actions.confirm(clerk, document.pk, rev=1, now=NOW)
    actions.name_unit(clerk, draft.pk, "lead", group.unit("退役军人局"), rev=1, now=NOW)
    assert len(actions.confirm(clerk, document.pk, rev=2, now=NOW).opened) == 1


def test_everything_is_undone_to_the_letter(group, speech) -> None:
    clerk, before = group.actor("简文"), picture(speech)
    school, money, towns = (draft_of(speech, words).pk for words in ("子女", "经费", "摸底"))
    actions.edit(clerk, school, Changes(task="另一句", no_deadline=True), rev=1, now=NOW)
    actions.split(clerk, money, "足额拨付经费", [1], rev=2, now=NOW)
    actions.merge(clerk, school, [money], rev=3, now=NOW)
    actions.settle(clerk, towns, 0, [group.unit("东河镇")], rev=4, now=NOW)
    actions.drop(clerk, towns, "不办", rev=5, now=NOW)
    for rev in range(6, 11):
        actions.undo(clerk, speech.pk, rev=rev, now=NOW)
    assert picture(speech) == before
    with pytest.raises(Problem, match="没有可以撤回"):
        actions.undo(clerk, speech.pk, rev=11, now=NOW)


def test_what_became_a_case_is_not_undone(group, speech) -> None:
    clerk, draft = group.actor("简文"), draft_of(speech, "经费")
    actions.edit(clerk, draft.pk, Changes(task="落实双拥经费"), rev=1, now=NOW)
    actions.confirm(clerk, speech.pk, [draft.pk], rev=2, now=NOW)
    assert queries.review(clerk, speech.pk, NOW.date()).last_edit == "", "and it is not offered"
    with pytest.raises(Problem, match="已经立项，不能撤回"):
        actions.undo(clerk, speech.pk, rev=fresh(speech).rev, now=NOW)
    assert Case.objects.get().title == "落实双拥经费"


def test_a_draft_of_another_county_cannot_be_touched(group, speech) -> None:
    with pytest.raises(NotFound):
        actions.edit(group.actor("谢镇"), draft_of(speech, "经费").pk, Changes(task="x"), rev=1, now=NOW)


def test_a_document_without_tasks_is_done_at_once(group) -> None:
    document = taken(group, "慰问信\n各位军属：\n  祝大家节日快乐。\n")
    assert (document.state, Draft.objects.count()) == ("closed", 0)
    assert queries.coverage_of(document).percent == 100


def test_the_sample_speech_is_taken_and_read_back(group) -> None:
    document = taken(group, SPEECH)
    assert queries.reading_of(document).text == document.text
    assert len(queries.reading_of(document).tasks) == 4


# ── the algebra behind it ──────────────────────────────────────────────────────────────────────────────────────────

terms = st.tuples(st.none() | st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.sampled_from(["", "年底前", "尽快"]))
names = st.builds(
    Named, st.sampled_from(["lead", "support"]), st.sampled_from("甲乙丙丁"), st.just("one"), confirmed=st.just(True)
)
contents = st.builds(
    Content,
    st.sampled_from(["建台账", "搞走访", "办招聘"]),
    st.lists(st.sampled_from("一二三四"), max_size=3, unique=True).map(tuple),
    st.lists(names, max_size=3, unique_by=lambda n: n.words).map(tuple),
)


@given(terms, terms, terms)
def test_the_stricter_term_is_one_of_both_and_order_does_not_matter(a, b, c) -> None:
    assert stricter(a, b) in (a, b)
    assert stricter(a, b)[0] == stricter(b, a)[0]
    assert stricter(stricter(a, b), c)[0] == stricter(a, stricter(b, c))[0]


@given(contents, contents)
def test_joining_loses_no_measure_and_no_name(one, other) -> None:
    whole = joined(one, [other])
    assert {*one.measures, *other.measures} <= {*whole.measures}
    assert {n.words for n in (*one.named, *other.named)} == {n.words for n in whole.named}
    assert joined(whole, [other]) == whole


@given(contents, st.sets(st.integers(0, 2)))
def test_splitting_keeps_every_measure_once(content, chosen) -> None:
    left, apart = split_off(content, "新的一项", sorted(at for at in chosen if at < len(content.measures)))
    assert sorted((*left.measures, *apart.measures)) == sorted(content.measures)
