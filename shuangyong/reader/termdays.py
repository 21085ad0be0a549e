"""The day that the words of a term tell, where year, month and day are beyond doubt; otherwise none."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from shuangyong.reader.lines import figure
from shuangyong.reader.markers import value_of
from shuangyong.rules.calendar import in_force

CN = "一二三四五六七八九十"
N = rf"(?:\d{{1,3}}|[{CN}两]{{1,3}})"
YEAR = r"(?<!\d)(?:(?:20\d\d|二[〇○零]\S\S)年|今年|明年|本年度?|次年|翌年|当年)"
MONTH = rf"(?<![\d.])(?:1[0-2]|0?[1-9]|十[一二]?|[{CN[:9]}])月(?:份)?"
DASH = r"\s*(?:至|到|—{1,2}|-|–|~|～|－)\s*"
_RELATIVE_DAY = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6, "末": 6, "内": 6}


MASKED_YEAR = r"(?:(?<!\d)\d{0,3}[xXｘＸ×*＊_＿□○◯?？]{1,4}|某)\s?年度?"
"""20xx年, 201x年, 20__年, 某年: a year that whoever put a paper up took out."""
_A_MASKED = re.compile(r"2(?<![\dA-Za-z]2)0[12]?[xXｘＸ×*＊]{1,2}\s?年")
_A_PLAIN = re.compile(r"(?:(?<!\d)20\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s?年")


_IN_CHARACTERS = str.maketrans("0123456789", "〇一二三四五六七八九")


def says_year(text: str, year: int) -> bool:
    """Whether a text says this year, in figures or in characters: 二〇二六年 is how papers are signed."""
    written = str(year).translate(_IN_CHARACTERS)
    return str(year) in text or any(written.replace("〇", zero) in text for zero in "〇○零")


def hides_its_year(text: str) -> bool:
    """Whether a paper's years were taken out (20xx年) and none was left: no page's day tells which they were."""
    return "年" in text and _A_MASKED.search(text) is not None and _A_PLAIN.search(text) is None


_ANNIVERSARY = re.compile(r"建军(\d{2,3})周年")
_FOUNDED = 1927


def is_put_up_later(text: str, written: date) -> bool:
    """Whether a paper speaks of an anniversary of the army that was over in the year of its day, or its years were taken
    out: that day is a page's, not the paper's."""
    if hides_its_year(text):
        return True
    spoken = [_FOUNDED + int(years) for years in _ANNIVERSARY.findall(text)] if "建军" in text else []
    return bool(spoken) and max(spoken) < written.year


def iso(year: int, month: int, day: int) -> str | None:
    """A day in ISO form, None where there is none such; day 0 is the month's last."""
    if not (1 <= month <= 12 and year >= 1949):
        return None
    last = monthrange(year, month)[1]
    if day > last:
        return None
    return date(year, month, day or last).isoformat()


_YEAR_TOLD = re.compile(r"(20\d\d)年|二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年")


def _year_of(text: str, written: date | None) -> int | None:
    match = _YEAR_TOLD.search(text) if "年" in text else None
    if match is not None:
        if match[1]:
            return int(match[1])
        return 2000 + 10 * figure(match[2]) + figure(match[3])
    if written is None:
        return None
    if _NEXT_YEAR.search(text):
        return written.year + 1
    return written.year if _THIS_YEAR.search(text) else None


_NEXT_YEAR, _THIS_YEAR = re.compile("明年|次年|翌年"), re.compile("今年|本年|当年")


_MONTH_TOLD = re.compile(rf"(1[0-2]|0?[1-9]|十[一二]?|[{CN[:9]}])月")


def _month_of(text: str) -> int | None:
    match = _MONTH_TOLD.search(text)
    return value_of(match[1]) if match else None


def day_of(match: re.Match[str], written: date | None) -> str | None:
    """The day of a matched date or span, ISO; None where a year is lacking or it names no day."""
    text = match.group()
    match match.lastgroup:
        case "span":
            return _span_day(text, written)
        case "dotted":
            year, month, day = (int(piece) for piece in re.findall(r"\d+", text)[:3])
            return iso(year, month, day) if day else None
        case "monthspan" | "stage":
            return month_cell(text, written)
        case "vague" if _WITHIN_MONTH.search(text):
            return month_cell(text, written)
        case "monthend":
            return _point_day(("下" if text[0] == "下" else "本") + "月底", written)
        case "yearspan" | "wholeyear":
            return _part_of_year(re.split(DASH, text)[-1], written, 12)
        case "point" | "days":
            return _point_day(text, written)
        case "year" | "half":
            return _part_of_year(text, written, 6 if "上" in text else 12)
        case "quarter":
            return _quarter_day(text, written)
        case "week" if text.endswith("内"):
            return None  # whether a week of work or of the calendar is meant, nobody can know
        case "week":
            return _week_day(text, written)
        case _:
            return None


def next_days(text: str, written: date | None) -> str | None:
    """明天上午9点前: the day after that of the paper which says so."""
    return (written + timedelta("今明后".index(text[0]))).isoformat() if written is not None else None


_WITHIN_MONTH = re.compile(rf"(?:{MONTH})内$")
"""6月内: by its last day."""


_THIS_OR_NEXT = re.compile("(?:[本当下]|这(?=个))个?月")


def _point_day(text: str, written: date | None) -> str | None:
    if text.endswith("左右"):
        return None  # 4月20日左右: about that day
    month = _month_of(text)
    year = _year_of(text, written)
    if relative := _THIS_OR_NEXT.search(text):
        if written is None:
            return None
        month = written.month + (relative[0][0] == "下")
        year = written.year
        if month > 12:
            month, year = 1, year + 1
    if month is None:
        return None
    day = _day_in(text)
    if day is None:
        return None
    if year is not None:
        return iso(year, month, day)
    if written is None:
        return None
    shown = iso(written.year, month, day)
    if shown is not None and shown < written.isoformat():
        return iso(written.year + 1, month, day)
    return shown


def day_by_month(month: int, day: int, written: date | None) -> str | None:
    """A day of some month as seen from a paper's day: one that is over is next year's."""
    return _point_day(f"{month}月{day}日", written)


_LAST_DAY = re.compile("下旬|底|末")
_DAY_TOLD = re.compile(rf"(\d{{1,2}}|[{CN}]+)[日号]")


def _day_in(text: str) -> int | None:
    """The day of the month a point names: 中旬 is the 20th, 底 the last."""
    tail = text[text.index("月") + 1 :]
    if "上旬" in tail:
        return 10
    if "中旬" in tail:
        return 20
    if _LAST_DAY.search(tail):
        return 0
    told = _DAY_TOLD.findall(tail)
    if not told:
        return None
    day = value_of(told[-1])  # 5月28日、29日: two days end on the second
    return day if 1 <= day <= 31 else None


def _span_day(text: str, written: date | None) -> str | None:
    first, last = re.split(DASH, text, maxsplit=1)
    if last.endswith(("年底", "年末")):
        return _part_of_year(text, written, 12)
    if "月" not in last:
        month = re.search(rf"(?:{YEAR})?({MONTH}|[本当下]个?月)", first)
        if month is None:
            return None
        last = month.group() + last
    elif not re.search("年", last) and (year := re.search(YEAR, first)):
        begun, ended = _month_of(first), _month_of(last)
        if begun is not None and ended is not None and ended >= begun:
            last = year.group() + last
    if last.endswith(("月", "月份")):
        return month_cell(last, written)
    return _point_day(last, written)


def month_cell(text: str, written: date | None) -> str | None:
    year = _year_of(text, written)
    month = _month_of(text)
    if month is None or (year is None and written is None):
        return None
    if year is None and written is not None:
        year = written.year + (month < written.month)
    return iso(year or 0, month, 0)


def _part_of_year(text: str, written: date | None, month: int) -> str | None:
    year = _year_of(text, written)
    if year is None and written is not None:
        year = written.year + (month < written.month)
    return iso(year, month, 0) if year else None


def _quarter_day(text: str, written: date | None) -> str | None:
    match = re.search("([一二三四1-4])季度", text)
    if match is None:
        return None
    month = value_of(match[1]) * 3
    year = _year_of(text, written)
    if year is None and written is not None:
        year = written.year + (month < written.month)
    return iso(year, month, 0) if year else None


def _week_day(text: str, written: date | None) -> str | None:
    if written is None:
        return None
    match = re.search(r"周([一二三四五六日天末内])|星期([一二三四五六日天])", text)
    if match is None:
        return None
    monday = written - timedelta(days=written.weekday())
    day = _RELATIVE_DAY[match[1] or match[2]] + (7 if text.startswith("下") else 0)
    return (monday + timedelta(days=day)).isoformat()


_PERIOD = re.compile(rf"({N})(?:个)?(工作日|自然日|日|天|周|星期|个?月|小时)(?:之内|以内|内)$")


def within_day(text: str, before: str, written: date | None, meeting: date | None, dated: bool) -> str | None:
    """N days from the document's own day; a period that starts at something else has no date."""
    match = _PERIOD.search(text)
    if match is None:
        return None
    opening = _LEAST.sub("", text[: match.start()])
    of_meeting = opening.startswith(("会后", "会议", "散会")) or _THIS_MEETING.search(before) is not None
    if opening.endswith("后") and not of_meeting:
        return None
    start = meeting if of_meeting else written
    if not opening and not of_meeting and not _starts_here(before) and (not dated or _starts_elsewhere(before)):
        return None
    return None if start is None else _counted(start, value_of(match[1]), match[2])


_THIS_MEETING = re.compile("(?:(?:[本此这]次|本)会议?|自会议)(?:召开|结束|闭幕)?(?:之?日起|后)的?$")
"""自本次会议之日起30日内: a paper that tells of no meeting of its own day has none."""
_LEAST = re.compile(rf"{N}(?:至|到|-|—)$")
"""2至3日内: the longer of the two."""
_SELF_START = re.compile(
    r"(?:^|[，,。；;：:、\s在于自从须要应当将请])(?:(?:本|此)?(?:通知|通报|方案|文件|意见|纪要|要点|计划)|[本此](?:督办)?[函单])?(?:印发|下发|发文|发布|公布)(?:之日|次日)?(?:起|后)(?:的|，|,)?$"
    r"|本(?:通知|通报|方案|纪要|函)(?:印发|下发|发布|公布)?(?:之日)?(?:起|后)?$"
)
"""The document's own day; the day on which somebody receives it is no such day, nor is that of another paper."""
_RECEIVED = re.compile(
    r"(?:收到|接到|接|见)(?:本|此|该)?(?:通知|通报|文件|方案|纪要|函|督办[函单])?(?:之日)?(?:起|后)?(?:的|，|,)?$"
)
_OTHER_START = re.compile(
    r"(?:后|之日起|(?<![一发提引掀])起|期满|收到|接到|下发|立功|发生|每次|受理|交办|转办|批准|批复|送达|签收|举报|投诉)(?:的)?[^。；;]{0,14}$"
)
_EVENT = re.compile(
    r"(?:返乡|报到|入伍|退役|接件|收件|来件|到账|到达|下达|签订|立案|来访|来信|提出|反映|求助|报修|发生)(?:的)?(?:问题|事项|诉求|申请|要求|困难|情况|线索)?[，,]?(?:要|须|应|应当|必须|务必)?(?:在|于)?$"
    r"|(?:变动|变更|调整|调动|离岗|辞职|新增|发现|逾期|缺失|损坏|需要|符合)[^，。]{0,8}的[，,]?(?:要|须|应|应当|必须|务必)?(?:在|于)?$"
    r"|(?:一般|简单|复杂|普通|紧急|急难|疑难|重大|常规|其他|每[件项个批次])(?:性)?(?:的)?(?:事项|问题|诉求|需求|申请|案件|情况|件|投诉|求助|任务)?[，,]?(?:要|须|应|应当|原则上)?(?:在|于)?$"
    r"|(?:报到|返乡|入伍|退役|受理|接件|来访|到站)(?:当日|当天)[^。；;]{0,20}[，,]?$"
    r"|对新(?:增|接收|发现)[^，。；;]{1,12}[，,][^，。]{0,4}$|对新[一-龥]{1,4}的?(?:事项|问题|诉求|线索|情况|人员|对象|退役军人|退役士兵|军人|官兵|家庭|军属|家属)(?:要|须|应|应当|必须|务必)?(?:在|于)?$"
    r"|(?:对|凡|遇)[^，。；;]{2,24}的[，,][^，。]{0,4}$|[一-龥]{2,20}(?:到期|届满|期满|不[一-龥]{2,4}|确有[一-龥]{2,6}|变[更动化]|空缺|去世|死亡|丧失|失效|中断)的[，,][^，。]{0,14}$"
    r"|(?<![一-龥])[一-龥]{0,20}(?:未|尚未|没有)[一-龥]{2,8}的[，,][^，。]{0,14}$"
    r"|对[^，。；;]{0,8}(?:初信初访|来信|来访|信访|诉求|投诉|举报|求助|报修|咨询)[^，。；;]{0,6}，[^，。]{0,14}$"
    r"|(?:发现|接到|收到|遇有?)[^，。；;]{1,10}$"
    r"|对[^，。；;]{0,10}(?:反映|投诉|提出|来信|来访)[^，。；;]{0,12}(?:问题|诉求|事项|线索|困难)，[^，。]{0,14}$"
    r"|(?:对(?!照)|凡|遇)[^，。；;]{0,6}(?:未|尚未|不|逾期|超期)[^，。；;]{1,14}[，,][^。；;]{0,20}$"
    r"|(?:齐全|不全|齐备|不齐|不符|有误|异议)[^，。；;]{0,4}的[^。；;]{0,12}$"
    r"|(?:不合格|不达标|不通过|未通过|不规范|不完整|不符合要求|逾期|超期)的(?:材料|站点|申请|单位|项目|报告|档案|人员|资料|表格|商户|门店|事项|台账)[^。；;]{0,14}[，,][^，。]{0,4}$"
    r"|(?:凡|涉及|属于|遇有?)[^，。；;]{1,24}(?:的|的事项|的问题|的诉求|的申请|的案件|事项|问题|项目)[，,][^，。]{0,16}$"
)
"""What happens again and again right before a period: 老兵返乡一个月内, 群众反映的问题，要在3日内."""


def _starts_elsewhere(before: str) -> bool:
    """Whether the words before a period tell something else that it counts from, on a day nobody knows."""
    return _OTHER_START.search(before) is not None or _EVENT.search(before) is not None


def _starts_here(before: str) -> bool:
    """Whether the words before a period say that it counts from the document itself."""
    return _SELF_START.search(before) is not None and _RECEIVED.search(before) is None


def _counted(start: date, count: int, unit: str) -> str | None:
    if unit == "工作日":
        day = in_force().add_workdays(start, count)
        return day.isoformat() if day else None
    if unit in ("日", "天", "自然日"):
        return (start + timedelta(days=count)).isoformat()
    if unit in ("周", "星期"):
        return (start + timedelta(weeks=count)).isoformat()
    if unit.endswith("月"):
        month = start.month - 1 + count
        year, month = start.year + month // 12, month % 12 + 1
        return date(year, month, min(start.day, monthrange(year, month)[1])).isoformat()
    return None
