"""The two papers of a dossier after GB/T 9704: the letter with its tables, and the report whose figures open.

A figure is followed by 〔n〕, which leads to entry n of the annex; there every file leads to its place in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from urllib.parse import quote

from docx.document import Document as Word
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from shuangyong.dossier.content import Citation, Content, Criterion, Record
from shuangyong.dossier.declared import Wording, words_of
from shuangyong.reports import gbt9704
from shuangyong.reports.case_docx import Annex, Letter, lines_of, write_docx
from shuangyong.reports.gbt9704 import (
    ER_HAO,
    FANGSONG,
    HEI,
    KAI,
    LINE,
    SAN_HAO,
    SI_HAO,
    XIAO_SI,
    XIAOBIAOSONG,
)
from shuangyong.reports.wording import printable
from shuangyong.rules.wording import day_text

NUMERALS = "一二三四五六七八九十"
ANNEX_LINE = 20.0
TABLE_LINE = 16.0
"""So that the table of sections stands whole below the first paragraphs."""
LISTED = 10
"""Cases that one entry of the annex lists, since people print the report. The spreadsheet has them all, with files."""


def letter_of(content: Content, wording: Wording) -> bytes:
    """The letter with the points of every section behind it; an open bar is said in its title and its text."""
    words = words_of(content)
    barred = bool(content.bars)
    files = wording.files if content.evidence else wording.none
    kept = wording.kept if content.kept_back else ()
    body = (*wording.body, *files, *kept, *(wording.barred if barred else wording.clear))
    letter = Letter(
        title=(wording.title_barred if barred else wording.title).format(**words),
        to=wording.to.format(**words),
        body=tuple(text.format(**words) for text in body),
        rows=(),
        table=(),
        sender=wording.sender.format(**words),
        on=content.on,
        annexes=tuple(_annexes(content)),
    )
    stream = BytesIO()
    write_docx(letter, stream)
    return stream.getvalue()


def _annexes(content: Content) -> Iterator[Annex]:
    rows = tuple((part.name, part.of, part.points) for part in content.parts)
    table = (("大类", "满分", "自评得分"), *rows, ("合计（含加分）", content.of, content.points))
    yield Annex("各大类自评得分", table, (92, 32, 32))
    if content.fatal:
        bars = tuple((one.sort, one.name, one.number, one.state) for one in content.fatal)
        yield Annex("否决、不得申报和撤销情形", (("类别", "情形", "事项编号", "现状"), *bars), (26, 54, 50, 26))


def report_of(content: Content, wording: Wording) -> bytes:
    """The report against every criterion, with the annex that its figures open."""
    return _Report(content, wording).write()


def told_of(records: Sequence[Record]) -> list[Record]:
    """What the annex lists, in order: the first so many with a file that can be opened, filled up with others."""
    opening = [record for record in records if any(file.path for file in record.files)][:LISTED]
    chosen = {record.pk for record in opening}
    room = LISTED - len(opening)
    chosen |= {record.pk for record in [one for one in records if one.pk not in chosen][:room]}
    return [record for record in records if record.pk in chosen]


class _Report:
    def __init__(self, content: Content, wording: Wording) -> None:
        self.content, self.wording, self.marks = content, wording, 0
        self.paper: Word = gbt9704.new_paper()
        self.links: dict[str, str] = {}

    def write(self) -> bytes:
        content = self.content
        title = f"{content.place}双拥工作对照标准自查报告"
        for line in lines_of(printable(title)):
            last = gbt9704.add_line(self.paper, line, font=XIAOBIAOSONG, size=ER_HAO, centre=True, line=LINE + 4)
        last.paragraph_format.space_after = Pt(LINE)
        self._whole()
        self._fatal()
        self._criteria()
        self._lacking()
        self._annex()
        stream = BytesIO()
        gbt9704.save(self.paper, stream, title=title, made_on=content.on)
        return stream.getvalue()

    # ── chapters ──

    def _whole(self) -> None:
        content = self.content
        self._heading("一、总体情况")
        self._text(
            f"对照《{content.standard}》（{content.standard_note}），{content.years}自评得{content.points}分"
            f"（满分{content.of}分，其中加分{content.bonus}分）；还不能确定的涉及{content.unknown}分，"
            f"弄清以后在{content.least}分至{content.most}分之间。数据截至{day_text(content.on)}，此后录入的不计。"
        )
        opens = "文中数字后的〔序号〕是引用，点开是附件中的事项和材料"
        filed = f"；材料可以再点开，原件在“{self.wording.folders['evidence']}”" if content.enclosed else ""
        rows = [(part.name, part.of, part.points) for part in content.parts]
        self._table([("大类", "满分", "得分"), *rows, ("合计", content.of, content.points)], (96, 30, 30))
        self._text(f"{opens}{filed}。")

    def _fatal(self) -> None:
        self._heading("二、否决、不得申报和撤销情形")
        bars = self.content.bars
        if bars:
            self._text(f"现有{len(bars)}件未了结的情形，了结以前不得申报；不影响以上得分。")
        else:
            self._text(f"截至{day_text(self.content.on)}，没有未了结的情形。")
        for one in self.content.fatal:
            judge = f"，判定人{one.judge}" if one.judge else ""
            number = f"（{one.number}）" if one.number else ""
            self._text(f"{one.sort}：{one.name}{number}，{one.state}{judge}。{one.why}")

    def _criteria(self) -> None:
        self._heading("三、对照标准逐项自查")
        for number, part in enumerate(self.content.parts):
            numeral = NUMERALS[number] if number < len(NUMERALS) else str(number + 1)
            self._line(f"（{numeral}）{part.name}（满分{part.of}分，得{part.points}分）", KAI, together=True)
            for criterion in part.criteria:
                self._criterion(criterion)

    def _criterion(self, one: Criterion) -> None:
        head = self._line(f"{one.code}　{one.name}（{one.of}分）", FANGSONG, together=True)
        head.runs[0].bold = True
        self._mark(head, one.anchor)
        made = self._line("", FANGSONG)
        for number, piece in enumerate(one.pieces):
            self._run(made, ("；" if number else "") + piece.text)
            if piece.citation:
                self._cite(made, piece.citation)
        self._run(made, f"{'。' if one.pieces else ''}{one.verdict}")
        if one.files:
            return
        counted = not (one.own or one.upper) and any(piece.citation for piece in one.pieces)
        held = "以台账为准，引用的事项没有另附材料" if counted else "没有提交过印证材料"
        wanted = f"；标准要求的材料：{'、'.join(one.evidence)}" if one.evidence else ""
        self._text(f"{held}{wanted}。")

    def _lacking(self) -> None:
        self._heading("四、差距和下步打算")
        lacking = [one for one in self.content.criteria if one.lacking != "0"]
        if not lacking:
            self._text("没有差距。")
        for number, one in enumerate(lacking, 1):
            units = f"（{'、'.join(one.units[:4])}{'等' if len(one.units) > 4 else ''}）" if one.units else ""
            made = self._line(f"{number}. ", FANGSONG)
            self._link(made, f"{one.code}", one.anchor, FANGSONG, SAN_HAO)
            self._run(made, f"还差{one.lacking}分：{one.todo}{units}。")

    # ── the annex ──

    def _annex(self) -> None:
        head = self._line("附件", HEI)
        head.paragraph_format.page_break_before = True
        head.paragraph_format.first_line_indent = Pt(0)
        title = gbt9704.add_line(
            self.paper, "引用的事项和印证材料", font=XIAOBIAOSONG, size=ER_HAO, centre=True, line=LINE + 4
        )
        title.paragraph_format.space_after = Pt(LINE / 2)
        self._small(f"截至{day_text(self.content.on)}冻结，编号后面是立项日期。人员姓名和号码已遮掩。")
        if kept := self.content.kept_back:
            self._small(
                f"含个人信息的材料{kept}份没有装入，只列名称和SHA-256值；需要核对的，到双拥办看原件，"
                "或者由双拥办写明理由后装入。"
            )
        for citation in self.content.citations:
            self._entry(citation)

    def _entry(self, citation: Citation) -> None:
        made = self._small(f"〔{citation.number}〕{citation.code}　{citation.years}　{citation.what}", HEI)
        made.paragraph_format.space_before = Pt(6)
        made.paragraph_format.keep_with_next = True
        self._mark(made, citation.anchor)
        for records, before in ((citation.records, ""), (citation.still, "尚未计入：")):
            told = told_of(records)
            for record in told:
                self._record(record, before)
            if len(records) > len(told):
                rest = len(records) - len(told)
                self._small(f"{before}其余{rest}件连同材料逐件列在自评分表的“引用”表里。")

    def _record(self, record: Record, before: str) -> None:
        made = self._small(f"{before}{record.number}　{record.opened_on}　{record.title}")
        made.paragraph_format.left_indent = Pt(XIAO_SI)
        for one in record.files:
            file = self._small("材料：")
            file.paragraph_format.left_indent = Pt(3 * XIAO_SI)
            if one.path:
                self._open(file, one.title, one.path)
            else:
                self._run(file, f"{one.title}　没有装入", XIAO_SI)
            self._run(file, f"　{one.on}　原件 SHA-256 {one.sha256[:12]}…", XIAO_SI)

    # ── bits of a page ──

    def _heading(self, text: str) -> None:
        self._line(text, HEI, together=True)

    def _text(self, text: str) -> None:
        self._line(text, FANGSONG).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY

    def _line(self, text: str, font: str, *, together: bool = False) -> Paragraph:
        made = gbt9704.add_line(self.paper, printable(text), font=font)
        made.paragraph_format.first_line_indent = Pt(2 * SAN_HAO)
        made.paragraph_format.keep_with_next = together
        return made

    def _small(self, text: str, font: str = FANGSONG) -> Paragraph:
        return gbt9704.add_line(self.paper, printable(text), font=font, size=XIAO_SI, line=ANNEX_LINE)

    def _run(self, paragraph: Paragraph, text: str, size: float = SAN_HAO) -> None:
        gbt9704.set_type(paragraph.add_run(printable(text)), FANGSONG, size)

    def _cite(self, paragraph: Paragraph, number: int) -> None:
        self._link(paragraph, f"〔{number}〕", f"c{number}", FANGSONG, SI_HAO)

    def _link(self, paragraph: Paragraph, text: str, anchor: str, font: str, size: float) -> None:
        """A text that leads to a mark of the same paper."""
        self._wrap(paragraph, gbt9704.element("hyperlink", anchor=anchor, history="1"), text, font, size)

    def _open(self, paragraph: Paragraph, text: str, path: str) -> None:
        """A text that opens a file beside the paper."""
        if path not in self.links:
            target = quote(f"./{path}")
            self.links[path] = self.paper.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = gbt9704.element("hyperlink", history="1")
        link.set(qn("r:id"), self.links[path])
        self._wrap(paragraph, link, text, FANGSONG, XIAO_SI)

    def _wrap(self, paragraph: Paragraph, link: BaseOxmlElement, text: str, font: str, size: float) -> None:
        run = paragraph.add_run(printable(text))
        gbt9704.set_type(run, font, size)
        link.append(run._element)  # noqa: SLF001 - python-docx makes no links
        paragraph._p.append(link)  # noqa: SLF001

    def _mark(self, paragraph: Paragraph, name: str) -> None:
        self.marks += 1
        start = gbt9704.element("bookmarkStart", id=str(self.marks), name=name)
        first = paragraph.runs[0]._element  # noqa: SLF001 - python-docx makes no bookmarks
        first.addprevious(start)
        paragraph._p.append(gbt9704.element("bookmarkEnd", id=str(self.marks)))  # noqa: SLF001

    def _table(self, rows: Sequence[tuple[str, ...]], widths: tuple[int, ...]) -> None:
        table = self.paper.add_table(len(rows), len(widths), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        for number, row in enumerate(rows):
            for cell, text, width in zip(table.rows[number].cells, row, widths, strict=True):
                cell.width = Mm(width)
                _cell(cell, text, HEI if number in {0, len(rows) - 1} else FANGSONG)
                # Heading and first row, last row and sum stay together; between them a page may end.
                cell.paragraphs[0].paragraph_format.keep_with_next = number in {0, len(rows) - 2}
            gbt9704.whole_row(table.rows[number], heading=number == 0)
        gbt9704.add_line(self.paper, "", line=LINE / 2)


def _cell(cell: _Cell, text: str, font: str) -> None:
    paragraph = cell.paragraphs[0]
    gbt9704.exact_lines(paragraph, TABLE_LINE)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    gbt9704.set_type(paragraph.add_run(printable(text)), font, XIAO_SI)
