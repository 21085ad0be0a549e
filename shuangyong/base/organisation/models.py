"""What is stored: regions, units and their names, the leading group, accounts and the posts they hold.

Every pair of days is half open: valid from the first day on, no longer valid on the second. What gives anybody a right
is `Bound`: the trail answers for it (base.trail.touched).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models
from django.db.models import F, Q

from shuangyong.base.actor import LENGTHS, LEVELS, Place
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.paths import DEEPEST, WIDTH
from shuangyong.base.trail.bound import Bound, BoundQuerySet

CODE = max(LENGTHS)
DEGREES = ((0, "公开"), (1, "内部"), (2, "工作秘密"))


def valid(name: str, since: str = "valid_from", until: str = "valid_to") -> models.CheckConstraint:
    """A constraint: the end, where there is one, comes after the beginning."""
    condition = Q(**{f"{until}__isnull": True}) | Q(**{f"{until}__gt": F(since)})
    return models.CheckConstraint(condition=condition, name=name)


class Region(Bound):
    """A code of the map (GB/T 2260 or statistical code, without trailing zeros) for the time it was valid."""

    CALLED = "行政区划"
    WIDTH = 200
    """A country's map of 600,000 rows comes in one act: its entry carries 3,000 digests of 40 digits."""
    code = models.CharField("代码", max_length=CODE)
    name = models.CharField("名称", max_length=60, db_index=True)
    parent = models.CharField("上级代码", max_length=CODE, blank=True)
    valid_from = models.DateField("启用日期")
    valid_to = models.DateField("停用日期", null=True, blank=True)

    class Meta:
        verbose_name = "行政区划"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "valid_from"], name="region_once"),
            valid("region_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.code}）"

    @property
    def place(self) -> Place:
        return Place(self.code)

    @property
    def told(self) -> str:
        return f"{self.code} {self.name}"


class Guard(models.Model):
    """One row for each thing that only one may change at a time: updating it makes the others wait."""

    name = models.CharField(max_length=40, unique=True)
    revision = models.PositiveIntegerField(default=0)

    @classmethod
    def moved(cls, name: str) -> None:
        """Until this transaction ends, nobody else moves it. On either database an UPDATE waits for the other's."""
        if not cls._raise(name):
            cls.objects.get_or_create(name=name)
            cls._raise(name)

    @classmethod
    def _raise(cls, name: str) -> bool:
        return bool(cls.objects.filter(name=name).update(revision=F("revision") + 1))


TREE = "units"
"""The guard of all units: who changes the tree holds it, for a path is right only as long as no path above it changes.

Whatever is written of any unit moves it: processes keep what they read of units as long as it stands (known.py)."""


class Units(BoundQuerySet["Unit"]):
    """Moves the guard with whatever is written of many units at once; `Unit.save` and `delete` do so for one."""

    def bulk_create(self, objs: Iterable[Unit], *args: Any, **kwargs: Any) -> list[Unit]:
        Guard.moved(TREE)
        return super().bulk_create(objs, *args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        """Bulk updates come this way too."""
        Guard.moved(TREE)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        Guard.moved(TREE)
        return super().delete()


class Unit(Bound):
    """A body that work can be given to. Its path is explained in paths.py; its place columns are cut from `region`."""

    CALLED = "单位"

    class Kind(models.TextChoices):
        PARTY = "party", "党委部门"
        GOVERNMENT = "government", "政府部门"
        ARMY = "army", "军队单位"
        TOWN = "town", "乡镇（街道）"
        VILLAGE = "village", "村（社区）"
        STATION = "station", "服务站"
        GROUP = "group", "领导小组及其办公室"
        COMPANY = "company", "企业"
        OTHER = "other", "其他"

    name = models.CharField("名称", max_length=100)
    short = models.CharField("简称", max_length=40)
    kind = models.CharField("类别", max_length=12, choices=Kind)
    region = models.CharField("所在区划", max_length=CODE, blank=True)
    province = models.CharField(max_length=2, blank=True)
    city = models.CharField(max_length=4, blank=True)
    county = models.CharField(max_length=6, blank=True)
    town = models.CharField(max_length=9, blank=True)
    village = models.CharField(max_length=12, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=WIDTH * DEEPEST)
    duties = models.TextField("职责", blank=True)
    degree = models.PositiveSmallIntegerField("级别", choices=DEGREES, default=0)
    valid_from = models.DateField("成立日期")
    valid_to = models.DateField("撤销日期", null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    origin = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    """The unit that became this one and others."""
    revision = models.PositiveIntegerField(default=0)
    UNBOUND = frozenset({"revision"})

    objects = Units.as_manager()  # type: ignore[misc]  # of the same kind, which only the plugin would know

    class Meta:
        verbose_name = "单位"
        indexes: ClassVar = [
            models.Index(fields=["county", "kind", "path"], name="unit_county"),
            models.Index(fields=["city", "kind", "path"], name="unit_city"),
            models.Index(fields=["province", "kind", "path"], name="unit_province"),
            # The units of one region itself, such as those that stand above a place.
            models.Index(fields=["region"], name="unit_region"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["path"], name="unit_path_once"),
            valid("unit_valid"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> Place:
        return Place(self.region)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What processes keep of units is no longer what is there."""
        Guard.moved(TREE)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        Guard.moved(TREE)
        return super().delete(*args, **kwargs)

    def set_region(self, code: str) -> None:
        """The region and the five columns cut from it."""
        self.region = code
        for level in LEVELS:
            setattr(self, level, Place(code).up(level))


class UnitName(Bound):
    """One name that a unit goes by; `whole` and `core` (词干) are explained in naming.py."""

    CALLED = "单位名称"

    class Kind(models.TextChoices):
        FULL = "full", "全称"
        SHORT = "short", "简称"
        FORMER = "former", "曾用名"

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="names")
    text = models.CharField("名称", max_length=100)
    kind = models.CharField("种类", max_length=8, choices=Kind)
    whole = models.CharField(max_length=100)
    core = models.CharField(max_length=100)
    region = models.CharField(max_length=CODE, blank=True)
    """A copy of the unit's: three thousand counties have a 教育局, and one is asked for."""

    class Meta:
        verbose_name = "单位名称"
        indexes: ClassVar = [
            models.Index(fields=["whole", "region"], name="unit_name_whole"),
            models.Index(fields=["core", "region"], name="unit_name_core"),
        ]
        constraints: ClassVar = [models.UniqueConstraint(fields=["unit", "text"], name="unit_name_once")]

    def __str__(self) -> str:
        return self.text


class Group(Bound):
    """A leading group (领导小组) of a place: a unit of its own, an office in another unit, and its rules."""

    CALLED = "领导小组"
    unit = models.OneToOneField(Unit, models.PROTECT, related_name="leading_group")
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="办公室")
    rules = models.TextField("工作规则", blank=True)

    class Meta:
        verbose_name = "领导小组"

    def __str__(self) -> str:
        return self.unit.name


class GroupSeat(Bound):
    """A post in the leading group, held by somebody named, of a unit, with or without an account."""

    CALLED = "领导小组职务"

    class Role(models.TextChoices):
        HEAD = "head", "组长"
        DEPUTY = "deputy", "副组长"
        MEMBER = "member", "成员"
        OFFICE_HEAD = "office_head", "办公室主任"
        OFFICE_DEPUTY = "office_deputy", "办公室副主任"

    group = models.ForeignKey(Group, models.PROTECT, related_name="seats")
    role = models.CharField("职务", max_length=16, choices=Role)
    name = models.CharField("姓名", max_length=40)
    title = models.CharField("本职", max_length=100, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    account = models.ForeignKey("Account", models.PROTECT, null=True, blank=True, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "领导小组职务"
        constraints: ClassVar = [valid("group_seat_valid", "since", "until")]

    def __str__(self) -> str:
        return f"{self.get_role_display()}{self.name}"


class GroupMember(Bound):
    """A member unit (成员单位) of the leading group and its duties there."""

    CALLED = "成员单位"
    group = models.ForeignKey(Group, models.PROTECT, related_name="members")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="memberships")
    duties = models.TextField("职责", blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "成员单位"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["group", "unit", "since"], name="group_member_once"),
            valid("group_member_valid", "since", "until"),
        ]

    def __str__(self) -> str:
        return self.unit.name


class Account(Bound, AbstractBaseUser):
    """Somebody who can log in. What it may do comes from its tenures alone; Django's permissions are not used."""

    login = models.CharField("登录名", max_length=40, unique=True)
    name = models.CharField("姓名", max_length=40)
    phone = models.CharField("手机号", max_length=20, blank=True)
    active = models.BooleanField("启用", default=True)
    must_change_password = models.BooleanField("须改密码", default=True)
    password_changed_at = models.DateTimeField(null=True, blank=True)
    one_time_until = models.DateTimeField("一次性密码有效期至", null=True, blank=True)
    locked_until = models.DateTimeField("锁定至", null=True, blank=True)
    logged_in_at = models.DateTimeField("上次登录", null=True, blank=True)
    totp_secret = models.CharField(max_length=200, blank=True)
    totp_pending = models.CharField(max_length=200, blank=True)
    totp_step = models.BigIntegerField(default=0)
    handed = models.CharField(max_length=32, blank=True)
    """What the proof code (核验码) is derived from, which the next log-in asks for; empty where none is asked for."""
    revision = models.PositiveIntegerField(default=0)

    # Django's own column would be written at every log-in outside of writing(); logged_in_at replaces it.
    last_login = None

    USERNAME_FIELD = "login"
    CALLED = "账号"
    UNBOUND = frozenset({"revision", "logged_in_at", "totp_pending", "totp_step"})

    class Meta:
        verbose_name = "账号"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["phone"], condition=~Q(phone=""), name="account_phone_once"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        return self.login

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's name for it."""
        return self.active

    @property
    def masked_phone(self) -> str:
        return mask_phone(self.phone)

    @property
    def has_totp(self) -> bool:
        return bool(self.totp_secret)


def mask_phone(phone: str) -> str:
    """138****0001; shorter numbers keep their last two digits."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * max(len(phone) - 2, 0) + phone[-2:]


class OldPassword(Bound):
    """The hash of a password that was used before, so that it is not used again."""

    CALLED = "用过的密码"
    account = models.ForeignKey(Account, models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    since = models.DateTimeField()

    @property
    def told(self) -> str:
        return f"{self.account.login}用过的密码"


class RecoveryCode(Bound):
    """A code for the day when the phone is gone; only its digest is kept."""

    CALLED = "恢复码"
    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True, blank=True)

    @property
    def told(self) -> str:
        return f"{self.account.login}的恢复码"


class Failures(models.Model):
    """Failed log-ins counted for one name or one address; the key is a digest, since people type passwords as names."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(db_index=True)
    locked_until = models.DateTimeField(null=True, blank=True)


class Tenure(Bound):
    """An account holds a post (posts.toml) in a unit for a time; `deputising_for`: in place of another's tenure."""

    CALLED = "任职"
    account = models.ForeignKey(Account, models.PROTECT, related_name="tenures")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tenures")
    post = models.CharField("岗位", max_length=40)
    since = models.DateField("起")
    until = models.DateField("止", null=True, blank=True)
    deputising_for = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="deputies")

    class Meta:
        verbose_name = "任职"
        indexes: ClassVar = [models.Index(fields=["unit", "post"], name="tenure_unit_post")]
        constraints: ClassVar = [
            # A day in office is the least; a tenure that ends on the day it began was never held.
            models.CheckConstraint(condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="tenure_valid"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}@{self.unit_id}:{self.post}"

    @property
    def told(self) -> str:
        return f"{self.account.login}在{self.unit.name}任{posts.load().name_of(self.post)}"
