"""Learn which stretches make a task from the corpora, and write the weights that `reader/task_odds.py` adds up.

    .venv/bin/python -m tools.learn_tasks              learn from all corpora, write reader/data/task_odds.tsv
    .venv/bin/python -m tools.learn_tasks --leave-out  how well weights learned without a lot judge its stretches

`make setup-bench` first. A stretch makes a task where a person's expectation (NAME.expect.json) has one whose words
stand in it. Tables are left out: their rows are told by their columns. Beside the rules' own verdict stands what the
weights say alone and what both come to; the rules have seen all lots, so that lots read by an older reader tell more
(docs/reader.md has such figures).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shuangyong.reader import ReadError, judging, read_bytes, task_odds, tasks
from shuangyong.reader.pieces import Piece
from tests.corpus.measure import fold, inputs, plain
from tools.learning import matrix_of, shared, sparse

CORPORA = Path("tests/corpus")
_LOOSE = 2.0
_FIRST_WORDS = 30
_TELLING = 8
"""Characters of a task's words that tell where it stands, its path aside."""


@dataclass(slots=True)
class Stretch:
    """A stretch as the reader cut it, what the rules say of it and what a person said."""

    lot: str
    piece: Piece
    section: str
    path: list[str | None]
    by_rules: bool
    is_task: bool = False


def stretches(folders: Sequence[Path]) -> Iterator[Stretch]:
    """Every stretch of every input that could make a task, tables left out."""
    for folder in folders:
        for _, source, _, expect in inputs(folder):
            found = [one for one in cut(source, folder.name) if "\t" not in one.piece.text]
            answer(found, json.loads(expect.read_text("utf-8"))["tasks"])
            yield from found


def cut(source: Path, lot: str) -> list[Stretch]:
    """The stretches of one file, as judged by the rules alone."""
    found: list[Stretch] = []
    before = tasks.piece_of

    def noted(book: tasks.Book, span: Any) -> Piece:
        piece = before(book, span)
        if piece.whole:
            by_rules = judging.judge(piece).draft is not None
            found.append(Stretch(lot, piece, span.section, [fold(one) for one in span.path], by_rules))
        return piece

    tasks.piece_of = noted
    try:
        with weighed_by(task_odds.Weights({}, {}, {}, 0.0)):
            read_bytes(source.read_bytes(), source.name)
    except ReadError:
        return []
    finally:
        tasks.piece_of = before
    return found


@contextmanager
def weighed_by(weights: task_odds.Weights) -> Iterator[None]:
    """Let the reader add up these weights instead of the data file's."""
    before = task_odds.learned
    task_odds.learned = lambda: weights  # type: ignore[assignment]
    task_odds.forget()
    try:
        yield
    finally:
        task_odds.learned = before
        task_odds.forget()


def answer(found: Sequence[Stretch], expected: Sequence[dict[str, Any]]) -> None:
    """Enter which stretches make one of the expected tasks: by path and words first, then by words alone."""
    left = [(plain(task["task"])[:_FIRST_WORDS], [fold(one) for one in task["path"]]) for task in expected]
    for by_path in (True, False):
        for stretch in found:
            said = plain(stretch.piece.text)
            fits = (
                task
                for task in left
                if task[0] and task[0] in said and (task[1] == stretch.path if by_path else len(task[0]) >= _TELLING)
            )
            match = None if stretch.is_task else next(fits, None)
            if match is not None:
                stretch.is_task = True
                left.remove(match)


def told(stretch: Stretch) -> set[str]:
    """All traits of a stretch, each with its table."""
    out = {f"traits\t{trait}" for trait in task_odds.traits(stretch.piece, stretch.section)}
    out |= {f"inside\t{pair}" for pair in task_odds.pairs(stretch.piece.text)}
    out |= {f"above\t{pair}" for pair in task_odds.pairs(stretch.section)}
    return {trait for trait in out if trait.count("\t") == 1 and "\n" not in trait}


def learn(found: Sequence[Stretch]) -> task_odds.Weights:
    """The weights that judge these stretches best."""
    rows = [told(one) for one in found]
    kept = shared((one.lot, row) for one, row in zip(found, rows, strict=True))
    matrix, names = matrix_of(rows, kept)
    fit = sparse(matrix, [one.is_task for one in found], _LOOSE)
    tables: dict[str, dict[str, float]] = {"traits": {}, "inside": {}, "above": {}}
    for name, weight in zip(names, fit.coef_[0], strict=True):
        if weight:
            table, trait = name.split("\t")
            tables[table][trait] = float(weight)
    return task_odds.Weights(tables["traits"], tables["inside"], tables["above"], float(fit.intercept_[0]))


def write(weights: task_odds.Weights) -> None:
    """One weight a line: table, trait, weight."""
    rows = [("base", "all", weights.base), *(("traits", *each) for each in sorted(weights.traits.items()))]
    rows += [("inside", *each) for each in weights.inside.items()]
    rows += [("above", *each) for each in weights.above.items()]
    text = "".join(f"{table}\t{trait}\t{weight:.4g}\n" for table, trait, weight in rows)
    task_odds.WEIGHTS.write_text(text, "utf-8")


def sums(found: Sequence[Stretch], weights: task_odds.Weights) -> list[float]:
    """The log odds of each stretch by these weights."""
    with weighed_by(weights):
        return [task_odds.odds(one.piece, one.section) for one in found]


def counted(found: Sequence[Stretch], weights: task_odds.Weights) -> str:
    """How many stretches rules, odds and both judge otherwise than a person."""
    by_odds = sums(found, weights)
    rules = sum(one.by_rules is not one.is_task for one in found)
    alone = sum((odd > 0) is not one.is_task for one, odd in zip(found, by_odds, strict=True))
    both = sum(
        (judging.overruled(one.piece, judging.judge(one.piece), odd).draft is not None) is not one.is_task
        for one, odd in zip(found, by_odds, strict=True)
    )
    return f"{len(found)} stretches; otherwise judged: {rules} by rules, {alone} by odds alone, {both} by both"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools.learn_tasks", description=__doc__)
    parser.add_argument("--leave-out", action="store_true")
    folders = sorted(path for path in CORPORA.iterdir() if path.is_dir())
    found = list(stretches(folders))
    if parser.parse_args().leave_out:
        for lot in sorted({one.lot for one in found}):
            weights = learn([one for one in found if one.lot != lot])
            sys.stdout.write(f"{lot}: {counted([one for one in found if one.lot == lot], weights)}\n")
            sys.stdout.flush()
        return 0
    weights = learn(found)
    write(weights)
    kept = len(weights.traits) + len(weights.inside) + len(weights.above)
    sys.stdout.write(f"{len(found)} stretches, {kept} traits; {counted(found, weights)}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
