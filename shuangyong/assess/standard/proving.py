"""The proof of a standard: points add up, every measure can be met, every name leads somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from shuangyong.assess.engine.points import Points, said
from shuangyong.assess.standard import model
from shuangyong.assess.standard.model import Measure, Rule, Standard
from shuangyong.assess.standard.vocabulary import (
    PARTS,
    calls_on_today,
    condition_of,
    distinct_values,
    facts_measured,
    types_measured,
    unforeseen,
)
from shuangyong.base.actor import LEVELS
from shuangyong.base.organisation.collectives import KINDS as UNIT_KINDS
from shuangyong.base.organisation.resolving import LEVEL_NAMES
from shuangyong.catalog.model import Kind
from shuangyong.catalog.proving_base import Said, Surroundings, prove_by, unknown
from shuangyong.catalog.vocabulary import allowed_words, compared_with, says_nothing
from shuangyong.rules.expressions import Expr, ExpressionError, Type, possible
from shuangyong.rules.expressions.tree import And

__all__ = ["RULES", "prove_standard"]


def prove_standard(standard: Standard, around: Surroundings, text: str = "", file: str = "考评标准") -> None:
    """Raise DefinitionError with everything that is wrong; return where nothing is."""
    prove_by(RULES, standard, around, text, file)


# ── points ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _sections_add_up(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for key, section in standard.sections.items():
        rows = [i for i in standard.indicators.values() if i.section == key and not i.bonus]
        if not any(i.section == key for i in standard.indicators.values()):
            yield f"sections.{key}", f"“{section.name}”下面没有任何指标。", ()
        together = sum(indicator.points for indicator in rows)
        if standard.complete and section.points is not None and section.points != together:
            yield (
                f"sections.{key}.points",
                f"“{section.name}”写的是 {said(section.points)} 分，各项指标加起来是 {said(together)} 分。",
                (),
            )


def _total_adds_up(standard: Standard, _: Surroundings) -> Iterator[Said]:
    together = sum(i.points for i in standard.indicators.values() if not i.bonus)
    if standard.complete and together != standard.total:
        yield "total", f"总分写的是 {said(standard.total)} 分，各项指标加起来是 {said(together)} 分。", ()
    if any(i.bonus for i in standard.indicators.values()) and not standard.bonus_cap:
        yield "bonus_cap", "有加分指标，应写明加分的上限（bonus_cap）。", ()


def _parts_add_up(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for path, rule in _rules(standard):
        for level in standard.levels or ("",):
            together = _most(rule, level)
            if together is not None and together != rule.points:
                where = f"（{LEVEL_NAMES.get(level, level)}）" if level else ""
                yield f"{path}.points", f"分值是 {said(rule.points)}，各部分{where}加起来最多 {said(together)}。", ()
                break


def _most(rule: Rule, level: str) -> Points | None:
    """What the parts of a rule give at the most; None where it has no parts."""
    if rule.form in {"checklist", "parts"}:
        return sum(item.rule.points for item in rule.items if not item.levels or not level or level in item.levels)
    if rule.form == "ladder":
        return max((points for _, points in rule.steps), default=0)
    return None


def _forms_make_sense(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for path, rule in _rules(standard):
        if rule.points < 0 or (rule.points == 0 and rule.form != "deduct"):
            yield f"{path}.points", f"分值 {said(rule.points)} 不能用，应大于 0。", ()
        if rule.form == "deduct" and rule.floor > rule.points:
            yield f"{path}.floor", "最低分高于满分。", ()
        if rule.form == "reached" and rule.need < 1:
            yield f"{path}.need", "应达到的数量至少是 1。", ()


def _indicators_are_whole(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for code, indicator in standard.indicators.items():
        path = f"indicators.{code}"
        yield from unknown(f"{path}.section", indicator.section, "大类", standard.sections)
        for level in indicator.levels:
            yield from unknown(f"{path}.levels", level, "层级", _levels(standard))
        if indicator.rule.form == "rated" and not indicator.evidence:
            yield path, "这一项没有可以计数的台账，由人评分，应写明需要哪些印证材料（evidence）。", ()
        if indicator.bonus and not indicator.yearly and indicator.years != "mean":
            yield f"{path}.years", "整个周期评一次的指标，不用写各年怎么汇总。", ()
    if not standard.indicators:
        yield "indicators", "没有任何指标。", ()


def _levels(standard: Standard) -> Collection[str]:
    return LEVELS if standard.subject == "place" else UNIT_KINDS


def _frame_makes_sense(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for level in standard.levels:
        yield from unknown("levels", level, "层级" if standard.subject == "place" else "单位类别", _levels(standard))
    if not 1 <= standard.cycle <= 10:
        yield "cycle.years", "一个周期应为 1 至 10 年。", ()
    if standard.valid_to and standard.valid_to < standard.valid_from:
        yield "valid_to", "失效日期早于生效日期。", ()


# ── measures ───────────────────────────────────────────────────────────────────────────────────────────────────────


def _rules(standard: Standard) -> Iterator[tuple[str, Rule]]:
    """Every rule, those of items after their own."""
    for code, indicator in standard.indicators.items():
        yield from _with_items(f"indicators.{code}", indicator.rule)


def _with_items(path: str, rule: Rule) -> Iterator[tuple[str, Rule]]:
    yield path, rule
    for number, item in enumerate(rule.items):
        yield from _with_items(f"{path}.items.{number}", item.rule)


def _measures(standard: Standard) -> Iterator[tuple[str, Measure]]:
    for path, rule in _rules(standard):
        yield from ((path, measure) for measure in rule.measures)
    for code, indicator in standard.indicators.items():
        if indicator.void:
            yield f"indicators.{code}.void", indicator.void
    for code, bar in standard.bars.items():
        if bar.watch:
            yield f"bars.{code}.watch", bar.watch


def _measures_can_be_met(standard: Standard, around: Surroundings) -> Iterator[Said]:
    for path, measure in _measures(standard):
        yield from unknown(f"{path}.kind", measure.kind, "事项种类", around.kinds)
        kind = around.kinds.get(measure.kind)
        if kind is None:
            continue
        yield from _names(path, measure, kind)
        yield from _condition(f"{path}.when", measure.when, kind)
        if measure.over_cases and measure.of:
            yield from _condition(f"{path}.of", measure.of, kind)
            yield from _both(path, measure, kind)
        if measure.still != model.OPEN:
            yield from _condition(f"{path}.still", measure.still, kind)
        yield from _base(path, measure, around)


def _base(path: str, measure: Measure, around: Surroundings) -> Iterator[Said]:
    if not measure.of_kind:
        return
    yield from unknown(f"{path}.of_kind", measure.of_kind, "事项种类", around.kinds)
    if measure.of_kind in around.kinds:
        yield from _condition(f"{path}.of", measure.of, around.kinds[measure.of_kind])


def _names(path: str, measure: Measure, kind: Kind) -> Iterator[Said]:
    days = [
        name for name, of in types_measured(kind).items() if of is Type.DATE and "." not in name and name != "today"
    ]
    yield from unknown(f"{path}.by", measure.by, f"“{kind.name}”的日期", days)
    if measure.distinct and not distinct_values(kind, measure.distinct):
        allowed = [*kind.fields, *(PARTS + part for part in kind.parts)]
        yield from unknown(f"{path}.distinct", measure.distinct, f"“{kind.name}”的字段或承办方式", allowed)
    if measure.part:
        yield from unknown(f"{path}.part", measure.part, f"“{kind.name}”的承办方式", kind.parts)


def _condition(path: str, text: str, kind: Kind) -> Iterator[Said]:
    """A condition must be sound, speak of words that exist, and hold in some stage whatever the rest may be."""
    if not text:
        return
    try:
        expression = condition_of(kind, text)
    except ExpressionError as error:
        yield path, f"条件“{text}”写得不对：{error}", ()
        return
    wrong = False
    for name, word in compared_with(expression):
        words = allowed_words(kind, name)
        if words is not None and word not in words:
            wrong = True
            yield from unknown(path, word, f"“{kind.name}”的{name}取值", words)
    for function in calls_on_today(expression):
        yield path, f"{function}(…today…) 的结果不靠办理也会变，不能用来计数。请与一个日期字段比较。", ()
    for name in unforeseen(expression):
        yield path, f"“{name}”在这个条件里写得太复杂，推不出哪一天会变。请只与一个写明的值比较，时长只写一个。", ()
    empty = list(says_nothing(expression, facts_measured(kind)))
    yield from ((path, f"条件“{text}”里的{sentence}", ()) for sentence in empty)
    if not wrong and not empty and not _in_some_stage(kind, expression):
        yield path, f"条件“{text}”在任何环节都不成立，永远数不到。", ()


def _in_some_stage(kind: Kind, expression: Expr) -> bool:
    """Whether a case may meet the condition in some stage, whatever else it has come to have."""
    facts = facts_measured(kind)
    here = ({"stage": frozenset({s.key}), "phase": frozenset({s.phase})} for s in kind.stages.values())
    return any(possible(expression, {**facts, **stage}) for stage in here)


def _both(path: str, measure: Measure, kind: Kind) -> Iterator[Said]:
    """What counts must lie in what it is compared with, in some stage at least: else the share is 0 for ever."""
    try:
        parts = [condition_of(kind, text) for text in (measure.when, measure.of) if text]
    except ExpressionError:
        return  # told already
    if all(_in_some_stage(kind, part) for part in parts) and not _in_some_stage(kind, And(tuple(parts))):
        yield (
            f"{path}.when",
            f"条件“{measure.when}”和应办的“{measure.of}”在任何环节都不会同时成立，比例永远是零。",
            (),
        )


def _bars_are_sound(standard: Standard, _: Surroundings) -> Iterator[Said]:
    for code, bar in standard.bars.items():
        if bar.checked == "已核" and not bar.source:
            yield f"bars.{code}.source", "已核的条文应写明出处。", ()
        if code in standard.indicators:
            yield f"bars.{code}", "编号与一项指标相同，请改一个。", ()


RULES: tuple[Callable[[Standard, Surroundings], Iterator[Said]], ...] = (
    _frame_makes_sense,
    _indicators_are_whole,
    _forms_make_sense,
    _parts_add_up,
    _sections_add_up,
    _total_adds_up,
    _measures_can_be_met,
    _bars_are_sound,
)
