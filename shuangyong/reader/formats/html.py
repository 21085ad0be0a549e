"""Web pages: block by block, the article told from what stands around it.

Nothing of the text is dropped but what does not show; what is not the article comes out
with the role `nav`, and the reader decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser

from shuangyong.reader.formats import numerals
from shuangyong.reader.formats.html_bounds import bound, decode
from shuangyong.reader.formats.html_flat import Flat, Token, flatten
from shuangyong.reader.formats.html_marks import hidden_mark
from shuangyong.reader.formats.html_nav import Navigation
from shuangyong.reader.formats.html_table import Cell, Table
from shuangyong.reader.model import RawLine, RawText, Role

_BLOCKS = frozenset(
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol option p pre search section select summary "
    "table tbody td tfoot th thead tr ul caption br".split(" ")
)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_BLOCK_STYLE = re.compile(r"display\s*:\s*(?:block|flex|list-item|table)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\s*[（(第]?[一二三四五六七八九十百\d]{1,4}[、.．)）条章节]")
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_STYLES: dict[str, Callable[[int], str]] = {
    "1": lambda value: f"{value}.",
    "a": lambda value: f"{numerals.letters(value)}.",
    "A": lambda value: f"{numerals.letters(value).upper()}.",
    "i": lambda value: f"{numerals.roman(value)}.",
    "I": lambda value: f"{numerals.roman(value).upper()}.",
    "lower-alpha": lambda value: f"{numerals.letters(value)}.",
    "upper-alpha": lambda value: f"{numerals.letters(value).upper()}.",
    "lower-roman": lambda value: f"{numerals.roman(value)}.",
    "upper-roman": lambda value: f"{numerals.roman(value).upper()}.",
    "cjk-ideographic": lambda value: f"{numerals.chinese(value)}、",
    "simp-chinese-informal": lambda value: f"{numerals.chinese(value)}、",
    "trad-chinese-informal": lambda value: f"{numerals.chinese(value)}、",
    "custom_cn": lambda value: f"{numerals.chinese(value)}、",
    "custom_cn1": lambda value: f"{numerals.chinese(value)})",
    "custom_cn2": lambda value: f"({numerals.chinese(value)})",
    "custom_num": lambda value: f"{value}.",
    "custom_num1": lambda value: f"{value})",
    "custom_num2": lambda value: f"({value})",
    "none": lambda value: "",
    "disc": lambda value: "",
    "circle": lambda value: "",
    "square": lambda value: "",
}
"""How a list writes its numbers: by type=, by style, by the classes of the common editor in China."""


def read(data: bytes, name: str) -> RawText:
    """Read a web page; one line a block, `page_title` from its <title>. Raises ReadError."""
    page = decode(data, name)
    parser = LexborHTMLParser(bound(page))
    flat = flatten(parser, name)
    lines = _Reading(flat).lines()
    title = parser.css_first("head title")
    shown = " ".join((title.text() if title is not None else "").split())
    return RawText("html", (*_secrecy(page), *lines), page_title=shown or None, unseen=tuple(flat.unseen))


def _secrecy(page: str) -> list[RawLine]:
    """A marking that the page carries and does not show, as a line of the header."""
    mark = hidden_mark(page)
    return [RawLine(mark, "header")] if mark else []


@dataclass(slots=True)
class _List:
    """An open list; `write` None for one without numbers."""

    value: int
    step: int
    write: Callable[[int], str] | None


class _Reading:
    """One pass over the tokens of a page."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._navigation = Navigation(flat)
        self._parts: list[str] = []
        self._sinks: list[list[RawLine]] = [[]]
        self._tables: list[tuple[Table, int]] = []
        self._lists: list[_List] = []
        self._label = ""
        self._nav_until = -1
        self._article_until = -1
        self._title_until = -1
        self._pre_until = -1
        self._titles = [i for i, t in enumerate(flat.tokens) if t.kind == "open" and t.tag == "h1"]
        self._next_title = 0

    def lines(self) -> list[RawLine]:
        """All lines of the page."""
        for index, token in enumerate(self._flat.tokens):
            if token.kind == "text":
                self._text(token.text, index)
            elif token.kind == "open":
                self._open(token, index)
            else:
                self._close(token, index)
        self._flush(len(self._flat.tokens))
        return self._sinks[0]

    def _text(self, text: str, index: int) -> None:
        if index >= self._pre_until:
            self._parts.append(text)
            return
        first, *others = text.split("\n")
        self._parts.append(first)
        for line in others:
            self._flush(index)
            self._parts.append(line)

    def _open(self, token: Token, index: int) -> None:
        tag = token.tag
        if tag == "rt":
            self._parts.append("(")
        if tag not in _BLOCKS and not _BLOCK_STYLE.search(token.attributes.get("style", "")):
            return
        self._flush(index)
        if index > self._nav_until:
            self._judge(token, index)
        if tag == "h1":
            self._title_until = token.end
        elif tag == "pre":
            self._pre_until = token.end
        elif tag in ("article", "main"):
            self._article_until = max(self._article_until, token.end)
        elif tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_list_of(token))
        elif tag == "li":
            self._item(token)
        else:
            self._open_table(token)

    def _judge(self, token: Token, index: int) -> None:
        """Notice where navigation begins."""
        while self._next_title < len(self._titles) and self._titles[self._next_title] < index:
            self._next_title += 1
        titles = self._titles[self._next_title : self._next_title + 1]
        holds_title = bool(titles) and titles[0] < token.end and self._is_written(titles[0])
        if self._navigation.stands_in(token, index < self._article_until, holds_title):
            self._nav_until = token.end

    def _is_written(self, index: int) -> bool:
        """Whether an h1 is a heading and not the site's linked name."""
        chars, link_chars, _ = self._flat.inside(self._flat.tokens[index])
        return chars > link_chars

    def _open_table(self, token: Token) -> None:
        tag = token.tag
        if tag == "table":
            border = token.attributes.get("border", "0").strip()
            self._tables.append((Table(marked=border not in ("", "0")), len(self._sinks)))
        elif not self._tables:
            return
        elif tag == "tr":
            self._tables[-1][0].rows.append([])
        elif tag in ("td", "th"):
            table = self._tables[-1][0]
            table.marked = table.marked or tag == "th"
            cell = Cell(_span(token, "colspan"), _span(token, "rowspan"))
            if not table.rows:
                table.rows.append([])
            table.rows[-1].append(cell)
            self._sinks.append(cell.lines)

    def _close(self, token: Token, index: int) -> None:
        tag = token.tag
        if tag == "rt":
            self._parts.append(")")
        if tag not in _BLOCKS and tag != "span":
            return
        if tag in _BLOCKS:
            self._flush(index)
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag in ("td", "th") and self._tables and len(self._sinks) > self._tables[-1][1]:
            self._sinks.pop()
        elif tag == "table" and self._tables:
            self._end_table(index)

    def _end_table(self, index: int) -> None:
        table, depth = self._tables.pop()
        del self._sinks[depth:]
        lines = table.lines()
        if index < self._nav_until:
            lines = [RawLine(line.text, "nav") for line in lines]
        self._sinks[-1].extend(lines)

    def _item(self, token: Token) -> None:
        """Count a list item; its number waits for the item's first line."""
        self._label = ""
        if not self._lists or self._lists[-1].write is None:
            return
        items = self._lists[-1]
        items.value = _whole(token.attributes.get("value"), items.value)
        self._label = items.write(items.value) if items.write else ""
        items.value += items.step

    def _flush(self, index: int) -> None:
        """End the line."""
        if not self._parts:
            return
        text = _BLANK.sub(" ", "".join(self._parts)).strip(" ")
        self._parts.clear()
        if not text.strip():
            return
        if self._label:
            # Editors hide the list's own number with CSS where the author typed one.
            text = text if _NUMBERED.match(text) else numerals.join_label(self._label, text)
            self._label = ""
        self._sinks[-1].append(RawLine(text, self._role(index)))

    def _role(self, index: int) -> Role:
        """What the line ending here is."""
        if index <= self._nav_until:
            return "nav"
        return "title" if index <= self._title_until else "body"


def _list_of(token: Token) -> _List:
    """A list with its way of numbering."""
    if token.tag != "ol":
        return _List(0, 1, None)
    attributes = token.attributes
    reverse = "reversed" in attributes
    write = _STYLES.get(_style_of(attributes), _STYLES["1"])
    return _List(_whole(attributes.get("start"), 1), -1 if reverse else 1, write)


def _style_of(attributes: dict[str, str]) -> str:
    """The name of a list's numbering: an editor's class, then style, then type."""
    for word in attributes.get("class", "")[:200].split():
        if word in _STYLES and word.startswith("custom_"):
            return word
    found = _LIST_STYLE.search(attributes.get("style", ""))
    if found and found[1].lower() in _STYLES:
        return found[1].lower()
    return attributes.get("type", "1")


def _whole(text: str | None, otherwise: int) -> int:
    """A small whole number from an attribute."""
    text = (text or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else otherwise


def _span(token: Token, key: str) -> int:
    """A cell's span, 1 to 1000."""
    return min(max(_whole(token.attributes.get(key), 1), 1), 1000)
