"""What learning the reader's weights needs: which traits several hands share, a fit that keeps few of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

FEWEST = 2
"""Lots in which a trait must occur to be weighed: what one hand alone writes teaches nothing about the next."""


def shared(rows: Iterable[tuple[str, Iterable[str]]]) -> set[str]:
    """Traits that occur in several lots; each row is a lot's name and traits."""
    lots: defaultdict[str, set[str]] = defaultdict(set)
    for lot, told in rows:
        for trait in told:
            lots[trait].add(lot)
    return {trait for trait, where in lots.items() if len(where) >= FEWEST}


def matrix_of(rows: Sequence[Iterable[str]], kept: set[str]) -> tuple[Any, list[str]]:
    """A sparse matrix with a row for each set of traits, and the names of its columns."""
    names = DictVectorizer()
    matrix = names.fit_transform([{trait: 1 for trait in row if trait in kept} for row in rows])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")
    return matrix, list(names.feature_names_)


def sparse(matrix: Any, answers: Any, loose: float) -> Any:
    """A fit that gives most traits no weight; `loose`: how little it is held back (C of scikit-learn)."""
    fit = LogisticRegression(C=loose, l1_ratio=1, solver="liblinear", max_iter=500, random_state=0)
    return fit.fit(matrix, np.asarray(answers))
