"""The verbs of the vocabulary as what asks for them: at a clause's head, anywhere in it, at its end."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from shuangyong.reader.quick import ByFirst, asking, first_characters
from shuangyong.reader.terms import Words, alternation, by_first, by_last, load

_AHEAD = r"提前(?:\d{1,3}|[一二两三半]个?)(?:分钟|小时|天|日|周|个?工作日)"
"""提前15分钟 says when, not what."""


class Verbs(NamedTuple):
    """The words that a clause's verb is known by; `attitude` is for asking only (`quick`), `opening` are the actions where
    words begin."""

    action: re.Pattern[str]
    opening: ByFirst
    soft: Words
    adverb: re.Pattern[str]
    adverbs: frozenset[str]
    """The characters that an adverb begins with."""
    attitude: re.Pattern[str]
    generic: ByFirst


@cache
def verbs() -> Verbs:
    """The verbs, each list in the form that is asked for."""
    lists = load()["verbs"]
    adverb = re.compile(rf"(?:{_AHEAD}|{alternation(lists['adverbs'])})+(?:地)?(?=.)")
    return Verbs(
        action=re.compile(alternation(lists["action"])),
        opening=ByFirst(map(alternation, by_first(lists["action"]).values())),
        soft=by_first(lists["soft"]),
        adverb=adverb,
        adverbs=first_characters(adverb.pattern),
        generic=ByFirst(lists["generic"]),
        attitude=asking(rf"(?:{'|'.join(lists['attitudes'])})[”\"]?$"),
    )


def adverb_at_head(words: str) -> re.Match[str] | None:
    """The adverbs that words open with."""
    known = verbs()
    return known.adverb.match(words) if words[:1] in known.adverbs else None


@cache
def verbs_by_last() -> Words:
    """The verbs of two characters and more by their last one, for `endswith`."""
    return by_last(word for word in load()["verbs"]["action"] if len(word) > 1)


@cache
def table(name: str) -> re.Pattern[str]:
    """A list of patterns of verbs.toml, for asking only (`quick`): past, past_sections, why_headings, …"""
    return asking("|".join(f"(?:{one})" for one in load()["verbs"][name]))


@cache
def past_words() -> re.Pattern[str]:
    """The list `past` for whoever wants the words that were found; `table("past")` only asks whether there are some."""
    return re.compile("|".join(f"(?:{one})" for one in load()["verbs"]["past"]))
