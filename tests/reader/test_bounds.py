"""Time and hostile text: reading is linear, ends soon, and fails only with a ReadError."""

from __future__ import annotations

import contextlib

import pytest

from shuangyong.reader import ReadError, read_bytes
from tests.reader.cast import at_most, seconds_for

LIMIT = 40.0
"""Processor seconds for one hostile file."""
MEGABYTE = 1_000_000 // 3
"""Characters of Chinese in a million bytes of UTF-8."""
GROWTH = 9.0
"""Four times the text may take this many times as long: 4 were linear, 16 quadratic, memory and neighbours cost some."""
STATED = "各镇人民政府要会同县财政局于2024年9月30日前制定双拥工作方案，由县退役军人事务局牵头负责。"
PARAGRAPHS = (
    "一、强化组织领导。" + STATED,
    "（一）压实责任。一是抓好宣传，二是抓好落实。",
    "1.去年以来，全县双拥工作成效明显。",
    "（2）县双拥办每月5日前报送进度，联系人：王小川。",
    "会议强调，要做好优抚对象走访慰问，实现优待证全覆盖。",
)


def of_size(characters: int) -> str:
    """An ordinary long paper: numbered paragraphs again and again."""
    block = "\n".join(PARAGRAPHS) + "\n"
    return block * (characters // len(block) + 1)


def lines(count: int, *kinds: str) -> str:
    return "\n".join(kinds[at % len(kinds)] for at in range(count))


def wrapped(words: str, head: str) -> str:
    """Lines of forty characters, no two neighbours alike, with nothing that ends a sentence."""
    return "\n".join((head + words[at % 17 :] + words + words)[:40] for at in range(16_000))


def repeated(piece: str, characters: int) -> str:
    return piece * (characters // len(piece) + 1)


@pytest.mark.slow
def test_four_times_the_text_takes_about_four_times_as_long() -> None:
    seconds_for(of_size(10_000))  # patterns are compiled at the first reading
    with at_most(240):
        small = min(seconds_for(of_size(MEGABYTE)) for _ in range(3))  # the least is what the work takes
        large = min(seconds_for(of_size(4 * MEGABYTE)) for _ in range(2))
    assert large < GROWTH * max(small, 0.5), f"{small:.1f} s for one megabyte, {large:.1f} s for four"


HOSTILE = {
    "numbers of five kinds": lambda: lines(100_000, "一、甲", "（一）乙", "1.丙", "（1）丁", "①戊"),
    "numbers without a line": lambda: repeated("1.", 200_000),
    "numbers after a colon": lambda: lines(100_000, "一、工作如下："),
    "numbers after a colon inline": lambda: "一是做好：1.抓好：" * 50_000,
    "all ①": lambda: "①" * 200_000,
    "lines of ①": lambda: lines(100_000, "①抓好落实。"),
    "① to ⑩": lambda: "①②③④⑤⑥⑦⑧⑨⑩" * 20_000,
    "第一 again and again": lambda: "第一，" * 100_000,
    "articles": lambda: lines(100_000, "第一条 应当抓好落实。", "第二条 应当报告。"),
    "a megabyte without a line": lambda: repeated(STATED, MEGABYTE),
    "a megabyte without a mark": lambda: repeated("县双拥办抓好工作落实到位", MEGABYTE),
    "lines of one character": lambda: lines(200_000, "县"),
    # One paragraph of sixteen thousand lines, each broken by the page's edge: what it holds may not be gone through again for each line.
    "headings in one line": lambda: "（一）健全体系 " * 20_000 + "各街道要走访部队。",
    "a title in marks again and again": lambda: lines(20_000, "《关于开展双拥工作的通知》"),
    "heads of tables": lambda: lines(40_000, "序号"),
    "heads of tables that go on": lambda: lines(40_000, "序号", "工作任务", "责任单位", "1"),
    "notes on the order of lists": lambda: lines(
        10_000,
        "1.走访部队。（责任单位：县民政局、县财政局，列第一位者为牵头单位）",
        "2.修缮烈士墓。（责任单位：县住建局、县民政局）",
    ),
    "full lines of one paragraph": lambda: wrapped("走访慰问驻军部队和优抚对象开展双拥宣传教育活动", ""),
    "full lines that open with a number": lambda: wrapped("走访慰问驻军部队和优抚对象开展双拥宣传教育活动", "二是"),
    "full lines that open with digits": lambda: wrapped("走访慰问驻军部队和优抚对象，开展双拥宣传教育活动", "12"),
    "opening brackets": lambda: "（" * 200_000,
    "closing brackets": lambda: "）" * 200_000,
    "nested brackets": lambda: "（" * 100_000 + "）" * 100_000,
    "open quotes": lambda: "“" * 200_000,
    "an open quote a line": lambda: lines(100_000, "“一是好"),
    "one open quote": lambda: "“" + repeated(STATED, 200_000),
    "closing quotes": lambda: "！" + "”" * 200_000,
    "open titles": lambda: "《" * 200_000,
    "nested titles": lambda: "《甲" * 100_000,
    "stars": lambda: "*" * 200_000,
    "stars in words": lambda: "拥*优属" * 50_000,
    "stars by characters": lambda: "拥*" * 100_000,
    "tabs": lambda: "\t" * 500_000,
    "cells": lambda: "县\t" * 250_000,
    "rows": lambda: "序号\t任务\t责任单位\t完成时限\n" + lines(20_000, "1\t抓好落实\t县财政局、县双拥办\t9月底前"),
    "会同": lambda: "会同" * 100_000,
    "会同 units": lambda: "县双拥办会同县财政局" * 20_000,
    "由": lambda: "由" * 200_000,
    "由 units": lambda: "由县财政局" * 40_000,
    "要": lambda: "要" * 200_000,
    "units that 要": lambda: "各镇要" * 60_000,
    "和": lambda: "县财政局和" * 40_000 + "县双拥办要抓好。",
    "a list of units": lambda: "、".join(["县财政局"] * 40_000) + "要抓好落实。",
    "a list of units by commas": lambda: "，".join(["县财政局"] * 40_000) + "要抓好落实。",
    "由 a list of units": lambda: "由" + "、".join(["县财政局"] * 40_000) + "负责落实。",
    "a labelled list of units": lambda: "一、抓好落实。责任单位：" + "、".join(["县财政局"] * 40_000),
    "labels": lambda: "牵头单位：" * 40_000,
    "terms": lambda: "2024年9月30日前" * 20_000,
    "months": lambda: "9月" * 100_000,
    "每月": lambda: "每月" * 100_000,
    "readings": lambda: "隊(duì)" * 30_000,
    "traditional": lambda: "雙擁優屬" * 50_000,
    "mojibake": lambda: "鍙屾嫢" * 60_000,
    "nothing but full coverage": lambda: "全覆盖" * 60_000,
    "terms that do not count": lambda: "其他—要第 1 页节前；" * 15_000,
    "full coverage": lambda: "实现全" * 60_000,
    "chairs": lambda: "县委书记王某某主持会议并讲话" * 14_000,
    "attendance": lambda: "县委书记王强，" * 28_000 + "参加会议。",
    "figures": lambda: "1" * 200_000,
    "a hundred thousand numbered lines": lambda: "".join(
        f"{at}. 县民政局要建立台账第{at}册。\n" for at in range(1, 100_001)
    ),
    "as many units in one leaf": lambda: "".join(f"县民政{at}局要建立台账。" for at in range(60_000)),
    "as many units behind a label": lambda: (
        "一、抓好落实。责任单位：" + "、".join(f"县财{at}局" for at in range(60_000))
    ),
    "spaces": lambda: " " * 500_000 + "双",
    "spaced out": lambda: "双 拥 " * 50_000,
    "pictures": lambda: "a" * 200_000 + ".jpg",
    "places": lambda: "".join(chr(0x4E00 + at % 9000) + chr(0x5E00 + at * 7 % 4000) + "县" for at in range(20_000)),
    "zeros": lambda: "\x00" * 200_000,
}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    list(HOSTILE),
)
def test_hostile_text_ends_soon(name: str) -> None:
    data = HOSTILE[name]().encode("utf-8")
    with at_most(LIMIT), contextlib.suppress(ReadError):
        read_bytes(data, "a.txt")
