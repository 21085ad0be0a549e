"""`shuangyong read`: the array, the exit codes, the files written, and quiet when nobody listens."""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import io
import json
import os
from pathlib import Path

import docx
import openpyxl
import pytest

import shuangyong.reader
from shuangyong.config import chinese_arguments, reading_cli
from shuangyong.reader.model import Document, ReadError, Reason
from tests.reports.cast import PLAN_TEXT, letter, plan

NOT_OURS = "这个文件不是 txt、html、docx 或 pdf。"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of the cast; the reader itself has tests of its own and is stood in for here."""

    def read_path(path: Path) -> Document:
        if path.name == "坏.bin":
            raise ReadError(NOT_OURS)
        if path.name == "怪.txt":
            raise RuntimeError("a fault of ours")
        path.read_bytes()
        return letter() if path.name == "慰问信.txt" else plan()

    reason = Reason("tasks[0].lead", "由…牵头", PLAN_TEXT.index("由县"), PLAN_TEXT.index(",会同"), "县双拥办牵头")
    monkeypatch.setattr(shuangyong.reader, "read_path", read_path, raising=False)
    monkeypatch.setattr(shuangyong.reader, "as_json", dataclasses.asdict, raising=False)
    monkeypatch.setattr(shuangyong.reader, "explain", lambda document: (reason,), raising=False)
    for name in ("要点.docx", "慰问信.txt", "坏.bin", "怪.txt"):
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def parse(*arguments: object) -> argparse.Namespace:
    chinese_arguments.install()
    parser = argparse.ArgumentParser(prog="shuangyong")
    reading_cli.add_parser(parser.add_subparsers(dest="command"))
    return parser.parse_args(["read", *map(str, arguments)])


def run(*arguments: object) -> int:
    return reading_cli.run(parse(*arguments))


def array(text: str) -> list[dict[str, object]]:
    found = json.loads(text)
    assert isinstance(found, list)
    return found


def test_json_is_one_array_in_the_order_given(folder, capsys):
    assert run(folder / "慰问信.txt", folder / "要点.docx", "--json") == 0
    out = capsys.readouterr().out
    assert [one["kind"] for one in array(out)] == ["other", "plan"]
    assert "县双拥办" in out


def test_a_file_that_cannot_be_read_has_its_source_and_the_error_and_nothing_else(folder, capsys):
    assert run(folder / "坏.bin", folder / "要点.docx", "--json") == 1
    bad, good = array(capsys.readouterr().out)
    sha256 = hashlib.sha256("坏.bin".encode()).hexdigest()
    assert bad == {"source": {"name": "坏.bin", "sha256": sha256, "format": None}, "error": NOT_OURS}
    assert "error" not in good


def test_missing_files_and_folders_are_errors_in_chinese(folder, capsys):
    assert run(folder / "没有.txt", folder, "--json") == 1
    missing, directory = array(capsys.readouterr().out)
    assert missing["source"] == {"name": "没有.txt", "sha256": None, "format": None}
    assert str(missing["error"]).startswith("没有这个文件")
    assert str(directory["error"]).startswith("这是一个文件夹")


def test_a_pipe_is_refused_before_it_can_keep_us_waiting(folder, capsys):
    os.mkfifo(folder / "管道.txt")
    assert run(folder / "管道.txt", "--json") == 1
    assert "不是普通文件" in str(array(capsys.readouterr().out)[0]["error"])


def test_a_name_that_no_system_can_open_is_an_error(folder, capsys):
    assert run("a\0b.txt", "长" * 5000, "--json") == 1
    assert all("error" in one for one in array(capsys.readouterr().out))
    assert run(folder / "要点.docx", "--xlsx", folder / ("长" * 5000)) == 2


def test_a_fault_of_ours_costs_one_file_and_shows_no_stack(folder, capsys):
    assert run(folder / "怪.txt", folder / "要点.docx", "--json") == 1
    bad, good = array(capsys.readouterr().out)
    assert "RuntimeError" in str(bad["error"])
    assert "Traceback" not in str(bad["error"])
    assert good["kind"] == "plan"


def test_without_json_the_outline_and_the_tasks_are_plain_lines_in_a_pipe(folder, capsys):
    assert run(folder / "要点.docx") == 0
    out = capsys.readouterr().out
    assert "\x1b" not in out
    for line in (
        "    (一) 健全机制",
        "  1. 修订《云溪县双拥工作领导小组工作规则》,建立军地联席会议制度",
        "     完成时限：6月底前（2024年6月30日）",
        "     配合单位：（文件未明确）",
        "  修复：繁体转简体 12 字",
    ):
        assert line in out.splitlines()
    assert "“双扶”，疑为“双拥”" in out


def test_without_json_a_failure_is_a_line_beside_the_output(folder, capsys):
    assert run(folder / "坏.bin", folder / "要点.docx") == 1
    captured = capsys.readouterr()
    assert NOT_OURS in captured.err
    assert "云溪县2024年双拥工作要点" in captured.out


def test_why_names_the_rule_and_the_words(folder, capsys):
    assert run(folder / "要点.docx", "--why") == 0
    out = capsys.readouterr().out
    assert "tasks[0].lead　规则 由…牵头：县双拥办牵头" in out
    assert "“由县双拥办牵头”" in out


def test_with_json_the_reasons_stay_out_of_the_array(folder, capsys):
    assert run(folder / "要点.docx", "--why", "--json") == 0
    captured = capsys.readouterr()
    assert len(array(captured.out)) == 1
    assert "规则 由…牵头" in captured.err


def test_sheet_and_paper_are_written_with_all_that_was_read(folder, capsys):
    sheet, paper = folder / "表.xlsx", folder / "表.docx"
    assert run(folder / "要点.docx", folder / "坏.bin", folder / "慰问信.txt", "--xlsx", sheet, "--docx", paper) == 1
    assert openpyxl.load_workbook(sheet)["任务分解表"]["B4"].value == "要点.docx"
    assert len(docx.Document(str(paper)).tables) == 2
    assert f"已写入 {sheet}（3 项任务）。" in capsys.readouterr().err
    assert not list(folder.glob(".*"))


def test_a_file_that_stands_is_not_overwritten_unless_told_to(folder, capsys):
    sheet = folder / "表.xlsx"
    sheet.write_bytes(b"filled in by hand")
    assert run(folder / "要点.docx", "--xlsx", sheet) == 2
    assert sheet.read_bytes() == b"filled in by hand"
    assert "文件已经存在" in capsys.readouterr().err
    assert run(folder / "要点.docx", "--xlsx", sheet, "--force") == 0
    assert sheet.read_bytes().startswith(b"PK")


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_a_file_being_read_or_a_place_that_is_no_file_is_never_written(folder, force, capsys):
    assert run(folder / "要点.docx", "--docx", folder / "要点.docx", *force) == 2
    assert run(folder / "要点.docx", "--docx", folder, *force) == 2
    assert run(folder / "要点.docx", "--xlsx", "/dev/null", *force) == 2
    assert run(folder / "要点.docx", "--xlsx", folder / "无" / "表.xlsx", *force) == 2
    assert run(folder / "要点.docx", "--xlsx", folder / "表", "--docx", folder / "表", *force) == 2
    for option, name in (("--xlsx", "表.doc"), ("--docx", "表.xlsx"), ("--xlsx", "表")):
        assert run(folder / "要点.docx", option, folder / name, *force) == 2
    assert (folder / "要点.docx").read_bytes() == "要点.docx".encode()


def test_where_nothing_was_read_no_table_is_made(folder, capsys):
    assert run(folder / "坏.bin", "--xlsx", folder / "表.xlsx") == 1
    assert not (folder / "表.xlsx").exists()
    assert "没有生成" in capsys.readouterr().err


def test_an_error_while_writing_leaves_the_old_file_and_no_half(tmp_path):
    place = tmp_path / "表.xlsx"
    place.write_bytes(b"old")

    def fill(stream: io.BufferedWriter) -> None:
        stream.write(b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        reading_cli.write_whole(place, fill)
    assert [path.name for path in tmp_path.iterdir()] == ["表.xlsx"]
    assert place.read_bytes() == b"old"


@pytest.mark.parametrize("arguments", [(), ("a.txt", "--xlsx"), ("a.txt", "--jsno"), ("a.txt", "--js")])
def test_wrong_usage_is_told_in_chinese_and_gives_two(arguments, capsys):
    with pytest.raises(SystemExit) as stopped:
        parse(*arguments)
    assert stopped.value.code == 2
    assert "用法" in capsys.readouterr().err


def test_the_output_is_utf8_whatever_the_locale_says():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    reading_cli._speak_utf8(stream)
    stream.write('"双拥\udc80"')
    stream.flush()
    assert json.loads(raw.getvalue()) == "双拥\udc80"


def test_a_broken_pipe_is_quiet():
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w", encoding="utf-8") as stream:
        out = reading_cli._Pipe(stream)
        out.write("one")
        out.write("two")
        assert out.closed


def test_a_marking_of_secrecy_is_told_of_and_the_table_carries_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pages refuse such a paper; whoever reads it at the command is told what that makes of what comes out."""
    paper, table = tmp_path / "通知.txt", tmp_path / "表.xlsx"
    body = "云溪区双拥办关于做好走访的通知\n各乡镇：\n一、各乡镇要在1月20日前完成走访。\n云溪区双拥办\n2026年1月3日\n"
    paper.write_text("秘密★1年\n" + body, encoding="utf-8")
    assert run(paper, "--xlsx", table) == 0
    assert "标有密级“秘密★1年”。只能在涉密设备上读" in capsys.readouterr().err
    sheet = openpyxl.load_workbook(table).worksheets[0]
    assert str(sheet.cell(1, 1).value).startswith("秘密★1年\n")
    paper.write_text("内部\n" + body, encoding="utf-8")
    assert run(paper) == 0
    assert "涉密设备" not in capsys.readouterr().err
