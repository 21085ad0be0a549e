"""The meeting that a document reports, records or was spoken at, and who is named there."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from shuangyong.reader.frame import Frame
from shuangyong.reader.held import name_and_day
from shuangyong.reader.lines import DATE
from shuangyong.reader.model import Meeting, Person
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.paper import Paper
from shuangyong.reader.people import (
    CHAIR,
    CHAIR_WORD,
    HEARING,
    NAME,
    NAME_FIRST,
    NAME_LINE,
    PASSED_ON,
    POST,
    SPEAK,
    SPEAK_WORD,
    STRESS_WORD,
    STRESSES,
    STRESSES_POSTED,
    STYLED,
    TOO,
    posts_first,
    split_posts,
    strangers,
    without_bodies,
)
from shuangyong.reader.rolls import labelled


def find_meeting(paper: Paper, frame: Frame) -> Meeting | None:
    """The meeting, or None where the document reports none."""
    name, day = name_and_day(paper, frame)
    if name is None:
        return None
    attendees = _attendees(paper, frame)
    known = _Known(paper, frame, attendees)
    chair = _people_before(paper, frame, CHAIR, known)
    speakers = _people_before(paper, frame, SPEAK, known)
    chair = chair or labelled(paper, ("主持", "主持人", "会议主持"))
    speakers += [one for one in known.stressing(paper, frame) if one.name not in {p.name for p in (*chair, *speakers)}]
    if frame.kind == "news":
        spoke = {one.name for one in speakers}
        speakers += [one for one in chair if one.name not in spoke and f"{one.name}主持并讲话" in (frame.title or "")]
    if frame.kind == "speech":
        speakers = _speaker_line(paper, frame) or _titled_speaker(frame.title or "")
        if "主持" in (frame.title or ""):
            chair = chair or speakers
    told = {person.name: person for person in (*chair, *speakers)}
    attendees = [one if one.posts else told.get(one.name) or known.fuller(one) for one in attendees]
    return Meeting(name, day.isoformat() if day else None, tuple(chair), tuple(speakers), tuple(attendees))


# ---------------------------------------------------------------- people

_STOP = re.compile("[。；;\n]")


def _people_before(paper: Paper, frame: Frame, verb: re.Pattern[str], known: _Known) -> list[Person]:
    """The person or persons whose name stands right before the verb."""
    out: dict[str, Person] = {}
    if frame.kind == "speech":
        return []
    gate = CHAIR_WORD if verb is CHAIR else SPEAK_WORD
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] not in ("body", "names") or not gate.search(text):
            continue
        for phrase, persons in _named_before(text, verb):
            for person in (
                persons
                or known.ending(phrase)
                or known.speaking_for(phrase)
                or _only_named(phrase)
                or strangers(phrase)
            ):
                out.setdefault(person.name, person)
        if out and verb is CHAIR:
            break
    return list(out.values())


@lru_cache(maxsize=REMEMBERED)
def _named_before(text: str, verb: re.Pattern[str]) -> tuple[tuple[str, tuple[Person, ...]], ...]:
    """Each phrase of a paragraph that stands before the verb, with the persons it ends with; then whoever was heard."""
    out: list[tuple[str, tuple[Person, ...]]] = []
    for sentence in _STOP.split(text):
        before = [sentence[: match.start()] for match in verb.finditer(sentence)]
        if verb is SPEAK and "主持召开" in sentence:
            before = [phrase for phrase in before if not _CHAIRS_ONLY.search(phrase)]
        too = verb is CHAIR or "并讲话" in sentence
        if too and _CHAIRED_TOO.search(sentence) and (led := _LED.match(_UP_TO_SETTING.sub("", sentence))):
            before.append(led[1])
        out += [(phrase, tuple(_persons_ending(phrase))) for phrase in before]
        if verb is SPEAK and (heard := _heard(sentence)):
            out.append((heard, tuple(people(heard))))
    return tuple(out)


_NO_NAME_ENDS = frozenset("会局办部委市县区镇乡村站院校处科组队方位家")


_CHAIRS_ONLY = re.compile("主持召开[^。]{2,60}?会议?[，,](?:会议)?$")
"""主持召开…会议，传达学习…: what the meeting did, not what its chairman said."""


def _only_named(phrase: str) -> list[Person]:
    """潘海燕汇报了…: somebody whose post is not told; 邱某副大队长主持: one whose post stands behind his name."""
    if (
        polite := NAME_FIRST.search(re.split("[，,]", _CIRCUMSTANCE.sub("", _HOW_SAID.sub("", phrase)))[-1])
    ) is not None:
        return [Person(polite["name"], ((polite["body"] or "") + polite["post"],))]
    phrase = _ON_A_DAY.sub("", phrase)
    bare = 2 < len(phrase) <= _LONGEST_NAME and phrase[-1] not in _NO_NAME_ENDS and _NAME.fullmatch(phrase)
    return [Person(phrase, ())] if bare else []


_ON_A_DAY = re.compile(r"^(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[（(][^（）()]{2,4}[）)])?(?:[上下]午|晚)?[，,]?")
"""2017年9月6日（星期三），徐明远主持召开处务会议。"""
_LONGEST_NAME, _TWO = 4, 2
_LED = re.compile(
    rf"([^。]{{0,40}}?{POST}{NAME}?)(?:带队|率队|深入|赴|前往|到|走访|调研|看望|慰问)[^。]*并(?:在[^，。]{{2,24}})?主持"
)
_CHAIRED_TOO = re.compile("并(?:在[^，。]{2,24})?主持")
"""县委书记某某带队走访驻县部队，并主持召开座谈会: who led chaired too."""
_INTRODUCED = re.compile(
    rf"(?:^|[，,。；、：“])(?P<who>(?:[^，,。；、：“”]{{0,16}}{POST}、){{0,3}}[^，,。；、：“”]{{0,24}}{POST}{NAME})(?=[，,。、]|等|及|以及|介绍|表示|说|在|主持|出席|参加|强调|指出|要求|到|率|带|汇报|通报|宣读|致辞|讲话|作|同志)"
)


_POST = re.compile(POST)
_HOW_SAID = re.compile(r"(?:在会上|会上|现场|代表.{2,12}|首先|随后|分别)$")


@lru_cache(maxsize=REMEMBERED)
def _introduced(text: str) -> tuple[Person, ...]:
    """Persons that a paragraph names with a post."""
    if _POST.search(text) is None:
        return ()
    return tuple(person for match in _INTRODUCED.finditer(text) for person in people(match["who"]))


class _Known:
    """Persons that a document names with a post; looked for only when a bare name has to be told."""

    def __init__(self, paper: Paper, frame: Frame, attendees: list[Person]) -> None:
        self._paper, self._frame, self._attendees = paper, frame, attendees

    @cached_property
    def persons(self) -> list[Person]:
        """Each once, those in lists of names first."""
        told = self._introduced
        listed = {one.name: one for one in self._attendees if one.posts or one.name not in told}
        return list({**told, **listed}.values())

    def fuller(self, person: Person) -> Person:
        """Somebody whom a list only names, with the posts that the text gives him."""
        return self._introduced.get(person.name, person)

    @cached_property
    def _introduced(self) -> dict[str, Person]:
        paragraphs = [text for at, text in enumerate(self._paper.paragraphs) if self._frame.tags[at] == "body"]
        return {person.name: person for text in reversed(paragraphs) for person in _introduced(text)}

    def ending(self, phrase: str) -> list[Person]:
        """A bare name at a phrase's end, or a surname cut short by damage, of somebody who was named with posts."""
        tail = re.split("[，,]", _OF_WHAT.sub("", _HOW_SAID.sub("", phrase)))[-1].removeprefix("会上")
        if _AND_NAME.search(tail) and (told := self._each(_AND_NAME.split(tail))):
            return told
        if (polite := NAME_FIRST.search(tail)) is not None:
            tail = polite["name"]
        if not 1 <= len(tail) <= 6:
            return []
        found = [person for person in self.persons if person.name == tail]
        if not found and len(tail) == 1:
            found = [person for person in self.persons if person.name.startswith(tail)]
        return found if len(found) == 1 else []

    def _each(self, names: list[str]) -> list[Person]:
        """韦某、邓某分别讲话: several who were all named with posts."""
        told = {person.name: person for person in self.persons}
        bare = [polite["name"] if (polite := NAME_FIRST.search(name)) else name for name in names]
        return [told[name] for name in bare] if all(name in told for name in bare) else []

    def stressing(self, paper: Paper, frame: Frame) -> list[Person]:
        """高原要求，…: whoever was named with a post and is told to have asked for something spoke."""
        body = (text for at, text in enumerate(paper.paragraphs) if frame.tags[at] == "body")
        said = [text for text in body if STRESS_WORD.search(text)] if frame.kind == "news" else []
        names = [match["name"] for text in said for match in STRESSES.finditer(text)]
        named = [person for name in dict.fromkeys(names) for person in self.persons if person.name == name]
        posted = (people(match["who"])[-1:] for text in said for match in STRESSES_POSTED.finditer(text))
        return named + [person for found in posted for person in found if person.name not in names]

    def speaking_for(self, phrase: str) -> list[Person]:
        """梁某代表市委、市政府…致以节日问候并讲话: somebody named before speaks for those he stands for."""
        match = _SPEAKS_FOR.match(phrase) if "代表" in phrase else None
        return [person for person in self.persons if match and person.name == match["name"]]


_OF_WHAT = re.compile("(?:首先)?(?:对[^，,。]{2,30}情况|从[^，,。]{2,60}方面)$")
"""高原对督查情况进行了通报; who asks 就贯彻会议精神 is mostly its chairman, and few hands count him."""
_AND_NAME = re.compile("[、和]")
_SPEAKS_FOR = re.compile(rf"(?P<name>{NAME}?)(?=代表[^，。]{{2,40}}(?:向|致以))")
_HEARD = re.compile(r"听取(?:了)?(?P<who>[^，,。]{2,60}?)(?:关于|所作|作的|就|对)[^。]{0,60}(?:汇报|报告|说明|发言)")


def _heard(sentence: str) -> str:
    """听取了某局局长某某关于…的汇报: whoever was heard has spoken."""
    match = _HEARD.search(sentence) if "听取" in sentence else None
    return match["who"] if match else ""


_SETTING = re.compile(r"日(?:上午|下午|晚)?[，,]|会上|由")
_UP_TO_SETTING = re.compile(r"^.*?(?:\d{1,2}月\d{1,2}日(?:上午|下午|晚)?[，,]?|会上[，,]|会议由|会前[，,]|由)")
_CIRCUMSTANCE = re.compile(
    r"(?:关于[^，,。]{2,40}|在(?![^，,。]{2,40}(?:讲话|批示|指示)精神)[^，,。]{2,24}|于[^，,。]{2,16}|为[^，,。]{2,40}|从[^，,。]{2,60}?方面|代表(?!@(?:$|[、，]))[^，,。]{2,24}|[就对][^，,。]{2,30}|分别|依次|先后|首先|随后|最后|主动|应邀|现场|一并|共同|[，,])+$".replace(
        "@", NAME
    )
)
_ATTENDING = re.compile(
    r"(?:出席|参加|主持|到会指导|到会|参会|莅临指导)(?:了)?(?:会议|活动|仪式|大会|座谈会)?(?:并)?$|主持召开(?:了)?[^，。]{2,60}会议?(?:并)?$|(?:宣读|传达)[^，。]{2,20}并$"
)


def _persons_ending(phrase: str) -> list[Person]:
    """The person or persons that a phrase ends with, without the day, place and subject told beside them."""
    if _SETTING.search(phrase):
        phrase = _UP_TO_SETTING.sub("", phrase)
    phrase = _AND_MORE.sub("", _ATTENDING.sub("", _CIRCUMSTANCE.sub("", phrase)))
    passed_on = phrase.endswith("的") or PASSED_ON.match(_MARK.split(phrase)[-1])
    return [] if passed_on else people(STYLED.sub("", TOO.sub("", phrase)))


_AND = re.compile(
    rf"(?<=[一-龥])(?:和(?!社会保障|城乡|规划|信息化|旅游|改革|体育|草原|林业|动员|监督)|与|以及)(?=[^，,、]{{1,40}}(?:{POST}))"
)
_MARK = re.compile("[、，,]")
_NAME = re.compile(NAME)
_NAME_AND_BRACKET = re.compile(rf"({NAME})[（(](.+)[）)]")
_POST_AND_NAME = re.compile(rf"(.*?{POST})({NAME})")
_ENDS_IN_POST = re.compile(rf"{POST}$")


def people(phrase: str) -> list[Person]:
    """Persons at the end of a phrase of posts and names: 区委书记、组长高云 gives one with two posts."""
    out: list[Person] = []
    for group in _AND.split(phrase):
        out.extend(_persons(group))
    return out


def _each_post(words: str) -> list[str]:
    """市退役军人事务局局长兼市双拥办主任: two posts."""
    words = words.removeprefix("兼")
    posts = re.split("兼任?", words) if "兼" in words else [words]
    return posts if all(_ENDS_IN_POST.search(post) for post in posts) else [words]


def _persons(phrase: str) -> list[Person]:
    phrase = phrase.strip("，,、 ")
    pieces = [
        HEARING.sub("", piece, count=1)
        for piece in _MARK.split(phrase)
        if piece and "*" not in piece  # a masked name names nobody
    ]
    out: list[Person] = []
    posts: list[str] = []
    shared: list[str] = []
    for piece in pieces:
        bracket = _NAME_AND_BRACKET.fullmatch(piece)
        if bracket is not None:
            out.append(Person(bracket[1], tuple(_MARK.split(bracket[2]))))
            continue
        match = _POST_AND_NAME.fullmatch(piece)
        if match is not None and not _POST.fullmatch(match[2]):
            shared = [*posts, *_each_post(match[1])]
            out.append(Person(match[2], tuple(shared)))
            posts = []
        elif _ENDS_IN_POST.search(piece):
            posts.append(piece.removeprefix("兼"))
        elif _NAME.fullmatch(piece) and shared and not posts:
            out.append(Person(piece, tuple(shared[-1:]) if len(shared) > 1 else tuple(shared)))
        elif _NAME.fullmatch(piece) and posts and posts[0].startswith(_OF_MANY):
            posts = []  # 各镇党委书记、镇长，双新、双林街道办书记: nobody by his name
        elif _NAME.fullmatch(piece) and posts:
            out.append(Person(piece, tuple(posts)))
            posts = []
        else:
            posts, shared = [], []
            if out and len(pieces) > 8:
                continue
            out = []
    return out


_OF_MANY = ("各", "全体", "有关", "相关")


_ATTEND_VERB = re.compile(
    r"参会(?=并|$)|参与会议|(?:参加|出席|列席)(?:了)?(?:本次|此次)?(?:会议|活动|座谈会?|仪式|大会|调研)?[。]?$|(?:参加|出席|列席)会$|(?:参加|出席|列席)(?:了)?(?:会议|活动|座谈|大会|仪式|(?=[，,]|并[作做发讲致])|[^，。；、]{2,12}(?:大会|仪式|活动|座谈会)(?=$|[，,])|(?:预备|推进|部署|动员|现场|调度|培训|联席|协调|总结|表彰|汇报|交流)会(?=$|[，,]))"
)


_SENTENCE_END = re.compile("[。；;]")
_AND_OTHERS = re.compile(
    r"[和及][^、，]{0,40}(?:负责人|负责同志|人员|成员|代表)$|(?:以及|及)[^、，]{0,40}$|等[，,]?$|等\d*人?[，,]?$"
)
_ATTEND_WORD = re.compile("参加|参与会议|出席|列席|参会并")


_ATTENDING_LABELS = tuple(
    f"{who}{what}" for who in ("出席", "列席", "参加", "参会", "与会") for what in ("", "人员", "会议", "单位")
)
"""Labels of who was there; a unit alone names nobody."""


def _attendees(paper: Paper, frame: Frame) -> list[Person]:
    out = labelled(paper, _ATTENDING_LABELS)
    if out:
        return out
    for at, text in enumerate(paper.paragraphs):
        if frame.tags[at] not in ("body", "names") or not _ATTEND_WORD.search(text):
            continue
        for person in (*_present(text), *_who_there_were(text)):
            if person.name not in {one.name for one in out}:
                out.append(person)
    return out


@lru_cache(maxsize=REMEMBERED)
def _present(text: str) -> tuple[Person, ...]:
    """Whom a paragraph names as having been there."""
    out: list[Person] = []
    for sentence in _SENTENCE_END.split(_groups_as_one(text)):
        start = 0
        for match in _ATTEND_VERB.finditer(sentence):
            there = _AT_WHICH.sub("", _OTHERS_DID.split(sentence[start : match.start()])[-1])
            if _AND_SPOKE.match(sentence, match.end()) is None:
                out += _attending(_AND_OTHERS.sub("", _LAST_OF_THEM.sub("、", there.removesuffix("应邀"))))
            start = match.end()
    return tuple(out)


_AND_SPOKE = re.compile(
    "[^，。；、]{0,20}?并(?:[^，。；]{0,12}?)(?:讲话|致辞|致词)|[^，。；、]{0,16}?(?:[作做]|发表)[^，。；、]{0,8}讲话"
)
"""县委书记某某出席会议并讲话: he is told as who spoke; who was there is told beside him."""


def _who_there_were(text: str) -> list[Person]:
    """参加本次会议的有市局局长某某、副局长某某和各站站长等: told behind the verb."""
    found = _THERE_WERE.search(text) if "的有" in text or "还有" in text else None
    return _attending(_AND_OTHERS.sub("", _AND_OTHERS.sub("", found["who"]))) if found is not None else []


_THERE_WERE = re.compile(
    "(?:^|。)(?:出席|参加|列席)(?:了)?(?:本次|此次|这次)?(?:会议|活动|大会|座谈会?|仪式)的?(?:还|领导)?有(?P<who>[^。；]{4,240})"
)
_LAST_OF_THEM = re.compile(rf"(?<=[一-龥])(?:以及|和|及)(?={NAME}(?<![位员志人表等部局办委])$)")
_DOES_MORE = re.compile("强调|指出|主持|讲话|汇报|通报|宣读|传达|介绍|发言|召开|要求")
_ALL_ATTEND = re.compile("(?:参加|出席)(?:了)?会议$")


def _groups_as_one(text: str) -> str:
    """县委常委某某；各镇党委书记；…参加会议: groups of one list, nobody of whom does anything else."""
    if "；" not in text and ";" not in text:
        return text
    return "。".join(
        one.replace("；", "，").replace(";", ",") if _ALL_ATTEND.search(one) and not _DOES_MORE.search(one) else one
        for one in text.split("。")
    )


_OTHERS_DID = re.compile("(?:主持|主持会议|讲话|致辞|通报情况|作报告)[，,]")
"""Whoever chaired or spoke in the same sentence was told before: 赵某主持，县人大常委会主任高某…出席."""


_AT_WHICH = re.compile("在[^，。、]{0,14}会场$")
"""县长某某在我县分会场参加会议: where he sat is no part of his name."""
_AND_MORE = re.compile(r"等[，,]?(?:同志|领导|人)?[，,]?$")
_ATTENDS = re.compile(rf"(.*?{POST})({NAME})(?:(?:以及|等).+)?")


_AND_ALL = re.compile("等(?:在家的?[一-龥]{0,6}(?:常委|领导|成员))?$")
"""崔某等在家的市委常委, 谢某等: others beside whoever is named."""
_PLACE = re.compile("[一-龥]{2}[镇乡县村市区]")
"""华阳镇、伏岭镇党委书记参加会议: 华 is a surname too."""
_SUCH_LEADERS = re.compile(rf"({NAME})等([^、，]{{0,10}}领导)")
"""陈某、张某等市领导: what all of a list are stands behind the last."""
_UNIT_ENDS = frozenset("局办委处部")
"""海事处 is no person, though 海 is a surname."""


def _attending(phrase: str) -> list[Person]:
    phrase = _AND_MORE.sub("", phrase.strip("，, "))
    pieces = [piece for group in _AND.split(phrase) for piece in posts_first(_MARK.split(group)) if piece]
    out: list[Person] = []
    posts: list[str] = []
    shared: list[str] = []
    for piece in pieces:
        if "等" in piece and (last := _SUCH_LEADERS.fullmatch(piece)) and last[1][-1] not in _UNIT_ENDS:
            posts, shared = [], []
            out = [one if one.posts else Person(one.name, (last[2],)) for one in (*out, Person(last[1], ()))]
            continue
        piece = without_bodies(_AND_ALL.sub("", piece)) if shared else _AND_ALL.sub("", piece)
        match = _ATTENDS.fullmatch(piece)
        if match is not None:
            shared = [*posts, *_each_post(match[1])]
            out.append(Person(match[2], tuple(shared)))
            posts = []
        elif _ENDS_IN_POST.search(piece):
            posts.append(piece)
        elif piece[-1] not in _UNIT_ENDS and _NAME.fullmatch(piece) and not _PLACE.fullmatch(piece):
            if posts and posts[0].startswith(_OF_MANY):
                posts = []
                continue
            if posts:
                shared, posts = posts, []
            out.append(Person(piece, tuple(shared)))
        else:
            posts, shared = [], []
    return out


def _speaker_line(paper: Paper, frame: Frame) -> list[Person]:
    """The line under a speech's title that says who spoke."""
    for at, text in enumerate(paper.paragraphs[:8]):
        if frame.tags[at] not in ("speaker", "head"):
            continue
        line = re.sub(r"[（(]\s*[）)]", "", DATE.sub("", text)).strip(" 　")
        match = NAME_LINE.fullmatch(line)
        if match is not None:
            return [Person(re.sub("[ 　]", "", match["name"]), split_posts(match["posts"]))]
        bare = line.replace(" ", "").replace("\u3000", "")
        if _NAME.fullmatch(bare) and len(bare) <= 4:
            return [Person(bare, ())]
        joined = re.fullmatch(rf"(.*{POST})({NAME})", bare)
        if joined is not None and len(bare) < 30:
            return [Person(joined[2], split_posts(joined[1]))]
    return []


_SPOKE_AT = re.compile(r"(?P<who>[^，。《》]{2,40}?)(?:同志)?在.{2,60}上的")


def _titled_speaker(title: str) -> list[Person]:
    """县长刘志强在全县双拥工作会议上的讲话, 钱明同志在…上的讲话."""
    match = _SPOKE_AT.match(title)
    if match is None:
        return []
    who = match["who"]
    return [Person(who, ())] if _NAME.fullmatch(who) else people(who)
