"""Pages read a hand-made document, so that they can be tested apart from the reader."""

from collections.abc import Iterator

import pytest

from shuangyong.desk import views
from shuangyong.reader.model import Document
from tests.cases.conftest import district, paper, quick_hashes  # noqa: F401 - fixtures
from tests.desk.cast import notice
from tests.desk.walking import town, window  # noqa: F401 - fixtures


@pytest.fixture
def reads(monkeypatch):
    """Make the desk read this document (or raise this error) whatever is sent."""

    def arrange(result: Document | Exception) -> None:
        def read(data: bytes, name: str) -> Document:
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
