"""argparse in Chinese: its own words are looked up here, since Python ships no Chinese catalogue for them."""

from __future__ import annotations

import argparse

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本号",
    "%(prog)s: error: %(message)s\n": "用法有误：%(message)s\n用 %(prog)s --help 查看说明。\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
    "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r 这一项，可用的有：%(choices)s",
    "invalid %(type)s value: %(value)r": "值 %(value)r 不能用",
    "argument %(argument_name)s: %(message)s": "参数 %(argument_name)s：%(message)s",
    "expected one argument": "后面要跟一个值",
    "expected at least one argument": "后面至少要跟一个值",
    "ambiguous option: %(option)s could match %(matches)s": "选项 %(option)s 不明确，可能是：%(matches)s",
    "not allowed with argument %s": "不能与 %s 同时使用",
    "one of the arguments %s is required": "下列参数须选一个：%s",
    "ignored explicit argument %r": "不需要值 %r",
}


def translate(text: str) -> str:
    return WORDS.get(text, text)


def install() -> None:
    """Give argparse its Chinese words. It looks its translator up by the module-level name `_`."""
    vars(argparse)["_"] = translate
