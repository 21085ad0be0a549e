"""Task tables: columns known by their headings, one task a row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shuangyong.reader import clauses, deadlines, marked, units
from shuangyong.reader.cells import told_by
from shuangyong.reader.columns import EMPTY, ROLES, by_content
from shuangyong.reader.counted import Days
from shuangyong.reader.frame import Frame
from shuangyong.reader.model import Deadline, Hangs, Task, Verdict
from shuangyong.reader.outline import Node
from shuangyong.reader.quick import gated
from shuangyong.reader.termcells import of_cell
from shuangyong.reader.terms import load

_VERB_CUT = "，,；;。：:"


@cache
def _columns() -> dict[str, re.Pattern[str]]:
    table = load()["tables"]
    return {name: re.compile(gated("|".join(f"(?:{one})" for one in table[name]))) for name in ROLES}


def _role(cell: str) -> str | None:
    bare = re.sub(r"[（(].*", "", _TERM_ABOVE.sub("", cell.strip()))
    if len(bare) > _LONGEST_HEADING:
        return None
    whole = _SPACES.sub("", bare)
    role = _known(whole or cell)
    return role if role is not None or whole == bare else _known(re.sub(r"\s.*", "", bare) or cell)


_TERM_ABOVE = re.compile(r"(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?前(?=[一-龥])")
"""2026年3月31日前完成内容: a column's heading that sets the term of all rows."""


def _dated(cells: list[str]) -> dict[int, str]:
    """The term that a heading sets, at the place `_OF_ALL`."""
    found = [match.group() for cell in cells if (match := _TERM_ABOVE.search(cell))]
    return {_OF_ALL: found[0]} if len(found) == 1 else {}


_OF_ALL = -1
_SPACES = re.compile(r"\s")
_LONGEST_HEADING = 30
"""Characters of a column's heading at most."""


def _known(plain: str) -> str | None:
    for name in ROLES:
        if _columns()[name].fullmatch(plain):
            return name
    return None


def _header(cells: list[str]) -> dict[int, str] | None:
    """The roles of a heading row's columns, or None where the row is no heading of a task table."""
    roles = {at: role for at, cell in enumerate(cells) if (role := _role(cell)) is not None}
    roles = _without_persons(roles, cells)
    names = set(roles.values())
    if not names & {"lead", "duty", "support", "deadline"} or len(roles) < 2:
        return None
    if not names & {"lead", "support", "deadline", "measure"} and any(_STATE.search(cell) for cell in cells):
        return None
    needs = {at: "problem" for at, role in roles.items() if role == "task" and _NEED.search(cells[at])}
    if "measure" in names and ("problem" in names or needs and list(roles.values()).count("task") == len(needs)):
        return {at: {"measure": "task", "problem": "group"}.get(role, role) for at, role in {**roles, **needs}.items()}
    for main, others in (
        ("task", ("item", "problem")),
        ("item", ("problem",)),
        ("problem", ()),
        ("content", ()),
        ("measure", ()),
    ):
        if main in names:
            settled = _settled(roles, main, others)
            named = any("名称" in cell for at, cell in enumerate(cells) if settled.get(at) == "task")
            return (
                settled
                if named
                else {**settled, **{at: "content" for at, role in roles.items() if role == "content" != main}}
            )
    return _by_its_neighbours(cells, roles)


def _by_its_neighbours(cells: list[str], roles: dict[int, str]) -> dict[int, str] | None:
    """序号 | 演练科目 | 牵头单位 | 配合单位 | 时间: one column whose name nobody knows, right before who does it by when."""
    names = set(roles.values())
    unknown = [at for at in range(len(cells)) if at not in roles]
    told = "deadline" in names and bool(names & {"lead", "duty"})
    if not told or len(unknown) != 1 or unknown[0] > min(at for at, role in roles.items() if role != "serial"):
        return None
    return {**roles, unknown[0]: "task"}


_PERSONS = re.compile("[^单部]*(?:领导|责任人)")


def _without_persons(roles: dict[int, str], cells: list[str]) -> dict[int, str]:
    """牵头领导 beside 牵头单位 holds persons: who leads is told by the column of units."""
    told = [at for at, role in roles.items() if role in ("lead", "duty")]
    persons = [at for at in told if _PERSONS.fullmatch(cells[at].strip())]
    return {at: role for at, role in roles.items() if at not in persons} if len(persons) < len(told) else roles


_NEED = re.compile("需求|诉求|困难")
"""需求事项 beside 办理措施: what the troops lack; what is done about it is the task."""
_STATE = re.compile("是否|亮灯|灯色|原因|得分|扣分|排名|完成情况|进展|状态|结果")
"""A table that tells how far things have got asks for nothing."""


def _settled(roles: dict[int, str], main: str, others: tuple[str, ...]) -> dict[int, str]:
    """`main` names the task; of several such columns the last does, the ones before only group it."""
    mains = [at for at, role in sorted(roles.items()) if role == main]
    out: dict[int, str] = {}
    for at, role in roles.items():
        if role == main:
            out[at] = "task" if at == mains[-1] else "group"
        elif role in others:
            out[at] = "group"
        else:
            out[at] = "measure" if role == "content" else role
    return out


def tasks_of_tables(text: str, frame: Frame, roots: list[Node], days: Days) -> tuple[list[Task], dict[int, Verdict]]:
    """The tasks of every task table, and the verdict of each row by the start of its paragraph."""
    out: list[Task] = []
    rows: dict[int, Verdict] = {}
    for places in _tables(text, frame):
        ends = [frame.starts[at + 1] - 1 if at + 1 < len(frame.tags) else len(text) for at in places]
        starts = [frame.starts[at] for at in places]
        cells = [text[start:end].split("\t") for start, end in zip(starts, ends, strict=True)]
        hangs = [frame.hangs[at] for at in places]
        _fill(cells, hangs)
        cells = marked.unfold(cells)
        above: list[str] = []
        last: Task | None = None
        headers = _headers(cells)
        for at, (header, row, start, end) in enumerate(zip(headers, cells, starts, ends, strict=True)):
            tells = at > 0 and not any(headers) and not _of_persons(cells[0])
            above = _continued(row, header, above) if header else []
            task = _row_task(above, header, start, end, days, _path_at(roots, start)) if header else None
            rows[start] = "task" if task else "background" if tells and not _says_one_thing(row) else "furniture"
            if task and header and last and _is_of_the_row_above(header, row, hangs[at]):
                task = _joined(last, task)
                out[-1] = task
            elif task:
                out.append(task)
            last = task
    return out, rows


def _fill(rows: list[list[str]], hangs: list[Hangs]) -> None:
    """Write into each row what its merged cells say, which stands in the text once, and what 同上 stands for. In place."""
    for at, places in enumerate(hangs):
        for here, there in places if at else ():
            if _free(rows[at], here) and there < len(rows[at - 1]):
                rows[at][here] = rows[at - 1][there]
        for here, cell in enumerate(rows[at]) if at else ():
            if cell.strip() in _AS_ABOVE and here < len(rows[at - 1]):
                rows[at][here] = rows[at - 1][here]


_AS_ABOVE = frozenset({"同上", "〃", "″", "”", '"', "同前", "（同上）"})
"""What stands in a cell that says the same as the one above it."""


def _is_of_the_row_above(header: dict[int, str], row: list[str], hangs: Hangs) -> bool:
    """Whether a row only names further units of the task above: what is to be done, how and by when stands in merged cells."""
    hung = {here for here, _ in hangs}
    own = {header[at] for at, cell in enumerate(row) if at in header and at not in hung and not EMPTY.fullmatch(cell)}
    return any(header.get(at) == "task" for at in hung) and not own & _ITS_OWN


_ITS_OWN = frozenset({"task", "measure", "content", "deadline"})


def _joined(task: Task, row: Task) -> Task:
    """A task with the units of a further row."""
    lead = tuple(dict.fromkeys((*task.lead, *row.lead)))
    support = tuple(name for name in dict.fromkeys((*task.support, *row.support)) if name not in lead)
    return task._replace(lead=lead, support=support, end=row.end)


def _continued(row: list[str], header: dict[int, str], above: list[str]) -> list[str]:
    """A row whose first name and leading unit are both left free goes on with those of the row above: 军休服务提升 | 市退役军人事务局."""
    if len(row) == len(above) and header.get(0) == "lead" and _free(row, 0) and any(cell.strip() for cell in row):
        return [above[0], *row[1:]]  # the first column is merged over several rows
    first, leads = header.get(0), [at for at, role in header.items() if role == "lead"]
    grouped = [at for at, role in header.items() if role == "group"]
    if (
        not grouped
        and first == "task"
        and any(header[at] in _HOW and not _free(row, at) for at in header if at < len(row))
    ):
        grouped = [0]  # 节日慰问 | 走访驻军部队 | 区双拥办, and below it only what else is done
    if len(row) != len(above) or not grouped or not leads or any(not _free(row, at) for at in (*grouped, *leads)):
        return row
    return [above[at] if at in grouped or at in leads else cell for at, cell in enumerate(row)]


_HOW = frozenset({"content", "measure"})


def _free(row: list[str], at: int) -> bool:
    return at < len(row) and not row[at].strip()


@cache
def _persons() -> re.Pattern[str]:
    return re.compile("|".join(load()["tables"]["persons"]))


def _of_persons(cells: list[str]) -> bool:
    """Whether a heading is that of a list of persons; the rows of any other table that asks for nothing tell how things are."""
    return any(_persons().search(cell.replace(" ", "")) for cell in cells)


def _tables(text: str, frame: Frame) -> Iterator[list[int]]:
    """The places of the rows of each table; the heading of a part that stands between two rows as a line does not end it."""
    held: list[int] = []
    for at, tag in enumerate((*frame.tags, "body")):
        if tag == "row":
            held.append(at)
        elif held and not (at == held[-1] + 1 and _heads_a_part(text, frame, at)):
            yield held
            held = []


def _heads_a_part(text: str, frame: Frame, at: int) -> bool:
    """Whether a line between two rows of as many cells is the heading of a part: 二、社会领域改革."""
    if list(frame.tags[at + 1 : at + 2]) != ["row"]:
        return False
    ends = [*frame.starts[1:], len(text) + 1]
    before, part, after = (text[frame.starts[one] : ends[one] - 1] for one in (at - 1, at, at + 1))
    return _PART.fullmatch(part) is not None and before.count("\t") == after.count("\t") > 1


_PART = re.compile("(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])[^。；：\t\n]{2,30}")


def _headers(rows: list[list[str]]) -> list[dict[int, str] | None]:
    """For each row of a table the roles of its columns, or None where the row is a heading, or asks for nothing."""
    found = [_header(cells) for cells in rows]
    if not any(found):
        told = by_content(rows)
        return [
            None if told is None or at < told.heads or _says_one_thing(row) else told.roles
            for at, row in enumerate(rows)
        ]
    out: list[dict[int, str] | None] = []
    header: dict[int, str] | None = None
    for cells, own in zip(rows, found, strict=True):
        if own is not None:
            header = {**own, **_dated(cells)}
        elif header is not None and (part := _part_by_when(cells)) is not None:
            header = {**header, _OF_ALL: part}
        below = _second_row(cells) if header is not None and own is None else None
        header = header if below is None or header is None else {**header, **below}
        out.append(None if own is not None or below is not None or _says_one_thing(cells) else header)
    return out


def _says_one_thing(cells: list[str]) -> bool:
    """The name of a part of a table, merged over all of its columns."""
    return len(cells) > _TWO and len({cell.strip() for cell in cells}) == 1


_TWO = 2


def _part_by_when(cells: list[str]) -> str | None:
    """The term that the name of a table's part sets for the rows below it: 4月底前完成, over all columns; "" for a part that sets none."""
    told = {cell.strip() for cell in cells if cell.strip()}
    if len(told) != 1 or len(cells) not in (1, len([cell for cell in cells if cell.strip()])):
        return None
    by_when = _PART_BY_WHEN.fullmatch(told.pop())
    return by_when["term"] if by_when else ""


_PART_BY_WHEN = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}、|[（(][一二三四五六七八九十]{1,2}[）)])?(?P<term>(?:20\d\d年)?\d{1,2}月(?:\d{1,2}日|[上中下]旬|底)?[之以]?前)(?:需?完成|办结|落实)?(?:的?(?:工作|任务|事项))*[：:]?"
)


def _second_row(cells: list[str]) -> dict[int, str] | None:
    """The columns that a heading's second row names, where one cell of the first stands over two: 责任分工 | 牵头单位, 配合单位."""
    told = {at: _role(cell) for at, cell in enumerate(cells) if cell.strip()}
    if not told or len(told) >= len(cells) - 1:
        return None
    known = {at: role for at, role in told.items() if role is not None}
    return known if len(known) == len(told) and set(known.values()) & {"lead", "duty", "support"} else None


def _path_at(nodes: list[Node], at: int) -> tuple[str, ...]:
    """The numbers of the items that hold a place of the text."""
    for node in nodes:
        if node.start <= at < node.end:
            return (node.mark.number, *_path_at(node.children, at))
    return ()


_LONGEST_NAME = 4


def _is_a_name(words: str) -> bool:
    """科技拥军, 新生军训: what a row is about, and not what is to be done."""
    named = words.endswith("拥军") or words in _NAMES
    return len(words) <= _LONGEST_NAME and (named or not clauses.demands_action(words))


_NAMES = frozenset(
    "组织领导 组织保障 宣传教育 督导检查 监督检查 检查督导 督查考核 考核评价 教育管理 创建活动".split(" ")
)
"""Names of indicators that read like a verb and its object."""


def _told_beside(by_role: dict[str, list[str]]) -> str:
    """What the cell beside such a name says is to be done, or nothing."""
    return next((cell for role in ("measure", "group") for cell in by_role.get(role, []) if _demands(cell)), "")


def _demands(cell: str) -> bool:
    """Whether a cell asks for something, in its first clause or as a whole."""
    return clauses.demands_action(cell) or clauses.demands_action(_FIRST_MARK.split(cell, maxsplit=1)[0])


_FIRST_MARK = re.compile("[，；。]")


def _row_task(
    cells: list[str], header: dict[int, str], start: int, end: int, days: Days, path: tuple[str, ...]
) -> Task | None:
    by_role: dict[str, list[str]] = {}
    for at, cell in enumerate(cells):
        role = header.get(at)
        if role is not None and not EMPTY.fullmatch(cell):
            cell = cell.strip()
            if role in _OF_UNITS and (dated := _TERM_BEHIND.search(cell)):  # 县住建局（4月底前）
                cell = cell[: dated.start()]
                by_role.setdefault("deadline", []).append(dated["term"])
            by_role.setdefault(role, []).append(cell)
    if header.get(_OF_ALL):
        by_role.setdefault("deadline", [header[_OF_ALL]])
    words = "".join(by_role.get("task", [])) or "".join(by_role.get("measure", []))
    if not words or len(cells) < 2 or not (set(by_role) - {"serial", "task", "group"}):
        return None
    if (
        _SETTLED.match(words)
        or any(map(_OVER.fullmatch, by_role.get("deadline", [])))
        or _SUM.fullmatch(cells[0].strip())
    ):
        return None
    if "content" in by_role:  # 法律服务 | 开通绿色通道: the cell that says what is to be done; 名称 is a name by itself
        by_role.setdefault("measure", []).extend(by_role["content"])
        if not clauses.demands_action(words):
            words = "".join(by_role["content"])
    elif _is_a_name(words) and (told := _told_beside(by_role)):
        words = told
    lead, support = _units_of(by_role)
    if words.startswith("会同"):
        support = (*[name for name in units.name_units(words)[1] if name not in (*lead, *support)], *support)
    term = _term(by_role, days)
    measures = _clauses(by_role.get("measure") or by_role.get("task", []))
    return Task(_cut(words), measures, lead, support, term, path, start, end)


_SETTLED = re.compile("已(?:于|经|全部)?[^，。]{0,16}(?:化解|办结|解决|完成|销号|落实)")
"""已于4月20日化解: nothing is left to be done."""
_OVER = re.compile("已(?:经|全部)?(?:完成|办结|落实|解决|化解|销号)")
"""What stands in the column of terms where a row's work is done."""
_SUM = re.compile("合\\s*计|总\\s*计|小\\s*计")
_OF_UNITS = frozenset({"lead", "duty", "support"})
_TERM_BEHIND = re.compile(r"(?<=.)[（(](?P<term>[^（）()]*(?:\d[日月]|[月年旬])[^（）()]{0,3}[前底内])[）)]$")
"""The term behind who answers for it, in one cell."""


def _cut(words: str) -> str:
    """A cell's words for its task: its first sentence (走访烈属；每户送上慰问信), or what stands before a colon and directs."""
    words = _NEXT_ACT.split(_NUMBER.sub("", words).strip("。；; "), maxsplit=1)[0]
    head, colon, _ = words.partition("：")
    if colon and len(head) > _LABEL and clauses.demands_action(head):
        return head
    if len(words) <= 60:
        return words
    at = max(words.rfind(mark, 0, 61) for mark in _VERB_CUT)
    return words[:at] if at > 8 else words[:60]


_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\d{1,2}[.．、](?!\d)) ?")
_NEXT_ACT = re.compile("(?<=.)[；;。]")
_LABEL = 4
"""措施：… names what follows its colon and directs nobody; it has so many characters at most."""


def _clauses(cells: list[str]) -> tuple[str, ...]:
    out: list[str] = []
    for cell in cells:
        for piece in re.split(r"[；;。]|(?<=\D)(?=\d{1,2}[.．、](?!\d))", cell):
            out += _acts(re.sub(r"^\d{1,2}[.．、](?!\d)\s*", "", piece).strip("，, "))
    return tuple(out)


def _acts(piece: str) -> Iterator[str]:
    """The clauses of a cell that each start an action; how much, how well and frames go with the one that they say it of."""
    at = 0
    for low, high in clauses.split(piece, 0, len(piece)):
        before, words = piece[at:low].strip("，, "), piece[low:high].strip()
        acts = clauses.demands_action(before) or clauses.demands_action(words)
        if before and acts and not _SAYS_OF.match(words) and not clauses.is_frame(before):
            yield before
            at = low
    if piece[at:]:
        yield piece[at:].strip("，, ")


_SAYS_OF = re.compile(
    r"[^，]{0,6}(?:不少于|不超过|不低于|达到|不得少于)|其中|确保|做到|实现|力争|使|每[年月周季]|共|含|时长"
)
"""拍摄专题片，时长不超过12分钟: what says how much or what good it does."""


def _units_of(by_role: dict[str, list[str]]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lead = [name for cell in by_role.get("lead", []) for name in _names(cell, "lead")]
    duty = by_role.get("duty", [])
    support = [name for cell in by_role.get("support", []) for name in _names(cell, "support")]
    for cell in duty:
        first, second = told_by(cell)
        if lead:
            support = [*first, *second, *support]
        else:
            lead, support = first, [*second, *support]
    lead = list(dict.fromkeys(lead))
    return tuple(lead), tuple(name for name in dict.fromkeys(support) if name not in lead)


def _names(cell: str, role: str) -> list[str]:
    first, second = told_by(cell)
    return [*first, *second] if role == "lead" and not first else (first if role == "lead" else [*first, *second])


def _term(by_role: dict[str, list[str]], days: Days) -> Deadline | None:
    for cell in by_role.get("deadline", []):
        term = of_cell(cell.strip("。"), days)
        if term is not None:
            return term
    for cell in [*by_role.get("task", []), *by_role.get("measure", [])]:
        found = deadlines.find(cell, 0, len(cell), days)
        if found is not None:
            return found[0]
    return None
