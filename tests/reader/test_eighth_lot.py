"""What the eighth and ninth blind lots and the open classes of the seventh taught: sentences of papers of every kind, each with what it says."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes, read_text
from shuangyong.reader.model import Document, RawLine, RawText, Task
from tests.reader.cast import notice, read

NEWS = "清河县召开双拥工作会议\n来源：清河日报 时间：2024-03-06\n3月5日，清河县召开双拥工作会议。{}"
MINUTES = "清河县双拥工作领导小组会议纪要\n2024年3月5日，县长丁远主持召开双拥工作领导小组会议。\n{}\n清河县双拥工作领导小组办公室\n2024年3月6日"
SPEECH = "在全县双拥工作会议上的讲话\n（2024年3月5日）\n同志们：\n{}"


def only(doc: Document) -> Task:
    assert len(doc.tasks) == 1, doc.tasks
    return doc.tasks[0]


def term(task: Task) -> tuple[str, str | None] | None:
    return (task.deadline.text, task.deadline.date) if task.deadline else None


# ---------------------------------------------------------------- meetings


def test_who_attends_and_speaks_is_told_as_who_spoke() -> None:
    meeting = read(NEWS.format("县委书记丁远出席会议并讲话，县长陈明主持会议。副县长肖云出席会议。")).meeting
    assert meeting is not None
    assert [one.name for one in meeting.attendees] == ["肖云"]
    assert [one.name for one in meeting.speakers] == ["丁远"]
    assert [one.name for one in meeting.chair] == ["陈明"]


def test_who_leads_a_visit_and_chairs_after_it() -> None:
    meeting = read(
        "县委书记走访部队\n来源：清河日报 时间：2024-03-06\n3月5日，县委书记黄仕林带队走访驻县部队，并主持召开军政座谈会。"
    ).meeting
    assert meeting is not None
    assert [one.name for one in meeting.chair] == ["黄仕林"]


def test_a_list_of_names_that_the_lines_end_breaks() -> None:
    meeting = read_bytes(MINUTES.format("出席：丁香、令狐冲、\n　　　周济民、纳兰雪").encode(), "纪要.txt").meeting
    assert meeting is not None
    assert [one.name for one in meeting.attendees] == ["丁香", "令狐冲", "周济民", "纳兰雪"]


def test_a_unit_in_a_persons_post_is_not_parted_at_its_and() -> None:
    meeting = read(NEWS.format("县教育局局长梁素云、县人力资源和社会保障局局长邵国兴分别作了发言。")).meeting
    assert meeting is not None
    assert [one.posts for one in meeting.speakers] == [("县教育局局长",), ("县人力资源和社会保障局局长",)]


def test_one_persons_name_in_two_forms_is_doubted() -> None:
    doc = read(
        NEWS.format("县委书记顾伟东出席会议并讲话。\n顾伟东指出，去年工作有进步。\n顾卫东要求，县双拥办要建立台账。")
    )
    assert "顾卫东" in [one.text for one in doc.warnings]


def test_a_place_of_three_characters_in_two_forms_is_doubted() -> None:
    doc = read(NEWS.format("\n桃源坝县历来拥军。\n去年，桃源坝县办成实事9件。\n希望驻县部队支持桃园坝发展。"))
    assert "桃园坝" in [one.text for one in doc.warnings]


# ---------------------------------------------------------------- who


@pytest.mark.parametrize(
    ("words", "lead", "support"),
    [
        ("县委政法委牵头研判稳定风险，县信访局、县司法局参加，8月底前形成报告。", ("县委政法委",), ("县信访局", "县司法局")),
        ("县卫健局联合县农商行、县医院推出优待套餐。", ("县卫健局",), ("县农商行", "县医院")),
        ("城东街道、柳林镇作为现场点位，要于7月20日前完成整治。", ("城东街道", "柳林镇"), ()),
        ("奖励金由县财政局在9月底前拨付。", ("县财政局",), ()),
        ("由彭志强同志牵头制定方案。", ("彭志强",), ()),
        ("县自然资源局、县住建局配合做好用地预审工作。", (), ("县自然资源局", "县住建局")),
        ("榆林县要在6月底前补齐人员，县委编办予以指导。", ("榆林县",), ("县委编办",)),
        ("各地对下发的数据要逐条核实。", ("各地",), ()),
        ("各市、州要明确联络员。", ("各市、州",), ()),
        ("县双拥办将会同县人武部组成检查组，于7月下旬进行督导。", ("县双拥办",), ("县人武部",)),
    ],
)  # fmt: skip
def test_who_leads_and_who_supports(words: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    task = only(notice(f"一、有关要求。{words}"))
    assert (task.lead, task.support) == (lead, support)


def test_units_in_brackets_of_any_shape() -> None:
    doc = notice(
        "1.强化国防教育。每年安排4个课时。〔责任单位：县委宣传部、县委党校〕\n2.落实安置。建立台账。【牵头单位：县人社局；配合单位：县财政局】"
    )
    assert [(task.lead, task.support) for task in doc.tasks] == [
        (("县委宣传部", "县委党校"), ()),
        (("县人社局",), ("县财政局",)),
    ]


def test_a_body_beside_another_that_is_told_by_yao_in_a_speech() -> None:
    doc = read(SPEECH.format("一、压实责任\n各村要将责任分解到人，县纪委对推诿的严肃问责。"))
    assert only(doc).lead == ("各村", "县纪委")


@pytest.mark.parametrize(
    ("bracket", "lead", "wanted"),
    [
        ("（市双拥办，2024年4月底前）", ("市双拥办",), ("2024年4月底前", "2024-04-30")),
        ("（市委办公室、市双拥办按职责分工负责，年底前完成）", ("市委办公室", "市双拥办"), ("年底前", "2024-12-31")),
        ("（市卫健委、市交通局；长期）", ("市卫健委", "市交通局"), None),
        ("责任单位：市退役军人事务局；完成时限：2024年10月", ("市退役军人事务局",), ("2024年10月", "2024-10-31")),
    ],
)
def test_who_and_by_when_behind_a_task(
    bracket: str, lead: tuple[str, ...], wanted: tuple[str, str | None] | None
) -> None:
    task = only(notice(f"1.健全工作规则，完善请示报告制度。{bracket}"))
    assert (task.lead, term(task)) == (lead, wanted)


# ---------------------------------------------------------------- what


def test_a_heading_that_ends_like_a_label_and_sets_a_day_is_the_task() -> None:
    task = only(notice("7.推进设施整修，2024年6月底前完成整修任务。（县民政局牵头，各镇配合）"))
    assert task.task.startswith("推进设施整修")


def test_those_already_settled_are_whom_it_concerns() -> None:
    assert only(notice("4.跟踪回访。对已安置人员，三个月内至少回访一次。")).task == "跟踪回访"


def test_an_order_that_opens_an_item_is_a_measure_too() -> None:
    doc = notice("一、区教育局要在6月10日前建立台账。要逐人登记到位。")
    assert only(doc).measures == ("建立台账", "逐人登记到位")


def test_an_order_before_a_ban_is_the_tasks_words() -> None:
    doc = notice("一、县自然资源局于3月29日前办妥临时用地手续，不得以任何理由拖延。")
    assert only(doc).task == "办妥临时用地手续"


def test_what_a_meeting_agrees_to_and_requires_is_to_be_done() -> None:
    doc = read(
        MINUTES.format(
            "一、同意将项目列入2024年重点项目。\n二、会议研究了入学问题，要求县教体局在8月30日前将学位落实到学校。"
        )
    )
    assert [(task.lead, term(task)) for task in doc.tasks] == [((), None), (("县教体局",), ("8月30日前", "2024-08-30"))]


def test_what_all_are_asked_below_the_last_item_stands_alone() -> None:
    doc = notice(
        "一、安置。县人社局要拿出方案。\n二、转学。县教育局要办理转学。\n请各承办单位于3月20日前将办理情况报县双拥办。"
    )
    assert [task.path for task in doc.tasks] == [("一",), ("二",), ()]


def test_what_a_leader_noted_is_quoted() -> None:
    doc = notice(
        "3月1日，县委书记批示：“拥军无小事。请县交通局立即研究解决，结果报我。”县长也作了批示。\n一、县交通局要修复道路。"
    )
    assert [task.path for task in doc.tasks] == [("一",)]


def test_what_was_done_in_a_list_is_no_task() -> None:
    doc = read(
        SPEECH.format(
            "一年来，驻县部队累计出动官兵8600人次参加抢险救灾。其中，一是在山洪中转移群众1200人；二是援建学校3所。"
        )
    )
    assert doc.tasks == ()


def test_those_who_come_are_asked_behind_their_name() -> None:
    assert only(notice("一、会议纪律。参会人员请提前15分钟入场。")).task.startswith("提前15分钟")


def test_the_rows_of_a_table_stand_for_the_item_above_it() -> None:
    rows = [
        "序号\t任务内容\t责任分工\t\t完成时限",
        "\t\t牵头单位\t配合单位\t",
        "1\t修订支前预案\t县国动办\t县交通局\t8月底前",
    ]
    lines = [RawLine("双拥工作方案"), RawLine("一、支持部队建设，优化服务"), *[RawLine(row, "row") for row in rows]]
    doc = read_text(RawText("docx", tuple(lines), False), "a.docx", "0" * 64)
    assert [(task.task, task.lead, task.support, task.path) for task in doc.tasks] == [
        ("修订支前预案", ("县国动办",), ("县交通局",), ("一",))
    ]


# ---------------------------------------------------------------- by when


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("县督查室每季度督查一次任务进展。", ("每季度", None)),
        ("县督查室每季度督查一次任务进展，4月底前首次通报。", ("4月底前", "2024-04-30")),
        ("县城管局要立即对营区周边集中整治。", ("立即", None)),
        ("县住建局要在汛期来临前（6月20日前）完成应急处置。", ("6月20日前", "2024-06-20")),
        ("整治完成时限由6月30日调整为8月31日。县城管局要抓紧推进。", ("8月31日", "2024-08-31")),
        ("人员变动的须在3日内报备。", ("3日内", None)),
        ("县教育局要在6月份内完成摸底。", ("6月份内", "2024-06-30")),
        ("县人社局要于5月25—30日开展招聘。", ("5月25—30日", "2024-05-30")),
        ("县双拥办要在中秋、国庆“双节”前完成走访。", ("中秋、国庆“双节”前", None)),
        ("各村要于每周五下午下班前上报进度。", ("每周五下午下班前", None)),
    ],
)  # fmt: skip
def test_terms(words: str, wanted: tuple[str, str | None]) -> None:
    assert term(only(notice(f"一、有关要求。{words}"))) == wanted


def test_a_plan_for_the_next_year_counts_its_terms_there() -> None:
    doc = read(
        "清河县2025年双拥工作要点\n1.县双拥办要修订制度，年底前完成。\n2.县人社局要在12月25日前办结。\n清河县双拥办\n2024年12月20日"
    )
    assert [term(task) for task in doc.tasks] == [("年底前", "2025-12-31"), ("12月25日前", "2025-12-25")]


# ---------------------------------------------------------------- heads and pages


def test_a_bulletin_is_one_whatever_it_reports() -> None:
    doc = read(
        "双拥工作简报\n第14期（总第186期）\n南浦市双拥工作领导小组办公室 2023年8月4日\n我市“八一”期间双拥活动丰富多彩\n7月26日，市委主要领导走访慰问部队。"
    )
    assert (doc.kind, doc.title, doc.origin) == (
        "other",
        "我市“八一”期间双拥活动丰富多彩",
        "南浦市双拥工作领导小组办公室",
    )


def test_bodies_that_sign_one_below_the_other_are_both_the_origin() -> None:
    doc = read(
        "争创双拥模范县工作方案\n一、任务。县双拥办要建立台账。\n附件：任务分解表\n中共清河县委办公室\n清河县人民政府办公室\n2024年2月27日"
    )
    assert doc.origin == "中共清河县委办公室、清河县人民政府办公室"


def test_a_heading_set_wide_is_closed_up() -> None:
    assert (
        read("和  顺  县  军  地  联  席  会  议  纪  要\n一、县双拥办要建立台账。").title == "和顺县军地联席会议纪要"
    )


def test_readings_of_a_whole_word_go() -> None:
    assert "jūn" not in read("3月5日，全市退役军人(jūn rén)事务工作会议召开。").text


def test_a_page_that_ends_in_a_sentence() -> None:
    lines = [
        "　　具体讲，一是各县区要对辖区内的双拥公园、双拥街、双拥文化墙进",
        "",
        "— 1 —",
        "",
        "行一次拉网式排查，破损的月底前全部更换；二是市城市管理局要在",
    ]
    body = [
        "　　第一，各级各部门要对照任务分解表把材料一项一项过，缺的要补上",
        "错的要改正，凡是说不清来源的材料一律不用，五月底以前报双拥办汇",
    ] * 4
    doc = read_bytes(
        "\n".join(["在全市双拥工作会议上的讲话", *body, *lines, "车站增设双拥公益广告。"]).encode(), "讲话.txt"
    )
    assert "双拥文化墙进行一次拉网式排查" in doc.text
