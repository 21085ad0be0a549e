"""What is stored of documents: the text and its reading, the drafts made from it, the cases these became."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from shuangyong.base.actor import Place
from shuangyong.base.files.models import Blob
from shuangyong.base.organisation.models import CODE, DEGREES, Account, Unit
from shuangyong.cases.models import Case
from shuangyong.intake.content import Content, named_of


class Document(models.Model):
    """A document that was taken in (收文). What carries a marking of state secrecy never becomes a row."""

    class State(models.TextChoices):
        DRAFT = "draft", "待确认"
        ASKED = "asked", "待领导同意"
        CLOSED = "closed", "已处理完"

    sha256 = models.CharField(max_length=64)
    name = models.CharField("文件名", max_length=200)
    blob = models.ForeignKey(Blob, models.PROTECT, null=True, related_name="+")
    """Null for a web page: only its text is kept, its code is not."""
    text = models.TextField("正文")
    reading = models.JSONField("读法")
    """As reader.reading.as_json gives it, without the text, which has its own column."""
    kind = models.CharField("文种", max_length=20)
    title = models.CharField("标题", max_length=300)
    origin = models.CharField("来源", max_length=200, blank=True)
    published = models.DateField("成文日期", null=True)
    secrecy = models.CharField("密级", max_length=60, blank=True)
    degree = models.PositiveSmallIntegerField("级别", choices=DEGREES, default=0)
    series = models.CharField("会议", max_length=100, blank=True)
    held = models.DateField("会议日期", null=True)
    uploaded_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    uploaded_at = models.DateTimeField("收文时间")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    unit_path = models.CharField(max_length=120, blank=True)
    region = models.CharField("地区", max_length=CODE, blank=True)
    state = models.CharField("状态", max_length=10, choices=State, default=State.DRAFT)
    asked_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    agreed_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    refusal = models.TextField("领导意见", blank=True, default="")
    """Why a leader did not agree, with the name; empty once it is asked again."""
    rev = models.PositiveIntegerField("修订", default=1)
    """Raised by every change of the drafts; compared and set by whoever makes the next one."""

    class Meta:
        verbose_name = "收文"
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "sha256"], name="document_once_a_place")]
        indexes: ClassVar = [
            models.Index(fields=["region", "-id"], name="document_region"),
            models.Index(fields=["region", "series", "held"], name="document_series"),
            models.Index(fields=["state", "asked_by"], name="document_answers"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def place(self) -> Place:
        return Place(self.region)


class Draft(models.Model):
    """One task read from a document or marked in it by a person (任务稿), until it becomes cases or is dropped."""

    class State(models.TextChoices):
        OPEN = "open", "待确认"
        MERGED = "merged", "已并入"
        DROPPED = "dropped", "已舍弃"
        CONFIRMED = "confirmed", "已确认"

    document = models.ForeignKey(Document, models.CASCADE, related_name="drafts")
    seq = models.PositiveIntegerField("次序")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    task = models.CharField("工作任务", max_length=1000)
    measures = models.JSONField("具体措施", default=list)
    named = models.JSONField("单位", default=list)
    sharing = models.CharField("多个牵头单位", max_length=8, blank=True)
    deadline = models.DateField("完成时限", null=True)
    deadline_said = models.CharField("文件上的期限", max_length=60, blank=True)
    business = models.CharField("业务", max_length=40)
    path = models.JSONField(default=list)
    state = models.CharField("状态", max_length=10, choices=State, default=State.OPEN)
    reason = models.CharField("舍弃理由", max_length=300, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    joins = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    """The case already open for the same duty, that it will be joined to."""
    asked = models.BooleanField("已报领导", default=False)
    by_hand = models.BooleanField("人工添加", default=False)

    class Meta:
        verbose_name = "任务稿"
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "seq"], name="draft_seq")]
        ordering: ClassVar = ["document", "start", "seq"]

    def __str__(self) -> str:
        return self.task

    @property
    def content(self) -> Content:
        """What it says, as a value."""
        return Content(
            self.task,
            tuple(self.measures),
            tuple(map(named_of, self.named)),
            self.sharing,  # type: ignore[arg-type]  # one of the three: only put() sets it
            self.deadline,
            self.deadline_said,
            self.business,
            tuple(self.path),
        )

    def put(self, content: Content) -> None:
        """Take over a value; storing it is the caller's."""
        self.task, self.measures = content.task[:1000], list(content.measures)
        self.named = [named.stored() for named in content.named]
        self.sharing, self.business = content.sharing, content.business
        self.deadline, self.deadline_said = content.deadline, content.deadline_said[:60]
        self.path = list(content.path)


class DraftSource(models.Model):
    """A stretch of the document that a draft stands on; a joined draft has several."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="sources")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["draft", "start", "end"], name="draft_source_once")]
        ordering: ClassVar = ["start", "pk"]

    def __str__(self) -> str:
        return f"{self.draft_id} {self.start}-{self.end}"


class CaseSource(models.Model):
    """A case and the words of a document that it came from; a duty of two documents has two."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="sources")
    document = models.ForeignKey(Document, models.PROTECT, related_name="case_sources")
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="case_sources")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    words = models.TextField("原文")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "draft", "start", "end"], name="case_source_once")
        ]
        ordering: ClassVar = ["case", "pk"]

    def __str__(self) -> str:
        return f"{self.case_id} ← {self.document_id} {self.start}-{self.end}"


class Edit(models.Model):
    """One change of a document's drafts, with what was before, so that it can be undone."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="edits")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=100)
    says = models.CharField(max_length=300)
    before = models.JSONField()
    undone = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "seq"], name="edit_seq")]
        ordering: ClassVar = ["document", "seq"]

    def __str__(self) -> str:
        return self.says


class Table(models.Model):
    """An old table (旧台账) that somebody sent. Its cells are never stored: they wait sealed until they are taken."""

    class State(models.TextChoices):
        MAPPED = "mapped", "待核对"
        TAKING = "taking", "正在导入"
        TAKEN = "taken", "已导入"

    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField(max_length=64)
    waiting = models.CharField(max_length=32)
    """Where the file waits (spool)."""
    sheet = models.PositiveSmallIntegerField("第几张表", default=0)
    first = models.PositiveIntegerField("表头首行")
    last = models.PositiveIntegerField("表头末行")
    target = models.CharField("导入到", max_length=40)
    why = models.CharField("为什么", max_length=500)
    mapping = models.JSONField("列与项目", default=dict)
    whole = models.JSONField("整张表一样的", default=dict)
    """Column to the text that stands for every row."""
    words = models.JSONField("格子里的写法", default=dict)
    """Column to the office's word to what it means."""
    rows = models.PositiveIntegerField("数据行数", default=0)
    taken = models.PositiveIntegerField("新导入", default=0)
    same = models.PositiveIntegerField("以前已导入", default=0)
    wrong = models.PositiveIntegerField("有问题", default=0)
    state = models.CharField("状态", max_length=10, choices=State, default=State.MAPPED)
    job = models.BigIntegerField(null=True)
    region = models.CharField("地区", max_length=CODE, blank=True)
    sent_by = models.ForeignKey(Account, models.PROTECT, null=True, related_name="+")
    sent_at = models.DateTimeField("上传时间")

    class Meta:
        verbose_name = "旧台账"
        indexes: ClassVar = [models.Index(fields=["region", "-id"], name="table_region")]

    def __str__(self) -> str:
        return self.name


class ColumnName(models.Model):
    """What an office calls a column: remembered when somebody said so."""

    region = models.CharField(max_length=CODE, blank=True)
    target = models.CharField(max_length=40)
    name = models.CharField("列名", max_length=40)
    key = models.CharField("项目", max_length=60)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "target", "name"], name="column_name_once")]

    def __str__(self) -> str:
        return f"{self.target} {self.name} {self.key}"


class CellWord(models.Model):
    """What a word in an office's tables means: remembered when somebody said so."""

    region = models.CharField(max_length=CODE, blank=True)
    target = models.CharField(max_length=40)
    column = models.CharField("项目", max_length=60)
    text = models.CharField("表里写的", max_length=40)
    meant = models.CharField("就是", max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "target", "column", "text"], name="cell_word_once")
        ]

    def __str__(self) -> str:
        return f"{self.target} {self.column} {self.text} {self.meant}"


class TakenRow(models.Model):
    """A row that was taken, by its keyed fingerprint: the same row again changes nothing."""

    region = models.CharField(max_length=CODE, blank=True)
    target = models.CharField(max_length=40)
    mark = models.CharField(max_length=64)
    became = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["region", "target", "mark"], name="taken_row_once")]

    def __str__(self) -> str:
        return f"{self.target} {self.became}"
