"""Papers and news as public pages print them: who asks whom, who signs, what a page's way and lists of papers add."""

from __future__ import annotations

import pytest

from tests.reader.cast import read

HELD = "云溪县召开双拥工作会议\n来源：云溪日报 时间：2024-03-07\n3月6日，云溪县召开双拥工作推进会。\n"
SIGNED = "云溪县双拥办\n2024年4月2日"


@pytest.mark.parametrize(
    ("said", "lead", "words"),
    [
        ("督查组要求各镇退役军人服务站，要逐户核实优抚对象。", ("各镇退役军人服务站",), "逐户核实优抚对象"),
        ("县征兵办要求各地逐户核实适龄青年，6月30日前完成登记。", ("各地",), "逐户核实适龄青年"),
        ("省退役军人事务厅要求各地及时修缮烈士墓，建立巡查台账。", ("各地",), "及时修缮烈士墓"),
        ("县委书记林清和要求各镇逐户走访，建立台账。", ("各镇",), "逐户走访"),
        ("县双拥办主任高岩要求各成员单位于5月10日前报送总结。", ("各成员单位",), "报送总结"),
        ("通知要求各镇逐户核实优抚对象，建立台账。", ("各镇",), "逐户核实优抚对象"),
        ("县国教办日前下发通知，安排部署国防教育工作，要求各镇建立宣传台账。", ("各镇",), "建立宣传台账"),
    ],
)
def test_a_body_or_a_paper_that_asks_all_of_its_own_directs_them(said: str, lead: tuple[str, ...], words: str) -> None:
    found = read(HELD + said)
    assert [(task.lead, task.task) for task in found.tasks] == [(lead, words)]


def test_what_was_asked_last_year_is_told() -> None:
    assert read(f"{HELD}县教育局在会上介绍，去年该局要求各学校建立成长档案，并于年底前建成。").tasks == ()


def test_a_day_that_is_made_known_is_no_term() -> None:
    found = read(f"{HELD}县征兵办下发通知，明确征兵网于5月10日正式开通，要求各镇设立登记站。")
    assert [task.deadline for task in found.tasks] == [None]


def test_what_is_to_be_arranged_with_is_no_body() -> None:
    found = read(
        f"云溪县国防教育活动方案\n一、各镇要组织志愿者，协调好所在镇（街道）初级中学，利用9月1日开展宣传。\n{SIGNED}"
    )
    assert [task.lead for task in found.tasks] == [("各镇",)]


def test_bodies_below_each_other_sign_together_also_those_of_a_school() -> None:
    found = read(
        "关于组织收看征兵宣传片的通知\n各学院：\n一、各学院要组织收看。\n人民武装部\n学工委办、学工处\n党委研究生工作部\n2024年4月2日"
    )
    assert found.origin == "人民武装部、学工委办、学工处、党委研究生工作部"


def test_an_announcement_directs_bodies_and_asks_citizens() -> None:
    found = read(
        "云溪县人民政府征兵办公室公告\n一、凡年满18周岁的男性公民，须于6月30日前进行兵役登记。\n"
        "二、各镇人武部于5月10日前设立登记站。\n三、县医院于7月20日前完成体检准备。\n四、任何单位和个人不得弄虚作假。\n"
        "云溪县人民政府征兵办公室\n2024年4月2日"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [(("二",), ("各镇人武部",)), (("三",), ("县医院",))]


def test_a_label_with_the_wrong_sign_still_names_and_inside_a_sentence_names_nobody() -> None:
    found = read(
        "云溪县双拥办关于走访的通知\n各镇：\n一、走访军属。责任单位；各镇、县民政局；完成时限；5月10日前。\n"
        f"二、县双拥办要把清单交办到责任单位；各责任单位要在6月20日前整改。\n{SIGNED}"
    )
    assert [task.lead for task in found.tasks] == [("各镇", "县民政局"), ("县双拥办", "各责任单位")]
    assert [task.deadline and task.deadline.date for task in found.tasks] == ["2024-05-10", "2024-06-20"]


def test_marks_around_a_term_that_has_its_own_fall() -> None:
    found = read(f"云溪县双拥办关于走访的通知\n各镇：\n一、走访军属。完成期限：““五一”期间”。\n{SIGNED}")
    assert [task.deadline and task.deadline.text for task in found.tasks] == ["“五一”期间"]


@pytest.mark.parametrize("above", ["【云溪县双拥工作领导小组办公室文件公开】", "[政策文件]", "-\n—"])
def test_what_a_page_prints_over_a_title_is_no_part_of_it(above: str) -> None:
    title = "云溪县双拥办关于走访的通知"
    found = read(f"{above}\n{title}\n各镇：\n一、各镇要走访军属。\n{SIGNED}")
    assert (found.title, found.origin) == (title, "云溪县双拥办")


def test_the_last_step_of_a_pages_way_is_the_title_that_ran_into_the_text() -> None:
    found = read(
        "当前位置：首页 > 公文 > 2015年清明节祭扫活动方案\n"
        "2015年清明节祭扫活动方案清明节是传统节日。活动方案如下：一、活动时间4月3日上午9:00二、活动地点县烈士陵园三、活动议程由县长主持。"
        "1、默哀；2、三鞠躬。四、参加人员各镇干部。五、活动组织县直机关工委负责整个活动的统筹。"
    )
    assert (found.kind, found.title) == ("plan", "2015年清明节祭扫活动方案")
    assert [item.number for item in found.outline] == ["一", "二", "三", "四", "五"]
    assert [task.path for task in found.tasks] == [("五",)]


def test_a_plan_without_title_is_one_where_its_lead_says_so() -> None:
    found = read(
        "结合我市工作安排，拟于9月19日在全市开展国防教育活动。活动实施方案如下：\n一、活动内容\n"
        "1、举办图片展。统一制作宣传板，集中展示。\n2、组织征文。10月10日前，每个成员单位上报1篇征文。"
    )
    assert (found.kind, [task.path for task in found.tasks]) == ("plan", [("一", "1"), ("一", "2")])


def test_a_collection_of_model_papers_is_told_by_what_it_collects() -> None:
    assert read("2023年国防教育实施方案（专业18篇）篇一\n（一）各镇开展宣传。").kind == "plan"


def test_items_below_a_heading_that_is_a_body_are_that_bodys() -> None:
    found = read(
        "云溪县公祭活动方案\n五、责任分工\n（一）县委办公室\n统计参加人员。\n（二）县民政局\n1、起草仪式通知。\n2、布置会场。\n"
        f"3、由县武警中队敬献花篮。\n{SIGNED}"
    )
    assert [task.lead for task in found.tasks] == [("县委办公室",), ("县民政局",), ("县民政局",), ("县武警中队",)]


def test_who_was_there_though_a_word_is_short_or_and_stands_before_the_last() -> None:
    found = read(f"{HELD}县领导高远山、林清和及赵守田出席会。副县长吴立言为县拥军工作队授旗并讲话。")
    assert found.meeting is not None
    assert [one.name for one in found.meeting.attendees] == ["高远山", "林清和", "赵守田"]
    assert [one.name for one in found.meeting.speakers] == ["吴立言"]


def test_a_meeting_keeps_the_ceremony_that_it_was_held_with() -> None:
    found = read("来源：云溪日报 时间：2024-03-07\n3月6日，我县召开双拥工作会议暨拥军队伍授旗仪式。")
    assert found.meeting is not None
    assert found.meeting.name == "双拥工作会议暨拥军队伍授旗仪式"


@pytest.mark.parametrize(("page", "day"), [("2018-11-20", None), ("2018-07-02", "2018-06-26")])
def test_a_page_long_after_the_meeting_does_not_tell_its_year(page: str, day: str | None) -> None:
    found = read(f"更新时间：{page}\n6月26日下午，云溪县召开征兵工作会议。")
    assert found.meeting is not None
    assert found.meeting.date == day


def test_what_becomes_of_an_office_and_who_is_to_be_there_are_no_bodies_that_lead() -> None:
    found = read(
        "云溪县国防知识竞赛方案\n一、组织领导\n县教育局成立组委会，下设办公室，具体负责竞赛的组织实施。各学校要成立机构。\n"
        "二、竞赛内容\n以县国教办推荐，县教育局审定的读本为主。\n三、动员部署。县政府召开由各乡镇长及专武干部参加的部署会。\n"
        f"四、环境整治。组织部队官兵在社区开展卫生整治。\n{SIGNED}"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [
        (("一",), ("各学校", "县教育局")),
        (("三",), ("县政府",)),
        (("四",), ()),
    ]


def test_headline_bar_and_letterhead_in_one_line_are_parted() -> None:
    title = "云溪县教育局关于转发国防教育特色学校名单的通知"
    found = read(
        f"{title}发表时间：2024-12-13 16:35云溪县教育局文件\n云教体〔2024〕32号\n{title}\n"
        "各学校：现将名单转发给你们。城关中学于每年11月30日之前向县教育局报告。\n云溪县教育局 2024年3月30日 |"
    )
    assert (found.kind, found.title, found.published) == ("notice", title, "2024-03-30")
    assert found.origin == "云溪县教育局"


@pytest.mark.parametrize("whom", ["各位市民朋友：", "全县社会各界人士："])
def test_what_citizens_are_told_in_an_announcement_is_nobodys_task(whom: str) -> None:
    found = read(
        f"关于清明节祭扫活动的公告\n{whom}\n一、践行文明新风。园区严禁带入烟火。\n二、加强防护。如有不适，应立即就医，并报告县疾控中心。\n"
        "特此通告\n云溪县退役军人事务局\n（云溪县烈士陵园管理所）\n2024年3月20日"
    )
    assert (found.tasks, found.origin) == ((), "云溪县退役军人事务局")


def test_a_year_whose_naught_is_a_letter_is_one() -> None:
    assert (
        read("云溪县教育局关于开展竞赛的通知\n各学校：\n请组织参加。\n云溪县教育局\n二O一O年四月六日").published
        == "2010-04-06"
    )


def test_a_paper_passed_on_keeps_its_title_and_address_and_what_is_asked_beside() -> None:
    found = read(
        "云溪县教育局转发关于公布示范学校名单的通知\n各学校：\n"
        "现将名单转发给你们，请认真学习；同时，要对示范学校给予经费支持。\n云溪县教育局\n2024年8月30日\n"
        "青源省教育厅关于公布国防教育\n示范学校名单的通知\n各市、县（区）教育局，直属学校：\n请各地及时报告进展情况。\n青源省教育厅\n2024年7月24日"
    )
    assert [task.task for task in found.tasks] == ["对示范学校给予经费支持", "及时报告进展情况"]


def test_the_day_on_which_somebody_sent_another_s_paper_in_is_not_the_papers() -> None:
    found = read(
        "武装部规范化建设5篇\n来源：网友投稿 发布时间：2023-07-19 20:36\n篇一：规范化建设\n《加强武装部规范化建设的实施意见》\n"
        "各镇人民政府：\n一、动员部署阶段（8月1日至8月5日）。各镇召开部署会。"
    )
    assert (found.title, found.published) == ("加强武装部规范化建设的实施意见", None)
    assert [task.deadline and task.deadline.date for task in found.tasks] == [None]


def test_who_hands_a_page_on_is_no_source_and_whoever_introduced_or_raised_something_spoke() -> None:
    found = read(
        "云溪市征兵工作会议召开\n更新时间：2024-10-15 05:34:20文/某某志愿库\n10月13日，云溪市征兵工作会议召开，市人武部部长林清和出席会议。\n"
        "林清和简要介绍了去年的征兵工作情况。市武委会主任赵守田从三个方面对抓好动员提出意见。"
    )
    assert found.origin is None
    assert found.meeting is not None
    assert [one.name for one in found.meeting.speakers] == ["林清和", "赵守田"]


@pytest.mark.parametrize(
    ("said", "leads"),
    [
        (
            "他要求，各村（社区）一要加大宣传力度，发放明白纸。二要摸清底数，建立台账。",
            [("各村（社区）",), ("各村（社区）",)],
        ),
        ("他强调，各村要悬挂横幅；二要入户登记；三要建立台账。", [("各村",), ("各村",)]),
        ("他要求，各村务必提高认识。二要入户登记，三要建立台账。", [(), ()]),
    ],
)
def test_whoever_stands_before_a_list_of_orders_is_told_each_of_them(said: str, leads: list[tuple[str, ...]]) -> None:
    found = read(f"{HELD}{said}")
    assert [task.lead for task in found.tasks if task.path] == leads


def test_a_headline_of_measures_taken_has_items_that_tell() -> None:
    found = read(
        "云溪镇多措并举扎实开展双拥创建\n来源：云溪镇党政办 时间：2024-04-19\n云溪镇落实县委的工作要求，印发了方案，明确创建目标。\n"
        "一是强化组织领导。领导组下设办公室，负责双拥创建的协调。\n二是加强宣传教育。充分利用电子屏宣传先进典型。"
    )
    assert found.tasks == ()


def test_items_below_such_a_headline_that_a_meeting_asked_for_are_orders() -> None:
    found = read(
        "云溪镇多措并举扎实开展双拥创建\n来源：云溪镇党政办 时间：2024-04-19\n4月18日，云溪镇召开双拥创建会议。会议要求：\n"
        "一是建立台账。各村逐户核实优抚对象。\n二是开展回访。县双拥办回访军人家庭。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",)]


def test_standing_duties_of_members_are_rules_and_no_tasks() -> None:
    found = read(
        "云溪县双拥工作领导小组成员单位工作职责\n1、县委办公室：会同有关部门起草文件，协调召开双拥工作会议。\n2、县民政局：做好优抚工作。"
    )
    assert (found.kind, found.tasks) == ("rules", ())


def test_who_makes_up_a_group_is_told_nothing() -> None:
    found = read(
        "云溪镇双拥工作计划\n一、强化组织机构\n成立以局长为组长，分管副局长为副组长，各股室股长为成员的领导小组，制定工作方案。\n"
        "二、进一步强化双拥工作领导，加大双拥工作力度。\n镇政府决定调整双拥工作领导小组，组成人员如下：\n组长：林清和"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [(("一",), ())]


def test_news_of_a_paper_tell_its_terms_and_not_that_it_was_put_out() -> None:
    found = read(
        "本报讯（记者林清和）昨日，市征兵办会同市教委制发《关于做好预征工作的通知》，对预征工作作出部署安排。\n"
        "《通知》 明确，预征工作从5月下旬展开。5月30日前，完成网上登记；6月25日前，完成体格检查。"
    )
    assert [(task.task, task.deadline and task.deadline.text) for task in found.tasks] == [
        ("完成网上登记", "5月30日前")
    ]


def test_the_days_of_other_pages_are_not_the_pages() -> None:
    found = read(
        "县退役军人事务局就保护烈士墓印发《意见》\n《意见》明确，各镇应当在6月底前设立保护标志。\n"
        "相关新闻：\n- 2011-04-18 01:27:09\n- 2011-04-19 01:27:09"
    )
    assert (found.kind, found.published) == ("news", None)
    assert [task.deadline and task.deadline.date for task in found.tasks] == [None]


@pytest.mark.parametrize("above", ["第7799期：第04版 综合新闻", "滚动资讯：", "语音播报：语音播报"])
def test_what_a_newspaper_prints_over_a_headline_is_no_headline(above: str) -> None:
    found = read(
        f"{above}\n云溪：形成双拥工作的特色\n来源：云溪日报 时间：2024-03-07\n3月6日，云溪县召开双拥工作推进会。"
    )
    assert found.title == "云溪：形成双拥工作的特色"


def test_who_comes_home_before_a_feast_is_not_told_what_follows() -> None:
    found = read(
        f"{HELD}镇党委书记林清和强调，各村要摸底登记，临近春节，外出务工人员返乡，要加大宣传力度，发放明白纸。"
    )
    assert [task.lead for task in found.tasks] == [("各村",)]


def test_what_is_to_be_done_before_a_day_counts_under_a_heading_that_tells_why() -> None:
    found = read(
        "关于做好春季征兵工作的通知\n一、认清形势。学生在校时间短，所以一定要早启动，确保在寒假学生离校前完成初审初检。\n"
        "二、把握工作重点。这次宣传的重点为往届毕业生。\n云溪学院\n2024年12月1日"
    )
    assert [task.path for task in found.tasks] == [("一",)]


def test_a_district_led_by_a_word_that_opens_no_name_is_one_and_doing_well_is_no_task() -> None:
    found = read(
        f"{HELD}会议要求，对散葬烈士墓，由乡镇、经开新区负责一律迁入陵园。\n"
        "县长林清和强调，每一个环节都要扎实做好。要入户征求烈属意见，签订协议。"
    )
    assert [(task.task, task.lead) for task in found.tasks] == [
        ("负责一律迁入陵园", ("乡镇", "经开新区")),
        ("入户征求烈属意见", ()),
    ]


def test_a_meeting_told_by_what_was_heard_there_is_news() -> None:
    found = read(
        "从云溪区基层武装工作部署会上获悉，今年征兵时间调整为夏季。\n区人武部部长林清和要求专武干部们要入户登记。"
    )
    assert found.kind == "news"
    assert found.meeting is not None
    assert (found.meeting.name, [one.name for one in found.meeting.speakers]) == (
        "云溪区基层武装工作部署会",
        ["林清和"],
    )


def test_a_meeting_that_opens_two_clauses_is_no_name_in_two_forms() -> None:
    found = read(f"{HELD}会议由县民政局局长林清和主持。会议要求各镇建立台账。会议要县领导参加。")
    assert found.warnings == ()


@pytest.mark.parametrize(
    ("told", "lead"),
    [
        ("各级党委、政府和驻县部队要建立议军制度。", ("各级党委、政府", "驻县部队")),
        ("各部门、单位和社会各界要开展结对帮扶。", ("各部门、单位", "社会各界")),
    ],
)
def test_what_is_told_with_and_behind_a_name_that_goes_on_is_parted(told: str, lead: tuple[str, ...]) -> None:
    found = read(f"云溪县双拥工作计划\n一、{told}\n{SIGNED}")
    assert [task.lead for task in found.tasks] == [lead]


def test_whoever_sent_a_notice_out_and_when_leads_nothing() -> None:
    found = read(
        "来源：云溪日报 时间：2024-12-26\n2025年春节来临之前，县民政局、县人武部下发通知，要求各镇走访烈属，建立台账。"
    )
    assert [(task.lead, task.deadline) for task in found.tasks] == [(("各镇",), None)]


def test_meetings_that_are_to_be_used_are_not_reported_and_a_headline_may_break_behind_what_asks() -> None:
    found = read(
        "县民政局通知要求\n做好春节期间拥军优属工作\n来源：云溪日报 时间：2024-12-26\n各镇要扎实做好拥军工作。\n"
        "一、结合召开军政座谈会、联席会，共商改革大计。"
    )
    assert (found.title, found.meeting) == ("县民政局通知要求做好春节期间拥军优属工作", None)


@pytest.mark.parametrize(
    "above",
    [
        "直通云溪|福建|时评|大学城|台海|娱乐",
        "· 欢迎您登录英烈网\n· 公开选聘监督员\n现在位置：专栏首页 >> 双拥共建 >> 正文",
        "朗读",
        "2024年11月5日 星期二",
    ],
)
def test_rows_of_rooms_and_of_other_pages_over_a_title_go(above: str) -> None:
    title = "云溪县双拥办关于走访的通知"
    found = read(f"{above}\n{title}\n各镇：\n一、各镇要走访军属。\n{SIGNED}")
    assert (found.kind, found.title, found.published) == ("notice", title, "2024-04-02")


def test_ground_that_is_set_apart_is_no_task_and_a_place_before_a_tomb_no_term() -> None:
    found = read(
        "云溪县人民政府办公室关于公布烈士墓保护范围的通知\n各镇：\n（一）划定高在国烈士墓主体及墓前纪念场地为保护范围。\n"
        "（二）各镇要设立标志。\n????????云溪县人民政府办公室\n????????2023年9月28日"
    )
    assert [(task.path, task.deadline) for task in found.tasks] == [(("(二)",), None)]
    assert found.published == "2023-09-28"


def test_the_day_on_which_a_machine_took_a_paper_in_is_not_the_papers_own() -> None:
    found = read(
        "云溪县人民政府关于公布名单的通知\n生成日期：2023-09-29 11:08:45\n各镇：\n请各镇设立标志。\n云溪县人民政府\n2023年9月28日"
    )
    assert found.published == "2023-09-28"


def test_bans_for_everybody_in_an_announcement_are_nobodys_task_and_a_bar_is_no_issuer() -> None:
    found = read(
        "关于划定烈士纪念设施保护范围的通告\n云溪县人民政府门户网站2024-12-17来源：县退役军人事务局\n"
        "一、任何组织和个人不得侵占保护范围内的土地。"
    )
    assert (found.origin, found.tasks) == ("县退役军人事务局", ())


def test_registration_asks_citizens_and_tells_who_organises_it() -> None:
    found = read(
        "各村、社区：\n现将兵役登记有关事项通知如下：\n一、登记的对象\n登记对象为年满18周岁的男性公民；注销对象为年满23周岁的男性公民。\n"
        "二、登记的条件\n登记的条件：凡中华人民共和国男性公民，不分职业，均应参加兵役登记。\n三、组织实施\n"
        "1月18日前，镇成立由镇长林清和为组长，党委委员、人武部长赵守田为副组长，高远山等为成员的领导小组，召开好会议。"
        "各村、社区要组织登记，镇将组织有关人员对青年进行目测。"
    )
    assert found.kind == "notice"
    assert [(task.path, task.lead) for task in found.tasks] == [(("三",), ("各村", "社区"))]


def test_what_a_paper_lays_out_item_by_item_are_orders_and_days_to_make_use_of_no_terms() -> None:
    found = read(
        "来源：云溪日报 时间：2023-09-06\n近日，县委宣传部印发《关于开展国防教育月活动的通知》。\n《通知》作出2项活动安排。"
        "一是开展宣讲活动。通过座谈宣讲政策。二是开展红色教育。充分利用9月3日抗战胜利纪念日、9月30日烈士纪念日等节点，举办仪式。"
    )
    assert [(task.path, task.deadline) for task in found.tasks] == [(("一是",), None), (("二是",), None)]


def test_whoever_read_a_paper_out_and_chaired_is_the_chair() -> None:
    found = read(f"{HELD}县委书记林清和讲话，县长赵守田宣读表彰文件并主持会议。")
    assert found.meeting is not None
    assert [one.name for one in found.meeting.chair] == ["赵守田"]


def test_a_collection_whose_way_names_it_is_a_plan() -> None:
    found = read(
        "当前位置：首页 > 计划 > 关于双拥工作计划3篇\n关于双拥工作计划3篇为做好双拥工作，制定如下实施方案。"
        "一、指导思想以科学发展观为指导，巩固军政军民团结。二、创建任务。1、县双拥办要建立台账。2、各镇要走访军属。"
    )
    assert (found.kind, found.title) == ("plan", "关于双拥工作计划3篇")
    assert [task.path for task in found.tasks] == [("二", "1"), ("二", "2")]
