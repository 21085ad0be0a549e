"""Speeches and reports of meetings as sharing sites copy them: items behind who is told, lists that a told sentence opens,
titles said again inside lines, words that a library took out, what was and is to come taken for no task."""

from __future__ import annotations

import pytest

from shuangyong.reader.model import Document
from tests.reader.cast import read

TITLE = "在全县双拥工作会议上的讲话"


def speech(body: str) -> Document:
    return read(f"{TITLE}\n同志们：\n{body}")


def numbers(found: Document) -> list[str]:
    return [item.number for item in found.outline]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("各村一要摸清底数；二要建好台账。", ["一要", "二要"]),
        ("各级党委、政府一是要制定方案。二是要拨付经费。三是要建好台账。", ["一是", "二是", "三是"]),
        ("县教育局一是要安排入学；二是要登记造册。", ["一是", "二是"]),
        ("双拥工作是头等大事，这一是政治任务，不能有丝毫松懈。各村要建好台账。", []),
        ("把部队和地方统一是多年的愿望，各村要建好台账，二是虚数。", []),
    ],
)
def test_the_first_item_may_stand_right_behind_who_is_told(line: str, expected: list[str]) -> None:
    found = speech(line)
    assert numbers(found) == expected
    if expected:
        assert len(found.tasks) == len(expected)
        assert len({task.lead for task in found.tasks}) == 1


REPORT = "3月5日，云溪县召开双拥工作会议。"


@pytest.mark.parametrize(
    "opening",
    [
        "县双拥办主任代表领导小组发表了讲话，强调：",
        "听取汇报后，县长对下一步工作提出了三点要求。",
        "县委书记作了讲话，要求：",
    ],
)
def test_a_list_that_was_asked_for_is_still_to_be_done(opening: str) -> None:
    found = read(
        f"云溪县召开双拥工作会议\n{REPORT}\n{opening}一是建立联席会议制度，每月走访一次驻军；二是印发优待目录。"
    )
    assert [task.path for task in found.tasks] == [("一是",), ("二是",)]


def test_a_list_of_what_was_done_is_none() -> None:
    found = read(f"云溪县召开双拥工作会议\n{REPORT}\n会上通报了去年所做的工作。一是走访了驻军；二是印发了优待目录。")
    assert not found.tasks


AGENDA = "今天的会议有三项议程：一是传达省军区会议精神；二是总结去年工作，部署今年任务；三是表彰先进。"


@pytest.mark.parametrize(
    "line",
    [
        AGENDA,
        "**县长给我们作了指示，对民兵工作给予了充分肯定，对完成好新任务提出了明确要求。",
        "在主汛期到来之前，县委、县政府召开全县防汛工作会议，主要是通报情况，分析形势，研究措施，部署工作。",
        "等一会县委书记还要作重要讲话，希望大家认真领会。",
        "走访是老传统，每年各乡镇都要召开座谈会，慰问军属。",
        "这次会议，其任务是传达精神，部署征兵，签订责任书。",
    ],
)
def test_what_a_meeting_is_for_or_has_heard_is_no_task(line: str) -> None:
    assert not speech(line).tasks


@pytest.mark.parametrize(
    ("line", "lead"),
    [
        ("各乡镇要召开动员会，8月1日前走访所有军属。", ("各乡镇",)),
        ("县双拥办每年要召开两次联席会议，印发会议纪要。", ("县双拥办",)),
    ],
)
def test_a_meeting_that_somebody_is_to_hold_is_a_task(line: str, lead: tuple[str, ...]) -> None:
    assert [task.lead for task in speech(line).tasks] == [lead]


def test_an_order_of_business_ends_before_what_the_chair_says_of_it() -> None:
    found = read(
        "云溪县双拥工作会议主持词\n同志们：\n今天的会议有两项议程。\n一、请县双拥办通报情况\n二、请副县长讲话\n"
        "会议的主要议程就进行到这里。县双拥办要在3月底前印发任务分解表。"
    )
    assert found.text[found.outline[-1].start : found.outline[-1].end] == "二、请副县长讲话"
    assert [(task.lead, task.path) for task in found.tasks] == [(("县双拥办",), ())]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("县供销社要按照改革的目标要求，做好军供站的建设。", "按照改革的目标要求，做好军供站的建设"),
        (
            "县人武部要通过开展宣讲、组织军训等形式，深入宣传兵役法规。",
            "通过开展宣讲、组织军训等形式，深入宣传兵役法规",
        ),
        ("各单位要围绕战备训练等方面提出需求，报县双拥办汇总。", "围绕战备训练等方面提出需求"),
        ("县教育局要结合开学制作课件，送到各校。", "结合开学制作课件"),
    ],
)
def test_a_frame_alone_is_no_task(line: str, words: str) -> None:
    assert [task.task for task in speech(line).tasks] == [words]


BODY = "今天我们召开全县双拥工作会议，主要任务是部署工作。各乡镇要在8月1日前走访所有军属，逐户发放慰问金。"


@pytest.mark.parametrize(
    "copy",
    [
        f"{TITLE}\n{TITLE} {TITLE} 同志们：{BODY}",
        f"{TITLE}\n{TITLE}{TITLE}同志们：今天我们召开全县\n{TITLE} {TITLE} 同志们：{BODY}",
    ],
)
def test_a_title_said_again_inside_lines_goes(copy: str) -> None:
    found = read(copy)
    assert found.text == f"{TITLE}\n同志们：{BODY}"
    assert {"repeated_line"} <= {repair.kind for repair in found.repairs}


def test_a_sentence_that_names_its_paper_keeps_the_name() -> None:
    said = f"{TITLE}中，县长提出三点要求，各乡镇要认真学习。"
    assert read(f"{TITLE}\n{said}").text == f"{TITLE}\n{said}"


def test_a_speech_that_its_title_ran_into_is_one() -> None:
    found = read(f"在全县防汛工作会议上的主持讲话今天我们召开全县防汛工作推进会，听取了汇报。{BODY}{BODY}")
    assert (found.kind, found.title) == ("speech", "在全县防汛工作会议上的主持讲话")


def test_the_day_on_which_a_page_put_a_speech_up_is_not_the_meetings() -> None:
    copied = read(f"{TITLE}\n云海范文网\n2025-01-21 17:13:15\n同志们：\n{BODY}")
    assert copied.meeting is not None
    assert (copied.meeting.date, copied.origin) == (None, None)
    printed = read(f"{TITLE}\n（2025年1月21日）\n同志们：\n{BODY}")
    assert printed.meeting is not None
    assert printed.meeting.date == "2025-01-21"


@pytest.mark.parametrize("word", ["驻*部队", "驻**部队", "驻*官兵"])
def test_a_place_that_is_masked_stays(word: str) -> None:
    found = speech(f"各{word}要派人参加，县双拥办要做好保障。")
    assert word in found.text
    assert [doubt.text for doubt in found.warnings] == [word.strip("驻部队官兵")]


def test_a_mask_inside_a_term_is_still_resolved() -> None:
    assert "拥军优属" in speech("要做好拥*优属工作，各村要走访军属。").text


@pytest.mark.parametrize(
    ("line", "doubted"),
    [
        ("县委、县__决定召开会议，各村要走访军属。", ["__"]),
        ("县长讲了很好___，县人民__与各乡镇签订了责任书。", ["___", "__"]),
        ("请于____年__月__日前报送，联系人：____。", []),
        ("慰问军属__户、__人，各村要登记。", []),
    ],
)
def test_words_that_a_library_took_out_are_doubted(line: str, doubted: list[str]) -> None:
    assert [doubt.text for doubt in speech(line).warnings] == doubted


@pytest.mark.parametrize(
    "foot",
    [
        "（未完，全文共1971字，当前显示613字）",
        "（请认真阅读下面的提示信息）",
        "预览结束，免费获取全文或定制代笔此类文章！",
    ],
)
def test_what_a_library_prints_below_its_sample_goes(foot: str) -> None:
    assert foot not in speech(f"{BODY}\n{foot}").text


@pytest.mark.parametrize(
    ("noted", "plain"),
    [
        (
            "我們(men)在這里召(zhao)開座談(tan)會(hui)，共(gong)(gong)慶佳(jia)節(jie)(jie)，向(xiang)駐軍(jun)(jun)(jun)致敬。",
            "我们在这里召开座谈会，共庆佳节，向驻军致敬。",
        ),
        (
            "全县(xian)各(ge)级(ji)要(yao)走访(fang)军(jun)属(shu)，发(fa)放慰问(wen)金。",
            "全县各级要走访军属，发放慰问金。",
        ),
    ],
)
def test_readings_without_tones_go_where_a_text_is_full_of_them(noted: str, plain: str) -> None:
    found = speech(noted)
    assert found.text.endswith(plain)
    assert "pinyin_note" in {repair.kind for repair in found.repairs}


@pytest.mark.parametrize(
    "line",
    ["各村要登录平台(app)，核对名册(excel)，上传照片(jpg)，填写网址(url)。", "各村要用好(hao)平台，走访军属。"],
)
def test_a_few_latin_words_in_brackets_stay(line: str) -> None:
    assert speech(line).text.endswith(line)


def test_a_reading_said_twice_goes_twice() -> None:
    assert speech("縣征兵辦要走訪軍屬(shǔ)(shǔ)，登記(jì)造冊(cè)(cè)(cè)。").text.endswith(
        "县征兵办要走访军属，登记造册。"
    )


LISTED = "一是走访驻军；二是更换光荣牌。"


@pytest.mark.parametrize("turn", ["会议强调：", "县长赵国栋强调：", "会议最后要求："])
def test_a_second_list_of_another_speaker_stands_beside_the_first(turn: str) -> None:
    found = read(
        f"云溪县召开双拥工作会议\n{REPORT}会议要求，各地要抓紧落实：{LISTED}{turn}一是压实责任；二是印发分工方案。"
    )
    assert [(item.number, item.level) for item in found.outline] == [("一是", 1), ("二是", 1)] * 2
    assert [task.lead for task in found.tasks][:2] == [("各地",), ("各地",)]


def test_a_list_under_a_colon_of_the_same_speaker_stands_inside_its_item() -> None:
    found = speech("第一，压实责任。第二，抓好三件事：一是走访驻军；二是更换光荣牌；三是印发分工方案。")
    assert [len(item.children) for item in found.outline] == [0, 3]


def test_what_is_numbered_by_a_demand_is_one() -> None:
    found = read(f"云溪县召开双拥工作会议\n{REPORT}县长讲了意见：一要问题排查再细致；二要工作落实再加快。")
    assert [sentence.verdict for sentence in found.sentences][-2:] == ["exhortation", "exhortation"]


@pytest.mark.parametrize(
    ("line", "measures"),
    [
        ("双拥工作事关国防大局，各乡镇要走访军属，发放慰问金。", ("走访军属", "发放慰问金")),
        ("今年安置任务非常艰巨，各单位要接收退役军人，安排岗位。", ("接收退役军人", "安排岗位")),
        ("督察组正在我县开展暗访，部分问题被市里通报，各乡镇要排查隐患，建立台账。", ("排查隐患", "建立台账")),
        ("各乡镇要走访军属，组织正在休假的官兵座谈。", ("走访军属", "组织正在休假的官兵座谈")),
    ],
)
def test_why_and_how_things_stand_start_no_action(line: str, measures: tuple[str, ...]) -> None:
    assert [task.measures for task in speech(line).tasks] == [measures]


@pytest.mark.parametrize(
    "head",
    [
        "全县双拥工作专题会议发言材料\n同志们：\n",
        "八一建军节领导致辞 篇1\n同志们：\n",
        "各位首长、同志们：八一将至，我们欢聚一堂。下面，我表达3层意思。",
        "【正文】\n云溪县军转安置工作会议讲话 同志们：",
    ],
)
def test_papers_that_speak_are_speeches(head: str) -> None:
    found = read(f"{head}{BODY}")
    assert found.kind == "speech"
    assert found.title is None or "正文" not in found.title


@pytest.mark.parametrize(
    "foot", ["全媒体记者：张敬\n实习生：沈悦", "（云溪县退役军人事务局供稿）", "（县国防动员办公室 供稿）"]
)
def test_who_wrote_a_report_is_furniture(foot: str) -> None:
    found = read(f"云溪县召开双拥工作会议\n{REPORT}会议要求，各乡镇要走访军属，发放慰问金。\n{foot}")
    lines = foot.count("\n") + 1
    assert [sentence.verdict for sentence in found.sentences][-lines:] == ["furniture"] * lines


def test_a_newspapers_page_is_no_headline() -> None:
    found = read(
        f"2019年12月13日\n第05版：云溪新闻 PDF版\n云溪县召开双拥工作推进会\n本报讯（记者 李明）{REPORT}\n"
        "2019-12-13 1 1 云海日报 content_86651.html 1 云溪县召开双拥工作推进会 /enpproperty-->"
    )
    assert found.title == "云溪县召开双拥工作推进会"
    assert "content_" not in found.text


def test_who_spoke_in_reports() -> None:
    found = read(
        "云溪县召开征兵工作会议\n3月5日，云溪县召开征兵工作会议。\n县委书记崔建国讲了重要意见：要提高站位。\n"
        "最后，县政法委副书记郝志伟同志进行了强调。"
    )
    assert found.meeting is not None
    assert {"崔建国", "郝志伟"} <= {one.name for one in found.meeting.speakers}


def test_whose_numbered_meeting_it_was() -> None:
    found = read("安全生产动态\n2024年2月5日，县安委会召开2024年第一次全体会议，县长赵国栋出席会议。\n会议通报了情况。")
    assert found.meeting is not None
    assert found.meeting.name == "县安委会2024年第一次全体会议"


def test_what_serves_a_whole_is_no_body() -> None:
    found = speech("一要服务大局，搞好规划统筹，优化民兵布局。二要立足全局，建立联席会议制度，每月走访驻军。")
    assert found.tasks
    assert all(task.lead == () for task in found.tasks)


def test_a_mobilisation_committee_may_attend() -> None:
    found = read(f"云溪县召开议军会议\n{REPORT}\n县国防动员委员会成员单位负责人，各乡镇党委书记参加会议。")
    assert [sentence.verdict for sentence in found.sentences][-1] == "furniture"


def test_a_source_in_brackets_behind_the_last_sentence() -> None:
    assert read(f"云溪县召开议军会议\n{REPORT}会议要求，各乡镇要走访军属。（来源：云溪发布）").origin == "云溪发布"


@pytest.mark.parametrize(
    ("line", "term"),
    [
        ("各镇要备足物资，做好汛前准备。", None),
        ("县水利局要开展汛前检查，建立台账。", None),
        ("各镇要于汛前完成检查，建立台账。", "汛前"),
        ("各校要在开学前检查食堂，建立台账。", "开学前"),
    ],
)
def test_work_that_a_season_names_sets_no_term(line: str, term: str | None) -> None:
    assert [task.deadline and task.deadline.text for task in speech(line).tasks] == [term]


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("创建双拥模范县活动是加强军民团结的有效途径和成功实践，是促进双拥工作的重要载体。", "background"),
        ("创建双拥模范城是一项系统性工作，涉及方方面面。", "background"),
        ("下面，首先请县农业局局长传达县绿化委员会《造林工作意见》；下面，请县长做重要讲话。", "background"),
        ("下面，请副县长作指示，大家欢迎。", "background"),
        ("要深化思想认识，深刻认识到双拥工作是发展的首要前提、是稳定的根本基础。", "exhortation"),
        ("各乡镇要创建双拥示范村10个，8月1日前挂牌。", "task"),
    ],
)
def test_what_a_work_is_and_the_order_of_business_are_background(line: str, verdict: str) -> None:
    assert [sentence.verdict for sentence in speech(line).sentences][-1] == verdict


def test_what_a_conversion_made_of_a_character_is_doubted_and_names_nobody() -> None:
    found = read("云溪县召开议军会议\n3月5日，云溪县召开议军会议，部署工作??h委书记邓小强主持会议并讲话。")
    assert [doubt.text for doubt in found.warnings] == ["??h"]
    assert found.meeting is not None
    assert all("?" not in post for one in found.meeting.chair for post in one.posts)


@pytest.mark.parametrize(
    "line",
    [
        "3.0 bibi 2024-03-07 485 99+ 16.81KB 7 页 2稿币\n侵权投诉",
        "县长在全县防汛工作会议上的讲话》所在栏目：优质范文 > 内容摘要：格式模板，仅供写作参考！相关关键词：防汛。。",
    ],
)
def test_what_libraries_print_around_a_speech_goes(line: str) -> None:
    assert speech(f"{BODY}\n{line}").text.endswith(BODY)


@pytest.mark.parametrize(
    "opening",
    [
        "经研究决定，今天召开全镇工作会议，总结工作。具体内容有三项：",
        "会议由副镇长主持，共三项议程。",
        "今天的会议有三项议程：",
    ],
)
def test_the_business_of_a_meeting_is_no_task(opening: str) -> None:
    assert not speech(f"{opening}一是安排近期重点工作；二是表彰先进集体和个人；三是签订责任书。").tasks


def test_work_in_three_parts_is_still_to_be_done() -> None:
    assert len(speech("重点工作有三项：一是走访驻军；二是更换光荣牌；三是签订责任书。").tasks) == 3


def test_question_marks_that_stand_for_names_end_no_sentence() -> None:
    found = read(
        "镇长办公会会议纪要\n2011年12月13日???镇政府镇长邢兆平主持召开征兵专题办公会议，现纪要如下：\n"
        "一、???所长通报情况。\n二、各村要走访军属。"
    )
    assert [item.heading for item in found.outline] == ["???所长通报情况", "各村要走访军属"]
    assert found.meeting is not None
    assert [(one.name, one.posts) for one in found.meeting.chair] == [("邢兆平", ("镇政府镇长",))]
    assert [doubt.text for doubt in found.warnings] == ["???", "???"]


def test_a_question_still_ends_a_sentence() -> None:
    found = speech("双拥工作为什么重要？因为它关系全局。谁来抓？各村要走访军属。")
    assert [found.text[one.start : one.end] for one in found.sentences][-2:] == ["谁来抓？", "各村要走访军属。"]


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("森林防火群众会讲话稿范文\n同志们：\n县委、县政府决定召开今天这个会议，主要任务是部署工作。", None),
        ("第一篇：消防表彰工作会议主持词\n同志们：\n", "消防表彰工作会议"),
        ("内容预览：\n在全县冬季消防工作会议上的讲话\n同志们：\n", "全县冬季消防工作会议"),
        ("2024年在全县护林防火形势分析会议上的讲话范本\n同志们：\n", "全县护林防火形势分析会议"),
    ],
)
def test_what_collections_print_names_no_meeting(head: str, name: str | None) -> None:
    found = read(f"{head}各村要走访军属，发放慰问金。")
    assert found.kind == "speech"
    assert (found.meeting and found.meeting.name) == name


def test_a_frame_before_a_demand_is_no_part_of_it() -> None:
    found = speech("各单位要召开会议，结合会议要点，要查找关键环节，按照标准，要完善台账。")
    assert found.tasks[0].measures == ("召开会议", "查找关键环节", "完善台账")


@pytest.mark.parametrize(
    "line",
    [
        "全文共4492字，仅供站内会员学习参考（会员可打开排版规范的全部文档）",
        "腾讯文库2024年在全县护林防火形势分析会议上的讲话范本",
        "在学习、工作生活中，很多情况下我们需要用到讲话稿。下面是小编帮大家整理的讲话稿范文，希望能够帮助到大家。",
    ],
)
def test_what_collections_print_around_a_speech_goes(line: str) -> None:
    assert speech(f"{BODY}\n{line}").text.endswith(BODY)


def test_the_first_item_may_stand_right_behind_who_said_it() -> None:
    found = read(f"云溪县召开双拥工作会议\n{REPORT}会上，县长强调一是要走访军属，发放慰问金。二是要更换光荣牌。")
    assert numbers(found) == ["一是", "二是"]
    assert len(found.tasks) == 2


@pytest.mark.parametrize(
    ("line", "support"),
    [
        ("县双拥办要积极支持配合人大、政协组织的各项活动，走访军属。", ()),
        ("县双拥办要配合县人大、县政协开展视察，走访军属。", ("县人大", "县政协")),
    ],
)
def test_whose_activities_are_helped_along_supports_nothing(line: str, support: tuple[str, ...]) -> None:
    assert [task.support for task in speech(line).tasks] == [support]


def test_a_script_without_a_title() -> None:
    found = read(
        "同志们：\n现在开会。我们组织大家召开这次双拥工作领导小组第二次会议，主要任务是部署工作。\n"
        "接下来，我们将进入第三个议程，请县委书记讲话，大家欢迎！"
    )
    assert found.kind == "speech"
    assert found.meeting is not None
    assert found.meeting.name == "双拥工作领导小组第二次会议"
    assert [sentence.verdict for sentence in found.sentences][-1] == "background"


def test_a_forums_buttons_go() -> None:
    assert speech(f"{BODY}\n鲜花\n握手\n雷人\n路过\n鸡蛋\n还没有评论，快来抢沙发吧！").text.endswith(BODY)
