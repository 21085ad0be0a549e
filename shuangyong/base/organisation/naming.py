"""Names of units, purely as text: different ways of writing one name brought to one form.

A name has two keys. Its `whole` is the name in one way of writing. Its `core` (词干) is what is left without the place:
安平县教育局, 县教育局 and 教育局 have the core 教育局, and the place is a question of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from shuangyong.base.organisation.declared import SHIPPED, Faults, join, read

FILE = "names.toml"

LEVELS_OF = {
    "自治区": ("province",),
    "省": ("province",),
    "市": ("city",),
    "州": ("city",),
    "盟": ("city",),
    "地区": ("city",),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
    "镇": ("town",),
    "乡": ("town",),
    "街道": ("town",),
    "社区": ("village",),
    "村": ("village",),
}
"""What a level's word before a name means where the place itself says nothing else."""
_OURS = re.compile(r"^[我本](?=[省市州盟县区旗镇乡村街社])")
_PARTY = re.compile(r"^中共(?=.{2})|^中国共产党(?=.{2})")
_AFTER_COMMITTEE = re.compile(r"^委(?=.{2})(?!员会|办$)")
_SPACE = re.compile(r"[\s\x00]+")  # PostgreSQL takes no NUL
_HALF = str.maketrans("（）［］〔〕，", "()[]〔〕,", "“”\"'‘’《》")


@dataclass(frozen=True, slots=True)
class Words:
    same: tuple[tuple[str, str], ...]
    tails: tuple[tuple[str, str], ...]
    level: re.Pattern[str]


@cache
def _words() -> Words:
    """The product's own words only: the names of units are kept by them, so another wording would lose their names."""
    return parse(read(SHIPPED / FILE), FILE)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Words:
    """Words of names out of a file's tables. Raises DeclarationError; also for any file but the product's."""
    faults = Faults(file)
    if file not in (FILE, str(SHIPPED / FILE)):
        faults.add("", "单位名称的写法随产品固定，不能由本单位另写；请把这个文件移走。")
    faults.keys("", tables, ("same", "tails", "not_level"))
    for key in ("same", "tails"):
        for pair in tables.get(key, []):
            if len(faults.texts(key, pair)) != 2:
                faults.add(key, "每一处应写两个词：原来的写法和统一的写法。")
    for level, after in faults.table("not_level", tables.get("not_level", {})).items():
        faults.texts(join("not_level", level), after)
    faults.raise_any()
    return _compiled(tables)


def _compiled(tables: Mapping[str, Any]) -> Words:
    not_level = {word: "".join(f"(?!{re.escape(next_)})" for next_ in after) for word, after in _after(tables)}
    words = sorted(LEVELS_OF, key=len, reverse=True)
    level = "|".join(re.escape(word) + not_level.get(word, "") for word in words)
    return Words(
        tuple((old, new) for old, new in tables["same"]),
        tuple((old, new) for old, new in tables["tails"]),
        re.compile(f"^({level})(?=.)"),
    )


def _after(tables: Mapping[str, Mapping[str, list[str]]]) -> Iterable[tuple[str, list[str]]]:
    return tables["not_level"].items()


def plain(text: str) -> str:
    """Without spaces and quotation marks, brackets of one width."""
    return _SPACE.sub("", text).translate(_HALF)


def whole(text: str) -> str:
    """One way of writing for a name: 办公室 and 办, 人民政府 and 政府 are the same."""
    words, name = _words(), _OURS.sub("", plain(text))
    name = _PARTY.sub("", name)
    for old, new in words.same:
        name = name.replace(old, new)
    for old, new in words.tails:
        if name.endswith(old) and name != old:
            name = name.removesuffix(old) + new
    return name


def split_level(name: str) -> tuple[str, str]:
    """县教育局 gives 县 and 教育局; nothing and the name where it does not begin with a level's word."""
    found = _words().level.match(name)
    return (found[1], after_committee(name[found.end() :])) if found else ("", name)


def after_committee(rest: str) -> str:
    """县委宣传部 is 委宣传部 after its place: the committee is not part of the department's name; 县委办 keeps it."""
    return _AFTER_COMMITTEE.sub("", rest)


def split_place(name: str, places: Iterable[str]) -> tuple[str, str]:
    """The longest of `places` that `name` begins with, and the rest; nothing where none or nothing is left."""
    fitting = [place for place in places if place and name.startswith(place) and name != place]
    place = max(fitting, key=len, default="")
    return place, name[len(place) :]


def core(text: str, places: Iterable[str]) -> str:
    """The name without the places it stands in (`places`: the names of its own region and of those above)."""
    name, known = whole(text), list(places)
    place, rest = split_place(name, known)
    if not place:
        return split_level(name)[1]
    while place:
        name = rest
        place, rest = split_place(name, known)
    return after_committee(name)
