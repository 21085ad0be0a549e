"""Tables in and out, each part in a process of its own: processor seconds and peak memory beside the bare library's.

    python -m bench.tables [rows [rounds]]

In: a sheet of 20 columns read as the desk reads it (looked through, read, every row typed, checked and fingerprinted),
against python-calamine merely reading it. Out: 40 columns as a ledger goes out, against the same rows written by
XlsxWriter in constant memory and by csv. What a database adds to taking rows is measured by bench of the steps.
"""

from __future__ import annotations

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

COLUMNS_IN, COLUMNS_OUT = 20, 40
ROUNDS = 3


def make(path: str, rows: int) -> None:
    """The sheet that is read: texts, days, numbers, amounts."""
    from xlsxwriter import Workbook

    book = Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [f"第{n}列" for n in range(COLUMNS_IN)])
    for row in range(rows):
        for column in range(COLUMNS_IN):
            sheet.write(row + 1, column, _cell(row, column))
    book.close()


def _cell(row: int, column: int) -> str | int:
    kinds = (f"建立优抚对象台账第{row}批", f"2026-{row % 12 + 1}-{row % 28 + 1}", row * column, f"{row % 90000}.5")
    return kinds[column % 4]


def calamine(path: str, rows: int) -> int:
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python())


def ours(path: str, rows: int) -> int:
    from shuangyong.intake.ledgers.columns import Column
    from shuangyong.intake.ledgers.laid_out import LaidOut
    from shuangyong.intake.ledgers.sheets import read
    from shuangyong.intake.ledgers.targets import Outcome, Target, Written
    from shuangyong.intake.models import Table

    types = ("text", "date", "number", "money")

    class Twenty(Target):
        key, name = "twenty", "二十列"
        columns = tuple(Column(f"c{n}", f"第{n}列", types[n % 4], n < 2) for n in range(COLUMNS_IN))

        def check(self, rows: Sequence[Mapping[str, Any]]) -> dict[int, Mapping[str, str]]:
            return {}

        def take(self, rows: Sequence[Mapping[str, Any]], source: str, after: Written) -> Outcome:
            return Outcome({})

    (sheet,) = read("表.xlsx", Path(path).read_bytes())
    mapping = {str(n): f"c{n}" for n in range(COLUMNS_IN)}
    laid = LaidOut(Table(first=0, last=0, mapping=mapping), Twenty(), sheet.rows)
    return sum(not line.row.wrong for line in laid.lines()) + 1


def _rows(rows: int) -> Iterator[list[Any]]:
    for row in range(rows):
        yield [_cell(row, column) for column in range(COLUMNS_OUT)]


def bare_xlsx(path: str, rows: int) -> int:
    from xlsxwriter import Workbook

    book = Workbook(path, {"constant_memory": True})
    book.use_zip64()
    sheet = book.add_worksheet()
    for at, row in enumerate(_rows(rows)):
        sheet.write_row(at, 0, row)
    book.close()
    return rows + 1


def bare_csv(path: str, rows: int) -> int:
    with Path(path).open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_rows(rows))
    return rows + 1


def _mark() -> Any:
    from shuangyong.reports.tables import Marked

    return Marked("台账", "双拥办 陆双", datetime(2026, 8, 1, tzinfo=timezone.utc))  # noqa: UP017


def our_xlsx(path: str, rows: int) -> int:
    from shuangyong.reports.tables import write_xlsx

    with Path(path).open("wb") as file:
        return write_xlsx(file, _mark(), [f"第{n}列" for n in range(COLUMNS_OUT)], _rows(rows)) + 1


def our_csv(path: str, rows: int) -> int:
    from shuangyong.reports.tables import csv_lines

    with Path(path).open("wb") as file:
        file.writelines(csv_lines(_mark(), [f"第{n}列" for n in range(COLUMNS_OUT)], _rows(rows)))
    return rows + 1


PARTS: dict[str, Callable[[str, int], int]] = {
    "calamine": calamine,
    "ours": ours,
    "bare_xlsx": bare_xlsx,
    "our_xlsx": our_xlsx,
    "bare_csv": bare_csv,
    "our_csv": our_csv,
}
PAIRS = (("读入", "calamine", "ours"), ("写 xlsx", "bare_xlsx", "our_xlsx"), ("写 csv", "bare_csv", "our_csv"))


def part(name: str, path: str, rows: int) -> None:
    """Run one part and tell what it took; what starting Django takes is not counted."""
    if name == "ours":
        import django

        django.setup()
    start = time.process_time()
    if PARTS[name](path, rows) != rows + 1:
        raise SystemExit(f"{name}: not all rows")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"seconds": time.process_time() - start, "peak": peak}))


def run(name: str, path: str, rows: int) -> dict[str, float]:
    command = [sys.executable, "-m", "bench.tables", "--part", name, path, str(rows)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "shuangyong.config.settings"}
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(rows: int, rounds: int = ROUNDS) -> None:
    """Each pair in turn, so that both sides meet the same load; the median ratio is told."""
    with tempfile.TemporaryDirectory() as folder:
        sheet = str(Path(folder) / "in.xlsx")
        make(sheet, min(rows, 199_999))
        for says, bare, own in PAIRS:
            here = min(rows, 199_999) if bare == "calamine" else rows
            paths = (sheet, sheet) if bare == "calamine" else (f"{folder}/bare", f"{folder}/own")
            both = [(run(bare, paths[0], here), run(own, paths[1], here)) for _ in range(rounds)]
            ratios = sorted(mine["seconds"] / theirs["seconds"] for theirs, mine in both)
            theirs, mine = both[-1]
            print(
                f"{says} {here} 行：{mine['seconds']:.1f} 秒，{mine['peak']:.0f} MB；"
                f"裸库 {theirs['seconds']:.1f} 秒，{theirs['peak']:.0f} MB；比值 {ratios[len(ratios) // 2]:.2f}",
                flush=True,
            )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        part(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        main(*map(int, sys.argv[1:3] or ["100000"]))
