"""Orders as they are spoken: who is told what in a long speech, where the next subject begins, and circulars of what was found."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Document, Task
from tests.reader.cast import read


def speech(*items: str) -> Document:
    listed = "\n".join(f"{number}．{item}" for number, item in enumerate(items, 1))
    return read(f"在全县双拥工作会议上的讲话\n（2026年2月9日）\n同志们：\n一、突出工作重点\n{listed}")


def only(item: str) -> Task:
    (task,) = speech(item).tasks
    return task


@pytest.mark.parametrize(
    ("item", "task", "lead"),
    [
        (
            "各村支部书记要与在外大学生逐个通一次电话，7月3日前把名单报上来。",
            "与在外大学生逐个通一次电话",
            ("各村支部书记",),
        ),
        ("各单位要与部队签订协议。", "与部队签订协议", ("各单位",)),
        (
            "县人社局牵头，县职教中心配合，围绕电商、养老开设培训班，累计培训不少于260人。",
            "围绕电商、养老开设培训班",
            ("县人社局",),
        ),
        (
            "各成员单位主要负责同志是第一责任人，8月10日前要主持召开一次专题会议。",
            "主持召开一次专题会议",
            ("各成员单位主要负责同志",),
        ),
        ("后院，县人社局要拿出15个公益性岗位安置随军家属。", "拿出15个公益性岗位安置随军家属", ("县人社局",)),
        ("镇中心校要把学生名单提供给武装部。", "把学生名单提供给武装部", ("镇中心校",)),
    ],
)
def test_who_is_told_what(item: str, task: str, lead: tuple[str, ...]) -> None:
    found = only(item)
    assert (found.task, found.lead) == (task, lead)


def test_what_a_unit_has_not_signed_names_no_unit() -> None:
    found = only("县人武部要协调驻区部队指定一名联络员，未经部队签署意见的项目，不得报结。")
    assert found.lead == ("县人武部",)


def test_who_answers_is_no_measure() -> None:
    found = only("各村主要负责人是第一责任人，8月10日前要走访一次老兵。")
    assert found.measures == ("走访一次老兵",)


@pytest.mark.parametrize(
    "item", ["去年培训退役军人累计260人次。", "昨天，县长主持召开了议军会议。", "双拥工作与经济工作同样重要。"]
)
def test_what_was_done_and_how_things_are_is_none(item: str) -> None:
    assert not speech(item).tasks


@pytest.mark.parametrize(
    "turn",
    [
        "在抓好以上工作的同时，双拥工作要再加一把力。县双拥办要拿出三年创建计划。",
        "春节马上就要到了，最后强调一下节日工作。县退役军人局要把慰问金发放到位。",
        "讲到作风，我还想多说几句。县纪委要查处一批案件。",
        "借此机会，我再提一件事。县双拥办要编印一本手册。",
    ],
)
def test_a_speaker_who_leaves_what_he_told_ends_its_item(turn: str) -> None:
    found = read(
        f"在全县双拥工作会议上的讲话\n同志们：\n一、狠抓落实\n（一）抓移交。县人社局要提出岗位计划。\n{turn}\n二、加强领导\n县委办要印发方案。"
    )
    last = next(task for task in found.tasks if task.start >= found.text.index(turn))
    assert last.path == ()
    assert found.tasks[0].path == ("一", "(一)")


def test_a_digression_inside_an_item_stays_in_it() -> None:
    found = read(
        "在全县双拥工作会议上的讲话\n同志们：\n一、狠抓落实\n县人社局要提出岗位计划。\n这里还要强调一下纪律。材料由各村武装专干初审。\n二、加强领导\n县委办要印发方案。"
    )
    assert [task.path for task in found.tasks] == [("一",), ("二",)]


CIRCULAR = (
    "云溪县退役军人事务局关于第一季度服务站督导情况的通报\n各乡镇：\n现将督导情况通报如下：\n一、存在的问题及整改要求\n（一）青石镇\n{}\n"
    "云溪县退役军人事务局\n2026年3月31日"
)


def test_what_an_inspection_found_is_no_task_though_it_opens_with_a_verb() -> None:
    found = read(
        CIRCULAR.format(
            "1.服务站长长期被抽调从事征迁工作，督导当日站内无人值守。\n2.服务站挂牌后无独立办公室。\n3.整改要求：青石镇服务站要在4月20日前补全档案。"
        )
    )
    assert [task.path for task in found.tasks] == [("一", "(一)", "3")]


def test_what_is_to_be_mended_right_there_is_one() -> None:
    found = read(CIRCULAR.format("1.挂牌后无独立办公室，4月20日前整改到位。\n2.制度不上墙，限期一周内更换。"))
    assert len(found.tasks) == 2


def test_what_past_achievements_list_asks_for_nothing() -> None:
    found = read(
        "在全县双拥工作会议上的讲话\n同志们：\n一、认真总结成绩，准确把握形势\n一是就业质量得到提升。举办专场招聘会6场，开发岗位380个。\n二、加强领导\n县委办要印发方案。"
    )
    assert [task.path for task in found.tasks] == [("二",)]


def test_a_heading_that_no_row_follows_ends_a_table_left_cell_by_cell() -> None:
    cells = ["序号", "项目", "牵头单位", "责任单位", "完成时限"]
    rows = [
        ["1", "更换供水管网", "县住建局", "县水务局", "6月底前"],
        ["2", "安排子女入学", "县教育局", "县人武部", "9月1日前"],
    ]
    lines = [
        *cells,
        *rows[0],
        "（一）民生类",
        *rows[1][:1],
        *rows[1][1:],
        "三、工作要求",
        "（一）明确责任。各牵头单位要在3月20日前制定方案。",
    ]
    found = read("云溪县互办实事方案\n一、总体要求\n坚持需求牵引。\n二、项目安排\n" + "\n".join(lines))
    assert [item.number for item in found.outline] == ["一", "二", "三"]
    assert [task.path for task in found.tasks] == [("二",), ("二",), ("三", "(一)")]


def test_a_turn_leaves_open_what_its_list_stands_in() -> None:
    found = read(
        "在全县双拥工作会议上的讲话\n同志们：\n一、几点要求\n（一）守住关口。镇纪委要公布举报电话。\n说到严，我再啰嗦几句。前年有人打了招呼。\n"
        "（二）稳住思想。各村要家访两次。\n二、加强领导\n县委办要印发方案。"
    )
    assert [task.path for task in found.tasks] == [("一", "(一)"), ("一", "(二)"), ("二",)]


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("国防教育进企业、进社区。各镇（街道）播放公益广告，组织宣讲3场。责任单位：各镇（街道）。", ("各镇（街道）",)),
        ("各乡镇要抓好建设，7月底前完成。所需经费由县、乡按六四比例分担。", ("各乡镇",)),
        ("由县发改局负责立项，县财政局分两年安排资金。", ("县发改局", "县财政局")),
        ("县领导小组每半年召开一次全体会议，建立台账。（县双拥办牵头，各成员单位配合）", ("县双拥办",)),
        ("县领导小组每半年召开一次全体会议，建立台账。", ("县领导小组",)),
    ],
)
def test_names_of_works_and_purses_are_no_units(item: str, lead: tuple[str, ...]) -> None:
    assert only(item).lead == lead


@pytest.mark.parametrize(
    "item",
    [
        "要围绕精武强军目标为驻县部队提供有力保障。",
        "各单位要把双拥实事办成官兵满意的放心工程。",
        "各级领导干部务必把思想从误区里拉出来。",
        "各服务站要对标先进找差距。",
    ],
)
def test_attitudes_are_called_for(item: str) -> None:
    assert not speech(item).tasks


def test_a_line_with_half_width_commas_is_an_authors_though_it_ends_like_a_sites() -> None:
    found = read(
        "您当前的位置 : 首页 >> 县域 >> 云溪\n云溪县开展服务站“回头看”督导\n来源:云溪县退役军人局  时间:2026-08-24 10:12:36  编辑:罗小满  点击:\n"
        "  为进一步加强服务保障体系建设,8月17日至20日,云溪县退役军人局从相关\n股室抽调9名骨干组成督导组,对86个服务站开展督导。\n上一篇:没有了\n分享到:"
    )
    assert "云溪县退役军人局从相关" in found.text


@pytest.mark.parametrize(
    "tail",
    [
        "[下载本文Word文档]",
        "相关范文推荐",
        "国防教育月活动总结(精选5篇)",
        "(本文来源于网络，仅供参考)",
        "(必填)您的姓名: (*) (选填)电子邮件:",
    ],
)
def test_what_libraries_of_model_papers_print_below_goes(tail: str) -> None:
    found = read(
        f"云溪县双拥月活动方案\n一、活动时间\n7月。\n二、要求\n各镇要在8月25日前报送总结。\n云溪县双拥办\n2026年7月1日\n\n{tail}"
    )
    assert tail not in found.text
    assert found.text.endswith("2026年7月1日")


def test_a_collection_of_an_office_keeps_its_line() -> None:
    found = read(
        "云溪县双拥办关于印发征文集的通知\n各镇：\n现将征文集印发给你们，请于8月25日前组织学习。\n云溪县双拥办\n2026年7月1日\n双拥征文优秀作品（共12篇）"
    )
    assert found.text.endswith("双拥征文优秀作品（共12篇）")
