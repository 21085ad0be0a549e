"""Who acts: an account with the seats it holds on a day. Plain values, made once a request."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

Reach = Literal["own", "unit", "below", "place"]
"""How far a seat sees: what was given to the person; to the unit; to the unit and those under it; all in its place."""
LEVELS = ("province", "city", "county", "town", "village")
"""Levels of a place, from the top. Their codes (GB/T 2260 and the statistical code) have 2, 4, 6, 9 and 12 digits."""
LENGTHS = (2, 4, 6, 9, 12)


@dataclass(frozen=True, slots=True)
class Place:
    """A code of the map; "" is the whole nation."""

    code: str

    @property
    def level(self) -> str:
        """The level's name; "nation" for the empty code."""
        return LEVELS[LENGTHS.index(len(self.code))] if self.code else "nation"

    def within(self, other: Place) -> bool:
        return self.code.startswith(other.code)

    def up(self, level: str) -> str:
        """The code of the ancestor (or itself) at `level`; "" where this place is above it."""
        length = LENGTHS[LEVELS.index(level)]
        return self.code[:length] if len(self.code) >= length else ""


def titled(unit: str, post: str) -> str:
    """A unit and a post as one says them: 区双拥办 and 双拥办主任 are 区双拥办主任."""
    most = min(len(unit), len(post))
    shared = next((many for many in range(most, 1, -1) if unit.endswith(post[:many])), 0)
    return unit + post[shared:]


@dataclass(frozen=True, slots=True)
class Seat:
    """One tenure, as far as deciding needs it."""

    tenure_id: int
    unit_id: int
    unit_name: str
    unit_path: str
    place: Place
    post: str
    post_name: str
    permissions: frozenset[str]
    reach: Reach
    degree: int
    """Up to which degree it reads: 0 公开, 1 内部, 2 工作秘密."""
    called: str = ""
    """The post as it is said behind the unit's name; "" where that is its name."""

    @property
    def title(self) -> str:
        """Who somebody is, for histories and lists."""
        return titled(self.unit_name, self.called or self.post_name)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts. The system itself (jobs, set-up) is an actor without an account: `SYSTEM`."""

    account_id: int | None
    name: str
    seats: tuple[Seat, ...] = ()

    def __hash__(self) -> int:
        """Whoever it is: what is kept for somebody is looked for a dozen times a page."""
        return hash((self.account_id, len(self.seats)))

    @property
    def is_system(self) -> bool:
        return self.account_id is None


@lru_cache(maxsize=400)
def same(actor: Actor) -> Actor:
    """Who came before, as the object that stood for him then: whatever is kept for it is found without comparing."""
    return actor


@dataclass(frozen=True, slots=True)
class Verdict:
    """Yes or no, why (Chinese), and by which seat."""

    yes: bool
    reason: str
    seat: Seat | None = None

    def __bool__(self) -> bool:
        return self.yes


SYSTEM = Actor(None, "系统")
"""Jobs, schedules and set-up. What it does is entered in the trail like everybody's acts."""
