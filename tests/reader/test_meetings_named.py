"""Which meeting a document is about, in whatever words it is told; one that is only announced was not held."""

from __future__ import annotations

import pytest

from tests.reader.cast import read


def meeting(text: str) -> tuple[str, str | None] | None:
    found = read(text).meeting
    return (found.name, found.date) if found else None


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("3月5日，全市双拥创建工作调度会以视频形式召开，副市长何文出席会议并讲话。", "全市双拥创建工作调度会"),
        ("3月5日，在全县双拥模范城创建动员大会上，县委书记钱明强调，要凝心聚力。", "全县双拥模范城创建动员大会"),
        ("3月5日，县双拥办召开专题学习会，传达学习省双拥工作领导小组会议精神。", "专题学习会"),
        ("3月5日，云溪县以电视电话会议形式召开全县双拥工作会议，副县长丁宁主持会议。", "全县双拥工作会议"),
        ("3月5日，县长刘志强主持召开县政府第36次常务会议，研究双拥工作。", "县政府第36次常务会议"),
        ("3月5日，云溪县国防动员委员会召开第十次全体会议。", "云溪县国防动员委员会第十次全体会议"),
        ("3月5日，县委常委会召开2024年第5次会议，审议双拥工作方案。", "县委常委会2024年第5次会议"),
    ],
)
def test_news_of_a_meeting(lead: str, name: str) -> None:
    assert meeting(f"云溪县部署双拥工作\n来源：云溪日报 发布时间：2024-03-06\n{lead}\n") == (name, "2024-03-05")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("全县双拥工作会议主持词", "全县双拥工作会议"),
        ("云溪县双拥模范城创建动员大会主持讲话", "云溪县双拥模范城创建动员大会"),
        ("全县双拥工作推进会讲话提纲", "全县双拥工作推进会"),
        ("凝心聚力 再创佳绩\n——在全县双拥工作会议上的讲话", "全县双拥工作会议"),
    ],
)
def test_a_speech_names_its_meeting_in_the_title(title: str, name: str) -> None:
    assert meeting(f"{title}\n（2024年3月5日）\n县长 刘志强\n同志们：\n现在开会。\n") == (name, "2024-03-05")


@pytest.mark.parametrize(
    "paper",
    [
        "关于召开全县双拥工作会议的通知\n各镇：\n定于2024年3月12日召开全县双拥工作会议。\n县双拥办\n2024年3月5日",
        "云溪县2024年双拥工作要点\n一、3月召开全县双拥工作会议。县双拥办牵头筹备。",
        "关于做好八一期间双拥工作的通知\n各镇：\n县双拥办将于7月25日召开座谈会，各镇要派员参加。",
    ],
)
def test_a_meeting_that_is_only_announced(paper: str) -> None:
    assert meeting(paper) is None


@pytest.mark.parametrize(
    ("title", "who"),
    [
        ("钱明同志在全县双拥工作会议上的讲话", "钱明"),
        ("县长刘志强在全县双拥工作会议上的讲话", "刘志强"),
        ("在全县双拥工作会议上的讲话\n县委书记　钱明\n（根据录音整理，未经本人审阅）", "钱明"),
    ],
)
def test_who_spoke_stands_in_or_under_the_title(title: str, who: str) -> None:
    found = read(f"{title}\n同志们：\n一、要提高认识。\n").meeting
    assert found and [person.name for person in found.speakers] == [who]


def test_who_is_told_to_have_asked_for_something_spoke() -> None:
    found = read(
        "云溪县召开双拥工作推进会\n来源：云溪日报 2024-03-06\n3月5日，云溪县召开双拥工作推进会。县委书记钱明出席并讲话，县长刘志强主持，"
        "县人武部政委高山出席。\n高山要求，各部队要主动参与助农。\n"
    ).meeting
    assert found and [person.name for person in found.speakers] == ["钱明", "高山"]
    assert found.speakers[1].posts == ("县人武部政委",)


def test_a_name_with_a_dot_speaks_too() -> None:
    found = read(
        "云溪市双拥工作会议纪要\n2022年11月8日，市长陆建疆主持召开市双拥工作会议。军分区司令员贺长河、副市长阿依古丽·买买提讲话。\n"
    ).meeting
    assert found and [person.name for person in found.speakers] == ["贺长河", "阿依古丽·买买提"]


@pytest.mark.parametrize(
    ("sentence", "who", "posts"),
    [
        ("高山在讲话中介绍了部队情况。", "高山", ("县人武部政委",)),
        ("潘海燕汇报了去年以来的工作。", "潘海燕", ()),
        ("会议听取了高山关于需求办理情况的汇报。", "高山", ("县人武部政委",)),
    ],
)
def test_who_spoke_is_told_in_many_ways(sentence: str, who: str, posts: tuple[str, ...]) -> None:
    found = read(
        "云溪县召开双拥工作推进会\n来源：云溪日报 2024-03-06\n3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议，"
        f"县人武部政委高山出席。\n{sentence}\n"
    ).meeting
    assert found and [(person.name, person.posts) for person in found.speakers] == [(who, posts)]


def test_one_person_may_hold_two_posts() -> None:
    found = read(
        "军地联席会议纪要\n2024年7月10日，副市长关宏伟主持召开军地联席会议。市退役军人事务局局长兼市双拥办主任高岩及市直有关部门"
        "负责同志参加会议。\n出席：那志刚、高岩\n"
    ).meeting
    assert found and found.attendees[-1].posts == ("市退役军人事务局局长", "市双拥办主任")


def test_slogans_before_a_meeting_in_a_headline_are_no_part_of_its_name() -> None:
    paper = (
        "军地共商 鱼水情深 云溪县军地联席会议召开\n来源：云溪日报 发布时间：2024-03-06\n"
        "3月5日，军地双方负责人共聚一堂，会议由县长刘志强主持，会上，县双拥办通报了情况。\n"
    )
    assert meeting(paper) == ("云溪县军地联席会议", "2024-03-05")
