"""Cutting the text: nothing is lost, nothing is doubled, marks stand where the reading put them."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from shuangyong.desk.laying import SHOWN_CHARS, cover, heading_span, lay, walk
from shuangyong.reader.model import Item, Sentence, Task
from tests.desk.cast import NOTICE, notice, summary


def said(document):
    """Every stretch in order."""
    return [stretch for line in lay(document) for cell in line.cells for stretch in cell]


def words(stretch):
    return "".join(run.text for run in stretch.runs)


def test_all_text_is_shown_once():
    lines = lay(notice())
    shown = ["\t".join("".join(map(words, cell)) for cell in line.cells) for line in lines]
    assert shown == [line for line in NOTICE.split("\n") if line]


def test_every_stretch_has_its_sentences_verdict():
    assert all(stretch.verdict for stretch in said(notice()))
    exhorting = [words(stretch) for stretch in said(notice()) if stretch.verdict == "exhortation"]
    assert "让我们携起手来，谱写军民团结新篇章。" in exhorting


def test_each_task_opens_once_where_it_begins():
    opening = {number: words(stretch) for stretch in said(notice()) for number in stretch.opens}
    assert list(opening) == [1, 2, 3, 4]
    assert opening[1] == "（一）摸清底数。"
    assert opening[4] == "1"


def test_a_task_covers_all_its_sentences():
    second = "".join(words(stretch) for stretch in said(notice()) if 2 in stretch.tasks)
    assert second == "（二）开展走访。各乡镇要在节前走访慰问驻县部队。同时要做好新闻宣传。"


def test_doubt_is_marked_in_place_with_its_suggestion():
    doubts = [run for stretch in said(notice()) for run in stretch.runs if run.doubt]
    assert [(run.text, run.doubt_note, run.opens_doubt, run.closes_doubt) for run in doubts] == [
        ("双扶", "疑为“双拥”", True, True)
    ]


def test_shapes_of_lines():
    shapes = {"".join(map(words, line.cells[0])): (line.shape, line.level) for line in lay(notice())}
    assert shapes[notice().title] == ("title", 0)
    assert shapes["一、认真组织走访慰问"] == ("heading", 1)
    assert shapes["1"] == ("row", 0)
    assert shapes["各成员单位："] == ("para", 0)


def test_who_signs_is_no_title_though_the_title_names_him():
    body, said_by = "各乡镇要建立台账。\n", "清河县双拥办"
    title = f"{said_by}\n关于建立台账的通知\n"
    text = title + body + said_by
    ends = (0, len(title), len(title) + len(body), len(text))
    verdicts = ("furniture", "task", "furniture")
    document = replace(
        notice(),
        text=text,
        title=f"{said_by}关于建立台账的通知",
        sentences=tuple(Sentence(*span, verdict) for span, verdict in zip(pairwise(ends), verdicts, strict=True)),
        tasks=(),
        warnings=(),
        outline=(),
    )
    assert [line.shape for line in lay(document)] == ["title", "title", "para", "para"]


def test_heading_is_found_behind_its_marker():
    first = next(walk(notice().outline))
    start, end = heading_span(NOTICE, first)
    assert NOTICE[start:end] == "一、认真组织走访慰问"


def test_deep_outline_does_not_exhaust_the_stack():
    item = Item("1", 1, "", 0, 1)
    for level in range(20_000):
        item = Item("1", level, "", 0, 1, (item,))
    assert sum(1 for _ in walk((item,))) == 20_001


def test_long_text_is_cut_at_a_line():
    line = "工作情况良好。\n"
    text = line * (SHOWN_CHARS // len(line) + 50)
    long = replace(summary(), text=text, sentences=(Sentence(0, len(text), "background"),))
    shown = sum(len(words(stretch)) + 1 for stretch in said(long))
    assert SHOWN_CHARS - 2 * len(line) < shown <= SHOWN_CHARS


def test_sentence_marks_stand_once_each():
    assert sum(stretch.first for stretch in said(notice())) == len(notice().sentences)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=8))
def test_cover_agrees_with_looking_at_every_place(spans):
    cuts = sorted({0, 40, *(end for span in spans for end in span)})
    for at, found in zip(cuts[:-1], cover(cuts, spans), strict=True):
        assert sorted(found) == [i for i, (start, end) in enumerate(spans) if start <= at < end]


@given(st.text("要做好。\n\t 一、", max_size=60), st.data())
def test_any_spans_keep_the_text(text, data):
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = data.draw(st.lists(ends, max_size=4))
    tasks = tuple(Task("做", (), (), (), None, (), start, end) for start, end in spans)
    document = replace(summary(), text=text, tasks=tasks, sentences=(Sentence(0, len(text), "task"),))
    assert "".join(map(words, said(document))) == text.replace("\n", "").replace("\t", "")
