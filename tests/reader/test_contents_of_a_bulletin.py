"""A bulletin says its headlines twice: once in its contents, once above each report. Neither is furniture."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes

BULLETIN = """双拥工作简报
第11期
青岭县双拥工作领导小组办公室　2024年11月22日
{head}
青岭县召开双清单会商会
柳溪镇“三张网”兜住老兵服务
青岭县召开双清单会商会
11月19日，青岭县召开双清单会商会，通报了办理情况。
柳溪镇“三张网”兜住老兵服务
柳溪镇坚持把退役军人服务做到家门口，建档立卡1036人。
"""


@pytest.mark.parametrize("head", ["本期要目", "【本期导读】", "内容提要：", "本期目录"])
def test_headlines_stand_in_the_contents_and_above_what_they_name(head: str) -> None:
    document = read_bytes(BULLETIN.format(head=head).encode(), "a.txt")
    assert document.text.count("兜住老兵服务") == 2 and document.text.count("召开双清单会商会") == 3
    assert document.title == "双拥工作简报"


def test_a_headline_that_a_page_repeats_still_goes() -> None:
    news = "柳溪镇“三张网”兜住老兵服务\n11月19日，柳溪镇召开双拥工作会议。\n柳溪镇“三张网”兜住老兵服务\n会议通报了办理情况。\n"
    assert read_bytes(news.encode(), "a.txt").text.count("兜住老兵服务") == 1


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("市委议军会议召开　谢明远主持并讲话", "news"),
        ("全市双拥工作会议召开　谢明远出席并作讲话", "news"),
        ("在全市双拥工作会议上的讲话", "speech"),
    ],
)
def test_who_also_spoke_makes_a_headline_no_speech(title: str, kind: str) -> None:
    text = f"{title}\n1月18日，市委书记谢明远主持召开市委议军会议并讲话。\n会议强调，市财政局要足额保障经费。\n"
    assert read_bytes(text.encode(), "a.txt").kind == kind
