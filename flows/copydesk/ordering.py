"""The one order in which counts are told."""

from collections.abc import Mapping
from typing import TypeVar

NameT = TypeVar("NameT", str, tuple[str, str])


def most_first(counts: Mapping[NameT, int]) -> list[tuple[NameT, int]]:
    """The names in COUNTS with their numbers: the most frequent first, those that are as frequent by name.

    >>> most_first({"b": 1, "c": 2, "a": 1})
    [('c', 2), ('a', 1), ('b', 1)]
    """
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
