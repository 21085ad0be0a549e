"""What can be entered: each dotted type declares its sentence and which of its data is personal.

Every app declares its own in a module `entries.py`, which is loaded at start:

    RENAMED = types.declare("unit.rename", "把单位“{before}”改名为“{after}”")
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass, field

from shuangyong.base.trail.masking import MASKS

_DOTTED = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")
MISSING = "（未记）"


@dataclass(frozen=True, slots=True)
class EntryType:
    """`says` has {names} of the data; `personal` names the mask (trail.masking) of each personal value."""

    what: str
    says: str
    personal: Mapping[str, str] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """The names of data that the sentence needs."""
        return frozenset(name for _, name, _, _ in string.Formatter().parse(self.says) if name)


class Undeclared(LookupError):  # noqa: N818 - says what the type is
    """Code enters a type that no `entries.py` declares."""


_declared: dict[str, EntryType] = {}


def declare(what: str, says: str, personal: Mapping[str, str] | None = None) -> str:
    """Make `what` known and give it back. The same again is allowed, another sentence for it is not."""
    kind = EntryType(what, says, dict(personal or {}))
    if not _DOTTED.fullmatch(what) or not set(kind.personal.values()) <= set(MASKS):
        raise ValueError(f"{what}: a type is dotted lower case; masks are {', '.join(MASKS)}")
    if _declared.setdefault(what, kind) != kind:
        raise ValueError(f"{what} is declared twice with different sentences")
    return what


def declared(what: str) -> EntryType:
    try:
        return _declared[what]
    except KeyError:
        raise Undeclared(f"{what}: declare it in the entries.py of its app") from None


def every() -> tuple[EntryType, ...]:
    """All that are declared, by name."""
    return tuple(_declared[what] for what in sorted(_declared))


def sentence(what: str, data: Mapping[str, object]) -> str:
    """What an entry says to a person; of a type that later versions no longer know, its name."""
    kind = _declared.get(what)
    if kind is None:
        return f"{what}（本版本没有登记的事项）"
    return kind.says.format_map({name: data.get(name, MISSING) for name in kind.names})
