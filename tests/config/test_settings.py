"""The house as Django sees it: checks, migrations, headers, the two databases."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from django.test import Client

from shuangyong.config import checks
from shuangyong.config.middleware import cleaned
from tests.postgres import PrivatePostgres


def test_the_installation_has_no_errors() -> None:
    assert [message for message in run_checks() if message.is_serious()] == []


@pytest.mark.django_db
def test_migrations_are_complete() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for() -> None:
    wanted = "postgresql" if os.environ.get("SHUANGYONG_DATABASE_URL") else "sqlite"
    assert connection.vendor == wanted
    connection.ensure_connection()
    assert connection.is_usable()


@pytest.mark.postgres
def test_a_private_postgresql_starts_and_leaves_nothing(postgres_url: str) -> None:
    assert postgres_url.startswith("postgresql:///")
    # a second one beside it, to see one go
    from tests.postgres import programs

    found = programs()
    assert found is not None
    server = PrivatePostgres(found)
    with server:
        assert (server.data / "postmaster.pid").exists()
    assert not server.home.exists()


@pytest.mark.django_db
def test_every_page_forbids_foreign_sources(client: Client) -> None:
    response = client.get("/read/")
    assert response.status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_a_body_above_the_limit_is_not_read(client: Client) -> None:
    response = client.post("/", b"", content_type="text/plain", CONTENT_LENGTH=str(settings.BODY_LIMIT + 1))
    assert response.status_code == 413
    assert "20 MB" in response.content.decode()


def test_an_unknown_address_is_a_plain_404(client: Client) -> None:
    assert client.get("/没有这一页").status_code == 404


def test_a_home_that_cannot_be_written_is_an_error_with_a_hint(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    settings.HOME = file  # type: ignore[attr-defined]
    found = checks.home_can_be_written(None)
    assert [message.id for message in found] == ["shuangyong.E001"]
    assert "SHUANGYONG_HOME" in str(found[0].hint)


def test_a_key_that_others_can_read_is_a_warning(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    key = tmp_path / "secret.key"
    key.touch(mode=0o644)
    key.chmod(0o644)
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    assert [message.id for message in checks.key_is_private(None)] == ["shuangyong.W002"]
    key.chmod(0o600)
    assert checks.key_is_private(None) == []


def test_a_database_that_others_can_read_is_a_warning(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """A session that is under way can be read in it, and taken over."""
    file, home = tmp_path / "shuangyong.sqlite3", tmp_path
    file.touch()
    file.chmod(0o644)
    home.chmod(0o755)
    settings.DATABASES = {"default": {"NAME": file}}  # type: ignore[attr-defined]
    (found,) = checks.database_is_private(None)
    assert found.id == "shuangyong.W005" and "chmod 600" in str(found.hint)
    home.chmod(0o700)
    assert checks.database_is_private(None) == [], "nobody else comes into the folder"
    home.chmod(0o755)
    file.chmod(0o600)
    assert checks.database_is_private(None) == []


@pytest.mark.django_db
def test_a_form_that_is_only_typed_is_not_decoded_by_the_megabyte(client: Client) -> None:
    """Twenty megabytes of %E4 took two seconds of the processor, from strangers as well."""
    typed = "application/x-www-form-urlencoded"
    assert client.post("/login/", b"name=" + b"%E4" * 1_000_000, content_type=typed).status_code == 413
    assert client.post("/login/", b"name=" + b"%E4" * 10_000, content_type=typed).status_code == 422


def test_control_signs_are_taken_out_of_a_large_field_without_writing_it_as_an_address() -> None:
    """Twenty megabytes of 中 and a control sign, from a stranger, took the processor for twelve seconds."""
    large = "中\x01" * 300_000
    sent = QueryDict(mutable=True)
    sent.setlist("q", ["a&b=c+d%20\x01", large])
    sent["na\x02me"] = "值"
    began = time.process_time()
    taken_out = re.sub("\x01", "", large)
    between = time.process_time()
    plain = cleaned(sent)
    took = time.process_time() - between
    assert plain.getlist("q") == ["a&b=c+d%20", taken_out] and plain["name"] == "值"
    assert took < 5 * (between - began) + 0.05, (
        "about what taking them out costs; as an address it was eight times that"
    )
