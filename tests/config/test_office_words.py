"""An office's own words: the manual's example holds, and a bad file is told before anything is read."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest
from django.test import override_settings

from shuangyong.cases.standing import calendar as calendar_of_cases
from shuangyong.desk.checks import office_words_are_sound
from shuangyong.reader import terms
from shuangyong.reader.office import REGEX, use_folder
from shuangyong.reader.terms import TermsError
from shuangyong.rules import calendar

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "manual" / "扩充词表.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```\w+ (\S+)\n(.*?)```", PAGE, re.DOTALL))
COMMAND = [sys.executable, "-c", "import sys; from shuangyong.config.cli import main; sys.exit(main())"]


@pytest.fixture(autouse=True)
def as_built():
    """The vocabulary is the process's own: nothing of a test may stay in it."""
    yield
    terms.use(())
    calendar.use(None)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "reader").mkdir()
    (tmp_path / "通知.txt").write_text(BLOCKS["通知.txt"], encoding="utf-8")
    return tmp_path


def read(home: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: the patterns are compiled once a process."""
    environment = {**os.environ, "SHUANGYONG_HOME": str(home)}
    command = [*COMMAND, "read", str(home / "通知.txt"), *options]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def add(home: Path, name: str, words: str) -> None:
    (home / "reader" / name).write_text(words, encoding="utf-8")


def test_the_manuals_example_holds(home):
    assert BLOCKS["之前"] in read(home).stdout
    for name in ("units.toml", "verbs.toml"):
        add(home, name, BLOCKS[name])
    assert BLOCKS["之后"] in read(home).stdout


def test_a_year_of_the_calendar_serves_the_reader_and_the_clocks_alike(home):
    """One calendar for everybody: a term in a document and a term of a case are counted by the same days."""
    paper = "清河县关于走访的通知\n\n各乡镇：\n一、由县民政局牵头走访困难军属，自本通知印发之日起3个工作日内报送名单。\n清河县双拥办\n2027年3月1日\n"
    (home / "通知.txt").write_text(paper, encoding="utf-8")
    assert "2027-03-04" not in read(home, "--json").stdout
    add(home, "workdays.toml", BLOCKS["workdays.toml"])
    assert "2027-03-04" in read(home, "--json").stdout
    use_folder(home / "reader")
    assert calendar_of_cases().add_workdays(date(2027, 3, 1), 3) == date(2027, 3, 4)
    add(home, "workdays.toml", '[2027]\noff = ["03-06"]\n')
    with pytest.raises(TermsError, match=r"workdays\.toml：放假安排有误：2027年off里的03-06是周六"):
        use_folder(home / "reader")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_bad_file_stops_the_command_before_it_reads(home, options):
    add(home, "units.toml", "tails = [局]")
    answer = read(home, *options)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "units.toml" in answer.stderr
    assert "没有读文件" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(
    ("name", "words", "said"),
    [
        ("units.toml", "tails = [局]", "加引号"),
        ("danwei.toml", "tails = ['局']", "units.toml"),
        ("units.toml", "tail = ['局']", "tails"),
        ("units.toml", "tails = '局'", "列表"),
        ("terms.toml", "paraphrase = ['双扶']", "对照表"),
        ("units.toml", "tails = [3]", "不是词"),
        ("units.toml", "tails = ['']", "不能是空的"),
        ("verbs.toml", "past = ['(']", "正则表达式"),
        ("verbs.toml", "past = ['早已|']", "写得更具体"),
        ("verbs.toml", "past = ['(早已']", "括号没有配对（第 1 个字）"),
        (
            "units.toml",
            "tails = ['局']\nopeners = [“各”]",
            "第 2 行写得不对（openers = [“各”]）。引号外面用了中文标点（“ ”）",
        ),
        ("units.toml", 'tails = ["甲"，"乙"]', "中文标点（，）"),
        ("units.toml", 'tails = ["甲", # 中文，注\n', "第 1 行写得不对"),
        ("units.toml", "tails = ['甲']\ntails = ['乙']", "同一项写了两遍"),
        ("deadlines.toml", 'without_day = ["\\d日前"]', "反斜杠要写两个（\\\\）"),
        ("units.toml", "tails = ['。']", "只有标点"),
        ("lookalikes.toml", "pairs = ['浦']", "不是两个字"),
        ("units.toml.txt", "tails = ['局']", "文件名应是 units.toml"),
        ("units.txt", "tails = ['局']", "文件名应是 units.toml"),
        ("Units.TOML", "tails = ['局']", "文件名应是 units.toml"),
    ],
)
def test_what_is_wrong_is_said(home, name, words, said):
    add(home, name, words)
    with pytest.raises(TermsError) as problem:
        use_folder(home / "reader")
    assert name in str(problem.value)
    assert said in str(problem.value)


def test_what_is_wrong_is_said_without_a_word_of_english(home):
    """The words of Python's parsers are English; whoever wrote the file is told in his own."""
    for words in ("tails = [局]", "tails", "tails = ['局'", "tails = ['局' '办']", "[tails]\na = 'b", "past = 1 2"):
        add(home, "units.toml", words)
        with pytest.raises(TermsError) as problem:
            use_folder(home / "reader")
        said = str(problem.value).replace(words.splitlines()[-1], "").replace("units.toml", "").replace("tails", "")
        assert not re.search("[A-Za-z]{2,}", said), said


def test_a_file_in_another_encoding_is_told_so(home):
    (home / "reader" / "units.toml").write_bytes('tails = ["工作营"]'.encode("gb18030"))
    with pytest.raises(TermsError, match="不是 UTF-8 编码"):
        use_folder(home / "reader")


def test_other_files_may_lie_beside_the_words(home):
    add(home, "units.toml", "tails = ['工作营']")
    for name in ("说明.txt", "units.toml.bak", "units.toml~", ".units.toml.swp"):
        add(home, name, "随便写的")
    assert [path.name for path in use_folder(home / "reader")] == ["units.toml"]


def test_a_file_saved_by_a_windows_editor_is_read(home):
    (home / "reader" / "units.toml").write_bytes(b"\xef\xbb\xbf" + 'tails = ["工作营"]'.encode())
    assert use_folder(home / "reader")
    assert "工作营" in terms.load()["units"]["tails"]


def test_no_folder_means_no_words_of_the_offices_own(tmp_path):
    assert use_folder(tmp_path / "reader") == ()


def test_the_desk_tells_of_a_bad_file_before_it_serves(home):
    with override_settings(HOME=home):
        assert office_words_are_sound(None) == []
        add(home, "units.toml", "tails = 3")
        (found,) = office_words_are_sound(None)
    assert found.id == "shuangyong.E003"
    assert found.is_serious()
    assert str(home) in str(found.hint)


def test_the_manual_and_the_checks_know_the_keys():
    for path in terms.DATA.glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        assert REGEX.get(path.stem, set()) <= set(table), f"{path.name}: office.REGEX names a key that is gone"
        if path.name in PAGE and path.stem in ("units", "terms", "lookalikes", "deadlines"):
            assert all(key in PAGE for key in table), f"{path.name}: docs/manual/扩充词表.md lacks a key"
