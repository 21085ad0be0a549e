"""What was repaired is shown where it is: no reader has to believe a number."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shuangyong.intake.readings import document_of
from shuangyong.reader import as_json, explain, read_bytes
from shuangyong.reader.traces import as_kept

NEWS = (
    "<html><body><nav>首页 新闻</nav><h1>海州区召开双拥工作会议</h1><p>来源：海州发布 2021-12-20</p>"
    "<p>会议强调，双拥工作是**国家的一项重要工作，要关心退*军人，巩固国*建设。</p>"
    "<p>上一篇：全区抓好秋收</p></body></html>"
)


def test_a_term_written_over_stars_is_found_in_the_finished_text() -> None:
    document = read_bytes(NEWS.encode(), "a.html")
    assert document.filled
    for one in document.filled:
        term = document.text[one.start : one.end]
        assert "*" not in term and "*" in one.was and len(term) == len(one.was)
        assert all(seen in ("*", true) for seen, true in zip(one.was, term, strict=True))


def test_the_same_words_twice_are_two_places() -> None:
    text = "一、要关心退*军人。\n" * 3
    document = read_bytes(f"关于做好工作的通知\n{text}".encode(), "a.txt")
    assert len({one.start for one in document.filled}) == len(document.filled) > 1


def test_lines_taken_out_are_quoted_and_explained() -> None:
    document = read_bytes(NEWS.encode(), "a.html")
    assert any("上一篇" in line for line in document.removed)
    told = [one.said for one in explain(document) if one.about == "repairs"]
    assert any("上一篇" in said for said in told) and any("文件上是" in said for said in told)


def test_the_contract_has_none_of_it_and_a_kept_reading_has_all() -> None:
    document = read_bytes(NEWS.encode(), "a.html")
    kept = as_json(document)
    assert not {"filled", "removed", "reasons"} & set(kept)
    again = document_of(kept | as_kept(document))
    assert (again.filled, again.removed) == (document.filled, document.removed)
    assert document_of(kept).filled == ()


def test_terms_beside_each_other_are_found_each_in_its_place() -> None:
    document = read_bytes("关于工作的通知\n要退*军人退*军人退*军人\n退*军人".encode(), "a.txt")
    assert [document.text[one.start : one.end] for one in document.filled] == ["退役军人"] * 4
    assert len({one.start for one in document.filled}) == 4


@given(st.lists(st.sampled_from(["退*军人", "国*建设", "军*", " ", "要关心", "。", "\n", "*"]), max_size=30))
def test_places_lie_in_the_text_in_order(pieces: list[str]) -> None:
    document = read_bytes(("关于工作的通知\n要" + "".join(pieces)).encode(), "a.txt")
    assert [one.start for one in document.filled] == sorted(one.start for one in document.filled)
    assert all("*" not in document.text[one.start : one.end] for one in document.filled)
