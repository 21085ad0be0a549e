"""简文 takes an item apart whose sentences direct different units, each by its own day."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.base.errors import Problem
from shuangyong.base.organisation.models import Account
from shuangyong.intake import actions, queries
from shuangyong.intake.content import Content, Named, named_of
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.parting import by_sentence, stands_in
from shuangyong.reader.model import RawLine, RawText
from shuangyong.reader.parts import clauses, parts, sentences
from shuangyong.reader.reading import read_text
from tests.cases.conftest import NOW
from tests.intake.conftest import draft_of, taken

NOTICE = """关于做好2026年走访慰问工作的通知
各乡镇人民政府，区直有关单位：
现就走访慰问有关工作通知如下：
一、走访慰问困难对象。各乡镇要对辖区困难退役军人逐户摸底，4月25日前走访一遍。区民政局要在4月15日前备齐慰问物资，区财政局配合做好资金保障。
二、各乡镇要在5月25日前走访军属；区教育局要在5月20日前报送学生名单。
三、抓好经费保障。区财政局要及时拨付慰问经费，逐笔登记。责任单位：区财政局、区民政局。
四、抓好子女入学。区教育局要在6月10日前建立军人子女入学台账。要逐人登记到位，及时更新信息。
云溪区双拥工作领导小组办公室
2026年3月5日
"""


@pytest.fixture
def notice(group) -> Document:
    return taken(group, NOTICE, "通知.txt")


def visits(document: Document) -> Draft:
    return draft_of(document, "困难")


def split_visits(group, notice) -> list[Draft]:
    actions.split_sentences(group.actor("简文"), visits(notice).pk, rev=1, now=NOW)
    return [one for one in notice.drafts.all() if one.path == ["一"] and one.state == "open"]


def leads(draft: Draft) -> list[str]:
    return [named.words for named in draft.content.of("lead")]


def supports(draft: Draft) -> list[str]:
    return [named.words for named in draft.content.of("support")]


def looks(group, document: Document, draft: Draft) -> str:
    review = queries.review(group.actor("简文"), document.pk, NOW.date())
    return "".join(next(one for one in review.drafts if one.row.pk == draft.pk).looks)


# ── by sentence ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_item_falls_into_one_draft_for_each_unit_with_its_own_day(group, notice) -> None:
    assert leads(visits(notice)) == ["各乡镇", "区民政局"]
    towns, welfare = split_visits(group, notice)
    assert (leads(towns), supports(towns), towns.deadline) == (["各乡镇"], [], date(2026, 4, 25))
    assert (leads(welfare), supports(welfare), welfare.deadline) == (["区民政局"], ["区财政局"], date(2026, 4, 15))
    assert towns.task == "走访慰问困难对象" and "备齐慰问物资" in welfare.task
    assert towns.measures == ["对辖区困难退役军人逐户摸底", "走访一遍"]
    assert welfare.measures == ["在4月15日前备齐慰问物资"]
    assert (towns.sharing, welfare.sharing) == ("each", "")
    assert welfare.content.units("lead") == (group.unit("民政局"),)


def test_each_part_stands_on_its_own_sentences(group, notice) -> None:
    before = queries.coverage_of(notice)
    said = [[notice.text[one.start : one.end] for one in draft.sources.all()] for draft in split_visits(group, notice)]
    (towns,), (welfare,) = said
    assert towns.startswith("一、走访慰问困难对象。各乡镇") and towns.endswith("走访一遍。")
    assert welfare.startswith("区民政局要在4月15日前") and "各乡镇" not in welfare
    assert queries.coverage_of(notice) == before


def test_a_part_without_a_measure_has_those_of_its_sentences(group) -> None:
    document = taken(group, NOTICE.replace("四、抓好子女入学。", "四、各乡镇要在6月20日前走访烈属。"), "通知二.txt")
    draft = draft_of(document, "入学台账")
    actions.split_sentences(group.actor("简文"), draft.pk, rev=1, now=NOW)
    towns = draft_of(document, "走访烈属")
    assert (leads(towns), towns.measures, towns.deadline) == (["各乡镇"], ["走访烈属"], date(2026, 6, 20))
    assert "走访烈属" in towns.task and "走访烈属" not in draft_of(document, "入学台账").task


ONE_SENTENCE = "五、区交通局要落实军人依法优先通道，区文旅局要更新景区优待标识，12月25日前完成。"


def test_clauses_of_one_sentence_part_by_whom_they_direct_and_share_the_day_behind_them(group) -> None:
    text = NOTICE.replace(
        "四、抓好子女入学。", ONE_SENTENCE.replace("区交通局", "区财政局").replace("区文旅局", "区民政局") + "\n四、"
    )
    document = taken(group, text, "通知三.txt")
    draft = draft_of(document, "优先通道")
    assert leads(draft) == ["区财政局", "区民政局"]
    actions.split_sentences(group.actor("简文"), draft.pk, rev=1, now=NOW)
    lanes, signs = draft_of(document, "优先通道"), draft_of(document, "优待标识")
    assert (leads(lanes), leads(signs)) == (["区财政局"], ["区民政局"])
    assert lanes.deadline == signs.deadline == date(2026, 12, 25)
    assert lanes.measures == ["落实军人依法优先通道"] and signs.measures == ["更新景区优待标识"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("区财政局要落实优先通道，区民政局要在12月25日前更新标识。", [None, "12月25日前"]),
        ("区财政局要在12月1日前落实优先通道，区民政局要更新标识，均于12月25日前完成。", ["12月1日前", "12月25日前"]),
        ("由区财政局牵头，区民政局配合，12月20日前摸清底数。", ["12月20日前"]),
        ("区财政局，区民政局要在12月20日前摸清底数，建立台账。", ["12月20日前"]),
        ("区财政局要会同区民政局摸清底数，报送名单。", [None]),
    ],
)
def test_a_day_within_one_clause_is_nobody_elses(words, said) -> None:
    """And a sentence that directs all its units at once stays whole."""
    document = read_text(
        RawText("txt", (RawLine("关于报送材料的通知"), RawLine(f"一、{words}"), RawLine("2026年3月5日")))
    )
    (task,) = document.tasks
    found = clauses(document, [(task.start, task.end)])
    assert [one.term.text if one.term else None for one in found] == said
    assert [span for one in found for span in one.spans] == sorted(span for one in found for span in one.spans)
    assert (
        "".join(document.text[start:end] for one in found for start, end in one.spans)
        == document.text[task.start : task.end]
    )


def test_a_confirmed_collective_stays_confirmed(group, notice) -> None:
    draft = visits(notice)
    actions.settle(group.actor("简文"), draft.pk, 0, [group.unit("东河镇")], rev=1, now=NOW)
    actions.split_sentences(group.actor("简文"), draft.pk, rev=2, now=NOW)
    draft.refresh_from_db()
    assert draft.content.units("lead") == (group.unit("东河镇"),) and draft.content.named[0].confirmed


def test_semicolons_part_as_well(group, notice) -> None:
    draft = draft_of(notice, "军属")
    actions.split_sentences(group.actor("简文"), draft.pk, rev=1, now=NOW)
    draft.refresh_from_db()
    other = draft_of(notice, "学生名单")
    assert (leads(draft), draft.deadline) == (["各乡镇"], date(2026, 5, 25))
    assert (leads(other), other.deadline) == (["区教育局"], date(2026, 5, 20))


@pytest.mark.parametrize("words", ["慰问经费", "入学台账"])
def test_a_label_for_all_and_sentences_of_one_unit_are_not_parted(group, notice, words) -> None:
    with pytest.raises(Problem, match="不能按句拆"):
        actions.split_sentences(group.actor("简文"), draft_of(notice, words).pk, rev=1, now=NOW)


def test_a_unit_that_a_person_named_stays_with_the_first_part(group, notice) -> None:
    clerk, draft = group.actor("简文"), visits(notice)
    actions.name_unit(clerk, draft.pk, "support", group.unit("教育局"), rev=1, now=NOW)
    actions.split_sentences(clerk, draft.pk, rev=2, now=NOW)
    draft.refresh_from_db()
    assert group.unit("教育局") in draft.content.units("support")


def test_undoing_puts_everything_back_and_merging_brings_all_together_again(group, notice) -> None:
    clerk, draft = group.actor("简文"), visits(notice)
    before = Draft.objects.filter(pk=draft.pk).values().get()
    spans = [(one.start, one.end) for one in draft.sources.all()]
    towns, welfare = split_visits(group, notice)
    actions.merge(clerk, towns.pk, [welfare.pk], rev=2, now=NOW)
    towns.refresh_from_db()
    assert (towns.measures, leads(towns)) == (before["measures"], ["各乡镇", "区民政局"])
    review = queries.review(clerk, notice.pk, NOW.date())
    assert next(one.parts for one in review.drafts if one.row.pk == towns.pk) == 2
    actions.undo(clerk, notice.pk, rev=3, now=NOW)
    actions.undo(clerk, notice.pk, rev=4, now=NOW)
    assert Draft.objects.filter(pk=draft.pk).values().get() == before
    assert [(one.start, one.end) for one in draft.sources.all()] == spans
    assert notice.drafts.count() == 4


# ── by hand ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_measures_split_off_take_the_units_and_the_day_of_their_sentence(group, notice) -> None:
    draft = visits(notice)
    at = draft.measures.index("在4月15日前备齐慰问物资")
    actions.split(group.actor("简文"), draft.pk, "备齐慰问物资", [at], rev=1, now=NOW)
    draft.refresh_from_db()
    new = notice.drafts.get(seq=5)
    assert (leads(new), supports(new), new.deadline) == (["区民政局"], ["区财政局"], date(2026, 4, 15))
    assert (leads(draft), supports(draft), draft.deadline) == (["各乡镇"], [], date(2026, 4, 25))
    assert not any(named.taken_over for named in (*new.content.named, *draft.content.named))


def test_a_sentence_that_names_nobody_leaves_the_units_as_they_were_and_says_so(group, notice) -> None:
    draft = draft_of(notice, "入学台账")
    at = next(at for at, words in enumerate(draft.measures) if "登记" in words)
    actions.split(group.actor("简文"), draft.pk, "逐人登记", [at], rev=1, now=NOW)
    new = notice.drafts.get(seq=5)
    assert (leads(new), new.deadline) == (["区教育局"], date(2026, 6, 10))
    assert "牵头单位“区教育局”是拆开前的，这一项自己的句子没有写单位，请核对。" in looks(group, notice, new)
    assert "期限“6月10日前”不在这一项自己的句子里，请核对。" in looks(group, notice, new)
    actions.settle(group.actor("简文"), new.pk, 0, [group.unit("教育局")], rev=2, now=NOW)
    new.refresh_from_db()
    assert "拆开前" not in looks(group, notice, new)


def test_measures_worded_anew_leave_units_and_day_as_they_were(group, notice) -> None:
    clerk, draft = group.actor("简文"), visits(notice)
    actions.edit(clerk, draft.pk, actions.Changes(measures=("走访一遍", "开一次座谈会")), rev=1, now=NOW)
    actions.split(clerk, draft.pk, "开座谈会", [1], rev=2, now=NOW)
    new = notice.drafts.get(seq=5)
    assert (leads(new), new.deadline) == (["各乡镇", "区民政局"], date(2026, 4, 25))
    assert all(named.taken_over for named in new.content.named)


def test_marked_words_are_read_in_their_document(group, notice) -> None:
    clerk = group.actor("简文")
    row = actions.add_words(
        clerk, notice.pk, "区民政局要在4月15日前备齐慰问物资，区财政局配合做好资金保障。", rev=1, now=NOW
    )
    new = row.drafts.get(by_hand=True)
    assert (leads(new), supports(new), new.deadline) == (["区民政局"], ["区财政局"], date(2026, 4, 15))


def test_marked_words_without_a_unit_have_the_one_of_their_sentence(group) -> None:
    speech = taken(group)
    row = actions.add_words(group.actor("简文"), speech.pk, "将双拥工作经费列入预算", rev=1, now=NOW)
    new = row.drafts.get(by_hand=True)
    assert (leads(new), new.deadline) == (["区财政局"], date(2026, 4, 20))


# ── the pages ──────────────────────────────────────────────────────────────────────────────────────────────────────


def browser(group, who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=group.account(who)))
    return client


def words(answer) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def test_the_page_offers_it_shows_the_parts_and_a_person_confirms(group, notice, monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    clerk, draft = browser(group, "简文"), visits(notice)
    assert words(clerk.get(f"/documents/{notice.pk}/")).count("按句拆成 2 件") == 2
    page = words(clerk.get(f"/documents/drafts/{draft.pk}/parts/"))
    assert "区民政局要在4月15日前备齐慰问物资，区财政局配合做好资金保障。" in page
    assert "2026年4月15日" in page and "2026年4月25日" in page
    assert notice.drafts.count() == 4
    answer = clerk.post(f"/documents/drafts/{draft.pk}/apart/", {"rev": 1})
    assert answer.headers["Location"] == f"/documents/{notice.pk}/?done=apart#d{draft.pk}"
    assert "已经按句拆开" in words(clerk.get(answer.headers["Location"]))
    assert notice.drafts.count() == 5
    assert clerk.get(f"/documents/drafts/{draft.pk}/parts/").status_code == 404
    assert clerk.post(f"/documents/drafts/{draft.pk}/apart/", {"rev": 1}).status_code == 409


# ── the algebra behind it ──────────────────────────────────────────────────────────────────────────────────────────

UNITS = ("各乡镇", "区民政局", "区教育局", "区财政局")
SENTENCES = st.builds(
    "{}要在{}月{}日前{}。".format,
    st.sampled_from(UNITS),
    st.integers(4, 12),
    st.integers(1, 28),
    st.sampled_from(["备齐慰问物资", "走访困难退役军人，建立台账", "报送学生名单", "拨付慰问经费"]),
)


def named(part, said: str) -> Named:
    return Named(part, said, "one", (UNITS.index(said) + 1,) if said in UNITS else (), confirmed=True)


@given(st.lists(SENTENCES, min_size=1, max_size=4), st.lists(st.sampled_from(["自拟一条", "另一条"]), unique=True))
def test_splitting_loses_no_measure_and_no_unit_and_quotes_to_the_letter(said, own) -> None:
    lines = ["关于走访慰问的通知", "各乡镇：", f"一、{''.join(said)}", "云溪区双拥办", "2026年3月5日"]
    reading = read_text(RawText("txt", tuple(map(RawLine, lines))))
    for task in reading.tasks:
        names = (*(named("lead", one) for one in task.lead), *(named("support", one) for one in task.support))
        content = Content(task.task, (*task.measures, *own), names)
        found = parts(sentences(reading, [(task.start, task.end)]))
        if not found:
            continue
        shares = by_sentence(content, found, reading.text, named)
        assert {*content.measures} <= {one for share in shares for one in share.content.measures}
        assert {n.words for n in names} <= {n.words for share in shares for n in share.content.named}
        for share, part in zip(shares, found, strict=True):
            literal = [one for one in share.content.measures if one not in own]
            assert all(stands_in(one, part, reading.text) or one in task.measures for one in literal)
            assert share.content.deadline_said == "" or stands_in(share.content.deadline_said, part, reading.text)
        assert (
            "".join(reading.text[slice(*span)] for part in found for span in part.spans).strip()
            == reading.text[task.start : task.end].strip()
        )


def test_a_name_kept_before_there_was_the_mark_is_read() -> None:
    old = {key: value for key, value in named("lead", "区民政局").stored().items() if key != "taken_over"}
    assert named_of(old) == named("lead", "区民政局")
