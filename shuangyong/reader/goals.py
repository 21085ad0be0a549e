"""Goals: honours and full coverage still to be reached, with what they are of; and the titles a text refers to."""

from __future__ import annotations

import re

_RUN = r"[“\"『「]?[一二两三四五六七八九十]+连冠[”\"』」]?"
_LEVEL = r"(?:全国|全省|全区|全市|省级|国家级|自治区级?|市级|区级|县级|州级|国家|新一届)"
_KIND = r"(?:[“\"]?双拥[”\"]?(?:工作)?模范(?:城市|城[（(]县[）)]|城[（(]县、区[）)]|城区|城|县[（(]市、?区?[）)]|县|区|市|旗|州|镇|乡|街道|社区|单位)|双拥示范(?:城|县|区|镇|乡|街道|社区|村|单位))"
_HONOUR = re.compile(
    rf"[“\"《]?(?:(?:{_LEVEL})[、和]?)*[“\"《]?(?:(?:{_LEVEL})[、和]?)*{_KIND}[”\"]?(?P<run>\s*{_RUN})?"
)
_HONOURS = re.compile('模范|双拥[”"]?示范')
_WANTED = re.compile(
    r"(?:争创|蝉联|夺取|争取|创成|建成|确保|拿下|捧回|摘取|夺下|冲刺|成功创建|(?:力争|争取|决心)(?:成功|早日|顺利)?创建)(?:为|成为|成)?(?:第[一二三四五六七八九十]+届|新一[届轮])?$"
)
_COVER_STOP = "，。；：、\n\t!！?？,;:"
_REF = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_FAR = 48
_SENTENCE = 600
"""So much of a sentence is looked at before a goal: without a bound a text without full stops would take its square."""


def find_goals(text: str) -> tuple[str, ...]:
    """Each goal once, as it stands first; what has been reached is none."""
    out: dict[str, str] = {}
    for said in _HONOURS.finditer(text):
        match = _honour_around(text, said.start())
        if match is not None and _is_wanted(text, match):
            _take(text, match.start(), match.end(), out)
    at = text.find("全覆盖")
    while at >= 0:
        start = _cover_start(text, at) if not _TELLS_HOW.match(text, at + 3) else None
        if start is not None:
            _take(text, start, at + 3, out)
        at = text.find("全覆盖", at + 3)
    return tuple(_kept(out))


_TELLS_HOW = re.compile("式|(?:大)?(?:摸排|排查|检查|走访|巡查|督查|督导|整治|摸底|清查)")
"""全覆盖式开展宣传, 拉网式全覆盖摸排: how something is done, and nothing to be reached."""


def _is_wanted(text: str, match: re.Match[str]) -> bool:
    """An honour with its run (三连冠), or one that a verb such as 争创 asks for."""
    if match["run"]:
        return True
    after = text[match.end() : match.end() + 2]
    if _TO_CREATE.search(text, max(0, match.start() - 8), match.start()):
        return _STRIVING.match(text, match.end()) is not None
    if _BATTLE.match(text, match.end()) and _TO_FIGHT.search(text, max(0, match.start() - 8), match.start()):
        return True
    return bool(_WANTED.search(text, max(0, match.start() - 12), match.start())) and after not in (
        "创建",
        "称号",
        "命名",
        "名副",
    )


_TO_FIGHT = re.compile('(?:打赢|打好|决胜|赢得)[“"]?$')
_BATTLE = re.compile("(?:创建|争创|迎检|复核|考评)[^，。]{0,4}(?:攻坚战|硬仗|主动仗|战役|收官战)")
"""坚决打赢全国双拥模范县创建攻坚战."""
_TO_CREATE = re.compile(r"为(?:早日|成功|顺利)?创建$")
_STRIVING = re.compile(r"[^。！\n]{0,30}(?:[作做]出[^。！\n]{0,12}贡献|而[^。！\n]{0,8}(?:努力|奋斗))")
"""为创建全国双拥模范县而努力: the honour is still to be won; 为创建…打下基础 and the name of the work are no goals."""


def _honour_around(text: str, at: int) -> re.Match[str] | None:
    """The honour whose 模范 stands at `at`: its name may begin up to 30 characters before."""
    for match in _HONOUR.finditer(text, max(0, at - 30), min(len(text), at + 40)):
        if match.start() <= at < match.end():
            return match
    return None


_WON = re.compile(
    r"(?:荣获|荣膺|获得|创成|夺得|摘得|实现了|实现“?[一二三四五六七八九十]|命名|已(?:经)?|连续|成功|获评|喜获)[^，。；]{0,14}$"
)
_TO_WIN = re.compile("力争|争创|确保|争取|要|为(?:早日|成功|顺利)?创成")
_HELD = re.compile(r"(?:的)?(?:荣誉|称号|基础上|成绩|殊荣|率)")
_TO_TAKE = re.compile("争创|争取|力争|夺取")
_QUOTES = re.compile(r"[“”\"'《》『』「」\s]")
_LISTED = re.compile(f"(?:{_HONOUR.pattern.replace('(?P<run>', '(?:')}[、和及])+$")
"""已实现全国双拥模范城“六连冠”、: what was won is won with the others that stand beside it."""
_STRIVES = re.compile("^(?:实现|力争|确保|争创|创建|推动|达到)+")


_OF_ITS_WINNING = re.compile(
    "以(?:成功|此次|这次|再次)?(?:荣获|获得|获评|喜获|创成|夺得|摘得|蝉联|获命名)[^，。；]{0,14}$"
)
_AS_AN_OCCASION = re.compile("[^，。；]{0,8}为(?:新的?)?(?:契机|起点|动力|开端)")
"""要以荣获全国双拥模范城“八连冠”为契机: won, whatever is to come of it."""


def _sentence_up_to(text: str, at: int, ends: str) -> str:
    """What stands of a sentence before a place."""
    far = max(0, at - _SENTENCE)
    return text[max(far, *(text.rfind(mark, far, at) + 1 for mark in ends)) : at]


def _take(text: str, start: int, end: int, out: dict[str, str]) -> None:
    before = _LISTED.sub("", _sentence_up_to(text, start, "。\n"))
    after = text[end : end + 12]
    if _WON.search(before) and not _TO_WIN.search(before):
        return
    if _AS_AN_OCCASION.match(after) and _OF_ITS_WINNING.search(before):
        return
    if _HELD.match(after) and not _TO_TAKE.search(before):
        return
    words = text[start:end].strip()
    key = _STRIVES.sub("", _QUOTES.sub("", words))
    if key and key not in out:
        out[key] = words


_REACHED = re.compile(r"(?:已|率先实现|全部实现|实现了|完成了|基本实现)[^，]{0,30}$")
_TO_REACH = re.compile(r"(?:力争|争取|确保|实现|达到|推动|推进|做到|要|促进|完成|迎来)")
_COVER_VERB = re.compile("力争(?:今年)?|实现|达到|推动|推进|做到|确保|促进|完成|创建(?=全|省)|争创|将|对(?!象)|迎来")


def _cover_start(text: str, at: int) -> int | None:
    """Where what is covered begins: after the verb 实现, 达到, 推动; `at` is where 全覆盖 stands."""
    low = max(0, at - _FAR)
    depth = 0
    start = at
    while start > low:
        char = text[start - 1]
        depth += (char in "）)") - (char in "（(")
        if (
            depth <= 0
            and char in _COVER_STOP
            and not (
                char == "、" and (_levels_before(text, start) or _LISTS_WHAT.search(text, max(0, start - 16), start))
            )
        ):
            break
        start -= 1
    before = _sentence_up_to(text, at, "。\n；")
    if _REACHED.search(before) and not re.search("力争|要|确保|争取", before) or not _TO_REACH.search(before):
        return None
    verbs = [*_COVER_VERB.finditer(text, start, at)]
    cut = max((match.end() for match in verbs), default=start)
    if (quoted := text.rfind("“", cut, at) + 1) and text.find("”", quoted, at) < 0:
        if _A_CAMPAIGN.match(text, at + 3):
            return None
        cut = quoted
    if at - cut > 1:
        return cut
    begun = verbs[-2].end() if len(verbs) > 1 else start  # 服务站点实现全覆盖: what is covered stands before the verb
    named = verbs and _AHEAD.search(before) and _COVERED.fullmatch(text, begun, verbs[-1].start())
    return begun if named else None


_AHEAD = re.compile(r"力争|确保|争取|要(?!求)|将|推动|推进|促进|到20\d\d年|年底|目标|[月日底]前")
_COVERED = re.compile(
    "(?![到至在年今明]|20)[一-龥“”（）()]{2,20}(?:站点?|点|室|中心|员|队|家庭|对象|门店|示范点|社区|村)"
)


_A_CAMPAIGN = re.compile("”(?:专项)?(?:行动|工作|活动|方案|计划|工程)")
"""开展“责任落实全覆盖”行动: its name, and nothing yet to be reached."""


_LISTS_WHAT = re.compile(
    "(?:实现|做到|达到|确保)(?!.*(?:实现|做到|达到|确保))[^，。；：、到位]{2,10}(?<!覆盖)、$|(?:实现|做到|达到|确保)(?:[省市县区州旗乡镇村街道社（）()]{1,6}、)+$"
)
"""实现主要商圈、背街小巷拥军门店全覆盖: what is to be covered is a list."""


def _levels_before(text: str, at: int) -> bool:
    """全省、全国双拥模范城: the mark stands between two levels of one honour."""
    return bool(re.search(rf"{_LEVEL}、$", text[max(0, at - 5) : at]))


_OF_LEVEL = re.compile("^(?:全国|全省|省级|国家级?)")
_OR_COUNTY = re.compile("[（(]县[）)]")


def _kept(out: dict[str, str]) -> list[str]:
    """One honour once: a shorter form inside a longer is the same."""
    keys = [_OR_COUNTY.sub("", key) for key in out]
    kept: list[str] = []
    for at, (key, words) in enumerate(zip(keys, out.values(), strict=True)):
        core = _OF_LEVEL.sub("", key)
        if any(
            core in other
            and other != key
            and (len(other) >= len(key))
            and (other not in keys[at + 1 :] or len(other) > len(key))
            for other in keys
        ):
            continue
        kept.append(words)
    return kept


def find_references(text: str) -> tuple[str, ...]:
    """Titles in 《》 without the marks, each once, in order."""
    if "《" not in text:
        return ()
    out: dict[str, None] = {}
    for match in _REF.finditer(text):
        out.setdefault(
            re.sub("[《》]", lambda mark: {"《": "〈", "》": "〉"}[mark.group()], match[1])
            if "《" in match[1]
            else match[1].replace("\n", ""),
            None,
        )
    return tuple(title for title in out if title)
