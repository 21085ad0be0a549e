"""What the style page shows: every component in every state, with invented names."""

from __future__ import annotations

from typing import Any, Final

from shuangyong.desk.choosing import Choice, Units
from shuangyong.desk.forming import Control
from shuangyong.desk.intake import RefusalError
from shuangyong.desk.presenting import Card, Share

COLOURS: Final = (
    ("paper", "纸白", "页面底色"),
    ("sheet", "页白", "卡片、表格"),
    ("ink", "墨", "正文"),
    ("ink-2", "次墨", "说明文字"),
    ("ink-3", "淡墨", "标注"),
    ("line", "线", "分隔线"),
    ("edge", "边", "输入框边线"),
    ("red", "印红", "主操作、当前位置，少用"),
    ("wash", "浅红", "红色的底"),
    ("lit", "亮黄", "两边对照时点亮"),
    ("ok", "绿", "正常"),
    ("soon", "赭", "临期"),
    ("late", "红", "逾期"),
    ("done", "青灰", "已销号"),
)

TYPE: Final = (
    ("type-1", "页面标题", "24 像素"),
    ("type-2", "栏目标题", "18 像素"),
    ("type-3", "卡片标题", "16 像素"),
    ("type-4", "界面正文", "15 像素"),
    ("type-5", "标注说明", "13 像素"),
    ("type-doc", "公文正文用仿宋", "17 像素"),
)

SHARES: Final = (
    Share("task", "任务", "属于某一项任务", 46, 18, 0),
    Share("exhortation", "号召", "提倡、呼吁，没有可检查的要求", 12, 5, 46),
    Share("background", "背景", "情况、意义、做过的事", 33, 14, 58),
    Share("furniture", "格式", "标题、称呼、落款、名单", 9, 6, 91),
)

CARD_FULL: Final = Card(
    1,
    "完成困难退役军人摸底",
    ("建立台账", "逐户核实"),
    ("县退役军人事务局",),
    ("县民政局", "县财政局"),
    "12月10日前",
    "2026年12月10日",
    False,
    "一 › (一)",
    "由县退役军人事务局牵头，县民政局、县财政局配合，12月10日前完成困难退役军人摸底……",
    False,
)
CARD_OPEN: Final = Card(
    2, "做好军人子女入学保障", (), (), (), None, None, False, "二", "要做好军人子女入学保障。", False
)

ROWS: Final = (
    ("1", "困难退役军人摸底", "县退役军人事务局", "2026年12月10日", "ok"),
    ("2", "节前走访慰问驻县部队", "清源镇", "2026年11月24日", "soon"),
    ("3", "双拥示范社区挂牌", "河东街道", "2026年11月10日", "late"),
    ("4", "随军家属专场招聘", "县人社局", "2026年10月30日", "done"),
)

REFUSAL: Final = RefusalError(
    "没有读成：“会议纪要.pdf”是没有文字层的扫描件。",
    "可以读 txt、html、docx 和带文字的 pdf。",
    "请换一份能选中文字的文件，或把正文粘贴到下面。",
)

UNITS: Final = Units(
    (Choice(1, "县民政局", "清河县民政局", "政府部门"), Choice(2, "清源镇", "清河县清源镇", "乡镇（街道）")), True
)

CONTROLS: Final = (
    Control("sample-task", "text", "工作任务", "一句话写清要办的事。", texts=("建立驻军子女入学台账",), most=200),
    Control("sample-heard", "long_text", "反映的情况", optional=True, texts=("希望就近入学。",), most=1000),
    Control("sample-on", "date", "走访日期", texts=("2026-11-20",)),
    Control("sample-money", "money", "慰问金", texts=("五百",), error="“五百”不是金额，请写数字，如 500。"),
    Control("sample-many", "number", "参加人数", texts=("36",)),
    Control("sample-sort", "choice", "走访缘由", choices=("春节", "八一", "季度联系"), texts=("八一",)),
    Control("sample-ways", "choices", "开展方式", choices=("上门", "电话", "到站"), texts=("上门", "到站")),
    Control("sample-met", "yes_no", "是否见到本人", texts=("是",)),
    Control("sample-lead", "part", "牵头单位", texts=("1",)),
    Control("sample-support", "part", "配合单位", optional=True, many=True, texts=("2",)),
    Control(
        "sample-person",
        "person",
        "走访对象",
        rows=(("7", "李*平（1957年生） 清源镇"), ("9", "李*（1986年生） 河东街道")),
    ),
    Control("proof-sample", "proof", "走访记录", "走访过了；文字即可，不要求照片。", optional=True),
)
"""One control of each look that a definition can ask for."""

CONTEXT: Final[dict[str, Any]] = {
    "colours": COLOURS,
    "type_scale": TYPE,
    "shares": SHARES,
    "cards": (CARD_FULL, CARD_OPEN),
    "rows": ROWS,
    "refusal": REFUSAL,
    "controls": CONTROLS,
    "units": UNITS,
}
