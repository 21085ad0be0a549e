"""Text → tree, by recursive descent. The grammar stands in docs/expressions.md, a rule for every method here."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from shuangyong.rules.expressions.functions import FUNCTIONS
from shuangyong.rules.expressions.problems import ExpressionError, unknown_name
from shuangyong.rules.expressions.tokens import Token, tokens
from shuangyong.rules.expressions.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Compare,
    Expr,
    Known,
    Literal,
    Name,
    Negative,
    Not,
    Or,
    Place,
    Type,
    children,
)

DEEPEST = 10
"""So many levels an expression may have: SQLite's parser holds a hundred open symbols, and each level opens several."""
COSTLIEST = 3
"""So deep may products, dates ± lengths, min and max hold each other: SQL writes out several times what they hold."""
MOST = 64
"""So many names and values may stand in it, those listed after `in` aside: their sum still fits into 64 bits."""
COMPARISONS = frozenset("== != < <= > >=".split())
_OPERAND = "这里应是一个名称、数、日期、文字、true、false、函数或括号。"


def parse(text: str) -> Expr:
    """The tree of `text`; ExpressionError says where it cannot be read."""
    parser = _Parser(tokens(text))
    expr = parser.either()
    parser.finish()
    measure(expr)
    return expr


def measure(expr: Expr) -> None:
    """Without recursion, since it is what recursion must be kept from."""
    waiting, leaves = [(expr, 1, 0)], 0
    while waiting:
        node, level, cost = waiting.pop()
        cost += costly(node)
        leaves += isinstance(node, Name | Literal)
        if level > DEEPEST:
            raise too_deep(node.place)
        if cost > COSTLIEST:
            what = "乘法、min、max、日期加减互相套得太深。"
            raise ExpressionError(what, node.place, f"最多套{COSTLIEST}层；请拆成几个条件或改用字段。")
        if leaves > MOST:
            raise ExpressionError("条件太长。", node.place, f"最多用{MOST}个名称和值；请拆成几个条件。")
        items = (node.item,) if isinstance(node, Among) else children(node)
        waiting.extend((item, level + (not same_row(node, item)), cost) for item in reversed(items))


def too_deep(place: Place) -> ExpressionError:
    return ExpressionError("条件套得太深。", place, f"最多{DEEPEST}层；请拆成几个条件。")


def same_row(node: Expr, item: Expr) -> bool:
    """`a + b - c` is one level, however long."""
    if not isinstance(node, Arithmetic) or not isinstance(item, Arithmetic):
        return False
    return item is node.left and "*" not in {node.sign, item.sign}


def costly(node: Expr) -> bool:
    match node:
        case Arithmetic(sign="*") | Call(function="min" | "max"):
            return True
        case Arithmetic(right=Call(function="days" | "months" | "years")):
            return True
    return False


class _Parser:
    """Reads its tokens from left to right; every method takes what belongs to its rule."""

    def __init__(self, found: list[Token]) -> None:
        self.found, self.index, self.level = found, 0, 0

    # -- looking and taking

    @property
    def now(self) -> Token:
        return self.found[self.index]

    def at(self, *texts: str) -> bool:
        return self.now.kind in {"word", "sign"} and self.now.text in texts

    def take(self) -> Token:
        taken = self.now
        self.index += 1
        return taken

    def expect(self, text: str, allowed: str) -> Token:
        if not self.at(text):
            raise self.surprise(f"缺少“{text}”", allowed)
        return self.take()

    def surprise(self, what: str, allowed: str) -> ExpressionError:
        found = f"，这里是“{self.now.text}”。" if self.now.text else "，条件到此就结束了。"
        return ExpressionError(what + found, self.now.place, allowed)

    def since(self, start: Place) -> Place:
        return Place(start.text, start.start, self.found[self.index - 1].place.end)

    def deeper(self, rule: Callable[[], Expr]) -> Expr:
        """One bracket, `not` or minus further in."""
        self.level += 1
        if self.level > DEEPEST:
            raise too_deep(self.now.place)
        expr = rule()
        self.level -= 1
        return expr

    def finish(self) -> None:
        if self.now.kind == "end":
            return
        if self.at(*COMPARISONS):
            raise self.surprise("一次只能比较两个值", "范围请写 between(值, 下限, 上限)，或用 and 连接两次比较。")
        raise self.surprise("多出了内容", "两个条件之间要用 and 或 or 连接。")

    # -- the rules, loosest first

    def either(self) -> Expr:
        return self.chain("or", Or, self.both)

    def both(self) -> Expr:
        return self.chain("and", And, self.opposite)

    def chain(self, word: str, make: type[And | Or], rule: Callable[[], Expr]) -> Expr:
        start = self.now.place
        items = [rule()]
        while self.at(word):
            self.take()
            items.append(rule())
        return make(tuple(items), place=self.since(start)) if len(items) > 1 else items[0]

    def opposite(self) -> Expr:
        start = self.now.place
        if not self.at("not"):
            return self.comparison()
        self.take()
        item = self.deeper(self.opposite)
        return Not(item, place=self.since(start))

    def comparison(self) -> Expr:
        start = self.now.place
        left = self.sum()
        if self.at(*COMPARISONS):
            sign = self.take().text
            right = self.sum()
            return Compare(sign, left, right, place=self.since(start))
        if self.at("is"):
            return self.known(left, start)
        if self.at("in", "not"):
            return self.among(left, start)
        return left

    def known(self, item: Expr, start: Place) -> Expr:
        self.take()
        if not self.at("known", "unknown"):
            raise self.surprise(
                "is 后面只能是 known 或 unknown", "写作“名称 is known”（已有）或“名称 is unknown”（还没有）。"
            )
        negated = self.take().text == "unknown"
        if not isinstance(item, Name):
            raise ExpressionError("只能问一个名称是不是已有。", item.place, "写作“名称 is known”或“名称 is unknown”。")
        return Known(item, negated, place=self.since(start))

    def among(self, item: Expr, start: Place) -> Expr:
        negated = self.at("not") and bool(self.take())
        self.expect("in", '写作“名称 in ["甲", "乙"]”或“名称 not in [1, 2]”。')
        self.expect("[", "in 后面用方括号列出值，用逗号隔开。")
        values = [self.listed()]
        while self.at(","):
            self.take()
            values.append(self.listed())
        self.expect("]", "列出的值之间用逗号隔开，最后用方括号收尾。")
        return Among(item, tuple(values), negated, place=self.since(start))

    def listed(self) -> Literal:
        value = self.minus()
        if not isinstance(value, Literal):
            raise ExpressionError("方括号里只能列出写明的值。", value.place, "可以是数、日期或文字。")
        return value

    def sum(self) -> Expr:
        return self.arithmetic(("+", "-"), self.product)

    def product(self) -> Expr:
        return self.arithmetic(("*",), self.minus)

    def arithmetic(self, signs: tuple[str, ...], rule: Callable[[], Expr]) -> Expr:
        start = self.now.place
        left = rule()
        while self.at(*signs):
            sign = self.take().text
            right = rule()
            left = Arithmetic(sign, left, right, place=self.since(start))
        return left

    def minus(self) -> Expr:
        start = self.now.place
        if not self.at("-"):
            return self.operand()
        self.take()
        if self.now.kind == "number":
            value = self.take().value
            return Literal(-Decimal(str(value)), Type.NUMBER, place=self.since(start))
        item = self.deeper(self.minus)
        return Negative(item, place=self.since(start))

    def operand(self) -> Expr:
        match self.now.kind:
            case "number" | "date" | "text":
                return self.literal()
            case "name":
                return self.name_or_call()
        if self.at("true", "false"):
            taken = self.take()
            return Literal(taken.text == "true", Type.YES_NO, place=taken.place)
        if self.at("("):
            self.take()
            expr = self.deeper(self.either)
            self.expect(")", "左括号要有右括号收尾。")
            return expr
        raise self.surprise("缺少内容", _OPERAND)

    def literal(self) -> Literal:
        taken = self.take()
        if isinstance(taken.value, date):
            return Literal(taken.value, Type.DATE, place=taken.place)
        return Literal(taken.value, Type.TEXT if isinstance(taken.value, str) else Type.NUMBER, place=taken.place)

    def name_or_call(self) -> Expr:
        name = self.take()
        if not self.at("("):
            return Name(name.text, place=name.place)
        if name.text not in FUNCTIONS:
            raise unknown_name(name.text, FUNCTIONS, "函数", name.place)
        self.take()
        items = [self.deeper(self.either)]
        while self.at(","):
            self.take()
            items.append(self.deeper(self.either))
        self.expect(")", f"写作 {FUNCTIONS[name.text].usage}")
        return Call(name.text, tuple(items), place=self.since(name.place))
