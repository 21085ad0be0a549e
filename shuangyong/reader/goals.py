"""Goals: honours and full coverage still to be reached, with what they are of; and the titles a text refers to."""

from __future__ import annotations

import re

_RUN = r"[“\"]?[一二三四五六七八九十]+连冠[”\"]?"
_HONOUR = re.compile(
    rf"(?:(?:全国|全省|全区|全市|省级|国家级|自治区级?|自治区|市级)[、和]?)*(?:[“\"《]?(?:(?:全国|全省|省级|国家|自治区)[、和]?)*双拥(?:工作)?模范(?:城市|城[（(]县[）)]|城[（(]县、区[）)]|城区|城|县[（(]市、?区?[）)]|县|区|市|旗|州)[”\"]?)\s*{_RUN}"
)
_TITLE = re.compile(
    r"(?:争创|夺取|争取|力争创成|力争创建成?|创成|建成|确保)(?:为|成为|成)?((?:全国|全省|省级|国家级|市级|区级|县级|州级|自治区级?|新一届)?[“\"]?(?:全国|全省)?双拥(?:工作)?模范(?:城市|城[（(]县[）)]|城|县|区|市|镇|乡|街道|社区|单位)[”\"]?)(?!创建|称号命名)"
)
_COVER = re.compile(r"[^，。；：、\n\t“”\"（(]{0,40}?(?:[（(][^（）()]{1,10}[）)])?[^，。；：、\n\t]{0,24}?全覆盖")
_REF = re.compile(r"《([^《》]*(?:《[^《》]*》[^《》]*)*)》")
_PAST_NEAR = re.compile(r"(?:已(?:经)?|实现了|成功|连续|荣获|获得|创成|夺得|取得|实现|摘得)[^，。；]{0,16}$")
_FUTURE_NEAR = re.compile(r"(?:争创|力争|冲刺|创建|夺取|确保|争取|目标|实现|迎接|早日|全力|勇夺|誓夺|力夺|申报|推动|要|助力|达到|做到|号角|征程|决战|关键|赢得)")


def find_goals(text: str, title: str | None) -> tuple[str, ...]:
    """Each goal once, as it stands first; what has been reached is none."""
    out: dict[str, str] = {}
    for match in _HONOUR.finditer(text):
        _take(text, match.start(), match.end(), out)
    for match in _TITLE.finditer(text):
        if not re.match(rf"\s*{_RUN}", text[match.end() :]):
            _take(text, match.start(1), match.end(1), out)
    for match in _COVER.finditer(text):
        start = _cover_start(text, match.start(), match.end())
        if start is not None:
            _take(text, start, match.end(), out)
    return tuple(_kept(out))


def _take(text: str, start: int, end: int, out: dict[str, str]) -> None:
    sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start)) + 1
    before = text[sentence:start]
    after = text[end : end + 12]
    if re.search(r"(?:荣获|获得|创成|夺得|摘得|实现了|实现“?[一二三四五六七八九十]|命名|已(?:经)?|连续|成功|获评|喜获)[^，。；]{0,14}$", before) and not re.search("力争|争创|确保|争取|要", before):
        return
    if re.match(r"(?:的)?(?:荣誉|称号|基础上|成绩|殊荣|率)", after) and not re.search("争创|争取|力争|夺取", before):
        return
    words = text[start:end].strip()
    key = re.sub(r"[“”\"'《》\s]", "", words)
    key = re.sub("^(?:实现|力争|确保|争创|创建|推动|达到)+", "", key)
    if key and key not in out:
        out[key] = words


def _cover_start(text: str, start: int, end: int) -> int | None:
    """Where what is covered begins: after the verb 实现, 达到, 推动."""
    piece = text[start:end]
    if len(piece) <= 3:
        return None
    sentence = max(text.rfind("。", 0, start), text.rfind("\n", 0, start), text.rfind("；", 0, start)) + 1
    before = text[sentence:end]
    if re.search(r"(?:已|实现了|完成了|基本实现)[^，]{0,30}$", before) and not re.search("力争|要|确保|争取", before):
        return None
    if not re.search(r"(?:力争|争取|确保|实现|达到|推动|推进|做到|要|促进|完成|迎来)", before):
        return None
    cut = max((match.end() for match in re.finditer("力争(?:今年)?|实现|达到|推动|推进|做到|确保|促进|完成|创建(?=全|省)|争创|将|对|迎来", piece)), default=0)
    begin = start + cut
    return begin if end - begin > 4 else None


def _kept(out: dict[str, str]) -> list[str]:
    """One honour once: a shorter form inside a longer is the same."""
    keys = list(out)
    kept: list[str] = []
    for at, key in enumerate(keys):
        core = re.sub("^(?:全国|全省|省级|国家级?)", "", key)
        if any(core in other and other != key and (len(other) >= len(key)) and (other not in keys[at + 1 :] or len(other) > len(key)) for other in keys):
            continue
        kept.append(out[key])
    return kept


def find_references(text: str) -> tuple[str, ...]:
    """Titles in 《》 without the marks, each once, in order."""
    if "《" not in text:
        return ()
    out: dict[str, None] = {}
    for match in _REF.finditer(text):
        out.setdefault(re.sub("[《》]", lambda mark: {"《": "〈", "》": "〉"}[mark.group()], match[1]) if "《" in match[1] else match[1].replace("\n", ""), None)
    return tuple(title for title in out if title)
