"""Every write to documents and their drafts."""

from shuangyong.intake.actions.confirming import agree, confirm, disagree
from shuangyong.intake.actions.editing import (
    Changes,
    add,
    add_words,
    drop,
    edit,
    join,
    merge,
    name_unit,
    settle,
    split,
    take_back,
    undo,
)
from shuangyong.intake.actions.taking import Outcome, Taken, look, take_in, take_one

__all__ = [
    "Changes",
    "Outcome",
    "Taken",
    "add",
    "add_words",
    "agree",
    "confirm",
    "disagree",
    "drop",
    "edit",
    "join",
    "look",
    "merge",
    "name_unit",
    "settle",
    "split",
    "take_back",
    "take_in",
    "take_one",
    "undo",
]
