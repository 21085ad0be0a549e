"""Odds that a stretch makes a task: wordings no rule knows, and what odds never overrule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuangyong.reader import task_odds
from shuangyong.reader.counted import Days
from shuangyong.reader.judging import judge, overruled
from shuangyong.reader.mood import Mood
from shuangyong.reader.pieces import Piece
from shuangyong.reader.why import explain
from tests.reader.cast import read

HEAD = "云溪县双拥办关于做好冬季走访工作的通知\n各乡镇人民政府：\n现将有关事项通知如下：\n"
TAIL = "\n云溪县双拥办\n2025年11月3日"


def tasks_of(paragraph: str) -> list[str]:
    return [task.task for task in read(f"{HEAD}{paragraph}{TAIL}").tasks]


def test_the_weights_are_those_that_reading_asks_for() -> None:
    weights = task_odds.learned()
    told = set(task_odds.traits(piece("一、"), ""))
    assert weights.traits and weights.inside and weights.base
    assert {name.partition(" ")[0] for name in weights.traits} <= {name.partition(" ")[0] for name in told}


@pytest.mark.parametrize(
    "said",
    [
        "另外，各乡镇走访总结请于2月10日前报县双拥办综合股，电子版同步发送。",
        "一、物资准备。县应急局按照清单，7月20日前在北岸仓库前置编织袋10万条、冲锋舟12艘。\n二、县卫健局要派出医疗队。",
    ],
)
def test_what_is_asked_in_words_of_no_list(said: str) -> None:
    assert tasks_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "全县广大军民要以先进为榜样，弘扬拥军优属、拥政爱民光荣传统，为云溪全面振兴汇聚强大力量。",
        "走访要见人见事见思想，把道理讲透、把政策讲明、把感情融进去。",
        "走访工作事关军心民心，使命光荣、责任重大，全县上下必须以高度负责的态度办实办好。",
    ],
)
def test_calls_make_no_task(said: str) -> None:
    assert not tasks_of(said)


@pytest.mark.parametrize(
    "said",
    [
        "县委宣传部要宣传好退役军人保障法，在主要街道、车站设置一批双拥标识。",
        "县纪委监委要设立举报电话，及时受理群众反映的问题。",
        "各乡镇要在12月20日前完成走访。",
    ],
)
def test_whom_the_rules_found_told_by_name_stays_told(said: str) -> None:
    assert len(tasks_of(said)) == 1


def test_rules_laid_down_for_everybody_hold_no_task_whatever_the_odds() -> None:
    found = piece("第三条 县双拥办于每年12月20日前完成走访。", kind="rules")
    assert overruled(found, judge(found), 20.0).draft is None


def test_why_says_that_odds_decided_and_by_what() -> None:
    text = f"{HEAD}走访工作事关军心民心，使命光荣、责任重大，全县上下必须以高度负责的态度办实办好。{TAIL}"
    told = [reason.said for reason in explain(read(text)) if reason.rule == "与人判过的公文相比"]
    assert len(told) == 1 and told[0].startswith("不像任务（") and "“" in told[0]


def piece(text: str, kind: str = "notice") -> Piece:
    return Piece(
        text,
        0,
        ((0, len(text)),),
        "",
        True,
        True,
        Mood(imperative=True, leaf=True),
        kind,
        Days(),  # type: ignore[arg-type]
    )


@given(
    st.text(st.sampled_from("县双拥办要会同各乡镇开展走访完成整改，。；：12月前不是了"), min_size=1, max_size=60),
    st.floats(-9, 9),
)
def test_odds_join_the_rules_one_way(text: str, odd: float) -> None:
    """Unclear odds leave the rules' judgement, clear ones for a task take none away, those against one never make one."""
    found = piece(text)
    rules = judge(found)
    joined = overruled(found, rules, odd)
    if abs(odd) <= 2:
        assert joined is rules
    elif odd > 0:
        assert joined.draft is not None or rules.draft is None
    else:
        assert joined.draft is None or joined is rules
