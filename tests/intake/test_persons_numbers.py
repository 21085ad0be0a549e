"""A notice writes the numbers of those who are to be visited: who makes tasks of it is told before they go round."""

from __future__ import annotations

from shuangyong.intake.models import Document
from tests.desk.test_pages import file as sent_to_reader
from tests.desk.test_pages import send
from tests.intake.conftest import draft_of
from tests.intake.test_pages import browser, file, sent, words

ZHANG = "110101199003078515"
NOTICE = f"""云溪区双拥办关于做好困难退役军人走访的通知
各成员单位：
一、区教育局要在2026年12月20日前走访张大山（身份证号{ZHANG}，银行卡6222021234567890123）一家。
二、区财政局要在2026年12月底前拨付经费，联系电话13812345678，信用代码91520402MA6DXXXX1K。
云溪区双拥办
2026年12月3日
"""
TOLD = "任务里有身份证号1个、银行卡号1个"


def test_the_readers_page_tells_of_the_numbers_and_of_no_others(client) -> None:
    assert TOLD in words(send(client, file=sent_to_reader(NOTICE.encode())))
    plain = NOTICE.replace(ZHANG, "略").replace("6222021234567890123", "略")
    assert "任务里有" not in words(send(client, file=sent_to_reader(plain.encode())))


def test_the_review_page_tells_of_them_until_they_are_taken_out(group) -> None:
    clerk = browser(group, "简文")
    page = sent(clerk, file(NOTICE)).headers["Location"]
    document = Document.objects.get()
    assert f"{TOLD}，立项以后各单位的列表、导出的表里都看得到" in words(clerk.get(page))
    visit = draft_of(document, "张大山")
    said = {"task": "走访张大山一家", "deadline": "2026-12-20", "business": "双拥工作", "measures": "走访张大山一家"}
    assert clerk.post(f"/documents/drafts/{visit.pk}/edit/", {"rev": 1, **said}).status_code == 302
    assert "任务里有" not in words(clerk.get(page))
