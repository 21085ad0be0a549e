"""Items whose paragraphs tell unit by unit what each does: 二、职责分工 | 县财政局：负责…"""

from __future__ import annotations

from tests.reader.cast import read

_HEAD = "关于印发《云溪县关爱老兵工作方案》的通知\n各乡镇人民政府，县直各单位：\n现将方案印发给你们，请认真贯彻执行。\n"
_FOOT = "\n云溪县人民政府\n2024年3月1日"


def _tasks(text: str) -> list[tuple[str, tuple[str, ...], str | None, tuple[str, ...]]]:
    told = read(_HEAD + text + _FOOT).tasks
    return [
        (task.task, tuple(task.lead), task.deadline.text if task.deadline else None, tuple(task.path)) for task in told
    ]


def test_each_units_paragraph_is_a_task_of_its_own() -> None:
    assert _tasks(
        "一、职责分工\n县退役军人局：负责牵头组织走访，建立台账。\n县财政局：负责落实经费，5月底前拨付到位。\n"
        "公安分局、交警大队：做好沿线交通疏导。\n各乡镇：组织好本辖区的活动。"
    ) == [
        ("负责牵头组织走访", ("县退役军人局",), None, ("一",)),
        ("负责落实经费", ("县财政局",), "5月底前", ("一",)),
        ("做好沿线交通疏导", ("公安分局", "交警大队"), None, ("一",)),
        ("组织好本辖区的活动", ("各乡镇",), None, ("一",)),
    ]


def test_short_names_lead_below_what_all_are_asked() -> None:
    assert _tasks(
        "一、落实责任。各单位要制定任务清单，抓好各项工作。其职责分工为：\n教委：负责在中小学校开展国防教育。\n"
        "建委：负责组织对工地从业老兵的登记。\n区委宣传部：制订宣传工作方案。"
    ) == [
        ("落实责任", ("各单位",), None, ("一",)),
        ("负责在中小学校开展国防教育", ("教委",), None, ("一",)),
        ("负责组织对工地从业老兵的登记", ("建委",), None, ("一",)),
        ("制订宣传工作方案", ("区委宣传部",), None, ("一",)),
    ]


def test_labels_are_no_units() -> None:
    """责任单位：, 牵头部门： name who answers; the item above them stays one task."""
    assert _tasks(
        "一、开展走访慰问\n在春节前走访困难老兵，建立台账。\n牵头单位：县退役军人局。\n责任单位：县财政局、各乡镇人民政府。"
    ) == [("开展走访慰问", ("县退役军人局",), "春节前", ("一",))]


def test_one_such_line_stays_with_its_item() -> None:
    assert len(_tasks("一、落实经费\n各单位要足额安排经费。\n县财政局：负责落实走访经费，及时拨付到位。")) == 1


def test_standing_duties_are_nobodys_tasks() -> None:
    told = read(
        "云溪县双拥工作领导小组成员单位职责\n一、职责\n县财政局：负责落实双拥经费，监督使用。\n"
        "县教育局：负责落实军人子女教育优待政策。\n县公安局：负责维护营区周边治安秩序。"
    )
    assert told.tasks == ()


def test_who_makes_up_a_group_parts_nothing() -> None:
    """组长：…, 成员：… and the persons on the lines below them belong to the item that sets the group up."""
    told = read(
        _HEAD
        + "一、组织领导\n成立关爱老兵工作领导小组，负责组织实施。\n组  长：赵一鸣  副县长\n副组长：钱二虎  县政府办副主任\n"
        "孙三元  县卫生局局长\n成  员：李四海  县民政局副局长\n周五岳  县财政局副局长\n"
        "领导小组下设办公室，孙三元兼任办公室主任。办公室负责制定考核办法。" + _FOOT
    )
    assert [task.task for task in told.tasks] == ["成立关爱老兵工作领导小组"]
    assert told.tasks[0].lead == ("办公室",)
    lines = {told.text[one.start : one.end].strip(): one.verdict for one in told.sentences}
    assert lines["孙三元 县卫生局局长"] == lines["周五岳 县财政局副局长"] == "furniture"
