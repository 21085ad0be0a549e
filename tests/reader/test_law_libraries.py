"""What libraries of laws and portals print around a paper, and tables that they leave cell by cell."""

from __future__ import annotations

from tests.reader.cast import read

_PAPER = (
    "云溪市人民政府办公厅关于印发2024年重点工作责任分解的通知\n各县（市、区）人民政府；市直各有关单位：\n"
    "现将责任分解印发给你们，请认真组织实施。\n一、完善应急体系\n（一）修订应急预案，6月底前报市政府办公厅。（责任单位：市应急局）"
    "\n云溪市人民政府办公厅\n2024年4月13日"
)


def test_facts_in_dark_brackets_are_the_librarys() -> None:
    told = read("【法宝引证码】CLI.1.304000\n【时效性】现行有效\n" + _PAPER)
    assert told.title == "云溪市人民政府办公厅关于印发2024年重点工作责任分解的通知"
    assert told.kind == "notice"
    assert "法宝" not in told.text
    assert [(task.lead, task.deadline.text if task.deadline else None) for task in told.tasks] == [
        (("市应急局",), "6月底前")
    ]


def test_a_bulleted_list_of_facts_joins_no_title() -> None:
    facts = "文章属性\n∙【制定机关】云溪市人民政府办公厅\n∙【公布日期】2024.04.13\n∙【字 号】云政办〔2024〕1号\n∙【效力等级】地方规范性文件\n∙【主题分类】机关工作\n正文\n"
    told = read(facts + _PAPER)
    assert told.title == "云溪市人民政府办公厅关于印发2024年重点工作责任分解的通知"
    assert told.origin == "云溪市人民政府办公厅"
    assert str(told.published) == "2024-04-13"


def test_a_heading_in_such_brackets_of_the_authors_own_stays() -> None:
    assert "【重点任务】" in read(_PAPER.replace("一、完善", "【重点任务】\n一、完善")).text


def test_the_address_goes_on_behind_a_semicolon() -> None:
    told = read(_PAPER)
    lines = {told.text[one.start : one.end].strip(): one.verdict for one in told.sentences}
    assert lines["各县（市、区）人民政府；市直各有关单位："] == "furniture"


def test_a_source_ends_before_a_pages_buttons() -> None:
    for buttons in ("文字大小:[    ] 背景色:", "字体:[大 中 小]"):
        told = read(
            f"关于整改落实情况的通报\n发布时间:2024-08-23 14:52信息来源:云溪县人民政府{buttons}\n各镇人民政府：\n"
            "请各镇于9月底前完成整改，并将整改情况报县政府办公室。"
        )
        assert told.origin == "云溪县人民政府"


def test_a_table_with_bars_on_both_sides_of_each_cell() -> None:
    heading = ["序号", "责任单位", "考核指标", "监督方式", "实施部门", "完成时限"]
    rows = [
        ["1", "区民政局", "按月完成临时救助的审核确认，及时发放救助金。", "电话监督", "低保中心", "2024年12月底"],
        ["2", "区民政局", "指导乡镇完成低保对象动态调整。", "电话监督", "低保中心", "2024年10月底"],
    ]
    cells = "\n".join(
        [
            "| 2024年度区民政局重点工作任务分解 |",
            *(f"| {row[0]} |\n" + "\n".join(f"{cell} |" for cell in row[1:]) for row in (heading, *rows)),
        ]
    )
    told = read(cells)
    assert told.title == "2024年度区民政局重点工作任务分解"
    assert [(task.lead, str(task.deadline.date) if task.deadline else None) for task in told.tasks] == [
        (("区民政局",), "2024-12-31"),
        (("区民政局",), "2024-10-31"),
    ]


def test_whom_somebody_brings_together_leads_nothing() -> None:
    told = read(_PAPER.replace("（一）修订应急预案", "（一）牵头单位要统筹协调相关责任单位制定办理方案"))
    assert told.tasks[0].lead[0] == "牵头单位"
    assert all("统筹" not in name for name in told.tasks[0].lead)


def test_without_a_title_too_the_address_goes_on_behind_a_semicolon() -> None:
    told = read(
        "各市、区人民政府，云溪工业园区管委会；市各委办局，各直属单位：\n现将任务分解下达给你们，请认真组织实施。\n"
        "各地要于5月底前制定方案；各部门要密切配合。\n云溪市人民政府\n2024年4月13日"
    )
    verdicts = [(told.text[one.start : one.end].strip()[:6], one.verdict) for one in told.sentences]
    assert verdicts[0] == ("各市、区人民", "furniture")
    assert ("各地要于5月", "task") in verdicts
