"""What is stored for scores: what is asked of cases, what each case answers, and the sums of the answers.

A case answers by a *shape*: for every condition that some standard asks of its kind, yes, unknown or (absent) no.
A mark says which shape a case has now; a cell counts marks of one shape in one place and year. Marks and cells follow
from cases; they are written with them in one transaction and can be made again from nothing at any time.
Turns say the same of every day and of what was known on every day (turning).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shuangyong.base.organisation.models import Account, Unit
from shuangyong.cases.models import Case


class Ask(models.Model):
    """A condition that is asked of every case of a kind. Its number is what shapes are written with."""

    kind = models.CharField("种类", max_length=40)
    when = models.TextField("条件")
    digest = models.CharField(max_length=64)
    """SHA-256 of the condition: a text is too long to be unique by itself."""
    ready = models.BooleanField("已清点", default=False)
    """Whether every case has answered; until then scores that need it are counted from the steps."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "digest"], name="ask_once")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.when}"


class View(models.Model):
    """A day by which cases of a kind are put into years."""

    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    ready = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "by"], name="view_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.by}"


class Trait(models.Model):
    """What different values are counted of: a field, or the units of a part, of the cases that meet a condition."""

    kind = models.CharField(max_length=40)
    ask = models.ForeignKey(Ask, models.PROTECT, null=True, related_name="+")
    """None: of every case."""
    distinct = models.CharField(max_length=60)
    ready = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ask", "distinct"], name="trait_once"),
            models.UniqueConstraint(
                fields=["kind", "distinct"], condition=models.Q(ask=None), name="trait_of_all_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.distinct}"


class Shape(models.Model):
    """One combination of answers. There are few: a kind with ten conditions has some dozens in use."""

    kind = models.CharField(max_length=40)
    by = models.CharField(max_length=40)
    text = models.CharField(max_length=700)
    """Numbers of asks, each with + for yes or ? for unknown: 3+ 5? 9+."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["kind", "by", "text"], name="shape_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.by} {self.text}"


class Mark(models.Model):
    """What one case answers now, put into a year by one of its days."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="marks")
    scope = models.CharField("地方", max_length=12)
    """The county; for cases above counties, the city or province; 0 for the nation."""
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField("年度")
    turns_on = models.DateField("再看的日子", null=True)
    """The first day on which the answers may be others although nothing is done."""
    late = models.PositiveIntegerField("补录天数", default=0)
    units = models.JSONField(default=list)
    """Scopes of units that hold it: u12:lead."""
    values = models.JSONField(default=list)
    """Pairs of trait and value."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "by"], name="mark_once")]
        indexes: ClassVar = [
            # Counts everything again from nothing without touching the table; and finds the records behind a number.
            models.Index(fields=["scope", "shape", "year", "case"], name="mark_cells"),
            models.Index(fields=["turns_on", "scope"], name="mark_turns", condition=models.Q(turns_on__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by} {self.year}"


class Cell(models.Model):
    """So many marks more or fewer of one shape in a place, or held by a unit, in a year.

    Only ever added to, so that no writer waits for another; a job puts the additions together (counting.compact).
    """

    scope = models.CharField(max_length=60)
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    n = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scope", "shape", "year", "n"], name="cell_read")]

    def __str__(self) -> str:
        return f"{self.scope} {self.shape_id} {self.year}: {self.n}"


class Member(models.Model):
    """So many cases more or fewer with one value of a trait. There are as many different values as stay above 0."""

    scope = models.CharField(max_length=60)
    trait = models.ForeignKey(Trait, models.PROTECT, related_name="+")
    by = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=200)
    n = models.IntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scope", "trait", "by", "year", "value", "n"], name="member_read")]

    def __str__(self) -> str:
        return f"{self.scope} {self.trait_id} {self.year} {self.value}: {self.n}"


class Turn(models.Model):
    """From a day on, as far as is known from a day on, a case counts more or less often under a shape in a year.

    Only ever added to, like cells, and never wrong later: what counts on a day, as known on a day, is the sum of all
    turns of that day and before it that were known by then. Days to come are among them where the answers of a case
    will change by the passing of days alone.
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="turns")
    scope = models.CharField("地方", max_length=12)
    """The same as the mark's: where the case lies now."""
    shape = models.ForeignKey(Shape, models.PROTECT, related_name="+", db_index=False)
    year = models.PositiveSmallIntegerField("年度")
    on = models.DateField("自何日起")
    known = models.DateField("何日知道")
    n = models.SmallIntegerField()

    class Meta:
        indexes: ClassVar = [
            # A place on any day of the past without touching the table.
            models.Index(fields=["scope", "on", "known", "shape", "year", "n"], name="turn_read"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.shape_id} {self.year} {self.on}/{self.known}: {self.n:+}"


class TurnValue(models.Model):
    """The same for one value of a trait."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="value_turns")
    scope = models.CharField("地方", max_length=12)
    trait = models.ForeignKey(Trait, models.PROTECT, related_name="+", db_index=False)
    by = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    value = models.CharField(max_length=200)
    on = models.DateField("自何日起")
    known = models.DateField("何日知道")
    n = models.SmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scope", "trait", "on"], name="turn_value_read")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.value} {self.year} {self.on}/{self.known}: {self.n:+}"


class TurnUnit(models.Model):
    """From a day on, as far as is known from a day on, a unit holds a case, or holds it no more."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="unit_turns")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    on = models.DateField("自何日起")
    known = models.DateField("何日知道")
    n = models.SmallIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["unit", "on", "known", "case", "n"], name="turn_unit_read")]

    def __str__(self) -> str:
        return f"{self.case_id} u{self.unit_id} {self.on}/{self.known}: {self.n:+}"


class PastSum(models.Model):
    """A past day of a province or of the nation ("") as known on a day, added up by a job (past)."""

    place = models.CharField("地方", max_length=12, blank=True)
    on = models.DateField("截至")
    known = models.DateField("按何日已知")
    sums = models.BinaryField(default=b"")
    """Compressed JSON: sums of shapes by year, sums of values."""
    made_at = models.DateTimeField("加总时间", null=True)
    """When adding up began; none while it goes on."""

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["place", "on", "known"], name="past_sum_once")]

    def __str__(self) -> str:
        return f"{self.place} {self.on}/{self.known}"


class Remedy(models.Model):
    """A case that was opened so that a gap should close."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="remedy")
    scope = models.CharField("地方或单位", max_length=12)
    standard = models.CharField("标准", max_length=40)
    code = models.CharField("指标编号", max_length=40)
    year = models.PositiveSmallIntegerField("年度")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["scope", "standard", "year"], name="remedy_of")]

    def __str__(self) -> str:
        return f"{self.standard} {self.code} {self.year}: {self.case_id}"


class SentFinding(models.Model):
    """What an inspector wrote on the spot and sent, maybe twice: the word that his device gave it, and the case."""

    token = models.UUIDField("设备给的编号")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "token"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.token}: {self.case_id}"


class Foreseen(models.Model):
    """A forecast of the points at a cut-off day, kept on the day it was made, and what came of it."""

    scope = models.CharField("地方", max_length=12)
    standard = models.CharField("标准", max_length=40)
    version = models.PositiveSmallIntegerField("版次")
    made_on = models.DateField("预测日")
    cut_off = models.DateField("截止日")
    least = models.IntegerField("至少")
    likely = models.IntegerField("大约")
    most = models.IntegerField("至多")
    """Ten-thousandths of a point."""
    reworked = models.BooleanField("事后重算", default=False)
    """Worked out later from what was known on that day."""
    compared = models.BooleanField("比照去年", default=False)
    """Whether there was a year before to compare with."""
    came = models.IntegerField("实得", null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["scope", "standard", "cut_off", "made_on"], name="foreseen_once")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.standard} {self.made_on} → {self.cut_off}"
