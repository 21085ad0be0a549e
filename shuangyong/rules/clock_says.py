"""The sentence that explains a reading: 第41日／共60日，其间中止5日（因等待鉴定），应于2026年9月3日前办结."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shuangyong.rules.calendar import ONE
from shuangyong.rules.clock_events import ClockRule, Fixed, Pause, Reading, Run
from shuangyong.rules.lengths import WORDS
from shuangyong.rules.wording import day_text

AGREED = {"同意", "同意延期", "同意再次延期", "同意顺延"}
"""What is written under a yes gives no reason: 已延期2次, not 已延期2次（因同意）."""


def not_started(rule: ClockRule) -> str:
    return f"“{rule.name}”尚未开始计算"


def starts_later(rule: ClockRule, run: Run) -> str:
    return f"“{rule.name}”自{day_text(run.zero + ONE)}起计算"


def may_extend(rule: ClockRule, run: Run) -> str:
    """Why it may: what the rule allows and which time this is."""
    allowed = rule.extend
    most = f"，每次最长{allowed.most}" if allowed and allowed.most else ""
    times = f"，最多{allowed.times}次" if allowed and allowed.times else ""
    return f"可以延期：这是第{len(run.extensions) + 1}次{times}{most}"


def says(rule: ClockRule, run: Run, reading: Reading, on: date) -> str:
    """The whole sentence, without a full stop."""
    if reading.state == "stopped":
        return "，".join(_stopped(rule, run, reading))
    parts = [_progress(reading), *_history(rule, run, reading), *_ending(rule, run, reading, on)]
    return "，".join(part for part in parts if part)


def because(whys: Iterable[str], lead: Iterable[str] = ()) -> str:
    """（30日，因…）: what leads, then each reason once; "" where there is neither."""
    given = (why.strip().rstrip("。").removeprefix("因") for why in whys)
    told = dict.fromkeys(why for why in given if why and why not in AGREED)
    parts = [*lead, *(["因" + "、".join(told)] if told else [])]
    return f"（{'，'.join(parts)}）" if parts else ""


def _progress(reading: Reading) -> str:
    word = WORDS[reading.unit]
    total = "" if reading.total is None else f"共{reading.total}{word}"
    if not reading.day and reading.since:
        start = f"自{day_text(reading.since)}起计算"
        return f"{start}，{total}" if total else start
    day = "" if reading.day is None else f"第{reading.day}{word}"
    return "／".join(part for part in (day, total) if part)


def _history(rule: ClockRule, run: Run, reading: Reading) -> Iterable[str]:
    closed = [pause for pause in run.pauses if pause.resumed and not pause.filed]
    if reading.suspended_days and closed and reading.state != "suspended":
        yield f"其间中止{reading.suspended_days}日{because(pause.why for pause in closed)}"
    if reading.waited_days and reading.state != "filed":
        yield f"其间报送后等待{reading.waited_days}日，不计"
    if run.extensions:
        lengths = "、".join(str(event.length) for event in run.extensions if event.length)
        whys = because((event.why for event in run.extensions), [lengths] if lengths else [])
        yield f"已延期{len(run.extensions)}次{whys}"
    if run.moved:
        anew = not rule.carried and not isinstance(run.base, Fixed)
        yield f"{day_text(run.moved.on)}移交，期限{'重新' if anew else '连续'}计算"


def _ending(rule: ClockRule, run: Run, reading: Reading, on: date) -> Iterable[str]:
    if run.paused and reading.state == "filed":
        if reading.due:
            yield _due(rule, reading.due) + _changed(run)
        yield _filed(run.paused, reading)
        if reading.remaining is not None and not reading.overdue:
            yield f"退回后还有{reading.remaining}{WORDS[reading.unit]}"
    elif run.paused and reading.state == "suspended":
        yield f"自{day_text(run.paused.on)}起中止{because([run.paused.why])}"
        yield "中止期间不计" if reading.remaining is None else f"恢复后还有{reading.remaining}{WORDS[reading.unit]}"
    elif reading.due:
        yield _due(rule, reading.due) + _changed(run)
        yield from _distance(rule, reading, reading.due, on)
    elif reading.known:
        yield "没有定期限"
    if not reading.known and reading.state != "suspended":
        yield _unknown(reading)


def _filed(pause: Pause, reading: Reading) -> str:
    """已于2026年11月20日按期提请办结，等待期间不计."""
    late = f"{pause.filed}，晚{reading.overdue}日" if reading.overdue else f"按期{pause.filed}"
    return f"已于{day_text(pause.on)}{late if reading.due else pause.filed}，等待期间不计"


def _due(rule: ClockRule, due: date) -> str:
    return f"应于{day_text(due)}前{rule.act}" if rule.duty else f"{day_text(due)}届满"


def _changed(run: Run) -> str:
    return because([run.changed.why], [f"{day_text(run.changed.on)}改定"]) if run.changed else ""


def _distance(rule: ClockRule, reading: Reading, due: date, on: date) -> Iterable[str]:
    if reading.overdue:
        yield f"已逾期{reading.overdue}日"
    elif reading.state == "expired":
        yield "已届满"
    elif on == due and rule.duty:
        yield "今天是最后一日"


def _unknown(reading: Reading) -> str:
    bound = f"，不早于{day_text(reading.not_before)}" if reading.not_before else ""
    return f"{reading.year}年的放假安排尚未公布，截止日还算不出来{bound}"


def _stopped(rule: ClockRule, run: Run, reading: Reading) -> Iterable[str]:
    ended = run.stopped
    if ended is not None:
        yield f"已于{day_text(ended.on)}停止计算{f'（{ended.why}）' if ended.why else ''}"
    word = WORDS[reading.unit]
    if reading.day is not None:
        yield f"用时{reading.day}{word}" + ("" if reading.total is None else f"／共{reading.total}{word}")
    yield from _history(rule, run, reading)
    if not rule.duty:
        if ended is not None and reading.due and ended.on > reading.due:
            yield f"{day_text(reading.due)}已届满"
    elif reading.overdue:
        yield f"逾期{reading.overdue}日"
    elif reading.due:
        yield "未超期限"
