"""Signs that a list, a chat or a copy left before a unit's name: the name comes out without them, the text keeps them."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_bytes

SIGNS = [*"+@＠#•·->→➢√■◆●○※★$%&~|/=_<", "1000. ", "● "]
ORDERS = [
    ("{0}县民政局要在6月底前走访烈属。", ("县民政局",), ()),
    ("{0}县文旅局负责6月底前办好展览。", ("县文旅局",), ()),
    ("由{0}县民政局牵头，{0}县财政局配合，6月底前走访烈属。", ("县民政局",), ("县财政局",)),
    (
        "6月底前走访烈属，牵头单位：{0}县民政局；配合单位：{0}县财政局、{0}县教育局。",
        ("县民政局",),
        ("县财政局", "县教育局"),
    ),
]


def read(order: str) -> Document:
    paper = f"清河县双拥办关于做好工作的通知\n\n各成员单位：\n一、开展走访。{order}\n清河县双拥办\n2026年5月20日\n"
    return read_bytes(paper.encode(), "通知.txt")


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(("order", "lead", "support"), ORDERS)
def test_a_sign_before_a_name_is_no_part_of_it(
    sign: str, order: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    said = order.format(sign)
    document = read(said)
    assert [(task.lead, task.support) for task in document.tasks] == [(lead, support)]
    assert sign.strip() in document.text


def test_a_cell_of_a_table_likewise() -> None:
    table = "清河县任务表\n\n序号\t任务\t牵头单位\t配合单位\n1\t走访烈属\t+县民政局\t@县财政局、•县教育局\n"
    (task,) = read_bytes(table.encode(), "表.txt").tasks
    assert (task.lead, task.support) == (("县民政局",), ("县财政局", "县教育局"))


def test_a_star_may_mask_a_place_and_stays() -> None:
    (task,) = read("*县民政局要在6月底前走访烈属。").tasks
    assert task.lead == ("*县民政局",)


def test_figures_that_belong_to_a_name_stay() -> None:
    (task,) = read("由3.15晚会保障工作专班于6月底前办好展览。县民政局要走访烈属。").tasks
    assert "县民政局" in task.lead
    assert not any(name.startswith("15") for name in task.lead)
