"""The cast: one invented notice of 清河县, read by hand, so that pages can be tested without the reader."""

from __future__ import annotations

from dataclasses import replace

from shuangyong.reader.model import (
    Deadline,
    Document,
    Item,
    Meeting,
    Person,
    Repair,
    Sentence,
    Source,
    Task,
    Verdict,
    Warning,
)

NOTICE = """清河县双拥工作领导小组办公室关于做好2026年冬季走访慰问工作的通知
各成员单位：
去年以来，全县双扶氛围日益浓厚。为落实《中华人民共和国退役军人保障法》，现将有关事项通知如下。
一、认真组织走访慰问
（一）摸清底数。由县退役军人事务局牵头，县民政局、县财政局配合，12月10日前完成困难退役军人摸底，建立台账，逐户核实。
（二）开展走访。各乡镇要在节前走访慰问驻县部队。同时要做好新闻宣传。
二、落实优待政策
县教育局要做好军人子女入学保障。力争实现全国双拥模范县“三连冠”。
让我们携起手来，谱写军民团结新篇章。
序号\t任务\t责任单位
1\t双拥示范社区挂牌\t县民政局
清河县双拥工作领导小组办公室
2026年11月20日"""

VERDICTS: tuple[tuple[str, Verdict], ...] = (
    ("清河县双拥工作领导小组办公室关于做好2026年冬季走访慰问工作的通知\n", "furniture"),
    ("各成员单位：\n", "furniture"),
    ("去年以来，全县双扶氛围日益浓厚。", "background"),
    ("为落实《中华人民共和国退役军人保障法》，现将有关事项通知如下。\n", "background"),
    ("一、认真组织走访慰问\n", "background"),
    ("（一）摸清底数。", "task"),
    ("由县退役军人事务局牵头，县民政局、县财政局配合，12月10日前完成困难退役军人摸底，建立台账，逐户核实。\n", "task"),
    ("（二）开展走访。", "task"),
    ("各乡镇要在节前走访慰问驻县部队。", "task"),
    ("同时要做好新闻宣传。\n", "task"),
    ("二、落实优待政策\n", "background"),
    ("县教育局要做好军人子女入学保障。", "task"),
    ("力争实现全国双拥模范县“三连冠”。\n", "exhortation"),
    ("让我们携起手来，谱写军民团结新篇章。\n", "exhortation"),
    ("序号\t任务\t责任单位\n", "furniture"),
    ("1\t双拥示范社区挂牌\t县民政局\n", "task"),
    ("清河县双拥工作领导小组办公室\n2026年11月20日", "furniture"),
)


def span(quote: str) -> tuple[int, int]:
    """Where a quotation stands in the notice."""
    start = NOTICE.index(quote)
    return start, start + len(quote)


def sentences() -> tuple[Sentence, ...]:
    """The notice's sentences; their verdicts are read by hand."""
    at, made = 0, []
    for text, verdict in VERDICTS:
        assert NOTICE.startswith(text, at), text
        made.append(Sentence(at, at + len(text), verdict))
        at += len(text)
    assert at == len(NOTICE)
    return tuple(made)


def _item(number: str, level: int, heading: str, quote: str, *children: Item) -> Item:
    return Item(number, level, heading, *span(quote), children)


_SURVEY = NOTICE[NOTICE.index("（一）") : NOTICE.index("\n（二）")]
_VISIT = NOTICE[NOTICE.index("（二）") : NOTICE.index("\n二、")]
_FIRST = NOTICE[NOTICE.index("一、认真") : NOTICE.index("\n二、")]
_SECOND = NOTICE[NOTICE.index("二、落实") : NOTICE.index("\n让我们")]
_ROW = "1\t双拥示范社区挂牌\t县民政局"


def tasks() -> tuple[Task, ...]:
    """Four tasks: full, a term without a day, open throughout, and a table's row."""
    survey = ("完成困难退役军人摸底", "建立台账", "逐户核实")
    helpers = ("县民政局", "县财政局")
    return (
        Task(
            "摸清底数",
            survey,
            ("县退役军人事务局",),
            helpers,
            Deadline("12月10日前", "2026-12-10"),
            ("一", "(一)"),
            *span(_SURVEY),
        ),
        Task(
            "开展走访",
            ("走访慰问驻县部队", "做好新闻宣传"),
            ("各乡镇",),
            (),
            Deadline("节前", None),
            ("一", "(二)"),
            *span(_VISIT),
        ),
        Task("做好军人子女入学保障", (), (), (), None, ("二",), *span(_SECOND)),
        Task("双拥示范社区挂牌", ("双拥示范社区挂牌",), ("县民政局",), (), None, (), *span(_ROW)),
    )


def notice() -> Document:
    """The notice as the reader should give it."""
    chair = Person("李明远", ("副县长", "县双拥工作领导小组组长"))
    return Document(
        source=Source("冬季走访慰问通知.txt", "0" * 64, "txt"),
        text=NOTICE,
        repairs=(Repair("pinyin_note", 179), Repair("traditional", 26)),
        warnings=(Warning(*span("双扶"), "双扶", "双拥", "not a term of the field"),),
        kind="notice",
        title="清河县双拥工作领导小组办公室关于做好2026年冬季走访慰问工作的通知",
        origin="清河县双拥工作领导小组办公室",
        published="2026-11-20",
        secrecy=None,
        meeting=Meeting("全县双拥工作领导小组会议", "2026-11-18", (chair,), (), (Person("王芳", ()),)),
        outline=(
            _item(
                "一",
                1,
                "认真组织走访慰问",
                _FIRST,
                _item("(一)", 2, "摸清底数", _SURVEY),
                _item("(二)", 2, "开展走访", _VISIT),
            ),
            _item("二", 1, "落实优待政策", _SECOND),
        ),
        tasks=tasks(),
        sentences=sentences(),
        goals=("全国双拥模范县“三连冠”",),
        references=("中华人民共和国退役军人保障法",),
    )


def summary() -> Document:
    """A document that asks nobody to do anything and says nothing about itself."""
    text = "去年以来，双拥工作取得成效。"
    return replace(
        notice(),
        text=text,
        repairs=(),
        warnings=(),
        kind="summary",
        title=None,
        origin=None,
        published=None,
        meeting=None,
        outline=(),
        tasks=(),
        sentences=(Sentence(0, len(text), "background"),),
        goals=(),
        references=(),
    )


def marked(secrecy: str) -> Document:
    """The notice with a marking."""
    return replace(notice(), secrecy=secrecy)
