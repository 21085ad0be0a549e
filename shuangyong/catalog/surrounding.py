"""What definitions may refer to outside themselves, gathered from where it is declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from django.conf import settings

from shuangyong.base.organisation import collectives, posts
from shuangyong.catalog.model import Kind
from shuangyong.catalog.problems import DefinitionError, Fault
from shuangyong.catalog.proving_base import Surroundings
from shuangyong.catalog.queries import kinds_in_force
from shuangyong.catalog.sorts import SORTS

SHIPPED = Path(__file__).resolve().parent.parent / "definitions"
KINDS = SHIPPED / "kinds"
"""The kinds that come with the product."""
KNOWN = frozenset(
    {
        "unit.name",
        "unit.full_name",
        "unit.duties",
        "unit.place",
        "account.name",
        "today",
        *(
            f"person.{name}"
            for name in ("sex", "born", "hukou", "place", "categories", "status", "enlisted", "discharged")
        ),
        *(f"merchant.{name}" for name in ("code", "trade", "address", "hours")),
        *(f"site.{name}" for name in ("sort", "address")),
    }
)
"""Facts that are held already, here and in the register; what is protected there is never filled in by itself."""


def shipped_files() -> list[Path]:
    """The files of the definitions that come with the product, kinds first."""
    return _files(SHIPPED)


def own_files() -> list[Path]:
    """The office's own definitions, in SHUANGYONG_HOME."""
    return _files(Path(settings.HOME) / "definitions")


def _files(above: Path) -> list[Path]:
    return [path for sort in SORTS.values() for path in sorted((above / sort.folder).glob("*.toml"))]


def read_files(paths: Iterable[Path]) -> dict[str, str]:
    """Name to text. Raises DefinitionError for a file that is not UTF-8; OSError."""
    texts: dict[str, str] = {}
    for path in paths:
        try:
            texts[str(path)] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            line = path.read_bytes()[: error.start].count(b"\n") + 1
            raise DefinitionError(
                str(path), [Fault("", "这里不是 UTF-8 编码的文字，请另存为 UTF-8。", "", line)]
            ) from None
    return texts


def surroundings(on: date, beside: Iterable[Kind] = ()) -> Surroundings:
    """Posts, collectives and kinds: those in force on a day and those that are about to be published together."""
    return _with({**kinds_in_force(on), **{kind.key: kind for kind in beside}})


def surroundings_of_files(kinds: Iterable[Kind]) -> Surroundings:
    """The same without a database: only what stands in files, for checking them before anything is published."""
    return _with({kind.key: kind for kind in kinds})


def _with(kinds: Mapping[str, Kind]) -> Surroundings:
    return Surroundings(
        posts={key: post.permissions for key, post in posts.load().by_key.items()},
        kinds=kinds,
        # A collective that leaves the choice to a person cannot be expanded by itself.
        collectives=frozenset(key for key, one in collectives.load().items() if not one.choose),
        known=KNOWN,
        advice=posts.left_out(),
    )
