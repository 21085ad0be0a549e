"""In a real browser: an old roll is checked, taken, stopped and gone on with; a list in the clear goes by two hands."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook

from shuangyong.base.jobs.models import Job, State
from shuangyong.base.jobs.worker import run_pending
from shuangyong.intake.ledgers import actions
from shuangyong.intake.models import Table
from shuangyong.register import actions as registering
from tests.desk.conftest import TODAY as NOW
from tests.intake.rolls import ANSHAN, BAD, GOOD, roll
from tests.register.conftest import ZHAO

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def fits(page, tmp_path, name: str) -> None:
    """Nothing sticks out, on a desk and on a phone."""
    for width, height in ((1440, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert page.evaluate(wide) <= 0, f"{name} {width}"
        page.screenshot(path=tmp_path / f"{name}-{width}.png", full_page=True)


def send(page, file) -> None:
    page.goto("/ledgers/tables/")
    page.set_input_files("[name=file]", str(file))
    page.get_by_role("button", name="上传并识别").click()
    page.wait_for_load_state()


def test_an_old_roll_from_the_file_to_the_register(town, window, tmp_path, monkeypatch) -> None:
    page, file = window("简文"), tmp_path / "花名册.xlsx"
    file.write_bytes(roll())
    send(page, file)
    said = page.inner_text("main")
    assert "认作“人员登记册”" in said and "入伍时间" in said
    assert "D8" in said and "15 位的旧号码" in said and ANSHAN not in said
    fits(page, tmp_path, "checked")
    page.get_by_role("button", name="只导入没有问题的行").click()
    page.wait_for_load_state()
    assert f"新增 {GOOD} 行，以前已有 0 行，要改正 {BAD} 行" in page.inner_text("main")
    fits(page, tmp_path, "taken")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载要改正的").click()
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert "15 位的旧号码" in sheet["D3"].comment.text
    send(page, file)
    assert page.get_by_role("button", name="只导入没有问题的行").count() == 0
    assert f"以前已导入 {GOOD} 行" in page.inner_text("main")

    monkeypatch.setattr(actions, "AT_ONCE", 2)
    rows = [(n, f"户{n}", "孙某", "", "1960-1-1", "东河村", f"137{n:08d}", *[""] * 6) for n in range(1, 6)]
    file.write_bytes(roll(rows))
    send(page, file)
    page.get_by_role("button", name="全部导入").click()
    page.wait_for_load_state()
    table = Table.objects.latest("pk")
    says = {"progress_done": 2, "progress_total": 5, "progress_says": "已看 2 行"}
    Job.objects.filter(pk=table.job).update(**says)
    page.get_by_role("link", name="看看导到哪里了").click()
    page.wait_for_load_state()
    assert "已看 2 行" in page.inner_text("main")
    fits(page, tmp_path, "taking")
    page.get_by_role("button", name="停止导入").click()
    page.wait_for_load_state()
    assert "导入按要求停下了" in page.inner_text("main")
    assert Job.objects.get(pk=table.job).state == State.CANCELLED
    page.get_by_role("button", name="全部导入").click()
    page.wait_for_load_state()
    run_pending(NOW + timedelta(minutes=1))
    page.goto(f"/ledgers/tables/{table.pk}/")
    assert "新增 5 行，以前已有 0 行" in page.inner_text("main")


def test_a_list_in_the_clear_by_two_hands(town, window, tmp_path) -> None:
    registering.add(town.actor("陆双"), ZHAO, now=NOW)
    asks, agrees = window("简文"), window("组长")
    asks.goto("/register/releases/")
    asks.fill("[name=purpose]", "看看")
    asks.get_by_role("button", name="申请").click()
    asks.wait_for_load_state()
    assert "请选要哪几项" in asks.inner_text("main")
    asks.check("[name=fields][value=phone]")
    asks.fill("[name=purpose]", "八一慰问金发放前逐人核对")
    asks.get_by_role("button", name="申请").click()
    asks.wait_for_load_state()
    assert "待同意" in asks.inner_text("main")
    fits(asks, tmp_path, "asked")

    agrees.goto("/")
    agrees.get_by_role("link", name="去决定").click()
    agrees.wait_for_load_state()
    fits(agrees, tmp_path, "waiting")
    agrees.get_by_role("button", name="同意", exact=True).click()
    agrees.wait_for_load_state()
    assert "没有等您决定的" in agrees.inner_text("main")
    run_pending(NOW + timedelta(minutes=1))
    asks.goto("/")
    assert "您申请导出的 1 份名单可以下载" in asks.inner_text("main")
    asks.get_by_role("link", name="去下载").click()
    asks.wait_for_load_state()
    fits(asks, tmp_path, "built")
    with asks.expect_download() as download:
        asks.get_by_role("link", name="下载").click()
    sheet = load_workbook(BytesIO(download.value.path().read_bytes())).active
    assert [cell.value for cell in sheet[3]][-1] == ZHAO.phone
    assert "组长同意" in sheet["A1"].value
