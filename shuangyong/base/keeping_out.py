"""What no text may say, whoever writes it and wherever: markings of secrecy, designations of troops (FACTS 9.4), and
identity numbers, which lie sealed in the register and nowhere else: whoever sees a case would read them, find them by
searching for them and take them out with every list.

The forms of cases have more groups (catalog.keeping_out), which begin with these.
"""

from __future__ import annotations

import re

from shuangyong.base.errors import Invalid
from shuangyong.reader.secrecy import find_marking, is_state_secret
from shuangyong.rules.designations import designation_wrong
from shuangyong.rules.identity import has_identity_number

MARKED = "这里写了密级标志。涉密内容不得录入本系统，请走机要渠道。"
NUMBERED = "这里写了完整的身份证号。事项里只写姓名，号码在人员登记里查；确要注明的，请只写后四位。"
_CIVIL = re.compile("交警|巡警|特警|消防|城管|执法|路政|运政|稽查|勘[察查探]|地质|测绘|监察|考古")
"""Civil units that are called 某大队, 某支队 as well."""


def wrong(text: str) -> str:
    """The sentence for a form; "" where the text may be kept."""
    for line in text.splitlines():
        mark = find_marking(line.strip())
        if mark and is_state_secret(mark):
            return MARKED
    return NUMBERED if has_identity_number(text) else designation_wrong(text)


def wrong_name(text: str) -> str:
    """The same for the name of a unit."""
    return "" if _CIVIL.search(text) else wrong(text)


def refuse(**texts: str) -> None:
    """Invalid with a message for each field that says what may not be kept; before anything of it is written."""
    found = {field: says for field, text in texts.items() if (says := wrong(text))}
    if found:
        raise Invalid(found)
