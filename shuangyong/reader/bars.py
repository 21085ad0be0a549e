"""The bar of facts that a page prints under its title: source, day, author, how often read; with labels or without."""

from __future__ import annotations

import re
from dataclasses import replace

from shuangyong.reader.lines import BODY_NAME, TITLE_END
from shuangyong.reader.paper import Line
from shuangyong.reader.people import BARE_NAME, SURNAMES

_INFO = re.compile(
    r"(?:(?:信息|文章|稿件|新闻)?(?:来源|稿源|出处)|发布(?:时间|日期|机构|人)|发表(?:时间|日期)|更新时间|时间|日期)\s*[：:丨｜|]"
)
_INFO_FACT = re.compile(r"(?:来源|稿源|出处|时间|日期|作者|编辑|责编|记者|点击|浏览|阅读|字号|字体|发布)")
_LABELS = re.compile("[：:丨｜|]")
_SOURCE_BAR = re.compile(
    r"(?:(?:20\d\d)\s*[-－/.年]\s*\d{1,2}\s*[-－/.月]\s*\d{1,2}日?(?:\s*\d{1,2}:\d\d(?::\d\d)?)?\s*)?(?:信息|文章|稿件|新闻)?(?:来源|稿源|出处)\s*[：:丨｜|].*"
)
_WHO_AND_WHEN = re.compile(
    r"[^\s，。：:]{0,14}\s*20\d\d[-年]\d\d[-月]\d\d日?\s*\d\d:\d\d(?::\d\d)?(?:\s*(?:阅读|浏览|点击)(?:量|数|次数)?\s*[：:]?\s*\d{1,8})?"
)
"""县教育局 2023-11-29 10:06: who put a page up and when, without a label."""
_DAY_BAR = re.compile(r"(?:发布|发表|更新)(?:时间|日期)\s*[：:]\s*[\d年月日\-－/.: ]{6,20}")


def is_bar(text: str) -> bool:
    """Whether a line is the bar of facts a web page prints under its title (来源:… 发布时间:…), with labels or without."""
    if len(text) < _SHORT_BAR and text[-1].isdigit() and ":" in text and _WHO_AND_WHEN.fullmatch(text):
        return True
    return text[-1] not in "。！？" and bool(_LABELS.search(text) and _INFO.search(text)) and _holds_facts(text)


_SHORT_BAR = 36


def _holds_facts(text: str) -> bool:
    if _SOURCE_BAR.fullmatch(text) and len(text) < 70:
        return True
    facts = len(_INFO_FACT.findall(text))
    return bool(_DAY_BAR.fullmatch(text)) or (facts >= 2 and len(text) < 90 and "。" not in text and "，" not in text)


# ---------------------------------------------------------------- bars without labels, told by where they stand

_LONGEST = 80
_DAY = re.compile(
    r"20\d\d(?:(?P<sign>[-－/.])\d{1,2}[-－/.]\d{1,2}|年\d{1,2}月\d{1,2}日)(?P<time>\s*\d{1,2}:\d\d(?::\d\d)?)?"
)
_FONT = re.compile(
    r"[【\[（(]?\s*(?:字体|字号)(?:大小)?\s*[：:]?\s*[\[【]?(?:\s*(?:特大|大|中|小|默认|[|｜/]))*\s*[\]】）)]*"
)
_COUNT = re.compile(
    r"[（(\[]?(?:阅读|浏览|点击|访问|查看|人气|评论|点赞|在看)(?:次数|人数|量|数)?\s*[：:|｜]?\s*[\[(（]?\s*\d*(?:\.\d+)?\s*[万+]*\s*[\])）]?\s*[次人条]?[）)\]]?"
)
_LABEL = re.compile(
    r"(?:信息|文章|稿件|新闻)?(?:来源|稿源|出处)|(?:发布|发表|更新)(?:时间|日期|人|机构|单位)?|时间|日期(?!间)|作者|记者|通讯员|责任编辑|责编|编辑|审核|供稿|撰稿|摄影|原创"
)
_PARTS = re.compile(r"[\s|｜丨/·：:]+")
_MEDIA = re.compile(
    r"(?:报|晚报|日报|报社|网|在线|融媒|融媒体中心|电视台|广播台|广播电视台|发布|客户端|公众号|新闻|传媒|杂志|视窗|云)$"
)
_GREETING = re.compile("今天|星期|欢迎|天气|心情|签到|。")
"""What a page says to whoever comes, the day among it; and a sentence."""
PAGE_NAME = re.compile("[一-龥]{2,16}(?:报|网|在线|融媒|融媒体中心|电视台|广播电视台|发布|客户端|公众号)")
"""The paper or page alone below its day."""


PROVINCES = frozenset(
    "北京 天津 上海 重庆 河北 山西 内蒙古 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆".split(
        " "
    )
)
"""Where a post was sent from, alone below its day."""
_OWN_LABEL = re.compile(
    "[（(]?(?:[一二三四五六七八九十]{1,3}|\\d{1,2})[）)、．.]\\s*[一-龥]{0,6}(?:时间|日期|期限)|(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\\d{1,2})[）)、．.]\\s*)?(?:会议|活动|培训|举办|报名|实施|施工|检查|比赛|集合|报到)?(?:时间|日期)"
)
"""时间：2024年3月5日: what minutes print of their meeting, a notice of what it announces (1.时间：…, 一、整治时间：…)."""
_MOST_PARTS = 4
_LONGEST_PART = 18


def is_bar_at_head(text: str) -> bool:
    """Whether a line among the first of a page is nothing but a day and who put it up, and how often it was read.

    Who and a day as officials write it (某某办公室　2024年3月5日) is the issuer's line of a paper and no bar.
    """
    if "20" not in text or len(text) > _LONGEST or "\t" in text and _ROW.match(text):
        return False
    text = _without_address(text)
    if text[-1:] in _CLOSED or "，" in text or _GREETING.search(text):
        return False
    day = _DAY.search(text)
    if day is None or not day["sign"] and _OWN_LABEL.match(text):
        return False
    evidence = bool(day["sign"]) + bool(day["time"])
    rest, found = _beside(text, day)
    evidence += found
    parts = [part for part in rest if part.strip("[]【】（）() ")]
    evidence += any(_MEDIA.search(part) for part in parts)
    return evidence > 0 and len(parts) <= _MOST_PARTS and all(len(part) <= _LONGEST_PART for part in parts)


_ROW = re.compile(r"\d{1,3}\t[^\t]*\t|(?:[^\t]*\t){3}")
"""1　修缮烈士陵园　县退役军人局　2024.04.30: a table's row that ends with its term."""
_CLOSED = frozenset(("", *"。！？；：:"))
_ADDRESS = re.compile(r"^(?:https?:)?//\S+\s+(?P<day>.*?)(?:\s*(?:星期|周)[一二三四五六日天])?$")
"""//云溪网的地址 2024-03-06 星期三: the page's own address before the day."""
_NO_VALUE = re.compile(r"[\s【\[]*(?:字号|字体|分享到?|浏览量?|阅读量?|点击)\s*[：:]\s*$")
"""2024-03-06 09:12 字号: a label whose value was a row of buttons."""


def _without_address(text: str) -> str:
    if text[0] in "h/" and (page := _ADDRESS.match(text)):
        return page["day"]
    return _NO_VALUE.sub("", text) if text[-1] in "：:" else text


def _beside(text: str, day: re.Match[str]) -> tuple[list[str], int]:
    """The pieces beside a line's day, and how many labels, counts and sizes of type were taken out of them."""
    rest, found = f"{text[: day.start()]} {text[day.end() :]}", 0
    for pattern in (_FONT, _COUNT, _LABEL):
        rest, times = pattern.subn(" ", rest)
        found += times
    return _PARTS.split(rest), found


_BY = re.compile(r"(?:作者|编辑|责编)\s*[：:]\s*[^\s|｜]{1,12}|文/\s*[^\s|｜]{1,12}")


def who_put_it_up(text: str) -> str | None:
    """The paper, station, office or account that a bar without labels names; a person's name is none, nor is an author."""
    text = _BY.sub("", _without_address(text))
    day = _DAY.search(text)
    if day is None or _COUNT.fullmatch(text):
        return None
    rest, _ = _beside(text, day)
    parts = [
        part
        for part in rest
        if 2 <= len(part) <= _LONGEST_PART
        and not _NOBODY.search(part)
        and not (BARE_NAME.fullmatch(part) or part[0] in "【[" and part[-1] in "】]")
    ]
    told = [part for part in parts if _MEDIA.search(part) or BODY_NAME.search(part)]
    return next(iter(told or [part for part in parts if len(part) >= _AN_ACCOUNT]), None)


_NOBODY = re.compile(
    "显示全部|本帖|只看|(?:^www\\.|(?:新闻|工作|政务|信息)动态|模板|(?:范文|公文|文秘|写作|文库|文档)(?:网|库|站|之家)?|大全|老师|小编|收集整理|网络整理|原创|网友|用户\\d|投稿|第\\d+期|[〔\\[（(]20\\d\\d[〕\\]）)]第?\\d{1,4}号)$"
)
"""写作模板2018-07-01李老师: a collection's shelf, which issued nothing."""
_AN_ACCOUNT = 4
"""Characters that an account's name has at least: 云溪双拥."""


AUTHORS = re.compile(
    rf"(?:[{SURNAMES}][一-龥]{{1,2}}(?<![报网台社])\s+)+[{SURNAMES}][一-龥]{{1,2}}(?<![报网台社])(?=\s|$|20\d\d)"
)
"""来源: 张云 王洁 孙静: several persons by their names, who wrote it."""


def signs_below(paragraphs: list[str], name: str) -> bool:
    """来源：沈军, who signs below the news as its author: （沈军）."""
    return BARE_NAME.fullmatch(name) is not None and any(text.endswith(f"（{name}）") for text in paragraphs[-2:])


HEAD_LINES = 10
"""A page's bar of facts stands among so many lines."""
_DAY_RUN_IN = re.compile(
    r"(?:发布|更新)?(?:时间|日期)\s*[：:]\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*(?=(?:为(?![准界限期止])|近日|日前|本报讯|根据|按照|今年)[^\n]{20})"
)
"""时间：2018-11-05为贯彻…: the same with nothing but the day."""
_RUN_IN = re.compile(
    r"(?P<bar>20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\s*(?:来源|稿源)\s*[：:]\s*[一-龥]{2,16}(?:网|报|台|在线|中心))(?=(?:\d{1,2}月)?\d{1,2}日)"
)
"""2024-03-06 09:12 来源：云溪政府网5日，我县召开…: a bar that runs into the first paragraph."""


_HEADLINE_AND_BAR = re.compile(
    r"(?P<headline>[^：:。]{8,80}?[^：:。\s])(?:[\s\u3000]+|(?<=[》”]))(?P<bar>(?:来源|稿源|信息来源|文章来源)\s*[：:].{0,40}(?:时间|日期)\s*[：:]\s*20\d\d.{0,30})"
)
"""…印发《…的通知》 来源：云溪报 作者： 时间：2024-09-07."""


_HEADLINE_BAR_REST = re.compile(
    r"(?P<headline>[^：:。]{8,90}?(?:通知|通报|方案|意见|公告|通告|纪要|要点))\s*(?P<bar>(?:发表|发布|更新)(?:时间|日期)\s*[：:]\s*20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?)\s*(?P<rest>[^，。：:\d]{0,40})"
)
"""…的通知发表时间：2018-12-13 16:35云溪县教育局文件: headline, bar and the red heading in one line."""


_ANY_HEADLINE_AND_BAR = re.compile(
    r"(?P<headline>[^：:。\s]{8,90}?)\s*(?P<bar>(?:发表|发布|更新)(?:时间|日期)\s*[：:]\s*20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d\d(?::\d\d)?)?(?:\s*(?:点击|浏览|阅读|来源|作者|编辑|字号|字体)[数量次]{0,2}\s*[：:][^：:，。]{0,16}){1,5})"
)
"""…倡议书发布时间：2024-05-21 16:10:42 点击数： 来源：."""
_IN_FORCE = re.compile(r"(?<=[一-龥]{4})\s*[\[【](?:已?失效|现行有效|有效|已被?修[改订]|已?废止|尚未生效)[\]】]$")
"""…实施办法[失效]: what a collection of laws says of one."""


def parted(lines: list[Line]) -> list[Line]:
    """A bar of facts that runs into the headline or the first paragraph, on a line of its own."""
    for at, line in enumerate(lines[:HEAD_LINES]):
        if line.text[-1] in "]】" and (standing := _IN_FORCE.search(line.text)):
            return [*lines[:at], replace(line, text=line.text[: standing.start()]), *lines[at + 1 :]]
        if "时间" in line.text and (both := _ANY_HEADLINE_AND_BAR.fullmatch(line.text)) and TITLE_END.search(both[1]):
            facts = replace(line, text=both["bar"], spaces=0)
            return [*lines[:at], replace(line, text=both["headline"]), facts, *lines[at + 1 :]]
        if "时间" in line.text and (all_three := _HEADLINE_BAR_REST.fullmatch(line.text)):
            told = [all_three[name] for name in ("headline", "bar", "rest") if all_three[name]]
            new = [replace(line, text=text, spaces=0 if place else line.spaces) for place, text in enumerate(told)]
            return [*lines[:at], *new, *lines[at + 1 :]]
        if line.text[-1].isdigit() and (both := _HEADLINE_AND_BAR.fullmatch(line.text)):
            facts = replace(line, text=both["bar"], spaces=0)
            return [*lines[:at], replace(line, text=both["headline"]), facts, *lines[at + 1 :]]
        if line.text[0] in "时发更" and (bar := _DAY_RUN_IN.match(line.text)):
            rest = replace(line, text=line.text[bar.end() :], spaces=0)
            return [*lines[:at], replace(line, text=bar.group()), rest, *lines[at + 1 :]]
        if line.text[:2] == "20" and (bar := _RUN_IN.match(line.text)):
            rest = replace(line, text=line.text[bar.end() :], spaces=0)
            return [*lines[:at], replace(line, text=bar["bar"]), rest, *lines[at + 1 :]]
    return lines


def is_of_a_table(lines: list[Line], at: int) -> bool:
    """Whether a line has cells, and one beside it as many: 走访慰问, 县双拥办, 2025-07-20 is a row and no bar."""
    cells = lines[at].text.count("\t")
    beside = (other.text.count("\t") for other in (*lines[max(0, at - 1) : at], *lines[at + 1 : at + 2]))
    return cells > 1 and cells in beside
