"""Findings through the pages: without script, by script, and through the step's own form."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from shuangyong.cases.models import Case, ProofUse
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
