"""Nothing is asked that is already held: a kind that names a person, a merchant or a site knows what stands there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from shuangyong.catalog.model import Field, Kind
from shuangyong.catalog.proving_base import Said, Surroundings

HELD: dict[str, tuple[tuple[str, str], ...]] = {
    # sort of the register: words of a label, what may be written in known_from ("": protected, never in a case)
    "person": (
        (r"^姓名$|名字", ""),
        (r"身份证|证件号", ""),
        (r"性别", "person.sex"),
        (r"出生|生日|年龄", "person.born"),
        (r"手机|(联系|本人)电话|^电话$", ""),
        (r"(家庭|详细|现)(住址|地址)|^住址$|户籍地$|居住地$", "person.place"),
        (r"户籍类别|户口性质", "person.hukou"),
        (r"入伍(日期|时间|年月)", "person.enlisted"),
        (r"(退役|退出现役|退伍)(日期|时间|年月)", "person.discharged"),
        (r"(优抚|人员|对象)类别", "person.categories"),
    ),
    "merchant": (
        (r"信用代码", "merchant.code"),
        (r"^行业$|所属行业", "merchant.trade"),
        (r"^地址$|(门店|商户)地址", "merchant.address"),
        (r"营业时间", "merchant.hours"),
    ),
    "site": ((r"^地址$|点位地址", "site.address"),),
}
NAMES = {"person": "人员", "merchant": "商户", "site": "阵地点位"}
PROTECTED_TYPES = {"id_number": "身份证号", "phone": "电话"}


def _held_is_not_asked(kind: Kind, _: Surroundings) -> Iterator[Said]:
    sorts = {field.type for field in kind.fields.values()} & HELD.keys()
    for sort in sorted(sorts):
        for field in kind.fields.values():
            yield from _asks_again(sort, field)


def _nothing_is_asked_twice(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """Two fields of one kind and sort that are called alike are one question asked twice."""
    first: dict[tuple[str, str], Field] = {}
    for field in kind.fields.values():
        other = first.setdefault((field.label, field.type), field)
        if other is not field:
            known = f'known_from = "case.{other.key}"'
            said = f"“{field.label}”和字段 {other.key} 同名同类：同一件事不问两遍。请合成一个，或者名称写清区别。"
            yield f"fields.{field.key}.label", said, (known,)


def _asks_again(sort: str, field: Field) -> Iterator[Said]:
    if field.known_from or field.type == sort:
        return
    if sort == "person" and field.type in PROTECTED_TYPES:
        yield _said(sort, field, "")
        return
    for words, fact in HELD[sort]:
        if re.search(words, field.label):
            yield _said(sort, field, fact)
            return


def _said(sort: str, field: Field, fact: str) -> Said:
    held = f"“{field.label}”在登记的{NAMES[sort]}里已经有了，不能再问。"
    path = f"fields.{field.key}"
    if not fact:
        return path, f"{held}请删去这个字段：它受保护，只在登记簿里看。", ()
    known = f'known_from = "{fact}"'
    return path, f"{held}请删去，或者写 {known}，由登记簿填好、只作确认。", (known,)


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (_held_is_not_asked, _nothing_is_asked_twice)
