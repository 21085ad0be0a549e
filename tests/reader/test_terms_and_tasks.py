"""Terms that stand in unusual places, days that set none, and sentences that tell, call or direct."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document
from tests.reader.cast import notice, read

N = None


def _terms(document: Document) -> list[tuple[str, str | None] | None]:
    return [(task.deadline.text, task.deadline.date) if task.deadline else None for task in document.tasks]


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("一、走访。各镇在年末岁初开展走访慰问。", ("年末岁初", N)),
        ("一、报送。各镇于每年6月底和12月底前报送工作信息。", ("每年6月底和12月底前", N)),
        ("一、值守。各镇每日8时、20时报送水情。", ("每日8时、20时", N)),
        ("一、升旗。“八一”建军节当天，各镇要组织升旗仪式。", ("“八一”建军节当天", N)),
        ("一、祭扫。烈士纪念日前后，县退役军人局要组织敬献花篮。", ("烈士纪念日前后", N)),
        ("一、竞赛。全民国防教育月期间，县教育局要组织一次知识竞赛。", ("全民国防教育月期间", N)),
        ("一、植树。栽好双拥林300株。植树节前后组织实施。", ("植树节前后", N)),
        ("一、培训。街道退役军人服务站每季度组织一次业务培训。", ("每季度", N)),
        ("一、反馈。请你局收函后10日内反馈办理结果。", ("你局收函后10日内", N)),
        ("一、办结。承办单位要限期一个月内办结超期信访件。", ("一个月内", "2024-04-05")),
    ],
)
def test_terms_in_unusual_words(body: str, term: tuple[str, str | None]) -> None:
    assert _terms(notice(body)) == [term]


@pytest.mark.parametrize(
    "body",
    [
        "一、巡堤。6月1日入汛，县水利局要把巡堤人员落实到段。",
        "一、巡堤。6月1日进入主汛期，县水利局要把巡堤人员落实到段。",
        "一、清理。县司法局要按照2021年1月1日施行的保障法逐项清理旧规定。",
        "一、清理。县司法局要结合2023年11月5日新修订的规定，逐项清理旧规定。",
        "一、统计。各镇要以2024年3月31日为截止日统计在乡老兵人数。",
        "一、摸底。各村要逐户核对适龄青年底数。",
        "一、来信。对群众反映的优待金问题，各镇要在两周之内逐件答复。",
    ],
)
def test_days_that_set_no_term(body: str) -> None:
    assert all(term is None or term[1] is None for term in _terms(notice(body)))
    assert len(notice(body).tasks) == 1


def test_a_term_behind_the_base_of_young_men_is_found() -> None:
    body = "一、征兵。各镇党委书记要亲自上手，逐村核对适龄青年底数，8月10日前完成体检组织工作。"
    assert _terms(notice(body)) == [("8月10日前", "2024-08-10")]


@pytest.mark.parametrize(
    "body",
    [
        "一、时间安排。全年实行一年两次征兵两次退役。上半年征兵2月中旬开始，3月底结束；下半年征兵8月15日开始，9月30日结束。",
        "一、严明纪律。党员干部要带头遵守廉洁征兵纪律。",
        "一、检验成色。要以群众满意检验工作成色。",
        "一、严明纪律。二要落实责任主体。",
        "一、用心用情。要把功夫下在平时，把工作做到群众心坎上。",
        "一、热爱国防。全县上下要更加自觉地关心国防、支持国防、建设国防。",
        "一、强化协作配合。双拥、征兵两部门要树立“一盘棋”思想，分工不分家，补台不拆台。",
        "请各单位高度重视，认真组织。",
        "一、注意事项。报名人员应如实填写个人信息。",
        "一、复核。省双拥办将于5月上旬对各市进行复核。",
        "一、检查。省考评组将于9月上旬来我县检查。",
    ],
)
def test_calls_calendars_and_what_those_above_will_do_are_no_tasks(body: str) -> None:
    assert notice(body).tasks == ()


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("一、复核。省双拥办将于5月上旬对各市进行复核，各镇要备齐台账。", ("各镇",)),
        ("一、参评。市国教办将在9月开展示范校评选，县教育局要推荐2所学校参评。", ("县教育局",)),
        ("一、抽查。县双拥办将于5月上旬组织抽查，各镇要备齐台账。", ("各镇", "县双拥办")),
    ],
)
def test_a_higher_body_leads_nothing_in_a_lower_ones_paper(body: str, lead: tuple[str, ...]) -> None:
    tasks = notice(body).tasks
    assert [task.lead for task in tasks] == [lead]
    assert (tasks[0].deadline is None) == (len(lead) == 1)


def test_a_provinces_own_check_is_its_own() -> None:
    paper = "关于做好双拥工作的通知\n各市双拥办：\n一、复核。省双拥办将于5月上旬组织检查，各市要备齐台账。\n南岭省双拥工作领导小组办公室\n2024年3月5日"
    assert read(paper).tasks[0].lead == ("各市", "省双拥办")


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("一、推荐。各单位各报送先进典型1名。", ("各单位",)),
        ("一、张榜。林清和要求各镇逐村张榜公布预征名单。", ("各镇",)),
        ("一、自查。各镇在3月底前、县直各单位在4月10日前，分别报送自查报告。", ("各镇", "县直各单位")),
        ("一、监督。各镇要公开举报电话，接受群众监督。", ("各镇",)),
        ("一、调度。各镇要坚持每月一调度、每季一通报。", ("各镇",)),
        ("一、修复。县水利局要在汛后对水毁堤段逐处修复。", ("县水利局",)),
        ("一、长廊。力争三年内建成双拥文化长廊，由县委宣传部牵头。", ("县委宣传部",)),
        ("一、案件。对政策已落实到位仍缠访的，由县公安局依法处置。", ("县公安局",)),
    ],
)
def test_who_is_told_without_the_usual_words(body: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in notice(body).tasks] == [lead]


def test_what_a_circular_asks_below_its_items() -> None:
    paper = (
        "清河县防汛抗旱指挥部关于值守抽查情况的通报\n各镇人民政府：\n抽查的30家单位中27家值守规范。现提出如下要求：\n"
        "1.县人武部要完善抢险预案。\n另外，响应期间，各单位每日8时、20时向县防指办报告一次情况。\n清河县防汛抗旱指挥部\n2024年7月5日"
    )
    document = read(paper)
    assert [(task.lead, task.deadline and task.deadline.text) for task in document.tasks] == [
        (("县人武部",), None),
        (("各单位",), "每日8时、20时"),
    ]


@pytest.mark.parametrize(
    ("body", "term"),
    [
        ("一、摸排。各镇组织摸排，时间截至3月底。", ("3月底", "2024-03-31")),
        ("一、台账。台账请于三月二十八日前报县信访局。", ("三月二十八日前", "2024-03-28")),
        ("一、泄洪。县水利局要在今晚12点前开闸泄洪。", ("今晚12点前", "2024-03-05")),
        ("一、转移。7日20时前，各镇要转移完毕。", ("7日20时前", N)),
        ("一、公示。定兵结束后3日内，县征兵办要将名单张榜公示。", ("定兵结束后3日内", N)),
        ("一、军校。县教育局暑假期间组织一次少年军校活动。", ("暑假期间", N)),
        ("一、讲座。县教育局上半年、下半年各组织一次国防教育讲座。", ("上半年", "2024-06-30")),
        ("一、参观。9月，县教育局组织学生参观国防教育馆。", ("9月", "2024-09-30")),
        ("一、报送。各成员单位于季度末月25日前报送进展。", ("季度末月25日前", N)),
        ("一、报送。各成员单位于每月最后一天报送进展。", ("每月最后一天", N)),
        ("一、验收。县住建局要在4月20日左右组织竣工验收。", ("4月20日左右", N)),
        ("一、迎检。县双拥办要在2025年新一轮命名前补齐短板。", ("2025年新一轮命名前", N)),
        (
            "一、分工\n任务\t责任单位\t完成时限\n更换门牌\t县退役军人局\t2024年12月底前，每季度推进\n",
            ("2024年12月底前，每季度推进", "2024-12-31"),
        ),
    ],
)
def test_more_terms_in_unusual_words(body: str, term: tuple[str, str | None]) -> None:
    assert _terms(notice(body)) == [term]


@pytest.mark.parametrize(
    "body",
    [
        "一、备沙袋。预计3月7日夜间有暴雨，各镇要备足沙袋。",
        "一、巡查。3月7日至9日有强降雨，各镇要加密巡查。",
        "一、转移。县防指于3月6日8时将响应提升至Ⅲ级，各镇要转移危险区群众。",
        "一、方案。县住建局要落实县长2月20日调研时的要求，拿出方案。",
        "一、督办。2024年2月1日至29日期间未完成的项目，县住建局要挂牌督办。",
        "一、停发。凡2024年3月31日前办理转移手续的，各镇要当月停发补助。",
        "一、受理。对初信初访，承办单位要在3日内受理、60日内办结。",
        "一、说明。未按期完成的，责任单位须在3个工作日内向县双拥办作出书面说明。",
    ],
)
def test_days_of_weather_citations_and_cases_set_no_day(body: str) -> None:
    tasks = notice(body).tasks
    assert len(tasks) == 1
    assert tasks[0].deadline is None or tasks[0].deadline.date is None


def test_what_troops_will_do_is_told_before_who_must_listen() -> None:
    assert [task.lead for task in notice("一、宣讲。军分区将派出宣讲队，各镇要组织听讲。").tasks] == [("各镇",)]


def test_reports_within_minutes_are_asked_for() -> None:
    tasks = notice("一、报告。突发情况30分钟内电话报告、1小时内书面报告县委办。").tasks
    assert [task.deadline.text if task.deadline else None for task in tasks] == ["30分钟内"]


def test_a_papers_lead_paragraph_that_hopes_is_no_task() -> None:
    body = "全县要坚持以强军思想为指导，统筹疫情防控和业务工作，奋力开创双拥工作新局面。\n一、宣传。县融媒体中心3月底前开设专栏。"
    assert [task.lead for task in notice(body).tasks] == [("县融媒体中心",)]
