"""Every write to documents and their drafts."""

from shuangyong.intake.actions.confirming import agree, confirm, disagree
from shuangyong.intake.actions.editing import (
    Changes,
    drop,
    edit,
    join,
    merge,
    name_unit,
    settle,
    take_back,
    undo,
)
from shuangyong.intake.actions.parting import add, add_words, split, split_sentences
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
    "split_sentences",
    "take_back",
    "take_in",
    "take_one",
    "undo",
]
