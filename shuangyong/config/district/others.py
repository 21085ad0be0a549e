"""Mending orders and leaders' instructions: how they go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from shuangyong.config.district.acts import OPEN, Act, Paper, Story
from shuangyong.config.district.reading import words
from shuangyong.config.district.tasks import LEADERS, proof

INSPECTORS = ("ducha.1", "ducha.2")
HOW = ("现场查看", "查阅资料", "询问有关人员")

Way = Callable[[Story, str, date], None]


# ── mending orders ─────────────────────────────────────────────────────────────────────────────────────────────────


def order(story: Story, unit: str, values: dict[str, object]) -> Story:
    """Ordered by the inspector who was there, with the picture taken on the spot."""
    found = {"found": Paper(10_000 + story.number, True, "检查时的照片", "问题存在")} if story.number % 3 == 0 else {}
    return story.add(
        story.day, OPEN, _inspector(story), kind="mending", values=values, gives={"lead": (unit,)}, proofs=found
    )


def _inspector(story: Story) -> str:
    return INSPECTORS[story.number % 2]


def _sign(story: Story, unit: str) -> None:
    story.after(1 + story.number % 3, "sign", story.cast.doer(unit))


def _report(story: Story, unit: str, day: date) -> None:
    values = {"mended": story.says("mended")}
    story.add(day, "report", story.cast.doer(unit), values=values, proofs=proof(story))


def _pass(story: Story) -> None:
    how = {"checked_how": HOW[story.number % 3]}
    story.after(2 + story.number % 5, "pass", _inspector(story), note=story.says("passed"), values=how)


def _resample(story: Story) -> None:
    day = story.day + timedelta(days=50 + story.number % 35)
    story.add(day, "resample", _inspector(story), values={"resampled_on": day}, note="没有反弹。")


def mended(story: Story, unit: str, term: date) -> None:
    _sign(story, unit)
    _report(story, unit, term - timedelta(days=3 + story.number % 6))
    _pass(story)
    _resample(story)


def mended_late(story: Story, unit: str, term: date) -> None:
    _sign(story, unit)
    story.add(term + timedelta(days=1), "press", _inspector(story), note=story.says("pressed"))
    _report(story, unit, term + timedelta(days=7))
    _pass(story)
    _resample(story)


def not_yet_mended(story: Story, unit: str, term: date) -> None:
    """The first check finds it half done."""
    _sign(story, unit)
    _report(story, unit, term - timedelta(days=10))
    how = {"checked_how": HOW[0]}
    story.after(2, "fail", _inspector(story), note=story.says("unfixed"), values=how)
    _report(story, unit, term)
    _pass(story)
    _resample(story)


def came_back(story: Story, unit: str, term: date) -> None:
    """A tail is left (留尾巴): found again when sampled, mended once more."""
    _sign(story, unit)
    _report(story, unit, term - timedelta(days=4))
    _pass(story)
    day = story.day + timedelta(days=45)
    again = day + timedelta(days=20)
    story.add(day, "tail", _inspector(story), note=story.says("tails"), values={"deadline": again})
    _report(story, unit, again - timedelta(days=5))
    _pass(story)
    _resample(story)


def objected(story: Story, unit: str, term: date) -> None:
    """Upheld by the other inspector, or lifted: every other one."""
    _sign(story, unit)
    story.after(4, "object", story.cast.doer(unit), values={"objection": story.says("objection")})
    other = INSPECTORS[(story.number + 1) % 2]
    if story.number % 4 == 0:
        story.after(9, "lift", other, note=story.says("lifted"))
        return
    story.after(9, "uphold", other, note=story.says("upheld"))
    _report(story, unit, term + timedelta(days=3))
    _pass(story)
    _resample(story)


def waits_for_check(story: Story, unit: str, term: date) -> None:
    _sign(story, unit)
    _report(story, unit, min(term, story.end - timedelta(days=3)))


def still_open(story: Story, unit: str, term: date) -> None:
    _sign(story, unit)


ORDERS: tuple[Way, ...] = (
    *(mended, mended, mended_late, mended, not_yet_mended, mended, objected, mended, came_back, mended),
)
LAST_ORDERS: tuple[Way, ...] = (waits_for_check, still_open, mended, waits_for_check, mended_late)
"""Of the last inspection: some wait to be checked, some are not mended yet."""


# ── instructions ───────────────────────────────────────────────────────────────────────────────────────────────────


def instruct(story: Story, unit: str) -> Story:
    """A leader's words that stand by themselves."""
    given = words("direct", story.number)
    return story.add(
        story.day, OPEN, leader(story), kind="instruction", values={"words": given}, gives={"lead": (unit,)}
    )


def leader(story: Story) -> str:
    return LEADERS[story.number % len(LEADERS)]


def comment(task: Story, number: int, unit: str, day: date) -> Story:
    """A leader's words on a task: its child."""
    key = f"{task.key}#{number}"
    story = Story(task.cast, task.end, key, number, day)
    child = Act(day, key, OPEN, leader(story), "instruction", gives={"lead": (unit,)})
    before = [act for act in task.acts if act.day <= day]
    after = task.acts[len(before) :]
    act = Act(day, task.key, "comment", leader(story), child=_worded(child, number))
    task.acts[:] = [*before, act, *after]
    return story


def _worded(child: Act, number: int) -> Act:
    return Act(
        child.day,
        child.case,
        child.do,
        child.who,
        child.kind,
        values={"words": words("comments", number)},
        gives=child.gives,
    )


def answered(story: Story, unit: str, *, until: int = 9) -> None:
    """Taken, answered; read by the leader, who sometimes asks again. `until`: how far it goes."""
    steps = (_take, _answer, _read)
    for step in steps[:until]:
        step(story, unit)


def _take(story: Story, unit: str) -> None:
    story.after(1, "take", story.cast.doer(unit))


def _answer(story: Story, unit: str) -> None:
    story.after(5 + story.number % 7, "answer", story.cast.doer(unit), values={"answer": story.says("answers")})


def _read(story: Story, unit: str) -> None:
    if story.number % 6 == 3:
        story.after(2, "ask_again", leader(story), note=story.says("ask_again"))
        story.after(6, "answer", story.cast.doer(unit), values={"answer": story.says("answers")})
    story.after(2, "accept", leader(story))
