"""新开事项: the usual ones first, all by the work they belong to, a search that needs no script; each kind's own word."""

from __future__ import annotations

import re

from tests.desk.people import hand_out, signed_in


def links(text: str) -> list[str]:
    return re.findall(r'href="/cases/new/([a-z_]+)/"', text)


def page(me, query: str = "") -> str:
    return me.get(f"/cases/new/{query}").content.decode()


def usual(text: str) -> list[str]:
    return links(text.split('id="g-usual"')[1].split("</section>")[0]) if 'id="g-usual"' in text else []


def test_a_post_has_its_usual_ones_first_and_what_was_opened_lately_before_them(district) -> None:
    me = signed_in(district, "简文")
    assert usual(page(me))[:2] == ["task", "meeting"]
    before = usual(page(me))
    hand_out(district, "整改一处", "东河镇")  # opened by 陆双, not by 简文
    assert usual(page(me)) == before
    head = signed_in(district, "陆双")
    assert usual(page(head))[0] == "task" and len(usual(page(head))) <= 8


def test_everything_stands_under_its_work(district) -> None:
    text = page(signed_in(district, "简文"))
    assert "组织领导" in text and "值班与排查" in text
    assert len(set(links(text))) > 55
    assert '<details class="kind-group"><summary><h2>组织领导 ' in text  # closed: a phone's page stays short


def test_a_search_finds_by_name_and_by_what_it_is_for_without_script(district) -> None:
    me = signed_in(district, "简文")
    assert set(links(page(me, "?q=走访"))) >= {"visit", "fact_finding"}
    assert links(page(me, "?q=光荣牌 同户")) == ["plaque"]
    nothing = page(me, "?q=%E9%A3%9E%E6%9C%BA%E7%A5%A8<script>")
    assert "没有找到" in nothing and "<script>alert" not in nothing and links(nothing) == []
    assert "看全部" in nothing


def test_whoever_opens_few_has_no_search_and_who_opens_none_is_told(district) -> None:
    text = page(signed_in(district, "督查"))
    assert 'type="search" name="q"' not in text and usual(text) == []


def test_each_kind_has_its_own_word_on_the_button(district) -> None:
    me = signed_in(district, "陆双")
    for key, word in (("instruction", "批示"), ("mending", "下达整改"), ("plaque", "登记"), ("task", "交办")):
        assert f">{word}</button>" in me.get(f"/cases/new/{key}/").content.decode(), key
