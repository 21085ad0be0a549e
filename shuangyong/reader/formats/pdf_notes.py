"""Notes at a page's foot and the small raised numbers that point to them: docx keeps both out of the text, so does a PDF."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from statistics import median

from shuangyong.reader.formats.pdf_lines import groups_of
from shuangyong.reader.formats.pdf_page import CHINESE, LATIN_EM, Char

_SIGNS = frozenset("0123456789[]〔〕①②③④⑤⑥⑦⑧⑨⑩")
_RAISED_SIZE = 0.75
_LEAST, _MOST = 0.12, 0.75
"""Ems that a number is raised above the line it stands in."""
_BESIDE = 0.5
_NOTE_SIZE = 0.87
_NUMBER = re.compile(r"[\[〔]?(\d{1,3}|[①-⑩])(?!\d)")
_LETTER = re.compile(r"[A-Za-z]")


def without_notes(chars: list[Char]) -> tuple[list[Char], list[Char]]:
    """A page's text without notes, and what stands at its foot from the first note on.

    Nothing is a note but what a raised number of the text points to; a raised number without a note stays, in its line.
    """
    written = [char.em for char in chars if char.text >= CHINESE]
    if not written:
        return chars, []
    usual = median(written)
    small = _RAISED_SIZE * LATIN_EM * usual
    if not any(char.em < small and char.text in _SIGNS for char in chars):
        return chars, []
    level, signs = _levelled(chars, usual, small)
    if not signs:
        return chars, []
    told = {place: _bare("".join(level[at].text for at in place)) for place in signs}
    sure = {place: number for place, number in told.items() if not _may_be_power(level, place)}
    once = Counter(told.values())
    numbers = sure | {place: number for place, number in told.items() if once[number] == 1}
    return _parted(level, numbers, usual)


def _levelled(chars: list[Char], usual: float, small: float) -> tuple[list[Char], list[tuple[int, ...]]]:
    """All characters, raised signs on the baseline of what they stand behind, and the places of each such number.

    Square metres stand behind letters: they are levelled and nothing else.
    """
    level = list(chars)
    found: list[tuple[int, ...]] = []
    run: list[int] = []
    for at, char in enumerate(chars):
        if run and char.text in _SIGNS and char.em < small and abs(char.y - chars[run[-1]].y) < 1.0:
            run.append(at)
        else:
            found += [tuple(run)] if run else []
            run = [at] if at and _is_raised(char, level[at - 1], usual, small) else []
        if run:
            level[at] = replace(char, y=level[run[0] - 1].y)
    found += [tuple(run)] if run else []
    return level, [run for run in found if not _LETTER.fullmatch(level[run[0] - 1].text)]


def _may_be_power(chars: list[Char], place: tuple[int, ...]) -> bool:
    """Whether a number stands behind a figure: it points to a note only where nothing else on the page does."""
    return chars[place[0] - 1].text.isdecimal()


def _is_raised(char: Char, before: Char, usual: float, small: float) -> bool:
    return (
        char.text in _SIGNS
        and char.em < small < before.em
        and _LEAST * usual < char.y - before.y < _MOST * usual
        and abs(char.left - before.right) < _BESIDE * usual
    )


def _bare(number: str) -> str:
    return number.strip("[]〔〕")


def _parted(chars: list[Char], numbers: dict[tuple[int, ...], str], usual: float) -> tuple[list[Char], list[Char]]:
    """Part the notes at the foot from the text, in which the numbers that point to them go."""
    groups = groups_of(chars)
    first = len(groups)
    said: set[str] = set()
    for at in range(len(groups) - 1, -1, -1):
        line = sorted(groups[at], key=lambda char: char.left)
        han = [char.em for char in line if char.text >= CHINESE]
        if han and median(han) > _NOTE_SIZE * usual:
            break
        number = _NUMBER.match("".join(char.text for char in line)) if han else None
        if number and number[1] in numbers.values():
            first = at
            said.add(number[1])
    if not said:
        return chars, []
    gone = {at for place, number in numbers.items() if number in said for at in place}
    foot = {id(char) for group in groups[first:] for char in group}
    text = [char for at, char in enumerate(chars) if at not in gone and id(char) not in foot]
    return text, [char for char in chars if id(char) in foot]
