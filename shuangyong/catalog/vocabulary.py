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
