"""What the fourth blind lot taught: headings that are units, terms of feasts and years, figures of what is to be done."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_text
from tests.reader.cast import notice, numbers, raw, read

SPEECH = "在全县拥军工作会议上的讲话\n（2024年3月5日）\n丁远\n同志们：\n{}\n谢谢大家！"
NEWS = "清河县召开双拥工作会议\n3月5日，清河县召开双拥工作会议。县长丁远主持会议并讲话。\n{}"


def test_a_heading_that_is_a_unit_is_told_what_stands_below() -> None:
    doc = notice("一、县教育局。制定入学细则，会同县人武部开展国防教育。\n二、军属家庭。逐户走访慰问。")
    assert doc.tasks[0].lead == ("县教育局",)
    assert doc.tasks[0].support == ("县人武部",)
    assert doc.tasks[1].lead == ()


@pytest.mark.parametrize(
    "words, unit",
    [
        ("各连栽植护坡林。", "各连"),
        ("街道党政综合办组织人员轮训。", "街道党政综合办"),
        ("县司法局指派律师驻点值守。", "县司法局"),
    ],
)
def test_units_that_no_tail_told(words: str, unit: str) -> None:
    assert notice(f"一、做好服务。{words}").tasks[0].lead == (unit,)


@pytest.mark.parametrize(
    "words",
    [
        "县文旅局组织文艺小分队，春节前到部队慰问演出3场。",
        "同意县退役军人事务局提出的修改稿，由县司法局审核。",
        "县人社局要办好服务窗口，官兵自然记在心上。",
    ],
)
def test_no_unit_is_made_of_a_day_a_verb_or_what_follows_of_itself(words: str) -> None:
    leads = {name for task in notice(f"一、做好服务。{words}").tasks for name in task.lead}
    assert leads <= {"县文旅局", "县司法局", "县人社局"} and leads


@pytest.mark.parametrize(
    "words, term",
    [
        ("县双拥办每年年底前组织评估。", "每年年底前"),
        ("县双拥办于节后5个工作日内上报总结。", "节后5个工作日内"),
        ("县人社局举办招聘会，正月十五前完成。", "正月十五前"),
        ("各连修建便道，入汛前完成。", "入汛前"),
        ("县教育局要将优待政策在招生前公布。", "招生前"),
    ],
)
def test_terms_without_a_day_keep_their_words(words: str, term: str) -> None:
    deadline = notice(f"一、做好服务。{words}").tasks[0].deadline
    assert deadline is not None and (deadline.text, deadline.date) == (term, None)


def test_figures_after_a_verb_are_to_be_reached_and_before_one_were_counted() -> None:
    doc = notice("一、提升能力。改造16个服务站，举办两期培训班。\n二、基本情况。全县现有服务站16个。")
    assert [task.path for task in doc.tasks] == [("一",)]


@pytest.mark.parametrize(
    "call",
    [
        "最后，还要强调的是，创建工作不能搞形式主义，不能给基层增加负担。",
        "各级要聚焦关键环节，集中力量突破。",
        "一、关于当前形势\n其一，上级高度重视，为我们指明了方向。\n其二，群众热情高涨。",
    ],
)
def test_what_sounds_like_an_order_in_a_speech(call: str) -> None:
    assert not read(SPEECH.format(call)).tasks


def test_a_wrapped_list_goes_on_in_its_paragraph() -> None:
    lines = [
        "当前面临的考验比以往任何时候都要多。一是标准更高了，考评由八大类增至十类。",
        "二是竞争更激烈了，周边兄弟县市你追我赶，谁松劲谁就会掉队。三是要求更严了，",
        "考评实行明察与暗访相结合，对弄虚作假的单位一律一票否决，这一点大家要记牢，",
        "谁也不能例外，谁也不要存有侥幸的心理，要把工作做在平时，把材料整理在平时，",
        "这样才能经得起检验。",
    ]
    text = SPEECH.format("第一，认清形势\n" + "\n".join(lines))
    doc = read_text(raw(text, wrapped=True), "a.txt", "0" * 64)
    assert numbers(doc.outline) == ["第一", ["一是", "二是", "三是"]]


def test_whoever_speaks_for_others_has_spoken() -> None:
    text = "座谈会召开。县委书记丁远，县长陈明出席会议。丁远代表县委、县政府向官兵致以节日问候并讲话。"
    meeting = read(NEWS.format(text)).meeting
    assert meeting is not None and "丁远" in [person.name for person in meeting.speakers]


def test_minutes_of_two_who_met_bear_the_names_of_both() -> None:
    text = "驻清某部与清河区军地联席会议纪要\n5月22日，驻清某部与清河区召开军地联席会议，区长丁远主持。\n一、县财政局要落实经费。\n清河区双拥办\n2024年5月23日"
    meeting = read(text).meeting
    assert meeting is not None and meeting.name == "驻清某部与清河区军地联席会议"


def test_a_list_of_units_is_furniture() -> None:
    doc = notice("一、表扬名单\n县教育局、县财政局、清河镇人民政府、县人武部\n二、县财政局要落实经费。")
    at = doc.text.index("县教育局、")
    assert next(one.verdict for one in doc.sentences if one.start <= at < one.end) == "furniture"
