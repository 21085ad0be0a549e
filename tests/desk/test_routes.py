"""Every route × every post × a foreign record. A route that the table does not name fails the first test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import reverse

from shuangyong.desk import urls
from tests.desk.people import ADMINISTRATORS, EVERYBODY, Elsewhere, elsewhere, hand_out, signed_in

pytestmark = pytest.mark.usefixtures("ledgers_asked")

ALL = frozenset(EVERYBODY)
OFFICE = frozenset({"陆双", "简文"})
SEERS = frozenset({"陆双", "简文", "谢镇", "向站", "督查"})
LISTERS = SEERS - {"督查"}
MERGERS = LISTERS - {"向站"}
READERS = ALL - set(ADMINISTRATORS)
SCORED = frozenset({"陆双", "简文", "组长", "督查"})
"""Who looks after the whole county; the others are led to what they bear themselves."""
LOOKERS = SCORED | {"谢镇"}
JUDGES = frozenset({"陆双", "简文", "督查"})
ORDERERS = frozenset({"陆双", "简文", "督查"})
LETTERERS = frozenset({"陆双", "简文"})
MAKERS = frozenset({"陆双", "简文"})
EDITORS = frozenset({"陆双", "简文", "管系"})
TAKERS = frozenset({"陆双", "简文", "组长"})
IMPORTERS = frozenset({"陆双", "简文"})
PRESSERS = frozenset({"陆双", "简文", "谢镇", "邵长", "督查"})
KEEPERS = frozenset({"管系", "管安"})
HANDERS = frozenset({"陆双", "邵长", "管安"})


@dataclass(frozen=True)
class Route:
    """Who is let in, what they get there, and what the others get. `args` makes the address of a foreign record."""

    who: frozenset[str] = ALL
    gets: int = 200
    others: int = 403
    stranger: int = 302
    method: str = "get"
    administrators: int = 0
    """What the three get, where it is not what the others get."""
    args: Callable[[Elsewhere], list[object]] = lambda there: []


FOREIGN_CASE: Callable[[Elsewhere], list[object]] = lambda there: [there.case]  # noqa: E731 - a column of the table
FOREIGN_PROOF: Callable[[Elsewhere], list[object]] = lambda there: [there.proof]  # noqa: E731
FOREIGN_DOCUMENT: Callable[[Elsewhere], list[object]] = lambda there: [there.document]  # noqa: E731
FOREIGN_DRAFT: Callable[[Elsewhere], list[object]] = lambda there: [there.draft]  # noqa: E731
TABLE = {
    "start": Route(),
    "see_all": Route(gets=302, method="post"),
    "digests": Route(),
    "see_digest": Route(gets=404, method="post", args=lambda there: [10**9]),
    "cases": Route(),
    "press": Route(PRESSERS),
    "kinds": Route(),
    "open": Route(OFFICE, args=lambda there: ["task"]),
    "case": Route(gets=404, args=FOREIGN_CASE),
    "assign": Route(gets=404, method="post", args=FOREIGN_CASE),
    "take": Route(gets=404, args=lambda there: [there.case, "sign"]),
    "proof": Route(gets=404, args=FOREIGN_PROOF),
    "proof_original": Route(gets=404, method="post", args=FOREIGN_PROOF),
    "proof_file": Route(gets=404, args=FOREIGN_PROOF),
    "proof_picture": Route(gets=404, args=FOREIGN_PROOF),
    "search": Route(),
    "paper": Route(gets=404, args=lambda there: [there.case, "handing_out"]),
    "roster_new": Route(OFFICE | {"谢镇"}),
    "roster": Route(gets=404, args=FOREIGN_CASE),
    "ledgers": Route(READERS),
    "ledger": Route(READERS, args=lambda there: ["task"]),
    "ledger_board": Route(READERS, args=lambda there: ["task"]),
    "ledger_month": Route(READERS, args=lambda there: ["task"]),
    "ledger_figures": Route(READERS, args=lambda there: ["task"]),
    "burden": Route(READERS),
    "score": Route(SCORED, others=302, administrators=403),
    "score_count": Route(READERS, 302, method="post"),
    "score_gaps": Route(SCORED),
    "score_mine": Route(READERS),
    "score_versions": Route(SCORED),
    "score_indicator": Route(SCORED, 404, args=lambda there: ["NO-SUCH"]),
    "inspections": Route(JUDGES),
    "inspection_visit": Route(ORDERERS, gets=404, args=FOREIGN_CASE),
    "visit_worker": Route(stranger=200),
    "inspection_draw": Route(JUDGES, 404, args=lambda there: [10**9]),
    "circular_draft": Route(ORDERERS, 422, method="post"),
    "duty_letters": Route(LETTERERS),
    "places": Route(frozenset(), others=403),
    "titles": Route(LOOKERS),
    "dossiers": Route(MAKERS),
    "dossier": Route(MAKERS, 404, args=lambda there: [10**9]),
    "dossier_file": Route(MAKERS, 404, args=lambda there: [10**9]),
    "dossier_act": Route(MAKERS, 404, method="post", args=lambda there: [10**9, "cancel"]),
    "unit_work": Route(READERS, 404, args=lambda there: [there.unit]),
    "export_mixed": Route(IMPORTERS, method="post"),
    "export_roll": Route(IMPORTERS | {"谢镇"}, method="post", args=lambda there: ["persons"]),
    "releases": Route(frozenset({"陆双", "简文", "组长"})),
    "release_decide": Route(frozenset({"陆双", "组长"}), 404, method="post", args=lambda there: [10**9]),
    "release_file": Route(frozenset({"陆双", "简文"}), 404, args=lambda there: [10**9]),
    "register_households": Route(LISTERS),
    "export": Route(IMPORTERS, method="post", args=lambda there: ["task"]),
    "export_job": Route(IMPORTERS | {"谢镇"}, 404, args=lambda there: [10**9]),
    "export_file": Route(IMPORTERS | {"谢镇"}, 404, args=lambda there: [10**9]),
    "tables": Route(IMPORTERS),
    "table_page": Route(IMPORTERS, 404, args=lambda there: [10**9]),
    "table_bad": Route(IMPORTERS, 404, args=lambda there: [10**9]),
    "table_act": Route(IMPORTERS, 404, method="post", args=lambda there: [10**9, "take"]),
    "documents": Route(TAKERS, others=404),
    "agenda": Route(TAKERS, others=404),
    "document": Route(gets=404, args=FOREIGN_DOCUMENT),
    "document_act": Route(gets=404, method="post", args=lambda there: [there.document, "confirm"]),
    "document_job": Route(frozenset({"管系"}), others=404, args=lambda there: [there.job]),
    "draft": Route(gets=404, args=FOREIGN_DRAFT),
    "draft_parts": Route(gets=404, args=FOREIGN_DRAFT),
    "draft_change": Route(gets=404, method="post", args=lambda there: [there.draft, "drop"]),
    "group": Route(READERS),
    "regions": Route(frozenset({"管系"})),
    "units": Route(EDITORS),
    "unit_new": Route(EDITORS),
    "unit_list": Route(EDITORS),
    "unit": Route(EDITORS, 404, args=lambda there: [there.unit]),
    "unit_split": Route(EDITORS, 404, args=lambda there: [there.unit]),
    "merchant_list": Route(LISTERS),
    "unit_names": Route(EDITORS),
    "unit_change": Route(EDITORS, 404, args=lambda there: [there.unit, "move"]),
    "unit_merge": Route(EDITORS, 404, args=lambda there: [there.unit]),
    "accounts": Route(KEEPERS),
    "account_new": Route(frozenset({"管系"})),
    "account_list": Route(frozenset({"管系"})),
    "person": Route(KEEPERS, 404, args=lambda there: [there.account]),
    "posts": Route(HANDERS),
    "post_list": Route(frozenset({"管安"})),
    "hand_over": Route(HANDERS, 404, args=lambda there: [there.tenure]),
    "jobs": Route(frozenset({"管系"})),
    "job_act": Route(frozenset({"管系", "管审"}), 404, method="post", args=lambda there: [10**9, "retry"]),
    "trail": Route(frozenset({"管审"})),
    "trail_checks": Route(frozenset({"管审"})),
    "trail_check": Route(frozenset({"管审"}), 404, args=lambda there: [10**9]),
    "catalog": Route(READERS),
    "case_moves": Route(frozenset({"陆双"}), 404, args=lambda there: [10**9]),
    "case_move": Route(frozenset({"陆双"}), 404, args=lambda there: [10**9]),
    "definition": Route(READERS, 404, args=lambda there: [10**9]),
    "register": Route(SEERS),
    "register_list": Route(LISTERS),
    "register_new": Route(LISTERS),
    "register_pairs": Route(MERGERS),
    "register_review": Route(frozenset({"管安"})),
    "register_person": Route(SEERS, 404, args=lambda there: [there.person]),
    "register_open": Route(LISTERS, 404, method="post", args=lambda there: [there.person]),
    "register_glass": Route(LISTERS, args=lambda there: [there.person]),
    "register_household": Route(SEERS, 404, args=lambda there: [there.household]),
    "register_rows": Route(args=lambda there: ["troops"]),
    "register_row": Route(gets=404, args=lambda there: ["merchants", there.merchant]),
    "log_in": Route(gets=302, stranger=200),
    "log_out": Route(gets=302, method="post"),
    "account": Route(),
    "draft_key": Route(),
    "password": Route(),
    "code": Route(),
    "read": Route(stranger=200),
    "table": Route(gets=302, stranger=302),
    "style": Route(stranger=200),
}


def test_the_table_names_every_route() -> None:
    assert set(TABLE) == {pattern.name for pattern in urls.urlpatterns}


def visit(client: Client, name: str, there: Elsewhere, method: str = "") -> int:
    route = TABLE[name]
    address = reverse(f"desk:{name}", args=route.args(there))
    return getattr(client, method or route.method)(address).status_code


def test_every_route_for_every_post_and_a_foreign_record(district) -> None:
    there = elsewhere(district)
    wrong = []
    for who in EVERYBODY:
        for name, route in TABLE.items():
            client = signed_in(district, who)
            wanted = route.gets if who in route.who else route.others
            if who in ADMINISTRATORS and route.administrators:
                wanted = route.administrators
            found = visit(client, name, there)
            if found != wanted:
                wrong.append(f"{name} {who}: {found}, not {wanted}")
    assert not wrong, "\n".join(wrong)


def test_every_route_for_a_stranger(district) -> None:
    there = elsewhere(district)
    found = {name: visit(Client(), name, there) for name in TABLE}
    assert found == {name: route.stranger for name, route in TABLE.items()}


@pytest.mark.parametrize("name", [name for name, route in TABLE.items() if route.gets == 404 and route.method == "get"])
def test_a_foreign_record_cannot_be_written_either(district, name: str) -> None:
    there = elsewhere(district)
    for who in EVERYBODY:
        found = visit(signed_in(district, who), name, there, "post")
        assert found in {403, 404, 405}, f"{name} {who}: {found}"


def test_numbers_beyond_every_database_are_not_found(district) -> None:
    for address in (f"/cases/{2**70}/", f"/proofs/{2**70}/", f"/cases/?after=20260101-{2**70}&unit={2**70}"):
        assert signed_in(district, "陆双").get(address).status_code in {200, 404}, address


def test_every_page_of_a_case_renders_for_every_post_that_sees_it(district) -> None:
    case = hand_out(district)
    sees = {"陆双", "简文", "宁联", "邵长", "督查", "组长"}
    found = {who: signed_in(district, who).get(f"/cases/{case.pk}/").status_code for who in EVERYBODY}
    assert found == {who: 200 if who in sees else 404 for who in EVERYBODY}
