"""Who helps: the declared words that make a unit support (县财政局积极配合做好保障), as the patterns that ask for them.

Each pattern is made once, from `helping`, `helping_last`, `helping_how` and `helping_with` of units.toml.
"""

from __future__ import annotations

import re
from functools import cache

from shuangyong.reader.quick import asking
from shuangyong.reader.terms import alternation, load

_END = r"(?=$|[，,。；;)）])"
_NO_COLUMN = "(?!单位|部门|责任)"
"""配合单位 is the name of a column, no verb."""


def _words(key: str) -> str:
    return alternation(load()["units"][key])


@cache
def verb() -> str:
    """Any of the verbs, those that say it only at a clause's end with that end, as the inside of a pattern."""
    return f"(?:{_words('helping')}|(?:{_words('helping_last')}|{_given()}){_END})"


def _given() -> str:
    """派人给予业务指导, 予以支持: what is given to whoever does the work."""
    sends, gives = _words("helping_sends"), _words("helping_gives")
    kinds, deeds = _words("helping_kinds"), _words("helping_deeds")
    return f"(?:{sends}(?:参加|参与|协助)|(?:{sends})?{gives}(?:{kinds})?{deeds})"


@cache
def word() -> re.Pattern[str]:
    """A verb that says it, anywhere."""
    return re.compile(verb())


@cache
def asked() -> re.Pattern[str]:
    """The same for asking only (`quick`)."""
    return asking(verb())


@cache
def behind_names() -> re.Pattern[str]:
    """Names, how they help and the verb, with what they help with behind it: its group `names` holds the names."""
    how = rf"(?:{_words('helping_how')}|予以|等|负责|按(?:照)?(?:各自)?职责(?:分工)?)*"
    with_what = _words("helping_with")
    return re.compile(
        rf"(?P<names>[^。；;：:，,(（\n\t]{{2,60}}?){how}{verb()}(?:{with_what})?(?:{_END}|(?={with_what}))"
    )


@cache
def begins() -> re.Pattern[str]:
    """How one helps and the verb, where a name ends."""
    return re.compile(f"(?:{_words('helping_how')})?{_words('helping')}")


@cache
def with_work() -> re.Pattern[str]:
    """The same with what one helps with: 配合做好."""
    return re.compile(f"(?:{_words('helping_how')})?{_words('helping')}{_words('helping_with')}")


@cache
def opens() -> re.Pattern[str]:
    """The verb before its object, where a clause begins."""
    return re.compile(f"{_words('helping')}{_NO_COLUMN}")


@cache
def anothers() -> re.Pattern[str]:
    """县财政局配合做好资金保障: what somebody else helps with; without a name before it, it is one's own work."""
    how = "".join(sorted({char for said in load()["units"]["helping_how"] for char in said}))
    return re.compile(f"[^，]{{2,40}}(?<![{how}]){_words('helping')}{_words('helping_with')}")


@cache
def ends() -> tuple[str, ...]:
    """What a clause ends with that only says who helps, or takes part."""
    table = load()["units"]
    return (*table["helping"], *table["helping_last"], "参加")
