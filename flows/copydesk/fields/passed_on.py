"""What came with a page: the entry of a feed, other columns of a table. It is heard where the page itself is silent."""

from copydesk.dates import find_dates
from copydesk.model import Found, LabelledPage
from copydesk.names import parse_names

_SURE = 0.6


def _said(page: LabelledPage, name: str) -> list[tuple[str, str]]:
    """What the page came with under that name, and who says so."""
    return [(claim.value, claim.where) for claim in page.page.document.raw.claims if claim.name == name]


def passed_on_title(page: LabelledPage) -> Found[str] | None:
    """The title that the page came with."""
    return next((_found(value, value, where) for value, where in _said(page, "title")), None)


def passed_on_date(page: LabelledPage) -> Found[str] | None:
    """The date that the page came with, unless its day and month could be exchanged."""
    for value, where in _said(page, "date"):
        date = next(find_dates(value), None)
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


def _found(value: str, evidence: str, where: str) -> Found[str]:
    return Found(value, evidence, where, _SURE, f"{where} says so; the page does not")
