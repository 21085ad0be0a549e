"""Headlines as pages and newspapers print them: with the site's name, an advertiser's words, on several lines, over the day of a visit."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

NOTICE = "各镇人民政府，各街道办事处：\n现就做好征兵工作通知如下：\n一、各镇要于6月底前成立征兵工作专班。\n云溪区人民政府办公室\n2024年5月6日"
TITLE = "云溪区人民政府办公室关于做好2024年征兵工作的通知"
NEWS = "本报讯（记者 李明）5月6日，云溪区召开征兵工作会议，区委副书记王刚出席会议并讲话。\n王刚强调，各镇要在6月底前建好体检站。"
HEADLINE = "云溪区召开2024年征兵工作会议"


# ---------------------------------------------------------------- in the headline's line


@pytest.mark.parametrize(
    "behind",
    [
        "_政务公开_云溪区政府",
        "_通知公告_云溪区人民政府",
        " - 云溪区政务公开",
        "-云溪区人民政府",
        "_云溪区政务公开_云溪区人民政府门户网站",
        " | 云溪区政府信息公开",
    ],
)
def test_a_site_behind_the_title_of_a_notice_goes(behind: str) -> None:
    found = read(f"{TITLE}{behind}\n{NOTICE}")
    assert (found.kind, found.title, found.published) == ("notice", TITLE, "2024-05-06")
    assert found.text.startswith(f"{TITLE}\n各镇")
    again = read(f"{TITLE}{behind}\n来源：云溪区政府办 发布时间：2024-05-07\n{TITLE}\n{NOTICE}")
    assert (again.kind, again.title, again.text.count(TITLE)) == ("notice", TITLE, 1)


@pytest.mark.parametrize(
    "behind", ["_要闻_云溪区人民政府", "_云溪新闻_云溪网", " - 云溪要闻 - 云溪网", "_政务公开_云溪区政府"]
)
def test_a_site_behind_the_headline_of_news_goes(behind: str) -> None:
    found = read(f"{HEADLINE}{behind}\n{NEWS}")
    assert (found.kind, found.title) == ("news", HEADLINE)


@pytest.mark.parametrize(
    "before", ["【云溪棋牌_官方网站：】", "【某某投注平台】", "某某官方网站：", "云溪网_云溪新闻_"]
)
def test_what_is_no_part_of_a_headline_before_it_goes(before: str) -> None:
    found = read(f"{before}{HEADLINE}\n{NEWS}")
    assert (found.kind, found.title) == ("news", HEADLINE)
    assert found.text.startswith(HEADLINE)


@pytest.mark.parametrize(
    "title",
    [
        "云溪区退役军人事务局开展“老兵_新程”活动",
        "云溪区创建全国双拥模范城 - 我们在行动",
        "【争创全国双拥模范城】云溪区召开2024年征兵工作会议",
    ],
)
def test_what_may_be_the_authors_stays(title: str) -> None:
    assert title in read(f"{title}\n{NEWS}").text


# ---------------------------------------------------------------- on several lines


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("全区双拥工作推进会要求", "瞄准关键 压实责任"),
        ("按照“应管尽管、就近管护”原则", "全区零散烈士墓集中整修"),
        ("云溪区退役军人事务局", "开展“八一”走访慰问活动"),
    ],
)
def test_a_headline_on_two_lines_above_a_report_is_one(first: str, second: str) -> None:
    found = read(f"{first}\n{second}\n{NEWS}")
    assert (found.kind, found.title) == ("news", first + second)


def test_what_a_newspaper_sets_below_its_headline_is_furniture() -> None:
    deck = ["王刚在全区征兵工作会议上强调", "提高认识 狠抓落实", "做好今年征兵工作"]
    found = read("\n".join(["王刚：做好今年征兵工作", "发布时间：2024-05-07 08:39:40", *deck, NEWS]))
    assert (found.title, found.kind) == ("王刚：做好今年征兵工作", "news")
    verdicts = {found.text[one.start : one.end].strip(): one.verdict for one in found.sentences}
    assert [verdicts[line] for line in deck] == ["furniture"] * 3


def test_short_paragraphs_of_a_text_are_no_deck() -> None:
    found = read(f"{HEADLINE}\n来源：云溪日报 2024-05-07\n区征兵办要在月底前印发方案。\n{NEWS}")
    verdicts = [one.verdict for one in found.sentences if "印发方案" in found.text[one.start : one.end]]
    assert verdicts == ["task"]


# ---------------------------------------------------------------- days and rooms of a page


def test_the_day_of_a_visit_is_not_the_papers() -> None:
    found = read(
        f"今天是：2024-11-22 星期五  加入收藏 | 设为首页\n{HEADLINE}\n12月28日，云溪区召开2024年征兵工作会议。"
    )
    assert found.published is None
    assert found.meeting is not None
    assert found.meeting.date is None


def test_days_of_other_pages_below_are_not_the_papers() -> None:
    below = "相关新闻\n-\n云溪区建成新军供站\n[2025-10-27] -\n老兵义务巡河十年[2025-10-26] -"
    found = read(f"{HEADLINE}\n9月20日，云溪区召开征兵工作会议。（记者 李明）\n{below}")
    assert found.published is None
    own = read(f"{HEADLINE}\n[2024-09-21] 来源：云溪网\n9月20日，云溪区召开征兵工作会议。\n{below}")
    assert own.published == "2024-09-21"


@pytest.mark.parametrize("head", ["第02版：要闻综合 | 上一版3 4下一版", "2024年05月07星期二"])
def test_the_head_of_a_newspapers_page_is_no_title(head: str) -> None:
    found = read(f"{head}\n{HEADLINE}\n{NEWS}")
    assert (found.title, found.kind) == (HEADLINE, "news")


def test_a_sites_foot_goes_however_long_it_is() -> None:
    foot = "主办单位：云溪区人民政府 联系方式：0556-5512345 Copyright All right reserved. 网站标识码：3400000001 ICP备案：皖ICP备10000000号-1  皖公网安备34000000000001号 网站地图 建议使用1024分辨率浏览"
    found = read(f"{HEADLINE}\n{NEWS}\n{foot}")
    assert "网站标识码" not in found.text
