"""Which parts of a page are not the article: by their tag, their class, their links."""

from __future__ import annotations

import re

from shuangyong.reader.formats.html_flat import Flat, Token

_TAGS = frozenset({"nav", "aside", "footer", "menu", "select", "header"})
_NEVER = frozenset("body html main article h1 h2 h3 tr tbody thead br hr li a span em b".split(" "))
_LISTS = frozenset({"div", "p", "ul", "ol", "dl", "table", "td", "section", "center", "form"})
_WORDS = frozenset(
    "nav navbar navi navigation nav1 topnav mainnav subnav menu submenu breadcrumb breadcrumbs crumb crumbs sidebar "
    "side aside footer foot topbar toolbar related relate relevant recommend share bshare bdsharebuttonbox socialshare "
    "pagination pager pagenav copyright friendlink friendlinks yqlj links position location curpos weizhi dqwz mbx "
    "wz search searchbox login qrcode ewm erweima prevnext hot hotnews rank ranking backtop gotop comment comments "
    "header head top logo".split(" ")
)
_TITLE_PLACES = frozenset({"header", "head", "top"})
_ARTICLE = frozenset("article content detail news title main text zoom".split(" "))
_WORD = re.compile(r"[A-Z]?[a-z]+\d?|[A-Z]+")
_LONGEST_HINT = 200
_SHORT = 300
_LINK_SHARE = 0.75
_MARKED_LISTS = frozenset({"ul", "ol"})
_SHORT_TRAIL = 40
_MOST_PIECES = 40
"""A trail's length in characters and in pieces."""


class Navigation:
    """Judges elements of one page."""

    def __init__(self, flat: Flat) -> None:
        self._flat = flat
        self._own = flat.chars - flat.link_chars

    def stands_in(self, token: Token, in_article: bool, holds_title: bool) -> bool:
        """Whether the element is navigation, a list of links or a foot, not the article."""
        if token.tag in _NEVER:
            return False
        chars, link_chars, links = self._flat.inside(token)
        own = chars - link_chars
        if not chars or own > max(_SHORT, self._own * 0.3):
            return False
        if token.tag in _MARKED_LISTS and chars < _SHORT_TRAIL and self._opens_at_home(token):
            return True
        if token.tag in _TAGS:
            return token.tag != "header" or not (in_article or holds_title)
        if _hinted(token, holds_title):
            return own < max(_SHORT, self._own * 0.3) and own <= self._own * 0.5
        return token.tag in _LISTS and links >= 3 and link_chars >= chars * _LINK_SHARE

    def _opens_at_home(self, token: Token) -> bool:
        """Whether a short list is the way to a page, though nothing in it is a link: 首页, 旗情, 双拥工作."""
        first = ""
        for other in reversed(self._flat.tokens[max(0, token.end - _MOST_PIECES) : token.end]):
            if other is token:
                break
            first = other.text.strip() or first
        return first in ("首页", "网站首页")


def _hinted(token: Token, holds_title: bool) -> bool:
    """Whether class or id say what the element is."""
    if not token.attributes:
        return False
    hint = f"{token.attributes.get('class', '')} {token.attributes.get('id', '')}"[:_LONGEST_HINT]
    words = {word.lower() for word in _WORD.findall(hint)}
    found = words & _WORDS
    if not found:
        return False
    if found <= _TITLE_PLACES:
        return not holds_title and not words & _ARTICLE
    return True
