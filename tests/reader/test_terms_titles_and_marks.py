"""Terms in headings, cells and parts of tables; meetings and headlines that a page broke; marks that a break left at a line's head."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import notice, read

TABLE = "一、任务分工见下表。\n"
NEWS = "来源：清河日报 发布时间：2024-03-06\n"
HEADLINE = "清河县走访烈属送温暖"
STORY = "3月5日，清河县组织志愿者走访烈属12户，送去慰问金和生活用品。"


def terms(body: str) -> list[tuple[str, str | None] | None]:
    """The terms of a notice's tasks, in order."""
    found = [task.deadline for task in notice(body).tasks]
    return [(one.text, one.date) if one else None for one in found]


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("各镇于每季度最后一个月25日前报送进度。", ("每季度最后一个月25日前", None)),
        ("各镇要在每旬末报送进度。", ("每旬末", None)),
        ("各镇要在4月、7月、10月上旬各报送一次进度。", ("4月、7月、10月上旬", None)),
        ("县教育局要在新学期开学前两周完成转学手续。", ("新学期开学前两周", None)),
        ("各镇要力争到“十四五”末建成示范站。", ("“十四五”末", None)),
        ("各镇2月底前已完成摸底，要逐户建立台账。", None),
        ("县民政局核查2023年12月至2024年2月新增优抚对象。", None),
        ("县住建局要在6月底前新增车位30个。", ("6月底前", "2024-06-30")),
        ("各单位要在会后5个工作日内报送落实方案。", ("会后5个工作日内", None)),
    ],
)
def test_terms_of_sentences(body: str, term: tuple[str, str | None] | None) -> None:
    """A paper that tells of no meeting has no day 会后; what was done or grew by a day has no term of it."""
    assert terms(f"一、工作安排。{body}") == [term]


def test_a_month_in_brackets_behind_an_items_heading_is_its_term() -> None:
    assert terms("一、制定方案（2024年3月）。县双拥办制定活动方案。\n二、双拥简报（2024年3月）由县双拥办编印。") == [
        ("2024年3月", "2024-03-31"),
        None,
    ]


def test_a_period_counts_from_this_meeting() -> None:
    minutes = "双拥工作领导小组会议纪要\n2024年3月5日，副县长丁宁主持召开双拥工作领导小组会议，议定：\n一、由县住建局自本次会议之日起30日内完成勘测。"
    term = read(minutes).tasks[0].deadline
    assert term is not None
    assert (term.text, term.date) == ("自本次会议之日起30日内", "2024-04-04")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("4月20日前完成初稿", "2024-04-20"),
        ("2024-05", "2024-05-31"),
        ("2024.5-2024.6", "2024-06-30"),
        ("5/10前", "2024-05-10"),
    ],
)
def test_terms_of_cells(cell: str, day: str) -> None:
    assert terms(f"{TABLE}序号\t任务\t责任单位\t完成时限\n1\t修缮陵园\t县退役军人局\t{cell}") == [(cell, day)]


def test_columns_that_say_when_work_is_to_end() -> None:
    assert terms(f"{TABLE}序号\t任务\t责任单位\t开始时间\t结束时间\n1\t修缮陵园\t县退役军人局\t3月10日\t5月10日") == [
        ("5月10日", "2024-05-10")
    ]
    assert terms(f"{TABLE}序号\t2024年4月底前完成的任务\t责任单位\n1\t修缮陵园\t县退役军人局") == [
        ("2024年4月底前", "2024-04-30")
    ]


def test_a_row_whose_term_says_that_it_is_done_asks_for_nothing() -> None:
    rows = "1\t修缮陵园\t县退役军人局\t已完成\n2\t建设展厅\t县文旅局\t4月底前"
    found = notice(f"{TABLE}序号\t任务\t责任单位\t完成时限\n{rows}").tasks
    assert [task.task for task in found] == ["建设展厅"]


def _page(table: str) -> bytes:
    return (
        f"<p>关于做好工作的通知</p><p>各镇：</p><table>{table}</table><p>清河县双拥办</p><p>2024年3月5日</p>".encode()
    )


def _rows(*rows: str) -> str:
    cells = ("".join(f"<td>{cell}</td>" for cell in row.split("|")) for row in rows)
    return "".join(f"<tr>{row}</tr>" for row in cells)


def test_the_name_of_a_tables_part_sets_the_term_of_its_rows() -> None:
    head = _rows("序号|任务|责任单位")
    first = "<tr><td colspan=3>4月底前完成</td></tr>" + _rows("1|修缮陵园|县退役军人局", "2|建设展厅|县文旅局")
    second = "<tr><td colspan=3>长期任务</td></tr>" + _rows("3|改造道路|县住建局")
    found = read_bytes(_page(head + first + second), "a.html").tasks
    assert [(task.task, task.deadline and task.deadline.date) for task in found] == [
        ("修缮陵园", "2024-04-30"),
        ("建设展厅", "2024-04-30"),
        ("改造道路", None),
    ]


def test_bodies_on_lines_of_their_own_in_a_cell_are_several() -> None:
    found = read_bytes(_page(_rows("任务|责任单位", "走访<br>军属|县退役军人<br>事务局<br>县妇联")), "a.html").tasks
    assert [(task.task, task.lead) for task in found] == [("走访军属", ("县退役军人事务局", "县妇联"))]


@pytest.mark.parametrize(
    ("title", "story", "name"),
    [
        ("清河县召开退役军人工作推进会 部署移交安置", "3月5日，清河县召开会议，部署移交安置。", "退役军人工作推进会"),
        (
            "清河县军地协调停车难",
            "3月5日，由县双拥办牵头、县交警大队参加的部队停车协调会在营区召开。",
            "部队停车协调会",
        ),
        (
            "清河县学习会议精神",
            "3月1日，全市双拥工作会议在江城召开。3月5日，清河县召开双拥工作领导小组会议传达会议精神。",
            "双拥工作领导小组会议",
        ),
    ],
)
def test_meetings_of_news(title: str, story: str, name: str) -> None:
    met = read(f"{title}\n{NEWS}{story}\n").meeting
    assert met is not None
    assert (met.name, met.date) == (name, "2024-03-05")


def test_a_meeting_that_is_held_every_quarter_is_none() -> None:
    story = "清河县建立军地联席会议制度，每季度召开一次联席会议。3月5日，县领导走访驻军。"
    assert read(f"清河县：建机制强保障\n{NEWS}{story}\n").meeting is None


def test_minutes_may_print_the_meetings_name_and_day_without_a_colon() -> None:
    met = read(
        "清河县军地联席会议纪要\n会议名称：清河县2024年第二次军地联席会议\n会议时间　2024年3月5日下午3时\n一、由县交通局4月底前设置窗口。"
    ).meeting
    assert met is not None
    assert (met.name, met.date) == ("清河县2024年第二次军地联席会议", "2024-03-05")


@pytest.mark.parametrize(
    ("head", "title", "name"),
    [
        (
            "主持词\n——在全县双拥工作会议上",
            "主持词——在全县双拥工作会议上",
            "全县双拥工作会议",
        ),
        (
            "凝心聚力 再创佳绩\n——在全县双拥模范城创建总结\n表彰大会上的讲话",
            "凝心聚力 再创佳绩——在全县双拥模范城创建总结表彰大会上的讲话",
            "全县双拥模范城创建总结表彰大会",
        ),
        (
            "在全县双拥模范城创建总结\n表彰大会上的讲话",
            "在全县双拥模范城创建总结表彰大会上的讲话",
            "全县双拥模范城创建总结表彰大会",
        ),
    ],
)
def test_titles_of_speeches_that_the_page_broke(head: str, title: str, name: str) -> None:
    found = read(f"{head}\n（2024年3月5日）\n刘志强\n同志们：\n一、提高认识。\n")
    assert (found.kind, found.title) == ("speech", title)
    assert found.meeting is not None
    assert (found.meeting.name, found.meeting.date) == (name, "2024-03-05")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("清河县召开2024年双拥工作领导小组", "全体（扩大）会议"),
        ("清河县白石镇“三个聚焦”", "扎实做好退役军人服务工作"),
        ("清河县退役军人事务局开展", "“送文化进军营”活动"),
    ],
)
def test_a_headline_that_the_page_broke_is_joined(first: str, second: str) -> None:
    assert read(f"{first}\n{second}\n{NEWS}{STORY}").title == f"{first}{second}"


@pytest.mark.parametrize("below", ["本报记者 李燕", "清河县融媒体中心", "（2024年3月5日）"])
def test_who_wrote_below_a_headline_is_no_part_of_it(below: str) -> None:
    assert read(f"清河县部署双拥创建工作\n{below}\n{STORY}").title == "清河县部署双拥创建工作"


def test_a_mark_that_a_break_left_at_a_lines_head_goes_back() -> None:
    page = f"<h1>{HEADLINE}</h1><p>3月5日，清河县走访烈属12户<br>，送去慰问金。</p>"
    assert read_bytes(page.encode(), "a.html").text == f"{HEADLINE}\n3月5日，清河县走访烈属12户，送去慰问金。"


def test_an_item_that_a_pages_number_broke_is_whole_again() -> None:
    found = notice("一、县教育局要在4月底前完成军人子女学位摸底，建立台账，逐户核\n— 1 —\n实，确保一人不漏。")
    assert "逐户核实，确保一人不漏。" in found.text


@pytest.mark.parametrize("bar", ["2024年03月06日\n来源：清河日报", "发布者：管理员\n发布时间：2024-03-06"])
def test_bars_on_several_lines_go(bar: str) -> None:
    found = read(f"{HEADLINE}\n{bar}\n{STORY}")
    assert (found.text, str(found.published)) == (f"{HEADLINE}\n{STORY}", "2024-03-06")


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("县双拥办要认真落实3月1日县委书记批示精神，制定落实方案。", None),
        ("根据市里5月底前全部验收的要求，各镇要于4月底前自查。", ("4月底前", "2024-04-30")),
        ("原定3月底完成的登记，县教育局要延至4月底完成。", ("4月底", "2024-04-30")),
        ("县文旅局要结合5月18日国际博物馆日，组织官兵免费参观。", None),
    ],
)
def test_days_of_others_are_no_terms(body: str, term: tuple[str, str | None] | None) -> None:
    assert terms(f"一、工作安排。{body}") == [term]


@pytest.mark.parametrize(
    ("story", "name"),
    [
        ("3月5日，我县组织收听收看全省退役军人工作视频会议。会后作出安排。", "全省退役军人工作视频会议"),
        ("3月5日，县委常委会召开（扩大）会议，传达学习上级精神。", "县委常委会（扩大）会议"),
    ],
)
def test_meetings_that_are_watched_or_widened(story: str, name: str) -> None:
    met = read(f"清河县部署双拥工作\n{NEWS}{story}\n").meeting
    assert met is not None
    assert (met.name, met.date) == (name, "2024-03-05")


@pytest.mark.parametrize("site", ["-清河县人民政府", " | 清河双拥", "_清河新闻网"])
def test_the_name_of_a_site_behind_a_headline_goes(site: str) -> None:
    found = read(f"{HEADLINE}{site}\n{STORY}")
    assert (found.title, found.text) == (HEADLINE, f"{HEADLINE}\n{STORY}")


@pytest.mark.parametrize(
    "lines",
    [
        ("清河县双拥工作领导小组办公室文件　　2", "清河县双拥工作领导小组办公室文件　　3"),
        ("P 1", "P 2"),
        ("第一页", "第二页"),
    ],
)
def test_what_every_page_prints_goes(lines: tuple[str, str]) -> None:
    orders = ("一、县教育局要在4月底前完成学位摸底。", "二、县人社局要组织招聘会。")
    found = notice(f"{orders[0]}\n{lines[0]}\n{orders[1]}\n{lines[1]}")
    assert found.text == notice("\n".join(orders)).text


@pytest.mark.parametrize("over", ["清河县政府网 http://www.example.gov.cn", "[打印本稿] [字体：大 中 小] [关闭]"])
def test_what_a_page_prints_over_a_title_is_no_part_of_it(over: str) -> None:
    assert read(f"{over}\n{HEADLINE}\n{STORY}").text == f"{HEADLINE}\n{STORY}"


def test_a_stray_space_in_an_order_makes_no_heading_of_it() -> None:
    order = "一、县教育局要在4{}月底前完成军人子女学位摸底，建立台账，逐户核实，确保一人不漏。"
    assert notice(order.format(" ")).text == notice(order.format("")).text


def test_an_answer_is_a_title() -> None:
    found = read("清河县退役军人事务局\n关于县政协第25号提案的\n答复\n李燕委员：\n您提出的提案收悉。")
    assert found.title == "清河县退役军人事务局关于县政协第25号提案的答复"


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("县住建局要对照2024年2月20日市督查组反馈意见逐条整改。", None),
        ("县住建局要针对1月份督查发现的问题逐条整改。", None),
        ("各镇要参照2023年12月31日时点数据更新台账。", None),
        ("县人社局要做好3月15日招聘会的宣传。", None),
        ("县财政局要按季度拨付2024年1月至6月补助资金。", None),
        ("县双拥办要把5月确定为双拥法规宣传月，组织宣讲。", None),
        ("县民政局要在6月底前新增建档对象30人。", ("6月底前", "2024-06-30")),
    ],
)
def test_days_of_what_is_cited_served_or_paid_for_are_no_terms(body: str, term: tuple[str, str | None] | None) -> None:
    assert terms(f"一、工作安排。{body}") == [term]
