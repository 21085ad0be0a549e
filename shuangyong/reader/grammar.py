"""The grammar of terms: one pattern of all that prints one, and a quick look for where one begins."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from shuangyong.reader.quick import ANYTHING, RANGE, alternatives, asking, openings
from shuangyong.reader.termdays import CN, DASH, MONTH, YEAR, N
from shuangyong.reader.terms import alternation, load

_BEFORE = r"(?:[（(](?:[本下这]?(?:星期|周)[一二三四五六日天]|[^（）()]{0,6}节|含(?:当[日天])?)[）)])?(?:(?<=[日号])当[日天])?(?:(?:上午|中午|下午|晚)?\d{1,2}[时点：:](?:\d{2}分?)?|(?:上午|中午|下午|晚上?)(?=前|之前|下班前|完成|报送|组织|举行|举办|实施))?(?:之前|以前|前|为止|止|下班前)?"

DAY = rf"(?:[12]\d|3[01]|0?[1-9]|[二三]?十[{CN[:9]}]?|[{CN[:9]}])[日号]"

_POINT = rf"(?:{YEAR})?(?:{MONTH}|[本当下]个?月)(?:(?:{DAY})|(?:[上中下]{{1,2}}旬)|(?:月?[底末初]))?"
_SPAN = rf"(?:即日起|{_POINT}起?|{MONTH}\d{{1,2}}(?=[—\-–~～至]{{1,2}}\d{{1,2}}[日号])|(?<![\d年.\-—])(?:1[0-2]|0?[1-9])(?=\s*[至到\-—–]{{1,2}}\s*(?:1[0-2]|0?[1-9])月)){DASH}(?:(?:{YEAR})?{MONTH}(?:{DAY}|[上中下]{{1,2}}旬|[底末])?|{DAY}|(?:今|本|当)?年[底末])"

ONCE = "一(?:调度|通报|研判|会商|督[查导办]|总结|例会|碰头|汇总|[点讲]评|排名|报告|梳理|复盘|检查|评比|更新|走访|联系)"
"""每月一调度, 每周一通报: once in a month or week, and no Monday."""

_OCCASION = rf"(?P<occasion>(?:每年的?|{YEAR}|省里|市里|县里|上级|全国|全省|全市|下次|下一次|新一轮|本轮|本届)?(?:“?(?:元旦|春节|清明|五一|端午|中秋|国庆|建军|八一|七一|十一|重阳|元宵)”?节?[、和及]?){{0,2}}(?:%(occasions)s)(?:来临|到来|结束|开始)?(?:之前|以前|前)(?:夕|[{CN}两\d]+[天日个周月]+)?)"
"""Before a feast or something that is to come: alone among the alternatives it may open with any character, and always holds 前."""

# Alternatives: spans, recurring, points of a month, parts of a year, weeks, periods, occasions.
_SOURCE = rf"""
(?P<recurring>每年的?[春夏秋冬]季(?:学期)?|每次[一-龥]{{2,6}}[前后]{N}个?(?:工作日|小时|日|天)(?:[之以]?内)?|每年的?[上下]半年(?:[、和]下半年)?|每个?月的?最后一(?:周|个(?:周|星期))的?(?:周|星期)[{CN[:6]}日天](?:[之以]?前)?|每季度?末月的?{DAY}(?:[之以]?前)?|(?<=[于在，])季度?末月?(?:{DAY})?(?:[之以]?前)?(?![考评总])|每年的?{MONTH}[底末初](?:[、和及]{MONTH}[底末初])+(?:[之以]?前)?|每(?:天|日|周[{CN}日天]|(?:个)?工作日)(?:上午|下午|晚上?)?\d{{1,2}}[时点：:](?:\d{{1,2}}分?|半)?(?:[、和]\d{{1,2}}[时点](?:\d{{1,2}}分?|半)?){{0,3}}(?:[之以]?前|(?=各?[向报]|上报|更新|通报|汇总|发布|准时|按时))|每(?:年|月|季度|周)最后一?个?(?:工作日|天|周[一-五]|日|月(?:的?(?:{DAY}|[上中下]旬|[底末]))?)(?:[之以]?前)?|每(?:个)?(?:月|季度)的?第[{CN}\d]个(?:周|星期)[{CN[:6]}日天](?:[之以]?前)?|(?:每|(?<=[县镇位门，。在于要])逢?)[单双]月(?:{DAY}|[上中下]旬|[底末初])[之以]?前|每(?:个)?(?:年|半年|季度|季|月|半月|旬|周|星期|两周|日|天|学期)(?:度)?(?:年(?=[底末中初])|首月|末月|第[{CN}\d]个月的?|的)?(?:{MONTH}(?:、{MONTH})*)?(?:{DAY}(?:{DASH}{DAY}|(?:[、和及]{DAY})*)|[上中下]旬|(?:月(?=底))?[底末初]|(?:结束|终了)[之以]?后{N}个?(?:工作日|日|天)[之以]?内|(?<=[周期])(?!{ONCE})[{CN}日天](?:[、和]周[{CN}日天])*|第[{CN}]个工作日)+(?:上午|下午)?(?:[之以]?前|下班前)?|每年的?{MONTH}(?:(?:、|{DASH}){MONTH})*(?:[之以]?前)?)
|(?P<monthly>{MONTH}每周[{CN}日天](?:[之以]?前|下班前)?)
|(?P<severaldays>{MONTH}(?:[、和]{MONTH}){{1,3}}的?(?:{DAY}|[上中下]旬|[底末初])(?:[之以]?前)?)
|(?P<days>(?:{YEAR})?{MONTH}\d{{1,2}}[日号]?(?:、\d{{1,2}}[日号]?){{0,6}}[、和]\d{{1,2}}[日号](?![至到—-]\d)(?:之前|以前|前)?)
|(?P<tooccasion>即日起{DASH}(?:%(occasions)s))
|(?P<span>{_SPAN})(?:{_BEFORE})
|(?P<yearspan>20\d\d年?{DASH}20\d\d年(?=[，,]?(?:完成|实施|分|逐|全面|全部|基本|建成|组织|开展)))
|(?P<wholeyear>(?:20\d\d|明)年(?=(?:全部|全面|基本)?(?:完成|建成|实现|竣工|投入使用)[^，。的]{{0,20}}(?:[，。；]|$)))
|(?P<monthend>(?:这个)?月(?<![\d一二三四五六七八九十本当下上每周半整次月]月)(?<![^这]个月)(?:[底末](?:之前|以前|前)|[之以]?内)|[本当下]个?月[之以]?内)
|(?P<point>(?:[不最][迟晚]于|最迟|最晚)?(?:{YEAR})?(?:{MONTH}|[本当下]个?月|这个月)(?:{DAY}|[上中下]{{1,2}}旬|[底末])(?:左右|{_BEFORE})(?:(?:%(occasions)s|[一-龥]{{2,7}}[日节]|[一-龥]{{2,6}}(?:开始|启动|结束|到来|来临))(?:之前|以前|前))?)
|(?P<dotted>(?<!\d)20\d\d[-./]\d{{1,2}}[-./]\d{{1,2}}(?:之前|以前|前))
|(?P<month>(?:{YEAR})?{MONTH}[之以]?前)
|(?P<year>(?:20\d\d年|今年|明年|本年度?|(?<![青少壮中老成童幼学历荒丰去上前往])年)(?:年)?(?:底(?![数册子]|(?:综合|绩效)?(?:考核|考评|测评))|末(?!岁初|(?:综合|绩效)?(?:考核|考评|测评))|内|终(?=前)){_BEFORE})
|(?P<half>(?:20\d\d年|今年|明年)?(?:上半年|下半年)(?:[底末内])?{_BEFORE})
|(?P<quarter>(?:20\d\d年|今年|明年)?第?[一二三四1-4]季度(?:[底末内])?{_BEFORE})
|(?P<monthspan>(?<![入按照的])(?:{YEAR})?(?:(?<!\d)\d{{1,2}}、)?{MONTH}(?=[，,]?(?:完成|开工|动工|完工|竣工|主体|投入使用|分|组织|开展|举办|召开|启动|进行|报|建成|印发|出台|实施|集中|各(?!级|地|单位|部门)|(?:[、和]{MONTH})+(?:各|分别|组织|举办|开展|召开|举行)|、第[二三]批|[在到赴](?!.{{0,6}}的)|[，,]由?[县市区州][一-龥]{{1,14}}(?:组织|开展|举办|完成|启动|印发|召开|推出)(?!了)|%(acts)s)))
|(?P<stage>(?:{YEAR})?{MONTH}(?=[）)。；，\n]))
|(?P<week>(?:[本下]|这个?)(?:周|星期)(?:[{CN[:6]}日天]|内|末|之内)(?:(?:上午|下午)?(?:下班)?(?:[之以]?前))?)
|(?P<within>(?:每(?:班次|[场次期批轮项届班])|各[项场])?(?:会议次日起|节后|假后|结业后|收假后|会后|散会后|(?:会议|活动|检查|考评|督查|督导|走访|慰问|培训|集训|演练|演习|演出|仪式|调研|排查|整改|公示|公示期|结业|招聘会|座谈会|晚会|比赛|任务|征兵|验收)?结束后|自?即日起)?(?:{N}(?:至|到|-|—)(?=\d{{1,2}}个?(?:工作日|日|天|周|月|小时)))?{N}(?:个)?(?:工作日|自然日|日|天|周|星期|个月|(?<=[个两])月|小时|分钟|年)(?:之内|以内|内))
|{_OCCASION}
|(?P<relday>(?:[今明]晚|明早|[今明后][天日])(?:上午|中午|下午|晚上?)?(?:{N}[时点：:](?:\d{{2}}分?|半|钟)?)?(?:下班)?(?:之前|以前|前))
|(?P<bareday>(?<=[于在，,：:请须要])(?:[12]\d|3[01]|[1-9])[日号](?:之前|以前|前)|(?:(?<=[于在，,：:请须要。])|^)(?:[12]\d|3[01]|[1-9])日\d{{1,2}}[时点](?:之前|以前|前))
|(?P<bareweekday>(?<![每本下一二三四五六这个\d])(?:周|星期)[{CN[:6]}日天](?:下班)?(?:之前|以前|前))
|(?P<vague>(?:{YEAR})?{MONTH}的?第?[{CN[:5]}]周(?:(?:结束)?[之以]?前|内)?|(?:会后)?(?:一个)?半(?:个?月|年)(?:之内|以内|内)|{MONTH}的?第[{CN[:5]}]个(?:周|星期)[{CN[:6]}日天](?:[之以]?前)?|次月(?:{DAY}|[上中下]旬|[底末])(?:[之以]?前)?|(?:{YEAR})?{MONTH}[初内](?:[之以]?前)?)
|(?P<bare>%(without_day)s)
"""


@cache
def acts() -> re.Pattern[str]:
    """A verb behind a part of a year: 二季度开通."""
    return re.compile(alternation([word for word in load()["verbs"]["action"] if len(word) > 1]))


class Grammar(NamedTuple):
    """The grammar of terms, and what asks where one begins (`quick.asking`): groups of its alternatives, each with what all of
    them hold, so that they are asked only where that stands."""

    words: re.Pattern[str]
    asked: tuple[tuple[str, re.Pattern[str]], ...]
    wide: tuple[re.Pattern[str], re.Pattern[str]] | None
    """The occasions that open with anything, behind what they hold."""


@cache
def grammar() -> Grammar:
    """All that prints a term, with the occasions and words of the data."""
    table = load()["deadlines"]
    lists = {"without_day": "|".join(table["without_day"]), "acts": acts().pattern}
    lists["occasions"] = "|".join(table["occasions"])
    source = (_SOURCE % lists).replace("\n", "")
    others = [one for one in alternatives(source) if not one.startswith(("(?P<occasion>", "(?P<within>"))]
    within = next(one for one in alternatives(source) if one.startswith("(?P<within>"))
    few, wide = _occasions(table["occasions"])
    asked = [("", "|".join(others)), ("内", within)]
    if few:
        first = "".join(openings(one) or "" for one in few)
        words = (one if _PLAINLY.match(one) else f"(?=[{openings(one)}])(?:{one})" for one in few)
        asked.append(("前", _OCCASION % {"occasions": f"(?=[{first}])(?:{'|'.join(words)})"}))
    held = "|".join(f"(?:{ANYTHING.sub('', one)})" for one in wide)
    return Grammar(
        re.compile(source),
        tuple((word, asking(one)) for word, one in asked),
        (asking(held), asking(_OCCASION % {"occasions": "|".join(wide)})) if wide else None,
    )


def _occasions(occasions: list[str]) -> tuple[list[str], list[str]]:
    """Those whose first characters are few, and those that open with anything: 县考评组进驻前."""
    first = {one: openings(one) for one in occasions}
    few = [one for one, begins in first.items() if begins is not None and not RANGE.search(begins)]
    return few, [one for one in first if one not in few]


_PLAINLY = re.compile("[一-龥](?![?*{])")
"""A pattern that opens with a character: `re` tries it only where that stands."""


class Begins:
    """Where terms of the grammar begin in a stretch, one behind the other: each pattern goes over it once, however many
    of them do not count."""

    __slots__ = ("_end", "_places", "_text")

    def __init__(self, text: str, end: int) -> None:
        self._text, self._end = text, end
        self._places = [-1] * (len(grammar().asked) + 1)

    def first_from(self, at: int) -> int:
        """Where the first one begins, -1 without one; `at` never goes back."""
        known, places = grammar(), self._places
        for number, (word, asked) in enumerate(known.asked):
            if places[number] < at:
                places[number] = self._found(asked, at) if self._text.find(word, at, self._end) >= 0 else self._end
        if places[-1] < at:
            held = known.wide is not None and known.wide[0].search(self._text, at, self._end) is not None
            places[-1] = self._found(known.wide[1], at) if known.wide and held else self._end
        first = min(places)
        return first if first < self._end else -1

    def _found(self, asked: re.Pattern[str], at: int) -> int:
        found = asked.search(self._text, at, self._end)
        return self._end if found is None else found.start()


def term_at(text: str, at: int) -> re.Match[str] | None:
    """The term of the grammar that begins at a place."""
    known = grammar()
    for word, asked in known.asked:
        if text.find(word, at) >= 0 and asked.match(text, at):
            return known.words.match(text, at)
    return known.words.match(text, at) if known.wide and known.wide[0].search(text, at) else None
