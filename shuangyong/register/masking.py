"""How a person looks to whoever has not opened anything: one place for every list, page, paper, export and log."""

from __future__ import annotations

from datetime import date

from shuangyong.base.trail.masking import MASKS, address, id_number, name, phone

__all__ = ["MASKS", "OF_SORT", "address", "born", "id_number", "label", "name", "phone"]


def born(day: date | None) -> str:
    """Of a day of birth the year stays: enough to tell two of a name apart, too little to pass for somebody."""
    return f"{day.year}年生" if day else ""


def certificate(text: str) -> str:
    """Of a certificate's number the last four characters stay."""
    return "*" * max(len(text) - 4, 0) + text[-4:] if len(text) > 6 else "*" * len(text)


OF_SORT = {"id_number": id_number, "certificate": certificate, "phone": phone, "address": address}
"""By the sort of a secret."""


def label(who: str, day: date | None) -> str:
    """A person in one short piece: 张*（1970年生）."""
    year = born(day)
    return f"{name(who)}（{year}）" if year else name(who)
