"""Web pages saved as text: facts without labels, ways to the page, what is printed below; and what stays the author's."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

TITLE = "云溪县召开双拥工作推进会"
BODY = "3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。\n会议强调，县教育局要在4月底前落实军人子女入学政策。"
CLEAN = f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("bar", "published", "origin"),
    [
        ("2024-03-06 09:12", "2024-03-06", None),
        ("2024-03-06 09:12　云溪县融媒体中心", "2024-03-06", "云溪县融媒体中心"),
        ("云溪县融媒体中心　2024-03-06", "2024-03-06", "云溪县融媒体中心"),
        ("云溪日报 2024年03月06日", "2024-03-06", "云溪日报"),
        ("来源 云溪日报 | 2024-03-06 | 浏览 321", "2024-03-06", "云溪日报"),
        ("发布时间 2024-03-06 10:20 来源 云溪县人社局 作者 丁一 阅读 52 次", "2024-03-06", "云溪县人社局"),
        ("云溪县退役军人事务局 丁一 2024/03/06 阅读量 52", "2024-03-06", "云溪县退役军人事务局"),
        ("原创 云溪双拥 云溪双拥 2024-03-06 18:00 云溪", "2024-03-06", "云溪双拥"),
        ("2024-03-06\n云溪县人民政府网", "2024-03-06", "云溪县人民政府网"),
        ("来源：\n云溪日报\n发布时间：\n2024-03-06", "2024-03-06", "云溪日报"),
    ],
)
def test_a_bar_tells_when_and_who_and_goes(bar: str, published: str, origin: str | None) -> None:
    found = read(f"{TITLE}\n{bar}\n{BODY}")
    assert (found.text, found.published, found.origin) == (CLEAN, published, origin)


@pytest.mark.parametrize(
    "above",
    [
        "网站首页 政务要闻 双拥之窗 办事服务 互动交流",
        "首页\n政务要闻\n双拥之窗\n办事服务",
        "政务公开\n办事服务\n互动交流\n走进云溪",
        "首页 → 新闻中心 → 工作动态",
        "您当前的位置 首页 新闻中心 工作动态",
        "新闻中心 > 工作动态",
        "云溪县人民政府·政务公开·部门动态",
        "云溪县人民政府门户网站\n今天是2024年3月7日 星期四",
        "云溪 晴 12℃~20℃ 东风3级",
        "请输入关键字\n搜索\n登录 注册",
    ],
)
def test_the_way_to_a_page_goes(above: str) -> None:
    found = read(f"{above}\n{CLEAN}")
    assert (found.text, found.title) == (CLEAN, TITLE)


@pytest.mark.parametrize(
    "below",
    [
        "< 上一篇 我县举办军嫂招聘会\n> 下一篇 没有了",
        "热门推荐\n1我县举办军嫂招聘会\n2我县开展走访慰问",
        "最新动态\n我县举办军嫂招聘会 2024-02-01\n我县开展走访慰问 2024-01-20",
        "编辑 丁一　审核 刘二",
        "一审：丁一\n二审：刘二\n三审：王三",
        "分享让更多人看到\n复制链接 海报分享 收藏",
        "附件下载\n双拥工作推进会签到表.pdf",
        "点击下方卡片关注云溪双拥\n扫码查看手机版",
    ],
)
def test_what_a_page_prints_below_goes(below: str) -> None:
    assert read(f"{CLEAN}\n{below}").text == CLEAN


@pytest.mark.parametrize(
    "paper",
    [
        "军地联席会议纪要\n第3期\n云溪县双拥办公室　2024年3月5日\n会议议定：县教育局要在4月底前办理。",
        "军地联席会议纪要\n时间：2024年3月4日下午\n地点：县人武部\n会议议定：县教育局要在4月底前办理。",
        "关于报送材料的函\n县教育局：\n请于4月底前报送材料。\n云溪县双拥办\n2024-03-05",
        "办理流程\n申请→受理→审核→发证\n各镇服务站要公示流程。",
        "双拥工作要点\n一、宣传\n（一）最新政策宣讲。县双拥办要在4月底前组织宣讲。",
        "关于报送情况的通知\n各镇：\n各镇要报送情况。\n附件：1.情况统计表\n2.任务分解表\n云溪县双拥办\n2024年3月5日",
    ],
)
def test_what_an_author_wrote_stays(paper: str) -> None:
    assert read(paper).text == paper
