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


SPEECH = (
    "在清河县双拥工作动员会上的讲话\n县长 陆明远\n（2026年3月12日）\n同志们：\n"
    "一、抓好走访。县退役军人事务局要会同县民政局，在4月20日前完成摸底。\n"
    "二、抓好就业。由县人社局牵头，县总工会配合，于2026年6月底前举办招聘会。\n"
)
TABLE = (
    "松川市双拥办关于印发任务分解表的通知\n2024年3月15日\n"
    "序号\t工作任务\t牵头单位\t配合单位\t完成时限\n1\t开展专题宣传\t市委宣传部\t市教育局\t6月底前\n"
)


def _told(text: str, about: str) -> dict[str, str]:
    """What was said of one subject: the rule for each piece of the text, the words behind it."""
    document = read_bytes(text.encode(), "a.txt")
    return {document.text[r.start : r.end]: f"{r.rule}；{r.said}" for r in explain(document) if r.about == about}


def test_each_unit_says_by_which_word_it_leads_or_helps() -> None:
    leads, helps = _told(SPEECH, "lead"), _told(SPEECH, "support")
    assert "后面有“要”" in leads["县退役军人事务局"]
    assert "“由”后面的单位，“牵头”以前" in leads["县人社局"]
    assert "前面有“会同”" in helps["县民政局"]
    assert "后面有“配合”" in helps["县总工会"]


def test_a_term_without_a_year_says_from_which_day_it_was_understood() -> None:
    terms = _told(SPEECH, "deadline")
    assert "按文件日期（2026-03-12）推算" in terms["4月20日前"]
    assert "推算" not in terms["2026年6月底前"]


def test_a_row_of_a_table_is_explained_as_every_task_is() -> None:
    assert "任务表的一行" in " ".join(_told(TABLE, "tasks").values())
    assert "表中单位一栏" in _told(TABLE, "lead")["市委宣传部"]
    assert "表中单位一栏" in _told(TABLE, "support")["市教育局"]
    assert "2024-06-30，没有写出的按文件日期" in _told(TABLE, "deadline")["6月底前"]


def test_two_bodies_that_sign_and_who_spoke_are_explained() -> None:
    letter = "致全市官兵的慰问信\n同志们：\n向你们致以节日的问候！\n中共澄江市委\n澄江市人民政府\n2026年7月28日\n"
    origin = _told(letter, "origin")
    assert set(origin) == {"中共澄江市委", "澄江市人民政府"} and "网页" not in "".join(origin.values())
    assert "算作其他" in " ".join(_told(letter, "kind").values())
    assert "讲话稿的署名" in _told(SPEECH, "meeting")["陆明远"]
