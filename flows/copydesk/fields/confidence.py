"""What a field's confidence stands for: the share of such values that were right on pages of sites not learned from.

Each way to find a value says how strong its evidence is, 0 to 1. What that strength is worth was counted on pages whose
fields are known: `data/confidence.toml` holds a rising curve for each field, one for pages with their markup and one
for pages without. A field that nobody has counted keeps its strength as its confidence.
"""

import functools
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files
from typing import NamedTuple, TypeVar

from copydesk import plain_toml
from copydesk.model import Found, LabelledPage

T = TypeVar("T")


class Curve(NamedTuple):
    """Points of a rising curve: the share of values found with a STRENGTH that were RIGHT."""

    strength: tuple[float, ...]
    right: tuple[float, ...]

    def at(self, strength: float) -> float:
        """The share at STRENGTH, on straight lines between the points; no more than STRENGTH itself below them all.

        >>> curve = Curve((0.5, 0.9), (0.4, 0.8))
        >>> curve.at(0.1), round(curve.at(0.7), 3), curve.at(1.0)
        (0.1, 0.6, 0.8)
        """
        after = bisect_right(self.strength, strength)
        if after == 0:
            return min(strength, self.right[0])
        if after == len(self.strength):
            return self.right[-1]
        low, high = self.strength[after - 1 : after + 1]
        below, above = self.right[after - 1 : after + 1]
        return min(above, below + (above - below) * ((strength - low) / (high - low)))


def kind_of(page: LabelledPage) -> str:
    """Which curves a page's fields follow: "html" or "text"."""
    return "html" if page.page.has_markup else "text"


def calibrated(name: str, found: Found[T], page: LabelledPage) -> Found[T]:
    """FOUND, the field NAME of PAGE, with the confidence that its strength is worth."""
    curve = _curves().get(f"{kind_of(page)}-{name}")
    return found if curve is None else replace(found, confidence=curve.at(found.confidence))


@functools.cache
def _curves() -> dict[str, Curve]:
    return parse_curves((files("copydesk") / "data" / "confidence.toml").read_text(encoding="utf-8"))


def parse_curves(text: str) -> dict[str, Curve]:
    r"""The curves in TEXT, by kind and field: "html-title". Raises ValueError where one does not rise.

    >>> parse_curves("[html-title]\nstrength = [0.5, 0.9]\nright = [0.4, 0.8]")["html-title"].right
    (0.4, 0.8)
    """
    curves = {
        name: Curve(tuple(table["strength"]), tuple(table["right"])) for name, table in plain_toml.loads(text).items()
    }
    for name, curve in curves.items():
        if len(curve.strength) != len(curve.right) or not (_rises(curve.strength) and _rises(curve.right)):
            raise ValueError(f"confidence.toml: the curve of {name} does not rise")
    return curves


def _rises(values: Sequence[float]) -> bool:
    return bool(values) and list(values) == sorted(values) and values[0] >= 0 and values[-1] <= 1
