"""The words that papers, the terminal and the desk use for the codes of the reading contract."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath

from shuangyong.reader.model import Document

OPEN = "（文件未明确）"
"""Stands wherever the document names nobody and no term."""
LEGEND = f"标有“{OPEN}”的浅灰色格，是原文没有写明的内容，系统未作推断，由办公室研究后填写。"
NO_TASKS = "本文件中没有读出需要落实的任务。"

KINDS = {
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
REPAIRS = {
    "pinyin_note": "去除夹注的拼音",
    "traditional": "繁体字还原为简体",
    "mojibake": "还原乱码",
    "repeated_line": "去除重复的行",
    "boilerplate": "去除网页、页眉页脚等附带内容",
    "image_name": "去除图片文件名",
    "masked": "还原被星号遮住的词",
    "width": "全角数字、字母改为半角",
    "wrap": "接回被硬换行断开的段落",
    "space": "清理多余空白",
}
VERDICTS = {"task": "任务", "exhortation": "号召", "background": "背景", "furniture": "格式用语"}

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


def repair_line(document: Document) -> str:
    """All repairs in one line; says so where there was none."""
    if not document.repairs:
        return "未作修复"
    return "；".join(f"{REPAIRS.get(repair.kind, repair.kind)} {repair.count} 处" for repair in document.repairs)
