"""Circulars, reports, rules and appeals as sites really print them: what was done, by whose decree, what is no item."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from tests.reader.cast import read


def numbers(found: Document) -> list[str]:
    return [item.number for item in found.outline]


# ---------------------------------------------------------------- what a paper without a title is


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("一年来，我镇召开双拥工作会议4次。现将本人年度双拥工作报告如下：", "summary"),
        ("3月5日，巡察组召开会议反馈意见，我局经3个月整改，现将巡察整改情况予以公布：", "summary"),
        ("9月25日，县创建办对各镇开展检查，现就检查情况通报如下：", "circular"),
        ("9月25日，全县双拥工作会议召开，会议要求各镇抓好落实。", "news"),
    ],
)
def test_a_paper_without_a_title_says_what_it_is(lead: str, kind: str) -> None:
    assert read(f"{lead}\n一、加强领导\n一是成立了领导小组，由办公室牵头落实。").kind == kind


def test_what_a_report_without_a_title_tells_is_done() -> None:
    body = (
        "一、加强领导\n一是将双拥工作纳入年度计划，全年召开1次中心组学习会议。二是把双拥列为必修课，组织开展国防教育。"
    )
    found = read(f"现将本人年度双拥工作述职如下：\n{body}\n二、下一步打算\n2027年3月底前建成镇级双拥展厅。")
    assert [task.task for task in found.tasks] == ["建成镇级双拥展厅"]
    assert found.meeting is None


def test_what_local_news_tell_of_a_report_is_news() -> None:
    told = "云溪新闻网7月29日讯 县双拥办汇报说，现将上半年工作报告如下：走访120户。"
    assert read(told).kind == "news"


# ---------------------------------------------------------------- what is done, though it is worded as an order


@pytest.mark.parametrize(
    "lead",
    [
        "针对上述问题，我们已采取以下具体措施加以改进：",
        "针对上述问题，我局高度重视，迅速制定整改措施并落实到位：",
        "对存在的问题，采取了如下措施：",
    ],
)
def test_measures_that_were_taken_are_no_tasks(lead: str) -> None:
    found = read(f"云溪县双拥工作自查报告\n一、整改措施\n{lead}\n1.建立台账：明确专人管理。\n2.增设公开栏。")
    assert found.tasks == ()


def test_measures_still_to_be_taken_are() -> None:
    lead = "针对上述问题，我们将采取以下措施："
    found = read(f"云溪县双拥工作自查报告\n一、整改措施\n{lead}\n1.5月底前建立台账。\n2.6月底前增设公开栏。")
    assert [task.task for task in found.tasks] == ["建立台账", "增设公开栏"]


def test_measures_and_what_came_of_them_are_past() -> None:
    found = read("云溪县双拥工作自查报告\n一、整改措施及成效\n1.健全机制：设立意见箱。\n2.建立信息公开目录。")
    assert found.tasks == ()


def test_what_most_did_and_who_did_well_is_told() -> None:
    found = read(
        "关于环境整治情况的通报\n各镇人民政府：\n自4月7日整治启动以来，大部分镇和单位行动迅速，能够按照要求，由主要负责人带队清扫。"
        "其中做得较好的单位有：县教育局、县水利局。\n各镇要于6月20日前完成整改。"
    )
    assert [task.lead for task in found.tasks] == [("各镇",)]


def test_what_a_leader_noted_is_quoted() -> None:
    found = read("9月17日，副县长王立平对整改工作作出批示：“县水利局认真抓紧整改，县督查室搞好配合。要严肃纪律。”")
    assert found.tasks == ()


# ---------------------------------------------------------------- who is told, and what


def test_a_matter_is_asked_for_in_somebodys_name() -> None:
    told = "具体整改方案请以白石镇人民政府名义，在6月10日前报送县创建办。"
    found = read(f"关于创建工作督查情况的通报\n白石镇人民政府：\n{told}\n2024年5月20日")
    assert [(task.task, task.deadline and task.deadline.date) for task in found.tasks] == [
        ("以白石镇人民政府名义，在6月10日前报送县创建办", "2024-06-10")
    ]


def test_who_must_see_to_it_is_no_part_of_whom_he_tells() -> None:
    told = "请白石镇对此项工作高度重视，必须责成相关部门牵头，6月10日前制定整改方案。"
    found = read(f"关于创建工作督查情况的通报\n白石镇人民政府：\n{told}")
    assert found.tasks[0].lead == ("白石镇", "相关部门")


def test_words_that_hold_a_modal_stay_whole() -> None:
    found = read("关于政务公开的通知\n各镇要6月底前更新目录，做到应公开尽公开，要求工作人员每月核对台账。")
    assert all("求工作" not in one or "要求" in one for one in found.tasks[0].measures)
    assert "公开尽公开" not in found.tasks[0].measures


def test_dashes_before_what_is_asked_are_no_words() -> None:
    found = read("云溪县双拥工作总结\n三、下一步工作计划\n- 6月底前建成双拥公园；\n- 定期开展满意度调查。")
    assert found.tasks[0].measures == ("建成双拥公园", "定期开展满意度调查")


def test_an_honour_whose_winning_is_an_occasion_is_won() -> None:
    won = read("关于双拥工作的通知\n各镇要以荣获全国双拥模范县“四连冠”为契机，6月底前总结创建经验。")
    wanted = read("关于双拥工作的通知\n各镇要以夺取全国双拥模范县“四连冠”为目标，6月底前总结创建经验。")
    assert (won.goals, wanted.goals) == ((), ("全国双拥模范县“四连冠”",))


# ---------------------------------------------------------------- items


def test_an_article_behind_another_one_is_an_item() -> None:
    found = read(
        "云溪县双拥工作办法\n第一条 为规范工作，制定本办法。\n第二条 县双拥办负责管理。  第三条  镇村协助。\n第四条 本办法自公布之日起施行。"
    )
    assert numbers(found) == ["第一条", "第二条", "第三条", "第四条"]
    assert found.outline[2].heading == "镇村协助"


def test_an_article_that_is_only_named_is_none() -> None:
    found = read(
        "云溪县双拥工作办法\n第一条 为规范工作，制定本办法。\n第二条 经费按规定列支。第五条 所列情形除外。\n第三条 镇村协助。"
    )
    assert numbers(found) == ["第一条", "第二条", "第三条"]


def test_the_number_of_an_article_may_have_a_line_of_its_own() -> None:
    found = read("云溪县双拥工作办法\n第一章\n总则\n第一条\n为规范双拥工作，制定本办法。\n第二条\n本办法适用于全县。")
    assert found.outline[0].heading == "总则"
    assert [item.heading for item in found.outline[0].children] == ["为规范双拥工作，制定本办法", "本办法适用于全县"]


def test_nothing_parts_the_first_item_from_whom_it_is_asked() -> None:
    found = read("会上，书记要求全体人员一是摸清底数，建好台账。二是上门走访，建立清单。")
    assert numbers(found) == ["一是", "二是"]
    assert numbers(read("各镇人员统一是为了便于管理。二是不变。")) == []


# ---------------------------------------------------------------- whose paper, of which day


@pytest.mark.parametrize(
    ("line", "origin", "day"),
    [
        (
            "（2009年1月14日青山省人民政府第26次常务会议通过，2009年1月16日青山省人民政府令〔2009〕第2号公布）",
            "青山省人民政府",
            "2009-01-16",
        ),
        ("（1992年2月26日青山省人民政府令第18号发布）", "青山省人民政府", "1992-02-26"),
        ("青山省人民政府令第18号", "青山省人民政府", None),
        ("《优待办法》已经2013年6月27日民政厅厅务会议通过，现予公布。", "民政厅", None),
    ],
)
def test_a_decree_tells_whose_rules_are(line: str, origin: str, day: str | None) -> None:
    found = read(
        f"青山省军人优待办法\n{line}\n第一条 为规范优待工作，制定本办法。\n第二条 适用于全省。\n第三条 自公布之日起施行。"
    )
    assert (found.kind, found.origin, found.published) == ("rules", origin, day)


def test_what_a_collection_says_of_a_law_is_not_its_title() -> None:
    page = "青山省军人优待办法[失效]\n青山省军人优待办法\n（1992年2月26日青山省人民政府令第18号发布）\n第一条 为规范优待工作，制定本办法。"
    assert read(page).title == "青山省军人优待办法"


def test_a_bar_that_runs_into_the_headline() -> None:
    page = "云溪县争创双拥模范县倡议书发布时间：2024-05-21 16:10:42 点击数： 来源：\n全县各单位：\n让我们携手努力。\n让我们共创佳绩。"
    found = read(page)
    assert (found.title, found.published, found.kind) == ("云溪县争创双拥模范县倡议书", "2024-05-21", "other")


def test_an_editors_word_goes() -> None:
    page = "关于创建督查情况的通报\n下面是小编为大家整理的关于创建督查情况的通报，供大家参考。\n现将情况通报如下：\n宣传氛围未形成。"
    assert "小编" not in read_bytes(page.encode(), "通报.txt").text


# ---------------------------------------------------------------- what reports, decisions and masks are made of


@pytest.mark.parametrize("odd", ["•", "☑", "髙"])
def test_signs_that_stand_for_a_name_are_no_broken_characters(odd: str) -> None:
    found = read(f"关于双拥工作的通知\n各镇：\n请各镇{odd}于5月底前印发《××镇双拥工作细则》，报××局备案。")
    assert "《××镇双拥工作细则》" in found.text
    assert found.references == ("××镇双拥工作细则",)


@pytest.mark.parametrize(
    ("lead", "greeting", "kind"),
    [
        ("下面就一年来的党管武装工作述职如下，不当之处敬请批评指正。", "", "summary"),
        (
            "我受市人民政府委托，向市人大常委会报告全市审计查出问题的整改情况，请予审议。",
            "主任、各位副主任、各位委员：\n",
            "summary",
        ),
        ("下面就双拥工作汇报如下：", "同志们：\n", "other"),
    ],
)
def test_a_report_says_so_itself(lead: str, greeting: str, kind: str) -> None:
    body = "一、整改情况\n（一）落实整改责任，多措并举开展整改。会议后，市审计局及时出具整改任务清单，明确整改具体事项和责任单位。"
    found = read(f"{greeting}{lead}\n{body}")
    assert found.kind == kind
    if kind == "summary":
        assert found.tasks == ()


def test_who_carried_out_what_was_asked_is_no_section_of_what_is_to_come() -> None:
    body = "（二）责任单位积极落实审计整改措施。市级牵头部门能够履行牵头责任，按时汇总反馈结果。"
    found = read(f"云溪县审计局关于整改情况的报告\n一、整改工作推进情况\n{body}")
    assert found.tasks == ()


def test_a_decision_calls_and_directs() -> None:
    told = (
        "2009年创建大会召开以来，全县各单位积极投身双拥实践，作出了重要贡献，县政府决定授予县教育局等3个单位先进单位称号。\n"
        "希望受表彰的单位再接再厉。号召各镇以先进为榜样，进一步解放思想，提升服务水平。\n"
        "各镇要广泛宣传先进事迹，组织开展学习活动，为建设美丽云溪，全面建成小康社会而努力奋斗。"
    )
    found = read(f"云溪县人民政府关于表彰双拥先进单位的决定\n各镇人民政府：\n{told}\n2024年5月6日")
    verdicts = {found.text[sentence.start : sentence.end][:4]: sentence.verdict for sentence in found.sentences}
    assert (verdicts["2009"], verdicts["希望受表"], verdicts["号召各镇"]) == (
        "background",
        "exhortation",
        "exhortation",
    )
    assert verdicts["各镇要广"] == "task"
    assert [task.measures for task in found.tasks] == [("广泛宣传先进事迹", "组织开展学习活动")]


def test_the_highest_body_issues_papers_too() -> None:
    found = read(
        "国务院关于表彰全国模范集体的决定\n国发〔2014〕44号\n各省、自治区、直辖市人民政府：\n国务院决定授予称号。"
    )
    assert found.origin == "国务院"


def test_what_is_sent_up_for_the_record_is_asked_for() -> None:
    told = "事故结案前，县应急局要公布调查进展；结案后，调查报告要及时报县安委会办公室备案。"
    found = read(f"关于做好事故查处工作的通知\n各单位：\n{told}")
    assert found.tasks[0].measures[0] == "公布调查进展"
    assert any("备案" in one for one in found.tasks[0].measures)


def test_news_of_a_notice_go_on_with_what_it_asks_for() -> None:
    told = (
        "本报讯 省政府近日发出《关于做好拥军优属工作的通知》。\n"
        "通知强调，抓好督促检查，6月底前完成走访。采取措施，落实接收安置政策，解决子女入学入托问题。\n"
        "通知提出，拥军优属是优良传统，事关国防建设。"
    )
    found = read(told)
    assert [task.task for task in found.tasks] == ["抓好督促检查"]
    assert "落实接收安置政策" in found.tasks[0].measures


def test_a_letter_whose_heading_was_lost_greets_whom_it_goes_to() -> None:
    told = "各省、自治区、直辖市绿化委员会，各有关部门绿化委员会：\n各地区要广泛宣传先进事迹。\n全国绿化委员会\n2013年4月15日"
    found = read(told)
    assert (found.origin, found.published) == ("全国绿化委员会", "2013-04-15")
    assert found.sentences[0].verdict == "furniture"
    called = read("各镇各部门要在6月底前做到：\n建立台账。")
    assert called.sentences[0].verdict != "furniture"


@pytest.mark.parametrize(
    "page", ["仅展示624字，全文共1533字", "……（开头部分已省略846字）", "【之后的内容被隐藏了，请下载查看】"]
)
def test_what_a_library_says_of_what_it_hides_goes(page: str) -> None:
    found = read(f"云溪县双拥工作述职报告\n{page}\n一、主要工作\n走访军属120户。\n{page}")
    assert page[:4] not in found.text


# ---------------------------------------------------------------- days, lists and characters of news


def test_a_meeting_at_the_first_moment_has_no_day_of_another_event() -> None:
    told = "9月17日新兵正式起运，县军供站圆满完成任务。\n为做好保障，县军供站第一时间召开新兵运输动员部署大会，成立领导小组。"
    met = read(f"县军供站圆满完成保障工作\n2024-09-20 来源：云溪网\n{told}").meeting
    assert met is not None and (met.name, met.date) == ("新兵运输动员部署大会", None)
    told = "9月17日，县长走访军供站。\n随后，县长主持召开新兵运输动员部署大会，听取汇报。"
    met = read(f"县长走访军供站\n2024-09-20 来源：云溪网\n{told}").meeting
    assert met is not None and met.date == "2024-09-17"


def test_a_list_of_what_was_done_since_is_past_whatever_it_looks_like() -> None:
    lead = (
        "2015年新兵运输工作启动以来，县军供站按照“转型发展、完善设施、强化管理、优质高效”的总体要求，牢固树立为部队服务、"
        "为国防建设服务的宗旨意识，通过精心领导、精细安排、精致服务、精准对接、精益求精、全程跟踪、全员参与等三项举措，积极做好各项保障工作，"
        "得到部队官兵的好评，展现了良好形象。"
    )
    items = "一是精细安排。启动保障预案，明确部门工作要求，建立24小时值勤制度，提前做好设施设备检修，主动与军代处对接，做到人员到位。二是精致服务。主动对接部队需求。"
    assert read(f"县军供站“三措”保军供\n2015-09-11 来源：云溪网\n{lead}{items}").tasks == ()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("县军供站五年来的工作情况和今后五年的工作思路", "summary"),
        ("县双拥办上半年工作开展情况及下半年打算", "summary"),
        ("关于做好双拥工作情况报送的通知", "notice"),
    ],
)
def test_how_it_went_and_what_is_meant_is_a_report(title: str, kind: str) -> None:
    page = f"{title}\n发布日期：2012-10-11 00:00:00 来源：云溪县网\n一、五年来的工作情况\n建成军供大楼。"
    assert read(page).kind == kind


def test_reprinted_is_nobody() -> None:
    page = "青山省双拥模范县评估办法\n发布时间：2013-07-24 15:13:26 来源：转载\n第一条 为规范评估，制定本办法。\n第二条 每两年一次。\n第三条 自公布之日起施行。"
    assert read(page).origin is None


def test_who_asks_is_no_measure() -> None:
    found = read("县防办开展督查\n来源：云溪网 2021-06-09\n督查组要求，县水利局要加强雨情监测，及时发布预警信息。")
    assert found.tasks[0].measures == ("加强雨情监测", "及时发布预警信息")


def test_a_lost_character_with_its_reading_ends_no_sentence() -> None:
    found = read("督查组要求，各镇要确保物资充足，各地?fù)岆U队伍要做到随时待命，及时处置险情。")
    assert len(found.tasks) == 1 and found.tasks[0].lead[:1] == ("各镇",)


@pytest.mark.parametrize(
    ("told", "term"),
    [
        ("推动工作在全省走在前、作表率", None),
        ("上报每月的进展情况", None),
        ("在部队移防前完成修缮", "部队移防前"),
        ("每月报送进展情况", "每月"),
    ],
)
def test_in_front_and_of_each_month_are_no_terms(told: str, term: str | None) -> None:
    found = read(f"关于双拥工作的通知\n各镇：\n各镇要抓实准备工作，{told}。")
    assert (found.tasks[0].deadline and found.tasks[0].deadline.text) == term


def test_what_those_above_think_of_a_work_is_no_measure() -> None:
    told = "县长李明指出，县委、县政府高度重视示范片区建设工作，各镇要对照建设要求，加快建设进度。"
    found = read(f"县长李明调度项目建设\n来源：云溪网 2022-04-01\n{told}")
    assert found.tasks[0].measures == ("对照建设要求", "加快建设进度")


def test_problems_that_occur_are_solved_and_not_stated() -> None:
    told = "县长李明要求，要成立由县水利局、县财政局组成的工作专班，及时解决建设中出现的困难和问题。"
    found = read(f"县长李明调度项目建设\n来源：云溪网 2022-04-01\n{told}")
    assert [
        sentence.verdict for sentence in found.sentences if "专班" in found.text[sentence.start : sentence.end]
    ] == ["task"]
    stated = read("县长李明调度项目建设\n来源：云溪网 2022-04-01\n必须看到，建设中还存在一些困难和问题。")
    assert stated.tasks == ()


def test_what_is_handed_out_under_an_address_is_a_notice() -> None:
    told = "现将2016年各项目标任务分解下达。请各镇细化任务，6月底前制定方案。"
    found = read(f"各镇人民政府，县政府各部门：\n{told}\n附件：任务分解表")
    assert (found.kind, found.title) == ("notice", None)


@pytest.mark.parametrize("label", ["发布信息", "内容全文", "全文"])
def test_what_a_collection_calls_the_text_is_no_title(label: str) -> None:
    found = read(
        f"{label}\n第一章 总则\n第一条 为落实责任，制定本细则。\n第二条 适用于全县。\n第三条 自发布之日起施行。"
    )
    assert (found.kind, found.title) == ("rules", None)


@pytest.mark.parametrize(
    ("told", "measures"),
    [
        (
            "各镇要结合实际制定行动方案，优抚工作对加强军民团结有着积极的作用，继续开展包户活动。",
            ("结合实际制定行动方案", "继续开展包户活动"),
        ),
        ("各镇要站在讲政治，讲大局的高度，6月底前完成走访。", ("完成走访",)),
        ("各镇要在双拥机制、优抚帮扶和“双向服务”活动上，打造示范亮点。", ("打造示范亮点",)),
    ],
)
def test_what_a_work_is_good_for_and_where_it_shows_is_no_measure(told: str, measures: tuple[str, ...]) -> None:
    found = read(f"关于双拥工作的通知\n各镇：\n{told}")
    assert found.tasks[0].measures == measures


def test_what_was_always_kept_in_view_is_past() -> None:
    told = "镇党委、政府始终把双拥工作摆在首要位置，纳入全镇总体规划，常抓不懈，将双拥工作纳入目标考核。"
    greeting = "值此建军93周年之际，我谨代表镇党委、政府向在座的退役军人致以节日的祝贺！"
    found = read(f"{greeting}\n一、加强领导，形成网络\n{told}\n二、下步打算\n6月底前，各村要建好服务站。")
    assert found.kind == "speech"
    assert [task.path for task in found.tasks] == [("二",)]


def test_what_a_page_says_of_its_rights_is_no_item() -> None:
    page = "县创建办督查\n来源：云溪网 2016-11-12\n督查组要求，各镇要抓紧整改。\n1、未经云溪网许可，任何人不得非法使用本网自有版权作品。"
    assert read(page).outline == ()
    rule = "未经县双拥办许可，任何单位和个人不得擅自改变服务站用途。"
    assert (
        rule in read(f"云溪县服务站管理办法\n第一条 为规范管理，制定本办法。\n{rule}\n第二条 自公布之日起施行。").text
    )


def test_what_is_kept_in_view_is_nobody() -> None:
    found = read("关于安置工作的通知\n各镇：\n各级政府和有关部门要着眼于国防和军队建设大局，6月底前制定安置方案。")
    assert found.tasks[0].lead == ("各级政府", "有关部门")
    assert all(one != "建设大局" for one in found.tasks[0].measures)


def test_principles_of_mending_frame() -> None:
    found = read(
        "云溪县督察反馈意见整改方案\n二、整改原则\n（一）坚持党政同责。将生态文明建设作为重大政治责任，树立责任意识，落实各项任务。\n三、整改措施\n（一）建立台账。6月底前完成排查。"
    )
    assert [task.path for task in found.tasks] == [("三", "(一)")]


# ---------------------------------------------------------------- what is amiss, and what is to be done about it


def test_what_is_amiss_and_by_when_it_is_to_be_mended() -> None:
    amiss = (
        "（一）工作有差距。截至6月底，仍有3个镇未建立台账，县交通局未按要求设立候车区，应于7月10日前整改到位。\n"
        "（二）县卫健局标识不规范，应于7月10日前完成整改。\n"
        "（三）东河镇未达到应建尽建要求，应建未建3个。"
    )
    found = read(f"关于考核情况的通报\n各镇：\n二、存在的问题\n{amiss}\n2024年6月30日")
    assert [(task.lead, task.deadline and task.deadline.date, task.measures) for task in found.tasks] == [
        (("县交通局",), "2024-07-10", ("整改到位",)),
        (("县卫健局",), "2024-07-10", ("完成整改",)),
    ]


def test_a_heading_that_says_what_is_amiss_is_no_task() -> None:
    mend = "整改措施：修订学习制度，每月组织1次集中学习。\n责任股室：办公室\n整改时限：2024年6月30日前"
    found = read(f"云溪县退役军人事务局巡察反馈意见整改方案\n二、整改内容\n1.学习制度不落实。\n{mend}")
    assert [task.task for task in found.tasks] == ["修订学习制度"]
    solved = read("云溪县双拥工作要点\n一、重点任务\n1.解决营区用水不足问题。新建加压泵站一座，6月底前完成。")
    assert solved.tasks[0].task == "解决营区用水不足问题"


def test_who_makes_up_a_group_is_told_whoever_sets_it_up() -> None:
    told = "局党组成立巡察整改工作领导小组，由局长王建国任组长，负责整改工作的统筹协调。领导小组下设办公室。"
    found = read(f"云溪县退役军人事务局整改方案\n四、保障措施\n{told}")
    assert found.tasks == ()
    asked = read("关于双拥工作的通知\n各镇：\n各镇要于6月底前成立领导小组，由镇长任组长，统筹推进创建工作。")
    assert [task.lead for task in asked.tasks] == [("各镇",)]


def test_what_a_report_plans_is_a_task_though_it_is_said_mildly() -> None:
    plan = "二是抓好宣传。要充分利用“八一”、国防教育日等节点，开展双拥宣传进校园活动，力争学校覆盖率达100%。"
    found = read(
        f"2024年双拥工作自查报告\n三、下步打算\n一是抓好整改。9月底前全部整改到位。\n{plan}\n云溪县教育局\n2024年8月12日"
    )
    assert [task.task for task in found.tasks] == ["抓好整改", "抓好宣传"]


def test_a_term_of_this_year_falls_from_a_measure() -> None:
    found = read("云溪县双拥工作总结\n三、下一步工作\n（一）加强培训。今年10月底前开展2期定向培训。\n2024年6月18日")
    assert found.tasks[0].measures == ("开展2期定向培训",)
    assert found.tasks[0].deadline is not None and found.tasks[0].deadline.date == "2024-10-31"


@pytest.mark.parametrize(
    ("told", "goals"),
    [
        ("到2025年，全县双拥服务站点实现全覆盖。", ("全县双拥服务站点实现全覆盖",)),
        ("推动村级服务站实现全覆盖。", ("村级服务站实现全覆盖",)),
        ("一年来，全县服务站点实现全覆盖。", ()),
        ("力争年底前实现全覆盖。", ()),
    ],
)
def test_what_is_covered_may_stand_before_the_verb(told: str, goals: tuple[str, ...]) -> None:
    assert read(f"关于加强双拥工作的意见\n一、总体要求\n{told}").goals == goals
