"""What a kind of case declares, in words: for whoever wants to know the rules without reading TOML."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from shuangyong.base.organisation import collectives, posts
from shuangyong.catalog.model import TYPE_NAMES, Clock, Kind, OnlyOne, Transition, Wanted
from shuangyong.catalog.model import Recurrence as Recurring
from shuangyong.rules.recurrence import WEEKDAYS, Recurrence

LAST_DAY, LAST_WEEK = 31, 5
NOTHING_MORE = "有"
"""Said of what has a name and no sentence."""
NEAREST = {"station": "本人就近的服务站", "town": "本人所在的乡镇（街道）", "village": "本人所在的村（社区）"}


@dataclass(frozen=True, slots=True)
class Line:
    """A name and the sentence about it; `mark`: 待核 where the source was not compared."""

    name: str
    says: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A definition in words."""

    fields: tuple[Line, ...]
    parts: tuple[Line, ...]
    opening: Line
    steps: tuple[Line, ...]
    clocks: tuple[Line, ...]
    gates: tuple[Line, ...]
    proofs: tuple[Line, ...]
    children: tuple[Line, ...]
    retention: str
    recurs: tuple[Line, ...] = ()


def told(kind: Kind) -> Told:
    """All that a kind declares."""
    return Told(
        tuple(Line(field.label, _join([TYPE_NAMES[field.type], field.help])) for field in kind.fields.values()),
        tuple(Line(part.name, "可以有几个" if part.many else "只有一个") for part in kind.parts.values()),
        Line(kind.opening.name, _opening(kind)),
        tuple(Line(step.name, _step(kind, step)) for step in kind.transitions.values()),
        tuple(
            Line(clock.name, _clock(kind, clock), "" if clock.checked == "已核" else clock.checked)
            for clock in kind.clocks.values()
        ),
        (
            *(Line(_gate_names(kind, gate.on), one.says) for gate in kind.gates.values() for one in gate.conditions),
            *(Line(_only_names(kind, rule), _only_says(kind, rule)) for rule in kind.only_one.values()),
        ),
        tuple(
            Line(slot.name, _join([slot.proves, f"有效期{slot.lasts}" if slot.lasts else ""]))
            for slot in kind.proofs.values()
        ),
        tuple(
            Line(child.name, f"要先全部办结，才能{_gate_names(kind, child.waits)}" if child.waits else "")
            for child in kind.children.values()
        ),
        _join([f"保存{kind.retention.keep}", kind.retention.source]) if kind.retention else "没有规定",
        tuple(_recurs(kind, again) for again in kind.recurrences),
    )


SECTIONS = {
    "opening": "立项",
    "steps": "办理",
    "parts": "承办",
    "clocks": "期限",
    "gates": "办结之前要满足",
    "proofs": "印证材料",
    "children": "下级事项",
    "fields": "填写的内容",
    "recurs": "自动立项",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What two versions say differently of one thing; "" where one of them does not have it."""

    section: str
    name: str
    was: str
    now: str


def changed(before: Kind, after: Kind) -> list[Change]:
    """What reads differently in two versions, by the words in which their pages tell it."""
    was, now = told(before), told(after)
    found = [change for key, section in SECTIONS.items() for change in _changed(section, _of(was, key), _of(now, key))]
    if was.retention != now.retention:
        found.append(Change("保存", "", was.retention, now.retention))
    return found


def _of(told: Told, key: str) -> dict[str, str]:
    """Names and sentences of a section; several of one name are one."""
    lines = getattr(told, key)
    found: dict[str, str] = {}
    for line in (lines,) if isinstance(lines, Line) else lines:
        found[line.name] = _join([found.get(line.name, ""), line.says]) or NOTHING_MORE
    return found


def _changed(section: str, was: Mapping[str, str], now: Mapping[str, str]) -> Iterable[Change]:
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            yield Change(section, name, was.get(name, ""), now.get(name, ""))


def _only_names(kind: Kind, rule: OnlyOne) -> str:
    return "、".join(map(kind.action_name, rule.on))


def _only_says(kind: Kind, rule: OnlyOne) -> str:
    return f"先查台账：{rule.says}的，要写明“{kind.fields[rule.unless].label}”才能办。"


def _join(parts: Iterable[str]) -> str:
    return "；".join(part.rstrip("。") for part in parts if part)


def _opening(kind: Kind) -> str:
    stage = kind.stages[kind.opening.stage].name
    return _join([f"{_who(kind.opening.may)}可以{kind.opening.name}，之后是“{stage}”", _asks(kind, kind.opening.asks)])


def _step(kind: Kind, step: Transition) -> str:
    origins = "、".join(f"“{kind.stages[stage].name}”" for stage in step.origins)
    to = f"，办完是“{kind.stages[step.to].name}”" if step.to else ""
    parts = [f"在{origins}时{to}", f"{_who(step.may)}可以办"]
    parts += [f"限{_parts(kind, step.parts)}"] if step.parts else []
    parts += [f"{_parts(kind, step.not_parts)}不能自己办"] if step.not_parts else []
    parts += [_asks(kind, step.asks)]
    parts += [f"要写{step.note_label}"] if step.note == "required" else []
    parts += [f"不能是办过“{_gate_names(kind, step.other_hand_than)}”的同一个人"] if step.other_hand_than else []
    parts += [f"不能是办过“{_gate_names(kind, step.other_unit_than)}”的同一个单位"] if step.other_unit_than else []
    return _join(parts)


def _who(permission: str) -> str:
    names = "、".join(post.name for post in posts.load().holding(permission))
    return names or "目前没有岗位"


def _asks(kind: Kind, wanted: Iterable[Wanted]) -> str:
    labels = [f"{kind.fields[one.key].label}{'（可不填）' if one.optional else ''}" for one in wanted]
    return f"填写{'、'.join(labels)}" if labels else ""


def _parts(kind: Kind, parts: Collection[str]) -> str:
    return "、".join(kind.part_name(part) for part in parts)


def _gate_names(kind: Kind, actions: Collection[str]) -> str:
    return "、".join(map(kind.action_name, actions))


def _length(kind: Kind, clock: Clock) -> str:
    if clock.before:
        return f"在{'或'.join(day_words(day) for day in clock.before)}之前，以先到的为准"
    if clock.length is None:
        return f"到“{kind.fields[clock.due].label}”那天"
    since = f"从“{kind.fields[clock.since].label}”那天起" if clock.since else ""
    length = f"{since}{clock.length}"
    return f"到“{kind.fields[clock.due].label}”那天，没有填的{length}" if clock.due else length


def day_words(on: str, every: str = "year") -> str:
    """A recurring day as a person says it: 8月1日, 9月第3个星期六, 春节."""
    rule = Recurrence.parse(on, every)
    if rule.event:
        return f"本人{rule.event}"
    if rule.festival:
        return rule.festival
    if rule.weekday:
        which = "最后一个" if rule.day == LAST_WEEK else f"第{rule.day}个"
        return f"{rule.month}月{which}星期{WEEKDAYS[rule.weekday - 1]}"
    if every == "week":
        return f"每周星期{WEEKDAYS[rule.day - 1]}"
    day = "最后一日" if rule.day == LAST_DAY else f"{rule.day}日"
    month = f"{'农历' if rule.lunar else ''}{rule.month}月"
    return {"month": f"每月{day}", "quarter": f"每季度第{rule.month}个月{day}"}.get(every, f"{month}{day}")


def _recurs(kind: Kind, again: Recurring) -> Line:
    """What opens by itself, when, for whom."""
    to = collectives.load().get(again.members)
    units = to.name if to else NEAREST.get(again.members, again.members)
    ahead = f"提前{again.lead}" if again.lead else "当天"
    part = f"作为{kind.part_name(again.gives)}" if again.gives else ""
    return Line(day_words(again.on, again.every), f"{ahead}自动立项，交{units}{part}")


def _clock(kind: Kind, clock: Clock) -> str:
    length = _length(kind, clock)
    warn = f"提前{clock.warn}提醒" if clock.warn else ""
    times = f"可以延期{clock.extend.times}次" if clock.extend and clock.extend.times else ""
    most = f"每次最长{clock.extend.most}" if clock.extend and clock.extend.most else ""
    rungs = f"催办{len(clock.rungs)}级" if clock.rungs else ""
    return _join([length, warn, times, most, rungs, f"依据：{clock.source}" if clock.source else ""])
