"""Why: one Chinese sentence for what a rule found and what follows. Made only when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shuangyong.assess.engine.forms import applies
from shuangyong.assess.engine.points import SCALE, said
from shuangyong.assess.engine.tally import Finder, Found
from shuangyong.assess.standard.model import BASES, Measure, Rule

Names = Mapping[str, str]
"""Kinds by key, in Chinese."""


def why(rule: Rule, find: Finder, names: Names, level: str = "") -> str:
    """What was found for a rule, its items one after another; without the points, which stand beside it."""
    if rule.items:
        return "；".join(
            f"{item.name}：{why(item.rule, find, names, level) if applies(item.levels, level) else '本级不适用'}"
            for item in rule.items
        )
    return "；".join(measured(rule, measure, find(measure), names) for measure in rule.measures)


def measured(rule: Rule, measure: Measure, found: Found, names: Names) -> str:
    """What was found for one measure, without a full stop."""
    name = names.get(measure.kind, measure.kind)
    if not found.kept and not found.yes:
        then = {"zero": "标准规定按零分计", "full": "标准规定按满分计"}.get(measure.empty, "是否做到无法知道")
        return f"{_period(measure)}还没有“{name}”台账，{then}"
    said_ = "，".join(_facts(rule, measure, found, name))
    return said_ + (f"（其中 {found.late} 件为事后补录）" if found.late else "")


def pieces(rule: Rule, find: Finder, names: Names, level: str = "", item: str = "") -> Iterator[tuple[Measure, str]]:
    """The same sentence in its parts: every measure that applies, with what was found for it."""
    for part in rule.items:
        if applies(part.levels, level):
            yield from pieces(part.rule, find, names, level, part.name)
    for measure in rule.measures:
        said_ = measured(rule, measure, find(measure), names)
        yield measure, f"{item}：{said_}" if item else said_


def _period(measure: Measure) -> str:
    return {"year": "这一年", "cycle": "本周期", "as_of": "到这一天"}[measure.period]


def _facts(rule: Rule, measure: Measure, found: Found, name: str) -> Iterator[str]:
    unit = "个" if measure.distinct else "件"
    if rule.form in {"ratio", "sample"} or (rule.form == "deduct" and measure.has_base):
        yield from _compared(rule, measure, found, name, unit)
        return
    yield f"“{name}”符合的有 {found.yes} {unit}"
    if found.most > found.yes:
        yield f"另有 {found.most - found.yes} {unit}缺少信息，无法判断"
    if rule.form == "reached" and rule.need != 1:
        yield f"应不少于 {rule.need} {unit}"
    if rule.form == "deduct":
        yield f"每{unit}扣 {said(rule.take)} 分"
    if rule.form == "bonus":
        yield f"每{unit}加 {said(rule.each)} 分，最多 {said(rule.points)} 分"
    if rule.form == "ladder":
        yield "，".join(f"{start} {unit}起得 {said(points)} 分" for start, points in rule.steps)


def _compared(rule: Rule, measure: Measure, found: Found, name: str, unit: str) -> Iterator[str]:
    part, whole = found.low
    sample = rule.form == "sample"
    if not whole and not found.high[1]:
        yield f"“{name}”没有{'抽查过的' if sample else '应办的'}，{_nothing_due(measure)}"
        return
    over = f"{'抽查' if sample else '应有'}的 {whole} {unit}"
    over = f"{BASES[measure.of_units]} {whole} 个" if measure.of_units else over
    yield f"“{name}”{over}中{'合格' if sample else '符合'}的有 {part} {unit}"
    if found.high != found.low:
        yield "有的缺少信息，无法判断"
    if rule.full_at != SCALE:
        yield f"达到 {said(rule.full_at * 100)}% 得满分"
    if rule.form == "deduct":
        yield f"每少一{unit}扣 {said(rule.take)} 分"
    if rule.form == "sample" and found.base < rule.least:
        yield f"抽查不足 {rule.least} {unit}，不能折算，{_nothing_due(measure)}"


def _nothing_due(measure: Measure) -> str:
    return {"zero": "按不得分计", "full": "按满分计"}.get(measure.none, "标准没有规定怎么计分")
