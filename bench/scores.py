"""Scoring a nation, as ratios of one run: `python -m bench.scores [--cases 1000000] [--vendors sqlite postgres]`.

`pass`, from nothing: every county by a standard of a hundred indicators, from the marks alone, against the fastest pass
written by hand on the same engine (one grouping into county and shape on the covering index, and a bare pivot). Its
world is the marks of so many cases: nothing else is read, and the cases themselves are not made. `change`, after one
changed case: everything that a step keeps for scores (marks, counters, turns) against one indexed update, each in a
transaction of its own with its commit on the disk, and without one; in a nation of `--nation` whole cases. On SQLite
processor time is measured, since it is all there, and the wall beside it; on PostgreSQL the wall alone. Each world is
made by a process of its own, so that the memory is that of scoring.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from bench.databases import database
from bench.reading import pad, verdict
from shuangyong.base.actor import Place

PASS_GOAL, CHANGE_GOAL = 1.5, 10.0
CHANGES, CHANGED = 300, 100
Clock = Callable[[], float]
KINDS, PATTERNS, INDICATORS, YEAR = 40, 8, 100, 2026


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.scores", description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--vendors", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"])
    parser.add_argument("--nation", type=int, default=100_000, help="whole cases around the one that changes")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--parts", nargs="+", default=["pass", "change", "past"], choices=["pass", "change", "past"])
    parser.add_argument("--inside", default="", help=argparse.SUPPRESS)
    parser.add_argument("--make", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options)
    return max(apart(vendor, part, options) for vendor in options.vendors for part in options.parts)


def apart(vendor: str, part: str, options: argparse.Namespace) -> int:
    """One database in a process of its own: Django reads its settings once."""
    with database(vendor) as url:
        words = [f"--{name}={getattr(options, name)}" for name in ("cases", "nation", "rounds")]
        environment = {
            **os.environ,
            "SHUANGYONG_DATABASE_URL": url,
            "SHUANGYONG_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        command = [sys.executable, "-m", "bench.scores", *words, f"--inside={vendor}", f"--parts={part}"]
        subprocess.run([*command, "--make"], env=environment, check=True)
        return subprocess.run(command, env=environment, check=False).returncode


def inside(options: argparse.Namespace) -> int:
    import django

    django.setup()
    if options.make:
        started = time.perf_counter()
        MAKERS[options.parts[0]](options)
        sys.stdout.write(f"造数 {time.perf_counter() - started:.0f} 秒\n")
        return 0
    for line in PARTS[options.parts[0]](options):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


def make_marks(options: argparse.Namespace) -> None:
    from bench import world

    world.migrate()
    world.fill_places()
    fill(declared(), partial(from_series, options.cases))


def make_nation(options: argparse.Namespace) -> None:
    from bench import world

    world.make(options.nation)
    fill(declared(), from_cases)


def make_past(options: argparse.Namespace) -> None:
    make_nation(options)
    fill_turns()


def passing(options: argparse.Namespace) -> Iterator[str]:
    from shuangyong.assess.models import Mark

    clock = time.process_time if options.inside == "sqlite" else time.perf_counter
    yield (
        f"\n══ {options.inside}，{options.cases:,} 件事项，其中县级 {Mark.objects.count():,} 件；{INDICATORS} 项指标"
    )
    yield f"{pad('做什么', 30)}{pad('秒', 10)}{pad('对照', 10)}倍数"
    yield from from_nothing(options.rounds, declared(), clock)
    yield f"内存最多 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"


def changing(options: argparse.Namespace) -> Iterator[str]:
    yield f"\n══ {options.inside}，全国 {options.nation:,} 件事项"
    yield from one_change(max(CHANGES, options.rounds * 20))
    yield from one_page(declared())


def past(options: argparse.Namespace) -> Iterator[str]:
    """A day a hundred days ago, as known then and as known today: points, and the records behind them."""
    from bench import world
    from shuangyong.assess.counting import records_then, tally_then
    from shuangyong.assess.grounds import Ground
    from shuangyong.assess.models import Turn

    clock = time.process_time if options.inside == "sqlite" else time.perf_counter
    standard, day = declared(), world.ON - timedelta(days=100)
    yield f"\n══ {options.inside}，全国 {options.nation:,} 件事项，{Turn.objects.count():,} 次变化；过去的一天，秒"
    county = world.county_code(1500)
    for name, code in (("一个县", county), ("一个市", county[:4]), ("一个省", county[:2]), ("全国", "")):
        ground = Ground(Place(code))
        for known, says in ((day, "当天所知"), (world.ON, "今天所知")):
            ways = [partial(way, standard, ground, day, known) for way in (tally_then, records_then)]
            taken = [statistics.median(seconds) for seconds in interleaved(options.rounds, ways[0], ways[1], clock)]
            yield f"{pad(name, 10)}{pad(says, 12)}得分 {taken[0]:.3f}   依据 {taken[1]:.3f}"
    yield from added_up(standard, day, clock)


def added_up(standard: object, day: date, clock: Clock) -> Iterator[str]:
    """The nation's day added up by the job, and read again."""
    from bench.day import NOW
    from shuangyong.assess import past
    from shuangyong.assess.counting import records_then, tally_then
    from shuangyong.assess.grounds import Ground

    ground, started = Ground(Place("")), clock()
    many = past.add_up("", day, day, lambda: NOW, lambda done, total: None)
    yield f"全国，后台加总 {clock() - started:.2f}，{many:,} 个和"
    for name, way in (("得分", tally_then), ("依据", records_then)):
        started = clock()
        way(standard, ground, day, day, kept=past.kept(ground, day, day))
        yield f"全国，加总过的再看，{name} {clock() - started:.3f}"


MAKERS: dict[str, Callable[[argparse.Namespace], None]] = {
    "pass": make_marks,
    "change": make_nation,
    "past": make_past,
}
PARTS: dict[str, Callable[[argparse.Namespace], Iterator[str]]] = {"pass": passing, "change": changing, "past": past}


# ── the nation's marks ─────────────────────────────────────────────────────────────────────────────────────────────


def declared() -> object:
    """A standard of a hundred indicators over forty invented kinds, as its file would be."""
    from shuangyong.assess.standard.reading import read_standard

    forms = ("ratio", "reached", "deduct", "ladder")
    head = (
        f'sort = "standard"\nkey = "bench"\nname = "量一量"\nversion = 1\nvalid_from = 2024-01-01\nchecked = "待核"\n'
        f'source = "量一量"\ntotal = {INDICATORS}\n[cycle]\nfirst_year = 2024\n[sections.A]\nname = "全部"'
    )
    rows = [head]
    for number in range(INDICATORS):
        form = forms[number % 4]
        row = (
            f'[indicators.I{number}]\nsection = "A"\nname = "指标{number}"\nwords = "…"\nform = "{form}"\npoints = 1\n'
        )
        row += f'kind = "k{number % KINDS}"\nwhen = "c{number % 3} == 1"\n'
        row += {"ratio": 'of = "c0 == 0"\n', "deduct": "take = 0.01\n", "reached": "need = 3\n", "ladder": ""}[form]
        steps = "".join(f"[[indicators.I{number}.steps]]\nfrom = {n}\npoints = {n / 20}\n" for n in (5, 10, 20))
        rows.append(row + (steps if form == "ladder" else ""))
    return read_standard("\n".join(rows), "量一量")


def fill(standard: object, source: Callable[[], str]) -> None:
    """A mark for every case of a county: forty kinds, eight shapes each."""
    from django.db import connection

    from bench.world import loosen, run, settle, tighten
    from shuangyong.assess import asking
    from shuangyong.assess.models import Ask, Shape, View

    asking.ask_all(standard)
    Ask.objects.update(ready=True)
    View.objects.update(ready=True)
    numbers: dict[str, list[int]] = {}
    for pk, kind in Ask.objects.order_by("pk").values_list("pk", "kind"):
        numbers.setdefault(kind, []).append(pk)
    Shape.objects.bulk_create(
        Shape(
            pk=1 + kind * PATTERNS + pattern, kind=f"k{kind}", by="opened_on", text=text(numbers[f"k{kind}"], pattern)
        )
        for kind in range(KINDS)
        for pattern in range(PATTERNS)
    )
    taken = loosen(("assess_mark",))
    columns = 'id, case_id, scope, shape_id, "by", year, turns_on, late, units, "values"'
    run(f"INSERT INTO assess_mark ({columns}) {source()}")
    tighten(taken)
    if connection.vendor == "sqlite":
        run("ANALYZE assess_mark")
    settle(("assess_mark", "assess_shape"))


REST = f"'opened_on', {YEAR}, NULL, 0, '[]', '[]'"


def shape_of(number: str) -> str:
    return f"1 + ({number} * 7919 + {number} / 31) % {KINDS * PATTERNS}"


def from_cases() -> str:
    """Marks of the cases that there are."""
    return f"SELECT id, id, county, {shape_of('id')}, {REST} FROM cases_case WHERE county <> ''"


def from_series(cases: int) -> str:
    """The same marks, of cases that are not made."""
    from bench.world import series

    source = f"{series(1, cases)} x JOIN bench_place p ON p.n = x.t"
    return f"SELECT i, i, county, {shape_of('i')}, {REST} FROM {source} WHERE lvl < 92"


def fill_turns() -> None:
    """Three states of each case: five turns (+a, -a +b, -b +c), entered up to three days late; and the counters."""
    from bench.world import added_days, insert, loosen, run, settle, tighten

    taken = loosen(("assess_turn",))
    state = "(q.part + 1) / 2"
    days = f"CASE {state} WHEN 0 THEN 0 WHEN 1 THEN 20 + c.id % 60 ELSE 90 + c.id % 100 END"
    number = f"({shape_of('c.id')} - 1)"
    which = "CASE q.part WHEN 0 THEN 0 WHEN 1 THEN 0 WHEN 4 THEN 2 WHEN 3 THEN 1 ELSE 1 END"
    shape = f"({number} / {PATTERNS} * {PATTERNS} + ({number} + {which}) % {PATTERNS} + 1)"
    columns = {
        "case_id": "c.id",
        "scope": "c.county",
        "shape_id": shape,
        "year": str(YEAR),
        "on": added_days("c.opened_on", days),
        "known": added_days("c.opened_on", f"({days}) + c.id % 4"),
        "n": "CASE WHEN q.part % 2 = 0 THEN 1 ELSE -1 END",
    }
    parts = " UNION ALL ".join(f"SELECT {part} AS part" for part in range(5))
    insert("assess_turn", columns, f"cases_case c CROSS JOIN ({parts}) q WHERE c.county <> ''")
    tighten(taken)
    sums = "scope, shape_id, year, count(*) FROM assess_mark GROUP BY scope, shape_id, year"
    run(f"INSERT INTO assess_cell (scope, shape_id, year, n) SELECT {sums}")
    settle(("assess_turn", "assess_cell"))


def text(numbers: list[int], pattern: int) -> str:
    return " ".join(
        f"{pk}{'?' if pattern == 7 and at == 0 else '+'}" for at, pk in enumerate(numbers) if pattern >> at % 3 & 1
    )


# ── from nothing ───────────────────────────────────────────────────────────────────────────────────────────────────


def from_nothing(rounds: int, standard: object, clock: Clock) -> Iterator[str]:
    ours, bare = interleaved(rounds, lambda: by_product(standard), lambda: by_hand(standard), clock)
    ratios = [a / b for a, b in zip(ours, bare, strict=True)]
    yield told("全部县从头算分", statistics.median(ours), statistics.median(bare), statistics.median(ratios), PASS_GOAL)
    if clock is time.perf_counter:
        both = interleaved(1, lambda: by_product(standard), lambda: by_hand(standard), time.process_time)
        yield f"其中本进程的处理器时间：{both[0][0]:.2f} 秒，对照 {both[1][0]:.2f} 秒"
    yield "各轮：" + "，".join(f"{a:.2f}/{b:.2f}" for a, b in zip(ours, bare, strict=True))


def by_product(standard: object) -> int:
    from shuangyong.assess import many

    return sum(many.scores(standard, "county", date(YEAR, 12, 31), from_marks=True).points())


def by_hand(standard: object) -> float:
    """One grouping, one pivot, floats: what somebody would write for exactly these hundred indicators."""
    from django.db import connection

    from shuangyong.assess.models import Ask, Shape

    whens = dict(Ask.objects.values_list("pk", "when"))
    rules = [(number, f"k{number % KINDS}", number % 4, f"c{number % 3} == 1") for number in range(INDICATORS)]
    adds: dict[int, list[int]] = {}
    for shape in Shape.objects.all():
        met = {whens[int(word[:-1])] for word in shape.text.split() if word[-1] == "+"}
        at = []
        for number, kind, form, when in rules:
            if kind == shape.kind:
                due = form != 0 or "c0 == 0" in met
                at += [number * 2] if due and when in met else []
                at += [number * 2 + 1] if due else []
        adds[shape.pk] = at
    counties: dict[str, list[int]] = {}
    with connection.cursor() as cursor:  # noqa: TID251 - written by hand is what is compared with
        cursor.execute("SELECT scope, shape_id, count(*) FROM assess_mark GROUP BY scope, shape_id, year")
        while rows := cursor.fetchmany(5000):
            for scope, shape, n in rows:
                row = counties.get(scope)
                if row is None:
                    row = counties[scope] = [0] * (INDICATORS * 2)
                for at in adds[shape]:
                    row[at] += n
    return sum(sum(points_by_hand(row)) for row in counties.values())


def points_by_hand(row: list[int]) -> Iterator[float]:
    for number in range(INDICATORS):
        yes, base = row[number * 2], row[number * 2 + 1]
        match number % 4:
            case 0:
                yield min(yes / base, 1.0) if base else 0.0
            case 1:
                yield 1.0 if yes >= 3 else 0.0
            case 2:
                yield max(0.0, 1 - 0.01 * yes)
            case _:
                yield 1.0 if yes >= 20 else 0.5 if yes >= 10 else 0.25 if yes >= 5 else 0.0


# ── one change, one page ───────────────────────────────────────────────────────────────────────────────────────────


ASKED = """sort = "standard"
key = "bench_task"
name = "量一量督办"
version = 1
valid_from = 2024-01-01
checked = "待核"
source = "量一量"
total = 2
[cycle]
first_year = 2024
[sections.A]
name = "全部"
[indicators.T1]
section = "A"
name = "办结"
words = "…"
form = "ratio"
points = 1
kind = "task"
when = 'stage == "reported_done" and clocks.term.overdue <= 0'
of = 'phase in ["waiting", "doing", "judging", "closed"]'
[indicators.T2]
section = "A"
name = "牵头单位"
words = "…"
form = "reached"
points = 1
need = 2
kind = "task"
when = 'stage == "reported_done"'
distinct = "parts.lead"
"""
"""What is asked of tasks: four conditions, one of which turns by the passing of days, and different units."""


def one_change(times: int) -> Iterator[str]:
    """Tasks go from one stage to another and back: their marks, the counters less and more, their turns.

    One after the other of CHANGED, so that each comes to a dozen steps, as cases do.
    """
    from django.db import transaction

    from bench.day import NOW
    from bench.steps import Office
    from shuangyong.assess import asking, keeping
    from shuangyong.assess.standard.reading import read_standard
    from shuangyong.base.storing import writing
    from shuangyong.cases.models import Case
    from shuangyong.cases.standing import lay_open
    from shuangyong.cases.watching import Written

    asking.ask_all(read_standard(ASKED, "量一量督办"))
    rows = [Office().task() for _ in range(CHANGED)]
    laid = [lay_open(row, NOW.date()) for row in rows]
    states = [(one.state, replace(one.state, stage="reported_done")) for one in laid]
    latest = date(2026, 12, 31)
    kept, set_again = count(), count()

    def keep() -> None:
        n = next(kept)
        at = n % CHANGED
        with writing():
            keeping.on_step(Written(rows[at], laid[at].kind, states[at][1 - n // CHANGED % 2], NOW.date(), NOW))

    def bare() -> None:
        n = next(set_again)
        with writing():
            Case.objects.filter(pk=rows[n % CHANGED].pk).update(due=latest - timedelta(days=n % 300))

    before = counted(rows)
    ours, plain = interleaved(times, keep, bare, time.perf_counter)
    if any(many < few + times for few, many in zip(before, counted(rows), strict=True)):
        raise SystemExit(f"量的不是改动：计数由 {before} 到 {counted(rows)}。")
    yield said_of("一件事项变了，跟着改计数", ours, plain)
    with transaction.atomic():
        ours, plain = interleaved(times, keep, bare, time.process_time)
        transaction.set_rollback(True)
    yield said_of("其中处理器时间，不提交", ours, plain)


def counted(rows: list[Any]) -> tuple[int, int]:
    """Counters, and turns of some cases."""
    from shuangyong.assess.models import Cell, Turn

    return Cell.objects.count(), Turn.objects.filter(case__in=[row.pk for row in rows]).count()


def said_of(what: str, ours: list[float], plain: list[float]) -> str:
    ratio = statistics.median(ours) / statistics.median(plain)
    return told(what, statistics.median(ours), statistics.median(plain), ratio, CHANGE_GOAL)


def one_page(standard: object) -> Iterator[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bench.day import NOW
    from shuangyong.assess.counting import tally_now
    from shuangyong.assess.grounds import Ground
    from shuangyong.assess.keeping import from_nothing as count_all
    from shuangyong.assess.models import Mark
    from shuangyong.base.storing import writing

    with writing():
        count_all()
    county = Mark.objects.order_by("scope").values_list("scope", flat=True)[0]
    started = time.perf_counter()
    with CaptureQueriesContext(connection) as asked:
        tally_now(standard, Ground(Place(county)), NOW.date())
    seconds = time.perf_counter() - started
    yield f"{pad('一个县点数', 30)}{pad(f'{seconds:.4f}', 10)}{len(asked)} 次查询，与件数无关"


def interleaved(
    times: int, one: Callable[[], object], other: Callable[[], object], clock: Clock
) -> tuple[list[float], list[float]]:
    """Seconds of each, taken in turns so that the machine treats them alike."""
    found: tuple[list[float], list[float]] = ([], [])
    for _ in range(times):
        for act, seconds in ((one, found[0]), (other, found[1])):
            started = clock()
            act()
            seconds.append(clock() - started)
    return found


def told(what: str, ours: float, bare: float, ratio: float, goal: float) -> str:
    figures = f"{pad(f'{ours:.4f}', 10)}{pad(f'{bare:.4f}', 10)}{ratio:.2f}"
    return f"{pad(what, 30)}{figures}（目标 {goal}）{verdict(ratio <= goal)}"


if __name__ == "__main__":
    raise SystemExit(main())
