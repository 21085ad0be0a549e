"""Terms: the words that print one, and the day where the document leaves no doubt.

A date is never invented: where a year, a day or the start of a period is not told, the text stands alone.
"""

from __future__ import annotations

import re

from shuangyong.reader.counted import Days
from shuangyong.reader.grammar import DAY, ONCE, Begins, acts, grammar, term_at
from shuangyong.reader.model import Deadline
from shuangyong.reader.quick import asking
from shuangyong.reader.termdays import CN, MASKED_YEAR, MONTH, YEAR, day_of, next_days, within_day
from shuangyong.reader.told_days import foretold, is_told

_NOT_TERM_AFTER = re.compile(
    r"(?:(?![把将对])[一-龥]{2,6}中(?:暴露|发现|反映|存在|出现)|(?:(?!传达|学习|贯彻|领会|落实|宣讲)[一-龥]){0,12}(?:批示|指示|讲话|会议|来信|来函)(?:精神|要求)|(?:述职|考核|考评|评先|评优|评议|总结|盘点)时|(?:均|都|全部|基本)?已|时点|新增[^，。\d]{0,8}(?:对象|人员|人口|家庭|军人|士兵|官兵|[烈军]属|党员|问题|事项)|(?:将至|临近|已近|在即|已到)|岁[首尾]|我(?:要|来|再|去|会|们)|(?<!前)(?:调整|延长|延至|延期|推迟|顺延)[到为至]|以来|起|开始|后|的|年满|出生|入伍|(?:退役|登记|取得|获得|满)[^，。；]{0,8}(?:的|周岁)|批示|签批|作出|[向对][^，。]{2,20}(?:[下印]发|发出|召开)了|电(?![话视子动])|期间|[一-龥]{2,8}(?:当天|当日|期间)|[一-龥]{2,8}(?:活动|仪式|会议|大会|演练)的|发布|印发的|召开的|会议精神)"
)
_NOT_TERM_BEFORE = re.compile(
    r"(?:(?<!时间)(?<!日期)(?<!期限)截[至止]|口径[为是]|自|从|结合|原定|原定于|原计划|原拟|本应|正值|时值|恰逢|适逢|于?去年|上年|往年|历年)$"
)
_FOLLOWED = re.compile(
    r"(?:$|[，,。；;\n]|不少于|不低于|不超过|[、和]下半年各|完成|实现|全部|基本|召开|组织|开展|启动|举办|建成|达到|力争|至少|报|各|先|再|要|须|必须|应|印发|出台|前|之前|实施|[对将把]|推出|首届|进行|一并|争取)"
)


_DURING = re.compile("[一-龥]{0,6}期间")
"""A span of days stays a term: 3月25日至4月10日祭扫期间."""
_STANDARD = re.compile(r"(?:压缩|缩短|控制|减少|缩减)[^，。]{0,6}(?:至|到|在)$")
"""A length that work is to keep to is no term: 压缩至15天以内."""


_GLOSSED = re.compile(rf"[（(](?:{YEAR})?{MONTH}{DAY}前[）)]")
"""汛期来临前（6月20日前）: the bracket says which day that is."""
_GATE = re.compile(r"[月日前内底末旬快早期季半周]|[\d明]年[，,完建实竣投全基分逐组开]")


def find(text: str, start: int, end: int, days: Days) -> tuple[Deadline, int] | None:
    """The first term in `text[start:end]` and where it stands."""
    if not _GATE.search(text, start, end):
        return None
    if start and text[start - 1] == ".":  # 2.4月底前: the point belongs to the item's number
        found = find(text[start:end], 0, end - start, days)
        return (found[0], start + found[1]) if found else None
    found = _with_strange_year(text, start, _by_grammar(text, start, end, days))
    event = _event(text, start, end)
    if event is not None and text.endswith("走在前", 0, event[1]):
        return found  # 在全省走在前、作表率
    if event is None or _GLOSSED.match(text, event[1]) or found is not None and found[1] <= event[0]:
        return found
    return Deadline(text[event[0] : event[1]], None), event[0]


_STRANGE_YEAR = re.compile(rf"(?:(?:公元前?)?(?<!\d)\d{{3,9}}年|{MASKED_YEAR})$")


def _with_strange_year(text: str, start: int, found: tuple[Deadline, int] | None) -> tuple[Deadline, int] | None:
    """A term behind a year of another century (2126年6月30日, a slip) or one that was taken out (20xx年): its words with
    the year, and no day. Read without the year it would be a day of this one, which the paper does not say."""
    if found is None or not found[0].date:
        return found
    before = _STRANGE_YEAR.search(text, max(start, found[1] - 14), found[1])
    return (Deadline(before[0] + found[0].text, None), before.start()) if before else found


def _event(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What is to come first: by its place (在部队移防前), or by what becomes of it (征期结束前)."""
    if text.find("前", start, end) < 0:
        return None
    placed = _BEFORE_EVENT.search(text, start, end)
    if placed is not None:
        return placed.span("term")
    done = _COMES_TO_PASS.search(text, start, end)
    if done is None:
        return None
    words = _ITS_WORDS.search(text, max(start - 1, 0, done.start() - 22), done.start())
    return None if words is None or acts().match(words["term"]) else (words.start("term"), done.end())


_FROM_A_START = re.compile(
    "(?:[自从在于][^，,；;在于]{2,18}|(?:收到|接到|领到|受理|接件|公示|检查|活动)[^，,；;在于]{0,14})(?:之日起|后)的?"
)
"""自收到证明之日起20个工作日内: a period at a clause's head, with what it counts from."""
_NEAR = 30
_COMES_TO_PASS = re.compile(
    "(?:命名|截止日期?|结束|开始|启动|召开|开班|开工|开幕|举行|到来|来临|登陆|交付|投入使用|投用|启程|出发|离校|返校|入住|截止|到期|期满|届满|发布|公布|印发|下发|出台|公示)之?(?:之前|以前|前)(?![期往述]|已)"
)
_ITS_WORDS = re.compile(
    "(?:^|[，,。；;：:、）)\\s]|赶?在|(?<![关对等至属由基出])于)"
    "(?P<term>(?:(?!开展|组织|举办|进行|完成|做好|单位|部门)[一-龥“”\\d](?<![的在于各局办委镇])){2,20})$"
)
"""The words of an event before what becomes of it, back to where its clause begins."""
_HEAD_OPENS = re.compile(
    "(?:[于在至到从自]|赶在)?(?:未来(?=[一二两三四五六七八九十\\d]))?(?=.{1,14}?[月日前内底末旬季周时后间起])"
)
_USING = re.compile("(?:利用|用|花)[一二两三四五六七八九十半几\\d]{1,3}(?:年|个?月|周|天)(?:左右)?(?:的?时间)?")
_THEN = re.compile("(?:起|左右|[，,])+")


def head_end(clause: str) -> int:
    """Where the term ends that a clause opens with, together with what stands before it (在); 0 where it opens with none."""
    opened = _HEAD_OPENS.match(clause)
    if opened is None:
        return 0
    match = _USING.match(clause) or term_at(clause, opened.end())
    if match is None and ("后" in clause or "起" in clause) and (begun := _FROM_A_START.match(clause)):
        match = term_at(clause, begun.end())
        match = match if match is not None and match.lastgroup == "within" else None
    if match is None and (event := _event(clause, 0, min(len(clause), _NEAR))) and event[0] <= opened.end():
        return event[1]
    if match is None or match.lastgroup in _NO_HEADS or match.lastgroup == "occasion" and not _is_term(match, clause):
        return 0
    then = _THEN.match(clause, match.end())
    return then.end() if then else match.end()


_NO_HEADS = frozenset({"bare"})
_BEFORE_EVENT = re.compile(
    r"(?:在|(?<![关对等至属由基出])于)(?P<term>(?![此之以目日眼当面跟事])[一-龥“”]{2,12}?"
    r"(?<![年月日天周期门桥楼店面目当提超跟眼空院馆碑墓陵坟场阵窗台像旗墙站村线亭堂厅室屋柜营区点支])(?<![上呈]报)(?<!报送|印发|下发|发放|发布|提交|使用|播放|公布|拨付|安装)"
    r"(?:前[\d一两三]{1,2}(?:个?小时[之以]?内?|个月|[天日周])|(?:之前|以前|(?<!走在)前)(?![期进后往来途身方夕列沿线景行辈言端排台述所]|提(?![出交供请升]))))"
)
"""在部队移防前, 于常委会召开前: whatever is to come first, a place (在营门前) left out."""


def _by_grammar(text: str, start: int, end: int, days: Days) -> tuple[Deadline, int] | None:
    """The first term that the grammar knows."""
    words = grammar().words
    at, behind = start, start
    above: tuple[Deadline, int] | None = None
    begins = Begins(text, end)
    while (begun := begins.first_from(at)) >= 0 and (match := words.match(text, begun, end)):
        if _counts(match, text, behind):
            opens = _opens(match, text, behind)
            found = Deadline(text[opens : match.end()].strip(), told_day(match, text, behind, days)), opens
            if _was_before(match, found[0], days):
                pass
            elif not _asked_from_above(match, text, behind):
                return found
            else:
                above, behind = above or found, match.end()
        at = match.end()
    return above


def _was_before(match: re.Match[str], found: Deadline, days: Days) -> bool:
    """Whether a day with its year was over when the paper was written (2021年1月1日施行): told of, and no term."""
    if (
        match.lastgroup not in ("point", "span", "days")
        or match.group()[-1] not in "日号"
        or not found.date
        or days.written is None
    ):
        return False
    return "年" in match.group()[:6] and found.date < days.written.isoformat()


def _asked_from_above(match: re.Match[str], text: str, start: int) -> bool:
    """Whether a day is only what those above ask for: 根据市里5月底前全部验收的要求，各镇要于4月底前自查."""
    if not _ABOVE.search(text, max(start, match.start() - 16), match.start()):
        return False
    return _AS_ASKED.match(text, match.end()) is not None


_ABOVE = re.compile(
    "(?:根据|按照|依据|按|对照|落实)[^，。；]{0,4}(?:市里|省里|上级|[省市州][委厅局政双][一-龥]{0,8}|国家|中央)[^，。；]{0,4}$"
)
_AS_ASKED = re.compile("[^，。；]{0,24}的?(?:要求|部署|安排|规定|目标|计划|进度|时限)，")
_START = re.compile(
    r"(?:(?<=[，,。；;\n])(?:(?![于在自从])[一-龥“”]){2,14}(?:到账|下达|批复|到位|备案|无异议|合格|入伍|入校|接收|安葬|离队|开学|放假)后|(?<=[，,。；;局办委站镇乡村位门司须应要请在于])(?!单位|部门)(?:(?![须应要在于开组举])[一-龥]){2,4}后|[自从](?![查我己然评])[^，,。；;：:、\s在于]{1,18}?(?:起|后)|(?<=[在于])[^，,。；;：:、\s在于]{1,16}(?:起|后)"
    r"|(?:[收接]到|接函|督办[单函件]|受理|交办|转办|批准|印发|下发|返乡|报到|活动|检查|公示|本(?:通|方|纪|意|计))[^，,。；;：:、\s在于]{0,12}(?:起|后))$"
)
"""What a period counts from, where it is printed right before it: 自本通知印发之日起, 收到来信后, 活动后."""


def _opens(match: re.Match[str], text: str, start: int) -> int:
    """Where a term begins: a period begins with what it counts from."""
    at = match.start()
    if match.lastgroup == "occasion":
        event = _EVENT_WHOLE.search(text, max(start, at - 32), at)
        return event.start("named") if event else at
    if match.group().startswith("结束后") and (ends := _WHAT_ENDS.search(text, max(start, at - 10), at)):
        return ends.start("named")
    before = at - (text[at - 1 : at] == "的")
    if match.lastgroup not in _PERIODS or text[before - 1 : before] not in _COUNTED_FROM:
        return at
    begun = _START.search(text, max(start, at - 20), before)
    return begun.start() if begun else at


_START_BARE = re.compile(
    r"(?:收到|接到|接报|接函|领到|开出|出具|受理)(?:[^，,。；;：:、\s在于后起]{0,10}[^，,。；;：:、\s在于后起的])?$"
)
"""The same without 后: 在开出介绍信一个月内. It is not said with the term, which counts from it all the same."""
_PERIODS = frozenset({"within", "vague"})
_COUNTED_FROM = ("起", "后")
_WHAT_ENDS = re.compile("(?:^|[，,。；;：:、于在])(?P<named>[一-龥]{2,8})$")
"""定兵结束后3日内: what is to end is said with the term."""
_EVENT_WHOLE = re.compile(
    "(?:[赶在]在|[要须请应，,]于|^于|[要须请应，,]在|^在|[^现存所正实好外内]在|[局办委镇村位门]于)"
    "(?P<named>(?:(?!开展|组织|举办|进行|完成|做好|[的在于])[一-龥“”]){1,24})$"
)
"""于县委双拥工作领导小组第一次全体会议召开前: an event's own words stand before the one that the data knows."""


def _counts(match: re.Match[str], text: str, start: int) -> bool:
    """Whether what the grammar found is a term; what stands before `start` is not looked at for lengths and glosses."""
    if match.lastgroup == "occasion" and _GLOSSED.match(text, match.end()) or not _is_term(match, text):
        return False
    if _of_a_rule(text, match):
        return False
    if "每" in text[start : match.start()] and _DAYS_OF_EVERY.search(text, start, match.start()):
        return False  # 每日（9月19日至21日）15时前: on which days it comes again
    if match.lastgroup == "year" and text.startswith("人流", match.end()):
        return False
    if match.lastgroup == "within" and text.startswith(
        ("的", "核酸", "没有", "未", "免征", "免收", "免交", "免于", "减免", "减半"), match.end()
    ):
        return False  # 5分钟以内的发言材料, 三年内没有开展活动的对子
    return match.lastgroup != "within" or not _STANDARD.search(text, max(start, match.start() - 12), match.start())


_RULE = re.compile("[^“”。\n]{0,40}”的?[^，。；“”]{0,4}(?:原则|制度|要求|机制|目标|思路|模式|办法|方针|标准|工作法)")


_RULE_NAME = 80


def _of_a_rule(text: str, match: re.Match[str]) -> bool:
    """Whether a term stands in the name of a rule: “年初建账、逐月查账、年底交账”的制度."""
    opened = text.rfind("“", max(0, match.start() - _RULE_NAME), match.start())
    return opened >= 0 and text.find("”", opened, match.start()) < 0 and _RULE.match(text, match.end()) is not None


_DAYS_OF_EVERY = re.compile("每[日天][（(][^（）()]*$")


def told_day(match: re.Match[str], text: str, start: int, days: Days) -> str | None:
    """The day that what the grammar found in `text` tells, ISO; nothing before `start` is looked at."""
    told = match.group()
    if match.lastgroup == "relday":
        return next_days(told, days.written) if days.bare_periods and days.meeting in (None, days.written) else None
    if match.lastgroup != "within":
        return day_of(match, days.seen_from(told))
    before = text[max(start, match.start() - 30) : match.start()]
    if _OF_EACH.match(text, match.end()):
        return None
    if _START_BARE.search(before) or before[-1:] == "的" and ("工作日" in told or _OF_SUCH.search(before)):
        return None  # 不能答复的3个工作日内转交, 不能当场答复的七天之内给回音: from whenever that is
    return within_day(told, before, days.written, days.meeting or days.announced, days.bare_periods)


_OF_SUCH = re.compile("(?:不能|不可|无法|不具备|未能|符合)[^，。]{0,12}的$")
_OF_EACH = re.compile(
    r"(?:全部|及时|依法|高效|妥善)?(?:办结|答复|回复|回应|受理|核实|处理|处置|审核|办理|化解)(?:率|一般|简单|普通|复杂|疑难|群众(?!反映的\d)|来信|来访|信访(?!积案|遗留)|官兵诉求|诉求|每[件项])"
)
"""15日内办结一般信访事项: what comes up again and again counts from its own day."""
_OFTEN = (
    rf"(?<![人户村所按])(?<!每站)每(?:[一二三四五六七八九十\d]{{1,2}}天|半年|旬|半个?月|两个?月|两周|季度|学期|个?月|季|周|年|日|天)(?![度终底末初\d二三四五六日]|一(?!{ONCE[1:]})|[人户]|的[一-龥]{{0,6}}(?:情况|进展|进度|工作))"
    r"|每[天日](?=\d{1,2}[时点：:](?:\d{2}分?)?(?:至|到|—|-)\d)|自?即日起(?![至到])|立即(?!整改[，。]?$)|即时(?=上?报|更新|反馈)"
)
_CADENCE, _CADENCE_BEGINS = re.compile(_OFTEN), asking(_OFTEN)


def is_cadence(words: str) -> bool:
    """Whether a term says how often or at once, and no day."""
    return _CADENCE.match(words) is not None and words[-1] not in "前底内末"


def beside(term: Deadline | None) -> str:
    """The term that stands beside the measures and falls from their heads; how often something is done stays in them."""
    return "" if term is None or is_cadence(term.text) else term.text


def cadence(text: str, start: int, end: int) -> tuple[Deadline, int] | None:
    """How often, or that it is to begin now: 每季度调度一次, 立即清查. The term of a task that sets no day."""
    begun = _CADENCE_BEGINS.search(text, start, end)
    match = _CADENCE.match(text, begun.start(), end) if begun else None
    if match and (text.startswith("的", match.end()) or text.endswith("责令", 0, match.start())):
        return None  # 明确每季度的形象进度, 责令立即停止
    return (Deadline(match.group(), None), match.start()) if match else None


def lasting(text: str, start: int, end: int) -> tuple[Deadline, int] | None:
    """The feast or inspection during which, or about which, something is to be done: “八一”期间, 植树节前后, “八一”当天. The term of
    a task that sets no day."""
    lasts = _LASTS.search(text, start, end) is not None
    match = _FEAST_LASTS.search(text, start, end) if lasts else None
    if match is None or text.count("，", start, match.start("term")) > 1:
        return None  # 要开设专栏，推出典型，迎检期间加大密度: one of many things
    return Deadline(match["term"], None), match.start("term")


_LASTS = re.compile("期间|前后|当[天日]")
_FEAST_LASTS = re.compile(
    "(?:(?<![一-龥“”、])|(?<=赶在)|(?<=[局办委站部])(?=[暑寒假])|(?<=[要须应，。；局办委站镇乡村位门区县市馆院][在于]))"
    "(?P<term>(?:“?(?:八一|五一|十一|七一|9·18|9·30|[“”]?三八[“”]?妇女节|植树节|烈士纪念日|(?:全民)?国防教育(?:宣传周|日|月|周)|元旦|春节|清明|端午|中秋|国庆|建军|重阳|元宵|两节|双节|节日|节假日|暑假|假日|假期|迎检|两会)”?(?:建军)?节?[、和及]?){1,3}(?:期间|前后|当[天日]))"
    "(?![，,][^。]{0,30}(?:较多|增多|频繁|压力|高发|密集))(?![是为][^，。]{0,12}(?:季|期|高峰|时段|节点)[，。])(?![的组各][^，。]{0,8}的|[双拥]{2}|部队|治安|安全|走访慰问(?:工作|活动)|(?!开展|组织|举办|集中|策划|推出|做好|完成|启动|实施|落实|安排|参加|布置)[一-龥]{2,6}(?:工作|活动)[，。])"
)


_SETS_A_DAY = re.compile(
    r"[，,]?(?:下午|上午|晚上?\d|清晨|早|开学|入[汛伏梅]|进入[^，。]{0,4}期|[起正]?式?(?:施行|生效|执行)的)"
)


_DISPATCHED = re.compile("(?:[讯电]|[^一二三四五六七八九十\\d][）)])$")
"""…讯（记者高远）3月6日，: the day that a dispatch tells of."""


def _is_term(match: re.Match[str], text: str) -> bool:
    found, group = match.group(), match.lastgroup
    after = text[match.end() : match.end() + 8]
    before = text[max(0, match.start() - 4) : match.start()]
    if group in ("point", "span", "half", "quarter", "year", "month", "monthspan") and (
        _NOT_TERM_AFTER.match(after)
        and not (group == "span" and _DURING.match(after))
        and not (found[-1] == "前" and after.startswith(("发布", "调整", "新增", "作出")))
        or (group != "span" or not before.endswith(("自", "从")))
        and _NOT_TERM_BEFORE.search(before)
    ):
        return False
    if group in _DAYS and found[-1] not in "前内止" and _is_of_something(group or "", before, after):
        return False
    if group in ("point", "span") and _only_told(match, text):
        return False
    if group == "point" and found[-1] != "前" and _OF_A_MEETING.match(text, match.end()):
        return False
    if group in ("point", "month", "year") and _concerns(match, text, before):
        return False
    if group == "stage":
        return _of_a_stage(text, match)
    if group == "half" and not after.strip():
        return True
    if group == "occasion":
        return _is_occasion(found, text, match)
    if group == "point" and found[-1] in "日号" and _SETS_A_DAY.match(after):
        return False
    if group == "year" and found.startswith("年"):
        return not (re.search(rf"[\d{CN}两几多半全近]$", before) or before.endswith("年中、") and after[:1] == "两")
    if group in ("half", "quarter") and found[-1] not in "底末内前":
        return not before.endswith(_SEIZES) and (_FOLLOWED.match(after) is not None or acts().match(after) is not None)
    return not (group == "quarter" and before.endswith("前"))


_SEIZES = ("前", "好", "的", "了", "上", "入", "利用", "抢抓", "抓住", "把握", "抢占")
"""利用下半年施工黄金期: the time that is made use of is no term."""


def _only_told(match: re.Match[str], text: str) -> bool:
    """Whether a day or stretch of days is that of a dispatch, of what is told, or of weather to come."""
    if match.lastgroup == "span" or match.group()[-1] in "前止":
        return match.lastgroup == "span" and foretold(text, match)
    at = match.start()
    if text.startswith(("，", ","), match.end()) and _DISPATCHED.search(text, max(0, at - 4), at):
        return True
    return is_told(text, match)


def _of_a_stage(text: str, match: re.Match[str]) -> bool:
    """Whether a month is that of a stage (宣传发动阶段：2024年3月。), or all that the bracket behind an item's heading holds (一、制定方案（2024年3月）。)."""
    at = match.start()
    if _STAGE.search(text, max(0, at - 6), at) is not None:
        return True
    closed = text.startswith(("）。", "）\n", ")。", ")\n"), match.end())
    return closed and _HEADED.search(text, max(0, at - _HEADING), at) is not None


_HEADING = 30
_HEADED = re.compile(
    "(?:[一二三四五六七八九十]、|[（(][一二三四五六七八九十]{1,2}[）)]|(?:^|[\\n。])\\d{1,2}[.．]) ?[一-龥“”]{3,16}[（(]$"
)
_STAGE = re.compile("(?:阶段|部署|启动|推进|总结|提升|验收|自查|整改|实施)[（(]$|阶段[：:]$")


def _is_of_something(group: str, before: str, after: str) -> bool:
    """Whether a day or stretch of days tells of what is cited, served, named or paid for, and not by when."""
    if _CITED.search(before) or group != "span" and _OCCASION_OF.search(before):
        return True
    if before.endswith(("把", "将")) and after.startswith(_MADE_TO):
        return True
    if before.endswith("以") and after.startswith(_MEASURED):
        return True
    if _WHICH.match(after) or group == "span" and _OCCASION_OF.search(before) and _SERVED.match(after):
        return True
    return group != "point" and _MONEY_OF.match(after) is not None


_DAYS = frozenset({"point", "span", "month", "year", "half", "quarter", "monthspan"})
_CITED = re.compile("(?:随同?|对照|针对|参照|依照|比照|依据|根据|贯彻)$")
"""对照2024年2月20日督查组反馈意见, 针对1月份督查发现的问题: the day of what is cited."""
_OCCASION_OF = re.compile("(?:做好|办好|筹备好?|筹办好?|参加|出席|迎接)$")
"""做好3月15日招聘会的宣传: the day of what is served."""
_WHICH = re.compile(
    "新?(?:办结|化解|发生|产生|收到|征集|招收|招录|接收|移交|退役|入伍|首播|播出|开工|新建|改建|发放|下发|印发|表彰|评选|命名|登记|采集|受理|交办|排查|发现|举办|开展|实施|制定|出台|公布|安置|签订|建成|投用|开通|启动|上报|报送)出?过?的(?=[一-龥]{2})"
)
"""上半年征集的新兵, 3月25日首播的专题片: which one is meant, and not by when."""
_SERVED = re.compile("[一-龥“”]{2,6}的")
_MADE_TO = ("确定为", "定为", "作为", "列为")
_MEASURED = ("为截止", "为基准", "为时点", "为界", "为准", "的数据", "数据为")
"""以3月31日为截止日统计: the day up to which things are counted."""
_MONEY_OF = re.compile(
    "的?(?:(?!发放|兑现|兑付|拨付|落实|支付|筹集|筹措|下拨|安排|申请|申报|核发|补发|发给|划拨)[一-龥]){0,4}(?:补助|补贴|资金|经费|抚恤金|优待金|津贴|保费)(?!.{0,3}到位)"
)
"""拨付2024年1月至6月补助资金: what time money is for. 年底发放优待金 is by when it is paid."""


def _concerns(match: re.Match[str], text: str, before: str) -> bool:
    """Whether a day tells whom it concerns (对2月底前报到的退役士兵), or by when something was to have been done."""
    if match.group()[-1] == "前" and text.startswith("完成的", match.end()):
        return _ASKED_BEFORE.search(text, max(0, match.start() - 16), match.start()) is not None
    return before.endswith(_WHOM) and _OF_WHOM.match(text, match.end()) is not None


_ASKED_BEFORE = re.compile("(?:上次|上期|上一次|前次|此前|前期)[^，。；]{0,10}(?:要求|确定|明确|议定|部署)$")
"""上次会议要求2月底前完成的选址工作: by when it was to have been done."""
_OVER = ("去年", "上年", "往年", "历年")
_OF_A_MEETING = re.compile(
    "[一-龥]{0,6}(?:会议?(?:要求|部署|议定|确定|决定|明确|安排)"
    "|(?:调研|视察|检查|督查|督导|座谈会?|走访|来访)(?:时|中|上|所|反馈|提出|发现|指出)[^，。；]{0,8}(?:要求|指示|精神|意见|问题|情况|讲话))"
)
"""按照县委3月1日会议要求: the day of what was asked."""
_WHOM = ("为", "给", "对", "对在", "对于", "将", "把", "凡", "凡在", "凡是", "凡于")
_OF_WHOM = re.compile(
    "(?!要|须|应)[一-龥]{2,8}(?<!完成)的[一-龥]|[一-龥]{2,8}(?:手续|登记|退役|入伍|出生|报到|去世|迁出|迁入)的，"
)
"""对2月底前报到的退役士兵: a day that tells whom it concerns."""


_TO_THE_END = re.compile("[^，。；]{2,24}[到至][^，。；]{2,16}")
"""从汛前检查、除险加固到汛期调度: what a work begins and ends with."""


def _is_occasion(found: str, text: str, match: re.Match[str]) -> bool:
    if text.startswith(_OVER, max(0, match.start() - 2)):
        return False  # 去年“八一”前组织的军地联谊
    if _NAMES_IT.search(text, max(0, match.start() - 4), match.start()) and _ITS_WORK.match(text, match.end()):
        return False
    before = text[max(0, match.start() - 1) : match.start()]
    after = text[match.end() : match.end() + 1]
    if after == "提" and text[match.end() + 1 : match.end() + 2] in "出交供请升":
        after = ""  # 春节前提出方案
    core = found.rstrip("前")
    if text.endswith("从", 0, match.start()) and _TO_THE_END.match(text, match.end()):
        return False
    if core in ("会", "年", "假", "节") and (
        before and ("\u4e00" <= before <= "\u9fff") and before not in "在于，。的至到保须要应"
    ):
        return False
    if core == "年" and after in "完办竣开送达落兑发建至":
        return before in "，,在于"
    if core == "年" or (core == "会" and after and after in "期面后"):
        return False
    return after not in ("后", "期", "列", "沿", "线", "景", "提", "往", "来", "途", "身", "方", "夕")


_NAMES_IT = re.compile("(?:[做抓搞]好|开展|加强|强化|落实)(?:各项)?$")
_ITS_WORK = re.compile("(?:的)?(?:各项|安全生产|消防安全|安全|隐患)?大?(?:准备|检查|排查|备汛)")
"""做好汛前准备, 开展开学前检查: which work it is, and not by when."""
