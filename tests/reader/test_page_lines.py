"""Odds that a line is a page's own: pages of sites nobody had in mind, and what may never be taken for a page's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.reader import page_lines
from shuangyong.reader.paper import Line
from tests.reader.cast import read

TITLE = "云溪县召开双拥工作推进会"
BODY = "3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。\n会议强调，县教育局要在4月底前落实军人子女入学政策，按时办结。"
WAY = "首页>新闻中心>部门动态"


def lines(*texts: str) -> list[Line]:
    return [Line(text, "body", len(text) * 2, 0, False, 0) for text in texts]


def test_the_weights_are_those_that_reading_asks_for() -> None:
    weights = page_lines.learned()
    asked = next(page_lines.surroundings(lines("首页"), [0.0], None))
    assert list(weights.around) == list(asked)
    assert weights.words and all(weight for weight in weights.words.values())


def test_what_a_site_prints_has_the_better_odds() -> None:
    text = [
        "会议强调，县教育局要在4月底前落实军人子女入学政策，县卫健局要在5月底前完成体检，按时办结，办结后报县双拥办备案。"
    ] * 3
    page = lines("无障碍阅读", "登录 | 注册", *text, "分享到：微信 微博", "网站标识码 3400000012")
    odds = page_lines.odds(page, [False] * len(page), None)
    assert [odd > 0 for odd in odds] == [True, True, False, False, False, True, True]
    assert min(odds[0], odds[-1]) > 2


@pytest.mark.parametrize(
    "below",
    [
        "分享到: QQ好友和群 收藏2支持 反对\n沙发 老河人 发表于2025-9-16 09:02顶一个\n本版积分规则 高级模式 发表回复\n小黑屋 | 云溪论坛",
        "阅读 1024 赞 12\n写留言\n精选留言\n以上留言由公众号筛选后显示",
        "网友评论（3条）\n登录后发表\n热门标签：双拥 退役\n京ICP备12345678号",
    ],
)
def test_a_foot_of_a_site_nobody_had_in_mind(below: str) -> None:
    assert read(f"{WAY}\n{TITLE}\n{BODY}\n{below}").text == f"{TITLE}\n{BODY}"


FOOTS = [
    "出席：贺云树　李若水　邵之敬　田文举",
    "（记者 陈小满）",
    "云溪县双拥工作领导小组办公室\n2025年3月6日",
    "附件：云溪县双拥工作任务分解表",
    "抄送：县委办公室，县人武部。",
]


@pytest.mark.parametrize("foot", FOOTS)
def test_the_end_of_a_paper_stays_between_a_page_s_lines(foot: str) -> None:
    found = read(f"{WAY}\n{TITLE}\n{BODY}\n{foot}\n打印本页 | 关闭窗口\n版权所有：云溪县人民政府 网站地图")
    assert found.text == f"{TITLE}\n{BODY}\n{foot}"


@pytest.mark.parametrize("foot", [*FOOTS, "谢谢大家", "李大山"])
def test_nothing_goes_from_a_paper_that_no_page_printed(foot: str) -> None:
    assert read(f"{TITLE}\n{BODY}\n{foot}").text == f"{TITLE}\n{BODY}\n{foot}"


def test_a_marking_stays_whatever_stands_around_it() -> None:
    found = read(f"{WAY}\n内部\n{TITLE}\n{BODY}\n打印本页 | 关闭窗口")
    assert "内部" in found.text.split("\n") and found.secrecy == "内部"


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), min_size=1, max_size=60).filter(str.strip)


@given(st.lists(texts.map(str.strip), min_size=1, max_size=12), st.integers(0, 11))
def test_one_figure_a_line_and_the_same_each_time(words: list[str], known: int) -> None:
    page = lines(*words)
    gone = [at == known for at in range(len(page))]
    odds = page_lines.odds(page, gone, "云溪网")
    assert len(odds) == len(page) and odds == page_lines.odds(page, gone, "云溪网")
