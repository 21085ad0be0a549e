"""Which meeting a document reports, records or was spoken at, and on which day it was held."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shuangyong.reader.frame import Frame
from shuangyong.reader.lines import parse_date
from shuangyong.reader.paper import Paper
from shuangyong.reader.termdays import MASKED_YEAR, hides_its_year
from shuangyong.reader.terms import load

_MEET = r"(?:会议|大会|全会|座谈会|推进会|部署会|动员会|动员部署会|推进会议|协调会|调度会|联席会|联席会议|例会|工作会|述职会|培训会|交流会|报告会|总结会|表彰会|表彰大会|誓师大会|研讨会|评审会|通气会|论证会|现场会|视频会|电视电话会|专题会|主任会|常委会|议军会|欢送会|茶话会|恳谈会|对接会|听证会|碰头会|院坝会|板凳会|圆桌会|圆桌会议|筹备会|启动会|见面会|说明会|发布会|汇报会|反馈会|点评会|讲评会|通报会|约谈会|评议会|分析会|研判会|办公会|扩大会议|学习会|务虚会|观摩会|会商会|交办会|督办会|督导会|宣讲会|交接会|研商会|民主生活会|组织生活会|理事会(?=[，。、；]|$)|代表会|提升会|攻坚会|冲刺会|商讨会|协商会|布置会|布署会|议事会|晤谈会|审查会|咨询会|党组会|党委会|部务会|局务会|月度会|季度会|班子会|集体会商)(?:[（(][^（）()]{1,8}[）)](?:会议|大会|会)?)?"
_HELD = re.compile(
    rf"(?:主持召开|组织召开|召开|举行|举办|召集召开|(?<=[区村镇乡道局站])开展(?=[^，,。；;\n]{{2,30}}(?:会议|部署会|推进会|培训会|座谈会|调度会|动员会)))(?:了)?(?P<name>(?!\d{{1,3}}[余多]?[次场个期])[^，,。；;|｜?？\n]{{2,60}}?{_MEET}(?:暨[^，,。；;\n]{{2,30}}?(?:{_MEET}|仪式))?)(?=[，,。；;、 \u3000”]|$|上|并|的|[（(](?![^（）()]{{1,8}}[）)](?:全体)?会)|暨)"
)
_IS_HELD = re.compile(
    rf"(?:[，,|｜]|^|日|午|晚)(?P<name>[^，,。；;|｜\n]{{2,60}}?{_MEET}(?:暨[^，,。；;\n]{{2,30}}?{_MEET})?)(?:(?:在|于|以|采取|采用|通过)[^，,。]{{2,30}}|在[京津沪渝](?=召|举))?(?:20\d\d年)?(?:\d{{1,2}}月\d{{1,2}}日(?:上午|下午|晚上?)?(?:在[^，,。]{{2,20}})?)?(?:隆重|正式|胜利|顺利)?(?:召开|举行|举办)(?!(?:20\d\d年)?第[^，。]{{1,8}}次|会议|[（(]扩大)"
)
"""县人大常委会召开第三次会议 is held by the body whose name ends like a meeting's."""
_SPEECH_TITLE = re.compile(
    r"在(?P<name>.{3,60}?)(?:[上中](?:关于[^，。]{2,30})?|(?:结束|分组讨论|开幕|闭幕)时)?的?(?:主持|表态|交流|点评|强调|部署|即席|开幕|闭幕)?(?:讲话|发言|致[辞词]|动员讲话|总结讲话|主持词)"
)
_SAID_AT = re.compile(
    rf"(?:^|[，,。日\n]|日，[^，。\n]{{2,24}})在(?!去年|上年|此前|之前|前不久|上[个月周次])(?P<name>[^，,。；;\n]{{2,60}}?{_MEET})上(?:[，,]|(?:强调|指出|要求|提出)[，,：])"
)
"""3月5日，在全县双拥模范城创建动员大会上，…强调: a meeting of which only what was said is told."""
_TOLD_AT = re.compile(
    rf"(?:从|日(?:上午|下午)?(?:在[^，。]{{2,16}})?召开的)(?P<name>[^，,。；;\n]{{2,60}}?{_MEET})上?(?:获悉|了解到|传出|提出|强调|要求|指出|明确|部署)"
)
"""从全县双拥工作会议上获悉, 3月5日召开的全县双拥工作会议提出: a meeting told by what was said there."""
_SCRIPT_TITLE = re.compile(
    rf"(?P<name>[^，。《》]{{2,60}}?{_MEET}(?:暨[^，。]{{2,30}}?{_MEET})?)(?:上的)?(?:主持|动员|总结|表态|交流)?(?:讲话|发言|致辞|主持词|主持稿|串词|讲话提纲|讲话稿|发言提纲)(?:范文|例文)?(?:[（(]\d+字[）)])?$"
)
"""全县双拥工作会议主持词: a speech's title without 在."""
_SCRIPT_AT = re.compile(rf"(?:主持词|讲话|发言|致辞|讲话提纲)[—－-]{{1,2}}在(?P<name>.{{3,60}}?{_MEET})上?")
"""主持词——在全县双拥工作会议上: where, below what it is."""
_MINUTES_TITLE = re.compile(
    r"(?P<name>.{2,60}(?:会议|会))纪要|(?P<of>.{2,60}会)会议记录|(?P<met>.{2,60}(?:会议|会))记录"
)
_BARE = re.compile("(?:主任|办公|常务)会议?")
"""主持召开主任会议: the title of the minutes says whose. Of a 专题会议 half of all hands want no more."""
_DAY = re.compile(r"(?:(?P<y>20\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号](?![楼院线])")


def name_and_day(paper: Paper, frame: Frame) -> tuple[str | None, date | None]:
    """The meeting as it is named and the day on which it was held; (None, None) where the document tells of none."""
    title = frame.title or ""
    body = [text for at, text in enumerate(paper.paragraphs) if frame.tags[at] in ("body", "names")]
    lead = "\n".join(body[:4])[:1200]
    if frame.kind == "speech":
        match = _SPEECH_TITLE.search(title) or _SCRIPT_TITLE.search(title) or _SCRIPT_AT.fullmatch(title)
        name = match["name"] if match else _held(lead)
        name = None if name and _THIS_ONE.fullmatch(name) else name
        return (_clean(name) if name else None), _spoken_on(paper, frame)
    if frame.kind == "minutes":
        day = _labelled_day(paper) or _first_day(lead, frame.published) or _of_its_number(paper, frame, lead)
        name = _labelled_name(paper) or _held(lead)
        if name is None or re.fullmatch("(?:本次|此次|这次)?会议", name):
            titled = _titled(title)
            name = re.sub("^中共|(?<=会议)的会议$|(?<=[调谈席进署例]会)会议$", "", titled) if titled else None
        elif _BARE.fullmatch(name) and _titled(title).endswith(name):
            name = _titled(title)
        return (_between_two(_clean(name), title) if name else None), day
    if frame.kind == "news":
        if passed_on := _PASSED_ON.search(lead):
            return _fuller(_clean(passed_on["name"]), title), _first_day(passed_on["day"], frame.published)
        name = _held(lead) or _said_at(lead)
        if name is not None and name[0] in "（(":
            name = _of_a_body(lead)
        if name is not None and "暨" not in name and (own := _THEN_OWN.search(lead, max(lead.find(name), 0))):
            return _clean(own["name"]), _first_day(lead, frame.published)
        if name is None or lead.find(name) > len(body[0]) and _CHAIRED.search(body[0]):
            name = _met(title, lead) or name or _of_a_body(lead)
            return (_clean(name) if name else None), _first_day(lead.partition("，")[0], frame.published)
        day = None if _at_another_time(lead, name) else _first_day(lead, frame.published)
        return _numbered(lead, _fuller(_last_part(_clean(name)), title)), day
    if frame.kind == "other" and any(map(_ISSUE.fullmatch, paper.paragraphs[:5])):
        reported = next((text for text in body if _DAY_FIRST.match(text)), "")
        name = _held(reported)
        if name and "将" not in reported[: reported.find(name)]:
            return _clean(name), _first_day(reported, frame.published)
    return None, None


_OF_A_YEAR = re.compile(r"[〔（(\[【](20\d\d)[〕）)\]】]\s*(?:第\s*)?\d{1,4}\s*[号期]")


def _of_its_number(paper: Paper, frame: Frame, lead: str) -> date | None:
    """The day of a meeting whose minutes have no day of their own: its year is that of their number, 〔2026〕第3期."""
    day = _DAY.search(lead) if frame.published is None else None
    if day is None or day["y"] or hides_its_year(lead):
        return None
    numbers = map(_OF_A_YEAR.search, paper.paragraphs[:_HEAD])
    year = next((found[1] for found in numbers if found is not None), None)
    return parse_date(f"{year}年{day['m']}月{day['d']}日") if year else None


_HEAD = 4


def _titled(title: str) -> str:
    """The meeting that the title of its minutes names: …会议纪要, …部务会会议记录."""
    match = _MINUTES_TITLE.search(title)
    return next((name for name in match.groups() if name), "") if match else ""


_ISSUE = re.compile(r"[（(]?(?:20\d\d年)?第\s*\d+\s*期.{0,12}")
"""第11期: a bulletin, whose first report may be of a meeting."""
_DAY_FIRST = re.compile(r"(?:20\d\d年)?\d{1,2}月\d{1,2}日[^。]{0,60}(?:召开|举行)")


_THEN_OWN = re.compile(
    rf"(?:收听收看|收看收听|收看|收听|分会场)[^\n]{{0,60}}(?:随后|会后|会议结束后|接着)[^。\n]{{0,12}}(?:召开|举行)(?:了)?(?P<name>[^，,。；\n]{{2,40}}?{_MEET})(?=[，,。；])"
)
"""省里的会议在我市设分会场收看。随后，我市召开…会议: the second is the one reported."""
_PASSED_ON = re.compile(
    rf"日[^。\n]{{0,12}}(?:召开|举行)?(?P<above>(?:全[国省市州]|[省市州])[^，。\n]{{2,40}}{_MEET})[^\n]*?。[^。\n]*?(?P<day>\d{{1,2}}月\d{{1,2}}日)[^。，\n]{{0,10}}，"
    rf"[^。，\n]{{2,20}}(?:召开|举行)(?:了)?(?P<name>[^，。\n]{{2,40}}?{_MEET})[，,]?(?:及时|认真|迅速|第一时间)?(?:传达|学习|贯彻|落实)[^。\n]{{0,30}}精神"
)
"""3月1日，全市双拥工作会议召开。3月5日，清河县召开领导小组会议传达会议精神: the second is what is reported."""


def _between_two(name: str, title: str) -> str:
    """The meeting as the minutes' title names it, where that adds the two that met (某部与某区军地联席会议) or whose it was (领导小组第五次会议)."""
    titled = title.removesuffix("纪要")
    if _OF_A_KIND.fullmatch(name) and titled.removesuffix("议").endswith(name.removesuffix("议")):
        return titled  # 专题协调会, where the title says of what: 军人随军家属安置专题协调会议
    if not titled.endswith(name):
        return name
    body = titled.removesuffix(name)
    whose = name.startswith("领导小组") or name == "专题会议" and body.endswith(("领导小组", "委员会", "指挥部"))
    return titled if "与" in body or whose else name


def _fuller(name: str, title: str) -> str:
    """The meeting as the headline names it, where that is the same name with more before it."""
    headline = _last_part(_clean(_held(title) or ""))
    meant = name
    for odd, term in load()["terms"]["paraphrase"].items():
        meant = meant.replace(odd, term)
    return headline if headline.endswith((name, meant)) else name


_OF_A_KIND = re.compile("(?:专题|工作|现场)?(?:协调|调度|推进|座谈|联席|办公|对接)会议?")
_SAYS = re.compile(rf"(?P<name>[^，,。；;|｜\s]{{4,60}}{_MEET})(?:强调|要求|指出|明确)")
"""云溪县双拥创建工作调度会要求 倒排工期: a headline that tells what was said at it."""
_MET = re.compile(
    "(?:召开|举行)(?:了)?(?:会议|座谈会?)|(?:出席|参加|主持)(?:了)?(?:会议|座谈)|会上[，,]|会议(?:指出|强调|要求)"
)


_CHAIRED = re.compile("主持会议|出席会议|主持召开会议")
"""A first paragraph that tells of the meeting without its name: what is named further down is another."""


def _met(title: str, lead: str) -> str | None:
    """The meeting that only the headline names, where the text tells that one was held."""
    said = _SAYS.match(title)
    name = said["name"] if said else _held(title)
    return _last_part(name) if name and _MET.search(lead) else None


def _last_part(name: str) -> str:
    """冬训点兵场 军地话发展 钟离市委议军会议: the slogans before a meeting in a headline are no part of its name."""
    last = name.rpartition(" ")[2]
    whole = last.count("“") == last.count("”") and last.count('"') % 2 == 0  # “情系国防 巾帼拥军”工作座谈会 is one name
    return last if len(last) >= _SHORTEST_NAME and whole else name


_SHORTEST_NAME = 6


_BODY = r"[^，,。；：\n\d]{1,40}(?:领导小组|委员会|指挥部|常委会|党组|党委|党工委|安委会|国动委|减灾委)"
"""A body whose meeting has no name but its own."""
_BODY_MET = re.compile(
    rf"(?:^|[，,日\n])(?P<body>{_BODY}|[^，,。；：\n\d]{{0,8}}政治局(?:常委会)?)(?:(?:今天|昨天|\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}日)(?:上午|下午|晚)?(?:[（(][^（）()]{{2,12}}[）)])?)?"
    r"(?:召开|举行)(?:了)?(?:全体|专题)?(?P<what>(?:[（(]扩大[）)])?会议)(?!室)"
)
"""某某常委会今天上午（3月30日）举行会议: the day may stand between."""
_TALKED = re.compile("召开(?:了)?(?P<name>座谈会)[，,。][^\n]*\n?(?:[^\n]*\n){0,3}[^\n]*座谈会上[，,]")


_WATCHED = re.compile(
    rf"(?:收听收看|集中收看|收看)(?:了)?(?P<name>(?:全[国省市州]|国家|[省市州])[^，。；\n]{{2,40}}?{_MEET})(?=[，。；])"
)
"""组织收听收看全省退役军人工作视频会议: the meeting of those above, watched from afar."""


def _of_a_body(lead: str) -> str | None:
    """云溪县双拥工作领导小组召开会议: its meeting, as nothing names it otherwise; a 座谈会 at which somebody then speaks."""
    if met := _BODY_MET.search(lead):
        return f"{met['body']}{met['what']}"
    if watched := _WATCHED.search(lead):
        return watched["name"]
    talked = _TALKED.search(lead) if "座谈会上" in lead else _CHAIRED_TALK.search(lead)
    return talked["name"] if talked else None


_ONLY_NUMBERED = re.compile(r"(?:20\d\d年度?)?第[一二三四五六七八九十百\d]+次(?:全体|专题)?(?:[（(]扩大[）)])?会议")


def _numbered(lead: str, name: str) -> str:
    """云溪县国防动员委员会召开第十次全体会议: a number alone names no meeting, so whose it was goes before it."""
    whose = _WHOSE.search(lead, 0, max(lead.find(name), 0)) if _ONLY_NUMBERED.fullmatch(name) else None
    return f"{whose['body']}{name}" if whose else name


_WHOSE = re.compile(rf"(?:^|[，,日\n])(?P<body>{_BODY})(?:组织|主持)?召开(?:了)?$")


_CHAIRED_TALK = re.compile("主持召开(?:了)?(?P<name>座谈会)(?=[，,。])")
"""…深入云溪县调研，并主持召开座谈会: somebody chaired it, whatever else he came for."""


_OF_COMMITTEE = re.compile(
    r"(?:^|[，,日午\n])(?P<body>[^，,。；：\n\d]{0,12}[县市区州省旗盟]委常委会)(?:组织|主持)?召开(?:了)?(?P<what>[^，,。；\n]{2,20}?会议)(?=[，,。；])"
)
"""县委常委会召开议军会议: the standing committee's meeting of that kind."""


def _held(lead: str) -> str | None:
    if (met := _OF_COMMITTEE.search(lead)) is not None and not _is_another(lead, met, met["what"]):
        return f"{met['body']}{met['what']}"
    best: tuple[int, str] | None = None
    for pattern in (_HELD, _IS_HELD):
        match = next((one for one in pattern.finditer(lead) if not _is_another(lead, one)), None)
        if match is not None and (best is None or match.start() < best[0]):
            best = (match.start(), match["name"])
    closed = _CLOSED.search(lead) if best is None and "幕" in lead else None
    return best[1] if best else closed["name"] if closed else None


_CLOSED = re.compile(
    rf"(?:日|日上午|日下午)[，,](?P<name>(?!全国|中共|党的)[^，,。；;|｜\n]{{2,60}}?{_MEET})(?:在[^，,。]{{2,30}})?(?:隆重|胜利|顺利|圆满)?(?:开幕|闭幕|落幕)。"
)
"""6月3日下午，全县双拥工作大会圆满闭幕。: told by its beginning or its end, where nothing else was held."""


def _is_another(lead: str, met: re.Match[str], name: str = "") -> bool:
    """Whether a meeting is one to come (定于3月20日召开), one spoken of (去年召开的), or several (各村分别召开), or one that is asked for (…要点。召开动员大会，启动…)."""
    if (
        (name or met["name"])[0] == "的"
        or met.group().startswith("召开")
        and lead[met.start() - 1 : met.start()] in ("。", "；")
    ):
        return True
    begun = max(lead.rfind(mark, 0, met.start()) for mark in "，。；\n") + 1
    return _TO_COME_OR_MANY.search(lead, begun, met.start()) is not None


_TO_COME_OR_MANY = re.compile(
    "(?:(?<![所可得难足予给])以|通过|采取|采用)$|(?:将|定于|拟于?|计划于?|准备|筹备)[^，。；]{0,16}$|(?:每(?:年|个?季度?|半年|个?月|两个月|半个?月|周|逢)|定期|不定期|按期|适时|经常|视情)[^，。；]{0,12}$|(?:结合|利用|借助|依托)[^，。；]{0,8}$|各[^，。；]{1,12}(?:分别|陆续|相继|先后|纷纷|层层|分批|逐级|普遍|及时)[^，。；]{0,4}$"
)


def _said_at(lead: str) -> str | None:
    match = _SAID_AT.search(lead) or _TOLD_AT.search(lead)
    return match["name"] if match else None


_THIS_ONE = re.compile("(?:今天)?的?(?:这个|这次|本次|此次|今天的?)(?:会议|大会|会)")
"""决定召开今天这个会议: no name of any."""
_BEFORE_NAME = (
    re.compile(r"^我[省市县区州镇乡](?=纪念|庆祝|20\d\d年|[“\"]?八一|退役|双拥|军)"),
    re.compile("^(?:第[一二三四五六七八九十]{1,2}篇[：:]|这次(?=.{4}))"),
    re.compile(r"^(?:了|全面|专题(?!.{1,4}$)|本次|此次|在[^，。]{2,12}(?=召开))"),
    re.compile(r"^由[^，。“”]{2,40}(?:牵头|组织|主持|召集|参加|主办|承办)的(?=.{3})"),
    re.compile(r"^(?:(?:20\d\d年)?\d{1,2}月\d{1,2}日)(?:上午|下午|晚上?|)?[，,]?"),
    re.compile(r"^.{0,24}(?:主持召开|组织召开|召开(?!的)|举行(?!的))(?:了)?(?=.{3})"),
    re.compile(r"^[^，。“”]{0,24}(?:召开|举行|举办)的(?=.{3})"),
)
"""What a name of a meeting is cleaned of, in this order."""


def _clean(name: str) -> str:
    name = name.strip()
    for leading in _BEFORE_NAME:
        name = leading.sub("", name)
    name = name.strip("，,、 ")
    return name[1:] if name[:1] == "“" and "”" not in name else name


_SENT = re.compile("日(?:讯|电|消息)")
"""某某网3月6日讯: the day on which it was sent, not the meeting's, where another day follows."""


_ANOTHER_TIME = re.compile("第一时间|近日|日前|此前|前期|提前")


def _at_another_time(lead: str, name: str) -> bool:
    """Whether a meeting was held on some day that is not told, below a paragraph that tells another's: 9月17日新兵起运。 | 军供站第一时间召开…大会."""
    at = lead.find(name)
    start = lead.rfind("\n", 0, at) + 1
    return start > 0 and _ANOTHER_TIME.search(lead, start, at) is not None and _DAY.search(lead, start, at) is None


def _first_day(lead: str, published: date | None) -> date | None:
    match = _DAY.search(lead)
    if match is None:
        return _alone(lead, published)
    if _SENT.match(lead, match.end() - 1):
        match = _DAY.search(lead, match.end()) or match
    month, day = int(match["m"]), int(match["d"])
    if not match["y"] and (_MASKED.search(lead, 0, match.start()) or hides_its_year(lead)):
        return None
    year = int(match["y"]) if match["y"] else published.year if published else _year_told(lead, month)
    if year is None:
        return None
    try:
        found = date(year, month, day)
        if not match["y"] and published and found > published:
            found = date(year - 1, month, day)
        if not match["y"] and published and (published - found).days > _OLD_NEWS:
            return None
    except ValueError:
        return None
    return found


def _alone(lead: str, published: date | None) -> date | None:
    """14日上午，全市现场会召开, in a paper of the 15th: the last such day before it was out."""
    match = _DAY_ALONE.search(lead)
    if match is None or published is None:
        return None
    day = int(match["d"])
    last = published if day <= published.day else published.replace(day=1) - timedelta(days=1)
    return last.replace(day=day) if 0 < day <= last.day else None


_DAY_ALONE = re.compile(
    "(?:^|\n)(?:本报讯)?(?:[ 　]*[（(][^（）()]{2,30}[）)])?[ 　]*(?P<d>\\d{1,2})日(?:[上下]午|晚上?)?，"
)
_MASKED = re.compile(f"{MASKED_YEAR}$")
"""20xx年4月15日: the year that somebody took out is not that of the page."""
_NUMBERED = re.compile("(20\\d\\d)年度?第[一二三四五六七八九十\\d]{1,3}(?:次|期|季度(?=[^，。；]{0,6}会))")
"""11月8日…召开2022年第二次会议: the meeting's own name says the year."""
_OF_A_FEAST = re.compile('(20\\d\\d)年[^，。；\\d]{0,6}(?:[“"]?八一[”"]?|建军节|新春|春节|清明|烈士纪念日)')
"""1月29日，我市举行2026年新春军地座谈会: a feast falls in the year it is named with."""
_ARMY_DAY = re.compile("建军(\\d{2,3})周年")
_ARMY_BEGAN, _SUMMER = 1927, (7, 8)


def _year_told(lead: str, month: int) -> int | None:
    """The year of a meeting that its own name tells, or the army's anniversary in July or August (建军96周年)."""
    if named := _NUMBERED.search(lead) or _OF_A_FEAST.search(lead):
        return int(named[1])
    came = _ARMY_DAY.search(lead) if month in _SUMMER else None
    return _ARMY_BEGAN + int(came[1]) if came else None


_OLD_NEWS = 120
"""Days: what a page tells of a meeting longer ago may be of any year before that of the page."""
_TIME = re.compile(r"(?:会议)?时\s*间(?:\s*[：:]|\s+(?=20\d\d年))")


_NAME = re.compile(rf"(?:会议名称|会议主题|名\s*称)\s*[：:]\s*(?P<name>[^，,。；;]{{2,60}}{_MEET})$")


def _spoken_on(paper: Paper, frame: Frame) -> date | None:
    """The day of a speech, where the paper itself prints it: the day on which a page put it up tells nothing of the meeting."""
    if frame.published is None:
        return None
    printed = any(
        tag != "body" and parse_date(text) == frame.published
        for tag, text in zip(frame.tags, paper.paragraphs, strict=False)
    )
    return frame.published if printed else None


def _labelled_name(paper: Paper) -> str | None:
    """会议名称：清河县2024年第二次军地联席会议, among what stands above the minutes."""
    return next((match["name"] for text in paper.paragraphs[:14] if (match := _NAME.match(text))), None)


def _labelled_day(paper: Paper) -> date | None:
    for text in paper.paragraphs[:14]:
        if _TIME.match(text) and (day := parse_date(text)):
            return day
    return None
