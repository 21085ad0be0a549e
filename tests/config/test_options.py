"""Settings from the environment: typed, and a wrong one is told in a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.config import options
from shuangyong.config.database import database
from shuangyong.config.options import OptionError
from shuangyong.config.secret import secret_key


def test_defaults_stand_where_nothing_is_set() -> None:
    assert options.read("PORT", {}) == 8000
    assert options.read("HOSTS", {}) == []
    assert options.read("HTTPS", {"SHUANGYONG_HTTPS": ""}) is False


def test_values_get_their_types() -> None:
    assert options.read("HOSTS", {"SHUANGYONG_HOSTS": "a.example, 10.1.2.3"}) == ["a.example", "10.1.2.3"]
    assert options.read("DEBUG", {"SHUANGYONG_DEBUG": "on"}) is True
    assert options.read("HOME", {"SHUANGYONG_HOME": "/x/../y"}) == Path("/y")


@pytest.mark.parametrize(
    ("name", "text"),
    [("PORT", "八千"), ("PORT", "0"), ("PORT", "70000"), ("WORKERS", "0"), ("WORKERS", "65"), ("HTTPS", "也许")],
)
def test_a_wrong_value_names_the_variable_and_what_is_allowed(name: str, text: str) -> None:
    with pytest.raises(OptionError) as caught:
        options.read(name, {f"SHUANGYONG_{name}": text})
    said = str(caught.value)
    assert f"SHUANGYONG_{name}" in said
    assert text in said
    assert "应填" in said


def test_every_setting_has_help_and_says_what_is_allowed() -> None:
    for option in options.OPTIONS:
        assert option.help, option.name
        assert option.allowed, option.name
        option.parse(option.default)


def test_without_an_address_the_database_is_a_file_at_home(tmp_path: Path) -> None:
    entry = database("", tmp_path)
    assert entry["NAME"] == tmp_path / "shuangyong.sqlite3"
    assert entry["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "foreign_keys=ON" in entry["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path: Path) -> None:
    entry = database("postgresql://ban:p%40ss@db.example:5433/shuang%20yong?sslmode=require", tmp_path)
    assert entry["ENGINE"].endswith("postgresql")
    assert (entry["USER"], entry["PASSWORD"], entry["HOST"], entry["PORT"]) == ("ban", "p@ss", "db.example", "5433")
    assert entry["NAME"] == "shuang yong"
    assert entry["OPTIONS"]["sslmode"] == "require"


def test_a_socket_folder_may_be_the_host(tmp_path: Path) -> None:
    entry = database("postgresql:///sy?host=%2Frun%2Fpg&port=5433&user=ban", tmp_path)
    assert (entry["HOST"], entry["PORT"], entry["USER"]) == ("/run/pg", "5433", "ban")
    assert set(entry["OPTIONS"]) == {"prepare_threshold", "options"}


def test_behind_a_pool_nothing_is_prepared(tmp_path: Path) -> None:
    usual = database("postgresql:///sy?options=-c%20work_mem%3D8MB", tmp_path)["OPTIONS"]
    assert usual["prepare_threshold"] > 0
    assert usual["options"] == "-c work_mem=8MB -c plan_cache_mode=force_generic_plan"
    assert database("postgresql:///sy?prepare_threshold=0", tmp_path)["OPTIONS"] == {"prepare_threshold": None}


@pytest.mark.parametrize(
    "url", ["mysql://x/y", "shuangyong.db", "postgresql://host", "postgresql://h:port/x", "postgresql://[h/x"]
)
def test_another_database_is_refused_with_what_is_allowed(url: str, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="postgresql://用户"):
        database(url, tmp_path)


def test_the_key_is_made_once_and_private(tmp_path: Path) -> None:
    home = tmp_path / "var"
    first = secret_key(home)
    assert len(first) >= 50
    assert secret_key(home) == first
    assert (home / "secret.key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in home.iterdir()] == ["secret.key"]


def test_an_empty_key_file_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "secret.key").touch()
    key = secret_key(tmp_path)
    assert key
    assert secret_key(tmp_path) == key
