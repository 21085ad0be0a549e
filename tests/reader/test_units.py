"""Who leads and who supports, as the author named them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuangyong.reader.units import name_units


def named(text: str) -> tuple[list[str], list[str]]:
    lead, support = name_units(text)
    return list(lead), list(support)


@pytest.mark.parametrize(
    "text, lead",
    [
        ("县双拥办要制定方案。", ["县双拥办"]),
        ("各镇人民政府应当制定方案。", ["各镇人民政府"]),
        ("县财政局必须落实经费。", ["县财政局"]),
        ("县财政局、县民政局要落实经费。", ["县财政局", "县民政局"]),
        ("县财政局和县民政局要落实经费。", ["县财政局", "县民政局"]),
        ("各镇、各部门要高度重视，制定方案。", ["各镇", "各部门"]),
        ("各镇，各部门要制定方案。", ["各镇", "各部门"]),
        ("由县双拥办负责制定方案。", ["县双拥办"]),
        ("制定方案，由县双拥办牵头。", ["县双拥办"]),
        ("制定实施方案（县双拥办牵头）。", ["县双拥办"]),
        ("牵头单位：县双拥办", ["县双拥办"]),
        ("责任单位：县双拥办、县财政局", ["县双拥办", "县财政局"]),
        ("县退役军人事务局要会同有关部门制定方案。", ["县退役军人事务局"]),
    ],
)
def test_who_leads(text: str, lead: list[str]) -> None:
    assert named(text)[0] == lead


@pytest.mark.parametrize(
    "text, lead, support",
    [
        ("县双拥办要会同县财政局制定方案。", ["县双拥办"], ["县财政局"]),
        ("县双拥办要会同县财政局、县民政局制定方案。", ["县双拥办"], ["县财政局", "县民政局"]),
        ("由县双拥办牵头，县财政局配合，制定方案。", ["县双拥办"], ["县财政局"]),
        ("制定方案（县双拥办牵头，县财政局、县民政局配合）。", ["县双拥办"], ["县财政局", "县民政局"]),
        ("制定方案。牵头单位：县双拥办；配合单位：县财政局、县民政局", ["县双拥办"], ["县财政局", "县民政局"]),
        ("制定方案。牵头单位：县双拥办；责任单位：县财政局、县民政局", ["县双拥办"], ["县财政局", "县民政局"]),
        ("制定方案。责任单位：县双拥办；配合单位：县财政局", ["县双拥办"], ["县财政局"]),
    ],
)
def test_who_supports(text: str, lead: list[str], support: list[str]) -> None:
    assert named(text) == (lead, support)


@pytest.mark.parametrize(
    "text",
    [
        "要加强组织领导。",
        "主要任务是抓好宣传。",
        "广泛宣传双拥政策。",
        "需要进一步加强。",
        "必要时可以调整。",
        "去年以来，成效明显。",
    ],
)
def test_nobody_is_named(text: str) -> None:
    assert named(text) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "各镇要将进展情况报县双拥办。",
        "各镇要将总结报送县双拥办。",
        "各镇要及时向县双拥办报告。",
        "各镇要把方案报县双拥办备案。",
    ],
)
def test_who_only_receives_a_report_is_neither(text: str) -> None:
    assert named(text) == (["各镇"], [])


NAMES = ("县双拥办", "县财政局", "县民政局", "县教育局", "县人武部", "县退役军人事务局", "各镇人民政府", "县委宣传部")
LISTS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=6, unique=True)
QUICK = settings(max_examples=60)


@QUICK
@given(LISTS, st.sampled_from("、，"))
def test_a_list_of_subjects_leads_whole_and_in_order(names: list[str], mark: str) -> None:
    assert named(mark.join(names) + "要制定方案。") == (names, [])


@QUICK
@given(LISTS)
def test_by_a_list_leads_whole_and_in_order(names: list[str]) -> None:
    assert named(f"由{'、'.join(names)}负责制定方案。") == (names, [])


@QUICK
@given(LISTS, LISTS)
def test_nobody_leads_and_supports_at_once(lead: list[str], support: list[str]) -> None:
    found = named(f"制定方案。牵头单位：{'、'.join(lead)}；配合单位：{'、'.join(support)}")
    assert found[0] == lead
    assert found[1] == [name for name in support if name not in lead]


@QUICK
@given(
    st.lists(
        st.sampled_from(
            [
                *NAMES,
                "要",
                "会同",
                "由",
                "牵头",
                "负责",
                "配合",
                "、",
                "，",
                "。",
                "：",
                "（",
                "）",
                "和",
                "责任单位",
                "制定方案",
                "等",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_names_are_pieces_of_the_text_each_once(text: str) -> None:
    lead, support = named(text)
    assert len(set(lead + support)) == len(lead) + len(support)
    assert all(name and name in text for name in lead + support)
