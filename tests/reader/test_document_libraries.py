"""Papers as document libraries and collections of model papers show them: run together, paged, with notes to the buyer."""

from __future__ import annotations

import pytest

from tests.reader.cast import numbers, read

FILL = "坚持军地共商、军民共建、资源共享，把服务部队备战打仗摆在突出位置，" * 3
FRAME = f"以习近平强军思想为指导，{FILL}不断巩固坚如磐石的军政军民关系。"


def test_numbers_of_pages_at_the_heads_of_broken_pages_are_no_items() -> None:
    found = read(
        f"1、云溪县拥军支前工作实施方案为做好拥军支前工作，制定本方案。一、指导思想{FRAME}{FILL}推动云溪县经\n"
        f"2、济社会发展。二、重点任务（一）健全保障网络。县商务局要在5月底前确定3家支前保障企业。{FILL}把网络建到乡\n"
        "3、镇一级。（二）开展演练。县双拥办要组织一次支前保障演练。"
    )
    assert numbers(found.outline) == ["一", "二", ["(一)", "(二)"]]
    assert "推动云溪县经济社会发展" in found.text
    assert "把网络建到乡镇一级" in found.text
    assert [task.lead for task in found.tasks] == [("县商务局",), ("县双拥办",)]
    assert {one.kind: one.count for one in found.repairs} == {"boilerplate": 3, "wrap": 2}


def test_an_authors_own_list_keeps_its_numbers() -> None:
    items = "\n".join(
        f"{at}、{what}，{FILL}{FILL}。" for at, what in enumerate(("抓好宣传", "抓好走访", "抓好安置"), 1)
    )
    assert numbers(read(f"云溪县双拥工作计划\n{items}").outline) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("run", "title"),
    [
        ("云溪县创建双拥模范县实施方案为", "云溪县创建双拥模范县实施方案"),
        ("关于村级年度双拥的工作计划石门乡 xx 年双拥工作计划", "关于村级年度双拥的工作计划"),
        ("双拥工作制度规范一、总则二、分则", "双拥工作制度规范"),
        ("云溪县人民政府关于做好征兵工作的意见各乡镇人民政府，县直各部门：", "云溪县人民政府关于做好征兵工作的意见"),
        ("以本方案为抓手", None),
    ],
)
def test_a_title_that_ran_into_its_text(run: str, title: str | None) -> None:
    assert read(f"{run}{FILL}{FILL}落实各项工作。").title == title


def test_two_bodies_of_a_title_that_ran_together_are_both_its_origin() -> None:
    found = read(f"云州人民政府云州军分区关于做好大学生征兵工作的意见各县市人民政府，州直有关单位：为{FILL}{FILL}。")
    assert found.origin == "云州人民政府、云州军分区"


def test_headings_that_ran_into_their_text_keep_their_levels() -> None:
    found = read(
        f"云溪县国防教育工作计划\n一、指导思想{FRAME}二、工作目标通过{FILL}开创新局面。"
        "三、主要任务(一)办好讲堂1.县委宣传部要编写讲稿。2.县教育局要排出课表。(二)用好阵地。县文旅局要更新展板。"
    )
    assert [item.heading for item in found.outline] == ["指导思想", "工作目标", "主要任务"]
    assert numbers(found.outline[2:]) == ["三", ["(一)", ["1", "2"], "(二)"]]
    assert [task.lead for task in found.tasks] == [("县委宣传部",), ("县教育局",), ("县文旅局",)]


def test_brackets_inside_a_sentence_are_no_first_item() -> None:
    found = read("云溪县双拥工作计划\n一、按照《办法》第三条第(一)项的规定，县双拥办要核对名单。\n二、做好总结。")
    assert numbers(found.outline) == ["一", "二"]


@pytest.mark.parametrize(
    "line",
    [
        "上传人：yh****ai 文档编号：88812345 上传时间：2023-11-20 格式：DOCX 页数：9 大小：18.2KB",
        "返回 下载 相关 举报",
        "云溪县双拥工作计划（最新版）_第3页",
        "第3页 / 共16页",
        "《云溪县双拥工作计划》由会员分享，可在线阅读，更多相关《云溪县双拥工作计划》请在清风文库上搜索。",
        "1. 1、下载文档前请自行甄别内容的完整性，平台不提供额外的编辑服务。",
        '2. 2、"仅部分预览"的文档，不可在线预览部分如存在完整性问题，可反馈申请退款。',
        "• 37.50 KB",
        "• 2023-04-22 发布",
        "• 当前文档由用户上传发布，收益归属用户",
        "导语：这里是清风范文网为你推荐的双拥工作计划，还可以咨询老师获取更多原创文章，欢迎参考。",
        "预览阅读已结束，若您需要全文请联系我们。",
        "- 下一篇：云溪县医疗救助实施细则",
    ],
)
def test_what_a_library_prints_around_a_paper_goes(line: str) -> None:
    found = read(f"云溪县双拥工作计划\n{line}\n一、开展走访。县双拥办要走访部队。\n二、报送总结。各镇要报送总结。")
    assert line not in found.text
    assert found.kind == "plan"
    assert found.published is None, "the day is that of whoever put the file up"
    assert len(found.tasks) == 2


def test_words_that_a_library_sets_into_a_sentence_go() -> None:
    found = read(
        "下载后可任意编辑云溪县双拥工作计划\n一、办好宣传。县双拥办要通过广播、第 1 页 共 7 页下载后可任意编辑电视、橱窗开展宣传。"
    )
    assert "通过广播、电视、橱窗开展宣传" in found.text
    assert found.title == "云溪县双拥工作计划"


def test_the_day_of_an_upload_dates_no_term() -> None:
    found = read(
        "云溪县双拥活动方案\n上传人：a****b 上传时间：2023-12-29 格式：DOC\n一、办好座谈会。7月下旬，由县委宣传部牵头召开座谈会。"
    )
    assert [(task.deadline and task.deadline.date) for task in found.tasks] == [None]


def test_articles_of_rules_that_a_notice_passes_on_are_no_tasks() -> None:
    found = read(
        "云溪县退役军人事务局关于印发《云溪县优待证管理办法》的通知\n各乡镇人民政府：\n现将《云溪县优待证管理办法》印发给你们，"
        "请于6月底前报送贯彻情况。\n云溪县退役军人事务局\n2024年3月5日\n云溪县优待证管理办法\n第一章 总则\n第一条 为规范优待证管理，制定本办法。"
        "\n第二条 县退役军人事务局要做好优待证发放工作。"
    )
    assert found.kind == "notice"
    assert all(not task.path for task in found.tasks)


def test_lines_of_a_page_above_an_official_title_are_not_the_title() -> None:
    found = read(
        "精彩视频_在线观看_高清.\n官方微信 |\n移动版 |\n云溪县民政局关于做好优抚工作的通知\n各乡镇人民政府：\n请做好走访。\n云溪县民政局\n20231115"
    )
    assert found.title == "云溪县民政局关于做好优抚工作的通知"
    assert (found.origin, found.published) == ("云溪县民政局", "2023-11-15")


def test_a_chapter_without_a_space_is_an_item_and_no_title() -> None:
    found = read("第一章总则\n第一条为规范工作，制定本办法。\n第二条各镇按本办法执行。")
    assert found.title is None
    assert numbers(found.outline) == ["第一章", ["第一条", "第二条"]]


def test_marks_that_a_page_doubled_and_a_character_that_it_lost() -> None:
    found = read("通知要求,，各镇要分组,、分批开展悬挂工作,；要安排专人,，逐一登记,。现已制定《办法》?,F印发给你们。")
    assert (
        found.text == "通知要求，各镇要分组、分批开展悬挂工作；要安排专人，逐一登记。现已制定《办法》。现印发给你们。"
    )
    assert [(one.kind, one.count) for one in found.repairs] == [("mojibake", 6)]
    assert "，。" in read("各镇要做好走访，。按时报送。").text, "one slip of whoever typed stays"


def test_a_list_whose_lines_were_broken_behind_its_headings_holds_what_stands_below_them() -> None:
    found = read(
        "石门镇安全检查方案\n一、检查时间。\n4月1日至4月20日二、检查方式。\n采取自查与督查相结合的方式进行。三、检查重点。\n"
        "(一)交通安全。由各村和各单位各自负责,加大执法检查力度。(二)消防安全。\n由各村和各单位各自负责,检查消防设施。(三)用电安全。\n"
        "由镇供电所负责,更换老旧线路。"
    )
    assert numbers(found.outline) == ["一", "二", "三", ["(一)", "(二)", "(三)"]]
    assert [(task.path[-1], task.lead) for task in found.tasks] == [
        ("(一)", ("各村", "各单位")),
        ("(二)", ("各村", "各单位")),
        ("(三)", ("镇供电所",)),
    ]


def test_the_last_item_of_a_list_inside_a_paragraph_still_ends_with_it() -> None:
    found = read("云溪县双拥工作计划\n一、抓好三项工作：1.宣传；2.培训；3.考核。\n县双拥办要每月调度。")
    last = found.outline[0].children[-1]
    assert found.text[last.start : last.end] == "3.考核。"


def test_items_behind_a_space_and_in_brackets_of_another_kind() -> None:
    found = read(
        "云溪县公祭活动方案 \n为做好公祭，制定本方案。 一、时间：9月30日。 二、责任分工 〔一〕县委办公室\n下发活动通知。 〔二〕县公安局\n负责交通疏导。 "
        "①.设置岗位；②.安排警力。"
    )
    assert numbers(found.outline) == ["一", "二", ["(一)", "(二)", ["①", "②"]]]


def test_whose_work_it_is_at_an_items_end_is_not_the_work() -> None:
    found = read("5、8月1日前，举办军民联谊活动，力求办出特色。具体工作由县妇联负责，县双拥办配合。\n6、做好总结。")
    assert [(task.task, task.lead, task.support) for task in found.tasks] == [
        ("举办军民联谊活动", ("县妇联",), ("县双拥办",))
    ]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("根据要求，现将2024年国庆节放假安排通知如下：", "notice"),
        ("为做好安全工作，特制订年度安全检查计划。", "plan"),
        ("现将一年来双拥工作情况总结如下：", "summary"),
        ("现将督查情况通报如下：", "circular"),
        ("为确保值班规范，特作如下规定：", "rules"),
    ],
)
def test_a_paper_without_a_title_says_itself_what_it_is(lead: str, kind: str) -> None:
    assert read(f"{lead}\n各单位按分工做好准备工作。").kind == kind


def test_a_librarys_keywords_and_the_table_of_a_portal_go() -> None:
    found = read("2024 双拥 工作 实施 方案\n2024年双拥工作实施方案\n县双拥办要走访部队。")
    assert (found.title, found.kind) == ("2024年双拥工作实施方案", "plan")
    found = read(
        "索 引 号 | yx/2023-01 | 主题分类 | |\n名 称 |\n|\n||\n文 号 | 〔〕号 | 主 题 词 | 双拥 |\n云溪县双拥工作办法\n第一条 为规范工作，制定本办法。"
    )
    assert found.title == "云溪县双拥工作办法"
    assert "|" not in found.text


def test_a_day_that_lost_a_character_is_no_day_and_is_told() -> None:
    found = read("关于放假的通知\n各单位：\n一、2024年67日放假。\n二、各单位要做好值班。\n云溪县交通运输局\n2024年64")
    assert (found.origin, found.published) == ("云溪县交通运输局", None)
    assert [one.text for one in found.warnings] == ["2024年67日", "2024年64"]


def test_the_days_of_something_that_comes_again_every_day_are_no_term() -> None:
    found = read(
        "关于值班的通知\n各单位：\n各单位要在每日（9月19日至21日，10月1日至7日）15时前报送情况。\n某局\n2024年9月1日"
    )
    assert [task.deadline and task.deadline.date for task in found.tasks] == [None]


def test_who_signs_an_order_and_who_wrote_a_page_are_no_origin() -> None:
    found = read("云溪县公祭办法\n县民政局\n现予公布。\n局长：丁一\n2024年3月31日\n第一条 制定本办法。")
    assert found.origin == "县民政局"
    assert read("更新时间：2024-06-16 15:22作者：丁一老师\n5、举办联谊活动。").origin is None
