"""Texts of long lists made safe for a page all at once: cell by cell that was a third of what a list costs to draw."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from markupsafe import Markup, escape

from shuangyong.cases.queries import Row
from shuangyong.cases.quoting import Hits
from shuangyong.rules.lights import NAMES, Key

APART = "\x1f"
"""Stands between texts while they are escaped; taken out of the texts themselves, where it would show nothing."""
_LAMP = '<span class="light light-{look}"><span class="light-shape" aria-hidden="true">{shape}</span>{name}</span>'
_LOOKS: dict[Key, tuple[str, str]] = {
    "green": ("ok", "●"),
    "yellow": ("soon", "▲"),
    "red": ("late", "■"),
    "blue": ("done", "✓"),
    "grey": ("none", "○"),
}
LAMPS = {key: format_html(_LAMP, look=look, shape=shape, name=NAMES[key]) for key, (look, shape) in _LOOKS.items()}
"""Lights by their key, drawn once: a list has a light a line."""
FEW = 3
"""Units in support that a line names; of more it names two and tells how many."""


def escaped(texts: Iterable[str]) -> list[str]:
    """Each text as it may stand in a page, in one go."""
    found = list(texts)
    safe = str(escape(APART.join(found))).split(APART) if found else []
    return safe if len(safe) == len(found) else escaped(text.replace(APART, "") for text in found)


CELLS = 8


def lines(rows: Iterable[Row], helped: bool, hits: Hits | None = None) -> Markup:
    """The lines of a table of cases (lists.html); `helped`: with a column for units in support; `hits`: with the words
    that were searched for.

    Drawn here, not in the template: a loop there took as long for each line as reading it.
    """
    found, base = list(rows), address("desk:cases", get_script_prefix())
    safe = iter(escaped([text for row in found for text in _texts(row)]))
    drawn = [_line(row, base, helped, hits, *texts) for row, *texts in zip(found, *[safe] * CELLS, strict=True)]
    return Markup("".join(drawn))  # noqa: S704 - every text was escaped in the lines above


def _line(
    row: Row,
    base: str,
    helped: bool,
    hits: Hits | None,
    title: str,
    about: str,
    says: str,
    stage: str,
    leads: str,
    supports: str,
    every: str,
    due: str,
) -> str:
    """One line; its texts are escaped already."""
    more = f'<span class="c-says">；{says}</span>' if says else ""
    quoted = ""
    if hits:
        title, quoted = marked(row.title, hits.words), _quoted(row, hits)
    if every:
        supports = f'<span title="{every}">{supports}</span>'
    unit = f'<td class="c-unit{"" if supports else " c-none"}" data-label="配合">{supports}</td>' if helped else ""
    return f"""  <tr>
    <td class="c-light">{LAMPS[row.light.key]}</td>
    <td class="c-title"><a href="{base}{row.pk}/">{title}</a><span class="dim">{about}{more}</span>{quoted}</td>
    <td class="c-stage" data-label="环节">{stage}</td>
    <td class="c-unit" data-label="牵头">{leads}</td>
    {unit}<td class="c-day{"" if due else " c-none"}" data-label="期限">{due}</td>
  </tr>
"""


def marked(text: str, words: re.Pattern[str]) -> str:
    """A text as it may stand in a page, with the words that were searched for marked."""
    last, drawn = 0, ""
    for at in words.finditer(text):
        drawn += f"{escape(text[last : at.start()])}<mark>{escape(at.group())}</mark>"
        last = at.end()
    return drawn + str(escape(text[last:]))


def _quoted(row: Row, hits: Hits) -> str:
    """The pieces of its fields for which a row was found, a line each."""
    pieces = ((escape(one.label), marked(one.text, hits.words), *one.cut) for one in hits.quotes.get(row.pk, ()))
    return "".join(
        f'<span class="c-hit">{label}：{"…" if before else ""}{text}{"…" if after else ""}</span>'
        for label, text, before, after in pieces
    )


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
