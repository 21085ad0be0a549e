"""A corpus of bad definitions, one fault each: `# !! words` stands on the line where the message must point."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from shuangyong.base.toml_lines import line_of
from shuangyong.catalog.checking import check_files
from shuangyong.catalog.problems import DefinitionError
from shuangyong.catalog.surrounding import read_files, shipped_files

HERE = Path(__file__).parent
BAD = sorted((HERE / "bad").glob("*.toml"))
MARK = "# !! "


def wanted(text: str) -> tuple[int, list[str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if MARK in line:
            return number, line.split(MARK)[1].split()
    raise AssertionError("no line is marked")


@pytest.fixture(scope="module")
def shipped() -> dict[str, str]:
    return read_files(shipped_files())


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_file_is_told_with_its_line(path: Path, shipped) -> None:
    text = path.read_text(encoding="utf-8")
    line, words = wanted(text)
    _, said = check_files({"走访.toml": text}, shipped)
    there = [one for one in said if f"第{line}行" in one]
    assert there, said
    assert any(all(word in one for word in words) for one in there), there


def test_the_good_file_that_they_are_made_from_is_sound(shipped) -> None:
    sound, said = check_files(read_files([HERE / "good.toml"]), shipped)
    assert said == []
    assert [kind.key for kind in sound.values()] == ["home_call"]


def test_the_shipped_kinds_are_sound(shipped) -> None:
    sound, said = check_files(shipped, {})
    assert (len(sound), said) == (len(shipped), [])


def test_two_files_may_not_both_be_one_version(shipped) -> None:
    task = next(text for name, text in shipped.items() if name.endswith("task.toml"))
    _, said = check_files({"我的.toml": task.replace("督办事项", "督办")}, shipped)
    version = tomllib.loads(task)["version"]
    assert [f"也是“task”第 {version} 版" in one and "我的.toml 第3行" in one for one in said] == [True]


def test_every_fault_is_told_at_once(shipped) -> None:
    text = (HERE / "good.toml").read_text(encoding="utf-8").replace('to = "done"', 'to = "gone"')
    _, said = check_files({"走访.toml": text.replace('may = "case.close"', 'may = "case.x"')}, shipped)
    assert len(said) >= 3  # the name, the stage that is not reached any more, the permission


def test_a_file_in_another_encoding_is_told_with_its_line(tmp_path) -> None:
    path = tmp_path / "旧.toml"
    path.write_bytes(b'key = "a"\n' + 'name = "走访"'.encode("gb18030"))
    with pytest.raises(DefinitionError, match=r"第2行.*UTF-8"):
        read_files([path])


def test_lines_of_arrays_of_tables_and_long_texts() -> None:
    text = '[a]\nx = """\n[b]\ny = 1\n"""\n[[r]]\non = 1\n[[r]]\non = 2\n[r.fills]\nz = 3\n'
    assert [line_of(text, path) for path in ("r.0.on", "r.1.on", "r.1.fills.z", "b.y", "a.x", "")] == [
        7,
        9,
        11,
        1,
        2,
        0,
    ]
