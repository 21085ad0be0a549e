"""Sentences known by their form that tell of something and direct nobody: what was found, who makes up a group."""

from __future__ import annotations

import re

from shuangyong.reader import first_leads
from shuangyong.reader.model import Verdict
from shuangyong.reader.people import SURNAMES, signs_report

_SET_UP = re.compile(
    "(?!.*(?:抽调|集中办公|脱产))(?:为[^。，]{2,40}[，,](?:经研究[，,])?(?:我?[局委办镇乡县市区校院][^，。]{0,6})?决定|(?:(?![各要应须请由])[一-龥]){1,10}?)?成立[^，。]{2,40}(?:小组|指挥部|专班|委员会)[，,].*任(?:第一|常务|总|副|双)*(?:指挥长?|组长|主任|召集人)"
    "|[^。]{0,24}(?:办公室设在|下设办公室)[^。]*负责[^，。]{0,6}(?:日常|具体)工作"
)
"""成立创建工作领导小组，由镇党委书记某某任组长: who makes it up, not what is to be done."""
_HEAD = 64
_ITS_DUTIES = re.compile(
    "[^，。；：]{2,16}的(?:主要)?(?:工作)?(?:职责|职责(?:和|与|、)任务|任务(?:和|与|、)职责)(?:是|为)"
)
"""领导小组的主要职责和任务是…: what a body is for, and standing."""
_LAW_SAYS = re.compile(
    "(?:根据|依照|按照)(?:有关|相关|国家)*(?:法律|法规|法律法规|刑法|民法典|《[^》]*(?:法|条例)》)(?:的)?(?:有关|相关)?(?:规定)?，[^。]*(?:的，(?:一是|依法|应|由)|(?:依法)?(?:应当)?承担[^。]{0,10}责任|追究[^。]{0,10}责任|给予[^。]{0,8}处[分罚])"
)
"""根据有关法律规定，…的，一是承担民事责任: what becomes of whoever breaks a law."""
_DID_THERE = re.compile(
    f"(?:[{SURNAMES}][一-龥]{{1,2}})同志(?:作|做)?了?(?:汇报|通报|领学|宣读|传达|介绍|说明|总结讲话|回顾|主持)(?!.*(?:要求|(?<![主重需必])要(?!求)|必须|应当|由|请))"
)
"""孟云同志汇报办法起草情况: what somebody did at a meeting."""
_FOUND = re.compile("经(?:查|核查|调查|核实|了解|梳理)[，,]")
"""经查，…未按要求落实: what was found."""
_CAME_UPON = re.compile(
    "[^，。；：要应须请由]{2,24}(?:过程中|[检督巡抽调]查(?:中|时)?|督导(?:中|时)?|暗访(?:中|时)?|核查(?:中|时)?)，?发现[，,：:](?!.*(?:(?<![主重需必])要(?!求)|必须|应当|请))"
)
"""督导组在督导过程中发现，个别单位没有制定措施: the same."""
_OTHERWISE = re.compile(
    "(?:(?:对|凡|逾期|未按)[^。；要]{2,50}的[^，。；]{0,8}[，,][^，。；要]{2,20}|对[^。；要]{2,50}的[^，。；]{0,8}[，,])将(?![于对])[^。；要]{2,60}。?"
)
"""逾期未办结的，区双拥办将提请专项督查: what happens to whoever does not do it."""
_ABOVE_ASKED = re.compile(
    "(?:省|市|自治区|州|国务院|中央|领导|书记|总理|主席|部长)[^。；]{0,60}作出(?:重要|明确|专门)*(?:指示|批示)(?:批示)?[，,](?:[^，。]{2,20}[，,])?要求"
)
"""省委书记、省长分别作出批示，要求各地…: what those above asked is told before what this paper asks."""
_THE_PUBLIC = re.compile(
    "(?:^|[，；：])(?:敬?请|望|希望)(?:各位|全体|广大)?(?:人民|市民|居民|村民|游客)?(?:群众|市民|居民|村民|游客|乡亲|父老)(?!代表)"
)
"""请广大市民错峰出行: whom no office can be held to."""
_CITIZENS = re.compile(
    "(?:[^。；]{0,30}[：:])?(?:凡(?:是)?|所有|符合[^，。；]{2,20}的)[^。；]{2,50}(?:公民|青年|个人)[^。；]{0,20}[，,]?(?:必须|应当|均?应|须|需|请|要)"
    "|(?:(?:报名|应征|申请|求职|登记)(?:人员|者|人|青年|公民)|适龄[^，。；]{0,6}(?:青年|公民))[^，。；]{0,16}(?:必须|应当|均?应|须|需|请|要)"
)
"""凡年满18周岁的男性公民，须于6月30日前登记: the same."""
_FROM_TO = re.compile(
    "(?:会议(?:明确|指出|强调)，)?(?:[^，。；：要]{4,20}(?:工作|活动|行动)[，,](?=[从自]))?(?:[^，。；要]{0,20}[月日旬][^，。；要]{0,6}(?:开始|启动|全面展开|全面铺开|起)[，,至]至?[^，。；要]{2,14}结束[；。]?){1,3}(?:[，,](?:分|共|历时|为期|覆盖|涉及|持续|按照?(?=[^。；]{2,30}(?:阶段|步骤)))[^。；要由请]{1,60})?。?"
)
"""活动从7月15日开始，8月10日结束，分三个阶段。, 上半年征兵2月中旬开始，3月底结束；下半年…: when it is, and nothing to be done."""
_IS_A_TIME = re.compile(
    "(?:[^，。：；]{2,8}[：:])?[^，。；：]{0,20}(?:月|日|旬|元旦|春节|国庆节?|假期|节前)[^，。；：要]{0,10}[为是][^，。；要]{2,20}(?:高潮|高峰|集中|关键|黄金|重点|活跃|多发|易发|高发|窗口|主汛|旺)(?:时段|期|季)(?=[，。])(?!.*(?:要(?!求)|由|请|必须|须))"
)
"""元旦至2月15日为宣传高潮期，返乡青年多: what a stretch of the year is like."""
_REPORTED = re.compile(
    "[^，。：；]{2,16}(?:部队|官兵|群众|居民|村民|老兵|军人|家属|对象|企业|代表|信访人)(?:普遍|集中)?(?:反映|反馈)[，,：:](?!.*(?:要(?!求)|由|请|必须|须))"
)
"""驻某部队反映，官兵就诊排队时间长: what somebody complained of."""
_GET_IN_TOUCH = re.compile(
    "[^。；]{0,40}(?:问题|情况|疑问|不明之处|事宜|困难)的?[，,]?(?:请|可)(?:及时|随时|直接)*(?:与|同|向)[^，。；]{2,24}(?:联系|咨询|沟通)。?"
)
"""执行中遇到的问题，请及时与区征兵办联系: where to ask."""
_PUT_OFF = re.compile(
    "(?:暂缓(?:研究|审议|讨论|表决)|(?:论证|研究|协商|调研|完善)后(?:再议|再行?(?:研究|审议|讨论|上会)|另行研究))"
)
"""暂缓研究，待进一步论证后再议: what a meeting put off."""
_TWICE = re.compile("(?:今年|全年|每年)?(?:全[国省市县区])?(?:继续)?实行一年两次[^，。；要]{2,12}。?")
"""全年实行一年两次征兵两次退役。: how the year is laid out."""
_SOME_DO = re.compile(
    "(?:但是?[，,]?)?(?:有的|个别|一些|少数)(?:单位|地方|部门|同志|街道|乡镇|镇|干部|领导)[^要须应请由]*$"
)
"""但是，有的单位满足于老经验: what is amiss."""
_LATELY = re.compile("(?:近期|近日|日前|前期|前段时间)[，,][^要须应请前]*$")
"""近期，区双拥办会同区人武部开展走访调研，共收集需求6件: what has been done."""
_MADE_UP = re.compile("(?:决定|对)[^，。]{0,24}(?:成立|调整|组建)[^。]{2,40}组成人员(?:如下|名单)")
"""镇政府决定调整双拥工作领导小组，组成人员如下: who makes it up."""
_PUT_OUT = re.compile(
    "(?:本报讯.{0,16})?(?:昨日|今日|近日|日前|今天|近期)[，,][^。；要]{2,40}(?:制发|印发|出台|下发|发出)[ ]?《[^》]+》(?!.*要求)"
)
"""昨日，市政府征兵办会同市教委制发《…的通知》，对…作出部署安排: that a paper was put out."""
_SO_MANY_POINTS = re.compile(
    "(?:最后[，,])?[^，,。；：要]{2,30}(?:为|就|对|围绕|针对)[^，,。；：]{2,30}提出?了?[一二三四五六七八九十两几\\d]{1,2}[点条项个](?:具体|明确|工作)?(?:要求|意见|希望|建议)[：:，,。；]?"
)
"""最后，局长某某同志为悬挂工作提出三点要求: what they are stands behind it."""
_LAID_DOWN = re.compile("划定[^。]{4,90}为[^。]{2,20}(?:范围|区|区域|地带)。?$")
"""划定…墓主体及墓前场地为…保护范围: what is laid down."""
_KEPT_BY = re.compile(
    "[^，。；：要应须由请]{2,30}(?:任务|工作|事项|项目|活动|会议)实行[^，。；]{2,40}(?:负责|责任|包案|包联|会议|例会|调度|包保|牵头)制(?:度)?。?"
)
"""县政府重点工作任务实行分线领导牵头负责制和部门单位具体负责制。: how it is laid out."""
_SEE_BELOW = re.compile("[^，。；：要应须请]{0,24}(?:具体|详|另)?见(?:附件|附表|附录|附后)[^，。；]{0,8}。?")
"""人员分组安排具体见附件1: where it stands."""
_AN_ASPECT = re.compile("在(?:[^。；要]|(?<=[重主])要){2,60}方面(?:[（(][^（）()]{1,30}[）)])?。?")
"""在“着力打造桥头堡”方面（分解任务15项）。: the name of a part."""
_OF_WHOM = re.compile(
    "[^。要须应由]{0,40}对象(?:为|是|包括)(?!宗旨|中心|重点|主)[^。要须应由]{2,160}(?:公民|青年|士兵|学生|人员)[^。要须应由]{0,20}。?"
)
"""登记对象为年满18周岁的男性公民；注销对象为年满23周岁的男性公民: whom something is about."""
_TO_BE_BETTER = re.compile(
    "(?:[^要须请]|要求)*(?:还|仍)[要需须]进一步(?:加强|提高|提升|深入|深化|完善|改进|强化|规范|加大|增强)[，。；](?:[^要须请]|要求)*"
)
"""对企业的指导还要进一步加强，与要求还有差距: what is amiss."""
_MOST_DID = re.compile(
    "(?:[^，。；要]{2,40}[，,])?(?:绝大部分|绝大多数|大部分|大多数|多数)[一-龥、]{0,8}(?:单位|部门|乡镇|街道|地方|[镇村县区])(?:(?!(?<!主)要(?!求)|必须|应当|须|务必|请).)+"
)
_DID_WELL = re.compile("其中[^，。；要]{0,8}做得(?:较|比较|很)?好的")
"""自整治启动以来，大部分单位行动迅速，…; 其中做得较好的单位有：…: how it went."""
_NOTED_BY = re.compile("[^。“”；]{4,60}[作做]出(?:重要|专门|如下)?批示[：:，,]?“")
"""9月17日，市长对整改工作作出批示：“…: what a leader noted, and what is asked for stands below it."""
_CALLED_FOR = re.compile(
    "[^。；]{0,60}(?:召开|举行|开)(?:了)?[^，。；]{0,40}会议?，(?:会议的?|其)?(?:"
    "(?:主要)?(?:目的|任务|内容|议题|议程)(?:就?是|为)"
    "|(?:主要|就)是(?:为|通报|总结|分析|研究|传达|贯彻|学习|动员|部署|安排|落实|听取|认真|进一步|深入|全面))"
)
"""县委、县政府召开全县防汛工作会议，主要是通报情况，分析形势: what a meeting was called for."""
_WILL_SPEAK = re.compile(
    "(?:还要?将?|等一会[^，。]{0,10}|一会儿?[^，。]{0,10}|随后|最后)(?:将|要)*(?:作|做|发表|讲)[^，。要]{0,6}(?:讲话|指示|报告|意见)"
)
"""县委书记还要作重要讲话: what is still to be heard."""
_PASS_IT_ON = re.compile(
    "请?各[^，。；要]{1,40}要?(?:认真|切实|严格)*按照?(?:[这本此]次|今天)?会议的?(?:精神|要求|部署)[，,]?(?:认真|切实)*[抓做]好(?:贯彻|工作)?落实"
    "(?:[，,](?:做到|确保)?[^，。；、]{2,12}到位)*。?"
)
"""各乡镇、各部门要按照会议精神，认真抓好落实，做到认识到位，措施到位: what every meeting ends with, and directs nobody."""
_EVERY_YEAR = re.compile("(?:每年|历年|往年|历来|年年)[^，。；]{0,20}都(?:要|会|将)")
"""每年各级政府都要召开专题会议: how it has always been."""
_ASKED_BEFORE = re.compile("(?<![主重需首必])要(?!求)|必须|不能|不得")
"""创建周期长，要强化落实，每年都要制定计划: what is asked for already goes on being asked for."""
LONGEST_TOLD = 400
"""What is amiss is told in short; the pattern looks at every place from every other."""
_CASES = frozenset("经对凡逾未")


def asks_the_public(sentence: str) -> bool:
    """Whether a sentence asks people and no body (请市民自觉遵守…), or all at once: 越是节日期间，越要坚守底线."""
    if "越要" in sentence and "越是" in sentence and not sentence.startswith("会议认为"):
        return True
    if ("凡" in sentence or sentence[0] in "所符报应申求登适") and _CITIZENS.match(sentence):
        return True
    return ("请" in sentence or "望" in sentence) and _THE_PUBLIC.search(sentence) is not None


def known(sentence: str) -> bool:
    """Whether a sentence asks a question, tells what was found, what becomes of whoever does not obey, or who makes up a group."""
    if sentence[-1] in "？?" or "《" in sentence and _PUT_OUT.match(sentence):
        return True
    if (
        sentence[0] in "根依按同"
        and _LAW_SAYS.match(sentence.removeprefix("同时，"))
        or sentence[0] in "划在"
        and (_LAID_DOWN.match(sentence) or _AN_ASPECT.fullmatch(sentence))
    ):
        return True
    if sentence[0] in _CASES and (_FOUND.match(sentence) or _OTHERWISE.match(sentence)):
        return True
    if sentence[0] in "但有个一少近日前" and (_SOME_DO.match(sentence) or _LATELY.match(sentence)):
        return True
    if "进一步" in sentence and len(sentence) < LONGEST_TOLD and _TO_BE_BETTER.fullmatch(sentence):
        return True
    if "对象" in sentence and _OF_WHOM.fullmatch(sentence) or "同志" in sentence[2:5] and _DID_THERE.match(sentence):
        return True
    if "结束" in sentence and _FROM_TO.fullmatch(sentence) or "一年两" in sentence and _TWICE.fullmatch(sentence):
        return True
    if _tells_how_it_stands(sentence) or _tells_of_a_meeting(sentence):
        return True
    if "作出" in sentence and _ABOVE_ASKED.search(sentence) or "牵头" in sentence and first_leads.is_note(sentence):
        return True
    if "组成人员" in sentence and _MADE_UP.search(sentence) or "提" in sentence and _SO_MANY_POINTS.fullmatch(sentence):
        return True
    if "成立" not in sentence[:_HEAD] and "日常工作" not in sentence and "具体工作" not in sentence:
        return False
    return _SET_UP.match(sentence) is not None and not _ANSWERS.search(sentence)


def _tells_of_a_meeting(sentence: str) -> bool:
    """What a meeting was called for, or who is still to speak there."""
    if "会" not in sentence[:LONGEST_TOLD] and "讲" not in sentence and "年" not in sentence:
        return False
    if "会议" in sentence and "落实" in sentence and _PASS_IT_ON.fullmatch(sentence):
        return True
    if "开" in sentence or "举行" in sentence:
        called = _CALLED_FOR.match(sentence)
        if called is not None and "要求" not in sentence:
            return True
    if "年" in sentence and "都" in sentence and (every := _EVERY_YEAR.search(sentence)) is not None:
        return _ASKED_BEFORE.search(sentence, 0, every.start()) is None
    return "还" in sentence and "讲话" in sentence and _WILL_SPEAK.search(sentence) is not None


def _tells_how_it_stands(sentence: str) -> bool:
    """What a time of the year is like, what somebody complained of, where to ask, what was put off."""
    if ("期" in sentence or "季" in sentence) and _IS_A_TIME.match(sentence):
        return True
    if ("联系" in sentence or "咨询" in sentence or "沟通" in sentence) and _GET_IN_TOUCH.fullmatch(sentence):
        return True
    if "大" in sentence[:44] and _MOST_DID.fullmatch(sentence) or sentence[0] == "其" and _DID_WELL.match(sentence):
        return True
    if "批示" in sentence and _NOTED_BY.match(sentence) or "见附" in sentence and _SEE_BELOW.fullmatch(sentence):
        return True
    if "发现" in sentence[:44] and _CAME_UPON.match(sentence):
        return True
    if "实行" in sentence and _KEPT_BY.fullmatch(sentence):
        return True
    if ("反映" in sentence or "反馈" in sentence) and _REPORTED.match(sentence):
        return True
    if "职责" in sentence[:20] and _ITS_DUTIES.match(sentence):
        return True
    return ("暂缓" in sentence or "后再" in sentence or "后另行" in sentence) and _PUT_OFF.search(sentence) is not None


_ANSWERS = re.compile("；由[^，。；]{2,24}(?:负责|牵头)(?!日常工作)")
"""成立专班，由某某任组长；由县双拥办负责日常调度: beside who leads it, who answers for the work."""


def in_a_report(sentence: str, told: str) -> Verdict | None:
    """What only a report says: who wrote it, who did what it tells of, who was greeted."""
    if signs_report(sentence):
        return "furniture"
    greeted = "致以" in told and _GREETED.match(told)
    led = "后" in told[:8] and _LED_THERE.match(told)
    return "background" if greeted or led or sentence[0] in "此本这该" and _THIS_WORK.match(sentence) else None


_LED_THERE = re.compile(
    "(?:会议?(?:结束)?|活动结束|随|之)后，[^，。；：要]{0,24}(?:(?:书记|[县市区州镇乡局部院校]长|主任|政委|司令员|主席)"
    f"[{SURNAMES}][一-龥]{{1,2}}|同志|一行)(?:同志|一行)?(?:还|又|亲自|现场|立即|分别)*(?:带队|率队|带领|率领|深入|赶赴|前往)"
    "(?!.*(?:(?<![主重需必])要(?!求)|要求|强调|指出|必须|应当|务必))"
)
"""会后，政委某某同志带队，对重点部位进行排查: what somebody then did, however it is told."""


_THIS_WORK = re.compile(
    "[此本这该]次?(?:[一-龥]{2,10}工作|行动|活动|检查|督查|调研|走访|比武|培训|演练)由[^，。要]{2,30}(?:牵头|主办|组织)[^要]*$"
)
"""此次行动由县退役军人局牵头，联合各镇实施: who did what a report tells of."""
_GREETED = re.compile("(?!.*(?:希望|我代表|你们|要求))[^“”要]*致以[^，。“”]{0,16}(?:问候|祝福|敬意|祝贺|祝愿)[^要]*$")
"""县委书记某某走访慰问官兵，并致以节日的问候: a report of greetings."""


_IS_TO_COME = re.compile("将[于在][^，。；]{2,14}(?:换届|举行|召开|到期|届满|开幕|闭幕|来临|到来|开始|结束)[。；]?$")


def is_to_come(sentence: str) -> bool:
    """县人大和县政协将于明年3月换届。: what is to come, and nobody's term."""
    return "将" in sentence and _IS_TO_COME.search(sentence.strip()) is not None
