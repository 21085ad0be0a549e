"""The pages of old tables, by plain forms: 简文 sends one, maps a column, looks at the errors, takes the good rows."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from shuangyong.cases.models import Case
from shuangyong.intake.models import Table
from tests.desk.people import signed_in
from tests.desk.test_queries import asked
from tests.intake.test_ledgers import HEAD, workbook

ROWS = [
    (1, "建立优抚台账", "教育局", "", date(2026, 1, 5), "", "", ""),
    (2, "日期不清", "教育局", "", "三月上旬", "", "", ""),
]


def upload(client, rows=ROWS, name: str = "督办台账.xlsx"):
    return client.post("/ledgers/tables/", {"file": SimpleUploadedFile(name, workbook(rows, two=False))}, follow=True)


def test_sending_looking_taking(district) -> None:
    client = signed_in(district, "简文")
    page = upload(client)
    text = page.content.decode()
    assert page.status_code == 200
    assert "认作“督办事项”" in text
    assert "E4" in text
    assert "“三月上旬”看不出是哪一天" in text
    assert all(name in text for name in HEAD)
    table = Table.objects.get()
    refused = client.post(f"/ledgers/tables/{table.pk}/take/", {"which": "all"})
    assert (refused.status_code, Case.objects.count()) == (422, 0)
    done = client.post(f"/ledgers/tables/{table.pk}/take/", {"which": "good"}, follow=True).content.decode()
    assert "新增 1 行，以前已有 0 行，要改正 1 行" in done and '<a href="/ledgers/task/">看导入的</a>' in done
    bad = client.get(f"/ledgers/tables/{table.pk}/bad/")
    assert bad.content.startswith(b"PK")
    assert "督办台账（要改正的行）.xlsx" in unquote(bad.headers["Content-Disposition"])
    assert "督办台账.xlsx" in client.get("/ledgers/tables/").content.decode()


def test_columns_are_mapped_by_hand(district) -> None:
    client = signed_in(district, "简文")
    upload(client)
    table = Table.objects.get()
    names = re.findall(r'name="(c\d+)"', client.get(f"/ledgers/tables/{table.pk}/").content.decode())
    assert len(names) == len(HEAD)
    client.post(f"/ledgers/tables/{table.pk}/columns/", {"c1": "goal", "c2": "part.lead", "c4": ""})
    table.refresh_from_db()
    assert table.mapping == {"1": "goal", "2": "part.lead"}
    assert "“工作任务”必须填写" in client.get(f"/ledgers/tables/{table.pk}/").content.decode()
    again = client.post(f"/ledgers/tables/{table.pk}/target/", {"target": "persons"})
    assert again.status_code in {302, 422}


def test_what_is_no_table_is_told_on_the_same_page(district) -> None:
    client = signed_in(district, "简文")
    nothing = client.post("/ledgers/tables/", {})
    assert (nothing.status_code, "没有选择文件" in nothing.content.decode()) == (422, True)
    page = client.post("/ledgers/tables/", {"file": SimpleUploadedFile("表.xlsx", b"MZ")})
    assert page.status_code == 422


def test_no_page_asks_more_for_more_rows(district) -> None:
    client = signed_in(district, "简文")
    upload(client, ROWS[:1] * 1)
    upload(client, [(n, f"第{n}件", "教育局", "", "2026-1-5", "", "", "") for n in range(200)], "长.xlsx")
    long, short = Table.objects.order_by("-pk")
    assert asked(client, f"/ledgers/tables/{long.pk}/") <= asked(client, f"/ledgers/tables/{short.pk}/") + 1


def test_an_import_that_was_broken_off_is_gone_on_with_by_its_owner(district, monkeypatch) -> None:
    from shuangyong.base.jobs.models import Job, State
    from shuangyong.intake.ledgers import actions

    monkeypatch.setattr(actions, "AT_ONCE", 1)
    client = signed_in(district, "简文")
    upload(client, [(n, f"第{n}件", "教育局", "", "2026-1-5", "", "", "") for n in range(3)], "长.xlsx")
    address = f"/ledgers/tables/{Table.objects.get().pk}/"
    client.post(f"{address}take/", {"which": "good"})
    assert "停止导入" in client.get(address).content.decode()
    assert client.post(f"{address}take/", {"which": "good"}).status_code != 302, "one taking at a time"
    assert client.post(f"{address}stop/").status_code == 302
    assert Job.objects.get().state == State.CANCELLED
    assert "导入按要求停下了，已导入 0 行" in client.get(address).content.decode()
    Job.objects.update(error="已按要求取消。")  # as a worker leaves it that was at it
    assert "已按要求取消" not in client.get(address).content.decode()
    monkeypatch.setattr(actions, "AT_ONCE", 1000)
    done = client.post(f"{address}take/", {"which": "good"}, follow=True).content.decode()
    assert "新增 3 行，以前已有 0 行" in done
    assert client.post(f"{address}stop/").status_code != 302


def test_what_stands_for_all_rows_is_written_once(district) -> None:
    """A table without a column for the unit: it is asked for once, refused by name where it is none, and kept."""
    client = signed_in(district, "简文")
    rows = [(1, "建立优抚台账", "", "", date(2026, 1, 5), "", "", "")]
    upload(client, rows)
    table = Table.objects.get()
    asked_once = client.get(f"/ledgers/tables/{table.pk}/").content.decode()
    assert 'name="whole-part.lead"' not in asked_once  # the column is there, if empty
    mapping = {"c1": "task", "c4": "@on"}
    refused = client.post(f"/ledgers/tables/{table.pk}/columns/", {**mapping, "whole-part.lead": "天文局"})
    assert refused.status_code == 422 and "没有找到单位“天文局”" in refused.content.decode()
    client.post(
        f"/ledgers/tables/{table.pk}/columns/", {**mapping, "whole-part.lead": "教育局", "whole-@stage": "办理中"}
    )
    page = client.get(f"/ledgers/tables/{table.pk}/").content.decode()
    assert 'value="教育局"' in page and "<option selected>办理中</option>" in page and "可以导入 <b>1</b> 行" in page


def test_words_of_the_cells_rows_left_out_and_another_sheet(district) -> None:
    rows = [
        (1, "建立优抚台账", "教育局", "", date(2026, 1, 5), "", "推进得很好", ""),
        ("合计", "", "", "", "", "", "", ""),
        ("注：由双拥办汇总。", "", "", "", "", "", "", ""),
    ]
    client = signed_in(district, "简文")
    stream = BytesIO()
    book = load_workbook(BytesIO(workbook(rows, two=False)))
    other = book.create_sheet("走访")
    for row in (("姓名", "走访时间", "走访方式"), ("蒋德", "2026-1-20", "上门")):
        other.append(row)
    book.save(stream)
    sent = client.post(
        "/ledgers/tables/", {"file": SimpleUploadedFile("督办台账.xlsx", stream.getvalue())}, follow=True
    )
    text = sent.content.decode()
    assert "第 4 行（合计行）、第 5 行（表下的说明）" in text
    assert "办理环节写着“推进得很好”" in text and "导入“走访”" in text
    table = Table.objects.get()
    said = {"word:@stage:推进得很好": "办理中"} | {f"c{place}": key for place, key in table.mapping.items()}
    mapped = client.post(f"/ledgers/tables/{table.pk}/columns/", said, follow=True).content.decode()
    assert "导入以后办到：办理中 1 行" in mapped and "<option selected>办理中</option>" in mapped
    wrong = client.post(f"/ledgers/tables/{table.pk}/columns/", said | {"word:@stage:推进得很好": "飞行中"})
    assert wrong.status_code == 422 and "没有“飞行中”" in wrong.content.decode()
    second = client.post(f"/ledgers/tables/{table.pk}/sheet/", {"sheet": "1"}, follow=True).content.decode()
    assert "认作“走访慰问”" in second
    assert client.post(f"/ledgers/tables/{table.pk}/sheet/", {"sheet": "9"}).status_code == 404


def test_a_cell_that_is_no_number_comes_back_with_the_bad_rows(district) -> None:
    """A file may say NaN or infinity; no workbook can be written with it, and the bad rows were a page of 500."""
    made = BytesIO()
    rows = [(1, "建立优抚台账", "教育局", "", 424242, "三月上旬", "", "")]
    with ZipFile(BytesIO(workbook(rows, two=False))) as was, ZipFile(made, "w") as now:
        for part in was.namelist():
            now.writestr(part, was.read(part).replace(b"<v>424242</v>", b"<v>NaN</v>"))
    client = signed_in(district, "简文")
    client.post("/ledgers/tables/", {"file": SimpleUploadedFile("督办台账.xlsx", made.getvalue())})
    back = client.get(f"/ledgers/tables/{Table.objects.get().pk}/bad/")
    cells = [cell.value for row in load_workbook(BytesIO(back.content)).active for cell in row]
    assert back.status_code == 200 and "#NUM!" in cells and "建立优抚台账" in cells
