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
from uuid import uuid4

from bench.databases import database

BATCH = 20_000
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
    """Persons and their sealed numbers, as `add_many` stores them, without its checks."""
    from shuangyong.register.actions.bulk import sealed
    from shuangyong.register.keys import ring
    from shuangyong.register.models import Person, Secret
    from shuangyong.register.naming import name_key

    chance, key = random.Random(7), ring().current
    for start in range(0, count, BATCH):
        persons = []
        for place in range(start, min(start + BATCH, count)):
            name = chance.choice(FAMILY) + chance.choice(GIVEN) + chance.choice(GIVEN)
            person = Person(uuid=uuid4(), name=name, name_key=name_key(name), added_on=date(2026, 1, 1))
            person.set_region(f"9901{place % 80:02d}{place % 20:03d}{place % 15:03d}")
            persons.append(person)
        Person.objects.bulk_create(persons)
        secrets = []
        for place, person in enumerate(persons, start):
            secret = sealed(person.uuid, "id_number", number(place), key)
            secret.person = person
            secrets.append(secret)
        Secret.objects.bulk_create(secrets)


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
            begun = time.perf_counter()
            for _ in range(options.each):
                way()
            times[name].append((time.perf_counter() - begun) / options.each)
    for name, taken in times.items():
        ratio = statistics.median(t / g for t, g in zip(taken, times["按主键取一人"], strict=True))
        print(f"{name:<10} {statistics.median(taken) * 1000:7.3f} 毫秒   {ratio:5.2f} 倍")


if __name__ == "__main__":
    raise SystemExit(main())
