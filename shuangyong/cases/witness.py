"""What the trail says of cases, compared with their steps: changed, taken away, put in behind the program's back."""

from __future__ import annotations

from collections.abc import Iterator

from shuangyong.base.trail.comparing import last_right
from shuangyong.base.trail.models import Entry
from shuangyong.base.trail.verifying import EVIDENCE
from shuangyong.base.trail.witness import Progress, witness
from shuangyong.cases import entries
from shuangyong.cases.histories.digest import broken, broken_proofs, misused, uncounted, unfiled


@witness("cases.steps", "事项的步骤")
def steps(progress: Progress, since: int) -> Iterator[str]:
    """A sentence for each entry whose steps are not as they were, and, of the whole, one where steps have no entry."""
    for entry in broken(progress, since):
        says = f"第 {entry.seq} 条留痕记下的{_what(entry)}与现在的不一致，有人直接改过数据库"
        yield f"{says}。{last_right(entry)}{EVIDENCE}"
    there, entered = uncounted() if since <= 1 else (0, 0)
    if there > entered:
        yield f"事项共有 {there} 步，留痕只记下 {entered} 步，有的步骤是直接写进数据库的。{EVIDENCE}"
    elif there < entered:
        yield f"留痕记下事项 {entered} 步，现在只有 {there} 步，有的步骤被删掉了。{EVIDENCE}"


@witness("cases.proofs", "印证材料")
def proofs(progress: Progress, since: int) -> Iterator[str]:
    """What evidence is called, what it proves, which file it is, as it was filed; and evidence that nobody filed."""
    for entry in broken_proofs(progress, since):
        says = f"第 {entry.seq} 条留痕记下的印证材料（编号 {entry.about_id}）与现在的不一致"
        yield f"{says}。{last_right(entry)}{EVIDENCE}"
    if since <= 1 and (beside := unfiled()):
        yield f"有 {beside} 份印证材料没有提交的留痕，是直接写进数据库的。{EVIDENCE}"


@witness("cases.proof_uses", "印证材料归入的事项")
def uses(progress: Progress, since: int) -> Iterator[str]:
    """Which evidence lies in which case: as the steps that filed it say, which are bound themselves."""
    for case in misused(progress) if since <= 1 else ():
        yield f"事项（编号 {case}）里的印证材料与它的步骤记下的不一致，有人直接改过数据库。{EVIDENCE}"


def _what(entry: Entry) -> str:
    if entry.what == entries.ADMITTED:
        return f"成批录入的 {entry.data['steps']} 步"
    return f"{entry.data['number']} 的步骤"
