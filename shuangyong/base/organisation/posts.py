"""Posts (岗位) as declared in posts.toml: what each may do, how far it sees, what it excludes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from shuangyong.base.actor import Reach
from shuangyong.base.organisation.declared import SHIPPED, DeclarationError, Faults, file_of, installed, join, read_by

FILE = "posts.toml"
DEGREES = (0, 1, 2)
DEGREE_NAMES = ("公开", "内部", "工作秘密")
REACHES: tuple[str, ...] = get_args(Reach)
KEYS = ("name", "called", "permissions", "reach", "degree", "excludes")
EVERY_OTHER = "*"

SYSTEM_WORK = frozenset({"account.manage", "region.import", "job.manage"})
SECURITY_WORK = frozenset({"post.assign", "account.lock", "register.review"})
AUDIT_WORK = frozenset({"trail.read", "trail.verify"})
THREE = {"系统管理": SYSTEM_WORK, "安全管理": SECURITY_WORK, "审计": AUDIT_WORK}
"""三员: the work of the three administrators. In code, so that no file of an office can put two in one hand."""
SHARED = frozenset({"unit.edit"})
"""What an administrator may hold beside the own work: keeping the list of units decides nobody's case."""


@dataclass(frozen=True, slots=True)
class Post:
    """One post; `excludes` is complete and works both ways."""

    key: str
    name: str
    permissions: frozenset[str]
    reach: Reach
    degree: int
    excludes: frozenset[str]
    called: str = ""
    """How it is said behind the unit's name, where the post's own name says of what sort of unit it is."""

    @property
    def said(self) -> str:
        return self.called or self.name

    @property
    def is_administrator(self) -> bool:
        """One of the three (三员)."""
        return bool(works(self.permissions))


def of_administrators() -> list[str]:
    """The keys of the three administrators' posts: nobody is given a case there."""
    return [post.key for post in load().by_key.values() if post.is_administrator]


@dataclass(frozen=True, slots=True)
class Posts:
    """The whole file."""

    permissions: Mapping[str, str]
    by_key: Mapping[str, Post]
    over: frozenset[str] = frozenset()
    """What places below wait for from a province's or the nation's post; all else is their own posts' business."""
    named: frozenset[str] = frozenset()
    """The permissions that the file itself names."""

    def get(self, key: str) -> Post | None:
        return self.by_key.get(key)

    def name_of(self, key: str) -> str:
        """What a post is called; its key where the file no longer names it."""
        post = self.by_key.get(key)
        return post.name if post else key

    def said_of(self, key: str) -> str:
        """The same as it is said behind the unit's name."""
        post = self.by_key.get(key)
        return post.said if post else key

    def holding(self, permission: str) -> list[Post]:
        """The posts that may do it, in the file's order."""
        return [post for post in self.by_key.values() if permission in post.permissions]

    def exclusive(self, one: str, other: str) -> bool:
        post = self.by_key.get(one)
        return post is not None and other in post.excludes


def works(permissions: frozenset[str]) -> list[str]:
    """Which of the three administrators' works a set of permissions touches."""
    return [name for name, work in THREE.items() if permissions & work]


@cache
def load() -> Posts:
    """The posts of this installation; DeclarationError lists every fault. Read once a process.

    A permission that only the product's file names is known too, and held by nobody: the program asks for it by name.
    """
    found = installed(FILE, parse)
    return replace(found, permissions={**_shipped().permissions, **found.permissions})


@cache
def _shipped() -> Posts:
    return load_file(SHIPPED / FILE)


def left_out() -> dict[str, str]:
    """What to write where, by permission: those that the product's posts hold and no post of the office's own file."""
    own = file_of(FILE)
    used = load()
    held = frozenset[str]().union(*(post.permissions for post in used.by_key.values()))
    missing = {key: name for key, name in _shipped().permissions.items() if key not in held}
    wanted = {key: name for key, name in missing.items() if _shipped().holding(key)}
    return {key: _how_to_add(own, key, name, named=key in used.named) for key, name in wanted.items()}


def _how_to_add(own: Path, key: str, name: str, *, named: bool) -> str:
    """`named`: the line is there already; written twice it would be a file that nothing starts with."""
    posts = "、".join(f"{post.key}（{post.name}）" for post in _shipped().holding(key))
    if named:
        return f"{own} 里没有岗位有“{name}”权限：请把 {key} 写进 {posts} 的 permissions。"
    line = f'"{key}" = "{name}"'
    return f"{own} 里没有这项权限：请在 [permissions] 下写一行 {line}，再把 {key} 写进 {posts} 的 permissions。"


def load_file(path: Path) -> Posts:
    return read_by(parse, path)


def parse(tables: Mapping[str, Any], file: str = FILE) -> Posts:
    """The posts of a file already read as TOML."""
    faults = Faults(file)
    faults.keys("", tables, ("permissions", "over", "posts"))
    named = faults.table("permissions", tables.get("permissions"))
    permissions = {key: faults.text(join("permissions", key), name) for key, name in named.items()}
    rows = faults.table("posts", tables.get("posts"))
    by_key = {key: _post(faults, key, faults.table(join("posts", key), row), permissions) for key, row in rows.items()}
    over = _over(faults, faults.table("over", tables.get("over", {})), permissions)
    _check_known(faults, permissions)
    _check_excludes(faults, by_key)
    for post in by_key.values():
        _check_separation(faults, post)
    faults.raise_any()
    return Posts(permissions, _both_ways(by_key), over, frozenset(permissions))


def _post(faults: Faults, key: str, row: dict[str, Any], permissions: Mapping[str, str]) -> Post:
    path = join("posts", key)
    faults.keys(path, row, KEYS)
    held = faults.texts(f"{path}.permissions", row.get("permissions"))
    for name in held:
        if name not in permissions:
            faults.add(f"{path}.permissions", f"没有“{name}”这项权限。可用的权限：{'、'.join(permissions)}。")
    return Post(
        key,
        faults.text(f"{path}.name", row.get("name")),
        frozenset(held),
        cast("Reach", faults.one_of(f"{path}.reach", row.get("reach"), REACHES)),
        int(faults.one_of(f"{path}.degree", row.get("degree"), DEGREES)),
        frozenset(faults.texts(f"{path}.excludes", row.get("excludes"))),
        faults.text(f"{path}.called", row["called"]) if "called" in row else "",
    )


def _over(faults: Faults, table: dict[str, Any], permissions: Mapping[str, str]) -> frozenset[str]:
    faults.keys("over", table, ("permissions",))
    named = faults.texts("over.permissions", table.get("permissions", []))
    for name in named:
        if name not in permissions:
            faults.add("over.permissions", f"没有“{name}”这项权限。可用的权限：{'、'.join(permissions)}。")
    return frozenset(named)


def _check_known(faults: Faults, permissions: Mapping[str, str]) -> None:
    """The three works are named by code; a file without their names would leave them to nobody unnoticed."""
    for work in THREE.values():
        for key in sorted(work - set(permissions)):
            faults.add("permissions", f"缺少“{key}”。三员的权限不能从清单里去掉。")


def _check_excludes(faults: Faults, by_key: Mapping[str, Post]) -> None:
    for post in by_key.values():
        for other in sorted(post.excludes - {EVERY_OTHER}):
            if other not in by_key or other == post.key:
                allowed = "、".join(key for key in by_key if key != post.key)
                faults.add(f"posts.{post.key}.excludes", f"“{other}”不是另一个岗位。可写：*、{allowed}。")


def _check_separation(faults: Faults, post: Post) -> None:
    touched = works(post.permissions)
    path = f"posts.{post.key}.permissions"
    if len(touched) > 1:
        faults.add(path, f"同时有{'、'.join(touched)}的权限。三员必须分开：请只留一摊。")
    elif touched:
        extra = sorted(post.permissions - THREE[touched[0]] - SHARED)
        if extra:
            faults.add(path, f"{touched[0]}岗位不能同时办事：请去掉 {'、'.join(extra)}。")
        if post.excludes != {EVERY_OTHER}:
            faults.add(f"posts.{post.key}.excludes", '三员岗位不得兼任其他岗位：请写 ["*"]。')


def _both_ways(by_key: Mapping[str, Post]) -> dict[str, Post]:
    """Each post with everything that it excludes or that excludes it."""

    def names(post: Post) -> set[str]:
        return set(by_key) - {post.key} if EVERY_OTHER in post.excludes else set(post.excludes)

    complete = {key: names(post) for key, post in by_key.items()}
    for key, others in list(complete.items()):
        for other in list(others):
            complete[other].add(key)
    return {key: replace(post, excludes=frozenset(complete[key])) for key, post in by_key.items()}


__all__ = ["DEGREE_NAMES", "DeclarationError", "Post", "Posts", "load", "load_file", "parse", "works"]
