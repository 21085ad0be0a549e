"""What a condition may read: the names of a kind's record and their types (end of docs/cases.md)."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.catalog.model import OPENER, Kind
from shuangyong.rules.expressions import Type

_OF_FIELD: Mapping[str, Type] = {
    "text": Type.TEXT,
    "long_text": Type.TEXT,
    "choice": Type.TEXT,
    "phone": Type.TEXT,
    "id_number": Type.TEXT,
    "date": Type.DATE,
    "number": Type.NUMBER,
    "money": Type.NUMBER,
    "unit": Type.NUMBER,
    "account": Type.NUMBER,
    "person": Type.NUMBER,
    "household": Type.NUMBER,
    "troops": Type.NUMBER,
    "merchant": Type.NUMBER,
    "site": Type.NUMBER,
    "case": Type.NUMBER,
    "yes_no": Type.YES_NO,
    "choices": Type.LIST,
    "units": Type.LIST,
}


def types_of(kind: Kind) -> dict[str, Type]:
    """Every name that a condition of this kind may use, with its type."""
    types: dict[str, Type] = {key: _OF_FIELD[field.type] for key, field in kind.fields.items()}
    types |= {
        "stage": Type.TEXT,
        "phase": Type.TEXT,
        "opened_on": Type.DATE,
        "closed_on": Type.DATE,
        "today": Type.DATE,
    }
    types |= {f"counters.{step.counts}": Type.NUMBER for step in kind.transitions.values() if step.counts}
    types |= {f"steps.{key}": Type.NUMBER for key in kind.transitions}
    types |= {f"proofs.{slot}": Type.NUMBER for slot in kind.proofs}
    types |= {f"parts.{part}": Type.NUMBER for part in (*kind.parts, OPENER)}
    for child in kind.children:
        types |= {f"children.{child}.{count}": Type.NUMBER for count in ("open", "closed", "all")}
    types |= {f"rates.{rate}": Type.NUMBER for rate in kind.rates}
    for clock in kind.clocks:
        types |= {f"clocks.{clock}.due": Type.DATE, f"clocks.{clock}.overdue": Type.NUMBER}
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
        labels[f"children.{key}.closed"] = f"已办成的{child.name}数"
    labels |= {f"rates.{key}": f"{rate.name}（%）" for key, rate in kind.rates.items()}
    for key, clock in kind.clocks.items():
        labels |= {f"clocks.{key}.due": f"{clock.name}的到期日", f"clocks.{key}.overdue": f"{clock.name}的逾期天数"}
    return labels
