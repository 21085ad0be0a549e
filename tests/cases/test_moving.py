"""Running cases follow a new version of their kind: previewed, moved, and brought back to the letter."""

from __future__ import annotations

import random
import tomllib
from datetime import date, timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, Problem
from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.trail.verifying import verify
from shuangyong.cases import moving
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.invariants import findings_of
from shuangyong.cases.models import Case, Holding, Reminder
from shuangyong.cases.standing import folded, lay_open
from shuangyong.catalog.actions import publish
from shuangyong.catalog.models import Definition
from shuangyong.catalog.queries import current
from shuangyong.catalog.surrounding import KINDS, surroundings
from tests.cases.conftest import NOW, TODAY, at

TASK = (KINDS / "task.toml").read_text(encoding="utf-8")
LATER = at(3, 20)


def newer(*changes: tuple[str, str], text: str = TASK) -> Definition:
    """The second version of a task, from today on."""
    text = changed(text, [*as_version(text, 1, "2026-03-10"), *changes])
    return publish(SYSTEM, text, surroundings(TODAY), now=NOW)[0]


def as_version(text: str, later: int, since: str) -> list[tuple[str, str]]:
    """What makes the text one of so many versions later, in force from a day."""
    declared = tomllib.loads(text)
    version = declared["version"]
    return [(f"version = {version}\n", f"version = {version + later}\n"), (f"{declared['valid_from']}", since)]


def changed(text: str, changes: list[tuple[str, str]]) -> str:
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


RENAMED = [
    ("stages.handed_out", "stages.to_sign"),
    ('"handed_out"', '"to_sign"'),
    ("[retention]", '[renamed_stages]\nhanded_out = "to_sign"\n\n[retention]'),
    ('length = "3工作日"', 'length = "5工作日"'),
    ('name = "配合单位"', 'name = "协办单位"'),
]


@pytest.fixture
def first(district) -> Definition:
    return current("task", TODAY)


def opened(district, title: str = "建立台账", due: date | None = None) -> Case:
    form = Form(
        {"task": title, **({"deadline": due} if due else {})},
        {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("民政局"), None),)},
    )
    return open_case(district.actor("陆双"), "task", form, now=NOW)


def quietly(done: int, total: int) -> None:
    assert done <= total


def move(before, after, now=LATER):
    return moving.move(SYSTEM, before, after, now=now, progress=quietly)


def unmove(before, after, now=LATER):
    return moving.unmove(SYSTEM, before, after, now=now, progress=quietly)


def whole(case: Case) -> tuple:
    """Everything stored of a case but its steps and their count."""
    row = Case.objects.values().get(pk=case.pk)
    row.pop("rev")
    holdings = sorted(Holding.objects.filter(case=case).values_list("part", "unit", "account", "phase", "due"))
    return row, holdings, sorted(Reminder.objects.filter(case=case).values_list("clock", "number", "due_on"))


def test_the_preview_says_what_changes_and_writes_nothing(district, first) -> None:
    waiting, signed = opened(district), opened(district, due=date(2026, 6, 30))
    take(district.actor("宁联"), signed.pk, "sign", Form(), rev=1, now=NOW)
    second = newer(*RENAMED)
    before = [whole(case) for case in (waiting, signed)]
    plans = {plan.case: plan for plan in moving.preview(first, second, on=date(2026, 3, 3))}
    assert plans[waiting.pk].changes == (
        "期限：“签收期限” 2026-03-05 → 2026-03-09",
        "职责：配合单位 → 协办单位",
    )
    assert plans[signed.pk].changes == ("职责：配合单位 → 协办单位",)
    assert [whole(case) for case in (waiting, signed)] == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ([("stages.handed_out", "stages.to_sign"), ('"handed_out"', '"to_sign"')], "新版没有环节“待签收”"),
        (
            [('[fields.measures]\ntype = "long_text"', '[fields.measures]\ntype = "number"')],
            "从“长文字”改成了“数字”",
        ),
    ],
)
def test_what_cannot_move_says_why_and_stays(district, first, changes, why) -> None:
    case = opened(district)
    form = Form({"task": "另一件", "measures": "一、摸底"}, {"lead": ((district.unit("教育局"), None),)})
    open_case(district.actor("陆双"), "task", form, now=NOW)
    second = newer(*changes)
    assert any(why in plan.why_not for plan in moving.preview(first, second, on=TODAY))
    assert move(first, second)["stayed"] >= 1
    assert Case.objects.filter(definition=first).exists()
    assert findings_of(Case.objects.get(pk=case.pk), LATER.date()) == []


def test_moved_cases_live_on_under_the_new_version(district, first) -> None:
    case = opened(district, due=date(2026, 6, 30))
    second = newer(*RENAMED)
    assert move(first, second) == {"moved": 1, "stayed": 0}
    row = Case.objects.get(pk=case.pk)
    assert (row.stage, row.definition, row.due) == ("to_sign", second, date(2026, 3, 9))
    assert move(first, second) == {"moved": 0, "stayed": 0}
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=row.rev, now=LATER)
    row = Case.objects.get(pk=case.pk)
    assert findings_of(row, LATER.date()) == []
    assert unmove(first, second) == {"moved": 0, "stayed": 1}, "something happened since"
    assert verify().good


def test_two_hundred_random_cases_go_and_come_back_identical(district, first) -> None:
    chance = random.Random(7)
    cases = [_random_case(district, chance, number) for number in range(200)]
    second = newer(*RENAMED)
    before = {case.pk: whole(case) for case in cases}
    moved = move(first, second)["moved"]
    assert moved == sum(row["phase"] not in {"closed", "void"} for row, *_ in before.values()) > 100
    assert unmove(first, second) == {"moved": moved, "stayed": 0}
    assert {case.pk: whole(case) for case in cases} == before
    for row in Case.objects.filter(pk__in=before).order_by("pk")[:40]:
        assert folded(row) == lay_open(row, LATER.date()).state
    assert move(first, second)["moved"] == moved, "and once more"
    assert unmove(first, second)["moved"] == moved
    assert {case.pk: whole(case) for case in cases} == before


def _random_case(district, chance: random.Random, number: int) -> Case:
    due = TODAY + timedelta(days=chance.randint(1, 200)) if chance.random() < 0.8 else None
    case = opened(district, f"第{number}件", due)
    walk = [("宁联", "sign", Form()), ("宁联", "report", Form({"progress": "进行中"}))]
    ends = [
        ("陆双", "drop", Form(note="不办了")),
        ("宁联", "ask_close", Form({"progress": "完成"})),
        ("宁联", "pass_up", Form({"why_up": "缺编制"})),
        ("陆双", "press", Form(note="抓紧")),
    ]
    for who, action, form in [*walk[: chance.randint(0, 2)]]:
        case = take(district.actor(who), case.pk, action, form, rev=case.rev, now=NOW)
    if case.stage == "doing" and chance.random() < 0.7:
        who, action, form = chance.choice(ends)
        case = take(district.actor(who), case.pk, action, form, rev=case.rev, now=NOW)
    return case


def test_the_worker_moves_for_whoever_may_publish(district, first) -> None:
    case = opened(district)
    second = newer(*RENAMED)
    with pytest.raises(Forbidden):
        moving.enqueue(district.actor("宁联"), first, second, now=LATER)
    job = moving.enqueue(district.actor("陆双"), first, second, now=LATER)
    run_pending(LATER)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"moved": 1, "stayed": 0})
    step = case.steps.latest("seq")
    assert (step.action, step.actor_name) == ("@moved", "陆双")


def test_two_kinds_are_not_two_versions(district, first) -> None:
    with pytest.raises(Problem, match="不是同一种事项"):
        list(moving.preview(first, current("mending", TODAY), on=TODAY))


def test_a_move_to_a_version_that_asks_for_another_unit_knows_which_units_acted_before(district) -> None:
    """The version before kept no units: they come with the step of the move, and go with its undoing."""
    text = (KINDS / "pair_activity.toml").read_text(encoding="utf-8")
    without = [*as_version(text, 1, "2026-03-01"), ('other_unit_than = ["report"]\n', "")]
    with_it = as_version(text, 2, "2026-03-10")
    before = publish(SYSTEM, changed(text, without), surroundings(TODAY), now=NOW)[0]
    give = {"lead": ((district.unit("教育局"), None),), "partner": ((district.unit("驻军"), None),)}
    form = Form({"activity": "同上一堂国防课", "sort": "国防教育", "planned_on": TODAY}, give)
    case = open_case(district.actor("谢镇"), "pair_activity", form, now=NOW)
    told = Form({"held_on": TODAY, "record": "三个班参加"})
    case = take(district.actor("宁联"), case.pk, "report", told, rev=case.rev, now=NOW)
    was = whole(case)
    assert "sides" not in case.state
    after = publish(SYSTEM, changed(text, with_it), surroundings(TODAY), now=NOW)[0]

    assert move(before, after) == {"moved": 1, "stayed": 0}
    case.refresh_from_db()
    assert case.state["sides"] == {"report": [district.unit("教育局")]}
    assert findings_of(case, LATER.date()) == []
    assert unmove(before, after) == {"moved": 1, "stayed": 0}
    assert whole(case) == was
    assert findings_of(Case.objects.get(), LATER.date()) == []
