"""管审 has no server: looks on the page whether the trail is whole, and holds it against what is noted on paper."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from shuangyong.base.jobs import registry, running
from shuangyong.base.jobs.actions import enqueue
from shuangyong.base.jobs.models import Alarm, Job, Schedule
from shuangyong.base.jobs.worker import Worker, plan_all, run_pending
from shuangyong.base.organisation.models import OldPassword, Region, Tenure
from shuangyong.base.trail import actions, anchors, checks, comparing, queries
from shuangyong.base.trail.models import Entry, Head
from shuangyong.base.trail.standing import moment
from tests.desk.people import hand_out, signed_in
from tests.desk.test_queries import asked
from tests.unsealing import unsealed

AT = "/trail/checks/"


@pytest.fixture
def auditor(district, monkeypatch):
    """The stories' people were given their passwords directly: what they wrote before is taken as it stands."""
    said, before = comparing._said, queries.anchor().seq
    monkeypatch.setattr(comparing, "_said", lambda since=1: said(max(since, before + 1)))
    comparing.begin(now=timezone.now())
    hand_out(district)
    return signed_in(district, "管审")


def check(auditor, anchor: str = "") -> str:
    """The page of a check that was asked for and done."""
    at = auditor.post(AT, {"anchor": anchor})["Location"]
    run_pending(timezone.now())
    return auditor.get(at).content.decode()


def anchor_of(seq: int) -> str:
    return str(anchors.make(seq, Entry.objects.get(seq=seq).hash))


def test_whole_and_what_was_checked(auditor) -> None:
    assert AT in auditor.get("/trail/").content.decode()
    paper = str(queries.anchor())
    answer = auditor.post(AT, {"anchor": f" {paper.lower()} "})
    job = Job.objects.get(name=checks.JOB)
    assert answer["Location"] == f"{AT}{job.pk}/"
    page = auditor.get(answer["Location"])
    assert page["Refresh"] == "5" and "在排队" in page.content.decode()
    run_pending(timezone.now())
    page = auditor.get(answer["Location"])
    text = page.content.decode()
    assert Entry.objects.get(what="trail.checked").data["wrong"] == []
    assert "留痕完好" in text and "Refresh" not in page
    assert f"第 {anchors.read(paper).seq} 条与抄下的锚文相符" in text
    entry = Entry.objects.get(what="trail.checked")
    assert entry.data["entries"] == entry.data["head"] and f"第 {entry.seq} 条留痕" in text
    counted = dict(entry.data["rows"])
    assert counted["任职、账号、单位、领导小组、区划和定义"] > Tenure.objects.count() + Region.objects.count()
    assert counted["事项的步骤"] == 1
    asked_for = Entry.objects.get(what="trail.check_asked")
    assert asked_for.actor_name == "管审" and "条的锚文对照" in asked_for.says
    assert "完好" in auditor.get(AT).content.decode()


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("XY-12", "开头应是“SY-”"),
        ("SY-十二-AAAA", "“SY-”后面应是条数"),
        ("SY-12-ABCD-ABO1-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-7C", "第 2 组“ABO1”里的“O”不是数字或者 A 至 F，是不是数字 0"),
        ("SY-12-ABCD-ABC-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-7C", "第 2 组“ABC”应是 4 位，现在是 3 位"),
        ("SY-12-ABCD-ABCD-ABCD", "现在只有 3 段"),
        ("ＳＹ－１２－ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-7C-1", "校验码后面多了东西"),
        ("SY—12—ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-ABCD-00", "末尾两位校验码对不上"),
    ],
)
def test_a_slip_is_told_by_its_place_and_kept(auditor, typed, says) -> None:
    answer = auditor.post(AT, {"anchor": typed})
    page = answer.content.decode()
    assert answer.status_code == 422 and says in page
    assert f'value="{typed}"' in page
    assert not Job.objects.filter(name=checks.JOB).exists()


def test_a_post_put_in_directly_is_told_with_since_when(auditor, district) -> None:
    check(auditor)
    whole = Entry.objects.get(what="trail.checked")
    held = Tenure.objects.filter(account=district.account("宁联"))
    held.update(post="office_head")
    page = check(auditor)
    assert "留痕不完好" in page and "最近一次正确写入是" in page and "有 1 处不对" in page
    assert "上一次核对全部完好" in page and f"到第 {whole.data['head']} 条留痕为止" in page
    assert "有 1 处不对" in auditor.get(AT).content.decode()
    (alarm,) = Alarm.objects.filter(ended=None)
    assert alarm.key == "trail.broken"
    for at in ("/", "/trail/", AT):
        assert alarm.says[:30] in auditor.get(at).content.decode(), at
    held.update(post="liaison")
    assert "留痕完好" in check(auditor)
    assert not Alarm.objects.filter(ended=None).exists()


def test_an_altered_entry_is_told_by_its_number(auditor) -> None:
    with unsealed():
        QuerySet(Entry).filter(pk=3).update(actor_name="别人")
        assert "第 3 条被改动过" in check(auditor)


def test_a_chain_made_anew_is_shown_by_paper_and_stays_red(auditor) -> None:
    """Whole in itself: neither the check without an anchor nor the nightly one may put it away again."""
    paper = anchor_of(3)
    with unsealed():
        previous = Entry.objects.get(seq=2).hash
        for entry in Entry.objects.filter(seq__gte=3).order_by("seq"):
            entry.previous = previous
            entry.actor_name = "别人" if entry.seq == 3 else entry.actor_name
            previous = actions.link(entry).digest()
            QuerySet(Entry).filter(seq=entry.seq).update(
                previous=entry.previous, actor_name=entry.actor_name, hash=previous
            )
        Head.objects.update(hash=previous)
    assert "留痕完好" in check(auditor)
    page = check(auditor, paper)
    assert "第 3 条与留底的锚文不符" in page and "没有拿错" in page
    check(auditor)
    assert Alarm.objects.filter(key="trail.apart", ended=None).exists()


def test_an_anchor_beyond_the_end_shows_what_was_cut_off(auditor) -> None:
    paper = str(anchors.make(10**6, "ab" * 32))
    assert "至 1000000 条不见了" in check(auditor, paper)


def test_nothing_is_entered_behind_a_lost_head(auditor) -> None:
    at = auditor.post(AT)["Location"]
    head = Head.objects.get()
    with unsealed():
        Head.objects.all().delete()
        run_pending(timezone.now())
        (alarm,) = Alarm.objects.filter(ended=None)
        assert "链头不见了" in alarm.says
        Head.objects.bulk_create([head])
    page = auditor.get(at).content.decode()
    assert "留痕不完好" in page and "没有记入留痕" in page


def test_pressed_twice_it_is_one_and_another_waits(auditor) -> None:
    at = auditor.post(AT)["Location"]
    assert auditor.post(AT)["Location"] == at
    other = auditor.post(AT, {"anchor": anchor_of(2)})
    assert other.status_code == 409 and "一次只做一个" in other.content.decode()
    assert anchor_of(2) in other.content.decode(), "what was typed is kept"
    assert Job.objects.filter(name=checks.JOB).count() == 1


def test_stopped_by_who_asked(auditor) -> None:
    at = auditor.post(AT)["Location"]
    assert auditor.post(at)["Location"] == at
    run_pending(timezone.now())
    page = auditor.get(at).content.decode()
    assert "已经停下" in page and "已按要求取消" not in page
    assert not Entry.objects.filter(what="trail.checked").exists()


def test_a_worker_that_died_leaves_it_to_the_next(auditor) -> None:
    at = auditor.post(AT)["Location"]
    job = running.claim("died", timezone.now())
    assert job is not None
    later = job.lease_until + timedelta(seconds=1)
    assert "正在核对" in auditor.get(at).content.decode()
    Worker(lambda: later, heartbeat=False).once()
    assert "留痕完好" in auditor.get(at).content.decode()
    assert Entry.objects.filter(what="trail.checked").count() == 1


def test_the_nightly_one_stands_among_them(auditor) -> None:
    from shuangyong.base.jobs.actions import enqueue

    job = enqueue(checks.JOB, now=timezone.now(), key=checks.KEY)
    assert auditor.post(AT).status_code == 409
    assert auditor.post(f"{AT}{job.pk}/").status_code == 404, "the system's is not the auditor's to stop"
    run_pending(timezone.now())
    assert "夜间自动核对" in auditor.get(f"{AT}{job.pk}/").content.decode()


def test_a_page_of_many(auditor, monkeypatch) -> None:
    monkeypatch.setattr(checks, "PAGE", 2)
    for _ in range(3):
        check(auditor)
    page = auditor.get(AT).content.decode()
    behind = Entry.objects.filter(what="trail.checked").order_by("-seq")[1].seq
    assert page.count("条留痕</td>") == 2 and f"after={behind}" in page
    assert auditor.get(f"{AT}?after={behind}").content.decode().count("条留痕</td>") == 1
    monkeypatch.setattr(checks, "PAGE", 20)
    many = asked(auditor, AT)
    check(auditor)
    assert asked(auditor, AT) == many


def test_a_planted_old_password_is_told(auditor, district) -> None:
    OldPassword.objects.create(account_id=district.account("宁联"), password="x", since=timezone.now())
    page = check(auditor)
    assert "用过的密码" in page and "没有登记的留痕" in page


def test_who_manages_jobs_does_not_stop_the_check_that_looks_after_him(district, auditor) -> None:
    """管系 could have stopped it every night, with the auditor told of nothing but an old date."""
    nightly = enqueue(checks.JOB, now=timezone.now(), key=checks.KEY)
    other = enqueue(next(name for name in sorted(registry.kinds) if name != checks.JOB), now=timezone.now())
    keeper = signed_in(district, "管系")
    answer = keeper.post(f"/jobs/{nightly.pk}/cancel/")
    assert answer.status_code == 403 and "不由系统管理员停下" in answer.content.decode()
    assert keeper.post(f"/jobs/{other.pk}/cancel/").status_code == 302
    assert Job.objects.get(pk=nightly.pk).state == "queued" and Job.objects.get(pk=other.pk).state == "cancelled"


def test_the_desk_says_when_the_trail_was_last_found_whole(auditor) -> None:
    """管审 opens the desk in the morning: day, hour and count, and where to read on."""
    assert "还没有核对过" in auditor.get("/").content.decode()
    check(auditor)
    entry = Entry.objects.get(what="trail.checked")
    desk = auditor.get("/").content.decode()
    assert "留痕完好" in desk and f'href="{AT}"' in desk
    said = (
        f"最近一次全部完好：{moment(entry.at)} 核对 {entry.data['entries']} 条留痕，到第 {entry.data['head']} 条为止。"
    )
    assert said in desk and said in auditor.get(AT).content.decode()


def test_the_desk_is_red_where_the_night_passed_without_a_check(auditor) -> None:
    plan_all(timezone.now())
    check(auditor)
    Schedule.objects.filter(name=checks.JOB).update(next_run=timezone.now() - timedelta(hours=5))
    desk = auditor.get("/").content.decode()
    assert "留痕有 1 项要处理" in desk and "留痕完好" not in desk
    assert "定时任务“核对留痕”应在" in desk and "到现在没有运行" in desk
    assert "最近一次全部完好：" in desk
    check(auditor)
    Schedule.objects.filter(name=checks.JOB).update(next_run=timezone.now() + timedelta(hours=5))
    assert "留痕完好" in auditor.get("/").content.decode()


def test_the_desk_is_red_where_a_check_failed_and_says_why(auditor) -> None:
    check(auditor)
    job = enqueue(checks.JOB, now=timezone.now(), key=checks.KEY)
    Job.objects.filter(pk=job.pk).update(state="failed", error="磁盘满了。", ended_at=timezone.now())
    desk = auditor.get("/").content.decode()
    assert "留痕有 1 项要处理" in desk and "的核对没有做完：磁盘满了。" in desk
    check(auditor)
    assert "磁盘满了" not in auditor.get("/").content.decode()


def test_what_was_found_wrong_stays_red_when_its_red_item_was_put_away(auditor, district) -> None:
    check(auditor)
    whole = Entry.objects.get(what="trail.checked")
    Tenure.objects.filter(account=district.account("宁联")).update(post="office_head")
    check(auditor)
    Alarm.objects.update(ended=timezone.now())
    desk = auditor.get("/").content.decode()
    assert "留痕有 1 项要处理" in desk and "核对时发现）" in desk
    assert f"最近一次全部完好：{moment(whole.at)}" in desk


def test_nobody_else_is_told_on_the_desk(auditor, district) -> None:
    check(auditor)
    for who in ("管系", "管安", "陆双"):
        assert "最近一次全部完好" not in signed_in(district, who).get("/").content.decode(), who
