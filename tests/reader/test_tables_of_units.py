"""Tables of tasks as offices set them: names on lines of their own in a cell, parts between rows, columns of a standard."""

from __future__ import annotations

from shuangyong.reader import read_bytes
from tests.reader.cast import read

_TITLE = "云溪县2025年重点工作任务分解表"


def _page(rows: str) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    page = f"<html><body><h2>{_TITLE}</h2><table border=1>{rows}</table></body></html>"
    return [(one.lead, one.support) for one in read_bytes(page.encode(), "t.html").tasks]


def test_names_on_lines_of_their_own_in_a_cell_stay_apart() -> None:
    head = "<tr><th>序号</th><th>重点任务</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>"
    rows = (
        "<tr><td>1</td><td>制定稳增长方案，落实减税政策。</td><td>县发改局<br>县财政局</td><td><p>县税务局、县工信局</p><p>各乡镇</p></td><td>3月底前</td></tr>"
        "<tr><td>2</td><td>建立项目库，开展调度。</td><td>县发改局</td><td><p>各乡镇（街道）</p><p>经开区管委会</p><p>县直有关部门</p></td><td>每月</td></tr>"
    )
    assert _page(head + rows) == [
        (("县发改局", "县财政局"), ("县税务局", "县工信局", "各乡镇")),
        (("县发改局",), ("各乡镇（街道）", "经开区管委会", "县直有关部门")),
    ]


def test_a_name_that_goes_on_behind_its_bracket_is_one() -> None:
    head = "<tr><th>重点任务</th><th>牵头单位</th><th>配合单位</th><th>完成时限</th></tr>"
    row = "<tr><td>登记预备役信息，建立台账。</td><td>县人武部</td><td>各乡镇（街道）退役军人服务站</td><td>5月底前</td></tr>"
    assert _page(head + row) == [(("县人武部",), ("各乡镇（街道）退役军人服务站",))]


def test_persons_behind_their_bodies_in_a_cell() -> None:
    head = "<tr><th>项目名称</th><th>建设内容</th><th>责任单位及责任人</th><th>时限要求</th></tr>"
    row = "<tr><td>道路改造</td><td>改造公路20公里。</td><td><p>县交通局：孙小七</p><p>县财政局：周小八</p></td><td>11月底前</td></tr>"
    assert _page(head + row) == [(("县交通局", "县财政局"), ())]


def test_the_heading_of_a_part_between_two_rows_does_not_end_a_table() -> None:
    table = (
        "序号\t改革任务\t牵头单位\t参加单位\t成果形式\t完成时间\n一、经济领域改革\n1\t深化国企改革，组建县城投集团。\t县国资办\t县财政局\t出台方案\t6月\n"
        "二、社会领域改革\n2\t开展“县管校聘”改革。\t县教育局\t县委编办、县财政局\t试点总结\t全年\n"
    )
    found = read(f"云溪县2025年改革工作要点任务分工表\n{table}").tasks
    assert [(one.task, one.lead, one.support, one.path) for one in found] == [
        ("深化国企改革，组建县城投集团", ("县国资办",), ("县财政局",), ("一",)),
        ("开展“县管校聘”改革", ("县教育局",), ("县委编办", "县财政局"), ("二",)),
    ]


def test_columns_of_an_indicator_and_its_standard() -> None:
    table = (
        "指标\t标准\t责任领导\t责任单位\t完成时限\n"
        "组织领导\t建立领导机构，每年召开专题会议不少于2次。\t王小川\t★县委办、县政府办\t长期\n"
        "政策落实\t足额发放优待金。\t李小河\t县退役军人局牵头，县财政局配合\t12月底前\n"
    )
    found = read(f"云溪县创建工作任务分解表\n{table}").tasks
    assert [(one.task, one.lead, one.support) for one in found] == [
        ("建立领导机构，每年召开专题会议不少于2次", ("县委办",), ("县政府办",)),
        ("足额发放优待金", ("县退役军人局",), ("县财政局",)),
    ]


def test_a_table_of_points_still_asks_for_nothing() -> None:
    table = "指标\t标准\t分值\t得分\t扣分原因\n组织领导\t建立领导机构。\t10\t8\t会议不足\n政策落实\t足额发放优待金。\t10\t10\t\n"
    assert read(f"云溪县创建工作自评表\n{table}").tasks == ()
