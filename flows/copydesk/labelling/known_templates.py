"""Pages in a template that the rules know: where the model agrees on the body, the rules say what each line is."""

from collections.abc import Sequence

from copydesk.labelling.lines import Line
from copydesk.labelling.picking import DATED, MIN_CHANCE
from copydesk.labelling.reading import DOUBTFUL, EVEN, Reading
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, Label, Role

LIKELY = 0.7
"""Chance of being body from which on a whole sentence is no caption because a picture's credit stands below it."""

REFUSED = 0.35
"""Chance of being body below which a line is none of the article's, whatever rules that are not certain make of it.

Less than half of the words of lines between this and an even chance are the article's, but of short pages much is lost
with one line, and where the rules know the template they err less.
"""

MAX_BRIEF = 4
"""Words of a heading that has hardly any to share with the article: "Results", "What's next". Teasers are longer."""

PLACED = frozenset({Role.NAVIGATION, Role.RELATED, Role.CAPTION})
"""Roles that the rules guess of lines above and below the article by their length and their place alone."""


def agreement(lines: Sequence[Line], some: Labels, others: Labels) -> float:
    """Word F1 of two labellings' bodies against each other, 0 to 1."""
    ours, theirs = ({n for n, label in labels.items() if label.role in KEPT_IN_BODY} for labels in (some, others))
    both, total = (sum(lines[n].words for n in part) for part in (ours & theirs, ours))
    return 2 * both / (total + sum(lines[n].words for n in theirs)) if both else 0.0


def strangers(ruled: Labels, certain: Labels) -> int:
    """How many lines outside the body no rule is certain of."""
    return sum(label.role not in KEPT_IN_BODY and n not in certain for n, label in ruled.items())


def in_detail(
    lines: Sequence[Line], ruled: Labels, learned: Labels, certain: Labels, reading: Reading
) -> dict[int, Label]:
    """The rules' labels of a page on whose body the model agrees, with the title, date and byline that it picked.

    Where the model is not even half sure of a title, the rules' title stands. How sure the labels of other lines are,
    the model says.
    """
    title = next((n for n, label in ruled.items() if label.role is Role.TITLE), None)
    better = next((n for n, label in learned.items() if label.role is Role.TITLE), None)
    inside = [n for n, label in ruled.items() if label.role in KEPT_IN_BODY]
    beyond = ruled.keys() - certain.keys() - set(range(min(inside), max(inside) + 1))
    ruled = {
        n: learned[n] if n not in certain and _is_hardly_body(n, label, reading) else label
        for n, label in ruled.items()
    }
    ruled |= {n: learned[n] for n in beyond if _is_misplaced(ruled[n], learned[n], reading.body[n])}
    brief = (n for n in ruled.keys() - certain.keys() - beyond if lines[n].words <= MAX_BRIEF)
    ruled |= {n: learned[n] for n in brief if _heads_a_part(ruled[n], learned[n], reading.body[n])}
    captions = {n for n, label in ruled.items() if label.role is Role.CAPTION and lines[n].is_sentence} - certain.keys()
    ruled |= {n: learned[n] for n in captions if learned[n].role in KEPT_IN_BODY and reading.body[n] >= LIKELY}
    labels = {n: label if n in certain else _weighed(n, label, reading) for n, label in ruled.items()}
    if better is not None and better != title and (title is None or learned[better].confidence >= EVEN):
        if title is not None:
            labels[title] = learned[title]
        labels[better] = learned[better]
    picked = {label.role for label in learned.values() if label.confidence >= MIN_CHANCE.get(label.role, 1)}
    for n, label in learned.items():
        known = labels.get(n, label).role
        if label.role in picked & DATED and n not in certain and _gives_way(known, n, label.confidence, reading):
            labels[n] = label
    return labels if any(label.role in KEPT_IN_BODY for label in labels.values()) else dict(ruled)


def _is_hardly_body(n: int, ruled: Label, reading: Reading) -> bool:
    return ruled.role in KEPT_IN_BODY and reading.body[n] < REFUSED


def _is_misplaced(ruled: Label, learned: Label, chance: float) -> bool:
    """Whether only the place of a line, beyond the article, speaks against what the model takes for a part of it."""
    return ruled.role in PLACED and learned.role in KEPT_IN_BODY and chance >= EVEN


def _heads_a_part(ruled: Label, learned: Label, chance: float) -> bool:
    """Whether rules take a brief line for a teaser, which few words can hardly tell, and the model for a heading."""
    return ruled.role is Role.RELATED and learned.role in KEPT_IN_BODY and chance >= DOUBTFUL


def _gives_way(known: Role, n: int, chance: float, reading: Reading) -> bool:
    """Whether the rules' role of a line gives way to that of the article's date or byline."""
    if known is Role.SITE_HEADER:
        return False  # a masthead names nobody
    if known is Role.RELATED:
        return chance >= EVEN
    return known in DATED or (known is not Role.COMMENTS and reading.body[n] < EVEN)


def _weighed(n: int, label: Label, reading: Reading) -> Label:
    """A rule's label of a line with the model's chance that the line is, or is not, in the body."""
    if label.role is Role.TITLE:
        return label
    chance = reading.body[n] if label.role in KEPT_IN_BODY else round(1 - reading.body[n], 4)
    return Label(label.role, chance, label.reason)
