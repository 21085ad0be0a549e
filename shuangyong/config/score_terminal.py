"""A score, shown in the terminal: what is fatal first, the points, every section and indicator with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from shuangyong.assess.engine.points import said
from shuangyong.assess.engine.scoring import Result
from shuangyong.assess.queries import Scored
from shuangyong.assess.ratings import Alarm
from shuangyong.reports.wording import printable

TABLE_FROM = 100
"""Columns from which indicators are a table; a narrower terminal and a pipe get one block an indicator."""


def print_score(found: Scored, stream: TextIO) -> None:
    console = Console(file=stream, markup=False, emoji=False, highlight=False)
    for part in [*_head(found), *_alarms(found), *_body(found, console), *_tail(found)]:
        console.print(part, soft_wrap=not console.is_terminal and isinstance(part, Text))


def _head(found: Scored) -> Iterator[Text]:
    score, asked = found.score, found.asked
    over = f"{score.first} 至 {score.year} 年合计" if score.over_cycle else f"{score.year} 年度"
    yield Text(f"{printable(score.subject.name)}　{over}　{printable(score.standard.name)}", "bold")
    mark = "" if score.standard.official else "，非官方"
    yield Text(f"  标准第 {score.standard.version} 版，{score.standard.checked}{mark}")
    yield Text(f"  截至 {asked.on}，按 {asked.known_on} 已知的情况")
    least, most = score.span
    bonus = f"，其中加分 {said(score.bonus)} 分" if score.bonus else ""
    yield Text(f"  得分 {said(score.points)} 分（满分 {said(score.of)} 分{bonus}）", "bold")
    open_ = [(score.unknown, "分的指标"), (score.unknown_bonus, "分加分")]
    if lacking := "和 ".join(f"{said(points)} {what}" for points, what in open_ if points):
        yield Text(f"  另有 {lacking}还不知道，弄清以后总分在 {said(least)} 至 {said(most)} 分之间", "yellow")


def _alarms(found: Scored) -> Iterator[Text]:
    if not found.alarms:
        yield Text("  没有登记否决、撤销情形。")
        return
    yield Text("\n否决与撤销情形", "bold")
    for alarm in found.alarms:
        yield Text(f"  {alarm.code} {printable(alarm.name)}（{alarm.sort}）：", _colour(alarm)).append(_stands(alarm))
    if not found.eligible:
        yield Text("  未了结以前不得申报；得分照算。", "bold red")


def _stands(alarm: Alarm) -> str:
    judge = f"，判定人 {printable(alarm.judge)}" if alarm.judge else ""
    number = f"，{alarm.number}" if alarm.number else ""
    return f"{alarm.state_name}{number}{judge}。{printable(alarm.why)}"


def _colour(alarm: Alarm) -> str:
    return "red" if alarm.established else "yellow" if alarm.open else ""


def _body(found: Scored, console: Console) -> Iterator[RenderableType]:
    wide = console.is_terminal and console.width >= TABLE_FROM
    for key, (points, of) in found.score.sections().items():
        rows = [result for result in found.score.results if result.indicator.section == key]
        name = found.score.standard.sections[key].name
        yield Text(f"\n{name}　{said(points)}/{said(of)}" if of else f"\n{name}", "bold")
        if wide:
            yield _table(found, rows)
        else:
            for result in rows:
                yield from _block(found, result)


def _points(result: Result) -> Text:
    if result.points is None:
        return Text("未知", "yellow")
    return Text(said(result.points), "green" if result.points == result.of else "")


def _table(found: Scored, rows: list[Result]) -> Table:
    table = Table(show_lines=True, expand=True, header_style="bold")
    for column, ratio in (("编号", 0), ("指标", 4), ("得分", 0), ("满分", 0), ("理由", 8)):
        table.add_column(column, ratio=ratio or None, overflow="fold", no_wrap=not ratio)
    for result in rows:
        indicator = result.indicator
        table.add_row(
            indicator.code, printable(indicator.name), _points(result), said(result.of), printable(found.why(result))
        )
    return table


def _block(found: Scored, result: Result) -> Iterator[Text]:
    yield Text(f"  {result.indicator.code} {printable(result.indicator.name)}")
    yield Text(f"     {printable(found.why(result))}")


def _tail(found: Scored) -> Iterator[Text]:
    unchecked = sum(result.indicator.checked == "待核" for result in found.score.results)
    if unchecked:
        yield Text(f"\n{unchecked} 项指标的条文待核。")
