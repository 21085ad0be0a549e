"""A row of an old roll as a person of the register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import Actor, Place, Seat
from shuangyong.base.organisation.models import Region
from shuangyong.base.storing import writing
from shuangyong.cases.forms import Wrong
from shuangyong.intake.ledgers.cells import text_of
from shuangyong.intake.ledgers.columns import Column
from shuangyong.intake.ledgers.targets import KNOWN, Outcome, Target, Written
from shuangyong.register.actions.bulk import add_many
from shuangyong.register.drafts import CategoryDraft, PersonDraft, ServiceDraft, settled

PERSONS = "persons"
COLUMNS = (
    Column("name", "姓名", "text", True, words=("对象姓名", "人员姓名")),
    Column("id_number", "身份证号", "id_number", words=("身份证号码", "公民身份号码", "证件号码")),
    Column("region", "所在村（社区）", "region", words=("所在村", "村", "村居", "社区", "所属村社区", "居住地")),
    Column("sex", "性别", "text"),
    Column("born", "出生日期", "date", words=("出生年月日", "出生年月")),
    Column("phone", "联系电话", "phone", words=("电话", "手机", "手机号码", "联系方式")),
    Column("address", "住址", "text", words=("家庭住址", "详细地址", "地址", "现住址")),
    Column("hukou", "户籍类别", "text", words=("户口性质",)),
    Column("category", "人员类别", "text", words=("优抚对象类别", "对象类别", "类别", "身份类别")),
    Column("service", "服役类别", "text", words=("兵役类别",)),
    Column("enlisted", "入伍日期", "date", words=("入伍时间",)),
    Column("discharged", "退役日期", "date", words=("退役时间", "退伍时间", "退伍日期")),
)
_FIELDS = {"categories": "category", "services": "enlisted"}


class PersonTarget(Target):
    """The register of persons."""

    key, name, columns = PERSONS, "人员登记册", COLUMNS

    def __init__(self, actor: Actor, seat: Seat | None, now: datetime) -> None:
        self.actor, self.now = actor, now
        self.place = seat.place if seat else Place("")
        self.today = localtime(now).date()
        self._regions: dict[str, str] = {}

    def value(self, column: Column, cell: Any) -> Any:
        if column.type == "region":
            return self._region(text_of(cell))
        return super().value(column, cell)

    def _region(self, text: str) -> str:
        """The code of a village or town by its name, looked up among those within the importer's place."""
        if text and text not in self._regions:
            found = Region.objects.filter(name__in=(text, f"{text}村", f"{text}社区"), valid_to=None)
            inside = [code for code in found.values_list("code", flat=True)[:50] if code.startswith(self.place.code)]
            if len(inside) != 1:
                what = f"有几个叫“{text}”的地方" if inside else f"没有找到“{text}”"
                raise Wrong(f"{what}，请写村、社区或乡镇的名称。")
            self._regions[text] = inside[0]
        return self._regions.get(text, "")

    def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
        found = {place: settled(self._draft(values), self.today)[1] for place, values in enumerate(rows)}
        return {place: _named(wrong) for place, wrong in found.items() if wrong}

    def take(self, rows: Sequence[Mapping[str, Any]], source: str, after: Written) -> Outcome:
        with writing():
            added = add_many(self.actor, [self._draft(row) for row in rows], now=self.now, source=source, partly=True)
            new = [(place, f"person:{pk}") for place, pk in added.persons.items()]
            after([*new, *((place, f"{KNOWN}{pk}") for place, pk in added.existing.items())])
        return Outcome({place: _named(wrong) for place, wrong in added.wrong.items()})

    def _draft(self, values: Mapping[str, Any]) -> PersonDraft:
        plain = {key: values[key] for key in _PLAIN if key in values}
        service = values.get("service") or ("义务兵" if "enlisted" in values else "")
        services = (
            (ServiceDraft(service, values.get("enlisted"), values.get("discharged")),)
            if service or "discharged" in values
            else ()
        )
        categories = (CategoryDraft(values["category"]),) if "category" in values else ()
        region = values.get("region", self.place.code)
        return PersonDraft(region=region, services=services, categories=categories, **plain)


_PLAIN = ("name", "id_number", "sex", "born", "phone", "address", "hukou")


def _named(wrong: Mapping[str, str]) -> dict[str, str]:
    """Problems of a draft by the columns of the table."""
    keys = {column.key for column in COLUMNS}
    return {key if (key := _FIELDS.get(name, name)) in keys else "": says for name, says in wrong.items()}
