"""Two versions of a standard beside each other, indicator by indicator: the same, changed in meaning, new, gone.

An indicator means what it says (name and words), how it counts (rule, void, per year or cycle, levels) and what it
wants to see (evidence). Whose task it is, its section, its source and whether it was checked change nothing of that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Literal

from shuangyong.assess.engine.points import said
from shuangyong.assess.standard.model import FORM_NAMES, Bar, Indicator, Item, Measure, Rule, Standard
from shuangyong.catalog.model import Kind
from shuangyong.catalog.said import condition_said

How = Literal["same", "changed", "new", "gone"]
HOWS: dict[How, str] = {"same": "相同", "changed": "含义有变", "new": "新增", "gone": "取消"}
MEANING = ("name", "words", "rule", "void", "bonus", "yearly", "years", "levels", "evidence")
BESIDE = ("section", "units", "key18", "area", "source", "checked")
_POINTS = frozenset({"points", "full_at", "each", "take", "floor", "total", "bonus_cap"})
_WORDS = {
    "name": "名称",
    "words": "评分办法",
    "void": "不得分的情形",
    "bonus": "加分项",
    "yearly": "逐年评分",
    "years": "各年怎样合并",
    "levels": "适用层级",
    "evidence": "印证材料",
    "section": "大类",
    "units": "责任单位",
    "key18": "重点指标",
    "area": "否决领域",
    "source": "出处",
    "checked": "核对",
    "form": "计分形式",
    "points": "分值",
    "need": "达到几件",
    "full_at": "满分比例",
    "each": "每一项得分",
    "take": "每一件扣分",
    "floor": "最低扣到",
    "steps": "阶梯",
    "least": "抽查至少几件",
    "kind": "数哪种事项",
    "when": "条件",
    "by": "归入年度的日期",
    "period": "期间",
    "distinct": "按什么去重",
    "of": "与什么相比",
    "of_kind": "与哪种事项相比",
    "of_units": "与哪类单位数相比",
    "of_number": "与几件相比",
    "still": "还能补的条件",
    "none": "应有数为零时",
    "empty": "没有台账时",
    "part": "以什么身份承办",
    "sort": "性质",
    "text": "原文",
    "watch": "台账提示",
    "total": "总分",
    "bonus_cap": "加分上限",
    "cut_off": "截止日",
    "first_year": "周期起始年",
    "cycle": "周期年数",
    "late": "补录天数",
    "official": "官方标准",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """One indicator in two versions. `says`: each difference in words; `beside`: those that leave the meaning alone."""

    how: How
    before: Indicator | None
    after: Indicator | None
    says: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code in the later version; of what is gone, in the earlier one."""
        one = self.after or self.before
        return one.code if one else ""

    @property
    def name(self) -> str:
        one = self.after or self.before
        return one.name if one else ""


@dataclass(frozen=True, slots=True)
class Words:
    """How kinds and their conditions are spoken of: as they are written where a kind is not known."""

    kinds: Mapping[str, Kind] = field(default_factory=dict)

    def kind(self, key: str) -> str:
        """The kind's name in quotes."""
        return f"“{self.kinds[key].name}”" if key in self.kinds else key

    def condition(self, key: str, text: str) -> str:
        return condition_said(self.kinds[key], text) if key in self.kinds else text


AS_WRITTEN = Words()


def compare(before: Standard, after: Standard, words: Words = AS_WRITTEN) -> tuple[Compared, ...]:
    """Every indicator of both, in the order of the later version, then what is gone.

    An indicator that means exactly the same under another code is the same one: it was numbered anew.
    """
    moved = _moved(before, after)
    found = [_pair(before.indicators.get(moved.get(code, code)), one, words) for code, one in after.indicators.items()]
    taken = {compared.before.code for compared in found if compared.before}
    return (*found, *(Compared("gone", one, None) for code, one in before.indicators.items() if code not in taken))


def _moved(before: Standard, after: Standard) -> dict[str, str]:
    """New code to old code, where exactly one indicator that went means exactly what one that came means."""
    went = [one for code, one in before.indicators.items() if code not in after.indicators]
    came = [one for code, one in after.indicators.items() if code not in before.indicators]
    found = {}
    for one in came:
        alike = [other for other in went if _meaning(other) == _meaning(one)]
        if len(alike) == 1 and sum(_meaning(other) == _meaning(one) for other in came) == 1:
            found[one.code] = alike[0].code
    return found


def _meaning(one: Indicator) -> tuple[Any, ...]:
    return tuple(getattr(one, name) for name in MEANING)


def _pair(before: Indicator | None, after: Indicator, words: Words) -> Compared:
    if before is None:
        return Compared("new", None, after)
    says = tuple(_attributes("", before, after, MEANING, words))
    beside = list(_attributes("", before, after, BESIDE, words))
    if before.code != after.code:
        beside.insert(0, f"编号：{before.code} → {after.code}")
    return Compared("changed" if says else "same", before, after, says, tuple(beside))


def tallied(found: Iterable[Compared]) -> dict[str, int]:
    """How many are the same, changed, new, gone, by their Chinese words."""
    counts = dict.fromkeys(HOWS.values(), 0)
    for one in found:
        counts[HOWS[one.how]] += 1
    return counts


# ── in words ───────────────────────────────────────────────────────────────────────────────────────────────────────

_OF_MEASURE = ("kind", "of_kind", "when", "of", "still")


def _of_measure(name: str, value: str, words: Words, of: Measure) -> str:
    if name in {"kind", "of_kind"}:
        return words.kind(value)
    return words.condition(of.of_kind or of.kind if name in {"of", "still"} else of.kind, value)


WHOLE = ("name", "official", "checked", "levels", "total", "bonus_cap", "first_year", "cycle", "cut_off", "late")


def differences(before: Standard, after: Standard) -> list[str]:
    """A sentence for every difference of two versions: the standard's own, its indicators', its bars'."""
    found = list(_attributes("", before, after, WHOLE, AS_WRITTEN))
    for one in compare(before, after):
        lead = f"{HOWS[one.how]}：{one.code} {one.name}"
        if one.how in {"new", "gone"}:
            found.append(lead)
        elif one.says or one.beside:
            found.append(f"{lead}（{'；'.join((*one.says, *one.beside))}）")
    return [*found, *_bars(before, after)]


def _bars(before: Standard, after: Standard) -> Iterator[str]:
    for code, bar in after.bars.items():
        was = before.bars.get(code)
        if was is None:
            yield f"新增情形：{code} {bar.name}"
        elif was != bar:
            says = "；".join(_attributes("", was, bar, tuple(item.name for item in fields(Bar)), AS_WRITTEN))
            yield f"情形有变：{code} {bar.name}（{says}）"
    for code, bar in before.bars.items():
        if code not in after.bars:
            yield f"取消情形：{code} {bar.name}"


def _attributes(lead: str, before: Any, after: Any, names: Iterable[str], words: Words) -> Iterator[str]:
    for name in names:
        was, now = getattr(before, name), getattr(after, name)
        if was == now:
            continue
        if isinstance(now, Rule):
            yield from _rules(lead, was, now, words)
        elif name == "measures":
            yield from _measures(lead, was, now, words)
        else:
            old, new = (_said(name, value, words, of) for value, of in ((was, before), (now, after)))
            yield f"{lead}{_WORDS.get(name, name)}：{old} → {new}"


def _rules(lead: str, before: Rule, after: Rule, words: Words) -> Iterator[str]:
    plain = (item.name for item in fields(Rule) if item.name != "items")
    yield from _attributes(lead, before, after, plain, words)
    was, now = ({item.name: item for item in rule.items} for rule in (before, after))
    for name, item in now.items():
        if name not in was:
            yield f"{lead}增加“{name}”"
        elif was[name] != item:
            yield from _attributes(f"{lead}“{name}”的", was[name], item, ("rule", "levels"), words)
    yield from (f"{lead}去掉“{name}”" for name in was if name not in now)
    if list(was) != list(now) and set(was) == set(now):
        yield f"{lead}各项次序有变"


def _measures(lead: str, before: tuple[Measure, ...], after: tuple[Measure, ...], words: Words) -> Iterator[str]:
    if len(before) == len(after) == 1:
        yield from _attributes(lead, before[0], after[0], (item.name for item in fields(Measure)), words)
    else:
        yield f"{lead}数什么：{_said('measures', before, words)} → {_said('measures', after, words)}"


def _said(name: str, value: Any, words: Words, of: Any = None) -> str:
    """`of`: what it is an attribute of."""
    if value is None or value == "" or value == ():
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if name == "form":
        return FORM_NAMES[value]
    if name in _POINTS:
        return said(value)
    if isinstance(value, Measure):
        asked = f"（{words.condition(value.kind, value.when)}）" if value.when else ""
        return f"{words.kind(value.kind)}{asked}"
    if isinstance(of, Measure) and name in _OF_MEASURE:
        return _of_measure(name, value, words, of)
    if isinstance(value, Item):
        return value.name
    if name == "steps":
        return "、".join(f"{number} 件起 {said(points)} 分" for number, points in value)
    if isinstance(value, tuple):
        return "、".join(_said("", one, words) for one in value)
    return str(value)
