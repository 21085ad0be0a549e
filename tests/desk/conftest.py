"""Pages read a hand-made document, so that they can be tested apart from the reader."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from shuangyong.desk import views
from shuangyong.reader.model import Document, Heed
from tests.cases.conftest import district, forgotten_definitions, ledgers_asked, paper, quick_hashes  # noqa: F401 - fixtures
from tests.desk.cast import notice
from tests.desk.walking import hands, town, window  # noqa: F401 - fixtures

TODAY = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
"""When pages are asked for: they ask for the time, and a test must not age. A Friday after all that the cast does."""


@pytest.fixture(autouse=True)
def frozen(monkeypatch):
    """Requests are made on that day, whatever day it is."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: TODAY)


@pytest.fixture
def reads(monkeypatch):
    """Make the desk read this document (or raise this error) whatever is sent."""

    def arrange(result: Document | Exception) -> None:
        def read(data: bytes, name: str, heed: Heed) -> Document:
            if isinstance(result, Exception):
                raise result
            return result

        monkeypatch.setattr(views, "read_bytes", read)

    return arrange


@pytest.fixture
def reads_notice(reads) -> Iterator[Document]:
    """Make the desk read the notice."""
    reads(notice())
    return notice()
