"""What is declared as a day, a number or an amount goes out as one, and comes in again from the same file."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook
from openpyxl.cell import Cell

from shuangyong.cases.actions import open_case
from shuangyong.cases.forms import Form
from shuangyong.cases.models import Case
from shuangyong.catalog.naming_kinds import kinds_of_files
from shuangyong.intake.ledgers import actions, queries
from shuangyong.intake.ledgers.cells import day_of
from shuangyong.intake.ledgers.columns import Heading, propose, vocabulary
from shuangyong.intake.ledgers.of_cases import columns_of
from shuangyong.intake.ledgers.ways import part_key
from shuangyong.reports import exports
from shuangyong.reports.tables import csv_lines, write_xlsx
from tests.cases.conftest import NOW, District
from tests.desk.people import signed_in

LETTER = {
    "season": "2026年上半年",
    "letter_on": date(2026, 2, 27),
    "copies": 2,
    "problem": "两份档案缺少学历证明。",
}
MONEY = {"item": "八一慰问经费", "sort": "走访慰问", "amount": 123_450}


@pytest.fixture
def taken_out(district: District):
    def take_out(kind: str, form: str = "xlsx") -> bytes:
        wanted = exports.Wanted(kind, form)
        table = exports.export(district.actor("简文"), wanted, "", now=NOW)
        if form == "csv":
            return b"".join(csv_lines(table.mark, table.head, table.rows))
        stream = BytesIO()
        write_xlsx(stream, table.mark, table.head, table.rows, on_disk=False)
        return stream.getvalue()

    return take_out


def opened(district: District, kind: str, values: Mapping[str, Any], **gives: str) -> Case:
    given = {part: ((district.unit(unit), None),) for part, unit in gives.items()}
    return open_case(district.actor("简文"), kind, Form(dict(values), given), now=NOW)


def cells(content: bytes) -> dict[str, Cell]:
    sheet = load_workbook(BytesIO(content)).active
    return {str(head.value): cell for head, cell in zip(sheet[2], sheet[3], strict=True)}


def test_a_day_and_a_number_are_cells_to_sort_and_count_by(district: District, taken_out) -> None:
    opened(district, "recruit_file", LETTER, lead="教育局")
    found = cells(taken_out("recruit_file"))
    day, number, opened_on = found["收到公函或当面告知日期"], found["有问题的档案份数"], found["立项日期"]
    assert (day.is_date, day.value.date(), day.number_format) == (True, date(2026, 2, 27), 'yyyy"年"m"月"d"日"')
    assert (number.data_type, number.value) == ("n", 2)
    assert opened_on.number_format == day.number_format


def test_a_day_before_1900_is_written_in_words_and_comes_in_again(district: District, taken_out) -> None:
    """Excel and calamine made 00:00 of it: 简文's martyr of 1895 lost his day in every list."""
    opened(district, "recruit_file", LETTER | {"letter_on": date(1895, 3, 4)}, lead="教育局")
    day = cells(taken_out("recruit_file"))["收到公函或当面告知日期"]
    assert (day.data_type, day.value) == ("s", "1895年3月4日")
    assert day_of(day.value) == date(1895, 3, 4)


def test_an_amount_is_a_number_of_yuan_that_says_so(district: District, taken_out) -> None:
    opened(district, "budget", MONEY, lead="教育局", finance="民政局")
    amount = cells(taken_out("budget"))["预算金额"]
    assert (amount.data_type, amount.value, amount.number_format) == ("n", 1234.5, '#,##0.00" 元"')
    rows = list(csv.reader(StringIO(taken_out("budget", "csv").decode("utf-8-sig"))))
    assert dict(zip(rows[1], rows[2], strict=True))["预算金额"] == "1,234.50 元"


@pytest.mark.parametrize(
    ("kind", "values", "gives"),
    [
        ("recruit_file", LETTER, {"lead": "教育局"}),
        ("budget", MONEY, {"lead": "教育局", "finance": "民政局"}),
    ],
)
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_went_out_comes_in_again(district: District, taken_out, kind, values, gives, form) -> None:
    opened(district, kind, values, **gives)
    clerk = district.actor("简文")
    table = actions.send(clerk, f"导出.{form}", taken_out(kind, form), now=NOW)
    assert table.target == kind
    mapped = set(table.mapping.values())
    assert {*values, *(f"part.{part}" for part in gives)} <= mapped, table.why
    preview = queries.preview(queries.laid_out(clerk, table.pk, NOW))
    assert (preview.good, preview.bad, preview.faults, preview.here) == (1, 0, [], 1)
    before = Case.objects.get()
    actions.take(clerk, table.pk, only_good=False, now=NOW)
    again = Case.objects.exclude(pk=before.pk).get()
    assert {key: again.values[key] for key in values} == {key: before.values[key] for key in values}


def test_whoever_brings_an_export_in_again_is_told_before(district: District, taken_out) -> None:
    """It stays possible, but it is not the red button."""
    opened(district, "budget", MONEY, lead="教育局", finance="民政局")
    client = signed_in(district, "简文")
    file = SimpleUploadedFile("导出.xlsx", taken_out("budget"))
    page = client.post("/ledgers/tables/", {"file": file}, follow=True).content.decode()
    assert "这张表像是从平台导出来的" in page and "有 1 件，平台里已经有了" in page
    assert re.search(r"<button[^>]*btn-plain[^>]*>仍然另外新增<", page) and "全部导入" not in page


KINDS = kinds_of_files()


@pytest.mark.parametrize("key", sorted(KINDS))
def test_the_columns_of_every_ledger_are_known_again_by_their_names(key: str) -> None:
    kind = KINDS[key]
    head = exports.head_of(kind)
    columns = columns_of(kind)
    known = vocabulary(key, columns, {})
    found = propose(Heading(1, 1, tuple(head), ""), known)
    parts = [part_key(wanted.key) for wanted in kind.opening.gives if not wanted.optional]
    first = part_key(next(iter(kind.parts)))
    assert found[1] == kind.title, head
    assert first not in parts or found[6] == first, head
    assert found[3] == "@on" and found[2] == "@stage"
    assert found[4] == found[5] == "@none"
    for place, one in enumerate((one for one in kind.fields.values() if one.key != kind.title), 8):
        wanted = one.key if any(column.key == one.key for column in columns) else None
        assert wanted is None or found.get(place) == wanted, one.label
