"""What two blind lots taught, class by class, in sentences of their own: days that are only told, columns of units,
headings without numbers, what a result serves for, stars that hide a unit's number, headlines of two parts."""

from __future__ import annotations

from typing import Any

import pytest

from shuangyong.reader import as_json, read_bytes

NOTICE = (
    "云溪县双拥工作领导小组办公室关于做好双拥工作的通知\n各乡镇：\n{}\n云溪县双拥工作领导小组办公室\n2025年5月13日\n"
)
MINUTES = "云溪县双拥工作专题会议纪要\n2025年5月13日，副县长高原主持召开双拥工作专题会议。纪要如下：\n{}\n云溪县人民政府办公室\n2025年5月14日\n"


def read(words: str, paper: str = NOTICE) -> dict[str, Any]:
    return as_json(read_bytes(paper.format(words).encode(), "notice.txt"))


def term(words: str, paper: str = NOTICE) -> tuple[str, str | None] | None:
    """The words and the day of the one task's term."""
    (task,) = read(words, paper)["tasks"]
    return (task["deadline"]["text"], task["deadline"]["date"]) if task["deadline"] else None


@pytest.mark.parametrize(
    "told",
    [
        "二、时间安排\n走访活动从7月15日开始，到8月5日结束，分摸底、走访、回访三个阶段。",
        "二、活动时间\n宣传月从6月1日开始，到6月30日结束，覆盖全县机关和学校。",
        "集中排查从9月1日起，至9月20日结束，共20天。",
        "一、宣传安排\n①时间节点：元旦至2月15日为上半年宣传高潮期，返乡青年多，宣传效果最好。",
        "6月下旬至8月上旬为报名高峰期，各高校放假，学生流动大。",
        "7月20日至8月10日为主汛期，山洪易发。",
    ],
)
def test_when_something_is_sets_nobody_a_term(told: str) -> None:
    assert read(told)["tasks"] == []


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ("军地座谈会定于7月30日举行。由县双拥办负责拟定会议方案，7月10日前报县委审定。", ("7月10日前", "2025-07-10")),
        ("（一）表彰大会拟于9月28日召开，县双拥办要于9月5日前提出名单。", ("9月5日前", "2025-09-05")),
        ("（一）联谊晚会定于7月31日晚在县影剧院举行，县文旅局要在7月20日前排定节目。", ("7月20日前", "2025-07-20")),
        ("（一）培训班计划于6月18日开班，各乡镇要于6月10日前报送学员名单。", ("6月10日前", "2025-06-10")),
        ("（一）授牌仪式初定于10月10日举行，县融媒体中心要于9月30日前制作专题片。", ("9月30日前", "2025-09-30")),
    ],
)
def test_the_day_of_what_is_held_is_not_that_of_who_prepares_it(told: str, by: tuple[str, str]) -> None:
    assert term(told) == by


def test_the_day_of_what_is_held_stands_where_no_other_does() -> None:
    assert term("（一）办好晚会。晚会定于7月30日晚在县影剧院举行，由县文旅局负责编排节目。") == (
        "7月30日",
        "2025-07-30",
    )


@pytest.mark.parametrize(
    "told",
    [
        "对三年内没有开展活动的对子，县双拥办要会同县人武部调整共建关系。",
        "对两个月内没有走访的家庭，各乡镇要逐户登记。",
        "对10日内未答复的诉求，县信访局要逐件核查。",
        "对一年内未发放优待的商户，县商务局要取消挂牌。",
        "县委督查室要会同县双拥办开展年中、年末两次督查，督查结果作为考核的参考。",
    ],
)
def test_what_was_not_done_within_a_time_sets_none(told: str) -> None:
    assert term(told) is None


@pytest.mark.parametrize(
    "told",
    [
        "县双拥办要对初审不合格的材料逐件列出问题，3个工作日内退回原单位补正。",
        "县退役军人事务局要对不规范的台账逐项列出清单，5日内发回乡镇整改。",
        "县商务局要对不达标的门店逐家下达通知，10日内完成复查。",
        "县双拥办要对未通过的申请说明理由，5个工作日内反馈申请人。",
        "县民政局要对不完整的档案逐份登记，15日内补齐。",
    ],
)
def test_a_period_that_begins_with_what_is_found_wanting_has_no_day(told: str) -> None:
    found = term(told)
    assert found is not None
    assert found[1] is None


@pytest.mark.parametrize(
    ("told", "by"),
    [
        ("请于6月30日前作出书面处理意见并送达信访人。", "2025-06-30"),
        ("县信访局要在7月15日前作出答复。", "2025-07-15"),
        ("县自然资源局要于8月1日前作出认定结论。", "2025-08-01"),
        ("县人社局应于9月底前作出安置决定。", "2025-09-30"),
        ("县纪委监委要在6月10日前作出处理并通报。", "2025-06-10"),
    ],
)
def test_a_day_by_which_something_is_decided_is_a_term(told: str, by: str) -> None:
    found = term(told)
    assert found is not None
    assert found[1] == by


@pytest.mark.parametrize(
    "told",
    [
        "四、关于就医问题\n驻县部队反映，官兵到医院就诊排队时间长，异地结算手续繁琐。",
        "四、关于出行问题\n驻县官兵集中反映，进出营区要绕行的道路狭窄，夜间没有照明。",
        "四、关于入学问题\n随军家属反映，子女转学办理手续时间长。",
        "四、关于补助问题\n退役军人反馈，补助发放标准不一。",
        "五、关于用地问题\n鉴于选址尚存争议，会议议定暂缓研究，待县人武部和县自然资源局进一步论证后再议。",
        "五、关于经费问题\n会议决定暂缓审议，由县财政局进一步测算后再上会。",
        "五、关于选址问题\n该事项暂缓表决，待充分协商后再议。",
    ],
)
def test_what_was_complained_of_or_put_off_is_no_task(told: str) -> None:
    assert read(told, MINUTES)["tasks"] == []


@pytest.mark.parametrize(
    "told",
    [
        "各单位在执行中遇到的问题，请及时与县征兵办联系。",
        "填报中的疑问，请直接向县双拥办咨询。",
        "工作中的有关情况，可随时与县双拥办沟通。",
        "名额分配的问题，请与县人武部联系。",
        "未列明的事宜，请及时向县退役军人事务局咨询。",
    ],
)
def test_where_to_ask_tells_nobody_to_do_anything(told: str) -> None:
    assert read(f"3.强化报告。自6月10日起，各街道每日16时前报告报名人数。\n{told}")["tasks"][0]["lead"] == ["各街道"]


@pytest.mark.parametrize(
    ("told", "leads"),
    [
        ("县委督查室要会同县双拥办开展两次督查，督查结果作为年度考核的参考。", ["县委督查室"]),
        ("县人社局要于6月底前完成核查，核查结果作为发放补助的依据。", ["县人社局"]),
        ("各乡镇要逐户登记，登记情况作为评先的条件。", ["各乡镇"]),
        ("县教育局要组织一次测评，测评成绩作为评选的依据。", ["县教育局"]),
        ("县双拥办要每季度通报进度，通报情况作为考核内容。", ["县双拥办"]),
    ],
)
def test_what_a_result_serves_for_takes_nothing_from_the_order(told: str, leads: list[str]) -> None:
    (task,) = read(f"（一）严格考核。{told}")["tasks"]
    assert task["lead"] == leads


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("严格值班制度", "局办公室要于5月27日前排定值班表，实行领导在岗带班。"),
        ("排查安全隐患", "县光荣院、县烈士陵园管理所要对消防设施开展一次全面检查。"),
        ("做好纪念活动", "由优抚股牵头，局办公室配合，筹备敬献花篮仪式，6月26日前报局党组审定。"),
        ("完善应急预案", "县应急管理局要会同县人武部修订预案，6月底前印发。"),
        ("办好专场招聘", "县人社局要组织60家企业进场，7月10日前发布岗位。"),
    ],
)
def test_a_paragraph_without_a_number_has_its_heading_for_a_task(heading: str, told: str) -> None:
    (task,) = read(f"{heading}。{told}")["tasks"]
    assert (task["task"], task["path"]) == (heading, [])


TABLE = "<html><body><p>云溪县双拥工作方案</p><table>{}</table></body></html>"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("牵头单位", "责任单位"),
        ("牵头部门", "责任部门"),
        ("主办单位", "承办单位"),
        ("主责单位", "责任单位"),
        ("牵头处室", "落实处室"),
    ],
)
@pytest.mark.parametrize("work", ["主要工作", "要干的活"])
def test_beside_who_leads_those_of_another_column_help(work: str, first: str, second: str) -> None:
    rows = [
        ("阶段", work, first, second, "时间"),
        ("部署", "印发方案，召开动员会", "县双拥办", "各乡镇", "4月20日前"),
        ("提升", "对薄弱站点实行挂牌整治", "县退役军人事务局", "县财政局", "9月30日前"),
        ("验收", "组织交叉验收", "县双拥办", "县委编办", "12月底前"),
    ]
    page = TABLE.format("".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows))
    tasks = as_json(read_bytes(page.encode(), "plan.html"))["tasks"]
    assert [(task["lead"], task["support"]) for task in tasks] == [([row[2]], [row[3]]) for row in rows[1:]]


@pytest.mark.parametrize("unit", ["支队", "大队", "中队", "旅", "团"])
def test_stars_that_hide_a_units_number_are_no_term_of_the_field(unit: str) -> None:
    found = read(f"武警某部*{unit}转移群众3100余人。")
    assert f"武警某部*{unit}" in found["text"]
    assert [warning["text"] for warning in found["warnings"]] == ["*"]


def test_a_star_in_a_term_of_the_field_is_still_filled_in() -> None:
    assert "慰问驻县部队" in read("各乡镇要慰问驻县部*，6月底前完成。")["text"]


@pytest.mark.parametrize(
    "headline",
    [
        "云溪县召开双拥工作领导小组全体会议 安排部署今年重点任务",
        "云溪县召开退役军人工作推进会 研究部署下一步工作安排",
        "我县召开双拥创建动员大会 动员部署迎检任务",
        "东河区举行军地座谈会议 研究部队需求责任清单",
        "云溪县召开征兵工作会议、部署全年征集计划",
    ],
)
def test_a_headline_of_two_parts_that_tells_of_a_meeting_is_news(headline: str) -> None:
    page = f"来源：云溪日报　发布时间：2025-03-15\n{headline}\n3月14日，县双拥工作领导小组全体会议召开，部署今年工作。县长高原主持会议并讲话。\n"
    assert as_json(read_bytes(page.encode(), "page.txt"))["kind"] == "news"


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ("濯水县双拥工作领导小组", "濯水县2025年双拥工作要点"),
        ("云溪市退役军人事务局", "云溪市退役军人就业创业工作方案"),
        ("东河区人民政府征兵办公室", "东河区2025年征兵工作计划"),
        ("白石镇人民政府", "白石镇防汛应急预案"),
        ("平澜县国防教育办公室", "平澜县国防教育月活动方案"),
    ],
)
def test_a_body_above_a_title_that_names_the_place_again_is_no_part_of_it(body: str, title: str) -> None:
    found = as_json(
        read_bytes(
            f"{body}\n{title}\n为做好工作，制定本方案。\n一、重点任务\n（一）县双拥办要于6月底前建立台账。\n{body}\n2025年2月18日\n".encode(),
            "plan.txt",
        )
    )
    assert (found["title"], found["origin"]) == (title, body)


@pytest.mark.parametrize(
    ("told", "goal"),
    [
        ("同步采集资料，确保光荣牌悬挂对象全覆盖。", "光荣牌悬挂对象全覆盖"),
        ("各乡镇要逐户走访，实现优抚对象走访全覆盖。", "优抚对象走访全覆盖"),
        ("力争实现主要商圈、背街小巷拥军门店全覆盖。", "主要商圈、背街小巷拥军门店全覆盖"),
        ("年底前实现乡镇、村居服务站规范化建设全覆盖。", "乡镇、村居服务站规范化建设全覆盖"),
        ("要做到车站、医院军人优先窗口全覆盖。", "车站、医院军人优先窗口全覆盖"),
    ],
)
def test_what_is_to_be_covered_is_named_whole(told: str, goal: str) -> None:
    assert read(told)["goals"] == [goal]


@pytest.mark.parametrize(
    "told",
    [
        "四、下步打算\n下一步，我县将以此为契机，进一步补短板、强弱项。",
        "各级要把思想统一到会议精神上来，推动各项规定落地生根。",
        "烈士精神是宝贵的财富，各地要怀着崇敬之心，切实把纪念设施保护好、管理好。",
        "越是和平年代，越要居安思危，越要把国防教育的根基打牢。",
        "越是紧要关头，越要沉得住气，越要把工作做细做实。",
    ],
)
def test_what_only_calls_is_no_task(told: str) -> None:
    assert read(told)["tasks"] == []
