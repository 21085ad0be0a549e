"""Pages of towns, newspapers and forums: what is told there in words of orders, who was there, what was run together."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

HELD = "3月6日，云溪县召开双拥工作推进会。"


def test_news_of_visits_told_item_by_item_asks_for_nothing() -> None:
    """What the first item says was asked for opens no list: the sentence over it tells what was done."""
    found = read(
        "云溪县节前开展走访慰问活动\n来源：云溪县退役军人事务局 时间：2024-01-28\n春节来临之际，云溪县积极开展各类走访慰问活动。\n"
        "一是精心安排。召开党组会专题研究，对各镇走访工作提出了具体要求。\n"
        "二是广泛走访。县领导带队慰问驻县部队，分别送去慰问金2000元。\n三是各镇通过座谈会等形式对退役军人开展慰问活动。"
    )
    assert (found.kind, found.tasks) == ("news", ())


def test_items_below_what_a_meeting_asked_for_are_orders_to_the_last_of_them() -> None:
    found = read(
        f"云溪县召开双拥工作推进会\n来源：云溪日报 时间：2024-03-07\n{HELD}\n会议要求：\n"
        "一是建立台账。各镇逐户核实优抚对象。\n二是开展回访。县双拥办每季度回访一次立功军人家庭。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",)]


@pytest.mark.parametrize(
    "order",
    [
        "各单位加强组织领导，做到任务、职责、措施三到位，确保活动顺利开展",
        "各级领导干部要高度重视，亲自抓、亲自管，确保工作落实到位",
    ],
)
def test_what_every_paper_asks_for_is_no_task(order: str) -> None:
    found = read(f"云溪县开展慰问活动\n来源：云溪日报 时间：2024-03-07\n县双拥办印发通知，要求{order}。")
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("各单位要强化思想，根据分工完成各自的创建任务。", "完成各自的创建任务"),
        ("安置任务依然繁重，各单位要制定接收计划。", "制定接收计划"),
        ("要强化主体责任，制定接收计划。", "制定接收计划"),
        ("在方法上要得当，在质量上要保证，要建立整组台账。", "建立整组台账"),
    ],
)
def test_a_task_is_called_by_what_can_be_checked(said: str, words: str) -> None:
    found = read(f"{HELD}\n会议强调，{said}")
    assert [words in task.task for task in found.tasks] == [True], found.tasks


@pytest.mark.parametrize("how", ["在共建内容上要更丰富", "思想上要进一步到位", "在落实政策上要更务实"])
def test_how_a_thing_is_to_be_is_no_task(how: str) -> None:
    assert read(f"双拥工作会议纪要\n县长提出三点意见：一、{how}；二、创新观念。").tasks == ()


def test_the_day_of_a_dispatch_is_no_term() -> None:
    found = read("新华社云溪6月18日电 县民政局发出通知，要求各镇组织力量，走访烈士家属。")
    assert [task.deadline for task in found.tasks] == [None]


def test_who_sat_at_another_place_was_there_and_spoke() -> None:
    found = read(
        "3月6日，全县双拥工作推进会召开，县长、县双拥工作领导小组组长吴清和在我县分会场参加会议。\n吴清和指出，各镇要建立优抚对象台账。"
    )
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.attendees] == [
        ("吴清和", ("县长", "县双拥工作领导小组组长"))
    ]
    assert [one.name for one in found.meeting.speakers] == ["吴清和"]


def test_whoever_asks_with_his_post_spoke_and_a_word_of_manner_is_no_name() -> None:
    found = read(
        f"{HELD}\n人武部负责人简要传达上级会议精神。\n镇党委副书记、镇长张远强调，各村要建立兵役登记台账。\n县双拥办主任崇文远主持会议。"
    )
    assert found.meeting is not None
    assert [one.name for one in found.meeting.speakers] == ["张远"]
    assert [one.name for one in found.meeting.chair] == ["崇文远"]


def test_a_way_of_working_is_no_part_of_a_name() -> None:
    found = read(
        "云溪县民政局关于核查优抚对象的通知\n各镇：\n可采取乡镇民政办公室组成专班入户核查的方式，由村干部填表上报。"
    )
    assert all("采取" not in name for task in found.tasks for name in (*task.lead, *task.support))


def test_a_paper_run_together_with_one_space_between_its_paragraphs_is_parted() -> None:
    title = "云溪县双拥办关于开展军人家庭走访专项督查的通知"
    found = read(
        f"{title} 云双办〔2024〕6号 各镇人民政府、街道办事处： 为做好走访工作，县双拥办将对各镇走访情况开展督查。现将有关事项通知如下： "
        "一、督办事项 1.建立军人家庭台账，逐户核实住址和联系电话，做到一户一档。（责任单位：县退役军人事务局、各镇） "
        "2.修缮烈士纪念设施，清理周边杂物，更换破损的标识。（责任单位：县住建局） 3.发放优待证，上门为行动不便的优抚对象办理。（责任单位：县民政局） "
        "二、有关要求 1.各镇要于5月17日前将落实情况书面报县双拥办，同时报送电子版和统计表。 2.县督查室要开展抽查。"
    )
    assert found.title == title
    assert [(task.path, task.lead) for task in found.tasks] == [
        (("一", "1"), ("县退役军人事务局", "各镇")),
        (("一", "2"), ("县住建局",)),
        (("一", "3"), ("县民政局",)),
        (("二", "1"), ("各镇",)),
        (("二", "2"), ("县督查室",)),
    ]


def test_numbers_inside_a_long_paragraph_that_count_nothing_up_part_nothing() -> None:
    line = "各镇要对照附件的表格逐户核实军人家庭的住址。" * 9 + " 3.加快办理。 3.加快发放。 5.加快走访。"
    assert "\n" not in read(f"云溪县双拥办关于核实住址的通知\n{line}").text.split("\n", 1)[1]


def test_a_forum_around_a_report_goes_and_its_day_is_kept() -> None:
    found = read(
        "• 12阅读\n  • 0回复\n\n云溪县广泛开展拥军优属活动 [复制链接]\n\n上一主题 下一主题\n离线admin\n\n只看楼主 倒序阅读 0 发表于: 1996-06-19\n第4版()\n专栏:\n\n"
        "本报云溪6月18日电 云溪县组织走访烈士家属。\n快速回复\n限200 字节\n上一个 下一个"
    )
    assert (found.title, found.published) == ("云溪县广泛开展拥军优属活动", "1996-06-19")
    assert "回复" not in found.text and "字节" not in found.text


def test_a_record_of_a_meeting_below_a_link_is_minutes_under_its_own_title() -> None:
    found = read(
        "- 相关推荐\n2024年社区双拥工作会议记录\n地点：社区会议室\n会议内容：\n一、建立军人家庭台账。\n二、开展走访。"
    )
    assert (found.title, found.kind, len(found.tasks)) == ("2024年社区双拥工作会议记录", "minutes", 2)


def test_the_shelf_of_a_collection_issued_nothing() -> None:
    found = read(
        "清明祭扫活动方案大全\n写作模板2018-07-01李天明老师\n活动方案如下：\n一、活动组织\n（一）县工委负责统筹。"
    )
    assert (found.origin, found.published) == (None, "2018-07-01")


# ---------------------------------------------------------------- what a page tells in words of orders


def test_measures_that_were_taken_are_told_item_by_item() -> None:
    """And the day on which a notice went out is nobody's term."""
    found = read(
        "时间：2024-6-19来源：云溪日报\n气象部门预告将有暴雨。县民政局采取了一系列举措应对。\n一是加强组织领导。成立应急小组，负责日常工作。\n"
        "二是制定预案。1月23日向各镇下发了紧急通知，要求各镇对辖区住房进行一次排查。\n三是落实值守。要求每天由一名局领导带队值守。"
    )
    assert (found.kind, found.tasks) == ("news", ())


def test_measures_still_to_be_taken_are_tasks() -> None:
    found = read(
        "云溪县召开防汛会议\n来源：云溪日报 时间：2024-06-19\n会议要求采取以下措施：\n一是排查危房。各镇要逐户登记。\n二是落实值守。各镇要排出值班表。"
    )
    assert len(found.tasks) == 2


@pytest.mark.parametrize(
    "item",
    [
        "收看时间：4月25日至5月1日",
        "祭扫时间：2024年4月4日至6日。",
        "祭扫地点：县烈士陵园、各镇公墓。",
        "收看方式：\n县融媒体中心网站在线收看。",
    ],
)
def test_when_where_and_how_something_is_to_be_had_is_no_task(item: str) -> None:
    found = read(
        f"关于组织收看国防教育片的通知\n各镇：\n一、{item}\n二、材料报送。请各镇于5月15日前报送收看照片。\n云溪县双拥办\n2024年4月20日"
    )
    assert [task.path for task in found.tasks] == [("二",)]


def test_by_when_something_is_to_be_put_right_stays_its_term() -> None:
    found = read("关于整改的通知\n各镇：\n一、更换破损的光荣牌。\n完成时间：5月15日前。\n云溪县双拥办\n2024年4月20日")
    assert [task.deadline.date if task.deadline else None for task in found.tasks] == ["2024-05-15"]


@pytest.mark.parametrize(
    "order", ["请广大市民错开高峰，佩戴口罩", "请市民提前了解开放时间，合理安排祭扫时间", "请群众听从工作人员引导"]
)
def test_nobody_answers_for_what_people_are_asked(order: str) -> None:
    assert read(f"关于清明节祭扫的通知\n现将有关事项通知如下：\n一、{order}。").tasks == ()


def test_representatives_of_the_people_are_asked_by_somebody() -> None:
    found = read("关于座谈的通知\n各镇：\n一、请各镇组织座谈，请群众代表参加。\n云溪县双拥办\n2024年4月20日")
    assert [task.lead[0] for task in found.tasks] == ["各镇"]


def test_a_question_asks_for_nothing_and_a_page_that_offers_one_loses_it() -> None:
    found = read(
        "关闭\nAI问答\n望牛镇民兵整组工作的主要目标是什么？\n望牛镇召开民兵整组工作部署会\n云溪广播电视台 2024-03-20 20:45\n"
        "为进一步夯实基层国防后备力量建设根基，望牛镇组织召开民兵整组工作部署会。\n推荐\n即时\nloading...\n点击开启小窗播放"
    )
    assert (found.title, found.tasks) == ("望牛镇召开民兵整组工作部署会", ())
    assert found.text.endswith("工作部署会。")
    assert read("关于整组的通知\n各镇：\n一、整组台账建立好了吗？").tasks == ()


def test_a_subject_that_ends_in_a_verb_is_no_task_of_its_own() -> None:
    found = read(f"{HELD}\n县长高明远指出，潜力调查和民兵整组是国防动员的基础工作。各镇要建立整组台账。")
    assert [task.task for task in found.tasks] == ["建立整组台账"]


def test_a_day_that_a_machine_prints_where_it_knows_none_is_no_day() -> None:
    found = read(
        "民政局妥善安排受灾群众生活\n社区网友 1970-01-01 互联网\n云溪新报讯（记者高明远）1月2日，县民政局下发通知，要求各镇核查灾情，发放棉被。"
    )
    assert (found.kind, found.published) == ("news", None)
    assert all(task.deadline is None for task in found.tasks)


def test_a_headline_below_a_search_for_what_is_looked_for_most_stays() -> None:
    title = "云溪县民政局关于做好困难群众防寒工作的通知"
    found = read(
        f"今天是：\n关闭\n热门搜索：\n关闭\n{title}\n来源：本网 时间：2024-02-27 15:30\n各镇：\n一、走访困难群众。各镇要逐户走访。\n云溪县民政局\n2024年2月27日"
    )
    assert (found.title, found.kind, found.origin, len(found.tasks)) == (title, "notice", "云溪县民政局", 1)


def test_whose_page_it_is_stands_over_no_news() -> None:
    found = read(
        "联系人：高工\n手机：13800000000\n地址：云溪县人民路2号\n发布时间：2024-04-06 21:52:27\n3月31日，我镇召开民兵整组工作部署会。各镇要建立整组台账。"
    )
    assert (found.title, found.published) == (None, "2024-04-06")
    assert found.text.startswith("3月31日")


def test_whoever_took_part_in_a_meeting_was_there() -> None:
    found = read("近日，白石镇武装部召开民兵整组工作会议，镇武装部长李友山和各村民兵营长参与会议。")
    assert found.meeting is not None and [one.name for one in found.meeting.attendees] == ["李友山"]


def test_what_all_are_to_send_in_below_items_that_name_things_is_of_its_own() -> None:
    found = read(
        "关于征集素材的通知\n各学院：\n请挖掘典型，具体如下：\n一、从本校入伍的感人事迹；\n二、退役复学后的感人事迹；\n各学院收集选送不少于1个素材，附500字材料，于11月1日前上报武装部。\n云溪学院武装部\n2024年9月1日"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [((), ("各学院",))]


# ---------------------------------------------------------------- heads, bars and years


def test_a_headline_that_runs_into_its_bar_stays_and_a_paper_told_of_is_news() -> None:
    headline = "云溪县教育局、县人武部印发《关于做好国防教育示范学校创建活动的通知》"
    found = read(
        f"{headline} 来源：云溪县教育局 作者： 时间：2024-09-07\n日前，县教育局印发通知，示范学校要开设国防教育课程。\n编辑：高远"
    )
    assert (found.title, found.kind, found.origin, found.published) == (headline, "news", "云溪县教育局", "2024-09-07")


def test_a_paper_that_passes_another_on_stays_a_notice() -> None:
    found = read(
        "云溪县双拥办关于印发《创建活动的通知》的通知\n各镇：\n一、请各镇建立台账。\n云溪县双拥办\n2024年9月7日"
    )
    assert (found.kind, len(found.tasks)) == ("notice", 1)


def test_a_table_of_facts_between_bars_names_the_paper_and_goes() -> None:
    title = "云溪县教育局关于公布国防教育示范学校名单的通知"
    found = read(
        f"信息名称： | {title} | ||||\n信息索引： | 360A17-2024-1 | 生成日期： | 2024-07-25 | 发文机构： | 云溪县教育局 |\n内容概述： | 公布名单。 |\n"
        "云教函〔2024〕9号\n各镇中心学校：\n请各地教育行政部门及时将进展情况报告我局。联系单位：县教育局，电话：5512345。\n云溪县教育局\n2024年7月24日"
    )
    assert (found.title, found.kind, found.origin) == (title, "notice", "云溪县教育局")
    assert "|" not in found.text
    assert [task.lead for task in found.tasks] == [("各地教育行政部门",)]


def test_a_label_without_a_value_takes_none_from_the_next_one() -> None:
    found = read(
        "云溪县颁发优待证\n文章来源：\n字体：\n发布时间：2024-11-02 10:52:13\n11月1日，云溪县举行优待证颁发仪式，为8名退役军人颁发优待证。"
    )
    assert (found.origin, found.published) == (None, "2024-11-02")


def test_a_notice_of_one_year_on_a_page_of_another_sets_no_day() -> None:
    """The page says 2018, the paper 2017: nobody knows when the paper was written, and its terms have no day."""
    found = read(
        "2017年中小学国防教育知识竞赛活动通知\n作者：佚名  来源：网上收集整理  发布时间：2018-12-22 6:52:15\n各学校：\n一、主办单位：县教育局\n"
        "二、协办单位：云溪新华书店有限公司\n三、各学校要于9月20日前报送参赛名单。"
    )
    assert [(task.path, task.deadline.date if task.deadline else "") for task in found.tasks] == [(("三",), None)]
    assert found.origin is None


def test_a_notice_that_names_the_year_before_and_is_signed_in_its_own_has_its_days() -> None:
    found = read("关于2023年度双拥考评的通知\n各镇：\n一、各镇要于1月20日前报送考评材料。\n云溪县双拥办\n2024年1月5日")
    assert [task.deadline.date for task in found.tasks if task.deadline] == ["2024-01-20"]


def test_a_heading_and_its_text_in_one_line_are_two() -> None:
    found = read(
        "关于开展走访慰问活动的方案\n一、开展拥军优属宣传活动 各社区、机关各科室要充分利用板报、标语等媒介开展国防知识宣传。\n二、开展走访 各社区要逐户走访军人家庭，并将走访情况汇总上报。"
    )
    assert [item.heading for item in found.outline] == ["开展拥军优属宣传活动", "开展走访"]


@pytest.mark.parametrize(
    "page",
    ["云溪新闻网欢迎您！", "（签发：高远）", "账号+密码登录\n还没有账号？\n立即注册", "特别推荐\n云溪报客户端下载"],
)
def test_what_a_page_offers_around_news_goes(page: str) -> None:
    news = "云溪县颁发优待证\n来源：云溪日报 时间：2024-11-02\n11月1日，云溪县举行优待证颁发仪式。"
    expected = "云溪县颁发优待证\n11月1日，云溪县举行优待证颁发仪式。"
    assert read(f"{page}\n{news}").text == expected
    assert read(f"{news}\n{page}").text == expected


def test_an_anniversary_of_the_army_that_was_over_says_that_the_page_is_later_than_the_paper() -> None:
    """89 years were kept in 2016; the page is of 2018."""
    found = read(
        "关于做好八一期间双拥工作的通知\n来源：云溪县政府网 时间：2018-03-20\n各镇：\n在建军89周年到来之际，现通知如下：\n一、各镇要于7月20日前报送走访名单。"
    )
    assert [task.deadline.date if task.deadline else "" for task in found.tasks] == [None]


def test_a_plan_run_together_behind_names_is_parted_item_by_item() -> None:
    """No stop ends an item: its number alone, counted up from the first, says where the next one begins."""
    found = read(
        "庆祝八一系列活动方案 一、开展现场办公活动 县领导率队走访慰问驻县部队，帮助部队解决遇到的问题和困难。时间：7月下旬责任单位：县双拥办 "
        "二、开展军地青年联谊活动时间：8月份 责任单位：团县委、县双拥办 三、组织慰问驻训部队 有关镇领导参加，深入各驻训点慰问官兵。 时间：待定 责任单位：县双拥办 "
        "四、举办第九届军地篮球友谊赛 由县文体局组织比赛，邀请驻县各部队派队参加。时间：7月份 牵头单位：县双拥办承办单位：县移动公司"
    )
    assert (found.kind, found.title) == ("plan", "庆祝八一系列活动方案")
    assert [(task.path, task.lead, task.deadline.text if task.deadline else None) for task in found.tasks][:3] == [
        (("一",), ("县双拥办",), "7月下旬"),
        (("二",), ("团县委", "县双拥办"), "8月份"),
        (("三",), ("县双拥办",), None),
    ]
    assert len(found.tasks) == 4 and all("、" not in name for task in found.tasks for name in task.support)


def test_a_button_behind_who_put_a_page_up_is_no_part_of_the_name() -> None:
    found = read("优抚金发放\n发布时间：2013年11月11日    来源：白石镇社区办 【字体：  打印\n\n一、优抚金按季度发放。")
    assert found.origin == "白石镇社区办"


# ---------------------------------------------------------------- names and days that nobody told


def test_who_answers_for_the_work_is_told_of_and_the_days_it_took_are_no_term() -> None:
    found = read(
        "云溪县推进双拥创建\n时间：2024-05-11   来源：云溪县退役军人事务局\n"
        "5月7日至5月10日，县双拥办召集成员单位负责双拥工作的承办人50多名，研究推动双拥工作。"
    )
    assert found.tasks == ()


def test_a_post_behind_and_is_nobody() -> None:
    found = read(
        "近日，县退役军人事务局召开服务站工作推进会。全县10个镇退役军人服务站分管领导和站长，县局相关同志共25人参加会议。"
    )
    assert found.meeting is not None and found.meeting.attendees == ()


def test_comrades_were_there_and_a_post_behind_the_name_says_who_spoke() -> None:
    found = read(
        "8月10日，县退役军人事务局召开服务站创建推进会。县退役军人事务局局长文伟光同志、副局长周永远同志、各镇分管领导及工作人员参加会议。\n"
        "文伟光局长强调，各镇要建立服务站台账。"
    )
    assert found.meeting is not None
    assert [one.name for one in found.meeting.attendees] == ["文伟光", "周永远"]
    assert [one.name for one in found.meeting.speakers] == ["文伟光"]


def test_a_meeting_that_is_asked_for_is_not_the_one_reported() -> None:
    found = read(
        "解读双拥创建方案\n来源：云溪日报 时间：2024-03-07\n县委办印发了实施方案，现解读如下：一、动员部署阶段。制定工作要点。召开全县创建动员大会，启动创建工作。"
    )
    assert found.meeting is None


@pytest.mark.parametrize(
    ("line", "origin"),
    [
        (
            "索 引 号：430981-2149049 发布机构：云溪县卫健局 发文日期：2024-01-28 信息类别：综合政务 公开范围：全部公开",
            "云溪县卫健局",
        ),
        ("8：热点总第40期 >2011-11-10编印", None),
    ],
)
def test_labels_and_numbers_of_issues_are_no_part_of_who_issued_a_page(line: str, origin: str | None) -> None:
    found = read(f"云溪县春季征兵体检启动\n{line}\n1月27日，云溪县春季征兵体检在县医院拉开帷幕。")
    assert found.origin == origin
