"""What stands over the title of a speech and belongs to its page: 领导讲话, 会议材料之三, a slogan."""

from __future__ import annotations

import re

_NEAR_HEAD = 3
_SPOKEN = re.compile(
    "[一-龥]{0,16}在[^，。；：]{3,60}(?:会|会议|仪式|活动|典礼|调研|[班上时])上?的?(?:重要|总结|动员|主持|书面|表态)?(?:讲话|发言|致辞|致词|主持词)(?:提纲|要点|稿)?(?:[（(].{1,24}[）)])?"
)
_OVER_A_SPEECH = re.compile(
    "(?:领导|重要|会议|内部|学习|测试|参阅|交流)*(?:讲话|材料|文件|资料|文稿|参阅)(?:选登|选编|专栏|摘登|之[一二三四五六七八九十]{1,2}|[（(][一-龥\\d]{1,3}[）)]|[ 　].{2,8})?"
    "|[一-龥]{3,8}(?:[ 　][一-龥]{3,8}){1,3}"
)
"""领导讲话, 会议材料之三, a slogan of parts: what stands over 在全县防汛工作会议上的讲话."""


def stands_over_a_speech(above: list[str], text: str) -> bool:
    """Whether a line is the title of a speech, and the few lines above it none of the title's."""
    if not 0 < len(above) < _NEAR_HEAD or _SPOKEN.fullmatch(text) is None:
        return False
    return all(map(_OVER_A_SPEECH.fullmatch, above))


_SPEAKER = re.compile(
    "[一-龥、]{0,20}(?:书记|主任|主席|部长|组长|(?:[省市县区镇乡局院校厅处所站]|秘书)长)(?:[ 　]?[一-龥]{2,4}|[一-龥][ 　]?[一-龥]{1,2})?(?:同志)?"
)


def names_the_speaker(first: str, second: str) -> bool:
    """中共云溪县委书记 | 在全县防汛工作会议上的讲话: who speaks is the title's first line."""
    return second.startswith("在") and _SPEAKER.fullmatch(first) is not None and _SPOKEN.fullmatch(second) is not None
