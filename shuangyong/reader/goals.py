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
    r"(?:争创|蝉联|夺取|争取|创成|建成|确保|拿下|捧回|摘取|夺下|冲刺|成功创建|(?:力争|争取|决心)(?:成功|早日|顺利)?创建|跻身|荣登)(?:为|成为|成)?(?:第[一二三四五六七八九十]+届|新一[届轮])?$"
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
        if match is not None and _is_wanted(text, match, begun := _begun(text, match.start())):
            _take(text, begun, match.end(), out)
    for match in _AIMED_AT.finditer(text):
        if "双拥模范" not in match["goal"]:  # those are found above, whatever stands around them
            _take(text, match.start("goal"), match.end("goal"), out)
    at = text.find("全覆盖")
    while at >= 0:
        start = _cover_start(text, at) if not _TELLS_HOW.match(text, at + 3) else None
        if start is not None:
            _take(text, start, at + 3, out)
        at = text.find("全覆盖", at + 3)
    return tuple(_kept(out))


_TELLS_HOW = re.compile("式|(?:大)?(?:摸排|排查|检查|走访|巡查|督查|督导|整治|摸底|清查)")
"""全覆盖式开展宣传, 拉网式全覆盖摸排: how something is done, and nothing to be reached."""


def _is_wanted(text: str, match: re.Match[str], start: int) -> bool:
    """An honour with its run (三连冠), or one that a verb such as 争创 asks for; `start` is where it begins."""
    if match["run"]:
        return True
    after = text[match.end() : match.end() + 2]
    if _AS_AIM.match(text, match.end()) and _WITH_CREATING.search(text, max(0, start - 12), start):
        return True
    if _IN_HAND.match(text, match.end()) or _under_way(text, start, match.end()):
        return True
    if _TO_CREATE.search(text, max(0, start - 8), start):
        return _STRIVING.match(text, match.end()) is not None
    if _BATTLE.match(text, match.end()) and _TO_FIGHT.search(text, max(0, start - 8), start):
        return True
    return bool(_WANTED.search(text, max(0, start - 12), start)) and after not in (
        "创建",
        "称号",
        "命名",
        "名副",
    )


_TO_FIGHT = re.compile('(?:打赢|打好|决胜|赢得)(?:创建)?[“"]?$')
_BATTLE = re.compile("(?:(?:创建|争创|迎检|复核|考评)[^，。]{0,4})?(?:攻坚战|硬仗|主动仗|战役|收官战|翻身仗)")
"""坚决打赢全国双拥模范县创建攻坚战."""
_WITH_CREATING = re.compile("以(?:成功|全力)?(?:创建|争创)$")
_AS_AIM = re.compile("为(?:总?目标|牵引|总?抓手)")
"""以创建全省双拥模范县为牵引: the honour is what everything is done for."""
_IN_HAND = re.compile("(?:的)?(?:牌子|奖牌|匾牌)[^，。；]{0,4}(?:捧回|拿回|扛回|抱回)|(?:全力)?发起(?:最后)?冲刺")
"""把县级双拥模范镇的牌子捧回来, 向省级双拥模范区发起冲刺."""
_FOR_ITS_SAKE = re.compile('为(?:扎实|全力|深入|加快)?(?:推动|推进|做好)[“"]?$')
_ITS_CREATION = re.compile('[”"]?创建(?:工作|各项|任务|，|迎检)')
_GIVEN_FROM_ABOVE = ("全国", "全省", "省级", "国家级", "自治区")
"""全市双拥模范城创建工作 is what a whole city does, no honour of it."""
_PARTED = re.compile('[”"]?(?:重点|主要)?任务(?:分解|分工|清单)')


def _under_way(text: str, start: int, end: int) -> bool:
    """为扎实推进省级双拥模范县创建工作，…; 创建全国双拥模范城任务分解表; …创建迎检: what is being worked for."""
    if _PARTED.match(text, end):
        return text.endswith("创建", 0, start)
    made = _ITS_CREATION.match(text, end) if text.startswith(_GIVEN_FROM_ABOVE, start) else None
    if made is None:
        return False
    return made[0].endswith("迎检") or _FOR_ITS_SAKE.search(text, max(0, start - 10), start) is not None


_PLACE = re.compile("(?:争创|创成|夺取|创建)((?:[一-龥]{2,3}省|[一-龥]{2,4}自治区))$")


_OWN_LEVEL = re.compile(f"全[市县区州](?={_LEVEL})")
"""全区全国双拥模范城“四连冠”: whose it is, and what."""


def _begun(text: str, start: int) -> int:
    """Where an honour begins: with the province that is called by its name (争创江西省双拥模范县)."""
    if own := _OWN_LEVEL.match(text, start):
        return own.end()
    named = _PLACE.search(text, max(0, start - 12), start)
    return named.start(1) if named else start


_AIMED_AT = re.compile(
    rf"(?:争创|创成|夺取|拿下|捧回|冲刺|(?:力争|争取|决心)(?:成功|早日|顺利)?创建|(?:确保|力争|实现)[^，。；\n]{{0,4}}(?=创城{_RUN}))"
    rf"(?:为|成为|成)?(?P<goal>创城{_RUN}|{_LEVEL}(?:级)?[^，。；、：\n]{{0,16}}?(?:示范|先进|模范|文明|卫生|标杆)[^，。；、：\n]{{0,3}}?"
    rf"(?:学校|高校|城市|城区|城|区|县|市|旗|街道|乡镇|镇|乡|村|社区|单位|集体|中心|站)(?![一-龥]{{0,4}}(?:创建|建设))(?:{_RUN})?)"
)
"""Other honours that somebody wants to win: 争创全省国防教育示范区, 力争创建省级文明单位."""
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
_HELD = re.compile(r"(?:的)?(?:荣誉|称号|基础上|成绩|成果|殊荣|率|后续巩固)")
_BUILT, _COUNTED = re.compile("建成$"), re.compile(r"\d+[个家处所]")
"""建成双拥示范社区11个: what there is."""
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
    if _COUNTED.match(after) and _BUILT.search(before) and not _AHEAD.search(before):
        return
    words = text[start:end].strip()
    key = _STRIVES.sub("", _QUOTES.sub("", words))
    if key and key not in out:
        out[key] = words


_REACHED = re.compile(r"(?:已|率先实现|全部实现|实现了|完成了|基本实现)[^，]{0,30}$")
_WITH_AIM = re.compile("以(?:创建|争创|实现)?([^，。；]{2,30})$")
_UP_TO_NOW = re.compile(r"截[至止]|新增[^，。；]{1,12}\d")
"""截至7月底…实现镇街全覆盖: reached, with the figures that stand beside it."""
_TO_REACH = re.compile(r"(?:到20\d\d年[底末]?，|力争|争取|确保|实现|达到|推动|推进|做到|要|促进|完成|迎来)")
_COVER_VERB = re.compile(
    "力争(?:今年)?|实现|达到|推动|推进|做到|确保|促进|完成|创建(?=全|省)|争创|将|(?<!结)对(?!象|接)|迎来"
)


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
    if text.startswith("为目标", at + 3) and (aim := _WITH_AIM.search(before)):
        return at - len(aim[1])
    if _UP_TO_NOW.search(before) and not _AHEAD.search(before):
        return None
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
    "|[，\n]全[市县区州][省市县区州旗乡镇村街道社（）()]{1,6}、$"
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
