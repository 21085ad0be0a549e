"""The text of an expression cut into words and signs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from shuangyong.rules.expressions.problems import ExpressionError
from shuangyong.rules.expressions.tree import Place
from shuangyong.rules.expressions.values import LARGEST

LONGEST = 2000
"""Characters of one expression: a page of text is not a condition."""
WORDS = frozenset("and or not in is known unknown true false".split())
_LETTER = "A-Za-z_\u3400-\u4dbf\u4e00-\u9fff"
_PATTERN = re.compile(
    rf"""
      (?P<space>[ \t\r\n]+)
    | (?P<date>[0-9]+-[0-9]+-[0-9]+)                                   # before numbers: no sum is written so tightly
    | (?P<number>[0-9]+(?:\.[0-9]+)?)
    | (?P<name>[{_LETTER}][{_LETTER}0-9]*(?:\.[{_LETTER}0-9]+)*)
    | (?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    | (?P<sign>==|!=|<=|>=|[<>+\-*()\[\],])
    """,
    re.VERBOSE,
)
_INSTEAD = {
    **dict(zip("（），＜＞＋－×【】≥≤≠", "( ) , < > + - * [ ] >= <= !=".split(), strict=True)),
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "＝": "==",
    "=": "==",
    "&": "and",
    "|": "or",
    "!": "not",
    "＂": '"',
    "＇": "'",
    "＊": "*",
    "！": "not",
}
_SIGNS = "可以用的符号：== != < <= > >= + - * ( ) [ ] 和逗号；文字写在英文引号里。"


@dataclass(frozen=True, slots=True)
class Token:
    """`kind`: number, date, text, name, word, sign or end; `value` of literals."""

    kind: str
    text: str
    place: Place
    value: str | date | Decimal = ""


def tokens(text: str) -> list[Token]:
    """All words and signs, with an `end` behind them; ExpressionError for what the language does not have."""
    if len(text) > LONGEST:
        raise ExpressionError(f"条件有{len(text)}个字，太长。", Place(text[:40], 0, 1), f"一个条件最多{LONGEST}个字。")
    found: list[Token] = []
    position = 0
    while position < len(text):
        match = _PATTERN.match(text, position)
        if match is None:
            raise strange(text, position)
        position = match.end()
        if match.lastgroup != "space":
            found.append(token(str(match.lastgroup), match[0], Place(text, match.start(), match.end())))
    return [*found, Token("end", "", Place(text, len(text), len(text)))]


def strange(text: str, position: int) -> ExpressionError:
    character = text[position]
    place = Place(text, position, position + 1)
    if character in "\"'":
        return ExpressionError("文字的引号没有收尾。", place, "一段文字前后用同样的英文引号，中间不换行。")
    better = _INSTEAD.get(character)
    return ExpressionError(f"不认识“{character}”。" + (f"请改写为 {better}" if better else ""), place, _SIGNS)


def token(kind: str, text: str, place: Place) -> Token:
    match kind:
        case "number":
            return Token(kind, text, place, number(text, place))
        case "date":
            return Token(kind, text, place, day(text, place))
        case "text":
            return Token(kind, text, place, re.sub(r"\\(.)", r"\1", text[1:-1]))
    return Token("word" if text in WORDS else kind, text, place)


def number(text: str, place: Place) -> Decimal:
    value = Decimal(text)
    if len(text.partition(".")[2]) > 4 or value > LARGEST:
        raise ExpressionError(f"数“{text}”不能用。", place, "数最多4位小数，最大10000000000000（10万亿）。")
    return value


def day(text: str, place: Place) -> date:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass  # a day that no calendar has: told below
    raise ExpressionError(
        f"“{text}”不是日期。", place, "日期写成“年-月-日”，如2026-08-01；要做减法请在减号前后留空格。"
    )
