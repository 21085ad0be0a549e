"""What every test stands on: marks by what a test needs, a real PostgreSQL, a browser (its home: tests/home.py)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from hypothesis import settings

from tests.base import installation
from tests.postgres import MISSING, PrivatePostgres, programs
from tools.browser import chromium_path

# A busy machine is no reason to fail: nothing here is timed. A commit's check says the same to everybody: the same
# examples each time. To look for new ones: `pytest --hypothesis-profile=search` (CONTRIBUTING.md).
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None)
settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "django_db_reset_sequences"}


def pytest_configure() -> None:
    from tests import unsealing  # Django's settings are there only now

    unsealing.install()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what touches the database; leave out what this machine cannot run, with one line each."""
    no_postgres = pytest.mark.skip(reason=MISSING)
    no_browser = pytest.mark.skip(reason="浏览器测试未运行：本机没有 Chromium（apt-get install chromium）")
    have_postgres, have_browser = bool(programs()), bool(chromium_path())
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.database)
        if item.get_closest_marker("postgres") and not have_postgres:
            item.add_marker(no_postgres)
        if item.get_closest_marker("browser") and not have_browser:
            item.add_marker(no_browser)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL of these tests' own; skips with one line where the machine has none."""
    found = programs()
    if found is None:
        pytest.skip(MISSING)
    with PrivatePostgres(found) as url:
        yield url


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[installation.Install]:
    """Makes installations of a test's own; the sixty migrations are run for the first of them."""
    with installation.migrated(tmp_path_factory.mktemp("migrated")) as template:
        yield partial(installation.installed, template)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The machine's Chromium, for `playwright.chromium.launch(executable_path=…)`."""
    found = chromium_path()
    if found is None:
        pytest.skip("浏览器测试未运行：本机没有 Chromium")
    return found


@pytest.fixture(autouse=True)
def definitions_of_this_test() -> None:
    """A published definition never changes, so it is kept by its row; a test's rows are undone and their numbers return.

    So does the trail's, and what a check noted of it in the home belongs to no other test.
    """
    from shuangyong.base.organisation import known
    from shuangyong.base.trail import marks
    from shuangyong.catalog.queries import forget

    forget()
    known.forget()
    marks.place().unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def plans_of_this_test() -> Iterator[None]:
    """PostgreSQL plans for the tables of one test: those of the next may be a hundred times as large, and no statistics
    are gathered within a test."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql" and connection.connection is not None:
        from shuangyong.base import by_name

        by_name.forget(connection.connection)
