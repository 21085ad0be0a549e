"""宁联 files a record after midnight: the day is the office's, not that of the clock the moment is kept by."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from django.utils.timezone import localtime

from shuangyong.base.errors import Invalid
from shuangyong.cases.models import Proof
from shuangyong.cases.proofs import file_proof

NIGHT = datetime(2026, 3, 2, 16, 15, tzinfo=UTC)
"""A quarter past midnight of 3 March in the office."""


def file(district, on: date) -> Proof:
    return file_proof(district.actor("宁联"), BytesIO(b"x"), "记录.txt", title="", proves="", on=on, now=NIGHT)


def test_evidence_of_today_may_be_filed_after_midnight(district) -> None:
    today = localtime(NIGHT).date()
    assert file(district, today).on == today == date(2026, 3, 3)


def test_evidence_of_tomorrow_may_not(district) -> None:
    with pytest.raises(Invalid):
        file(district, localtime(NIGHT).date() + timedelta(days=1))
