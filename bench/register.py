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
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from bench.databases import database
from shuangyong.base.actor import LENGTHS, LEVELS

if TYPE_CHECKING:
    from django.db.models import Model
    from django.db.models.options import Options

BATCH = 50_000
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
    """Persons and their numbers' blind indexes, in whole tables; indexes are built when the rows are there.

    What is sealed is not opened by a search, so that all numbers share one sealed text.
    """
    from django.db import connection

    from shuangyong.register.models import Person, Secret

    tables: list[type[Model]] = [Person, Secret]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # noqa: TID251 - filling of a bench
            cursor.execute("PRAGMA synchronous = OFF")
    with connection.schema_editor() as schema:
        for table in tables:
            for index in _told(table).indexes:
                schema.remove_index(table, index)
    for start in range(0, count, BATCH):
        places = range(start, min(start + BATCH, count))
        _insert(Person, list(map(_person, places, _names(start))))
        _insert(Secret, list(map(_secret, places)))
    for table in tables:
        for index in _told(table).indexes:
            with connection.schema_editor() as schema:
                schema.add_index(table, index)
    with connection.cursor() as cursor:  # noqa: TID251 - as every office's database does by itself
        cursor.execute("ANALYZE")


def _told(table: type[Model]) -> Options[Model]:
    return table._meta  # noqa: SLF001 - Django's documented way


def _names(start: int) -> Iterator[str]:
    chance = random.Random(7 + start)
    while True:
        yield chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN)


def _person(place: int, name: str) -> dict[str, object]:
    from shuangyong.register.naming import name_key

    region = f"9901{place % 80:02d}{place % 20:03d}{place % 15:03d}"
    levels = dict(zip(LEVELS, (region[:length] for length in LENGTHS), strict=True))
    plain = dict.fromkeys(("sex", "hukou", "hukou_region", "source"), "")
    empty = dict.fromkeys(("born", "died", "station_id", "head_id"))
    more = {"id": place + 1, "uuid": _uuid(place), "name": name, "name_key": name_key(name), "region": region}
    return {**more, **levels, **plain, **empty, "planted": False, "rev": 1, "added_on": date(2026, 1, 1)}


def _secret(place: int) -> dict[str, object]:
    from shuangyong.register.keys import ring
    from shuangyong.register.sealing import blind

    key = ring().current
    more = {"blind": blind(number(place), "id_number", key), "blind_key": key.name, "key": key.name, "label": ""}
    more |= {"sealed": b"\0" * 46, "sort": "id_number", "since": date(2026, 1, 1), "until": None}
    return {"id": place + 1, "uuid": _uuid(place), "person_id": place + 1, **more}


def _uuid(place: int) -> object:
    from django.db import connection

    return UUID(int=place) if connection.vendor == "postgresql" else f"{place:032x}"


def _insert(table: type[Model], rows: list[dict[str, object]]) -> None:
    from django.db import connection

    columns = [(field.column, field.attname) for field in _told(table).concrete_fields]
    values = [tuple(row[name] for _, name in columns) for row in rows]
    named, holes = ", ".join(f'"{column}"' for column, _ in columns), ", ".join(["%s"] * len(columns))
    with transaction.atomic(), connection.cursor() as cursor:  # noqa: TID251 - set-based filling of a bench
        cursor.executemany(f'INSERT INTO "{_told(table).db_table}" ({named}) VALUES ({holes})', values)


def measure(options: argparse.Namespace) -> None:
    from shuangyong.base.actor import Actor, Place, Seat
    from shuangyong.register import queries
    from shuangyong.register.models import Person

    may = frozenset({"register.see"})
    seat = Seat(1, 1, "某办", "00000001", Place("99"), "office_clerk", "工作人员", may, "place", 2)
    actor, chance = Actor(1, "某人", (seat,)), random.Random(11)
    first = Person.objects.order_by("pk").values_list("pk", flat=True)[0]

    def get() -> None:
        assert Person.objects.get(pk=first + chance.randrange(options.persons))

    def by_number() -> None:
        assert queries.by_value(actor, "id_number", number(chance.randrange(options.persons)))[0]

    def by_name() -> None:
        assert queries.by_name(actor, chance.choice(FAMILY) + chance.choice(GIVEN))[0]

    ways: dict[str, Callable[[], None]] = {"按主键取一人": get, "按身份证号查找": by_number, "按姓名开头查找": by_name}
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, way in ways.items():
            begun = time.process_time() if options.vendor == "sqlite" else time.perf_counter()
            for _ in range(options.each):
                way()
            ended = time.process_time() if options.vendor == "sqlite" else time.perf_counter()
            times[name].append((ended - begun) / options.each)
    for name, taken in times.items():
        ratio = statistics.median(t / g for t, g in zip(taken, times["按主键取一人"], strict=True))
        print(f"{name:<10} {statistics.median(taken) * 1000:7.3f} 毫秒   {ratio:5.2f} 倍")


if __name__ == "__main__":
    raise SystemExit(main())
