"""What is to be done for a gap, in a Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping

from shuangyong.assess.engine.gaps import Doing, Gap


def doing_said(doing: Doing, names: Mapping[str, str]) -> str:
    """One thing to be done, without a full stop. `names`: kinds by key."""
    kind = f"“{names.get(doing.kind, doing.kind)}”"
    says = {
        "more": f"再办成{doing.number}件{kind}",
        "finish": f"把在办的{doing.number}件{kind}按期办完",
        "say": f"补清{doing.number}件{kind}里缺少的情况",
        "ledger": f"把{kind}的台账建起来",
        "rate": "由人评分（先自评，再考评）",
        "confirm": "标准换了版，由原来评分的人确认，或者重新评分",
        "nothing": "已经无法补回",
    }[doing.what]
    return f"{doing.item}：{says}" if doing.item else says


def gap_said(gap: Gap, names: Mapping[str, str]) -> str:
    """All that is to be done for a gap; what people judge begins with the papers that they judge by."""
    says = "；".join(dict.fromkeys(doing_said(doing, names) for doing in gap.doings))
    if gap.indicator.evidence and any(doing.what == "rate" for doing in gap.doings):
        return f"备齐{'、'.join(gap.indicator.evidence)}，{says}"
    return says or "台账里还没有应办的，有了再数；确实没有的，由人评定"
