"""The frame of a document: its kind, title, origin, day and secrecy marking."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_text
from shuangyong.reader.model import RawLine, RawText
from tests.reader.cast import read

BODY = "各镇要抓好双拥工作落实，认真做好走访慰问。"
OFFICE = "清河县双拥工作领导小组办公室"


@pytest.mark.parametrize(
    "title, kind",
    [
        ("关于做好双拥工作的通知", "notice"),
        ("关于印发《清河县双拥工作要点》的通知", "notice"),
        ("关于全县双拥工作督查情况的通报", "circular"),
        ("县双拥工作领导小组会议纪要", "minutes"),
        ("在全县双拥工作会议上的讲话", "speech"),
        ("清河县双拥模范县创建工作方案", "plan"),
        ("清河县2024年双拥工作要点", "plan"),
        ("清河县2024年双拥工作计划", "plan"),
        ("清河县2023年双拥工作总结", "summary"),
        ("清河县双拥工作自查报告", "summary"),
        ("清河县优待证管理办法", "rules"),
        ("清河县双拥联席会议制度", "rules"),
        ("致全县现役军人家属的慰问信", "other"),
    ],
)
def test_the_kind_follows_the_title(title: str, kind: str) -> None:
    found = read(f"{title}\n{BODY}\n{OFFICE}\n2024年3月5日")
    assert (found.kind, found.title) == (kind, title)


def test_a_report_of_a_meeting_is_news() -> None:
    found = read(
        "清河县召开双拥工作推进会\n来源：清河日报 发布时间：2024-03-06\n3月5日，清河县召开双拥工作推进会，县委书记王小川出席并讲话。"
    )
    assert (found.kind, found.origin, found.published) == ("news", "清河日报", "2024-03-06")
    assert found.text.startswith("清河县召开双拥工作推进会\n3月5日")


SHORT = (OFFICE, "关于做好春节期间拥军优属工作的通知", "各镇人民政府：", BODY, OFFICE, "2024年1月5日")


@pytest.mark.parametrize(
    "wrapped",
    [
        False,
        True,
    ],
)
def test_a_title_broken_by_the_page_is_joined(*, wrapped: bool) -> None:
    found = read_text(RawText("txt", tuple(map(RawLine, SHORT)), wrapped=wrapped))
    assert found.title == f"{OFFICE}关于做好春节期间拥军优属工作的通知"
    assert found.text.split("\n")[0] == found.title


def test_no_title_where_none_stands() -> None:
    found = read(f"{BODY}{BODY}{BODY}")
    assert found.title is None


@pytest.mark.parametrize(
    "tail, wanted",
    [
        ("2024年3月5日", "2024-03-05"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("二○二四年十二月三十一日", "2024-12-31"),
        ("2024年2月30日", None),
        ("3月5日", None),
    ],
)
def test_the_day_of_issue(tail: str, wanted: str | None) -> None:
    assert read(f"关于做好双拥工作的通知\n各镇人民政府：\n{BODY}\n{OFFICE}\n{tail}").published == wanted


def test_the_day_under_the_title_of_a_speech() -> None:
    found = read(f"在全县双拥工作会议上的讲话\n（2024年3月5日）\n同志们：\n{BODY}")
    assert (found.kind, found.published, found.origin) == ("speech", "2024-03-05", None)


def test_a_day_in_the_body_is_not_the_day_of_issue() -> None:
    assert read(f"关于做好双拥工作的通知\n各镇人民政府：\n2023年8月1日召开的会议要贯彻好。{BODY}").published is None


@pytest.mark.parametrize(
    "text",
    [
        f"{OFFICE}关于做好双拥工作的通知\n各镇人民政府：\n{BODY}",
        f"关于做好双拥工作的通知\n各镇人民政府：\n{BODY}\n{OFFICE}\n2024年3月5日",
    ],
)
def test_the_issuing_body_is_the_origin(text: str) -> None:
    assert read(text).origin == OFFICE


@pytest.mark.parametrize("marking", ["机密★1年", "秘密", "绝密★长期", "内部"])
def test_a_secrecy_marking_stays_in_the_text(marking: str) -> None:
    found = read(f"{marking}\n关于做好双拥工作的通知\n各镇人民政府：\n{BODY}\n{OFFICE}\n2024年3月5日")
    assert found.secrecy == marking
    assert found.text.split("\n")[0] == marking


@pytest.mark.parametrize("words", ["要保守秘密，不得外传。", "内部管理要加强。", "机密文件要专人保管。"])
def test_a_word_of_secrecy_in_a_sentence_is_no_marking(words: str) -> None:
    assert read(f"关于做好双拥工作的通知\n各镇人民政府：\n{words}\n{BODY}").secrecy is None


def test_the_frame_is_furniture() -> None:
    text = f"关于做好双拥工作的通知\n各镇人民政府：\n{BODY}\n{OFFICE}\n2024年3月5日"
    found = read(text)
    verdicts = [found.text[s.start : s.end].strip() for s in found.sentences if s.verdict == "furniture"]
    assert verdicts == ["关于做好双拥工作的通知", "各镇人民政府：", OFFICE, "2024年3月5日"]


def test_an_empty_text_is_a_document_or_a_plain_refusal() -> None:
    found = read("")
    assert (found.text, found.title, found.tasks, found.sentences) == ("", None, (), ())
