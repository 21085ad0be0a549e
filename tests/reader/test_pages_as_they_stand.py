"""Pages as sites print them: who is styled behind his name, lists behind stars, plans with decimal numbers, editors' words."""

from __future__ import annotations

import pytest

from tests.reader.cast import read


def _meeting(text: str) -> object:
    found = read(f"云溪县召开征兵工作会议\n来源：云溪日报 2024-07-17\n7月16日，云溪县召开征兵工作会议。{text}")
    assert found.meeting is not None
    return found.meeting


# ---------------------------------------------------------------- who was there


@pytest.mark.parametrize("style", ["少将", "大校", "同志"])
def test_how_somebody_is_styled_is_no_part_of_his_name(style: str) -> None:
    meeting = _meeting(f"军分区副司令员王立{style}出席会议并讲话。")
    assert [(one.name, one.posts) for one in meeting.speakers] == [("王立", ("军分区副司令员",))]  # type: ignore[attr-defined]


def test_those_named_before_their_posts_were_there_too() -> None:
    meeting = _meeting("梁虹副县长、唐莉副县长出席会议；县征兵工作领导小组成员单位参加会议。")
    assert [(one.name, one.posts) for one in meeting.attendees] == [("梁虹", ("副县长",)), ("唐莉", ("副县长",))]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "told", ["县委常委、常务副县长李明，各镇武装部长参加会议。", "县教育局局长、副县长李明参加会议。"]
)
def test_a_post_alone_is_nobody(told: str) -> None:
    meeting = _meeting(told)
    assert [one.name for one in meeting.attendees] == ["李明"]  # type: ignore[attr-defined]


def test_what_a_conversion_lost_is_no_part_of_a_post() -> None:
    meeting = _meeting("当天?h委常委、副县长张乐出席会议。")
    assert [one.posts for one in meeting.attendees] == [("委常委", "副县长")]  # type: ignore[attr-defined]


# ---------------------------------------------------------------- lists


def test_items_behind_stars_are_items() -> None:
    found = read(
        "8月11日，街道召开征兵工作会议。会议要求，各村要摸清底数。★一是要在月底前建好台账；★二是镇武装部要全力配合体检；★三是要每周上报进度。"
    )
    assert [one.number for one in found.outline] == ["一是", "二是", "三是"]
    assert ("镇武装部",) in [task.lead for task in found.tasks]


def test_a_meetings_first_point_is_an_item() -> None:
    found = read("8月11日，街道召开征兵工作会议。会议一是通报上半年情况。二是安排体检工作。三是宣读任务书。")
    assert [one.number for one in found.outline] == ["一是", "二是", "三是"]


def test_a_meeting_that_is_one_of_many_is_no_list() -> None:
    assert read("8月11日，街道召开征兵工作会议。会议一是认识到位的体现，大家反响热烈。").outline == ()


# ---------------------------------------------------------------- what a page says around a paper


@pytest.mark.parametrize(
    "words",
    [
        "当我们做完一件事时，总要对今后提出建议和展望。以下是小编为大家搜集整理的一些优秀方案范文，供大家参考。",
        "应急预案确定了救援的范围，要使人员熟悉自己的任务，并检验行动程序。" * 4
        + "以下是小编给大家带来的防汛应急预案，希望可以帮助到大家！",
    ],
)
def test_what_a_librarys_editor_says_before_a_paper_goes(words: str) -> None:
    found = read(f"云溪社区防汛应急预案\n{words}\n为做好防汛工作，制定本预案。\n一、各网格员要在6月1日前清理沟渠。")
    assert "小编" not in found.text
    assert [task.lead for task in found.tasks] == [("各网格员",)]


def test_an_editor_that_a_paper_speaks_of_stays() -> None:
    assert "小编" in read("云溪县融媒体工作方案\n一、县融媒体中心要在6月1日前为每个账号配备一名小编。").text


def test_decimal_headings_of_a_plan_stay() -> None:
    head = "您现在所在的位置：网站首页> 政府信息公开 > 应急预案\n索引号：113417/202006-00018\n发布机构：云溪县青山镇人民政府\n生成日期：2020-06-19"
    body = "各镇人民政府，县防指成员单位：\n《云溪县防汛应急预案》已修订，现印发给你们，请认真贯彻实施。\n2020年6月17日\n云溪县防汛应急预案\n1 总则\n1.1编制目的\n1.2编制依据\n1.3适用范围\n2 组织体系"
    found = read(f"{head}\n关于印发云溪县防汛应急预案的通知\n{body}")
    assert "1.2编制依据" in found.text
    assert found.published == "2020-06-17", "the notice's own day, not the one on which the page was made"


def test_the_name_of_a_site_is_no_second_line_of_a_headline() -> None:
    found = read(
        "云溪县启动征兵工作\n思学作文网\n云溪县去年完成征集任务，今年征兵工作从现在开始，至9月30日新兵全部入营。"
    )
    assert found.title == "云溪县启动征兵工作"


# ---------------------------------------------------------------- headings that a space parts from their text


def test_headings_in_one_line_with_their_text_are_headings() -> None:
    found = read(
        "云溪区双拥工作实施方案\n一、工作目标 到2025年底，全区建成双拥示范街道5个。\n"
        "二、主要任务 （一）健全服务体系 各街道要在6月底前配齐服务站人员。\n（二）落实优待政策 区财政局要在9月底前兑付补助资金。\n"
        "三、工作要求 各单位要高度重视，明确专人负责。"
    )
    assert [one.heading for one in found.outline] == ["工作目标", "主要任务", "工作要求"]
    assert [one.heading for one in found.outline[1].children] == ["健全服务体系", "落实优待政策"]
    assert [task.lead for task in found.tasks] == [("各街道",), ("区财政局",), ("各单位",)]


@pytest.mark.parametrize(
    "item",
    [
        "一、请民政局 李局长宣读表彰决定并通报情况。",
        "一、组织实施阶段 （2024年3月1日至9月30日）",
        "一、抓好社区国防 教育。各社区要在6月底前办好讲座。",
    ],
)
def test_a_space_that_parts_no_heading_parts_nothing(item: str) -> None:
    found = read(f"云溪区双拥工作会议议程\n{item}\n二、各街道汇报工作。")
    assert len(found.text.split("\n")) == 3


def test_decimal_headings_are_no_part_of_who_is_told() -> None:
    found = read(
        "云溪区防汛应急预案\n1、总则 1.1 编制目的 为做好水旱灾害防范与处置工作，保证抗洪抢险高效有序进行。\n"
        "1.2 编制依据 依据《中华人民共和国防洪法》等法律法规，制定本预案。\n2、组织体系\n2.1 指挥机构 区防指办要在汛前组织一次全面检查。"
    )
    assert [(task.lead, task.measures) for task in found.tasks] == [(("区防指办",), ("组织一次全面检查",))]


def test_whom_a_paper_goes_to_is_no_part_of_its_first_paragraph() -> None:
    found = read(
        "各科室，各站所，各村： 为提高处置突发事件的能力，保障公众的生命财产安全，维护社会稳定，制定《青山镇总体应急预案》，现印发给你们。\n青山镇人民政府\n2024年5月6日"
    )
    assert (found.kind, found.tasks) == ("notice", ())
    assert found.text.startswith("各科室，各站所，各村：\n")


# ---------------------------------------------------------------- letters, answers, announcements on a page with a source


def test_an_answer_on_a_page_with_a_source_is_no_news() -> None:
    found = read(
        "云溪区退役军人事务局关于区政协第15号提案的答复\n来源：云溪政府网 发布时间：2024-06-20\n云退军函〔2024〕12号\n李明委员：\n"
        "您提出的提案收悉，现答复如下：\n一、去年以来，我局举办招聘会3场。\n云溪区退役军人事务局\n2024年6月18日"
    )
    assert (found.kind, found.published, found.origin) == ("other", "2024-06-18", "云溪区退役军人事务局")


def test_a_number_and_whom_it_goes_to_make_no_news() -> None:
    found = read(
        "来源：云溪网 发布时间：2024-06-20\n云征〔2024〕3号\n各镇人民政府：\n今年征兵工作7月1日开始，请各镇于6月25日前完成兵役登记核验。\n云溪区征兵办公室\n2024年6月18日"
    )
    assert (found.kind, found.published, found.origin) == ("notice", "2024-06-18", "云溪区征兵办公室")
    news = read("来源：云溪网 发布时间：2024-06-20\n6月19日，云溪区召开征兵工作会议，云征〔2024〕3号文件同时下发。")
    assert news.kind == "news"


def test_a_headline_that_the_paper_says_again_on_two_lines_stands_once() -> None:
    found = read(
        "关于开展“缅怀英烈”主题清明祭扫活动的公告\n文章来源：区退役军人事务局 更新时间：2024/04/01 09:39:15\n关于开展“缅怀英烈”主题\n清明祭扫活动的公告\n"
        "今年是建国75周年，决定在全区开展网上祭扫活动。\n云溪区退役军人事务局\n2024年3月31日"
    )
    assert (found.kind, found.title) == ("other", "关于开展“缅怀英烈”主题清明祭扫活动的公告")
    assert found.text.count("祭扫活动的公告") == 1


def test_a_welcome_and_a_lone_mark_are_no_titles() -> None:
    head = "云溪县人民政府欢迎您!\n2025年08月01日星期五\n首页 > 政务公开 > 公示公告 > 正文"
    found = read(
        f".\n{head}\n云溪县烈士陵园祭扫活动公告\n来源: 云溪县政府 | 发布时间: 2024/3/14 08:31:35\n现将祭扫事项公告如下："
    )
    assert found.title == "云溪县烈士陵园祭扫活动公告"


def test_whom_to_ring_stays_above_what_is_attached() -> None:
    found = read(
        "云溪县人民政府网\n首页 > 政务公开 > 正文\n云溪县烈士陵园祭扫活动公告\n来源: 云溪县政府 | 发布时间: 2024/3/14 08:31:35\n现将祭扫事项公告如下：\n一、祭扫须预约。\n"
        "预约电话：0878—6082798\n电子邮箱：yunxi@163.com\n附件：\n1.预约申请表\n2.活动登记表\n下载或浏览附件\n云溪县退役军人事务局\n2024年3月11日"
    )
    assert "预约电话" in found.text
    assert "电子邮箱" in found.text


# ---------------------------------------------------------------- who is asked


@pytest.mark.parametrize("who", ["会议", "区长李明", "督查组"])
def test_whoever_is_asked_to_attach_weight_is_told_what_follows(who: str) -> None:
    found = read(
        f"云溪区召开推进会\n5月6日，云溪区召开推进会。\n{who}要求各部门高度重视，压实责任；抓紧排查烈士墓隐患；组织专家论证修缮方案。"
    )
    assert [(task.lead, task.measures) for task in found.tasks] == [
        (("各部门",), ("抓紧排查烈士墓隐患", "组织专家论证修缮方案"))
    ]


def test_that_they_attach_weight_is_no_task() -> None:
    assert read("云溪区召开推进会\n5月6日，云溪区召开推进会。\n区委、区政府高度重视双拥工作，抓得很实。").tasks == ()


def test_a_unit_set_off_by_a_comma_is_no_measure() -> None:
    found = read(
        "云溪区召开推进会\n5月6日，云溪区召开推进会。\n督查组要求各乡镇退役军人服务站，要完善服务功能，在6月底前建好台账。（ 叶建军 ）"
    )
    assert [task.measures for task in found.tasks] == [("完善服务功能", "建好台账")]
    assert found.sentences[-1].verdict == "furniture"


def test_a_police_station_with_a_bracket_is_told() -> None:
    found = read(
        "青山镇禁烧工作方案\n一、派出所（交警中队）负责查处违规焚烧行为。\n二、派出所（交通中队）要加强夜间巡查，每天巡查2次。\n三、社区联合物业、派出所以及楼栋长开展一次排查。"
    )
    assert [task.lead for task in found.tasks] == [("派出所（交警中队）",), ("派出所（交通中队）",), ("社区",)]
    assert "派出所" in found.tasks[2].support


def test_what_somebody_may_do_names_nobody() -> None:
    found = read(
        "云溪县烈士陵园祭扫通告\n一、烈士陵园开展代祭扫服务，烈属可与陵园联系办理，异地祭扫的应提前向县退役军人事务局登记。\n二、县行政许可科要在6月底前公布电话。"
    )
    named = [unit for task in found.tasks for unit in task.lead]
    assert "烈属可与陵园" not in named
    assert "县行政许可科" in named


def test_an_item_ends_where_somebody_else_tells_of_something() -> None:
    found = read(
        "云溪镇召开消防会议\n4月12日，云溪镇召开消防会议。镇长李明强调：\n一、认识要变。各村要在月底前开展宣传。\n二、责任要强。各部门要在5月底前完成整改。\n王海在会上传达上级会议精神。同时，部署近期整治工作。"
    )
    assert found.text[found.outline[1].start : found.outline[1].end].endswith("完成整改。")


# ---------------------------------------------------------------- what a page strews, loses or says of itself


def test_a_name_behind_every_paragraph_is_the_pages() -> None:
    mark = "LzV中文字网"
    lines = [
        "致全体村民的一封信",
        f"各位村民：{mark}",
        f"请在月底前清理门前垃圾。{mark}",
        mark,
        f"不在公路边堆放柴草。{mark}",
    ]
    found = read("\n".join(lines))
    assert mark not in found.text
    assert "请在月底前清理门前垃圾。" in found.text


def test_a_name_that_stands_once_or_twice_is_the_authors() -> None:
    assert "12306铁路网" in read("云溪县军供站通知\n请登录12306铁路网\n各单位要在月底前报送名单。").text


def test_persons_named_as_the_source_are_none() -> None:
    bar = "当前位置: 安徽党媒云 | 老兵融>祁门县\n{head}\n来源:陈艳军 祝家勇 2022-12-09 14:59:32 责编:代明俊 喻寒松"
    found = read("入驻地市:\n" + bar.format(head="云溪县召开双拥工作会议") + "\n12月8日，云溪县召开双拥工作会议。")
    assert (found.title, found.origin, found.published) == ("云溪县召开双拥工作会议", None, "2022-12-09")
    assert read("云溪县召开会议\n来源：未知来源 日期：2017-04-01\n3月31日，云溪县召开会议。").origin is None


def test_spaces_lost_before_a_bracket_and_a_month_lost_before_a_day() -> None:
    found = read("????云溪日报讯 11月15日，市政府召开消防会议。\n????会议要求，各镇要在月底前完成整改。\n????(李明)")
    assert "?" not in found.text
    damaged = read("9?4日，云溪区召开消防会议。会议要求，各镇要在月底前完成整改。")
    assert [one.verdict for one in damaged.sentences] == ["background", "task"]


def test_what_must_become_of_a_thing_keeps_its_name() -> None:
    found = read(
        "云溪区召开消防会议\n3月31日，云溪区召开消防会议。会议强调：一是责任必须要压实，追究不能有缺失。各部门要在月底前签订责任书。二是工作必须要落实，管理不能留死角。各单位要在6月底前完成整改。"
    )
    assert [task.task for task in found.tasks] == ["责任必须要压实，追究不能有缺失", "工作必须要落实，管理不能留死角"]


def test_a_point_before_a_headline_is_no_part_of_it() -> None:
    found = read(
        "您现在的位置：云溪网 >> 要闻>>正文内容\n• 云溪区组织开展国防动员潜力调查\n点击数: 【字体: 收藏 打印文章\n5月19日，云溪区召开培训会。"
    )
    assert found.title == "云溪区组织开展国防动员潜力调查"
    assert "点击数" not in found.text


def test_a_day_that_ran_into_the_text_is_the_papers() -> None:
    found = read(
        "来源:云溪区文明办\n时间:2018-11-05为贯彻《云溪市关于悬挂光荣牌工作的通知》，云溪区召开信息采集工作部署会，要求各社区张贴宣传海报。"
    )
    assert (found.published, found.origin) == ("2018-11-05", "云溪区文明办")
    assert found.text.startswith("为贯彻")
    due = read(
        "云溪区光荣牌信息采集要求\n时间：2018-11-05为准，各社区当天在册的退役军人和烈属、军属家庭都要登记。\n各社区要在月底前张贴海报。"
    )
    assert "时间：2018-11-05为准" in due.text


def test_two_marks_that_a_conversion_left_end_no_sentence_and_no_post() -> None:
    meeting = _meeting("会议安排部署下一步工作??h人民政府副县长黄玉参加会议并讲话，县人大常委会副主任王晓出席会议。")
    assert [one.posts for one in (*meeting.speakers, *meeting.attendees)] == [
        ("人民政府副县长",),
        ("县人大常委会副主任",),
    ]  # type: ignore[attr-defined]
