"""Lists of who came, behind a label or on the lines below it: 出席人员：…, 列席：…."""

from __future__ import annotations

import re

from shuangyong.reader.model import Person
from shuangyong.reader.names import is_unit
from shuangyong.reader.paper import Paper
from shuangyong.reader.people import NAME, NAME_FIRST, POST, is_person_line, split_posts

_MARK = re.compile("[、，,]")
_NAME = re.compile(NAME)
_POST_AND_NAME = re.compile(rf"(.*?{POST})({NAME})")
_ENDS_IN_POST = re.compile(rf"{POST}$")
_TWO = 2
_LABELLED = re.compile(r"([一-龥\s]{2,6}?)(?:人员|同志)?\s*[：:]\s*(.+)")


_COLONS = ("：", ":")
_EMPTY_LABEL = re.compile(r"([一-龥\s]{2,6}?)(?:人员|同志)?\s*[：:]")
"""出席人员：, of which the names stand on the line below."""
_IN_A_ROW = re.compile(rf"(?:{NAME}[、，,\s]+)*{NAME}。?")


def labelled(paper: Paper, labels: tuple[str, ...]) -> list[Person]:
    """Whoever stands behind one of some labels (出席人员：…), on the line below it, or one a line below that."""
    out: list[Person] = []
    listed = below = False
    for text in paper.paragraphs:
        match = _LABELLED.match(text) if "：" in text or ":" in text else None
        if match is None and text[-1:] in _COLONS and (label := _EMPTY_LABEL.fullmatch(text)):
            listed = below = label[1].replace(" ", "") in labels
            continue
        if below and match is None and _IN_A_ROW.fullmatch(text):
            out.extend(_list_of_names(text))
            below = False
            continue
        below = False
        if match is not None:
            listed = match[1].replace(" ", "") in labels
            if listed:
                out.extend(_list_of_names(match[2]))
        elif listed:
            more = _name_and_posts(text)
            out.extend(more)
            listed = bool(more)
    return out


def _name_and_posts(text: str) -> list[Person]:
    """李燕 副县长: a line of a list that gives one person a line."""
    if not is_person_line(text := text.strip(" \u3000。")):
        return []
    name, posts = re.split("[ \u3000]+", text, maxsplit=1)
    return [Person(name, split_posts(posts))]


_NAME_THEN_POST = re.compile(rf"({NAME})[ \u3000]+([^ \u3000；;]+)")


def _each_with_a_post(text: str) -> list[Person]:
    """巴特尔 副市长；高娃 市退役军人事务局: who stands before what he is; a unit alone gives no post."""
    found = [_NAME_THEN_POST.fullmatch(part.strip("。 ")) for part in re.split("[；;]", text)]
    if len(found) < _TWO or not all(found):
        return []
    return [Person(one[1], (one[2],) if _ENDS_IN_POST.search(one[2]) else ()) for one in found if one]


_RARE_NAME = re.compile("(?![各等有驻])[一-龥]{2,3}(?<![位员志等人办局委部])")
"""Among names whatever looks like one is one, though no list knows its surname."""
_LISTED_NAME = re.compile(rf"({NAME}|[一-龥]{{2,4}})[（(](.*)[）)]")


def _list_of_names(text: str) -> list[Person]:
    """Names after a label: 姜华（局长）、白雪, or 县委副书记、县长莫如海; a bracket that names only a unit gives no post."""
    out = _name_and_posts(text) or _each_with_a_post(text)
    if out:
        return out
    posts: list[str] = []
    for piece in re.findall(r"[^、，,；;\s（(]+(?:[（(][^）)]*[）)])?", text.rstrip("。")):
        bracket = _LISTED_NAME.fullmatch(piece)
        posted = _POST_AND_NAME.fullmatch(piece)
        if bracket is not None:
            held = tuple(post for post in _MARK.split(bracket[2]) if _ENDS_IN_POST.search(post))
            out.append(Person(bracket[1], held))
        elif posted is not None:
            out.append(Person(posted[2], (*posts, posted[1])))
        elif polite := NAME_FIRST.fullmatch(piece):
            out.append(Person(polite["name"], (*posts, (polite["body"] or "") + polite["post"])))
        elif _ENDS_IN_POST.search(piece):
            posts.append(piece)
            continue
        elif _NAME.fullmatch(piece) or out and _RARE_NAME.fullmatch(piece) and not is_unit(piece):
            out.append(Person(piece, tuple(posts)))
        elif name := _name_after_unit(piece):
            out.append(Person(name, ()))
        posts = []
    return out


def _name_after_unit(piece: str) -> str | None:
    """县交通运输局高远 names 高远, of whom only the unit is told; 各镇党委 is a unit and names nobody."""
    if is_unit(piece):
        return None
    names = (piece[-size:] for size in (2, 3, 4) if is_unit(piece[:-size]))
    return next((name for name in names if _NAME.fullmatch(name)), None)
