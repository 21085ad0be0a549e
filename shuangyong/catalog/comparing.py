"""What is different between two versions of a kind, in words: for whoever decides whether to publish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from shuangyong.catalog.model import Kind
from shuangyong.rules.lengths import Length

GROUPS = {
    "fields": "字段",
    "parts": "承办方式",
    "stages": "环节",
    "transitions": "动作",
    "gates": "关口",
    "clocks": "期限",
    "proofs": "印证材料",
    "children": "下级事项",
    "only_one": "只办一件的规则",
}
_WORDS = {
    "name": "名称",
    "label": "名称",
    "phase": "状态",
    "origins": "从哪些环节",
    "to": "到哪个环节",
    "may": "所需权限",
    "parts": "由哪一方",
    "asks": "填写",
    "gives": "指定",
    "proofs": "材料",
    "due": "到期日字段",
    "length": "时长",
    "owner": "责任方",
    "warn": "提前提醒",
    "rungs": "催办",
    "conditions": "条件",
    "tells": "通知",
    "other_hand_than": "要与谁不是同一人",
    "other_unit_than": "要与谁不是同一单位",
    "not_parts": "不能自己办的一方",
    "starts": "启动的期限",
    "stops": "停止的期限",
    "suspends": "中止的期限",
    "files": "报送后停住的期限",
    "resumes": "接着算的期限",
    "runs_on": "轮到别人时照常计算",
    "act": "到期前该做的",
    "valid_from": "生效日期",
    "valid_to": "失效日期",
    "checked": "核对",
    "source": "依据",
}
SKIPPED = ("key", "version", "weight")


def differences(before: Kind, after: Kind) -> list[str]:
    """A sentence for each difference, in the order of the file; none where both say the same."""
    found = list(_attributes("", before, after, tuple(GROUPS)))
    for group, word in GROUPS.items():
        found += _group(word, getattr(before, group), getattr(after, group))
    return found


def _group(word: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[str]:
    for key in before.keys() - after.keys():
        yield f"去掉{word}“{_name(before[key])}”（{key}）"
    for key, item in after.items():
        if key not in before:
            yield f"增加{word}“{_name(item)}”（{key}）"
        else:
            yield from _attributes(f"{word}“{_name(item)}”（{key}）的", before[key], item, ())


def _attributes(lead: str, before: Any, after: Any, beside: tuple[str, ...]) -> Iterator[str]:
    for item in fields(before):
        was, now = getattr(before, item.name), getattr(after, item.name)
        if item.name not in (*SKIPPED, *beside) and was != now:
            yield f"{lead}{_WORDS.get(item.name, item.name)}：{_said(was)} → {_said(now)}"


def _name(item: Any) -> str:
    return str(getattr(item, "name", "") or getattr(item, "label", "") or item.key)


def _said(value: Any) -> str:
    """A value in words short enough for a line."""
    if value is None or value == "" or value == ():
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str | int | date | Length):
        return str(value)
    if isinstance(value, tuple):
        return "、".join(map(_said, value))
    if isinstance(value, Mapping):
        return "、".join(f"{key}={_said(item)}" for key, item in value.items())
    if is_dataclass(value):
        key = getattr(value, "key", "") or getattr(value, "when", "") or getattr(value, "says", "")
        return str(key) + ("?" if getattr(value, "optional", False) else "") if key else str(value)
    return str(value)
