"""Roles of the lines of a page whose markup is lost: the model finds the article, the rules guard it.

The model gives each line a chance of being body, and each page one title, one date, one byline and one subtitle. The
rules come first where they are certain; elsewhere they have their say where the model is not sure.
"""

from collections.abc import Iterable, Iterator, Sequence

from copydesk.folding import without_list_mark
from copydesk.labelling.certain import headings_of_chronology
from copydesk.labelling.headlines import weighed
from copydesk.labelling.lines import Line
from copydesk.labelling.reading import EVEN, Reading
from copydesk.labelling.running_text import Labels, RunningText, may_be_article, running_text_of
from copydesk.labelling.sections import sections
from copydesk.labelling.surroundings import (
    above_title,
    below,
    below_title,
    captions_by_neighbours,
    follows_related,
    is_teaser,
    unended_lines,
)
from copydesk.labelling.titles import (
    MAX_TITLE_WORDS,
    is_above_picture,
    is_masthead,
    is_title_with_site,
    same_title,
)
from copydesk.languages import UNDETERMINED
from copydesk.lexicons import announcing_words
from copydesk.model import KEPT_IN_BODY, Label, Role
from copydesk.outlets import Registry

RATHER, SURE = 0.45, 0.97
"""Chances of being body: from the first on a line is body, unless a rule knows better; from the second on it is.

The first is half of the word F1 that bodies reach: keeping a line above it raises the F1 to be expected.
"""

DOUBTFUL = 0.6
"""Chance of being body up to which a short line that reads as a teaser is none of the article's."""

HARDLY = 0.1
"""Chance of being body below which a line is none of the article's, whatever rules that are not certain make of it."""

LIKELY = 0.7
"""Chance of being body from which on a whole sentence is no caption because a picture's credit stands below it."""

LEAST_OF_BEST = 0.7
"""Share of the best line's chance that a line needs to be body on a page where no line has an even chance."""

MIN_CHANCE = {Role.TITLE: 0.1, Role.DATE: 0.07, Role.BYLINE: 0.07, Role.SUBTITLE: 0.5}
"""Chance of being the one line of its role that the likeliest line needs."""

DATED = frozenset({Role.DATE, Role.BYLINE})
"""Roles of lines that say who and when: of the article, or of a comment, or of another article."""

PLACED = frozenset({Role.NAVIGATION, Role.RELATED, Role.CAPTION})
"""Roles that the rules guess of lines above and below the article by their length and their place alone."""

COPY = 12
"""Characters at the beginning that all copies of a title share."""

_INSIDE = (Role.BODY, Role.HEADING)
OUTSIDE = tuple(role for role in Role if role not in KEPT_IN_BODY | {Role.TITLE, Role.DUPLICATE, *MIN_CHANCE})
"""Roles that a line may have which stands outside the article."""


def label_by_model(lines: Sequence[Line], certain: Labels, reading: Reading, registry: Registry) -> dict[int, Label]:
    """Labels of all lines. CERTAIN are those that the rules gave: they stand, but for dates and names elsewhere."""
    picked = dict(_picked(lines, certain, reading, registry))
    labels, text = _with_article(lines, dict(picked), certain, reading)
    if text is None:  # what was picked may be all there is of the article
        labels, text = _with_article(lines, dict(certain), certain, reading)
    if text is None:
        return dict(_rest(lines, reading)) | labels
    for rule in (above_title, captions_by_neighbours, below_title):
        labels |= {n: found for n, found in rule(lines, labels, text, registry) if n not in labels}
    labels = _without_the_whole_article(labels, lines, text)
    labels |= {n: found for n, found in _inside(lines, labels, text, reading) if n not in labels}
    labels |= {n: found for n, found in below(lines, labels, text, registry) if n not in labels}
    ruled = {n: label for n, label in labels.items() if label.role in DATED and n not in certain and n not in picked}
    return labels | {n: Label(label.role, reading.picked(n, label.role), label.reason) for n, label in ruled.items()}


def _without_the_whole_article(labels: dict[int, Label], lines: Sequence[Line], text: RunningText) -> dict[int, Label]:
    """LABELS, but where rules took every line of TEXT that may be an article, these are given back to it."""
    articles = {n for n in text.prose if may_be_article(lines[n])}
    if articles - labels.keys():
        return labels
    return {n: label for n, label in labels.items() if n not in articles}


def _weighed(n: int, label: Label, reading: Reading) -> Label:
    """A rule's label of a line with the model's chance that the line is, or is not, in the body."""
    if label.role is Role.TITLE:
        return label
    chance = reading.body[n] if label.role in KEPT_IN_BODY else round(1 - reading.body[n], 4)
    return Label(label.role, chance, label.reason)


def _with_article(
    lines: Sequence[Line], labels: dict[int, Label], certain: Labels, reading: Reading
) -> tuple[dict[int, Label], RunningText | None]:
    """LABELS and those of sections where the model is not sure of a line; and the article among the other lines."""
    found = sections(lines, labels)
    picked = {
        n
        for n, label in labels.items()
        if label.role in DATED and label is not certain.get(n) and reading.picked(n, label.role) >= EVEN
    }
    labels |= {
        n: label
        for n, label in found
        if n not in picked and (n in certain or (n not in labels and reading.body[n] < SURE))
    }
    return labels, _article(lines, labels, reading)


def expected_f1(lines: Sequence[Line], labels: Labels, reading: Reading) -> float:
    """Word F1 that the body can be expected to have, by the chance of each line's being in it; 0 to 1."""
    words = [line.words for line in lines]
    wanted = sum(chance * count for chance, count in zip(reading.body, words, strict=True))
    kept = [n for n, label in labels.items() if label.role in KEPT_IN_BODY]
    right = sum(reading.body[n] * words[n] for n in kept)
    given = sum(words[n] for n in kept)
    return round(2 * right / (wanted + given), 4) if wanted + given else 0.0


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
    return ruled.role in KEPT_IN_BODY and reading.body[n] < HARDLY


def _is_misplaced(ruled: Label, learned: Label, chance: float) -> bool:
    """Whether only the place of a line, beyond the article, speaks against what the model takes for a part of it."""
    return ruled.role in PLACED and learned.role in KEPT_IN_BODY and chance >= EVEN


def _gives_way(known: Role, n: int, chance: float, reading: Reading) -> bool:
    """Whether the rules' role of a line gives way to that of the article's date or byline."""
    if known is Role.SITE_HEADER:
        return False  # a masthead names nobody
    if known is Role.RELATED:
        return chance >= EVEN
    return known in DATED or (known is not Role.COMMENTS and reading.body[n] < EVEN)


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
    text = running_text_of(lines, sure or likely)
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


def _picked(lines: Sequence[Line], labels: Labels, reading: Reading, registry: Registry) -> Iterator[tuple[int, Label]]:
    """The title and its copies, the subtitle, the article's date and byline; those of other articles become others'."""
    taken = dict(labels)
    free = [n for n in range(len(lines)) if n not in labels and lines[n].words <= MAX_TITLE_WORDS]
    found = _title(lines, free, reading, registry)
    if found is not None:
        title, chance = found
        taken |= _titles(title, chance, lines, free)
        subtitle = _pick(
            Role.SUBTITLE, (n for n in free if n > title and n not in taken and reading.body[n] < SURE), reading
        )
        if subtitle is not None:
            taken[subtitle] = Label(Role.SUBTITLE, reading.picked(subtitle, Role.SUBTITLE), "line-model: subtitle")
    dated = [n for n, line in enumerate(lines) if line.dates and (n in labels or not line.is_date)]  # no chronology's
    taken |= _of_article(Role.DATE, dated, taken, reading)
    short = (n for n in range(len(lines)) if lines[n].words <= MAX_TITLE_WORDS and reading.body[n] < SURE)
    signed = [n for n in short if not is_above_picture(n, lines, labels) or announcing_words(lines[n].text.split())]
    taken |= _of_article(Role.BYLINE, signed, taken, reading)
    yield from taken.items()


def _title(
    lines: Sequence[Line], free: Sequence[int], reading: Reading, registry: Registry
) -> tuple[int, float] | None:
    """The likeliest title that is not a masthead, and its chance."""
    likely = [n for n in free if reading.picked(n, Role.TITLE) > 0 and not is_masthead(lines[n], registry)]
    chances = weighed(lines, likely, reading)
    best = max(chances, key=lambda n: (chances[n], -n), default=None)
    return (best, chances[best]) if best is not None and chances[best] >= MIN_CHANCE[Role.TITLE] else None


def _pick(role: Role, candidates: Iterable[int], reading: Reading) -> int | None:
    return reading.pick(role, candidates, MIN_CHANCE[role])


def _titles(title: int, chance: float, lines: Sequence[Line], free: Sequence[int]) -> Iterator[tuple[int, Label]]:
    """The title, and its other copies; of several copies the one without a number or a site's name is the title."""
    start = lines[title].folded[:COPY]
    alike = [n for n in free if lines[n].folded.startswith(start)]
    copies = [n for n in alike if same_title(lines[n], lines[title]) or is_title_with_site(lines[title], lines[n])]
    long_enough = [n for n in copies if lines[n].words >= 3 or n == title]
    plain = min(long_enough, key=lambda n: (len(lines[n].folded), _is_marked(lines[n]), n != title, n))
    where = lines[plain].block.lines.start
    for n in copies:
        if n == plain:
            yield n, Label(Role.TITLE, chance, "line-model: title")
        elif same_title(lines[n], lines[plain]):
            yield n, Label(Role.DUPLICATE, 0.95, f"duplicate: repeats the title on line {where}")


def _is_marked(line: Line) -> bool:
    return without_list_mark(line.text) != line.text


def _of_article(role: Role, candidates: Iterable[int], labels: Labels, reading: Reading) -> Iterator[tuple[int, Label]]:
    """The line of ROLE that is the article's; others that the rules know are those of what stands around it."""
    known = {n: label for n, label in labels.items() if label.role in DATED}
    free = (n for n in candidates if n not in labels or n in known or reading.picked(n, role) >= EVEN)
    best = _pick(role, free, reading)
    if best in known:
        is_both = role is Role.BYLINE and reading.picked(best, role) >= EVEN
        found = role if is_both else known[best].role
        yield best, Label(found, max(reading.picked(best, role), EVEN), known[best].reason)
    elif best is not None:
        yield best, Label(role, reading.picked(best, role), f"line-model: {role}")
    for n, label in known.items():
        if n != best and label.role is role:
            yield n, Label(role, reading.picked(n, role), label.reason)


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
