"""Classes of fault that the nineteenth to twenty-first lots showed, in sentences that stand in none of them."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, read

NEWS = "来源：清河日报 发布时间：2024-03-06\n"


@pytest.mark.parametrize(
    ("body", "term", "day"),
    [
        ("县教体局最迟4月28日前公布学位安排。", "最迟4月28日前", "2024-04-28"),
        ("县供销社要在3月20日（含）前完成挂牌。", "3月20日（含）前", "2024-03-20"),
        ("请各单位于3月8日（星期五）上午下班前报送名单。", "3月8日（星期五）上午下班前", "2024-03-08"),
        ("县民政局要及时拨付慰问金，确保节前发放到户。", "节前", None),
        ("一、健全机制。县双拥办要每月一调度、每季一通报。", "每月", None),
        ("一、健全机制。县双拥办要每月一调度，5月底前开展一次督导。", "5月底前", "2024-05-31"),
        ("各镇要于每周一前报送进度。", "每周一前", None),
    ],
)
def test_terms(body: str, term: str, day: str | None) -> None:
    found = notice(body).tasks[0].deadline
    assert found and (found.text, found.date) == (term, day)


@pytest.mark.parametrize(
    ("term", "day"),
    [("自本函印发之日起10个工作日内", "2024-03-19"), ("收到本函后10个工作日内", None)],
)
def test_a_letter_counts_from_its_own_day_and_not_from_its_receipt(term: str, day: str | None) -> None:
    paper = f"关于加快办理营区道路问题的督办函\n县住建局：\n请你局{term}完成路面修复。\n清河县双拥办\n2024年3月5日"
    found = read(paper).tasks[0].deadline
    assert found and (found.text, found.date) == (term, day)


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("【通知】关于开展军属走访的通知", "关于开展军属走访的通知"),
        ("[双拥动态] 清河县慰问驻军官兵", "清河县慰问驻军官兵"),
        ("图文丨清河县欢送新兵踏上征程", "清河县欢送新兵踏上征程"),
        ("（此件公开发布）\n关于开展军属走访的通知", "关于开展军属走访的通知"),
        ("紧急通知\n关于做好部队过境保障的通知", "关于做好部队过境保障的通知"),
        ("附件2\n清河县迎检任务分解表", "清河县迎检任务分解表"),
        ("清河县双拥办2023年工作总结\n和2024年工作打算", "清河县双拥办2023年工作总结和2024年工作打算"),
        (
            "清河镇关于印发《清河镇双拥三年行动计划\n（2024—2026年）》的通知",
            "清河镇关于印发《清河镇双拥三年行动计划（2024—2026年）》的通知",
        ),
        ("清河县慰问驻军官兵_清河县人民政府\n清河县慰问驻军官兵", "清河县慰问驻军官兵"),
    ],
)
def test_titles(head: str, title: str) -> None:
    assert read(f"{head}\n一、县教育局要在4月底前落实入学政策。\n").title == title


@pytest.mark.parametrize(
    ("paper", "name"),
    [
        (
            f"县委常委会（扩大）会议召开\n{NEWS}3月5日，县委书记钱明主持召开县委常委会（扩大）会议，研究双拥工作。\n",
            "县委常委会（扩大）会议",
        ),
        (
            f"县人大常委会听取双拥工作汇报\n{NEWS}3月5日，县人大常委会召开第十九次主任会议，听取双拥工作情况汇报。\n",
            "第十九次主任会议",
        ),
        (
            f"市领导来清河调研\n{NEWS}3月5日，副市长何文深入清河县调研双拥工作，并主持召开座谈会，听取意见。\n",
            "座谈会",
        ),
        (
            f"清河县双拥创建推进会强调 争分夺秒 补齐短板\n{NEWS}3月5日，副县长丁宁主持召开会议，调度创建工作。\n",
            "清河县双拥创建推进会",
        ),
        (
            f"清河县收看全省表彰大会\n{NEWS}全省双拥模范城（县）命名表彰大会3月5日上午在江城召开，钱明等收听收看。\n",
            "全省双拥模范城（县）命名表彰大会",
        ),
        (
            "军地恳谈会会议纪要\n会议时间：2024年3月5日\n就训练场用地达成如下意见：\n一、由县自然资源局在6月底前完成划拨。\n",
            "军地恳谈会",
        ),
    ],
)
def test_meetings(paper: str, name: str) -> None:
    found = read(paper).meeting
    assert found and (found.name, found.date) == (name, "2024-03-05")


@pytest.mark.parametrize(
    ("body", "lead", "support"),
    [
        ("一、各区、县（市）要开展一轮走访。", ("各区、县（市）",), ()),
        (
            "一、由县民政局商县财政局、县卫健局制定补助办法。",
            ("县民政局",),
            ("县财政局", "县卫健局"),
        ),
        ("一、组织军地联谊。团县委主办，县总工会、县妇联协办。", ("团县委",), ("县总工会", "县妇联")),
    ],
)
def test_who_is_told(body: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    (task,) = notice(body).tasks
    assert (task.lead, task.support) == (lead, support)


def test_a_column_of_persons_beside_one_of_units_tells_nobody() -> None:
    (task,) = notice(
        "一、任务分工见下表。\n序号\t重点任务\t牵头领导\t牵头单位\t配合单位\t时限\n1\t补齐议军会议档案\t钱明\t县委办\t各镇\t4月底前"
    ).tasks
    assert (task.lead, task.support) == (("县委办",), ("各镇",))


@pytest.mark.parametrize(
    "words",
    [
        "会议强调，要锚定目标、接续奋斗，向全国双拥模范县“三连冠”发起冲刺。",
        "大家表示，要倍加珍惜荣誉，朝着双拥模范县目标阔步前进。",
        "会议强调，要紧盯双拥模范县“三连冠”目标。",
    ],
)
def test_what_is_only_aimed_at_is_no_task(words: str) -> None:
    assert read(f"清河县召开双拥工作会议\n{NEWS}3月5日，全县双拥工作会议召开。\n{words}\n").tasks == ()


def test_the_order_behind_a_call_is_the_task() -> None:
    (task,) = read(
        f"清河县召开双拥工作会议\n{NEWS}3月5日，全县双拥工作会议召开。\n"
        "会议要求，要把好事办到军属心坎上。县住建局要办理军属院的不动产登记，县水利局要接通供水管网。\n"
    ).tasks
    assert (task.task, task.lead) == ("办理军属院的不动产登记", ("县住建局", "县水利局"))


def test_what_may_not_be_done_is_no_task_where_every_paper_says_it() -> None:
    found = notice("一、严守纪律。严禁弄虚作假，严禁铺张浪费，不得给基层增加额外负担。")
    assert found.tasks == ()


@pytest.mark.parametrize(
    ("body", "lead", "support"),
    [
        (
            "一、关爱老兵。县民政局要普遍走访一遍；县红十字会、县慈善会予以支持。",
            ("县民政局",),
            ("县红十字会", "县慈善会"),
        ),
        (
            "一、改造网络。（县工信局牵头，县住建局、三大运营商按职责分工负责）",
            ("县工信局",),
            ("县住建局", "三大运营商"),
        ),
    ],
)
def test_charities_and_carriers_are_units(body: str, lead: tuple[str, ...], support: tuple[str, ...]) -> None:
    (task,) = notice(body).tasks
    assert (task.lead, task.support) == (lead, support)


def test_who_answers_for_the_work_stands_beside_who_leads_a_group() -> None:
    (task,) = notice("一、强化保障。成立创建专班，由副县长丁宁任组长；由县双拥办负责日常调度。").tasks
    assert task.lead == ("县双拥办",)


def test_the_order_behind_a_word_that_every_paper_says_is_the_task() -> None:
    (task,) = read(
        f"清河县召开双拥工作会议\n{NEWS}3月5日，全县双拥工作会议召开。\n"
        "丁宁要求，要抓好双拥工作，各村要每季度走访一次军属，建好台账。\n"
    ).tasks
    assert task.task == "每季度走访一次军属"


def test_what_all_are_asked_below_the_last_item_is_no_part_of_it() -> None:
    found = notice(
        "一、道路问题。请县交通局在4月底前完成路面修复。\n二、路灯问题。县城管局已完成更换，予以销号。\n"
        "请各承办单位高度重视，收到通知后5个工作日内将办理方案报县双拥办。"
    )
    assert [task.path for task in found.tasks] == [("一",), ()]
