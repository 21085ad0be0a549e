"""What a line of an official document looks like: dates, numbers of papers, labels of names, signatures."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from shuangyong.reader.markers import value_of
from shuangyong.reader.people import BARE_NAME, is_person_line
from shuangyong.reader.quick import Ending
from shuangyong.reader.terms import load

DATE = re.compile(
    r"(?P<y>(?:19|20)\d\d)\s*[年\-－/.]\s*(?P<m>\d{1,2})\s*[月\-－/.]\s*(?P<d>\d{1,2})\s*日?|(?P<cy>(?:一九|二[〇○零Ｏ0Oo])\S\S)年(?P<cm>[一二三四五六七八九十]{1,2})月(?P<cd>[一二三四五六七八九十]{1,3})日"
)
NUMBER = re.compile(
    r"[^，。、；]{0,24}[〔\[【（(﹝?？]\s*(?:19|20)\d\d\s*[〕\]】）)﹞?？]\s*第?\s*\d+\s*[号次期](?:[ 　].{0,30}|\s*签发人\s*[：:].{2,12})?"
)
DATE_LINE = re.compile(
    rf"(?:20)?[X×xＸ*＊]{{1,4}}\s?年\s?[X×xＸ*＊\d]{{1,2}}\s?月\s?[X×xＸ*＊\d]{{1,2}}\s?日|20\d\d年\s?[X×xＸ*＊]{{1,2}}\s?月\s?[X×xＸ*＊\d]{{1,2}}\s?日|20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?!时间.*[时点])[（(]?(?:发布时间|日期|时间)?[：:]?\s*(?:{DATE.pattern})\s*(?:印发|通过|修订)?[）)]?(?:\s*\d{{1,2}}(?::\d\d(?::\d\d)?|[时点](?:\d{{1,2}}分|整)?))?".replace(
        "?P<", "?:<"
    )
    .replace("?:<y>", "?:")
    .replace("?:<m>", "?:")
    .replace("?:<d>", "?:")
    .replace("?:<cy>", "?:")
    .replace("?:<cm>", "?:")
    .replace("?:<cd>", "?:")
)
TITLE_END = Ending(
    "通知|通报|讲话|讲话范文|讲话范本|讲话稿范文|主持词范文|发言范文|讲话提纲|讲话稿|主持词|主持稿|致辞|发言|纪要|方案|要点|计划书?|安排|规划|总结|报告|汇报|办法|制度|条例|规定|细则|规则|意见|决定|公告|公示|通告|函|慰问信|公开信|倡议书|感谢信|贺信|喜报|清单|责任分解|任务分解|任务分解表|分解表|预案|提纲|讲稿|实录|章程|守则|规程|标准|须知|说明|简报|专报|信息|决议|命令|请示|批复|议案|公报|承诺书|责任书|协议书?|台账|一览表|总结材料|材料|通稿|纪实|讲话要点|讲话摘要|答复|打算|思路|提示|提示单|督办单|抄清",
    "(?:[（(].{1,24}[）)])?",
    "）)",
)
ADDRESS = re.compile(
    r"(?:各|全[市县区省州镇乡]|所属|[校院局厂处委镇街](?:属|直|内|部)(?=各)|直属|下属|市|县|区|州|省|本|局|驻|机关|全体|有关|致|亲爱|尊敬|广大|[一-龥]{2,8}(?:县|市|区|州|省|镇|局|委|部|办|厅))(?:[^。；！？!?]|(?<=[府会门委处位局）)])；(?=[各市县区省州驻直有机镇乡])){0,120}[：:]"
    "|(?!.*(?:[^主摘]要|如下|以下))[一-龥]{2,14}(?:开发区|高新区|园区|新区|示范区|林场|农场|管委会|集团|公司|学院|中学|医院)[，,、]各[^。；！？!?]{2,110}(?:单位|部门|政府|办事处|[居村委]委会|企业|学校|[局办委厅部处科站镇乡])[：:]"
)
FOOT = re.compile(
    r"(?:抄\s*送|抄\s*报|分\s*送|送|发|报|主\s*送|(?:本期)?发\s*送|报\s*送|印\s*送|抄\s*发|印\s*发|打\s*字|校\s*对|承办单位)\s*[：:]|.{2,40}[ 　]*(?:20\d\d)年\d{1,2}月\d{1,2}日\s*印(?:发|制)?|[（(](?:此件|信息公开|公开方式|此文).{0,20}[）)]|[（(]?共印\s*\d+\s*份|主题词[：:]"
)
NAMES = re.compile(
    r"(?:出\s*席|列\s*席|缺\s*席|请\s*假|参\s*加|主\s*持|主\s*持\s*人|记\s*录|记\s*录\s*人|参会|参加单位|参会单位|(?:参加|出席|列席)会议|参会人员|出席人员|列席人员|参加人员|缺席人员|与会人员|时\s*间|地\s*点|会议时间|会议地点|会议主持|议\s*题|汇报人|整理|审\s*签|审\s*核|签\s*发|签发人|题|议程)(?:人员|单位|人|同志)?\s*[：:]"
)
ATTEND = re.compile(
    r"[^。；]{2,400}(?:在[^，。；]{0,16}(?:主|分)会场参会|(?:参加|出席|列席|参加了|出席了)(?:本次|此次|这次)?(?:上述)?(?:会议|活动|座谈|座谈会|仪式|大会|推进会|调研)(?:[^，。；]{0,8}))[。.]?"
)
CAPTION = re.compile(
    "会议现场|[^，。：]{2,8}(?:会|会议|活动|仪式|慰问|走访|培训)现场|[（(]?(?:资料图片?|[一-龥]{0,4}(?:现场|合影|剪影)(?:图片?)?)[）)]?"
)
"""座谈会现场, 走访现场, （资料图）: below a picture over the text."""
WAS_HELD = re.compile("(?:召开|举行)[^。]*[，,]")
"""9月29日，云溪县召开双拥工作会议，县领导某某出席会议: what was held, and only then who came."""
ATTACH = re.compile(
    r"附\s*件\s*(?:\d{0,2}|[一二三四五六七八九十]{0,2})\s*(?:[：:.．、]|$)|附\s*[：:]|附表\s*\d*\s*[：:]?$"
)
BYLINE = re.compile(
    r"[（(]?(?:本报|本网|本台)?(?:讯[ 　]|记者|通讯员|实习生|特约记者|实习记者|见习记者|作者|撰稿|供稿|文/|图/|摄影|摄)[^。！？；]{0,50}[）)]?|.{0,12}(?:融媒体中心|报社|日报|电视台)?\s*(?:记者|通讯员)\s*[:：]?\s*[^，。]{2,20}"
)
CONTACT = re.compile(
    r"[（(]?(?:联\s*系\s*人|联系单位|联系电话|联系方式|电\s*话|传\s*真|邮\s*箱|电子邮箱|地\s*址|咨询电话|监督电话|举报电话|报送邮箱)\s*(?:[及和].{1,8})?[：:].{0,100}"
)
NOT_HEAD = re.compile(r"[。！？!?；;]")
BODY_NAME = Ending(
    "国务院|中共中央|行政司|法规司|规划司|人事司|财务司|安置司|纪念司|创业司|保障司|优抚司|综合司|管理司|监督司|教育司|中央军委|办公室|委员会|领导小组|人民政府|办事处|局|厅|部|委|处|中心|站|军分区|警备区|人武部|武装部|县委|市委|区委|省委|州委|党委|党工委|政府|指挥部|联席会议|人民法院|双拥办|总会|协会|联合会|商会|工商联|残联|妇联|团委|总工会|红十字会|基金会|促进会|联盟|干休所|军休所|委员会办公室|支队|大队|学校|学院|小学|中学|大学|幼儿园|中心校|卫生院|医院|公司|社区|村委会|居委会|督查室|研究室|政研室|创建办|征兵办|文明办|考核办|编办|管委会|党组|支部|集团|银行|法院|检察院|(?:秘书|综合|督查|信息|文电)[一二三四五六七八九十]?[科处室股]"
)


_TO_BODIES = re.compile(
    r"(?!.*(?:[^主摘]要(?!害|塞)|应当|如下|以下|强调|指出|负责|会议))(?:各|全[市县区省州镇乡校院体]|[一-龥]{2,8}(?:各成员单位|会员单位|会各)|所属|直属|机关|市|县|区|州|省|镇|[一-龥]{2,6}(?:县|市|区|州|省|镇|局|委|部|办|厅))(?:[^。；！？!?]|(?<=[府会门委处位局）)])；(?=[各市县区省州驻直有机镇乡])){0,120}"
    r"(?:单位|部门|机构|政府|办事处|管委会|[委居村]委会|委员会|[局办委厅部处科室站院校镇乡村街区县市州盟旗会]|中心|公司|企业|街道|社区|团体|组织)(?:[（(][^（）()]{2,12}[）)])?\s*[：:]"
)


def goes_to_bodies(text: str) -> bool:
    """Whether a line names nothing but the bodies that a paper goes to: 各镇、街，各管委会，各有关单位："""
    return len(text) < _LONGEST_ADDRESS and _TO_BODIES.fullmatch(text) is not None


_LONGEST_ADDRESS = 160


_MEMBERS = re.compile(
    r"(?:第一)?(?:常务)?副?(?:组[ \u3000]*长|总?指挥长?|主[ \u3000]*任|召集人)[ \u3000]*[：:]|(?:成[ \u3000]*员(?:单位)?|顾[ \u3000]*问)[ \u3000]*[：:]"
)
"""副组长：窦海峰（县人武部副部长）, who makes up a group: a line of the item that sets it up, and nothing to be done."""
_DIRECTS = re.compile("。.|[^主首]要|负责(?!人|同志)|牵头")


def makes_up_a_group(text: str) -> bool:
    """Whether a line only says who makes up a group: 副组长：…, 成员：…"""
    return _MEMBERS.match(text) is not None and _DIRECTS.search(text) is None


def parse_date(text: str) -> date | None:
    """The first whole date in a text, in figures or in characters."""
    match = DATE.search(text) or _FIGURES_ONLY.fullmatch(text.strip())
    if match is None or match.group().startswith("1970-01-01"):  # what a machine prints where it knows no day
        return None
    try:
        if match["y"]:
            return date(int(match["y"]), int(match["m"]), int(match["d"]))
        century = 1900 if match["cy"].startswith("一") else 2000
        year = century + 10 * figure(match["cy"][2]) + figure(match["cy"][3])
        return date(year, value_of(match["cm"]), value_of(match["cd"]))
    except ValueError:
        return None


_FIGURES_ONLY = re.compile(r"(?P<y>20\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])")
"""20211115 on a line of its own: a day whose 年 and 月 were lost."""
_BY_WHOM = re.compile("(?:编印|主办|编发|编|整理|供稿)$")


def issuer_of(text: str) -> str:
    """Who stands in the line of issuer and day: 云溪县双拥办编　2024年8月14日."""
    return _BY_WHOM.sub("", DATE.sub("", _bare(text)).strip(" 　"))


def is_issuer_and_day(text: str) -> bool:
    """The line of minutes and circulars that holds who issued them and when: 宁和县人民政府办公室　2025年6月18日."""
    text = _bare(text)
    found = DATE.search(text) if len(text) < 60 else None
    return (
        found is not None
        and found.end() == len(text)
        and bool(BODY_NAME.search(_BY_WHOM.sub("", text[: found.start()].rstrip(" 　"))))
    )


def _bare(text: str) -> str:
    """（某某办公室　2024年2月26日） without its brackets."""
    return text[1:-1] if text[:1] in "（(" and text[-1:] in "）)" else text


_NAMES_IN_A_ROW = 3


def is_row_of_names(text: str) -> bool:
    """A row of a list of persons or bodies, parted by spaces: 刘玉梅 郭建文 边海军."""
    names = text.split() if " " in text or "\u3000" in text else []
    return len(names) >= _NAMES_IN_A_ROW and all(BARE_NAME.fullmatch(name) or BODY_NAME.search(name) for name in names)


_NAMES_ALONE = re.compile("(?:[一-龥]{2,4}[、，, \\u3000]+)*[一-龥]{2,4}")


def is_listed_below(label: str, text: str) -> bool:
    """李燕 副县长, below another of a list; 潘燕、李兵, on the line below 出席人员：."""
    alone = label.endswith(("：", ":")) and NAMES.fullmatch(label) is not None
    return is_person_line(text) or alone and _NAMES_ALONE.fullmatch(text) is not None


def figure(char: str) -> int:
    """A figure of a year in words: 二〇二五, whatever stands for naught."""
    return "〇一二三四五六七八九".find(char) if char not in "○零Ｏ0Oo" else 0


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """The declared line patterns: salutation, closing."""
    table = load()["furniture"]
    return {name: re.compile(table[name]) for name in ("salutation", "closing")}


_HEADER = re.compile(
    r".{2,40}文\s*件|(?:特\s*急|加\s*急|平\s*急|紧急|急件)|\d{6}|(?!关于).{0,20}(?:内部明电|工作简报|简报|专报)|[（(]?(?:20\d\d年)?总?第\s*\d+\s*[期次](?:\s*[（(，,]?\s*总第?\s*\d+\s*期\s*[）)]?)?[）)]?|【本期[一-龥]{2}】|[●■◆▲★].{2,60}|签发人[：:].{2,10}|[（(](?:此件|此文|信息公开)[^（）()]{2,14}[）)]|@[^。，；]{1,12}|[（(]?(?:第?[一二三四五六七八九十\d]+号|代拟稿|征求意见稿|讨论稿|草案|试行|审议稿|送审稿)[）)]?"
)


_ISSUE_NUMBER = re.compile(
    r"[（(]?(?:20\d\d年)?(?:第|总第?)\s*\d+\s*期(?:\s*[（(，,]?\s*总第?\s*\d+\s*期\s*[）)]?)?[）)]?"
)
_BULLETIN_NAME = re.compile("[^，。；：《》]{2,20}(?:动态|快报|信息|通讯|参考|专刊|要情|快讯|简讯|简报|专报)")
CONTENTS = re.compile(r"[【\[]?(?:本期|本刊|内容)\s*(?:要目|导读|目录|提要|看点)[】\]]?[：:]?")
"""本期要目: below it stand the headlines of what follows, which the paper then says again."""
COLUMN = re.compile(f"【[^【】。，]{{2,16}}】|{CONTENTS.pattern}")
"""【基层动态】: the name of a column of a bulletin, or of a part of a paper; also the head of its contents."""
EDITORS_NOTE = re.compile(r"[【\[（(]?\s*(?:编者按|编者的话|编\s*按|按\s*语)\s*(?:[】\]）)：:]|$)")
"""What an editor says before the headline of a bulletin: 编者按：…"""


def is_issue_number(text: str) -> bool:
    """第8期, （2024年第8期，总第50期）."""
    return len(text) < _LONGEST_NUMBER and _ISSUE_NUMBER.fullmatch(text) is not None


_LONGEST_NUMBER = 30


def is_bulletin_name(text: str) -> bool:
    """What may be printed over a bulletin, where the number of the issue stands below: 云溪双拥动态."""
    return _BULLETIN_NAME.fullmatch(text) is not None


def is_header_text(text: str) -> bool:
    """The red heading of an official paper: 某某文件, a number of its own, urgency."""
    return _HEADER.fullmatch(text) is not None


_BEGUN = re.compile(r"(?:(?<!\d)0\d{2,3}[-－—](?P<local>\d{0,7})|(?<!\d)(?P<mobile>1[3-9]\d{1,8}))$")
_LOCAL, _MOBILE = (7, 8), 11


def ends_a_telephone(above: str, figures: str) -> bool:
    """Whether figures alone on a line are the rest of a telephone's number that the line above breaks off: 0556-881 | 2345."""
    if len(figures) < 2 or not (figures.isascii() and figures.isdigit()):
        return False
    begun = _BEGUN.search(above)
    if begun is None:
        return False
    if begun["mobile"]:
        return len(begun["mobile"]) + len(figures) == _MOBILE
    return len(begun["local"]) + len(figures) in _LOCAL
