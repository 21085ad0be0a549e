"""Taking an old table in: sent and recognised, mapped, taken. Small ones at once, long ones by the worker."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError
from django.db.models import F

from shuangyong.base.actor import Actor, Seat
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.files.secret import SecretFile
from shuangyong.base.jobs.actions import cancel, enqueue
from shuangyong.base.organisation.actors import need
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.cases.forms import Wrong
from shuangyong.intake import entries, spool
from shuangyong.intake.ledgers import queries
from shuangyong.intake.ledgers.columns import NONE, Column, plain
from shuangyong.intake.ledgers.laid_out import CHUNK, LaidOut, Line
from shuangyong.intake.ledgers.meanings import NOTHING, Meant, proposed, reads
from shuangyong.intake.ledgers.recognising import Fit, fit_of, recognise
from shuangyong.intake.ledgers.sheets import Rows, Sheet, read
from shuangyong.intake.ledgers.spans import FORMATS
from shuangyong.intake.ledgers.targets import KNOWN, PERMISSION, Target, targets_for
from shuangyong.intake.ledgers.whole import MONTH, YEAR, year_wrong
from shuangyong.intake.models import CellWord, ColumnName, Table, TakenRow
from shuangyong.rules.signs import tidy_name

JOB = "intake.ledger"
AT_ONCE = 1000
"""Rows up to which the sender waits."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the rows."""

    taken: int = 0
    same: int = 0
    wrong: int = 0


def send(actor: Actor, name: str, data: bytes, *, now: datetime) -> Table:
    """Take a file in, find what it fits, and propose a mapping. Raises Problem, Forbidden."""
    seat = need(actor, PERMISSION)
    digest = hashlib.sha256(data).hexdigest()
    number, sheet, fit = _best(actor, seat, name, list(enumerate(_read(actor, name, data, digest, now))), now)
    table = Table(
        name=tidy_name(name)[:200],
        sha256=digest,
        sheet=number,
        sent_by_id=actor.account_id,
        sent_at=now,
        region=queries.region_of(seat),
    )
    _set(table, fit, sheet.filled)
    table.waiting = spool.put(name, data)
    return _kept(actor, seat, table, fit, now)


def other_sheet(actor: Actor, pk: int, number: int, *, now: datetime) -> Table:
    """Another sheet of the same file, as a table of its own. Raises NotFound, Problem, Forbidden."""
    seat = need(actor, PERMISSION)
    sent = queries.get(actor, pk)
    held = spool.get(sent.waiting)
    if held is None:
        raise Problem("这份文件的内容已经清除（上传后保留两天）。", then="请重新上传；以前导过的行不会重复。")
    sheets = [(at, sheet) for at, sheet in enumerate(read(*held)) if at == number]
    if not sheets:
        raise NotFound
    _, sheet, fit = _best(actor, seat, sent.name, sheets, now)
    table = Table(
        name=sent.name,
        sha256=sent.sha256,
        sheet=number,
        sent_by_id=actor.account_id,
        sent_at=now,
        region=queries.region_of(seat),
        waiting=sent.waiting,
    )
    _set(table, fit, sheet.filled)
    return _kept(actor, seat, table, fit, now)


def _kept(actor: Actor, seat: Seat | None, table: Table, fit: Fit, now: datetime) -> Table:
    with writing():
        table.save()
        told = {"name": table.name, "target": fit.target.name, "rows": table.rows}
        trail.record(actor, entries.TABLE_SENT, table, told, now=now, seat=seat)
    return table


def _read(actor: Actor, name: str, data: bytes, digest: str, now: datetime) -> list[Sheet]:
    """Its sheets; that a marked file was sent is entered, without a word of it."""
    try:
        return read(name, data)
    except SecretFile as refused:
        with writing():
            trail.record(actor, entries.REFUSED, ("document", digest[:16]), {"grade": refused.grade}, now=now)
        raise


def _best(
    actor: Actor, seat: Seat | None, name: str, sheets: list[tuple[int, Sheet]], now: datetime
) -> tuple[int, Sheet, Fit]:
    """The sheet and the target that fit best."""
    targets = targets_for(actor, now).values()
    remembered = queries.remembered(queries.region_of(seat))
    fits = [
        (fit.score, -number, number, sheet, fit)
        for number, sheet in sheets
        for fit in recognise(sheet.filled, f"{name}{sheet.name}", targets, remembered)[:1]
    ]
    if not fits:
        raise Problem(
            "没有认出这张表的表头。", "表头要在前 15 行里，列名要看得出是什么。", f"请检查后再上传。{FORMATS}"
        )
    _, _, number, sheet, fit = max(fits, key=lambda one: one[:2])
    return number, sheet, fit


def _set(table: Table, fit: Fit, rows: Rows) -> None:
    table.target, table.why = fit.target.key, fit.why
    table.first, table.last = fit.heading.first, fit.heading.last
    table.mapping = {str(place): key for place, key in fit.mapping.items()}
    table.whole = dict(fit.whole)
    table.rows = max(0, len(rows) - fit.heading.last - 1)
    _propose_words(LaidOut(table, fit.target, rows))


def _propose_words(laid: LaidOut) -> None:
    """What the words of the cells mean, as far as it is known or plain; what was said for this table stays."""
    table = laid.table
    known = queries.remembered_words(table.region, table.target)
    found = proposed(laid.target, laid.below, laid.places, known)
    table.words = {key: found.get(key, {}) | table.words.get(key, {}) for key in found.keys() | table.words.keys()}


def choose(actor: Actor, pk: int, target: str, *, now: datetime) -> Table:
    """It is another kind's table. Raises NotFound, Invalid."""
    laid = queries.laid_out(actor, pk, now)
    _waiting(laid.table)
    wanted = targets_for(actor, now).get(target)
    if wanted is None:
        raise Invalid({"target": "请从列表里选择导入到哪里。"})
    known = queries.remembered(laid.table.region).get(target, {})
    fit = fit_of(laid.rows, laid.table.name, wanted, known)
    if fit is None:
        raise Invalid({"target": f"这张表里没有一列像是“{wanted.name}”的。"})
    laid.table.words = {}
    _set(laid.table, fit, laid.rows)
    with writing():
        laid.table.save()
    return laid.table


def map_columns(
    actor: Actor,
    pk: int,
    mapping: Mapping[int, str],
    whole: Mapping[str, str],
    said: Meant | None = None,
    *,
    now: datetime,
) -> Table:
    """Say what each column is and what words in its cells mean, both remembered for the next table of this office, and
    what stands for every row. Raises NotFound, Invalid.
    """
    laid = queries.laid_out(actor, pk, now)
    _waiting(laid.table)
    keys = {column.key: column.label for column in laid.target.columns} | {NONE: ""}
    used = [key for key in mapping.values() if key in keys and key != NONE]
    twice = {keys[key] for key in used if used.count(key) > 1}
    if twice:
        raise Invalid({"mapping": f"“{'、'.join(sorted(twice))}”选了不止一列，请只留一列。"})
    table = laid.table
    table.mapping = {str(place): key for place, key in mapping.items() if key in keys}
    table.whole = _whole(laid.target, used, whole)
    names = queries.heading_names(laid)
    table.words = _words(laid, said or {})
    _propose_words(laid)
    with writing():
        table.save()
        for column, texts in (said or {}).items():
            for text, meant in texts.items():
                CellWord.objects.update_or_create(
                    region=table.region, target=table.target, column=column, text=text, defaults={"meant": meant}
                )
        for place, key in mapping.items():
            if key in keys and place < len(names) and plain(names[place]):
                ColumnName.objects.update_or_create(
                    region=table.region, target=table.target, name=plain(names[place]), defaults={"key": key}
                )
    return table


def _words(laid: LaidOut, said: Meant) -> dict[str, dict[str, str]]:
    """What was said of the words in the cells. Raises Invalid where it is nothing that may stand there."""
    columns = {column.key: column for column in laid.target.columns}
    wrong: dict[str, str] = {}
    for key, texts in said.items():
        for text, meant in texts.items():
            column = columns.get(key)
            if column is None or (meant != NOTHING and not reads(laid.target, column, meant)):
                label = column.label if column else key
                wrong[f"word:{key}:{text}"] = f"{label}“{text}”：没有“{meant[:40]}”，请写全称或从列表里选。"
    if wrong:
        raise Invalid(wrong)
    return {key: dict(texts) for key, texts in said.items()}


def _whole(target: Target, used: Sequence[str], sent: Mapping[str, str]) -> dict[str, str]:
    """What was said for every row, of columns that the table does not have. Raises Invalid."""
    found: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for column in target.shared(used):
        text = sent.get(column.key, "").strip()
        if not text:
            continue
        if says := _once_wrong(target, column, text):
            wrong[f"whole-{column.key}"] = f"{column.label}：{says}"
        found[column.key] = text
    if wrong:
        raise Invalid(wrong)
    return found


def _once_wrong(target: Target, column: Column, text: str) -> str:
    if column.key == YEAR.key:
        return year_wrong(text)
    if column.key == MONTH.key:
        return "" if text in MONTH.choices else "请从列表里选一项。"
    try:
        target.value(column, text)
    except Wrong as problem:
        return str(problem)
    return ""


def _waiting(table: Table) -> None:
    if table.state != Table.State.MAPPED and not queries.stopped(table):
        raise Problem("这张表已经导入，或者正在导入。", then="要再导一次的，请重新上传；以前导过的行不会重复。")


def take(actor: Actor, pk: int, *, only_good: bool, now: datetime) -> Table:
    """Take the rows: all (none where one is bad), or only the good ones. Long tables are left to the worker."""
    laid = queries.laid_out(actor, pk, now)
    _waiting(laid.table)
    if laid.table.rows > AT_ONCE:
        return _by_worker(actor, laid.table, only_good, now)
    run(actor, pk, only_good=only_good, now=now, progress=lambda done, total: None)
    return queries.get(actor, pk)


def stop(actor: Actor, pk: int, *, now: datetime) -> None:
    """Break off what the worker takes: rows taken so far stay, the rest can be gone on with. Raises NotFound, Stale."""
    table = queries.get(actor, pk)
    if table.state != Table.State.TAKING or table.job is None:
        raise Problem("这张表没有在后台导入。", then="请刷新页面查看结果。")
    cancel(actor, table.job, now=now)


def _by_worker(actor: Actor, table: Table, only_good: bool, now: datetime) -> Table:
    payload = {"account": actor.account_id, "table": table.pk, "only_good": only_good}
    with writing():
        table.job = enqueue(JOB, payload, now=now, key=f"{JOB}:{table.pk}", by=actor).pk
        table.state = Table.State.TAKING
        table.save()
    return table


def run(actor: Actor, pk: int, *, only_good: bool, now: datetime, progress: Progress) -> Result:
    """Take a table's rows, a batch at a time. Run again after a crash it goes on: rows taken before are known.

    Raises Problem where all were wanted and some are bad: then nothing was written.
    """
    laid = queries.laid_out(actor, pk, now)
    if not only_good:
        _all_good(laid, progress)
    found, seen, done = Result(), set[str](), 0
    for lines in laid.chunks():
        progress(done, laid.table.rows)
        done += len(lines)
        try:
            found = _take_chunk(laid, lines, set(seen), found)
        except IntegrityError:  # somebody takes the same rows at the same moment: now they are known
            found = _take_chunk(laid, lines, set(seen), found)
        seen |= {line.mark for line in lines if not line.row.wrong}
    return _ended(actor, laid, found, now)


def _ended(actor: Actor, laid: LaidOut, found: Result, now: datetime) -> Result:
    """What was new is counted with the rows themselves; whatever else was good had been there before."""
    with writing():
        table = Table.objects.get(pk=laid.table.pk)
        table.same, table.wrong = found.taken + found.same - table.taken, found.wrong
        table.state = Table.State.TAKEN
        table.save()
        told: dict[str, object] = {"name": table.name, "target": laid.target.name}
        told |= {"taken": table.taken, "same": table.same, "wrong": table.wrong}
        trail.record(actor, entries.TABLE_TAKEN, table, told, now=now)
    return Result(table.taken, table.same, table.wrong)


def _all_good(laid: LaidOut, progress: Progress) -> None:
    seen: set[str] = set()
    bad = 0
    for number, lines in enumerate(laid.chunks()):
        progress(number * CHUNK, laid.table.rows)
        bad += len(laid.check(lines, seen).bad)
    if bad:
        raise Problem(
            f"有 {bad} 行需要改正，所以一行也没有导入。",
            "可以先改正再导入，也可以只导入没有问题的行。",
            "请看下面的清单。",
        )


def _take_chunk(laid: LaidOut, lines: list[Line], seen: set[str], so_far: Result) -> Result:
    known = laid.known(lines)
    fresh: list[Line] = []
    same = wrong = 0
    for line in lines:
        if line.row.wrong:
            wrong += 1
        elif line.mark in known or line.mark in seen:
            same += 1
        else:
            fresh.append(line)
            seen.add(line.mark)
    if not fresh:
        return Result(so_far.taken, so_far.same + same, so_far.wrong + wrong)
    scope = {"region": laid.table.region, "target": laid.target.key}

    def mark(written: Sequence[tuple[int, str]]) -> None:
        made = [TakenRow(**scope, mark=fresh[place].mark, became=became) for place, became in written]
        TakenRow.objects.bulk_create(made)
        new = sum(not row.became.startswith(KNOWN) for row in made)
        Table.objects.filter(pk=laid.table.pk).update(taken=F("taken") + new)

    outcome = laid.target.take([line.row.values for line in fresh], laid.table.name, mark)
    took = len(fresh) - len(outcome.wrong)
    return Result(so_far.taken + took, so_far.same + same, so_far.wrong + wrong + len(outcome.wrong))
