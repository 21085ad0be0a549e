"""Units named once for several items, lists of units of any length, and what stands in such lists and is no unit."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Task
from tests.reader.cast import read

_HEAD = "云溪县就业服务工作实施方案\n一、主要任务\n"


def _tasks(items: str) -> list[Task]:
    return list(read(f"{_HEAD}{items}\n").tasks)


def _units(items: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [(one.lead, one.support) for one in _tasks(items)]


@pytest.mark.parametrize(
    ("items", "owners"),
    [
        (
            (
                "（一）优化服务（责任单位：县人社局）\n1.组织开展招聘活动。\n2.建立企业台账。\n"
                "（二）规范管理（牵头单位：县市场监管局；配合单位：县公安局）\n1.完善制度。\n2.县城管局要开展检查。"
            ),
            [
                (("县人社局",), ()),
                (("县人社局",), ()),
                (("县市场监管局",), ("县公安局",)),
                (("县城管局",), ()),
            ],
        ),
        (
            "（一）优化服务\n牵头单位：县人社局\n1.组织开展招聘活动。\n2.建立企业台账。",
            [(("县人社局",), ()), (("县人社局",), ())],
        ),
        (
            (
                "（一）优化服务\n1.组织开展招聘活动。\n2.建立企业台账。\n3.开展跟踪回访。\n（责任单位：县人社局、县教育局）\n"
                "（二）规范管理\n1.完善制度。\n2.开展检查。"
            ),
            [(("县人社局", "县教育局"), ())] * 3 + [((), ())] * 2,
        ),
    ],
)
def test_units_of_a_heading_or_below_the_last_item_are_shared(
    items: str, owners: list[tuple[tuple[str, ...], tuple[str, ...]]]
) -> None:
    assert _units(items) == owners


def test_a_line_below_one_of_items_that_name_their_own_is_that_items() -> None:
    items = "（一）优化服务\n1.组织开展招聘活动。（责任单位：县教育局）\n2.建立企业台账。\n3.开展跟踪回访。\n（责任单位：县人社局）"
    assert _units(items) == [(("县教育局",), ()), ((), ()), (("县人社局",), ())]
    own = "（一）优化服务\n1.组织开展招聘活动。\n2.由县教育局建立学生台账。\n（责任单位：县人社局）"
    assert _units(own)[0] == ((), ())


def test_a_term_below_several_items_is_not_shared() -> None:
    found = _tasks(
        "（一）优化服务\n1.组织开展招聘活动。\n2.建立企业台账。\n责任单位：县人社局；完成时限：2025年6月底前"
    )
    assert [one.lead for one in found] == [("县人社局",)] * 2
    assert [one.deadline is None for one in found] == [True, False]


_MANY = "教育部、科技部、公安部、民政部、司法部、财政部、人力资源社会保障部、自然资源部、生态环境部、住房城乡建设部、交通运输部、水利部、农业农村部、商务部、文化和旅游部、国家卫生健康委、应急管理部、银保监会、证监会、开发银行、共青团中央"


def test_a_bracket_of_many_units_is_read_to_its_end() -> None:
    every = tuple(_MANY.split("、"))
    assert _units(f"1.完善服务制度。（{_MANY}等按职责分工负责）") == [(every, ())]
    assert _units(f"1.完善服务制度。（国家发展改革委牵头，{_MANY}等按职责分工负责）") == [(("国家发展改革委",), every)]


def test_a_list_without_its_bracket_tells_who_answers() -> None:
    items = "1.完善服务制度。\n县人社局牵头，县教育局、团县委等按职责分工负责\n2.建立服务台账。\n县教育局、团县委等按职责分工负责"
    assert _units(items) == [(("县人社局",), ("县教育局", "团县委")), (("县教育局", "团县委"), ())]


def test_what_stands_among_units_and_is_none() -> None:
    assert _units("1.开展培训。责任单位：县人社局、各乡镇，2025年6月底前完成。") == [(("县人社局", "各乡镇"), ())]
    assert _units("1.开展培训。\n牵头领导：王小川\n责任单位：县人社局") == [(("县人社局",), ())]
    assert _units("1.开展培训。\n牵头领导：王小川") == [(("王小川",), ())]
    assert _units("1.完善制度。（县住建局为牵头单位，县城管局为配合单位）") == [(("县住建局",), ("县城管局",))]


def test_bodies_of_a_kind_that_are_summed_up() -> None:
    assert _units("1.工会、共青团、妇联等群团组织要开展志愿服务活动。") == [(("工会", "共青团", "妇联"), ())]
    assert _units("1.开展培训。（牵头单位：市农业局，配合单位：市科协，各有关区、县级市）") == [
        (("市农业局",), ("市科协", "各有关区、县级市"))
    ]


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("1.医务室：\n购置必要的药物、器材；\n做好校园巡视和登记工作。", ("医务室",)),
        ("1.班主任：\n及时通知家长和学生，组织晨检。", ("班主任",)),
        ("1.督导检查组：组长由县纪委副书记担任，负责开展督查。", ("督导检查组",)),
        ("1.宣传报道组：由县委宣传部牵头，开设专栏。", ("县委宣传部",)),
    ],
)
def test_who_the_heading_is_answers_where_the_item_names_nobody(item: str, lead: tuple[str, ...]) -> None:
    assert [one.lead for one in _tasks(item)] == [lead]


@pytest.mark.parametrize(
    ("item", "lead", "support"),
    [
        ("1.各地以县区为单位开展全面排查，建立台账。", ("各地",), ()),
        ("1.对入选企业，由企业所在乡镇提供配套服务。", ("企业所在乡镇",), ()),
        ("1.县人社局牵头建立台账，教育、财政、民政等部门配合。", ("县人社局",), ("教育", "财政", "民政")),
        ("1.由县应急局负责统筹协调，县消防救援大队具体负责高层建筑检查。", ("县应急局", "县消防救援大队"), ()),
        (
            "1.各镇对本辖区工作负总责，县直各部门按照“三管三必须”要求落实监管责任，开展检查。",
            ("各镇", "县直各部门"),
            (),
        ),
        ("1.协作区建立后，牵头组织召开联席会议，建立工作台账。", (), ()),
        ("1.一旦出现发热者，要通知家长组织学生就医。", (), ()),
        ("1.各镇和县安委会有关成员单位（详见任务分工）要制定本地方案。", ("各镇", "县安委会有关成员单位"), ()),
        ("1.各单位要明确一名领导牵头、一名联络员具体负责。", ("各单位",), ()),
    ],
)
def test_who_is_told_in_running_text(item: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    assert _units(item) == [(lead, support)]


def test_mid_year_beside_the_end_of_the_year_sets_no_day() -> None:
    [both] = _tasks("1.各镇要于年中和年末分别组织检查。")
    assert both.deadline is not None and (both.deadline.text, both.deadline.date) == ("年中", None)
    [last] = _tasks("1.各镇要于年末组织检查。")
    assert last.deadline is not None and last.deadline.text == "年末"


def test_what_opens_with_a_verb_or_a_year_is_no_place_in_two_forms() -> None:
    paper = read(f"{_HEAD}1.各镇要全面清理、整治城区占道经营，巩固整治成果。\n2.今年政府承诺，今年郑州市要建成学校。\n")
    assert paper.warnings == ()


def test_the_years_of_a_plan_below_its_title_belong_to_it() -> None:
    body = "为贯彻落实上级部署，制定本方案。\n一、主要任务\n1.各镇要开展排查，建立台账。\n"
    assert (
        read(f"云溪县安全生产三年行动方案\n（2024—2026年）\n{body}").title
        == "云溪县安全生产三年行动方案（2024—2026年）"
    )
    sent = "各镇人民政府：\n现将《云溪县安全生产三年行动方案（2024—2026年）》印发你们，请认真贯彻落实。\n云溪县安全生产委员会\n2024年3月7日\n"
    assert (
        read(f"{sent}云溪县安全生产三年行动方案\n（2024—2026年）\n{body}").title
        == "云溪县安全生产三年行动方案（2024—2026年）"
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "由县长任组长，分管副县长任副组长，县教育局、县公安局主要负责人为成员。",
        "成立工作专班，组长由分管副县长担任，成员由县教育局、县公安局、县财政局分管负责人组成。",
    ],
)
def test_who_sits_on_a_body_is_told_nothing_by_that(sentence: str) -> None:
    assert _units(f"1.成立工作专班。{sentence}") in ([((), ())], [])
    assert _units(f"1.成立工作专班。{sentence}各镇要建立台账。") == [(("各镇",), ())]


@pytest.mark.parametrize(
    ("item", "lead"),
    [
        ("1.推进项目建设（县发改局）。加快前期工作，6月底前开工。", ("县发改局",)),
        ("1.抓好安全生产【县应急局、各乡镇】。开展拉网式排查。", ("县应急局", "各乡镇")),
        ("1.走访慰问官兵（县人武部、消防大队）。送上慰问品。", ()),
        ("1.抓好信访维稳，责任单位为县信访局、县公安局。", ("县信访局", "县公安局")),
        ("1.县教育局负总责，县公安局负责校园周边治安。", ("县公安局", "县教育局")),
    ],
)
def test_who_answers_in_a_heading_or_a_clause(item: str, lead: tuple[str, ...]) -> None:
    assert [one.lead for one in _tasks(item)] == [lead]


def test_labels_that_are_numbered_say_of_the_first_item_who_and_when() -> None:
    items = "一、加强管控\n（一）主要任务：开展排查，建立台账。\n（二）责任单位：县应急局、各乡镇。\n（三）完成时限：2025年6月底前。\n"
    [only] = read(f"云溪县安全工作实施方案\n{items}").tasks
    assert (only.lead, only.deadline and str(only.deadline.date)) == (("县应急局", "各乡镇"), "2025-06-30")


def test_the_same_as_above_is_who_answered_above() -> None:
    items = "1.改造小区。\n责任单位：县住建局\n2.新建公园。\n责任单位：同上\n3.新增车位。\n责任单位：县城管局"
    assert _units(items) == [(("县住建局",), ()), (("县住建局",), ()), (("县城管局",), ())]


def test_an_item_that_opens_with_labels_is_still_an_item() -> None:
    items = "1.责任单位：县委组织部；完成时限：6月底。组织开展培训。\n2.组织开展轮训。（责任单位：县委党校）"
    assert [lead for lead, _ in _units(items)][-1] == ("县委党校",)


@pytest.mark.parametrize(
    ("item", "lead", "support"),
    [
        ("1.各地以县区为单位，对小区情况开展全面排查。", ("各地",), ()),
        ("1.周边整治以县综治办、派出所为主，县工商局配合，开展排查。", ("县综治办", "派出所"), ("县工商局",)),
        ("1.由陈红利、江太平负责日常值班。", ("陈红利", "江太平"), ()),
        ("1.教务处责任\n负责教学过程中的安全管理，建立台账。", ("教务处",), ()),
        ("1.县文化执法总队：负责会同县公安局查处违法行为。", ("县文化执法总队",), ("县公安局",)),
        ("1.经开区管委会。负责园区企业排查，建立台账。", ("经开区管委会",), ()),
    ],
)
def test_who_answers_otherwise(item: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    assert _units(item) == [(lead, support)]


def test_a_kind_of_bodies_over_a_list_of_what_they_do() -> None:
    items = "1.轮值单位。①组织开展活动，制定方案；②编写简报，按月报送。\n2.责任单位\n（1）开展排查，建立台账；\n（2）组织整改。"
    assert [lead for lead, _ in _units(items)] == [("轮值单位",), ("轮值单位",), (), ()]


def test_a_list_of_bodies_whose_title_is_lost_tells_what_each_does() -> None:
    paper = read(
        "15.市药监局：负责查处违法收售药品等行为。\n16.市社会办：指导各区做好社区环境整治工作；推动便民设施建设。\n"
        "17.市园林局：依据职能做好城市绿地管护方面的工作。\n"
    )
    assert [one.lead for one in paper.tasks] == [("市药监局",), ("市社会办",), ("市园林局",)]
