"""任务分解表: the table of tasks as a sheet (.xlsx) and as a paper (.docx).

Both take the documents in the order given, ask no clock and give the same bytes for the same input. What a document
leaves open is left open and marked; a legend says so.
"""

from __future__ import annotations

from shuangyong.reports.task_docx import write_docx
from shuangyong.reports.task_xlsx import write_xlsx

__all__ = ["write_docx", "write_xlsx"]
