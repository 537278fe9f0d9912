"""The article's one title, date, byline and subtitle: lines of which a page has several, and the model picks one."""

from collections.abc import Iterable, Iterator, Sequence

from copydesk.dates.telling import tells_of_day
from copydesk.folding import without_list_mark
from copydesk.labelling.headlines import weighed
from copydesk.labelling.lines import MIN_SENTENCE_WORDS, Line
from copydesk.labelling.reading import EVEN, SURE, Reading
from copydesk.labelling.running_text import Labels
from copydesk.labelling.titles import (
    MAX_TITLE_WORDS,
    is_above_picture,
    is_masthead,
    is_title_with_site,
    same_title,
)
from copydesk.labelling.uncased_lines import is_row_of_links, may_name, signed_title
from copydesk.lexicons import announcing_words, look_up
from copydesk.model import Label, Role
from copydesk.outlets import Registry
from copydesk.scripts import has_words

MIN_CHANCE = {Role.TITLE: 0.1, Role.DATE: 0.07, Role.BYLINE: 0.07, Role.SUBTITLE: 0.5}
"""Chance of being the one line of its role that the likeliest line needs."""

DATED = frozenset({Role.DATE, Role.BYLINE})
"""Roles of lines that say who and when: of the article, or of a comment, or of another article."""

COPY = 12
"""Characters at the beginning that all copies of a title share."""


def picked(lines: Sequence[Line], labels: Labels, reading: Reading, registry: Registry) -> dict[int, Label]:
    """LABELS with the title and its copies, the subtitle, and the article's date and byline.

    Dates and bylines of other articles become others'.
    """
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
    # Sentences that tell of a day show none, and a day alone, unless a rule knows it, is an entry's in a chronology.
    telling = {n for n, line in enumerate(lines) if line.dates and n not in labels and _tells(line)}
    dated = [n for n, line in enumerate(lines) if line.dates and n not in telling and (n in labels or not line.is_date)]
    taken |= _of_article(Role.DATE, dated, taken, reading)
    short = [n for n in range(len(lines)) if lines[n].words <= MAX_TITLE_WORDS and reading.body[n] < SURE]
    signed = [
        n
        for n in short
        if (not is_above_picture(n, lines, labels) or announcing_words(lines[n].text.split()))
        and may_name(lines[n], reading.picked(n, Role.BYLINE))
    ]
    taken |= {n: found for n, found in _of_article(Role.BYLINE, signed, taken, reading) if n not in telling}
    return taken


def _tells(line: Line) -> bool:
    """Whether a line with a date, which no rule knows, tells of that day in a sentence, and says not who or when."""
    if not tells_of_day(line.text, line.dates) or announcing_words(line.text.split()):
        return False
    if has_words(line.text[line.dates[-1].end :], MIN_SENTENCE_WORDS):
        return True
    heads = (line.text, line.text[: line.dates[0].end])  # "Posted on … by Jane Roe."
    return not any(hit.role in DATED for head in heads for hit in look_up(head))


def _title(
    lines: Sequence[Line], free: Sequence[int], reading: Reading, registry: Registry
) -> tuple[int, float] | None:
    """The likeliest title, and its chance: no masthead, no row of links, no name between the title and the date.

    What the model would have given these, the others have; a name's chance is that of the line above it.
    """
    likely = [n for n in free if reading.picked(n, Role.TITLE) > 0]
    signed = {n: above for n in likely if (above := signed_title(n, lines)) is not None}
    barred = {n for n in likely if is_masthead(lines[n], registry) or is_row_of_links(lines[n].text)}
    reading = reading.without(Role.TITLE, barred, {n: above for n, above in signed.items() if above not in barred})
    chances = weighed(lines, [n for n in free if reading.picked(n, Role.TITLE) > 0], reading)
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
