"""Reading a document: bytes in, a `Document` out. The steps, in order:

1. the format reader turns bytes into lines (`formats`);
2. `layout` repairs characters, takes site furniture out and joins wrapped lines;
3. `frame` tells title, address, signature and fields;
4. `outline` finds the numbered items and their nesting;
5. `meeting` finds who met; `tasks` judges every sentence and drafts the tasks;
6. `doubts`, `goals` and references follow.
"""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import fields, replace
from datetime import date
from functools import cache
from operator import attrgetter
from pathlib import Path
from typing import Any

from shuangyong.reader import doubts, first_leads, goals, outline, tasks, traces
from shuangyong.reader.counted import days_of
from shuangyong.reader.fields import choose_fields
from shuangyong.reader.formats import check_size, extract
from shuangyong.reader.frame import Frame, read_frame
from shuangyong.reader.layout import lay_out
from shuangyong.reader.meeting import find_meeting
from shuangyong.reader.model import Document, Heed, RawText, ReadError, Repair, Source, unheeded
from shuangyong.reader.paper import Paper
from shuangyong.reader.titles import join_title
from shuangyong.reader.widths import narrowed, widened

REPAIR_ORDER = (
    "mojibake",
    "pinyin_note",
    "traditional",
    "masked",
    "width",
    "space",
    "wrap",
    "image_name",
    "boilerplate",
    "repeated_line",
    "unseen",
    "turned",
    "layered",
)
_STOPS = frozenset({"signature", "attachment", "foot", "names", "closing", "date", "note", "head", "title"})
_NO_ITEMS = frozenset(
    {
        "row",
        "attachment",
        "names",
        "members",
        "foot",
        "note",
        "number",
        "date",
        "title",
        "address",
        "head",
        "signature",
        "salutation",
        "secrecy",
        "speaker",
        "byline",
    }
)


_keeping = ContextVar("keeping", default=False)
_BETWEEN_LOOKS = 100_000
"""New objects between two looks for cycles while an archive is read."""


@contextmanager
def remembering() -> Iterator[None]:
    """Keep what was worked out about clauses from one document to the next: for an archive read in one go.

    Outside of it nothing of a document stays in the process once it is read.
    """
    token = _keeping.set(True)
    before = gc.get_threshold()
    gc.set_threshold(_BETWEEN_LOOKS)  # results hold no cycles; looking for them took a quarter of the time
    try:
        yield
    finally:
        gc.set_threshold(*before)
        _keeping.reset(token)
        forget()


def forget() -> None:
    """Drop every word of the documents read so far."""
    for clear in _memories():
        clear()


@cache
def _memories() -> tuple[Callable[[], None], ...]:
    """What empties the bounded memories of the modules that read words; unbounded ones hold the vocabulary only."""
    from shuangyong.reader import (
        clauses,
        frame,
        judging,
        layout,
        meeting,
        modals,
        names,
        ranks,
        site,
        subjects,
        task_odds,
        wording,
    )

    return tuple(
        kept.cache_clear
        for module in (
            clauses,
            frame,
            judging,
            layout,
            meeting,
            modals,
            names,
            ranks,
            site,
            subjects,
            task_odds,
            tasks,
            wording,
        )
        for kept in vars(module).values()
        if hasattr(kept, "cache_parameters") and kept.cache_parameters()["maxsize"] is not None
    )


def read_bytes(data: bytes, name: str, heed: Heed = unheeded) -> Document:
    """Read one file given as bytes; raises ReadError with a Chinese sentence where it cannot be read.

    `heed` is told how far a long reading is; what it raises ends the reading and comes out of here.
    """
    return read_text(extract(data, name), name, hashlib.sha256(data).hexdigest(), heed)


def read_path(path: str | Path) -> Document:
    """Read one file from disk; raises ReadError."""
    path = Path(path)
    try:
        check_size(path.stat().st_size, path.name)
        data = path.read_bytes()
    except OSError as fault:
        raise ReadError(f"打不开文件“{path.name}”。", then="请检查文件名、所在文件夹和权限后再试。") from fault
    return read_bytes(data, path.name)


def read_text(raw: RawText, name: str = "", sha256: str = "", heed: Heed = unheeded) -> Document:
    """Read text that a format reader has already taken out of its file."""
    with _no_looking_for_cycles():
        try:
            return _read(raw, name, sha256, heed)
        finally:
            if not _keeping.get():
                forget()


@contextmanager
def _no_looking_for_cycles() -> Iterator[None]:
    """A reading makes many objects and no cycles: looking for some meanwhile took a tenth of its time.

    Threads that read at once leave it switched on: whoever found it on switches it on again.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _read(raw: RawText, name: str, sha256: str, heed: Heed) -> Document:
    paper = lay_out(raw)
    join_title(paper)
    printed = paper.text
    wide = widened(paper.paragraphs)
    if wide is None:
        return _document(raw, paper, name, sha256, heed)
    paper.paragraphs, back = wide
    read = narrowed(_document(raw, paper, name, sha256, heed), printed, back)
    return replace(read, filled=tuple(traces.places(printed, paper.filled))) if paper.filled else read


def _document(raw: RawText, paper: Paper, name: str, sha256: str, heed: Heed) -> Document:
    """What stands in the paragraphs of a paper whose lines are laid out."""
    frame = read_frame(paper)
    choose_fields(paper, frame)
    text = paper.text
    heed(0, len(text))
    roots = outline.build(text, _starts(frame, _STOPS), _starts(frame, _NO_ITEMS))
    meeting = find_meeting(paper, frame)
    held = date.fromisoformat(meeting.date) if meeting and meeting.date else None
    days = days_of(frame.kind, frame.published, held, frame.title, text)
    book = tasks.find_tasks(text, frame, roots, days, heed)
    return Document(
        source=Source(name, sha256, raw.format),
        text=text,
        repairs=_repairs(paper),
        warnings=tuple(doubts.find_doubts(text)),
        kind=frame.kind,
        title=frame.title,
        origin=frame.origin,
        published=frame.published.isoformat() if frame.published else None,
        secrecy=frame.secrecy,
        meeting=meeting,
        outline=outline.items(roots),
        tasks=first_leads.divided(text, book.tasks),
        sentences=tuple(book.sentences),
        goals=goals.find_goals(text),
        references=goals.find_references(text),
        reasons=tuple(book.reasons),
        filled=tuple(traces.places(text, paper.filled)) if paper.filled else (),
        removed=traces.short([*paper.removed, *paper.images]),
    )


def _starts(frame: Frame, tags: frozenset[str]) -> frozenset[int]:
    return frozenset(start for start, tag in zip(frame.starts, frame.tags, strict=True) if tag in tags)


def _repairs(paper: Paper) -> tuple[Repair, ...]:
    return tuple(Repair(kind, paper.counts[kind]) for kind in REPAIR_ORDER if paper.counts[kind] > 0)


def as_json(document: Document) -> dict[str, Any]:
    """The document in the shape of the contract: plain dicts and lists, in its order of keys."""
    names, values = _fields_of(Document)
    return {name: _plain(one) for name, one in zip(names, values(document), strict=True) if name not in _BESIDE}


_BESIDE = frozenset({"reasons", "filled", "removed"})
"""What a document has beside the contract."""


def _plain(value: Any) -> Any:
    """What `dataclasses.asdict` makes of a value, without the copies that it makes on the way."""
    kind: Any = type(value)
    if kind is str or kind is int or value is None:
        return value
    if kind is tuple:
        return [_plain(one) for one in value]
    if isinstance(value, tuple):  # a named one
        return {name: _plain(one) for name, one in zip(kind._fields, value, strict=True)}
    names, values = _fields_of(kind)
    return {name: _plain(one) for name, one in zip(names, values(value), strict=True)}


@cache
def _fields_of(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The names of a dataclass's fields (all of ours have several), and what takes their values off an object."""
    names = tuple(one.name for one in fields(kind))
    return names, attrgetter(*names)
