"""What shows each row of the field's map: `python -m tools.coverage` writes docs/coverage.md from coverage.toml."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DECLARED, WRITTEN = ROOT / "docs" / "coverage.toml", ROOT / "docs" / "coverage.md"
KINDS, STORIES = ROOT / "shuangyong" / "definitions" / "kinds", ROOT / "tests" / "kinds" / "scenarios"
HEAD = """# What is covered

Every row of the map of the field (the five documents A to E), with the kinds of case that hold it and the tests that
show it. Written by `python -m tools.coverage` from `coverage.toml`; `tests/test_coverage.py` checks that all of it is
there. Each kind has its scenario file, `tests/kinds/scenarios/KEY.toml`: stories that a clerk can read, lived by the
engine and by the real rooms.

| row | what the documents describe | kinds | tests |
| --- | --- | --- | --- |
"""


def rows() -> Mapping[str, Mapping[str, Any]]:
    """The declared rows by their code."""
    found: Mapping[str, Mapping[str, Any]] = tomllib.loads(DECLARED.read_text(encoding="utf-8"))["rows"]
    return found


def names() -> dict[str, str]:
    """Key of each kind to its Chinese name."""
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8"))["name"] for path in KINDS.glob("*.toml")}


def faults() -> Iterator[str]:
    """What the file names and is not there."""
    known = names()
    for code, row in rows().items():
        for kind in row.get("kinds", ()):
            if kind not in known:
                yield f"{code}: no kind {kind}"
            elif not (STORIES / f"{kind}.toml").is_file():
                yield f"{code}: {kind} has no scenario file"
        yield from (f"{code}: no {test}" for test in row.get("tests", ()) if not (ROOT / test).is_file())


def text() -> str:
    """The page as it is to stand."""
    known = names()
    lines = []
    for code, row in rows().items():
        kinds = "、".join(f"{known.get(kind, '?')} `{kind}`" for kind in row.get("kinds", ()))
        lines.append(f"| {code} | {row['says']} | {kinds} | {' '.join(f'`{test}`' for test in row.get('tests', ()))} |")
    return HEAD + "\n".join(lines) + "\n"


def main() -> int:
    """Write the page; 1 where something that it names is not there."""
    missing = list(faults())
    sys.stderr.write("".join(f"{fault}\n" for fault in missing))
    WRITTEN.write_text(text(), encoding="utf-8")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
