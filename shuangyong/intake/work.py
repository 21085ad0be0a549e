"""What the worker does for documents. Neither a file's name nor a word of it stands in a job's row."""

from __future__ import annotations

from typing import Any

from django.utils.timezone import localtime

from shuangyong.base.actor import SYSTEM, Actor
from shuangyong.base.errors import Problem
from shuangyong.base.jobs.registry import job, schedule
from shuangyong.base.jobs.running import ORDERS, Run
from shuangyong.base.organisation.actors import actor_of
from shuangyong.base.organisation.models import Account
from shuangyong.intake import spool
from shuangyong.intake.actions.taking import JOB, Outcome, outcome
from shuangyong.intake.ledgers import actions as ledger_actions
from shuangyong.intake.receiving import Sent
from shuangyong.reader.model import Heed


@job(JOB, "读取收文")
def take(run: Run) -> dict[str, Any]:
    """Read the waiting files one after the other; run again, it goes on where it stopped."""
    waiting = run.payload["files"]
    actor = _actor(run)
    done: list[dict[str, Any]] = []
    for number, ident in enumerate(waiting, 1):
        run.progress(number - 1, len(waiting), f"正在读第 {number} 份")
        found = _one(actor, ident, number, run, _heeding(run, number, len(waiting)))
        if found is not None:
            done.append(found)
    run.progress(len(waiting), len(waiting), f"{len(waiting)} 份都已读完")
    return {"outcomes": done}


def _actor(run: Run) -> Actor:
    """Whoever sent the files, with the posts held now."""
    account = run.payload["account"]
    return actor_of(Account.objects.get(pk=account), localtime(run.now).date()) if account else SYSTEM


def _heeding(run: Run, number: int, files: int) -> Heed:
    """Says how far one file is, by whole hundredths, and learns meanwhile whether to go on: one may take a minute."""
    told = 0

    def heed(done: int, total: int) -> None:
        nonlocal told
        part = 100 * done // max(total, 1)
        if part > told:
            told = part
            run.progress(number - 1, files, f"正在读第 {number} 份，已读 {part}%")

    return heed


def _one(actor: Actor, ident: str, number: int, run: Run, heed: Heed) -> dict[str, Any] | None:
    held = spool.get(ident)
    if held is None:
        return None
    name, data = held
    try:
        found = outcome(actor, Sent(name, data), number, now=run.now, heed=heed)
    except ORDERS:
        raise
    except Exception as fault:  # noqa: BLE001 - told again without its words
        # The fault's own words may quote the file; a job's row keeps them for whoever mends the program.
        raise RuntimeError(f"{type(fault).__name__} while reading file {number}") from None
    spool.drop(ident)
    return told(found, name)


def told(found: Outcome, name: str) -> dict[str, Any]:
    """An outcome as a job's result. Of a refused file its number is told, never its name."""
    problem = found.refused
    if problem is None:
        return {"number": found.number, "document": found.document, "known": found.known}
    hidden = Problem(*(part.replace(name, f"第{found.number}份") for part in _parts(problem)))
    return {"number": found.number, "what": hidden.what, "allowed": hidden.allowed, "then": hidden.then}


def _parts(problem: Problem) -> tuple[str, str, str]:
    return problem.what, problem.allowed, problem.then


@job(ledger_actions.JOB, "导入旧台账")
def take_ledger(run: Run) -> dict[str, int]:
    """Row by row in batches; run again, it goes on where it stopped."""
    found = ledger_actions.run(
        _actor(run),
        run.payload["table"],
        only_good=run.payload["only_good"],
        now=run.now,
        progress=lambda done, total: run.progress(done, total, f"已看 {done} 行"),
    )
    return {"taken": found.taken, "same": found.same, "wrong": found.wrong}


@job("intake.sweep", "清理没有读成的收文")
def sweep(run: Run) -> dict[str, int]:
    return {"removed": spool.sweep(now=run.now)}


schedule("intake.sweep", "daily 03:20")
