"""Heads of notices as sites print them: a room before the title, number and title once more, the title of what is passed on."""

from __future__ import annotations

from tests.reader.cast import read

_BODY = "各镇要建立台账，6月底前报送。\n云溪县人民政府\n2023年3月28日\n"


def test_a_room_with_its_arrow_is_no_title() -> None:
    found = read(f"通知公告 >\n\n关于开展宣传月活动的通知\n\n2025-11-11 浏览次数:\n\n各单位：\n\n{_BODY}")
    assert found.title == "关于开展宣传月活动的通知"
    assert found.published == "2023-03-28"
    assert "通知公告" not in found.text


def _verdict(text: str, words: str) -> str:
    found = read(text)
    return next(one.verdict for one in found.sentences if words in found.text[one.start : one.end])


def test_number_and_title_once_more_are_frame_and_so_is_whom_it_goes_to() -> None:
    text = (
        "云溪县人民政府文件\n云政发〔2023〕2号\n云溪县人民政府关于印发《云溪县重点工作任务分解 和责任分工方案》的通知\n\n"
        "云政发〔2023〕2号云溪县人民政府关于印发云溪县重点工作任务分解和责任分工方案的通知\n\n各镇人民政府，县直各部门：\n\n"
        "现将《云溪县重点工作任务分解和责任分工方案》印发给你们，请认真贯彻落实。\n云溪县人民政府\n2023年3月28日\n（此件公开发布）\n"
        "云溪县重点工作任务分解\n和责任分工方案\n为做好工作，制定方案如下。\n一、各镇要建立台账，6月底前报送。\n"
    )
    found = read(text)
    assert found.title == "云溪县人民政府关于印发《云溪县重点工作任务分解和责任分工方案》的通知"
    for words in ("云政发〔2023〕2号云溪县", "各镇人民政府", "云溪县重点工作任务分解\n", "和责任分工方案\n"):
        assert _verdict(text, words) == "furniture", words


def test_a_number_of_the_last_century_is_one() -> None:
    text = f"云溪县转发关于防震工作的通知\n云政办〔1996〕2号\n各镇人民政府：\n{_BODY}"
    assert _verdict(text, "云政办〔1996〕2号") == "furniture"
    assert _verdict(text, "各镇人民政府：") == "furniture"


def test_a_slogan_in_two_halves_keeps_its_space() -> None:
    assert (
        read(f"关于开展《军徽闪耀 云溪情深》展演的通知\n各镇：\n{_BODY}").title
        == "关于开展《军徽闪耀 云溪情深》展演的通知"
    )


def test_what_a_notice_passes_on_is_headed_by_its_name() -> None:
    text = (
        "各镇人民政府：\n《以控制成本为核心优化服务的具体措施》已经县政府同意，现印发给你们，请认真贯彻落实。\n2023年6月30日\n"
        "以控制成本为核心优化服务的具体措施\n为做好工作，制定如下措施。\n一、各镇要建立台账，9月底前报送。\n"
    )
    found = read(text)
    heads = [found.text[one.start : one.end].strip() for one in found.sentences if one.verdict == "furniture"]
    assert "以控制成本为核心优化服务的具体措施" in heads


def test_a_page_that_is_addressed_and_arranges_something_is_a_notice() -> None:
    text = "保卫处：关于开展消防隐患集中整治工作\n发布时间：2023-04-21 浏览次数：121\n\n各部门：\n\n为消除隐患，决定开展集中整治，具体安排如下：\n由保卫处牵头，各部门配合，对全校开展拉网式检查。\n保卫处\n2023年4月21日\n"
    assert read(text).kind == "notice"
    news = "保卫处开展消防检查\n发布时间：2023-04-21 浏览次数：121\n\n4月20日，保卫处开展了检查，共发现隐患12处，具体安排如下表。\n"
    assert read(news).kind == "news"
