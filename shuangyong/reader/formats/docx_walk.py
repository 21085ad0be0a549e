"""One pass over a Word part: paragraphs, tables, fields, text boxes become lines.

The pass is a loop over start and end events with stacks of its own, never recursion.
What Word does not show (deleted, hidden, field codes) is not taken; what Word generates
(list numbers) is written out.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats import docx_looks as looks
from shuangyong.reader.formats.docx_numbering import Numbering
from shuangyong.reader.formats.docx_styles import Styles, is_hidden, numbering_reference
from shuangyong.reader.formats.docx_table import Cell, Row, Table
from shuangyong.reader.formats.docx_xml import Element, attribute, child, children, switched_on, tag_of
from shuangyong.reader.formats.numerals import circled, join_label
from shuangyong.reader.model import RawLine, Role

_SKIPPED = frozenset(
    "del moveFrom rPr tblGrid sectPr sdtPr sdtEndPr instrText delText delInstrText footnoteReference "
    "endnoteReference annotationRef footnoteRef endnoteRef ffData tblPrEx customXmlPr smartTagPr".split()
)
_CHARACTERS = {
    "tab": "\t",
    "ptab": "\t",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
    "softHyphen": "\u00ad",
}
_SYMBOLS = {
    "F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "√", "F06C": "●", "F06E": "■",
    "F0D8": "➢", "F0B7": "●",
}  # fmt: skip
_PHONETIC = re.compile(r"\\o\\ad\(\\s\\up\s*\d+\(([^()]{0,20})\)[,，;]\s*([^()]{0,20})\)", re.IGNORECASE)
_ENCLOSED = re.compile(r"\\o\\ac\([^,，;()]{0,3}[,，;]\s*([^()]{1,6})\)", re.IGNORECASE)


@dataclass(slots=True)
class _Paragraph:
    parts: list[str] = field(default_factory=list)
    label: str = ""
    role: Role = "body"
    mark_deleted: bool = False
    mark_hidden: bool = False
    style_hidden: bool = False
    look: looks.Look = looks.PLAIN
    backed: bool = False
    squeezed: bool = False
    muted: bool = False
    properties: Element | None = None
    reading: str = ""


@dataclass(slots=True)
class _Field:
    """A complex field: its code until `separate`, then its result, which shows."""

    code: list[str] = field(default_factory=list)
    shows: bool = False


@dataclass(slots=True)
class _Story:
    """A place with a text flow of its own: the body, a header, a text box."""

    paragraphs: list[_Paragraph] = field(default_factory=list)
    fields: list[_Field] = field(default_factory=list)
    carried: str = ""
    backed: bool = False


class Walker:
    """Reads parts of one document; the list counters go on from part to part."""

    def __init__(self, styles: Styles, numbering: Numbering, *, coloured: bool = False) -> None:
        """`coloured`: the paper itself has a colour."""
        self.unseen: list[str] = []
        self._coloured = coloured
        self._backings: list[bool] = []
        self._styles = styles
        self._numbering = numbering
        self._role: Role = "body"
        self._sinks: list[list[RawLine]] = []
        self._tables: list[Table] = []
        self._stories: list[_Story] = []
        self._start: dict[str, Callable[[Element], bool]] = {
            "p": self._start_paragraph,
            "pPr": lambda _: True,
            "r": self._start_run,
            "t": self._text,
            "m:t": self._text,
            "sym": self._symbol,
            "fldChar": self._field_mark,
            "tbl": self._start_table,
            "tblPr": self._table_backing,
            "tr": self._start_row,
            "tc": self._start_cell,
            "tcPr": lambda _: True,
            "trPr": lambda _: True,
            "txbxContent": self._start_box,
            "mc:Choice": lambda choice: not looks.is_understood(choice),
            "mc:Fallback": _has_better,
            "?anchor": self._drawing,
            "?inline": self._drawing,
            "?shape": self._shape,
            "?rect": self._shape,
            "sdt": _is_placeholder,
            "rt": self._reading,
            "?textpath": self._word_art,
        }
        self._end: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "r": self._end_run,
            "tbl": self._end_table,
            "tc": self._end_cell,
            "txbxContent": self._end_box,
            "ruby": self._end_ruby,
        }

    def read(self, root: Element, role: Role = "body") -> list[RawLine]:
        """The lines of one part; `role` other than body is given to every line."""
        self._role = role
        lines: list[RawLine] = []
        self._sinks, self._tables, self._stories, self._backings = [lines], [], [_Story()], []
        self._walk(root)
        if self._stories[0].carried:
            self._put(_Paragraph(parts=[self._stories[0].carried]))
        return lines

    def _walk(self, root: Element) -> None:
        """The event loop."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            tag = tag_of(element.tag)
            if event == "end":
                finish = self._end.get(tag)
                if finish:
                    finish()
            elif tag in _SKIPPED:
                walker.skip_subtree()
                if tag == "instrText":
                    self._code(element)
            elif tag in _CHARACTERS:
                self._emit(_CHARACTERS[tag])
            else:
                begin = self._start.get(tag)
                if begin and begin(element):
                    walker.skip_subtree()

    def _emit(self, text: str) -> None:
        """Add text to the open paragraph, unless a field's code stands here."""
        story = self._stories[-1]
        if story.paragraphs and not story.paragraphs[-1].muted and all(f.shows for f in story.fields):
            story.paragraphs[-1].parts.append(text)

    def _text(self, element: Element) -> bool:
        self._emit((element.text or "").replace("\n", " ").replace("\r", " "))
        return True

    def _symbol(self, element: Element) -> bool:
        self._emit(_SYMBOLS.get((attribute(element, "char") or "").upper(), ""))
        return True

    def _start_paragraph(self, element: Element) -> bool:
        story = self._stories[-1]
        properties = child(element, "pPr")
        style = attribute(child(properties, "pStyle"))
        mark = child(properties, "rPr")
        paragraph = _Paragraph(
            parts=[story.carried] if story.carried else [],
            role=self._paragraph_role(style),
            mark_deleted=child(mark, "del") is not None or child(mark, "moveFrom") is not None,
            mark_hidden=bool(switched_on(child(mark, "vanish"))),
            style_hidden=self._styles.hidden(style),
            look=self._styles.look(style),
            backed=self._is_backed(properties, style),
            squeezed=looks.is_squeezed(properties),
            properties=properties,
        )
        story.carried = ""
        story.paragraphs.append(paragraph)
        return False

    def _paragraph_role(self, style: str | None) -> Role:
        """A title by its style, a line of the table of contents, or what the part is."""
        if self._role != "body":
            return self._role
        if self._styles.is_title(style):
            return "title"
        return "nav" if self._styles.is_contents(style) else "body"

    def _end_paragraph(self) -> None:
        story = self._stories[-1]
        if not story.paragraphs:
            return
        paragraph = story.paragraphs.pop()
        # A code that runs on past its paragraph belongs to a damaged field: it must not swallow the rest.
        story.fields = [f for f in story.fields if f.shows]
        if paragraph.mark_deleted:
            story.carried = "".join(paragraph.parts)
            return
        self._put(paragraph)

    def _put(self, paragraph: _Paragraph) -> None:
        """Write a finished paragraph as one line, or as several where it has breaks."""
        text = "".join(paragraph.parts)
        if paragraph.squeezed:
            self._tell(text)
            return
        if not text.strip() and (paragraph.mark_hidden or paragraph.style_hidden):
            return
        properties = paragraph.properties
        style = attribute(child(properties, "pStyle"))
        label = self._numbering.label(numbering_reference(properties), style)
        lines = [line for line in text.split("\n") if line.strip()]
        if label:
            lines[:1] = [join_label(label, lines[0].lstrip() if lines else "")]
        self._sinks[-1].extend(RawLine(line, paragraph.role) for line in lines)

    def _start_run(self, run: Element) -> bool:
        """Skip a hidden run, but let its field marks count."""
        properties = child(run, "rPr")
        if properties is None and not self._style_hidden():
            look = self._stories[-1].paragraphs[-1].look if self._stories[-1].paragraphs else looks.PLAIN
            if look == looks.PLAIN:
                return False
        style = attribute(child(properties, "rStyle"))
        hidden = is_hidden(properties)
        if hidden is None:
            hidden = (style is not None and self._styles.hidden(style)) or self._style_hidden()
        if not hidden and self._is_unseen(properties, style):
            return self._leave_out(run)
        if hidden:
            for mark in children(run, "fldChar"):
                self._field_mark(mark)
        return hidden

    def _leave_out(self, run: Element) -> bool:
        """Tell the words of a run and go past them; a text box in it looks as its own letters do."""
        self._tell("".join(part.text or "" for part in children(run, "t")))
        if next(run.iter("{*}txbxContent"), None) is None:
            for mark in children(run, "fldChar"):
                self._field_mark(mark)
            return True
        self._stories[-1].paragraphs[-1].muted = True
        return False

    def _end_run(self) -> None:
        if self._stories[-1].paragraphs:
            self._stories[-1].paragraphs[-1].muted = False

    def _is_unseen(self, properties: Element | None, style: str | None) -> bool:
        paragraphs = self._stories[-1].paragraphs
        if not paragraphs:
            return False
        look = looks.look_of(properties)
        if style is not None:
            look = look.over(self._styles.own_look(style))
        return look.over(paragraphs[-1].look).unseen(paragraphs[-1].backed)

    def _is_backed(self, properties: Element | None, style: str | None) -> bool:
        """Whether anything darker than paper may stand behind a paragraph."""
        return (
            self._coloured
            or any(self._backings)
            or any(story.backed for story in self._stories)
            or bool(looks.backing(properties))
            or self._styles.backed(style)
        )

    def _tell(self, text: str) -> None:
        if text.strip():
            self.unseen.append(text)

    def _drawing(self, element: Element) -> bool:
        return self._is_away(element, looks.is_away(element))

    def _shape(self, element: Element) -> bool:
        return self._is_away(element, looks.shape_is_away(element))

    def _is_away(self, element: Element, away: bool) -> bool:
        if away:
            self._tell(looks.words_in(element))
        return away

    def _style_hidden(self) -> bool:
        paragraphs = self._stories[-1].paragraphs
        return bool(paragraphs) and paragraphs[-1].style_hidden

    def _field_mark(self, element: Element) -> bool:
        kind = attribute(element, "fldCharType")
        fields = self._stories[-1].fields
        if kind == "begin":
            fields.append(_Field())
        elif fields and kind == "separate":
            fields[-1].shows = True
        elif fields and kind == "end":
            ended = fields.pop()
            if not ended.shows:
                self._emit(_drawn_by_code("".join(ended.code)))
        return True

    def _code(self, element: Element) -> None:
        fields = self._stories[-1].fields
        if fields and not fields[-1].shows:
            fields[-1].code.append(element.text or "")

    def _reading(self, element: Element) -> bool:
        """The pinyin over a character (w:rt stands before its w:rubyBase)."""
        paragraphs = self._stories[-1].paragraphs
        if paragraphs:
            paragraphs[-1].reading = "".join(t.text or "" for t in element.iter() if tag_of(t.tag) == "t")
        return True

    def _end_ruby(self) -> None:
        paragraphs = self._stories[-1].paragraphs
        if paragraphs and paragraphs[-1].reading:
            self._emit(f"({paragraphs[-1].reading})")
            paragraphs[-1].reading = ""

    def _word_art(self, element: Element) -> bool:
        text = " ".join((element.get("string") or "").split())
        if text:
            self._sinks[-1].append(RawLine(text, self._role))
        return True

    def _start_box(self, element: Element) -> bool:
        self._stories.append(_Story(backed=looks.box_is_filled(element)))
        return False

    def _end_box(self) -> None:
        if len(self._stories) > 1:
            self._stories.pop()

    def _start_table(self, _: Element) -> bool:
        self._tables.append(Table())
        self._backings += [False, False]
        return False

    def _table_backing(self, element: Element) -> bool:
        """Of a table and of the cell that is open: two places of the stack for each table."""
        if self._backings:
            style = attribute(child(element, "tblStyle"))
            self._backings[-2] = bool(looks.backing(element)) or (style is not None and self._styles.backed(style))
        return True

    def _start_row(self, element: Element) -> bool:
        if not self._tables:
            return False
        row = Row()
        properties = child(element, "trPr")
        if properties is not None:
            row.set_properties(properties)
            if looks.is_flat(properties) and not row.gone:
                row.gone = True
                self._tell(looks.words_in(element))
        self._tables[-1].rows.append(row)
        return row.gone

    def _start_cell(self, element: Element) -> bool:
        if not self._tables or not self._tables[-1].rows:
            return False
        cell = Cell()
        properties = child(element, "tcPr")
        if properties is not None:
            cell.set_properties(properties)
        if self._backings:
            self._backings[-1] = bool(looks.backing(properties))
        self._tables[-1].rows[-1].cells.append(cell)
        self._sinks.append(cell.lines)
        return False

    def _end_cell(self) -> None:
        if self._tables and self._tables[-1].rows and len(self._sinks) > 1:
            self._sinks.pop()

    def _end_table(self) -> None:
        if not self._tables:
            return
        lines = self._tables.pop().lines()
        del self._backings[-2:]
        if self._role != "body":
            lines = [RawLine(line.text, self._role) for line in lines]
        self._sinks[-1].extend(lines)


def _has_better(fallback: Element) -> bool:
    """Whether an mc:Choice beside this mc:Fallback was read already."""
    return any(
        len(choice) > 0 and looks.is_understood(choice) for choice in children(fallback.getparent(), "mc:Choice")
    )


def _is_placeholder(control: Element) -> bool:
    """Whether a content control shows only Word's own 单击此处输入文字."""
    return bool(switched_on(child(child(control, "sdtPr"), "showingPlcHdr")))


def _drawn_by_code(code: str) -> str:
    """What an EQ field draws: a character with its reading, or one in a circle."""
    phonetic = _PHONETIC.search(code)
    if phonetic:
        return f"{phonetic[2]}({phonetic[1]})" if phonetic[1] else phonetic[2]
    enclosed = _ENCLOSED.search(code)
    if enclosed:
        text = enclosed[1].strip()
        return circled(int(text)) if text.isascii() and text.isdigit() else text
    return ""
