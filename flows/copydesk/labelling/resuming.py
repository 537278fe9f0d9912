"""Where an article goes on below a box of related links that a site has put in its middle."""

import itertools
from collections.abc import Iterator, Sequence

from copydesk.labelling.lines import Line
from copydesk.labelling.reading import Reading
from copydesk.labelling.running_text import Labels, RunningText
from copydesk.model import Role

MIN_PARAGRAPHS = 2
"""Paragraphs in a row, below a box, that are given to the article; one alone may be a teaser's."""

MIN_WORDS = 18
"""Words that they have in the mean."""

MIN_CHANCE = 0.25
"""Chance of being body that they have in the mean; each has half of it at least."""

MIN_SHARED = 0.4
"""Share of their content words that the article above has, too."""


def resumed(
    lines: Sequence[Line], boxes: Labels, labels: Labels, text: RunningText, reading: Reading
) -> frozenset[int]:
    """Lines below, or at the end of, BOXES of related links where the article that began above goes on."""
    return frozenset(
        n
        for run in _runs(lines, boxes, labels, text, reading)
        if sum(n not in text.prose for n in run) >= MIN_PARAGRAPHS
        and _goes_on([lines[n] for n in run], [reading.body[n] for n in run], text)
        for n in run
    )


def _runs(
    lines: Sequence[Line], boxes: Labels, labels: Labels, text: RunningText, reading: Reading
) -> Iterator[list[int]]:
    """Paragraphs in a row, of the text already or not, right below a line of a box or at its end."""

    def may_go_on(n: int) -> bool:
        is_free = n not in labels or labels[n] is boxes.get(n)
        return is_free and lines[n].is_prose and 2 * reading.body[n] >= MIN_CHANCE

    for is_run, numbers in itertools.groupby(range(text.first, len(lines)), may_go_on):
        run = list(numbers)
        if is_run and run[0] - 1 in boxes and boxes[run[0] - 1].role is Role.RELATED:
            yield run


def _goes_on(paragraphs: Sequence[Line], chances: Sequence[float], text: RunningText) -> bool:
    """Whether PARAGRAPHS, with the CHANCES that they are body, are of the article whose TEXT stands above them."""
    count, words = len(paragraphs), sum(line.words for line in paragraphs)
    if words < MIN_WORDS * count or sum(chances) < MIN_CHANCE * count:
        return False
    return text.overlap("\n".join(line.text for line in paragraphs)) >= MIN_SHARED
