"""Counts a place's score again, by other means: `python -m tools.recount 990102 --standard working [--on DATE]`.

It shares nothing with shuangyong.assess: it reads the published standard's text, the rows of cases and their steps, and
works with fractions where the product works with whole numbers. Steps are folded by tools.recount_cases, which shares
nothing with shuangyong.cases: both stand on declared kinds, the language of conditions and the rules of counting days.
Prints every indicator's points as the product's JSON has them, and compares where asked to.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

Table = dict[str, Any]
Points = tuple[Fraction, Fraction]
"""At the least and at the most."""
ONE = Fraction(1)


@dataclass(frozen=True)
class Ledger:
    """One case as a record, and the units that hold it."""

    kind: str
    record: Table
    parts: dict[str, list[int]]
    judge: Callable[[str], bool | None]

    def year(self, by: str) -> int | None:
        day = self.record.get(by)
        return day.year if isinstance(day, date) else None


# ── rows ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def ledgers(place: str, on: date, known_on: date) -> list[Ledger]:
    """Every case of a place, as its steps add up to."""
    from tools.recount_cases import cases, record

    found = []
    for key, kind, state in cases(place, on, known_on):
        known = record(kind, state, on)
        found.append(Ledger(key, known, state["held"], judge_of(kind, known)))
    return found


def judge_of(kind: Any, record: Table) -> Callable[[str], bool | None]:
    """Answers a condition about one record; a condition that the kind's version cannot read is unknown."""
    from shuangyong.catalog.vocabulary import types_of
    from shuangyong.rules.expressions import ExpressionError, compile, read

    def judge(condition: str) -> bool | None:
        try:
            answer = compile(read(condition, types_of(kind)))(record)
        except ExpressionError:
            return None
        return answer if isinstance(answer, bool) else None

    return judge


def units_there(place: str, on: date) -> dict[str, int]:
    """Units that a standard may compare with."""
    from shuangyong.base.organisation.models import GroupMember, Unit

    level = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}[len(place)]
    found = {"towns": 0, "villages": 0, "stations": 0, "army": 0, "members": 0}
    names = {"town": "towns", "village": "villages", "station": "stations", "army": "army"}
    for unit in Unit.objects.filter(**{level: place}):
        if unit.valid_from <= on and (unit.valid_to is None or unit.valid_to > on) and unit.kind in names:
            found[names[unit.kind]] += 1
    members = GroupMember.objects.select_related("group__unit")
    found["members"] = len(
        {m.unit_id for m in members if m.group.unit.region == place and m.since <= on and (not m.until or m.until > on)}
    )
    return found


# ── counting ───────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class World:
    """Everything that the points of one year are worked out from."""

    cases: list[Ledger]
    units: dict[str, int]
    year: int
    first: int
    level: str

    def kept(self, kind: str) -> bool:
        years = [case.year("opened_on") for case in self.cases if case.kind == kind]
        return any(year is not None and year <= self.year for year in years)

    def within(self, measure: Table, whole: bool) -> Iterator[Ledger]:
        period = measure.get("period", "year")
        years = range(self.first if period == "cycle" or (whole and period == "year") else self.year, self.year + 1)
        for case in self.cases:
            if case.kind == measure["kind"] and (
                period == "as_of" or case.year(measure.get("by", "opened_on")) in years
            ):
                yield case


@dataclass
class Count:
    """Numbers of one measure, and the shares between which the true one lies."""

    yes: int
    most: int
    base: int
    shares: list[Fraction | None]
    """Every share that the unknown allows at its ends; None where nothing is due."""
    missing: tuple[int, int]


def count(world: World, measure: Table, whole: bool) -> Count:
    own = list(world.within(measure, whole))
    based = "of" in measure and not any(key in measure for key in ("of_kind", "distinct", "of_units", "of_number"))
    if based:
        return count_within(own, measure)
    met = [(case, ask(case, measure.get("when", ""))) for case in own]
    sure = [case for case, answer in met if answer]
    maybe = sum(answer is None for _, answer in met)
    yes = (
        len({value for case in sure for value in values(case, measure["distinct"])})
        if "distinct" in measure
        else len(sure)
    )
    low, high = base_of(world, measure, whole)
    shares = [part(min(yes, high), high), part(min(yes + maybe, low), low)]
    return Count(yes, yes + maybe, low, shares, (low - min(yes + maybe, low), high - min(yes, high)))


def count_within(own: list[Ledger], measure: Table) -> Count:
    """Base and count in the same cases: each unknown case is tried in its worst and in its best."""
    worst, best = [0, 0], [0, 0]
    sure = base = 0
    for case in own:
        due, met = ask(case, measure["of"]), ask(case, measure.get("when", ""))
        base += due is True
        sure += due is True and met is True
        if due is False:
            continue
        if due is True:
            worst[0] += met is True
            worst[1] += 1
            best[0] += met is not False
            best[1] += 1
        else:
            worst[1] += met is not True
            best[0] += met is not False
            best[1] += met is not False
    shares = [part(*worst), part(*best)]
    return Count(sure, best[0], base, shares, (best[1] - best[0], worst[1] - worst[0]))


def part(some: int, of: int) -> Fraction | None:
    return Fraction(some, of) if of else None


def ask(case: Ledger, condition: str) -> bool | None:
    return case.judge(condition) if condition else True


def values(case: Ledger, distinct: str) -> list[str]:
    if distinct.startswith("parts."):
        return [str(unit) for unit in case.parts.get(distinct[6:], [])]
    value = case.record.get(distinct)
    return [str(item) for item in (value if isinstance(value, list | tuple) else [value]) if item not in (None, "")]


def base_of(world: World, measure: Table, whole: bool) -> tuple[int, int]:
    if "of_number" in measure:
        return measure["of_number"], measure["of_number"]
    if "of_units" in measure:
        number = world.units[measure["of_units"]]
        return number, number
    other = {"kind": measure.get("of_kind", measure["kind"]), "when": measure.get("of", "")}
    if "of_kind" not in measure and "of" not in measure:
        return 0, 0
    other |= {key: measure[key] for key in ("period", "distinct") if key in measure and "of_kind" not in measure}
    if "period" in measure:
        other["period"] = measure["period"]
    if other["kind"] == measure["kind"] and "by" in measure:
        other["by"] = measure["by"]
    found = count(world, other, whole)
    return found.yes, found.most


# ── points ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


def rounded(value: Fraction) -> Fraction:
    """To a ten-thousandth, a half upwards."""
    return Fraction((value * 10_000 + Fraction(1, 2)).__floor__(), 10_000)


def indicator_points(world: World, indicator: Table, rated: Fraction | None, whole: bool) -> Points:
    most = exact(indicator["points"])
    if indicator["form"] == "rated":
        low, high = (Fraction(0), most) if rated is None else (rated, rated)
    else:
        low, high = rule_points(world, indicator, most, whole)
    if "void" in indicator:
        happened = count(world, indicator["void"], whole)
        if happened.yes:
            return Fraction(0), Fraction(0)
        if happened.most:
            low = min(Fraction(0), low)
    return low, high


def rule_points(world: World, rule: Table, most: Fraction, whole: bool) -> Points:
    form = rule.get("form", "reached")
    items = [item for item in rule.get("items", []) if not item.get("levels") or world.level in item["levels"]]
    if form in {"checklist", "parts"}:
        own = [exact(rule["each"]) if form == "checklist" else exact(item["points"]) for item in items]
        spans = [rule_points(world, item, points, whole) for item, points in zip(items, own, strict=True)]
        zero = Fraction(0)
        return min(most, sum((s[0] for s in spans), zero)), min(most, sum((s[1] for s in spans), zero))
    if items:
        spans = [shares_of(world, item, whole) for item in items]
        return (
            rounded(most * sum((s[0] for s in spans), Fraction(0)) / len(spans)),
            rounded(most * sum((s[1] for s in spans), Fraction(0)) / len(spans)),
        )
    found = count(world, rule, whole)
    if not world.kept(rule["kind"]) and not found.yes:
        return nothing(rule.get("empty", "unknown"), most)
    return FORMS[form](rule, found, most)


def nothing(how: str, most: Fraction) -> Points:
    ends = {"zero": (Fraction(0), Fraction(0)), "full": (most, most)}
    return ends.get(how, (min(Fraction(0), most), most))


def shares_of(world: World, rule: Table, whole: bool) -> Points:
    found = count(world, rule, whole)
    if not world.kept(rule["kind"]) and not found.yes:
        return nothing(rule.get("empty", "unknown"), ONE)
    return full_at(rule, found.shares, ONE)


def full_at(rule: Table, shares: list[Fraction | None], most: Fraction) -> Points:
    ends = nothing(rule.get("none", "unknown"), most)
    reach = exact(rule.get("full_at", 1))
    low, high = (ends[n] if share is None else most * min(ONE, share / reach) for n, share in enumerate(shares))
    return low, high


def ratio(rule: Table, found: Count, most: Fraction) -> Points:
    low, high = full_at(rule, found.shares, most)
    return rounded(low), rounded(high)


def sample(rule: Table, found: Count, most: Fraction) -> Points:
    return (
        ratio(rule, found, most) if found.base >= rule.get("least", 1) else nothing(rule.get("none", "unknown"), most)
    )


def deduct(rule: Table, found: Count, most: Fraction) -> Points:
    based = any(key in rule for key in ("of", "of_kind", "of_units", "of_number"))
    least, worst = found.missing if based else (found.yes, found.most)
    floor = exact(rule.get("floor", 0))
    return max(floor, most - exact(rule["take"]) * worst), max(floor, most - exact(rule["take"]) * least)


def ladder(rule: Table, found: Count, most: Fraction) -> Points:
    def step(number: int) -> Fraction:
        return max([exact(s["points"]) for s in rule["steps"] if number >= s["from"]], default=Fraction(0))

    return step(found.yes), step(found.most)


FORMS: dict[str, Callable[[Table, Count, Fraction], Points]] = {
    "reached": lambda rule, found, most: (
        most * (found.yes >= rule.get("need", 1)),
        most * (found.most >= rule.get("need", 1)),
    ),
    "zero": lambda rule, found, most: (most * (not found.most), most * (not found.yes)),
    "bonus": lambda rule, found, most: (
        min(most, exact(rule["each"]) * found.yes),
        min(most, exact(rule["each"]) * found.most),
    ),
    "ratio": ratio,
    "sample": sample,
    "deduct": deduct,
    "ladder": ladder,
}


# ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────────────


def ratings(cases: list[Ledger], standard: str) -> dict[tuple[str, int], Fraction]:
    found: dict[tuple[str, int], Fraction] = {}
    for case in cases:
        record = case.record
        if case.kind == "rating" and record["phase"] != "void" and record.get("standard") == standard:
            points = record.get("upper_points", record.get("own_points"))
            key = (record["indicator"], int(record["year"]))
            found.pop(key, None)
            if points is not None:
                found[key] = exact(points)
    return found


def recount(place: str, key: str, on: date, known_on: date) -> Table:
    """Points by indicator and together, of the year of `on`."""
    from shuangyong.catalog.models import Definition

    row = Definition.objects.filter(sort="standard", key=key, valid_from__lte=on).order_by("-version").first()
    if row is None:
        raise SystemExit(f"没有发布过考评标准“{key}”。")
    standard = tomllib.loads(row.content)
    cases = ledgers(place, on, known_on)
    cycle = standard["cycle"]
    first = cycle["first_year"] + (on.year - cycle["first_year"]) // cycle.get("years", 4) * cycle.get("years", 4)
    level = {2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}[len(place)]
    world, rated = World(cases, units_there(place, on), on.year, first, level), ratings(cases, key)
    points: dict[str, Fraction | None] = {}
    for code, indicator in standard["indicators"].items():
        if indicator.get("levels") and level not in indicator["levels"]:
            continue
        whole = indicator.get("per", "year") == "cycle"
        low, high = indicator_points(world, indicator, rated.get((code, 0 if whole else on.year)), whole)
        points[code] = low if low == high else None
    return together(standard, points)


def together(standard: Table, points: dict[str, Fraction | None]) -> Table:
    bonus = {code for code, indicator in standard["indicators"].items() if indicator.get("bonus")}
    plain = sum((p or Fraction(0) for code, p in points.items() if code not in bonus), Fraction(0))
    extra = sum((p or Fraction(0) for code, p in points.items() if code in bonus), Fraction(0))
    total = plain + min(exact(standard.get("bonus_cap", 0)), extra)
    return {"points": number(total), "indicators": {code: number(value) for code, value in points.items()}}


def number(value: Fraction | None) -> float | int | None:
    if value is None:
        return None
    return int(value) if value.denominator == 1 else float(value)


def main() -> int:
    parser = argparse.ArgumentParser(description="用另一套算法重算一个地方的得分")
    parser.add_argument("place", metavar="代码", nargs="?")
    parser.add_argument("--standard", default="working")
    parser.add_argument("--on", type=date.fromisoformat)
    parser.add_argument("--known-on", type=date.fromisoformat)
    parser.add_argument(
        "--against",
        metavar="文件",
        help="shuangyong score --json 的输出，- 为标准输入：照它的地方、标准和日子重算，逐项比对",
    )
    args = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")
    import django

    django.setup()
    if args.against:
        text = sys.stdin.read() if args.against == "-" else Path(args.against).read_text(encoding="utf-8")
        return compare(json.loads(text))
    if not args.place:
        parser.error("请写地方的代码，或者用 --against。")
    from django.utils import timezone

    today = timezone.localdate()
    found = recount(args.place, args.standard, args.on or today, args.known_on or today)
    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    return 0


def compare(theirs: Table) -> int:
    """Counts again what a score was asked for; 0 where every indicator agrees to the last decimal, else 1."""
    on, known_on = (date.fromisoformat(theirs[key]) for key in ("on", "known_on"))
    found = recount(theirs["place"], theirs["standard"], on, known_on)
    other = {row["code"]: row["points"] for row in theirs["indicators"]}
    wrong = [code for code in {*found["indicators"], *other} if found["indicators"].get(code) != other.get(code)]
    said = f"{theirs['name']} {on} {theirs['standard']} {theirs['points']} 分"
    if found["points"] != theirs["points"] or wrong:
        sys.stderr.write(f"不一致：{said}，重算为 {found['points']}；{'、'.join(sorted(wrong))}\n")
        return 1
    sys.stdout.write(f"另一套算法从原始记录重算，逐项一致：{said}，{len(other)} 项。\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
