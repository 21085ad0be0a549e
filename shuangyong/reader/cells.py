"""Who a cell of a task table tells: A牵头，B配合; 牵头：A；配合：B; A（主办）、B（协办）; A会同B; A/B."""

from __future__ import annotations

import re

from shuangyong.reader import units
from shuangyong.reader.labels import Named
from shuangyong.reader.names import is_unit, split_names, tidy
from shuangyong.reader.people import BARE_NAME, SURNAMES

Told = tuple[list[str], list[str]]
"""The units that lead and those that support."""

_LEADS = "牵头|主责|主办|负责|承办"
_HELPING = "配合|协助|协办|协同|参与|参加"
_LABELLED = re.compile(
    r"(牵头|主责|主办|责任|承办|负责|配合|协办|协助|协同|参与)(?:责任)?(?:单位|部门)?[：:]\s*([^；;。：:\n]+?)(?=[；;。\n\s]|$)"
)
_HELPS = re.compile("[配协参]")
"""牵头：县民政局；配合：县财政局."""
_WATCHED = re.compile("[（(][^（）()]*(?:指导|监督|督办|督促)[^（）()]*[）)]")
_WHO_THERE = re.compile(
    f"(?<=[局办委部会院站队镇乡室科])[：:][{SURNAMES}][一-龥]{{1,2}}(?:$|[、，；\\s]|(?=[县市区省]))"
)
"""县交通局：孙七县财政局：周八: who answers for it there is no unit."""
_STARRED = re.compile("[★▲][^、，,；;（()）★▲\\s]{2,20}|[^、，,；;（()）★▲\\s]{2,20}[★▲]")
_MARKED = re.compile(rf"([^、，,；;（）()]+)[（(](?:({_LEADS})|{_HELPING})[）)]")
_MARK = re.compile(rf"[（(](?:{_LEADS}|{_HELPING})[）)]")
_ROLE = re.compile(f"{_LEADS}|{_HELPING}")
_HELPS_AT_END = re.compile(f"(?:{_HELPING})$")
_TAKES_PART = re.compile("(?<=..)参加(?=$|[，,。；;、）)])")
"""县乡村振兴局牵头，县交通局参加."""
_BETWEEN = re.compile("[、，,；;]")
_CLAUSE = re.compile("[；;。]|[，,](?=[^，,；;]*(?:配合|协助|协办|参与)$)")
_SLASH = re.compile("[ 　]*[/／][ 　]*")
_SHORT = 2
"""县（市/区）: what a slash or a space parts must be longer than this to be names."""


def told_by(cell: str) -> Told:
    """Who leads and who supports by what a cell says; where it says nothing of roles, all lead."""
    cell = _WHO_THERE.sub("、", _WATCHED.sub("", cell)).strip("、")
    if _STARRED.search(cell) and not all(map(_STARRED.search, _BETWEEN.split(cell))):
        cell = _STARRED.sub(lambda name: f"{name[0].strip('★▲')}（牵头）", cell)  # 县委宣传部★、县城管局
    if labelled := _LABELLED.findall(cell):
        return _by_label(labelled)
    cell = _parted(_without_persons(cell))
    if _MARKED.search(cell):
        return _by_mark(cell)
    if "会同" in cell and not _ROLE.search(cell):
        first, _, others = cell.partition("会同")
        return _names(first), _names(others)
    return (_by_word(_TAKES_PART.sub("参与", cell)) if _ROLE.search(cell) else None) or (_names(cell), [])


def _parted(cell: str) -> str:
    """A cell whose names stand apart by slashes or spaces, with marks between them; a name that a line's end broke is whole again."""
    cell = _RUN_ON.sub("、", cell)
    for pieces in (_SLASH.split(cell), cell.split()):
        if len(pieces) > 1 and all(all(map(_is_name, piece.split("、"))) for piece in pieces):
            return "、".join(pieces)
    if " " in cell:
        return "、".join(_whole(name) for name in cell.split("、"))
    return cell


_RUN_ON = re.compile("(?<=[（(]街道[）)])(?=经开区|高新区|开发区|[县市区]直|各)")
"""各乡镇（街道）经开区管委会: two lines of a cell, whose space went."""


def _whole(name: str) -> str:
    """各镇 人民政府, 县总 工会."""
    pieces = name.split()
    broken = len(pieces) > 1 and not all(map(_is_name, pieces)) and _is_name("".join(pieces))
    if broken and is_unit(pieces[0]) and _BY_ITSELF.fullmatch(pieces[-1]):
        return name
    return "".join(pieces) if broken else name


_BY_ITSELF = re.compile("党校|文联|妇联|残联|工会|团委|科协|侨联|工商联|[一-龥]{1,4}(?:村|社区|乡|镇|街道)")
"""县教育局 党校: a body that needs no name before it."""


def _without_persons(cell: str) -> str:
    """县委办 张建军, 县委宣传部（李明）: who answers for it there is no unit."""
    if " " not in cell and "（" not in cell:
        return cell
    return _PERSON.sub(_no_person, cell)


def _no_person(found: re.Match[str]) -> str:
    name = found["spaced"] or found["set"]
    is_person = BARE_NAME.fullmatch(name) and not _A_PLACE_OR_FIRM.search(name)
    return "" if is_person and not is_unit(name) and not _ROLE.search(name) else found[0]


_A_PLACE_OR_FIRM = re.compile("[乡镇村街县区市]$|^(?:石化|石油|华能|华电|万达|方正)$")
_PERSON = re.compile(
    "(?<=[局办部委会院校站所队团镇乡心室股科司社])(?:[ 　]+(?P<spaced>[一-龥]{2,3})|（(?P<set>[一-龥]{2,3})）)(?=$|[、，；])"
)


def _is_name(piece: str) -> bool:
    whole = piece.count("（") == piece.count("）") and piece.count("(") == piece.count(")")
    return whole and len(piece) > _SHORT and is_unit(tidy(_MARK.sub("", piece)))


def _names(cell: str) -> list[str]:
    return [name for name in split_names(re.sub("[；;。\n]", "、", cell)) if name]


_FIRST = frozenset({"牵头", "主责", "主办"})


def _by_label(labelled: list[tuple[str, str]]) -> Told:
    """牵头单位：A；责任单位：B: where both stand, the first leads and the others support."""
    lead: list[str] = []
    support: list[str] = []
    first = any(label in _FIRST for label, _ in labelled)
    for label, words in labelled:
        helps = _HELPS.match(label) or first and label == "责任"
        (support if helps else lead).extend(_names(words.strip("，, ")))
    return lead, support


def _by_mark(cell: str) -> Told:
    """县民政局（牵头）、县财政局（配合）、县人社局: whoever is not marked supports."""
    marked = _MARKED.findall(cell)
    known = {name for name, _ in marked}
    rest = [tidy(name) for name in _BETWEEN.split(_MARK.sub("", cell)) if name.strip() and name not in known]
    lead = [tidy(name) for name, leads in marked if leads]
    helped = [tidy(name) for name, leads in marked if not leads]
    return (lead, [*helped, *rest]) if lead else (rest, helped)


def _by_word(cell: str) -> Told | None:
    """宣传部牵头，各街道配合; and 宣传部、城管局；各街道配合, where only who helps is told by a word."""
    named = Named()
    units.bracketed(cell, named)
    if named.lead:
        return list(named.lead), list(named.support)
    pieces = [piece for piece in _CLAUSE.split(cell) if piece.strip()]
    helped = [name for piece in pieces if (end := _HELPS_AT_END.search(piece)) for name in _names(piece[: end.start()])]
    first = [name for piece in pieces if not _HELPS_AT_END.search(piece) for name in _names(piece)]
    return (first, helped) if helped and not any(_ROLE.search(name) for name in first) else None
