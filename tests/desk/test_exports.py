"""陆双 takes a ledger out: as filtered, masked, marked, entered; whoever may not, does not."""

from __future__ import annotations

import csv
import os
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from shuangyong.base.actor import Place
from shuangyong.base.errors import Forbidden, NotFound
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Job, State
from shuangyong.base.trail.models import Entry
from shuangyong.cases.forms import Form
from shuangyong.cases.histories.actions import open_many
from shuangyong.reports import exports, taking
from shuangyong.reports.tables import Marked, csv_lines, write_xlsx
from tests.cases.conftest import NOW
from tests.desk.people import hand_out, signed_in

MARK = Marked("督办事项台账", "双拥办主任 陆双", NOW)


def sheet_of(content: bytes):
    return load_workbook(BytesIO(content)).active


def test_a_ledger_as_filtered_with_its_mark_and_entry(district) -> None:
    hand_out(district, "建立台账")
    hand_out(district, "=HYPERLINK(1)")
    client = signed_in(district, "陆双")
    assert "导出 Excel" in client.get("/ledgers/task/").content.decode()
    answer = client.post("/ledgers/task/export/", {"form": "xlsx", "phase": "waiting"})
    sheet = sheet_of(b"".join(answer.streaming_content))
    rows = list(sheet.iter_rows(values_only=True))
    assert "陆双于" in rows[0][0]
    assert "（待接手）" in rows[0][0]
    assert rows[1][:8] == ("编号", "工作任务", "环节", "立项日期", "最近期限", "灯", "牵头单位", "配合单位")
    assert {row[1] for row in rows[2:]} == {"建立台账", "=HYPERLINK(1)"}
    assert {cell.data_type for cell in sheet["B"]} <= {"s", "n"}  # no formula
    assert sheet.parent.properties.creator.endswith("陆双")
    assert Entry.objects.filter(what="ledger.export").get().says == "导出“督办事项”台账（Excel）：待接手，2行"
    empty = client.post("/ledgers/task/export/", {"form": "xlsx", "phase": "closed"})
    assert sheet_of(b"".join(empty.streaming_content)).max_row == 2


def test_a_csv_begins_no_formula(district) -> None:
    hand_out(district, "=1+1")
    answer = signed_in(district, "简文").post("/ledgers/task/export/", {"form": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text)))
    assert rows[2][1] == "'=1+1"
    assert "attachment" in answer.headers["Content-Disposition"]


def test_who_may_not_does_not_and_an_unknown_form_is_none(district) -> None:
    assert signed_in(district, "宁联").post("/ledgers/task/export/", {"form": "csv"}).status_code == 403
    assert signed_in(district, "陆双").post("/ledgers/task/export/", {"form": "exe"}).status_code == 404
    assert not Entry.objects.filter(what="ledger.export").exists()


def test_a_long_one_is_written_by_the_worker_and_kept_a_day(district, settings, tmp_path, monkeypatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    monkeypatch.setattr(exports, "PAGE", 4)
    lead = {"lead": ((district.unit("教育局"), None),)}
    forms = [Form({"task": f"第{n}件", "deadline": date(2026, 6, 30)}, lead) for n in range(10)]
    open_many(district.actor("陆双"), "task", forms, NOW)
    head = signed_in(district, "陆双")
    page = head.post("/ledgers/task/export/", {"form": "xlsx"}, follow=True).content.decode()
    assert "正在排队导出" in page
    job = Job.objects.get(name=taking.LEDGER)
    Job.objects.filter(pk=job.pk).update(state=State.CANCELLED, error="已按要求取消。")
    stopped = head.get(f"/ledgers/exports/{job.pk}/").content.decode()
    assert "已经停下" in stopped and "按要求停下，没有做成文件。" in stopped and "已按要求取消" not in stopped
    wanted = exports.Wanted.restored(job.payload)
    told = []
    table = exports.export(district.actor("陆双"), wanted, "", now=NOW, progress=lambda done, total: told.append(done))
    result = taking.write(district.actor("陆双"), table, wanted.form, job.pk)
    assert (result["rows"], told) == (10, [0, 4, 8])
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result=result)
    answer = head.get(f"/ledgers/exports/{job.pk}/file/")
    assert sheet_of(b"".join(answer.streaming_content)).max_row == 12
    assert Entry.objects.filter(what="ledger.fetch").count() == 1
    assert signed_in(district, "简文").get(f"/ledgers/exports/{job.pk}/file/").status_code == 404
    day_ago = NOW.timestamp() - 90_000
    os.utime(taking.place(job.pk), (day_ago, day_ago))
    assert taking.sweep(now=NOW) == 1
    with pytest.raises(NotFound, match="已经清除"):
        taking.fetched(district.actor("陆双"), job.pk, now=NOW)


def test_whoever_went_to_another_post_does_not_get_what_the_old_one_showed(district, settings, tmp_path) -> None:
    """简文 asks for a long ledger at 区双拥办 and is at 东河镇 the next moment, with the same permission."""
    settings.HOME = tmp_path
    clerk = district.actor("简文")
    job = enqueue(taking.LEDGER, now=NOW, by=clerk)
    table = exports.export(clerk, exports.Wanted("task", "csv"), "", now=NOW)
    result = taking.write(clerk, table, "csv", job.pk)
    Job.objects.filter(pk=job.pk).update(state=State.DONE, result=result)
    assert taking.fetched(clerk, job.pk, now=NOW)[0].exists()
    (seat,) = clerk.seats
    moved = replace(clerk, seats=(replace(seat, tenure_id=seat.tenure_id + 1000, place=Place("371402101")),))
    with pytest.raises(Forbidden, match="岗位已经变动"):
        taking.fetched(moved, job.pk, now=NOW)
    assert Entry.objects.filter(what="ledger.fetch").count() == 1


def test_within_so_many_days(district) -> None:
    lead = {"lead": ((district.unit("教育局"), None),)}
    forms = [Form({"task": f"{day}日", "deadline": date(2026, 3, day)}, lead) for day in (4, 8, 9, 30)]
    open_many(district.actor("陆双"), "task", forms, NOW)
    found = exports.export(district.actor("陆双"), exports.Wanted("task", "csv", days=7), "", now=NOW)
    rows = list(found.rows)
    assert {row[1] for row in rows} >= {"4日"}
    assert all(row[4] <= date(2026, 3, 9) for row in rows)


def test_an_empty_table_has_its_head() -> None:
    stream = BytesIO()
    assert write_xlsx(stream, MARK, ("甲",), []) == 0
    assert sheet_of(stream.getvalue())["A2"].value == "甲"
    assert b"".join(csv_lines(MARK, ("甲",), [])).decode("utf-8-sig").splitlines()[1] == "甲"


def test_a_sheet_larger_than_a_plain_zip_can_hold(monkeypatch) -> None:
    """A million rows of forty columns are over 2 GiB: the file is written all the same (here the limit is near)."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 2000)
    stream = BytesIO()
    assert write_xlsx(stream, MARK, ("甲",), ([f"第{row}行"] for row in range(300))) == 300
    assert sheet_of(stream.getvalue())["A302"].value == "第299行"
