"""Random kinds: whatever is sound is taken, whatever strands a case or leaves a clock to nobody is refused."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from shuangyong.catalog.problems import DefinitionError
from shuangyong.catalog.proving import prove
from shuangyong.catalog.proving_base import Surroundings
from shuangyong.catalog.reading import read_kind

AROUND = Surroundings({"office_clerk": frozenset({"case.open", "case.report"})})
OPEN_PHASES = ("waiting", "doing", "judging")


@dataclass(frozen=True)
class Draft:
    """A kind as a graph: stages by number, ways between them; the last stage is the end."""

    phases: tuple[str, ...]
    ways: tuple[tuple[int, int], ...]
    owner: str = "lead"
    lead: str = "lead"
    runs_on: bool = True

    def text(self) -> str:
        parts = [
            'key = "random"\nname = "随机"\nvalid_from = 2025-01-01\nchecked = "待核"\nsource = "试"',
            'title = "t"\nnumber = "随〔{year}〕{serial}号"',
            '[fields.t]\ntype = "text"\nlabel = "题目"',
            '[parts.lead]\nname = "牵头"\n[parts.support]\nname = "配合"\nmany = true',
            f'[opening]\nmay = "case.open"\nstage = "s0"\nasks = ["t"]\ngives = ["{self.lead}", "support?"]\nstarts = ["c"]',
            self._clock(),
            '[retention]\nkeep = "10年"',
        ]
        parts += [f'[stages.s{n}]\nname = "环节{n}"\nphase = "{phase}"' for n, phase in enumerate(self.phases)]
        parts += [self._way(number) for number in range(len(self.ways))]
        return "\n\n".join(parts)

    def _clock(self) -> str:
        said = f'name = "期限"\nlength = "10日"\nowner = "{self.owner}"\nsource = "试"'
        return f"[clocks.c]\n{said}\nruns_on = {str(self.runs_on).lower()}"

    def _way(self, number: int) -> str:
        origin, target = self.ways[number]
        return f'[transitions.w{number}]\nname = "动作{number}"\nfrom = ["s{origin}"]\nto = "s{target}"\nmay = "case.report"'


@st.composite
def sound(draw: st.DrawFn) -> Draft:
    """Every stage is reached from an earlier one and leads to a later one; further ways go anywhere."""
    count = draw(st.integers(2, 7))
    phases = (*draw(st.lists(st.sampled_from(OPEN_PHASES), min_size=count - 1, max_size=count - 1)), "closed")
    reached = [(draw(st.integers(0, n - 1)), n) for n in range(1, count)]
    leaving = [(n, draw(st.integers(n + 1, count - 1))) for n in range(count - 1)]
    anywhere = st.tuples(st.integers(0, count - 2), st.integers(0, count - 1))
    ways = draw(st.permutations([*reached, *leaving, *draw(st.lists(anywhere, max_size=4))]))
    return Draft(phases, tuple(ways))


def proved(draft: Draft) -> None:
    text = draft.text()
    prove(read_kind(text), AROUND, text)


@settings(max_examples=60)
@given(sound())
def test_sound_kinds_are_taken(draft: Draft) -> None:
    proved(draft)


@settings(max_examples=60)
@given(sound(), st.data())
def test_a_dead_end_is_refused(draft: Draft, data: st.DataObject) -> None:
    """A ring of stages that is entered and never left."""
    new, size = len(draft.phases), data.draw(st.integers(1, 3))
    ring = [(new + n, new + (n + 1) % size) for n in range(size)]
    entry = (data.draw(st.integers(0, new - 2)), new)
    bad = replace(draft, phases=(*draft.phases, *["doing"] * size), ways=(*draft.ways, entry, *ring))
    with pytest.raises(DefinitionError, match="走不到办结"):
        proved(bad)


@settings(max_examples=60)
@given(sound(), st.data())
def test_a_stage_that_is_never_reached_is_refused(draft: Draft, data: st.DataObject) -> None:
    new = len(draft.phases)
    away = (new, data.draw(st.integers(0, new - 1)))
    bad = replace(draft, phases=(*draft.phases, "doing"), ways=(*draft.ways, away))
    with pytest.raises(DefinitionError, match="没有办法走到这个环节"):
        proved(bad)


@settings(max_examples=40)
@given(sound(), st.sampled_from(["support", "nobody", "post:none"]))
def test_a_clock_that_nobody_answers_for_is_refused(draft: Draft, owner: str) -> None:
    with pytest.raises(DefinitionError, match="owner"):
        proved(replace(draft, owner=owner))


@settings(max_examples=40)
@given(sound())
def test_a_clock_of_a_part_that_may_be_left_out_is_refused(draft: Draft) -> None:
    with pytest.raises(DefinitionError, match="可能还没有指定"):
        proved(replace(draft, lead="lead?"))


@settings(max_examples=40)
@given(sound())
def test_a_term_that_counts_on_with_others_is_refused(draft: Draft) -> None:
    """Nobody of the lead is named at any step: where it is judged, the lead waits and its term must not count."""
    assume("judging" in draft.phases)
    with pytest.raises(DefinitionError, match="轮到别人办"):
        proved(replace(draft, runs_on=False))
