"""The year as a list of acts, worked out from its last day alone: the same day gives the same year.

What belongs to a season (八一, 春节) keeps it, in the last year in which it came round; what the desks show on the last
day is reckoned back from that day. Every act lies on a working day.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shuangyong.config.district import others, received, tasks
from shuangyong.config.district.acts import HAND_OVER, Act, Story, timed, workday
from shuangyong.config.district.cast import UnitSpec, cast
from shuangyong.config.district.reading import Table, table
from shuangyong.config.district.tasks import Task

YEAR = 375
"""Days from the founding to the last day: a year and a little, so that the first meeting finds everybody seated."""
BEHIND, LACKING = 7, 2
"""Every so many units are behind with what is past its term; so many stations of a town are."""
QUIET = 12
"""No meeting in the last days but the one that the tables put there."""
COMMENTED, DIRECT = 15, 10
CLOSING = ("close", "drop")


@dataclass(frozen=True, slots=True)
class Span:
    """From the founding (acts begin on the day after) to the day that is today (nothing has happened on it yet)."""

    begin: date
    end: date

    def ago(self, days: int) -> date:
        """So many days before the end, not before the second day."""
        return workday(max(self.end - timedelta(days=days), self.begin + timedelta(days=1)))

    def season(self, on: str) -> date | None:
        """The last time that a month and day came round and left some days to act; None before the founding."""
        month, day = (int(part) for part in on.split("-"))
        latest = self.end - timedelta(days=QUIET)
        found = date(latest.year, month, day)
        found = found if found <= latest else date(latest.year - 1, month, day)
        return workday(found) if found > self.begin else None


def planned(end: date, days: int = YEAR) -> list[Act]:
    """Everything that is done, in its order and each at its moment."""
    span = Span(end - timedelta(days=days), end)
    stories = [*_meetings(span), *_notices(span), *_latest(span)]
    stories += [*_comments(stories, span), *_direct(span), *_inspections(span)]
    stories += received.stories(span.begin, span.end)
    return timed([*_handovers(span), *(act for story in stories for act in story.acts)])


def _story(span: Span, key: str, number: int, day: date) -> Story:
    return Story(cast(), span.end, key, number, day)


# ── meetings of the year ───────────────────────────────────────────────────────────────────────────────────────────


def _meetings(span: Span) -> Iterator[Story]:
    for number, row in enumerate(table("meetings")["meetings"]):
        day = span.season(row["on"])
        if day:
            yield from _individual(span, row, f"m{number}", number * 15, day)
            yield from _of_towns(span, row, number, day)


def _individual(span: Span, row: Table, key: str, first: int, day: date) -> Iterator[Story]:
    """The decisions of one meeting, handed out over the three days after it."""
    basis = f"{day.year}年{day.month}月{day.day}日{row['title']}议定事项"
    for number, (text, lead, support, term, goal) in enumerate(row["tasks"]):
        deadline = workday(day + timedelta(days=term))
        task = Task(text, goal, basis, lead, tuple(support.split()), deadline)
        story = _story(span, f"{key}.{number}", first + number, day + timedelta(days=1 + number % 3))
        tasks.hand_out(story, task)
        way = tasks.WAYS[story.number % len(tasks.WAYS)]
        way(story, task)
        yield story


def _of_towns(span: Span, row: Table, meeting: int, day: date) -> Iterator[Story]:
    """The same for each of the twelve towns; one of them splits its part among its stations."""
    text, term, goal = row["towns"]
    for number, town in enumerate(cast().of("town")):
        said = text.format(**town.texts)
        basis = f"{day.year}年{day.month}月{day.day}日{row['title']}议定事项"
        task = Task(said, goal, basis, town.slug, (), workday(day + timedelta(days=term)))
        story = _story(span, f"m{meeting}.{town.slug}", 200 + meeting * 12 + number, day + timedelta(days=2))
        tasks.hand_out(story, task)
        if number == meeting:
            yield from _split(story, task, said, done=len(cast().stations(town.slug)))
        elif number == (meeting + 1) % 12:
            tasks.late(story, task)
        else:
            (tasks.by_person if number % 3 == 0 else tasks.in_time)(story, task)
        yield story


def _split(story: Story, task: Task, part: str, *, done: int) -> list[Story]:
    units = [unit.slug for unit in cast().stations(task.lead)]
    parts = list(tasks.split(story, task, part[:200], units, done=done))
    if done == len(units):
        tasks.finish_after(story, task, parts)
    return parts


# ── the last weeks ─────────────────────────────────────────────────────────────────────────────────────────────────


def _notices(span: Span) -> Iterator[Story]:
    """Three papers that gave every unit a task; their terms lie before, just after and well after the last day."""
    for number, row in enumerate(table("notices")["notices"]):
        day, deadline = span.ago(row["ago"]), span.end + timedelta(days=row["left"])
        basis = f"{day.year}年{day.month}月{day.day}日《{row['title']}》"
        first = 400 + number * 80
        yield from _to_units(span, row, number, Task("", row["goal"], basis, "", (), deadline), day)
        for at, (text, lead, support, way) in enumerate(row["extra"]):
            early = deadline - timedelta(days=6 if way in tasks.EXTENDED_TWICE else 0)
            first_term = max(early, day + timedelta(days=2))
            task = Task(text, row["goal"], basis, lead, tuple(support.split()), first_term)
            story = tasks.hand_out(_story(span, f"n{number}.x{at}", first + 60 + at, day), task)
            tasks.PENDING[way](story, task)
            yield story


def _to_units(span: Span, row: Table, notice: int, plain: Task, day: date) -> Iterator[Story]:
    units = [unit for sort in ("member", "troop", "town") for unit in cast().of(sort)]
    for at, unit in enumerate(units):
        text = row[unit.sort].format(**unit.texts)
        task = Task(text, plain.goal, plain.basis, unit.slug, (), plain.deadline)
        story = _story(span, f"n{notice}.{unit.slug}", 400 + notice * 80 + at, day + timedelta(days=at % 2))
        tasks.hand_out(story, task)
        yield from _going_on(story, task, unit, row["part"], at)
        yield story


def _going_on(story: Story, task: Task, unit: UnitSpec, part: str, at: int) -> list[Story]:
    """A town's with its stations, a member's or the troops' by themselves: under way on the last day, or past its term.

    What is past its term was done by nearly all; the few that are behind have said why.
    """
    past, behind = task.deadline < story.end, at % BEHIND == BEHIND - 1
    if unit.sort == "town":
        stations = len(cast().stations(task.lead))
        return _split(story, task, part, done=(stations - LACKING * behind) * past)
    way = tasks.unfinished if not past else tasks.behind if behind else tasks.in_time
    way(story, task)
    return []


def _latest(span: Span) -> Iterator[Story]:
    """Of the last meeting: handed out, some of it not yet signed for."""
    for row in table("notices")["latest"]:
        day = span.ago(row["ago"])
        basis = f"{day.year}年{day.month}月{day.day}日{row['title']}"
        for number, (text, lead, support, term, goal) in enumerate(row["tasks"]):
            task = Task(text, goal, basis, lead, tuple(support.split()), span.end + timedelta(days=term))
            story = _story(span, f"l.{number}", 700 + number, day + timedelta(days=number * 2))
            tasks.hand_out(story, task)
            if number == 0:
                tasks.sign(story, task)
            yield story


# ── leaders' words ─────────────────────────────────────────────────────────────────────────────────────────────────


def _comments(stories: list[Story], span: Span) -> list[Story]:
    """On tasks that leave the time to answer before they close."""
    found: list[Story] = []
    for story in stories[::5]:
        if len(found) == COMMENTED:
            return found
        made = _commented(story, len(found), span)
        found += [made] if made else []
    return found


def _commented(task: Story, number: int, span: Span) -> Story | None:
    signed = next((act for act in task.acts if act.do == "sign"), None)
    lead = task.acts[0].gives.get("lead", ()) if task.acts else ()
    if signed is None or "/" in task.key or not lead:
        return None
    day = workday(signed.day + timedelta(days=3))
    moves = {"decline", "hand_over", "split", "reopen", "ask_longer", "ask_longer_again", "pass_up"}
    if day >= span.end or any(act.do in moves or act.day == day for act in task.acts):
        return None
    trial = Story(task.cast, task.end, "", number, day)
    others.answered(trial, lead[0])
    closing = next((act.day for act in task.acts if act.do in CLOSING), None)
    if closing and (trial.over or trial.day >= closing):
        return None
    made = others.comment(task, number, lead[0], day)
    others.answered(made, lead[0])
    return made


def _direct(span: Span) -> Iterator[Story]:
    """Words that stand by themselves: spread over the year, the last four answered and not yet read, one overdue."""
    units = ("jiaotong", "tuiyi", "bianban", "jiaoyu", "yibao", "shijian", "caizheng", "wenlv", "zhengfuban", "weijian")
    for number, unit in enumerate(units[:DIRECT]):
        recent = number >= DIRECT - 5
        ago = (24 if number == DIRECT - 1 else 19) if recent else 300 - number * 50
        story = _story(span, f"i.{number}", number, span.ago(ago))
        if not recent and span.end - timedelta(days=ago) <= span.begin:
            continue
        others.instruct(story, unit)
        others.answered(story, unit, until=9 if not recent else 1 if number == DIRECT - 1 else 2)
        yield story


# ── inspections ────────────────────────────────────────────────────────────────────────────────────────────────────


def _inspections(span: Span) -> Iterator[Story]:
    """Four a year, twenty problems each: twelve in the towns, eight in member units."""
    rows = table("mending")["inspections"]
    for number, row in enumerate(rows):
        last = number == len(rows) - 1
        if not last and span.end - timedelta(days=row["ago"]) <= span.begin:
            continue
        for at, (unit, found) in enumerate(_problems(number)):
            yield _order(span, row, number * 20 + at, (unit, found), last=last)


def _problems(inspection: int) -> Iterator[tuple[UnitSpec, Table]]:
    """Each time every problem is found somewhere else."""
    whole, towns = table("mending"), cast().of("town")
    for number, found in enumerate(whole["town"]):
        yield towns[(number + inspection * 5) % len(towns)], found
    for found in whole["member"]:
        yield cast().unit(found["units"].split()[inspection]), found


def _order(span: Span, row: Table, number: int, problem: tuple[UnitSpec, Table], *, last: bool) -> Story:
    unit, found = problem
    day = span.ago(row["ago"])
    spread = (0, 12, -22, 20)[number % 4] if last else 0
    term = workday(day + timedelta(days=row["days"])) if not last else span.end + timedelta(days=2 + spread)
    term = max(term, day + timedelta(days=3))  # long holidays push the inspection on
    values: dict[str, object] = {
        "problem": found["problem"].format(name=unit.short),
        "found_at": found["found_at"].format(name=unit.short),
        "found_on": day,
        "authority": row["authority"],
        "wanted": found["wanted"],
        "deadline": term,
    }
    story = others.order(_story(span, f"z.{number}", 900 + number, day), unit.slug, values)
    ways = others.LAST_ORDERS if last else others.ORDERS
    ways[number % len(ways)](story, unit.slug, term)
    return story


# ── posts ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _handovers(span: Span) -> Iterator[Act]:
    """Posts that change hands in the middle of the year, by the unit's head; first in their day."""
    for row in table("people")["handovers"]:
        day = span.end - timedelta(days=row["before"])
        if day > span.begin:
            doer = cast().doer(row["unit"])
            given = {"from": (doer,), "to": (f"{doer}2",)}
            yield Act(workday(day), "", HAND_OVER, f"{row['unit']}.fuze", gives=given)
