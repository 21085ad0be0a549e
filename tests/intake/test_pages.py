"""The pages, as 简文 and the leader use them, without script."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from shuangyong.base.jobs.worker import run_pending
from shuangyong.base.organisation.models import Account
from shuangyong.cases.models import Case
from shuangyong.intake import actions
from shuangyong.intake.actions import taking
from shuangyong.intake.models import Document
from tests.cases.conftest import NOW
from tests.intake.conftest import SPEECH, draft_of, fresh, taken

SECRET = "机密★1年\n请区教育局于6月30日前清点鹳雀潭涵洞。\n"


@pytest.fixture(autouse=True)
def the_day_is(monkeypatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def browser(district, who: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(pk=district.account(who)))
    return client


def words(answer) -> str:
    text = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())


def file(text: str = SPEECH, name: str = "讲话.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode())


def sent(client: Client, *files: SimpleUploadedFile):
    return client.post("/documents/", {"files": list(files)})


def test_a_speech_is_sent_reviewed_and_confirmed(group) -> None:
    clerk = browser(group, "简文")
    answer = sent(clerk, file())
    document = Document.objects.get()
    assert answer.headers["Location"] == f"/documents/{document.pk}/?done=taken"

    page = words(clerk.get(answer.headers["Location"]))
    assert "还有 1 项没有定下来" in page
    assert "第3项 牵头单位“各乡镇”是统称，展开为 3 个单位，请核对后确认。" in page
    assert "4 项待确认" in page and "3 项已经齐备" in page

    towns = draft_of(document, "摸底")
    units = towns.content.named[0].units
    answer = clerk.post(f"/documents/drafts/{towns.pk}/settle/", {"rev": 1, "index": 0, "unit": units})
    assert answer.headers["Location"] == f"/documents/{document.pk}/?done=settle#d{towns.pk}"
    every = [draft.pk for draft in document.drafts.all()]
    answer = clerk.post(f"/documents/{document.pk}/confirm/", {"rev": 2, "way": "now", "draft": every})
    assert answer.headers["Location"].endswith("?done=confirmed")
    page = words(clerk.get(answer.headers["Location"]))
    assert "已经立项的事项" in page and "督办〔2026〕6号" in page and "原文已有着落 100%" in page
    assert Case.objects.count() == 6


def test_units_of_a_collective_are_unticked_and_others_named_by_name(group) -> None:
    """The directory is not drawn once for every name: who is missing is typed, and what was typed comes back."""
    document, clerk = taken(group), browser(group, "简文")
    towns = draft_of(document, "摸底")
    first, *others = towns.content.named[0].units
    page = clerk.get(f"/documents/drafts/{towns.pk}/").content.decode()
    assert page.count("云溪区教育局") == 1  # offered once, while typing
    form = {"rev": 1, "index": 0, "unit": others}
    answer = clerk.post(f"/documents/drafts/{towns.pk}/settle/", form | {"more": "教育局、没有这一家"})
    page = answer.content.decode()
    assert answer.status_code == 422 and "“没有这一家”没有找到" in page
    assert (
        'value="教育局、没有这一家"' in page and f'value="{first}">' in page and f'value="{others[0]}" checked' in page
    )
    answer = clerk.post(f"/documents/drafts/{towns.pk}/settle/", form | {"more": "区教育局，区民政局"})
    assert answer.status_code == 302
    towns.refresh_from_db()
    assert set(towns.content.named[0].units) == {*others, group.unit("教育局"), group.unit("民政局")}


def test_units_that_stood_there_ticked_need_not_be_unticked_to_say_that_it_is_none(group) -> None:
    document, clerk = taken(group), browser(group, "简文")
    towns = draft_of(document, "摸底")
    form = {"rev": 1, "index": 0, "unit": list(towns.content.named[0].units), "nobody": "1"}
    answer = clerk.post(f"/documents/drafts/{towns.pk}/settle/", form | {"more": "区教育局"})
    assert answer.status_code == 422 and "请只留一样" in words(answer)
    assert 'name="nobody" value="1" checked' in answer.content.decode()
    assert clerk.post(f"/documents/drafts/{towns.pk}/settle/", form).status_code == 302
    towns.refresh_from_db()
    assert towns.content.named[0].units == () and towns.content.named[0].confirmed


def test_a_collective_may_be_typed_where_units_are_named(group) -> None:
    """What the paper calls its towns is none of the words that are known: nobody types twelve names."""
    document, clerk = taken(group), browser(group, "简文")
    towns = draft_of(document, "摸底")
    form = {"rev": 1, "index": 0}
    answer = clerk.post(f"/documents/drafts/{towns.pk}/settle/", form | {"more": "各镇（乡、街道）、区民政局"})
    assert answer.status_code == 302
    towns.refresh_from_db()
    assert {group.unit("东河镇"), group.unit("民政局")} <= set(towns.content.named[0].units)
    unclear = clerk.post(f"/documents/drafts/{towns.pk}/settle/", form | {"rev": 2, "more": "有关部门"})
    assert unclear.status_code == 422 and "“有关部门”没有找到" in words(unclear)


def test_one_more_unit_is_named_by_its_name(group) -> None:
    document, clerk = taken(group), browser(group, "简文")
    towns = draft_of(document, "摸底")
    answer = clerk.post(f"/documents/drafts/{towns.pk}/name/", {"rev": 1, "part": "support", "named": "区民政局"})
    assert answer.status_code == 302
    towns.refresh_from_db()
    assert group.unit("民政局") in towns.content.named[-1].units
    answer = clerk.post(f"/documents/drafts/{towns.pk}/name/", {"rev": 2, "part": "support", "named": ""})
    assert answer.status_code == 422 and "请写一个单位的名称" in answer.content.decode()


def test_what_is_missing_is_told_and_nothing_is_opened(group) -> None:
    document, clerk = taken(group), browser(group, "简文")
    every = [draft.pk for draft in document.drafts.all()]
    answer = clerk.post(f"/documents/{document.pk}/confirm/", {"rev": 1, "way": "now", "draft": every})
    assert answer.status_code == 422
    assert "还有 1 项没有定下来。第3项：牵头单位“各乡镇”是统称" in words(answer)
    assert not Case.objects.exists()


def test_a_marked_file_among_others_is_named_to_the_sender_alone(group) -> None:
    answer = sent(browser(group, "简文"), file(), file(SECRET, "密.txt"))
    assert answer.status_code == 422
    assert "没有收： 密.txt。文件标有密级“机密”，已拒收" in words(answer)
    assert Document.objects.count() == 1


def test_many_are_read_by_the_worker_and_the_page_tells_how_far(group, monkeypatch) -> None:
    monkeypatch.setattr(taking, "AT_ONCE", 10)
    clerk = browser(group, "简文")
    where = sent(clerk, file(), file(SECRET, "密.txt")).headers["Location"]
    assert "文件在排队" in words(clerk.get(where))
    run_pending(NOW)
    page = words(clerk.get(where))
    assert "文件已经读完" in page and "第 2 份： 没有收。 文件标有密级“机密”" in page
    assert browser(group, "宁联").get(where).status_code == 404


def test_more_than_is_allowed_at_once_is_told(group) -> None:
    big = SimpleUploadedFile("大.txt", b"a" * (20 * 1024 * 1024 + 1))
    answer = sent(browser(group, "简文"), file(), big)
    assert answer.status_code == 422 and "合计不能超过 20 MB" in words(answer)
    assert not Document.objects.exists()


def test_every_form_of_a_draft_works_without_script(group) -> None:
    document, clerk = taken(group), browser(group, "简文")
    school, money, duty = (draft_of(document, said) for said in ("子女", "经费", "值班"))
    assert "拆成两项" in words(clerk.get(f"/documents/drafts/{school.pk}/"))
    forms = [
        (
            school,
            "edit",
            {"task": "建立入学台账", "deadline": "2026-06-20", "business": "双拥工作", "measures": "甲\n乙"},
        ),
        (school, "split", {"split_task": "单独一项", "measure": ["1"]}),
        (school, "name", {"part": "support", "named": "区财政局"}),
        (school, "merge", {"other": [money.pk]}),
        (duty, "drop", {"reason": "已有安排"}),
        (duty, "back", {}),
    ]
    for rev, (draft, verb, data) in enumerate(forms, 1):
        answer = clerk.post(f"/documents/drafts/{draft.pk}/{verb}/", {"rev": rev, **data})
        assert answer.status_code == 302, (verb, words(answer))
    school.refresh_from_db()
    assert (school.task, str(school.deadline)) == ("建立入学台账", "2026-04-20")
    assert clerk.post(f"/documents/{document.pk}/undo/", {"rev": 7}).status_code == 302
    copied = "今天召开这次会议，主要任务是部署今年的双拥工作。"
    assert clerk.post(f"/documents/{document.pk}/add/", {"rev": 8, "words": copied}).status_code == 302
    assert fresh(document).rev == 9


def test_what_was_typed_comes_back_with_the_message(group) -> None:
    document, clerk = taken(group), browser(group, "简文")
    draft = draft_of(document, "值班")
    data = {"rev": 1, "task": "改过的任务", "deadline": "五一前", "business": "双拥工作"}
    answer = clerk.post(f"/documents/drafts/{draft.pk}/edit/", data)
    assert answer.status_code == 422
    assert "“五一前”不是日期" in words(answer) and 'value="改过的任务"' in answer.content.decode()
    actions.drop(group.actor("陆双"), draft_of(document, "经费").pk, "不办", rev=1, now=NOW)
    answer = clerk.post(f"/documents/drafts/{draft.pk}/edit/", data | {"deadline": ""})
    assert answer.status_code == 409 and "陆双舍弃第2项" in words(answer)


def test_a_leader_answers_on_the_same_page(group) -> None:
    document, leader = taken(group), browser(group, "组长")
    chosen = [draft_of(document, "经费").pk]
    actions.confirm(group.actor("简文"), document.pk, chosen, rev=1, now=NOW, ask_leader=True)
    page = words(leader.get(f"/documents/{document.pk}/"))
    number = 1 + [one.task for one in document.drafts.all()].index("抓好经费保障")
    assert f"请您定：第{number}项是否下发" in page and "确认并下发" not in page
    assert page.count("还在核对，没有报领导。") == document.drafts.count() - 1
    assert "没有定下来" not in page  # what is not asked is not the leader's to settle
    answer = leader.post(f"/documents/{document.pk}/answer/", {"rev": 2, "answer": "no"})
    assert answer.status_code == 422 and "请写明为什么不同意" in words(answer)
    answer = leader.post(f"/documents/{document.pk}/answer/", {"rev": 2, "answer": "yes"})
    assert answer.headers["Location"].endswith("?done=agreed")
    assert Case.objects.get().title == "抓好经费保障"


def test_the_agenda_page_lists_the_meetings(group) -> None:
    document = taken(group)
    page = words(browser(group, "简文").get("/documents/agenda/"))
    assert document.title in page and "还没有确认" in page


@pytest.mark.parametrize("who", ["宁联", "谢镇", "向站", "江军", "督查", "管系", "管安", "管审"])
def test_others_find_no_such_pages(group, who) -> None:
    document = taken(group)
    client, draft = browser(group, who), document.drafts.first()
    for where in (f"/documents/{document.pk}/", f"/documents/drafts/{draft.pk}/", "/documents/", "/documents/agenda/"):
        assert client.get(where).status_code == 404, where
    for where in (f"/documents/{document.pk}/confirm/", f"/documents/drafts/{draft.pk}/drop/"):
        assert client.post(where, {"rev": 1, "reason": "x"}).status_code in (403, 404), where
    assert sent(client, file()).status_code in (403, 404, 422)
    assert Document.objects.count() == 1 and not Case.objects.exists()


def test_strangers_are_sent_to_the_door(db) -> None:
    for where in ("/documents/", "/documents/1/", "/documents/drafts/1/", "/documents/agenda/", "/documents/jobs/1/"):
        assert Client().get(where).headers["Location"].startswith("/login/"), where


def test_the_upload_form_wants_its_token(group) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(Account.objects.get(pk=group.account("简文")))
    assert sent(client, file()).status_code == 403
    assert not Document.objects.exists()


def test_files_too_large_together_are_told_with_a_way_back(group, settings) -> None:
    """The wall spoke of pasted text and of the first page to whoever takes papers in."""
    clerk = browser(group, "简文")
    answer = clerk.post("/documents/", b"", content_type="text/plain", CONTENT_LENGTH=str(settings.BODY_LIMIT + 1))
    assert answer.status_code == 413
    assert "一次提交的文件合计不超过 20 MB。请退回上一页，分几次提交" in words(answer)
    assert "粘贴" not in words(answer)


def test_a_document_of_many_tasks_for_few_units_asks_for_each_units_cases_once(group) -> None:
    """A list of 1,200 tasks took a minute to open: what the one unit leads already was asked for 1,200 times."""
    clerk = browser(group, "简文")
    asked = []
    for count in (5, 40):
        items = "".join(f"{n}．区教育局要在6月底前完成第{n}号台账的整理归档。\n" for n in range(1, count + 1))
        page = sent(clerk, file(f"云溪区任务清单（{count}项）\n{items}", f"清单{count}.txt")).headers["Location"]
        clerk.get(page)
        with CaptureQueriesContext(connection) as found:
            assert f"{count} 项待确认" in words(clerk.get(page))
        asked.append(len(found))
    assert asked[1] <= asked[0]
