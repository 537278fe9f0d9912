"""Which of several candidates is the value of a field, or whether none of them is.

What bears on a candidate is worth points, and the chance of each, "none of them" among them, follows from its points:
a conditional logit. The points are data, `data/choices.toml`; `training.choices` learns them.
"""

import functools
import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

from copydesk import plain_toml

NONE = "none"
"""The key of the points of no candidate being right."""

Bearing: TypeAlias = Mapping[str, float]
"""What bears on a candidate, and how often or how much."""


class Choice(NamedTuple):
    """Points for each thing that bears on a candidate."""

    worth: Mapping[str, float]

    def points(self, bearing: Bearing) -> float:
        """How many more points a candidate has than none of them."""
        return math.fsum(self.worth[name] * amount for name, amount in bearing.items()) - self.worth[NONE]

    def chances(self, bearings: Sequence[Bearing]) -> list[float]:
        """The chance of each candidate; what they lack to 1 is the chance of none of them.

        >>> chances = Choice({"none": 0, "near": 1, "far": -1}).chances([{"near": 1}, {"far": 1}])
        >>> [round(chance, 2) for chance in chances]
        [0.67, 0.09]
        """
        points = [self.points(bearing) for bearing in bearings]
        most = max((0.0, *points))
        weights = [math.exp(one - most) for one in points]
        total = math.fsum((math.exp(-most), *weights))
        return [weight / total for weight in weights]


@functools.cache
def choice(name: str) -> Choice:
    """The points for the field NAME, as in "text-date"."""
    return Choice(plain_toml.data("choices")[name])
