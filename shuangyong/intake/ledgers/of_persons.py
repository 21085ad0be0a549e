"""A row of an old roll as a person of the register, with category, time in service, certificates and household."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.organisation.models import Region
from shuangyong.base.storing import writing
from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import Column, words
from shuangyong.intake.ledgers.homes import settle
from shuangyong.intake.ledgers.targets import KNOWN, Outcome, Target, Written
from shuangyong.intake.ledgers.whole import MONTH
from shuangyong.register import declared
from shuangyong.register.actions.bulk import add_many
from shuangyong.register.actions.doubles import known
from shuangyong.register.drafts import CategoryDraft, PersonDraft, ServiceDraft, settled
from shuangyong.register.keys import ring
from shuangyong.register.masking import name as masked_name
from shuangyong.register.models import Person, ServiceEpisode
from shuangyong.register.naming import plain_name
from shuangyong.register.sealing import blinds
from shuangyong.rules.identity import plain

PERSONS = "persons"
CERTIFICATES = {"disabled_card": "残疾军人证", "card": "优待证", "discharge_card": "退役证"}
NUMBER_WORDS = ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证", "公民身份证号码", "证件号", "身份号码")
COLUMNS = (
    Column("name", "姓名", "text", True, words=("对象姓名", "人员姓名", "优抚对象姓名"), mask="name"),
    Column(
        "id_number",
        "身份证号",
        "id_number",
        words=NUMBER_WORDS,
        mask="id_number",
    ),
    Column("region", "所在村（社区）", "region", words=("所在村", "村", "村居", "社区", "所属村社区", "居住地")),
    Column("sex", "性别", "text"),
    Column("born", "出生日期", "date", words=("出生年月日", "出生年月", "出生时间"), mask="gone"),
    Column("phone", "联系电话", "phone", words=("电话", "手机", "手机号码", "手机号", "联系方式"), mask="phone"),
    Column("address", "住址", "text", words=("家庭住址", "详细地址", "地址", "现住址", "家庭地址"), mask="address"),
    Column("hukou", "户籍类别", "text", words=("户口性质", "户口类别", "户籍性质")),
    Column(
        "category", "人员类别", "text", words=("优抚对象类别", "对象类别", "类别", "身份类别", "优抚类别"), several=True
    ),
    Column("nature", "残疾性质", "text", words=("伤残性质", "致残性质", "性质")),
    Column("level", "残疾等级", "text", words=("伤残等级", "等级")),
    Column("service", "服役类别", "text", words=("兵役类别",)),
    Column("enlisted", "入伍日期", "date", words=("入伍时间", "参军时间", "入伍年月")),
    Column("discharged", "退役日期", "date", words=("退役时间", "退伍时间", "退伍日期", "复退时间")),
    Column("household", "户主", "text", words=("户主姓名", "户主名称"), mask="name"),
    Column("number", "户号", "text", words=("家庭编号", "户编号", "户口簿编号")),
    Column("role", "与户主关系", "text", words=("与户主的关系", "家庭关系", "户内关系")),
    *(Column(key, f"{label}号", "text", words=(f"{label}编号",)) for key, label in CERTIFICATES.items()),
)
CHOICES = {
    "sex": tuple(Person.Sex.values),
    "hukou": tuple(Person.Hukou.values),
    "service": tuple(ServiceEpisode.Kind.values),
}
_FIELDS = {"categories": "category", "services": "enlisted", "certificates": "disabled_card"}
_SEVERAL = re.compile(r"[、,，;；/\n]+")
TWICE = "这个身份证号在表里前面的行已经有了，请核对。"


class PersonTarget(Target):
    """The register of persons."""

    key, name, columns, together = PERSONS, "人员登记册", COLUMNS, "household"
    apart, own_types = True, frozenset({"text"})

    def __init__(self, actor: Actor, seat: Seat | None, now: datetime) -> None:
        self.actor, self.now = actor, now
        self.place = seat.place if seat else Place("")
        self.today = localtime(now).date()
        self._regions: dict[str, str | Wrong] = {}
        self._checked: set[str] = set()
        self._taken: set[str] = set()

    def shared(self, used: Collection[str]) -> tuple[Column, ...]:
        """A roll often says the month alone in which somebody came or went, and of which village all are."""
        days = any(column.type == "date" and column.key in used for column in self.columns)
        return (
            *([MONTH] if days else []),
            *(one for one in self.columns if one.key == "region" and one.key not in used),
        )

    def options(self, column: Column) -> tuple[str, ...]:
        if column.key == "category":
            return tuple(kind.name for kind in declared.load().categories.values())
        return CHOICES.get(column.key, ())

    def value(self, column: Column, cell: Any) -> Any:
        if column.type == "region":
            return self._region(text_of(cell))
        if column.type == "text":
            return words().meant(column.key, text_of(cell)) or None
        return super().value(column, cell)

    # ── places ───────────────────────────────────────────────────────────────────────────────────────────────────

    def _region(self, text: str) -> str:
        """The code of a village or town by its name, looked up among those within the importer's place, each once."""
        if not text:
            return ""
        if text not in self._regions:
            self._regions[text] = self._looked_up(text)
        found = self._regions[text]
        if isinstance(found, Wrong):
            raise found
        return found

    def _looked_up(self, text: str) -> str | Wrong:
        """By its own name, else by that of its town before it: 东河镇东河村."""
        inside = self._called(text)
        for town, code in self._towns().items() if len(inside) != 1 else ():
            if text.startswith(town) and text != town:
                inside = [one for one in self._called(text.removeprefix(town)) if one.startswith(code)]
        if len(inside) == 1:
            return inside[0]
        if inside:
            return Wrong(f"有 {len(inside)} 个叫“{text}”的地方，请连乡镇一起写，例如“某某镇{text}”。")
        return Wrong(f"没有找到“{text}”，请写村、社区或乡镇的名称。")

    def _called(self, text: str) -> list[str]:
        names = (text, f"{text}村", f"{text}社区", f"{text}村民委员会")
        found = Region.objects.filter(name__in=names, valid_to=None, code__startswith=self.place.code)
        return list(found.values_list("code", flat=True)[:50])

    def _towns(self) -> dict[str, str]:
        found = Region.objects.filter(valid_to=None, code__startswith=self.place.code).values_list("name", "code")
        return {name: code for name, code in found if len(code) == 9}

    # ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
        drafts = self._drafts(rows)  # of a row without a name too: whatever else is wrong is told at once
        found = {place: settled(draft, self.today)[1] for place, draft in enumerate(drafts)}
        wrong = {place: _named(by) for place, by in found.items() if by}
        return self._otherwise(drafts) | self._twice(drafts, self._checked) | wrong

    def take(self, rows: Sequence[Mapping[str, Any]], source: str, after: Written) -> Outcome:
        drafts = self._drafts(rows)
        refused = self._otherwise(drafts) | self._twice(drafts, self._taken)
        places = [place for place in range(len(drafts)) if place not in refused]
        with writing():
            added = add_many(self.actor, [drafts[place] for place in places], now=self.now, source=source, partly=True)
            new = [(places[place], f"person:{pk}") for place, pk in added.persons.items()]
            after([*new, *((places[place], f"{KNOWN}{pk}") for place, pk in added.existing.items())])
        return Outcome(refused | {places[place]: _named(wrong) for place, wrong in added.wrong.items()})

    def _otherwise(self, drafts: Sequence[PersonDraft]) -> dict[int, Mapping[str, str]]:
        """Numbers that somebody of another name within the importer's reach has; two questions for all."""
        keys = ring()
        asked = {
            place: blinds(draft.id_number, "id_number", keys) for place, draft in enumerate(drafts) if draft.id_number
        }
        taken = known(self.actor, (blind for found in asked.values() for blind in found)).seen
        names = dict(Person.objects.filter(pk__in=set(taken.values())).values_list("pk", "name")) if taken else {}
        wrong: dict[int, Mapping[str, str]] = {}
        for place, found in asked.items():
            for name in {names[taken[blind]] for blind in found if blind in taken}:
                if name != plain_name(drafts[place].name):
                    says = f"这个身份证号已经建档，登记的姓名是“{masked_name(name)}”，请核对是号码还是姓名写错了。"
                    wrong[place] = {"id_number": says}
        return wrong

    def _twice(self, drafts: Sequence[PersonDraft], seen: set[str]) -> dict[int, Mapping[str, str]]:
        wrong: dict[int, Mapping[str, str]] = {}
        for place, draft in enumerate(drafts):
            number = draft.id_number
            if number and number in seen:
                wrong[place] = {"id_number": TWICE}
            seen.add(number)
        return wrong

    def _drafts(self, rows: Sequence[Mapping[str, Any]]) -> list[PersonDraft]:
        return settle(self.actor, [self._draft(values) for values in rows], rows)

    def _draft(self, values: Mapping[str, Any]) -> PersonDraft:
        known = {"name": "", **{key: values[key] for key in _PLAIN if key in values}}
        draft = PersonDraft(
            region=values.get("region", self.place.code),
            services=_services(values),
            categories=_categories(values),
            certificates=tuple((label, values[key]) for key, label in CERTIFICATES.items() if key in values),
            **known,
        )
        return replace(draft, id_number=plain(draft.id_number))


_PLAIN = ("name", "id_number", "sex", "born", "phone", "address", "hukou", "role")


def _services(values: Mapping[str, Any]) -> tuple[ServiceDraft, ...]:
    if not {"service", "enlisted", "discharged"} & values.keys():
        return ()
    return (ServiceDraft(values.get("service", "义务兵"), values.get("enlisted"), values.get("discharged")),)


def _categories(values: Mapping[str, Any]) -> tuple[CategoryDraft, ...]:
    """Each of several; 残疾性质 and 残疾等级 go to the one that asks for them."""
    detail = {key: values[key] for key in ("nature", "level") if key in values}
    named = [words().meant("category", part) for part in _SEVERAL.split(values.get("category", "")) if part.strip()]
    return tuple(CategoryDraft(name.strip(), detail if _asks(name.strip()) else {}) for name in dict.fromkeys(named))


def _asks(name: str) -> bool:
    kind = declared.load().category_named(name)
    return kind is not None and any(detail.key == "level" for detail in kind.asks)


def _named(wrong: Mapping[str, str]) -> dict[str, str]:
    """Problems of a draft by the columns of the table."""
    keys = {column.key for column in COLUMNS}
    return {key if (key := _FIELDS.get(name, name)) in keys else "": says for name, says in wrong.items()}
