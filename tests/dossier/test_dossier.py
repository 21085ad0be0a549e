"""陆双 makes the dossier of 云溪区: it comes twice the same, its figures open, and what is fatal is said in it."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from datetime import date
from urllib.parse import unquote

import docx
import openpyxl
import pytest

from shuangyong.base.errors import Forbidden, Invalid, NotFound, Stale
from shuangyong.base.files.actions import take as take_file
from shuangyong.base.files.models import Blob
from shuangyong.base.jobs.models import State
from shuangyong.base.organisation.declared import DeclarationError
from shuangyong.base.trail.models import Entry
from shuangyong.cases.actions import open_case, take
from shuangyong.cases.forms import Form
from shuangyong.dossier import actions, queries
from shuangyong.dossier import archive as archiving
from shuangyong.dossier.content import Content, Evidence, Record
from shuangyong.dossier.declared import load, parse
from shuangyong.dossier.gathering import fit, gather
from shuangyong.dossier.models import Dossier, folder
from shuangyong.dossier.papers import LISTED, told_of
from tests.base.test_stripping import PHOTOS, PLACE, pixels
from tests.cases.conftest import at
from tests.desk.people import signed_in
from tests.dossier.conftest import COUNTY, NOW, alarm, build

ON = date(2026, 4, 20)
MADE = at(4, 21)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def wanted(**more) -> actions.Wanted:
    return actions.Wanted(COUNTY, ON, "small", **more)


def made(district, moment=MADE, **more) -> Dossier:
    row = actions.order(district.actor("陆双"), wanted(**more), now=moment)
    assert build(moment).state == State.DONE
    row.refresh_from_db()
    return row


def archive(row: Dossier) -> zipfile.ZipFile:
    return zipfile.ZipFile(row.path)


def document(row: Dossier, name: str) -> docx.document.Document:
    with archive(row) as parts:
        return docx.Document(io.BytesIO(parts.read(f"{load().folders[name]}.docx")))


def text(row: Dossier, name: str) -> str:
    return "\n".join(paragraph.text for paragraph in document(row, name).paragraphs)


def test_it_holds_the_letter_the_report_the_tables_and_the_evidence(done) -> None:
    row = made(done)
    with archive(row) as parts:
        names = parts.namelist()
    assert names[:3] == ["01 申报报告.docx", "02 自查报告.docx", "03 自评分表和印证目录.xlsx"]
    assert names[-1] == "清单（SHA-256）.txt"
    filed = [name for name in names if name.startswith("04 印证材料/")]
    assert len(filed) == 1 and filed[0].endswith("/2026年/001 办理结果回执.txt") and "/A-" in filed[0]
    assert row.facts["files"] == 1 and row.facts["bars"] == 0
    assert "现予申报" in text(row, "letter")


def test_twice_the_same_to_the_byte_also_later(done) -> None:
    """Built on two days; what was done in between was not known on the day."""
    first = made(done)
    alarm(done)  # entered on 2 March, before: it changes what is said
    again = made(done, at(4, 22))
    assert again.sha256 != first.sha256
    later = made(done, at(6, 1))
    assert later.sha256 == again.sha256 and later.path.read_bytes() == again.path.read_bytes()


def test_what_was_entered_after_the_day_is_left_out(done, paper) -> None:
    first = gather(done.actor("陆双"), COUNTY, on=date(2026, 4, 9), standard="small")
    assert not first.evidence
    assert gather(done.actor("陆双"), COUNTY, on=ON, standard="small").evidence


def test_every_hash_in_the_list_is_true(done) -> None:
    with archive(made(done)) as parts:
        listed = dict(line.split("  ", 1)[::-1] for line in parts.read("清单（SHA-256）.txt").decode().splitlines())
        assert set(listed) == set(parts.namelist()) - {"清单（SHA-256）.txt"}
        assert all(hashlib.sha256(parts.read(name)).hexdigest() == digest for name, digest in listed.items())


def test_every_citation_exists_and_every_file_opens(done) -> None:
    row = made(done)
    paper = document(row, "report")
    root = paper.element
    marks = {mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")}
    cited = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    assert cited and set(cited) <= marks
    numbers = set(re.findall(r"〔(\d+)〕", text(row, "report").split("附件\n")[0]))
    assert numbers == {anchor[1:] for anchor in cited if anchor.startswith("c")}
    with archive(row) as parts:
        names = set(parts.namelist())
    opened = [unquote(one.target_ref).removeprefix("./") for one in paper.part.rels.values() if one.is_external]
    assert opened and set(opened) <= names


def test_the_figures_are_those_of_the_score(done) -> None:
    from tests.assess.conftest import score_of

    content = gather(done.actor("陆双"), COUNTY, on=ON, standard="small")
    score = score_of(ON).score
    assert [one.code for one in content.criteria] == [result.indicator.code for result in score.results]
    assert float(content.points) == score.points / 10_000
    ratio = next(one for one in content.criteria if one.code == "A-1")
    assert "应有的 2 件中符合的有 1 件" in ratio.pieces[0].text
    cited = content.citations[ratio.pieces[0].citation - 1]
    assert (len(cited.records), len(cited.still)) == (1, 1)


def test_an_open_bar_is_said_in_the_letter_the_report_and_the_table(done) -> None:
    case = alarm(done)
    row = made(done)
    assert row.facts["bars"] == 1
    letter, report = text(row, "letter"), text(row, "report")
    assert "不得作为申报件" in letter and "现予申报" not in letter
    assert case.number in report and "了结以前不得申报" in report


def test_a_cycle_is_told_year_by_year(done) -> None:
    row = made(done, cycle=True)
    assert "2024年：" in text(row, "report") and "整周期" in row.name


def test_only_who_looks_after_the_place_makes_and_takes(done) -> None:
    with pytest.raises(Forbidden):
        actions.order(done.actor("督查"), wanted(), now=MADE)
    with pytest.raises(Invalid):
        actions.order(done.actor("陆双"), actions.Wanted(COUNTY, date(2026, 12, 31)), now=MADE)
    row = made(done)
    with pytest.raises(NotFound):
        actions.take(done.actor("宁联"), row.pk, now=MADE)
    assert not queries.takings(row)
    actions.take(done.actor("简文"), row.pk, now=MADE)
    assert [one.name for one in queries.takings(row)] == ["简文"]
    said = list(Entry.objects.filter(what__startswith="dossier").order_by("seq").values_list("what", flat=True))
    assert said == ["dossier.order", "dossier.build", "dossier.take"]


def test_one_that_waits_is_not_ordered_twice_and_may_be_cancelled(done) -> None:
    actor = done.actor("陆双")
    row = actions.order(actor, wanted(), now=MADE)
    assert actions.order(actor, wanted(), now=MADE).pk == row.pk
    actions.cancel(actor, row.pk, now=MADE)
    with pytest.raises(Stale):
        actions.take(actor, row.pk, now=MADE)
    actions.again(actor, row.pk, now=MADE)
    assert build(MADE).state == State.DONE


def test_cancelled_on_the_way_leaves_nothing(done, monkeypatch) -> None:
    actor = done.actor("陆双")
    row = actions.order(actor, wanted(), now=MADE)
    gathered = gather

    def cancelled(*args, **more) -> Content:
        client, address = signed_in(done, "陆双"), f"/score/dossiers/{row.pk}/"
        assert f"{address}cancel/" in client.get(address).content.decode()
        actions.cancel(actor, row.pk, now=MADE)
        page = client.get(address).content.decode()
        assert "已请求停下" in page and f"{address}cancel/" not in page
        return gathered(*args, **more)

    monkeypatch.setattr(actions, "gather", cancelled)
    assert build(MADE).state == State.CANCELLED
    page = signed_in(done, "陆双").get(f"/score/dossiers/{row.pk}/").content.decode()
    assert "按要求停下，没有做成。" in page and "已按要求取消" not in page
    row.refresh_from_db()
    assert row.sha256 == "" and not list(folder().rglob("*.*")) and not list((folder() / "coming").iterdir())


def test_evidence_that_was_changed_or_is_gone_stops_it(done) -> None:
    actions.order(done.actor("陆双"), wanted(), now=MADE)
    path = Blob.objects.get().path
    path.write_bytes(b"changed")
    job = build(MADE)
    assert job.state == State.FAILED and "不一样" in job.error
    path.unlink()
    row = Dossier.objects.get()
    actions.again(done.actor("陆双"), row.pk, now=MADE)
    assert "找不到" in build(MADE).error


def test_names_of_files_fit_every_system() -> None:
    assert fit('a/b\\c:*?"<>|d. ') == "a_b_c_d" and fit("...") == "_" and len(fit("长" * 90)) == 40


def test_a_wrong_wording_says_where() -> None:
    tables = {"folders": {"letter": "x"}, "letter": {"title": "{secret}"}, "source": "s", "checked": "待核"}
    with pytest.raises(DeclarationError) as told:
        parse(tables)
    assert any("花括号" in fault for fault in told.value.faults) and len(told.value.faults) > 5


def test_the_annex_lists_what_opens_first_and_no_more_than_people_print() -> None:
    file, kept_back = (Evidence(1, "照片", ON, "0" * 64, 1, path) for path in ("p", ""))
    bare = ((), (kept_back,))
    few = [Record(n, f"第{n}号", "事", ON, (file,) if n % 100 == 99 else bare[n % 2]) for n in range(300)]
    assert [one.pk for one in told_of(few)] == [*range(LISTED - 3), 99, 199, 299]
    many = [Record(n, f"第{n}号", "事", ON, (file,) if n % 2 else ()) for n in range(300)]
    assert [one.pk for one in told_of(many)] == [*range(1, 2 * LISTED, 2)]


def rate(district, year: int, points: float) -> None:
    values = {"name": "列入考核", "standard": "small", "indicator": "B-2", "year": year}
    case = open_case(district.actor("简文"), "rating", Form(values), now=NOW)
    form = Form({"own_points": points, "own_reason": "有办法"})
    take(district.actor("简文"), case.pk, "rate", form, rev=case.rev, now=NOW)


def test_a_cycle_says_what_people_said_of_every_year(done) -> None:
    """2024 and 2026 were rated, 2025 was not: each is told, and the two sides are told only where they are whole."""
    rate(done, 2024, 1)
    rate(done, 2026, 2)
    content = gather(done.actor("陆双"), COUNTY, on=ON, standard="small", cycle=True)
    found = next(one for one in content.criteria if one.code == "B-2")
    told = [(piece.text, bool(piece.citation)) for piece in found.pieces]
    first, last = "2024年：由人评分：自评 1 分", "2026年：由人评分：自评 2 分"
    assert told == [(first, True), ("2025年：还没有人评", False), (last, True)]
    assert (found.own, found.points) == ("", "未知")
    rate(done, 2025, 1.5)
    whole = gather(done.actor("陆双"), COUNTY, on=ON, standard="small", cycle=True)
    found = next(one for one in whole.criteria if one.code == "B-2")
    assert (found.own, found.points) == ("1.5", "1.5")


def test_the_tables_lie_behind_the_signature(done) -> None:
    """GB/T 9704: 附件 begins a page of its own, and whoever signs stands below text, never alone on a page."""
    alarm(done)
    paper = document(made(done), "letter")
    lines = [one.text for one in paper.paragraphs if one.text]
    signed = lines.index("云溪区双拥工作领导小组")
    assert lines[signed - 2 : signed] == ["附件：1.各大类自评得分", "2.否决、不得申报和撤销情形"]
    assert lines[signed + 2 :: 2] == ["附件1", "附件2"]
    marks = [one for one in paper.paragraphs if one.text in {"附件1", "附件2"}]
    assert all(one.paragraph_format.page_break_before for one in marks)
    assert [len(table.columns) for table in paper.tables] == [3, 4]
    at_end = [one for one in paper.paragraphs if one.text][signed - 3 : signed + 1]
    assert all(one.paragraph_format.keep_with_next for one in at_end)


def test_the_spreadsheet_opens_its_citations_and_its_files(done) -> None:
    row = made(done)
    with archive(row) as parts:
        book = openpyxl.load_workbook(io.BytesIO(parts.read("03 自评分表和印证目录.xlsx")))
        names = set(parts.namelist())
    rated = next(line for line in book["自评分表"].iter_rows(min_row=3) if line[0].value == "A-1")
    sheet, cell = rated[9].hyperlink.location.split("!")
    assert book[sheet.strip("'")][cell].value == int(str(rated[9].value)[1:2])
    filed = next(book["印证材料目录"].iter_rows(min_row=3))
    assert unquote(filed[3].hyperlink.target).removeprefix("./") in names and filed[3].value in names
    assert all(book["自评分表"].row_dimensions[line].height for line in (3, 4))


def test_a_photo_goes_up_without_the_place_where_it_was_taken(db, tmp_path) -> None:
    blob = take_file(io.BytesIO(PHOTOS["JPEG"]), "走访.jpg", now=NOW)
    one, hashes = Evidence(1, "走访", ON, blob.sha256, blob.size, "印证材料/走访.jpg"), {}
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as parts:
        archiving._add_file(parts, hashes, one)
    with zipfile.ZipFile(tmp_path / "a.zip") as parts:
        data = parts.read(one.path)
    assert pixels(data) == pixels(PHOTOS["JPEG"]) and not [word for word in PLACE if word in data]
    assert hashes[one.path] == hashlib.sha256(data).hexdigest() != blob.sha256
