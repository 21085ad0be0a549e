"""Every decision can be explained, and the explanation stands where the decision does."""

from __future__ import annotations

from shuangyong.reader import explain, read_bytes

NOTICE = (
    "清河县双拥工作领导小组办公室关于做好冬季走访的通知\n各镇：\n去年以来，工作成效明显。\n"
    "一、摸清底数。由县民政局牵头，12月10日前完成摸底。\n二、提高站位。各镇要高度重视。\n清河县双拥工作领导小组办公室\n2024年11月20日\n"
)


def test_each_field_and_each_sentence_has_a_reason() -> None:
    document = read_bytes(NOTICE.encode(), "a.txt")
    reasons = explain(document)
    assert {"kind", "title", "origin", "published", "outline", "sentences", "tasks", "lead", "deadline"} <= {
        one.about for one in reasons
    }
    assert sum(one.about == "sentences" for one in reasons) == sum(
        bool(document.text[s.start : s.end].strip()) for s in document.sentences
    )


def test_reasons_come_in_the_order_of_their_places_and_inside_the_text() -> None:
    document = read_bytes(NOTICE.encode(), "a.txt")
    reasons = explain(document)
    assert [one.start for one in reasons] == sorted(one.start for one in reasons)
    assert all(0 <= one.start <= one.end <= len(document.text) for one in reasons)


def test_a_term_says_its_day_and_a_missing_year_says_so() -> None:
    dated = explain(read_bytes(NOTICE.encode(), "a.txt"))
    assert "2024-12-10" in next(one.said for one in dated if one.about == "deadline")
    undated = explain(read_bytes(NOTICE.replace("2024年11月20日\n", "").encode(), "a.txt"))
    assert "不填日期" in next(one.said for one in undated if one.about == "deadline")
    assert next(one for one in undated if one.about == "published").rule == "没有写明"
