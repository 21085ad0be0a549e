"""What the sixth blind lot and fifteen odd papers taught: calls that every paper makes, pages, lists of who was there."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from tests.reader.cast import notice, read

PAGE = (
    '<html><head><meta charset="utf-8"><title>关于做好军民共建工作的通知_通知公告_清河县人民政府</title></head><body>'
    "<div>首页 政务公开 政务服务 互动交流</div><div>清河县人民政府　2024年7月20日 星期六</div>{}</body></html>"
)
BODY = "<p>关于做好军民共建工作的通知</p><p>各镇：</p><p>一、落实经费。县财政局要在8月5日前拨付经费。</p><p>清河县双拥办</p><p>2024年7月17日</p>"


def page(body: str) -> Document:
    return read_bytes(PAGE.format(body).encode(), "a.html")


@pytest.mark.parametrize(
    "words",
    [
        "各单位要提高政治站位，切实加强组织领导，形成工作合力。",
        "各单位要实事求是，坚决杜绝形式主义，切实减轻基层负担。",
        "要充分发挥新闻媒体作用，讲好双拥故事，营造人人崇军的浓厚氛围。",
        "要大力弘扬优良传统，唱响主旋律，推动形成尊崇军人的良好风尚。",
        "各单位要高度重视，压实责任，以钉钉子精神抓好落实。",
    ],
)
def test_what_every_paper_says_is_nobodys_task(words: str) -> None:
    doc = notice(f"一、落实经费。县财政局要拨付经费。\n二、加强领导。{words}")
    assert [task.path for task in doc.tasks] == [("一",)]


def test_beside_a_call_what_can_be_checked_is_a_task() -> None:
    task = notice("一、加强组织领导。各单位要加强组织领导，3月20日前明确一名联络员。").tasks[0]
    assert (task.lead, task.deadline and task.deadline.date) == (("各单位",), "2024-03-20")


@pytest.mark.parametrize(
    "words, measures",
    [
        ("县双拥办要于3月20日前召开会议，梳理问题。", ("召开会议", "梳理问题")),
        ("县双拥办要于3月20日前召开会议，4月底前形成清单。", ("召开会议", "4月底前形成清单")),
        ("县双拥办要走访部队，3月底前全部完成。", ("走访部队",)),
        ("县双拥办要按照依法依规、合力推进的要求，建立台账。", ("按照依法依规、合力推进的要求，建立台账",)),
        ("县双拥办要结合实际开展活动，更好地服务部队。", ("结合实际开展活动", "更好地服务部队")),
        ("县双拥办要走访部队，做到不漏一户，名册报县委办。", ("走访部队", "名册报县委办")),
        ("县双拥办要走访部队，县财政局配合做好经费保障。", ("走访部队",)),
    ],
)
def test_measures(words: str, measures: tuple[str, ...]) -> None:
    assert notice(f"一、开展走访。{words}").tasks[0].measures == measures


@pytest.mark.parametrize(
    "words, term, day",
    [
        ("3月26日17:00前将名单报县双拥办", "3月26日17:00前", "2024-03-26"),
        ("3月20日（星期三）前报名单", "3月20日（星期三）前", "2024-03-20"),
        ("元旦春节前走访老兵", "元旦春节前", None),
        ("次月5日前报名单", "次月5日前", None),
        ("6月初前报名单", "6月初前", None),
    ],
)
def test_terms(words: str, term: str, day: str | None) -> None:
    doc = notice(f"一、开展走访。县民政局要开展走访，{words}。")
    deadline = doc.tasks[0].deadline
    assert deadline is not None and (deadline.text, deadline.date) == (term, day)


def test_an_hour_parts_no_heading() -> None:
    doc = notice("1.请各单位于3月26日17:00前报送名单，并确定联络员。\n2.请各单位准时参会。")
    assert doc.outline[0].heading == "请各单位于3月26日17:00前报送名单，并确定联络员"


def test_a_stages_month_is_its_term() -> None:
    task = notice("一、动员部署（2024年4月）。县双拥办要制定方案。").tasks[0]
    assert task.deadline is not None and (task.deadline.text, task.deadline.date) == ("2024年4月", "2024-04-30")


def test_no_term_is_made_of_a_place() -> None:
    task = notice("一、整治环境。县城管局要尽快修复营门前破损路面。").tasks[0]
    assert task.deadline is not None and task.deadline.text == "尽快"
    assert task.measures == ("修复营门前破损路面",)


@pytest.mark.parametrize(
    "name",
    [
        "县供销社",
        "各村（社区）",
        "村“两委”",
        "有关责任单位",
        "县城市管理综合执法局",
        "网格长",
        "县殡仪馆",
        "老兵宣讲团",
    ],
)
def test_names(name: str) -> None:
    assert notice(f"一、做好服务。{name}要建立台账。").tasks[0].lead == (name,)
    assert notice(f"一、做好服务。县双拥办牵头，{name}配合，建立台账。").tasks[0].support == (name,)


def test_units_in_a_bracket_behind_a_sentence_answer_for_it() -> None:
    doc = notice("一、改造道路。改造训练场道路5公里，9月底前建成。（县交通运输局、白石镇）")
    assert doc.tasks[0].lead == ("县交通运输局", "白石镇")


def test_a_page_without_a_heading_is_headed_by_its_title() -> None:
    doc = page(BODY)
    assert doc.title == "关于做好军民共建工作的通知"
    assert doc.text.startswith("关于做好军民共建工作的通知\n各镇：")


@pytest.mark.parametrize(
    "line",
    [
        "溪桥新闻网 > 要闻 > 时政 > 正文",
        "听新闻 A+ A- 收藏 分享到朋友圈",
        "视频加载中，请稍候... 00:00 / 03:27",
        "瑶河在线 版权所有 不良信息举报电话：0999-12377",
        "转发到：微信好友 朋友圈 微博 复制链接",
        "您是第1234567位访客 建议使用IE9.0以上浏览器浏览",
        "点击上方蓝字关注我们",
        "双拥清河 2024-04-12 18:30 发表于云南",
        "编辑丨周扬",
        "附件：任务责任分工表.docx",
    ],
)
def test_furniture(line: str) -> None:
    assert line[:4] not in page(f"{BODY}<p>{line}</p>").text


def test_what_a_paper_says_of_its_makers_stays() -> None:
    doc = read("清河县双拥工作督办单\n承办单位：县住建局\n请你局3月20日前完成管网接入。\n清河县委督查室\n2024年3月5日")
    assert "承办单位：县住建局" in doc.text
    assert (doc.origin, len(doc.tasks)) == ("清河县委督查室", 1)


def test_who_was_there_line_by_line() -> None:
    doc = read(
        "清河县双拥工作会议纪要\n时    间：2024年3月6日\n主 持 人：孙卫东  县人武部政委\n参会人员：李  燕  副县长\n马建国  县人武部部长\n"
        "一、县财政局要落实经费。"
    )
    assert doc.meeting is not None
    assert [(one.name, one.posts) for one in doc.meeting.attendees] == [
        ("李燕", ("副县长",)),
        ("马建国", ("县人武部部长",)),
    ]
    assert [(one.name, one.posts) for one in doc.meeting.chair] == [("孙卫东", ("县人武部政委",))]


def test_who_was_there_after_who_spoke() -> None:
    doc = read(
        "清河县召开双拥工作会议\n来源：清河日报 时间：2024-03-06\n3月5日，清河县召开双拥工作会议。县委书记丁远出席会议并讲话，县长陈明主持，"
        "县政协主席肖云，副县长李燕出席。"
    )
    assert doc.meeting is not None
    assert [one.name for one in doc.meeting.attendees] == ["肖云", "李燕"]
    assert ([one.name for one in doc.meeting.chair], [one.name for one in doc.meeting.speakers]) == (["陈明"], ["丁远"])


def test_a_chairs_words_are_a_speech() -> None:
    doc = read(
        "在全县双拥工作会议上的主持词\n县人武部政委　孙卫东\n2024年3月5日\n同志们：\n下面，进行会议第二项议程，请县教育局作交流发言。\n"
        "会后，各单位要在3月25日前报送落实情况。\n散会！"
    )
    assert (doc.kind, len(doc.tasks)) == ("speech", 1)
    assert doc.meeting is not None and [one.name for one in doc.meeting.chair] == ["孙卫东"]


def test_a_speakers_not_wanted_is_no_order() -> None:
    doc = read("在大会上的讲话\n同志们：\n一些单位说起来重要、忙起来不要；一些服务站人员兼职，服务能力跟不上老兵期盼。")
    assert not doc.tasks


def test_who_made_rules() -> None:
    doc = read("清河县联络员管理办法\n（2025年2月20日清河县双拥工作领导小组印发）\n第一条 为加强管理，制定本办法。")
    assert doc.origin == "清河县双拥工作领导小组"


def test_a_table_set_with_spaces() -> None:
    doc = read(
        "2024年活动安排表\n序号  活动内容  责任单位  完成时间\n1  悬挂宣传标语200条  各乡镇  7月5日前\n2  举办军民联欢晚会  县文旅局、县人武部  7月底前\n"
        "备注：各单位活动结束后3日内将资料报县双拥办。\n清河县双拥办\n2024年6月28日"
    )
    assert [(task.lead, task.deadline and task.deadline.date) for task in doc.tasks[:2]] == [
        (("各乡镇",), "2024-07-05"),
        (("县文旅局", "县人武部"), "2024-07-31"),
    ]
    assert "1\t悬挂宣传标语200条\t各乡镇\t7月5日前" in doc.text


def test_money_that_a_unit_is_to_set_aside_is_a_task() -> None:
    doc = notice("一、建设训练基地。同意列支180万元，由县财政局分两年安排。\n二、县政府办公室\n负责督促落实。")
    assert [task.lead for task in doc.tasks] == [("县财政局",), ("县政府办公室",)]


def test_an_item_that_opens_with_a_year() -> None:
    doc = notice("1.2024年工作情况。县双拥办已完成。\n2.2025年工作思路。各单位要提出具体举措。")
    assert [item.heading for item in doc.outline] == ["2024年工作情况", "2025年工作思路"]


def test_whom_a_condition_names_is_not_told() -> None:
    doc = notice("一、加强保障。民兵参加抢险救灾的，由县应急管理局发放补贴，县财政每年安排20万元。")
    assert doc.tasks[0].lead == ("县应急管理局", "县财政")


def test_hours_and_minutes_are_terms_without_a_day() -> None:
    deadline = notice("一、通报信息。县气象局发布预警后，30分钟内通报县人武部。").tasks[0].deadline
    assert deadline is not None and (deadline.text, deadline.date) == ("30分钟内", None)
