"""Learn which lines are a page's own from the corpora, and write the weights that `reader/page_lines.py` adds up.

    .venv/bin/python -m tools.learn_lines              learn from all corpora, write reader/data/page_lines.tsv
    .venv/bin/python -m tools.learn_lines --leave-out  how well weights learned without a lot tell its lines

`make setup-bench` first. Every corpus holds what a person made of its inputs (NAME.clean.txt): a line of the input
that stands there is an author's, one that does not is the page's. Lines said twice and rows of tables teach nothing.
A line's own traits are weighed first (sparse, so that few are kept); what neighbours tell is learned from sums that
weights learned without that lot gave, or it would be trusted too much. scikit-learn fits both; reading needs none.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from shuangyong.reader import ReadError, page_lines, read_bytes, site
from shuangyong.reader.paper import Line
from tests.corpus.measure import inputs, plain
from tools.learning import matrix_of, shared, sparse

CORPORA = Path("tests/corpus")
_LONGEST_FILE = 600
"""Lines of a file that is taken: aligning takes time."""
_FOLDS = 4
_SPARSE, _LOOSE = 10.0, 0.3
"""How little the two fits are held back (C of scikit-learn)."""
_EVEN, _SURE = 0.0, 1.5


@dataclass(slots=True)
class Sheet:
    """The lines of one input with what a person said of each: True for the page's, None where nothing is learned."""

    lot: str
    name: str
    page_title: str | None
    lines: list[Line]
    of_page: list[bool | None]


# ---------------------------------------------------------------- what a person said


def sheets(root: Path = CORPORA) -> Iterator[Sheet]:
    """Every input of every corpus."""
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        for name, source, clean, _ in inputs(folder):
            walk = walked(source)
            if walk is not None and len(walk.seen) <= _LONGEST_FILE:
                lines = [line for line, _ in walk.seen]
                yield Sheet(folder.name, name, walk.paper.page_title, lines, said(lines, clean.read_text("utf-8")))


class _SeenEnough(Exception):  # noqa: N818 - it tells of no fault
    """The walk is over: what follows would ask the weights that are to be learned."""


def walked(source: Path) -> Any:
    """The reader's walk over a file's lines, as it stands before odds are asked; None for what cannot be read."""
    caught: list[Any] = []

    def stop(walk: Any) -> None:
        caught.append(walk)
        raise _SeenEnough

    before = site.take_edges
    site.take_edges = stop
    try:
        read_bytes(source.read_bytes(), source.name)
    except (ReadError, _SeenEnough):
        return caught[0] if caught else None
    finally:
        site.take_edges = before
    return None


def said(lines: Sequence[Line], clean: str) -> list[bool | None]:
    """Of each line whether it is missing from the clean text; None for rows, marks, masks, what was said above."""
    stands, seen, out = in_order([plain(line.text) for line in lines], plain(clean)), set[str](), list[bool | None]()
    for at, line in enumerate(lines):
        words = plain(line.text)
        again = len(words) >= 6 and words in seen
        masked = at not in stands and "*" in line.text  # it may stand there with its words put back
        out.append(None if again or masked or not words or line.role == "row" else at not in stands)
        seen.add(words)
    return out


def in_order(pieces: Sequence[str], whole: str) -> set[int]:
    """Which pieces stand in the whole, one behind the other: the choice that covers most of it."""
    places: list[tuple[int, int, int]] = []
    for number, piece in enumerate(pieces):
        start = whole.find(piece) if piece else -1
        while start >= 0 and len(places) < 40 * len(pieces):
            places.append((number, start, start + len(piece)))
            start = whole.find(piece, start + 1)
    best, prior = [0] * len(places), [-1] * len(places)
    for at, (number, start, end) in enumerate(places):
        fits = [earlier for earlier in range(at) if places[earlier][0] < number and places[earlier][2] <= start]
        prior[at] = max(fits, key=best.__getitem__, default=-1)
        best[at] = end - start + (best[prior[at]] if fits else 0)
    at, chosen = max(range(len(places)), key=best.__getitem__, default=-1), set[int]()
    while at >= 0:
        chosen.add(places[at][0])
        at = prior[at]
    return chosen


# ---------------------------------------------------------------- learning


def learn(papers: Sequence[Sheet]) -> page_lines.Weights:
    """The weights that tell these papers' lines best."""
    rows = [page_lines.traits(line.text, line.role) for paper in papers for line in paper.lines]
    truth = [said for paper in papers for said in paper.of_page]
    known, answers = np.array([said is not None for said in truth]), np.array([bool(said) for said in truth])
    of_lot = [paper.lot for paper in papers for _ in paper.lines]
    lots = sorted(set(of_lot))
    fold = np.array([lots.index(lot) % _FOLDS for lot in of_lot])
    matrix, names = matrix_of(rows, shared(zip(of_lot, rows, strict=True)))
    sums = np.zeros(len(rows))
    for part in range(_FOLDS):
        others = (fold != part) & known
        sums[fold == part] = sparse(matrix[others], answers[others], _SPARSE).decision_function(matrix[fold == part])
    alone = sparse(matrix[known], answers[known], _SPARSE)
    told = around(papers, sums.tolist())
    table = np.array([list(each.values()) for each in told])
    middle, spread = table.mean(0), table.std(0) + 1e-9
    fit = LogisticRegression(C=_LOOSE, max_iter=3000).fit(((table - middle) / spread)[known], answers[known])
    worth = fit.coef_[0] / spread
    return page_lines.Weights(
        {name: float(weight) for name, weight in zip(names, alone.coef_[0], strict=True) if weight},
        dict(zip(told[0], map(float, worth), strict=True)),
        float(alone.intercept_[0]),
        float(fit.intercept_[0] - (worth * middle).sum()),
    )


def around(papers: Sequence[Sheet], sums: Sequence[float]) -> list[dict[str, float]]:
    """What stands around every line of every paper."""
    out: list[dict[str, float]] = []
    for paper in papers:
        out += page_lines.surroundings(paper.lines, sums[len(out) : len(out) + len(paper.lines)], paper.page_title)
    return out


def write(weights: page_lines.Weights, path: Path = page_lines.WEIGHTS) -> None:
    """One weight a line: table, trait, weight."""
    rows = [("base", "alone", weights.alone), ("base", "together", weights.together)]
    rows += [("around", name, weight) for name, weight in weights.around.items()]
    rows += [("words", name, weight) for name, weight in sorted(weights.words.items())]
    path.write_text("".join(f"{table}\t{name}\t{weight:.4g}\n" for table, name, weight in rows), "utf-8")


# ---------------------------------------------------------------- measuring


def told_wrong(paper: Sheet, weights: page_lines.Weights, over: float) -> Iterator[tuple[bool, Line]]:
    """Lines told wrong: (True, line) for an author's taken for the page's, (False, line) the other way."""
    sums = page_lines.own_sums(paper.lines, weights)
    for line, told, truth in zip(
        paper.lines, page_lines.surroundings(paper.lines, sums, paper.page_title), paper.of_page, strict=True
    ):
        total = weights.together + sum(weights.around[name] * value for name, value in told.items())
        if truth is not None and (total > over) is not truth:
            yield total > over, line


def left_out(papers: Sequence[Sheet]) -> Iterator[str]:
    """A line a lot: how many lines weights learned without it tell wrong."""
    for lot in sorted({paper.lot for paper in papers}):
        weights = learn([paper for paper in papers if paper.lot != lot])
        own = [paper for paper in papers if paper.lot == lot]
        of_page = sum(said is True for paper in own for said in paper.of_page)
        cells = []
        for over in (_EVEN, _SURE):
            wrong = Counter(lost for paper in own for lost, _ in told_wrong(paper, weights, over))
            cells.append(f"over {over:g}: {wrong[True]} of the author's taken, {wrong[False]} of the page's left")
        yield f"{lot}: {of_page} lines of pages; {'; '.join(cells)}"


def main() -> int:
    parser = argparse.ArgumentParser(prog="tools.learn_lines", description=__doc__)
    parser.add_argument("--leave-out", action="store_true")
    papers = list(sheets())
    if parser.parse_args().leave_out:
        for line in left_out(papers):
            sys.stdout.write(f"{line}\n")
            sys.stdout.flush()
        return 0
    weights = learn(papers)
    write(weights)
    sys.stdout.write(f"{len(papers)} papers, {len(weights.words)} traits\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
