"""How well the reader reads a corpus: one figure a field, and every difference printed on request.

    python -m tests.corpus.measure tests/corpus/dev [--show] [NAME…]

A corpus is a folder of NAME.clean.txt, NAME.expect.json and the input NAME.<txt|html|docx|pdf>.
Quotes, brackets and commas are compared without their width: what a clerk types either way is no fault.
"""

from __future__ import annotations

import itertools
import json
import re
import sys
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from shuangyong.reader import ReadError, as_json, read_bytes

_FOLD = str.maketrans("，：；（）！？“”‘’＂", ',:;()!?""\'\'"')


def fold(words: str | None) -> str | None:
    return None if words is None else re.sub(r"[\s　]", "", words.translate(_FOLD))


def plain(words: str) -> str:
    return re.sub(r"[^\w]", "", words)


class Score:
    """True positives, false positives and misses of one field."""

    def __init__(self) -> None:
        self.hit = self.extra = self.missed = 0

    def add(self, found: Counter[Any], wanted: Counter[Any]) -> tuple[list[Any], list[Any]]:
        both = found & wanted
        self.hit += sum(both.values())
        extra, missed = found - both, wanted - both
        self.extra += sum(extra.values())
        self.missed += sum(missed.values())
        return list(extra.elements()), list(missed.elements())

    @property
    def f1(self) -> float:
        total = 2 * self.hit + self.extra + self.missed
        return 1.0 if total == 0 else 2 * self.hit / total

    def __str__(self) -> str:
        return f"{self.f1:.3f} ({self.hit} right, {self.extra} too many, {self.missed} missed)"


def outline_of(items: list[dict[str, Any]], parent: tuple[str, ...] = ()) -> list[tuple[Any, ...]]:
    out: list[tuple[Any, ...]] = []
    for item in items:
        number = fold(item["number"]) or ""
        out.append((parent, number, fold(item["heading"])))
        out.extend(outline_of(item["children"], (*parent, number)))
    return out


def inputs(folder: Path) -> list[tuple[str, Path, Path, Path]]:
    out = []
    for expect in sorted(folder.glob("*.expect.json")):
        name = expect.name.removesuffix(".expect.json")
        source = next(
            folder / f"{name}.{kind}" for kind in ("docx", "html", "pdf", "txt") if (folder / f"{name}.{kind}").exists()
        )
        out.append((name, source, folder / f"{name}.clean.txt", expect))
    return out


def match_tasks(
    found: list[dict[str, Any]], wanted: list[dict[str, Any]]
) -> list[tuple[dict[str, Any] | None, dict[str, Any] | None]]:
    """Tasks paired by path and by words; what has no partner is too many or missed."""
    pairs: list[tuple[dict[str, Any] | None, dict[str, Any] | None]] = []
    left = list(wanted)
    for task in found:
        best, best_score = None, 0.0
        for other in left:
            same_path = [fold(p) for p in task["path"]] == [fold(p) for p in other["path"]]
            ours, theirs = plain(task["task"]), plain(other["task"])
            alike = SequenceMatcher(None, ours, theirs, autojunk=False).ratio() if ours and theirs else 0.0
            if ours and theirs and (ours in theirs or theirs in ours):
                alike = max(alike, 0.75)
            alone = same_path and task["path"] and _alone(task, found) and _alone(other, wanted)
            score = alike + (0.6 if alone else 0.45 if same_path and task["path"] else 0.0)
            if score > best_score:
                best, best_score = other, score
        if best is not None and best_score >= 0.5:
            left.remove(best)
            pairs.append((task, best))
        else:
            pairs.append((task, None))
    pairs.extend((None, other) for other in left)
    return pairs


def _alone(task: dict[str, Any], tasks: list[dict[str, Any]]) -> bool:
    """Whether no other task of the list stands at the same place of the outline."""
    path = [fold(p) for p in task["path"]]
    return sum([fold(p) for p in other["path"]] == path for other in tasks) == 1


class Measure:
    """All scores of a corpus."""

    def __init__(self) -> None:
        self.scores: dict[str, Score] = defaultdict(Score)
        self.wrong_characters = 0
        self.characters = 0
        self.invented: list[str] = []
        self.faults: list[str] = []
        self.wording: list[float] = []

    def note(self, name: str, field: str, found: Any, wanted: Any) -> None:
        if found != wanted:
            self.faults.append(f"{name} {field}:\n    ours   {found}\n    wanted {wanted}")

    def one(self, name: str, field: str, found: Any, wanted: Any) -> None:
        self.scores[field].add(Counter([found]), Counter([wanted]))
        self.note(name, field, found, wanted)

    def many(self, name: str, field: str, found: list[Any], wanted: list[Any]) -> None:
        extra, missed = self.scores[field].add(Counter(found), Counter(wanted))
        if extra or missed:
            self.faults.append(f"{name} {field}:\n    too many {extra}\n    missed   {missed}")

    def document(self, name: str, source: Path, clean: Path, expect_path: Path) -> None:
        expect = json.loads(expect_path.read_text("utf-8"))
        try:
            ours = as_json(read_bytes(source.read_bytes(), source.name))
        except ReadError as fault:
            self.faults.append(f"{name}: {fault}")
            self.scores["readable"].add(Counter(), Counter([name]))
            return
        self.text(name, ours["text"], clean.read_text("utf-8"))
        for field in ("kind", "published", "secrecy"):
            self.one(name, field, ours[field], expect[field])
        for field in ("title", "origin"):
            self.one(name, field, fold(ours[field]), fold(expect[field]))
        optional = set(expect.get("repairs_optional", ()))
        self.many(
            name,
            "repairs",
            [r["kind"] for r in ours["repairs"] if r["kind"] not in optional],
            [r for r in expect["repairs"] if r not in optional],
        )
        may = {fold(w["text"]) for w in expect.get("warnings_may", ())}
        self.many(
            name,
            "warnings",
            sorted({w["text"] for w in ours["warnings"] if fold(w["text"]) not in may}),
            sorted({w if isinstance(w, str) else w["text"] for w in expect["warnings"]}),
        )
        self.meeting(name, ours["meeting"], expect["meeting"])
        self.many(name, "outline", outline_of(ours["outline"]), outline_of(expect["outline"]))
        self.tasks(name, ours["tasks"], expect["tasks"])
        self.sentences(name, ours, expect)
        may_goals = {plain(g) for g in expect.get("goals_may", ())}
        self.many(
            name,
            "goals",
            [plain(g) for g in ours["goals"] if plain(g) not in may_goals],
            [plain(g) for g in expect["goals"]],
        )
        self.many(name, "references", [plain(r) for r in ours["references"]], [plain(r) for r in expect["references"]])

    def text(self, name: str, ours: str, clean: str) -> None:
        clean = "\n".join(re.sub(r"[ 　]+$", "", line) for line in clean.strip("\n \u3000").split("\n"))
        self.characters += len(clean)
        if ours == clean:
            return
        wrong = 0
        for tag, a, b, c, d in SequenceMatcher(None, ours, clean, autojunk=False).get_opcodes():
            if tag != "equal":
                wrong += max(b - a, d - c)
                self.faults.append(
                    f"{name} text: …{ours[max(0, a - 12) : a]!r} ours {ours[a:b]!r} wanted {clean[c:d]!r}"
                )
        self.wrong_characters += wrong

    def meeting(self, name: str, ours: dict[str, Any] | None, wanted: dict[str, Any] | None) -> None:
        self.one(name, "meeting?", ours is not None, wanted is not None)
        if ours is None or wanted is None:
            return
        self.one(name, "meeting.name", fold(ours["name"]), fold(wanted["name"]))
        self.one(name, "meeting.date", ours["date"], wanted["date"])
        for who in ("chair", "speakers", "attendees"):
            self.many(name, f"meeting.{who}", [p["name"] for p in ours[who]], [p["name"] for p in wanted[who]])
            names = {p["name"]: [fold(x) for x in p["posts"]] for p in ours[who]}
            for person in wanted[who]:
                if person["name"] in names:
                    self.one(
                        name, "meeting.posts", tuple(names[person["name"]]), tuple(fold(x) for x in person["posts"])
                    )

    def tasks(self, name: str, ours: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
        for found, other in match_tasks(ours, wanted):
            score = self.scores["tasks"]
            if found is None or other is None:
                if found is None:
                    score.missed += 1
                    self.faults.append(f"{name} task missed: {other['path']} {other['task']}")
                else:
                    score.extra += 1
                    self.faults.append(f"{name} task too many: {found['path']} {found['task']}")
                    if found["deadline"] and found["deadline"]["date"]:
                        self.invented.append(f"{name}: {found['deadline']}")
                continue
            score.hit += 1
            words = SequenceMatcher(None, plain(found["task"]), plain(other["task"]), autojunk=False).ratio()
            self.wording.append(words)
            if words < 0.6:
                self.faults.append(f"{name} task words:\n    ours   {found['task']}\n    wanted {other['task']}")
            self.one(name, "task.path", tuple(fold(p) for p in found["path"]), tuple(fold(p) for p in other["path"]))
            label = f"{name} [{other['task'][:16]}]"
            self.many(label, "lead", [fold(u) for u in found["lead"]], [fold(u) for u in other["lead"]])
            self.many(label, "support", [fold(u) for u in found["support"]], [fold(u) for u in other["support"]])
            self.deadline(label, found["deadline"], other["deadline"])
            self.scores["measures"].add(
                Counter(plain(m) for m in found["measures"]), Counter(plain(m) for m in other["measures"])
            )

    def deadline(self, label: str, ours: dict[str, Any] | None, wanted: dict[str, Any] | None) -> None:
        mine = Counter([(fold(ours["text"]), ours["date"])] if ours else [])
        theirs = Counter([(fold(wanted["text"]), wanted["date"])] if wanted else [])
        extra, missed = self.scores["terms"].add(mine, theirs)
        if extra or missed:
            self.faults.append(f"{label} term: ours {ours} wanted {wanted}")
        if ours and ours["date"] and (wanted is None or wanted["date"] != ours["date"]):
            self.invented.append(f"{label}: ours {ours} wanted {wanted}")

    def sentences(self, name: str, ours: dict[str, Any], expect: dict[str, Any]) -> None:
        text = ours["text"]
        at = 0
        verdicts = [(s["start"], s["end"], s["verdict"]) for s in ours["sentences"]]
        assert all(a[1] == b[0] for a, b in itertools.pairwise(verdicts)), name
        for prefix, wanted in expect["sentences"]:
            place = text.find(prefix, at)
            if place < 0:
                place = text.find(prefix[:6], at)
            if place < 0:
                self.faults.append(f"{name} sentence not found: {prefix}")
                continue
            at = place + len(prefix)
            found = next((v for s, e, v in verdicts if s <= place < e), None)
            self.scores["sentences"].add(Counter([found]), Counter([wanted]))
            if found != wanted:
                self.faults.append(f"{name} sentence: ours {found} wanted {wanted}: {text[place : place + 60]!r}")

    def table(self) -> str:
        lines = [f"{field:18} {score}" for field, score in sorted(self.scores.items())]
        per = 1000 * self.wrong_characters / max(1, self.characters)
        lines.append(f"{'text':18} {self.wrong_characters} wrong of {self.characters} ({per:.2f} in 1,000)")
        lines.append(f"{'task wording':18} {sum(self.wording) / max(1, len(self.wording)):.3f} alike")
        lines.append(f"{'invented dates':18} {len(self.invented)} {self.invented}")
        return "\n".join(lines)


def measure(folder: Path, names: list[str] | None = None) -> Measure:
    """Read every document of a folder and compare."""
    out = Measure()
    for name, source, clean, expect in inputs(folder):
        if not names or any(name.startswith(one) for one in names):
            out.document(name, source, clean, expect)
    return out


def main() -> None:
    args = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    result = measure(Path(args[0]), args[1:])
    if "--show" in sys.argv:
        print("\n".join(result.faults))
    print(result.table())


if __name__ == "__main__":
    main()
