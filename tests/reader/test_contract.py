"""The reading contract (docs/reading.md) holds for every document: shapes, offsets, quotations."""

from __future__ import annotations

import json
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shuangyong.reader import Document, ReadError, as_json, explain, read_bytes
from shuangyong.reader.model import Item
from tests.corpus.measure import inputs
from tests.reader.cast import read

CORPUS = Path(__file__).parent.parent / "corpus"
FILES = {f"{folder}/{name}": source for folder in ("seeds", "dev") for name, source, _, _ in inputs(CORPUS / folder)}
KEYS = [
    "source",
    "text",
    "repairs",
    "warnings",
    "kind",
    "title",
    "origin",
    "published",
    "secrecy",
    "meeting",
    "outline",
    "tasks",
    "sentences",
    "goals",
    "references",
]
PARTS = {
    "source": ["name", "sha256", "format"],
    "repairs": ["kind", "count"],
    "warnings": ["start", "end", "text", "suggest", "reason"],
    "meeting": ["name", "date", "chair", "speakers", "attendees"],
    "outline": ["number", "level", "heading", "start", "end", "children"],
    "tasks": ["task", "measures", "lead", "support", "deadline", "path", "start", "end"],
    "sentences": ["start", "end", "verdict"],
}
REPAIRS = {
    "pinyin_note",
    "traditional",
    "mojibake",
    "repeated_line",
    "boilerplate",
    "image_name",
    "masked",
    "width",
    "wrap",
    "space",
}
VERDICTS = {"task", "exhortation", "background", "furniture"}
KINDS = {"news", "speech", "notice", "circular", "minutes", "plan", "summary", "rules", "other"}


@cache
def document(name: str) -> Document:
    return read_bytes(FILES[name].read_bytes(), FILES[name].name)


def flat(items: tuple[Item, ...]) -> list[Item]:
    return [one for item in items for one in (item, *flat(item.children))]


def squeezed(words: str) -> str:
    """Without the breaks of lines: a title that stands on two lines is quoted on one."""
    return words.replace("\n", "").replace(" ", "")


def check_sentences(found: Document) -> None:
    places = [(s.start, s.end) for s in found.sentences]
    assert all(start < end for start, end in places)
    assert all(one[1] == two[0] for one, two in pairwise(places))
    assert (places[0][0], places[-1][1]) == (0, len(found.text)) if found.text else not places
    assert {s.verdict for s in found.sentences} <= VERDICTS


def check_items(items: tuple[Item, ...], text: str, low: int, high: int, level: int = 1) -> None:
    """Items follow one another inside their parent and open with their number."""
    at = low
    for item in items:
        assert at <= item.start < item.end <= high, item.number
        assert item.level == level
        opening = text[item.start : item.end].replace("（", "(").replace("）", ")")
        assert opening.startswith(item.number), (item.number, opening[:10])
        assert item.heading in text[item.start :]  # that it also ends inside is asked by test_outline
        assert not text[item.start : item.end].endswith("\n")
        check_items(item.children, text, item.start, item.end, level + 1)
        at = item.end


def check_tasks(found: Document) -> None:
    paths: dict[int, str] = {}
    for item in flat(found.outline):
        paths.setdefault(item.start, item.number)
    for task in found.tasks:
        piece = found.text[task.start : task.end]
        assert 0 <= task.start < task.end <= len(found.text)
        assert 1 <= len(task.task) <= 60
        quoted = [words.replace("\t", "") for words in (task.task, *task.measures, *task.lead, *task.support)]
        if "\t" in piece:  # a row's words are put together from cells, of which some are merged with those above
            piece = found.text[_top_of_table(found.text, task.start) : task.end].replace("\t", "")
        bare = re.sub(r"[(（][^()（）]*[)）]", "", piece)  # a note in brackets may be left out of a clause
        assert [
            words
            for words in quoted
            if squeezed(words) not in squeezed(piece) and squeezed(words) not in squeezed(bare)
        ] == []
        assert not set(task.lead) & set(task.support)
        assert task.deadline is None or task.deadline.text in piece
        assert task.start not in paths or task.path[-1] == paths[task.start]
    assert [(t.start, t.end) for t in found.tasks] == sorted((t.start, t.end) for t in found.tasks)


def _top_of_table(text: str, start: int) -> int:
    """Where the first of the rows begins that stand together with the one at `start`."""
    while start and "\t" in text[(above := text.rfind("\n", 0, start - 1) + 1) : start]:
        start = above
    return start


def check_quotations(found: Document) -> None:
    for warning in found.warnings:
        assert found.text[warning.start : warning.end] == warning.text and warning.text
        assert warning.reason
    assert all(goal in found.text for goal in found.goals)
    assert all(
        f"《{title}" in squeezed(found.text).replace("〈", "《")
        for title in map(squeezed, found.references)
        if "〈" not in title
    )
    assert len(set(found.goals)) == len(found.goals)
    assert len(set(found.references)) == len(found.references)
    assert found.secrecy is None or found.secrecy in found.text
    for reason in explain(found):
        assert 0 <= reason.start <= reason.end <= len(found.text)


def check_shape(found: Document) -> None:
    plain = json.loads(json.dumps(as_json(found), ensure_ascii=False))
    assert list(plain) == KEYS
    for name, keys in PARTS.items():
        parts = plain[name] if isinstance(plain[name], list) else [plain[name]] if plain[name] else []
        assert all(list(part) == keys for part in parts), name
    assert plain["kind"] in KINDS
    assert {repair["kind"] for repair in plain["repairs"]} <= REPAIRS
    assert all(repair["count"] > 0 for repair in plain["repairs"])


def check(found: Document) -> None:
    check_sentences(found)
    check_items(found.outline, found.text, 0, len(found.text))
    check_tasks(found)
    check_quotations(found)
    check_shape(found)


@pytest.mark.parametrize(
    "part", [check_sentences, check_tasks, check_quotations, check_shape], ids=lambda part: part.__name__
)
@pytest.mark.parametrize("name", FILES)
def test_a_document_keeps_the_contract(name: str, part: object) -> None:
    assert callable(part)
    part(document(name))


@pytest.mark.parametrize("name", FILES)
def test_items_lie_in_order_inside_their_parents(name: str) -> None:
    found = document(name)
    check_items(found.outline, found.text, 0, len(found.text))


@pytest.mark.parametrize("name", FILES)
def test_reading_twice_gives_the_same(name: str) -> None:
    again = read_bytes(FILES[name].read_bytes(), FILES[name].name)
    assert json.dumps(as_json(again)) == json.dumps(as_json(document(name)))
    assert explain(again) == explain(document(name))


@pytest.mark.parametrize("name", FILES)
def test_a_read_text_reads_again_as_itself(name: str) -> None:
    """What was repaired once holds no damage; only spaces and repeats may still be found."""
    text = document(name).text
    kinds = {repair.kind for repair in read(text).repairs}
    assert not kinds & {"pinyin_note", "traditional", "mojibake", "width", "masked"}


PARAGRAPHS = sorted({line for name in FILES for line in document(name).text.split("\n")})


@settings(max_examples=80)
@given(st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=25))
def test_paragraphs_of_all_documents_in_any_order_keep_the_contract(lines: list[str]) -> None:
    check(read("\n".join(lines)))


@settings(max_examples=15)
@given(st.lists(st.sampled_from(sorted(FILES)), min_size=2, max_size=3))
def test_documents_one_after_another_keep_the_contract(names: list[str]) -> None:
    check(read("\n".join(document(name).text for name in names)))


@settings(max_examples=80)
@given(
    st.text(
        alphabet="一二三1①.、（）()是要第条章，。：；“”《》*\t\n 县双拥办由会同9月底前负责\u3000全覆盖", max_size=120
    )
)
def test_any_characters_keep_the_contract(text: str) -> None:
    check(read(text))


@settings(max_examples=100)
@given(st.binary(max_size=200), st.sampled_from(["a.txt", "a.html", "a.docx", "a.pdf", "a"]))
def test_any_bytes_are_a_document_or_a_plain_refusal(data: bytes, name: str) -> None:
    try:
        found = read_bytes(data, name)
    except ReadError as fault:
        assert str(fault).endswith(("。", "！", "）"))
    else:
        check(found)
