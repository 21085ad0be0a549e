"""Lists that leave in the clear, and that of the troops: one asks, another agrees, it is built once, it expires.

Four eyes: nobody agrees to what he asked for himself, nor who stands in for the asker, nor who serves under him. The
file waits sealed; each taking is entered, and so is each person in it, in that person's own file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from functools import lru_cache
from io import BytesIO
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db.models import Q
from django.utils.timezone import localtime

from shuangyong.base import keeping_out
from shuangyong.base.actor import LENGTHS, Actor, Place, Seat
from shuangyong.base.errors import Forbidden, Invalid, NotFound, Problem, Stale
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.organisation.actors import need
from shuangyong.base.organisation.models import Tenure
from shuangyong.base.organisation.paths import under
from shuangyong.base.statements import Select, Worked
from shuangyong.base.storing import writing
from shuangyong.base.trail import actions as trail
from shuangyong.register import declared, entries, rolls
from shuangyong.register.access import AGREE, LIST, OPEN, RELEASE, need_at, seat_at
from shuangyong.register.actions.alarming import alarm
from shuangyong.register.actions.opening import NAMES, keep_released
from shuangyong.register.models import Person
from shuangyong.register.rolls import Roll
from shuangyong.register.sealed_files import read_sealed, write_sealed
from shuangyong.reports.models import Release
from shuangyong.reports.rolls import named, said
from shuangyong.reports.tables import FORMS, Cell
from shuangyong.reports.taking import Export, Progress, marked, put

JOB = "reports.release"
FOLDER = "releases"
SORTS = ("persons", "troops")
"""Lists that leave this way alone; the others have nothing that is masked."""
HEADS_A_UNIT = "post.hand_over"
SHORTEST_PURPOSE, SHOWN, PIECE = 6, 50, 64 * 1024
State = Release.State


# ── reading ────────────────────────────────────────────────────────────────────────────────────────────────────────


def mine(actor: Actor) -> list[Release]:
    """What this actor asked for, newest first."""
    found = Release.objects.filter(asked_by=actor.account_id).select_related("asked_by", "decided_by")
    return list(found.order_by("-pk")[:SHOWN])


def to_decide(actor: Actor, now: datetime) -> list[Release]:
    """What waits for somebody like this actor, oldest first; whether he may is decided when he does."""
    found = Release.objects.filter(*_to_decide(actor, now)).select_related("asked_by")
    return list(found.order_by("pk")[:SHOWN])


def _to_decide(actor: Actor, now: datetime) -> tuple[Q, ...]:
    return _waits_for(actor), Q(until__gt=now)


def _waits_for(actor: Actor) -> Q:
    return _within(actor) & Q(state=State.WAITING.value) & ~Q(asked_by=actor.account_id)


def waiting(actor: Actor, now: datetime) -> Select | None:
    """Those that wait for this actor, to be counted; None for who does not agree to any."""
    if not any(AGREE in seat.permissions for seat in actor.seats):
        return None
    return Select(Release, ("pk",), (_known_to_wait_for(actor), ("until__gt", now)))


@lru_cache(maxsize=400)
def _known_to_wait_for(actor: Actor) -> Worked:
    """Worked out once for who comes back: every desk asks."""
    return Worked(_waits_for(actor))


def ready(actor: Actor, now: datetime) -> Select | None:
    """Those that this actor asked for and can take now, to be counted; None for who may ask for none."""
    if not any(RELEASE in seat.permissions for seat in actor.seats):
        return None
    mine = ("asked_by", actor.account_id), ("state", State.BUILT.value), ("until__gt", now)
    return Select(Release, ("pk",), mine)


def _within(actor: Actor) -> Q:
    """Codes have digits only, so that a range is all that begins with one."""
    found = Q(pk__in=[])
    for seat in actor.seats:
        if AGREE in seat.permissions:
            found |= Q(place__gte=seat.place.code, place__lte=seat.place.code.ljust(LENGTHS[-1], "9"))
    return found


def roll_of(release: Release) -> Roll:
    return Roll(**release.roll)


def told(release: Release) -> str:
    """What is asked for, in words: 人员名单（完整）：东河镇."""
    roll = roll_of(release)
    whole = "（完整）" if roll.sort == "persons" else ""
    return "：".join(filter(None, (f"{roll.name}{whole}", said(roll))))


def fields_told(release: Release) -> str:
    """Which protected values are in it."""
    return "、".join(NAMES[name] for name in release.fields) or "公开名称"


# ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def ask(actor: Actor, roll: Roll, fields: Collection[str], form: str, purpose: str, *, now: datetime) -> Release:
    """Ask for a list. Raises Forbidden, Invalid, Problem (too many rows)."""
    seat = need(actor, RELEASE)
    if seat is None or actor.account_id is None or roll.sort not in SORTS or form not in FORMS:
        raise NotFound
    chosen = [name for name in NAMES if name in set(fields)] if roll.sort == "persons" else []
    _sound(roll, chosen, purpose)
    if roll.sort == "persons":
        roll = replace(
            roll, place=roll.place or seat.place.code
        )  # what is agreed to does not grow with the asker's posts
        seat = need_at(actor, OPEN, Place(roll.place)) or seat
    rows = _counted(actor, roll, now)
    release = Release(
        roll=asdict(roll),
        fields=chosen,
        form=form,
        rows=rows,
        purpose=purpose.strip()[:200],
        place=roll.place or seat.place.code,
        asked_by_id=actor.account_id,
        asked_as=[one.tenure_id for one in actor.seats],
        asked_heads=HEADS_A_UNIT in seat.permissions,
        asked_path=seat.unit_path,
        asked_at=now,
        until=now + timedelta(hours=declared.rules().release_answered_within),
    )
    with writing():
        release.save()
        data = {"roll": told(release), "form": FORMS[form], "fields": fields_told(release)}
        more = {"rows": rows, "purpose": release.purpose}
        trail.record(actor, entries.ASKED_FOR, release, data | more, now=now, seat=seat)
    return release


def _sound(roll: Roll, fields: Sequence[str], purpose: str) -> None:
    wrong = {}
    if roll.sort == "persons" and not fields:
        wrong["fields"] = "请选要哪几项，用不着的不要选。"
    if len(purpose.strip()) < SHORTEST_PURPOSE:
        wrong["purpose"] = f"请具体写明用途（{SHORTEST_PURPOSE} 个字以上），例如：八一慰问金发放核对。"
    elif says := keeping_out.wrong(purpose):
        wrong["purpose"] = says
    if wrong:
        raise Invalid(wrong)


def _counted(actor: Actor, roll: Roll, now: datetime) -> int:
    need(actor, LIST)
    rows, most = rolls.count(actor, roll, localtime(now).date()), declared.rules().release_rows
    if not rows:
        raise Problem("这个范围里没有记录。", then="请换一个范围。")
    if rows > most:
        raise Problem(f"这个范围有 {rows} 行，一次最多 {most} 行。", then="请选小一些的区划或一个类别。")
    return rows


# ── agreeing ───────────────────────────────────────────────────────────────────────────────────────────────────────


def decide(actor: Actor, pk: int, *, yes: bool, note: str, now: datetime) -> Release:
    """Agree, or not. Raises NotFound, Forbidden (four eyes), Invalid, Stale (too late, or somebody was quicker)."""
    need(actor, AGREE)
    release = Release.objects.filter(_within(actor), pk=pk).select_related("asked_by").first()
    if release is None:
        raise NotFound
    seat = seat_at(actor, AGREE, Place(release.place))
    _another_hand(actor, seat, release)
    if not yes and not note.strip():
        raise Invalid({"note": "不同意的，请写明理由。"})
    keeping_out.refuse(note=note)
    valid = timedelta(hours=declared.rules().release_valid)
    with writing():
        changed = Release.objects.filter(pk=pk, state=State.WAITING, until__gt=now).update(
            state=State.AGREED if yes else State.DECLINED,
            decided_by=actor.account_id,
            decided_at=now,
            note=note.strip()[:200],
            until=now + valid if yes else release.until,
        )
        if not changed:
            raise Stale("这份申请已经有人决定，或者已经过期。", then="请刷新页面。")
        _enter_decision(actor, seat, release, yes, note.strip()[:200], now)
        if yes:
            job = enqueue(JOB, {"release": pk}, now=now, key=f"{JOB}:{pk}", by=actor)
            Release.objects.filter(pk=pk).update(job=job.pk)
    return Release.objects.get(pk=pk)


def _another_hand(actor: Actor, seat: Seat | None, release: Release) -> None:
    """Not oneself, not one's deputy, nobody who serves under the asker. Raises Forbidden."""
    then = "请由申请人的上级，或同级的另一位负责人决定。"
    if seat is None or actor.account_id == release.asked_by_id:
        raise Forbidden("不能同意自己的申请。", then=then)
    stands_in = Tenure.objects.filter(pk=seat.tenure_id, deputising_for__in=release.asked_as)
    if stands_in.exists():
        raise Forbidden("您现在代理的就是申请人的岗位，不能替申请人同意。", then=then)
    lower = seat.unit_path != release.asked_path and under(seat.unit_path, release.asked_path)
    serves = seat.unit_path == release.asked_path and release.asked_heads and HEADS_A_UNIT not in seat.permissions
    if lower or serves:
        raise Forbidden("下级不能同意上级的申请。", then=then)


def _enter_decision(actor: Actor, seat: Seat | None, release: Release, yes: bool, note: str, now: datetime) -> None:
    data = {"by": release.asked_by.name, "roll": told(release), "note": note or "无"}
    if not yes:
        trail.record(actor, entries.DECLINED, release, data, now=now, seat=seat)
        return
    until = localtime(now + timedelta(hours=declared.rules().release_valid))
    trail.record(actor, entries.AGREED_TO, release, data | {"until": f"{until:%m-%d %H:%M}"}, now=now, seat=seat)
    says = f"{actor.name}同意{release.asked_by.name}导出{told(release)}，{release.rows} 行，用途：{release.purpose}"
    alarm(actor, "release", None, says, now)


# ── building, taking ───────────────────────────────────────────────────────────────────────────────────────────────


def build(actor: Actor, pk: int, *, now: datetime, progress: Progress) -> dict[str, int]:
    """Write it, once; run again after a crash it begins anew. `actor` asked for it, with the posts held now.

    Raises NotFound, Problem where it is no longer to be built, Forbidden where the asker lost the post.
    """
    release = Release.objects.filter(pk=pk, asked_by=actor.account_id).first()
    if release and release.state == State.BUILT and place(release).exists():
        return {"rows": release.rows}
    if release is None or release.state != State.AGREED or release.until <= now:
        raise Problem("这份导出已经失效，或者已经生成。", then="需要的请重新申请。")
    need_at(actor, RELEASE, Place(release.place))
    table = _table(actor, release, now, progress)
    content = BytesIO()
    rows = put(table, release.form, content, on_disk=False)
    digest = hashlib.sha256(content.getbuffer()).hexdigest()
    write_sealed(place(release), _pieces(content), str(release.uuid))
    with writing():
        if not Release.objects.filter(pk=pk, state=State.AGREED).update(state=State.BUILT, digest=digest):
            raise Problem("这份导出已经失效，或者已经生成。", then="需要的请重新申请。")
        data = {"roll": told(release), "fields": fields_told(release), "rows": rows, "digest": digest[:32]}
        trail.record(actor, entries.BUILT, release, data, now=now)
    return {"rows": rows}


def _table(actor: Actor, release: Release, now: datetime, progress: Progress) -> Export:
    roll, on = roll_of(release), localtime(now).date()
    shown = fields_told(release)

    def keep(page: Sequence[Person]) -> None:
        keep_released(actor, page, shown, release.purpose, release.pk, now)

    def rows() -> Iterator[Sequence[Cell]]:
        done = 0
        for page in rolls.whole(actor, roll, release.fields, on, keep):
            progress(done, release.rows)
            yield from page
            done += len(page)

    by = release.decided_by.name if release.decided_by else ""
    about = f"未遮掩，{by}同意，用途：{release.purpose}，{localtime(release.until):%Y-%m-%d %H:%M}前使用后销毁"
    mark = marked(actor, told(release), about, now)
    head = rolls.whole_head(roll, release.fields)
    return Export(named(roll, release.form, on), mark, head, islice(rows(), release.rows))


def _pieces(content: BytesIO) -> Iterator[bytes]:
    content.seek(0)
    while piece := content.read(PIECE):
        yield piece


def place(release: Release) -> Path:
    return Path(settings.HOME) / FOLDER / release.uuid.hex


def fetch(actor: Actor, pk: int, *, now: datetime) -> tuple[Iterator[bytes], Release]:
    """The file for whoever asked, as long as it is valid and he serves there; entered each time.

    Raises NotFound, Forbidden.
    """
    need(actor, RELEASE)
    release = Release.objects.filter(pk=pk, asked_by=actor.account_id).first()
    if release is None:
        raise NotFound
    need_at(actor, RELEASE, Place(release.place))
    if release.state != State.BUILT or release.until <= now or not place(release).exists():
        raise NotFound("这份导出还没有生成，或者已经失效。", then="需要的请重新申请。")
    with writing():
        data = {"roll": told(release), "fields": fields_told(release)}
        trail.record(actor, entries.RELEASED, release, data, now=now)
    return read_sealed(place(release), str(release.uuid)), release


def file_name(release: Release) -> str:
    return named(roll_of(release), release.form, localtime(release.decided_at or release.asked_at).date())


def sweep(*, now: datetime) -> int:
    """What has expired is taken away, with whatever lies there that no release knows; gives how many files."""
    over = Release.objects.exclude(state__in=(State.OVER, State.DECLINED)).filter(until__lte=now)
    with writing():
        over.update(state=State.OVER)
    kept = {one.hex for one in Release.objects.filter(state=State.BUILT).values_list("uuid", flat=True)}
    oldest = (now - timedelta(hours=1)).timestamp()
    files = [path for path in (Path(settings.HOME) / FOLDER).glob("*") if path.name not in kept]
    gone = [path for path in files if not path.suffix or path.stat().st_mtime < oldest]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
