"""What a page prints in the line of its headline, before it and behind it: the site's name, its rooms, an advertiser's words."""

from __future__ import annotations

import re
from dataclasses import replace

from shuangyong.reader.lines import BODY_NAME
from shuangyong.reader.paper import Line, Paper

_BEHIND = re.compile(
    "(?P<title>[^_|｜。—]{8,80}?)[ \u3000]*(?:[-－_|｜][ \u3000]*[一-龥]{2,16}(?:人民政府|政府网|新闻网|网站|网|日报|晚报|在线|融媒|事务局|双拥)|[|｜][ \u3000]*[一-龥]{2,6})"
)
"""清河县走访烈属送温暖-清河县人民政府."""
_ROOMS_BEHIND = re.compile(
    r"(?P<title>[^_|｜。；\t]{8,80}?)\s*(?:(?:[_|｜]|\s[-－–—]{1,2}\s)\s*[^_|｜。，；：\t]{2,20}\s*){0,3}"
    r"(?:[_|｜]|\s[-－–—]{1,2}\s)\s*[一-龥·]{0,16}(?:政府|网站?|门户|公开|要闻|新闻|动态|资讯|频道|公告|公示|报道|专栏|首页|平台|发布|融媒|在线|日报|晚报|事务[局厅部]|大全|文库)\s*"
)
"""…工作的通知_政务公开_清河区政府, …工作会议 - 清河要闻 - 清河网."""
_BEFORE = re.compile(
    "(?:【[^【】。，]{0,30}(?:官方网站|官网|投注|博彩|棋牌|彩票|娱乐城|比分)[^【】。，]{0,16}】|[^【】。，：\\s]{2,24}(?:官方网站|投注|博彩|棋牌|彩票|娱乐城|比分)[^【】。，：\\s]{0,12}[：:]|(?:[一-龥]{2,12}(?:网|新闻|要闻|动态|政府|公开)_){1,3})\\s*(?=[一-龥“《].{7})"
)
"""【某某_官方网站：】清河镇召开…: set before a headline by whoever took the page over."""
_HIGH = 8
_AMONG = 4
"""A headline stands among so many lines of a page."""


def bare(lines: list[Line], paper: Paper) -> list[Line]:
    """The lines, a headline at their head without what its page printed beside it; not at all where it stands again below."""
    for at, line in enumerate(lines[:_AMONG]):
        if line.role == "row":
            break
        before = None if "。" in line.text else _BEFORE.match(line.text)
        start = before.end() if before else 0
        end = _end(line.text[start:], first=not at) + start
        if not start and end == len(line.text):
            continue
        title = line.text[start:end]
        if any(below.text == title for below in lines[at + 1 : at + _HIGH]):
            paper.take_out(line.text, "boilerplate")
            return [*lines[:at], *lines[at + 1 :]]
        paper.removed += [cut for cut in (line.text[:start], line.text[end:].lstrip(" -－_|｜")) if cut]
        paper.counts["boilerplate"] += 1
        return [*lines[:at], replace(line, text=title), *lines[at + 1 :]]
    return lines


def _end(text: str, *, first: bool) -> int:
    """Where the headline in a line ends; behind it stands the site's."""
    behind = _ROOMS_BEHIND.fullmatch(text) if any(sign in text for sign in "_|｜ ") else None
    if behind is None or BODY_NAME.search(behind["title"]):
        behind = _BEHIND.fullmatch(text) if first else None
    return behind.end("title") if behind else len(text)
