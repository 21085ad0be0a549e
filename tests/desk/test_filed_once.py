"""A paper is filed once, says until when it holds, and is used in many places without being sent again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shuangyong.base.errors import Invalid
from shuangyong.cases.actions import take
from shuangyong.cases.admitting import NO_PROOF
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case, Proof, ProofUse
from tests.cases.conftest import TODAY
from tests.desk.conftest import TODAY as DAY
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words
from tests.desk.test_work import paper, send


def asked_to_close(district, title: str) -> Case:
    case = hand_out(district, title)
    assert send(district, "宁联", case, "sign").status_code == 302
    return case


def test_what_was_filed_for_one_case_is_chosen_for_another(district) -> None:
    one, other = asked_to_close(district, "第一件"), asked_to_close(district, "第二件")
    sent = {"progress": "办成", "proof-result": paper("编制批复.txt"), "until-result": "2099-12-31"}
    assert send(district, "宁联", one, "ask_close", **sent).status_code == 302
    [filed] = Proof.objects.all()
    assert filed.until == date(2099, 12, 31)

    form = words(signed_in(district, "宁联").get(f"/cases/{other.pk}/ask_close/"))
    assert "编制批复（" in form and "有效期至 2099-12-31" in form
    again = {"progress": "也办成", "filed-result": str(filed.pk)}
    assert send(district, "宁联", other, "ask_close", **again).status_code == 302
    assert Proof.objects.count() == 1
    assert set(ProofUse.objects.values_list("case", flat=True)) == {one.pk, other.pk}
    page = words(signed_in(district, "宁联").get(f"/proofs/{filed.pk}/"))
    assert "第一件" in page and "第二件" in page


def test_what_holds_no_longer_or_is_another_units_is_not_offered(district) -> None:
    one, other = asked_to_close(district, "第一件"), asked_to_close(district, "第二件")
    sent = {"progress": "办成", "proof-result": paper("编制批复.txt")}
    assert send(district, "宁联", one, "ask_close", **sent).status_code == 302
    [filed] = Proof.objects.all()
    Proof.objects.update(until=TODAY - timedelta(days=1), on=TODAY - timedelta(days=9))
    assert "编制批复" not in words(signed_in(district, "宁联").get(f"/cases/{other.pk}/ask_close/"))
    Proof.objects.update(until=None, filed_by=None, filed_for=district.unit("民政局"))
    assert "编制批复" not in words(signed_in(district, "宁联").get(f"/cases/{other.pk}/ask_close/"))
    foreign = {"progress": "办成", "filed-result": str(filed.pk)}
    send(district, "宁联", other, "ask_close", **foreign)
    assert not ProofUse.objects.filter(case=other).exists()


def test_a_day_that_is_none_is_said_beside_the_file(district) -> None:
    case = asked_to_close(district, "第一件")
    sent = {"progress": "办成", "proof-result": paper("编制批复.txt"), "until-result": "明年"}
    answer = send(district, "宁联", case, "ask_close", **sent)
    assert answer.status_code == 422 and "有效期应写成" in words(answer)
    assert not Proof.objects.exists()


def test_a_colleagues_paper_in_a_case_above_ones_degree_is_not_had_through_another_case(district) -> None:
    """宁联 reads up to 内部; what 邵长 filed into a case of 工作秘密 he could name by its number, and then open."""
    secret, own = asked_to_close(district, "第一件"), asked_to_close(district, "第二件")
    sent = {"progress": "办成", "proof-result": paper("绝不外传.txt")}
    assert send(district, "宁联", secret, "ask_close", **sent).status_code == 302
    Case.objects.filter(pk=secret.pk).update(degree=2)
    Proof.objects.update(filed_by=district.account("邵长"))
    [filed] = Proof.objects.all()
    assert "绝不外传" not in words(signed_in(district, "宁联").get(f"/cases/{own.pk}/ask_close/"))
    send(district, "宁联", own, "ask_close", progress="办成", **{"filed-result": str(filed.pk)})
    assert not ProofUse.objects.filter(case=own).exists()
    assert signed_in(district, "宁联").get(f"/proofs/{filed.pk}/file/").status_code == 404


def test_nor_by_naming_it_past_the_form(district) -> None:
    secret, own = asked_to_close(district, "第一件"), asked_to_close(district, "第二件")
    sent = {"progress": "办成", "proof-result": paper("绝不外传.txt")}
    assert send(district, "宁联", secret, "ask_close", **sent).status_code == 302
    Case.objects.filter(pk=secret.pk).update(degree=2)
    Proof.objects.update(filed_by=district.account("邵长"))
    own.refresh_from_db()
    form = Form({"progress": "办成"}, proofs={"result": (Proof.objects.get().pk,)}, on=DAY.date())
    with pytest.raises(Invalid) as told:
        take(district.actor("宁联"), own.pk, "ask_close", form, rev=own.rev, now=DAY)
    assert told.value.fields["result"] == NO_PROOF


def test_who_judges_has_the_proofs_before_them_with_what_was_filed_before(district) -> None:
    one, other = asked_to_close(district, "第一件"), asked_to_close(district, "第二件")
    for case, name in ((one, "名单.txt"), (other, "新名单.txt")):
        sent = {"progress": "办成", "proof-result": paper(name)}
        assert send(district, "宁联", case, "ask_close", **sent).status_code == 302
    form = words(signed_in(district, "陆双").get(f"/cases/{other.pk}/close/"))
    assert "印证材料 1" in form and "以前交过一样或很像的：名单" in form
    assert "印证材料" not in words(signed_in(district, "陆双").get(f"/cases/{other.pk}/press/"))
