"""Facts among a page's first lines that no colon marks: a portal's table of them, a day written the other way round."""

from __future__ import annotations

import re

from shuangyong.reader.paper import Line

_LABELS = "信息索引号 信息索取号 公开责任部门 主题分类 信息分类 信息类别 组配分类 体裁分类 索引号 索取号 发布机构 发文机构 发文机关 发布单位 公开目录 公开类目 公开形式 公开方式 公开范围 公开时限 发布日期 发布时间 发文日期 成文日期 生成日期 公开日期 发文字号 发布文号 主题导航 浏览次数 服务对象 效力状态 信息名称 信息来源 内容概述 责任部门 浏览量 点击量 主题词 关键词 有效性 文号 体裁 标题 名称 分类 来源".split(
    " "
)
_OPENS = frozenset(label[0] for label in _LABELS)
_LABEL = re.compile(rf"(?:^|(?<=[ \u3000\d]))(?:{'|'.join(_LABELS)})(?=[ \u3000]|$)")
_SURE = re.compile("索[引取]号|公开[目类][录目]|发[布文]机构|组配分类|主题词|发文字号")
"""What only such a table has: a row must hold one, or stand below a row that does."""
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>20\d\d)(?:\s+\d{1,2}:\d\d)?")
"""06.03.2024 10:30."""
_BARRED = re.compile(
    rf"(?:{'|'.join(_LABELS)}|信息索引|信息类型|文件编号|标\s*题|名\s*称|文\s*号|有\s*效\s*性|索\s*引\s*号|政策咨询机关|政策咨询电话)\s*[：:]\s*[|｜]"
)
_BARS = re.compile("[|｜\\s]+")
"""信息索引： | 2024-08 | 生成日期： | 2024-03-06 |: bars around labels and values."""
_HIGH = 14
_LONGEST = 120
_A_ROW = 2


def facts_in_rows(lines: list[Line]) -> dict[int, str]:
    """Where such lines stand, each as it would be with its marks: 索引号 2024-08 发布机构 云溪县双拥办 gets its colons."""
    out = _bulleted(lines) | _bracketed(lines)
    for at, line in enumerate(lines[:_HIGH]):
        text = line.text
        if ("|" in text or "｜" in text) and _BARRED.match(text):
            out[at] = _BARS.sub(" ", text)
        elif text[0].isdigit() and (found := _DAY_FIRST.fullmatch(text)):
            out[at] = f"{found['year']}-{found['month']}-{found['day']}"
        elif text[0] in _OPENS and line.role == "body" and len(text) <= _LONGEST and _is_row(text, at - 1 in out):
            out[at] = _LABEL.sub(lambda label: f"{label.group()}：", text)
    return out


_BULLETED = re.compile(rf"[•·▪●]\s*(?:文件)?(?P<label>{'|'.join(_LABELS)})[ \u3000]*(?P<value>.*)")
_A_LIST, _LONG_LIST = 3, 32


def _bulleted(lines: list[Line]) -> dict[int, str]:
    """• 发文字号 云府发〔2023〕58号: a portal's table of facts as a list, each with its colon; a value may stand on the next line."""
    marked = {at: match for at, line in enumerate(lines[:_LONG_LIST]) if (match := _BULLETED.fullmatch(line.text))}
    if len(marked) < _A_LIST or not any(_SURE.match(match["label"]) for match in marked.values()):
        return {}
    out: dict[int, str] = {}
    below = not any(match["value"] for match in marked.values())
    for at, match in marked.items():
        out[at] = f"{match['label']}：{match['value'].lstrip('：: ')}"
        value = lines[at + 1].text if below and at + 1 < len(lines) and at + 1 not in marked else ""
        if value and len(value) <= _LONGEST and (at != max(marked) or value.isdigit()):
            out[at] += value
            out[at + 1] = out[at]
    return out


_A_LABEL = re.compile(rf"[\[【［]\s*(?P<label>{'|'.join(_LABELS)})\s*[\]】］]")
_FIGURES = re.compile("[\\d\\s:：年月日/.-]+")


def _bracketed(lines: list[Line]) -> dict[int, str]:
    """[ 成文日期 ], and on the line below it 2026-11-22: a portal's facts whose labels and values stand one below the other."""
    marked = {
        at: match["label"] for at, line in enumerate(lines[:_LONG_LIST]) if (match := _A_LABEL.fullmatch(line.text))
    }
    if len(marked) < _A_LIST or not any(map(_SURE.match, marked.values())):
        return {}
    out: dict[int, str] = {}
    for at, label in marked.items():
        value = lines[at + 1].text if at + 1 < len(lines) and at + 1 not in marked else ""
        out[at] = f"{label}："
        if value and len(value) <= _LONGEST and (at != max(marked) or _FIGURES.fullmatch(value)):
            out[at] = out[at + 1] = f"{label}：{value}"
    return out


def _is_row(text: str, below_one: bool) -> bool:
    """Whether a line is labels and their values: several labels, or one below such a row."""
    labels = len(_LABEL.findall(text)) if _LABEL.match(text) else 0
    return labels > 0 and (below_one or labels >= _A_ROW and _SURE.search(text) is not None)


_BRACKETS = str.maketrans("［］〖〗", "[][]")
_IN_BRACKETS = re.compile(r"[\[【]\s*(?P<label>[一-龥](?:\s*[一-龥]){1,7})\s*[\]】]\s*(?P<value>\S.{0,60})")


def plainly(text: str) -> str:
    """〖 字体：大 中 小 〗 in common brackets, 【 索引号 】 11340825 with a colon."""
    text = text.translate(_BRACKETS)
    found = _IN_BRACKETS.fullmatch(text)
    label = re.sub(r"\s", "", found["label"]) if found else ""
    return f"{label}：{found['value']}" if found and label in _LABELS else text


DEPARTMENT = re.compile(r"[【\[［]\s*责任部门\s*[】\]］]")
"""As a page's table of facts prints it; a plan's own line has no brackets."""


def labelled(row: str) -> bool:
    """Whether a row's every other cell is a label: 信息时效：, 有效, 公开方式：, 主动公开."""
    cells = row.split("\t")
    return len(cells) > 1 and all(cell[-1] in "：:" and cell[:-1].strip() in _OF_A_PAGE for cell in cells[::2] if cell)


_OF_A_PAGE = frozenset((*_LABELS, "信息时效", "时效性", "时效", "有效期", "效力级别", "信息状态"))
