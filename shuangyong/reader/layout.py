"""From the lines of a file to the paragraphs of a document, with the facts that removed lines held."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from shuangyong.reader import repair, spaced
from shuangyong.reader.lines import BODY_NAME, DATE_LINE, NUMBER, TITLE_END, is_bar, is_header_text
from shuangyong.reader.model import RawText, Role
from shuangyong.reader.names import REMEMBERED
from shuangyong.reader.secrecy import find_marking, is_marking

_END = "。！？!?；;：:"
_SENTENCE_END = re.compile(r"[。！？!?…][”’」』）)]*$")
_MARKER = re.compile(
    r"(?:第[一二三四五六七八九十百零〇\d]{1,5}[章节条编、，, ：]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,3}[.．、)）](?!(?!20\d\d年|\d{1,2}月)\d)|[①-⑳]|[一二三四五六七八九十][是要][^\s]|其[一二三四五]|附件|附\s*[:：]|抄送|主送|出席|列席|缺席|记录|联系人|参加|主持)"
)
_TAIL_SENTENCE = re.compile("转载|版权|授权|侵权|不代表|二维码|扫一扫")
_UNIT_NAME = re.compile(
    r"(?:办公室|委员会|领导小组|政府|办事处|局|厅|部|委|中心|站|军分区|警备区|指挥部|公司|学校|医院|协会|日)$"
)
_LINKS = re.compile(r"[【\[]?(?:往期|相关|推荐|热点|延伸|更多|猜你喜欢|图解|政策解读|解读)")
_QUOTES = str.maketrans({"“": '"', "”": '"', "＂": '"', "‘": "'", "’": "'", "，": ",", "：": ":", "（": "(", "）": ")"})
_QUOTED = re.compile("[“”＂‘’，：（） ]")
"""What `_caption` makes alike."""


@dataclass(slots=True)
class Line:
    """A line on its way: `columns` and `indent` in half-width columns, `gap` true where a blank line stood before it."""

    text: str
    role: Role
    columns: int
    indent: int
    gap: bool
    spaces: int


@dataclass(slots=True)
class Paper:
    """The cleaned document: paragraphs, counts of repairs, and the lines that were taken out."""

    paragraphs: list[str]
    roles: list[Role]
    counts: Counter[str] = field(default_factory=Counter)
    removed: list[str] = field(default_factory=list)
    page_title: str | None = None

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


def width(text: str) -> int:
    """Columns a text takes in a fixed-width print: two for a Chinese character, one for an ASCII one.

    GB 18030 spends two bytes on the one and one on the other: its codec counts in C.
    """
    return len(text) if text.isascii() else len(text.encode("gb18030", "replace"))


def lay_out(raw: RawText) -> Paper:
    """Repair characters, take furniture out, join wrapped lines; nothing that an author wrote is lost."""
    counts: Counter[str] = Counter(raw.repairs)
    mended = repair.mend_characters([line.text for line in raw.lines], counts)
    lines = _lines(raw, spaced.with_tabs(mended) if raw.format == "txt" else mended)
    paper = Paper([], [], counts, page_title=raw.page_title)
    lines = _without_furniture(_without_site_name(lines, paper), paper)
    if raw.wrapped:
        lines = _joined(lines, counts, printed=raw.format == "pdf")
    lines = _without_repeats(lines, paper)
    counts["space"] += sum(line.spaces for line in lines)
    paper.paragraphs = [line.text for line in lines]
    paper.roles = [line.role for line in lines]
    return paper


def _lines(raw: RawText, mended: list[str]) -> list[Line]:
    out: list[Line] = []
    gap = False
    for source, text in zip(raw.lines, mended, strict=True):
        fixed, columns, indent, spaces = _tidied(text)
        if fixed:
            out.append(Line(fixed, source.role, columns, indent, gap, spaces))
            gap = False
        elif not spaces:
            gap = True
    return out


@lru_cache(maxsize=REMEMBERED)
def _tidied(text: str) -> tuple[str, int, int, int]:
    """A line without what stands around it, its width and indent in columns, and how many spaces inside it went.

    A blank line is empty and has lost nothing; one of invisible characters is empty and has lost those.
    """
    bare = text.strip() if "\t" not in text else text.strip("\r\n \u3000")
    if not bare:
        return "", 0, 0, 0
    fixed = repair.tidy_spaces(bare)
    indent = width(text[: len(text) - len(text.lstrip())]) if text[0].isspace() else 0
    return fixed, width(fixed), indent, len(bare) - len(fixed)


# ---------------------------------------------------------------- lines that are not the author's


def _without_site_name(lines: list[Line], paper: Paper) -> list[Line]:
    """What a web page prints above the heading that its own title names too: the site's name, the weather.

    A marking, a paper's red heading and number, and rows stay for whoever reads them.
    """
    at = _heading_at(lines, paper.page_title) if paper.page_title else 0
    if not at:
        return lines
    kept: list[Line] = []
    for line in lines[:at]:
        if _is_site_name(line):
            paper.counts["boilerplate"] += 1
            paper.removed.append(line.text)
        else:
            kept.append(line)
    return [*kept, *lines[at:]]


_SEGMENTS = re.compile("[-_|｜—–]+")
_HIGHEST = 30
"""A page's heading stands among its first lines."""


def _heading_at(lines: list[Line], page_title: str) -> int:
    """Where a page's heading stands: the line that its <title> names, marked as heading or opening that title."""
    shown = page_title.replace(" ", "")
    segments = _SEGMENTS.split(shown)
    for at, line in enumerate(lines[:_HIGHEST]):
        words = line.text.replace(" ", "")
        if line.role == "title" and line.text in page_title:
            return at
        if line.role == "body" and len(words) >= 8 and (shown.startswith(words) or words in segments):
            line.role = "title"
            return at
    return 0


_SITE = re.compile("网站|网$|门户|平台$|今天是|今日|欢迎|频道|星期|天气|客户端|政务|信息公开|导航|搜索")


_ROOMS = re.compile(r"(?:[^\s|｜]{2,8}[\s|｜]+){2,}[^\s|｜]{2,8}")
"""A row of short words, a site's rooms: 首页 政务公开 走进清河."""


def _is_site_name(line: Line) -> bool:
    text = line.text
    if line.role != "body" or len(text) > 60 or text[-1] in "。！？：" or "\t" in text or find_marking(text):
        return False
    if not (BODY_NAME.search(text) or _SITE.search(text) or _ROOMS.fullmatch(text)):
        return False  # what an author may have set above his heading
    return not (_MARKER.match(text) or is_header_text(text) or NUMBER.fullmatch(text) or TITLE_END.search(text))


def _without_furniture(lines: list[Line], paper: Paper) -> list[Line]:
    kept: list[Line] = []
    below_links = after_page = False
    trail = _trail(lines)
    for at, line in enumerate(lines):
        reason = "boilerplate" if at in trail else _why_remove(line.text, line.role)
        if reason is None and after_page:
            if _RUNNING_HEAD.fullmatch(line.text):
                reason = "boilerplate"
            elif kept and not _SENTENCE_END.search(kept[-1].text):
                line.gap = False  # the blank lines are the page's end, not the author's
        after_page = reason is not None and (_is_page_number(line.text) or after_page and line.gap)
        if reason is not None and _LINKS.match(line.text):
            below_links = True
        elif below_links and reason is None:
            if line.role == "row" or line.text.endswith(("。", "；", "：", ":")) or len(line.text) > 60:
                below_links = False
            else:
                reason = "boilerplate"
        if reason is None:
            kept.append(line)
            continue
        paper.counts[reason] += 1
        paper.removed.append(line.text)
    _trim_edges(kept, paper)
    while kept and _NOTHING_ATTACHED.fullmatch(kept[-1].text):
        paper.counts["boilerplate"] += 1
        paper.removed.append(kept.pop().text)
    return kept


_RUNNING_HEAD = re.compile("[^，。；：]{2,24}[（(]?第\\s*\\d+\\s*期[）)]?")
"""What a paper prints at the head of each page, right below the number of the one before: 宁北市督查通报（第6期）."""


def _is_page_number(text: str) -> bool:
    return len(text) < 30 and repair.tables()["page_number"].fullmatch(text) is not None


_A_PAGE = 2
"""So many lines of site furniture tell that a text was taken from a page."""
_EDGE = re.compile(
    r"主办|承办|备案|版权|网站|访客|访问量|技术支持|友情链接|电子版|数字报|客户端|公众号|关怀版|无障碍|RSS|English|(?:订报|新闻|服务|投稿)热线|投稿邮箱"
)
_WHERE = re.compile("地址|邮编|邮政编码|电话|传真|邮箱|网址|E-?mail")


def _trim_edges(kept: list[Line], paper: Paper) -> None:
    """Take what a page prints above and below everything: its host, address, makers. Only where other furniture says it is one."""
    if paper.counts["boilerplate"] < _A_PAGE:
        return
    low, high = 0, len(kept)
    while low < min(high, 4) and _is_edge(kept[low]) and not TITLE_END.search(kept[low].text):
        low += 1
    while high > low and _is_edge(kept[high - 1]):
        high -= 1
    for line in [*kept[:low], *kept[high:]]:
        paper.counts["boilerplate"] += 1
        paper.removed.append(line.text)
    kept[:] = kept[low:high]


def _is_edge(line: Line) -> bool:
    text = line.text
    if len(text) > 90 or text[-1] in "。！？；：" or line.role == "title" or find_marking(text) or _MARKER.match(text):
        return False
    return _EDGE.search(text) is not None or len(_WHERE.findall(text)) > 1 and "联系人" not in text


_NOTHING_ATTACHED = re.compile("附件(?:下载)?[：:]?")
"""A page's last line whose links went."""


_HOME = frozenset({"首页", "网站首页", "主页"})
_ROOM = re.compile(
    "[一-龥]{2,8}(?:公开|动态|要闻|新闻|专栏|公告|文件|资讯|信息|工作|专题|之窗|园地|频道|正文|详情|列表)"
)


def _trail(lines: list[Line]) -> range:
    """Where a page's way (首页, 政务公开, 会议公开) stands as lines of its own above the title."""
    start = next((at for at, line in enumerate(lines[:8]) if line.text in _HOME), None)
    if start is None:
        return range(0)
    end = start + 1
    while end < len(lines) and lines[end].role != "title" and _ROOM.fullmatch(lines[end].text):
        end += 1
    return range(start, end)


@lru_cache(maxsize=REMEMBERED)
def _why_remove(text: str, role: Role) -> str | None:
    if find_marking(text):  # whatever else the line is: a marking that is cut is a secret that is kept
        return None
    if role in ("header", "footer", "nav"):
        return "boilerplate"
    tables = repair.tables()
    if text[-1] in "gGpPfF)]）】" and tables["image"].fullmatch(text):
        return "image_name"
    if len(text) > 120 or text[-1] == "。" and not _TAIL_SENTENCE.search(text):
        return None
    if repair.is_boilerplate(text) or " " in text[:8] and repair.is_boilerplate(text.replace(" ", "")):
        return "boilerplate"
    if is_bar(text):
        return "boilerplate"
    if len(text) < 30 and text[-1] in "0123456789-—–─－页·• " and tables["page_number"].fullmatch(text):
        return "boilerplate"
    return None


# ---------------------------------------------------------------- wrapped lines


_SPREAD = 8
"""Spaces that went from inside a line count for its width up to this many."""


@dataclass(frozen=True, slots=True)
class _Page:
    """How a wrapped text was set: full lines in columns and in characters, and whether paragraphs are indented.

    `exact` is the number of characters of every full line, where all have the same and no paragraph is indented.
    """

    columns: int
    characters: int
    indented: bool
    exact: int | None = None

    def is_full(self, line: Line) -> bool:
        if self.exact is not None and _SENTENCE_END.search(line.text):
            return len(line.text) >= self.exact  # a machine that breaks after so many characters breaks nowhere else
        return (
            line.columns + line.indent + min(line.spaces, _SPREAD) >= self.columns - 5
            or len(line.text) + line.indent // 2 >= self.characters - 2
        )


def _page_of(lines: list[Line], printed: bool) -> _Page | None:
    """The page of a hard-wrapped text, or None where lines are paragraphs.

    A wrapped text has many lines of nearly one length that end in the middle of a sentence; on a `printed` page
    lines are broken for certain, so two long ones are enough.
    """
    body = [line for line in lines if line.role == "body" and "\t" not in line.text]
    open_ended = [line for line in body if line.text[-1] not in _END]
    if len(open_ended) < 3:
        return None
    sizes = [(line.columns + line.indent, len(line.text) + line.indent // 2) for line in open_ended]
    longest = max(line.columns + line.indent for line in body)
    share = 1 if printed and len(sizes) < _FEW else 0.8
    columns = sorted(size for size, _ in sizes)[min(int(len(sizes) * share), len(sizes) - 1)]
    characters = sorted(size for _, size in sizes)[min(int(len(sizes) * share), len(sizes) - 1)]
    near = sum(1 for size, long in sizes if size >= longest - 8 or (long >= characters - 1 and size >= columns - 10))
    if (
        not 28 <= columns <= 150
        or near < (2 if printed else 3)
        or near * (8 if printed else 4) < len(sizes)
        or longest > columns + 12
    ):
        return None
    if sum(1 for line in body if line.columns + line.indent >= columns - 8) < (2 if printed else 4):
        return None
    indented = sum(1 for line in body if line.indent >= 3)
    set_in = indented >= max(2, len(body) // 12)
    return _Page(columns, characters, set_in, None if set_in else _exact([long for _, long in sizes]))


def _exact(sizes: list[int]) -> int | None:
    """The length that nearly all open lines of a text have."""
    size, often = Counter(sizes).most_common(1)[0]
    return size if often > _MANY_ALIKE and often * 10 >= 9 * sum(1 for one in sizes if one > size // 2) else None


_MANY_ALIKE = 7
_FEW = 20
"""Open lines of a short printed page are mostly headings: the longest of them tells its width."""


_LATIN_END = re.compile(r"[A-Za-z,.]$")


def _signs(last: Line, line: Line, below: Line | None) -> bool:
    """Whether a line is the signature below a closed sentence: a body's name, and the day under it."""
    if below is None or not _SENTENCE_END.search(last.text) or len(line.text) > 40:
        return False
    return BODY_NAME.search(line.text) is not None and DATE_LINE.fullmatch(below.text) is not None


def _joined(lines: list[Line], counts: Counter[str], *, printed: bool = False) -> list[Line]:
    page = _page_of(lines, printed)
    if page is None and not any(line.text.endswith("、") for line in lines):
        return lines
    out: list[Line] = []
    joined: list[Line] = []
    last: Line | None = None
    for line, below in zip(lines, [*lines[1:], None], strict=True):
        if (
            last is not None
            and not _signs(last, line, below)
            and (_lists_on(last, line) or page is not None and _continues(out[-1], last, line, page))
        ):
            if out[-1] is last:  # what was printed stays as it was: the next line is compared with it
                out[-1] = Line(last.text, last.role, last.columns, last.indent, last.gap, last.spaces)
            latin = line.text[0].isascii() and line.text[0].isalpha() and _LATIN_END.search(out[-1].text)
            out[-1].text += " " + line.text if latin else line.text
            out[-1].spaces += line.spaces
            joined.append(out[-1])
            counts["wrap"] += 1
        else:
            out.append(line)
        last = line
    for paragraph in joined:
        _tidy_again(paragraph)
    return out


def _tidy_again(paragraph: Line) -> None:
    """Spaces that a paragraph shows to be none of the author's, though no single line of it did."""
    if " " in paragraph.text and "。" in paragraph.text:
        fixed = repair.tidy_spaces(paragraph.text)
        paragraph.spaces += len(paragraph.text) - len(fixed)
        paragraph.text = fixed


_FORM_LINE = re.compile(
    "(?:督办|承办|主办|协办|办理|办结|完成|交办|来文|收文|签发|批示|拟办)(?:事项|依据|单位|要求|时限|期限|情况|结果|日期|人|意见|领导|内容|时间)[：:]"
)
"""A line of a form: 承办单位：…, 办理时限：…"""


def _lists_on(last: Line, line: Line) -> bool:
    """A list that the line's end broke: 出席：丁香、王林、 | 周济民."""
    return last.text.endswith("、") and "row" not in (last.role, line.role) and not _MARKER.match(line.text)


def _continues(paragraph: Line, last: Line, line: Line, page: _Page) -> bool:
    """Whether `line` goes on with the paragraph whose last printed line is `last`."""
    if "row" in (last.role, line.role) or "\t" in last.text or "\t" in line.text or line.gap:
        return False
    if ("密" in line.text or "密" in last.text) and (find_marking(last.text) or find_marking(line.text)):
        return False
    if page.indented and line.indent >= 3:
        return False
    if paragraph.text.count("（") > paragraph.text.count("）") and page.is_full(last):
        return True
    if _FORM_LINE.match(line.text):
        return False
    if last.text[-1] in "）)" and _MARKER.match(line.text) and not page.is_full(last):
        return False  # （责任单位：…）, and the next heading at the margin
    closed = bool(_SENTENCE_END.search(last.text)) or last.text[-1] in "：:；;"
    if page.indented and not closed and paragraph.indent >= 3 and len(paragraph.text) > page.characters - 6:
        return True
    if not page.is_full(last):
        return False
    if closed and _MARKER.match(line.text):
        return _counts_on(paragraph.text, line.text)
    if closed:
        return page.indented or not (_MARKER.match(line.text) or last.text[-1] in "：:")
    return page.indented or not _MARKER.match(line.text) or len(last.text) >= page.characters - 1


_COUNTED = re.compile("[二三四五六七八九]([是要])")
_BEFORE = dict(zip("二三四五六七八九", "一二三四五六七八", strict=True))


def _counts_on(paragraph: str, line: str) -> bool:
    """Whether 二是 goes on with an 一是 inside the paragraph; one that a paragraph opens with stands on a line of its own."""
    match = _COUNTED.match(line)
    return match is not None and paragraph.find(_BEFORE[line[0]] + match[1]) > 0


# ---------------------------------------------------------------- repeated lines


def _without_repeats(lines: list[Line], paper: Paper) -> list[Line]:
    """A title or caption repeated between paragraphs goes; its first stands."""
    keys = [_caption(line.text) for line in lines]
    alike = Counter(key for key in keys if key is not None)
    if len(alike) == alike.total():
        return lines
    keys = [
        key if key is not None and alike[key] > 1 and _is_repeatable(line) else None
        for key, line in zip(keys, lines, strict=True)
    ]
    out: list[Line] = []
    stood: set[str] = set()
    for line, key in zip(lines, keys, strict=True):
        if key is not None and key in stood:
            paper.counts["repeated_line"] += 1
            paper.removed.append(line.text)
            continue
        if key is not None:
            stood.add(key)
        out.append(line)
    return out


def _caption(text: str) -> str | None:
    """A short line without its quotes and spaces, by which it is told from others; None for what ends as a sentence."""
    if not 6 <= len(text) <= 60 or text[-1] in "。；;：:，,、！!":
        return None
    return text.translate(_QUOTES).replace(" ", "") if _QUOTED.search(text) else text


def _is_repeatable(line: Line) -> bool:
    """Whether a line may be a title or a caption, which a page repeats; units and markings are said twice on purpose."""
    text = line.text
    if line.role == "row" or "\t" in text:
        return False
    return not (_UNIT_NAME.search(text) or _MARKER.match(text) or is_marking(text))
