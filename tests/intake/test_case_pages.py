"""A case says which document it came from, and a list shows what became of one."""

from __future__ import annotations

import pytest

from shuangyong.cases.models import Case
from shuangyong.intake import actions
from shuangyong.intake.models import CaseSource, Document
from tests.desk.people import hand_out, signed_in
from tests.desk.test_pages import words
from tests.intake.conftest import NOW, draft_of, fresh, taken


@pytest.fixture
def document(group) -> Document:
    """The speech with the children's task confirmed by 简文; the others wait."""
    taken_in = taken(group)
    wanted = draft_of(taken_in, "子女").pk
    actor = group.actor("简文")
    for other in taken_in.drafts.exclude(pk=wanted):
        actions.drop(actor, other.pk, "这次不办", rev=fresh(taken_in).rev, now=NOW)
    actions.confirm(actor, taken_in.pk, rev=fresh(taken_in).rev, now=NOW)
    return fresh(taken_in)


def test_the_page_of_a_case_names_its_document_and_the_sentence(group, document) -> None:
    case = Case.objects.get()
    said = words(signed_in(group, "简文").get(f"/cases/{case.pk}/"))
    source = CaseSource.objects.get(case=case)
    assert "来自文件 在云溪区双拥工作推进会上的讲话" in said
    assert source.words.split("。")[0] in said
    page = signed_in(group, "简文").get(f"/cases/{case.pk}/").content.decode()
    assert f'href="/documents/{document.pk}/"' in page
    # The unit reads the sentence, and has no way to the whole document, which is the office's.
    theirs = signed_in(group, "宁联").get(f"/cases/{case.pk}/")
    assert source.words.split("。")[0] in words(theirs)
    assert f'href="/documents/{document.pk}/"' not in theirs.content.decode()


def test_the_list_shows_what_became_of_a_document_together_with_any_other_filter(group, document) -> None:
    title = Case.objects.get().title
    hand_out(group, "与文件无关的事")
    clerk = signed_in(group, "简文")
    both = words(clerk.get("/cases/"))
    assert title in both
    assert "与文件无关的事" in both
    address = f"/cases/?document={document.pk}&unit={group.unit('教育局')}"
    only = words(clerk.get(address))
    assert title in only
    assert "与文件无关的事" not in only
    assert "来自“在云溪区双拥工作推进会上的讲话”" in only
    assert "没有符合条件的事项" in words(clerk.get(f"/cases/?document={document.pk}&unit={group.unit('财政局')}"))
    assert "没有符合条件的事项" in words(clerk.get(f"/cases/?document={document.pk}&phase=closed&light=grey"))


def test_who_has_nothing_of_a_document_does_not_learn_its_title(group, document) -> None:
    said = words(signed_in(group, "江军").get(f"/cases/?document={document.pk}"))
    assert "推进会" not in said
    assert "推进会" in words(signed_in(group, "宁联").get(f"/cases/?document={document.pk}"))
