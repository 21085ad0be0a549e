"""From the text of a standard's file to a Standard. Its form is checked here; what it means, in proving."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import cast

from shuangyong.assess.engine.points import SCALE, Points, of_decimal, said
from shuangyong.assess.standard import model
from shuangyong.assess.standard.model import Bar, Indicator, Item, Measure, Rule, Section, Standard
from shuangyong.catalog.model import CHECKED, Checked
from shuangyong.catalog.reading import read_by
from shuangyong.catalog.table import Faults, Table

SORT = "standard"
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,19}")
_CUT_OFF = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31")


@lru_cache(maxsize=64)
def read_standard(text: str, file: str = "考评标准") -> Standard:
    """The standard declared by a TOML text. Raises DefinitionError with every fault of its form."""
    return read_by(_standard, text, file)


def _standard(top: Table) -> Standard:
    top.one_of("sort", (SORT,))
    subject = cast(model.Subject, top.one_of("subject", model.SUBJECTS, "place"))
    cycle = top.table("cycle", needed=True) or Table({}, "cycle", Faults())
    made = Standard(
        key=_matched(top, "key", _KEY, "小写字母开头，只含小写字母、数字和下划线"),
        name=top.text("name"),
        version=top.number("version", 1) or 1,
        valid_from=top.day("valid_from", needed=True) or date.min,
        valid_to=top.day("valid_to"),
        checked=_checked(top, None),
        official=top.flag("official"),
        source=top.text("source"),
        about=top.text("about", ""),
        subject=subject,
        levels=top.words("levels"),
        total=points(top, "total", 100 * SCALE),
        bonus_cap=points(top, "bonus_cap", 0),
        complete=top.flag("complete", True),
        first_year=cycle.number("first_year", needed=True) or 2024,
        cycle=cycle.number("years", 4) or 4,
        cut_off=_cut_off(cycle),
        late=top.number("late_days", 30) or 30,
        sections={key: _section(key, table) for key, table in top.tables("sections")},
        indicators={code: _indicator(code, table, subject) for code, table in _coded(top, "indicators")},
        bars={code: _bar(code, table, subject) for code, table in _coded(top, "bars")},
    )
    cycle.close()
    return made


def _matched(table: Table, key: str, shape: re.Pattern[str], said: str) -> str:
    word = table.text(key)
    if word and not shape.fullmatch(word):
        table.faults.add(table.at(key), f"“{word}”不能用，应是{said}。")
    return word


def _coded(top: Table, key: str) -> list[tuple[str, Table]]:
    found = list(top.tables(key))
    for code, table in found:
        if not _CODE.fullmatch(code):
            top.faults.add(table.path, f"编号“{code}”不能用，应只含字母、数字、短横线和下划线，20 个以内。")
    return found


def _checked(table: Table, default: str | None = "待核") -> Checked:
    return cast(Checked, table.one_of("checked", CHECKED, default))


def _cut_off(cycle: Table) -> str:
    text = cycle.text("cut_off", "12-31")
    if not _CUT_OFF.fullmatch(text):
        cycle.faults.add(cycle.at("cut_off"), f"“{text}”不是每年都有的一天，应写作月-日，如 12-31。")
        return "12-31"
    return text


def points(table: Table, key: str, default: Points | None = None) -> Points:
    """A number of points with at most four places; needed where no default is given."""
    table.asked.append(key)
    value = table.values.get(key)
    if value is None:
        if default is None:
            table.faults.add(table.at(key), "缺少这一项，应填分值，如 1.5。")
        return default or 0
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        table.faults.add(table.at(key), f"应填分值，如 1.5，现在是 {value!r}。")
        return 0
    try:
        return of_decimal(value)
    except ValueError:
        table.faults.add(table.at(key), f"分值 {value} 的小数超过四位。")
        return 0


def _section(key: str, table: Table) -> Section:
    given = points(table, "points", -1)
    made = Section(key, table.text("name"), None if given == -1 else given)
    table.close()
    return made


# ── indicators ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _indicator(code: str, table: Table, subject: str) -> Indicator:
    void = table.table("void")
    made = Indicator(
        code=code,
        section=table.text("section"),
        name=table.text("name"),
        words=table.text("words"),
        rule=_rule(table, subject),
        void=_measure(void, subject, closing=True) if void else None,
        bonus=table.flag("bonus"),
        yearly=table.one_of("per", ("year", "cycle"), "year") == "year",
        years=cast(model.Years, table.one_of("years", model.YEARS, "mean")),
        levels=table.words("levels"),
        key18=table.flag("key18"),
        area=table.text("area", ""),
        evidence=table.words("evidence"),
        units=table.words("units"),
        source=table.text("source", ""),
        checked=_checked(table),
    )
    table.close()
    return made


def _rule(table: Table, subject: str, given: Points | None = None, form: str | None = None) -> Rule:
    form = table.one_of("form", model.FORMS, form)
    most = points(table, "points", given)
    each = points(table, "each", 0) if form in {"checklist", "bonus"} else 0
    made = Rule(
        form=cast(model.Form, form),
        points=most,
        measures=()
        if form in {"checklist", "parts", "rated"} or "items" in table.values
        else _measures(table, subject),
        items=_items(table, subject, form, each, most),
        need=(table.number("need", 1) or 0) if form == "reached" else 1,
        full_at=points(table, "full_at", SCALE) if form in {"ratio", "sample"} else SCALE,
        each=each,
        take=points(table, "take") if form == "deduct" else 0,
        floor=points(table, "floor", 0) if form == "deduct" else 0,
        steps=_steps(table) if form == "ladder" else (),
        least=(table.number("least", 1) or 1) if form == "sample" else 1,
    )
    _amiss(table, made)
    return made


def _amiss(table: Table, rule: Rule) -> None:
    """What a form cannot do without."""
    if rule.form in {"checklist", "parts"} and not rule.items:
        table.faults.add(table.at("items"), f"“{model.FORM_NAMES[rule.form]}”应列出各项（[[…items]]）。")
    if rule.form in {"checklist", "bonus"} and not rule.each:
        table.faults.add(table.at("each"), "应写明每一项得多少分，如 0.5。")
    based = all(measure.has_base for measure in rule.measures) and all(item.rule.measures for item in rule.items)
    if rule.form in {"ratio", "sample"} and not based:
        table.faults.add(table.at("of"), "按比例计分，要写与什么相比。", ["of", "of_kind", "of_units", "of_number"])
    if rule.form == "deduct" and not rule.take:
        table.faults.add(table.at("take"), "应写明每一件扣多少分，如 0.1。")
    if not 0 < rule.full_at <= SCALE:
        table.faults.add(table.at("full_at"), f"满分所需的比例 {said(rule.full_at)} 应大于 0、不大于 1。")


def _items(table: Table, subject: str, form: str, each: Points, most: Points) -> tuple[Item, ...]:
    if form not in {"checklist", "parts", "ratio"}:
        return ()
    found = []
    for row in table.rows("items"):
        name, levels = row.text("name"), row.words("levels")
        given = {"checklist": each, "ratio": most}.get(form)
        rule = _rule(row, subject, given, "ratio" if form == "ratio" else "reached")
        found.append(Item(name, rule, levels))
        row.close()
    return tuple(found)


def _steps(table: Table) -> tuple[tuple[int, Points], ...]:
    found = []
    for row in table.rows("steps"):
        found.append((row.number("from", needed=True) or 0, points(row, "points")))
        row.close()
    if not found:
        table.faults.add(table.at("steps"), "应列出各级阶梯（[[…steps]]，from 起多少件得多少分）。")
    return tuple(sorted(found))


# ── measures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _measures(table: Table, subject: str) -> tuple[Measure, ...]:
    return (_measure(table, subject),)


def _measure(table: Table, subject: str, *, closing: bool = False) -> Measure:
    made = Measure(
        kind=table.text("kind"),
        when=table.text("when", ""),
        by=table.text("by", "opened_on"),
        period=cast(model.Period, table.one_of("period", model.PERIODS, "year")),
        distinct=table.text("distinct", ""),
        of=table.text("of", ""),
        of_kind=table.text("of_kind", ""),
        of_units=table.one_of("of_units", ("", *model.BASES), ""),
        of_number=table.number("of_number", 0) or 0,
        still=table.text("still", model.OPEN),
        none=cast(model.Empty, table.one_of("none", model.EMPTY, "unknown")),
        empty=cast(model.Empty, table.one_of("empty", model.EMPTY, "unknown")),
        part=table.text("part", "lead") if subject == "unit" else "",
    )
    if sum(map(bool, (made.of or made.of_kind, made.of_units, made.of_number))) > 1:
        table.faults.add(table.path, "与什么相比只能写一种。", ["of（可加 of_kind）", "of_units", "of_number"])
    if closing:
        table.close()
    return made


# ── bars ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _bar(code: str, table: Table, subject: str) -> Bar:
    watch = table.table("watch")
    made = Bar(
        code=code,
        sort=table.one_of("sort", tuple(model.BAR_SORTS)),
        name=table.text("name"),
        text=table.text("text"),
        area=table.text("area", ""),
        watch=_measure(watch, subject, closing=True) if watch else None,
        source=table.text("source", ""),
        checked=_checked(table),
    )
    table.close()
    return made
