"""Whoever types two Chinese characters finds the case, on both databases, and nobody else's."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.cases import search
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Words
from shuangyong.cases.queries import Key
from tests.cases.conftest import NOW, TODAY

TITLES = ("建立驻军子女入学台账", "走访慰问优抚对象", "八一前完成 12 户困难军属帮扶", "维修 A3 号军供站电梯")


@pytest.fixture
def cases(district) -> list[Case]:
    """The first for 教育局, the others for 民政局; all opened by 双拥办."""
    found = []
    for number, title in enumerate(TITLES):
        unit = district.unit("民政局" if number else "教育局")
        values = {"task": title, "basis": f"依据第{number}条", "deadline": date(2026, 6, 30)}
        found.append(open_case(district.actor("陆双"), "task", Form(values, {"lead": ((unit, None),)}), now=NOW))
    return found


def found(district, who: str, text: str) -> list[int]:
    """The places in TITLES of what is found."""
    rows = search.search(district.actor(who), text, TODAY).rows
    return sorted(TITLES.index(row.title) for row in rows)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("台账", [0]),
        ("优抚", [1]),
        ("慰问优抚", [1]),
        ("优", [1]),
        ("账", [0]),
        ("军", [0, 2, 3]),
        ("军属", [2]),
        ("问抚", []),  # both characters are there, the word is not
        ("驻军 入学", [0]),
        ("驻军 优抚", []),
        ("12", [2]),
        ("12户", [2]),  # spaces of the text do not count
        ("12 户困难", [2]),
        ("2号", [1]),
        ("a3", [3]),
        ("Ａ３", [3]),
        ("依据第2条", [2]),
        ("督办〔2026〕1号", [0]),
        ("督办〔2026〕2号", [1]),
        ("〔2026〕", [0, 1, 2, 3]),
        ("202", [0, 1, 2, 3]),
        ("", []),
        ("〔〕；\"' OR *", []),
        ('"台账" OR 优抚', []),
    ],
)
def test_words_are_found(district, cases, text, wanted) -> None:
    assert found(district, "陆双", text) == wanted


def test_only_what_one_may_see_is_found(district, cases) -> None:
    assert found(district, "宁联", "军") == [0]
    assert found(district, "江军", "军") == []


def test_what_a_step_brings_is_found_and_what_it_replaces_is_not(district, cases) -> None:
    case = take(district.actor("宁联"), cases[0].pk, "sign", Form({"plan": "先摸清底数"}), rev=1, now=NOW)
    assert found(district, "陆双", "底数") == [0]
    case = take(district.actor("宁联"), case.pk, "report", Form({"progress": "已登记"}), rev=2, now=NOW)
    take(district.actor("宁联"), case.pk, "report", Form({"progress": "已核对"}), rev=3, now=NOW)
    assert (found(district, "陆双", "登记"), found(district, "陆双", "核对")) == ([], [0])


def test_pages_go_on_where_the_last_one_ended(district, cases) -> None:
    actor = district.actor("陆双")
    first = search.search(actor, "2026", TODAY, size=3)
    assert [row.pk for row in first.rows] == [case.pk for case in reversed(cases)][:3]
    assert first.next is not None
    second = search.search(actor, "2026", TODAY, first.next, size=3)
    assert ([row.pk for row in second.rows], second.next) == ([cases[0].pk], None)


def test_what_the_title_says_comes_before_what_stands_elsewhere(district) -> None:
    """However old: the newest task speaks of 走访 in its basis alone."""
    actor, lead = district.actor("陆双"), {"lead": ((district.unit("民政局"), None),)}

    def opened(task: str, basis: str) -> Case:
        values = {"task": task, "basis": basis, "deadline": date(2026, 6, 30)}
        return open_case(actor, "task", Form(values, lead), now=NOW)

    told = [
        ("走访慰问", "通知"),
        ("禁烧秸秆", "走访时提到"),
        ("走访军属", "通知"),
        ("修电梯", "走访记录"),
        ("Ａ走访", "x"),
    ]
    rows = [opened(task, basis) for task, basis in told]
    wanted = [rows[at].pk for at in (4, 2, 0, 3, 1)]
    for size in (1, 2, 3, 4, 5, 9):
        seen, after = [], None
        for _ in range(9):
            page = search.search(actor, "走访", TODAY, after, size)
            seen += [row.pk for row in page.rows]
            after = page.next and Key.parse(str(page.next))  # as an address carries it
            if after is None:
                break
        assert seen == wanted, size
    assert [row.title for row in search.search(actor, "走访 军属", TODAY).rows] == ["走访军属"]
    assert [row.title for row in search.search(actor, "走 通知", TODAY).rows] == ["走访军属", "走访慰问"]
    assert [row.title for row in search.search(actor, "a走访", TODAY).rows] == ["Ａ走访"]


def test_a_case_whose_words_were_kept_before_is_found_behind(district, cases) -> None:
    """Titles were not marked then; the job that makes the words anew puts it where it belongs."""
    old = Words.objects.get(pk=cases[3].pk)
    Words.objects.filter(pk=old.pk).update(
        text=" ".join(t for t in old.text.split() if not t.startswith(search.TITLED))
    )
    actor = district.actor("陆双")
    assert [row.pk for row in search.search(actor, "军", TODAY).rows] == [cases[2].pk, cases[0].pk, cases[3].pk]
    search.keep_all(progress=lambda done, total: None)
    assert [row.pk for row in search.search(actor, "军", TODAY).rows] == [cases[3].pk, cases[2].pk, cases[0].pk]


@given(st.text(max_size=60))
def test_a_marked_token_is_asked_for_by_no_question(text: str) -> None:
    asked = {pair for pairs, _ in search.asked(text) for pair in pairs}
    assert not any(pair.startswith(search.TITLED) for pair in (*asked, *search.tokens(text)))


def test_the_index_is_made_anew_for_rows_that_came_another_way(district, cases) -> None:
    Words.objects.all().delete()
    assert found(district, "陆双", "台账") == []
    assert search.keep_all(progress=lambda done, total: None, batch=3) == len(TITLES)
    assert found(district, "陆双", "台账") == [0]


@given(st.text(alphabet="双拥优抚台账ab12〔〕 ", max_size=12), st.text(alphabet="双拥优抚台账ab12〔〕 ", max_size=12))
def test_every_piece_of_a_run_is_asked_by_tokens_that_are_kept(before: str, after: str) -> None:
    """What is asked for a piece of a text is among the tokens of the text, at least as a beginning."""
    kept = list(search.tokens(f"{before}拥军优属{after}"))
    for piece in ("拥军", "军优", "拥军优属", "优"):
        for pairs, begins in search.asked(piece):
            places = [n for n in range(len(kept)) if kept[n : n + len(pairs) - 1] == pairs[:-1]]
            assert any(_fits(kept[n + len(pairs) - 1 :], pairs[-1], begins) for n in places)


def _fits(rest: list[str], token: str, begins: bool) -> bool:
    return bool(rest) and (rest[0].startswith(token) if begins else rest[0] == token)


@given(st.text(max_size=80))
def test_no_text_breaks_the_tokens(text: str) -> None:
    assert all(token.isalnum() and token == token.strip() for token in search.tokens(text))
    assert all(pairs and all(pair.isalnum() for pair in pairs) for pairs, _ in search.asked(text))
