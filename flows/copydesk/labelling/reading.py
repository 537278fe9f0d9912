"""What the model reads on a page, as chances.

Logits come in sixteenths, and the exponentials of all that occur are kept in a table of whole numbers: chances are
quotients of whole numbers, the same on every machine.
"""

import functools
import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from copydesk.labelling.characters import Ints, count_characters
from copydesk.labelling.features import ROLES, describe
from copydesk.labelling.lines import Line
from copydesk.labelling.network import LOGITS, PICKED, Model, predict, row_of
from copydesk.labelling.tagged import markup_words
from copydesk.model import Role

EVEN = 0.5
"""A chance from which on something is rather so than not."""

RATHER, SURE = 0.45, 0.97
"""Chances of being body: from the first on a line is body, unless a rule knows better; from the second on it is.

The first is half of the word F1 that bodies reach: keeping a line above it raises the F1 to be expected.
"""

DOUBTFUL = 0.6
"""Chance of being body up to which a short line that reads as a teaser is none of the article's."""

HARDLY = 0.1
"""Chance of being body below which a date alone heads no paragraph of a chronology."""

LEAST_LEFT = 0.02
"""Chance that is left beside lines that cannot have a role, below which the model had no other in mind."""

_UNIT = 1 << 16
_PLACE = {role: n for n, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model reads on a page: chances, 0 to 1, to four digits."""

    body: tuple[float, ...]
    """Of each line's being in the body."""
    article: float
    """Of there being an article on the page."""
    roles: Ints
    """Weights of each role: lines by `ROLES`."""
    picks: tuple[tuple[float, ...], ...]
    """Of each line's being the page's title, date, byline, subtitle: `PICKED` by lines."""

    def likeliest(self, roles: Sequence[Role]) -> tuple[Role, ...]:
        """The likeliest of ROLES for each line; of those that are as likely the first."""
        best = self.roles[:, [_PLACE[role] for role in roles]].argmax(axis=1)
        return tuple(roles[place] for place in best.tolist())

    def picked(self, n: int, role: Role) -> float:
        """The chance that line N is the page's one line of ROLE."""
        return self.picks[PICKED.index(role)][n]

    def with_body(self, chances: Iterable[float]) -> "Reading":
        """The same with other CHANCES of the lines' being in the body."""
        return replace(self, body=tuple(chances))

    def without(self, role: Role, barred: Collection[int], moved: Mapping[int, int]) -> "Reading":
        """The same, where it is known that the BARRED lines are not the page's line of ROLE, nor those MOVED elsewhere.

        The chances of the former go to all others, and to there being none; those of the latter to the line each names.
        """
        place = PICKED.index(role)
        chances = list(self.picks[place])
        for n, other in moved.items():
            chances[n], chances[other] = 0.0, min(1.0, chances[n] + chances[other])
        left = 1.0 - sum(chances[n] for n in barred)
        if left < LEAST_LEFT:
            left = 1.0
        column = tuple(0.0 if n in barred else min(1.0, round(one / left, 4)) for n, one in enumerate(chances))
        return replace(self, picks=(*self.picks[:place], column, *self.picks[place + 1 :]))

    def pick(self, role: Role, candidates: Iterable[int], least: float) -> int | None:
        """The likeliest of CANDIDATES to be the page's line of ROLE; None where even its chance is below LEAST."""
        column = self.picks[PICKED.index(role)]
        best = max(candidates, key=lambda n: (column[n], -n), default=None)
        return best if best is not None and self.picked(best, role) >= least else None


def read_page(lines: Sequence[Line], model: Model) -> Reading:
    """What MODEL reads on the page of LINES."""
    counted = count_characters([line.text for line in lines])
    marked = markup_words(lines) if lines[0].block.markup is not None else None
    said = predict(model, describe(lines, counted), counted, marked)
    return Reading(
        body=tuple(model.body_chances[row_of(said.body)].tolist()),
        article=float(model.article_chances[row_of(np.array(said.article))]),
        roles=_weights(said.roles - said.roles.max(axis=1, keepdims=True)),
        picks=tuple(_shares(column) for column in _weights(said.picks).T),
    )


def _shares(weights: Ints) -> tuple[float, ...]:
    """Weights of the lines as shares of all, and of the weight 1 of there being none."""
    return tuple(np.round(weights / (_UNIT + int(weights.sum())), 4).tolist())


def _weights(logits: Ints) -> Ints:
    return _exponentials()[row_of(logits)]


@functools.cache
def _exponentials() -> Ints:
    """65,536 times the exponentials of logits from -12 to 12 in sixteenths, rounded."""
    return np.array([round(_UNIT * math.exp(logit)) for logit in LOGITS], dtype=np.int64)
