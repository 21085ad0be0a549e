"""Plans and notices that give several bodies their duties, as public pages print them: whose, by when, of which year."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, read

SIGNED = "云溪县双拥办\n2024年4月2日"
NEWS = "云溪县召开双拥工作会议\n来源：云溪日报 时间：2024-03-26\n"


@pytest.mark.parametrize("year", ["20xx年", "20XX年", "20__年", "20**年", "202x年", "某年"])
def test_a_year_that_was_taken_out_is_not_that_of_the_page(year: str) -> None:
    found = read(
        f"{NEWS}{year}3月15日上午，县长高远主持召开一季度双拥工作会议。会议要求，各镇要在{year}5月30日前建立台账。"
    )
    assert found.meeting is not None
    assert found.meeting.date is None
    assert [task.deadline and task.deadline.date for task in found.tasks] == [None]


def test_a_paper_whose_years_were_all_taken_out_has_no_days_beside_them_either() -> None:
    page = "春节走访方案\n2024-01-26 09:39:40\n为做好20xx年春节走访，制定本方案。\n一、各社区要于2月5日前上报名单。"
    assert [task.deadline and task.deadline.date for task in read(page).tasks] == [None]
    assert [task.deadline and task.deadline.date for task in notice("一、各镇要于4月5日前上报20xx年样表。").tasks] == [
        "2024-04-05"
    ]


def test_days_of_a_plan_of_last_year_are_not_of_the_page_that_shows_it() -> None:
    page = (
        "发布时间：2020-10-09 来源：云溪文库\n为做好走访，结合本镇实际，特制定本方案。\n"
        "一、宣传阶段（2019年7月18日至2019年7月25日）。各村要悬挂标语。\n二、落实阶段。7月28日至8月1日，各村要走访军属。"
    )
    found = read(page)
    assert found.kind == "plan"
    assert [task.deadline and task.deadline.date for task in found.tasks] == ["2019-07-25", None]


@pytest.mark.parametrize(
    "day",
    [
        "二、活动时间\n2024年4月4日\n三、活动地点\n烈士陵园",
        "二、活动安排\n（一）公祭\n时间：2024年4月4日\n地点：烈士陵园",
    ],
)
def test_when_something_takes_place_is_not_when_the_paper_was_issued(day: str) -> None:
    found = read(
        f"各学校：\n县文明办决定开展祭扫活动，特通知如下：\n一、主题\n缅怀\n{day}\n四、要求\n1.各学校要组织学生参加。\n"
        "云溪县文明办\n2024年3月31日\n编辑：田禾"
    )
    assert (found.kind, found.origin, str(found.published)) == ("notice", "云溪县文明办", "2024-03-31")
    assert [task.lead for task in found.tasks] == [("各学校",)]


@pytest.mark.parametrize(
    ("said", "lead"),
    [
        ("户籍所在镇（街道）为新增退役军人家庭悬挂光荣牌。", ("户籍所在镇（街道）",)),
        ("各社区、村要在2024年4月25日前完成对象评议。", ("各社区、村",)),
        ("所有参加人员要保持安静，听从活动主办方安排，配合完成流程。", ("所有参加人员",)),
        ("会后强调：在镇统一部署下，各村、各部门要继续开展走访。", ("各村", "各部门")),
        (
            "文明办负责组织协调，古城旅游开发有限责任公司负责提供场地；电视台、新闻网负责宣传报道。",
            ("文明办", "古城旅游开发有限责任公司", "电视台", "新闻网"),
        ),
    ],
)
def test_who_is_told(said: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in notice(f"一、{said}").tasks] == [lead]


def test_pupils_at_a_school_are_no_school_and_a_school_at_its_gate_is_one() -> None:
    pupils = notice("一、普通高等学校在校生、应届毕业生予以登记，未登记的应进行补登。")
    assert [task.lead for task in pupils.tasks] == [()]
    assert [task.lead for task in notice("一、各学校在校门口设立宣传点。").tasks] == [("各学校",)]


def test_whoever_is_at_home_of_a_body_is_not_the_body() -> None:
    found = notice(
        "一、参加人员\n县各套班子在家领导、驻军官兵及学生代表组织100人方队按标识牌站位。\n二、各镇要组织参加。"
    )
    assert [task.lead for task in found.tasks] == [("各镇",)]


def test_what_still_has_to_become_better_is_found_and_not_asked_for() -> None:
    found = read(
        "云溪镇安全生产工作会议纪要\n会议指出，安监、交通部门对企业的指导还要进一步加强，与要求还有差距。\n"
        "会议强调，各部门、各单位要强化车辆管理。"
    )
    assert [(task.task, task.lead) for task in found.tasks] == [("强化车辆管理", ("各部门", "各单位"))]


def test_duties_below_the_names_of_bodies() -> None:
    found = read(
        "2024年烈士纪念日公祭活动方案精选5篇\n一、活动时间\n2024 年 9 月 30 日上午 9:00.\n二、职责分工\n"
        "1、县委办：以两办名义下发通知；通知参加的领导，并安排好车辆。\n"
        "2、政府办：负责公祭仪式的统筹协调；起草主持词；仪式当天7:30负责安排中巴车。\n3、宣传部：负责新闻报道。"
    )
    assert found.kind == "plan"
    assert [(task.path, task.lead) for task in found.tasks] == [
        (("二", "1"), ("县委办",)),
        (("二", "2"), ("政府办",)),
        (("二", "3"), ("宣传部",)),
    ]
    assert [item.children for item in found.outline[:1]] == [()]  # 9:00. is an hour and no number


def test_the_one_thing_that_is_due_below_a_heading_of_time() -> None:
    found = notice("一、工作时间\n2024年5月31日前，完成全县挂牌工作。\n二、活动时间\n4月4日上午，烈士陵园。")
    assert [(task.task, task.deadline and task.deadline.date) for task in found.tasks] == [
        ("完成全县挂牌工作", "2024-05-31")
    ]


def test_who_organises_and_when_and_where_are_told() -> None:
    found = notice(
        "一、活动组织\n主办单位：云溪县文明办\n二、活动安排\n1.祭奠先烈\n时间：2024年4月4日上午10:30\n地点：烈士陵园\n"
        "三、各镇要组织参加。"
    )
    assert [task.path for task in found.tasks] == [("三",)]


@pytest.mark.parametrize("headline", ["“三维度”确保烈士纪念日有序推进", "“四个坚持”推动双拥工作走深走实"])
@pytest.mark.parametrize("numbers", [("（1）", "（2）"), ("一是", "二是")])
def test_measures_taken_below_a_headline_that_counts_them_are_told(headline: str, numbers: tuple[str, str]) -> None:
    found = read(
        f"云溪区{headline}\n发布时间：2022-09-30\n来源：云溪区退役军人事务局\n"
        f"{numbers[0]}站高度。召开专题会议，制定方案。\n{numbers[1]}加力度。投入资金20余万元，对设施进行检查维修。"
    )
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("您的当前位置：首页正文", "国防教育工作计划"),
        ("云溪学习网工作范文策划方案内容页", "开展走访慰问活动方案"),
        ("云溪街道召开双拥工作推进会 —— 云溪党媒云| 首页", "云溪街道召开双拥工作推进会"),
        ("云溪街道召开双拥工作推进会_云溪网", "云溪街道召开双拥工作推进会"),
    ],
)
def test_what_a_page_prints_over_a_title_falls(above: str, title: str) -> None:
    found = read(f"{above}\n{title}\n为做好工作，现安排如下：\n一、各学校要建立台账。")
    assert found.title == title
    assert above not in found.text


def test_persons_as_a_source_are_no_source_and_a_paper_is_one() -> None:
    headline, said = "云溪街道召开双拥工作会议", "9月10日上午，云溪街道召开双拥工作会议。"
    assert read(f"{headline}\n来源: 张云 王洁 孙静 2021-09-15 09:10 责编: 余红\n{said}").origin is None
    assert read(f"{headline}\n来源: 云溪日报 王洁 2021-09-15 09:10 责编: 余红\n{said}").origin == "云溪日报"


def test_a_plan_among_samples_and_minutes_without_a_title_are_what_they_say() -> None:
    assert read("学校国防教育工作计划范文（2）\n一、各学校要成立领导小组。").kind == "plan"
    told = "5月28日，镇长高远召集企业负责人进行集体约谈。现具体纪要如下：\n会议强调，各企业要签订责任书。"
    assert read(told).kind == "minutes"


def test_what_every_paper_says_of_its_tasks_is_none() -> None:
    found = read(f"{NEWS}会议要求，要密切军地协作，全力抓好双拥工作重点任务落实落细。各镇要建立台账。\n{SIGNED}")
    assert [task.lead for task in found.tasks] == [("各镇",)]


@pytest.mark.parametrize(
    ("said", "lead", "words"),
    [
        (
            "陈岩作讲话，他充分肯定了县民政局的成绩，指出了问题和不足，并要求县民政局针对存在问题，要高度重视，认真制定整改方案，按期完成整改任务。",
            ("县民政局",),
            "认真制定整改方案",
        ),
        ("此次会议要求各村加强征兵宣传，逐户上门走访。", ("各村",), "加强征兵宣传"),
        ("本次会议要求各村发放征兵宣传册1000多份。", ("各村",), "发放征兵宣传册1000多份"),
        (
            "检查发现个别墓碑字迹不清。该局要求各镇街退役军人服务站对零散烈士墓管护明确专人负责，建立巡查台账。",
            ("各镇街退役军人服务站",),
            "对零散烈士墓管护明确专人负责",
        ),
        (
            "督导组提出工作意见：一是重点要求各镇（街道）明确整改措施；二是要坚持高标准推进。",
            ("各镇（街道）",),
            "明确整改措施",
        ),
    ],
)
def test_who_is_asked_behind_what_was_found(said: str, lead: tuple[str, ...], words: str) -> None:
    assert [(task.lead, task.task) for task in read(NEWS + said).tasks[:1]] == [(lead, words)]


def test_whose_duty_a_rule_describes_and_who_only_comes_too_are_not_told() -> None:
    found = read(
        f"{NEWS}会议要求各村加强征兵宣传，按照综治专干具体负责的工作责任制，逐户上门走访，县武装部派人参加体检。"
    )
    assert [task.lead for task in found.tasks] == [("各村",)]


def test_a_day_that_is_made_something_sets_no_term() -> None:
    found = read(
        "在全镇征兵工作会议上的讲话\n同志们：\n一、抓好体检。我镇定于10月28日为上站体检日，各村必须保证上站人数。"
    )
    assert [(task.lead, task.deadline) for task in found.tasks] == [(("各村",), None)]


def test_what_a_meeting_has_been_called_for_and_what_a_work_is_are_no_tasks() -> None:
    found = read(
        "在全市双拥大会上的讲话\n同志们：\n今天的大会主要有两项内容：一是对双拥工作进行总结表彰；二是对创建工作进行动员部署。\n"
        "一、认识意义。做好双拥工作是巩固政权基础的重要保障。\n二、抓好落实。各县区要建立台账。"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [(("二",), ("各县区",))]


@pytest.mark.parametrize("behind", ["", " "])
def test_articles_are_rules_whatever_page_shows_them(behind: str) -> None:
    found = read(
        f"更新时间：2018-07-27 15:19作者：高老师\n第八条{behind}各部门应当扶持驻军发展生产。\n"
        f"第九条{behind}各学校应当开展智力拥军活动。\n第十条{behind}各客运站对军人优先售票。"
    )
    assert (found.kind, found.tasks) == ("rules", ())


@pytest.mark.parametrize(
    "told",
    [
        "8月17日，云溪县退役军人事务局抽调力量，对全县服务站进行督导。",
        "2021年9月9日市委第五巡察组向市退役军人事务局反馈巡察情况。",
        "通讯员王晓报道：省检查组亲临我县复审。",
    ],
)
def test_what_was_inspected_is_news(told: str) -> None:
    assert read(told).kind == "news"


def test_an_author_who_signs_is_no_source_and_words_of_a_page_are_no_title() -> None:
    news = read("云溪区检查烈士墓\n来源：沈军\n2024-03-21 12:11:20\n清明节前夕，云溪区对烈士墓进行检查。（沈军）")
    assert news.origin is None
    assert read("正文复制\n在全镇征兵工作会议上的讲话\n同志们：\n我讲两点意见。").kind == "speech"
    summary = read("首页总结年度工作总结\n双拥工作年度工作总结（30篇）\n现将一年来工作总结如下：\n一、强化领导。")
    assert summary.title == "双拥工作年度工作总结（30篇）"


@pytest.mark.parametrize(
    "said",
    [
        "积极推动征兵工作开展",
        "提高输送兵员质量",
        "防范风险和漏洞",
        "压实管党治党政治责任",
        "把验收与创建紧密结合",
        "提供更加规范、便捷的服务办事场所",
        "持续做好整改的“后半篇”文章",
        "确保问题改彻底、改到位",
    ],
)
def test_what_every_paper_hopes_for_directs_nobody(said: str) -> None:
    assert read(f"{NEWS}会议要求，要{said}。").tasks == ()


def test_what_is_to_be_mended_by_a_day_is_a_task() -> None:
    found = notice("一、各镇要在4月10日前把检查组反馈的问题全部整改到位。")
    assert [(task.lead, task.deadline and task.deadline.date) for task in found.tasks] == [(("各镇",), "2024-04-10")]
