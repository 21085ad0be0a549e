"""What a condition may read: the names of a kind's record and their types (end of docs/cases.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from shuangyong.catalog.model import OPENER, PHASES, Kind
from shuangyong.rules.expressions import Expr, Type, dead, names, to_text
from shuangyong.rules.expressions.possible import COUNT, Facts, Span, span_says
from shuangyong.rules.expressions.tree import Among, Call, Compare, Literal, Name, children

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


def facts_of(kind: Kind) -> Facts:
    """What the numbers and words of a kind's record can be, whatever happens to a case: counts are never below 0."""
    found: dict[str, Span | frozenset[str]] = {name: COUNT for name in types_of(kind) if _counted(name)}
    for key, field in kind.fields.items():
        if field.choices and field.type == "choice":
            found[key] = frozenset(field.choices)
        elif field.type in {"number", "money"} and (field.min, field.max) != (None, None):
            found[key] = Span(_end(field.min), _end(field.max))
    return found


def _counted(name: str) -> bool:
    """What the platform counts itself: it is always known."""
    return name.startswith(("counters.", "steps.", "proofs.", "children.")) or name.endswith(".overdue")


def _end(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)


def says_nothing(expr: Expr, facts: Facts) -> Iterator[str]:
    """A sentence for every comparison that never holds, or always does, whatever happens to a case.

    A field that is always large enough where it is filled says that it is filled: that is something.
    """
    for part, always in dead(expr, facts):
        if always and not all(map(_counted, names(part))):
            continue
        spans = {name: facts[name] for name in sorted(names(part)) if isinstance(facts.get(name), Span)}
        why = "；".join(f"{name} 是{span_says(span)}" for name, span in spans.items() if isinstance(span, Span))
        holds = "永远成立，等于没有写" if always else "永远不成立"
        yield f"“{to_text(part)}”{holds}" + (f"：{why}。" if why else "。")


def allowed_words(kind: Kind, name: str) -> Mapping[str, str] | None:
    """The words that a fact can have, with their names; None where it can have any."""
    if name == "stage":
        return {key: stage.name for key, stage in kind.stages.items()}
    if name == "phase":
        return {phase: phase for phase in PHASES}  # that a kind has no such stage is told by what can never be met
    field = kind.fields.get(name)
    return {choice: choice for choice in field.choices} if field and field.choices else None


def compared_with(expr: Expr) -> Iterator[tuple[str, str]]:
    """Every name that is compared with a text, and the text: `stage == "closed"`, `sort in ["a", "b"]`."""
    match expr:
        case Compare(left=Name() as name, right=Literal(value=str() as text)):
            yield name.name, text
        case Compare(left=Literal(value=str() as text), right=Name() as name):
            yield name.name, text
        case Among(item=Name() as name):
            yield from ((name.name, str(value.value)) for value in expr.values if isinstance(value.value, str))
        case Call(function="contains", items=(Name() as name, Literal(value=str() as text))):
            yield name.name, text
    for part in children(expr):
        yield from compared_with(part)
