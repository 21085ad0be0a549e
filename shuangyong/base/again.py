"""Pure work whose last answer is kept: whoever comes back to what did not change has it at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar, TypeVarTuple

T = TypeVar("T")
Given = TypeVarTuple("Given")


class Again(Generic[T]):
    """The last answer of one work, and what it was worked out of.

    What is given is compared as a whole: rows that the database brings again are equal, which is told in a hundredth
    of the time that working with them takes. Only one answer is held. The work must depend on nothing else than what
    it is given, and neither that nor what it finds may be changed afterwards.
    """

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: tuple[tuple[object, ...], T] | None = None

    def of(self, work: Callable[[*Given], T], *given: *Given) -> T:
        """What `work` finds of what is given; kept from the last time where it was given the same."""
        last = self._last
        if last is not None and last[0] == given:
            return last[1]
        found = work(*given)
        self._last = given, found  # in one go: threads may share it
        return found
