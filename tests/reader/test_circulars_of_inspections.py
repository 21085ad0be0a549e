"""Circulars of inspections, minutes of offices, rectification plans and letters; every name invented."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

NOTICE = "关于开展环境整治的通知\n各村委会：\n现将有关事项通知如下：\n"


@pytest.mark.parametrize(
    "line", ["一、整治时间:2031年6月23日-2031年7月1日", "（二）排查期限：2031年6月2日至2031-06-09"]
)
def test_a_numbered_label_is_no_bar_of_a_page(line: str) -> None:
    paper = read(f"{NOTICE}{line}\n二、整治重点：主次干道、背街小巷。\n青禾镇人民政府\n2031年6月23日")
    assert line.split(":")[0].split("：")[0] in paper.text


def test_a_bar_without_a_number_still_goes() -> None:
    paper = read(
        "青禾镇开展环境整治\n发布时间：2031-06-23 10:20 来源：青禾镇 浏览次数：8\n6月22日，青禾镇开展了环境整治。"
    )
    assert "浏览次数" not in paper.text


def test_an_addressed_paper_without_a_title_that_tells_its_matters_is_a_notice() -> None:
    paper = read(
        "各村委会：\n经研究，决定开展环境整治。现将有关事宜如下：\n一、整治任务：\n1.清理村庄内外杂物；\n2.全面清理沟渠；\n青禾镇人民政府\n2031年6月23日"
    )
    assert paper.kind == "notice"
    assert len(paper.tasks) == 2


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("二、整治重点：主次干道、背街小巷、农户门前。", 0),
        ("二、宣传重点：征兵政策、优待政策。", 0),
        ("二、整治重点：清理道路垃圾，拆除残垣断壁。", 1),
        ("二、整治重点：\n1.清理道路垃圾；\n2.拆除残垣断壁。", 2),
    ],
)
def test_a_label_of_points_that_names_only_places_is_no_task(line: str, count: int) -> None:
    assert len(read(NOTICE + line).tasks) == count


@pytest.mark.parametrize("who", ["各部门", "各镇街", "有关单位"])
def test_collectives_need_to_do_what_they_are_told(who: str) -> None:
    (task,) = read(f"关于做好防汛工作的通知\n各单位：\n{who}需要加强巡查，发现险情及时上报。").tasks
    assert task.lead == (who,)


@pytest.mark.parametrize(
    "line", ["各方面需要支持的事项由办公室汇总。", "各单位需要的材料另行发放。", "各部门需要多少经费，目前还不清楚。"]
)
def test_what_somebody_needs_is_no_demand(line: str) -> None:
    tasks = read(f"关于做好防汛工作的通知\n各单位：\n{line}").tasks
    assert all("需要" not in task.task and "各部门" not in task.lead for task in tasks)


def test_who_is_named_by_what_befell_him_is_told() -> None:
    (task,) = read("关于检查情况的通报\n各单位：\n各部门要完善台账，被通报的单位要于3月5日前提出整改意见。").tasks
    assert task.lead == ("各部门", "被通报的单位")


def test_local_bodies_are_told() -> None:
    (task,) = read("关于消防整改的通知\n各县人民政府：\n整改完毕后，当地消防救援机构要及时组织验收。").tasks
    assert task.lead == ("当地消防救援机构",)


@pytest.mark.parametrize(
    "line",
    [
        "各镇要对项目开展评估，区分灌区为本镇服务和为全县服务的不同功能定位，提出调整建议。",
        "各镇要抓紧申报，接农业农村厅通知，今年继续开展评选。",
        "请你们认真开展候选单位审核推荐工作。",
    ],
)
def test_a_verb_with_its_object_is_no_name(line: str) -> None:
    for task in read(f"关于做好申报工作的通知\n各镇人民政府：\n{line}").tasks:
        assert set(task.lead) <= {"各镇"}


def test_a_long_list_of_those_asked_is_named_whole() -> None:
    (task,) = read(
        "关于做好水电规划的通知\n各市：\n请各市水利主管部门、行业组织、电网企业以及各有关单位，按照上述要求认真做好规划编制工作。"
    ).tasks
    assert task.lead == ("各市水利主管部门", "行业组织", "电网企业", "各有关单位")


PLAN = "关于开展隐患排查的通知\n各系部：\n1.各系部自查。\n各系部要填写隐患清单。\n2.学校督查。\n学校督查组要于9月10日前对各系部开展督查。\n"


@pytest.mark.parametrize(
    "line",
    [
        "请各系部抓紧开学前的时间，及时梳理不稳定因素，并整改到位。",
        "请各系部将清单于9月8日前送保卫处。",
        "请各系部、直属单位按照上述要求认真做好排查整改工作。",
    ],
)
def test_what_all_are_asked_below_the_last_item_is_a_task_of_its_own(line: str) -> None:
    paper = read(PLAN + line)
    assert [task.path for task in paper.tasks] == [("1",), ("2",), ()]
    assert "各系部" not in paper.tasks[1].lead


def test_what_is_asked_below_an_item_of_requirements_stays_in_it() -> None:
    paper = read(
        "关于走访慰问的通知\n各镇：\n一、走访对象\n各镇要逐户核实名单。\n二、有关要求\n各镇要建立台账。\n请各镇于8月10日前将总结报送县双拥办。"
    )
    assert paper.tasks[-1].path == ("二",)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("会议原则同意县财政局关于预算调整的意见，会后修改完善后报请县人大常委会审批。", "修改完善后"),
        ("会议原则同意县住建局提交的《管理办法》，根据会议讨论意见修改完善后印发。", "修改完善"),
        ("会议同意县发改局关于成立协调小组的意见，会后以县政府办文件印发。", "印发"),
    ],
)
def test_what_is_to_follow_on_an_agreement_is_a_task(line: str, words: str) -> None:
    (task,) = read(f"县政府第5次常务会议纪要\n一、{line}").tasks
    assert words in task.task
    assert not any(measure.startswith("会议") for measure in task.measures)


@pytest.mark.parametrize(
    "line",
    ["会议同意该方案，所需资金在年初预算中列支。", "会议原则同意县农业局关于召开推进会的意见，会议时间另行确定。"],
)
def test_an_agreement_alone_is_none(line: str) -> None:
    assert read(f"县政府第5次常务会议纪要\n一、{line}").tasks == ()


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2031年第一季度防火安全全体会议", "2031"),
        ("2031年第五期项目要素会商会", "2031"),
        ("2031年度工作总结会", None),
    ],
)
def test_a_meetings_number_within_a_year_tells_its_year(name: str, year: str | None) -> None:
    meeting = read(f"2月6日，县长张明主持召开{name}。会议要求，各镇要于2月底前完成排查。").meeting
    assert meeting is not None
    assert (meeting.date and meeting.date[:4]) == year


@pytest.mark.parametrize(
    ("said", "task"),
    [
        ("各镇要全面落实“雨情要盯住、人员要转移”的要求，制定转移方案。", "全面落实“雨情要盯住、人员要转移”的要求"),
        ("各镇要全面落实“人员要转移”的要求，制定转移方案。", "全面落实“人员要转移”的要求"),
        # what must not change: an order behind a quotation
        ("对“三无”小区，各镇要制定改造方案。", "制定改造方案"),
    ],
)
def test_what_is_quoted_behind_an_order_is_no_order_of_its_own(said: str, task: str) -> None:
    assert read(f"关于做好防汛工作的通知\n各镇：\n{said}").tasks[0].task.startswith(task)


def test_causes_are_no_tasks() -> None:
    paper = read(
        "水库加固约谈会议纪要\n1、会议分析指出工程滞后的主要原因：一是施工单位没有按承诺投入人员、机械；二是降雨天气多。\n2、会议决定：\n（1）施工单位要增加技术力量。"
    )
    assert [task.path for task in paper.tasks] == [("2", "(1)")]


@pytest.mark.parametrize("body", ["青禾中心校", "青禾县第二小学", "青禾幼儿园", "青禾镇卫生院"])
def test_a_school_or_a_clinic_issues_papers(body: str) -> None:
    paper = read(f"{body}\n关于做好防火工作的通知\n各班级、科室：\n一、各班级要开展排查。")
    assert (paper.kind, paper.title) == ("notice", f"{body}关于做好防火工作的通知")


def test_a_line_that_says_it_is_minutes_makes_minutes() -> None:
    paper = read(
        "现场办公会议纪要范文【一】\n9月1日，副市长到景区召开现场办公会。现纪要如下：\n一、景区公司要完成改造。"
    )
    assert paper.kind == "minutes"


@pytest.mark.parametrize(
    "told",
    [
        "督查组要求各镇要建立包抓台账，逐村开展演练。",
        "针对发现的问题，检查组当场提出整改意见。副局长要求，要逐一整改隐患。",
    ],
)
def test_an_inspection_that_is_told_of_is_news(told: str) -> None:
    assert read(f"为防范汛情，县里抽调人员成立两个组，对各镇防汛工作情况进行核对。{told}").kind == "news"


def test_the_day_of_filing_away_is_not_that_of_the_paper() -> None:
    paper = read(
        "归档时间：2031-11-15\n县里督查青禾镇防汛工作\n来源：青禾镇 发布时间：2030-07-05 10:00 浏览次数：1\n7月4日，县里督查了青禾镇防汛工作。"
    )
    assert paper.published == "2030-07-05"


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("副县长周海、副县级干部刘平出席会议", ["周海", "刘平"]),
        ("各镇党委书记、镇长，双新、双林街道办书记，开发区管委会主要负责同志参加会议", []),
        ("县委书记、组长周海，县长刘平参加会议", ["周海", "刘平"]),
    ],
)
def test_who_is_named_came(who: str, names: list[str]) -> None:
    meeting = read(
        f"青禾县召开防汛工作会议\n来源：青禾新闻 2031-06-02\n6月1日，青禾县召开防汛工作会议。{who}。"
    ).meeting
    assert meeting is not None
    assert [person.name for person in meeting.attendees] == names


def test_when_somebody_spoke_is_no_part_of_his_post() -> None:
    meeting = read(
        "防汛约谈会议纪要\n会议听取了进展情况，最后项目部经理周海作了讲话，现纪要如下：\n一、各镇要开展排查。"
    ).meeting
    assert meeting is not None
    assert [person.posts for person in meeting.speakers] == [("项目部经理",)]


@pytest.mark.parametrize(
    ("leads", "count"),
    [
        ("会上，副县长进行了安排部署。", 2),
        ("会议对下步工作作了部署。", 2),
        ("会议安排部署了近期工作。", 2),
        ("今年以来，县里落实了各项部署，取得了成效。", 0),
    ],
)
def test_items_behind_what_was_deployed_are_still_to_be_done(leads: str, count: int) -> None:
    paper = read(
        f"青禾县召开防汛工作会议\n来源：青禾新闻 2031-06-02\n6月1日，青禾县召开防汛工作会议。\n{leads}一是建立值班台账；二是开展转移演练。"
    )
    assert len(paper.tasks) == count


def test_what_a_speaker_asks_of_a_room_is_its_task() -> None:
    paper = read(
        "青禾中学召开行政会议\n6月1日，青禾中学召开行政会议。\n副校长周海对期末工作进行了安排，要求教务处按时完成试卷的领取工作；各级部要关注课堂状态。"
    )
    (task,) = paper.tasks
    assert "教务处" in task.lead


def test_who_stands_right_behind_the_day_chairs() -> None:
    meeting = read("3月20日周海副县长主持召开防汛工作调度会。会议要求，各镇要开展排查。").meeting
    assert meeting is not None
    assert [person.name for person in meeting.chair] == ["周海"]


def test_a_reply_to_somebody_is_no_speech() -> None:
    assert (
        read(
            "周海等7位代表：\n您提出的硬化公路的建议，县政府交由我局办理，现答复如下：\n该路暂未纳入建设范围。\n祝工作顺利！"
        ).kind
        == "other"
    )


def test_a_slip_of_must_is_read() -> None:
    (task,) = read("关于做好防汛工作的通知\n各镇：\n各镇必需制定转移方案，上报名单。").tasks
    assert task.lead == ("各镇",)
    assert read("关于做好防汛工作的通知\n各镇：\n各镇必需的物资，目前已经备齐。").tasks == ()


AMISS = "关于防火工作督查情况的通报\n现将存在的问题通报如下：\n1.会议精神未见传达。\n2.巡查台账不完善。\n3.宣传氛围未形成。一是标牌较少；二是知晓率偏低。\n"


@pytest.mark.parametrize(
    "line",
    [
        "验收在即，请青禾县务必高度重视，迅速制定整改方案。",
        "各镇要举一反三，于6月10日前报送整改方案。",
        "希望各镇引以为戒，制定整改方案。",
    ],
)
def test_what_is_asked_below_the_last_of_what_is_amiss_is_no_part_of_it(line: str) -> None:
    (task,) = read(AMISS + line).tasks
    assert task.path == ()


def test_what_is_to_mend_the_last_of_what_is_amiss_stays_in_it() -> None:
    paper = read(AMISS + "整改措施：各镇要制作标牌。\n责任单位：县林业局")
    assert paper.outline[-1].end > paper.text.index("整改措施")


@pytest.mark.parametrize(
    "text",
    [
        "近期，县委巡察领导小组派出三个督导组，对各镇开展“回头看”。对发现的问题，各镇要制定整改方案。",
        "县委巡察领导小组在整改上用力。\n各党组织要建立督查台账。（供稿：周海）",
    ],
)
def test_what_is_told_of_an_inspection_is_news(text: str) -> None:
    assert read(text).kind == "news"


def test_who_is_meant_above_all_is_told_too() -> None:
    (task,) = read("关于做好防汛工作的通知\n各单位：\n县直有关单位特别是县住建局要开展排查，建立台账。").tasks
    assert task.lead == ("县直有关单位", "县住建局")


def test_what_a_report_demands_under_its_own_heading_is_still_to_be_done() -> None:
    paper = read(
        "2031年度供水许可专项监管报告\n一、基本情况\n检查了12家企业，9家已整改。\n二、监管意见\n针对发现的问题，现提出如下监管意见。\n（一）供水企业要依法经营\n供水企业应当及时办理变更手续，由具备相应资质企业施工。"
    )
    (task,) = paper.tasks
    assert (task.path, task.lead) == (("二", "(一)"), ("供水企业",))
