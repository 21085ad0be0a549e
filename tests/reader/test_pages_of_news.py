"""News and speeches as real pages hold them: what a site, a forum or a taken-out table leaves around them, who met and who spoke.

Shapes were learnt from stored public pages; every sentence here is invented.
"""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Meeting, Person
from tests.reader.cast import read

TITLE = "云溪县召开双拥工作推进会"
BODY = "3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。\n会议强调，县教育局要在4月底前落实军人子女入学政策。"
CLEAN = f"{TITLE}\n{BODY}"


@pytest.mark.parametrize(
    ("head", "published", "origin"),
    [
        ("立即下载\n@\n2024-03-06 16:20:32 字号:", "2024-03-06", None),
        ("//yunxi.example.cn  2024-03-06 07:39:54\n@", "2024-03-06", None),
        ("https://yunxi.example.cn/ 2024年03月06日 08:24:22 星期三\n@", "2024-03-06", None),
        ("@\n06.03.2024  10:30", "2024-03-06", None),
        ("@\n2024-03-06 15:12\n贵州", "2024-03-06", None),
        ("打开适老化模式 无障碍浏览 x\n@", None, None),
        (
            "热搜:社保 医保 就业\n7首页 > 新闻中心 > 本县要闻\n@\n来源：云溪融媒  发布日期：2024-03-06 17:06:33",
            "2024-03-06",
            "云溪融媒",
        ),
        ("QQ登录  找回密码  注册\n云溪便民\n云溪论坛\n查看: 62|回复: 0\n@\n[复制链接]", None, None),
        (
            "索引号 2024001/20240306-00001 发布机构 云溪县退役军人事务局\n公开目录 双拥工作 发布日期 2024-03-06 15:27:26\n文号 浏览量\n主题词\n@",
            "2024-03-06",
            "云溪县退役军人事务局",
        ),
        (
            "索引号：2024-0306 公开目录：业务 发布机构：云溪县退役军人事务局\n发布日期：2024年03月06日 文 号：\n@",
            "2024-03-06",
            "云溪县退役军人事务局",
        ),
        ("分享按钮\n@", None, None),
        ("河口社区 首页\n@", None, None),
        (
            "时政要闻 云溪新闻网\n0556-5512345\n举报电话: 0556-5512346\n我要投稿\n云溪县传媒中心 主办\n您当前的位置: 云溪新闻网 > 时政要闻\n微信扫一扫分享\n@\n2024-03-06 23:22",
            "2024-03-06",
            None,
        ),
    ],
)
def test_what_a_site_prints_above_goes_and_its_facts_stay(head: str, published: str | None, origin: str | None) -> None:
    found = read(f"{head.replace('@', TITLE)}\n{BODY}")
    assert (found.text, found.title, found.published, found.origin) == (CLEAN, TITLE, published, origin)


@pytest.mark.parametrize(
    "below",
    [
        "点击查看全文\n回首页\n返 回\n回顶部",
        "上一篇\n乘势而上谋发展 凝心聚力开新局\n下一篇\n刘志强走访慰问驻县部队\n评论已经被关闭。\n插入图片\n返回顶部",
        "微信扫一扫在手机阅读、分享本文\n本文标题：推进会\n链接地址:http://yunxi.example/2.html\n版权声明\n作者原创,不允许二次传播,一经发现追究责任。\n微信订阅号\n联系客服",
        "相关新闻\n|\n|",
        "查看全文",
    ],
)
def test_what_a_site_prints_below_goes(below: str) -> None:
    assert read(f"{CLEAN}\n{below}").text == CLEAN


def test_a_bar_that_runs_into_the_first_paragraph() -> None:
    found = read(f"{TITLE}\n2024-03-06 04:11 来源: 云溪县人民政府网5日，云溪县召开双拥工作推进会。县长刘志强主持会议。")
    assert found.text == f"{TITLE}\n5日，云溪县召开双拥工作推进会。县长刘志强主持会议。"
    assert (found.published, found.origin) == ("2024-03-06", "云溪县人民政府网")


def test_marks_that_stand_for_lost_spaces_go() -> None:
    found = read(f"?\n{TITLE}\n????" + BODY.replace("\n", "\n????"))
    assert found.text == CLEAN
    assert "mojibake" in {repair.kind for repair in found.repairs}
    assert read("双拥工作问答\n问：光荣牌由谁发放??各镇服务站要在4月底前公布。").text.endswith(
        "发放??各镇服务站要在4月底前公布。"
    )


def test_the_bars_of_a_table_taken_out_go() -> None:
    found = read(f"![]() |\n|\n||\n{TITLE} |\n| |\n{BODY} |\n|\n||")
    assert (found.text, found.title) == (CLEAN, TITLE)
    assert {repair.kind for repair in found.repairs} == {"boilerplate", "image_name"}


def test_a_table_between_bars_is_one() -> None:
    rows = "| 序号 | 工作任务 | 责任单位 | 完成时限 |\n|---|---|---|---|\n| 1 | 修缮烈士墓12座 | 县民政局 | 2024年4月底前 |\n| 2 | 补发光荣牌 | 县双拥办 | 2024年5月底前 |"
    found = read(f"云溪县双拥工作任务分解表\n{rows}")
    assert found.text.split("\n")[1] == "序号\t工作任务\t责任单位\t完成时限"
    assert [(task.task, task.lead, task.deadline and task.deadline.date) for task in found.tasks] == [
        ("修缮烈士墓12座", ("县民政局",), "2024-04-30"),
        ("补发光荣牌", ("县双拥办",), "2024-05-31"),
    ]


@pytest.mark.parametrize(
    "paper",
    [
        "云溪县双拥工作台账\n清单按甲|乙两类填写，各镇要在4月底前报送。",
        "关于保密工作的通知\n各镇：\n各镇不得转发涉密材料，严禁复制。\n云溪县双拥办\n2024年3月5日",
        "名称 规格 数量说明\n各镇要在4月底前领取光荣牌。",
    ],
)
def test_what_an_author_wrote_stays(paper: str) -> None:
    assert read(paper).text == paper


# ---------------------------------------------------------------- meetings


def _met(body: str) -> Meeting:
    found = read(f"{TITLE}\n2024-03-06 09:00\n{body}").meeting
    assert found is not None
    return found


def _names(persons: tuple[Person, ...]) -> dict[str, tuple[str, ...]]:
    return {person.name: person.posts for person in persons}


def test_a_meeting_that_only_the_headline_names() -> None:
    found = read(
        "同心谱写新篇，云溪县召开双拥工作推进大会\n县委书记高云，县长刘志强，副县长丁一出席会议。\n会上，丁一宣读了表彰决定。高云、丁一分别讲话,刘志强主持。"
    ).meeting
    assert found is not None
    assert (found.name, found.date) == ("双拥工作推进大会", None)
    assert _names(found.speakers) == {"高云": ("县委书记",), "丁一": ("副县长",)}
    assert _names(found.chair) == {"刘志强": ("县长",)}


@pytest.mark.parametrize(
    ("title", "body", "name"),
    [
        ("拥军再部署", "3月5日，云溪县双拥工作领导小组召开会议，传达上级精神。", "云溪县双拥工作领导小组会议"),
        (TITLE, "3月5日，云溪县双拥工作领导小组召开会议，传达上级精神。", "双拥工作推进会"),
        (
            "刘志强走访慰问老兵",
            "3月5日，县长刘志强走访慰问老兵并召开座谈会。\n刘志强走访了部分老兵。\n座谈会上，老兵代表作了发言。",
            "座谈会",
        ),
        ("云溪县征兵工作", "云溪县征兵工作会议于3月5日在县人武部召开。", "云溪县征兵工作会议"),
        (
            "云溪县召开全民国防教育工作部署会",
            "县委副书记高云主持会议并讲话。\n今年将开展以下工作：召开全县拥军表彰大会；举办知识竞赛。",
            "全民国防教育工作部署会",
        ),
        ("本县要闻 | 全县双拥工作会议召开", "县长刘志强出席会议并讲话。", "全县双拥工作会议"),
    ],
)
def test_how_a_meeting_is_named(title: str, body: str, name: str) -> None:
    found = read(f"{title}\n2024-03-06 09:00\n{body}").meeting
    assert found is not None
    assert found.name == name


def test_a_list_of_groups_parted_by_semicolons() -> None:
    found = _met(
        "3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。"
        "县委副书记高云，县委常委、县人武部部长丁一等县四家班子领导；各乡镇党委书记、武装部长；县人武部全体干部职工参加会议。"
    )
    assert _names(found.attendees) == {"高云": ("县委副书记",), "丁一": ("县委常委", "县人武部部长")}


def test_a_headline_alone_makes_no_meeting() -> None:
    assert read("云溪县召开双拥工作推进会的背后\n3月5日，记者走进清河村，看老兵种茶。").meeting is None


def test_the_day_a_report_was_sent_is_not_the_meetings() -> None:
    body = "云溪新闻网3月6日讯（记者 丁一）3月4日，我县双拥工作推进会召开。县长刘志强主持会议。"
    assert _met(body).date == "2024-03-04"
    assert _met("云溪新闻网3月6日讯 我县双拥工作推进会召开，县长刘志强主持会议。").date == "2024-03-06"


def test_a_post_behind_the_name() -> None:
    body = "3月5日，云溪县召开双拥工作推进会，县委书记高云，县长刘志强，副县长丁一参加会议。会议由刘志强县长主持。高云书记在会上作了重要讲话。"
    found = _met(body)
    assert _names(found.chair) == {"刘志强": ("县长",)}
    assert _names(found.speakers) == {"高云": ("县委书记",)}


def test_who_chaired_is_told_without_the_meeting() -> None:
    found = _met("3月5日，河口街道召开光荣牌悬挂工作部署会，会议由街办主任丁一主持，各社区主任参加。")
    assert _names(found.chair) == {"丁一": ("街办主任",)}


@pytest.mark.parametrize(
    "said",
    [
        "会上，副县长丁一部署了迎检工作。",
        "会上，副县长丁一就新的创建标准进行了解读。",
        "副县长丁一解读了《云溪县创建方案》。",
        "副县长丁一讲评部署双拥工作。",
        "副县长丁一在会上总结了近四年的工作。",
        "副县长丁一回顾总结了近四年双拥工作的做法。",
        "会议听取了丁一副县长和高云书记关于近期工作的汇报。副县长丁一，县委书记高云参加会议。",
        "副县长丁一等领导在会上作了发言。",
        "副县长丁一参会并作了述职报告。",
        "副县长丁一在会上要求：一是要统一思想；二是要加强领导。",
        "副县长丁一在分析了形势后强调：要提高认识。",
        "县信访局局长高云、副县长丁一分别就有关工作进行安排部署。",
    ],
)
def test_who_spoke(said: str) -> None:
    found = _met(f"3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。{said}")
    assert _names(found.speakers)["丁一"] == ("副县长",)


def test_who_is_named_with_others_spoke_each() -> None:
    body = "3月5日，云溪县召开双拥工作推进会。县委副书记高云，副县长丁一和云溪军分区副司令李连成出席会议并讲话。"
    found = _met(body)
    expected = {"高云": ("县委副书记",), "丁一": ("副县长",), "李连成": ("云溪军分区副司令",)}
    assert _names(found.speakers) == expected
    assert not found.attendees


# ---------------------------------------------------------------- kinds, titles, sources


def test_a_headline_that_tells_who_reported_is_news() -> None:
    text = "清河 丁一院长作双拥述职报告\n为密切军民关系，2月10日下午，清河区委办召开了春节军政座谈会。清河法院院长丁一参会并作了述职报告。\n来源：清河区人民法院"
    found = read(text)
    assert (found.kind, found.origin, found.meeting and found.meeting.name) == (
        "news",
        "清河区人民法院",
        "春节军政座谈会",
    )


def test_a_report_is_still_one() -> None:
    found = read(
        "云溪县2023年双拥工作报告\n3月5日召开的会议强调了双拥工作。去年以来，全县走访320户。\n云溪县双拥办\n2024年3月5日"
    )
    assert found.kind == "summary"


def test_a_speech_without_a_title() -> None:
    text = "同志们：\n今天，我们在这里召开全县双拥工作领导小组全体会议，主要任务是部署工作。下面，我讲几点意见。\n一、抓好落实\n县教育局要在4月底前落实入学政策。"
    found = read(text)
    assert (found.kind, found.title) == ("speech", None)
    assert found.meeting is not None and found.meeting.name == "全县双拥工作领导小组全体会议"


def test_a_model_speech_is_a_speech() -> None:
    found = read(
        "双拥工作座谈会讲话范文(1519字)\n就贯彻会议精神我再讲几点意见：\n一、营造氛围\n各镇要组织干部参观纪念馆。"
    )
    assert (found.kind, found.meeting and found.meeting.name) == ("speech", "双拥工作座谈会")


def test_slogans_above_what_it_is() -> None:
    text = "军民同心 再谱新篇\n努力开创全县双拥工作新局面\n——“八一”双拥工作电视讲话\n丁一景\n（二○○八年七月三十日）\n驻县各部队官兵：\n我代表县委向你们表示问候！"
    found = read(text)
    assert found.title == "军民同心 再谱新篇努力开创全县双拥工作新局面——“八一”双拥工作电视讲话"
    assert (found.kind, found.published, found.origin) == ("speech", "2008-07-30", None)


def test_a_source_behind_the_last_sentence() -> None:
    found = read(f"{BODY}（记者 丁一 通讯员 高云） 来源：云溪县融媒体中心")
    assert found.origin == "云溪县融媒体中心"


# ---------------------------------------------------------------- goals, outline


@pytest.mark.parametrize(
    ("said", "goals"),
    [
        ("各镇要积极配合，力争创建全国双拥模范县。", ("全国双拥模范县",)),
        ("全力争创第十二届全国双拥模范城。", ("全国双拥模范城",)),
        ("为争创全省“双拥”模范城“八连冠”打下基础。", ("全省“双拥”模范城“八连冠”",)),
        ("全力争创全国双拥模范城(县)『四连冠』。", ("全国双拥模范城(县)『四连冠』",)),
        ("已助力全市实现全国双拥模范城“六连冠”、全省双拥模范城“七连冠”。", ()),
        ("要紧扣“确保全国双拥模范城名副其实”的要求。", ()),
        ("争创全国双拥模范城(县)推进会召开，要奋力夺取全国双拥模范城“九连冠”。", ("全国双拥模范城“九连冠”",)),
    ],
)
def test_goals(said: str, goals: tuple[str, ...]) -> None:
    assert read(f"{TITLE}\n3月5日，云溪县召开双拥工作推进会。\n会议强调，{said}").goals == goals


def test_items_behind_their_lead_in() -> None:
    found = read(
        f"{TITLE}\n副县长丁一强调：在今年工作中一是要吃透政策；二是要县教育局4月底前办好入学；三是要压实责任。"
    )
    assert [item.number for item in found.outline] == ["一是", "二是", "三是"]
    assert read(f"{TITLE}\n在云溪县中一是好学校。").outline == ()


@pytest.mark.parametrize(
    "said",
    [
        "做好退役军人工作是时代所需、现实所需、事业所需。",
        "法院同时表示，军有所需，法有所应。",
        "双拥工作是优良传统，对于国家长治久安、社会和谐稳定都具有极其重要的意义。",
        "党的十八大以来，党中央亲自谋划、亲自推动组建退役军人管理保障机构，推动工作取得成就。",
        "必须从提高政治站位、强化责任担当、宣传形式多样等五方面着手。",
        "要压紧压实部门“一把手”的责任，要不断浓厚大家“一起创”的氛围。",
        "要统一思想、明确任务、狠抓落实，自觉从战略和全局的高度深刻把握双拥工作的重大意义。",
        "要坚决扛牢职责使命。",
        "要加强领导，协调配合；要落实责任，明确任务；要认清形势，统一思想认识。",
    ],
)
def test_what_asks_for_nothing_that_could_be_checked(said: str) -> None:
    assert read(f"{TITLE}\n3月5日，云溪县召开双拥工作推进会。\n会议强调，{said}").tasks == ()
