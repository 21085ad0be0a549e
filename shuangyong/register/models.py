"""What is stored of persons and what stands around them: the least that is needed.

Protected values (identity numbers, certificates, telephones, addresses) lie in `Secret` alone, encrypted. What changes
in a life lies by period: half open, valid from the first day on, no longer on the second; no end where it goes on.
"""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from shuangyong.base.actor import LEVELS, Place
from shuangyong.base.organisation.models import Account, Unit


def period(name: str, since: str = "since", until: str = "until") -> models.CheckConstraint:
    """A constraint: the end, where there is one, comes after the beginning, where that is known."""
    known = Q(**{f"{until}__isnull": True}) | Q(**{f"{since}__isnull": True}) | Q(**{f"{until}__gt": F(since)})
    return models.CheckConstraint(condition=known, name=name)


class Placed(models.Model):
    """Something that lies in a place, with a column for each level: every scope is equality on one of them."""

    region = models.CharField("所在区划", max_length=12, blank=True)
    province = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=4, blank=True)
    county = models.CharField(max_length=6, blank=True)
    town = models.CharField(max_length=9, blank=True)
    village = models.CharField(max_length=12, blank=True)

    class Meta:
        abstract = True

    @property
    def place(self) -> Place:
        return Place(self.region)

    def set_region(self, code: str) -> None:
        """The region and the five columns cut from it."""
        self.region = code
        for level in LEVELS:
            setattr(self, level, Place(code).up(level))


class Person(Placed):
    """One person, one file (一人一档). `region` is where it lives; `head` the person it was merged into."""

    class Sex(models.TextChoices):
        MALE = "男", "男"
        FEMALE = "女", "女"

    class Hukou(models.TextChoices):
        RURAL = "农村", "农村"
        URBAN = "城镇", "城镇"

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    name = models.CharField("姓名", max_length=60)
    name_key = models.CharField(max_length=160)
    """The name in an order and with prefixes that every collation keeps (naming.py)."""
    sex = models.CharField("性别", max_length=1, choices=Sex, blank=True)
    born = models.DateField("出生日期", null=True, blank=True)
    died = models.DateField("去世日期", null=True, blank=True)
    hukou = models.CharField("户籍类别", max_length=2, choices=Hukou, blank=True)
    hukou_region = models.CharField("户籍地区划", max_length=12, blank=True)
    station = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="服务站")
    head = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    planted = models.BooleanField("布设的记录", default=False)
    """An invented person that nobody has a reason to open: whoever does raises an alarm."""
    rev = models.PositiveIntegerField(default=1)
    added_on = models.DateField("建档日期")
    source = models.CharField("来源", max_length=100, blank=True)

    class Meta:
        verbose_name = "人员"
        indexes: ClassVar = [
            *(
                models.Index(fields=[level, "name_key", "id"], name=f"person_{level}", condition=Q(head=None))
                for level in LEVELS
            ),
            models.Index(fields=["name", "born"], name="person_alike"),
            models.Index(fields=["born", "village"], name="person_born"),
            models.Index(fields=["head"], name="person_head", condition=Q(head__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"人员 {self.pk}"


class Secret(models.Model):
    """A protected value, encrypted and bound to this row, its person and its sort (sealing.py); never in the clear."""

    class Sort(models.TextChoices):
        ID_NUMBER = "id_number", "身份证号"
        CERTIFICATE = "certificate", "证件号"
        PHONE = "phone", "联系电话"
        ADDRESS = "address", "详细地址"

    uuid = models.UUIDField(default=uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="secrets")
    sort = models.CharField(max_length=12, choices=Sort)
    label = models.CharField("名目", max_length=40, blank=True)
    """What sort of certificate: 残疾军人证, 优待证, 退役证."""
    sealed = models.BinaryField()
    key = models.CharField("密钥", max_length=16)
    blind = models.CharField("盲索引", max_length=64, blank=True)
    blind_key = models.CharField(max_length=16, blank=True)
    since = models.DateField("起", null=True)
    until = models.DateField("止", null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["sort", "blind"], name="secret_blind"),
            models.Index(fields=["key", "id"], name="secret_key"),
            models.Index(fields=["blind_key", "id"], name="secret_blind_key"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.sort}"


class Correction(models.Model):
    """What a plain fact of a person was before it was put right or changed, and from which day the new one holds."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)
    since = models.DateField("起")
    reason = models.CharField("理由", max_length=200, blank=True)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="correction_person")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.field}"


class Household(Placed):
    """A household (户): who lives together, by period."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    number = models.CharField("户号", max_length=40, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    station = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "户"
        indexes: ClassVar = [models.Index(fields=["county", "number"], name="household_number")]

    def __str__(self) -> str:
        return f"户 {self.pk}"


class Membership(models.Model):
    """A person belongs to a household for a time."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    role = models.CharField("与户主关系", max_length=20)
    since = models.DateField("起", null=True)
    until = models.DateField("止", null=True)

    class Meta:
        constraints: ClassVar = [period("membership_valid")]

    def __str__(self) -> str:
        return f"{self.household_id} {self.person_id} {self.role}"


class Relation(models.Model):
    """`other` is the `kind` (父母, 配偶, 子女 …) of `person`, for a time."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="relations")
    other = models.ForeignKey(Person, models.PROTECT, related_name="related")
    kind = models.CharField("关系", max_length=20)
    since = models.DateField("起", null=True)
    until = models.DateField("止", null=True)

    class Meta:
        constraints: ClassVar = [
            period("relation_valid"),
            models.CheckConstraint(condition=~Q(person=F("other")), name="relation_other"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.other_id}"


class Troops(Placed):
    """Troops under their public name. No designation, strength, arm or place of quarters is ever stored."""

    name = models.CharField("公开名称", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    closed = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "部队"
        constraints: ClassVar = [models.UniqueConstraint(fields=["county", "name"], name="troops_once")]

    def __str__(self) -> str:
        return self.name


class ServiceEpisode(models.Model):
    """One time in service, from enlisting to discharge. Whoever is called up again has a second one."""

    class Kind(models.TextChoices):
        CONSCRIPT = "义务兵", "义务兵"
        SERGEANT = "军士", "军士"
        OFFICER = "军官", "军官"
        CIVILIAN = "文职人员", "文职人员"

    person = models.ForeignKey(Person, models.PROTECT, related_name="episodes")
    kind = models.CharField("类别", max_length=8, choices=Kind)
    enlisted = models.DateField("入伍日期", null=True)
    discharged = models.DateField("退役日期", null=True)
    manner = models.CharField("退役安置方式", max_length=20, blank=True)
    troops = models.ForeignKey(Troops, models.PROTECT, null=True, related_name="episodes")
    troops_name = models.CharField("部队公开名称", max_length=60, blank=True)
    from_region = models.CharField("入伍地区划", max_length=12, blank=True)

    class Meta:
        verbose_name = "服役经历"
        constraints: ClassVar = [period("episode_valid", "enlisted", "discharged")]
        indexes: ClassVar = [
            models.Index(fields=["discharged", "id"], name="episode_discharged"),
            models.Index(fields=["enlisted", "id"], name="episode_enlisted"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"


class Category(models.Model):
    """A category of preferential treatment (优抚对象类别, categories.toml) that a person belongs to, by period."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="categories")
    key = models.CharField("类别", max_length=40)
    detail = models.JSONField("细目", default=dict)
    """What the category declares to be asked: 残疾性质, 残疾等级, 与烈士关系."""
    since = models.DateField("起", null=True)
    until = models.DateField("止", null=True)

    class Meta:
        verbose_name = "优抚对象类别"
        constraints: ClassVar = [period("category_valid")]
        indexes: ClassVar = [models.Index(fields=["key", "person"], name="category_key")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"


class Trait(models.Model):
    """Another fact by period that rules ask about and categories.toml declares: 收入来源, 是否就学, 就业状况."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="traits")
    key = models.CharField(max_length=40)
    value = models.JSONField()
    since = models.DateField("起", null=True)
    until = models.DateField("止", null=True)

    class Meta:
        constraints: ClassVar = [period("trait_valid")]
        indexes: ClassVar = [models.Index(fields=["key", "person"], name="trait_key")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"


class Honour(models.Model):
    """An honour or merit (categories.toml): 二等功, 2019."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="honours")
    key = models.CharField("荣誉", max_length=40)
    on = models.DateField("日期", null=True)

    class Meta:
        verbose_name = "功勋荣誉"

    def __str__(self) -> str:
        return f"{self.person_id} {self.key}"


class Merchant(Placed):
    """A merchant (拥军商户) by its unified social credit code. What is public of it."""

    name = models.CharField("商户名称", max_length=100)
    code = models.CharField("统一社会信用代码", max_length=18)
    trade = models.CharField("行业", max_length=40, blank=True)
    address = models.CharField("门店地址", max_length=200, blank=True)
    hours = models.CharField("营业时间", max_length=60, blank=True)
    closed = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "商户"
        constraints: ClassVar = [models.UniqueConstraint(fields=["code", "name", "address"], name="merchant_once")]
        indexes: ClassVar = [
            *(models.Index(fields=[level, "name", "id"], name=f"merchant_{level}") for level in LEVELS),
        ]

    def __str__(self) -> str:
        return self.name


class Site(Placed):
    """A place of the work: a base of defence education, a model community, a plate, a window, a memorial."""

    name = models.CharField("名称", max_length=100)
    sort = models.CharField("类别", max_length=20)
    address = models.CharField("地址", max_length=200, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    closed = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "阵地点位"
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "sort", "name"], name="site_once")]
        indexes: ClassVar = [
            *(models.Index(fields=[level, "name", "id"], name=f"site_{level}") for level in LEVELS),
        ]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """Breaking the glass: somebody reaches one person beyond the own scope, for a reason, for a time; reviewed."""

    class Verdict(models.TextChoices):
        FOUNDED = "有据", "有据"
        UNFOUNDED = "无据", "无据"

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    account_name = models.CharField(max_length=100)
    seat = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=12, blank=True)
    """Where the person is registered: whose security administrator reviews it."""
    person = models.ForeignKey(Person, models.PROTECT, related_name="grants")
    reason = models.CharField("理由", max_length=300)
    at = models.DateTimeField()
    until = models.DateTimeField("有效至")
    verdict = models.CharField(max_length=4, choices=Verdict, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField("复核意见", max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["account", "until"], name="grant_account"),
            models.Index(fields=["at"], name="grant_to_review", condition=Q(verdict="")),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.person_id}"


class Look(models.Model):
    """Somebody looked at a person: the page (masked), or protected values opened for a purpose."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="looks")
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    account_name = models.CharField(max_length=100)
    seat = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    fields = models.CharField("打开了什么", max_length=100, blank=True)
    """"" for the masked page."""
    purpose = models.CharField("用途", max_length=200, blank=True)
    case = models.BigIntegerField("事项", null=True)
    grant = models.ForeignKey(Grant, models.PROTECT, null=True, related_name="looks")
    release = models.BigIntegerField("完整导出", null=True)
    """The authorised export by which the values left."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["release", "person"], condition=Q(release__isnull=False), name="look_release_once"
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "-id"], name="look_person"),
            models.Index(fields=["account", "at"], name="look_account"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.person_id} {self.fields}"


class Tally(models.Model):
    """What an account did on a day: records opened, lookups made, rows taken out, glasses broken, requests refused."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    day = models.DateField()
    opened = models.PositiveIntegerField(default=0)
    looked_up = models.PositiveIntegerField(default=0)
    exported = models.PositiveIntegerField(default=0)
    glasses = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "day"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class Alarm(models.Model):
    """Something that the security administrator must know at once: a planted record opened, a budget used up."""

    sort = models.CharField(max_length=12)
    says = models.CharField(max_length=300)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["-id"], name="alarm_open", condition=Q(settled_at=None))]

    def __str__(self) -> str:
        return self.says


class Pair(models.Model):
    """Two records that may be one person: why, and what a person decided. `one` is the smaller number."""

    class State(models.TextChoices):
        WAITING = "待定", "待定"
        MERGED = "已合并", "已合并"
        DIFFERENT = "不是同一人", "不是同一人"

    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reasons = models.JSONField(default=list)
    weight = models.PositiveSmallIntegerField(default=0)
    county = models.CharField(max_length=6, blank=True)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    found_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["one", "other"], name="pair_once")]
        indexes: ClassVar = [models.Index(fields=["state", "-weight", "id"], name="pair_queue")]

    def __str__(self) -> str:
        return f"{self.one_id} {self.other_id}"


class Merge(models.Model):
    """A merger, with what is needed to take it back to the letter: who followed which head before."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    into = models.ForeignKey(Person, models.PROTECT, related_name="mergers")
    followed = models.JSONField(default=list)
    """Persons that had been merged into `person` and went along."""
    reason = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-id"], name="merge_person")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.into_id}"
