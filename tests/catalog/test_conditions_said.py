"""Conditions in Chinese, by the words of their kind: nobody reads `counters.tails >= 1` on a page."""

from __future__ import annotations

import re
import tomllib
from functools import cache

import pytest

from shuangyong.assess.standard.comparing import Words, compare
from shuangyong.assess.standard.reading import read_standard
from shuangyong.catalog.model import Kind
from shuangyong.catalog.reading import read_kind
from shuangyong.catalog.said import condition_said
from shuangyong.catalog.surrounding import KINDS, SHIPPED


@cache
def kinds() -> dict[str, Kind]:
    read = (read_kind(path.read_text(encoding="utf-8"), path.name) for path in sorted(KINDS.glob("*.toml")))
    return {kind.key: kind for kind in read}


@pytest.mark.parametrize(
    ("kind", "text", "says"),
    [
        ("task", "proofs.result >= 1", "“办理结果”的材料不少于1份"),
        ("task", 'stage == "closed"', "环节是“已销号”"),
        ("task", 'phase != "void"', "状态不是“已撤销”"),
        ("task", "deadline is known", "已有“完成时限”"),
        ("task", "not (deadline is known)", "没有“完成时限”"),
        ("task", "deadline is unknown", "没有“完成时限”"),
        ("task", "clocks.term.due is known", "已有“完成时限的最后一日”"),
        ("task", "steps.press == 0", "“催办”等于0次"),
        ("task", "clocks.term.overdue <= 0", "“完成时限”逾期不多于0天"),
        ("task", "today <= clocks.term.due", "今天不晚于完成时限的最后一日"),
        ("task", 'stage == "closed" and steps.press == 0', "环节是“已销号”，并且“催办”等于0次"),
        (
            "task",
            'stage == "closed" and (steps.press == 0 or proofs.result >= 1)',
            "环节是“已销号”，并且（“催办”等于0次，或者“办理结果”的材料不少于1份）",
        ),
        ("task", 'not (stage == "closed" and steps.press == 0)', "环节不是“已销号”，或者“催办”不等于0次"),
        ("plaque", 'sort in ["新挂", "恢复"]', "办理事由是“新挂”、“恢复”之一"),
        ("plaque", 'sort not in ["新挂", "恢复"]', "办理事由不是“新挂”、“恢复”"),
        ("task", "no_such_name >= 1", "no_such_name >= 1"),
    ],
)
def test_a_condition_is_said_by_the_words_of_its_kind(kind, text, says) -> None:
    label = kinds()["plaque"].fields["sort"].label
    assert condition_said(kinds()[kind], text) == says.replace("办理事由", label)


def conditions(table: object) -> list[tuple[str, str]]:
    """Every measure of a standard's file: its kind and what it asks."""
    if isinstance(table, dict):
        own = [
            (table["kind"], table[key]) for key in ("when",) if isinstance(table.get("kind"), str) and table.get(key)
        ]
        return own + [one for value in table.values() for one in conditions(value)]
    return [one for value in table for one in conditions(value)] if isinstance(table, list) else []


def test_all_that_the_shipped_standards_ask_is_said_without_a_name_of_the_language() -> None:
    found = 0
    for path in sorted((SHIPPED / "standards").glob("*.toml")):
        for kind, text in conditions(tomllib.loads(path.read_text(encoding="utf-8"))):
            says = condition_said(kinds()[kind], text)
            plain = re.sub(r"“[^”]*”", "", says)
            assert not re.search(r"[a-z_]{2,}|[<>=]", plain), (path.name, text, says)
            found += 1
    assert found > 40


def test_two_versions_are_compared_in_words() -> None:
    folder = SHIPPED / "standards"
    earlier, later = "member_unit.toml", "member_unit_2.toml"
    before, after = (read_standard((folder / name).read_text(encoding="utf-8"), name) for name in (earlier, later))
    said = "".join(text for one in compare(before, after, Words(kinds())) for text in one.says)
    written = "".join(text for one in compare(before, after) for text in one.says)
    assert re.search(r"(counters|steps|proofs|clocks|phase)\b", written)
    assert not re.search(r"(counters|steps|proofs|clocks|phase)\b|mending|task", said), said
