"""What a person filled in for a step, as values: read from a web form or given by another room, checked alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from shuangyong.base.errors import Invalid
from shuangyong.cases.engine.steps import Given
from shuangyong.catalog import keeping_out
from shuangyong.catalog.model import REGISTER_TYPES, Field, Kind, Opening, Part, Transition, Wanted
from shuangyong.rules.days import ALLOWED, is_plausible
from shuangyong.rules.figures import count_of, yuan_of
from shuangyong.rules.signs import readable

TEXT_MOST = 4000
"""Characters of a text field that declares no limit of its own."""
NOTE_MOST = 2000
ROW_PLACES = 15
FIGURE_PLACES = 13
"""Places of a figure before its point: fen of it still fit a JavaScript number and every column."""
_TRUE = {"1", "true", "on", "yes", "是"}
_FALSE = {"0", "false", "off", "no", "否"}


@dataclass(frozen=True, slots=True)
class Form:
    """A filled form. `values` are plain values (dates as date, money in fen); proofs are rows already filed."""

    values: Mapping[str, Any] = field(default_factory=dict)
    gives: Mapping[str, tuple[Given, ...]] = field(default_factory=dict)
    note: str = ""
    proofs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    on: date | None = None
    """The day it happened, where that is not today."""
    child: Form | None = None
    """The form of the case that the step opens."""


class Wrong(ValueError):  # noqa: N818 - a value that cannot be read; the text is the message
    """What is wrong with one value, in Chinese."""


def read_values(kind: Kind, wanted: Iterable[Wanted], raw: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Values out of a web form (name to the texts sent). Raises Invalid with a message for each field."""
    values: dict[str, Any] = {}
    wrong: dict[str, str] = {}
    for item in wanted:
        field_ = kind.fields[item.key]
        texts = [text.strip() for text in raw.get(item.key, ())]
        try:
            values[item.key] = _READ[field_.type](texts)
        except Wrong as problem:
            wrong[item.key] = f"{field_.label}：{problem}"
    if wrong:
        raise Invalid(wrong)
    return values


def read_value(type_: str, texts: Sequence[str]) -> Any:
    """One value out of its texts, by the type of its field. Raises Wrong."""
    return _READ[type_](texts)


def _one(texts: Sequence[str]) -> str:
    return texts[0] if texts else ""


def _text(texts: Sequence[str]) -> str:
    return readable(_one(texts).replace("\r\n", "\n"))


def _day(texts: Sequence[str]) -> date | None:
    text = _one(texts)
    if not text:
        return None
    try:
        found = date.fromisoformat(text.replace("/", "-").replace(".", "-"))
    except ValueError:
        raise Wrong(f"“{_short(text)}”不是日期，应写成 2026-08-01 这样。") from None
    if not is_plausible(found):
        raise Wrong(f"“{_short(text)}”不对，{ALLOWED}。")
    return found


def _number(texts: Sequence[str]) -> int | float | None:
    text = _one(texts).replace(",", "")
    if not text:
        return None
    value = _decimal(text, count_of)
    if value is None:
        raise Wrong(f"“{_short(text)}”不是数字。")
    if not _is_kept(value):
        raise Wrong(f"“{_short(text)}”不是数字，或者太大。")
    return int(value) if value == value.to_integral_value() else float(value)


def _money(texts: Sequence[str]) -> int | None:
    """Yuan as typed, fen as kept."""
    text = _one(texts).replace(",", "").removesuffix("元")
    if not text:
        return None
    yuan = _decimal(text, yuan_of)
    if yuan is None:
        raise Wrong(f"“{_short(text)}”不是金额，应以元为单位，如 1200.50，也可以写 0.12万元、五百元。")
    if not _is_kept(yuan):
        raise Wrong(f"“{_short(text)}”不是金额，或者太大。")
    fen = yuan * 100
    if fen != fen.to_integral_value():
        raise Wrong(f"“{_short(text)}”不是金额，最多到分。")
    return int(fen)


def _decimal(text: str, spoken: Callable[[str], Decimal | None]) -> Decimal | None:
    """A plain figure, else one as offices write it."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return spoken(text)


def _is_kept(value: Decimal) -> bool:
    """Whether it can be a figure of an office: 1e999999999 is seven characters to type and no memory can hold it."""
    return value.is_finite() and (not value or abs(value.adjusted()) < FIGURE_PLACES)


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _yes_no(texts: Sequence[str]) -> bool | None:
    text = _one(texts).lower()
    if not text:
        return None
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    raise Wrong("应选“是”或“否”。")


def _row(texts: Sequence[str]) -> int | None:
    text = _one(texts)
    if not text:
        return None
    if not _names_a_row(text):
        raise Wrong("请从列表里选一项。")
    return int(text)


def _rows(texts: Sequence[str]) -> tuple[int, ...]:
    if not all(_names_a_row(text) for text in texts if text):
        raise Wrong("请从列表里选。")
    return tuple(int(text) for text in texts if text)


def _names_a_row(text: str) -> bool:
    """Digits as a row's number has them: ² is a digit too, and a database holds no number of a hundred places."""
    return text.isascii() and text.isdigit() and len(text) <= ROW_PLACES


def _chosen(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


_READ: Mapping[str, Callable[[Sequence[str]], Any]] = {
    "text": _text,
    "long_text": _text,
    "choice": _one,
    "phone": _one,
    "id_number": _one,
    "date": _day,
    "number": _number,
    "money": _money,
    "yes_no": _yes_no,
    "choices": _chosen,
    "unit": _row,
    "account": _row,
    **dict.fromkeys(REGISTER_TYPES, _row),
    "case": _row,
    "units": _rows,
}


def named_units(part: Part, values: Mapping[str, Any]) -> tuple[int, ...]:
    """The units to which a part goes by what a field says (known_from): of the first of its fields that is filled."""
    found = next((value for name in part.known_from if not _empty(value := values.get(name))), ())
    return found if isinstance(found, tuple) else (found,)


def with_parts(kind: Kind, asking: Opening | Transition, form: Form, values: Mapping[str, Any]) -> Form:
    """The form with the parts that it leaves empty, as far as the case and the form itself tell whose they are."""
    told = {**values, **form.values}
    empty = [wanted.key for wanted in asking.gives if not form.gives.get(wanted.key)]
    known = {key: tuple((unit, None) for unit in named_units(kind.parts[key], told)) for key in empty}
    return replace(form, gives={**form.gives, **{key: units for key, units in known.items() if units}})


def check(kind: Kind, asking: Opening | Transition, form: Form, *, papers: bool = True) -> dict[str, Any]:
    """The values that a step takes: what was asked for and is not empty. Raises Invalid, all problems at once.

    `papers` False: papers that the step asks for may be missing (what an old ledger tells lies in a cabinet).
    """
    wrong: dict[str, str] = {}
    values: dict[str, Any] = {}
    for wanted in asking.asks:
        field_ = kind.fields[wanted.key]
        value = form.values.get(wanted.key)
        problem = _problem(field_, value, optional=wanted.optional)
        if problem:
            wrong[wanted.key] = problem
        elif not _empty(value):
            values[wanted.key] = value
    wrong |= _parts_wrong(kind, asking, form) | _proofs_wrong(kind, asking, form, papers) | _note_wrong(asking, form)
    always = kind.always_known if isinstance(asking, Opening) else frozenset()
    values |= {key: form.values[key] for key in always & form.values.keys()}
    wrong |= dict.fromkeys(form.values.keys() - always - {w.key for w in asking.asks}, "这一步没有这一项。")
    wrong |= _kept_out(kind, {**values, "note": form.note})
    if wrong:
        raise Invalid(wrong)
    return values | _set(kind, asking)


def _set(kind: Kind, asking: Opening | Transition) -> dict[str, Any]:
    """What the button itself answers."""
    sets = asking.sets if isinstance(asking, Transition) else {}
    return {key: text in _TRUE if kind.fields[key].type == "yes_no" else text for key, text in sets.items()}


def _kept_out(kind: Kind, values: Mapping[str, Any]) -> dict[str, str]:
    """Texts that say what may not be kept here; the form is refused with what was typed still in it."""
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    return {key: says for key, text in texts.items() if (says := keeping_out.wrong(text, kind.keeps_out))}


CHOSEN = ("choice", "choices", "yes_no", "account", "unit", "units")
"""Types whose value is chosen from what the form lists."""


def _empty(value: Any) -> bool:
    return value is None or value == "" or value == ()


def _problem(field_: Field, value: Any, *, optional: bool) -> str:
    """What is wrong with a value, "" where nothing is."""
    if _empty(value):
        return "" if optional else f"请{'选择' if field_.type in CHOSEN else '填写'}{field_.label}。"
    if isinstance(value, str):
        most = field_.max or TEXT_MOST
        if len(value) > most:
            return f"{field_.label}最多 {most} 个字，现在有 {len(value)} 个，请精简。"
        if "\0" in value:
            return f"{field_.label}里有不能保存的字符，请重新输入。"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _out_of_bounds(field_, value)
    return _not_a_choice(field_, value)


def _out_of_bounds(field_: Field, value: float) -> str:
    shown = value / 100 if field_.type == "money" else value
    if field_.max is not None and shown > field_.max:
        return f"{field_.label}不能大于 {field_.max}。"
    if field_.min is not None and shown < field_.min:
        return f"{field_.label}不能小于 {field_.min}。"
    return ""


def _not_a_choice(field_: Field, value: Any) -> str:
    if not field_.choices:
        return ""
    chosen: Collection[str] = value if isinstance(value, tuple) else (value,)
    other = [item for item in chosen if item not in field_.choices]
    return f"“{other[0]}”不在可选的范围里，可选：{'、'.join(field_.choices)}。" if other else ""


def _parts_wrong(kind: Kind, asking: Opening | Transition, form: Form) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for wanted in asking.gives:
        part = kind.parts[wanted.key]
        given = form.gives.get(wanted.key, ())
        if not given and not wanted.optional:
            wrong[wanted.key] = f"请选择{part.name}。"
        if len(given) > 1 and not part.many:
            wrong[wanted.key] = f"{part.name}只能有一个，现在选了 {len(given)} 个。"
    wrong |= dict.fromkeys(form.gives.keys() - {w.key for w in asking.gives}, "这一步不能改这一方。")
    if wrong.keys() & form.gives.keys():
        return wrong
    lead = {unit for key, given in form.gives.items() if not kind.parts[key].many for unit, _ in given}
    for key, given in form.gives.items():
        if kind.parts[key].many and lead & {unit for unit, _ in given}:
            wrong[key] = f"同一个单位不能既牵头又作{kind.parts[key].name}。"
    return wrong


def _proofs_wrong(kind: Kind, asking: Opening | Transition, form: Form, papers: bool) -> dict[str, str]:
    wrong: dict[str, str] = {}
    for wanted in asking.proofs if papers else ():
        if not wanted.optional and not form.proofs.get(wanted.key):
            wrong[wanted.key] = f"请提交“{kind.proofs[wanted.key].name}”的材料。"
    return wrong | dict.fromkeys(form.proofs.keys() - {w.key for w in asking.proofs}, "这一步不收这种材料。")


def _note_wrong(asking: Opening | Transition, form: Form) -> dict[str, str]:
    if isinstance(asking, Opening):
        return {}
    note = form.note.strip()
    if asking.note == "required" and not note:
        return {"note": f"请写明{asking.note_label}。"}
    if len(note) > NOTE_MOST:
        return {"note": f"{asking.note_label}最多 {NOTE_MOST} 个字，现在有 {len(note)} 个，请精简。"}
    return {}
