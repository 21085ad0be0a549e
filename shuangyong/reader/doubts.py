"""What is odd and was left as it stands: words of machine paraphrase, unresolved masks, one name in two forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from shuangyong.reader.model import Warning
from shuangyong.reader.people import NAME, POST
from shuangyong.reader.quick import asking
from shuangyong.reader.readings import sound
from shuangyong.reader.terms import alternation, load

_PLACE = re.compile(
    # Looked for from the few characters that end one; what stands before them is looked back at.
    r"[区县市州镇乡街社村](?<=(?:(?<=[，。；：、！？“”（(\n,;:在我于到赴驻由对为了])|^)[\u4e00-\u9fff]{2}[区县市州镇乡街社村])"
    r"(?:(?<![街社])|(?<=街)(?=道)|(?<=社)(?=区))",
    re.MULTILINE,
)
_STARS = re.compile(r"[*＊]+")
_LINED_OUT = re.compile(
    "(?:(?<=[一-龥，])|(?<=[一-龥，] ))_{2,}(?=[一-龥，。；、])(?![年月日号元名人个次万份页点分时字第户场家项条件支处批])"
)
"""县委、县__决定: what a library puts for words that it does not print; ____年__月__日 is to be filled in."""
_A_FORM = re.compile(
    "(?:责任书|承诺书|协议书?|合同|申请[书表]|[记批核]表|委托书|证明|模板|范本|样本)(?:[（(].{1,16}[）)])?$"
)
_REPLACED = re.compile("\ufffd+|(?:锟斤拷)+锟?|烫烫烫+|屯屯屯+")
"""What stands for characters that a conversion lost, and what became of it when it was converted once more."""


@cache
def _paraphrase() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = load()["terms"]["paraphrase"]
    return re.compile(alternation(table)), table


def find_doubts(text: str) -> list[Warning]:
    """Warnings in order of their place; a word that stands in several places is marked in each."""
    out = [*_paraphrased(text), *_unresolved(text), *_two_names(text)]
    out.sort(key=lambda doubt: (doubt.start, doubt.end))
    return out


_NEVER = frozenset(
    "科学进展观 科学开展观 细那么 原那么 为人民效劳 荣耀传统 荣耀之家 模范城创立 模范县创立 创立双拥 创立全国双拥".split(
        " "
    )
)
"""Words that nobody writes by himself: what a machine puts in the place of each word of a list."""


def _paraphrased(text: str) -> list[Warning]:
    pattern, table = _paraphrase()
    found = list(pattern.finditer(text))
    if not found:
        return []
    strong = any(match.group().startswith("双") for match in found)
    out: list[Warning] = []
    for match in found:
        word = match.group()
        if not (word.startswith("双") or strong or word in _NEVER) or word in (
            "示范市",
            "模范市",
            "模范城市",
            "退休军人",
            "武装部门",
            "养军",
            "优先家庭",
        ):
            continue
        if word == "双支" and not text.startswith("工作", match.end()):
            continue  # 双支部, 双支柱
        if word == "双重保障" and "双拥" not in text and "拥军" not in text:
            continue
        out.append(Warning(match.start(), match.end(), word, table[word], "不是双拥工作的规范用语，疑为机器改写所致"))
    return out


def _unresolved(text: str) -> list[Warning]:
    out: list[Warning] = []
    if "*" in text or "＊" in text:
        out += _all(_STARS, text, "有字被星号遮住，无法确定原字")
    if "__" in text and not _A_FORM.search(text.partition("\n")[0]):
        out += _all(_LINED_OUT, text, "有字被横线代替，无法确定原字")
    if "\ufffd" in text or "锟斤拷" in text or "烫烫烫" in text or "屯屯屯" in text:
        out += _all(_REPLACED, text, "有字在转换编码时丢失")
    if _DAY_LOST.search(text):
        out += _all(_DAY_LOST, text, "日期里疑似缺了“月”或“日”")
    if _ASKS_NO_DAY.search(text):
        out += _all(_NO_DAY, text, "这里的日期不成日期，疑有多字或缺字")
    if "?" in text or "？" in text:
        out += _all(_YEAR_LOST, text, "年份里有字在转换编码时丢失")
        lost = _all(_WORD_LOST, text, "有字在转换编码时丢失")
        told = {at for doubt in lost for at in range(doubt.start, doubt.end)}
        out += lost
        out += [
            Warning(match.start(), match.end(), "?", None, "疑有字在转换编码时丢失，变成了问号")
            for match in _ONE_LOST.finditer(text)
            if match.start() not in told and not _ASKS.search(text, max(0, match.start() - _CLAUSE), match.start())
        ]
    return out


_ONE_LOST = re.compile("(?<=[一-龥])\\?(?=[一-龥，。；：、])")
"""关心?持部队: a half-width mark between two characters."""
_ASKS = re.compile("什么|怎|谁|哪|何|吗|呢|几|多少|是否|不能|不会|是不|有没|难道|吧")
_CLAUSE = 24
"""Characters in which a question says that it is one."""


_DAY_LOST = re.compile(r"20\d\d年\d{2,4}(?:日|$)", re.MULTILINE)
"""2019年67日: a page dropped a character of a day, and nobody knows which it was."""

_NO_DAY = re.compile(
    r"(?<![\d.])(?:"
    r"\d{1,2}月(?:\d{3,}|3[2-9]|[4-9]\d)日"  # 7月225日
    r"|(?:1[3-9]|[2-9]\d)月\d{1,2}日"
    r"|(?:[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])日(?=[，,上下晚凌召]|[—\-至]\d)"  # 716日，我县召开
    r"|(?:[1-9]|1[0-2])月(?:[12]\d|3[01]|[1-9])(?=[，,][^\d一二三四五六七八九十]))"  # 7月16，我县召开
)
"""A day that no calendar has: a page doubled a figure at a line's end, or dropped 月 or 日."""
_ASKS_NO_DAY = asking(_NO_DAY.pattern)
_WORD_LOST = re.compile(
    r"(?<![?？])[?？]{2,4}(?=[一-龥]{2})|(?<=[一-龥])[?？]！[一-龥]{1,2}[a-z]?(?=”)|(?<=[一-龥])[?？](?:[,;，；](?=[一-龥A-Z])|[a-zà-ɏ]{1,6}[)）][^，。；]{0,12}|\?{0,2}[a-z](?=[一-龥])|\d日内)"
)
"""经?；⒅贫然, 确?！叭r”: what a conversion made of words, the mark between them, or the reading behind one."""
_YEAR_LOST = re.compile(r"[?？]\d{3}年")


def _all(pattern: re.Pattern[str], text: str, reason: str) -> list[Warning]:
    return [Warning(match.start(), match.end(), match.group(), None, reason) for match in pattern.finditer(text)]


def _alike(one: str, two: str) -> bool:
    """Two characters that are mistaken for each other: the same sound, or the same part beside a radical."""
    return bool(sound(one) & sound(two)) or frozenset((one, two)) in _look_alikes()


@cache
def _look_alikes() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in load()["lookalikes"]["pairs"])


_NO_PLACE = re.compile(
    "^[为对把将让使]|会议|[今去明前]年|^(?:整治|清理|治理|排查|巡查|检查|创建|建设|改造|走进|覆盖|辐射|带动|服务|美化|扮靓|提升|打造)|[各全县市区州镇乡街村社本我该此和与及的是在]"
)


def _places(text: str) -> Iterator[str]:
    """Two characters before 县, 街道, 村, where a name can begin."""
    end = 0
    for match in _PLACE.finditer(text):
        start = match.start() - 2
        if start >= end:
            end = start + 2
            yield text[start:end]


def _places_of(name: str, text: str) -> Iterator[int]:
    """Where a name stands; no pattern is made of it, for `re` would keep that beyond the document."""
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _two_names(text: str) -> list[Warning]:
    """A place's name that stands in two forms one character apart; the rarer is flagged."""
    names = [name for name in dict.fromkeys(_places(text)) if not _NO_PLACE.search(name)]
    pairs = [
        (one, two)
        for at, one in enumerate(names)
        for two in names[at + 1 :]
        if (one[0] == two[0] or one[1] == two[1]) and _one_apart(one, two)
    ]
    out: list[Warning] = []
    for one, two in (*pairs, *_spoken_of(names, text), *_long_places(text), *_persons(text)):
        rare, common = sorted((one, two), key=lambda name: (text.count(name), -text.find(name)))
        out.extend(
            Warning(found, found + len(rare), rare, common, f"同一名称有两种写法：{common}、{rare}")
            for found in _places_of(rare, text)
        )
    return out


_AT_ITS_HEAD = 200
"""Whose paper it is stands in its title and its first sentence."""
_OF_A_PLACE = re.compile("(?:人民|部队|驻军|军民|军地|儿女|各级|各界|双[拥扶重]|大地|籍|[市区县州镇乡村]|街道|社区)")
"""What stands behind a place's name; before it no more than its two characters is sure."""


def _spoken_of(names: list[str], text: str) -> Iterator[tuple[str, str]]:
    """芦州区 in the title and 庐州人民 further down: a form that nothing parts from what stands before it."""
    known: dict[str, list[str]] = {}
    for name in names:
        if text.find(name) > _AT_ITS_HEAD:
            break  # names come in the order of the text
        known.setdefault(name[0], []).append(name)
        known.setdefault(name[1], []).append(name)
    if not known:
        return
    seen = set(names)
    for match in _OF_A_PLACE.finditer(text):
        form = text[max(0, match.start() - 2) : match.start()]
        if form in seen or len(form) < len("芦州") or form[0] in "为对向从和与把将让使给在于":
            continue
        seen.add(form)
        alone = len(match[0]) > 1
        for name in known.get(form[0], []) + known.get(form[1], []):
            same = name[0] == form[0] or name[1] == form[1]
            if same and (alone or name + match[0] in text) and _one_apart(name, form):
                yield name, form


def _one_apart(one: str, two: str) -> bool:
    """Whether two names differ in one character, and that one is easily mistaken for the other."""
    differ = [(here, there) for here, there in zip(one, two, strict=True) if here != there]
    return len(differ) == 1 and _alike(*differ[0])


# Looked for from the few characters that end one, as `_PLACE` is.
_LONG_PLACE = re.compile("[县区市州旗](?<=(?:(?<=[\n，。、；：“])|^)[一-龥]{3}[县区市州旗])")
_NEAR_ENOUGH = 40
"""Other forms of a name that are looked at: a text repeats it, and no more is needed to find one that differs."""


def _long_places(text: str) -> Iterator[tuple[str, str]]:
    """桃源坝县 and 桃园坝: a name of three characters that opens a clause before 县, and a form of it elsewhere."""
    for name in dict.fromkeys(text[match.start() - 3 : match.start()] for match in _LONG_PLACE.finditer(text)):
        if _NO_PLACE.search(name):
            continue
        for at in range(3):
            for form in islice(_forms(name, at, text), _NEAR_ENOUGH):
                if form != name and _one_apart(name, form):
                    yield name, form
                    return


def _forms(name: str, at: int, text: str) -> Iterator[str]:
    """What stands in a text like a name with any character in its place `at`, the name itself too, none twice over."""
    head, tail = name[:at], name[at + 1 :]
    look, before = (head, 0) if head else (tail, 1)
    found = text.find(look, before)
    while found >= 0:
        form = text[found - before : found - before + len(name)]
        fits = len(form) == len(name) and form.startswith(head) and form.endswith(tail) and _HAN.match(form, at)
        if fits:
            yield form
        found = text.find(look, found + len(name) if fits else found + 1)


_HAN = re.compile("[一-龥]")

_PERSON = re.compile(
    rf"{POST}({NAME})(?=出席|主持|在|参加|指出|强调|要求|对|就|作|带|通报|汇报|宣读|传达|介绍|致辞|讲话|表示|说|[，。])"
)
_SAYS = re.compile("[\n。]([一-龥]{3})(?=指出|强调|要求|表示|说|对|在|主持|希望|代表)")


def _persons(text: str) -> Iterator[tuple[str, str]]:
    """市委书记顾伟东 and further down 顾卫东指出: one person's name in two forms."""
    saying = list(dict.fromkeys(_SAYS.findall(f"\n{text}")))[:_NEAR_ENOUGH]
    named = dict.fromkeys(one for one in _PERSON.findall(text) if len(one) == len("顾伟东")) if saying else {}
    for name in list(named)[:_NEAR_ENOUGH]:
        for other in saying:
            if name != other and name[0] == other[0] and other not in named and _one_apart(name, other):
                yield name, other
