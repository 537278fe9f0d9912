"""Dates as machines write them in metadata: in words, without signs between figures, or counted from 1970."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from copydesk.dates import find_dates
from copydesk.dates.expressions import DateExpression

_COMPACT = re.compile(
    r"(?P<day>(?:19|20)\d\d[01]\d[0-3]\d)(?:[T\s]?(?P<hour>[0-2]\d)(?P<minute>[0-5]\d)(?:[0-5]\d)?(?P<zone>Z|[+-]\d{4})?)?"
)
_SECONDS = re.compile(r"(?P<seconds>1\d{9})(?:\d{3}|\.\d+)?")
"""Seconds, or thousandths of them, since 1970, of the years from 2001 to 2033."""


def read_stamp(value: str, languages: Iterable[str] = ()) -> DateExpression | None:
    """The date that a VALUE of metadata is.

    >>> read_stamp("20240514").iso, read_stamp("20240514T103200Z").iso, read_stamp("1715682720000").iso
    ('2024-05-14', '2024-05-14T10:32+00:00', '2024-05-14T10:32+00:00')
    >>> read_stamp("Tue, 14 May 2024 10:32:00 GMT").iso, read_stamp("20241399")
    ('2024-05-14T10:32:00+00:00', None)
    """
    bare = value.strip()
    if counted := _SECONDS.fullmatch(bare):
        moment = datetime.fromtimestamp(int(counted["seconds"]), UTC)
        return next(find_dates(moment.isoformat(timespec="minutes")), None)
    if compact := _COMPACT.fullmatch(bare):
        day, zone = compact["day"], compact["zone"] or ""
        clock = f"T{compact['hour']}:{compact['minute']}{zone}" if compact["hour"] else ""
        return next(find_dates(f"{day[:4]}-{day[4:6]}-{day[6:]}{clock}"), None)
    return next(find_dates(value, languages), None)
