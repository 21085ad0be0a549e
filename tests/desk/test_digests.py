"""What one was told each day, with the proof of telling: when it was put on the desk and when it was seen."""

from __future__ import annotations

from datetime import time

from shuangyong.cases import reminding
from shuangyong.cases.models import Digest
from tests.cases.conftest import at
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words


def made(district) -> Digest:
    """宁联 was told of a new task on 2 March; it stands in the digest of the next morning."""
    hand_out(district)
    reminding.make_digests(now=at(3, 3, 8), progress=lambda done, total: None)
    return Digest.objects.get(account=district.account("宁联"))


def test_a_day_is_shown_with_what_was_told_and_when_it_was_seen(district) -> None:
    digest = made(district)
    client = signed_in(district, "宁联")
    said = words(client.get("/digests/"))
    for part in ("2026-03-03 1 条", "建立驻军子女入学台账", "2026-03-03 08:00 送达，还没有阅"):
        assert part in said
    assert "一天最多一条，08:00以后送；20:00到08:00不打扰，这段时间的新情况并到下一条。" in said
    answer = client.post(f"/digests/{digest.pk}/seen/")
    assert answer.status_code == 302
    assert "已阅" in words(client.get(answer.headers["Location"]))
    assert Digest.objects.get(pk=digest.pk).seen_at is not None
    assert "没有看过的通知" not in words(client.get("/"))


def test_an_office_without_quiet_hours_names_none(district, settings) -> None:
    settings.QUIET_HOURS = (time(0), time(0))
    said = words(signed_in(district, "宁联").get("/digests/"))
    assert "一天最多一条；当天的新情况随时在工作台上。" in said and "不打扰" not in said


def test_a_day_with_much_shows_ten_and_the_rest_at_a_tap(district) -> None:
    for number in range(23):
        hand_out(district, f"第{number}件")
    reminding.make_digests(now=at(3, 3, 8), progress=lambda done, total: None)
    page = signed_in(district, "宁联").get("/digests/").content.decode()
    head, _, rest = page.partition("<details>")
    assert "再看 13 条" in rest
    told = [number for number in range(23) if f"“第{number}件”" in head]
    assert len(told) == 10
    assert all((f"“第{number}件”" in rest) == (number not in told) for number in range(23))


def test_nobody_sees_or_signs_for_another_persons_digest(district) -> None:
    digest = made(district)
    other = signed_in(district, "邵长")
    assert other.post(f"/digests/{digest.pk}/seen/").status_code == 404
    assert Digest.objects.get(pk=digest.pk).seen_at is None
    assert "08:00 送达" not in words(signed_in(district, "江军").get("/digests/"))


def test_whoever_judges_a_case_sees_whom_it_was_told_to(district) -> None:
    digest = made(district)
    case = digest.notices.get().case_id
    said = words(signed_in(district, "陆双").get(f"/cases/{case}/"))
    assert "告诉过谁、何时看的" in said
    assert "在 2026-03-03 的提要里；还没有看" in said
    signed_in(district, "宁联").post(f"/digests/{digest.pk}/seen/")
    assert "看过" in words(signed_in(district, "陆双").get(f"/cases/{case}/")).split("告知情况")[1]
    assert "告诉过谁" not in words(signed_in(district, "宁联").get(f"/cases/{case}/"))
