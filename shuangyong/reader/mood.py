"""The mood of a sentence: told to do, called upon, or told how things are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Literal, NamedTuple

from shuangyong.reader import agenda, bare, clauses, modals, ranks, subjects, told_by, told_of
from shuangyong.reader.done import directs_a_unit, is_done
from shuangyong.reader.maxims import is_maxim
from shuangyong.reader.model import Kind, Verdict
from shuangyong.reader.quick import asking, first_characters
from shuangyong.reader.told_by import PLAIN_MODAL, REQUIRES, in_a_frame, passed_on, passes_on, serves_besides

Judged = Verdict | Literal["plain"]

_MODAL = re.compile(modals.MODAL)
_A_DIGIT = re.compile(r"\d")
_STATEMENT = re.compile(
    r"(?:^|，)[^，]{0,30}(?:是|成为|属于)[^，]{0,40}(?:必须|应当|应该|需要|(?<![首重主必需摘纪概简])要)[^，]{0,12}的|(?:存在|还有|仍有|出现|面临)(?!的)[^。]{0,60}(?:问题|不足|差距|短板|现象|薄弱)"
)
_STANDING = re.compile(
    r"^(?:本次|此次|这次|会议|活动)[^，。]{0,8}旨在|对[^，。]{2,40}有着?[^，。]{0,8}(?:作用|意义|影响)[。]?$|"
    r"要(?:清醒地?|充分)?(?:看到|认识到)|不作决定|未作决定|再行研究|还要研究(?=[，。])|今天不表态|有意(?:向|愿)的|不是[^，。]{1,14}[，,]而是|归根[到结]底|[一-龥]{2}(?:责任|使命|任务)(?:重大|光荣|艰巨)、[一-龥]{2,6}[。]?$|^做好[^，。要]{2,30}，(?:使命光荣|意义重大|任务艰巨|责任重大|事关重大|至关重要|十分重要)|是[^，。]{0,60}(?:必须|应当|应该)[^，。]{0,12}的[^，。]{0,8}[。]?$|(?<![一-龥]{8}，[一-龥]{4})(?<![一-龥]{8}，[一-龥]{2})作为[^，。]{2,40}(?:依据|内容|指标|参考|条件)[。]?$|(?:可|可以)(?:向|通过|到|在|持(?!续)|凭)[^，。]{2,}|^[^，。]{0,30}将(?:于|在|对|组织|派|陆续|适时|会同)(?![^。]{0,60}(?:检查|督导|复查|抽查|督查|回访|回头看|暗访|汇总|评比|核查|会审|审核|核验|评审|验收|跟踪问效|跟踪督办|集中考核))|^[^，。要]{0,8}(?:对象|范围|内容|时间|地点|条件|标准|名额)(?:为|是|包括)|^(?:根据|按照|依据|结合)[^。要]{2,60}[，,][^，,。要]{0,10}(?:时间|日期|假期)(?:为|是)\d|^[^，。要]{0,12}(?:任务|人|名额|指标)数为\d"
)
_MEETING_DID = re.compile(
    r"^(?:今天|这次|此次|本次)[^。]{0,40}(?:召开|举行|举办)[^。]{2,40}会|^[^。至]{0,24}\d{1,2}日(?![前至—\-])[^。]{0,40}(?:召开|举行|召集)[^。]{0,60}会|^(?:会议|会上)(?:还)?(?:原则(?:上)?)?(?:同意|听取|认为|审议|传达|学习|通报|书面|讨论)|(?<![要须应将])主持召开[^。]{2,60}会"
)
_UPPER_WORDS = re.compile(
    r"(?:总书记|习主席|中央|国务院|省委|上级|领导(?:同志)?|法律|条例|办法)[^，。]{0,20}(?:强调|指出|要求|规定|明确)[，,：:]?(?:要)?[“\"]"
)
_CALL = asking(
    r"让我们|携起手来|以实际行动|谱写|再创|再立新功|[作做]出(?:新的|更大|应有|积极)?.{0,12}贡献|而(?:不懈)?努力(?:奋斗)?[！。]?$|共创|新篇章|新辉煌|添砖加瓦|祝(?:大家|各位|你们|愿)|希望(?:你们|大家|同志们|各位|驻[^，。]{1,4}部队|受到?(?:表扬|表彰|通报|肯定|好评))|^愿(?!意)|致以.{0,12}(?:问候|敬意|祝福|祝贺)(?!并)"
)
_THANKS = re.compile(
    r"(?:表示(?:衷心|热烈|诚挚|崇高|最|亲切|感谢[。，；]?$|慰问[。，；]?$|祝贺[。，；]?$)|谨代表|谢谢|感谢大家)"
)
_PLEDGED = re.compile(r"发言[，,](?:分别|纷纷|一致|均)?表示[，,]?(?:要|将|一定)")
"""What those who spoke promised directs nobody."""
_LEAD_IN = asking(
    r"(?:下面|接下来|借此机会|在此|这里|今天)[，,]?(?:我)?(?:再)?(?:就|讲|谈|作|强调|提).{0,40}(?:[点个条]|方面)?.{0,12}[：:。]?$|^我.{0,4}(?:讲|谈|作).{0,8}[点个条].{0,12}[：:。]$|(?:现|特)(?:将|就).{0,80}(?:如下|通知如下|通报如下)[：:。]?$|(?:作|制定|提出)(?:如下|以下).{0,20}[：:]$"
    r"|(?:抓好|办好)[一二三四五六两几]项[^，。]{0,6}[：:]$|(?:议定|明确|研究|决定|强调|做好)(?:了)?(?:如下|以下|[一二三四五六两几]项|[一二三四五六两几]个方面|[一二三四五六两几]点).{0,16}[：:。]$|如下[：:。]?$|见(?:下表|附表)[：:。]?$|(?:以下|如下)(?:工作|事项|活动|要求|任务|几点|几个方面)[：:。]?$|(?:分)?为?以下[^，。]{0,12}[：:]$"
)
_HANDED = re.compile(
    r"^(?:以上.{0,20}|现.{0,20})?(?:请|望)[^，。]{0,20}(?:结合[^，。]{0,8}实际)?[，,]?(?:认真)?(?:抓好|做好|组织)?(?:贯彻|落实|贯彻落实|组织落实|执行|贯彻执行|组织实施)[。]?$|^(?:请|望)?(?:各[^，。报交]{0,24})?(?:，|,)?(?:请|望)?(?:认真)?(?:结合(?:各自|本.{1,4})?实际)?[，,]?(?:认真)?(?:抓好)?(?:贯彻|遵照|参照)(?:落实|执行|实施)[^，。]{0,4}[。]?$"
)
_CONTACT = re.compile(
    r"[^，。：]{0,12}(?:值班|联系|咨询|监督|举报|服务)电话\s*[：:]|[^，。：；、]{2,30}[办室局处科心委部]联系人\s*[：:]|[（(]?(?:联\s*系\s*人|联系单位|联系电话|联系方式|邮箱|电子邮箱|电话|传真)\s*[：:]"
)
_ONLY_RESULT = re.compile("确保|力争")
_SELF = re.compile(
    r"^未尽事宜|^本(?:通报|简报|专报|材料|文件|资料|通知|纪要|函)(?:仅供|只供|内容)[^。]{2,30}|^本(?:方案|办法|通知|制度|意见|细则|规定|要点|计划|标准|表).{0,16}(?:自|由|为|所称|适用|未尽|有效期|解释|所列)"
)
_PURPOSE = re.compile(
    r"^(?:为(?!部队|驻|军|官兵|优抚|退役|烈|困难|现役|辖区|每|其|他们|符合|\d)|根据|按照.{0,40}(?:要求|部署|安排|精神)[，,](?:现|经|决定|特)|经.{0,30}(?:同意|研究|批准)|鉴于|在.{2,20}之际)"
)


LONGEST = 300
"""Of a longer clause only the beginning is looked at (characters): no author writes one."""


class Mood(NamedTuple):
    """Where a sentence stands: whether bare imperatives direct there, what the section is for, and how high who wrote the
    paper stands (`ranks`; 0 where it is not told)."""

    imperative: bool = False
    past: bool = False
    frame: bool = False
    why: bool = False
    own: bool = False
    leaf: bool = False
    rank: int = 0


_CALLS_UPON = re.compile("[^，。]{1,12}(?<!有)号召[，,：:]")
_NOTED = re.compile('批示[：:，,]?[“"]|作出批示[：:]')
"""What a leader noted on a paper is quoted; what is asked for stands below it."""


def verdict_of(sentence: str, mood: Mood, kind: Kind) -> Judged:
    """What one sentence is, given where it stands.

    `plain` tells nothing by itself: it belongs to its task, if there is one.
    """
    if kind == "rules" or not sentence or kind == "speech" and agenda.ORDER.match(sentence):
        return "background"
    if (closing := sentence.find("”")) >= 0 and "“" not in sentence[:closing]:
        sentence = sentence[closing + 1 :]  # what a quotation ends with that another sentence opened
        if len(sentence) < MANY:
            return "background"
    told = clauses.without_quotes(sentence)
    if kind == "news" and (reported := told_of.in_a_report(sentence, told)) is not None:
        return reported
    if "号召" in told[:14] and (told.startswith("号召") or _CALLS_UPON.match(told)):
        return "exhortation"
    if "抓好落实" in told and "请大家" in told:
        told = told_by.HEARD.sub("。", told)
    if (
        "会议" in told
        and (then := told_by.DECIDED_THEN.match(told))
        and (then["year"] or kind not in ("news", "minutes"))
    ):
        return "background"
    if "同意" in told[:8] and kind in ("minutes", "news") and told_by.AGREED_THEN.match(told):
        return "task"
    if kind == "minutes" and "了" in told and (handed := told_by.HEARD_THEN.match(told)):
        sentence = told = told[handed.end() :]
    if "批示" in told and (open_at := _NOTED.search(told)) is not None:
        told = told[: open_at.start()] + "。"
    return _by_form(sentence, told, mood) or _by_place(told, mood, kind) or _by_demand(told, mood)


_TO_ALL = ("同志们，", "同志们,", "各位回去", "大家回去")


def _by_form(sentence: str, told: str, mood: Mood) -> Judged | None:
    """Sentences that are known by their form: what introduces, hands over, names or quotes."""
    if told_of.known(sentence) and not _BY_THEN.search(sentence):
        return "background"
    if told_of.asks_the_public(sentence) or not mood.leaf and sentence.startswith(_TO_ALL) or is_maxim(told):
        return "exhortation"
    if not _has_a_form(sentence):
        return None
    if _introduces(sentence, told):
        return "background"
    first = sentence[0]
    if (
        first in "本未"
        and _SELF.match(sentence)
        or ("现" in sentence or "给你们" in sentence)
        and passes_on(sentence, told)
    ):
        return "background"
    if first in _HANDS and _HANDED.match(sentence) or first in "确力" and _promises(sentence):
        return "exhortation"
    if _CONTACT_WORD.search(sentence) and _CONTACT.match(sentence):
        return "furniture"
    if ("参加" in sentence or "席" in sentence or "陪同" in sentence) and agenda.tells_who_came(sentence):
        return "furniture"
    if "将" in told and (ahead := _told_ahead(told, mood)) is not None:
        return ahead or None
    if _STANDS.search(told) and _only_stands(told) or agenda.greets(told):
        return "background"
    return "background" if _quotes(sentence, told) and not (directs_a_unit(told) or _required(told)) else None


def _introduces(sentence: str, told: str) -> bool:
    """Whether a sentence leads to what stands below it: 下面，我讲三点意见."""
    opens = sentence[0] == "我" or _LEADS_IN.search(sentence) is not None
    return opens and _LEAD_IN.search(sentence) is not None and not _orders(told)


def _only_stands(told: str) -> bool:
    """Whether a sentence tells how things stand, or may be had, and no body before that is told to act."""
    stands = _STANDING.search(told)
    if stands is None or _MUST_TAKE.search(told) or serves_besides(told):
        return False
    return not _orders(told[: stands.start()] + "。")


def _orders(told: str) -> bool:
    """Whether a body is told by 要 to do what can be checked: 督查室要把今天讲的七件事列入清单."""
    return _TELLS_A_BODY.search(told) is not None and directs_a_unit(told) and asks(told)


_TELLS_A_BODY = re.compile("[一-龥）](?:要|须|必须|应当)[^求点件素]")


def _told_ahead(told: str, mood: Mood) -> Judged | Literal[""] | None:
    """What a sentence is that opens with what somebody will do (省双拥办将于5月复核，…): empty where somebody is told behind it,
    None where it opens with no such thing."""
    above = ranks.of_those_above(told, mood.rank)
    will = above or ranks.will_do(told)
    behind = told[will:]
    if will and has_modal(behind) and directs_a_unit(behind) and asks(behind):
        return ""
    return "background" if above else None


def _promises(sentence: str) -> bool:
    """确保…, 力争… without a day: what is hoped for, unless somebody answers for it."""
    if "，由" in sentence and _ANSWERED_FOR.search(sentence):
        return False
    return _ONLY_RESULT.match(sentence) is not None and not _DATED.search(sentence)


_ANSWERED_FOR = re.compile("，由[^，。]{2,30}(?:牵头|负责)")


def _quotes(sentence: str, told: str) -> bool:
    """Whether a sentence tells what a meeting did, what others said, or thanks."""
    met = "召开" in told or "举行" in told or "召集" in told or told.startswith("会")
    upper = "“" in sentence or '"' in sentence
    return bool(
        met
        and _MEETING_DID.search(told)
        and not (_AGREED_TO.match(told) or _HANDED_ON.search(told))
        or upper
        and _UPPER_WORDS.search(sentence)
        or _THANKS.search(told)
        or "发言" in told
        and _PLEDGED.search(told)
    )


_AGREED_TO = re.compile(rf"会议决定(?:将|把)|{clauses.AGREED}")
"""会议同意将…纳入…: what a meeting agrees to do is still to be done."""
_HANDS = first_characters(_HANDED.pattern)
_CONTACT_WORD = re.compile("[电联邮传]")
"""What `_CONTACT` needs."""
_DATED = re.compile(r"\d(?!\d*年)|前|底")
_MUST_TAKE = re.compile(r"(?:要|必须)(?:将|把)|(?:^|，)由[^，。]{2,30}(?:会同|牵头|负责)")
_LEADS_IN = re.compile(
    r"见下表|见附表|下面|接下来|借此|在此|这里|今天|如下|以下"
    r"|议定了?[一二三四五六两几]|明确了?[一二三四五六两几]|研究了?[一二三四五六两几]"
    r"|决定了?[一二三四五六两几]|强调了?[一二三四五六两几]|[做抓办]好了?[一二三四五六两几]"
)
"""Words of which `_LEAD_IN` needs one, unless it begins with 我.

Every alternative here and below begins with a character, not with a group: then `re` looks for first characters only.
"""
_STANDS = re.compile(
    "旨在|作用|意义|影响|看到|认识到|而是|归根|责任重大|使命光荣|任务艰巨|意义|重大|重要|作决定|再行研究|有意|是|作为|可以?[向通到在持凭]|将[于在对组派陆适会]|对象[为是包]|范围[为是包]|内容[为是包]|时间[为是包]|地点[为是包]|条件[为是包]|标准[为是包]|名额[为是包]|数为"
)
"""Words of which `_STANDING` needs one."""
_FORM_GATE = asking(
    rf"{_LEADS_IN.pattern}|{_STANDS.pattern}"
    r"|现印发|给你们|现将|现就|特将|特就"  # what is passed on, _LEAD_IN
    r"|电话|联\s*系|邮箱|传真"  # _CONTACT
    r"|召开|举行|召集|“|\"|表示|谨代表|谢谢|感谢大家"  # _MEETING_DID, _UPPER_WORDS, _THANKS
    r"|参加|出席|列席|陪同"  # _ATTENDED
)
"""One look that most sentences pass without: the words that every form but those of `_FORM_OPENS` needs somewhere."""

_FORM_OPENS = tuple("本 未尽 以上 现 请 望 各 认真 结合 抓好 贯彻 遵照 参照 我 确保 力争 会议 会上 ， ,".split(" "))
"""How _SELF, _HANDED, _LEAD_IN, _ONLY_RESULT and _MEETING_DID begin where they are not found by a word."""


def _has_a_form(sentence: str) -> bool:
    return sentence.startswith(_FORM_OPENS) or _FORM_GATE.search(sentence) is not None


def _by_place(told: str, mood: Mood, kind: Kind) -> Judged | None:
    """Sentences that are known by their section: a summary's past, a part that tells what was found."""
    if kind == "summary" and not mood.own:
        return "exhortation" if _calls(told) else "background"
    if mood.past:
        named = _must(told) and directs_a_unit(told) or has_modal(told) and _TO_MEND.search(told) is not None
        return "task" if named and asks(told) else "background"
    return None


_TO_MEND = re.compile(
    "[一-龥][^。；]{6,80}[，；](?:应|须|必须|务必)[于在]?[^，。；]{2,14}(?:前|[之以]?内)[^，。；]{0,12}(?:整改|完成|报|补|建立|落实|到位)"
)
"""县交通局未按要求设立候车区，应于7月10日前整改到位: what is amiss, and by when it is to be mended."""


def _must(told: str) -> bool:
    """Whether a sentence directs: among what was done, 会同 beside figures only says with whom it was."""
    if not has_modal(told):
        return False
    return not is_done(told) or any(match.group() != "会同" for match in _MODAL.finditer(told))


_FROM_THIS_PAPER = re.compile("自本(?:通报|通知|意见|纪要|函|反馈)(?:意见)?(?:印发|下发|发布)之日起")
"""What is due from the paper's own day on is told by it."""


def _required(told: str) -> bool:
    if "自本" in told and _FROM_THIS_PAPER.search(told) and asks(told):
        return True
    if asked := passed_on(told):
        return asks(asked) and not has_modal(asked) and not is_done(asked, figures=False) and not _calls(told)
    match = REQUIRES.search(told) if "要求" in told else None
    asked = told[match.end() :] if match else ""  # …，要求教务处按时完成命题；各级部要关注课堂
    return bool(subjects.opening_units(asked)) and (asks(asked) or asks(asked.partition("；")[0]))


def _by_demand(told: str, mood: Mood) -> Judged:
    """Sentences that demand, call, or tell."""
    if _required(told):
        return "task"
    if has_modal(told) and not is_done(told, modal=True):
        if mood.frame and not in_a_frame(told) or not asks(told):
            return "exhortation"
        calls = _calls(told) and not directs_a_unit(told) and len(list(islice(demands(told), MANY))) < MANY
        return "exhortation" if calls else "task"
    if (_calls(told) or _WARNS.search(told)) and not _acts_all_the_same(told, mood):
        return "background" if is_done(told) else "exhortation"
    if mood.frame and agenda.says_who_comes(told):
        return "furniture"
    if mood.frame and not is_done(told) and not agenda.ITEM.fullmatch(told) and _asks_in_a_frame(told):
        return "exhortation"
    if mood.frame or not mood.imperative or is_done(told, figures=not (mood.leaf and _takes_action(told))):
        return "background"
    return _bare(told, mood)


def _asks_in_a_frame(told: str) -> bool:
    """Under 指导思想, 基本原则, 总体目标: what everybody is to hold to or to hope for."""
    if told.startswith(("成立", "设立", "组建")) and _NAMED_TO.search(told):
        return False
    return told.startswith(("坚持", "力争", "牢固树立", "以", "紧紧围绕")) or _is_soft_throughout(told) or asks(told)


_NAMED_TO = re.compile("兼任|任(?:总|副)?(?:指挥长?|组长|主任|召集人)")
"""成立县迎检工作指挥部，县长某某任指挥长: who leads what, under 组织机构."""
_WARNS = re.compile("不能[搞只给让再有把当流]")


def _takes_action(told: str) -> bool:
    """Whether a sentence's first clause demands, or a unit takes it on, so that figures are what is to be done.

    完成道路硬化1.8公里 is told to do, and so is 由县财政局安排180万元; 全市现有烈士墓318座 is counted.
    """
    if "由" in told and _TAKEN_ON.search(told):
        return True
    spans = told_by.behind_frames(told)
    start, end = spans[0] if spans else (0, 0)
    if clauses.demands_action(told[start:end]) or "其中" not in told and _told_by_name(told[start:end]):
        return True
    if told[0] == "各" and _EACH_SENDS.match(subjects.after_opening(told[start:end])):
        return True
    return "其中" not in told and sum(clause_asks(told[start:end]) for start, end in spans[:MANY]) > 1


_EACH_SENDS = re.compile("各?(?:报送|推荐|选派|选送|上报|申报|推选)")
"""各单位各报送典型1名: the figure is how many each is to send."""


def _told_by_name(clause: str) -> bool:
    """市妇联在三个海岛各建成1个驿站: bodies by their names open the clause, and it asks for what they are to do."""
    names = subjects.opening_units(clause)
    return bool(names) and all(map(bare.is_body, names)) and clause_asks(clause)


def _acts_all_the_same(told: str, mood: Mood) -> bool:
    """An item that ends in a call (为…作出新的贡献) and names actions before it."""
    return mood.leaf and mood.imperative and not re.match("同志们|让|祝|希望", told) and asks(told)


def _bare(sentence: str, mood: Mood) -> Judged:
    """A sentence without a modal where imperatives direct."""
    if _PURPOSE.match(sentence) and not mood.leaf or sentence.startswith(_AS_IT_STANDS):
        return "background"
    if not mood.leaf and not _opens_with_unit(sentence) and not _unit_is_due(sentence):
        return "background"
    if (
        asks(sentence)
        or mood.leaf
        and (subjects.helpers_told(sentence) or _BY_THEN.search(sentence) and subjects.opening_units(sentence))
    ):
        return "task"
    return "exhortation" if _is_soft_throughout(sentence) else "plain"


def _unit_is_due(sentence: str) -> bool:
    """进展情况实行月通报制度，各科室每月25日前报送进度。: behind what leads up to it a unit is told what to do by when."""
    if "前" not in sentence or "，" not in sentence:
        return False
    later = sentence.rstrip("。").split("，")[1:]
    return any(_BY_THEN.search(part) and subjects.opening_units(part) and clause_asks(part) for part in later)


_AS_IT_STANDS = ("目前各", "当前各")
"""目前各单位分头掌握情况: how things stand, where nothing is demanded."""
_BY_THEN = re.compile("[月底末旬日节期]前")
"""A day that a unit has: then what it is to do by then is told, whatever the verb."""


def _calls(sentence: str) -> bool:
    """Whether a sentence speaks to its hearers: 让我们…, 同志们, and whatever ends with a mark of exclamation."""
    return sentence.startswith(_TO_HEARERS) or sentence.endswith(("！", "!")) or _CALL.search(sentence) is not None


_TO_HEARERS = ("同志们", "朋友们", "亲爱的")
_PLEASE = re.compile(
    rf"(?:^另?|[，；：])(?:(?:请|希望|望(?![牛城奎谟江都]))(?!示)|{clauses.ASKED}|{clauses.MATTER_ASKED})|^(?:会议)?责[成令](?=..)"
)


def has_modal(sentence: str) -> bool:
    """Whether a sentence says that somebody must; 必须完成的政治任务 says what a thing is."""
    if _MODAL.search(sentence) is None:
        return ("请" in sentence or "望" in sentence or "责" in sentence) and _PLEASE.search(sentence) is not None
    return not (_STATES.search(sentence) and _STATEMENT.search(sentence)) or directs_a_unit(sentence)


_STATES = re.compile("是|成为|属于|存在|还有|仍有|出现|面临")
"""Words of which `_STATEMENT` needs one."""

_ASIDE = re.compile("(?:(?:另外|此外|同时)，)?(?:[一-龥“”]{2,10}期间，)?(?=各|[县市区州省])")
"""另外，响应期间，各单位…: what stands before the unit that a paragraph's sentence opens with."""


def _opens_with_unit(sentence: str) -> bool:
    if (sentence[0] in "另此同" or "期间，" in sentence[:14]) and (aside := _ASIDE.match(sentence)):
        sentence = sentence[aside.end() :]
    return (
        sentence.startswith(("请", "由"))
        or bool(subjects.opening_units(sentence))
        or _HANDED_ON.search(sentence) is not None
    )


_HANDED_ON = re.compile(
    r"[，；][^，。由请]{0,12}(?:由|请)[^，。]{2,30}(?:负责|牵头|组织|统筹|解决|安排|列入|纳入|落实|拨付|实施|承担|印发|修改|完善|另行|再作|再次|会同|抓紧|尽快|按程序报|报[^，。]{2,16}(?:审定|审议|审批|批准))|，请按"
)


MANY = 3
"""A sentence that demands this many actions is no mere call, however it ends."""


def demands(sentence: str) -> Iterator[str]:
    """The clauses that demand an action; what stands before the first 要 is not demanded."""
    spans = clauses.split(sentence, 0, len(sentence))
    if _MODAL.search(sentence):
        spans = spans[clauses.first_told(sentence, spans) :]
    for start, end in spans:
        part = sentence[start : min(end, start + LONGEST)]
        if clause_asks(part):
            yield part


def asks(sentence: str) -> bool:
    """Whether something that a sentence demands could be checked."""
    return next(demands(sentence), None) is not None


_TAKEN_ON = re.compile(
    r"由[^，]{2,40}(?:来抓|来办|来做|牵头|负责|组织|安排|列入|纳入|落实|拨付|实施|承担|解决|制定|报送|上报|汇总|公布|公示|登记|核定|认定|核实|统一编号|统一发放|作出[^，]{0,16}评价|(?:审核|签字|签收)后|修改(?:完善)?后)|(?<!对)(?<!为)[一-龥](?<!对)(?<!为)[一-龥][：:]?(?:负责|牵头)"
)

_REPORTS = re.compile(
    "(?:情况|进展|进度|结果)(?:每[^，。]{1,4}|定期|及时|逐[日周月])(?:向[^，。]{2,16}(?:报告|汇报|通报|反馈)|报[^告道，。]|通报)"
    r"|(?:情况|险情|灾情|汛情|事件|事故)(?:在|于|要|须|应)?(?:\d{1,2}|半|一)个?(?:分钟|小时)[之以]?内[^，。]{0,4}(?:报告|上报|速报)"
)
"""项目推进情况每半月向市政府报告一次: what is to be told stands before the verb."""
_HOPES = re.compile('(?:全覆盖|连冠[”"]?|目标|前列)$')
"""力争年底前实现服务站全覆盖 is a goal and nobody's task."""

_IS_WHAT = re.compile(
    "[^，。；要由请须应]{4,40}(?<![于不都还])也?是(?:一[项个种件]|(?:[^，。；要]|(?<=[重首主必需紧])要){2,60}(?:保障|基础|举措|要求|任务|工作|体现|前提|关键|职责|责任|途径|内容|抓手|法宝|传统|优势|需要|载体|实践|工程|标志|根基)$)"
)
"""做好双拥工作是巩固政权基础的重要保障: what a work is."""


def clause_asks(part: str) -> bool:
    """Whether one clause demands an action of somebody."""
    if part.startswith(("是", "也是", "既是", "这是")) or "是" in part and _IS_WHAT.match(part):
        return False
    if "要" in part and clauses.asks_quality(part) or part.startswith("力争") and _HOPES.search(part):
        return False
    if "同意" in part and _AGREED_TO.match(part):
        return True
    if ("由" in part or "负责" in part or "牵头" in part or "组织" in part) and _TAKEN_ON.search(part):
        return True
    if "由" in part[1:] and (untimed := clauses.without_term(part))[:1] == "由":
        part = untimed
    rest = clauses.after_subject(part)
    if rest == clauses.bare(part) and subjects.opening_units(part):
        rest = clauses.beside_ones_own(subjects.after_opening(part))
    if rest.startswith("确保") and not _DATED.search(rest) and "全部" not in rest:
        return False
    if rest.startswith("联合"):
        rest = subjects.after_partners(rest) or rest
    return (
        clauses.demands_action(rest)
        or "深入" in rest
        and clauses.acts_among(rest)
        or _told_by_a_day(part, rest)
        or _REPORTS.search(part) is not None
    )


def _told_by_a_day(part: str, rest: str) -> bool:
    """X要在5月底前…: a day is set, or a body is told by its name, though no list knows the verb."""
    rest = clauses.without_term(rest)
    least = 2 if _BY_THEN.search(part) else 4
    if len(rest) < least or not (match := _MODAL.search(part)) or match.group() not in PLAIN_MODAL:
        return False
    if clauses.is_soft(rest) or clauses.is_frame(rest) or clauses.is_result(rest) or "不" in rest[:3]:
        return False
    if _A_DIGIT.search(part) and _BY_THEN.search(part):
        return True
    names = modals.subject_before(part, 0, match.start())
    return bool(names) and (_A_DIGIT.search(part) is not None or all(bare.is_body(name) for name in names))


def _is_soft_throughout(sentence: str) -> bool:
    parts = [sentence[start:end] for start, end in clauses.split(sentence, 0, len(sentence))]
    return any(clauses.is_soft(clauses.after_subject(part)) for part in parts)
