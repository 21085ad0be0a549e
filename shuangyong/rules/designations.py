"""Names of troops: public names pass, designations do not (FACTS 9.4). Pure.

The platform stands on an outside network, so nothing that tells a unit's number, kind or size may be stored. Wide on
purpose: a public name that is refused is written differently, a designation that is kept is a secret that is kept.
"""

from __future__ import annotations

import re
import unicodedata

from shuangyong.rules.signs import SHAPELESS

_DIGIT = "0-9〇零一二三四五六七八九十百两"
_NUMBER = (re.compile(r"(?<!\d)\d{5}(?!\d)"), "五位数字的部队番号")
_PATTERNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"(?<!\d)\d{5}(?!\d)\s*(?:部队|分队|大队)"), "五位数字的部队番号"),
    (re.compile(r"[〇零一二三四五六七八九]{5}\s*(?:部队|分队)"), "部队番号"),
    (
        re.compile(
            rf"第?[{_DIGIT}]{{1,4}}\s*(?:集团军|军区|支队|大队|舰队|军(?![人属嫂休转龄官士训民地])|师(?!傅|生|资)"
            r"|旅(?!客|游)|团(?!员|委|支|购|圆|结|拜)|营(?!业|养|房)|连(?!冠|续|接|环|任))"
        ),
        "“数字加师旅团营”的番号",
    ),
    (
        re.compile(
            r"(?:合成|装甲|炮|防空|特战|特种作战|航空|导弹|陆航|空降|两栖|海军陆战|工|防化|火箭|雷达|潜艇)"
            r"(?:兵|部队)?(?:集团军|军|师|旅|团|营|连|支队|大队)"
        ),
        "兵种加建制的番号",
    ),
)
_FESTIVAL = re.compile(rf"(?<![第{_DIGIT}])八一(?=军[政民地属人营休])")
"""八一军政座谈会, 八一军民联欢, 八一军营开放日: the day, not a number."""
_INVISIBLE = re.compile(
    rf"[\u2028\u2029{SHAPELESS}]"
    r"|(?<=[0-9])[ \t\u3000.·-](?=[0-9 \t]*(?:部队|分队))"
)
"""What nobody sees, and gaps within a number before 部队: they must not carry a designation past."""
_MARKINGS = re.compile(r"(?:绝密|机密|秘密)\s*[★☆*]")


def designation_in(text: str, *, name: bool = False) -> str:
    """What a text gives away (in words, never the text itself); "" where it gives nothing away.

    `name`: it is the name of troops, where five digits alone are a designation; elsewhere they may be a sum.
    """
    flat = _FESTIVAL.sub("", _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    if _MARKINGS.search(flat):
        return "密级标志"
    patterns = (_NUMBER, *_PATTERNS) if name else _PATTERNS
    return next((what for pattern, what in patterns if pattern.search(flat)), "")


_BEYOND_DOUBT = (*(pattern for pattern, what in _PATTERNS[:2]), re.compile(rf"第?[{_DIGIT}]{{1,4}}\s*集团军"))


def is_numbered(text: str) -> bool:
    """Whether a whole document names troops by number, beyond doubt: 二连, 三大队 may be a civil unit or a school's."""
    flat = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return any(pattern.search(flat) for pattern in _BEYOND_DOUBT)


def designation_wrong(text: str, *, name: bool = False) -> str:
    """The sentence for a form; "" where the text may be kept."""
    found = designation_in(text, name=name)
    if not found:
        return ""
    return f"这里写了{found}，不能录入本系统。部队只用公开名称，如“驻某县某部”“驻区某部”。"
