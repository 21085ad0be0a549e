"""What a condition may read: the names of a kind's record and their types (end of docs/cases.md)."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.catalog.model import OPENER, Kind
from shuangyong.rules.expressions import Type

_OF_FIELD: Mapping[str, Type] = {
    "text": "text",
    "long_text": "text",
    "choice": "text",
    "phone": "text",
    "id_number": "text",
    "date": "date",
    "number": "number",
    "money": "number",
    "unit": "number",
    "person": "number",
    "case": "number",
    "yes_no": "yes_no",
    "choices": "list",
    "units": "list",
}


def types_of(kind: Kind) -> dict[str, Type]:
    """Every name that a condition of this kind may use, with its type."""
    types: dict[str, Type] = {key: _OF_FIELD[field.type] for key, field in kind.fields.items()}
    types |= {"stage": "text", "phase": "text", "opened_on": "date", "closed_on": "date", "today": "date"}
    types |= {f"counters.{step.counts}": "number" for step in kind.transitions.values() if step.counts}
    types |= {f"steps.{key}": "number" for key in kind.transitions}
    types |= {f"proofs.{slot}": "number" for slot in kind.proofs}
    types |= {f"parts.{part}": "number" for part in (*kind.parts, OPENER)}
    for child in kind.children:
        types |= {f"children.{child}.open": "number", f"children.{child}.all": "number"}
    for clock in kind.clocks:
        types |= {f"clocks.{clock}.due": "date", f"clocks.{clock}.overdue": "number"}
    return types


def labels_of(kind: Kind) -> dict[str, str]:
    """The Chinese words for those names, for explanations."""
    labels = {key: field.label for key, field in kind.fields.items()}
    labels |= {"stage": "环节", "phase": "状态", "opened_on": "立项日期", "closed_on": "办结日期", "today": "今天"}
    labels |= {f"counters.{step.counts}": f"“{step.name}”的次数" for step in kind.transitions.values() if step.counts}
    labels |= {f"steps.{key}": f"“{step.name}”的次数" for key, step in kind.transitions.items()}
    labels |= {f"proofs.{key}": f"“{slot.name}”的份数" for key, slot in kind.proofs.items()}
    labels |= {f"parts.{key}": f"{part.name}的数量" for key, part in kind.parts.items()}
    labels[f"parts.{OPENER}"] = "交办方的数量"
    for key, child in kind.children.items():
        labels |= {f"children.{key}.open": f"未办结的{child.name}数", f"children.{key}.all": f"{child.name}数"}
    for key, clock in kind.clocks.items():
        labels |= {f"clocks.{key}.due": f"{clock.name}的到期日", f"clocks.{key}.overdue": f"{clock.name}的逾期天数"}
    return labels
