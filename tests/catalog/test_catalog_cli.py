"""`shuangyong catalog` as an administrator types it."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.config.cli import main
from tests.base.installation import Install

GOOD = Path(__file__).parent / "good.toml"


@pytest.mark.database
@pytest.mark.slow
def test_an_office_checks_publishes_and_compares_its_own_kind(tmp_path: Path, installed: Install) -> None:
    own = tmp_path / "definitions" / "kinds"
    own.mkdir(parents=True)
    file = own / "home_call.toml"
    text = GOOD.read_text(encoding="utf-8")
    with installed(tmp_path) as place:
        file.write_text(text.replace('may = "case.close"', 'may = "case.cloze"'), encoding="utf-8")
        bad = place.command("catalog", "check")
        assert bad.returncode == 1
        assert "home_call.toml 第" in bad.stderr
        assert "“transitions.end.may”：没有任何岗位有“case.cloze”权限" in bad.stderr
        refused = place.command("catalog", "publish")
        assert (refused.returncode, "一份也没有发布" in refused.stderr) == (1, True)

        file.write_text(text, encoding="utf-8")
        assert "“走访慰问”第 1 版，没有问题" in place.command("catalog", "check", str(file)).stdout
        published = place.command("catalog", "publish")
        assert (published.returncode, published.stderr) == (0, "")
        assert "走访慰问（第1版）：已发布。" in published.stdout
        assert "走访慰问（第1版）：此前已发布，内容没有变。" in place.command("catalog", "publish").stdout

        second = text.replace("version = 1\n", "version = 2\n").replace("2025-01-01", "2026-01-01")
        file.write_text(second.replace('name = "走访中"', 'name = "正在走访"'), encoding="utf-8")
        told = place.command("catalog", "diff", str(file)).stdout
        assert "第 1 版 → 第 2 版：2处不同" in told
        assert "环节“正在走访”（going）的名称：走访中 → 正在走访" in told
        assert place.command("catalog", "publish", str(file)).returncode == 0
        assert "home_call\t第 1 版\t走访慰问\t2025-01-01 至 2025-12-31" in place.command("catalog", "list").stdout


def test_a_file_that_is_not_there_is_a_sentence(capsys) -> None:
    assert main(["catalog", "check", "没有.toml"]) == 1
    assert "没有.toml" in capsys.readouterr().err
