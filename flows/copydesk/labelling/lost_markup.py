"""Roles of the lines of a page whose markup is lost: the model finds the article, the rules guard it.

The model gives each line a chance of being body, and each page one title, one date, one byline and one subtitle. The
rules come first where they are certain; elsewhere they have their say where the model is not sure.
"""

from collections.abc import Iterable, Iterator, Sequence

from copydesk.labelling.certain import headings_of_chronology
from copydesk.labelling.lines import Line
from copydesk.labelling.picking import DATED, MIN_CHANCE, picked
from copydesk.labelling.reading import DOUBTFUL, EVEN, HARDLY, RATHER, SURE, Reading
from copydesk.labelling.resuming import resumed
from copydesk.labelling.running_text import Labels, RunningText, may_be_article, running_text_of
from copydesk.labelling.sections import opened_by, sections
from copydesk.labelling.surroundings import (
    above_title,
    below,
    below_title,
    captions_by_neighbours,
    doubtful,
    follows_related,
    is_teaser,
    unended_lines,
)
from copydesk.languages import UNDETERMINED
from copydesk.model import KEPT_IN_BODY, Label, Role
from copydesk.outlets import Registry

GOES_ON = 0.9
"""Chance of being body from which on a paragraph ends the related links above it."""

LEAST_OF_BEST = 0.7
"""Share of the best line's chance that a line needs to be body on a page where no line has an even chance."""

_INSIDE = (Role.BODY, Role.HEADING)
OUTSIDE = tuple(role for role in Role if role not in KEPT_IN_BODY | {Role.TITLE, Role.DUPLICATE, *MIN_CHANCE})
"""Roles that a line may have which stands outside the article."""


def label_by_model(lines: Sequence[Line], certain: Labels, reading: Reading, registry: Registry) -> dict[int, Label]:
    """Labels of all lines. CERTAIN are those that the rules gave: they stand, but for dates and names elsewhere."""
    chosen = picked(lines, certain, reading, registry)
    labels, text = _with_article(lines, dict(chosen), certain, reading)
    if text is None:  # what was picked may be all there is of the article
        labels, text = _with_article(lines, dict(certain), certain, reading)
    if text is None:
        return dict(_rest(lines, reading)) | labels
    for rule in (above_title, captions_by_neighbours, below_title):
        labels |= {n: found for n, found in rule(lines, labels, text, registry) if n not in labels}
    labels = _without_the_whole_article(labels, lines, text)
    labels |= {n: found for n, found in _inside(lines, labels, text, reading) if n not in labels}
    labels |= {n: found for n, found in below(lines, labels, text, registry) if n not in labels}
    ruled = {n: label for n, label in labels.items() if label.role in DATED and n not in certain and n not in chosen}
    return labels | {n: Label(label.role, reading.picked(n, label.role), label.reason) for n, label in ruled.items()}


def _without_the_whole_article(labels: dict[int, Label], lines: Sequence[Line], text: RunningText) -> dict[int, Label]:
    """LABELS, but where rules took every line of TEXT that may be an article, these are given back to it."""
    articles = {n for n in text.prose if may_be_article(lines[n])}
    if articles - labels.keys():
        return labels
    return {n: label for n, label in labels.items() if n not in articles}


def _with_article(
    lines: Sequence[Line], labels: dict[int, Label], certain: Labels, reading: Reading
) -> tuple[dict[int, Label], RunningText | None]:
    """LABELS and those of sections where the model is not sure of a line; and the article among the other lines."""
    begin = next((n for n, chance in enumerate(reading.body) if chance >= EVEN), 0)
    found = _until_article_goes_on(sections(lines, labels, begin), lines, labels, reading)
    chosen = {
        n
        for n, label in labels.items()
        if label.role in DATED and label is not certain.get(n) and reading.picked(n, label.role) >= EVEN
    }
    boxes = {
        n: label
        for n, label in found
        if n not in chosen and (n in certain or (n not in labels and reading.body[n] < SURE))
    }
    labels |= boxes
    text = _article(lines, labels, reading)
    if text is None:
        return labels, None
    again = resumed(lines, boxes, labels, text, reading) | _headings_of_menu_words(lines, labels, text, reading)
    return {n: label for n, label in labels.items() if n not in again}, text.of(text.prose | again)


def _headings_of_menu_words(
    lines: Sequence[Line], labels: Labels, text: RunningText, reading: Reading
) -> frozenset[int]:
    """Menu words alone between two lines of the article which to the model are rather headings: "4. Canada"."""
    return frozenset(
        n for n in doubtful(lines, labels, text) if reading.body[n] >= RATHER and not (lines[n].urls or lines[n].dates)
    )


def _until_article_goes_on(
    found: Iterable[tuple[int, Label]], lines: Sequence[Line], labels: Labels, reading: Reading
) -> Iterator[tuple[int, Label]]:
    """FOUND labels of sections, but not of what stands below a few links when the article goes on.

    Where somebody's name or a date came first, it is another article that begins.
    """
    may_go_on = is_article = False
    for n, label in found:
        if lines[n].hits and opened_by(lines[n], labels.get(n)):
            may_go_on, is_article = label.role is Role.RELATED, False
        elif n in labels and labels[n].role in DATED:
            may_go_on = False
        is_article = is_article or (may_go_on and lines[n].is_prose and reading.body[n] >= GOES_ON)
        if not is_article:
            yield n, label


def _article(lines: Sequence[Line], labels: Labels, reading: Reading) -> RunningText | None:
    """The lines that are rather body than not; where there is none, the likeliest: no page loses its whole article.

    Words and numbers that stand alone are no article: None where there is nothing else.
    """
    free = [n for n in range(len(lines)) if n not in labels]
    if not any(may_be_article(lines[n]) for n in free):
        return None
    least = min(RATHER, LEAST_OF_BEST * max(reading.body[n] for n in free))
    chronology = {
        n for n in headings_of_chronology(lines) if reading.body[n] >= HARDLY and reading.body[n + 1] >= least
    }
    likely = [n for n in free if reading.body[n] >= least or n in chronology]
    if not any(may_be_article(lines[n]) for n in likely):
        likely = [n for n in free if may_be_article(lines[n])]
    sure = [n for n in likely if lines[n].is_prose or reading.body[n] >= SURE]
    text = running_text_of(lines, sure or likely, likely)
    unended = unended_lines(lines, text)
    unsure = (n for n in likely if reading.body[n] < DOUBTFUL)
    doubtful = {n for n in unsure if n in unended or _is_doubtful(n, lines, labels, text)}
    kept = [n for n in likely if n not in doubtful]
    return text.of(kept if any(may_be_article(lines[n]) for n in kept) else likely)


def _is_doubtful(n: int, lines: Sequence[Line], labels: Labels, text: RunningText) -> bool:
    """Whether a short line is in another language than the article, about something else, or below related links."""
    line = lines[n]
    if line.is_prose:
        return False
    foreign = line.language not in (text.language, UNDETERMINED)
    return foreign or follows_related(n, lines, labels) or is_teaser(n, lines, text)


def _rest(lines: Sequence[Line], reading: Reading) -> Iterator[tuple[int, Label]]:
    """All lines as what they are if they are not in the body."""
    outside = reading.likeliest(OUTSIDE)
    for n in range(len(lines)):
        yield n, _outside(n, outside[n], reading)


def _outside(n: int, role: Role, reading: Reading) -> Label:
    return Label(role, round(1 - reading.body[n], 4), f"line-model: {role}")


def _inside(lines: Sequence[Line], labels: Labels, text: RunningText, reading: Reading) -> Iterator[tuple[int, Label]]:
    """The body, and what stands between its lines without belonging to it."""
    inside, outside = reading.likeliest(_INSIDE), reading.likeliest(OUTSIDE)
    for n in range(text.first, text.last + 1):
        if n in text.prose:
            yield n, Label(inside[n], reading.body[n], f"line-model: {inside[n]}")
        elif n not in labels and not lines[n].is_prose and follows_related(n, lines, labels):
            yield n, Label(Role.RELATED, 0.7, "teaser: below the heading of related links")
        elif reading.body[n] >= EVEN:
            yield n, Label(Role.RELATED, 0.6, "teaser: a short line that shares few words with the article")
        else:
            yield n, _outside(n, outside[n], reading)
