"""htmldate without its clock.

htmldate reads "2017-09" with dateutil, which fills the missing day in from today's date, so that the same page has
another date tomorrow. Importing this module gives htmldate a reader that answers only what is written; for good, and
for everyone in the process, as there is no parameter for it.
"""

from datetime import datetime

from dateutil.parser import parse  # type: ignore[import-untyped]
from htmldate import extractors

LATEST_DATE = "2099-12-31"
"""Upper bound for htmldate where nobody knows when a page was fetched; its own is today."""

_FILLERS = (datetime(2000, 1, 1), datetime(2001, 2, 2))  # noqa: DTZ001 - dates as written have no zone


def parse_written_date(text: str, **_: object) -> datetime:
    """Read a date of which year, month and day are written; dateutil's own `parse` takes what is missing from today.

    >>> parse_written_date("2017-09-05 11:20")
    datetime.datetime(2017, 9, 5, 11, 20)
    >>> parse_written_date("2017-09")
    Traceback (most recent call last):
    ValueError: not a whole date: '2017-09'
    """
    one, other = (parse(text, default=filler, ignoretz=True) for filler in _FILLERS)
    if one.date() != other.date():
        raise ValueError(f"not a whole date: {text!r}")
    return datetime.combine(one.date(), one.time())


def latest_date(fetched_at: str | None) -> str:
    """The last day that a page fetched then can be from.

    >>> latest_date("2024-05-01T10:00:00Z"), latest_date("yesterday"), latest_date(None)
    ('2024-05-01', '2099-12-31', '2099-12-31')
    """
    try:
        return datetime.fromisoformat(fetched_at or "").date().isoformat()
    except ValueError:
        return LATEST_DATE


extractors.dateutil_parse = parse_written_date  # type: ignore[attr-defined]
