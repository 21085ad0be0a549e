"""The Chinese words in which the desk says what a reading found."""

from __future__ import annotations

import re
from typing import Final

VERDICTS: Final = {"task": "任务", "exhortation": "号召", "background": "背景", "furniture": "格式"}

VERDICT_NOTES: Final = {
    "task": "属于某一项任务",
    "exhortation": "提倡、呼吁，没有可检查的要求",
    "background": "情况、意义、做过的事",
    "furniture": "标题、称呼、落款、名单",
}

REPAIRS: Final = {
    "pinyin_note": ("删去注音", "处", "汉字后面括号里的读音，不是作者写的"),
    "traditional": ("繁体转简体", "字", "繁体字转回简体字"),
    "mojibake": ("改正乱码", "处", "编码出错的文字恢复原样"),
    "repeated_line": ("删去重复行", "行", "标题等在正文里又出现的，保留第一次"),
    "boilerplate": ("删去网页附加内容", "处", "导航、上一篇下一篇、页眉页脚、版权和责任编辑等"),
    "image_name": ("删去图片文件名", "个", "图片没有带来，只剩文件名"),
    "masked": ("恢复遮盖的字", "处", "星号遮住的双拥用语，只有一种可能时才恢复"),
    "width": ("全角改半角", "个", "全角数字和字母改为半角，标点不动"),
    "wrap": ("接回断行", "处", "一段话被拆成几行的，接成一段"),
    "space": ("去掉多余空格", "处", "字与字之间多出来的空格"),
}

_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def doubt_reason(reason: str) -> str:
    """Return the reader's reason if it is Chinese, else a general sentence: no other language reaches the page."""
    return reason if _CHINESE.search(reason) else "这里的用语可疑，请对照原件核实"


def megabytes(size: int) -> str:
    """Say a size in bytes in MB, one decimal."""
    return f"{size / 1024 / 1024:.1f} MB"
