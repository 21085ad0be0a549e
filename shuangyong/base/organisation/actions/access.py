"""Who may act on an account: by permission, within reach of every unit where it serves, and never on the three."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from shuangyong.base.actor import Actor
from shuangyong.base.errors import Forbidden
from shuangyong.base.organisation import posts
from shuangyong.base.organisation.actors import need, tenures_of, thing_of
from shuangyong.base.organisation.models import Account


def need_over(actor: Actor, what: str, account: Account, now: datetime) -> None:
    """Forbidden where `actor` may not do `what` to the account.

    An administrator's account (三员) is out of the others' hands:
    whoever could reset the auditor's password could be the auditor.
    """
    need(actor, what)
    for tenure in tenures_of(account, timezone.localdate(now)):
        need(actor, what, thing_of(tenure.unit))
        post = posts.load().get(tenure.post)
        if post and post.is_administrator and not actor.is_system:
            raise Forbidden(
                f"{account.name}任{post.name}，三员的账号互相不能改动。", then="请联系运行维护人员在服务器上办理。"
            )
