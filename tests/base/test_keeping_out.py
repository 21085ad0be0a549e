"""Markings and designations: in every field that a person writes, not in the forms of cases alone."""

from __future__ import annotations

import pytest

from shuangyong.base import keeping_out
from shuangyong.base.errors import Invalid


@pytest.mark.parametrize(
    "text",
    [
        "94123部队来函核实",
        "9\u200b4123部队",
        "94 123 部队",
        "９４１２３部队",
        "九四一二三部队",
        "第七十四集团军某旅",
        "合成旅家属",
        "机密★10年",
        "核实情况\n【秘密】\n如下",
    ],
)
def test_what_may_not_be_said(text: str) -> None:
    with pytest.raises(Invalid) as told:
        keeping_out.refuse(reason=text, note="已电话核实")
    assert list(told.value.fields) == ["reason"]
    assert "94123" not in told.value.fields["reason"], "what was written is not said again"


@pytest.mark.parametrize(
    "text",
    [
        "身份证号相同，已电话核实",
        "2026年军民团结座谈会",
        "驻区某部来函",
        "八一军民联欢",
        "要保守国家秘密",
        "共12人，3户",
        "",
    ],
)
def test_what_an_office_writes(text: str) -> None:
    keeping_out.refuse(reason=text)


@pytest.mark.parametrize(("name", "kept"), [("区公安分局交警二大队", True), ("94123部队", False), ("某合成旅", False)])
def test_names_of_units(name: str, kept: bool) -> None:
    assert (keeping_out.wrong_name(name) == "") is kept


def test_a_whole_identity_number_is_kept_in_the_register_alone() -> None:
    with pytest.raises(Invalid) as told:
        keeping_out.refuse(note="赵小川，身份证 110105 19491231 002X，已核实", reason="尾号002X，已核实")
    assert list(told.value.fields) == ["note"]
    assert "后四位" in told.value.fields["note"]
