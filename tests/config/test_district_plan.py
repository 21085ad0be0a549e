"""The plan of the invented year: pure, the same each time, on working days, of the size that was promised."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date, timedelta
from importlib.resources import files

import pytest
from PIL import Image

from shuangyong.base.actor import SYSTEM
from shuangyong.base.files import looks
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.passwords import problems
from shuangyong.cases.models import Case
from shuangyong.cases.standing import calendar
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.surrounding import KINDS
from shuangyong.config import district
from shuangyong.config.district import founding, papers
from shuangyong.config.district.acts import ASSIGN, HAND_OVER, OPEN, Act, Paper
from shuangyong.config.district.cast import cast
from shuangyong.config.district.living import NotEmptyError, live
from shuangyong.config.district.plan import planned
from shuangyong.config.district.received import CONFIRM, TAKE_IN
from tests.cases.conftest import NOW

END = date(2026, 3, 2)
YEAR = planned(END)


def opened(kind: str) -> list[Act]:
    return [act for act in YEAR if act.do == OPEN and act.kind == kind]


def split_off(kind: str) -> list[Act]:
    return [act.child for act in YEAR if act.child and act.child.kind == kind]


def test_the_same_last_day_gives_the_same_year() -> None:
    assert planned(END) == YEAR


def test_every_act_lies_on_a_working_day_before_the_last() -> None:
    assert all(act.day < END and calendar().is_workday(act.day) for act in YEAR)
    assert YEAR[0].day > END - timedelta(days=380)


def test_acts_are_in_order_and_each_has_its_moment() -> None:
    moments = [act.at for act in YEAR]
    assert moments == sorted(set(moments))


def test_a_year_without_a_published_calendar_is_lived_too() -> None:
    late = planned(date(2031, 6, 4))
    assert all(act.day.weekday() < 5 for act in late)


@pytest.mark.parametrize("shift", range(0, 365, 13))
def test_on_whatever_day_the_demo_is_first_run_terms_lie_ahead(shift: int) -> None:
    """Long holidays move acts about; no term may begin before it is set, no extension be shorter than what it extends."""
    end = END + timedelta(days=shift)
    due: dict[str, date] = {}
    for act in planned(end):
        assert act.day < end
        opening = act if act.do == OPEN else act.child
        if opening and "deadline" in opening.values:
            due[opening.case] = opening.values["deadline"]
            assert due[opening.case] >= act.day, opening
        elif act.do in {"ask_longer", "ask_longer_again"}:
            assert act.values["new_deadline"] > due[act.case], act
        elif act.do in {"extend", "extend_by_leader"}:
            assert act.values["new_deadline"] > due[act.case], act
            due[act.case] = act.values["new_deadline"]
        elif "deadline" in act.values:
            due[act.case] = act.values["deadline"]
            assert due[act.case] >= act.day, act


@pytest.mark.parametrize("shift", range(260, 285))
def test_whoever_acts_holds_the_post_on_that_day(shift: int) -> None:
    """On every day of some weeks (the last day of one of them was a year that broke off): posts change hands in it."""
    end, gone, not_yet = END + timedelta(days=shift), set[str](), set[str]()
    acts = planned(end)
    changes = [act for act in acts if act.do == HAND_OVER]
    not_yet |= {act.gives["to"][0] for act in changes}
    for act in acts:
        if act.do == HAND_OVER:
            gone |= set(act.gives["from"])
            not_yet -= set(act.gives["to"])
        else:
            assert act.who not in gone | not_yet, act
    assert changes
    assert not not_yet


def test_the_year_is_as_full_as_was_promised() -> None:
    assert 390 <= len(opened("task")) <= 420
    assert len(opened("mending")) == 80
    assert len(opened("instruction")) + len(split_off("instruction")) == 25
    assert len(split_off("task")) > 200


def test_everything_happens_that_happens_to_work() -> None:
    did = Counter(act.do for act in YEAR)
    wanted = {
        "sign", "report", "ask_close", "close", "return", "decline", "hand_out_again", "ask_longer", "extend", "ask_longer_again", "extend_by_leader",
        "refuse_longer", "pass_up", "take_up", "back_down", "drop", "hand_over", "reopen", "press", "split", "comment",
        "pass", "fail", "resample", "tail", "object", "uphold", "lift", "take", "answer", "accept", "ask_again", ASSIGN, HAND_OVER,
    }  # fmt: skip
    assert not wanted - did.keys()


def test_every_act_is_a_step_that_its_kind_knows() -> None:
    kinds = [read_kind(path.read_text(encoding="utf-8"), path.name) for path in KINDS.glob("*.toml")]
    known = {key for kind in kinds for key in kind.transitions}
    assert {act.do for act in YEAR} - {OPEN, ASSIGN, HAND_OVER, TAKE_IN, CONFIRM} <= known


def test_everybody_who_acts_is_in_the_cast_and_has_a_name_of_his_own() -> None:
    logins = {person.login for person in cast().people}
    assert {act.who for act in YEAR} <= logins
    assert len({person.name for person in cast().people}) == len(logins) == len(cast().people)


def test_there_are_the_units_that_were_promised() -> None:
    assert len(cast().of("member")) == 34
    assert len(cast().of("town")) == 12
    assert len(cast().of("station")) == 72
    assert len(cast().of("troop")) == 3


def test_titles_are_varied() -> None:
    titles = [act.values["task"] for act in opened("task")]
    assert len(set(titles)) > 300


def test_no_number_of_a_person_stands_in_the_data() -> None:
    folder = files(district) / "data"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".toml"))
    assert not re.search(r"(?<!\d)1[3-9]\d{9}(?!\d)", text)
    assert not re.search(r"(?<!\d)\d{17}[\dXx]", text)
    assert not re.search(r"(?<!\d)\d{15}(?!\d)", text)


def test_the_printed_password_satisfies_the_rules() -> None:
    assert problems(founding.password()) == []


def test_some_pictures_are_filed_again_smaller_and_are_known_again() -> None:
    filed = [paper for act in YEAR for paper in act.proofs.values() if paper.picture]
    again = [paper for paper in filed if paper.small]
    assert {paper.number for paper in again} <= {paper.number for paper in filed if not paper.small}
    assert len(again) >= 3
    first, small = (looks.of(_shown(Paper(again[0].number, True, "", "", small=small))) for small in (False, True))
    assert first[0].distance(small[0]) <= looks.ALIKE


def _shown(paper: Paper) -> Image.Image:
    stream, _ = papers.made(paper, "", "", END)
    return Image.open(stream).convert("RGB")


def test_two_pictures_do_not_look_alike() -> None:
    seen = [looks.of(_shown(Paper(number, True, "", "")))[0] for number in range(0, 60, 5)]
    nearest = min(a.distance(b) for at, a in enumerate(seen) for b in seen[at + 1 :])
    assert nearest > looks.ALIKE


def test_nothing_is_put_beside_real_units_and_accounts(db) -> None:
    organising.create_account(SYSTEM, "zhang.wei", "章为", now=NOW)
    with pytest.raises(NotEmptyError, match="不是演示数据"):
        live(END)
    assert not Case.objects.exists()
