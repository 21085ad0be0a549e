"""Items that end with the names of those who answer for them (责任单位：…), in brackets or on lines of their own."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

_HEAD = "云溪县关于分解重点工作的通知\n各乡镇：\n一、重点工作\n"
_FOOT = "\n云溪县人民政府办公室\n2025年3月1日\n"


@pytest.mark.parametrize(
    ("item", "task", "lead", "support"),
    [
        (
            "1.装备产业，重点抓好三个项目，主营收入超10亿元。\n牵头单位：县发改局\n责任单位：县工信局，相关乡（镇、街道）政府",
            "重点抓好三个项目",
            ("县发改局",),
            ("县工信局", "相关乡（镇、街道）政府"),
        ),
        (
            "1.学工系统组织开展宿舍消防大检查（任务单位：学工部、保卫处、各学院）。",
            "学工系统组织开展宿舍消防大检查",
            ("学工部", "保卫处", "各学院"),
            (),
        ),
        (
            "1.居民收入快于经济增长。\n责任单位：县人社局、县农业农村局分别牵头",
            "居民收入快于经济增长",
            ("县人社局", "县农业农村局"),
            (),
        ),
        (
            "1.完成改造任务。\n责任单位：县住建局、县卫健局（除标注“分别牵头”外，列第一位为牵头或汇总单位，下同）",
            "完成改造任务",
            ("县住建局",),
            ("县卫健局",),
        ),
    ],
)
def test_who_answers_makes_an_item_a_task(
    item: str, task: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    found = read(f"{_HEAD}{item}{_FOOT}").tasks
    assert [(one.task, one.lead, one.support) for one in found] == [(task, lead, support)]


def test_a_paper_without_a_title_that_hands_out_its_work() -> None:
    paper = read(
        "各县（市、区）人民政府，市政府各部门：\n全会提出了今年要做好的八项工作。现将重点工作任务分解如下：\n一、加快转型\n"
        "1.围绕新兴产业，重点抓好两个园区，形成一批产业集群。\n牵头单位：市发改委\n责任单位：市工信局，相关县（市、区）政府\n"
    )
    assert paper.kind == "notice"
    assert [(one.lead, one.support) for one in paper.tasks] == [(("市发改委",), ("市工信局", "相关县（市、区）政府"))]


def test_the_bracket_that_tells_who_is_no_part_of_the_heading() -> None:
    paper = read(f"{_HEAD}1.举办宣传月启动仪式（责任单位：宣传部、团委）；\n2.召开班会（任务单位：各学院）。{_FOOT}")
    assert [item.heading for item in paper.outline[0].children] == ["举办宣传月启动仪式", "召开班会"]
    assert [one.task for one in paper.tasks] == ["举办宣传月启动仪式", "召开班会"]


def test_what_was_done_stays_done_whoever_answered_for_it() -> None:
    paper = read(
        "云溪县关于重点工作完成情况的总结\n一、去年工作\n1.去年完成了三个园区的改造，成效明显。\n责任单位：县住建局\n2025年3月1日\n"
    )
    assert not paper.tasks
    news = read("云溪县开展检查\n本报讯 昨日，县学工部门组织开展了宿舍检查（责任单位：县教育局）。\n")
    assert not news.tasks


# ---------------------------------------------------------------- who is named in running text

_MANY = "、".join(
    f"县{name}局"
    for name in "住房城乡建设 生态环境 民政 文化旅游 商务 科学技术 农业农村 水务 乡村振兴 财政 人力资源社会保障 医疗保障 退役军人事务".split()
)


@pytest.mark.parametrize(
    ("words", "lead", "support"),
    [
        (
            f"由所涉及的{_MANY}等县级主管部门（单位）牵头完成自查，其他相关部门（单位）配合，于6月20日前报送。",
            tuple(_MANY.split("、")),
            ("其他相关部门（单位）",),
        ),
        (
            "由县教育局牵头组织，县直各学校（幼儿园）全面配合，对全县开展拉网式检查。",
            ("县教育局",),
            ("县直各学校（幼儿园）",),
        ),
        ("县双拥工作推进领导小组办公室要制定考核细则。", ("县双拥工作推进领导小组办公室",), ()),
        ("县民政局要推进领导小组换届，建立台账。", ("县民政局",), ()),
    ],
)
def test_who_is_named(words: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    assert [(one.lead, one.support) for one in read(f"{_HEAD}{words}{_FOOT}").tasks] == [(lead, support)]


def test_to_organise_is_not_yet_what_is_to_be_done() -> None:
    found = read(
        f"{_HEAD}由县教育局牵头组织，各镇街积极配合，对全县开展拉网式检查。\n由镇主要负责同志担任组长，建立专班。{_FOOT}"
    ).tasks
    assert [one.measures for one in found] == [("对全县开展拉网式检查", "由镇主要负责同志担任组长", "建立专班")]


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("各镇要落实季度通报、年末测评等工作。", None),
        ("各镇要把慰问工作纳入年底考核，建立台账。", None),
        ("各镇要建立台账，年底逐一对账。", "年底"),
        ("各镇要在年末完成考核。", "年末"),
    ],
)
def test_an_assessment_named_by_its_time_sets_no_day(words: str, term: str | None) -> None:
    assert [one.deadline and one.deadline.text for one in read(f"{_HEAD}{words}{_FOOT}").tasks] == [term]


def test_what_has_been_done_since_is_no_task() -> None:
    found = read(
        f"{_HEAD}自70年代以来，我局每年都进行趋势会商，运用各种手段判定当年的危险地区，同时向各镇人民政府通报。\n"
        f"通过对前兆资料的深入分析，会议确定了发生灾害可能性较大的重点地区。\n自今年以来各镇要坚持每月会商，排查隐患。{_FOOT}"
    )
    assert [one.lead for one in found.tasks] == [("各镇",)]


@pytest.mark.parametrize(
    ("bracket", "lead", "support"),
    [
        (
            "县委网信办，县保密局、县档案局，县公安局按职责分工负责",
            ("县委网信办", "县保密局", "县档案局", "县公安局"),
            (),
        ),
        (
            "县民政局牵头，县财政局、县人社局，县体育局按职责分工负责",
            ("县民政局",),
            ("县财政局", "县人社局", "县体育局"),
        ),
        ("县民政局，县财政局配合", ("县民政局",), ("县财政局",)),
        ("海关总署云溪分署、云溪海事局按职责分工负责", ("海关总署云溪分署", "云溪海事局"), ()),
    ],
)
def test_who_shares_a_bracket(bracket: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    found = read(f"{_HEAD}1.加强演练，完善预案。（{bracket}）{_FOOT}").tasks
    assert [(one.lead, one.support) for one in found] == [(lead, support)]


def test_a_line_that_says_by_when_belongs_to_its_item() -> None:
    found = read(
        f"{_HEAD}（一）建设平台，加强监管。\n责任单位：县发改局、县财政局（第一责任单位为牵头单位，下同）\n时限要求：持续推进\n"
        f"（二）落实政策，消除限制。\n责任单位：县住建局\n时限要求：持续推进\n"
        f"（三）完善制度。\n责任单位：县住建局\n时限要求：2025年12月底前{_FOOT}"
    )
    assert [item.number for item in found.outline[0].children] == ["(一)", "(二)", "(三)"]
    assert [one.lead for one in found.tasks] == [("县发改局",), ("县住建局",), ("县住建局",)]
    assert found.tasks[0].support == ("县财政局",)
    terms = [one.deadline and (one.deadline.text, one.deadline.date) for one in found.tasks]
    assert terms == [("持续推进", None), ("持续推进", None), ("2025年12月底前", "2025-12-31")]


def test_a_speaker_still_ends_an_item() -> None:
    found = read(
        "云溪县召开推进会\n会议听取了汇报。一要建立台账。二要排查隐患。\n张军要求：各镇要在6月底前完成。\n2025年3月1日\n"
    )
    assert found.outline[-1].end <= found.text.index("张军")


@pytest.mark.parametrize(
    "words",
    [
        "近日，省政府办公厅印发《公开要点》，请你们自行查阅。8月31日，市政府办公厅下达关于落实《公开要点》的通知，主要包括加强公开等内容。",
        "实行主要领导把关、分管领导负责、承办人员办理的三级责任制，完善台账。",
    ],
)
def test_who_only_issued_a_paper_or_stands_in_a_rules_name_leads_nothing(words: str) -> None:
    found = read(
        f"云溪县关于做好公开的通知\n各镇：\n{words}\n一、各镇要建立台账，9月30日前报送。\n云溪县人民政府\n2025年9月10日\n"
    )
    assert {name for one in found.tasks for name in one.lead} == {"各镇"}
    assert {one.deadline.date for one in found.tasks if one.deadline} == {"2025-09-30"}


def test_a_signature_run_into_the_text_sets_no_day() -> None:
    found = read(
        "云溪县关于创建卫生县城的通知\n各镇：\n云溪县人民政府2025年8月10日云溪县创建方案今年是创建之年，为加大创建力度，制定方案，各镇要建立台账。\n"
        "一、各镇要在2025年8月10日前报送名单。\n"
    )
    assert [one.deadline and one.deadline.date for one in found.tasks] == [None, "2025-08-10"]
