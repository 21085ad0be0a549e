"""What a measure says of counts, ages and terms that can never be, or always is, is told before anything is published."""

from __future__ import annotations

import pytest

from shuangyong.catalog.checking import check_files
from shuangyong.catalog.surrounding import KINDS, read_files

STANDARD = """
sort = "standard"
key = "ours"
name = "示例细则"
version = 1
valid_from = 2026-01-01
checked = "待核"
source = "虚构"
subject = "place"
levels = ["county"]
total = 1
[cycle]
first_year = 2024
years = 4
[sections.A]
name = "整改"
[indicators.A-1]
section = "A"
name = "整改"
words = "有"
form = "reached"
points = 1
kind = "mending"
when = '{when}'
units = ["督查室"]
"""


@pytest.fixture(scope="module")
def kinds() -> dict[str, str]:
    return read_files(sorted(KINDS.glob("*.toml")))


def told(when: str, kinds: dict[str, str]) -> list[str]:
    return check_files({"我县.toml": STANDARD.format(when=when)}, kinds)[1]


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("counters.tails < 0", "“counters.tails < 0”永远不成立：counters.tails 是不小于 0 的整数。"),
        ('stage == "closed" or counters.tails < 0', "永远不成立"),
        ("counters.tails >= 0", "永远成立，等于没有写"),
        ("steps.resample == 0.5", "永远不成立"),
        ("proofs.result < 0", "永远不成立"),
        ("clocks.term.overdue < 0", "永远不成立"),
        ("late < 0", "永远不成立"),
        ("counters.tails > 2 and counters.tails <= 2", "在任何环节都不成立"),
        ("counters.failed > 1 and counters.failed < 2", "在任何环节都不成立"),
        ('checked_how == "现场查看" and checked_how == "查阅资料"', "在任何环节都不成立"),
        ("year(found_on) < 1", "永远不成立"),
        ("age(found_on, opened_on) > 200", "永远不成立"),
        ('phase == "closed" and stage == "mending"', "在任何环节都不成立"),
    ],
)
def test_what_is_never_met_is_told(when: str, words: str, kinds) -> None:
    said = told(when, kinds)
    assert any(words in one and "第24行" in one for one in said), said


@pytest.mark.parametrize(
    "when",
    [
        "counters.tails < 1",
        "counters.tails >= 1 and counters.failed == 0",
        'stage == "closed" and not (clocks.term.due is known and clocks.term.overdue > 0)',
        "resampled_on is unknown or resampled_on >= 2026-01-01",
    ],
)
def test_what_may_be_met_is_sound(when: str, kinds) -> None:
    assert told(when, kinds) == []
