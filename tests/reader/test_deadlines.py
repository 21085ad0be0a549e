"""Terms: every clause of the contract with both of its ends; a date is never invented."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.reader import deadlines
from shuangyong.reader.counted import Days
from shuangyong.reader.model import Deadline
from shuangyong.reader.termcells import of_cell
from tests.reader.cast import notice, read

WRITTEN = date(2024, 3, 5)
"""A Tuesday."""
UNKNOWN = Days()


def term(text: str, days: Days = Days(WRITTEN, None, True)) -> Deadline | None:  # noqa: B008 - frozen
    found = deadlines.find(text, 0, len(text), days)
    return found[0] if found else None


def day(text: str, days: Days = Days(WRITTEN, None, True)) -> str | None:  # noqa: B008 - frozen
    found = term(text, days)
    return found.date if found else None


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("于9月30日前报送方案。", "2024-09-30"),
        ("9月30日之前报送。", "2024-09-30"),
        ("9月30日以前报送。", "2024-09-30"),
        ("2025年9月30日前报送。", "2025-09-30"),
        ("二〇二五年九月三十日前报送。", "2025-09-30"),
        ("今年9月底前完成。", "2024-09-30"),
        ("明年3月底前完成。", "2025-03-31"),
        ("6月底前完成。", "2024-06-30"),
        ("2月底前完成。", "2025-02-28"),
        ("2028年2月底前完成。", "2028-02-29"),
        ("5月上旬完成。", "2024-05-10"),
        ("5月中旬完成。", "2024-05-20"),
        ("5月下旬完成。", "2024-05-31"),
        ("6月下旬完成。", "2024-06-30"),
        ("6月3日至6月14日开展督查。", "2024-06-14"),
        ("6月3日至14日开展督查。", "2024-06-14"),
        ("6月3日—7月2日开展督查。", "2024-07-02"),
        ("12月20日至1月10日走访慰问。", "2025-01-10"),
        ("年底前完成。", "2024-12-31"),
        ("2025年底前完成。", "2025-12-31"),
        ("本月底前报送。", "2024-03-31"),
        ("本周五前报送。", "2024-03-08"),
        ("下周一前报送。", "2024-03-11"),
        ("上半年完成验收。", "2024-06-30"),
        ("第三季度完成验收。", "2024-09-30"),
    ],
)
def test_the_day_of_a_term(text: str, wanted: str) -> None:
    assert day(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("3月4日前报送。", "2025-03-04"),  # past already: next year
        ("3月5日前报送。", "2024-03-05"),  # the day of writing itself is not past
        ("3月6日前报送。", "2024-03-06"),
        ("1月中旬报送。", "2025-01-20"),
        ("2024年1月15日前报送。", "2024-01-15"),  # a printed year stands, past or not
        ("12月31日前报送。", "2024-12-31"),
        ("1月1日前报送。", "2025-01-01"),
    ],
)
def test_a_day_that_is_past_falls_in_the_next_year(text: str, wanted: str) -> None:
    assert day(text) == wanted


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("节前完成走访。", "节前"),
        ("国庆节前完成走访。", "国庆节前"),
        ("“八一”前完成走访。", "“八一”前"),
        ("春节前完成走访。", "春节前"),
        ("尽快报送方案。", "尽快"),
        ("每月5日前报送进度。", "每月5日前"),
        ("每季度末报送进度。", "每季度末"),
        ("每周五前报送进度。", "每周五前"),
    ],
)
def test_terms_without_a_day_and_recurring_ones_keep_their_text(text: str, wanted: str) -> None:
    assert term(text) == Deadline(wanted, None)


@pytest.mark.parametrize(
    "text",
    [
        "去年9月以来，成效明显。",
        "自3月5日起施行。",
        "2023年，全县走访慰问500人次。",
        "3月4日的会议精神要传达到位。",
        "抓好双拥工作。",
        "工作要有前瞻性，底线不能破。",
    ],
)
def test_what_is_no_term(text: str) -> None:
    assert term(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "9月30日前报送。",
        "6月底前完成。",
        "5月中旬完成。",
        "本月底前报送。",
        "下周一前报送。",
        "年底前完成。",
        "上半年完成。",
        "10日内报送。",
    ],
)
def test_without_the_documents_day_nothing_is_dated(text: str) -> None:
    found = term(text, UNKNOWN)
    assert found is not None and found.date is None


def test_a_printed_year_needs_no_day_of_writing() -> None:
    assert day("2024年9月30日前报送。", UNKNOWN) == "2024-09-30"


@pytest.mark.parametrize(
    "text",
    [
        "9月31日前报送。",
        "2月30日前报送。",
        "13月1日前报送。",
        "2023年2月29日前报送。",
    ],
)
def test_a_day_that_does_not_exist_has_no_date(text: str) -> None:
    assert day(text) is None


# --- working days and periods -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("自本通知印发之日起1个工作日内报送。", "2024-03-06"),
        ("自本通知印发之日起3个工作日内报送。", "2024-03-08"),
        ("自本通知印发之日起4个工作日内报送。", "2024-03-11"),
        ("自本通知印发之日起十个工作日内报送。", "2024-03-19"),
        ("自本通知印发之日起10日内报送。", "2024-03-15"),
        ("自本通知印发之日起2周内报送。", "2024-03-19"),
        ("自本通知印发之日起1个月内报送。", "2024-04-05"),
    ],
)
def test_periods_count_from_the_next_day(text: str, wanted: str) -> None:
    assert day(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "收到申请之日起5个工作日内办结。",
        "退役军人报到后10日内建立档案。",
        "活动结束后3日内报送总结。",
        "各镇于收到本通知后5个工作日内报送名单。",
        "各镇接到本通知之日起5日内报送名单。",
        "县民政局在受理后3个工作日内答复。",
        "交办后7日内办结。",
        "公示期满后5日内发文。",
        "自批准之日起10日内开工。",
        "督办单下发后3个工作日内回复。",
        "名单公布之日起10日内发证。",
        "老兵返乡一个月内上门走访。",
        "承办单位接件3个工作日内办结。",
        "对群众反映的问题，要在3个工作日内答复。",
        "对新增优抚对象，要在10日内建档。",
    ],
)
def test_a_period_from_something_else_has_no_date(text: str) -> None:
    found = term(text)
    assert found is not None and found.date is None


@pytest.mark.parametrize(
    "text",
    [
        "各镇要在通报印发之日起3个工作日内整改。",
        "自印发之日起3个工作日内整改。",
        "本方案下发后3个工作日内整改。",
        "县财政局要在3个工作日内拨付。",
        "对官兵提出的用电困难，县供电所要派人对接，3个工作日内拿出方案。",
    ],
)
def test_a_period_from_the_document_itself_counts_from_its_day(text: str) -> None:
    assert day(text) == "2024-03-08"


def test_a_bare_period_in_a_speech_counts_from_the_day_of_the_speech() -> None:
    found = read(
        "在全县拥军工作会议上的讲话\n（2024年3月5日）\n丁远\n同志们：\n"
        "一、抓好兑现。县财政局要在3个工作日内把补助拨付到位。\n谢谢大家！"
    )
    assert [task.deadline for task in found.tasks] == [Deadline("3个工作日内", "2024-03-08")]


@pytest.mark.parametrize("text", ["每天17时30分前互通一次汛情。", "每日18时前报送。", "每周五12时前报送。"])
def test_an_hour_of_every_day_has_no_date(text: str) -> None:
    found = term(text)
    assert found is not None and found.text.startswith("每") and found.text.endswith("前") and found.date is None


def test_a_month_in_which_something_takes_place_ends_on_its_last_day() -> None:
    assert term("9月份在各乡镇巡回放映。") == Deadline("9月份", "2024-09-30")
    assert term("在9月的抢险中转移群众。") is None


def test_a_period_after_the_meeting_counts_from_the_meeting() -> None:
    assert day("会后3个工作日内报送。", Days(date(2024, 3, 8), WRITTEN)) == "2024-03-08"


def test_working_days_in_a_year_that_is_not_published_have_no_date() -> None:
    assert day("自本通知印发之日起10个工作日内报送。", Days(date(2030, 3, 5), None, True)) is None


# --- in a document ------------------------------------------------------------------------------


def terms(body: str) -> list[tuple[str, str | None] | None]:
    return [(task.deadline.text, task.deadline.date) if task.deadline else None for task in notice(body).tasks]


def test_the_first_term_of_a_leaf_counts() -> None:
    assert terms("一、报送方案。各镇要于4月10日前制定方案，5月20日前报送总结。") == [("4月10日前", "2024-04-10")]


def test_a_parents_term_is_not_inherited() -> None:
    body = "一、抓好走访，4月10日前完成。\n（一）各镇要制定方案。\n（二）县民政局要于5月底前开展慰问活动。"
    assert terms(body) == [None, ("5月底前", "2024-05-31")]


# --- cells --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell, wanted",
    [
        ("9月30日前", Deadline("9月30日前", "2024-09-30")),
        ("9月", Deadline("9月", "2024-09-30")),
        ("2024.9.30", Deadline("2024.9.30", "2024-09-30")),
        ("2024-09-30前", Deadline("2024-09-30前", "2024-09-30")),
        ("长期坚持", Deadline("长期坚持", None)),
        ("立行立改", Deadline("立行立改", None)),
        ("每月5日前", Deadline("每月5日前", None)),
        ("2024.13.1", Deadline("2024.13.1", None)),
        ("", None),
        ("—", None),
        ("/", None),
    ],
)
def test_the_cell_of_a_table(cell: str, wanted: Deadline | None) -> None:
    assert of_cell(cell, Days(WRITTEN)) == wanted


# --- properties ---------------------------------------------------------------------------------

DAYS = st.dates(date(2010, 1, 1), date(2060, 12, 31))
POINTS = st.builds(
    lambda month, tail, after: f"{month}月{tail}{after}",
    st.integers(1, 12),
    st.sampled_from(["上旬", "中旬", "下旬", "底", "末", *(f"{at}日" for at in range(1, 32))]),
    st.sampled_from(["前", "之前", "以前", ""]),
)
PIECES = st.sampled_from(
    [
        "县双拥办",
        "要",
        "于",
        "前",
        "，",
        "。",
        "每",
        "月",
        "日",
        "年",
        "底",
        "9",
        "30",
        "二",
        "十",
        "周",
        "季度",
        "上半",
        "内",
        "工作日",
        "至",
        "节",
        "“八一”",
        "尽快",
        "今",
        "明",
        "20",
        "24",
        "旬",
        "中",
        "下",
        "个",
        "会后",
        "\n",
        "\t",
    ]
)


@given(POINTS, DAYS)
def test_no_yearless_term_ends_before_the_document_was_written(words: str, written: date) -> None:
    found = term(f"各镇要于{words}完成。", Days(written, None, True))
    assert found is not None
    assert found.date is None or found.date >= written.isoformat()


@given(POINTS, DAYS)
def test_a_yearless_term_ends_within_a_year_of_writing(words: str, written: date) -> None:
    found = day(f"各镇要于{words}完成。", Days(written, None, True))
    assert found is None or found <= date(written.year + 1, 12, 31).isoformat()


@given(st.lists(PIECES, max_size=30).map("".join), st.none() | DAYS, st.none() | DAYS, st.booleans())
def test_a_term_is_a_piece_of_the_text(text: str, written: date | None, meeting: date | None, bare: bool) -> None:
    found = deadlines.find(text, 0, len(text), Days(written, meeting, bare))
    if found is not None:
        assert found[0].text and text[found[1] :].lstrip().startswith(found[0].text)
        assert found[0].date is None or date.fromisoformat(found[0].date).isoformat() == found[0].date


@given(st.lists(PIECES, max_size=12).map("".join), st.none() | DAYS)
def test_a_cells_term_is_the_cell(text: str, written: date | None) -> None:
    found = of_cell(text, Days(written))
    if found is not None:
        assert found.text == text.strip()


@given(st.lists(PIECES, max_size=30).map("".join), st.integers(0, 40), st.integers(0, 40))
def test_nothing_outside_the_stretch_is_read(text: str, one: int, two: int) -> None:
    low, high = sorted((min(one, len(text)), min(two, len(text))))
    found = deadlines.find(text, low, high, Days(WRITTEN))
    if found is not None:
        assert low <= found[1] and found[1] + len(found[0].text) <= high
