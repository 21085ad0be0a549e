"""Official papers of cases: each is proved against its kinds, filled as its reader may see the case, set after GB/T 9704."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
import pytest

from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.rostering import Plan, open_roster
from shuangyong.cases.standing import lay_open
from shuangyong.catalog import papers, rosters
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.reports.case_docx import lines_of, write_docx
from shuangyong.reports.papers import BLANK, filled, numbered, offered
from shuangyong.rules.roster import Person
from tests.cases.conftest import NOW, TODAY, district, forgotten_definitions, quick_hashes

FIXTURES = (district, forgotten_definitions, quick_hashes)


@pytest.fixture
def task(district) -> Case:
    values = {"task": "解决驻军子女入园", "deadline": date(2026, 6, 30), "measures": "逐人核对\n协调两所幼儿园"}
    held = {"lead": ((district.unit("教育局"), None),), "support": ((district.unit("财政局"), None),)}
    return open_case(district.actor("陆双"), "task", Form(values, held), now=NOW)


def words(district, row: Case, key: str, who: str = "陆双", on: date = TODAY) -> str:
    stream = BytesIO()
    write_docx(filled(district.actor(who), lay_open(row, on), papers.load()[key]), stream)
    paper = docx.Document(stream)
    cells = [cell.text for table in paper.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def keys(row: Case, on: date = TODAY) -> set[str]:
    return {one.key for one in offered(lay_open(row, on))}


def test_every_shipped_paper_means_something_in_all_its_kinds(district) -> None:
    assert [papers.faults_in(path, kinds_in_force(TODAY)) for path in papers.files()] == [[]] * len(papers.files())
    assert {"handing_out", "pressing", "striking_off", "need_letter", "duty_letter"} <= papers.load().keys()


def test_a_task_is_handed_out_pressed_and_struck_off_on_paper(district, task) -> None:
    assert keys(task) == {"handing_out"}
    text = words(district, task, "handing_out")
    assert "云溪区教育局：" in text and "督办〔2026〕1号" in text and "云溪区财政局" in text and "2026年6月30日" in text
    assert "依据：" not in text  # nothing was entered, and the paragraph may go
    task = take(district.actor("简文"), task.pk, "press", Form(note="请在开学前办好"), rev=task.rev, now=NOW)
    assert keys(task) == {"handing_out", "pressing"}
    text = words(district, task, "pressing")
    assert "催办单（第1次）" in text and "请在开学前办好" in text


def test_what_is_missing_is_left_blank(district) -> None:
    held = {"asker": ((district.unit("驻军"), None),)}
    form = Form({"need": "营区外道路积水", "sort": "基础设施提升"}, held)
    need = open_case(district.actor("江军"), "troops_need", form, now=NOW)
    text = words(district, need, "need_letter")
    assert f"{BLANK}：" in text and "驻云溪区某部提出：营区外道路积水" in text
    assert "工作质量" not in text
    assert "云溪区双拥工作领导小组办公室\n" in text  # who takes it signs it, not whoever raised the need


def test_persons_are_masked_on_paper(district) -> None:
    values = {"project": "解放路3号门面"}
    held = {"troops": ((district.unit("驻军"), None),), "lead": ((district.unit("东河镇"), None),)}
    row = open_case(district.actor("简文"), "stop_project", Form(values, held), now=NOW)
    survey = {"trade": "房地产租赁", "sort": "一般", "knot": "合同未到期", "sublet": False}
    row = take(district.actor("谢镇"), row.pk, "survey", Form(survey), rev=row.rev, now=NOW)
    row = take(district.actor("简文"), row.pk, "risk_low", Form(), rev=row.rev, now=NOW)
    plan = {"way": "协商解除", "plan": "年底前收回。", "deadline": date(2026, 12, 31)}
    row = take(district.actor("谢镇"), row.pk, "propose", Form(plan), rev=row.rev, now=NOW)
    row = take(district.actor("简文"), row.pk, "approve", Form(), rev=row.rev, now=NOW)
    from shuangyong.cases.proofs import file_proof

    told = file_proof(
        district.actor("谢镇"), BytesIO("公告".encode()), "公告.txt", title="公告", proves="宣传了", on=TODAY, now=NOW
    )
    told_form = Form({"publicised_on": TODAY}, proofs={"publicity": (told.pk,)})
    row = take(district.actor("谢镇"), row.pk, "publicise", told_form, rev=row.rev, now=NOW)
    child = Form({"holding": "1号门面", "name": "何一户"}, {"lead": ((district.unit("东河镇"), None),)})
    row = take(district.actor("谢镇"), row.pk, "household", Form(child=child), rev=row.rev, now=NOW)
    text = words(district, row, "household_list")
    assert "1号门面" in text and "何一户" not in text and "何" in text


def test_a_roster_goes_on_paper_as_a_table(district) -> None:
    team = (*(Person(n, leads=True) for n in ("何一", "于二")), *(Person(f"干部{n}", leads=False) for n in range(2)))
    plan = Plan(rosters.load()["holiday"], district.unit("双拥办"), date(2026, 10, 1), date(2026, 10, 3), team, 1)
    row = open_roster(district.actor("简文"), plan, now=NOW)
    text = words(district, row, "roster")
    assert "10月3日夜班" in text and "干部1" in text and text.index("班次") < text.index("10月1日白班")


def test_the_page_follows_the_standard_and_the_bytes_are_the_same(district, task) -> None:
    made = []
    for _ in range(2):
        stream = BytesIO()
        write_docx(filled(district.actor("陆双"), lay_open(task, TODAY), papers.load()["handing_out"]), stream)
        made.append(stream.getvalue())
    assert made[0] == made[1]
    paper = docx.Document(BytesIO(made[0]))
    section = paper.sections[0]
    sizes = (section.page_width, section.top_margin, section.left_margin)
    assert [round(size.mm) for size in sizes if size] == [210, 37, 28]
    assert paper.paragraphs[0].runs[0].font.name == "方正小标宋简体"
    assert paper.paragraphs[2].paragraph_format.first_line_indent.pt == 32


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("任务交办单", ["任务交办单"]),
        ("2026年10月1日至10月8日节假日值班表", ["2026年10月1日至", "10月8日节假日值班表"]),
        (
            "关于协调解决“营区外道路积水和路灯不亮等问题”的函",
            ["关于协调解决“营区外道路积水和", "路灯不亮等问题”的函"],
        ),
        ("关于协调解决“国防教育进校园”的函", ["关于协调解决", "“国防教育进校园”的函"]),
        ("区住建局与驻区乙部结对共建（第119对）协议", ["区住建局与驻区乙部", "结对共建（第119对）协议"]),
    ],
)
def test_a_long_title_is_set_in_lines_of_about_one_length(title, lines) -> None:
    assert lines_of(title) == lines


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"body": ["{nothing}"]}, "没有“{nothing}”可以填"),
        ({"when": "stag == 1"}, "条件写得不对"),
        ({"kinds": ["gone"]}, "没有叫“gone”的事项种类"),
        ({"children": {"of": "gone", "columns": []}}, "没有叫“gone”的下级事项"),
    ],
)
def test_a_paper_that_means_nothing_is_told(district, change, says) -> None:
    good = {"name": "单", "kinds": ["task"], "title": "{task}", "body": ["{number}"], "from": "{from}"}
    table = good | {"source": "通行做法", "checked": "待核"} | change
    with pytest.raises(DeclarationError) as error:
        papers.prove(papers.parse(table, "x", "x.toml"), kinds_in_force(TODAY), "x.toml")
    assert says in str(error.value)


def test_taking_a_paper_is_an_entry_and_a_foreign_case_has_none(district, task, client) -> None:
    client.force_login(district.people["陆双"])
    page = client.get(f"/cases/{task.pk}/")
    assert "任务交办单" in page.content.decode() and "格式待核" in page.content.decode()
    taken = client.get(f"/cases/{task.pk}/papers/handing_out/")
    assert taken.status_code == 200 and b"".join(taken.streaming_content).startswith(b"PK")
    assert Entry.objects.filter(what="case.paper").count() == 1
    assert client.get(f"/cases/{task.pk}/papers/striking_off/").status_code == 404
    client.force_login(district.people["江军"])
    assert client.get(f"/cases/{task.pk}/papers/handing_out/").status_code == 404


def test_an_article_that_is_left_out_leaves_no_gap_in_the_numbers() -> None:
    body = ["甲方：东河镇", "一、自愿提供优惠。", "三、只查验凭证。", "五、定期复核。", "盖章："]
    assert numbered(body) == ("甲方：东河镇", "一、自愿提供优惠。", "二、只查验凭证。", "三、定期复核。", "盖章：")
    assert numbered(["第一部分", "一、甲", "二、乙", "一、丙"]) == ("第一部分", "一、甲", "二、乙", "一、丙")
