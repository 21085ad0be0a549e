"""What whole papers of the field itself taught: militia, call-up, plaques, meetings of leading groups. All sentences are invented."""

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from shuangyong.reader.units import name_units


def paper(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "paper.txt")


def notice(*lines: str) -> Document:
    return paper("关于民兵工作的通知", "各村：", "现将有关事项通知如下：", *lines)


def verdict(document: Document, words: str) -> str:
    return next(one.verdict for one in document.sentences if words in document.text[one.start : one.end])


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("民兵组织整顿工作要认真开展。", ()),
        ("民兵整组工作计划于3月底前上报。", ()),
        ("拟制民兵训练方案，报镇武装部审定。", ()),
        ("镇武装部拟制民兵训练方案。", ("镇武装部",)),
        ("民兵组织群众转移。", ("民兵",)),
        ("市直属各单位及在云省部属单位认真组织走访慰问。", ("市直属各单位", "在云省部属单位")),
        ("各街道以社区为单元开展摸底排查。", ("各街道",)),
        ("普通民兵以行政村为基础、加大政审力度。", ()),
        ("希望各镇以此次通报为镜鉴。", ()),
    ],
)
def test_who_leads(text: str, lead: tuple[str, ...]) -> None:
    assert name_units(text)[0] == lead


def test_when_a_work_begins_and_ends_is_nobodys_task() -> None:
    read = notice(
        "一、方法步骤",
        "民兵组织整顿工作，从3月份开始，至5月底结束，按照筹划、实施、验收三个阶段进行。",
        "（一）筹划阶段。拟制整组方案，5月10日前报镇武装部。",
    )
    assert [task.path for task in read.tasks] == [("一", "(一)")]


@pytest.mark.parametrize(
    "order",
    ["按照便于机动的要求，组建一支30人的应急排。", "根据县里安排，组建1支20人的救援队。", "组建一支30人的应急排。"],
)
def test_figures_of_what_is_to_be_set_up(order: str) -> None:
    assert len(notice("一、主要任务", order).tasks) == 1


def test_figures_of_what_was_set_up() -> None:
    assert notice("一、基本情况", "自去年以来，全镇组建了2支30人的应急排。").tasks == ()


def test_what_an_order_goes_by_does_not_name_it() -> None:
    read = paper(
        "县国防动员委员会召开会议",
        "6月3日，县国防动员委员会召开全体会议。",
        "会议强调：一要扛起责任。按照“组织稳定、工作落实”的要求，统筹抓好民兵训练演练。二要推进融合发展。按照“平战转换”的要求，建立军地会商机制。",
    )
    assert read.tasks[0].task != "按照“组织稳定、工作落实”的要求"
    assert all(measure[-2:] != "要求" for task in read.tasks for measure in task.measures)


def test_by_what_means_an_order_goes_on() -> None:
    told = "依托农产品实验室，深化与院校合作，加快成果转化。"
    asked = paper("县里召开会议", "6月3日，全县动员会议召开。", "会议要求，要抓好训练基地建设。" + told)
    assert verdict(asked, "依托") == "task"
    done = paper("县里召开会议", "6月3日，全县动员会议召开。", "去年，县里抓好了训练基地建设。" + told)
    assert verdict(done, "依托") != "task"


def test_every_year_behind_what_is_asked_for() -> None:
    head = ("全市双拥推进会召开", "2月2日，全市双拥推进会召开。")
    asked = paper(*head, "高远强调，创建周期长，要抓好台账，每年都要制定工作计划，明确部门职责。")
    assert verdict(asked, "每年都要") == "task"
    told = paper(*head, "高远强调，每年全市都要召开专题会议。各镇要抓好台账。")
    assert verdict(told, "每年全市") != "task"


def test_how_many_points_somebody_made() -> None:
    read = paper(
        "县局召开推进会",
        "3月20日，县局召开悬挂光荣牌推进会。会议要求，一是严格界定对象，二是及时建立档案。最后，局长高远同志为悬挂工作提出三点要求，一是开展培训；二是公布电话。",
    )
    assert verdict(read, "三点要求") == "background"
    assert all("高远" not in name for task in read.tasks for name in task.lead)


def test_a_day_told_as_a_number() -> None:
    lines = ("县双拥工作领导小组会议召开", "发布时间：2024-03-09")
    read = paper(*lines, "3月7号，县双拥工作领导小组会议召开。会议要求，各镇要抓好走访。")
    assert read.meeting is not None and read.meeting.date == "2024-03-07"
    other = paper(*lines, "在清河路3月7号楼，县双拥工作领导小组会议召开。会议要求，各镇要抓好走访。")
    assert other.meeting is None or other.meeting.date is None


def test_what_is_printed_for_those_it_goes_to_is_a_notice() -> None:
    lines = ("各村、乡属各单位：", "《石桥乡征兵方案》已经乡政府同意，现印发你们，请认真贯彻执行。", "石桥乡人民政府")
    assert paper("石政〔2023〕10号", *lines).kind == "notice"


def test_headings_of_a_call_up() -> None:
    read = notice(
        "三、征集政策",
        "（一）征集对象。以大学生为主。",
        "（二）征集对象和范围。高中以上青年。",
        "四、实施步骤",
        "对适龄青年开展兵役登记。",
    )
    assert verdict(read, "征集对象。") == verdict(read, "征集对象和范围。") == "background"
    assert [task.task for task in read.tasks] == ["对适龄青年开展兵役登记"]


def test_what_is_before_ones_eyes_is_no_term() -> None:
    read = notice("一、在看到当前征兵形势严峻的情况下，各村要建立台账。", "二、在体检前，各村要上报名单。")
    assert [task.deadline and task.deadline.text for task in read.tasks] == [None, "体检前"]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("组织青少年参加由街道举办的共建活动。", ()),
        ("活动由街道举办。", ("街道",)),
        ("广泛开展宣传，让更多的人认识到，人民军队在建设中发挥的作用。", ()),
        ("要求我们的村干部要改变作风，入户宣传。", ("村干部",)),
        ("我们要改变作风。", ()),
    ],
)
def test_whom_other_words_name(text: str, lead: tuple[str, ...]) -> None:
    assert name_units(text)[0] == lead


def test_a_ban_is_not_turned_round() -> None:
    read = notice("一、廉洁征兵。必须遵守纪律：不准降低标准，将不合格青年征入部队；不准虚报名单，要按时上报。")
    (task,) = read.tasks
    assert all("将不合格" not in words for words in (task.task, *task.measures))
    assert "按时上报" in task.measures
    assert verdict(notice("一、个别人员识别不准，投诉增多。"), "识别不准") == "background"


@pytest.mark.parametrize("heading", ["建设内容", "工作内容"])
def test_headings_that_name_no_task(heading: str) -> None:
    read = notice(f"二、{heading}", "基层武装部规范化建设，要通过加大投入，建立资料室。")
    (task,) = read.tasks
    assert heading not in task.task
    assert "规范化建设" not in task.measures


@pytest.mark.parametrize(
    ("out", "day", "held"),
    [("2024-08-15", "14日上午", "2024-08-14"), ("2024-08-02", "30日", "2024-07-30"), ("2024-03-01", "30日", None)],
)
def test_a_day_without_its_month(out: str, day: str, held: str | None) -> None:
    read = paper(
        "全市现场会召开",
        f"发布时间：{out}",
        f"{day}，全市武装部建设现场会在石桥镇召开。会议要求，各镇要抓好训练。",
    )
    assert read.meeting is not None and read.meeting.date == held


def test_names_that_no_list_of_surnames_knows() -> None:
    head = ("县双拥工作领导小组会议召开", "5月29日，县双拥工作领导小组会议召开。")
    meeting = paper(*head, "县政府副县长、领导小组副组长永措主持会议。常务副州长普措扎西出席会议并讲话。").meeting
    assert meeting is not None
    assert [(one.name, one.posts) for one in meeting.chair] == [("永措", ("县政府副县长", "领导小组副组长"))]
    assert [one.name for one in meeting.speakers] == ["普措扎西"]
    other = paper(
        *head, "县委书记亲自主持会议。各部门负责人汇报。县人武部部长分别作了讲话。镇长会上作专题讲话。"
    ).meeting
    assert other is not None and not other.chair and not other.speakers


def test_bodies_are_no_persons() -> None:
    lines = "副市长高远，各县政府、人武部、国资委等单位分管领导，共150人参加会议。"
    meeting = paper("推进会召开", "12月11日，全市武装部建设推进会召开。", lines).meeting
    assert meeting is not None and [one.name for one in meeting.attendees] == ["高远"]


def test_what_stands_for_pictures() -> None:
    read = paper("推进会召开", "图片", "12月11日，全市武装部建设推进会召开。", "图片图片图片", "各镇要建立资料室。")
    assert "图片" not in read.text


def test_what_was_done_before_something_is_stressed() -> None:
    told = "11月12日，省厅副厅长高远率调研组到石桥县调研，走访慰问退役军人，强调要建立走访台账，公布服务电话，12月底前上报名单。"
    (task,) = paper("省厅到石桥县调研", told).tasks
    assert task.deadline is not None and task.deadline.text == "12月底前"
    assert task.measures == ("建立走访台账", "公布服务电话", "上报名单")
    kept = notice("一、3月12日前，县局要建立走访台账，强调纪律。").tasks[0]
    assert kept.deadline is not None and kept.deadline.text == "3月12日前"


def test_an_order_that_goes_on_beside() -> None:
    read = paper(
        "全市召开双拥推进会",
        "6月2日，全市召开双拥推进会。会议要求各县、市直有关单位要制订活动方案，指定专人负责。同时，结合宣传月开展政策落实检查，对落实情况进行一次检查。",
    )
    assert verdict(read, "进行一次检查") == "task"


def test_who_is_told_right_behind_a_stage() -> None:
    read = notice("一、步骤", "（一）全面实施阶段（4月-5月）各镇街、各部门和驻县各部队要对照任务表，建立台账。")
    assert read.tasks[0].lead == ("各镇街", "各部门", "驻县各部队")


def test_a_meeting_in_the_capital() -> None:
    meeting = paper("安置工作会议召开", "5月18日，中央单位安置工作会议在京召开。各单位要落实计划。").meeting
    assert meeting is not None and meeting.name == "中央单位安置工作会议"


@pytest.mark.parametrize("line", ["（石桥区退役军人事务局供稿）", "（记者高远 实习生林霞）"])
def test_who_wrote_a_report(line: str) -> None:
    read = paper("推进会召开", "12月11日，全市推进会召开。各镇要建立台账。" + line)
    assert verdict(read, line) == "furniture"


def test_where_to_complain_is_a_pages_own() -> None:
    foot = ("主管单位：石桥县委宣传部", "未成年专用投诉举报热线：0597-1234567", "涉企网络侵权举报电话：0597-1234568")
    read = paper("推进会召开", "12月11日，全市推进会召开。各镇要建立台账。", *foot)
    assert all(line not in read.text for line in foot)
    kept = notice("一、公布电话", "各镇要公布监督举报电话：0597-1234567，做好登记。")
    assert "0597-1234567" in kept.text


def test_what_goes_on_with_a_call_calls() -> None:
    head = ("县委议军会议召开", "4月25日，县委议军会议召开。")
    read = paper(*head, "高远强调，要强化政治担当，坚定信念。持续加强国防教育，积极助力地方发展。")
    assert verdict(read, "持续加强") != "background"
    told = paper(*head, "高远指出，去年全县坚定信念。持续加强国防教育，积极助力地方发展。")
    assert verdict(told, "持续加强") == "background"


def test_what_a_base_is_laid_for_is_no_measure() -> None:
    read = notice("一、各村要建立台账，公布名单，为圆满完成征兵工作打下坚实的基础。")
    assert read.tasks[0].measures == ("建立台账", "公布名单")


def test_who_was_there_told_behind_the_verb() -> None:
    line = "参加本次会议的有市局局长高远、副局长周永、中心负责人罗沃和15个镇服务站的站长等。"
    read = paper("推进会召开", "5月12日，全市服务体系推进会召开。" + line)
    assert read.meeting is not None
    assert [one.name for one in read.meeting.attendees] == ["高远", "周永", "罗沃"]
    assert verdict(read, line) == "furniture"


def test_who_was_there_with_the_post_behind_the_name() -> None:
    line = "军分区战备处郝伟科长，人武部孙远部长、郑磊政委、张鹏副部长及120余名民兵参加动员大会。县人武部长、镇武装部长出席预备会。"
    meeting = paper("动员大会召开", "5月25日，全区民兵动员大会召开。" + line).meeting
    assert meeting is not None
    assert [(one.name, one.posts) for one in meeting.attendees] == [
        ("郝伟", ("军分区战备处科长",)),
        ("孙远", ("人武部部长",)),
        ("郑磊", ("政委",)),
        ("张鹏", ("副部长",)),
    ]


def test_what_a_report_says_of_a_work_is_told() -> None:
    read = paper("镇里开展确认", "12月1日，镇里开展确认。", "本次确认工作由镇服务办牵头，服务站组织实施。")
    assert verdict(read, "牵头") == "background"


def test_whom_to_ring_above_what_is_attached_stays_on_a_page() -> None:
    read = paper(
        "青石县退役军人事务局关于开展普查工作的通知",
        "来源:青石县退役军人事务局 作者: 发布时间:2020-06-10 18:00 阅读: 打印 保存 收藏",
        "各镇退役军人服务站:",
        "为掌握烈士纪念设施现状,决定开展一次普查。现通知如下:",
        "一、工作要求",
        "各站要认真完成普查工作。",
        "邮箱:qsx@163.com",
        "传真(电话):2186000 联系人:高远",
        "附件:1.青石县烈士墓普查统计表",
        "青石县退役军人事务局",
    )
    assert "qsx@163.com" in read.text and "2186000" in read.text


def test_a_count_is_no_task_by_its_heading() -> None:
    read = notice("三、时间安排", "各站务必在6月19日前完成普查信息汇总工作。")
    assert [task.task for task in read.tasks] == ["完成普查信息汇总工作"]


def test_the_word_over_a_text_is_no_headline() -> None:
    read = paper("基层武装部长例会召开", "文章正文", "1月9日，县人武部召开例会，县人武部部长高远参加会议。")
    assert read.title == "基层武装部长例会召开"
