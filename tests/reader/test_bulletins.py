"""Bulletins: name, number, issuer, what the editor says, and below them the headline; and facts that a page tells in a table."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import read

HEADLINE = "石桥镇：三张网织牢拥军服务"
BODY = "今年以来，石桥镇走访军属12户。"


@pytest.mark.parametrize(
    "head",
    [
        "双拥工作简报\n第8期\n云溪县双拥办　　2024年8月14日\n编者按：石桥镇以清单推动共建，现予刊发，供各地借鉴。",
        "云溪双拥动态\n（第8期）\n云溪县双拥办编　2024年8月14日\n【编者按】石桥镇的做法值得学习。",
        "双拥简报\n2024年第8期\n云溪县双拥办\n2024年8月14日\n编者按\n石桥镇形成了一批做法。现将其经验刊发，请各地学习。",
        "双拥工作简报\n（2024年第8期，总第50期）\n云溪县双拥办编　　2024年8月14日",
        "内部资料　注意保存\n双拥工作简报\n第8期\n云溪县双拥办　2024年8月14日",
    ],
)
def test_a_bulletins_title_is_the_headline_below_its_head(head: str) -> None:
    found = read(f"{head}\n{HEADLINE}\n{BODY}\n")
    assert (found.title, found.kind, found.origin, found.published) == (HEADLINE, "other", "云溪县双拥办", "2024-08-14")


def test_the_lines_of_a_headline_are_one() -> None:
    assert read(f"军地同心谱新篇\n——云溪县推进双拥工作纪实\n{BODY}\n").title == "军地同心谱新篇——云溪县推进双拥工作纪实"


def test_a_word_set_apart_closes_a_title() -> None:
    paper = "云溪县双拥工作领导小组\n关于印发《双拥工作要点》的\n通　　知\n各镇：\n一、要落实政策。\n"
    assert read(paper).title == "云溪县双拥工作领导小组关于印发《双拥工作要点》的通知"


def test_the_day_on_which_a_paper_was_written_goes_before_that_of_its_page() -> None:
    page = (
        "<html><body><table><tr><td>发文机关</td><td>云溪县双拥办</td></tr><tr><td>成文日期</td><td>2024-03-05</td></tr>"
        "<tr><td>标题</td><td>云溪县双拥商户管理办法</td></tr></table><h1>云溪县双拥商户管理办法</h1><p>2024年3月12日</p>"
        "<p>第一条 为规范双拥工作，制定本办法。</p><p>第二条 商户应当公示承诺。</p></body></html>"
    )
    found = read_bytes(page.encode(), "页.html")
    assert (found.title, found.origin, found.published) == ("云溪县双拥商户管理办法", "云溪县双拥办", "2024-03-05")


@pytest.mark.parametrize(
    ("sentence", "goals"),
    [
        ("全县要坚决打赢全国双拥模范县创建攻坚战。", ("全国双拥模范县",)),
        ("我街道要建成省级双拥示范街道。", ("省级双拥示范街道",)),
        ("全市要蝉联全省双拥模范城。", ("全省双拥模范城",)),
        ("市公交集团率先实现现役军人乘车免费全覆盖。", ()),
    ],
)
def test_honours_still_to_be_won(sentence: str, goals: tuple[str, ...]) -> None:
    assert read(f"双拥工作要点\n{sentence}\n").goals == goals
