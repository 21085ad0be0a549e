"""From the text of a definition file to a Kind. Its form is checked here; what it means, in proving."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, cast

from shuangyong.catalog import model
from shuangyong.catalog.problems import DefinitionError, Fault
from shuangyong.catalog.table import Faults, Table
from shuangyong.rules.clocks import Begins, Length

Declared = TypeVar("Declared")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
MAX_CHARS = 200_000
_YEARS = re.compile(r"(\d{1,3})年")
FOREVER = "永久"


@lru_cache(maxsize=512)
def read_kind(text: str, file: str = "定义") -> model.Kind:
    """The kind declared by a TOML text. Raises DefinitionError with every fault of its form. Frozen, so kept."""
    return read_by(_kind, text, file)


def read_by(make: Callable[[Table], Declared], text: str, file: str) -> Declared:
    """What `make` reads out of a TOML text. Raises DefinitionError with every fault of its form."""
    faults = Faults(text)
    top = Table(toml_of(text, file), "", faults)
    declared = make(top)
    top.close()
    if faults.found:
        raise DefinitionError(file, faults.found)
    return declared


def toml_of(text: str, file: str) -> dict[str, object]:
    """The file's tables, numbers with a point as they are written. Raises DefinitionError."""
    if len(text) > MAX_CHARS:
        raise DefinitionError(file, [Fault("", f"定义太长，不能超过 {MAX_CHARS} 个字符。")])
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else text.count("\n") + 1
        raise DefinitionError(
            file, [Fault("", "这里不合 TOML 的写法（引号、括号、等号、各项之间的逗号或重复的键）。", "", number)]
        ) from None


def _kind(top: Table) -> model.Kind:
    stages = {key: _stage(key, table) for key, table in _named(top, "stages")}
    retention = top.table("retention")
    opening = top.table("opening", needed=True)
    return model.Kind(
        key=_key(top),
        name=top.text("name"),
        version=top.number("version", 1) or 1,
        valid_from=top.day("valid_from", needed=True) or date.min,
        valid_to=top.day("valid_to"),
        checked=cast(model.Checked, top.one_of("checked", model.CHECKED)),
        source=top.text("source"),
        title=top.text("title"),
        number=top.text("number"),
        about=top.text("about", ""),
        fields={key: _field(key, table) for key, table in _named(top, "fields")},
        parts={key: _part(key, table) for key, table in _named(top, "parts")},
        stages=stages,
        opening=_opening(opening or Table({}, "opening", Faults())),
        transitions={
            key: _transition(key, table, stages, n) for n, (key, table) in enumerate(_named(top, "transitions"))
        },
        gates={key: _gate(key, table) for key, table in _named(top, "gates")},
        clocks={key: _clock(key, table) for key, table in _named(top, "clocks")},
        proofs={key: _proof(key, table) for key, table in _named(top, "proofs")},
        children={key: _child(key, table) for key, table in _named(top, "children")},
        recurrences=tuple(_recurrence(row) for row in top.rows("recurrences")),
        retention=_retention(retention) if retention else None,
        renamed_stages=top.pairs("renamed_stages"),
        rates={key: _rate(key, table) for key, table in _named(top, "rates")},
        only_one={key: _only_one(key, table) for key, table in _named(top, "only_one")},
        keeps_out=top.words("keeps_out"),
    )


def _named(top: Table, key: str) -> Iterable[tuple[str, Table]]:
    for name, table in top.tables(key):
        if not _KEY.fullmatch(name):
            top.faults.add(table.path, f"名称“{name}”不能用，应是小写字母开头，只含小写字母、数字和下划线，40 个以内。")
        yield name, table


def _key(top: Table) -> str:
    key = top.text("key")
    if key and not _KEY.fullmatch(key):
        top.faults.add("key", f"“{key}”不能用，应是小写字母开头，只含小写字母、数字和下划线，40 个以内。")
    return key


def _wanted(words: Iterable[str]) -> tuple[model.Wanted, ...]:
    return tuple(model.Wanted(word.removesuffix("?"), word.endswith("?")) for word in words)


def _field(key: str, table: Table) -> model.Field:
    made = model.Field(
        key=key,
        type=cast(model.FieldType, table.one_of("type", model.FIELD_TYPES)),
        label=table.text("label"),
        help=table.text("help", ""),
        required=table.flag("required"),
        max=table.number("max"),
        min=table.number("min"),
        choices=table.words("choices"),
        mask=cast(model.Mask, table.one_of("mask", model.MASKS, "")),
        seen_by=table.words("seen_by"),
        known_from=table.text("known_from", ""),
        among=table.one_of("among", model.LISTS, ""),
    )
    if made.among and made.type != "text":
        table.faults.add(table.at("among"), "只有短文字（text）能从一张表里选（among）。")
    if made.type in {"choice", "choices"} and not made.choices:
        table.faults.add(table.at("choices"), "选择类的字段应列出可选的各项。")
    table.close()
    return made


def _part(key: str, table: Table) -> model.Part:
    known = table.words("known_from")
    made = model.Part(key, table.text("name"), table.flag("many"), table.flag("required"), known)
    if key in model.OPENERS:
        table.faults.add(table.path, f"“{key}”是每件事项都有的交办方，不能另行声明。")
    table.close()
    return made


def _stage(key: str, table: Table) -> model.Stage:
    made = model.Stage(key, table.text("name"), cast(model.Phase, table.one_of("phase", model.PHASES)))
    table.close()
    return made


def _opening(table: Table) -> model.Opening:
    made = model.Opening(
        may=table.text("may"),
        stage=table.text("stage"),
        asks=_wanted(table.words("asks")),
        gives=_wanted(table.words("gives")),
        proofs=_wanted(table.words("proofs")),
        starts=table.words("starts"),
        tells=table.words("tells"),
        name=table.text("name", model.OPEN_NAME),
    )
    table.close()
    return made


def _transition(key: str, table: Table, stages: dict[str, model.Stage], order: int) -> model.Transition:
    name = table.text("name")
    made = model.Transition(
        key=key,
        name=name,
        done=table.text("done", name),
        origins=_origins(table.words("from"), stages),
        to=table.text("to", ""),
        may=table.text("may"),
        waits_for=table.text("waits_for", ""),
        parts=table.words("as"),
        not_parts=table.words("not_as"),
        asks=_wanted(table.words("asks")),
        gives=_wanted(table.words("gives")),
        note=cast(model.NoteRule, table.one_of("note", model.NOTE_RULES, "none")),
        note_label=table.text("note_label", "说明"),
        proofs=_wanted(table.words("proofs")),
        other_hand_than=table.words("other_hand_than"),
        other_unit_than=table.words("other_unit_than"),
        starts=table.words("starts"),
        stops=table.words("stops"),
        suspends=table.words("suspends"),
        files=table.words("files"),
        resumes=table.words("resumes"),
        extends=table.text("extends", ""),
        counts=table.text("counts", ""),
        tells=table.words("tells"),
        opens=table.text("opens", ""),
        when=table.text("when", ""),
        reopens=table.flag("reopens"),
        weight=table.number("weight", order) or 0,
        sets=table.pairs("sets"),
        checks=table.one_of("checks", ("", *model.CHECKS), ""),
    )
    if not made.origins:
        table.faults.add(table.at("from"), "没有写从哪些环节可以这样做。", [*stages, "@waiting", "@doing", "@judging"])
    table.close()
    return made


def _origins(words: Iterable[str], stages: dict[str, model.Stage]) -> tuple[str, ...]:
    """Stages by key; @phase stands for all stages of that phase. A name that is none is kept and found when proving."""
    found: list[str] = []
    for word in words:
        if word.startswith("@") and word[1:] in model.PHASES:
            found += [stage.key for stage in stages.values() if stage.phase == word[1:]]
        else:
            found.append(word)
    return tuple(dict.fromkeys(found))


def _gate(key: str, table: Table) -> model.Gate:
    conditions = []
    for row in table.rows("conditions"):
        conditions.append(model.Condition(row.text("when"), row.text("says")))
        row.close()
    made = model.Gate(key, table.words("on"), tuple(conditions))
    if not conditions:
        table.faults.add(table.at("conditions"), "没有列出任何条件。")
    table.close()
    return made


def _clock(key: str, table: Table) -> model.Clock:
    made = model.Clock(
        key=key,
        name=table.text("name"),
        owner=table.text("owner"),
        due=table.text("due", ""),
        length=table.length("length"),
        warn=table.length("warn"),
        from_next_day=table.flag("from_next_day", True),
        duty=table.flag("duty", True),
        extend=_extension(table.table("extend")),
        carried=table.flag("carried", True),
        runs_on=table.flag("runs_on", False),
        at_end=table.text("at_end", ""),
        before=table.words("before"),
        since=table.text("since", ""),
        begins=cast(Begins, table.one_of("begins", model.BEGINS, "day")),
        act=table.text("act", "办结"),
        rungs=tuple(_rung(row) for row in table.rows("rungs")),
        source=table.text("source", ""),
        checked=cast(model.Checked, table.one_of("checked", model.CHECKED, "待核")),
    )
    said = [bool(made.due), bool(made.length), bool(made.before)]
    if said.count(True) != 1 and said != [True, True, False]:
        table.faults.add(
            table.path,
            "期限应当写 due（哪个日期字段）、length（多长）、before（哪天之前）之一，且只写一项；"
            "只有 due 和 length 可以一起写：日期没有填的按 length 算。",
        )
    table.close()
    return made


def _extension(table: Table | None) -> model.Extension | None:
    if table is None:
        return None
    made = model.Extension(table.length("most"), table.number("times", 1) or 1)
    table.close()
    return made


def _rung(row: Table) -> model.Rung:
    after = row.length("after", needed=True, signed=True) or Length(0, "days")
    made = model.Rung(after, row.text("says"), row.words("tells"), row.text("takes", ""))
    row.close()
    return made


def _rate(key: str, table: Table) -> model.Rate:
    made = model.Rate(key, table.text("name"), table.text("part"), table.text("whole"))
    table.close()
    return made


def _only_one(key: str, table: Table) -> model.OnlyOne:
    made = model.OnlyOne(
        key,
        table.one_of("per", model.PERS),
        table.text("field"),
        table.words("on"),
        table.text("when"),
        table.text("stands"),
        table.text("ends", ""),
        table.text("unless"),
        table.text("says"),
    )
    table.close()
    return made


def _proof(key: str, table: Table) -> model.ProofSlot:
    made = model.ProofSlot(key, table.text("name"), table.text("proves"), table.length("lasts"))
    table.close()
    return made


def _child(key: str, table: Table) -> model.Child:
    made = model.Child(
        key,
        table.text("kind"),
        table.text("name"),
        table.words("waits"),
        table.pairs("passes"),
        table.text("starts_when", ""),
        table.pairs("gives"),
        table.pairs("fills"),
        table.pairs("returns"),
        table.text("each", ""),
        table.one_of("to", ("below",), ""),
    )
    table.close()
    return made


def _recurrence(row: Table) -> model.Recurrence:
    made = model.Recurrence(
        on=row.text("on"),
        every=row.one_of("every", ("year", "quarter", "month", "week"), "year"),
        lead=row.length("lead"),
        gives=row.text("gives", ""),
        members=row.text("members", ""),
        fills=row.pairs("fills"),
    )
    row.close()
    return made


def _retention(table: Table) -> model.Retention:
    keep = table.text("keep")
    years = _YEARS.fullmatch(keep)
    if keep and keep != FOREVER and not years:
        table.faults.add(table.at("keep"), f"保管期限“{keep}”不能用。", ["永久", "30年", "10年"])
    made = model.Retention(
        keep,
        int(years[1]) if years else None,
        table.one_of("counts_from", ("closed", "opened"), "closed"),
        table.text("source", ""),
    )
    table.close()
    return made
