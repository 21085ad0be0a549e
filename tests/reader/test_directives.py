"""Plain directions: a unit, 要 and something that can be checked is a task, whatever the verb."""

from __future__ import annotations

import pytest

from tests.reader.cast import notice, read

PLAIN = (
    "制定方案 建立台账 走访慰问优抚对象 走访优抚对象 看望老兵 慰问驻军部队 开展国防教育 召开双拥工作会议 报送工作总结 报告工作进展 落实优抚政策 兑现优待金 发放慰问金 悬挂光荣牌 "
    "采集退役军人信息 核实优抚对象身份 办理优待证 成立领导小组 配齐工作人员 安排专项经费 拨付专项资金 解决随军家属就业 安置退役士兵 修订管理办法 健全领导体系 "
    "张贴宣传标语 设置宣传栏 刊播公益广告 编印政策汇编 整理档案资料 自查工作落实情况 对照标准查漏补缺 整改存在问题 组织文艺演出 举办军营开放日活动 评选最美退役军人 "
    "推荐先进个人 培训退役军人 摸排涉军矛盾 化解信访积案 修缮烈士纪念设施 督查工作进展 通报督查结果 汇总上报材料 审核申报材料 将双拥经费列入预算 把双拥工作纳入考核 "
    "与驻军部队签订共建协议 向县双拥办报送名单 为官兵送去清凉 确定一名联络员 指定专人负责 填写登记表 收集意见建议 逐户上门走访 提供法律援助"
).split()
TERMED = (
    "迎接省里验收",
    "清明节祭扫烈士墓",
    "每月5日前报送进度",
    "在9月30号前报送方案",
    "在9月30日17时前报送方案",
    "在9月30日左右报送方案",
)
"""Directions that open with a term, a festival or a verb of waiting."""


@pytest.mark.parametrize("words", [*PLAIN, *TERMED])
def test_a_unit_that_must_do_something_has_a_task(words: str) -> None:
    (task,) = notice(f"一、各镇要{words}。").tasks
    assert (task.lead, task.support, task.path) == (("各镇",), (), ("一",))


@pytest.mark.parametrize(
    "words",
    [
        "去年以来，全县双拥工作成效明显。",
        "做好双拥工作意义重大。",
        "让我们携起手来，共同谱写双拥工作新篇章！",
        "请认真贯彻执行。",
        "全县共有优抚对象1200人。",
        "县委书记、各镇镇长参加会议。",
        "军民团结如一人，试看天下谁能敌。",
    ],
)
def test_what_directs_nobody_has_none(words: str) -> None:
    assert notice(words).tasks == ()


def test_the_standing_duties_of_rules_are_no_tasks() -> None:
    text = "清河县优待证管理办法\n第一条 县退役军人事务局应当建立台账。\n第二条 各镇应当于每年7月底前报送名单。"
    found = read(text)
    assert found.kind == "rules"
    assert found.tasks == ()


def test_every_leaf_has_its_own_task_and_a_parent_has_none() -> None:
    found = notice("一、抓好宣传\n（一）各镇要制定方案。\n（二）各村要建立台账。\n二、县财政局要安排专项经费。")
    assert [task.path for task in found.tasks] == [("一", "(一)"), ("一", "(二)"), ("二",)]


def test_an_unnumbered_paragraph_of_its_own_that_directs_is_a_task() -> None:
    (task,) = notice("请各镇于9月30日前将名单报送县双拥办。").tasks
    assert (task.path, task.deadline and task.deadline.date) == ((), "2024-09-30")


def test_the_wording_is_at_most_sixty_characters() -> None:
    long = "认真对照全国双拥模范县创建标准，" * 8
    (task,) = notice(f"一、各镇要制定{long}抓好落实。").tasks
    assert len(task.task) <= 60
