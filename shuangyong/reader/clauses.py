"""The mood of a sentence and the clauses of an action: told, done, or said why."""

from __future__ import annotations

import re
from functools import cache

from shuangyong.reader.terms import alternation, load
from shuangyong.reader.units import MODAL

_CUT = "，,；;：:。！!？?\n"
_OPEN, _CLOSE = "(（“《〈[【‘", ")）”》〉]】’"
_MODAL = re.compile(MODAL)
_DONE = re.compile(
    r"(?:[建成完解开取组走慰安举形实得发投召落推提增涌树办打营改健印制配签出获走探创拓举编纳推评受到]\S)了(?!解)|\S{1,4}了(?=[^，。；]{0,20}(?:个|家|名|人|次|场|户|件|项|元|所|处|条|份|成效|成绩|效果|局面|基础|氛围|机制|制度|方案|体系|工作|活动))|(?:明显|显著|有效|全面|进一步)(?:提升|增强|改善|提高)$"
)
_CONNECTOR = re.compile(
    r"^(?:并且|并|同时|还|也|又|再|而且|以及|特别是|尤其是|此外|另外|其中|要|应当|应|必须|务必|须|需|一定|都|均|更|既|又要|还要|也要|更要|即|从而|进而|然后|"
    r"[我大]们|我们|大家|各位|请|不仅|首先|其次|再次|最后|具体|为此|对此|下一步|今后|今年|年内|一定要|会议(?:强调|要求|指出|决定|明确))[，,：:]?"
)
_FRAME = re.compile(r"^(?:按照|按|依据|根据|以|围绕|在|结合|针对|对照|通过|依托|借助|本着|从|为|对|就|随着|聚焦|紧扣)")
_RESULT = re.compile(r"^(?:使|让|真正(?:做到|实现)|做到防|切实做到|从而|共同谱写|谱写|奋力谱写|努力开创新|以实际行动|为.{2,20}(?:作出|做出|贡献))")
_TERM_AT_HEAD = re.compile(
    r"^(?:于|在|至|到)?(?:20\d\d年|今年|明年)?(?:\d{1,2}月(?:\d{1,2}日|底|上旬|中旬|下旬)?|年底|年内|本月\d+日|[“\"]?[一-龥]{1,4}[”\"]?节?|\d+个?工作日|\d+日)(?:之前|以前|前|内|底|之内)[，,]?"
)


@cache
def _tables() -> dict[str, re.Pattern[str]]:
    table = load()["verbs"]
    action, soft = alternation(table["action"]), alternation(table["soft"])
    return {
        "action": re.compile(rf"(?:{action})"),
        "soft": re.compile(rf"(?:(?:深入|认真|切实|进一步|全面|持续|始终|自觉|不断|牢固|深刻|更加|坚决|努力)*)(?:{soft})"),
        "past_section": re.compile("|".join(f"(?:{one})" for one in table["past_sections"])),
        "future_section": re.compile("|".join(f"(?:{one})" for one in table["future_sections"])),
        "frame_section": re.compile("|".join(f"(?:{one})" for one in table["frame_sections"])),
        "why": re.compile("|".join(f"(?:{one})" for one in table["why_headings"])),
        "past": re.compile("|".join(f"(?:{one})" for one in table["past"])),
    }


def table(name: str) -> re.Pattern[str]:
    """A compiled list of verbs.toml: action, soft, past, past_section, future_section, frame_section, why."""
    return _tables()[name]


def split(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Clauses of `text[start:end]` as spans without their closing marks; brackets and quotes stay whole."""
    out: list[tuple[int, int]] = []
    depth = 0
    straight = False
    at = start
    for index in range(start, end):
        char = text[index]
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char == '"':
            straight = not straight
        elif char in _CUT and (depth == 0 and not straight or char in "。\n"):
            if index > at:
                out.append((at, index))
            at = index + 1
            if char in "。\n":
                depth, straight = 0, False
    if end > at:
        out.append((at, end))
    return out


def has_modal(sentence: str) -> bool:
    """Whether a sentence says that somebody must."""
    return _MODAL.search(sentence) is not None


def is_done(sentence: str) -> bool:
    """Whether a sentence tells what was done or how things stand."""
    return _DONE.search(sentence) is not None or table("past").search(sentence) is not None


def opens_action(clause: str) -> bool:
    """Whether a clause begins with a verb of an action, adverbs apart."""
    return table("action").match(clause) is not None or clause[:1] in "把将对为向" and len(clause) > 4


def is_soft(clause: str) -> bool:
    """Whether a clause only asks for an attitude."""
    return table("soft").match(clause) is not None


def bare(clause: str) -> str:
    """A clause without the words that lead to its verb: 并, 要, 还要."""
    before = None
    clause = clause.strip(" 　")
    while clause != before:
        before = clause
        clause = _CONNECTOR.sub("", clause).lstrip(" 　")
    return clause


def is_frame(clause: str) -> bool:
    """Whether a clause only sets a frame for the next: 按照…要求, 以…为契机."""
    return _FRAME.match(clause) is not None


def is_result(clause: str) -> bool:
    """Whether a clause only tells what good it does."""
    return _RESULT.match(clause) is not None


def without_term(clause: str) -> str:
    """A clause without the term at its head."""
    return _TERM_AT_HEAD.sub("", clause)
