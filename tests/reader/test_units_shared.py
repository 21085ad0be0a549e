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
