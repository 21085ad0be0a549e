"""A parsed page as a flat list of tokens, with running counts of text and links.

Flat, because nothing here may recurse; with running counts, so that the text inside any
element is one subtraction.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from shuangyong.reader.formats.messages import error

MAX_NODES = 2_000_000
_DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas video audio head input textarea datalist "
    "button rp map applet".split(" ")
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em)?\s*(?:;|!|$)", re.IGNORECASE
)
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
    flat = Flat()
    path: list[tuple[LexborNode, int]] = []
    node, count = parser.body, 0
    while node is not None:
        count += 1
        if count > MAX_NODES:
            raise error(name, "的网页太复杂，元素太多", "请只复制正文，存为 .txt 或 .docx 再上传")
        inner = None
        if node.tag == "-text":
            flat.add_text(node.text_content or "")
        elif (attributes := _shown(node)) is not None:
            path.append((node, len(flat.tokens)))
            flat.open(node.tag or "", attributes)
            inner = node.child
            if inner is None:
                flat.close(path.pop()[1])
        node = inner or _next(flat, path, node)
    return flat


def _next(flat: Flat, path: list[tuple[LexborNode, int]], node: LexborNode) -> LexborNode | None:
    """The node after this one, closing the elements that end before it; None at the body's end."""
    following = node.next if path else None
    while following is None and path:
        parent, start = path.pop()
        flat.close(start)
        following = parent.next if path else None
    return following


def _shown(node: LexborNode) -> dict[str, str] | None:
    """The attributes of an element that can be seen, or None for one that cannot."""
    tag = node.tag
    if tag is None or tag in _DROPPED or tag.startswith(("-", "!")):
        return None
    attributes = {key: value or "" for key, value in node.attributes.items()}
    if not attributes:
        return _NO_ATTRIBUTES
    if "hidden" in attributes or ("style" in attributes and _HIDDEN.search(attributes["style"])):
        return None
    return attributes
