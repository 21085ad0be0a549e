"""`shuangyong score`: what a place scores on a day, why, what is fatal and what is unknown. For people and as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

from shuangyong.config import starting
from shuangyong.config.options import OptionError
from shuangyong.config.saying import complain

if TYPE_CHECKING:
    from shuangyong.assess.engine.points import Points
    from shuangyong.assess.engine.scoring import Result
    from shuangyong.assess.queries import Scored
    from shuangyong.assess.ratings import Alarm
    from shuangyong.base.actor import Place


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    score = commands.add_parser("score", help="按考评标准算一个地方或单位的得分，逐项说明理由", allow_abbrev=False)
    score.set_defaults(run=run)
    score.add_argument(
        "place", nargs="?", metavar="地方", help="行政区划代码或名称；不写时为设有双拥工作领导小组的地方"
    )
    score.add_argument("--on", metavar="日期", type=read_day, help="截至哪一天，默认今天")
    score.add_argument(
        "--known-on", metavar="日期", type=read_day, help="按哪一天已知的情况算，默认今天；晚报的看得出来"
    )
    score.add_argument("--standard", metavar="标准", default="", help="考评标准的 key，如 working")
    score.add_argument("--unit", metavar="单位", default="", help="算一个单位的得分：单位全称、简称或编号")
    score.add_argument("--cycle", action="store_true", help="把本周期到这一年为止的各年合起来算")
    score.add_argument("--json", action="store_true", help="打印 JSON，供别的程序读")


def read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，应写成 2026-08-01 这样") from None


def run(args: argparse.Namespace) -> int:
    starting.start()
    from shuangyong.base.errors import Problem

    try:
        found = scored(args)
    except Problem as error:
        complain(str(error))
        return 1
    if args.json:
        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n")
        return 0
    from shuangyong.config.score_terminal import print_score

    print_score(found, sys.stdout)
    return 0


def scored(args: argparse.Namespace) -> Scored:
    """The score that the command asks for. Raises Problem, OptionError."""
    from django.utils import timezone

    from shuangyong.assess import queries
    from shuangyong.base.actor import SYSTEM

    today = timezone.localdate()
    on = args.on or today
    unit = unit_named(args.unit) if args.unit else None
    return queries.score(
        SYSTEM,
        place_named(args.place, on),
        on=on,
        today=today,
        known_on=args.known_on,
        standard=args.standard,
        unit=unit,
        cycle=args.cycle,
        patient=True,
    )


def place_named(text: str | None, on: date) -> Place:
    """A place by code or name; without one, that of the leading group. Raises OptionError."""
    from shuangyong.base.actor import Place
    from shuangyong.base.organisation.models import Group, Region
    from shuangyong.base.organisation.regions import short_code, valid_on

    if text is None:
        codes = Group.objects.order_by("unit__region").values_list("unit__region", flat=True)
        if not (code := codes.first()):
            raise OptionError(
                "没有写地方，也没有登记双拥工作领导小组。请写上行政区划代码，如 shuangyong score 520402。"
            )
        return Place(code)
    if text.isdecimal():
        return Place(short_code(text))
    found = sorted(set(Region.objects.filter(valid_on(on), name=text).values_list("code", flat=True)))
    if len(found) == 1:
        return Place(found[0])
    if not found:
        raise OptionError(f"没有叫“{text}”的地方。请用行政区划代码或全称。")
    raise OptionError(f"叫“{text}”的地方不止一个：{'、'.join(found)}。请写代码。")


def unit_named(text: str) -> int:
    """A unit by number, full or short name. Raises OptionError."""
    from shuangyong.base.organisation.models import Unit

    units = Unit.objects.filter(valid_to=None)
    found = units.filter(pk=int(text)) if text.isdecimal() else units.filter(name=text) or units.filter(short=text)
    keys = [unit.pk for unit in found[:2]]
    if len(keys) != 1:
        raise OptionError(f"{'没有' if not keys else '不止一个'}叫“{text}”的单位。请写单位全称或编号。")
    return keys[0]


# ── JSON ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def as_json(found: Scored) -> dict[str, Any]:
    """What is printed for programs: docs/standards.md names every key."""
    score = found.score
    least, most = score.span
    return {
        "place": score.subject.code,
        "name": score.subject.name,
        "standard": score.standard.key,
        "version": score.standard.version,
        "official": score.standard.official,
        "checked": score.standard.checked,
        "on": found.asked.on.isoformat(),
        "known_on": found.asked.known_on.isoformat(),
        "year": score.year,
        "cycle": score.over_cycle,
        "points": number(score.points),
        "of": number(score.of),
        "bonus": number(score.bonus),
        "unknown": number(score.unknown),
        "least": number(least),
        "most": number(most),
        "eligible": found.eligible,
        "bars": [bar_json(alarm) for alarm in found.alarms],
        "sections": [section_json(found, key) for key in score.standard.sections],
        "indicators": [indicator_json(found, result) for result in score.results],
    }


def number(points: Points) -> int | float:
    """A whole number where it is one."""
    from shuangyong.assess.engine.points import SCALE

    return points // SCALE if points % SCALE == 0 else points / SCALE


def bar_json(alarm: Alarm) -> dict[str, Any]:
    return {
        "code": alarm.code,
        "sort": alarm.sort,
        "name": alarm.name,
        "state": alarm.state,
        "says": alarm.state_name,
        "open": alarm.open,
        "established": alarm.established,
        "why": alarm.why,
        "record": alarm.number or None,
        "judge": alarm.judge or None,
    }


def section_json(found: Scored, key: str) -> dict[str, Any]:
    points, of = found.score.sections()[key]
    return {"code": key, "name": found.score.standard.sections[key].name, "points": number(points), "of": number(of)}


def indicator_json(found: Scored, result: Result) -> dict[str, Any]:
    records = found.records(result)
    return {
        "code": result.indicator.code,
        "name": result.indicator.name,
        "section": result.indicator.section,
        "bonus": result.indicator.bonus,
        "points": None if result.points is None else number(result.points),
        "of": number(result.of),
        "least": number(result.low),
        "most": number(result.high),
        "why": found.why(result),
        "rule": result.indicator.words,
        "own": None if result.rated.own is None else number(result.rated.own),
        "upper": None if result.rated.upper is None else number(result.rated.upper),
        "records": [case_number for _, case_number in records.cases],
        "records_total": records.total,
    }
