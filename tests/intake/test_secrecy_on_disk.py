"""The same on a real installation, on both databases: after a refusal the home folder is searched with the database's own
files, SQLite's with its WAL, PostgreSQL's in the server's folder: tables, what was rolled back, WAL and log."""

from __future__ import annotations

import pytest

PROGRAM = """
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo
from django.conf import settings
from django.db import connection
from shuangyong.base.actor import SYSTEM
from shuangyong.base.jobs.worker import run_pending
from shuangyong.intake import actions
from shuangyong.intake.receiving import Sent

RARE = "白鹭潭第九号涵洞"
NOW = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
secret = Sent(f"{RARE}.txt", f"机密★1年\\n请区教育局清点{RARE}。\\n".encode())
broken = Sent(f"{RARE}.docx", b"PK\\x03\\x04" + RARE.encode())
good = Sent("好.txt", "请区教育局于6月30日前清点柳林渡口。".encode())
out = actions.take_in(SYSTEM, [secret, broken, good], now=NOW, at_once=True).outcomes
assert [bool(one.refused) for one in out] == [True, True, False], out
actions.take_in(SYSTEM, [secret, broken], now=NOW, at_once=False)
run_pending(NOW)


def of_the_server():
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")  # what lies in memory is written
        cursor.execute("SELECT current_setting('data_directory'), oid FROM pg_database WHERE datname=current_database()")
        folder, ours = cursor.fetchone()
    data = Path(folder)
    assert (data / "base" / str(ours)).is_dir(), f"the server's files are not on this machine: {folder}"
    for path in [*data.rglob("*"), data.parent / "log"]:
        others = path.parts[len(data.parts):][:1] == ("base",) and str(ours) not in path.parts
        if path.is_file() and not others:
            yield path


files = [path for path in Path(settings.HOME).rglob("*") if path.is_file()]
if connection.vendor == "postgresql":
    files += of_the_server()
held = b"\\0".join(path.read_bytes() for path in files)
names = {path.name for path in files}
if connection.vendor == "sqlite":
    assert any(name.endswith("-wal") for name in names), names
else:
    assert any("pg_wal" in path.parts for path in files), names
assert "柳林渡口".encode() in held, "what is kept is found, so the search works"
ways = ("utf-8", "gb18030", "utf-16-le", "unicode_escape")
print("found" if any(RARE.encode(way) in held for way in ways) or any(RARE in name for name in names) else "nothing")
"""


@pytest.mark.database
def test_neither_disk_nor_wal_holds_a_word_of_it(tmp_path, installed) -> None:
    with installed(tmp_path) as place:
        assert place.python(PROGRAM) == "nothing"
