"""Texts strewn with spaces come together; what their authors parted stays. What pages print around a text, and pictures' names."""

from __future__ import annotations

import random

import pytest

from tests.reader.cast import read

CLEAN = """丹霞县双拥工作领导小组2026年双拥工作要点
一、健全工作机制
（一）加强组织领导。县双拥办要在3月15日前提请召开全会，研究解决驻军部队提出的12件实事，逐项明确责任。
（二）强化督促检查。县委督查室要会同县人武部每季度开展1次检查，办结率不低于98.5%，结果报县委、县政府。
二、落实优待政策
县教育局要在8月20日前完成24名军人子女入学，县财政局按照4:6的比例落实146万元补助资金。
县卫生健康局牵头，10月31日前组织350名优抚对象体检，建立健康档案，做到一人一档、动态更新。
丹霞县双拥工作领导小组
2026年2月10日"""


def strewn(text: str, gap: str, share: float, seed: int) -> str:
    dice = random.Random(seed)
    lines = []
    for line in text.split("\n"):
        places = range(1, len(line))
        lines.append(line[:1] + "".join((gap if dice.random() < share else "") + line[at] for at in places))
    return "\n".join(lines)


@pytest.mark.parametrize("gap", [" ", "\u3000", "\u00a0", "  ", "&nbsp;"])
@pytest.mark.parametrize("share", [0.06, 0.2, 1.0])
def test_a_text_strewn_with_spaces_comes_together(gap, share):
    found = read(strewn(CLEAN, gap, share, 7))
    assert found.text == CLEAN
    assert any(repair.kind == "space" for repair in found.repairs)


def test_figures_apart_come_together_in_days_wherever_they_stand():
    wrong = CLEAN.replace("3月15日", "3月1 5日").replace("98.5%", "98 .5 %").replace("2026年2月10日", "20 26年2月1 0日")
    assert read(wrong).text == CLEAN


def test_figures_apart_come_together_where_they_are_many():
    wrong = CLEAN.replace("12件", "1 2件").replace("24名", "2 4名").replace("146万", "14 6万").replace("至", "至")
    wrong = wrong.replace("350名", "3 50名").replace("15日", "1 5日").replace("31日", "3 1日").replace("20日", "2 0日")
    assert read(wrong).text == CLEAN


@pytest.mark.parametrize(
    "line",
    [
        "第五条 县财政局 应当",
        "联系人：李明 电话：0578 2131 415",
        "丹霞县委员会 丹霞县人民政府",
        "县委副书记、县长 罗德平",
        "（记者 陈平 通讯员 方圆）",
    ],
)
def test_what_an_author_parted_stays_in_a_text_that_is_not_strewn(line):
    assert line in read(f"{CLEAN}\n{line}").text


def test_two_bodies_and_who_speaks_stay_parted_in_a_strewn_text():
    text = strewn(CLEAN, " ", 0.1, 3)
    found = read(f"{text}\n丹霞县退役军人事务局 丹霞县人民武装部\n县委副书记、县长 罗德平").text
    assert found == f"{CLEAN}\n丹霞县退役军人事务局 丹霞县人民武装部\n县委副书记、县长 罗德平"


def test_articles_keep_the_space_behind_their_number():
    rules = "\n".join(f"第{at}条 县双拥办应当每年组织一次检查，结果报县委。" for at in "一二三四五六七八")
    assert read(f"丹霞县拥军门店管理办法\n{rules}").text.endswith(rules)


@pytest.mark.parametrize(
    "name",
    [
        "640?wx_fmt=jpeg",
        "/upload/2021/06/01/a.jpg",
        "![](media/image1.png)",
        "image.png?imageView2/2",
        "20210601_080000.heic",
        "图片.tif",
        "p1.svg",
        "{{image.jpg}}",
    ],
)
def test_names_of_pictures_tell_no_day_and_no_source(name):
    lines = CLEAN.split("\n")[:-2]
    found = read("\n".join([*lines[:3], name, *lines[3:]]))
    assert found.text == "\n".join(lines)
    assert (found.published, found.origin) == (None, read("\n".join(lines)).origin)
    assert [repair.kind for repair in found.repairs] == ["image_name"]


@pytest.mark.parametrize(
    "line",
    [
        "阅读量：2.3万",
        "关注公众号，了解更多资讯",
        "点击上方“丹霞双拥”可订阅哦！",
        "↓↓↓",
        "上一页 1 2 3 下一页",
        "首页 上一页 下一页 尾页",
        "(adsbygoogle = window.adsbygoogle || []).push({});",
        "var _hmt = _hmt || [];",
        "点击查看大图",
        ">>>点击阅读更多",
        "为您推荐",
        "广告",
        "undefined",
    ],
)
def test_what_pages_print_between_paragraphs_goes(line):
    lines = CLEAN.split("\n")
    found = read("\n".join([*lines[:5], line, *lines[5:]]))
    assert found.text == CLEAN
    assert [repair.kind for repair in found.repairs] == ["boilerplate"]


def test_what_an_author_wrote_below_links_stays():
    lines = CLEAN.split("\n")
    table = "附件\n序号\t任务\t责任单位\n1\t走访烈属\t县民政局"
    found = read("\n".join([*lines[:4], "【相关阅读】", *lines[4:], "相关链接：", table]))
    assert found.text == f"{CLEAN}\n{table}"
