"""How tasks go: most are done in time, some late, extended, returned, declined, passed up, split, dropped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shuangyong.config.district.acts import ASSIGN, OPEN, Act, Paper, Story, workday, workday_before
from shuangyong.config.district.cast import OFFICE

HEAD, FIRST, SECOND = f"{OFFICE}.zhuren", f"{OFFICE}.ganbu1", f"{OFFICE}.ganbu2"
LEADERS = ("zuzhang", "fuzuzhang1", "fuzuzhang2", "fuzuzhang3")
EVERY, BACK, DECIDED = 60, 27, 400
"""Of so many proofs one is a picture that was filed before, so many numbers back, now smaller: only among the
decisions of meetings (numbers below the last), where it is sure to have been filed."""


@dataclass(frozen=True, slots=True)
class Task:
    """What is handed out."""

    task: str
    goal: str
    basis: str
    lead: str
    support: tuple[str, ...]
    deadline: date


Way = Callable[[Story, Task], None]


def clerk(number: int) -> str:
    return (FIRST, SECOND)[number % 2]


def hand_out(story: Story, task: Task) -> Story:
    """The opening, by one of the office's two clerks."""
    values = {"task": task.task, "goal": task.goal, "basis": task.basis, "deadline": task.deadline}
    gives = {"lead": (task.lead,), **({"support": task.support} if task.support else {})}
    return story.add(
        story.day, OPEN, clerk(story.number), kind="task", values={**values, "business": "双拥工作"}, gives=gives
    )


def proof(story: Story, slot: str = "result") -> dict[str, Paper]:
    """The next proof of a story: two of five are pictures."""
    number = story.number
    if number % EVERY == EVERY - 3 and number < DECIDED:
        return {slot: Paper(number - BACK, True, "办理现场照片", "事情已经办到现场", small=True)}
    if number % 5 < 2:
        return {slot: Paper(number, True, "办理现场照片", "事情已经办到现场")}
    return {slot: Paper(number, False, "办理情况报告", "事情办成了，经过和结果写在里面")}


# ── pieces of a way ────────────────────────────────────────────────────────────────────────────────────────────────


def sign(story: Story, task: Task) -> None:
    plan = story.says("plan")
    story.after(1 + story.number % 3, "sign", story.cast.doer(task.lead), values={"plan": plan} if plan else {})


def report(story: Story, task: Task, part: float = 0.5) -> None:
    """Progress, somewhere on the way to the deadline; a supporting unit sometimes says its part."""
    day = story.day + (task.deadline - story.day) * part
    story.add(day, "report", story.cast.doer(task.lead), values={"progress": story.says("progress")})
    if task.support and story.number % 3 == 0:
        who = story.cast.doer(task.support[0])
        story.after(2, "report", who, values={"progress": story.says("support")})


def ask_close(story: Story, task: Task, day: date) -> None:
    values = {"progress": story.says("done")}
    story.add(day, "ask_close", story.cast.doer(task.lead), values=values, proofs=proof(story))


def close(story: Story) -> None:
    story.after(1 + story.number % 4, "close", HEAD, note=story.says("accepted"))


def finish(story: Story, task: Task, late: int = -4) -> None:
    """Reported as done so many days after the deadline, then closed by another hand."""
    ask_close(story, task, task.deadline + timedelta(days=late - (story.number % 3 if late < 0 else 0)))
    close(story)


def ask_longer(story: Story, task: Task, days: int, do: str = "ask_longer") -> Task:
    """Asked for five days before the term, or at once; the third time with `ask_longer_again`."""
    later = replace(task, deadline=task.deadline + timedelta(days=days))
    who = story.cast.doer(task.lead)
    values, slot = {"new_deadline": later.deadline}, proof(story, "reason") if story.number % 4 == 0 else {}
    why = "again" if do == "ask_longer_again" else "longer"
    story.add(task.deadline - timedelta(days=5), do, who, note=story.says(why), values=values, proofs=slot)
    return later


def extend(story: Story, task: Task) -> None:
    values = {"new_deadline": task.deadline}
    story.after(1, "extend", SECOND, note="情况属实，同意顺延。", values=values)


# ── whole ways ─────────────────────────────────────────────────────────────────────────────────────────────────────


def in_time(story: Story, task: Task) -> None:
    sign(story, task)
    report(story, task)
    finish(story, task)


def by_person(story: Story, task: Task) -> None:
    """The unit's head gives it to one person."""
    sign(story, task)
    lead = story.cast.unit(task.lead)
    if lead.sort in {"member", "town"}:
        who = story.holder(story.cast.doer(task.lead), workday(story.day + timedelta(days=1)))
        story.after(1, ASSIGN, f"{task.lead}.fuze", gives={"lead": (task.lead, who)})
    report(story, task)
    finish(story, task)


def late(story: Story, task: Task) -> None:
    sign(story, task)
    report(story, task, 0.7)
    story.add(task.deadline + timedelta(days=2), "press", clerk(story.number), note=story.says("pressed"))
    finish(story, task, 6 + story.number % 12)


def extended(story: Story, task: Task) -> None:
    sign(story, task)
    report(story, task)
    later = ask_longer(story, task, 30)
    extend(story, later)
    finish(story, later)


def extended_thrice(story: Story, task: Task) -> None:
    """The office may say yes twice; the third time a leader does."""
    sign(story, task)
    for _ in range(2):
        task = ask_longer(story, task, 20)
        extend(story, task)
    task = ask_longer(story, task, 15, "ask_longer_again")
    answer_as_leader(story, task)
    finish(story, task)


def answer_as_leader(story: Story, task: Task) -> None:
    """Within the three working days that a leader has."""
    leader = LEADERS[story.number % len(LEADERS)]
    values = {"new_deadline": task.deadline}
    story.after(2, "extend_by_leader", leader, note=story.says("leader_yes"), values=values)


def not_extended(story: Story, task: Task) -> None:
    sign(story, task)
    ask_longer(story, task, 30)
    story.after(1, "refuse_longer", FIRST, note=story.says("refused"))
    finish(story, task, 3)


def returned(story: Story, task: Task) -> None:
    sign(story, task)
    ask_close(story, task, task.deadline - timedelta(days=9))
    story.after(2, "return", FIRST, note=story.says("returned"))
    story.after(4, "report", story.cast.doer(task.lead), values={"progress": story.says("progress")})
    finish(story, task, 1)


def declined(story: Story, task: Task) -> None:
    """Sent back by the first unit and handed out again to the one that supports, or to the bureau."""
    story.after(2, "decline", story.cast.doer(task.lead), note=story.says("declined"))
    other = task.support[0] if task.support else "tuiyi" if task.lead != "tuiyi" else "zhengfuban"
    rest = tuple(unit for unit in task.support if unit != other)
    again = replace(task, lead=other, support=rest)
    gives = {"lead": (other,), **({"support": rest} if rest else {})}
    if task.support and not rest:
        gives["support"] = ("zhengfuban",) if other != "zhengfuban" else ("tuiyi",)
    story.after(2, "hand_out_again", clerk(story.number), note="改由业务主管单位牵头。", gives=gives)
    in_time(story, again)


def passed_up(story: Story, task: Task) -> None:
    """Taken up by the office, or sent back down: every other one."""
    sign(story, task)
    values = {"why_up": story.says("why_up")}
    story.after(9, "pass_up", story.cast.doer(task.lead), values=values, proofs=proof(story, "reason"))
    if story.number // 2 % 2:
        story.after(3, "take_up", HEAD, note=story.says("taken_up"))
    else:
        story.after(3, "back_down", HEAD, note=story.says("sent_down"))
    finish(story, task, 4)


def dropped(story: Story, task: Task) -> None:
    sign(story, task)
    story.after(8, "drop", SECOND, note=story.says("dropped"))


def other_lead(story: Story, task: Task) -> None:
    sign(story, task)
    new = "zhengfuban" if task.lead != "zhengfuban" else "tuiyi"
    support = tuple(unit for unit in task.support if unit != new) or (task.lead,)
    gives = {"lead": (new,), "support": support}
    story.after(5, "hand_over", SECOND, note=story.says("other_lead"), gives=gives)
    task = replace(task, lead=new, support=support)
    report(story, task)
    finish(story, task)


def reopened(story: Story, task: Task) -> None:
    in_time(story, task)
    again = replace(task, deadline=story.day + timedelta(days=40))
    story.after(20, "reopen", HEAD, note=story.says("reopened"), values={"deadline": again.deadline})
    finish(story, again)


def unfinished(story: Story, task: Task) -> None:
    """Under way and not reported as done, however long it takes."""
    sign(story, task)
    report(story, task)
    story.add(task.deadline + timedelta(days=1), "press", clerk(story.number), note=story.says("pressed"))


def behind(story: Story, task: Task) -> None:
    """Past its term, pressed, and the reason is known."""
    unfinished(story, task)
    story.after(1, "report", story.cast.doer(task.lead), values={"progress": story.says("behind")})


def waiting_close(story: Story, task: Task) -> None:
    sign(story, task)
    ask_close(story, task, story.end - timedelta(days=3))


def asked_longer(story: Story, task: Task) -> None:
    """The question of the last days: to a day after the term, whether that is near or far."""
    sign(story, task)
    values = {"new_deadline": max(task.deadline, story.end) + timedelta(days=25)}
    slot = proof(story, "reason") if story.number % 4 == 0 else {}
    who, note = story.cast.doer(task.lead), story.says("longer")
    story.add(story.end - timedelta(days=4), "ask_longer", who, note=note, values=values, proofs=slot)


def asked_third(story: Story, task: Task) -> None:
    """Extended twice in short steps, the third question waiting for a leader for some days more than it should."""
    _extended_twice(story, task)
    _ask_leader(story, task, story.end - timedelta(days=10))


def asked_third_now(story: Story, task: Task) -> None:
    """The same, asked so lately that there is still time to answer."""
    _extended_twice(story, task)
    _ask_leader(story, task, workday_before(story.end))


def leader_agreed(story: Story, task: Task) -> None:
    """The third question was answered in time, and the work goes on."""
    _extended_twice(story, task)
    later = _ask_leader(story, task, story.day + timedelta(days=1))
    answer_as_leader(story, later)
    report(story, later)


def _extended_twice(story: Story, task: Task) -> None:
    sign(story, task)
    steps = [task.deadline + timedelta(days=3), task.deadline + timedelta(days=6)]
    for until in steps:
        values = {"new_deadline": until}
        note = story.says("longer")
        story.after(1, "ask_longer", story.cast.doer(task.lead), note=note, values=values)
        story.after(0, "extend", SECOND, note="同意。", values=values)


def _ask_leader(story: Story, task: Task, day: date) -> Task:
    later = replace(task, deadline=max(task.deadline, story.end) + timedelta(days=26))
    values = {"new_deadline": later.deadline}
    story.add(day, "ask_longer_again", story.cast.doer(task.lead), note=story.says("again"), values=values)
    return later


def up_and_waiting(story: Story, task: Task) -> None:
    sign(story, task)
    values = {"why_up": story.says("why_up")}
    story.add(story.end - timedelta(days=4), "pass_up", story.cast.doer(task.lead), values=values)


def sent_back(story: Story, task: Task) -> None:
    story.after(3, "decline", story.cast.doer(task.lead), note=story.says("declined"))


PENDING: dict[str, Way] = {
    "waiting_close": waiting_close,
    "asked_longer": asked_longer,
    "asked_third": asked_third,
    "asked_third_now": asked_third_now,
    "leader_agreed": leader_agreed,
    "passed_up": up_and_waiting,
    "sent_back": sent_back,
}
"""Where the extra tasks of the last notices have come to, so that the office's and the leaders' desks are not empty."""
EXTENDED_TWICE = {"asked_third", "asked_third_now", "leader_agreed"}
WAYS: tuple[Way, ...] = (
    *(in_time, by_person, late, in_time, extended, in_time, returned, in_time, by_person, declined),
    *(in_time, in_time, passed_up, in_time, extended, in_time, late, by_person, in_time, dropped),
    *(in_time, in_time, late, returned, in_time, extended_thrice, in_time, by_person, in_time, other_lead),
    *(in_time, not_extended, in_time, late, passed_up, in_time, extended, in_time, reopened, by_person),
)
"""Every task goes the next of these ways."""


# ── split into parts ───────────────────────────────────────────────────────────────────────────────────────────────


def split(story: Story, task: Task, part: str, units: list[str], *, done: int) -> Iterator[Story]:
    """Signed and split to these units, one part each; the first `done` of them finish. Gives the parts' stories."""
    sign(story, task)
    who, deadline = story.cast.doer(task.lead), max(task.deadline - timedelta(days=2), story.day)
    for number, unit in enumerate(units):
        key = f"{story.key}/{unit}"
        values = {"task": part, "deadline": task.deadline}
        child = Act(story.day, key, OPEN, who, "task", values=values, gives={"lead": (unit,)})
        story.after(int(number == 0), "split", who, child=replace(child, day=story.day))
        if story.over:
            return
        own = Story(story.cast, story.end, key, story.number + number * 7, story.day)
        theirs = replace(task, task=part, lead=unit, support=(), deadline=deadline)
        _part(own, theirs, task.lead, finishes=number < done)
        yield own


def _part(story: Story, task: Task, opener: str, *, finishes: bool) -> None:
    """Closed by the head of the unit that split it off; where that has none of its own, by the office."""
    who = story.cast.doer(task.lead)
    story.after(1 + story.number % 2, "sign", who)
    if not finishes:
        if task.deadline < story.end:
            story.add(task.deadline, "report", story.cast.doer(task.lead), values={"progress": story.says("behind")})
        return
    values = {"progress": story.says("done")}
    wait = min(6 + story.number % 5, max((task.deadline - story.day).days - 3, 1))
    story.after(wait, "ask_close", story.cast.doer(task.lead), values=values, proofs=proof(story))
    closer = f"{opener}.fuze" if story.cast.unit(opener).sort in {"member", "town"} else HEAD
    story.after(1, "close", closer, note=story.says("accepted"))


def finish_after(story: Story, task: Task, parts: list[Story]) -> None:
    """The whole is reported as done once every part has ended."""
    if any(part.over for part in parts):
        story.over = True
        return
    story.day = max([story.day, *(part.day + timedelta(days=1) for part in parts)])
    finish(story, task)
