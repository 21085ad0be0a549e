"""Who acts in the scenarios: the units of an invented district and, in each, whoever does its work. By Chinese names."""

from __future__ import annotations

from collections.abc import Iterator

DISTRICT, CITY = "990102", "9901"
DONGHE, LIULIN, CHENGBEI = "990102101", "990102102", "990102009"

# key as stories name it: full name, kind, region, key of the unit above
UNITS = {
    "区委": ("中共云溪区委员会", "party", DISTRICT, None),
    "区政府": ("云溪区人民政府", "government", DISTRICT, None),
    "领导小组": ("云溪区双拥工作领导小组", "group", DISTRICT, None),
    "双拥办": ("云溪区双拥工作领导小组办公室", "group", DISTRICT, "领导小组"),
    "区政府办": ("云溪区人民政府办公室", "government", DISTRICT, "区政府"),
    "区委办": ("中共云溪区委办公室", "party", DISTRICT, "区委"),
    "组织部": ("中共云溪区委组织部", "party", DISTRICT, "区委"),
    "宣传部": ("中共云溪区委宣传部", "party", DISTRICT, "区委"),
    "信访局": ("云溪区信访局", "party", DISTRICT, "区委"),
    "退役军人局": ("云溪区退役军人事务局", "government", DISTRICT, "区政府"),
    "服务中心": ("云溪区退役军人服务中心", "station", DISTRICT, "退役军人局"),
    "教育局": ("云溪区教育局", "government", DISTRICT, "区政府"),
    "财政局": ("云溪区财政局", "government", DISTRICT, "区政府"),
    "民政局": ("云溪区民政局", "government", DISTRICT, "区政府"),
    "人社局": ("云溪区人力资源和社会保障局", "government", DISTRICT, "区政府"),
    "公安局": ("云溪区公安局", "government", DISTRICT, "区政府"),
    "卫健局": ("云溪区卫生健康局", "government", DISTRICT, "区政府"),
    "医保局": ("云溪区医疗保障局", "government", DISTRICT, "区政府"),
    "司法局": ("云溪区司法局", "government", DISTRICT, "区政府"),
    "住建局": ("云溪区住房和城乡建设局", "government", DISTRICT, "区政府"),
    "交通局": ("云溪区交通运输局", "government", DISTRICT, "区政府"),
    "文旅局": ("云溪区文化和旅游局", "government", DISTRICT, "区政府"),
    "应急局": ("云溪区应急管理局", "government", DISTRICT, "区政府"),
    "农业农村局": ("云溪区农业农村局", "government", DISTRICT, "区政府"),
    "市场监管局": ("云溪区市场监督管理局", "government", DISTRICT, "区政府"),
    "机械公司": ("云溪同心机械有限公司", "company", DISTRICT, None),
    "人武部": ("云溪区人民武装部", "army", DISTRICT, None),
    "驻军": ("驻云溪区某部", "army", DISTRICT, None),
    "武警": ("武警云溪区某部", "army", DISTRICT, None),
    "东河镇": ("东河镇人民政府", "town", DONGHE, "区政府"),
    "柳林镇": ("柳林镇人民政府", "town", LIULIN, "区政府"),
    "城北街道": ("城北街道办事处", "town", CHENGBEI, "区政府"),
    "东河站": ("东河镇退役军人服务站", "station", DONGHE, "东河镇"),
    "柳林站": ("柳林镇退役军人服务站", "station", LIULIN, "柳林镇"),
    "城北站": ("城北街道退役军人服务站", "station", CHENGBEI, "城北街道"),
    "东河村站": ("东河村退役军人服务站", "station", DONGHE + "201", "东河站"),
    "东河村": ("东河村村民委员会", "village", DONGHE + "201", "东河镇"),
    "市政府": ("澄江市人民政府", "government", CITY, None),
    "市双拥办": ("澄江市双拥工作领导小组办公室", "group", CITY, "市政府"),
    "市退役军人局": ("澄江市退役军人事务局", "government", CITY, "市政府"),
}
DOERS = {
    # kind of unit: words added to its name, post
    "party": (("联络员", "liaison"), ("负责人", "unit_head")),
    "government": (("联络员", "liaison"), ("负责人", "unit_head")),
    "company": (("联系人", "liaison"), ("负责人", "unit_head")),
    "town": (("干事", "town_clerk"), ("负责人", "unit_head")),
    "station": (("工作人员", "station_clerk"), ("站长", "unit_head")),
    "army": (("联络员", "troops_liaison"), ("负责人", "unit_head")),
    "village": (),
    "group": (),
}
OTHERS = {
    "双拥办主任": ("双拥办", "office_head"),
    "双拥办工作人员": ("双拥办", "office_clerk"),
    "双拥办另一工作人员": ("双拥办", "office_clerk"),
    "市双拥办主任": ("市双拥办", "office_head"),
    "市双拥办工作人员": ("市双拥办", "office_clerk"),
    "领导小组组长": ("区政府", "leader"),
    "市领导": ("市政府", "leader"),
    "督查室人员": ("区政府办", "inspector"),
}


def people() -> Iterator[tuple[str, str, str]]:
    """Name as stories write it, the unit's key, the post."""
    for unit, (_, kind, _, _) in UNITS.items():
        yield from ((f"{unit}{what}", unit, post) for what, post in DOERS[kind])
    yield from ((name, unit, post) for name, (unit, post) in OTHERS.items())


PERSONS = {
    # name as stories write it: where it lives; all invented
    "王大山": DONGHE + "201",
    "李青松": DONGHE + "201",
    "赵铁柱": DONGHE + "202",
    "陈向阳": LIULIN + "201",
    "周淑兰": CHENGBEI + "001",
    "孙小梅": CHENGBEI + "002",
}
WOMEN = {"周淑兰", "孙小梅"}
TROOPS = ("驻区某部", "武警某部")
MERCHANTS = {"同心饭店": "91350100M000100Y43"}
SITES = {"云溪烈士陵园": "烈士纪念设施", "东河双拥广场": "双拥阵地"}
