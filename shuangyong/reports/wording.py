"""The words that papers, the terminal and the desk use for the codes of the reading contract."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from shuangyong.reader.model import Document, Kind, Repair, Verdict

UNSAID = "文件未明确"
OPEN = f"（{UNSAID}）"
"""Stands wherever the document names nobody and no term."""
LEGEND = f"标有“{OPEN}”的浅灰色格，是原文没有写明的内容，系统未作推断，留待研究确定。"
NO_TASKS = "本文件中没有读出需要落实的任务。"

KINDS: dict[Kind, str] = {
    "news": "新闻报道",
    "speech": "讲话",
    "notice": "通知",
    "circular": "通报",
    "minutes": "会议纪要",
    "plan": "方案、要点、计划",
    "summary": "总结、自查报告",
    "rules": "办法、制度、条例",
    "other": "其他",
}

REASONS = {
    "kind": "文种",
    "title": "标题",
    "origin": "来源",
    "published": "日期",
    "secrecy": "密级",
    "meeting": "会议",
    "outline": "提纲",
    "sentences": "句子",
    "tasks": "任务",
    "lead": "牵头单位",
    "support": "配合单位",
    "deadline": "完成时限",
    "goals": "目标",
    "references": "提到的文件",
    "repairs": "修复",
}
"""What a reason is about; anything else is told as it is."""


class RepairWords(NamedTuple):
    """A kind of repair in words: what was done, what it is counted in, what it means."""

    name: str
    unit: str
    note: str


REPAIRS: dict[str, RepairWords] = {
    "pinyin_note": RepairWords("删去注音", "处", "汉字后面括号里的读音，不是作者写的"),
    "traditional": RepairWords("繁体转简体", "字", "繁体字转回简体字"),
    "mojibake": RepairWords("改正乱码", "处", "编码出错的文字恢复原样"),
    "repeated_line": RepairWords("删去重复行", "行", "标题等在正文里又出现的，保留第一次"),
    "boilerplate": RepairWords("删去网页附加内容", "处", "导航、上一篇下一篇、页眉页脚、版权和责任编辑等"),
    "image_name": RepairWords("删去图片文件名", "个", "图片没有带来，只剩文件名"),
    "masked": RepairWords("恢复遮盖的字", "处", "星号遮住的双拥用语，只有一种可能时才恢复"),
    "width": RepairWords("全角改半角", "个", "全角数字和字母改为半角，标点不动"),
    "wrap": RepairWords("接回断行", "处", "一段话被拆成几行的，接成一段"),
    "space": RepairWords("去掉多余空格", "处", "字与字之间多出来的空格"),
    "unseen": RepairWords("没有读看不见的文字", "处", "白色、极小、划掉、涂黑、纸外的字，列在删去的行里，请对照原件"),
    "layered": RepairWords("读的是扫描件的文字层", "段", "识别出来的字，和图上看到的不一定相同，请对照原件"),
    "turned": RepairWords("去掉改变文字方向的符号", "个", "看到的先后可能与读出的不同，日期和数字请对照原件"),
}
_OTHER_REPAIR = RepairWords("其他修补", "处", "")
VERDICTS: dict[Verdict, str] = {"task": "任务", "exhortation": "号召", "background": "背景", "furniture": "格式"}
VERDICT_NOTES: dict[Verdict, str] = {
    "task": "属于某一项任务",
    "exhortation": "提倡、呼吁，没有可检查的要求",
    "background": "情况、意义、做过的事",
    "furniture": "标题、称呼、落款、名单",
}

# Control characters (an escape sequence can repaint a terminal, and XML forbids most of them), marks that turn the
# reading direction, and halves of surrogate pairs. Tab and newline stay.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """`text` without characters that a sheet, a paper or a terminal cannot carry safely."""
    return _UNPRINTABLE.sub("", text)


def chinese_date(iso: str | None) -> str | None:
    """An ISO 8601 day as an official writes it: 2021-06-01 becomes 2021年6月1日; None stays None."""
    if iso is None:
        return None
    day = date.fromisoformat(iso)
    return f"{day.year}年{day.month}月{day.day}日"


def table_title(document: Document) -> str:
    """《…》任务分解表, after the document's title or, where it has none, its file's name."""
    name = document.title or PurePath(document.source.name).stem
    inner = printable(name).replace("《", "〈").replace("》", "〉")
    return f"《{inner}》任务分解表"


def doubt(document: Document, index: int) -> str:
    """One warning as a sentence: what stands there, what it may be, why."""
    warning = document.warnings[index]
    guess = f"，疑为“{warning.suggest}”" if warning.suggest else ""
    return printable(f"“{warning.text}”{guess}（{warning.reason}）")


def doubts_alike(document: Document) -> dict[str, list[int]]:
    """Each doubt once, as a sentence, with the indices of all warnings that say it, in the order of the first."""
    alike: dict[str, list[int]] = {}
    for index in range(len(document.warnings)):
        alike.setdefault(doubt(document, index), []).append(index)
    return alike


def repair_words(kind: str) -> RepairWords:
    """The words for a kind of repair; one that has none of its own is 其他修补."""
    return REPAIRS.get(kind, _OTHER_REPAIR)


def repaired(repair: Repair) -> str:
    """One repair with its count: 删去注音 179 处."""
    words = repair_words(repair.kind)
    return f"{words.name} {repair.count} {words.unit}"


def repair_line(document: Document) -> str:
    """All repairs in one line; says so where there was none."""
    return "；".join(map(repaired, document.repairs)) or "未作修补"


def said_date(said: str, day: str | None) -> str | None:
    """The day in words (2026年12月10日) where a term has one, None where the term already says just that."""
    words = chinese_date(day)
    return None if words is None or words in said else words
