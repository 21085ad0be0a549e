"""What is said of a meeting and directs nobody: the order it goes in, what is to be heard, who is to come."""

from __future__ import annotations

import re

from shuangyong.reader import clauses, subjects

ORDER = re.compile(
    r"^(?:(?:首先|现在|下面|接下来|最后)?[，,]?)?(?:进行|请)[^，。]{2,30}(?:议程|发言|讲话|致辞|宣读[^，。]{0,40}|传达[^，。]{2,40}(?:精神|讲话|文件)|(?:作|通报|汇报|介绍|部署)[^，。]{2,24})"
    r"(?:[，,]请[^，。]{2,40})?[。！]?$"
)
"""What whoever chairs says of the order of a meeting: 下面进行第二项议程，请县教体局作交流发言。"""
ITEM = re.compile("(?:传达|通报|听取|审议|宣读|观看|研究)[^，。]*[；。]?")
"""Under 会议议程: what is to be heard."""
_EVERY = re.compile("全体|各[^，。]{1,16}(?:人|员|主任|部长|站长|代表|领导|同志)")


def says_who_comes(told: str) -> bool:
    """Under 参会人员: who is to come, and nothing else."""
    if _EVERY.search(told) is None:
        return False
    parts = clauses.split(told, 0, len(told))
    return all(subjects.only_units(told[start:end]) for start, end in parts)
