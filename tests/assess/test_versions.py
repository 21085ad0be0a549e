"""The small standard is revised: what became of each indicator, and what people had rated under the first version."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.assess import carrying
from shuangyong.assess.engine.points import said
from shuangyong.assess.standard.comparing import HOWS, compare, differences
from shuangyong.assess.standard.reading import read_standard
from shuangyong.base.actor import SYSTEM
from shuangyong.base.errors import Forbidden, NotFound, Problem
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import surroundings
from shuangyong.config.cli import main
from tests.assess.conftest import SMALL, TODAY, score_of
from tests.assess.test_score_story import do, rating
from tests.cases.conftest import at

REVISED = (
    SMALL.replace("version = 1", "version = 2")
    .replace("valid_from = 2024-01-01", "valid_from = 2026-06-01")
    .replace("total = 22", "total = 21")
    .replace('name = "其他"\npoints = 6', 'name = "其他"\npoints = 5')
    .replace("[indicators.A-2]", "[indicators.A-20]")  # numbered anew
    .replace("[[indicators.A-2.items]]", "[[indicators.A-20.items]]")
    .replace("take = 0.3", "take = 0.5")  # counts otherwise
    .replace('name = "合署办公"', 'name = "合署办公"\nunits = ["人武部"]')  # other shoulders, the same meaning
    .replace(
        'name = "列入考核"\nwords = "达到得 2 分"\nform = "rated"\npoints = 2',
        'name = "列入考核"\nwords = "写明权重得 1 分"\nform = "rated"\npoints = 1',
    )
)
JUNE, JULY = at(6, 2), at(7, 1)


def revise() -> None:
    publish(SYSTEM, REVISED, surroundings(TODAY), now=JUNE)


def versions():
    return read_standard(SMALL, "一"), read_standard(REVISED, "二")


def test_each_indicator_is_the_same_changed_new_or_gone() -> None:
    found = {one.code: one for one in compare(*versions())}
    assert {code: one.how for code, one in found.items() if one.how != "same"} == {"A-4": "changed", "B-2": "changed"}
    assert found["A-4"].says == ("每一件扣分：0.3 → 0.5",)
    assert found["A-20"].beside == ("编号：A-2 → A-20",)
    assert found["B-1"].how == "same" and found["B-1"].beside == ("责任单位：（无） → 人武部",)
    assert found["B-2"].says == ("评分办法：达到得 2 分 → 写明权重得 1 分", "分值：2 → 1")


def test_backwards_the_same_and_what_came_is_gone() -> None:
    first, second = versions()
    assert [one.how for one in compare(second, first)].count("changed") == 2
    without = read_standard(
        REVISED.replace("[indicators.C-1]", "[indicators.D-1]").replace("each = 0.6", "each = 1"), "三"
    )
    hows = {one.code: HOWS[one.how] for one in compare(second, without) if one.how != "same"}
    assert hows == {"D-1": "新增", "C-1": "取消"}
    assert differences(second, second) == []
    assert "取消：C-1 加分" in differences(second, without)


def test_the_command_tells_what_a_file_would_change(small, tmp_path, capsys) -> None:
    file = tmp_path / "small.toml"
    file.write_text(REVISED, encoding="utf-8")
    assert main(["catalog", "diff", str(file)]) == 0
    told = capsys.readouterr().out
    assert "“小标准”第 1 版 → 第 2 版" in told
    assert "含义有变：A-4 逾期的扣分（每一件扣分：0.3 → 0.5）" in told
    assert "总分：22 → 21" in told


def rated(district, code: str, year: int, own: float, upper: float | None = None) -> Case:
    case = rating(district, code, year)
    do(district, case, "简文", "rate", Form({"own_points": own, "own_reason": "有文件"}), now=at(3, 5))
    if upper is not None:
        do(district, case, "督查", "assess", Form({"upper_points": upper, "upper_reason": "属实"}), now=at(3, 6))
    return case


def points(code: str, on: date | None = None) -> str | None:
    result = score_of(on or JULY.date()).score.result(code)
    return None if result.points is None else said(result.points)


def test_what_was_rated_before_waits_for_a_person(small) -> None:
    case = rated(small, "B-1", 0, 2, 1.5)
    revise()
    assert points("B-1", date(2026, 5, 31)) == "1.5"  # the old version's day stays as it was
    assert points("B-1") is None
    found = score_of(JULY.date())
    assert "按第 1 版评的，换版后还没有人确认" in found.why(found.score.result("B-1"))
    waiting = carrying.carried(found)
    assert [(one.case, one.how, one.version) for one in waiting] == [(case.pk, "相同", 1)]

    assert carrying.confirm(small.actor("简文"), found, [case.pk], "职务没有变", now=JULY) == 1
    assert points("B-1") is None, "考评的一半还没有确认"
    with pytest.raises(Forbidden):
        carrying.confirm(small.actor("简文"), score_of(JULY.date()), [case.pk], "", now=JULY)
    assert carrying.confirm(small.actor("督查"), score_of(JULY.date()), [case.pk], "", now=JULY) == 1
    assert points("B-1") == "1.5"
    assert carrying.carried(score_of(JULY.date())) == []
    assert list(case.steps.order_by("seq").values_list("action", flat=True))[-2:] == ["confirm", "confirm_upper"]


def test_as_known_before_the_word_was_given_it_still_waits(small) -> None:
    case = rated(small, "B-1", 0, 2)
    revise()
    carrying.confirm(small.actor("简文"), score_of(JULY.date()), [case.pk], "", now=JULY)
    before = score_of(date(2026, 6, 30), today=JULY.date(), known_on=date(2026, 6, 30))
    assert before.score.result("B-1").points is None


def test_more_points_than_the_new_version_gives_are_not_confirmed_but_rated_again(small) -> None:
    case = rated(small, "B-2", 2026, 2)
    revise()
    with pytest.raises(Problem, match="满分 1 分"):
        carrying.confirm(small.actor("简文"), score_of(JULY.date()), [case.pk], "", now=JULY)
    do(small, case, "简文", "rate", Form({"own_points": 0.5, "own_reason": "有权重"}), now=JULY)
    assert points("B-2") == "0.5"


def test_what_needs_no_word_takes_none(small) -> None:
    case = rated(small, "B-1", 0, 2)
    with pytest.raises(Problem, match="没有换版"):
        do(small, case, "简文", "confirm", now=at(3, 7))
    with pytest.raises(NotFound):
        carrying.confirm(small.actor("简文"), score_of(at(3, 7).date()), [case.pk], "", now=at(3, 7))
    revise()
    later = rated_later(small)
    assert later.pk not in [one.case for one in carrying.carried(score_of(JULY.date()))]


def rated_later(district) -> Case:
    case = rating(district, "B-2", 2026)
    do(district, case, "简文", "rate", Form({"own_points": 1, "own_reason": "有权重"}), now=JULY)
    return case
