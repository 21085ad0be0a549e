"""Cases out of the raw rows of their steps, for tools.recount: a folding of its own.

It stands on nothing of shuangyong.cases: the columns of the two tables, the declared kinds, and the rules of counting
days. What the engine does with dataclasses is done here with plain dictionaries, in as few words as possible.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Any

Table = dict[str, Any]
STEP = ("case_id", "seq", "action", "to_stage", "at", "on", "account_id", "unit_id", "data")
LEVELS = {0: "", 2: "province", 4: "city", 6: "county", 9: "town", 12: "village"}
CHILDREN = {"@child_opened": False, "@child_reopened": False, "@child_ended": True, "@child_dropped": True}


def cases(place: str, on: date, known_on: date) -> Iterator[tuple[str, Any, Table]]:
    """Key of the kind, the version that holds then, and what the steps up to `on`, entered by `known_on`, add up to."""
    from django.apps import apps
    from django.utils.timezone import localtime

    where = {LEVELS[len(place)]: place} if place else {}
    known_as = apps.get_model("cases", "Case").objects.filter(**where).values_list("pk", "kind", "definition_id")
    kinds = {pk: (kind, version) for pk, kind, version in known_as}
    rows = apps.get_model("cases", "StepRow").objects.filter(
        **{f"case__{level}": code for level, code in where.items()}
    )
    for case, steps in groupby(rows.order_by("case_id", "seq").values(*STEP), lambda row: row["case_id"]):
        known = []
        for step in steps:
            if localtime(step["at"]).date() > known_on:
                break
            known.append(step)
        known = [step for step in known if step["on"] <= on]
        if known:
            late = max((localtime(step["at"]).date() - step["on"]).days for step in known)
            kind, state = folded(known, kinds[case][1])
            yield kinds[case][0], kind, state | {"late": max(late, 0)}


def folded(steps: list[Table], version: int) -> tuple[Any, Table]:
    """Kind and state after these steps."""
    from shuangyong.catalog.queries import kind_of

    kind = kind_of(steps[0]["data"].get("definition", version))
    state: Table = {"closed_on": None, "values": {}, "held": {}, "counts": {}, "taken": {}, "proofs": {}}
    state |= {"children": {}, "void": set(), "clocks": {}, "opened_on": steps[0]["on"], "stage": ""}
    before: Table = {}
    for step in steps:
        if "definition" in step["data"]:
            kind = kind_of(step["data"]["definition"])
        if step["action"] == "@unmoved":
            state = before
            continue
        if step["action"] == "@moved":
            before = copy.deepcopy(state)
        one(kind, state, step)
    return kind, state


def one(kind: Any, state: Table, step: Table) -> None:
    action, data = step["action"], step["data"]
    dates = {key for key, field in kind.fields.items() if field.type == "date"}
    values = {key: day(value) if key in dates else value for key, value in data.get("values", {}).items()}
    held = {part: [unit for unit, _ in given] for part, given in data.get("gives", {}).items()}
    if action == "@open" and step["unit_id"]:
        held["opener"] = [step["unit_id"]]
    changed = {part for part, units in held.items() if state["held"].get(part, []) != units}
    state["stage"] = step["to_stage"]
    state["taken"][action] = state["taken"].get(action, 0) + 1
    state["held"] |= held
    if not action.startswith("@child") or action == "@child_ended":
        state["values"] |= values
    for slot, filed in data.get("proofs", {}).items():
        state["proofs"].setdefault(slot, []).extend(day(until) for _, until in filed)
    if data.get("child"):
        name, case = data["child"]
        state["children"].setdefault(name, {})[case] = CHILDREN.get(action, False)
        (state["void"].add if action == "@child_dropped" else state["void"].discard)(case)
    if action == "@open":
        clocks(kind, state, step, values, {"start": kind.opening.starts})
    elif not action.startswith("@"):
        taken(kind, state, step, values, changed)


def taken(kind: Any, state: Table, step: Table, values: Table, changed: set[str]) -> None:
    from shuangyong.rules.clocks import Event

    way = kind.transitions[step["action"]]
    ends = kind.stages[state["stage"]].ends
    state["closed_on"] = (state["closed_on"] or step["on"]) if ends else None
    if way.counts:
        state["counts"][way.counts] = state["counts"].get(way.counts, 0) + 1
    for key, clock in kind.clocks.items():
        if clock.owner in changed and going(state, key):
            state["clocks"][key].append(Event("transfer", step["on"]))
    asks = {"resume": way.resumes, "extend": (way.extends,) if way.extends else (), "suspend": way.suspends}
    asks |= {"file": way.files, "stop": way.stops, "start": way.starts}
    clocks(kind, state, step, values, asks)
    for key, clock in kind.clocks.items():
        if clock.due and values.get(clock.due) and going(state, key) and key not in way.starts:
            state["clocks"][key].append(Event("set_due", step["on"], until=values[clock.due]))


def going(state: Table, key: str) -> bool:
    events = state["clocks"].get(key)
    return bool(events) and events[-1].kind != "stop"


def clocks(kind: Any, state: Table, step: Table, values: Table, asks: Table) -> None:
    from shuangyong.rules.clocks import Event

    for verb, names in asks.items():
        for name in names:
            if (verb == "start" and going(state, name)) or (
                verb in {"stop", "suspend", "file", "resume"} and not going(state, name)
            ):
                continue
            clock, on, until = kind.clocks[name], step["on"], None
            if verb == "start":
                since = state["values"].get(clock.since) if clock.since else None
                on = since if since and name not in state["clocks"] else on
                until = state["values"].get(clock.due) if clock.due else feast(clock, on)
            if verb == "extend":
                wanted = kind.transitions[step["action"]].asks
                until = next((values.get(ask.key) for ask in wanted if kind.fields[ask.key].type == "date"), None)
            state["clocks"].setdefault(name, []).append(Event(verb, on, until=until))  # type: ignore[arg-type]


def feast(clock: Any, on: date) -> date | None:
    """The day before the first of some feasts."""
    from shuangyong.rules.recurrence import Recurrence, next_after

    days = [found for text in clock.before if (found := next_after(Recurrence.parse(text, "year"), on))]
    return min(days) - timedelta(days=1) if days else None


def record(kind: Any, state: Table, on: date) -> Table:
    """What conditions read, by name."""
    found = {key: value for key, value in state["values"].items() if value is not None and value != ""}
    stage = kind.stages[state["stage"]]
    found |= {"stage": state["stage"], "phase": stage.phase, "opened_on": state["opened_on"], "today": on}
    found |= {"closed_on": state["closed_on"]} if state["closed_on"] else {}
    for key, way in kind.transitions.items():
        found[f"steps.{key}"] = state["taken"].get(key, 0)
        if way.counts:
            found[f"counters.{way.counts}"] = state["counts"].get(way.counts, 0)
    for part in (*kind.parts, "opener"):
        found[f"parts.{part}"] = len(state["held"].get(part, ()))
    for slot in kind.proofs:
        found[f"proofs.{slot}"] = sum(until is None or until >= on for until in state["proofs"].get(slot, ()))
    for name in kind.children:
        there = state["children"].get(name, {})
        found[f"children.{name}.all"] = len(there)
        found[f"children.{name}.open"] = sum(not ended for ended in there.values())
        found[f"children.{name}.closed"] = sum(ended and case not in state["void"] for case, ended in there.items())
    return found | readings(kind, state, on) | rates(kind, found)


def readings(kind: Any, state: Table, on: date) -> Table:
    from shuangyong.rules.calendar import in_force
    from shuangyong.rules.clocks import ClockRule, Extend, read

    found: Table = {}
    for key, events in state["clocks"].items():
        if key not in kind.clocks:
            continue
        clock = kind.clocks[key]
        extend = Extend(clock.extend.most, clock.extend.times) if clock.extend else None
        rule = ClockRule(
            clock.name, clock.length, None, clock.from_next_day, clock.begins, None, extend,
            carried=clock.carried, duty=clock.duty,
        )  # fmt: skip
        reading = read(rule, events, on, in_force())
        found[f"clocks.{key}.overdue"] = reading.overdue
        found |= {f"clocks.{key}.due": reading.due} if reading.due else {}
    return found


def rates(kind: Any, known: Table) -> Table:
    from shuangyong.catalog.conditions_of import number

    found: Table = {}
    for key, rate in kind.rates.items():
        part, whole = (number(kind, text)(known) for text in (rate.part, rate.whole))
        if part is not None and whole:
            exact = Decimal(str(part)) * 100 / Decimal(str(whole))
            found[f"rates.{key}"] = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return found


def day(text: Any) -> Any:
    return date.fromisoformat(text) if isinstance(text, str) and text else text
