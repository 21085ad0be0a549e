"""The lines of a table's cell on one line."""

from __future__ import annotations

import re

_ONE = "(?:(?:经开区|高新区|开发区|[一-龥]{0,4}园区|新区)(?:管委会)?|[一-龥]{2,4}(?:街道(?:办事处)?|[镇乡](?:人民政府|政府)?)|[县市区省州旗镇乡街驻各团][^，。；：、（）\\s]{1,18}(?:局|办|委|部|中心|站|院|会|联|府|社|镇|乡|街道|团|队|校|公司|行|所|处|馆|办公室|小组|部门|单位)(?:[（(](?:街道|镇|街|社区|园区)[）)])?)"
_NAME = re.compile(f"{_ONE}(?:[、，]{_ONE})*")


def on_one_line(lines: list[str]) -> str:
    """A cell's lines joined; those that each hold a body's name (县双拥办 | 县妇联) stay apart by a space."""
    parts: list[str] = []
    for line in lines:
        if parts and not (_NAME.fullmatch(parts[-1]) and _NAME.fullmatch(line)):
            parts[-1] += line
        else:
            parts.append(line)
    return " ".join(parts).strip()
