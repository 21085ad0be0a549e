"""Whether a sentence tells what was done or how things stand, and whether it tells a body by its name."""

from __future__ import annotations

import re
from datetime import date

from shuangyong.reader import modals, verbs
from shuangyong.reader.counted import Days
from shuangyong.reader.quick import asking

_MODAL = re.compile(modals.MODAL)
_A_DIGIT = re.compile(r"\d")
_DID = "进行 开展 组织 召开 举办 举行 完成 取得 印发 建立 制定 解决 提供 发放 走访 慰问 听取 传达 通报 审议 部署 汇报 实现 推动 提升 增强 形成 建成 看望 参观 签订 表彰 命名 授予 出台 下发 落实 投入 筹集 培训 新建 改造 办理 化解 处理 邀请 参加 受到 得到 赢得 荣获 成立 设立 开设 开通 打造 涌现 发挥 做出 作出 付出 出现 发生 造成 召集 给予 提出 列入 纳入 作 做 讲 宣读".replace(
    " ", "|"
)
_DONE = re.compile(
    rf"(?:{_DID})了|"
    r"[一-龥]了(?![解结])(?=[^，。；]{0,24}(?:个|家|名|人|次|场|户|件|项|元|所|处|条|份|支|批|块|套|期|篇|成效|成绩|效果|局面|基础|氛围|机制|制度|方案|体系|工作|活动|情况|培训|座谈|讲话|汇报|精神|问题|贡献|方向|遵循|条件|保障|支撑|动力|机遇|地区|区域|范围|名单|重点))"
)
_BETTERED = re.compile(r"(?:明显|显著|有效|全面|进一步|大幅)(?:提升|增强|改善|提高|优化)[。，；]?$")
_FIGURES = asking(
    r"(?<![\d.])(?:[\d.]{1,12}(?:余|多)?(?:万|亿)?(?:余|多)?(?:名|人|个|家|次|场|户|件|项|元|所|处|条|份|支|批|块|篇|期|套|吨|亩|公里|万元|亿元|人次)|[\d.]{1,12}[%％])"
)


def is_done(sentence: str, *, modal: bool = False, figures: bool = True) -> bool:
    """Whether a sentence tells what was done or how things stand; `figures` alone tell so outside of directing items."""
    if modal:
        first = _MODAL.search(sentence)
        head = sentence[: first.start()] if first else sentence
        if first is not None and first.group() in ("负责", "牵头", "会同"):
            behind = sentence[max(head.rfind("："), head.rfind(":")) + 1 :]  # 责任认领下来：A负责…
            return bool(verbs.table("past").search(behind) or _is_over(behind))
        return bool(sentence.startswith(_LOOKS_BACK) and verbs.table("past").search(head)) and not directs_a_unit(
            sentence
        )
    if "使" in sentence:
        sentence = _SO_THAT.sub("", sentence)
    if "年" in sentence and "对" in sentence:
        sentence = _OF_LAST_YEAR.sub("对", sentence)
    return bool(
        _is_over(sentence)
        or verbs.table("past").search(_CASES.sub("，", sentence) if "的，" in sentence else sentence)
        or figures
        and _A_DIGIT.search(sentence)
        and _FIGURES.search(sentence)
        and not _future_figures(sentence)
    )


_SO_THAT = re.compile("[，,](?:从而|切实)?使[^，。；]{2,24}(?:受到|得到)(?!了)[^，。；]*")
"""举办军营开放日，使官兵受到教育: what is to come of it, and not what was done."""
_OF_LAST_YEAR = re.compile("对(?:去年|近年|前年)以?来?[^，。；了]{2,20}的(?=[一-龥])")
"""对去年以来因灾致困的家庭发放救助: whose case it is, and not what was done."""
_CASES = re.compile("(?:^|(?<=[，；]))(?:对|凡)[^，。；]{2,40}的，")
"""对政策已落实到位仍缠访的，由…: in what case something is to be done, and not what has been done."""
_LOOKS_BACK = ("近年来", "去年", "一年来", "过去", "今年以来", "多年来")


_SINCE = re.compile("(?:[^，。要]{6,50}|自[^，。要]{3,50})以来[，,](?![^。]*(?:要(?!求)|必须|应当))")
"""自整治启动以来，各镇…: what has been done since."""
_ALWAYS = re.compile(
    "[^，。要：]{2,16}(?<!要)始终(?:坚持)?[把将][^。]{2,80}(?:常抓不懈|重要位置|首要位置|突出位置|重要议程|日程)[^。要]*。?$"
)
"""镇党委、政府始终把双拥工作摆在首要位置，纳入总体规划: how it has been kept."""
_STANDS_AT = asking(
    "(?:[目当]前|(?<!发)现)(?:仅|只|已|仍|尚)|(?:至今(?:未|仍|尚)|尚未|仍未)(?![^，。]{0,16}的，)|因[^，。]{2,20}停工|已超过"
)
"""目前仅落实2人: how far a thing has got."""


def _is_over(sentence: str) -> bool:
    """Whether something was done (…了), has become better, or is told as it stands."""
    if _STANDS_AT.search(sentence):
        return True
    if "以来" in sentence and _SINCE.match(sentence) or "始终" in sentence and _ALWAYS.match(sentence):
        return True
    return "了" in sentence and _DONE.search(sentence) is not None or _BETTERED.search(sentence[-8:]) is not None


def _future_figures(sentence: str) -> bool:
    """Figures of a target: 不少于, 达到, 至少, 每…一次."""
    return _OF_A_TARGET.search(sentence) is not None


_OF_A_TARGET = re.compile(
    r"不少于|不低于|不超过|至少|(?<!级)以上|达到|力争|每|前(?![一二三四五六七八九十\d]{1,2}个?(?:月|季度))|底|内|控制在|全年|争取|新增|旬|(?<!个)月"
)


def directs_a_unit(sentence: str) -> bool:
    """Whether 要 or the like tells a body by its name."""
    return any(modals.subject_before(sentence, 0, match.start()) for match in _MODAL.finditer(sentence))


_ALREADY = re.compile(
    "(?:已经?(?:采取|落实|开展|完成|推行|实施)了?|采取了|(?:制定|落实)[^，。]{0,8}措施并(?:已)?落实到位|主要(?:做|抓|采取)了)[^。：:\\n]{0,30}[。：:]\\s*$"
)
"""针对上述问题，我们已采取以下措施加以改进：: what stands below is done, though its heading is 整改措施."""


def are_taken(above: str) -> bool:
    """Whether the words over a list say that what stands in it is done."""
    return ("已" in above or "了" in above or "并" in above) and _ALREADY.search(above) is not None


_ON_A_DAY_OF_THIS_YEAR = re.compile(
    "(\\d{1,2})月(\\d{1,2})日(?:[至—-]{1,2}(?:\\d{1,2}月)?\\d{1,2}日)?(?:[上下]午)?，[^。]*，共[一-龥]{2}[^，。]{0,16}\\d"
)
"""8月17日至28日，督查室对各站开展专项督查，共抽查服务站48个: the same, told by what came of it."""
_ON_A_DAY = re.compile("(20\\d\\d)年(\\d{1,2})月(\\d{1,2})日(?:[至—-](?:\\d{1,2}月)?\\d{1,2}日)?(?:[上下]午)?，")


def was_done_by(words: str, days: Days) -> bool:
    """2024年7月2日，县委督查室组成联合督查组…: what somebody did on a day before the paper's own."""
    if days.written is not None and (issued := _WAS_ISSUED.match(words)) and not _MODAL.search(words):
        return _is_by(issued, days.written)
    if (
        days.written is None
        or not words.startswith("20")
        and "，共" not in words
        or _MODAL.search(words.replace("会同", ""))
    ):
        return False
    if told := _ON_A_DAY_OF_THIS_YEAR.match(words):
        return _is_by(told, days.written)
    match = _ON_A_DAY.match(words)
    if match is None:
        return False
    return tuple(map(int, match.groups())) < (days.written.year, days.written.month, days.written.day)


def _is_by(told: re.Match[str], written: date) -> bool:
    """Whether a month and a day, told without the year, are in that year no later than the paper."""
    return (int(told[1]), int(told[2])) <= (written.month, written.day)


_WAS_ISSUED = re.compile("(\\d{1,2})月(\\d{1,2})日，[^，。；]{2,20}(?:印发|下达|下发|转发|出台|发布|召开)")
"""8月31日，市政府办公厅下达…的通知: in a notice of September."""
_ON_A_DAY_BEFORE = re.compile(
    "(?:^|，)(\\d{1,2})月(\\d{1,2})日(?:[至—-]{1,2}(?:\\d{1,2}月)?\\d{1,2}日)?(?:[上下]午)?，(?=[^，。]{2,40}(?:会同|组成|联合|抽调))"
)
"""…，6月11日至14日，督查室会同双拥办组成3个督查组: in the news of 17 June."""


def was_reported(words: str, days: Days) -> bool:
    """Whether a report tells what somebody did together with others on a day of that year before its own."""
    told = _ON_A_DAY_BEFORE.search(words)
    if told is None or days.written is None or _MODAL.search(words.replace("会同", "")):
        return False
    return _is_by(told, days.written)


_FOUND_AND_MENDED = re.compile(
    "问题(?:清单)?[及和与、](?:其)?(?:相关|下一?步)?(?:整改|改进|处理)[^\n]{0,6}$", re.MULTILINE
)
_MENDS = re.compile("整改|改进|责令|限期|限[于在]|要求|建议|请|(?<![需必重主只])要|[须应](?!急|届|征)|牵头|负责")


def only_finds(headings: str, item: str) -> bool:
    """Whether an item below 存在的问题及整改要求 tells what was found: nothing in it asks for anything."""
    return _FOUND_AND_MENDED.search(headings) is not None and _MENDS.search(item) is None
