"""News of meetings as towns, hospitals and schools print them: who is told behind 强调, who spoke, which meeting it was.

Shapes were learnt from whole stored pages; every sentence here is invented.
"""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import read

MET = "7月16日,云溪镇召开和美乡村建设推进会。"


def _told(text: str) -> Document:
    return read(f"云溪镇召开和美乡村建设推进会\n来源:云溪镇 2024-07-17\n{MET}\n{text}")


# ---------------------------------------------------------------- who is told


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("通报了进展,强调下阶段各村要按图施工,6月底前完成沟渠清淤。", ["各村"]),
        ("通报了进展,并强调各村要按图施工,6月底前完成沟渠清淤。", ["各村"]),
        ("镇党委书记高云强调建设石桥示范村是为民办的实事,各村要在6月底前完成沟渠清淤。", ["各村"]),
        ("院长高云强调科主任是第一责任人,要在6月底前完成病历自查。", ["科主任"]),
        ("他强调:二要把准着力点,统筹推进石桥古镇建设和村庄建设,6月底前完成沟渠清淤。", []),
        ("会议要求,各村要在6月底前完成清淤,厕所改造任务顺利完成,示范村建设特色鲜明。", ["各村"]),
        # what must not change
        ("会议要求,统筹推进领导小组要在6月底前完成验收。", ["统筹推进领导小组"]),
        ("会议要求,石桥示范村要在6月底前完成沟渠清淤。", ["石桥示范村"]),
        ("会议要求,县派出所要在6月底前完成人口摸底。", ["县派出所"]),
        ("会议要求,石桥镇建设综合服务站,高岭镇整治河道,6月底前完成。", ["石桥镇", "高岭镇"]),
    ],
)
def test_who_is_told_is_neither_what_is_said_of_him_nor_a_thing(said: str, lead: list[str]) -> None:
    tasks = _told(said).tasks
    assert [name for task in tasks for name in task.lead] == lead
    assert tasks


def test_what_somebody_says_a_thing_is_is_no_measure() -> None:
    task = _told("镇党委书记高云强调建设示范村是为民办的实事,各村要在6月底前完成沟渠清淤,修复村道。").tasks[0]
    assert task.measures == ("完成沟渠清淤", "修复村道")
    kept = _told("镇党委书记高云要求各村在6月底前完成沟渠清淤,修复村道。").tasks[0]
    assert kept.measures[-1] == "修复村道"


# ---------------------------------------------------------------- who spoke and who was there


@pytest.mark.parametrize(
    ("said", "speakers"),
    [
        ("镇长高云参加会议。高云镇长指出村庄是乡镇的门面。", ["高云"]),
        ("会上,镇党委书记高云强调建设示范村是为民办实事,各村要抓紧。", ["高云"]),
        ("镇党委书记高云做了会议总结,并提出了两点要求。", ["高云"]),
        ("会上,高云副镇长作了上半年村庄建设工作的分析总结。", ["高云"]),
        # what must not change
        ("会议学习了省农业厅厅长高云在全省现场会上的讲话精神,传达了上级通知。", []),
        ("各村要落实镇长高云强调的事项。", []),
        ("镇领导班子和全体村干部参加了会议。", []),
    ],
)
def test_who_spoke(said: str, speakers: list[str]) -> None:
    meeting = _told(said).meeting
    assert meeting is not None
    assert [one.name for one in meeting.speakers] == speakers


def test_a_branch_and_a_team_are_nobodys_names() -> None:
    meeting = _told("会议由支部书记主持,镇领导班子参加了会议。").meeting
    assert meeting is not None
    assert (meeting.chair, meeting.attendees) == ((), ())
    meeting = _told("会议由支部书记支文主持,副镇长班云参加会议。").meeting
    assert meeting is not None
    assert [one.name for one in (*meeting.chair, *meeting.attendees)] == ["支文", "班云"]


def test_a_post_held_besides_and_one_told_elsewhere() -> None:
    meeting = _told("镇长,兼开发区主任高云主持会议并讲话。农技站站长白雪参加会议。白雪站长现场通报了情况。").meeting
    assert meeting is not None
    assert [one.posts for one in meeting.chair] == [("镇长", "开发区主任")]
    assert ("白雪", ("农技站站长",)) in [(one.name, one.posts) for one in meeting.speakers]


# ---------------------------------------------------------------- which meeting, and what the paper is


@pytest.mark.parametrize(
    ("lead", "name", "day"),
    [
        ("云溪县委常委会7月16日举行会议,听取防汛工作汇报。", "云溪县委常委会会议", "2024-07-16"),
        ("县安委会今天上午(7月16日)召开会议,研究部署安全生产工作。", "县安委会会议", "2024-07-16"),
        ("县委常委会7月16日下午召开扩大会议,研究防汛工作。", None, None),
    ],
)
def test_a_bodys_own_meeting_with_the_day_between(lead: str, name: str | None, day: str | None) -> None:
    found = read(f"云溪县研究部署防汛工作\n来源:云溪日报 2024-07-17\n{lead}\n会议强调,各镇要在7月底前完成隐患排查。")
    if name is not None:
        assert found.meeting is not None
        assert (found.meeting.name, found.meeting.date) == (name, day)
    else:
        assert found.meeting is None or found.meeting.name != "县委常委会会议"


def test_a_headline_that_tells_of_a_meeting_is_news_whatever_paper_was_reviewed() -> None:
    lead = "县安委会7月16日召开会议,分析安全形势,审议《云溪县“十四五”应急规划》。\n会议强调,各镇要完成隐患排查。"
    found = read(f"县安委会召开会议 分析安全形势 审议《云溪县“十四五”应急规划》\n2024-07-17\n{lead}")
    assert found.kind == "news"
    plan = read("云溪县“十四五”应急规划\n一、目标\n各镇要在2025年底前建成应急站。")
    assert plan.kind == "plan"


def test_no_title_is_cut_out_of_a_first_sentence() -> None:
    first = "会议传达学习了应急管理部救援协调和预案管理局2019年重点工作,分析了应急管理工作面临的新形势和新任务,部署了全年工作。"
    found = read(f"{first}\n会议强调,各地要完成隐患排查。")
    assert (found.title, found.kind) == (None, "news")
    run_in = "云溪县防汛工作预案为进一步做好防汛工作,保障群众生命财产安全,根据上级要求,结合云溪县实际,制定本预案,请认真贯彻执行到位。"
    assert read(f"{run_in}\n一、组织\n各镇要在7月底前成立抢险队。").title == "云溪县防汛工作预案"


@pytest.mark.parametrize(
    ("said", "goals"),
    [
        ("要对问题地段进行拉网式全覆盖摸排。", ()),
        ("要实现村级服务站全覆盖。", ("村级服务站全覆盖",)),
        ("力争年底前实现烈属走访全覆盖。", ("烈属走访全覆盖",)),
    ],
)
def test_what_is_done_everywhere_is_no_goal(said: str, goals: tuple[str, ...]) -> None:
    assert _told(said).goals == goals


# ---------------------------------------------------------------- streets and bureaus


@pytest.mark.parametrize(
    ("said", "chair", "speakers"),
    [
        ("会议由镇党委高云副书记主持,各科室参加。", [("高云", ("镇党委副书记",))], []),
        ("石桥街道党工委书记(兼)高云主持会议,各科室参加。", [("高云", ("石桥街道党工委书记",))], []),
        ("会上重点传达了县长高云在全体会议上的讲话。", [], []),
        ("会议集中学习了县长高云在全县大会上的讲话,镇长白雪作了部署讲话。", [], ["白雪"]),
        # what must not change
        ("会议由高云副书记主持,镇党委书记参加。", [("高云", ("副书记",))], []),
        ("镇长白雪传达了县长高云的讲话。", [], ["白雪"]),
        ("会议由镇党委书记主持。", [], []),
    ],
)
def test_who_chaired_and_whose_words_were_only_passed_on(
    said: str, chair: list[tuple[str, tuple[str, ...]]], speakers: list[str]
) -> None:
    meeting = _told(said).meeting
    assert meeting is not None
    assert [(one.name, one.posts) for one in meeting.chair] == chair
    assert [one.name for one in meeting.speakers] == speakers


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("各网格要在8月底前完成隐患排查。", ["各网格"]),
        ("检查组督促各单位要在8月底前完成隐患整改。", ["各单位"]),
        ("镇干部要坚守岗位,各村护林员要加大巡查力度,8月底前清理火险隐患。", ["镇干部", "各村护林员"]),
        # what must not change
        ("全镇四级网格要在8月底前完成调整。", []),
        ("县督查室要督促各单位在8月底前完成隐患整改。", ["县督查室"]),
    ],
)
def test_grids_wardens_and_those_who_are_urged_are_told(said: str, lead: list[str]) -> None:
    assert [name for task in _told(f"会议要求,{said}").tasks for name in task.lead] == lead


def test_a_time_that_is_made_use_of_is_no_term() -> None:
    assert _told("会议要求,各科室要利用下半年施工黄金期,抢抓施工进度,修复村道。").tasks[0].deadline is None
    assert _told("会议要求,各科室要抢抓三季度有利时机,修复村道。").tasks[0].deadline is None
    kept = _told("会议要求,各科室要加快进度,下半年完成村道修复。").tasks[0].deadline
    assert kept is not None
    assert kept.date == "2024-12-31"


def test_items_behind_what_was_laid_out_in_detail_are_still_to_be_done() -> None:
    found = _told(
        "会上对宣传工作进行了详细部署,一是各村张贴宣传单页。二是加强对独居老人走访。三是各村居立即开展自查自纠,整改隐患。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",), ("三是",)]
    past = _told("会上对上半年工作进行了全面总结,一是开展了宣传。二是走访了独居老人。三是整改了隐患。")
    assert past.tasks == ()


# ---------------------------------------------------------------- what the page prints


@pytest.mark.parametrize(
    "head", ["PDF  下一版»本期共4版(1-2-3-4)", "« 上一版 下一版 »", "上一版  下一版»本期共8版", "上一版"]
)
def test_the_head_of_an_electronic_paper_is_no_title(head: str) -> None:
    found = read(
        f"{head}\n高云带队督查森林防火工作\n7月16日,县长高云到石桥镇督查森林防火工作。\n高云强调,各村要清理隐患。"
    )
    assert (found.title, found.text.partition("\n")[0]) == ("高云带队督查森林防火工作", "高云带队督查森林防火工作")


def test_a_source_in_a_bracket_below_is_the_origin_and_goes() -> None:
    found = _told("会议要求,各村要在8月底前完成清淤。\n(来源:云溪县融媒体中心 转载:高云霞) |")
    assert found.text.endswith("清淤。")
    bare = read(f"云溪镇召开和美乡村建设推进会\n{MET}\n会议要求,各村要完成清淤。\n(来源:云溪县融媒体中心)")
    assert bare.origin == "云溪县融媒体中心"
    kept = _told("会议要求,各村要在8月底前完成清淤。\n(村道资金来源不足的,由县财政安排。)")
    assert kept.text.endswith("由县财政安排。)")


def test_who_wrote_a_report_may_stand_without_a_space_behind_his_body() -> None:
    found = _told("会议要求,各村要在8月底前完成清淤。\n(河口社区高云淳)")
    assert found.sentences[-1].verdict == "furniture"
    assert _told("会议要求,各村要在8月底前完成清淤。\n(具体安排另行通知)").sentences[-1].verdict != "furniture"


# ---------------------------------------------------------------- what news say of what comes next, and a forum's clock


def test_the_clock_of_a_forum_is_no_day_of_issue_and_no_source() -> None:
    found = read("7月27日,全县征兵工作推进会召开。\n会议强调,各镇要在8月底前完成体检。\n|\nGMT+8, 2024-10-26 23:39")
    assert (found.published, found.origin) == (None, None)
    assert found.meeting is not None
    assert found.meeting.date is None
    assert [task.deadline.date for task in found.tasks if task.deadline] == [None]


@pytest.mark.parametrize(
    ("said", "count"),
    [
        (
            "县退役军人事务局将持续开展调研督导工作,通过此次调研指导,全县各镇各社区对完善服务站信心满满,并表示在今后将继续按照上级的有关要求,用心用力做好服务保障工作,提升服务质量。",
            0,
        ),
        # what must not change
        ("县退役军人事务局将持续督导,各镇要在8月底前完善服务站台账。", 1),
        ("会议要求,各镇要将走访持续下去,8月底前建好需求台账。", 1),
    ],
)
def test_what_those_told_of_will_go_on_with_is_nobodys_order(said: str, count: int) -> None:
    assert len(_told(said).tasks) == count


def test_items_behind_who_proposed_them_are_tasks_whatever_was_heard_before() -> None:
    found = _told(
        "会上,在听取了项目进展的汇报后,镇党委书记高云围绕后期工作提出,一是挖掘典型带头人,开展志愿服务;二是建立月度汇报机制,报送当月总结;三是及时收集整理活动信息。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",), ("三是",)]
    assert found.meeting is not None
    assert [one.name for one in found.meeting.speakers] == ["高云"]
    past = _told("会上,听取了三项汇报:一是开展了志愿服务;二是建立了台账。")
    assert past.tasks == ()


def test_a_street_carries_out_a_meeting_to_deploy() -> None:
    lead = "5月31日,石桥街道开展退役军人走访活动部署会。\n会议要求,各社区要在6月底前完成走访。"
    found = read(f"石桥街道部署走访活动\n来源:石桥街道 2024-06-01\n{lead}")
    assert found.meeting is not None
    assert (found.meeting.name, found.meeting.date) == ("退役军人走访活动部署会", "2024-05-31")
    visit = read("石桥街道走访老兵\n来源:石桥街道 2024-06-01\n5月31日,石桥街道开展退役军人走访活动。")
    assert visit.meeting is None


def test_who_asked_for_something_at_the_meeting_spoke() -> None:
    found = _told("副镇长高云参加会议。高云在会上要求各村在8月底前完成清淤。")
    assert found.meeting is not None
    assert [one.name for one in found.meeting.speakers] == ["高云"]


def test_how_well_somebody_says_it_went_is_no_measure() -> None:
    told = "高云局长指出石桥镇的阵地建设、常态联系等工作落实到位,要在8月底前完善服务站台账。"
    assert _told(told).tasks[0].measures == ("完善服务站台账",)
    assert _told(told.replace("高云局长", "高局长")).tasks[0].measures == ("完善服务站台账",)


# ---------------------------------------------------------------- streets that are asked, cities and what a work is


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("每到一地,各督查组均要求各街道一要限期整改隐患;二要建立排查台账。", ["各街道", "各街道"]),
        ("会议要求,全国文明城市创建进入冲刺阶段,各街道要在8月底前完成整改,助力提升文明城市创建水平。", ["各街道"]),
        ("高云指出,服务站同志要精准服务,8月底前建好台账,服务站要组织志愿活动。", ["服务站同志", "服务站"]),
        # what must not change
        ("会议要求,由刘志强同志牵头,8月底前建好台账。", ["刘志强"]),
        ("会议要求,各县市要在8月底前完成整改。", ["各县市"]),
    ],
)
def test_who_is_asked_and_no_city_that_is_striven_for(said: str, lead: list[str]) -> None:
    assert [name for task in _told(said).tasks for name in task.lead] == lead


def test_what_a_work_is_said_to_be_behind_a_comma_is_no_order() -> None:
    found = _told("会议强调,开展社区运营工作,是深化改革的一项重要举措。各部门要建立联系台账,8月底前完成社区走访。")
    assert "运营" not in found.tasks[0].task
    assert [one.verdict for one in found.sentences][-2:] == ["background", "task"]
    kept = _told("会议强调,开展社区运营培训,8月底前建立联系台账。")
    assert [one.verdict for one in kept.sentences][-1] == "task"


@pytest.mark.parametrize(
    ("said", "measures"),
    [
        ("检查中,高云向各单位负责人强调,各单位要建立排查台账,清理消防通道。", ("建立排查台账", "清理消防通道")),
        (
            "调研中,高云指出,服务站是面向老兵的服务窗口,各站要建立排查台账,清理消防通道。",
            ("建立排查台账", "清理消防通道"),
        ),
    ],
)
def test_where_and_to_whom_it_was_said_is_no_measure(said: str, measures: tuple[str, ...]) -> None:
    assert _told(said).tasks[0].measures == measures


def test_people_of_rarer_surnames_are_found_and_words_that_begin_like_them_are_not() -> None:
    meeting = _told("宣传部长初云出席会议并讲话,副镇长高云、兰雪、丛林参加会议。").meeting
    assert meeting is not None
    assert [one.name for one in meeting.speakers] == ["初云"]
    assert {"高云", "兰雪", "丛林"} <= {one.name for one in meeting.attendees}
    plain = _told("镇长初步汇报了情况,镇干部参加会议。").meeting
    assert plain is not None
    assert (plain.speakers, plain.attendees) == ((), ())


def test_a_line_of_a_readers_app_is_no_title() -> None:
    found = read(
        "8月10日下午,县委书记高云对文明创建工作进行现场调度。\n打开网易新闻 查看精彩图片\n高云指出,各街道要在8月底前完成整改。\n打开网易新闻 查看精彩图片"
    )
    assert (found.title, found.kind) == (None, "news")
    assert "网易" not in found.text


# ---------------------------------------------------------------- what is said at a meeting, whole


def test_a_courtesy_is_no_order_whoever_is_still_to_speak() -> None:
    welcome = "市直机关党工委对会议非常重视,一会儿高书记还要在会上为我们作重要讲话,在此,我代表县退役军人事务局对高书记的光临表示最热烈的欢迎!"
    found = read(f"同志们:\n{welcome}\n下面,我讲两点意见:\n第一,各站要在8月底前建好台账。\n第二,各镇要组织走访。")
    assert [task.path for task in found.tasks] == [("第一",), ("第二",)]
    assert found.kind == "speech"


@pytest.mark.parametrize(
    ("greeting", "kind"),
    [
        ("敬爱的老师,亲爱的同学们:", "speech"),
        ("尊敬的各位领导、各位来宾,亲爱的老师们、同学们：", "speech"),
        ("敬爱的老师,亲爱的同学们请注意安全。", "other"),
    ],
)
def test_several_who_are_greeted_make_a_speech(greeting: str, kind: str) -> None:
    found = read(f"{greeting}\n大家好!今天我讲话的主题是《共建平安校园》。\n各班要在放学后关好门窗。")
    assert found.kind == kind


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("7月16日,云溪县召开防汛调度会,要求各镇做好值班值守,及时报送信息。", ["各镇"]),
        (
            "7月16日,县委常委、副县长高云召开防汛调度会,分析天气形势,要求各级各有关部门思想上再重视,克服麻痹心理;排查上再加力,加大巡查力度;措施上再强化,做好物资预置。",
            ["各级各有关部门"],
        ),
        # what must not change
        ("7月16日,云溪县召开防汛调度会,要求全县上下统一思想,提高认识。", []),
        ("7月16日,云溪县召开防汛调度会,通报各镇按要求值班情况,表扬了先进。", []),
    ],
)
def test_what_a_meeting_that_is_told_of_asked_of_bodies_is_still_to_be_done(said: str, lead: list[str]) -> None:
    found = read(f"云溪县召开防汛调度会\n来源:云溪日报 2024-07-17\n{said}")
    assert [name for task in found.tasks for name in task.lead] == lead


def test_a_mark_of_a_question_that_ate_a_quotation_is_told_as_a_doubt() -> None:
    found = _told("会议要求,各村要压实责任,确?！叭r”工作不掉队,8月底前完成清淤。")
    assert [one.text for one in found.warnings] == ["?！叭r"]
    assert _told("会议要求,各村怎么办?！各村要在8月底前完成清淤。").warnings == ()
