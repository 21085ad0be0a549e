"""Where a paper comes from: the source that a page names, or the body that issued or signed it."""

from __future__ import annotations

import re

from shuangyong.reader import leads
from shuangyong.reader.bars import AUTHORS, is_bar_at_head, signs_below, who_put_it_up
from shuangyong.reader.frame import Frame
from shuangyong.reader.libraries import FROM_A_LIBRARY
from shuangyong.reader.lines import BODY_NAME, DATE, is_issuer_and_day, issuer_of
from shuangyong.reader.paper import Paper


def choose_origin(paper: Paper, frame: Frame) -> None:
    """Put the origin to the frame: for news and speeches a source, else the issuing body first."""
    source = _source(paper, frame)
    if frame.kind in ("news", "speech"):
        frame.origin = source or _named_on_page(paper) or _put_up_by(paper)
        return
    frame.origin = _issuing_body(paper, frame) or source or _put_up_by(paper)


_SOURCE = re.compile(
    r"(?:来源|稿源|出处|信息来源|文章来源)(?:于)?\s*[：:丨｜|]\s*([^\s|｜，。；【]{2,40}?)(?=\s|[|｜，。；【]|20\d\d|$)"
)


_NO_SOURCE = re.compile(
    "GMT.{0,8}|(?:本站|网站)?(?:原创|转载)|本网|本站|未知来源|网上收集整理|网络(?:投稿|整理|转载|收集)?|互联网|网友(?:投稿|上传)?|用户\\d+|字体|字号|更新|发布人|发布时间|发布日期|佚名|未知|不详|(?:20|19)\\d\\d[-年./][^一-龥]*(?:月[^一-龥]*日?)?[^一-龥]*|根据(?:录音|速记)整理|(?:会议|领导|活动|工作|开业|节日)?(?:讲话|发言|致辞|演讲|主持|文书|范文|公文|总结|计划|报告)[稿词]?|(?:文件)?未(?:明确|写明|注明)|.{0,12}(?:范文|文秘|写作|文库)(?:网|库|站)?"
)
"""What a page says where it does not know, or does not tell, from whom it has a paper."""


def _source(paper: Paper, frame: Frame) -> str | None:
    lines = [
        *paper.removed,
        *[text for at, text in enumerate(paper.paragraphs) if frame.tags[at] in ("byline", "head", "foot", "note")],
    ]
    for line in lines:
        match = _SOURCE.search(line)
        if match is not None:
            name = re.split(
                r"(?:发布时间|发布日期|发表时间|更新时间|阅读次数|浏览次数|时间|日期|作者|编辑|记者|点击|浏览|字号|字体|文字大小|背景颜?色|(?<=[府室局委])阅读|责编|[）)】\]])",
                match[1],
            )[0].strip("：: 　（(")
            if name and not (
                signs_below(paper.paragraphs, name)
                or name.startswith(("http", "www."))
                or _NO_SOURCE.fullmatch(name)
                or AUTHORS.match(line, match.start(1))
            ):
                return name
    last = (_AT_THE_END.search(text) for text in paper.paragraphs[-_LAST:] if "来源" in text[-_NEAR_END:])
    return next((match[1] for match in last if match), None)


_AT_THE_END = re.compile(r"[。）)]\s*[（(]?(?:稿件)?来源\s*[：:]\s*([^\s，。；：（）()]{2,20})[）)]?$")
"""（记者 某某） 来源：云溪县融媒体中心, behind the last sentence."""
_LAST, _NEAR_END = 3, 30


_NEWSPAPER = re.compile(
    r"[·•●▪■\s]*([一-龥]{2,8}(?:日报|晚报|时报|晨报|早报|周报|商报|报))\s*(?:[|｜]?\s*20\d\d\s*年|$)"
)


def _put_up_by(paper: Paper) -> str | None:
    """Who stands beside the day in a bar without labels, or the newspaper that the head of its page names."""
    heads = (_NEWSPAPER.match(line) for line in paper.removed if line.rstrip().endswith(("版", "报")) or "星期" in line)
    if head := next(filter(None, heads), None):
        return head[1]
    bars = (who_put_it_up(line) for line in paper.removed if is_bar_at_head(line) and not FROM_A_LIBRARY.search(line))
    return next((who for who in bars if who is not None and not _NO_SOURCE.fullmatch(who)), None)


_BESIDE = re.compile("[ 　]+|(?<=人民政府)(?=[一-龥]{2,6}(?:军分区|警备区|人民武装部|人武部)$)")


def _together(named: str) -> str:
    """The bodies that issue a paper together, parted by a space in its title."""
    parts = _BESIDE.split(named)
    return "、".join(parts) if all(BODY_NAME.search(part) for part in parts) else named


def _signed_more_fully(named: str, signed: list[str]) -> str:
    """The office of troops that signs (驻某某部政治工作处), where the title names only the troops."""
    first = DATE.sub("", signed[0]).strip() if signed else ""
    return (
        first
        if named.startswith("驻") and first.startswith(named) and "　" not in first and " " not in first
        else named
    )


_MADE_BY = re.compile(
    r"[（(](?:20\d\d年\d{1,2}月\d{1,2}日)?[，, ]?(?P<body>[^，。（）()\d]{3,40}?)(?:20\d\d年\d{1,2}月\d{1,2}日)?(?:印发|制定|发布|通过)[）)]$"
)
"""The line of rules that tells who made them: （2025年2月20日某县双拥工作领导小组印发）."""


def _signed(paper: Paper, frame: Frame) -> list[str]:
    """The lines of the signature; of bodies that sign one below the other the first may look like a letterhead."""
    out = [(at, text) for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "signature"]
    first = out[0][0] if out else 0
    out = [(at, text) for place, (at, text) in enumerate(out) if at == first + place]  # a paper passed on has its own
    if first > 4 and frame.tags[first - 1] == "head" and BODY_NAME.search(paper.paragraphs[first - 1]):
        out.insert(0, (first - 1, paper.paragraphs[first - 1]))
    return [text for _, text in out]


def _signers(signed: list[str]) -> str | None:
    """The bodies of a signature, side by side or one below the other."""
    first, *others = (DATE.sub("", line).strip().removesuffix("整理") for line in signed)
    together = [one for one in others if BODY_NAME.search(one) or "、" in one] if BODY_NAME.search(first) else []
    return "、".join(part for line in (first, *together) for part in re.split(r"[ 　]+", line) if part) or None


_OWN_RULES = re.compile(
    r"(.{2,30}?(?:服务站|服务中心|委员会|领导小组|办公室|联席会议|支部|协会|人民政府))(?:工作|管理|议事|学习|会议|值班|考勤|内部)*(?:制度|规则|守则|规程)"
)
"""Rules that a body gives itself: 河口镇退役军人服务站工作制度."""


def _issuing_body(paper: Paper, frame: Frame) -> str | None:
    signed = _signed(paper, frame)
    title = frame.title or ""
    match = re.match(r"(?!关于)([^《]{3,40}?)(?:关于|印发|转发|对)", title)
    named = match[1].strip() if match and BODY_NAME.search(match[1].strip()) else None
    if named:
        return _signed_more_fully(_together(named), signed)
    if signed:
        return _signers(signed)
    return _named_in_text(paper, frame, title) or _named_on_page(paper) or _met(frame)


def _named_in_text(paper: Paper, frame: Frame, title: str) -> str | None:
    """The body that a letterhead, rules of its own, their maker's line or the foot names."""
    heads = [text for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "head"]
    if dated := next((text for text in heads if "来源" not in text and is_issuer_and_day(text)), None):
        return issuer_of(dated)  # who issued it goes before whose minutes it is
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "head" and (body := re.fullmatch(r"(.{2,40}?)\s*文\s*件", text)):
            return body[1]
        if frame.tags[at] == "head" and "来源" not in text and BODY_NAME.search(issuer_of(text)):
            return issuer_of(text)
    if frame.kind == "rules" and (decreed := leads.decreed_by(paper)):
        return decreed
    if made := _OWN_RULES.match(title):
        return made[1]
    for text in paper.paragraphs[:6]:
        if (body := _MADE_BY.match(text)) and BODY_NAME.search(body["body"]):
            return body["body"]
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] == "foot" and (body := re.match(r"(.{2,40}?)[ 　]*20\d\d年.{3,8}印发", text)):
            return body[1].strip()
    return None


_WHO_MET = re.compile(
    "(?:中共)?[一-龥]{2,10}?[县市区州旗镇乡道]双拥工作领导小组(?=(?:20\\d\\d年)?(?:第[^次]{1,3}次)?(?:全体|专题|扩大)?会议纪要)"
)


def _met(frame: Frame) -> str | None:
    """Minutes that nobody signs: whose meeting the title names."""
    met = _WHO_MET.match(frame.title or "") if frame.kind == "minutes" else None
    return met.group() if met else None


def _named_on_page(paper: Paper) -> str | None:
    """The body that a page's table of facts names."""
    for line in paper.removed:
        if body := re.search(
            r"(?:发文机关|发布机构|发文机构|发文单位|发布单位|制发机关|公开责任部门|颁布单位|颁布机构|制定机关)\s*[】\]]?\s*[：:\t|｜]?\s*([^\s\t|｜]{3,40}?)(?=\s|[|｜]|关\s*键\s*词|主题词|体\s*裁|(?:发文|成文|发布|生成|公开|印发)(?:日期|时间|方式|范围|形式|时限)|信息类别|主题分类|文号|有效性|$)",
            line,
        ):
            return None if body[1].endswith("网站") else body[1]  # where it was put up, and not who issued it
    return None
