"""What came with a page: its address, HTTP headers, the entry of a feed, other columns of a table.

It is heard where the page itself is silent, or, where the settings say so, before the page.
"""

from collections.abc import Collection
from dataclasses import replace
from typing import NamedTuple, TypeVar

from copydesk.dates.stamps import read_stamp
from copydesk.fields.address import url_in_headers, without_tracking
from copydesk.model import Companion, Found, LabelledPage
from copydesk.naming.people import parse_names

_SURE = 0.6
_TOLD = 1.0
"""Confidence of what goes before the page: whoever has said so answers for it."""

T = TypeVar("T")


class Told(NamedTuple):
    """The fields that something which came with the page says."""

    title: Found[str] | None
    date: Found[str] | None
    authors: Found[tuple[str, ...]] | None
    url: Found[str] | None


def _said(page: LabelledPage, name: str) -> list[tuple[str, str]]:
    """What the page came with under that name, and who says so."""
    return [(claim.value, claim.where) for claim in page.page.document.raw.claims if claim.name == name]


def passed_on_title(page: LabelledPage) -> Found[str] | None:
    """The title that the page came with."""
    return next((_found(value, value, where) for value, where in _said(page, "title")), None)


def passed_on_date(page: LabelledPage) -> Found[str] | None:
    """The date that the page came with, unless its day and month could be exchanged."""
    for value, where in _said(page, "date"):
        date = read_stamp(value)
        if date is not None and not date.ambiguous:
            return _found(date.iso, value, where)
    return None


def passed_on_authors(page: LabelledPage) -> Found[tuple[str, ...]] | None:
    """The people whom the page came with as its authors."""
    said = _said(page, "author")
    names = tuple(dict.fromkeys(name for value, _ in said for name in parse_names(value)))
    if not names:
        return None
    where = said[0][1]
    return Found(names, "; ".join(value for value, _ in said), where, _SURE, f"{where} says so; the page does not")


def going_before(page: LabelledPage, first: Collection[Companion]) -> Told:
    """What the things FIRST say that came with the page; it goes before what the page says itself."""
    has_entry, given = Companion.ENTRY in first, page.page.document.raw.url
    url = url_in_headers(page) if Companion.HEADERS in first else None
    if Companion.URL in first and given:
        url = Found(without_tracking(given), given, "url", _TOLD, "")
    return Told(
        _answered_for(passed_on_title(page) if has_entry else None),
        _answered_for(passed_on_date(page) if has_entry else None),
        _answered_for(passed_on_authors(page) if has_entry else None),
        _answered_for(url),
    )


def _answered_for(found: Found[T] | None) -> Found[T] | None:
    if found is None:
        return None
    return replace(found, confidence=_TOLD, reason=f"{found.where} says so, and goes before the page")


def _found(value: str, evidence: str, where: str) -> Found[str]:
    return Found(value, evidence, where, _SURE, f"{where} says so; the page does not")
