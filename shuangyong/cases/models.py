"""What is stored of a case. State columns are a cache of its steps; actions keep both in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django.db import models

from shuangyong.base.actor import LEVELS, Place
from shuangyong.base.errors import Problem
from shuangyong.base.files.models import Blob
from shuangyong.base.organisation import paths
from shuangyong.base.organisation.models import Account, Unit
from shuangyong.cases.engine.clocks import NEVER
from shuangyong.catalog.models import Definition


def _by(*scope: str, name: str) -> models.Index:
    """The index of one kind of list: equality on the scope and the phase, then a range in its order.

    The day of warning stands behind, so that a light is told without fetching the row.
    """
    return models.Index(fields=[*scope, "phase", "due", "id", "warn_on"], name=f"case_{name}")


def _open(*scope: str, name: str) -> models.Index:
    """All that is open in a wide place, in the order of lists, with what a list may ask beside.

    Its own condition too: SQLite asks it again of what the index gives, and would fetch the row for that.
    """
    columns = [*scope, "due", "id", "phase", "kind", "stage", "warn_on", "closed_on"]
    return models.Index(fields=columns, name=f"case_open_{name}", condition=models.Q(closed_on=None))


def _early(*scope: str, name: str) -> models.Index:
    """What warns long before its term: apart, so that a list of what warns need not walk through what does not yet."""
    columns = [*scope, "band", "due", "id", "phase", "kind", "stage", "warn_on", "closed_on"]
    condition = models.Q(closed_on=None, band__isnull=False)
    return models.Index(fields=columns, name=f"case_early_{name}", condition=condition)


def _awaited(*scope: str, name: str) -> models.Index:
    """Where some post is waited for, with what a desk asks: few of what is open, so that it is not walked through.

    By the parts of a desk: what is to be judged does not hide what is to be done, however much there is of it.
    """
    columns = [*scope, "awaits", "due", "id", "kind", "stage"]
    return models.Index(fields=columns, name=f"case_waits_{name}", condition=models.Q(awaits__isnull=False))


BANDS = (7, 31)
"""Days from the warning to the term: up to the first is usual, more is band 1, more than the second band 2."""


def band_of(due: date, warn_on: date) -> int | None:
    """How early a case warns; None for the usual."""
    days = (due - warn_on).days
    return next((band for band in range(len(BANDS), 0, -1) if days > BANDS[band - 1]), None)


def said_of(holders: Mapping[str, Iterable[tuple[int, int | None]]]) -> str:
    """Who holds what in one text, `part:unit part:unit …`: parts by their keys, units in the order of the state."""
    held = dict.fromkeys((part, unit) for part, given in sorted(holders.items()) for unit, _ in given)
    return " ".join(f"{part}:{unit}" for part, unit in held)


@lru_cache(maxsize=4096)
def held_in(said: str | None) -> tuple[tuple[str, int], ...]:
    """Parts and the units that hold them. An office's lines name the same few units again and again."""
    return tuple([(part, int(unit)) for part, _, unit in [one.partition(":") for one in (said or "").split()]])


class Case(models.Model):
    """A case (事项). Bound for ever to a published version of its kind, or moved to another by a step."""

    definition = models.ForeignKey(Definition, models.PROTECT, related_name="+")
    kind = models.CharField("种类", max_length=40)
    number = models.CharField("编号", max_length=60)
    title = models.CharField("标题", max_length=300)
    stage = models.CharField("环节", max_length=40)
    phase = models.CharField("状态", max_length=8)
    awaits = models.CharField(max_length=8, null=True)
    """On which part of the desk it stands of the post for which its stage waits; null where for none
    (turns.awaited)."""
    rev = models.PositiveIntegerField("修订", default=1)
    """How many steps it has; compared and set by whoever takes the next one."""
    degree = models.PositiveSmallIntegerField("级别", default=0)
    province = models.CharField(max_length=2, default="")
    city = models.CharField(max_length=4, default="")
    county = models.CharField(max_length=6, default="")
    town = models.CharField(max_length=9, default="")
    village = models.CharField(max_length=12, default="")
    opened_on = models.DateField("立项日期")
    closed_on = models.DateField("办结日期", null=True)
    due = models.DateField("最近的期限", default=NEVER)
    warn_on = models.DateField("提醒日", default=NEVER)
    due_clock = models.CharField(max_length=40, default="")
    band = models.PositiveSmallIntegerField(null=True)
    """How early it warns (band_of)."""
    held = models.TextField(null=True)
    """Who holds what, as lists show it: `said_of`. Null is nobody; so a column is added to many cases in a moment."""
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children", db_index=False)
    parent_name = models.CharField(max_length=40, default="")
    state = models.JSONField("状态明细")
    values = models.JSONField("字段值", default=dict)
    """The same values as in the state, apart, for conditions asked of the database."""

    class Meta:
        verbose_name = "事项"
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "number", "county"], name="case_number")]
        indexes: ClassVar = [
            _by(name="all"),
            *(_by(level, name=level) for level in LEVELS),
            _by("kind", name="kind"),
            _by("county", "kind", name="county_kind"),
            _open(name="all"),
            *(_open(level, name=level) for level in LEVELS[:3]),
            _early(name="all"),
            *(_early(level, name=level) for level in LEVELS[:2]),
            *(_awaited(level, name=level) for level in LEVELS[1:]),
            # For posts of a province or the nation: what lies in no place below, and kinds that are sent up.
            _awaited("province", "city", name="alone"),
            models.Index(
                fields=["kind", "due", "id", "stage", "province", "awaits"],
                name="case_waits_kind",
                condition=models.Q(awaits__isnull=False),
            ),
            # What was closed since a day, for whoever looks after a place.
            models.Index(fields=["closed_on"], name="case_closed_on", condition=models.Q(closed_on__isnull=False)),
            models.Index(fields=["parent"], name="case_parent", condition=models.Q(parent__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def place(self) -> Place:
        return Place(self.village or self.town or self.county or self.city or self.province)

    @property
    def term(self) -> date | None:
        """The nearest term, None where nothing runs."""
        return None if self.due == NEVER else self.due


class Holding(models.Model):
    """A unit's part in a case, with the columns of the case that its desk lists by: no list joins the two.

    No index of its foreign keys alone: each begins another one.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="holdings", db_index=False)
    part = models.CharField("承办方式", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="holdings", db_index=False)
    unit_path = models.CharField(max_length=120)
    root = models.CharField(max_length=paths.WIDTH, default="")
    """The top of the unit's tree: the beginning of its path."""
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="holdings", db_index=False)
    open = models.BooleanField(default=True)
    kind = models.CharField(max_length=40, null=True)
    stage = models.CharField(max_length=40, null=True)
    """Null only so that they are added to many holdings in a moment."""
    phase = models.CharField(max_length=8)
    due = models.DateField(default=NEVER)
    warn_on = models.DateField(default=NEVER)
    degree = models.PositiveSmallIntegerField(default=0)
    place = models.CharField(max_length=12, default="")
    """Where the case lies."""
    awaits = models.CharField(max_length=8, null=True)
    """On which part of the unit's desk it stands, where the stage waits for who has this part (turns.awaited)."""

    class Meta:
        verbose_name = "承办"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "part", "unit"], name="holding_once")]
        indexes: ClassVar = [
            models.Index(fields=["unit", "phase", "due", "case", "warn_on", "degree"], name="holding_unit"),
            models.Index(
                fields=["account", "phase", "due", "case", "warn_on", "degree"],
                name="holding_account",
                condition=models.Q(account__isnull=False),
            ),
            models.Index(
                fields=["unit", "awaits", "due", "case", "kind", "stage", "part", "account", "degree"],
                name="holding_desk",
                condition=models.Q(awaits__isnull=False),
            ),
            # In which open cases a unit has a part, for what that bars it from.
            models.Index(fields=["unit", "part", "case", "open"], name="holding_part", condition=models.Q(open=True)),
            # Under a unit: of a whole tree in the order of lists, of a part of one by its paths; and of one unit what
            # lies outside of a place.
            models.Index(
                fields=["root", "due", "case", "phase", "warn_on", "degree", "open"],
                name="holding_tree",
                condition=models.Q(open=True),
            ),
            models.Index(
                fields=["unit_path", "place", "due", "case", "phase", "warn_on", "degree", "open"],
                name="holding_under",
                condition=models.Q(open=True),
            ),
            models.Index(fields=["unit_path", "phase", "case"], name="holding_ended", condition=models.Q(open=False)),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.part} {self.case_id}"


class StepRow(models.Model):
    """One step. Never changed, never deleted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="steps")
    seq = models.PositiveIntegerField("次序")
    action = models.CharField("动作", max_length=40)
    from_stage = models.CharField(max_length=40, default="")
    to_stage = models.CharField(max_length=40)
    at = models.DateTimeField("时间")
    on = models.DateField("日期")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+", db_index=False)
    actor_name = models.CharField("经办人", max_length=100)
    seat = models.CharField("岗位", max_length=200, default="")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.TextField("说明", default="")
    data = models.JSONField(default=dict)

    class Meta:
        verbose_name = "步骤"
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="step_seq")]
        # Whether a case went through somebody's hands, asked of everything that waits for him.
        # By unit alone SQLite would walk through all that an office ever did (29 ms at 64,000 cases, now 0.2).
        indexes: ClassVar = [
            models.Index(fields=["account", "case", "action"], name="step_hands"),
            models.Index(fields=["unit", "case", "action"], name="step_units"),
        ]
        ordering: ClassVar = ["case", "seq"]

    def __str__(self) -> str:
        return f"{self.case_id}.{self.seq} {self.action}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new row is ever written."""
        if not self._state.adding:
            raise Problem("事项的步骤不能修改。", then="需要更正的，请再办一步并写明理由。")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Refused: the state of the case is the sum of these rows."""
        raise Problem("事项的步骤不能删除。", then="需要更正的，请再办一步并写明理由。")


class Words(models.Model):
    """What a case is found by: its tokens (search.tokens), with a space between. Indexed by migration 0004."""

    case = models.OneToOneField(Case, models.CASCADE, primary_key=True, related_name="words")
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.case_id} {self.text[:40]}"


class Involved(models.Model):
    """A case names a row of the register: all cases of a person, a household, a merchant are one range of an index."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="involved")
    sort = models.CharField(max_length=10)
    row = models.BigIntegerField("登记编号")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "sort", "row"], name="involved_once")]
        indexes: ClassVar = [models.Index(fields=["sort", "row", "-case"], name="involved_row")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.sort} {self.row}"


class Serial(models.Model):
    """The last number given out for a kind in a county and year."""

    kind = models.CharField(max_length=40)
    county = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "county", "year"], name="serial_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.county} {self.year}: {self.last}"


class Reminder(models.Model):
    """A rung of the ladder that presses (催办), waiting for its day."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="reminders")
    clock = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    due_on = models.DateField("提醒日期")
    done_at = models.DateTimeField("提醒时间", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "clock", "number", "due_on"], name="reminder_once")
        ]
        indexes: ClassVar = [
            # Serves the daily job: what is to be rung by today.
            models.Index(fields=["due_on", "id"], name="reminder_waiting", condition=models.Q(done_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.clock} {self.due_on}"


class Notice(models.Model):
    """One person was told one thing: when it was put on the desk, in which digest it stood, when it was seen."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="notices")
    case = models.ForeignKey(Case, models.CASCADE, null=True, related_name="notices")
    """None where it is about no case: accounts and posts were changed."""
    sort = models.CharField("类别", max_length=10)
    """step: somebody did something; term: a term presses; people: accounts and posts were changed."""
    says = models.CharField("内容", max_length=300)
    at = models.DateTimeField("时间")
    digest = models.ForeignKey("Digest", models.PROTECT, null=True, related_name="notices")
    seen_at = models.DateTimeField("已阅时间", null=True)

    class Meta:
        verbose_name = "通知"
        indexes: ClassVar = [
            models.Index(fields=["account", "-id"], name="notice_account"),
            models.Index(fields=["account"], name="notice_unseen", condition=models.Q(seen_at=None)),
            models.Index(fields=["at"], name="notice_to_digest", condition=models.Q(digest=None)),
        ]

    def __str__(self) -> str:
        return self.says


class Digest(models.Model):
    """What one person was told on one day, in one piece (一人一天一条)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="digests")
    day = models.DateField("日期")
    says = models.TextField("内容")
    made_at = models.DateTimeField("形成时间")
    seen_at = models.DateTimeField("已阅时间", null=True)

    class Meta:
        verbose_name = "每日提要"
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "day"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class Recurred(models.Model):
    """A case that opened by itself: once for a rule's day and a unit, or a rule's day and the person it is about."""

    kind = models.CharField(max_length=40)
    rule = models.CharField("规则", max_length=60)
    day = models.DateField("日期")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    about = models.BigIntegerField(default=0)
    """The person whose event brought it (a row of the register); 0 for a rule of the calendar."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "rule", "day", "unit"], condition=models.Q(about=0), name="recurred_once"
            ),
            models.UniqueConstraint(
                fields=["kind", "rule", "day", "about"], condition=~models.Q(about=0), name="recurred_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.day} {self.unit_id}"


class Proof(models.Model):
    """A file that proves something until a day (印证材料). Filed once, used in many cases."""

    blob = models.ForeignKey(Blob, models.PROTECT, related_name="proofs")
    title = models.CharField("名称", max_length=200)
    proves = models.CharField("证明什么", max_length=300)
    on = models.DateField("材料日期")
    until = models.DateField("有效期至", null=True)
    filed_at = models.DateTimeField("提交时间")
    filed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    filed_for = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    county = models.CharField(max_length=12, default="")
    degree = models.PositiveSmallIntegerField("级别", default=0)

    class Meta:
        verbose_name = "印证材料"
        indexes: ClassVar = [models.Index(fields=["filed_for", "-id"], name="proof_unit")]

    def __str__(self) -> str:
        return self.title


class ProofUse(models.Model):
    """A proof in a slot of a case, from one of its steps."""

    proof = models.ForeignKey(Proof, models.PROTECT, related_name="uses")
    case = models.ForeignKey(Case, models.PROTECT, related_name="proof_uses")
    slot = models.CharField(max_length=40)
    seq = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["proof", "case", "slot"], name="proof_use_once")]

    def __str__(self) -> str:
        return f"{self.proof_id} {self.case_id}.{self.slot}"
