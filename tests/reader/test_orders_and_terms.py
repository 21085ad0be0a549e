"""Terms that several days, cells or sentences tell, days that set none, and orders that stand below a list."""

from __future__ import annotations

import pytest

from tests.reader.cast import HEAD, at_most, first, notice, read

_MINUTES = "清河县双拥工作领导小组会议纪要\n清河县双拥工作领导小组办公室\n2024年3月5日\n2024年3月5日，县委副书记陈建国主持召开县双拥工作领导小组会议。现纪要如下：\n"


def _term(sentence: str) -> tuple[str, str | None] | None:
    found = first(sentence).deadline
    return (found.text, found.date) if found else None


@pytest.mark.parametrize(
    ("sentence", "text", "day"),
    [
        ("县民政局要于5月28日、29日两天组织现场核查。", "5月28日、29日", "2024-05-29"),
        ("县人武部要于4月18日、19日和20日对民兵连进行点验。", "4月18日、19日和20日", "2024-04-20"),
        ("县教育局要在每月最后一周的周五组织一次国防教育课。", "每月最后一周的周五", None),
        ("县工信局要于每季度末月的20日前汇总拥军企业名单。", "每季度末月的20日前", None),
        ("各镇要及时填报系统，每月1日至5日填报上月数据。", "每月1日至5日", None),
        ("县人社局要在5月、9月举办两场招聘会。", "5月", "2024-05-31"),
        ("请县双拥办牵头，分别于4月和10月各组织一次讲评。", "4月", "2024-04-30"),
        ("县妇联要于“三八”妇女节前后开展关爱军嫂活动。", "“三八”妇女节前后", None),
        ("按照省厅6月底前实现全覆盖的目标，各镇要倒排工期，5月20日前完成建设。", "5月20日前", "2024-05-20"),
        ("市考评组5月10日进驻我县，各镇要在进驻前完成资料归档。", "进驻前", None),
        ("各镇要落实双拥工作制度，各镇党委每年听取1次汇报，年底前报送落实情况。", "年底前", "2024-12-31"),
    ],
)
def test_a_term_is_what_the_paper_prints(sentence: str, text: str, day: str | None) -> None:
    assert _term(sentence) == (text, day)


@pytest.mark.parametrize(
    "sentence",
    [
        "县医保局要为2023年12月31日前办理登记的退役军人补缴医保。",
        "县人武部要组织2024年上半年征集的新兵开展役前教育。",
        "县教体局要组织学生观看3月25日首播的国防教育专题片。",
        "县退役军人事务局要对去年底前建成的站点开展复核。",
        "县双拥办要总结推广去年“八一”前组织的军地联谊经验。",
        "县文旅局要做好4月10日至12日军旅书画展的布展工作。",
        "各镇要填报2023年度双拥工作情况表，统计口径为当年12月31日前。",
        "上次会议要求2月底前完成的选址工作，县自然资源局要抓紧落实。",
        "县人社局要落实退役军人三年内免征政策。",
    ],
)
def test_a_day_of_something_else_is_no_term(sentence: str) -> None:
    assert _term(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("对未按时办结的事项，承办单位要说明原因，并于3日内提出整改措施。", "3日内"),
        ("县信访局要落实首接责任，15日内办结一般信访事项。", "15日内"),
        ("县司法局要安排律师，5个工作日内答复群众诉求。", "5个工作日内"),
    ],
)
def test_a_period_of_each_case_has_no_day(sentence: str, text: str) -> None:
    assert _term(sentence) == (text, None)


def test_a_term_in_a_month_that_is_to_come_is_kept_beside_a_whole_place() -> None:
    assert _term("县民政局要于4月中旬对全县的烈士墓开展排查。") == ("4月中旬", "2024-04-20")


def test_two_days_in_a_cell_end_on_the_second() -> None:
    rows = "序号\t任务\t责任单位\t完成时限\n1\t编印手册\t县司法局\t4月28日、29日\n2\t组织慰问\t县双拥办\t“八一”前"
    terms = [task.deadline for task in notice(f"一、任务分解表\n{rows}").tasks]
    assert [(term.text, term.date) for term in terms if term] == [("4月28日、29日", "2024-04-29"), ("“八一”前", None)]


@pytest.mark.parametrize(
    ("below", "text", "day"),
    [
        ("上述工作完成情况，请于6月底前报县双拥办。", "6月底前", "2024-06-30"),
        ("县双拥办要在9月中旬对整改情况开展“回头看”，并将结果纳入年度考核。", "9月中旬", "2024-09-20"),
        ("工作进展情况，请于3月25日前书面报送县双拥办。", "3月25日前", "2024-03-25"),
    ],
)
def test_what_all_are_asked_below_the_last_item_is_no_part_of_it(below: str, text: str, day: str) -> None:
    found = notice(f"一、强化调度。县双拥办要建立工作台账。\n二、强化督查。县委督查室要开展督查。\n{below}")
    assert [task.path for task in found.tasks] == [("一",), ("二",), ()]
    assert found.tasks[1].deadline is None and found.tasks[1].lead == ("县委督查室",)
    last = found.tasks[2].deadline
    assert last is not None and (last.text, last.date) == (text, day)


def test_a_paper_that_is_to_be_handed_in_in_writing_is_asked_for() -> None:
    task = first("各单位要于3月15日（周五）前，以正式文件形式报送。")
    assert task.task == "以正式文件形式报送" and task.measures == ("以正式文件形式报送",)
    assert task.deadline is not None and task.deadline.date == "2024-03-15"


def test_what_was_heard_is_handed_on_in_minutes() -> None:
    found = read(f"{_MINUTES}（一）会议审议了经费方案，由县财政局修改后印发。\n（二）县住建局要加快推进改造。")
    assert [(task.task, task.lead) for task in found.tasks] == [
        ("修改后印发", ("县财政局",)),
        ("加快推进改造", ("县住建局",)),
    ]


_NEWS = "全市双拥工作会议召开\n来源：清河日报 发布时间：2024-03-05\n本报讯 3月4日，全市双拥工作会议召开。\n"


def test_who_is_told_behind_what_a_speaker_stressed_is_named_without_it() -> None:
    found = read(
        f"{_NEWS}葛振东就做好征兵工作提出具体要求，强调各县（市、区）人武部要对大学毕业生实行清单化动员，3月10日前把应征意向人员名册移交体检站。"
    )
    (task,) = found.tasks
    assert task.lead == ("各县（市、区）人武部",)
    assert task.measures == ("对大学毕业生实行清单化动员", "把应征意向人员名册移交体检站")


@pytest.mark.parametrize(
    "sentence",
    [
        "各地要以对历史负责、对老兵负责的态度，把这项暖心工程办实办好。",
        "广大干部要怀着对老兵的真挚感情去做。",
        "各单位要把它放在更加突出的位置。",
        "会议对驻县部队结对帮扶红岩村产业发展表示感谢。",
        "县双拥办联系人：潘龙，电话：0855-3620230。",
        "2月17日至28日，县政府督查室会同县退役军人局对服务站建设情况开展专项督查，共抽查乡镇服务站48个。",
    ],
)
def test_a_call_thanks_or_what_was_found_is_no_task(sentence: str) -> None:
    found = notice(f"一、县民政局要开展核查。\n二、{sentence}")
    assert [task.path for task in found.tasks] == [("一",)]


@pytest.mark.parametrize(
    ("sentence", "measures"),
    [
        ("县双拥办要将名单报区双拥办（联系人：高翔，电话：6620119）。", ("将名单报区双拥办",)),
        ("各镇要组织走访，走访率达到100%，走访情况录入系统。", ("组织走访", "走访情况录入系统")),
        ("县教育局要将加分名单在网站公示，公示期7天。", ("将加分名单在网站公示",)),
        ("各镇要实行包村责任制，4月1日至5月15日期间24小时巡查。", ("实行包村责任制", "24小时巡查")),
        ("会议确定，由县住建局负责，在训练场外围设置警示标志40块。", ("在训练场外围设置警示标志40块",)),
    ],
)
def test_who_spoke_how_long_and_how_well_are_no_measures(sentence: str, measures: tuple[str, ...]) -> None:
    assert first(sentence).measures == measures


def test_who_leads_a_patrol_is_no_unit() -> None:
    assert first("各镇要设置卡点4处，夜间由值班领导带队抽查。").lead == ("各镇",)


def test_what_is_agreed_to_goes_on_to_whoever_is_named() -> None:
    found = read(
        f"{_MINUTES}一、经费问题。会议原则同意县财政局提出的意见，由县财政局按程序报县政府常务会议审定。\n二、县住建局要加快推进改造。"
    )
    assert [task.lead for task in found.tasks] == [("县财政局",), ("县住建局",)]


def test_a_summary_of_all_towns_is_asked_for_by_a_day() -> None:
    found = notice("一、县民政局要开展核查。\n另外，各县（市、区）活动总结请于4月10日前报市局优抚科，电子版同步发送。")
    term = found.tasks[-1].deadline
    assert len(found.tasks) == 2 and term is not None and term.date == "2024-04-10"


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("县教育局要组织中小学生开展活动，清明节前后完成首批活动。", "清明节前后"),
        ("各镇要设置卡点，每日6时至22时不间断巡查。", "每日"),
    ],
)
def test_a_feast_or_how_often_in_a_second_clause(sentence: str, text: str) -> None:
    assert _term(sentence) == (text, None)


@pytest.mark.parametrize(
    "piece",
    [
        "5月28日、29日",
        "28日、",
        "每月最后一周的",
        "上述工作情况",
        "对未办结的事项，",
        "会议审议经费",
        "以正式文件形式",
        "对历史负责、",
        "会议原则同意",
        "强调各",
        "3月1日，共抽查",
        "公示期",
        "率达到",
        "某某就征兵工作",
        "县、区、市、",
        "3月1日至",
        "上半年的",
    ],
)
def test_long_lines_are_read_in_time(piece: str) -> None:
    with at_most(8):
        read(f"{HEAD}\n各镇人民政府：\n一、{piece * (50_000 // len(piece))}。\n二、各镇要制定方案。\n2024年3月5日")
