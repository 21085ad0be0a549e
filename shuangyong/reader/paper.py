"""The lines of a file on their way, and the cleaned document that they become."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from shuangyong.reader.model import Hangs, Role
from shuangyong.reader.repair import Filling

SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*$")
MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[章节条编、，, ：]|[一二三四五六七八九十]{1,3}(?:、|[.．](?=[一-龥]))|[⑴-⒛㈠-㈩]|[（(〔][一二三四五六七八九十\d]{1,3}[)）〕]|\d{1,3}[.．、)）](?!(?!20\d\d年|\d{1,2}月)\d)|[①-⑳]|[一二三四五六七八九十][是要][^\s]|其[一二三四五]|附件|附\s*[:：]|抄送|主送|出席|列席|缺席|记录|联系人|参加|主持)"
)
"""What an item, an attachment or a list of names opens with."""


@dataclass(slots=True)
class Line:
    """A line on its way: `columns` and `indent` in half-width columns, `gap` true where a blank line stood before it, `broken` where a page ended.

    `read` counts the characters of readings that were printed in it: they belong to its `columns`. `full`: see `RawLine`.
    """

    text: str
    role: Role
    columns: int
    indent: int
    gap: bool
    spaces: int
    broken: bool = False
    hangs: Hangs = ()
    read: int = 0
    full: bool | None = None


@dataclass(slots=True)
class Paper:
    """The cleaned document: paragraphs, counts of repairs, and the lines that were taken out.

    `roles` and `hangs` (see `RawLine`) have one entry a paragraph.
    """

    paragraphs: list[str]
    roles: list[Role]
    counts: Counter[str] = field(default_factory=Counter)
    removed: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    """Names of pictures that were removed: no day or word in them tells anything of the paper."""
    filled: list[Filling] = field(default_factory=list)
    page_title: str | None = None
    hangs: list[Hangs] = field(default_factory=list)

    def take_out(self, text: str, kind: str) -> None:
        """Count and keep a line, or what stood in one, that is the page's and not the paper's; `kind`: that of a repair."""
        self.counts[kind] += 1
        self.removed.append(text)

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)
