"""argparse in Chinese: its own words are looked up here, since Python ships no Chinese catalogue for them."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from shuangyong.config.saying import plain

WORDS = {
    "usage: ": "用法：",
    "positional arguments": "参数",
    "options": "选项",
    "show this help message and exit": "显示这份说明",
    "show program's version number and exit": "显示版本号",
    "%(prog)s: error: %(message)s\n": "用法有误：%(message)s\n用 %(prog)s --help 查看说明。\n",
    "the following arguments are required: %s": "缺少参数：%s",
    "unrecognized arguments: %s": "不认识的参数：%s",
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


class Parser(argparse.ArgumentParser):
    """What is not known is told by the command that it was written to, with what that command takes.

    argparse hands what a command does not know back to the first parser, whose general usage helps nobody.
    """

    def parse_known_args(  # type: ignore[override]  # the overloads of the base class, as one
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ) -> tuple[argparse.Namespace, list[str]]:
        words = list(sys.argv[1:] if args is None else args)
        if unknown := self._unknown_option(words):
            self.error(self._about_option(unknown))
        found, left = super().parse_known_args(words, namespace)
        if left:
            self.error(f"多写了：{' '.join(map(plain, left))}")
        return found, left

    def _unknown_option(self, words: Sequence[str]) -> str | None:
        """The first option that this command does not have; what stands behind a command's name is that one's."""
        hands_on = self._subparsers is not None
        for word in words:
            if word == "--" or hands_on and not word.startswith("-"):
                return None
            if len(word) > 1 and word[0] == "-" and not self._is_known(word):
                return word
        return None

    def _is_known(self, word: str) -> bool:
        known = self._option_string_actions
        return word.partition("=")[0] in known or word[:2] in known and word[1] != "-" or word[1].isdigit()

    def _about_option(self, word: str) -> str:
        if Path(word).is_file():
            return f"{plain(word)} 被当成了选项。文件名以“-”开头的，前面加上“./”，写成 ./{plain(word)}"
        name = word.partition("=")[0]
        options = [option for option in self._option_string_actions if option.startswith("--")]
        return f"没有 {plain(name)} 这个选项{_meant(name, options)}可用的选项：{'、'.join(options)}"

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            choices = [str(choice) for choice in action.choices]
            said = f"没有 {plain(value)} 这一项{_meant(str(value), choices)}可用的有：{'、'.join(choices)}"
            raise argparse.ArgumentError(action, said)


_ALIKE = 0.7
"""How much of two words must agree: --force is not what --format means, and does harm."""


def _meant(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that says that `word` is not known."""
    alike = difflib.get_close_matches(word, list(known), 1, _ALIKE)
    return f"，是不是 {alike[0]}？" if alike else "。"
