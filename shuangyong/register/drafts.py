"""A person as somebody wants it registered, and everything that is wrong with it: one message for each field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from shuangyong.register import declared
from shuangyong.register.models import Person, ServiceEpisode
from shuangyong.register.naming import plain_name
from shuangyong.rules.designations import designation_wrong
from shuangyong.rules.identity import id_wrong, phone_plain, phone_wrong, plain, read_id

LONGEST_NAME = 60
LONGEST_ADDRESS = 200
EARLIEST = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """One time in service. `troops_name` is the public name."""

    kind: str
    enlisted: date | None = None
    discharged: date | None = None
    manner: str = ""
    troops_name: str = ""
    from_region: str = ""


@dataclass(frozen=True, slots=True)
class CategoryDraft:
    """A category by key or name, with its details by key."""

    key: str
    detail: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class HonourDraft:
    """An honour by key or name."""

    key: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A new person. With an identity number, sex and day of birth need not be given: the number says them.

    `household` groups the persons of one batch that live together and is their household's number; `home` is the row of
    one that is registered already. `region` is where the person lives.
    """

    name: str
    region: str
    id_number: str = ""
    sex: str = ""
    born: date | None = None
    phone: str = ""
    address: str = ""
    certificates: tuple[tuple[str, str], ...] = ()
    hukou: str = ""
    hukou_region: str = ""
    station: int | None = None
    died: date | None = None
    services: tuple[ServiceDraft, ...] = ()
    categories: tuple[CategoryDraft, ...] = ()
    honours: tuple[HonourDraft, ...] = ()
    traits: tuple[tuple[str, object], ...] = ()
    household: str = ""
    home: int = 0
    role: str = ""
    planted: bool = False


def settled(draft: PersonDraft, on: date) -> tuple[PersonDraft, dict[str, str]]:
    """The draft in the form in which it is kept, and what is wrong with it by field."""
    wrong: dict[str, str] = {}
    number = plain(draft.id_number)
    draft = replace(
        draft,
        name=plain_name(draft.name),
        id_number=number,
        phone=phone_plain(draft.phone),
        address=draft.address.strip(),
    )
    if number:
        draft = _by_number(draft, number, on, wrong)
    wrong |= _plain_wrong(draft, on) | _services_wrong(draft, on) | _declared_wrong(draft)
    return _by_keys(draft), wrong


def _by_number(draft: PersonDraft, number: str, on: date, wrong: dict[str, str]) -> PersonDraft:
    """Sex and day of birth as the number says them; where they were given and differ, somebody must look."""
    problem = id_wrong(number, on)
    said = read_id(number)
    if problem or said is None:
        wrong["id_number"] = problem or "身份证号不对。"
        return draft
    if draft.born and draft.born != said.born:
        wrong["born"] = f"与身份证号里的出生日期（{said.born}）不一致，请核对。"
    if draft.sex and draft.sex != said.sex:
        wrong["sex"] = f"与身份证号里的性别（{said.sex}）不一致，请核对。"
    return replace(draft, born=said.born, sex=said.sex)


def _plain_wrong(draft: PersonDraft, on: date) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if not draft.name or len(draft.name) > LONGEST_NAME or any(char.isdigit() for char in draft.name):
        wrong["name"] = f"姓名应为 1 至 {LONGEST_NAME} 个字，不含数字。"
    if draft.sex and draft.sex not in Person.Sex.values:
        wrong["sex"] = "性别只能填男或女。"
    if draft.born and not EARLIEST <= draft.born <= on:
        wrong["born"] = "出生日期不对：不应早于 1900 年，也不应晚于今天。"
    if draft.phone and (problem := phone_wrong(draft.phone)):
        wrong["phone"] = problem
    if len(draft.address) > LONGEST_ADDRESS:
        wrong["address"] = f"地址最多 {LONGEST_ADDRESS} 个字。"
    elif problem := designation_wrong(draft.address):
        wrong["address"] = problem
    if draft.hukou and draft.hukou not in Person.Hukou.values:
        wrong["hukou"] = "户籍类别只能填农村或城镇。"
    if draft.died and (draft.died > on or (draft.born and draft.died < draft.born)):
        wrong["died"] = "去世日期不应晚于今天，也不应早于出生日期。"
    if draft.household and draft.role and draft.role not in declared.rules().lists["household_roles"]:
        wrong["role"] = f"与户主关系可填：{'、'.join(declared.rules().lists['household_roles'])}。"
    return wrong


def _services_wrong(draft: PersonDraft, on: date) -> dict[str, str]:
    for service in draft.services:
        problem = service_wrong(service, draft.born, on)
        if problem:
            return {"services": problem}
    return {}


def service_wrong(service: ServiceDraft, born: date | None, on: date) -> str:
    """What is wrong with one time in service; "" where nothing is."""
    if service.kind not in ServiceEpisode.Kind.values:
        return f"服役类别只能填：{'、'.join(ServiceEpisode.Kind.values)}。"
    if service.enlisted and born and service.enlisted.year - born.year < 12:
        return "入伍日期与出生日期相差不到 12 年，请核对。"
    if service.enlisted and service.discharged and service.discharged <= service.enlisted:
        return "退役日期应晚于入伍日期。"
    if service.enlisted and service.enlisted > on:
        return "入伍日期不应晚于今天。"
    if service.manner and service.manner not in declared.rules().lists["discharge_manners"]:
        return f"退役安置方式可填：{'、'.join(declared.rules().lists['discharge_manners'])}。"
    return designation_wrong(service.troops_name, name=True)


def _declared_wrong(draft: PersonDraft) -> dict[str, str]:
    wrong: dict[str, str] = {}
    known = declared.load()
    for category in draft.categories:
        if problem := category_wrong(category):
            wrong["categories"] = problem
    for honour in draft.honours:
        if known.honour_named(honour.key) is None:
            wrong["honours"] = (
                f"没有“{honour.key}”这种荣誉。可填：{'、'.join(h.name for h in known.honours.values())}。"
            )
    for key, value in draft.traits:
        if problem := trait_wrong(key, value):
            wrong["traits"] = problem
    return wrong


def category_wrong(category: CategoryDraft) -> str:
    """What is wrong with a category; "" where nothing is. Details may be missing (they are asked for later)."""
    known = declared.load()
    kind = known.category_named(category.key)
    if kind is None:
        return f"没有“{category.key}”这个类别。可填：{'、'.join(c.name for c in known.categories.values())}。"
    asked = {detail.key: detail for detail in kind.asks}
    for key, value in category.detail.items():
        if key not in asked:
            return f"“{kind.name}”不填“{key}”。"
        if value and value not in asked[key].choices:
            return f"{asked[key].name}只能填：{'、'.join(asked[key].choices)}。"
    if category.since and category.until and category.until <= category.since:
        return f"“{kind.name}”的终止日期应晚于开始日期。"
    return ""


def trait_wrong(key: str, value: object) -> str:
    """What is wrong with another fact; "" where nothing is."""
    kind = declared.load().traits.get(key)
    if kind is None:
        return f"没有“{key}”这一项情况。"
    right = {
        "text": isinstance(value, str),
        "choice": value in kind.choices,
        "yes_no": isinstance(value, bool),
        "number": isinstance(value, int | float) and not isinstance(value, bool),
        "money": isinstance(value, int) and not isinstance(value, bool),
        "date": isinstance(value, str) and len(value) == 10,
    }[kind.type]
    if right:
        return ""
    return f"{kind.name}填得不对。" + (f"可填：{'、'.join(kind.choices)}。" if kind.choices else "")


def _by_keys(draft: PersonDraft) -> PersonDraft:
    """Categories and honours by their keys, however they were named."""
    known = declared.load()
    categories = [
        replace(one, key=kind.key) for one in draft.categories if (kind := known.category_named(one.key)) is not None
    ]
    honours = [
        replace(one, key=named.key) for one in draft.honours if (named := known.honour_named(one.key)) is not None
    ]
    return replace(draft, categories=tuple(categories), honours=tuple(honours))
