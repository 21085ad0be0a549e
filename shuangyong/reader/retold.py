"""A title that stands again in a paper: the page's own over the paper's, at the head of every page, between paragraphs, cut
short, in quotes, with the number of a page, at a paragraph's head. What stands first stays.

`among_lines` looks before broken lines are joined, for what would be joined to them; `among_paragraphs` behind that.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from shuangyong.reader.labels import is_units_only
from shuangyong.reader.lines import BODY_NAME, CONTENTS, NUMBER, TITLE_END
from shuangyong.reader.paper import MARKER, SENTENCE_END, Line, Paper
from shuangyong.reader.repair import splits_a_term
from shuangyong.reader.secrecy import is_marking

_HEAD, _NEAR = 8, 5
"""A page's own title stands among so many lines, and the paper's so near below it."""
_HIGH = 5
"""A title stands among so many lines."""
_A_TITLE, _LONGEST = 8, 60
_DOTS = re.compile(r"(?:…+|\.{2,6}|。{2,6})$")
_DRESS = re.compile(r"[“\"《【](?P<bare>.+)[”\"》】]|(?P<paged>.+?)\s*[（(](?:第?\d{1,2}页?|\d{1,2}/\d{1,2})[）)]")
_TWICE = 2


def among_lines(lines: list[Line], paper: Paper, *, broken: bool) -> list[Line]:
    """The lines without those that say the title again; `broken`: they may be parts of paragraphs."""
    lines = _once_at_the_head(lines, paper)
    if broken:
        lines = _once_on_all_pages(lines, paper)
    return _without_it_at_heads(_without_retold(lines, paper), paper)


_OFTEN = 20
"""A page says its title no more often than this at its head."""


def _once_at_the_head(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without a page's own heading where the paper's stands below it: 云政发〔2024〕7号《…的通知》."""
    for _ in range(_OFTEN):
        again = _again_at_the_head(lines)
        if not again:
            break
        for at in reversed(again):
            lines = _without(lines, at, paper)
    return lines


def _again_at_the_head(lines: list[Line]) -> tuple[int, ...]:
    """Where the first line stands that says a title which stands near it once more, or the two lines that do."""
    for at, line in enumerate(lines[:_HEAD]):
        near = range(at + 1, min(at + _NEAR, len(lines) - 1))
        opens = (low for low in near if line.text.startswith(lines[low].text))
        if pair := next((low for low in opens if _is_again(line, lines[low : low + 2])), 0):
            return pair, pair + 1
        below = [one.text for one in lines[at + 1 : at + _NEAR]]
        if line.text[-1] in "）)" and (bare := _WITH_YEAR.sub("", line.text)) != line.text:
            if bare in below:
                return (at,)
            continue
        number, mark, title = line.text.partition("《")
        if not mark or line.text[-1] != "》" or number and not NUMBER.fullmatch(number.strip()):
            continue
        if any(text.strip("《》") == title[:-1] for text in below):
            return (at,)
    return ()


def _is_again(line: Line, pair: list[Line]) -> bool:
    """Whether two lines are a headline once more: 关于开展…的 | 活动公告, below the page's own 关于开展…的活动公告."""
    return (
        len(line.text) >= _A_TITLE
        and "row" not in (one.role for one in pair)
        and line.text == pair[0].text + pair[1].text
    )


def _once_on_all_pages(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without a title that pages say again between broken lines, which would be joined to them."""
    titles = {line.text for line in lines[:_HEAD] if len(line.text) >= _A_TITLE and TITLE_END.search(line.text)}
    stood: set[str] = set()
    out: list[Line] = []
    for line in lines:
        if line.text in titles and line.text in stood and not line.indent:
            paper.take_out(line.text, "repeated_line")
        else:
            stood.add(line.text)
            out.append(line)
    return out


def _without_retold(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without those that only say the title again; what stands first stays."""
    at = next((at for at, line in enumerate(lines[:_HIGH]) if _may_be_a_title(line)), None)
    if at is None:
        return lines
    title, below = lines[at].text, lines[at + 1 :]
    often = Counter(line.text for line in below if line.text[:_PIECE] in title)
    out = lines[: at + 1]
    for line, after in itertools.zip_longest(below, below[1:]):
        opens = line.text[:_PIECE] in title or line.text[1 : _PIECE + 1] in title
        goes_on = after is not None and _goes_on(line.text, after.text, title)
        if opens and not goes_on and line.role != "row" and _says_again(line.text, title, often[line.text]):
            paper.take_out(line.text, "repeated_line")
        else:
            out.append(line)
    return out


_PIECE = 4


def _goes_on(text: str, below: str, title: str) -> bool:
    """Whether a line's end broke the title in two: the lines are joined, and then told for what they are."""
    return len(text) < len(title) and (text + below).startswith(title)


def _may_be_a_title(line: Line) -> bool:
    text = line.text
    if line.role == "row" or "\t" in text or not _A_TITLE <= len(text) <= _LONGEST:
        return False
    return not (SENTENCE_END.search(text) or text[-1] in "：:，,；;、" or MARKER.match(text) or BODY_NAME.search(text))


def _says_again(text: str, title: str, often: int) -> bool:
    """Whether a line says nothing but the title: whole and dressed, or so much of it that nothing else can be meant."""
    dressed = _DRESS.fullmatch(text)
    if dressed and (dressed["bare"] or dressed["paged"]) == title:
        return True
    bare = _DOTS.sub("", text)
    if bare == title:
        return bare != text  # the whole title is told by what stands twice (`layout`)
    if len(bare) < _A_TITLE or len(bare) * 2 < len(title) or MARKER.match(text) or BODY_NAME.search(bare):
        return False
    if title.startswith(bare):
        return bare != text or often >= _TWICE
    return title.endswith(bare) and (often >= _TWICE or splits_a_term(title[: -len(bare)], bare))


def _without_it_at_heads(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines without the title that a page prints once or twice more at paragraphs' heads, and without the first words
    of the paper that it shows above it: 在…会议上的讲话 在…会议上的讲话 同志们：…"""
    head = lines[:_HIGH]
    first = next((line.text for line in head if _may_be_a_title(line)), "")
    named = next((line.text for line in head if len(line.text) >= _A_TITLE and TITLE_END.search(line.text)), "")
    for title in dict.fromkeys((first, named)):
        if title:
            lines = _without_one_at_heads(lines, title, paper)
    return lines


def _without_one_at_heads(lines: list[Line], title: str, paper: Paper) -> list[Line]:
    rests = {at: rest for at, line in enumerate(lines) if (rest := _behind(line.text, title))}
    loose = [at for at, rest in rests.items() if len(rest) >= _A_TITLE and rest[0] not in _BINDS]
    again = set(loose) if len(loose) >= _TWICE else set()
    cut = [at for at, rest in rests.items() if at in again or at < _FIRST_LINES and _BEGINS.match(rest)]
    out = list(lines)
    for at in cut:
        out[at] = replace(lines[at], text=rests[at])
        paper.take_out(title, "repeated_line")
    return _without_first_words(out, [at for at in cut if at < _FIRST_LINES], paper)


def _without_first_words(lines: list[Line], cut: Sequence[int], paper: Paper) -> list[Line]:
    """The lines without one that is how a later one begins: a library shows the first words over the paper."""
    for at, below in reversed(list(itertools.pairwise(cut))):
        if len(lines[at].text) >= _A_TITLE and lines[below].text.startswith(lines[at].text):
            paper.take_out(lines.pop(at).text, "boilerplate")
    return lines


def _behind(text: str, title: str) -> str:
    """What stands behind a title that a line begins with, once or more; nothing where it does not, or holds nothing else."""
    rest = text
    while rest.startswith(title):
        rest = rest[len(title) :].lstrip(" \u3000")
    return rest if rest != text else ""


_BINDS = "，。、；：的中里后时上以并和及,;:"
_FIRST_LINES = 12
_BEGINS = re.compile("同志们|文章标题|各位|尊敬的|今天|刚才|这次|根据|为了?|近年来|一、|[（(]?20\\d\\d年")
"""What a paper may begin with, behind its title: 在…会议上的讲话中 is no title."""


def _without(lines: list[Line], at: int, paper: Paper) -> list[Line]:
    paper.take_out(lines[at].text, "repeated_line")
    return [*lines[:at], *lines[at + 1 :]]


_WITH_YEAR = re.compile(r"[（(]20\d\d年?[）)]$")
"""…的通知(2010): how a collection of laws tells papers of one title apart."""


def among_paragraphs(lines: list[Line], paper: Paper) -> list[Line]:
    """A title or caption repeated between paragraphs goes; its first stands."""
    keys = [_caption(line.text) for line in lines]
    alike = Counter(key for key in keys if key is not None)
    broken = _broken_title(lines, alike)
    if len(alike) == alike.total() and not broken:
        return lines
    keys = [
        key if key is not None and (alike[key] > 1 or key in broken) and _is_repeatable(line) else None
        for key, line in zip(keys, lines, strict=True)
    ]
    out: list[Line] = []
    stood = set(broken)
    announced = _announced(lines)
    for at, (line, key) in enumerate(zip(lines, keys, strict=True)):
        if at in announced:
            out.append(line)
            continue
        if key is not None and key in stood:
            paper.take_out(line.text, "repeated_line")
            continue
        if key is not None:
            stood.add(key)
        out.append(line)
    return out


_UNIT_NAME = re.compile(
    r"(?:办公室|委员会|领导小组|政府|办事处|局|厅|部|委|中心|站|军分区|警备区|指挥部|公司|学校|医院|协会|日)$"
)
_QUOTES = str.maketrans({"“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "，": ",", "：": ":", "（": "(", "）": ")"})
_QUOTED = re.compile("[“”＂‘’，：（） ]")
"""What `_caption` makes alike."""
_EARLY = 10
_BROKEN_WITHIN, _TITLE_LINES = 4, 3


def _broken_title(lines: list[Line], alike: Counter[str]) -> set[str]:
    """The title that stands on two or three lines at the head, where a line further down says it whole."""
    head = [line.text for line in lines[: _BROKEN_WITHIN + _TITLE_LINES]]
    whole = (
        _caption("".join(head[at : at + size]))
        for size in range(2, _TITLE_LINES + 1)
        for at in range(min(_BROKEN_WITHIN, len(head) - size + 1))
        if TITLE_END.search("".join(head[at : at + size][-1:]))
    )
    return {key for key in whole if key is not None and key in alike}


def _announced(lines: list[Line]) -> range:
    """The contents of a bulletin: their head and the headlines below it, until one of them is said again."""
    start = next((at for at, line in enumerate(lines[:_EARLY]) if CONTENTS.fullmatch(line.text)), None)
    if start is None:
        return range(0)
    told: set[str] = set()
    for at in range(start + 1, len(lines)):
        caption = _caption(lines[at].text)
        if caption is None or caption in told:
            return range(start, at)
        told.add(caption)
    return range(start, len(lines))


def _caption(text: str) -> str | None:
    """A short line without its quotes and spaces, by which it is told from others; None for what ends as a sentence."""
    if not 6 <= len(text) <= 60 or text[-1] in "。；;：:，,、！!":
        return None
    return text.translate(_QUOTES).replace(" ", "") if _QUOTED.search(text) else text


def _is_repeatable(line: Line) -> bool:
    """Whether a line may be a title or a caption, which a page repeats; units and markings are said twice on purpose."""
    text = line.text
    if line.role == "row" or "\t" in text:
        return False
    if is_units_only(text):
        return False  # 责任单位：… stands below each item
    return not (_UNIT_NAME.search(text) or BODY_NAME.search(text) or MARKER.match(text) or is_marking(text))
