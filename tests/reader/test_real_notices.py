"""What real notices, plans and tables of work taught: whom they go to, what a page left of a table, who stands beside a figure.

The sentences are made up; the forms are those of public pages.
"""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_bytes
from shuangyong.reader.model import Task


def read(text: str) -> Document:
    return read_bytes(text.encode(), "通知.txt")


def verdicts(document: Document) -> dict[str, str]:
    return {document.text[one.start : one.end].strip(): one.verdict for one in document.sentences}


def only_task(document: Document) -> Task:
    (task,) = document.tasks
    return task


def notice(*items: str, title: str = "云溪县双拥办关于做好有关工作的通知") -> Document:
    return read(
        "\n".join(
            [title, "各乡镇人民政府，县直各单位：", "现将有关事项通知如下：", *items, "云溪县双拥办", "2026年3月2日"]
        )
    )


# ------------------------------------------------------------ papers whose title stands elsewhere


@pytest.mark.parametrize(
    "address",
    [
        "各县（区）人民政府、管委会，市政府各部门、市直相关单位：",
        "各镇、街，各管委会，区直各办、局，各有关单位：",
        "各村、居民委员会，镇直、镇属各单位：",
        "全校各单位：",
        "同学们：",
    ],
)
def test_whom_an_untitled_paper_goes_to_is_frame(address: str) -> None:
    document = read(f"{address}\n为做好今年防汛工作，特通知如下：\n一、加强值班。各单位要安排两人值守。\n")
    assert document.title is None
    assert verdicts(document)[address] == "furniture"


@pytest.mark.parametrize("first", ["各地要做到如下几点：", "各单位负责人要带头做到：", "全县会议强调："])
def test_a_first_line_that_asks_is_no_address(first: str) -> None:
    assert verdicts(read(f"{first}\n一、加强值班。各单位要安排两人值守。\n"))[first] != "furniture"


PASSED_ON = """各镇人民政府、城关街道办事处，县政府各部门：
《云溪县村庄整治实施方案》已经县政府同意，现印发给你们，请认真遵照执行。
云溪县人民政府办公室
2026年4月18日
（此件主动公开）
云溪县村庄整治实施方案
为改善村容，制定本方案。
一、主要任务
（一）清理垃圾。各村要于5月底前清理沟塘。
"""


def test_the_paper_passed_on_gives_the_title() -> None:
    document = read(PASSED_ON)
    assert document.title == "云溪县村庄整治实施方案"
    assert (document.kind, document.origin) == ("plan", "云溪县人民政府办公室")
    assert only_task(document).lead == ("各村",)


def test_an_attachment_gives_no_title() -> None:
    document = read(
        "各镇人民政府，县直各单位：\n现将《云溪县任务分解表》印发给你们，请认真组织实施。\n各单位要于3月底前细化分工。\n"
        "附件：云溪县任务分解表\n云溪县人民政府办公室\n2026年1月9日\n"
    )
    assert (document.title, document.kind) == (None, "notice")


@pytest.mark.parametrize("mark", ["• ", "•"])
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_list_of_facts_is_the_page_s(mark: str, between: str) -> None:
    facts = {"索引号": "1150/2026-00026", "发文字号": "云府发〔2026〕58号", "发布机构": "云溪镇政府"}
    facts |= {"成文日期": "2026-06-12", "浏览次数": "37"}
    listed = "\n".join(f"{mark}{label}{between}{value}" for label, value in facts.items())
    title = "云溪镇人民政府关于印发《云溪镇隐患排查工作方案》的通知"
    document = read(f"{listed}\n\n{title}\n\n各村（社区）：\n\n各村要于6月底前完成排查。\n")
    assert (document.title, document.kind, document.published) == (title, "notice", "2026-06-12")
    assert "索引号" not in document.text


def test_a_page_s_telephones_stand_over_the_title() -> None:
    title = "云溪县教育局关于印发2026年工作要点的通知"
    document = read(
        f"教学服务部：0551-64652807\n技术服务部\n0551-64652805\n{title}\n各中小学校：\n现将要点印发给你们。\n"
    )
    assert document.title == title


def test_a_part_of_a_plan_is_no_report_of_a_meeting() -> None:
    document = read("（二）组织实施（2026年3月1日至9月30日）\n一是整治办公室组织召开场所责任人会议，动员各场所整改。\n")
    assert document.meeting is None
    assert document.kind != "news"


# ------------------------------------------------------------ what pages left of tables


ROWS = (
    ("做好信息公开", "及时公开预算报表", "财务科", "6月底前"),
    ("改进解读方式", "同步组织解读材料", "各科室", "持续推进"),
)
HEADING = "工作任务", "具体要求", "责任科室", "完成时限"


def cells_as_lines(rows: list[tuple[str, ...]], below: bool) -> str:
    return "\n".join(f"{cell}\n|" if below else f"{cell} |" for row in rows for cell in row)


@pytest.mark.parametrize("below", [True, False])
def test_a_table_left_cell_by_cell_is_rows_again(below: bool) -> None:
    document = read(f"2026年任务分解表\n{cells_as_lines([HEADING, *ROWS], below)}\n")
    assert [(task.task, task.lead) for task in document.tasks] == [
        ("做好信息公开", ("财务科",)),
        ("改进解读方式", ("各科室",)),
    ]
    assert "做好信息公开\t及时公开预算报表\t财务科\t6月底前" in document.text


def test_running_numbers_tell_where_a_row_of_merged_cells_begins() -> None:
    body = [
        "做好主动公开",
        "1",
        "规范公开专栏",
        "各科室",
        "年底前",
        "2",
        "编制年度报告",
        "办公室",
        "1月底前",
        "规范申请办理",
        "3",
    ]
    body += ["依法办理申请", "各科室", "持续推进"]
    document = read("政务公开任务分解表\n" + "\n".join(f"{cell}\n|" for cell in [*HEADING, *body]) + "\n")
    assert [task.lead for task in document.tasks] == [("各科室",), ("办公室",), ("各科室",)]
    assert [task.task for task in document.tasks] == ["做好主动公开", "编制年度报告", "规范申请办理"]


def test_cells_that_do_not_come_out_even_stay_lines() -> None:
    document = read(
        "任务分解表\n" + "\n".join(f"{cell} |" for cell in [*HEADING, "一、做好公开", "二、改进解读"]) + "\n"
    )
    assert "\t" not in document.text


def test_a_row_without_its_merged_first_cell_stands_under_its_columns() -> None:
    document = read(
        "工作任务 | 具体要求 | 责任部门 |\n一、做好专栏公开。 | 1.更新栏目信息。 | 办公室 |\n2.反馈网民意见。 | 各科室 | |\n"
        "3.更新公众号。 | 办公室牵头，各科室配合 | |\n"
    )
    assert [(task.task, task.lead, task.support) for task in document.tasks] == [
        ("做好专栏公开", ("办公室",), ()),
        ("反馈网民意见", ("各科室",), ()),
        ("更新公众号", ("办公室",), ("各科室",)),
    ]


# ------------------------------------------------------------ what stands below each item


OWNED = """云溪县2026年重点工作方案
一、预期目标
1.城镇新增就业增长5%左右。
牵头负责领导：方晓。
牵头责任单位：县人社局。
协同责任单位：县政府各部门、各直属单位。
2.一般公共预算收入增长6%左右。
牵头责任单位：县财政局。
"""


def test_a_figure_that_somebody_answers_for_is_a_task() -> None:
    first, second = read(OWNED).tasks
    assert (first.task, first.lead, first.support) == (
        "城镇新增就业增长5%左右",
        ("县人社局",),
        ("县政府各部门", "各直属单位"),
    )
    assert (second.task, second.lead) == ("一般公共预算收入增长6%左右", ("县财政局",))


def test_a_figure_of_its_own_is_none() -> None:
    text = "云溪县2026年重点工作方案\n一、预期目标\n1.城镇新增就业增长5%左右。\n2.一般公共预算收入增长6%左右。\n"
    assert read(text).tasks == ()


def test_the_same_owners_below_each_item_are_no_repeated_line() -> None:
    owners = "责任单位：县卫生健康委等，各镇政府（管委会）"
    document = notice(f"1.健全防控机制，完善应急预案。\n{owners}\n2.做好健康监测，开展卫生运动。\n{owners}")
    assert document.text.count(owners) == 2
    assert [task.lead for task in document.tasks] == [("县卫生健康委", "各镇政府（管委会）")] * 2


def test_what_is_forbidden_without_leave_is_no_page_s_note() -> None:
    document = notice("一、严禁下列行为：\n1.未经许可携带火种进入林区；\n2.在林区内野炊。")
    assert "未经许可携带火种进入林区" in document.text
    assert "未经许可不得转载" not in read("云溪县双拥工作要点\n一、开展走访。\n本站内容未经许可不得转载\n").text


# ------------------------------------------------------------ who, and by when


@pytest.mark.parametrize(
    ("order", "lead"),
    [
        ("镇成立防汛领导小组，各单位也要成立抢险队，6月1日前备足沙袋。", ("各单位",)),
        ("防汛物资各村必须在6月10日前送交到镇水利站。", ("各村",)),
        ("希各村居于6月10日前落实巡查人员。", ("各村居",)),
        ("汛期各单位要安排两人值守。", ("各单位",)),
        ("街道整治办公室按照要求组织验收。", ("街道整治办公室",)),
        (
            "各乡镇（街道）、部门、行政村（社区）和新闻媒体单位要开展防火宣传。",
            ("各乡镇（街道）", "部门", "行政村（社区）", "新闻媒体单位"),
        ),
        ("县抗战纪念园和城关烈士陵园要制定祭扫方案，密切配合安排组织好祭扫仪式。", ("县抗战纪念园", "城关烈士陵园")),
        ("县城管局要派专人检修泵站，涵闸与排涝泵站要派专人值守。", ("县城管局",)),
        ("协同责任单位要及时反馈进展，报送台账。", ("协同责任单位",)),
        ("县交通局、县公路局。负责两侧秸秆焚烧情况的巡查，依法查处。", ("县交通局", "县公路局")),
    ],
)
def test_who_is_told(order: str, lead: tuple[str, ...]) -> None:
    task = only_task(notice(f"一、有关要求。{order}"))
    assert (task.lead, task.support) == (lead, ())


@pytest.mark.parametrize(
    "order",
    [
        "在本通知下发前已退出现役的，要登记造册。",
        "各镇要细化任务，明确每季度的形象进度。",
        "各镇要开展巡查，发现焚烧行为，责令立即停止。",
    ],
)
def test_no_term_is_read_from(order: str) -> None:
    assert only_task(notice(f"一、有关要求。{order}")).deadline is None


def test_what_is_ordered_before_something_is_forbidden_is_a_task() -> None:
    task = only_task(notice("一、清单管理。10月底前编制并公布事项清单，清单之外一律不得违法实施许可。"))
    assert task.deadline is not None
    assert task.deadline.date == "2026-10-31"
    assert "编制并公布事项清单" in task.measures


def test_what_brooks_no_delay_orders_nothing() -> None:
    assert notice("一、提高认识。创建双拥模范城是全县人民的共同心愿，容不得半点马虎。").tasks == ()


def test_a_stretch_of_days_before_a_meeting_to_hold_is_a_term() -> None:
    task = only_task(notice("一、宣传发动。5月20日至5月24日（秋季另行安排），各村召开动员会议，制定工作措施。"))
    assert task.lead == ("各村",)
    assert task.deadline is not None
    assert task.deadline.date == "2026-05-24"


def test_what_is_sent_to_those_at_the_top_is_a_measure() -> None:
    task = only_task(notice("一、印制慰问信。尽快设计版式，于4月25日前以电子邮件形式报全国双拥办备案。"))
    assert "于4月25日前以电子邮件形式报全国双拥办备案" in task.measures


def test_a_line_s_end_belongs_to_its_sentence() -> None:
    document = notice("一、加强值班。\n各单位要安排两人值守。")
    assert all(document.text[one.start : one.end].strip() for one in document.sentences)


# ------------------------------------------------------------ goals, and words around a paper


def test_a_campaign_s_name_is_no_goal() -> None:
    document = notice("一、开展走访。各镇要通过开展“责任落实全覆盖”行动，确保县、乡（镇）、村、企业责任落实全覆盖。")
    assert document.goals == ("县、乡（镇）、村、企业责任落实全覆盖",)


@pytest.mark.parametrize(
    "line",
    [
        "前言：本站为你精心整理了街道消防整治方案范文，希望能为你的创作提供参考价值，欢迎咨询。",
        "下面是小编为大家整理的2026年双拥工作要点，供大家参考。",
        "以下是小编搜集整理的清明节活动方案。为缅怀先烈，希望对大家有所帮助，欢迎大家阅读！",
    ],
)
def test_a_library_s_greeting_goes(line: str) -> None:
    document = read(f"云溪县双拥工作要点\n{line}\n一、开展走访。各镇要于7月底前走访烈属。\n")
    assert line not in document.text
    assert len(document.tasks) == 1


# ------------------------------------------------------------ a third lot of pages


def test_a_table_that_single_spaces_part_is_rows() -> None:
    table = "序号 工 作 任 务 牵头负责部门\n1 居民消费价格涨幅3%左右 发展改革委\n2 安排专项债券40亿元，利率下降 财政部\n3 推进20个村通光纤 水利部"
    document = read(f"2026年量化指标分工\n{table}\n")
    assert [(task.task, task.lead) for task in document.tasks] == [
        ("居民消费价格涨幅3%左右", ("发展改革委",)),
        ("安排专项债券40亿元，利率下降", ("财政部",)),
        ("推进20个村通光纤", ("水利部",)),
    ]


def test_numbered_lines_below_no_heading_of_columns_stay_lines() -> None:
    document = read("2026年活动安排\n序号 名称 数量\n1 座谈会 3场\n2 报告会 4场\n3 文艺演出 5场\n")
    assert "\t" not in document.text


def test_facts_whose_values_stand_below_their_labels_are_the_page_s() -> None:
    facts = "[ 索引号 ]\n1150/2026-00099\n[ 发文字号 ]\n[ 主题分类 ]\n食品药品\n[ 发布机构 ]\n云溪县市场监管局\n[ 成文日期 ]\n2026-03-22\n"
    title = "云溪县人民政府办公室关于印发云溪县应急预案的通知"
    document = read(f"{facts}{title}\n各镇人民政府，县直各单位：\n预案已经县政府同意，现印发给你们，请遵照执行。\n")
    assert (document.title, document.kind, document.published) == (title, "notice", "2026-03-22")
    assert "食品药品" not in document.text


@pytest.mark.parametrize("passes", ["现印发给你们", "印发给你们", "现转发给你们"])
def test_a_paper_passed_on_is_no_task(passes: str) -> None:
    assert notice(f"《云溪县实施方案》已经县政府同意，{passes}，请认真组织实施。").tasks == ()


def test_a_title_that_ends_behind_a_bracket_on_its_second_line() -> None:
    document = read(
        "关于印发“食安云溪”建设三年行动计划\n（2026—2028年）的通知\n云政办字〔2026〕5号\n各镇人民政府：\n现将计划印发给你们。\n"
    )
    assert (document.title, document.kind) == ("关于印发“食安云溪”建设三年行动计划（2026—2028年）的通知", "notice")


def test_who_signs_right_below_whom_it_goes_to() -> None:
    document = read(
        "各镇市场监管所，城关镇卫生院：\n云溪县市场监督管理局\n2026年3月6日\n2026年餐饮监管工作要点\n一、排查隐患\n各所要于5月底前制定风险清单。\n"
    )
    assert (document.title, document.origin, document.kind) == (
        "2026年餐饮监管工作要点",
        "云溪县市场监督管理局",
        "plan",
    )


@pytest.mark.parametrize(
    ("order", "lead"),
    [
        ("统筹推进各项任务，维护社会稳定大局，6月底前完成排查。", ()),
        ("需要分镇落实的，要及时下达任务，6月底前完成。", ()),
        ("有关乡镇及县水利、自然资源部门要排查隐患点。", ("有关乡镇", "县水利、自然资源部门")),
        ("由党委书记杨明对村级民兵干部进行集中教育。", ("党委书记杨明",)),
        ("不足部分由城关镇人民政府自筹解决。", ("城关镇人民政府",)),
    ],
)
def test_who_is_told_in_a_third_lot(order: str, lead: tuple[str, ...]) -> None:
    assert only_task(notice(f"一、有关工作。{order}")).lead == lead


def test_principles_of_mending_hold_no_tasks() -> None:
    text = "云溪县督察反馈意见整改方案\n一、整改原则\n（一）坚持党政同责。将环境保护作为政治责任，制定责任清单。\n"
    assert read(text).tasks == ()


def test_the_state_council_issues_its_opinion() -> None:
    document = read(
        "国务院关于落实重点工作分工的意见\n各省、自治区、直辖市人民政府：\n提出分工意见如下：\n一、稳定就业。\n"
    )
    assert document.origin == "国务院"


# ------------------------------------------------------------ a fourth lot of pages


def test_a_paper_s_number_before_its_title_is_no_part_of_it() -> None:
    title = "县人民政府办公室关于印发2026年重点工作责任分解方案的通知"
    broken = "县人民政府办公室关于印发2026年\n重点工作责任分解方案\n的通知"
    document = read(f"云政办〔2026〕2 号 {title}\n{broken}\n各街道办事处，县直各单位：\n现将方案印发给你们。\n")
    assert (document.title, document.origin) == (title, "县人民政府办公室")
    assert verdicts(document)["各街道办事处，县直各单位："] == "furniture"


def test_a_title_among_a_page_s_facts() -> None:
    title = "云溪县人民政府办公室关于印发2026年任务分解表的通知"
    document = read(
        f"索引号: | 1134/202604-00328 | 信息分类: | 规范性文件 |\n标 题: | {title} | ||\n政策咨询机关: | |||\n"
        "各乡镇人民政府，县政府各部门：\n现将任务分解表印发给你们，请认真抓好落实。\n"
    )
    assert (document.title, document.kind) == (title, "notice")
    assert document.text.startswith("各乡镇人民政府")


def test_a_number_whose_brackets_a_page_lost_is_a_number() -> None:
    document = read("云政?2026?8号\n关于印发《云溪乡实施方案》的通知\n各村，乡属各单位：\n现将方案印发给你们。\n")
    assert (document.title, document.kind) == ("关于印发《云溪乡实施方案》的通知", "notice")


@pytest.mark.parametrize("rule", ["“年初公布、年中检查、年底兑现”的原则", "“年初建账、逐月查账、年底交账”的督查制度"])
def test_a_rule_s_name_sets_no_term(rule: str) -> None:
    task = only_task(notice(f"一、落实责任。各单位要遵循{rule}，制定计划，建立台账。"))
    assert task.deadline is None


def test_a_term_beside_a_quotation_stays() -> None:
    task = only_task(notice("一、落实责任。各单位要在年底前完成“回头看”的整改要求，建立台账。"))
    assert task.deadline is not None
    assert task.deadline.date == "2026-12-31"


def test_why_a_plan_was_made_is_no_task() -> None:
    text = "云溪县应急预案\n一、总则\n（一）编制目的。贯彻落实预防为主方针，有效预防和控制火灾，制定应急措施。\n"
    assert read(text).tasks == ()


def test_classes_of_a_school_are_told() -> None:
    assert only_task(notice("一、防火教育。中小学校各班级要上好一堂防火课。")).lead == ("中小学校各班级",)


# ------------------------------------------------------------ a fifth lot of pages


@pytest.mark.parametrize(
    ("order", "lead"),
    [
        ("诚邀省国防教育讲师团深入学校作报告，6月底前开好讲座。", ()),
        ("涉及跨部门的问题，需县分管领导协调的，务必及时报告。", ()),
        ("各镇政府要尽快成立由主要领导挂帅、分管领导具体负责的指挥机构。", ("各镇政府",)),
        ("班主任负责人防知识学习，6月底前开好班会。", ("班主任",)),
        ("由县双拥办负责，6月底前开好座谈会。", ("县双拥办",)),
        ("6月底前开好座谈会。（县直各部门分别负责，年内持续推进）", ("县直各部门",)),
    ],
)
def test_who_is_told_in_a_fifth_lot(order: str, lead: tuple[str, ...]) -> None:
    assert only_task(notice(f"一、有关工作。{order}")).lead == lead


def test_a_plan_that_a_collection_counts_is_a_plan() -> None:
    document = read(
        "国防教育月活动实施方案1\n8月16日至9月22日，我校准备开展国防教育日系列宣传活动。\n一、活动内容\n1.举办一次讲座。\n"
    )
    assert document.kind == "plan"


def test_members_of_a_committee_are_whom_it_goes_to() -> None:
    address = "安委会各成员单位，区内各企业："
    assert verdicts(read(f"{address}\n现将活动方案印发给你们，请遵照执行。\n"))[address] == "furniture"


def test_the_name_of_a_part_is_no_task() -> None:
    items = "1.在“聚焦开放，着力打造桥头堡”方面（分解任务15项）。\n2.在就业服务方面，要于6月底前开好招聘会。"
    assert [task.path for task in notice(items).tasks] == [("2",)]


def test_who_makes_up_a_group_is_a_list_of_names_inside_its_item() -> None:
    lines = "组　长：张志强　县委书记", "副组长：", "成　员：县民政局、县财政局、各镇负责人"
    document = read(
        "云溪县双拥工作实施方案\n一、组织领导\n成立工作小组，每月召开例会。\n"
        + "\n".join(lines)
        + "\n小组办公室由县双拥办牵头，6月底前建立台账。\n二、活动内容\n1.开展走访。各镇要走访烈属。\n"
    )
    assert [
        verdicts(document)[line] for line in verdicts(document) if line.startswith(("组", "副", "成　", "成员"))
    ] == ["furniture"] * 3
    assert [task.path for task in document.tasks] == [("一",), ("二", "1")]
    assert document.tasks[0].lead == ("县双拥办",)


def test_a_post_that_is_told_is_no_list() -> None:
    document = notice("一、分工。\n组长：负责全面工作，要于6月底前召开部署会。")
    assert len(document.tasks) == 1


def test_a_paper_s_number_among_a_page_s_facts_is_no_body() -> None:
    facts = (
        "索引号: | 0024/2026-00380 | 公开方式: | 主动公开 |\n文号: | 云政办函〔2026〕4号 | 成文日期: | 2026-02-04 |\n"
    )
    letter = "各镇人民政府，县直各单位：\n现将有关要求通知如下：\n一、抓好分解。各单位要在2月20日前完成汇总。\n"
    assert read(f"{facts}有效性: | 有效 |\n{letter}").origin is None
    assert read(f"{facts}发布单位: | 云溪县政府办公室 | 有效性: | 有效 |\n{letter}").origin == "云溪县政府办公室"
