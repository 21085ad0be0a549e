"""What goes wrong in a way that a person can mend. Every text is Chinese and meant to be read."""

from __future__ import annotations

from collections.abc import Mapping


class Problem(Exception):  # noqa: N818 - a problem is told to a person; the word stands in every message
    """What is wrong and where, what is allowed, what to do next. `status` is the HTTP status of its page."""

    status = 422

    def __init__(self, what: str, allowed: str = "", then: str = "") -> None:
        super().__init__(what)
        self.what, self.allowed, self.then = what, allowed, then

    def __str__(self) -> str:
        return "".join(part for part in (self.what, self.allowed, self.then) if part)


class NotFound(Problem):
    """What this actor may not even know of. Says nothing that an empty database would not say."""

    status = 404

    def __init__(self, what: str = "没有这项内容，或者您无权查看。", then: str = "请从工作台重新进入。") -> None:
        super().__init__(what, then=then)


class Forbidden(Problem):
    """A verdict that said no; `what` is its reason."""

    status = 403


class Stale(Problem):
    """Somebody else was first; `what` says what happened meanwhile. What was typed is kept by the page."""

    status = 409


class Invalid(Problem):
    """Values that cannot be taken: one message for each field, "" for the form as a whole."""

    def __init__(self, fields: Mapping[str, str], what: str = "") -> None:
        super().__init__(what or f"有 {len(fields)} 处需要改正。", then="请照每一处的说明改好，再交一次。")
        self.fields = dict(fields)
