"""Terms, leading units and meetings in the many shapes of real papers: each class judged by the contract before it was read."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, read

NEWS = "来源：清河日报 发布时间：2024-03-06\n"


def terms(body: str) -> list[tuple[str, str | None] | None]:
    """The terms of a notice's tasks, in order."""
    found = [task.deadline for task in notice(body).tasks]
    return [(one.text, one.date) if one else None for one in found]


@pytest.mark.parametrize(
    ("body", "term", "day"),
    [
        ("各镇双月25日前报送工作进展。", "双月25日前", None),
        ("各镇三月二十日前报送工作进展。", "三月二十日前", "2024-03-20"),
        ("县住建局原则上于3月底完成改造，特殊情况不得晚于4月10日。", "3月底", "2024-03-31"),
        ("各镇于3月12日（植树节）前完成双拥林补植。", "3月12日（植树节）前", "2024-03-12"),
        ("活动时间为3月1日至3月31日。各镇组织志愿者走访军属。", "3月1日至3月31日", "2024-03-31"),
        ("“八一”期间，各镇要走访慰问现役军人家庭。", "“八一”期间", None),
        ("迎检期间，县城管局要每天清扫一次主干道。", "迎检期间", None),
        ("春节期间，各镇要走访慰问军属，2月底前报送总结。", "2月底前", "2025-02-28"),
    ],
)
def test_terms_in_a_sentence(body: str, term: str, day: str | None) -> None:
    assert terms(f"一、工作安排。{body}") == [(term, day)]


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("县教育局要按照县委3月1日会议要求，在6月底前完成摸底。", ("6月底前", "2024-06-30")),
        ("对2月底前报到的退役士兵，县人社局要在4月底前完成安置。", ("4月底前", "2024-04-30")),
        ("县人社局对新报到的退役军人10日内完成建档。", ("10日内", None)),
        ("县公安局要做好节日期间的治安巡逻。", None),
    ],
)
def test_days_of_something_else_are_no_terms(body: str, term: tuple[str, str | None] | None) -> None:
    assert terms(f"一、工作安排。{body}") == [term]


def test_a_stage_may_set_its_month_behind_a_colon() -> None:
    assert terms(
        "一、实施步骤\n（一）宣传发动阶段：2024年3月。各镇悬挂横幅。\n（二）实施阶段：2024年4月至10月。各镇走访军属。"
    ) == [
        ("2024年3月", "2024-03-31"),
        ("2024年4月至10月", "2024-10-31"),
    ]


@pytest.mark.parametrize(
    ("heading", "cell", "day"),
    [
        ("办结时限", "2024.04.30", "2024-04-30"),
        ("完成时限", "2024-04-30", "2024-04-30"),
        ("时间要求", "4.30前", "2024-04-30"),
        ("计划完成时间", "2024年4月", "2024-04-30"),
        ("时限", "3月启动，5月底前完成", "2024-05-31"),
        ("时限", "2024年6月底前完成并长期坚持", "2024-06-30"),
    ],
)
def test_terms_in_a_table(heading: str, cell: str, day: str) -> None:
    body = f"一、任务分工见下表。\n序号\t工作任务\t责任单位\t{heading}\n1\t修缮烈士陵园\t县退役军人局\t{cell}"
    assert terms(body) == [(cell, day)]


def test_the_term_may_stand_behind_who_answers_for_it() -> None:
    (task,) = notice(
        "一、任务分工见下表。\n序号\t工作任务\t责任单位及时限\n1\t修缮烈士陵园\t县退役军人局（4月底前）"
    ).tasks
    assert task.lead == ("县退役军人局",)
    assert task.deadline and (task.deadline.text, task.deadline.date) == ("4月底前", "2024-04-30")


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("县民政局要为立功受奖军人家庭送喜报，所需经费由县财政列支。", ("县民政局",)),
        ("县民政局要按时发放补助，所需经费由县财政局安排。", ("县民政局", "县财政局")),
        ("费用由部队承担，县供电公司4月底前完成线路改造。", ("县供电公司",)),
        ("考评组要看的点位，县住建局要在4月底前逐一整修。", ("县住建局",)),
        ("省考评组要来实地看，各镇要在4月底前补齐档案。", ("各镇",)),
        ("部队要用的场地，由县自然资源局在4月底前协调到位。", ("县自然资源局",)),
    ],
)
def test_who_pays_or_comes_is_not_told(body: str, lead: tuple[str, ...]) -> None:
    (task,) = notice(f"一、工作安排。{body}").tasks
    assert task.lead == lead


def meeting(paper: str) -> tuple[str, str | None] | None:
    found = read(paper).meeting
    return (found.name, found.date) if found else None


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("3月5日，县委常委会召开会议，研究双拥工作。县委书记钱明主持会议。", "县委常委会会议"),
        ("3月5日，清河镇在东街社区召开军属院坝会，听取意见。", "军属院坝会"),
        ("3月5日，从全县双拥工作会议上获悉，去年以来清河县投入资金2000万元。", "全县双拥工作会议"),
        ("3月5日召开的全县双拥工作会议提出，今年要抓好十件实事。", "全县双拥工作会议"),
    ],
)
def test_meetings_of_news(lead: str, name: str) -> None:
    assert meeting(f"清河县推进双拥工作\n{NEWS}{lead}\n") == (name, "2024-03-05")


@pytest.mark.parametrize(
    "lead",
    [
        "3月5日，县双拥办印发通知，定于3月20日召开全县双拥工作会议，部署年度任务。",
        "3月5日，县领导走访驻军部队。在去年召开的全县双拥工作会议上，县里确定了十件实事。",
        "3月5日以来，各村分别召开征兵工作会议，宣传征兵政策。",
        "连日来，全县各镇陆续召开双拥创建动员会，把任务落到人头。",
    ],
)
def test_a_meeting_to_come_or_past_and_many_meetings_are_not_the_one_reported(lead: str) -> None:
    assert meeting(f"清河县推进双拥工作\n{NEWS}{lead}\n") is None


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("在全县双拥工作述职评议会上的点评讲话", "全县双拥工作述职评议会"),
        ("在全县双拥工作会议结束时的讲话", "全县双拥工作会议"),
        ("在全县“八一”军政座谈会上的致词", "全县“八一”军政座谈会"),
    ],
)
def test_meetings_of_speeches(title: str, name: str) -> None:
    assert meeting(f"{title}\n（2024年3月5日）\n县长 刘志强\n同志们：\n一、提高认识。\n") == (name, "2024-03-05")


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("2024年3月5日上午，副县长丁宁在县政府三楼主持召开会议，议定如下：", "清河县双拥工作领导小组第三次会议"),
        ("2024年3月5日，县长刘志强主持召开领导小组第三次会议，议定如下：", "清河县双拥工作领导小组第三次会议"),
    ],
)
def test_minutes_whose_first_line_is_short(opening: str, name: str) -> None:
    paper = f"清河县双拥工作领导小组第三次会议纪要\n{opening}\n一、由县交通局4月底前完成道路修复。\n"
    assert meeting(paper) == (name, "2024-03-05")


def test_who_calls_a_meeting_by_his_post_in_it_chairs_it() -> None:
    found = read(
        f"清河县召开双拥工作联席会议\n{NEWS}3月5日，县委副书记、联席会议召集人宾志强主持召开双拥工作联席会议。\n"
    ).meeting
    assert found and [(one.name, one.posts) for one in found.chair] == [("宾志强", ("县委副书记", "联席会议召集人"))]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("通知要求，动员社会力量开展结对帮扶，为烈属家庭办一批实事。", "动员社会力量开展结对帮扶"),
        ("《意见》要求，建立军地需求台账，每季度会商一次。", "建立军地需求台账"),
        ("会议要求，对照考评标准逐项自查，建立问题清单，逐条销号。", "对照考评标准逐项自查"),
    ],
)
def test_what_a_paper_asks_for_without_a_modal_is_a_task(sentence: str, words: str) -> None:
    (task,) = read(f"省双拥办部署走访工作\n{NEWS}近日，省双拥办就春季走访工作作出部署。\n{sentence}\n").tasks
    assert task.task.startswith(words)


def test_when_an_activity_begins_and_ends_is_no_task() -> None:
    (task,) = notice("一、时间安排\n走访活动从7月15日开始，8月10日结束。\n二、悬挂横幅。各镇在主要路口悬挂横幅。").tasks
    assert task.path == ("二",)


@pytest.mark.parametrize(
    ("body", "term", "day"),
    [
        ("县双拥办对3件疑难案件上半年组织听证，四季度将结果纳入考评。", "上半年", "2024-06-30"),
        ("县级领导每人联系一户烈属，年前至少上门一次。", "年前", None),
        ("补偿标准由县政府办公室组织会商，下次县委常委会会议前上报。", "下次县委常委会会议前", None),
        ("县卫健局要做好食宿保障，考评组进驻前制定工作方案。", "考评组进驻前", None),
        ("由县教育局牵头，开学第一周上好国防教育第一课。", "开学第一周", None),
        ("年底将至，县消防救援大队要对军休所开展检查，11月底前完成整改。", "11月底前", "2024-11-30"),
    ],
)
def test_more_terms(body: str, term: str, day: str | None) -> None:
    assert terms(f"一、工作安排。{body}") == [(term, day)]


def test_after_the_meeting_counts_from_the_day_that_a_notice_calls_it_for() -> None:
    assert terms("一、会议时间。2024年3月12日下午3时。\n二、有关要求。各镇要在会后5个工作日内报送整改方案。") == [
        ("会后5个工作日内", "2024-03-19")
    ]


def test_minutes_count_from_the_day_after_their_meeting() -> None:
    found = read(
        "军地联席会议纪要\n2024年3月5日，副县长丁宁主持召开军地联席会议，议定如下：\n"
        "序号\t议定事项\t承办单位\t办结时限\n1\t增设营区公交站点\t县交通局\t会议次日起5个工作日内\n"
    ).tasks
    assert [(one.deadline.text, one.deadline.date) for one in found if one.deadline] == [
        ("会议次日起5个工作日内", "2024-03-12")
    ]


def test_the_head_of_a_column_sets_the_term_of_its_rows() -> None:
    found = notice(
        "一、任务分工见下表。\n项目\t2024年3月31日前完成内容\t牵头单位\n基础设施\t拆除破旧广告牌46块\t县城管局\n"
        "文化氛围\t编排双拥小品\t县文化馆\n合计\t共2项任务\t"
    ).tasks
    assert [(one.task, one.lead, one.deadline and one.deadline.date) for one in found] == [
        ("拆除破旧广告牌46块", ("县城管局",), "2024-03-31"),
        ("编排双拥小品", ("县文化馆",), "2024-03-31"),
    ]


def test_the_first_column_of_units_goes_on_below_and_a_settled_row_asks_for_nothing() -> None:
    found = notice(
        "一、整改清单见下表。\n被督查单位\t存在问题\t整改要求\t整改时限\n柳堤街道\t宣传栏破损\t更换宣传栏\t3月8日前\n"
        "\t底数不清\t补建台账\t3月15日前\n北苑街道\t岗位未落实\t已于3月1日化解，不再交办\t—"
    ).tasks
    assert [(one.task, one.lead) for one in found] == [("更换宣传栏", ("柳堤街道",)), ("补建台账", ("柳堤街道",))]


@pytest.mark.parametrize(
    ("body", "lead", "support"),
    [
        ("修订服务指南。（责任科室：移交安置科；配合单位：县人社局）", ("移交安置科",), ("县人社局",)),
        ("由褒扬纪念科负责印制活动手册，3月20日前完成。", ("褒扬纪念科",), ()),
        ("移交安置科要组织选岗，三月底前督促接收单位办理手续。", ("移交安置科",), ()),
        ("由包案县领导牵头，县信访局配合，一周内拿出化解方案。", ("包案县领导",), ("县信访局",)),
        ("由市局督查专员办公室牵头，对办结事项逐件回访。", ("市局督查专员办公室",), ()),
        ("县文旅局负责布展升级，县财政局保障经费。", ("县文旅局", "县财政局"), ()),
        ("县委宣传部要精选节目，简办俭办，节前完成演出。", ("县委宣传部",), ()),
        ("义务兵家庭优待金由县财政局列入预算，县退役军人局组织发放。", ("县退役军人局", "县财政局"), ()),
    ],
)
def test_more_of_who_is_told(body: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    (task,) = notice(f"一、工作安排。{body}").tasks
    assert (task.lead, task.support) == (lead, support)


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        ("2024年3月5日，副县长丁宁在县政府主持召开专题协调会，议定如下：", "清河县随军家属安置专题协调会议"),
        ("2024年3月5日，副县长丁宁主持召开随军家属安置专题协调会议，议定如下：", "随军家属安置专题协调会议"),
    ],
)
def test_minutes_say_in_their_title_of_what_the_meeting_was(opening: str, name: str) -> None:
    paper = f"清河县随军家属安置专题协调会议纪要\n{opening}\n一、由县人社局4月底前提出岗位方案。\n"
    assert meeting(paper) == (name, "2024-03-05")


def test_a_paraphrased_name_is_told_by_the_headline() -> None:
    paper = f"清河街道双拥工作推进会召开\n{NEWS}3月5日，清河街道召开双扶工作推进会，街道党工委书记钱明出席并讲话。\n"
    assert meeting(paper) == ("清河街道双拥工作推进会", "2024-03-05")


def test_what_somebody_did_before_the_papers_day_is_no_task() -> None:
    found = read(
        "关于优待政策落实情况的督查通报\n各镇：\n2024年3月1日，县委督查室、县双拥办组成联合督查组，对青岚镇政策落实情况开展实地督查。\n"
        "一、办结积案。请青岚镇于3月20日前书面答复信访人。\n清河县委督查室\n2024年3月5日"
    ).tasks
    assert [task.path for task in found] == [("一",)]


def test_what_was_agreed_to_and_who_goes_on_with_it_is_a_task() -> None:
    found = read(
        f"清河县委常委会召开会议\n{NEWS}3月5日，县委书记钱明主持召开县委常委会会议。\n"
        "会议原则同意《清河县双拥工作规则》，由县双拥办根据会议讨论意见修改完善后按程序印发。\n"
    ).tasks
    assert [task.lead for task in found] == [("县双拥办",)]


def test_what_is_to_be_sent_in_is_no_task() -> None:
    (task,) = notice(
        "一、报送内容\n年度工作计划、总结，走访慰问、结对共建等活动的文件和图片。\n二、报送要求\n各镇要于3月20日前报送县双拥办。"
    ).tasks
    assert task.path == ("二",)


@pytest.mark.parametrize(
    "words",
    [
        "但是，有的单位满足于老经验，联络员一换再换，台账资料东拼西凑。",
        "近期，县双拥办会同县人武部开展走访调研，共收集需求事项6件。",
        "钱明号召，全县上下要以时不我待的紧迫感投身创建工作，为夺取“五连冠”努力奋斗。",
    ],
)
def test_what_is_amiss_was_done_or_is_called_for_is_no_task(words: str) -> None:
    assert [task.path for task in notice(f"{words}\n一、县教育局要落实入学学位。").tasks] == [("一",)]


def test_an_hour_of_a_weekday_is_part_of_the_term() -> None:
    (task,) = notice("各镇每周五16时前报送一次征兵工作进度；遇有重大情况，随时报告。").tasks
    assert (task.task, task.deadline and task.deadline.text) == ("报送一次征兵工作进度", "每周五16时前")


@pytest.mark.parametrize(
    ("words", "term"),
    [
        ("一、县人社局要督促接收单位在开出介绍信一个月内安排上岗。", "一个月内"),
        ("一、县退役军人局要于接到报告2小时内派人处置。", "2小时内"),
        ("一、县司法局要在驻军单位设立联络点，每月第一个星期三派律师坐班。", "每月第一个星期三"),
        ("一、各镇武装部要在“9·18”前后开展一次疏散演练。", "“9·18”前后"),
        ("一、县林业局要在植树节前后组织义务植树。", "植树节前后"),
    ],
)
def test_a_term_counted_from_an_event_or_set_about_a_day_has_no_date(words: str, term: str) -> None:
    (task,) = notice(words).tasks
    assert task.deadline is not None
    assert (task.deadline.text, task.deadline.date) == (term, None)


def test_an_urgent_paper_is_signed_with_the_hour() -> None:
    found = read(
        "清河县防汛抗旱指挥部关于做好防汛工作的紧急通知\n各镇：\n"
        "一、县水利局要逐库落实责任人，7月24日18时前报县防指办公室。\n清河县防汛抗旱指挥部\n2021年7月23日20时"
    )
    assert found.published == "2021-07-23"
    assert [task.deadline and task.deadline.date for task in found.tasks] == ["2021-07-24"]


@pytest.mark.parametrize(
    ("words", "lead", "support"),
    [
        (
            "（一）关于道路拓宽。由县交通局牵头，县住建局、柳林镇配合，编制施工图。所需资金县财政局要从专项中安排。",
            ("县交通局", "县财政局"),
            ("县住建局", "柳林镇"),
        ),
        ("（二）关于排水。县水务局要对暗渠进行清淤，并派技术人员驻点值守。", ("县水务局",), ()),
        (
            "（三）完善机制。由县委编办牵头，会同县财政局，研究制定服务站人员管理和经费保障办法。",
            ("县委编办",),
            ("县财政局",),
        ),
        ("一、各镇防指要立即启动应急响应，主要负责人到岗到位。", ("各镇防指",), ()),
        ("一、帮建两个贫困村。县人武部要选派一名干部任第一书记。", ("县人武部",), ()),
    ],
)
def test_money_posts_and_what_is_worked_out_are_no_units(
    words: str, lead: tuple[str, ...], support: tuple[str, ...]
) -> None:
    (task,) = notice(words).tasks
    assert (task.lead, task.support) == (lead, support)


def test_what_is_handed_on_to_be_dealt_with_is_no_task_of_its_own() -> None:
    found = notice(
        "为维护优抚对象合法权益，经县信访联席会议研究，现将9件重点事项（见附表）交办给你们，请按以下要求抓好办理。\n"
        "一、县民政局要核查情况。"
    )
    assert [(task.task, task.lead) for task in found.tasks] == [("核查情况", ("县民政局",))]


@pytest.mark.parametrize(
    ("body", "term", "day"),
    [
        ("各镇年底发放优待金。", "年底", "2024-12-31"),
        ("县财政局要于第二季度发放慰问经费。", "第二季度", "2024-06-30"),
        ("县财政局要在7月1日至8月1日发放优待金。", "7月1日至8月1日", "2024-08-01"),
        ("各单位要于4月10日前传达学习讲话精神。", "4月10日前", "2024-04-10"),
        ("根据市里5月底前全部验收的要求，各镇要于4月底前自查。", "4月底前", "2024-04-30"),
    ],
)
def test_by_when_money_is_paid_and_words_are_studied(body: str, term: str, day: str) -> None:
    assert terms(f"一、工作安排。{body}") == [(term, day)]


def test_asked_from_above_a_thousand_times_over() -> None:
    assert terms("一、" + "根据市里5月底前全部验收的要求，" * 1200 + "各镇要于4月底前自查。") == [
        ("4月底前", "2024-04-30")
    ]


def test_a_table_set_with_bars_stays_in_the_text() -> None:
    rows = ["序号|任务|牵头单位|配合单位|完成时限|备注", "1|走访慰问|县双拥办|各镇|5月底前|无"]
    units = "县委办|县政府办|县人社局|县教体局|县民政局|县财政局"
    place = "全国征兵网 https://www.example.gov.cn"
    text = notice("\n".join(["一、各镇要报名。", *rows, units, place])).text
    assert all(line in text for line in [*rows, units, place])


def test_a_paper_of_the_last_century_in_characters() -> None:
    found = read(
        "在全县双拥工作会议上的讲话\n县委副书记 钱明\n（一九九八年七月十五日）\n同志们：\n"
        "一、抓好安置。县人事局要在八月二十日以前完成退伍军人安置任务。\n"
    )
    assert found.published == "1998-07-15"
    assert [task.deadline and task.deadline.date for task in found.tasks] == ["1998-08-20"]


def test_the_year_that_a_meetings_own_name_says() -> None:
    found = read(
        "清河县委退役军人事务工作领导小组会议召开\n11月8日，县委书记钱明主持召开县委退役军人事务工作领导小组2022年第二次会议。\n"
        "会议强调，县人社局要在11月25日前完成安置收尾。\n"
    )
    assert found.meeting is not None
    assert found.meeting.date == "2022-11-08"
    assert [task.deadline and task.deadline.date for task in found.tasks] == ["2022-11-25"]


@pytest.mark.parametrize(
    ("body", "term", "day"),
    [
        ("县教育局要在9月第三个星期六办好国防教育日活动。", "9月第三个星期六", None),
        ("各镇要在藏历新年前召开领导小组会议。", "藏历新年前", None),
        ("各镇要在自发文次日起5个工作日内报送联络员名单。", "自发文次日起5个工作日内", "2024-03-12"),
    ],
)
def test_weekdays_of_a_month_other_new_years_and_the_day_after(body: str, term: str, day: str | None) -> None:
    assert terms(f"一、工作安排。{body}")[0][0] == term
    assert terms(f"一、工作安排。{body}")[0][1] == day


def test_a_headline_broken_above_the_line_that_says_to_whom() -> None:
    found = read(
        "中共清河县委督查室 清河县双拥工作领导小组办公室关于2024年第\n三季度双拥重点工作督查情况的通报\n"
        "各县（市、区）党委、政府，市直有关单位：\n"
        "　　9月18日至27日，市委督查室会同市双拥办、军分区政治工作处组成三个\n督查组，采取听汇报、查资料、看现场的方式进行了督查，现将有关情况通报\n如下：\n一、县民政局要在10月底前整改。\n"
    )
    assert (found.title or "").endswith("三季度双拥重点工作督查情况的通报")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("各镇要对照问题举一反三，自查情况随四季度报表一并报送。", None),
        ("县住建局要按合同6月底前完成改造。", ("6月底前", "2024-06-30")),
    ],
)
def test_the_quarter_of_a_report_is_no_term_and_the_day_of_a_contract_is(
    body: str, found: tuple[str, str] | None
) -> None:
    assert terms(f"一、工作安排。{body}") == [found]
