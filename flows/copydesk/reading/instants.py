"""Moments as sources write them, as ISO 8601: when a page was fetched, or a message sent."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"1\d{9} (?: \. \d+ )?", re.VERBOSE)
"""Since 1970; with ten digits from 2001 on."""
_MILLISECONDS = re.compile(r"1\d{12}")
_DIGITS = re.compile(r"(?:19|20)\d{12}")
"""Year to second without a sign between, in UTC, as lists of archives have it."""
_OF_MAIL = re.compile(r"(?:[A-Z][a-z]{2},\ +)? \d{1,2} [ -] [A-Z][a-z]{2} [ -] \d{2,4} \s+ \d\d?:\d\d", re.VERBOSE)
"""As headers of mail and of HTTP have it."""


def instant(text: str) -> str | None:
    """A moment, or a day, as ISO 8601; None where it is none. What is in ISO 8601 stays as it is.

    >>> instant("2019-04-25T12:57:54Z"), instant("2019-04-25"), instant("yesterday")
    ('2019-04-25T12:57:54Z', '2019-04-25', None)
    >>> instant("1709633472"), instant("1709633472000"), instant("20240305101112")
    ('2024-03-05T10:11:12+00:00', '2024-03-05T10:11:12+00:00', '2024-03-05T10:11:12+00:00')
    >>> instant("Tue, 5 Mar 2024 11:11:12 +0100"), instant("Tue, 05 Mar 2024 10:11:12 GMT")
    ('2024-03-05T11:11:12+01:00', '2024-03-05T10:11:12+00:00')
    """
    try:
        if _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(float(text), UTC).isoformat()
        if _MILLISECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(text) / 1000, UTC).isoformat()
        if _DIGITS.fullmatch(text):
            return datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=UTC).isoformat()
        if _OF_MAIL.match(text):
            told = parsedate_to_datetime(text)
            return (told if told.tzinfo else told.replace(tzinfo=UTC)).isoformat()  # "-0000" is UTC, too
        datetime.fromisoformat(text)
    except (ValueError, OverflowError, TypeError):
        return None
    return text
