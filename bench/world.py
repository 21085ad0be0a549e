"""A nation of cases for measuring: 31 provinces, 341 cities, 2,844 counties, 40,000 towns, five villages in each town.

Everything follows from the number of the case, so both databases hold the same world. Raw SQL stands in bench only:
ten million rows through the ORM would take hours.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from bench.day import NOW, ON
from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation.models import Account, Tenure, Unit
from shuangyong.base.organisation.paths import segment
from shuangyong.cases.turns import awaited_at
from shuangyong.catalog.actions import publish_shipped
from shuangyong.catalog.model import Kind
from shuangyong.catalog.queries import kinds_in_force

LONG_AGO = date(2020, 1, 1)
PROVINCES, CITIES, COUNTIES, TOWNS, VILLAGES = 31, 341, 2844, 40_000, 5
EACH = 8
"""Units of a government above the town: itself, its 双拥办, six bureaus."""
FIRST = {"province": 1, "city": 1000, "county": 5000, "town": 30_000, "village": 120_000, "nation": 130_000}
KINDS = (("task", 60), ("instruction", 80), ("mending", 100))
PHASES = (("waiting", 100), ("doing", 280), ("judging", 350), ("closed", 950), ("void", 1000))
DEGREE = "CASE WHEN dd%10=0 THEN 1 WHEN dd%100=1 THEN 2 ELSE 0 END"
VILLAGE = "'00' || (dd%5+1)"
SECONDARY = ("cases_case", "cases_holding")


# ── units and people ───────────────────────────────────────────────────────────────────────────────────────────────


def codes() -> Iterator[tuple[int, str, str]]:
    """Number of the town, the code of its county, its own code: each city has about 8 counties, each of those 14."""
    for town in range(TOWNS):
        county = town * COUNTIES // TOWNS
        yield town, county_code(county), f"{county_code(county)}{town % 900 + 100:03d}"


def city_code(city: int) -> str:
    province = city * PROVINCES // CITIES
    return f"{province + 11:02d}{city - -(-province * CITIES // PROVINCES) + 1:02d}"


def county_code(county: int) -> str:
    city = county * CITIES // COUNTIES
    return f"{city_code(city)}{county - -(-city * COUNTIES // CITIES) + 1:02d}"


def unit(pk: int, name: str, code: str, above: str, kind: str = "government") -> Unit:
    made = Unit(pk=pk, name=name, short=name[-12:], kind=kind, path=above + segment(pk), valid_from=LONG_AGO)
    made.set_region(code)
    if above:
        made.parent_id = int(above[-8:])
    return made


def government(level: str, number: int, code: str) -> Iterator[Unit]:
    first = FIRST[level] + number * EACH
    yield unit(first, f"{code}人民政府", code, "")
    yield unit(first + 1, f"{code}双拥办", code, segment(first), "group")
    for bureau in range(2, EACH):
        yield unit(first + bureau, f"{code}第{bureau}局", code, segment(first))


def units() -> Iterator[Unit]:
    yield unit(FIRST["nation"], "全国双拥办", "", "", "group")
    for province in range(PROVINCES):
        yield from government("province", province, f"{province + 11:02d}")
    for city in range(CITIES):
        yield from government("city", city, city_code(city))
    for county in range(COUNTIES):
        yield from government("county", county, county_code(county))
    for town, _, code in codes():
        above = segment(FIRST["county"] + town * COUNTIES // TOWNS * EACH)
        first = FIRST["town"] + town * 2
        yield unit(first, f"{code}镇", code, above, "town")
        yield unit(first + 1, f"{code}服务站", code, above + segment(first), "station")
        if town < VILLAGES:
            yield unit(FIRST["village"] + town, f"{code}001村", f"{code}001", above + segment(first), "village")


SEATS = {
    # name of the scope: post, unit
    "村": ("town_clerk", FIRST["village"] + 3),
    "镇": ("town_clerk", FIRST["town"] + 2 * 20_000),
    "本单位": ("liaison", FIRST["county"] + 1500 * EACH + 2),
    "本单位及下属": ("unit_head", FIRST["county"] + 1500 * EACH),
    "县": ("office_head", FIRST["county"] + 1500 * EACH + 1),
    "市": ("office_head", FIRST["city"] + 170 * EACH + 1),
    "省": ("office_head", FIRST["province"] + 15 * EACH + 1),
    "全国": ("office_head", FIRST["nation"]),
}


def people() -> dict[str, Account]:
    """One account for each scope, with one seat that sees it."""
    found = {}
    for number, (scope, (post, where)) in enumerate(SEATS.items(), 1):
        account = Account.objects.create(login=f"bench.{number}", name=f"量{scope}", must_change_password=False)
        Tenure.objects.create(account=account, unit_id=where, post=post, since=LONG_AGO)
        found[scope] = account
    return found


# ── cases by the million ───────────────────────────────────────────────────────────────────────────────────────────


def day(offset: str) -> str:
    """The SQL of a day so many days after ON."""
    if connection.vendor == "sqlite":
        return f"date('{ON}', ({offset}) || ' days')"
    return f"(date '{ON}' + ({offset})::int)"


def added_days(day: str, number: str) -> str:
    """The SQL of a day so many days after another."""
    return f"date({day}, ({number}) || ' days')" if connection.vendor == "sqlite" else f"({day} + ({number})::int)"


def never() -> str:
    return "'9999-12-31'" if connection.vendor == "sqlite" else "date '9999-12-31'"


def series(first: int, last: int) -> str:
    """Numbers of cases with three streams of chance."""
    if connection.vendor == "sqlite":
        numbers = (
            f"(WITH RECURSIVE s(i) AS (VALUES({first}) UNION ALL SELECT i+1 FROM s WHERE i < {last}) SELECT i FROM s)"
        )
    else:
        numbers = f"(SELECT i::bigint FROM generate_series({first}, {last}) i)"
    return (
        "(SELECT i, (i*2654435761)%4294967291%40000 AS t, (i*2654435761)%4294967291/40000%100 AS lvl,"
        " (i*2246822519)%4294967291%100 AS k, (i*2246822519)%4294967291/100%1000 AS ph,"
        f" (i*3266489917)%4294967291/1000%1000 AS dd FROM {numbers} n)"
    )


def chosen(column: str, bounds: tuple[tuple[str, int], ...]) -> str:
    return "CASE " + " ".join(f"WHEN {column}<{most} THEN '{name}'" for name, most in bounds) + " END"


def due() -> str:
    """Waiting: signing presses; doing: half a year around today, some without a term; judging: around today."""
    offset = "CASE WHEN ph<100 THEN -10+dd%15 WHEN ph<280 THEN -60+dd*3/10 ELSE -30+dd%90 END"
    return f"CASE WHEN ph>=350 OR (ph>=100 AND ph<280 AND dd<80) THEN {never()} ELSE {day(offset)} END"


EARLY = (("dd%25=3", 20, 1), ("dd%50=7", 60, 2))
"""Which of the cases at work warn early, by how many days, and their band: one of twenty-five, one of fifty."""


def warn_on() -> str:
    """A week or three days before the term, some earlier."""
    early = " ".join(f"WHEN {which} THEN {days}" for which, days, _ in EARLY)
    offset = (
        "CASE WHEN ph<100 THEN -11+dd%15 ELSE"
        " (CASE WHEN ph<280 THEN -60+dd*3/10 ELSE -30+dd%90 END)"
        f" - (CASE {early} WHEN k<60 THEN 7 ELSE 3 END) END"
    )
    return f"CASE WHEN ph>=350 OR (ph>=100 AND ph<280 AND dd<80) THEN {never()} ELSE {day(offset)} END"


def band() -> str:
    early = " ".join(f"WHEN {which} THEN {number}" for which, _, number in EARLY)
    return f"CASE WHEN ph<100 OR ph>=350 OR (ph<280 AND dd<80) THEN NULL {early} ELSE NULL END"


def stage(kinds: dict[str, Kind], said: Callable[[Kind, str], str] = lambda _, name: f"'{name}'") -> str:
    """A stage of the kind that lies in the phase, or what is said of it; of several, the first is the usual one."""
    arms = []
    for key, most in KINDS:
        for phase, bound in PHASES:
            names = [name for name, stage in kinds[key].stages.items() if stage.phase == phase]
            words = [said(kinds[key], name) for name in names]
            rest = "".join(f" WHEN dd%20={n} THEN {word}" for n, word in enumerate(words[1:], 1))
            name = f"(CASE{rest} ELSE {words[0]} END)" if rest else words[0]
            arms.append(f"WHEN k<{most} AND ph<{bound} THEN {name}")
    return f"CASE {' '.join(arms)} END"


def truth(holds: bool) -> str:
    return str(int(holds)) if connection.vendor == "sqlite" else str(holds)


def waited_for(kind: Kind, name: str) -> str:
    return said_or_null(awaited_at(kind, name).by_post)


def part_awaited(kinds: dict[str, Kind], part: str) -> str:
    return stage(kinds, lambda kind, name: said_or_null(awaited_at(kind, name).by_part(part)))


def said_or_null(word: str | None) -> str:
    return "NULL" if word is None else f"'{word}'"


def fill_cases(first: int, last: int, kinds: dict[str, Kind], definitions: dict[str, int]) -> None:
    keys = chosen("k", KINDS)
    definition = "CASE " + " ".join(f"WHEN k<{most} THEN {definitions[key]}" for key, most in KINDS) + " END"
    ended = f"CASE WHEN ph<350 THEN NULL ELSE {day('-(dd%300)')} END"
    columns = {
        "id": "i",
        "definition_id": definition,
        "kind": keys,
        "number": "'督办〔2026〕' || (10000000+i) || '号'",
        "title": "'落实第' || i || '件双拥工作任务，建立台账并按期反馈'",
        "stage": stage(kinds),
        "phase": chosen("ph", PHASES),
        "awaits": stage(kinds, waited_for),
        "rev": "1",
        "degree": DEGREE,
        "province": "province",
        "city": "CASE WHEN lvl<98 THEN city ELSE '' END",
        "county": "CASE WHEN lvl<92 THEN county ELSE '' END",
        "town": "CASE WHEN lvl<75 THEN town ELSE '' END",
        "village": f"CASE WHEN lvl<40 THEN town || {VILLAGE} ELSE '' END",
        "opened_on": day("-300-dd%60"),
        "closed_on": ended,
        "due": due(),
        "warn_on": warn_on(),
        "band": band(),
        "held": held(),
        "due_clock": "CASE WHEN ph<100 THEN 'signing' WHEN ph<350 THEN 'term' ELSE '' END",
        "parent_id": "NULL",
        "parent_name": "''",
        "state": """'{"stage": "doing", "opened_on": "2026-01-01", "closed_on": null, "values": {}}'""",
        "values": """'{"task": "落实双拥工作任务，建立台账并按期反馈", "business": "双拥工作"}'""",
    }
    insert("cases_case", columns, f"{series(first, last)} x JOIN bench_place p ON p.n = x.t")


OWN = (
    f"CASE WHEN lvl<92 THEN {FIRST['county']}+{EACH}*county_n WHEN lvl<98 THEN {FIRST['city']}+{EACH}*city_n"
    f" ELSE {FIRST['province']}+{EACH}*province_n END"
)
"""The government of a case."""
TO_TOWN, TOWN = "(lvl<75 AND dd%2=0)", f"{FIRST['town']}+2*t"
LEAD, SUPPORT = f"({OWN})+2+dd%6", f"({OWN})+2+(dd+1+k%5)%6"


def held() -> str:
    """What the holdings below say, as a case tells it (cases.models.said_of)."""
    lead = f"CASE WHEN {TO_TOWN} THEN {TOWN} ELSE {LEAD} END"
    support = f"CASE WHEN k%2=0 THEN ' support:' || ({SUPPORT}) ELSE '' END"
    return f"'lead:' || ({lead}) || ' opener:' || (({OWN})+1) || {support}"


def fill_holdings(first: int, last: int, kinds: dict[str, Kind]) -> None:
    """The 双拥办 that opened it, a lead (bureau or town), for every other case one in support."""
    to_town = f"({TO_TOWN} AND part=1)"
    pad = "printf('%08d', {})" if connection.vendor == "sqlite" else "lpad(({})::text, 8, '0')"
    top = pad.format(OWN)
    member = f"CASE part WHEN 0 THEN ({OWN})+1 WHEN 1 THEN {LEAD} ELSE {SUPPORT} END"
    columns = {
        "id": "i*3+part",
        "case_id": "i",
        "part": "CASE part WHEN 0 THEN 'opener' WHEN 1 THEN 'lead' ELSE 'support' END",
        "unit_id": f"CASE WHEN {to_town} THEN {TOWN} ELSE {member} END",
        "unit_path": f"{top} || CASE WHEN {to_town} THEN {pad.format(TOWN)} ELSE {pad.format(member)} END",
        "root": top,
        "account_id": "NULL",
        "kind": chosen("k", KINDS),
        "stage": stage(kinds),
        "open": f"CASE WHEN ph<350 THEN {truth(True)} ELSE {truth(False)} END",
        "phase": chosen("ph", PHASES),
        "due": due(),
        "warn_on": warn_on(),
        "degree": DEGREE,
        "place": f"CASE WHEN lvl<40 THEN town || {VILLAGE} WHEN lvl<75 THEN town WHEN lvl<92 THEN county"
        " WHEN lvl<98 THEN city ELSE province END",
        "awaits": "CASE part WHEN 0 THEN "
        + " ".join(
            f"{word} {part_awaited(kinds, part)}"
            for word, part in (("", "opener"), ("WHEN 1 THEN", "lead"), ("ELSE", "support"))
        )
        + " END",
    }
    parts = "(SELECT 0 AS part UNION ALL SELECT 1 UNION ALL SELECT 2) q"
    source = f"{series(first, last)} x JOIN bench_place p ON p.n = x.t CROSS JOIN {parts}"
    insert("cases_holding", columns, f"{source} WHERE part<2 OR k%2=0")


def insert(table: str, columns: dict[str, str], source: str) -> None:
    names = ", ".join(f'"{name}"' for name in columns)
    run(f"INSERT INTO {table} ({names}) SELECT {', '.join(columns.values())} FROM {source}")


def run(sql: str) -> None:
    with connection.cursor() as cursor:  # noqa: TID251 - set-based filling of a bench
        cursor.execute(sql)


def fill_places() -> None:
    run(
        "CREATE TABLE bench_place (n integer PRIMARY KEY, province text, city text, county text, town text,"
        " county_n int, city_n int, province_n int)"
    )
    with connection.cursor() as cursor:  # noqa: TID251 - set-based filling of a bench
        cursor.executemany("INSERT INTO bench_place VALUES (%s,%s,%s,%s,%s,%s,%s,%s)", list(places()))


def places() -> Iterator[tuple[object, ...]]:
    for town, county, code in codes():
        county_n = town * COUNTIES // TOWNS
        city_n = county_n * CITIES // COUNTIES
        yield town, county[:2], county[:4], county, code, county_n, city_n, city_n * PROVINCES // CITIES


# ── the whole ──────────────────────────────────────────────────────────────────────────────────────────────────────


def made() -> bool:
    """Whether a world lies in the database already (kept from another run)."""
    return "bench_place" in connection.introspection.table_names()


def migrate() -> None:
    """The product's tables, in an empty database or in that of a world that was kept."""
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def make(cases: int, batch: int = 1_000_000) -> dict[str, Account]:
    """Tables, units, people and `cases` cases in an empty database; secondary indexes are built at the end."""
    migrate()
    Unit.objects.bulk_create(units(), batch_size=5000)
    found = people()
    definitions = {row.key: row.pk for row in publish_shipped(SYSTEM, now=NOW)}
    kinds = kinds_in_force(ON)
    fill_places()
    taken = loosen()
    for first in range(1, cases + 1, batch):
        last = min(first + batch - 1, cases)
        fill_cases(first, last, kinds, definitions)
        fill_holdings(first, last, kinds)
    tighten(taken)
    settle()
    return found


def loosen(tables: Iterable[str] = SECONDARY) -> list[str]:
    """Takes away every index that is not part of its table; returns what makes them again.

    SQLite keeps no journal and waits for no disk until `settle`: a world that breaks is made again.

    No foreign keys are looked up meanwhile: what these rows name was just made, or is never read.
    """
    if connection.vendor == "sqlite":
        run("PRAGMA synchronous=OFF")
        run("PRAGMA journal_mode=OFF")
        run("PRAGMA foreign_keys=OFF")
        run("PRAGMA cache_size=-2000000")
    else:
        run("SET session_replication_role = replica")
        run("SET maintenance_work_mem = '1GB'")
    found = indexes(tables)
    for name, _ in found:
        run(f'DROP INDEX "{name}"')
    return [sql for _, sql in found]


def indexes(tables: Iterable[str]) -> list[tuple[str, str]]:
    """Name and making of the indexes of some tables, but those that a constraint owns."""
    if connection.vendor == "sqlite":
        asked = "SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name = %s"
    else:
        asked = (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
            " AND indexname NOT IN (SELECT conname FROM pg_constraint)"
        )
    with connection.cursor() as cursor:  # noqa: TID251 - the database's own catalogue
        found: list[tuple[str, str]] = []
        for table in tables:
            cursor.execute(asked, [table])
            found += cursor.fetchall()
    return found


def tighten(taken: list[str]) -> None:
    for sql in taken:
        run(sql)
    if connection.vendor == "postgresql":
        run("SET session_replication_role = DEFAULT")


def settle(tables: Iterable[str] = (*SECONDARY, "organisation_unit")) -> None:
    """Statistics for the planner, and the numbers that PostgreSQL gives next."""
    if connection.vendor == "sqlite":
        connection.close()  # opened anew it is in the product's own mode again
        return
    for table in tables:
        run(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id)+1 FROM {table}))")
    for table in tables:
        run(f"VACUUM ANALYZE {table}")
    run("ANALYZE")
