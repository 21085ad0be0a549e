"""Another program, with other means, comes to the same points to the last decimal; and the command prints them."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.catalog.actions import publish
from shuangyong.catalog.surrounding import SHIPPED, surroundings
from shuangyong.config import cli, score_cli
from tests.assess.conftest import COUNTY, NOW, TODAY, score_of
from tests.assess.lives import Lives
from tests.assess.test_score_story import alarm, rating
from tools.recount import recount


def same(standard: str, on, today, known_on=None) -> None:
    ours = score_cli.as_json(score_of(on, today, standard=standard, known_on=known_on))
    theirs = recount(COUNTY.code, standard, on, known_on or max(on, today))
    assert {row["code"]: row["points"] for row in ours["indicators"]} == theirs["indicators"]
    assert ours["points"] == theirs["points"]


@pytest.mark.parametrize("seed", range(4))
def test_the_recount_agrees_to_the_last_decimal(small, paper, seed) -> None:
    lives = Lives(small, paper, seed + 40)
    lives.live(45)
    same("small", lives.today, lives.today)
    same("small", lives.today + timedelta(days=90), lives.today)
    early = TODAY + (lives.today - TODAY) / 2
    same("small", early, lives.today)
    same("small", lives.today, lives.today, known_on=early)


def test_it_agrees_on_the_shipped_standards(district, ledgers_asked, paper) -> None:
    lives = Lives(district, paper, 60)
    lives.live(30)
    for key in ("working", "national_trial"):
        same(key, lives.today, lives.today)


def test_the_command_prints_the_contract(small, capsys, monkeypatch) -> None:
    monkeypatch.setattr("shuangyong.config.starting.start", lambda: None)
    alarm(small)
    rating(small, "B-2", 2026)
    assert cli.main(["score", "990102", "--on", "2026-03-02", "--standard", "small", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"points", "of", "bars", "indicators"} <= set(found)
    assert all({"code", "points", "of", "why", "records"} <= set(row) for row in found["indicators"])
    assert any(row["points"] is None for row in found["indicators"])
    assert [(bar["code"], bar["state"]) for bar in found["bars"]] == [("B1", "suspected")]
    assert cli.main(["score", "云溪区", "--on", "2026-03-02", "--standard", "small"]) == 0
    said = capsys.readouterr().out
    assert "未了结以前不得申报；得分照算。" in said
    assert "还没有“督办事项”台账" in said
    assert "分的指标和 1 分加分还不知道，弄清以后总分在" in said
    assert cli.main(["score", "990102", "--standard", "没有"]) == 1
    assert "没有在" in capsys.readouterr().err


def test_the_shipped_standards_are_published_like_the_rest(district, ledgers_asked) -> None:
    text = (SHIPPED / "standards" / "working.toml").read_text(encoding="utf-8")
    _, new = publish(SYSTEM, text, surroundings(TODAY), now=NOW)
    assert not new
    found = score_of(standard="working")
    assert (found.score.of, len([r for r in found.score.results if not r.indicator.bonus])) == (1_000_000, 63)
    assert found.score.points == 0
