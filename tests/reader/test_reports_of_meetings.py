"""News of meetings and visits as county media print them: which meeting, who was there, what was demanded."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_bytes
from tests.reader.cast import read

BAR = "来源：云溪日报 2024-07-17"
MET = "7月16日，云溪县召开双拥工作会议。"


def _told(text: str, *, title: str = "云溪县召开双拥工作会议") -> Document:
    return read(f"{title}\n{BAR}\n{MET}\n{text}")


def _verdict(found: Document, words: str) -> str:
    return next(one.verdict for one in found.sentences if words in found.text[one.start : one.end])


# ---------------------------------------------------------------- the page around it


def test_a_day_in_a_list_of_a_pages_own_facts_is_the_papers() -> None:
    found = read(
        "市双拥办召开工作调度会\n- 2025-05-27 10:04\n- 来源: 云溪市双拥办\n- 【 下载 】\n-\n- 分享到\n5月23日，市双拥办召开工作调度会。"
    )
    assert (found.published, found.origin) == ("2025-05-27", "云溪市双拥办")
    assert found.meeting is not None
    assert found.meeting.date == "2025-05-23"


def test_the_day_of_another_page_below_is_not() -> None:
    found = read("云溪县送喜报\n县双拥办7月16日送喜报3份。\n相关新闻：\n- 2011-04-18 01:27:09\n- 2011-04-19 01:27:09")
    assert found.published is None


@pytest.mark.parametrize("foot", ["来源:云溪日报(记者 周敏)", "来源：云溪日报（记者 周敏）"])
def test_a_bracket_behind_a_source_is_no_part_of_it(foot: str) -> None:
    assert read(f"7月16日，云溪县召开双拥工作会议。\n县长刘志强出席会议。\n{foot}").origin == "云溪日报"


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("本网讯(林志鑫 潘妍)", "本网讯(林志鑫 潘妍)"),
        ("云溪网讯(康 琳 黄垂贤)", "云溪网讯(康琳 黄垂贤)"),
        ("本报讯(记者 张领山 于 水 张 帅)", "本报讯(记者 张领山 于水 张帅)"),
        ("云溪网讯（何云 江亚）", "云溪网讯（何云 江亚）"),
        ("云溪网7月16日讯(通讯员何云飞 魏文美 周意生)", "云溪网7月16日讯(通讯员何云飞 魏文美 周意生)"),
    ],
)
def test_spaces_between_the_names_of_reporters_stay(printed: str, kept: str) -> None:
    assert read(f"{printed}7月16日，云溪县召开双拥工作会议。县长刘志强出席会议。").text.startswith(kept)


def test_what_a_page_says_of_its_rights_is_no_list_of_tasks() -> None:
    tail = "1、本网站所登载之内容，不论原创或转载，皆以传播信息为主。如因作品版权问题请在30日内联系。\n2、本网原创之作品，转载请注明出处。"
    found = _told(f"会议要求，各镇要在8月底前补齐台账。\n{tail}")
    assert "本网" not in found.text
    assert [task.lead for task in found.tasks] == [("各镇",)]


# ---------------------------------------------------------------- which meeting


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("12月23日，区委常委会召开议军会议，听取汇报。", "区委常委会议军会议"),
        ("12月23日，区委常委会召开会议，听取汇报。", "区委常委会会议"),
        ("12月23日，县人大常委会召开第九次主任会议，听取汇报。", "第九次主任会议"),
        ("7月16日，我村召开了“隐患整治动员大会”。", "隐患整治动员大会"),
        ("7月16日，宝城社区组织召开了消防安全布置会，参加会议的有网格长。", "消防安全布置会"),
        (
            "7月13日，全省安置工作会议在省城召开，我市设分会场收看收听。随后，我市召开云溪市安置工作会议，部署下步工作。",
            "云溪市安置工作会议",
        ),
        (
            "7月13日，云溪县双拥工作领导小组召开会议?h委书记、组长刘志强讲话，会议通过了方案。",
            "云溪县双拥工作领导小组会议",
        ),
    ],
)
def test_the_meeting_reported_is_named(told: str, name: str) -> None:
    found = read(f"{told}\n会议要求，各镇要在8月底前补齐台账。")
    assert found.meeting is not None
    assert found.meeting.name == name


def test_a_meeting_by_which_something_is_done_is_not_the_one_reported() -> None:
    found = read(
        "7月27日，县长刘志强走访慰问退役军人。\n刘志强要求，各单位要以召开退役军人座谈会、上门走访等形式，对退役军人进行走访慰问。"
    )
    assert found.meeting is None


def test_posts_behind_a_name_and_words_between_them_and_the_verb() -> None:
    found = read(
        "1月10日，云溪消防大队召开工作例会。会议由邱松副大队长主持。镇党委副书记陈坚首先通报了上级会议精神。会中，镇党委委员张福来表示"
        "创建工作要变成群众看得着的实物。"
    )
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.chair] == [("邱松", ("副大队长",))]
    assert [one.name for one in found.meeting.speakers] == ["陈坚", "张福来"]


# ---------------------------------------------------------------- what each sentence is


@pytest.mark.parametrize(
    ("words", "verdict"),
    [
        ("7月17日，云溪县召开调度会，县领导王征、董智出席会议。", "background"),
        ("县领导王征、董智出席会议。", "furniture"),
        ("县领导王征、县直有关部门负责人参加慰问。", "furniture"),
        ("县委书记王征走访慰问驻县部队官兵，并致以诚挚的问候和新春的祝福。", "background"),
        ("王征代表县委、县政府向官兵致以节日的问候，希望官兵继续发扬优良作风，再立新功。", "exhortation"),
        ("（见习记者 徐虹）", "furniture"),
        ("（许朝宏 刘小平）", "furniture"),
        ("（白石镇 何平）", "furniture"),
        ("（云溪融媒记者 何平 通讯员 江亚）", "furniture"),
        ("副县长王征、各镇负责人出席授牌仪式。", "furniture"),
    ],
)
def test_who_came_who_wrote_and_who_was_greeted(words: str, verdict: str) -> None:
    assert _verdict(_told(f"会上通报了情况。{words}"), words) == verdict


# ---------------------------------------------------------------- what was demanded


@pytest.mark.parametrize(
    "leads_in",
    ["赵书记对春节消防工作进行了安排部署：", "会上，李建华对各部门做以下要求：", "最后，邱松对近期工作作了部署："],
)
def test_what_somebody_laid_down_is_still_to_be_done(leads_in: str) -> None:
    found = _told(
        f"{leads_in}一是社区要开展一次隐患排查。二是对小区进行检查，对到期的灭火器进行更换。三是要求做好春节期间值班工作。"
    )
    assert [task.task for task in found.tasks] == ["开展一次隐患排查", "对小区进行检查", "做好春节期间值班工作"]


def test_what_was_done_about_it_stays_told() -> None:
    found = _told("该镇对隐患进行了整改：一是开展了排查。二是更换了灭火器。")
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("words", "measures"),
    [
        (
            "各镇要通过讲述红色故事、开展宣传讲座等形式，深入宣传国防教育。",
            ("通过讲述红色故事、开展宣传讲座等形式，深入宣传国防教育",),
        ),
        (
            "各镇要围绕提升居民安全意识，组织开展消防检查。",
            ("围绕提升居民安全意识，组织开展消防检查",),
        ),
        ("各镇要围绕热点问题列出清单，上报县双拥办。", ("围绕热点问题列出清单", "上报县双拥办")),
        ("各镇要站在讲政治，讲大局的高度，补齐台账。", ("补齐台账",)),
        ("各镇要加强巡查监测，发现险情和异常情况，立即转移群众。", ("加强巡查监测", "立即转移群众")),
        ("县长刘志强在会商中强调，各镇要补齐台账。", ("补齐台账",)),
    ],
)
def test_frames_join_what_they_govern_and_who_spoke_is_no_measure(words: str, measures: tuple[str, ...]) -> None:
    assert [task.measures for task in _told(words).tasks] == [measures]


def test_what_a_work_begins_with_is_no_term() -> None:
    found = _told("会议要求，各镇要落实包保责任制，从汛前检查、除险加固到汛期调度一包到底。县水利局要在汛前完成检修。")
    assert [task.deadline and task.deadline.text for task in found.tasks] == ["汛前"]
    only = _told("会议要求，各镇要落实包保责任制，从汛前检查、除险加固到汛期调度一包到底。")
    assert [task.deadline for task in only.tasks] == [None]


def test_departments_and_units_that_are_concerned_lead() -> None:
    found = _told("会议要求，相关部门、单位要在8月底前组织宣讲6场。会议还希望军地双方要在9月底前开展一次联谊。")
    assert found.tasks[0].lead == ("相关部门、单位", "军地双方")


def test_what_is_asked_behind_what_was_told_opens_a_list_too() -> None:
    found = _told(
        "会上，镇长龚波首先对督查情况进行了通报，要求以问题为导向，抓好问题整改。一是全面治理农村垃圾，组织集中整治。二是拆除乱搭乱建。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",)]
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.speakers] == [("龚波", ("镇长",))]


def test_calls_around_what_could_be_counted_do_not_hide_it() -> None:
    calls = "会议要求，各镇要进一步提高思想认识，切实把创建活动摆到重要位置来抓，强化责任担当，齐头并进，凝聚合力，不断夯实工作基础。"
    plan = "要高标准制定本镇创建实施计划，细化工作措施。要加强典型培育，各镇要重点抓2个以上示范点，以点带面，推进创建工作。"
    assert [task.lead for task in _told(calls + plan).tasks] == [("各镇",)]
    assert _told(calls).tasks == ()


def test_a_paper_that_something_goes_by_joins_it() -> None:
    words = "各镇要对照县双拥办即将下发的任务分解方案，逐项研究落实，补齐台账。各村要按照就近就便的原则拟定方案。"
    assert _told(words).tasks[0].measures == (
        "对照县双拥办即将下发的任务分解方案，逐项研究落实",
        "补齐台账",
        "按照就近就便的原则拟定方案",
    )


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        ("我县荣膺“全国双拥模范城”五连冠。", ()),
        ("各镇要通过入户走访等方式全覆盖式开展宣传。", ()),
        ("各镇要确保年底前实现退役军人服务站全覆盖。", ("退役军人服务站全覆盖",)),
        ("各镇要全力争创“全国双拥模范城”五连冠。", ("“全国双拥模范城”五连冠",)),
    ],
)
def test_goals_are_what_is_still_to_be_reached(words: str, goals: tuple[str, ...]) -> None:
    assert _told(words).goals == goals


def test_a_talk_held_afterwards_is_named_without_what_leads_to_it() -> None:
    found = read(
        "我县迎回奖牌\n来源：云溪晚报 2024-07-17\n本报讯 昨天，副县长朱智载誉归来。在随后举行的座谈会上，王军要求各镇要在8月底前补齐台账。"
    )
    assert found.meeting is not None
    assert (found.meeting.name, found.meeting.date) == ("座谈会", None)


def test_what_came_before_the_demand_is_no_measure() -> None:
    found = read(
        "2月24日，省督导组到云溪县军供站调研。\n督导组听取了工作汇报，给予了充分肯定，要求县军供站要进一步加强正规化建设，完善应急预案。"
    )
    assert [(task.lead, task.measures) for task in found.tasks] == [
        (("县军供站",), ("进一步加强正规化建设", "完善应急预案"))
    ]


@pytest.mark.parametrize(
    ("words", "lead", "support"),
    [
        ("会议要求，市政务公开办要在8月底前完成调度考核。", ("市政务公开办",), ()),
        ("会议要求，县国动委要充分发挥联合办公室作用，健全本级对接机制，建立会商制度。", ("县国动委",), ()),
        ("会议要求，各镇要联合县人武部开展一次排查。", ("各镇",), ("县人武部",)),
    ],
)
def test_whose_name_holds_such_a_word(words: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    assert [(task.lead, task.support) for task in _told(words).tasks] == [(lead, support)]


def test_being_first_in_the_province_is_no_term() -> None:
    found = _told("会议要求，各镇要在8个村开展试点，推动双拥工作在全省走在前、作表率。")
    assert [task.deadline for task in found.tasks] == [None]


@pytest.mark.parametrize("over", ["（资料图）", "走访现场", "邮政编码:150300"])
def test_a_caption_or_an_address_over_a_report_is_no_title(over: str) -> None:
    found = read(f"{over}\n7月16日，云溪县召开双拥工作会议。此次会议由县长刘志强主持。会议要求，各镇要补齐台账。")
    assert found.title is None
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.chair] == [("刘志强", ("县长",))]


def test_who_carried_out_what_a_report_tells_of_is_told_nothing() -> None:
    told = "此次行动由县退役军人局牵头，联合各镇共同实施，旨在掌握现状，明确管护责任。"
    assert _told(told).tasks == ()
    ordered = "会议要求，此项行动要在8月底前完成，由县退役军人局牵头。"
    assert [task.lead for task in _told(ordered).tasks] == [("县退役军人局",)]


def test_others_beside_those_who_are_named_as_there() -> None:
    found = _told("郑传记、崔向峰等在家的县委常委，县政协主席秦君以及区领导马文、李志全等参加会议。")
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.attendees] == [
        ("郑传记", ()),
        ("崔向峰", ()),
        ("秦君", ("县政协主席",)),
        ("马文", ("区领导",)),
        ("李志全", ("区领导",)),
    ]


def test_a_principle_is_what_the_next_clause_goes_by() -> None:
    found = _told(
        "近日，县双拥办印发《管护工作通知》，要求各地按照“应迁尽迁、集中管护”的原则，重点对零散烈士墓进行集中整修。"
    )
    assert [task.task for task in found.tasks] == ["按照“应迁尽迁、集中管护”的原则，重点对零散烈士墓进行集中整修"]


def test_what_will_come_or_is_before_a_demand_is_no_measure() -> None:
    found = _told("刘兴东强调，从三季度开始，省里将对创建工作进行集中考评，各镇要补齐台账。")
    assert [task.measures for task in found.tasks] == [("补齐台账",)]


def test_calls_alone_make_no_task() -> None:
    found = _told(
        "县长刘志强强调，一要提高政治站位；二要强化忧患意识、责任意识；三要加强领导，强化保障，确保创建工作有序开展。"
    )
    assert found.tasks == ()


def test_what_a_conversion_lost_is_told_and_gives_no_term() -> None:
    found = read_bytes("云溪县讯：7月16日，云溪县召开会议。会议要求，各镇要在?0日内补齐台账。".encode(), "a.txt")
    assert all(task.deadline is None or task.deadline.date is None for task in found.tasks)
    assert [doubt.text for doubt in found.warnings] == ["?0日内"]
