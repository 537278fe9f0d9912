"""Files of folders and archives that are not read because of their names, so that somebody can be told of them."""

from collections import Counter
from collections.abc import Callable
from pathlib import PurePath
from typing import TypeAlias

from copydesk.ordering import most_first
from copydesk.reading.compression import bare_name
from copydesk.wording import counted

PassOver: TypeAlias = Callable[[str], None]
"""Is told the name of each file that is not read."""

_MOST_NAMED = 4
"""Endings that are named one by one."""


def in_silence(name: str) -> None:
    """For whom it is enough to have what is read."""


class PassedOver:
    """How many files were not read, by the ends of their names.

    >>> seen = PassedOver()
    >>> for name in ("a.jpg", "b.JPG", "LICENSE", "c.csv.gz"):
    ...     seen.note(name)
    >>> print(seen)
    4 files were passed over for their names (2 .jpg, 1 .csv, 1 without an ending); name a file to have it read
    >>> for name in ("a.css", "b.js"):
    ...     seen.note(name)
    >>> print(seen)
    6 files were passed over for their names (2 .jpg, 1 .css, 1 .csv, 1 .js, 1 other); name a file to have it read
    """

    def __init__(self) -> None:
        self._endings: Counter[str] = Counter()

    def note(self, name: str) -> None:
        """Count the file of that name."""
        self._endings[PurePath(bare_name(name)).suffix or "without an ending"] += 1

    def __bool__(self) -> bool:
        return bool(self._endings)

    def __str__(self) -> str:
        ordered = most_first(self._endings)
        parts = [f"{number:,} {ending}" for ending, number in ordered[:_MOST_NAMED]]
        if rest := sum(number for _, number in ordered[_MOST_NAMED:]):
            parts.append(counted(rest, "other"))
        files = counted(self._endings.total(), "file")
        verb = "was" if self._endings.total() == 1 else "were"
        return f"{files} {verb} passed over for their names ({', '.join(parts)}); name a file to have it read"
