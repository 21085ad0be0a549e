"""What the page says about a document."""

from dataclasses import replace

import pytest

from shuangyong.desk.presenting import (
    SHOWN_TASKS,
    facts,
    present,
    share,
    whole_percents,
)
from shuangyong.desk.wording import doubt_reason
from shuangyong.reader.model import Repair, Sentence
from shuangyong.reports.wording import REPAIRS
from tests.desk.cast import NOTICE, marked, notice, summary


def test_facts_in_an_offices_words():
    said = {fact.name: fact.value for fact in facts(notice())}
    assert said == {
        "文种": "通知",
        "来源": "清河县双拥工作领导小组办公室",
        "日期": "2026年11月20日",
        "会议": "全县双拥工作领导小组会议 · 2026年11月18日",
        "密级": "未标注",
    }


def test_what_the_document_does_not_say_stays_open():
    third = present(notice()).cards[2]
    assert (third.measures, third.lead, third.support, third.term) == ((), (), (), None)


def test_a_term_without_a_day_gets_none():
    second = present(notice()).cards[1]
    assert (second.term, second.term_day) == ("节前", None)


def test_missing_elements_name_the_tasks():
    lacks = {lack.name: lack.tasks for lack in present(notice()).missing}
    assert lacks == {"牵头单位": (3,), "完成时限": (3, 4)}


def test_repairs_are_said_in_words():
    mended = [(item.name, item.count, item.unit) for item in present(notice()).repairs]
    assert mended == [("删去注音", 179, "处"), ("繁体转简体", 26, "字")]


@pytest.mark.parametrize(
    "kind",
    [
        "pinyin_note",
        "traditional",
        "mojibake",
        "repeated_line",
        "boilerplate",
        "image_name",
        "masked",
        "width",
        "wrap",
        "space",
    ],
)
def test_every_kind_of_repair_of_the_contract_has_words(kind):
    assert REPAIRS[kind][2]


def test_an_unknown_repair_is_not_hidden():
    mended = present(replace(notice(), repairs=(Repair("new_kind", 2),))).repairs
    assert [(item.name, item.count) for item in mended] == [("其他修补", 2)]


def test_a_doubts_reason_is_chinese():
    assert doubt_reason("not a term of the field") == "这里的用语可疑，请对照原件核实"
    assert doubt_reason("不是规范用语") == "不是规范用语"


def test_shares_add_up_to_all_of_a_settled_text():
    parts = share(notice())
    assert sum(part.percent for part in parts) == 100
    assert {part.name: part.count for part in parts} == {"任务": 7, "号召": 2, "背景": 4, "格式": 4}
    assert parts[0].offset == 0


def test_a_text_settled_in_part_says_so():
    half = replace(notice(), sentences=(Sentence(0, len(NOTICE) // 2, "background"),))
    assert 40 < present(half).settled < 60


@pytest.mark.parametrize(
    ("sizes", "total", "expected"),
    [([1, 1, 1], 3, [34, 33, 33]), ([0, 0], 0, [0, 0]), ([5, 0], 10, [50, 0]), ([1, 0], 3, [33, 0])],
)
def test_whole_percents(sizes, total, expected):
    assert whole_percents(sizes, total) == expected


def test_table_for_pasting():
    rows = [row.split("\t") for row in present(notice()).tsv.split("\n")]
    assert [len(row) for row in rows] == [7] * 5
    assert rows[1][:6] == [
        "1",
        "摸清底数",
        "完成困难退役军人摸底；建立台账；逐户核实",
        "县退役军人事务局",
        "县民政局、县财政局",
        "12月10日前（2026年12月10日）",
    ]
    assert rows[3][2:6] == ["文件未明确"] * 4


def test_a_pasted_cell_cannot_be_a_formula():
    tricky = notice().tasks[2]._replace(task="=1+1\t做")
    assert present(replace(notice(), tasks=(tricky,))).tsv.split("\n")[1].startswith("1\t'=1+1 做\t")


def test_internal_is_a_caution():
    assert present(marked("内部")).internal


def test_a_document_without_tasks():
    page = present(summary())
    assert (page.cards, page.missing, page.people) == ((), (), ())
    assert page.title == "冬季走访慰问通知.txt"


def test_of_very_many_tasks_some_are_shown_and_all_are_counted():
    page = present(replace(notice(), tasks=(notice().tasks[2],) * (SHOWN_TASKS + 5)))
    assert (len(page.cards), page.task_count, page.tsv) == (SHOWN_TASKS, SHOWN_TASKS + 5, None)
    assert (page.missing[0].count, len(page.missing[0].tasks)) == (SHOWN_TASKS + 5, SHOWN_TASKS)


def test_doubts_that_say_the_same_are_one_with_all_their_places():
    document = notice()
    shown = present(replace(document, warnings=document.warnings * 3))
    (doubt,) = shown.doubts
    assert (doubt.text, doubt.suggest, doubt.count, doubt.shown) == ("双扶", "双拥", 3, (1, 2, 3))
    assert shown.doubt_count == 3


def test_a_document_of_no_meeting_shows_none():
    assert "会议" not in {fact.name for fact in facts(summary())}
