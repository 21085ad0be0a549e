"""Who may open which kind of case: worked out from the kinds' and the posts' declarations, to be read by a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from shuangyong.base.organisation.posts import Post, Posts
from shuangyong.catalog.ledgers import grouped
from shuangyong.catalog.model import Kind

YES, NO = "●", ""


@dataclass(frozen=True, slots=True)
class Row:
    """One kind with the posts that may open it, in the order of posts.toml."""

    heading: str
    """The ledger it stands under."""
    kind: Kind
    permission: str
    """As posts.toml names it."""
    posts: tuple[Post, ...]


def rows(kinds: Collection[Kind], posts: Posts) -> list[Row]:
    """All kinds in the order in which the ledgers stand."""
    by_key = {kind.key: kind for kind in kinds}
    return [_row(ledger.name, by_key[key], posts) for ledger in grouped(list(by_key)) for key in ledger.kinds]


def _row(heading: str, kind: Kind, posts: Posts) -> Row:
    may = kind.opening.may
    return Row(heading, kind, posts.permissions.get(may, may), tuple(posts.holding(may)))


def openers(found: Collection[Row], posts: Posts) -> list[Post]:
    """The posts that may open anything: the table's columns."""
    return [post for post in posts.by_key.values() if any(post in row.posts for row in found)]


def table(found: Collection[Row], posts: Posts) -> Iterator[str]:
    """The same as lines of a Markdown table, which a terminal and the manual show alike."""
    columns = openers(found, posts)
    yield _line("台账", "事项种类", "标识", "要的权限", *(post.name for post in columns))
    yield "|---" * (4 + len(columns)) + "|"
    for row in found:
        marks = (YES if post in row.posts else NO for post in columns)
        yield _line(row.heading, row.kind.name, row.kind.key, f"{row.permission}（{row.kind.opening.may}）", *marks)


def _line(*cells: str) -> str:
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"
