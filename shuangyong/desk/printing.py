"""Texts of long lists made safe for a page all at once: cell by cell that was a third of what a list costs to draw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.urls import get_script_prefix, reverse
from markupsafe import Markup, escape

from shuangyong.cases.queries import Row

APART = "\x1f"
"""Stands between texts while they are escaped; taken out of the texts themselves, where it would show nothing."""
FEW = 3
"""Units in support that a line names; of more it names two and tells how many."""


def escaped(texts: Iterable[str]) -> list[str]:
    """Each text as it may stand in a page, in one go."""
    found = list(texts)
    safe = str(escape(APART.join(found))).split(APART) if found else []
    return safe if len(safe) == len(found) else escaped(text.replace(APART, "") for text in found)


CELLS = 8


def lines(rows: Iterable[Row]) -> Iterator[tuple[Any, ...]]:
    """For each case its light's key, its address and `_texts`, escaped: they are printed as they are."""
    found, base = list(rows), address("desk:cases", get_script_prefix())
    safe = iter(escaped([text for row in found for text in _texts(row)]))
    return ((row.light.key, f"{base}{row.pk}/", *texts) for row, *texts in zip(found, *[safe] * CELLS, strict=True))


@lru_cache(maxsize=16)
def address(route: str, prefix: str) -> str:
    """Where a page is, behind the path at which the product is served (`get_script_prefix`); looked for once."""
    return reverse(route)


def helped(rows: Iterable[Row]) -> bool:
    """Whether a unit supports in any of them."""
    return any(row.supports for row in rows)


def _texts(row: Row) -> tuple[str, ...]:
    """Title, kind and number, light's sentence, stage, leads, supports in short, all where some are cut, term."""
    supports = "、".join(row.supports)
    many = len(row.supports) > FEW
    return (
        row.title,
        f"{row.kind} {row.number}",
        row.light.told,
        row.stage,
        "、".join(row.leads),
        f"{'、'.join(row.supports[:2])}等{len(row.supports)}家" if many else supports,
        supports if many else "",
        str(row.due or ""),
    )


def options(choices: Mapping[str, str] | Mapping[int, str], chosen: str | int | None = None) -> Markup:
    """The options of a picker. The same long ones are drawn on page after page."""
    return _options(tuple(choices.items()), chosen)


@lru_cache(maxsize=200)
def _options(choices: tuple[tuple[str | int, str], ...], chosen: str | int | None) -> Markup:
    safe = iter(escaped([text for key, name in choices for text in (str(key), name)]))
    marked = (" selected" if key == chosen else "" for key, _ in choices)
    drawn = (f'<option value="{key}"{mark}>{name}</option>' for mark, key, name in zip(marked, safe, safe, strict=True))
    return Markup("".join(drawn))  # noqa: S704 - keys and names were escaped in the line above
