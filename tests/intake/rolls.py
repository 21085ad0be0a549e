"""An old roll of persons as offices keep them: a merged title, a heading of two lines, households in merged cells."""

from __future__ import annotations

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from shuangyong.rules.identity import id_check

TITLE = "云溪区东河镇优抚对象花名册（2025年12月）"
HEAD = (
    "序号",
    "户主",
    "姓名",
    "公民身份号码",
    "出生年月日",
    "所在村",
    "手机号",
    "类别",
    "性质",
    "等级",
    "时间",
    "时间",
    "备注",
)
GROUPS = {7: "优抚情况", 10: "入伍", 11: "退伍"}


def number(born: date, serial: int, region: str = "990102") -> str:
    """An invented identity number; an odd serial is a man's."""
    head = f"{region}{born:%Y%m%d}{serial:03d}"
    return head + id_check(head)


def wide(text: str) -> str:
    return text.translate(str.maketrans("0123456789X", "０１２３４５６７８９Ｘ"))


ANSHAN, LI, MING, BO, CAO, DING, FANG, GE = (
    number(date(1952, 3, 1), 11),
    number(date(1954, 6, 9), 22),
    number(date(1980, 1, 2), 33),
    number(date(1948, 8, 1), 15),
    number(date(1966, 10, 1), 17),
    number(date(1971, 2, 3), 19),
    number(date(1985, 5, 5), 21),
    number(date(1990, 9, 9), 23),
)


def spaced(text: str) -> str:
    return f"{text[:6]} {text[6:14]} {text[14:]}"


ROWS: list[tuple[Any, ...]] = [
    # one household of three in a merged cell; days and numbers in five forms
    (
        1,
        "安大山",
        "安大山",
        ANSHAN,
        "1952-3-1",
        "东河村",
        "13900000001",
        "伤残军人",
        "因公",
        "8级",
        "1970.12.1",
        "1976/3/1",
        "",
    ),
    (2, None, "李小梅", spaced(LI), "1954年6月9日", "东河村", "", "", "", "", "", "", "妻"),
    (
        3,
        None,
        "安小明",
        wide(MING),
        "19800102",
        "东河镇东河村",
        "１３９００００００02",
        "退伍兵",
        "",
        "",
        date(1998, 12, 1),
        36861,
        "",
    ),
    # alone, and two categories
    (
        4,
        "卜长河",
        "卜长河",
        f"'{BO}",
        date(1948, 8, 1),
        "东河村",
        "",
        "参战退役军人、带病回乡退役军人",
        "",
        "",
        "19681201",
        "1973.1.5",
        "",
    ),
    # what must be mended
    (5, "曹十五", "曹十五", "990102661001017", "1966-10-1", "东河村", "", "", "", "", "", "", "旧号码"),
    (6, "丁科学", "丁科学", float(DING[:17] + "0"), "", "东河村", "", "", "", "", "", "", "数字"),
    (7, "方日期", "方日期", FANG, "1985-5-6", "东河村", "", "", "", "", "2003.12", "", ""),
    (8, "葛地名", "葛地名", GE, "", "西天村", "123", "神仙", "", "", "", "", ""),
    (9, "安二山", "安二山", ANSHAN, "", "东河村", "", "", "", "", "", "", "号码重复"),
    ("合计", "", "", "", "", "", "", "", "", "", "", "", ""),
]
GOOD, BAD = 4, 5


def roll(rows: list[tuple[Any, ...]] = ROWS) -> bytes:
    """The workbook; a household is merged over the rows below it that name none."""
    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("花名册")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, TITLE)
    sheet.merge_range(1, 7, 1, 9, GROUPS[7])
    for column, name in enumerate(HEAD):
        if column in {7, 8, 9}:
            sheet.write(2, column, name)
        elif column in GROUPS:
            sheet.write(1, column, GROUPS[column])
            sheet.write(2, column, name)
        else:
            sheet.merge_range(1, column, 2, column, name)
    for at, row in enumerate(rows, 3):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                sheet.write_datetime(at, column, datetime.combine(cell, time()), day)
            elif cell is not None:
                sheet.write(at, column, cell)
    for at, row in enumerate(rows, 3):
        below = next((n for n, later in enumerate(rows[at - 2 :]) if later[1] is not None), len(rows) - at + 2)
        if row[1] and below:
            sheet.merge_range(at, 1, at + below, 1, row[1])
    book.close()
    return stream.getvalue()
