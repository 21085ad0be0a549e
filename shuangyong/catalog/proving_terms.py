"""The second half of the proof: that names mean one thing, clocks have somebody to answer for them, and rules read."""

from __future__ import annotations

import string
from collections.abc import Callable, Collection, Iterator, Mapping

from shuangyong.catalog import model
from shuangyong.catalog.model import REGISTER_TYPES, Kind, Recurrence, Transition
from shuangyong.catalog.proving_base import POST, Said, Surroundings, forms, unknown
from shuangyong.rules import recurrence
from shuangyong.rules.expressions import ExpressionError, names, parse
from shuangyong.rules.wording import RuleError

RECORD = ("stage", "phase", "opened_on", "closed_on", "today")
"""Names that every record has: a field of the same name would hide one."""
TEXTS = ("text", "long_text", "choice")
TITLES = (*TEXTS, *REGISTER_TYPES)
"""A row of the register names a case by what it is called, persons masked."""
IN_NUMBERS = ("year", "serial")
DAYS = ("{day}", "{today}")
IN_FILLS = ("year", "month", "day")


def _placeholders(text: str) -> list[str] | None:
    """The names in braces; None where the braces themselves are wrong."""
    try:
        found = list(string.Formatter().parse(text))
    except ValueError:
        return None
    return (
        [name for _, name, form, turn in found if name is not None] if not any(f or t for *_, f, t in found) else None
    )


def _numbers_can_be_given(kind: Kind, _: Surroundings) -> Iterator[Said]:
    found = _placeholders(kind.number)
    if found is None:
        yield "number", "编号的花括号写得不对。", ["{year}", "{serial}"]
        return
    for name in found:
        if name not in IN_NUMBERS:
            yield "number", f"编号里不能写“{{{name}}}”。", ["{year}", "{serial}"]
    if "serial" not in found:
        yield "number", "编号里应有 {serial}（流水号），可以有 {year}。", ()


def _fields_are_plain(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, field in kind.fields.items():
        if key in RECORD:
            yield f"fields.{key}", f"“{key}”是每件事项都有的名称，字段请换一个名称。", ()
        if field.min is not None and field.max is not None and field.min > field.max:
            yield f"fields.{key}.min", f"最小值 {field.min} 大于最大值 {field.max}。", ()
        if len(set(field.choices)) < len(field.choices):
            yield f"fields.{key}.choices", "可选项有重复的。", ()
    title = kind.fields.get(kind.title)
    if title and title.type not in TITLES:
        allowed = [key for key, field in kind.fields.items() if field.type in TITLES]
        yield "title", f"作标题的字段应是文字，或登记里的人、户、部队、商户、点位，“{kind.title}”不是。", allowed
    if title and title.mask:
        yield "title", f"作标题的字段不能遮盖：标题人人看得到，“{kind.title}”请换一个。", ()


# ── clocks ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _extensions_say_until_when(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """The new term is what the person fills in: one date, neither none nor two."""
    extended = set()
    for key, step in kind.transitions.items():
        if not step.extends:
            continue
        extended.add(step.extends)
        dates = [w for w in step.asks if w.key in kind.fields and kind.fields[w.key].type == "date"]
        if len(dates) != 1 or dates[0].optional:
            yield (
                f"transitions.{key}.asks",
                f"延长期限要必填一个日期字段（延到哪天），且只能有一个，现在有 {len(dates)} 个。",
                [field.key for field in kind.fields.values() if field.type == "date"],
            )
    for key, clock in kind.clocks.items():
        if clock.extend and key not in extended:
            yield f"clocks.{key}.extend", "写了可以延长，却没有动作延长它（extends）。", ()


def _clocks_are_owned(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """Whoever a clock runs against must be there before it starts, on every way that leads to its start."""
    sure = _sure_parts(kind)
    for path, form in forms(kind):
        for name in form.starts:
            clock = kind.clocks.get(name)
            if clock is None or clock.owner.startswith(POST) or clock.owner not in kind.parts:
                continue
            if clock.owner not in _needed(form) and not _there_before(form, clock.owner, sure):
                yield (
                    f"clocks.{name}.owner",
                    f"“{path}”启动这个期限时，责任方“{clock.owner}”可能还没有指定，期限就没有人负责。",
                    (model.OPENER,),
                )


def _needed(form: model.Opening | Transition) -> set[str]:
    return {wanted.key for wanted in form.gives if not wanted.optional}


def _there_before(form: model.Opening | Transition, part: str, sure: Mapping[str, Collection[str]]) -> bool:
    return isinstance(form, Transition) and all(part in sure.get(origin, ()) for origin in form.origins)


def _sure_parts(kind: Kind) -> dict[str, set[str]]:
    """The parts that are surely held in each stage: those given on every way to it."""
    sure = {stage: set(kind.parts) for stage in kind.stages}
    if kind.opening.stage in sure:
        sure[kind.opening.stage] = _needed(kind.opening)
    changed = True
    while changed:
        changed = False
        for step in kind.transitions.values():
            for origin in step.origins:
                if origin not in sure or step.to not in sure:
                    continue
                left = sure[step.to] & (sure[origin] | _needed(step))
                changed = changed or left != sure[step.to]
                sure[step.to] = left
    return sure


def _days_can_be_read(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, clock in kind.clocks.items():
        for day in clock.before:
            try:
                recurrence.Recurrence.parse(day, "year")
            except RuleError as error:
                yield f"clocks.{key}.before", str(error), ()


def _rungs_differ(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, clock in kind.clocks.items():
        seen: set[str] = set()
        for number, rung in enumerate(clock.rungs):
            path = f"clocks.{key}.rungs.{number}"
            if str(rung.after) in seen:
                yield f"{path}.after", f"前面已有一级在“{rung.after}”催办，同一天只催一次。", ()
            seen.add(str(rung.after))
            if not rung.tells:
                yield f"{path}.tells", "没有写催谁。", [*kind.parts, model.OPENER]


# ── gates ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _gates_are_met_before(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """A gate is asked before its step: what only that step itself files or counts comes too late for it."""
    for key, gate in kind.gates.items():
        behind = set(gate.on)
        ready = {f"proofs.{w.key}" for path, form in forms(kind) for w in form.proofs if _key(path) not in behind}
        ready |= {f"counters.{s.counts}" for s in kind.transitions.values() if s.counts and s.key not in behind}
        late = {f"proofs.{w.key}" for path, form in forms(kind) for w in form.proofs if _key(path) in behind}
        late |= {f"counters.{s.counts}" for s in kind.transitions.values() if s.counts and s.key in behind}
        for number, condition in enumerate(gate.conditions):
            for name in sorted(set(_names(condition.when)) & (late - ready)):
                path = f"gates.{key}.conditions.{number}.when"
                yield path, f"“{name}”只有被把守的动作自己才会产生，这道关永远过不去。", ()


def _key(path: str) -> str:
    return path.removeprefix("transitions.")


def _names(text: str) -> Collection[str]:
    try:
        return names(parse(text))
    except ExpressionError:
        return ()


# ── recurrences ────────────────────────────────────────────────────────────────────────────────────────────────────


def _recurrences_open_cases(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for number, again in enumerate(kind.recurrences):
        path = f"recurrences.{number}"
        try:
            recurrence.Recurrence.parse(again.on, again.every, str(again.lead) if again.lead else "")
        except RuleError as error:
            yield f"{path}.on", str(error), ()
        if again.event:
            yield from unknown(f"{path}.on", again.event, "人生事件", model.EVENTS)
            yield from unknown(f"{path}.members", again.members, "就近的承办单位", model.UNIT_RULES)
        yield from _recurrence_gives(kind, again, path)
        yield from _recurrence_fills(kind, again, path)


def _recurrence_gives(kind: Kind, again: Recurrence, path: str) -> Iterator[Said]:
    """One case for each unit of the collective, which takes the part named; nothing else can be named by itself."""
    parts = [wanted.key for wanted in kind.opening.gives]
    if not again.members:
        yield f"{path}.members", "没有写给哪些单位各立一件。", ()
    yield from unknown(f"{path}.gives", again.gives, "立项时可指定的一方", parts)
    for wanted in kind.opening.gives:
        if not wanted.optional and wanted.key != again.gives:
            yield f"{path}.gives", f"立项时还要指定“{wanted.key}”，自动立项无法指定。", ()
    for wanted in kind.opening.proofs:
        if not wanted.optional:
            yield path, f"立项时必须提交材料“{wanted.key}”，不能自动立项。", ()


def _recurrence_fills(kind: Kind, again: Recurrence, path: str) -> Iterator[Said]:
    asked = {wanted.key: wanted.optional for wanted in kind.opening.asks}
    for key, optional in asked.items():
        if not optional and key not in again.fills:
            yield f"{path}.fills", f"立项时必填的“{key}”没有写填什么。", ()
    for key, text in again.fills.items():
        if key in kind.fields:
            yield from unknown(f"{path}.fills.{key}", key, "立项时填写的字段", asked)
            wrong = _fill_wrong(kind.fields[key], text, again)
            if wrong:
                yield f"{path}.fills.{key}", wrong, ()


def _fill_wrong(field: model.Field, text: str, again: Recurrence) -> str:
    if field.type == "person" and again.event:
        return "" if text == "{person}" else "人员字段只能填“{person}”（发生这件事的人）。"
    if field.type == "date":
        return "" if text in DAYS else "日期字段只能填“{day}”（到期或发生的那一天）或“{today}”（立项的那一天）。"
    if field.type == "choice":
        return "" if text in field.choices else f"“{text}”不在可选项里。"
    if field.type not in TEXTS:
        return f"这种字段（{field.type}）不能自动填写。"
    found = _placeholders(text)
    if found is None or set(found) - set(IN_FILLS):
        return "文字里只能用 {year}、{month}、{day}。"
    return ""


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (
    _numbers_can_be_given,
    _fields_are_plain,
    _extensions_say_until_when,
    _clocks_are_owned,
    _days_can_be_read,
    _rungs_differ,
    _gates_are_met_before,
    _recurrences_open_cases,
)
