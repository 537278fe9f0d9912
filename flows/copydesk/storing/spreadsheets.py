"""Articles as rows of CSV, as spreadsheets and pandas open it: one a row, texts and lists each in a cell.

What spreadsheets would take for a formula begins with an apostrophe here, for titles are written by strangers.
"""

import csv
import io
from collections.abc import Iterable

from copydesk.model import Article

BYTE_ORDER_MARK = "\ufeff"
"""Without it Excel takes the letters for those of the machine's old code page."""
CONFIDENT = ("title", "date", "outlet", "authors", "body")
"""Fields whose confidence has a column."""
_FIELDS = (
    "title subtitle date date_modified outlet outlet_domain republisher authors agencies dateline language url body "
    "captions warnings"
).split()
_ENDING = ("id", "cluster", "duplicate_of")
COLUMNS = (*_FIELDS, *(f"confidence_{name}" for name in CONFIDENT), "source", "member", "fetched_at", *_ENDING)

_FORMULA = tuple("=+-@\t\r")


def heading() -> str:
    """The first row, behind the mark that tells Excel which letters follow."""
    return BYTE_ORDER_MARK + _row(COLUMNS)


def to_row_of_csv(article: Article) -> str:
    r"""The article's row, with its line break.

    >>> from copydesk.cleaning import clean
    >>> to_row_of_csv(clean("=Rain stops play\n\nIt rained all day on Sunday.", url="https://example.org/a"))[:32]
    "'=Rain stops play,,,,example.org"
    """
    source = article.source
    return _row(
        (
            *(_cell(getattr(article, name)) for name in _FIELDS),
            *(str(article.confidence.get(name, "")) for name in CONFIDENT),
            *(_cell(value) for value in (source.uri, source.member, source.fetched_at)),
            *(_cell(getattr(article, name)) for name in _ENDING),
        )
    )


def _cell(value: str | tuple[str, ...] | None) -> str:
    text = "; ".join(value) if isinstance(value, tuple) else value or ""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _row(cells: Iterable[str]) -> str:
    row = io.StringIO()
    csv.writer(row).writerow(cells)
    return row.getvalue()
