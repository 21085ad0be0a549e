"""One task from handing out to 销号, as four people live it."""

from __future__ import annotations

from datetime import date

import pytest

from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem, Stale
from shuangyong.base.trail.verifying import verify
from shuangyong.cases import queries, waiting
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.engine.advance import fold
from shuangyong.cases.engine.state import State, date_fields
from shuangyong.cases.engine.steps import restored
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.cases.offers import offers
from shuangyong.cases.standing import calendar, lay_open
from shuangyong.catalog.queries import kind_of
from tests.cases.conftest import NOW, TODAY, at, do


def offered(district, case: Case, who: str):
    open_ = lay_open(Case.objects.get(pk=case.pk), TODAY)
    return offers(open_.kind, open_.state, open_.record, open_.standing, district.actor(who))


def folded(case: Case) -> State:
    """The state as the sum of the stored steps."""
    dates = date_fields(kind_of(case.definition_id))
    columns = ("action", "on", "note")
    rows = case.steps.order_by("seq")
    history = [
        restored(
            {**{name: getattr(row, name) for name in columns}, "account": row.account_id, "unit": row.unit_id},
            row.data,
            dates,
        )
        for row in rows
    ]
    return fold(kind_of, case.definition_id, history, calendar())


def test_a_task_goes_from_hand_to_hand_and_ends_by_another_hand(district, task, paper) -> None:
    assert task.number == "督办〔2026〕1号"
    assert (task.stage, task.phase, task.due) == ("handed_out", "waiting", date(2026, 3, 5))

    case = do(district, task, "宁联", "sign", Form({"plan": "先摸底"}))
    assert (case.stage, case.due) == ("doing", date(2026, 6, 30))

    proof = paper("宁联")
    case = do(
        district, case, "宁联", "ask_close", Form({"progress": "台账已建"}, proofs={"result": (proof,)}), now=at(6, 20)
    )
    assert case.phase == "judging"

    case = do(district, case, "陆双", "close", Form(note="属实"), now=at(6, 22))
    assert (case.stage, case.phase, case.closed_on) == ("closed", "closed", date(2026, 6, 22))
    assert folded(case) == State.restored(case.state, kind_of(case.definition_id))
    assert verify().good


def test_whoever_reported_may_not_close(district, task, paper) -> None:
    do(district, task, "邵长", "sign")
    do(district, task, "邵长", "ask_close", Form({"progress": "完成"}, proofs={"result": (paper("邵长"),)}))
    with pytest.raises(Forbidden, match="只能由交办一方办理，区教育局不是"):
        do(district, task, "邵长", "close")


def test_the_head_of_the_leading_unit_may_not_close_what_another_of_it_reported(district, task, paper) -> None:
    """Closing, sending back and extending are the opener's side: the leading unit judges nothing of its own."""
    do(district, task, "宁联", "sign")
    do(district, task, "宁联", "ask_longer", Form({"new_deadline": date(2026, 7, 31)}, note="驻军换防"), now=at(4, 1))
    for action in ("extend", "refuse_longer"):
        with pytest.raises(Forbidden, match="只能由交办一方办理"):
            do(district, task, "邵长", action, Form({}, note="同意"), now=at(4, 2))
    do(district, task, "简文", "refuse_longer", Form(note="按原期限办"), now=at(4, 2))
    done = Form({"progress": "完成"}, proofs={"result": (paper("宁联"),)})
    do(district, task, "宁联", "ask_close", done, now=at(4, 3))
    for action in ("close", "return"):
        with pytest.raises(Forbidden, match="只能由交办一方办理"):
            do(district, task, "邵长", action, Form(note="可以"), now=at(4, 4))
    assert "close" not in {offer.transition.key for offer in offered(district, task, "邵长") if offer.verdict}
    assert do(district, task, "陆双", "close", now=at(4, 4)).phase == "closed"


def test_a_part_is_closed_by_the_head_of_the_unit_that_split_it_off(district, task, paper) -> None:
    do(district, task, "宁联", "sign")
    form = Form(gives={"lead": ((district.unit("东河镇"), None),)}, values={"deadline": date(2026, 5, 1)})
    do(district, task, "宁联", "split", Form(child=form))
    part = Case.objects.get(parent=task)
    do(district, part, "谢镇", "sign")
    do(district, part, "谢镇", "ask_close", Form({"progress": "完成"}, proofs={"result": (paper("谢镇"),)}))
    assert part.pk in {row.pk for row in waiting.mine(district.actor("邵长"), TODAY).rows}
    assert do(district, part, "邵长", "close").phase == "closed"


def test_a_units_own_errand_is_closed_by_another_person_of_it(district, paper) -> None:
    """Nobody else gave it: who leads what he opened himself still wants another hand, not another unit."""
    own = Form({"task": "整理双拥档案"}, {"lead": ((district.unit("双拥办"), None),)})
    case = open_case(district.actor("简文"), "task", own, now=NOW)
    do(district, case, "简文", "sign")
    do(district, case, "陆双", "ask_close", Form({"progress": "完成"}, proofs={"result": (paper("陆双"),)}))
    with pytest.raises(Forbidden, match="您经手"):
        do(district, case, "陆双", "close")


def test_a_leading_town_cannot_give_its_task_away_nor_move_its_term(district) -> None:
    form = Form({"task": "走访困难军属"}, {"lead": ((district.unit("东河镇"), None),)})
    case = open_case(district.actor("陆双"), "task", form, now=NOW)
    away = Form({}, {"lead": ((district.unit("民政局"), None),)}, note="不归我们管")
    for action, filled in (("hand_over", away), ("add_source", Form({"deadline": date(2027, 1, 1)}, note="另一份"))):
        with pytest.raises(Forbidden, match="交办一方"):
            do(district, case, "谢镇", action, filled)


def test_the_gate_says_what_is_missing(district, task) -> None:
    do(district, task, "宁联", "sign")
    do(district, task, "宁联", "ask_close", Form({"progress": "完成"}))
    with pytest.raises(Problem, match="还没有办理结果的印证材料"):
        do(district, task, "陆双", "close")


def test_somebody_was_first(district, task) -> None:
    do(district, task, "宁联", "sign")
    with pytest.raises(Stale, match="宁联签收"):
        take(district.actor("邵长"), task.pk, "sign", Form(), rev=1, now=NOW)
    assert Case.objects.get(pk=task.pk).rev == 2


def test_an_extension_is_asked_for_granted_and_counted(district, task) -> None:
    do(district, task, "宁联", "sign")
    for month, until in ((4, date(2026, 7, 31)), (5, date(2026, 8, 31))):
        do(district, task, "宁联", "ask_longer", Form({"new_deadline": until}, note="驻军换防"), now=at(month, 1))
        do(district, task, "简文", "extend", Form({"new_deadline": until}), now=at(month, 2))
    assert Case.objects.get(pk=task.pk).due == date(2026, 8, 31)
    again = Form({"new_deadline": date(2026, 9, 30)}, note="再延")
    with pytest.raises(Problem, match="申请再次延期"):
        do(district, task, "宁联", "ask_longer", again, now=at(6, 1))
    do(district, task, "宁联", "ask_longer_again", again, now=at(6, 1))
    with pytest.raises(Problem, match="同意再次延期"):
        do(district, task, "简文", "extend", Form({"new_deadline": date(2026, 9, 30)}), now=at(6, 2))
    case = do(
        district, task, "组长", "extend_by_leader", Form({"new_deadline": date(2026, 9, 30)}, note="同意"), now=at(6, 3)
    )
    assert case.due == date(2026, 9, 30)


def test_a_part_of_the_task_must_end_before_the_whole(district, task, paper) -> None:
    do(district, task, "宁联", "sign")
    child_form = Form(gives={"lead": ((district.unit("东河镇"), None),)}, values={"deadline": date(2026, 5, 1)})
    do(district, task, "宁联", "split", Form(child=child_form))
    child = Case.objects.get(parent=task)
    assert child.title == "建立驻军子女入学台账"
    do(district, task, "宁联", "ask_close", Form({"progress": "完成"}, proofs={"result": (paper("宁联"),)}))
    with pytest.raises(Problem, match="还有 1 件分解任务没有办结"):
        do(district, task, "陆双", "close")
    do(district, child, "谢镇", "sign")
    do(district, child, "谢镇", "ask_close", Form({"progress": "完成"}, proofs={"result": (paper("谢镇"),)}))
    do(district, child, "陆双", "close")
    assert do(district, task, "陆双", "close").phase == "closed"


def test_a_leaders_words_come_back_answered(district, task) -> None:
    do(district, task, "宁联", "sign")
    child = Form({"words": "请于本周内摸清底数。"}, {"lead": ((district.unit("教育局"), None),)})
    do(district, task, "组长", "comment", Form(child=child))
    words = Case.objects.get(parent=task)
    do(district, words, "宁联", "answer", Form({"answer": "共12名，已逐人登记。"}))
    assert waiting.mine(district.actor("组长"), TODAY).rows[0].pk == words.pk
    assert do(district, words, "组长", "accept").phase == "closed"


def test_the_unit_not_concerned_sees_nothing(district, task) -> None:
    with pytest.raises(NotFound):
        queries.get(district.actor("江军"), task.pk)
    assert queries.page(district.actor("江军"), queries.Filter(), TODAY).rows == ()


def test_each_desk_shows_its_own(district, task) -> None:
    assert [row.pk for row in waiting.mine(district.actor("宁联"), TODAY).rows] == [task.pk]
    assert waiting.mine(district.actor("谢镇"), TODAY).rows == ()
    do(district, task, "宁联", "sign")
    do(district, task, "宁联", "ask_close", Form({"progress": "完成"}))
    assert [row.pk for row in waiting.mine(district.actor("陆双"), TODAY).rows] == [task.pk]


def test_bad_values_are_told_field_by_field(district) -> None:
    with pytest.raises(Invalid) as told:
        open_case(district.actor("陆双"), "task", Form({"task": "长" * 201}), now=NOW)
    assert set(told.value.fields) == {"task", "lead"}
    assert not Case.objects.exists()


def test_a_form_may_name_only_what_its_sender_may_know(district, task, paper) -> None:
    far = ((district.unit("清河教育局"), None),)
    with pytest.raises(Invalid, match=r"有 . 处需要改正") as told:
        open_case(district.actor("陆双"), "task", Form({"task": "试"}, {"lead": far}), now=NOW)
    assert "不在可选范围" in told.value.fields["lead"]
    do(district, task, "宁联", "sign")
    with pytest.raises(Invalid) as told:
        do(district, task, "宁联", "report", Form({"progress": "一半"}, proofs={"result": (paper("谢镇"),)}))
    assert "无权使用" in told.value.fields["result"]
    elsewhere = ((district.unit("教育局"), district.account("谢镇")),)
    with pytest.raises(Invalid) as told:
        open_case(district.actor("陆双"), "task", Form({"task": "试"}, {"lead": elsewhere}), now=NOW)
    assert "不在这个单位任职" in told.value.fields["lead"]
