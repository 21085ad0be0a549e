"""Findings through the pages: without script, by script, and through the step's own form."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from shuangyong.assess import choosing
from shuangyong.assess.queries import standards_on
from shuangyong.cases.models import Case, ProofUse
from tests.assess.conftest import TODAY
from tests.assess.test_inspecting import planned
from tests.assess.test_visits import WORD
from tests.desk.people import signed_in


def test_the_page_takes_a_finding_without_script(district) -> None:
    case, client = planned(district), signed_in(district, "督查")
    address = f"/score/inspections/{case.pk}/visit/"
    sent = {"token": str(WORD), "problem": "标语牌破损", "unit": str(district.unit("东河镇")), "unit_named": ""}
    sent |= {"found_at": "", "indicator": "", "found_on": "2026-03-02", "wanted": "", "deadline": "2026-12-31"}
    refused = client.post(address, sent)
    assert refused.status_code == 422 and 'value="标语牌破损"' in refused.content.decode()
    assert client.post(address, sent, headers={"Accept": "application/json"}).json() == {"says": ["请写整改要求。"]}
    picture = SimpleUploadedFile("现场.txt", "现场".encode())
    sent |= {"wanted": "修复", "proof-found": picture}
    assert client.post(address, sent).status_code == 302
    assert ProofUse.objects.get(case__kind="mending").slot == "found"
    again = client.post(address, sent, headers={"Accept": "application/json"})
    assert again.json()["number"] == Case.objects.get(kind="mending").number


def test_the_form_of_the_step_keeps_the_picture_of_what_it_opens(district) -> None:
    """The order for mending is opened by a step of the inspection: the files are the order's."""
    case, client = planned(district), signed_in(district, "督查")
    sent = {"rev": case.rev, "child-problem": "标语牌破损", "child-part-lead": str(district.unit("东河镇"))}
    sent |= {"child-found_on": "2026-03-02", "child-authority": "春季督查", "child-wanted": "修复", "on": ""}
    sent |= {"child-proof-found": SimpleUploadedFile("现场.txt", "现场".encode())}
    page = client.post(f"/cases/{case.pk}/find/", sent).content.decode()
    assert "已收到：现场" in page  # the term is missing; the file is not asked for again
    key = page.split('name="filed-child-found" value="')[1].split('"')[0]
    del sent["child-proof-found"]
    sent |= {"filed-child-found": key, "child-deadline": "2026-12-31"}
    assert client.post(f"/cases/{case.pk}/find/", sent).status_code == 302
    assert ProofUse.objects.get(case__kind="mending").proof_id == int(key)


ORDER = {
    "problem": "标语牌破损",
    "found_on": "2026-03-02",
    "authority": "春季督查",
    "wanted": "修复",
    "deadline": "2026-12-31",
    "on": "",
}


def ordered(district, indicator: str):
    """督查 orders mending of 东河镇 for one indicator."""
    sent = ORDER | {"indicator": indicator, "part-lead": str(district.unit("东河镇"))}
    return signed_in(district, "督查").post("/cases/new/mending/", sent)


def test_an_indicator_is_chosen_by_its_name_and_standard(district) -> None:
    planned(district)
    for page in ("/cases/new/mending/", f"/score/inspections/{Case.objects.get().pk}/visit/"):
        text = signed_in(district, "督查").get(page).content.decode()
        for standard, rows in choosing.indicators(TODAY).items():
            assert f'<optgroup label="{standard}">' in text, page
            assert all(f'<option value="{code}">{code} {name}</option>' in text for code, name in rows), page
    answer = ordered(district, "T-B3")
    assert answer.status_code == 302
    assert Case.objects.get(kind="mending").values["indicator"] == "T-B3"
    names = {code: name for rows in choosing.indicators(TODAY).values() for code, name in rows}
    assert f"T-B3 {names['T-B3']}" in signed_in(district, "督查").get(answer["Location"]).content.decode()


def test_a_code_that_was_typed_is_taken_as_the_standard_writes_it(district) -> None:
    """From a page that was open before there was a list, or by a script: 小写、全角 are the same code."""
    assert ordered(district, " ｔ－b3 ").status_code == 302
    assert Case.objects.get(kind="mending").values["indicator"] == "T-B3"


def test_a_code_that_no_standard_has_is_told_with_those_that_are_near(district) -> None:
    page = ordered(district, "T-B33")
    text = page.content.decode()
    assert page.status_code == 422 and not Case.objects.filter(kind="mending").exists()
    names = {code: name for rows in choosing.indicators(TODAY).values() for code, name in rows}
    assert "没有编号为“T-B33”的指标" in text and f"T-B3 {names['T-B3']}" in text
    assert "《双拥模范城（县）考评工作标准（非官方）》T-" in text and "不属于哪一项的留空" in text
    assert '<optgroup label="原来填的"><option value="T-B33" selected>' in text, "what was typed stays"
    assert 'value="标语牌破损"' in text


def test_a_code_of_a_version_that_was_replaced_is_still_taken(district, monkeypatch) -> None:
    monkeypatch.setattr(choosing, "standards_on", lambda on: standards_on(on)[:1])
    assert "T-B3" not in dict(row for rows in choosing.indicators(TODAY).values() for row in rows)
    assert ordered(district, "T-B3").status_code == 302
