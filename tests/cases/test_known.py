"""What is held already is filled and only confirmed: by the unit, the last case, the case above, the register."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Invalid
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.actions import publish
from shuangyong.catalog.checking import check_files
from shuangyong.catalog.surrounding import read_files, shipped_files, surroundings
from shuangyong.register.models import Person, ServiceEpisode
from tests.cases.conftest import NOW, TODAY, at
from tests.desk.people import signed_in
from tests.desk.test_pages import words

KINDS = Path(__file__).parents[2] / "shuangyong" / "definitions" / "kinds"
FIELDS = """
[fields.contact]
type = "text"
label = "联系人"
known_from = "last.contact"

[fields.unit_name]
type = "text"
label = "填报单位"
known_from = "unit.name"

[fields.applicant]
type = "person"
label = "对象"

[fields.born]
type = "date"
label = "出生日期"
known_from = "person.born"

[fields.left_on]
type = "date"
label = "退役日期"
known_from = "person.discharged"

[parts.lead]"""
CARE = (
    (KINDS / "task.toml")
    .read_text(encoding="utf-8")
    .replace('key = "task"', 'key = "care_try"')
    .replace("督办〔", "关爱〔")
    .replace('may = "case.organise"', 'may = "case.arrange"')
    .replace("[parts.lead]", FIELDS, 1)
    .replace('"business?"]', '"business?", "contact", "applicant?", "born?"]', 1)
    .replace("version = 2", "version = 1")
)
"""A task that also asks for a contact and somebody's birth; the unit's name and the discharge it never asks for."""


@pytest.fixture
def care(district) -> None:
    publish(SYSTEM, CARE, surroundings(TODAY), now=NOW)


def opened(district, who: str = "陆双", **values) -> Case:
    form = Form({"task": "走访", **values}, {"lead": ((district.unit("教育局"), None),)})
    return open_case(district.actor(who), "care_try", form, now=NOW)


def test_the_unit_is_known_and_the_last_contact_is_only_confirmed(district, care) -> None:
    with pytest.raises(Invalid) as told:
        opened(district)
    assert told.value.fields == {"contact": "请填写联系人。"}
    assert opened(district, contact="简文 0858").values["unit_name"] == "区双拥办"
    assert opened(district).values["contact"] == "简文 0858"
    assert opened(district, contact="陆双").values["contact"] == "陆双"
    # Another unit's last contact is not this unit's.
    with pytest.raises(Invalid):
        opened(district, "谢镇")


def test_the_form_shows_what_is_known_and_says_so(district, care) -> None:
    opened(district, contact="简文 0858")
    page = signed_in(district, "简文").get("/cases/new/care_try/")
    assert 'value="简文 0858"' in page.content.decode()
    assert "已照现有资料填好，请核对。" in words(page)
    assert "登记里已有的留空即可" in words(page)


def test_the_register_fills_what_was_left_empty_of_whom_one_may_see(district, care) -> None:
    place = {"region": "990102101", "province": "99", "city": "9901", "county": "990102", "town": "990102101"}
    person = Person.objects.create(name="蒋德", born=date(1980, 5, 1), added_on=TODAY, **place)
    ServiceEpisode.objects.create(person=person, kind="", enlisted=date(1998, 12, 1), discharged=date(2010, 12, 1))
    values = opened(district, contact="简文", applicant=person.pk).values
    assert (values["born"], values["left_on"]) == ("1980-05-01", "2010-12-01")
    typed = opened(district, contact="简文", applicant=person.pk, born=date(1980, 5, 2)).values
    assert typed["born"] == "1980-05-02"


def test_a_case_below_is_filled_by_the_one_above(district) -> None:
    above = CARE.replace('kind = "task"', 'kind = "below_try"').replace(
        'passes = { task = "task", basis = "basis", business = "business" }', 'passes = { task = "task" }'
    )
    below = (
        (KINDS / "task.toml")
        .read_text(encoding="utf-8")
        .replace('key = "task"', 'key = "below_try"')
        .replace("督办〔", "下级〔")
        .replace(
            "[parts.lead]",
            '[fields.contact]\ntype = "text"\nlabel = "联系人"\nknown_from = "parent.contact"\n\n[parts.lead]',
            1,
        )
        .replace('"business?"]', '"business?", "contact"]', 1)
        .replace("version = 2", "version = 1")
    )
    sound, said = check_files({"上.toml": above, "下.toml": below}, read_files(shipped_files()))
    assert (len(sound), said) == (2, [])
    for text in (above, below):
        publish(SYSTEM, text, surroundings(TODAY, sound.values()), now=NOW)
    case = opened(district, contact="简文")
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=at(3, 3))
    child = Form(gives={"lead": ((district.unit("东河镇"), None),)})
    take(district.actor("宁联"), case.pk, "split", Form(child=child), rev=2, now=at(3, 3))
    assert Case.objects.get(parent=case).values["contact"] == "简文"


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ('"last.contact"', '"last.contakt"', "没有叫“contakt”的字段。是不是“contact”？"),
        ('"last.contact"', '"last.deadline"', "不同类"),
        ('"last.contact"', '"parent.contact"', "没有叫“contact”的字段"),
        ('"unit.name"', '"person.born"', ""),
        ('known_from = "person.born"', 'known_from = "person.sex"', "“person.sex”不能填进 date 字段"),
        ('type = "person"', 'type = "account"', "没有 person 类的字段，不知道是谁的"),
        ('"unit.name"', '"unit.nam"', "没有叫“unit.nam”的已有信息"),
    ],
)
def test_a_fact_that_is_not_there_or_does_not_fit_is_told(before: str, after: str, says: str) -> None:
    assert before in CARE
    _, said = check_files({"关爱.toml": CARE.replace(before, after)}, read_files(shipped_files()))
    assert any(says in one for one in said) if says else said == [], said


LOOKED = """[fields.looked_on]
type = "date"
label = "巡查日期"
required = true
known_from = "today"

[fields.named_on]
type = "date"
label = "命名日期"
required = true

[parts.lead]"""
LOOKING = (
    (KINDS / "task.toml")
    .read_text(encoding="utf-8")
    .replace('key = "task"', 'key = "look_try"')
    .replace("督办〔", "巡查〔")
    .replace("[parts.lead]", LOOKED, 1)
    .replace("version = 2", "version = 1")
    .replace('asks = ["progress"]', 'asks = ["progress", "looked_on", "named_on", "deadline?"]', 1)
)
"""A task whose reports say on which day somebody looked."""


def test_the_day_of_a_look_is_the_days_and_never_the_last_looks(district) -> None:
    """宁联 reports twice: today is filled in, last time's other day is not offered again; the term stands as it is if nobody names another."""
    publish(SYSTEM, LOOKING, surroundings(TODAY), now=NOW)
    given = {"lead": ((district.unit("教育局"), None),)}
    asked = Form({"task": "巡查", "deadline": date(2026, 6, 30)}, given)
    case = open_case(district.actor("陆双"), "look_try", asked, now=NOW)
    take(district.actor("宁联"), case.pk, "sign", Form(), rev=1, now=NOW)
    days = {"progress": "看过", "looked_on": date(2026, 1, 5), "named_on": date(2026, 1, 6)}
    take(district.actor("宁联"), case.pk, "report", Form(days), rev=2, now=NOW)
    page = signed_in(district, "宁联").get(f"/cases/{case.pk}/report/").content.decode()
    assert "2026-01-05" not in page and "2026-01-06" not in page
    assert 'value="2026-06-30"' not in page and "不改期限的不填：现在是2026年6月30日" in page
    assert f'id="f-looked_on" type="date" name="looked_on" value="{localdate()}"' in page
    assert "已填今天，不是今天的请改。" in page
