"""From a score to everything that a dossier says. Always counted from the steps, so that a later build gives the same.

What was entered after the day is left out, files included; persons are masked as on every list.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Exists, OuterRef
from django.utils.timezone import get_current_timezone, localtime

from shuangyong.assess import queries
from shuangyong.assess.engine.forms import over_years
from shuangyong.assess.engine.gaps import harms
from shuangyong.assess.engine.points import said
from shuangyong.assess.engine.scoring import NOBODY, Rated, Result
from shuangyong.assess.engine.tally import Reading
from shuangyong.assess.engine.words import pieces
from shuangyong.assess.queries import Lack, Scored
from shuangyong.assess.ratings import Alarm
from shuangyong.assess.standard.model import Measure, Standard
from shuangyong.assess.wording import gap_said
from shuangyong.base.actor import LENGTHS, Actor, Place
from shuangyong.base.files.kinds import KINDS, ending
from shuangyong.base.organisation.regions import names_on
from shuangyong.base.trail.masking import scrub
from shuangyong.cases import queries as cases
from shuangyong.cases.models import Proof, ProofUse, StepRow
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kind_of, kinds_in_force
from shuangyong.dossier.content import Citation, Content, Criterion, Evidence, Fatal, Part, Piece, Record
from shuangyong.dossier.declared import Wording, load

ALL = 10**9
CHUNK = 500
LONGEST = 40
"""Characters of a folder's or a file's name: Windows ends paths at 260."""
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


def gather(
    actor: Actor, place: Place, *, on: date, standard: str = "", cycle: bool = False, persons: bool = False
) -> Content:
    """Everything of a dossier as of a day, as far as this actor may see it. Raises Forbidden, NotFound.

    `persons`: files that hold personal data are enclosed; otherwise they are listed by their hash.
    """
    asked = queries.ask(actor, place, on=on, today=on + timedelta(days=1), known_on=on, standard=standard, cycle=cycle)
    scored = queries.answered(replace(asked, most=ALL, patient=True))
    return _Gathering(actor, scored, load(), persons).content()


@dataclass(slots=True)
class _Found:
    """Keys of the cases behind one figure, by year."""

    yes: list[tuple[int, int]] = field(default_factory=list)
    still: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Claim:
    """One figure before its records are fetched."""

    result: Result
    years: str
    text: str
    found: _Found


class _Gathering:
    """Claims first, then their cases and files in a few queries, then numbers and paths in the standard's order."""

    def __init__(self, actor: Actor, scored: Scored, wording: Wording, persons: bool) -> None:
        self.actor, self.scored, self.wording, self.persons = actor, scored, wording, persons
        self.score, self.on = scored.score, scored.asked.on
        self.after = datetime.combine(self.on + timedelta(days=1), time(), get_current_timezone())
        self.paths: dict[int, str] = {}
        self.taken: set[str] = set()
        self.counts: dict[str, int] = defaultdict(int)
        self.of_persons: dict[int, str] = {}
        """Proofs that hold personal data, with the name under which they are told."""

    def content(self) -> Content:
        claims = [claim for result in self.score.results for claim in self._claims(result)]
        keys = {key for claim in claims for key, _ in (*claim.found.yes, *claim.found.still)}
        rows, files = self._rows(keys), self._files(keys)
        citations: list[Citation] = []
        entries: list[Citation | None] = []
        for claim in claims:
            entry = self._citation(len(citations) + 1, claim, rows, files)
            citations += [entry] if entry.records or entry.still else []
            entries.append(entry if entry.records or entry.still else None)
        lacks = {lack.gap.indicator.code: lack for lack in queries.gaps(self.scored)}
        score, standard = self.score, self.score.standard
        return Content(
            title=load().title,
            place=score.subject.name,
            upper=_upper(self.scored.asked.ground.place, self.on),
            standard=standard.name,
            standard_note=_note(standard),
            years=f"{score.first}年至{score.year}年" if score.over_cycle else f"{score.year}年度",
            on=self.on,
            points=said(score.points),
            of=said(score.of),
            unknown=said(score.unknown),
            least=said(score.span[0]),
            most=said(score.span[1]),
            bonus=said(score.bonus),
            fatal=tuple(map(_fatal, self.scored.alarms)),
            parts=tuple(self._parts(claims, entries, lacks)),
            citations=tuple(citations),
        )

    # ── claims ──

    def _claims(self, result: Result) -> Iterator[_Claim]:
        """Every figure of one indicator, year by year where it is judged so."""
        if result.indicator.rule.form == "rated":
            yield from self._rated(result)
            return
        for year in self._years(result):
            find = Reading(self.scored.tally, year, self.score.first, whole=not result.indicator.yearly)
            for measure, text in pieces(result.indicator.rule, find, self.scored.names, self.score.subject.level):
                if measure.period == "as_of" and year != self.score.year:
                    continue  # what there is today is said once, not for every year
                years = self._said(measure, result, year)
                yield _Claim(result, years, text, self._found(measure, result, year))

    def _rated(self, result: Result) -> Iterator[_Claim]:
        """What people said, of every year that counts; over a cycle also that nobody has said anything of a year."""
        for year in self._years(result):
            rated = self._rating(result, year)
            if rated.case:
                found = _Found(yes=[(rated.case, year)])
                yield _Claim(result, f"{year}年", f"由人评分：{_ratings(rated)}", found)
            elif len(self._years(result)) > 1:
                yield _Claim(result, f"{year}年", "还没有人评", _Found())

    def _rating(self, result: Result, year: int) -> Rated:
        return self.scored.ratings.get((result.indicator.code, year if result.indicator.yearly else 0), NOBODY)

    def _side(self, result: Result, side: str) -> str:
        """The points of one side, over a cycle put together as the years are; "" where it did not say all of them."""
        given = [getattr(self._rating(result, year), side) for year in self._years(result)]
        if None in given:
            return ""
        several = [(points, points) for points in given]
        return said(over_years(result.indicator.years, several, result.of)[0] if len(several) > 1 else given[0])

    def _years(self, result: Result) -> tuple[int, ...]:
        every = self.score.over_cycle and result.indicator.yearly
        return tuple(range(self.score.first, self.score.year + 1)) if every else (self.score.year,)

    def _said(self, measure: Measure, result: Result, year: int) -> str:
        if measure.period == "as_of":
            return f"截至{self.on.year}年"
        wide = measure.period == "cycle" or not result.indicator.yearly
        return f"{self.score.first}年至{year}年" if wide and self.score.first != year else f"{year}年"

    def _found(self, measure: Measure, result: Result, year: int) -> _Found:
        wide = measure.period == "cycle" or not result.indicator.yearly
        behind, found = self.scored.behind, _Found()
        still = {} if harms(result.indicator.rule, measure) else behind.still
        for records, keys in ((behind.yes, found.yes), (still, found.still)):
            for (counted, of), some in records.items():
                here = measure.period == "as_of" or (self.score.first if wide else year) <= of <= year
                if counted == measure and here:
                    keys += [(case, of) for case, _ in some.cases]
            keys.sort(key=lambda pair: (pair[1], pair[0]))
        return found

    # ── what lies behind them ──

    def _rows(self, keys: set[int]) -> dict[int, tuple[str, str, date]]:
        """Number, title and day of the cases that this actor may see."""
        found: dict[int, tuple[str, str, date]] = {}
        for chunk in _chunks(keys):
            rows = cases.visible_to(self.actor).filter(pk__in=chunk)
            for pk, number, title, opened in rows.values_list("pk", "number", "title", "opened_on"):
                found[pk] = (number, scrub(title), opened)
        return found

    def _files(self, keys: set[int]) -> dict[int, list[ProofUse]]:
        """Files that were used in these cases by the day; none where the actor may not open evidence."""
        found: dict[int, list[ProofUse]] = defaultdict(list)
        if not (self.actor.is_system or any("evidence.open" in seat.permissions for seat in self.actor.seats)):
            return found
        for chunk in _chunks(keys):
            uses = ProofUse.objects.filter(case__in=chunk).select_related("proof__blob").order_by("case", "proof")
            for use in uses:
                if localtime(use.proof.filed_at).date() <= self.on:
                    found[use.case_id].append(use)
        self._mark_persons({use.proof_id: use.proof for there in found.values() for use in there})
        return found

    def _mark_persons(self, proofs: Mapping[int, Proof]) -> None:
        """A file of a case about a person, as known on the day, or one whose name says so. The name that somebody
        gave it may name the person: it is told by what it was filed as."""
        about = [key for key, kind in kinds_in_force(self.on).items() if _about_persons(kind)]
        step = StepRow.objects.filter(case=OuterRef("case"), seq=OuterRef("seq"), at__lt=self.after)
        for chunk in _chunks(set(proofs)):
            uses = ProofUse.objects.filter(Exists(step), proof__in=chunk, case__kind__in=about).order_by("case", "slot")
            for use in uses.select_related("case"):
                slot = kind_of(use.case.definition_id).proofs[use.slot].name
                self.of_persons.setdefault(use.proof_id, f"{slot}（含个人信息）")
        for pk, proof in proofs.items():
            word = next((word for word in self.wording.person_words if word in proof.title), "")
            if word:
                self.of_persons.setdefault(pk, f"{word}（含个人信息）")

    def _citation(
        self,
        number: int,
        claim: _Claim,
        rows: Mapping[int, tuple[str, str, date]],
        files: Mapping[int, list[ProofUse]],
    ) -> Citation:
        def records(pairs: Iterable[tuple[int, int]]) -> tuple[Record, ...]:
            return tuple(
                Record(pk, *rows[pk], self._evidence(claim.result, year, files.get(pk, ())))
                for pk, year in pairs
                if pk in rows
            )

        yes, still = records(claim.found.yes), records(claim.found.still)
        return Citation(number, claim.result.indicator.code, claim.years, claim.text, yes, still)

    def _evidence(self, result: Result, year: int, uses: Iterable[ProofUse]) -> tuple[Evidence, ...]:
        found = {use.proof_id: use.proof for use in uses}
        return tuple(self._file(result, year or proof.on.year, proof) for proof in found.values())

    def _file(self, result: Result, year: int, proof: Proof) -> Evidence:
        of_persons = proof.pk in self.of_persons
        title = self.of_persons.get(proof.pk) or scrub(proof.title)
        enclosed = self.persons or not of_persons
        path = self._path(result, year, proof.pk, title, proof.blob.kind) if enclosed else ""
        return Evidence(proof.pk, title, proof.on, proof.blob.sha256, proof.blob.size, path, of_persons)

    def _path(self, result: Result, year: int, pk: int, title: str, kind: str) -> str:
        """A file lies once, where the standard names it first; its number keeps the order of the annex."""
        if pk not in self.paths:
            indicator = result.indicator
            section = self.score.standard.sections[indicator.section].name
            where = "/".join(
                (
                    self.wording.folders["evidence"],
                    fit(f"{indicator.section} {section}"),
                    fit(f"{indicator.code} {indicator.name}"),
                    f"{year}年",
                )
            )
            self.counts[where] += 1
            endings = KINDS[kind].endings
            name = title[: -len(ending(title)) - 1] if ending(title) in endings else title
            self.paths[pk] = f"{where}/{self.counts[where]:03d} {fit(name)}.{endings[0]}"
        return self.paths[pk]

    # ── parts ──

    def _parts(self, claims: list[_Claim], entries: list[Citation | None], lacks: Mapping[str, Lack]) -> Iterator[Part]:
        sums = self.score.sections()
        by_code: dict[str, list[tuple[_Claim, Citation | None]]] = defaultdict(list)
        for claim, entry in zip(claims, entries, strict=True):
            by_code[claim.result.indicator.code].append((claim, entry))
        for key, section in self.score.standard.sections.items():
            results = [result for result in self.score.results if result.indicator.section == key]
            if results:
                criteria = tuple(self._criterion(one, by_code[one.indicator.code], lacks) for one in results)
                points, of = sums[key]
                if not of:  # a section of bonus alone
                    points, of = self.score.bonus, self.score.standard.bonus_cap
                yield Part(section.name, said(points), said(of), criteria)

    def _criterion(
        self, result: Result, claimed: list[tuple[_Claim, Citation | None]], lacks: Mapping[str, Lack]
    ) -> Criterion:
        indicator = result.indicator
        lack = lacks.get(indicator.code)
        several = len(self._years(result)) > 1
        return Criterion(
            code=indicator.code,
            section=self.score.standard.sections[indicator.section].name,
            name=indicator.name,
            words=indicator.words,
            of=said(result.of),
            points="未知" if result.points is None else said(result.points),
            own=self._side(result, "own"),
            upper=self._side(result, "upper"),
            verdict=self.scored.why(result).rsplit("：", 1)[-1],
            pieces=tuple(_pieces(claimed, several=several)),
            evidence=indicator.evidence,
            units=indicator.units,
            lacking=said(lack.gap.lacking) if lack else "0",
            todo=gap_said(lack.gap, self.scored.names) if lack else "",
            files=len({one.pk for _, entry in claimed if entry for record in entry.records for one in record.files}),
        )


def _pieces(claimed: Iterable[tuple[_Claim, Citation | None]], *, several: bool) -> Iterator[Piece]:
    """Of several years each is named once, before what is said of it."""
    years = ""
    for claim, entry in claimed:
        before = f"{claim.years}：" if several and claim.years != years else ""
        yield Piece(f"{before}{claim.text}", entry.number if entry else 0)
        years = claim.years


def _about_persons(kind: Kind) -> bool:
    return any(field.type in {"person", "household"} for field in kind.fields.values())


def fit(name: str) -> str:
    """A name for a file or folder on every system."""
    return _UNFIT.sub("_", name).strip(" .")[:LONGEST].strip(" .") or "_"


def _chunks(keys: set[int]) -> Iterator[list[int]]:
    ordered = sorted(keys)
    yield from (ordered[at : at + CHUNK] for at in range(0, len(ordered), CHUNK))


def _ratings(rated: Rated) -> str:
    own = f"自评 {said(rated.own)} 分" if rated.own is not None else "还没有自评"
    return own if rated.upper is None else f"{own}，考评 {said(rated.upper)} 分"


def _note(standard: Standard) -> str:
    official = "官方标准" if standard.official else "非官方"
    return f"第{standard.version}版，{official}，{standard.checked}"


def _upper(place: Place, on: date) -> str:
    """The place that it is sent to; the nation above a province."""
    above = [place.code[:length] for length in LENGTHS if length < len(place.code)]
    names = names_on(above, on)
    return names.get(above[-1], "上一级") if above else "全国"


def _fatal(alarm: Alarm) -> Fatal:
    return Fatal(alarm.open, alarm.sort, alarm.name, alarm.state_name, alarm.number, scrub(alarm.why), alarm.judge)
