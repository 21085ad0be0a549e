"""A parsed page as a flat list of tokens, with running counts of text and links.

Flat, because nothing here may recurse; with running counts, so that the text inside any
element is one subtraction.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shuangyong.reader.formats.html_looks import Ink, by_rules, ink_of, is_hidden, styles_of
from shuangyong.reader.formats.messages import error
from shuangyong.reader.secrecy import gravest

MAX_NODES = 2_000_000
_DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas video audio head input textarea datalist "
    "button rp map applet".split(" ")
)
_STRUCK = frozenset({"del", "s", "strike"})
_NO_ATTRIBUTES: dict[str, str] = {}


@dataclass(slots=True)
class Token:
    """An element's start (`end` is the index of its end token), its end, or text."""

    kind: str
    tag: str
    text: str = ""
    attributes: dict[str, str] = field(default_factory=lambda: _NO_ATTRIBUTES)
    end: int = 0
    chars: int = 0
    link_chars: int = 0
    links: int = 0


@dataclass(slots=True)
class Flat:
    """The tokens of a page's body; each carries the counts of all before it."""

    tokens: list[Token] = field(default_factory=list)
    chars: int = 0
    link_chars: int = 0
    links: int = 0
    linked: int = 0
    unseen: list[str] = field(default_factory=list)
    ruled_out: int = 0
    """Characters that the page's own rules hid."""

    def add(self, token: Token) -> None:
        """Append a token with the counts so far."""
        token.chars, token.link_chars, token.links = self.chars, self.link_chars, self.links
        self.tokens.append(token)

    def open(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        if tag == "a":
            self.linked += 1
            self.links += bool(attributes.get("href"))
        self.add(Token("open", tag, attributes=attributes))

    def close(self, start: int) -> None:
        """End the element that began with token `start`."""
        began = self.tokens[start]
        self.linked -= began.tag == "a"
        began.end = len(self.tokens)
        self.add(Token("close", began.tag))

    def add_text(self, text: str) -> None:
        """Add text, counting what is not blank."""
        self.add(Token("text", "", text))
        size = len("".join(text.split()))
        self.chars += size
        if self.linked:
            self.link_chars += size

    def inside(self, start: Token) -> tuple[int, int, int]:
        """Characters, characters in links, links inside an element."""
        end = self.tokens[start.end]
        return end.chars - start.chars, end.link_chars - start.link_chars, end.links - start.links


def flatten(parser: LexborHTMLParser, name: str) -> Flat:
    """All that shows on the page, in order. Raises ReadError for a page of too many parts."""
    rules = by_rules(parser)
    flat = _Flattening(rules, name).run(parser.body)
    if rules and sum(map(len, flat.unseen)) + flat.ruled_out > flat.chars:
        return _Flattening({}, name).run(parser.body)  # it would hide itself: a script shows it
    return flat


_Rules = Mapping[int, Mapping[str, str]]


class _Flattening:
    """One walk over a page's elements: what shows becomes tokens, what does not is told where it is no menu's."""

    def __init__(self, rules: _Rules, name: str) -> None:
        self._rules, self._name = rules, name
        self._flat = Flat()
        self._path: list[tuple[LexborNode, int, Ink]] = []
        self._written: dict[str, Mapping[str, str]] = {}
        """Styles that stood at an element, taken apart once."""

    def run(self, node: LexborNode | None) -> Flat:
        """The tokens from a body on."""
        flat, path, count = self._flat, self._path, 0
        while node is not None:
            count += 1
            if count > MAX_NODES:
                raise error(self._name, "的网页太复杂，元素太多", "请只复制正文，存为 .txt 或 .docx 再上传")
            inner = None
            if node.tag == "-text":
                self._text(node.text_content or "")
            elif (attributes := _attributes(node)) is not None and (ink := self._shown(node, attributes)) is not None:
                path.append((node, len(flat.tokens), ink))
                flat.open(node.tag or "", attributes)
                inner = node.child
                if inner is None:
                    flat.close(path.pop()[1])
            node = inner or self._next(node)
        return flat

    def _next(self, node: LexborNode) -> LexborNode | None:
        """The node after this one, closing the elements that end before it; None at the body's end."""
        following = node.next if self._path else None
        while following is None and self._path:
            parent, start, _ = self._path.pop()
            self._flat.close(start)
            following = parent.next if self._path else None
        return following

    def _text(self, text: str) -> None:
        if self._path and self._path[-1][2].unseen and text.strip():
            self._flat.unseen.append(text.strip())
        else:
            self._flat.add_text(text)

    def _shown(self, node: LexborNode, attributes: Mapping[str, str]) -> Ink | None:
        """How the words of an element look, or None for one that cannot be seen."""
        ink = self._path[-1][2] if self._path else _INK
        if node.tag in _STRUCK:
            self._tell(node)
            return None
        if "hidden" in attributes or "popover" in attributes or (node.tag == "dialog" and "open" not in attributes):
            self._look_through(node)
            return None
        if not attributes and not self._rules:
            return ink
        styles = self._styles(node, attributes)
        if not styles and not attributes:
            return ink
        if is_hidden(styles):
            (self._look_through if _is_usual(styles) else self._tell)(node)
            return None
        return ink_of(styles, attributes, ink)

    def _styles(self, node: LexborNode, attributes: Mapping[str, str]) -> Mapping[str, str]:
        own = attributes.get("style", "")
        styles = self._written.get(own)
        if styles is None:
            styles = self._written[own] = styles_of(own)
        ruled = self._rules.get(node.mem_id) if self._rules else None
        if ruled and is_hidden({**ruled, **styles}):
            self._flat.ruled_out += len(node.text(deep=True))
        return {**ruled, **styles} if ruled else styles

    def _look_through(self, node: LexborNode) -> None:
        """What is out of sight as menus are is not told, but for a marking of secrecy."""
        words = node.text(deep=True)
        if "密" in words and (mark := gravest(line.strip() for line in words.splitlines())):
            self._flat.unseen.append(mark)

    def _tell(self, node: LexborNode) -> None:
        words = " ".join(node.text(deep=True).split())
        if words:
            self._flat.unseen.append(words)


_INK = Ink()


def _is_usual(styles: Mapping[str, str]) -> bool:
    """Whether an element is out of sight as menus and windows of every page are: nothing to tell."""
    return "none" in styles.get("display", "") or "visibility" in styles


def _attributes(node: LexborNode) -> dict[str, str] | None:
    """The attributes of an element whose kind can be seen, or None for another."""
    tag = node.tag
    if tag is None or tag in _DROPPED or tag.startswith(("-", "!")):
        return None
    attributes = {key: value or "" for key, value in node.attributes.items()}
    return attributes or _NO_ATTRIBUTES
