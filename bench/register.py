"""Finding a person among a million or ten, against a get by the primary key in the same run.

`python -m bench.register [--persons 1000000] [--vendor sqlite] [--rounds 7] [--each 200]`: makes the persons in a
database of its own, prints one table of ratios, and leaves nothing behind.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from bench.databases import database
from shuangyong.base.actor import LENGTHS, LEVELS

if TYPE_CHECKING:
    from django.db.models import Model
    from django.db.models.options import Options

BATCH = 1_000_000
SEALED, SEALED_BYTES = 20_000, 46
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡林郭何高罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国志文"


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.register", description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000)
    parser.add_argument("--vendor", default="sqlite", choices=["sqlite", "postgres"])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--each", type=int, default=200)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        return inside(options)
    with database(options.vendor) as url:
        words = [f"--{name}={getattr(options, name)}" for name in ("persons", "vendor", "rounds", "each")]
        environment = {
            **os.environ,
            "SHUANGYONG_DATABASE_URL": url,
            "SHUANGYONG_DEBUG": "1",
            "DJANGO_SETTINGS_MODULE": "bench.settings",
        }
        command = [sys.executable, "-m", "bench.register", *words, "--inside"]
        return subprocess.run(command, env=environment, check=False).returncode


def inside(options: argparse.Namespace) -> int:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    before = time.perf_counter()
    make(options.persons)
    print(f"{options.persons:,} 人，造数 {time.perf_counter() - before:.0f} 秒，{options.vendor}")
    measure(options)
    return 0


def number(place: int) -> str:
    """An invented identity number for each place; 99 is nobody's region."""
    from shuangyong.rules.identity import id_check

    born = date(1930, 1, 1) + timedelta(days=place % 27_000)
    head = f"99{place // 27_000 % 10_000:04d}{born:%Y%m%d}{place // 270_000_000:03d}"
    return head + id_check(head)


def make(count: int) -> None:
    """Persons and their numbers in whole tables, told in SQL; indexes are built when the rows are there.

    Truly sealed and indexed are SEALED numbers, spread over all, and these are searched for. The others carry bytes of
    the same length and blind indexes of the same length and spread: an index does not know them apart.
    """
    from bench import world
    from shuangyong.register.models import Person, Secret

    tables = [_told(table).db_table for table in (Person, Secret)]
    taken = world.loosen(tables)
    _fill_names()
    for start in range(0, count, BATCH):
        numbers = _numbers(start, min(start + BATCH, count) - 1)
        world.insert(tables[0], _person(), f"{numbers} JOIN bench_name b ON b.n = i % {len(FAMILY) * len(GIVEN) ** 2}")
        world.insert(tables[1], _secret(), numbers)
    _seal(count)
    world.run("DROP TABLE bench_name")
    world.tighten(taken)
    world.settle(tables)


def _told(table: type[Model]) -> Options[Model]:
    return table._meta  # noqa: SLF001 - Django's documented way


def _fill_names() -> None:
    """Every name there is, with its key, in no order."""
    from django.db import connection

    from shuangyong.register.naming import name_key

    names = [family + one + other for family in FAMILY for one in GIVEN for other in GIVEN]
    random.Random(7).shuffle(names)
    with connection.cursor() as cursor:  # noqa: TID251 - set-based filling of a bench
        cursor.execute("CREATE TABLE bench_name (n integer PRIMARY KEY, name text, key text)")
        rows = [(at, name, name_key(name)) for at, name in enumerate(names)]
        cursor.executemany("INSERT INTO bench_name VALUES (%s, %s, %s)", rows)


def _numbers(first: int, last: int) -> str:
    if _on_sqlite():
        steps = f"VALUES({first}) UNION ALL SELECT i+1 FROM s WHERE i < {last}"
        return f"(WITH RECURSIVE s(i) AS ({steps}) SELECT i FROM s) x"
    return f"(SELECT i::bigint FROM generate_series({first}, {last}) i) x"


def _on_sqlite() -> bool:
    from django.db import connection

    return connection.vendor == "sqlite"


def _padded(number: str, digits: int) -> str:
    return f"printf('%0{digits}d', {number})" if _on_sqlite() else f"lpad(({number})::text, {digits}, '0')"


def _uuid() -> str:
    return "printf('%032x', i)" if _on_sqlite() else "lpad(to_hex(i), 32, '0')::uuid"


def _person() -> dict[str, str]:
    """A province with a city of eighty counties, twenty towns each."""
    region = f"('9901' || {_padded('i % 80', 2)} || {_padded('i % 20', 3)} || {_padded('i % 15', 3)})"
    levels = {level: f"substr({region}, 1, {length})" for level, length in zip(LEVELS, LENGTHS, strict=True)}
    plain = dict.fromkeys(("sex", "hukou", "hukou_region", "source"), "''")
    empty = dict.fromkeys(("born", "died", "station_id", "head_id"), "NULL")
    more = {"id": "i + 1", "uuid": _uuid(), "name": "b.name", "name_key": "b.key", "region": region}
    return {**more, **levels, **plain, **empty, "planted": "'0'", "rev": "1", "added_on": "'2026-01-01'"}


def _secret() -> dict[str, str]:
    from shuangyong.register.keys import ring

    key = f"'{ring().current.name}'"
    like = "lower(hex(randomblob(32)))" if _on_sqlite() else "encode(sha256(i::text::bytea), 'hex')"
    sealed = f"zeroblob({SEALED_BYTES})" if _on_sqlite() else f"decode(repeat('00', {SEALED_BYTES}), 'hex')"
    more = {"blind": like, "blind_key": key, "key": key, "label": "''", "sealed": sealed, "sort": "'id_number'"}
    return {"id": "i + 1", "uuid": _uuid(), "person_id": "i + 1", **more, "since": "'2026-01-01'", "until": "NULL"}


def sealed_places(count: int) -> range:
    """The places whose numbers are truly there."""
    return range(0, count, max(1, count // SEALED))


def _seal(count: int) -> None:
    from shuangyong.register.keys import ring
    from shuangyong.register.models import Secret
    from shuangyong.register.sealing import blind, seal

    key = ring().current
    persons = {place + 1: number(place) for place in sealed_places(count)}
    with transaction.atomic():
        for row in Secret.objects.filter(pk__in=persons).select_related("person"):
            told = persons[row.pk]
            row.sealed = seal(told, row.uuid, row.person.uuid, "id_number", key)
            row.blind = blind(told, "id_number", key)
            row.save(update_fields=["sealed", "blind"])


def measure(options: argparse.Namespace) -> None:
    """Each way in turn, a get of one of the same persons beside it; processor time of our process, and the wall."""
    from shuangyong.base.actor import Actor, Place, Seat
    from shuangyong.register import queries
    from shuangyong.register.models import Person

    may = frozenset({"register.see"})
    seat = Seat(1, 1, "某办", "00000001", Place("99"), "office_clerk", "工作人员", may, "place", 2)
    actor, chance, searched = Actor(1, "某人", (seat,)), random.Random(11), sealed_places(options.persons)
    first = Person.objects.order_by("pk").values_list("pk", flat=True)[0]

    def get() -> None:
        assert Person.objects.get(pk=first + chance.choice(searched))

    def by_number() -> None:
        assert queries.by_value(actor, "id_number", number(chance.choice(searched)))[0]

    def by_name() -> None:
        assert queries.by_name(actor, chance.choice(FAMILY) + chance.choice(GIVEN))[0]

    ways: dict[str, Callable[[], None]] = {"按主键取一人": get, "按身份证号查找": by_number, "按姓名开头查找": by_name}
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            began = time.process_time(), time.perf_counter()
            for _ in range(options.each):
                way()
            times[name].append(
                ((time.process_time() - began[0]) / options.each, (time.perf_counter() - began[1]) / options.each)
            )
    for says, at in (("处理器", 0), ("历时", 1)):
        gets = [both[at] for both in times["按主键取一人"]]
        for name, both in times.items():
            taken = [one[at] for one in both]
            ratio = statistics.median(t / g for t, g in zip(taken, gets, strict=True))
            print(f"{says:<4} {name:<10} {statistics.median(taken) * 1000:7.3f} 毫秒   {ratio:5.2f} 倍")


if __name__ == "__main__":
    raise SystemExit(main())
