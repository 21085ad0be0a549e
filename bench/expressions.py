"""How fast a condition is answered, against a function that somebody wrote by hand for the same six conditions.

`python -m bench.expressions [--rounds 7] [--records 20000]`: all take turns within each round, so that a busy machine
slows them alike; medians are compared. The records are a third met, a third not met and a third unknown.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from shuangyong.rules.expressions import Type, compile, explain, missing, read, table

TEXT = (
    'stage == "doing" and deadline >= today and proofs.result >= 1 and amount <= 500000'
    " and (urgent or counters.extended < 2) and opened_on is known"
)
TYPES = {
    "stage": Type.TEXT,
    "deadline": Type.DATE,
    "proofs.result": Type.NUMBER,
    "amount": Type.NUMBER,
    "urgent": Type.YES_NO,
    "counters.extended": Type.NUMBER,
    "opened_on": Type.DATE,
}
TODAY = date(2026, 8, 1)


def by_hand(record: Mapping[str, Any]) -> bool | None:
    """The same six conditions with the same care for what is unknown."""
    unknown = False
    stage = record.get("stage")
    if stage is None:
        unknown = True
    elif stage != "doing":
        return False
    deadline, today = record.get("deadline"), record.get("today")
    if deadline is None or today is None:
        unknown = True
    elif deadline < today:
        return False
    proofs = record.get("proofs.result")
    if proofs is None:
        unknown = True
    elif proofs < 1:
        return False
    amount = record.get("amount")
    if amount is None:
        unknown = True
    elif amount > 500000:
        return False
    urgent, extended = record.get("urgent"), record.get("counters.extended")
    if urgent is not True and not (extended is not None and extended < 2):
        if urgent is False and extended is not None:
            return False
        unknown = True
    if record.get("opened_on") is None:
        return False
    return None if unknown else True


def plain_polars() -> pl.Expr:
    """What a table costs without care for ranges and places."""
    col = pl.col
    return (
        (col("stage") == "doing")
        & (col("deadline") >= col("today"))
        & (col("proofs.result") >= 1)
        & (col("amount") <= 500000)
        & (col("urgent") | (col("counters.extended") < 2))
        & col("opened_on").is_not_null()
    )


def records(count: int) -> list[dict[str, Any]]:
    def one(number: int) -> dict[str, Any]:
        return {
            "stage": "doing",
            "deadline": TODAY + timedelta(days=number % 90),
            "proofs.result": 1 + number % 3,
            "amount": None if number % 3 == 1 else 1000 * (number % 400),
            "urgent": number % 2 == 0,
            "counters.extended": 2 if number % 3 == 2 and number % 2 else number % 2,
            "opened_on": None if number % 3 == 2 else TODAY,
            "today": TODAY,
        }

    return [one(number) for number in range(count)]


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=7)
    arguments.add_argument("--records", type=int, default=20_000)
    options = arguments.parse_args()
    rows = records(options.records)
    condition = read(TEXT, TYPES)
    answer, in_table = compile(condition), table(condition)
    frame = pl.DataFrame(rows)
    large = pl.concat([frame] * 20)
    expected = [by_hand(row) for row in rows]
    assert [answer(row) for row in rows] == expected == frame.select(in_table).to_series().to_list()
    few = rows[: len(rows) // 20]
    contestants: dict[str, tuple[Callable[[], object], int]] = {
        "by hand": (lambda: [by_hand(row) for row in rows], len(rows)),
        "compiled": (lambda: [answer(row) for row in rows], len(rows)),
        "table": (lambda: large.select(in_table), len(large)),
        "polars by hand": (lambda: large.select(plain_polars()), len(large)),
        "missing": (lambda: [missing(condition, row) for row in few], len(few)),
        "explain": (lambda: [explain(condition, row, {}).says for row in few], len(few)),
        "read (text to tree)": (lambda: [read(TEXT, TYPES) for _ in range(20)], 20),
        "compile": (lambda: [compile(condition) for _ in range(20)], 20),
    }
    taken: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(options.rounds):
        for name, (work, count) in contestants.items():
            taken[name].append(seconds(work) / count * 1e6)
    base = statistics.median(taken["by hand"])
    for name, times in taken.items():
        middle = statistics.median(times)
        print(f"{name:22} {middle:9.3f} us  {middle / base:8.2f} x by hand")


if __name__ == "__main__":
    main()
