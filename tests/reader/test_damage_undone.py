"""A document damaged on its way reads as the whole one does: title, kind, source, day, outline, tasks, verdicts, text.

Each kind of damage of the contract is done by chance to documents made up here, two kinds at once now and then.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import cache

import opencc
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from pypinyin import Style, pinyin

from shuangyong.reader import Document, read_bytes

NOTICE = """云麓县双拥工作领导小组办公室关于做好二季度双拥重点工作的通知
云双拥办〔2026〕7号
各乡镇人民政府，县直各有关单位：
为巩固拥军优属、拥政爱民工作成果，推动“五个一”工程落地见效，现将有关事项通知如下。
一、完善工作机制
（一）加强组织领导。县双拥办要在4月15日前提请召开县双拥工作领导小组全体会议，研究解决驻军部队提出的12件实事。
（二）强化督促检查。县委督查室会同县人武部每季度开展1次检查，检查结果于6月20日前报县委、县政府。
二、落实优待政策
县教育局负责在6月30日前完成24名军人子女入学工作，县财政局配合，逐一建立台账，确保不漏一人。
县卫生健康局牵头，5月31日前组织350名优抚对象体检，及时录入《优抚对象健康档案》，发现问题立即跟进。
三、营造浓厚氛围
县委宣传部要组织县融媒体中心于4月底前开设专栏，宣传退役军人先进典型，讲好双拥故事。
云麓县双拥工作领导小组办公室
2026年3月28日"""
SPEECH = """在全市双拥模范城创建动员会上的讲话
市委副书记、市长　祝庭远
（2026年4月9日）
同志们：
过去一年，全市各级各部门认真落实拥军优属各项政策，走访慰问驻军部队16次，为官兵解决实际困难38件，成效十分明显。
下面，我讲三点意见。
一、提高站位，增强创建工作的自觉性
双拥工作是我党我军的优良传统，做好这项工作意义重大，关系国防和军队建设全局，必须始终抓在手上。
二、突出重点，抓好各项任务的落实
市退役军人局要在5月底前完成退役军人服务站星级评定，对不达标的站点逐一制定整改方案，限期销号。
市教育局要会同市人社局在8月20日前落实随军家属就业和军人子女入学政策，一户一策建立清单。
三、加强领导，形成创建工作的合力
市双拥办要每月调度一次进度，6月15日前向市委常委会报告创建情况，对进度滞后的单位进行约谈。
同志们，让我们振奋精神、团结一心，为创建全国双拥模范城而努力奋斗！"""
PAPERS = (NOTICE, SPEECH)
Damage = Callable[[list[str], random.Random], list[str]]


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def _toned(char: str) -> str:
    return str(pinyin(char, style=Style.TONE)[0][0])


def each(change: Callable[[str, random.Random], str]) -> Damage:
    return lambda lines, dice: [change(line, dice) for line in lines]


def with_readings(line: str, dice: random.Random) -> str:
    left, right = dice.choice(["()", "（）"])
    space = dice.choice(["", "", " "])
    noted = (
        f"{char}{space}{left}{_toned(char)}{right}" if "一" <= char <= "龥" and dice.random() < 0.1 else char
        for char in line
    )
    return "".join(noted)


def turned_with_readings(line: str, dice: random.Random) -> str:
    turned = str(_traditional().convert(line))
    return "".join(
        f"{new}({_toned(old)})" if new != old and dice.random() < 0.8 else new
        for old, new in zip(line, turned, strict=True)
    )


def in_part(line: str, dice: random.Random) -> str:
    return str(_traditional().convert(line)) if dice.random() < 0.5 else line


def read_wrongly(lines: list[str], dice: random.Random) -> list[str]:
    written, read = dice.choice([("utf-8", "latin-1"), ("gb18030", "latin-1")])
    return [line.encode(written).decode(read) for line in lines]


def with_entities(line: str, dice: random.Random) -> str:
    marks = {"“": "&ldquo;", "”": "&#8221;", "《": "&#12298;", "〔": "&#x3014;"}
    before = dice.choice(["&nbsp;&nbsp;", "&#12288;&#12288;", "&amp;nbsp;", ""])
    return before + "".join(marks.get(char, char) if dice.random() < 0.7 else char for char in line)


def wide(line: str, dice: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if char.isascii() and char.isdigit() else char for char in line)


def masked(line: str, dice: random.Random) -> str:
    for term, star in (
        ("拥军优属", "拥*优属"),
        ("拥政爱民", "拥政*民"),
        ("退役军人服务站", "退*军人服务站"),
        ("双拥模范城", "*拥模范城"),
    ):
        line = line.replace(term, star) if dice.random() < 0.7 else line
    return line


def strewn(line: str, dice: random.Random) -> str:
    return line[:1] + "".join((" " if dice.random() < 0.15 and "市长" not in line else "") + char for char in line[1:])


def wrapped(lines: list[str], dice: random.Random) -> list[str]:
    width, indent = dice.choice([28, 35, 40]), dice.choice(["　　", "    "])
    out = []
    for at, line in enumerate(lines):
        whole = line if at < 3 or line[-1] in "：:" else indent + line
        out += [whole[start : start + width] for start in range(0, len(whole), width)] if at else [whole]
    return out


def said_again(lines: list[str], dice: random.Random) -> list[str]:
    title = lines[0]
    again = dice.choice([title, f"{title[: len(title) * 2 // 3]}...", f"《{title}》", f"“{title}”", f"{title}（2）"])
    out = lines[:5]
    for line in lines[5:]:
        out += [again, line] if dice.random() < 0.4 else [line]
    return out


def framed(lines: list[str], dice: random.Random) -> list[str]:
    over = [
        "当前位置：首页 >> 双拥工作 >> 正文",
        "字号：【大 中 小】",
        "本文共1243字，阅读约需4分钟",
        "阅读量：1.2万",
        "分享到：微信 微博 QQ空间",
    ]
    under = [
        "上一篇：某县召开座谈会",
        "下一篇：没有了",
        "[责任编辑：刘洋]",
        "版权所有：云麓县人民政府 滇ICP备12345678号",
        "【打印】 【关闭】",
        "点赞 收藏 转发",
    ]
    return [*dice.sample(over, 2), *lines, *dice.sample(under, 3)]


def with_pictures(lines: list[str], dice: random.Random) -> list[str]:
    names = [
        "IMG_2021.jpg",
        "图片1.png",
        "image001.gif",
        "1622509259278633.png",
        "640?wx_fmt=jpeg",
        "/upload/2021/06/01/a.jpg",
    ]
    at = dice.randrange(4, len(lines) - 2)
    return [*lines[:at], dice.choice(names), *lines[at:]]


DAMAGES: dict[str, Damage] = {
    "readings": each(with_readings),
    "traditional": each(lambda line, _: str(_traditional().convert(line))),
    "traditional in part": each(in_part),
    "traditional with readings": each(turned_with_readings),
    "another encoding": read_wrongly,
    "entities": each(with_entities),
    "wide digits": each(wide),
    "masks": each(masked),
    "spaces": each(strewn),
    "wraps": wrapped,
    "the title again": said_again,
    "a page's frame": framed,
    "pictures": with_pictures,
}
TWICE = (
    ("the title again", "pictures"),
    ("pictures", "a page's frame"),
    ("masks", "traditional"),
    ("wide digits", "wraps"),
    ("wraps", "traditional with readings"),
    ("a page's frame", "traditional with readings"),
    ("masks", "wraps"),
    ("wraps", "spaces"),
    ("wraps", "another encoding"),
)


def said(document: Document) -> object:
    """What a document says, without where and in what file."""
    text = document.text
    return (
        text,
        [document.title, document.kind, document.origin, document.published, document.secrecy, document.meeting],
        [item.heading for item in document.outline],
        [(task.task, task.path, task.lead, task.support, task.deadline, task.measures) for task in document.tasks],
        [(text[one.start : one.end], one.verdict) for one in document.sentences],
        (document.goals, document.references),
    )


@cache
def whole(paper: str) -> object:
    document = read_bytes(paper.encode(), "a.txt")
    assert document.text == paper
    assert len(document.tasks) >= 2
    return said(document)


def test_what_is_whole_reads_so() -> None:
    for paper in PAPERS:
        assert whole(paper)


def damaged(paper: str, kinds: tuple[str, ...], seed: int) -> str:
    dice = random.Random(seed)
    lines = paper.split("\n")
    for kind in kinds:
        lines = DAMAGES[kind](lines, dice)
    return "\n".join(lines)


@pytest.mark.parametrize("kinds", [*((kind,) for kind in DAMAGES), *TWICE], ids="+".join)
@settings(max_examples=10, deadline=None, derandomize=True, phases=[Phase.generate])
@given(paper=st.sampled_from(PAPERS), seed=st.integers(0, 1 << 20))
def test_damage_is_undone(kinds: tuple[str, ...], paper: str, seed: int) -> None:
    found = read_bytes(damaged(paper, kinds, seed).encode(), "a.txt")
    assert said(found) == whole(paper)
