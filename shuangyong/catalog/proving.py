"""The proof of a definition before it is published: nothing can strand in it, and every name leads somewhere."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

from shuangyong.catalog import (
    model,
    proving_chains,
    proving_held,
    proving_known,
    proving_said,
    proving_terms,
    proving_turns,
)
from shuangyong.catalog.model import Kind
from shuangyong.catalog.proving_base import POST, Said, Surroundings, forms, prove_by, unknown
from shuangyong.catalog.vocabulary import allowed_words, compared_with, facts_of, says_nothing, types_of
from shuangyong.rules.expressions import ExpressionError, Type, bind, check, names, parse

__all__ = ["RULES", "Surroundings", "prove"]


def prove(kind: Kind, around: Surroundings, text: str = "", file: str = "定义") -> None:
    """Raise DefinitionError with everything that is wrong; return where nothing is."""
    prove_by(RULES, kind, around, text, file)


# ── names ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def _stages_exist(kind: Kind, _: Surroundings) -> Iterator[Said]:
    yield from unknown("opening.stage", kind.opening.stage, "环节", kind.stages)
    for key, step in kind.transitions.items():
        for origin in step.origins:
            yield from unknown(f"transitions.{key}.from", origin.removeprefix("@"), "环节", kind.stages)
        if step.to:
            yield from unknown(f"transitions.{key}.to", step.to, "环节", kind.stages)
    for old, new in kind.renamed_stages.items():
        yield from unknown(f"renamed_stages.{old}", new, "环节", kind.stages)


def _asked_names_exist(kind: Kind, _: Surroundings) -> Iterator[Said]:
    yield from unknown("title", kind.title, "字段", kind.fields)
    for path, asking in forms(kind):
        for wanted in asking.asks:
            yield from unknown(f"{path}.asks", wanted.key, "字段", kind.fields)
        for wanted in asking.gives:
            yield from unknown(f"{path}.gives", wanted.key, "承办方式", kind.parts)
        for wanted in asking.proofs:
            yield from unknown(f"{path}.proofs", wanted.key, "印证材料", kind.proofs)
        for clock in asking.starts:
            yield from unknown(f"{path}.starts", clock, "期限", kind.clocks)


def _transition_names_exist(kind: Kind, _: Surroundings) -> Iterator[Said]:
    parts = {*kind.parts, *model.OPENERS}
    for key, step in kind.transitions.items():
        path = f"transitions.{key}"
        for part in step.parts:
            yield from unknown(f"{path}.as", part, "承办方式", parts)
        for part in step.not_parts:
            yield from unknown(f"{path}.not_as", part, "承办方式", kind.parts)
            if part in step.parts:
                yield f"{path}.not_as", f"“{part}”同时写在 as 和 not_as 里，谁也做不了这件事。", ()
        for other in step.other_hand_than:
            yield from unknown(f"{path}.other_hand_than", other, "动作", [model.OPENING, *kind.transitions])
        for other in step.other_unit_than:
            yield from unknown(f"{path}.other_unit_than", other, "动作", kind.transitions)
        verbs = {"stops": step.stops, "suspends": step.suspends, "files": step.files, "resumes": step.resumes}
        for name, clocks in verbs.items():
            for clock in clocks:
                yield from unknown(f"{path}.{name}", clock, "期限", kind.clocks)
        if step.extends:
            yield from unknown(f"{path}.extends", step.extends, "期限", kind.clocks)
            if step.extends in kind.clocks and kind.clocks[step.extends].extend is None:
                yield path + ".extends", f"期限“{step.extends}”没有声明可以延长（extend）。", ()
        if step.opens:
            yield from unknown(f"{path}.opens", step.opens, "下级事项", kind.children)


def _told_exist(kind: Kind, around: Surroundings) -> Iterator[Said]:
    allowed = [*kind.parts, model.OPENER, *(POST + post for post in around.posts)]
    for path, asking in forms(kind):
        for who in asking.tells:
            yield from unknown(f"{path}.tells", who, "通知对象", allowed)
    for key, clock in kind.clocks.items():
        yield from unknown(f"clocks.{key}.owner", clock.owner, "责任方", allowed)
        for number, rung in enumerate(clock.rungs):
            for who in rung.tells:
                yield from unknown(f"clocks.{key}.rungs.{number}.tells", who, "通知对象", allowed)


def _gates_stand_before_something(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, gate in kind.gates.items():
        if not gate.on:
            yield f"gates.{key}.on", "没有写把守哪些动作。", kind.transitions
        for step in gate.on:
            yield from unknown(f"gates.{key}.on", step, "动作", kind.transitions)
    for key, child in kind.children.items():
        for step in child.waits:
            yield from unknown(f"children.{key}.waits", step, "动作", kind.transitions)


def _outside_names_exist(kind: Kind, around: Surroundings) -> Iterator[Said]:
    for key, field_ in kind.fields.items():
        for post in field_.seen_by:
            yield from unknown(f"fields.{key}.seen_by", post, "岗位", around.posts)
    for key, child in kind.children.items():
        kinds = {**around.kinds, kind.key: kind}
        yield from unknown(f"children.{key}.kind", child.kind, "事项种类", kinds)
        target = kinds.get(child.kind)
        for theirs, ours in child.passes.items() if target else ():
            yield from unknown(
                f"children.{key}.passes", theirs, f"“{child.kind}”的字段", target.fields if target else ()
            )
            yield from unknown(f"children.{key}.passes.{theirs}", ours, "字段", kind.fields)
    for number, again in enumerate(kind.recurrences):
        if again.members and not again.event:
            yield from unknown(f"recurrences.{number}.members", again.members, "单位集合", around.collectives)
        for name in again.fills:
            yield from unknown(f"recurrences.{number}.fills.{name}", name, "字段", kind.fields)


# ── people ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def _somebody_may(kind: Kind, around: Surroundings) -> Iterator[Said]:
    allowed = around.permissions()
    for path, asking in forms(kind):
        if asking.may not in allowed:
            said = f"没有任何岗位有“{asking.may}”权限，谁也做不了这件事。{around.advice.get(asking.may, '')}"
            yield f"{path}.may", said, sorted(allowed)


def _another_hand_exists(kind: Kind, around: Surroundings) -> Iterator[Said]:
    """A step that wants another hand must not be open only to a part that has one permission holder in principle."""
    for key, step in kind.transitions.items():
        if key in step.other_hand_than:
            yield f"transitions.{key}.other_hand_than", "一个动作不能要求与它自己不同手。", ()
        if key in step.other_unit_than:
            yield f"transitions.{key}.other_unit_than", "一个动作不能要求与它自己不是同一个单位。", ()


def _it_waits_for_somebody(kind: Kind, around: Surroundings) -> Iterator[Said]:
    """Whoever a step waits for can take it, also where it is barred to whoever had a hand in the case."""
    allowed = around.permissions() | around.advice.keys()
    for key, step in kind.transitions.items():
        named, path = step.waits_for, f"transitions.{key}.waits_for"
        if not named:
            continue
        yield from unknown(path, named, "权限", sorted(allowed))
        if named in around.permissions() and not any({named, step.may} <= held for held in around.posts.values()):
            yield path, f"有“{named}”权限的岗位都没有“{step.may}”权限：轮到的人做不了这件事。", ()
        if step.other_hand_than and set(step.parts) - {model.OPENER_SIDE}:
            yield path, "既写 as 又要求换一个人（other_hand_than）的动作，不能写只轮到谁。", ()
        for other in step.other_hand_than:
            done_by = set(kind.transitions[other].parts) if other in kind.transitions else {model.OPENER}
            if not done_by or done_by & {model.OPENER, model.OPENER_SIDE}:
                said = f"“{other}”不是只由承办单位办的：经手的人自己轮到这一步时，没有人接着办。"
                yield path, said, ()


def _another_unit_exists(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """Where one part of one unit does both, there is no other unit that could."""
    for key, step in kind.transitions.items():
        for name in step.other_unit_than:
            other = kind.transitions.get(name)
            if other is None or len(step.parts) != 1 or step.parts != other.parts:
                continue
            part = kind.parts.get(step.parts[0])
            if step.parts[0] == model.OPENER or (part and not part.many):
                who = kind.part_name(step.parts[0])
                said = f"“{step.name}”和“{other.name}”都只由{who}一个单位办，没有另一个单位可以办。"
                yield f"transitions.{key}.other_unit_than", said, ()


# ── ways ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def _ways(kind: Kind) -> dict[str, set[str]]:
    """Where each stage leads in one step."""
    ways: dict[str, set[str]] = {stage: set() for stage in kind.stages}
    for step in kind.transitions.values():
        for origin in step.origins:
            if origin in ways and step.to in ways:
                ways[origin].add(step.to)
    return ways


def _reached(starts: Iterable[str], ways: Mapping[str, Collection[str]]) -> set[str]:
    found, rest = set(starts), list(starts)
    while rest:
        for stage in set(ways.get(rest.pop(), ())) - found:
            found.add(stage)
            rest.append(stage)
    return found


def _every_stage_is_reached(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for stage in kind.stages.keys() - _reached([kind.opening.stage], _ways(kind)):
        yield f"stages.{stage}", "没有办法走到这个环节。", ()


def _an_end_is_reachable(kind: Kind, _: Surroundings) -> Iterator[Said]:
    ends = [stage.key for stage in kind.stages.values() if stage.ends]
    if not any(stage.phase == "closed" for stage in kind.stages.values()):
        yield "stages", '没有办结的环节（phase = "closed"），事项永远办不完。', ()
    back: dict[str, set[str]] = {stage: set() for stage in kind.stages}
    for origin, targets in _ways(kind).items():
        for target in targets:
            back[target].add(origin)
    for stage in kind.stages.keys() - _reached(ends, back):
        yield f"stages.{stage}", "从这个环节走不到办结，事项会滞留在这里。", ()


def _ends_are_left_only_by_reopening(kind: Kind, _: Surroundings) -> Iterator[Said]:
    for key, step in kind.transitions.items():
        ended = [origin for origin in step.origins if origin in kind.stages and kind.stages[origin].ends]
        leaves = bool(step.to) and step.to in kind.stages and not kind.stages[step.to].ends
        if ended and leaves and not step.reopens:
            yield f"transitions.{key}.from", f"“{ended[0]}”是终点；要从终点重新办理，应写 reopens = true。", ()


# ── clocks, fields, proofs ─────────────────────────────────────────────────────────────────────────────────────────


def _clocks_run(kind: Kind, _: Surroundings) -> Iterator[Said]:
    started = set(kind.opening.starts).union(*(step.starts for step in kind.transitions.values()))
    for key, clock in kind.clocks.items():
        path = f"clocks.{key}"
        if key not in started:
            yield path, "没有任何动作启动这个期限（starts）。", ()
        if clock.due:
            yield from unknown(f"{path}.due", clock.due, "字段", kind.fields)
            if clock.due in kind.fields and kind.fields[clock.due].type != "date":
                yield (
                    f"{path}.due",
                    f"“{clock.due}”不是日期字段。",
                    [f.key for f in kind.fields.values() if f.type == "date"],
                )
        if clock.since:
            yield from unknown(f"{path}.since", clock.since, "字段", kind.fields)
            if clock.since in kind.fields and kind.fields[clock.since].type != "date":
                yield f"{path}.since", f"“{clock.since}”不是日期字段。", ()
        if clock.length and not clock.source:
            yield path, "法定或规定的期限应写明依据（source）。", ()
        suspended = {name for step in kind.transitions.values() for name in (*step.suspends, *step.files)}
        resumed = {name for step in kind.transitions.values() for name in step.resumes}
        if key in suspended and key not in resumed:
            yield path, "这个期限会被中止，却没有动作恢复它（resumes）。", ()


def _required_fields_are_asked(kind: Kind, _: Surroundings) -> Iterator[Said]:
    asked = {wanted.key for _, form in forms(kind) for wanted in form.asks}
    asked |= {key for step in kind.transitions.values() for key in step.sets}
    asked |= {ours for child in kind.children.values() for ours in child.returns}
    for key, field_ in kind.fields.items():
        if key not in asked and not field_.known_from:
            yield f"fields.{key}", "没有任何表单填写这个字段（asks），也没有写从哪里取得（known_from）。", ()
    given = {wanted.key for _, form in forms(kind) for wanted in form.gives}
    for part in kind.parts.keys() - given:
        yield f"parts.{part}", "没有任何动作指定这一方（gives）。", ()
    if kind.title not in {wanted.key for wanted in kind.opening.asks if not wanted.optional}:
        yield "title", "作标题的字段应在立项时必填（opening.asks）。", ()


def _proofs_can_be_filed(kind: Kind, _: Surroundings) -> Iterator[Said]:
    filed = {wanted.key for _, form in forms(kind) for wanted in form.proofs}
    for slot in kind.proofs.keys() - filed:
        yield f"proofs.{slot}", "没有任何动作可以提交这种材料（proofs）。", ()
    for path, form in forms(kind):
        for wanted in (*form.asks, *form.gives, *form.proofs):
            if not wanted.key:
                yield path, "列表里有空的名称。", ()


# ── conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────


def _conditions_make_sense(kind: Kind, _: Surroundings) -> Iterator[Said]:
    types = types_of(kind)
    for path, text in _conditions(kind):
        try:
            expression = parse(text)
            result = check(expression, types)
        except ExpressionError as error:
            yield path, f"条件“{text}”写得不对：{error}", ()
            continue
        if result is not Type.YES_NO:
            yield path, f"条件“{text}”的结果不是“是”或“否”。", ()
            continue
        for said in says_nothing(bind(expression, types), facts_of(kind)):
            yield path, f"条件“{text}”里的{said}", ()
        for name, word in compared_with(expression):
            words = allowed_words(kind, name)
            if words is not None:
                field = kind.fields.get(name)
                what = f"“{field.label}”选项" if field else "环节" if name == "stage" else "阶段"
                yield from unknown(path, word, what, words)


def _conditions(kind: Kind) -> Iterator[tuple[str, str]]:
    for key, step in kind.transitions.items():
        if step.when:
            yield f"transitions.{key}.when", step.when
    for key, gate in kind.gates.items():
        for number, condition in enumerate(gate.conditions):
            yield f"gates.{key}.conditions.{number}.when", condition.when
    for key, child in kind.children.items():
        if child.starts_when:
            yield f"children.{key}.starts_when", child.starts_when
    for key, rule in kind.only_one.items():
        yield from ((f"only_one.{key}.{name}", getattr(rule, name)) for name in ("when", "stands"))
        if rule.ends:
            yield f"only_one.{key}.ends", rule.ends


def _only_ones_can_be_kept(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """The field names somebody, and wherever the rule is looked up an exception can be given."""
    asking = dict(forms(kind))
    for key, rule in kind.only_one.items():
        path = f"only_one.{key}"
        about = [f.key for f in kind.fields.values() if f.type == "person" or f.type == rule.per]
        yield from unknown(f"{path}.field", rule.field, "人员或户的字段", about)
        yield from unknown(f"{path}.unless", rule.unless, "字段", kind.fields)
        if not rule.on:
            yield f"{path}.on", "没有写在哪些动作之前核对。", [model.OPENING, *kind.transitions]
        for name in rule.on:
            where = name if name == model.OPENING else f"transitions.{name}"
            yield from unknown(f"{path}.on", name, "动作", [model.OPENING, *kind.transitions])
            if where in asking and rule.unless not in {wanted.key for wanted in asking[where].asks}:
                yield f"{path}.unless", f"“{name}”的表单没有填写“{rule.unless}”，例外就没有地方说明理由。", ()


def _gates_can_open(kind: Kind, _: Surroundings) -> Iterator[Said]:
    """A gate that reads a proof or a count can only be met where something files or counts it before."""
    filed = {f"proofs.{wanted.key}" for _, form in forms(kind) for wanted in form.proofs}
    counted = {f"counters.{step.counts}" for step in kind.transitions.values() if step.counts}
    for path, text in _conditions(kind):
        for name in _read_names(text):
            if name.startswith("proofs.") and name not in filed:
                yield path, f"条件要求“{name}”，但没有动作可以提交它。", ()
            if name.startswith("counters.") and name not in counted:
                yield path, f"条件要求“{name}”，但没有动作计数（counts）。", sorted(counted)


def _read_names(text: str) -> Collection[str]:
    try:
        return names(parse(text))
    except ExpressionError:
        return ()


def _kept(kind: Kind, _: Surroundings) -> Iterator[Said]:
    if kind.retention is None:
        yield "retention", "没有写保管期限（keep）和起算点（counts_from）。", ()
    if kind.valid_to and kind.valid_to < kind.valid_from:
        yield "valid_to", "失效日期早于生效日期。", ()


RULES: tuple[Callable[[Kind, Surroundings], Iterator[Said]], ...] = (
    _stages_exist,
    _asked_names_exist,
    _transition_names_exist,
    _told_exist,
    _gates_stand_before_something,
    _outside_names_exist,
    _somebody_may,
    _another_hand_exists,
    _it_waits_for_somebody,
    _another_unit_exists,
    _every_stage_is_reached,
    _an_end_is_reachable,
    _ends_are_left_only_by_reopening,
    _clocks_run,
    _required_fields_are_asked,
    _proofs_can_be_filed,
    _conditions_make_sense,
    _only_ones_can_be_kept,
    _gates_can_open,
    _kept,
    *proving_terms.RULES,
    *proving_known.RULES,
    *proving_chains.RULES,
    *proving_held.RULES,
    *proving_said.RULES,
    *proving_turns.RULES,
)
