"""What a person does with the drafts of a document before they become work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import Actor
from shuangyong.base.errors import Invalid, NotFound, Problem
from shuangyong.base.organisation.models import Unit
from shuangyong.base.organisation.queries import visible_units
from shuangyong.cases import queries as cases
from shuangyong.intake import queries
from shuangyong.intake.actions.changing import Desk, begin, open_draft, undo_last, write
from shuangyong.intake.actions.confirming import check_degree
from shuangyong.intake.content import PARTS, SAID_MOST, TASK_MOST, Content, Named, Part, Sharing, joined
from shuangyong.intake.models import Document, Draft

REASON_MOST = 300


@dataclass(frozen=True, slots=True)
class Changes:
    """What is to be changed of a draft; None leaves a value as it is. `no_deadline` takes the day away."""

    task: str | None = None
    measures: tuple[str, ...] | None = None
    deadline: date | None = None
    no_deadline: bool = False
    deadline_said: str | None = None
    business: str | None = None
    sharing: Sharing | None = None


_WORDS = {
    "task": "工作任务",
    "measures": "具体措施",
    "deadline": "完成时限",
    "deadline_said": "文件上的期限",
    "business": "业务",
    "sharing": "多个牵头单位的办法",
}


def edit(actor: Actor, draft_id: int, changes: Changes, *, rev: int, now: datetime) -> Document:
    """Change what a draft says. Raises Invalid with a message for each field."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    before = draft.content
    check(changes, today(now))
    after = _changed(before, changes)
    changed = [words for name, words in _WORDS.items() if getattr(before, name) != getattr(after, name)]
    if not changed:
        return desk.row
    draft.put(after)
    return write(desk, f"修改第{draft.seq}项的{'、'.join(changed)}", [draft])


def _changed(before: Content, changes: Changes) -> Content:
    given = {name: getattr(changes, name) for name in _WORDS if getattr(changes, name) is not None}
    if changes.no_deadline:
        given["deadline"] = None
    if "task" in given:
        given["task"] = " ".join(given["task"].split())
    if "measures" in given:
        given["measures"] = tuple(filter(None, (" ".join(text.split()) for text in given["measures"])))
    return replace(before, **given)


def check(changes: Changes, on: date) -> None:
    """Raises Invalid with a message for each field."""
    wrong: dict[str, str] = {}
    if changes.task is not None and not changes.task.strip():
        wrong["task"] = "请填写工作任务。"
    if changes.task and len(changes.task) > TASK_MOST:
        wrong["task"] = f"工作任务最多 {TASK_MOST} 个字，现在有 {len(changes.task)} 个，请精简。"
    if changes.deadline_said and len(changes.deadline_said) > SAID_MOST:
        wrong["deadline_said"] = f"文件上的期限最多 {SAID_MOST} 个字。"
    if changes.business and changes.business not in queries.businesses(on):
        wrong["business"] = f"业务只能选：{'、'.join(queries.businesses(on))}。"
    if changes.sharing and changes.sharing not in ("first", "each"):
        wrong["sharing"] = "请选“由第一个牵头”或“各立一件”。"
    if "\0" in f"{changes.task}{changes.measures}{changes.deadline_said}":
        wrong[""] = "有不能保存的字符，请重新输入。"
    said = {"task": changes.task, "measures": "\n".join(changes.measures or ()), "deadline_said": changes.deadline_said}
    wrong |= {field: says for field, text in said.items() if text and (says := keeping_out.wrong(text))}
    if wrong:
        raise Invalid(wrong)


def settle(actor: Actor, draft_id: int, index: int, units: Sequence[int], *, rev: int, now: datetime) -> Document:
    """Say which units the draft's name number `index` stands for; none: it names no unit that should act."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    content = draft.content
    if not 0 <= index < len(content.named):
        raise NotFound
    one = content.named[index]
    chosen = _units(actor, units, now)
    settled = replace(one, units=chosen, confirmed=True, taken_over=False, why=f"由{actor.name}选定。")
    draft.put(replace(content, named=(*content.named[:index], settled, *content.named[index + 1 :])))
    what = f"定为 {len(chosen)} 个单位" if chosen else "不交给单位"
    return write(desk, f"第{draft.seq}项的{PARTS[one.part]}“{one.words[:60]}”{what}", [draft])


def name_unit(actor: Actor, draft_id: int, part: Part, unit: int, *, rev: int, now: datetime) -> Document:
    """Name one more unit that the document does not."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    content = draft.content
    chosen = _units(actor, [unit], now)
    if unit in content.units(part):
        raise Invalid({"unit": f"这个单位已经是{PARTS[part]}。"})
    short = Unit.objects.values_list("short", flat=True).get(pk=unit)
    added = Named(part, short, "one", chosen, why=f"由{actor.name}指定。", confirmed=True)
    draft.put(replace(content, named=(*content.named, added)))
    return write(desk, f"第{draft.seq}项增加{PARTS[part]}“{short}”", [draft])


def today(now: datetime) -> date:
    """The day here."""
    return localtime(now).date()


def _units(actor: Actor, units: Sequence[int], now: datetime) -> tuple[int, ...]:
    """The units, those that this actor may not know of refused."""
    wanted = tuple(dict.fromkeys(units))
    found = set(visible_units(actor, today(now)).filter(pk__in=wanted).values_list("pk", flat=True))
    if len(found) < len(wanted):
        raise Invalid({"unit": "有的单位不在名录里，请从列表里选。"})
    return wanted


def merge(actor: Actor, into_id: int, others: Sequence[int], *, rev: int, now: datetime) -> Document:
    """Make several drafts of one document one: the strictest term, the units and measures of all."""
    desk, draft = at_draft(actor, into_id, rev, now)
    apart = [open_draft(one) for one in desk.row.drafts.filter(pk__in=set(others) - {into_id})]
    if not apart or len(apart) < len(set(others) - {into_id}):
        raise Invalid({"others": "请选出同一份文件里要并进来的任务，至少一项。"})
    draft.put(joined(draft.content, [one.content for one in apart]))
    for one in apart:
        one.state, one.merged_into = Draft.State.MERGED, draft
    spans = [(source.start, source.end) for one in apart for source in one.sources.all()]
    numbers = "、".join(str(one.seq) for one in apart)
    return write(desk, f"第{numbers}项并入第{draft.seq}项", [draft, *apart], sources={draft.pk: spans})


def drop(actor: Actor, draft_id: int, reason: str, *, rev: int, now: datetime) -> Document:
    """Leave a draft out, with the reason."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    reason = reason.replace("\0", "").strip()
    if not reason:
        raise Invalid({"reason": "请写明为什么不作为任务。"})
    if len(reason) > REASON_MOST:
        raise Invalid({"reason": f"理由最多 {REASON_MOST} 个字，现在有 {len(reason)} 个，请精简。"})
    keeping_out.refuse(reason=reason)
    draft.state, draft.reason = Draft.State.DROPPED, reason
    return write(desk, f"舍弃第{draft.seq}项：{reason[:100]}", [draft])


def take_back(actor: Actor, draft_id: int, *, rev: int, now: datetime) -> Document:
    """Take a dropped draft up again."""
    draft = queries.draft(actor, draft_id)
    desk = begin(actor, draft.document_id, rev, now)
    if draft.state != Draft.State.DROPPED:
        raise Problem("这一项没有舍弃，不用恢复。")
    draft.state, draft.reason = Draft.State.OPEN, ""
    return write(desk, f"恢复第{draft.seq}项", [draft])


def join(actor: Actor, draft_id: int, case_id: int | None, *, rev: int, now: datetime) -> Document:
    """Say that the duty is already open as a case, or (None) that it is not: confirming adds a source to it."""
    desk, draft = at_draft(actor, draft_id, rev, now)
    if case_id is None:
        draft.joins = None
        return write(desk, f"第{draft.seq}项不并入已有事项", [draft])
    case = cases.get(actor, case_id)
    if not queries.may_be_joined(case):
        raise Problem(f"{case.number} 不是办理中的督办事项，不能并入。", then="请单独立项，或选另一件。")
    check_degree(draft, case)
    draft.joins = case
    return write(desk, f"第{draft.seq}项并入 {case.number}", [draft])


def undo(actor: Actor, document_id: int, *, rev: int, now: datetime) -> Document:
    """Take the last change back."""
    desk = begin(actor, document_id, rev, now)
    undo_last(desk)
    return desk.row


def at_draft(actor: Actor, draft_id: int, rev: int, now: datetime) -> tuple[Desk, Draft]:
    """A draft that this actor may change now, and its document. Raises as `begin` and `open_draft`."""
    draft = queries.draft(actor, draft_id)
    return begin(actor, draft.document_id, rev, now), open_draft(draft)
