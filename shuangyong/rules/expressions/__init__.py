"""Conditions in definitions: one small closed language, three-valued, with the same answer wherever it is asked.

    condition = read('proofs.result >= 1 and deadline is known', types)
    compile(condition)({"proofs.result": 0})          # False
    explain(condition, record, labels).says           # 办理结果的印证材料有0份，应不少于1份：不满足。…
    table(condition)                                  # a polars expression
    catalog.conditions.to_q(condition, columns)       # two queries: surely yes, surely no

The language is written down in docs/expressions.md.
"""

from shuangyong.rules.expressions.checking import bind, check, read, type_of
from shuangyong.rules.expressions.explaining import Explanation, Sentence, explain
from shuangyong.rules.expressions.functions import FUNCTIONS
from shuangyong.rules.expressions.missing import missing
from shuangyong.rules.expressions.parsing import parse
from shuangyong.rules.expressions.possible import dead, possible
from shuangyong.rules.expressions.problems import ExpressionError
from shuangyong.rules.expressions.records import compile, compiled
from shuangyong.rules.expressions.tables import table
from shuangyong.rules.expressions.tree import Expr, Place, Type, names
from shuangyong.rules.expressions.values import Record, Value
from shuangyong.rules.expressions.wording import Label
from shuangyong.rules.expressions.writing import to_text

__all__ = [
    "FUNCTIONS",
    "Explanation",
    "Expr",
    "ExpressionError",
    "Label",
    "Place",
    "Record",
    "Sentence",
    "Type",
    "Value",
    "bind",
    "check",
    "compile",
    "compiled",
    "dead",
    "explain",
    "missing",
    "names",
    "parse",
    "possible",
    "read",
    "table",
    "to_text",
    "type_of",
]
