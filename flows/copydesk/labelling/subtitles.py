"""The one line below a title that says more of the article, known by where it stands."""

from collections.abc import Sequence

from copydesk.labelling.lines import Line, content_words
from copydesk.labelling.running_text import Labels, RunningText
from copydesk.labelling.titles import MAX_META_DISTANCE, META
from copydesk.labelling.uncased_lines import is_uncased_names
from copydesk.languages import UNDETERMINED
from copydesk.model import Role
from copydesk.naming.datelines import dateline_of
from copydesk.outlets import Registry

NAMES = frozenset(
    """
    subheadline subhead subtitle standfirst deck dek undertitel unterzeile sottotitolo sommario occhiello chapo chapeau
    bajada entradilla ingress
    """.split()
)
"""What pages call it in a class or an id."""

LEAST_WORDS, MOST_WORDS = 4, 40

MIN_WORDS = 6
"""Words of a line right below the title from which on it may be the subtitle though nothing but its place says so."""


def subtitle_of(title: int, lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry) -> int | None:
    """The one line between the title and its date or byline; or between it and a text that begins with a dateline.

    Or the one there that the markup calls so.
    """
    named = next((n for n in range(title + 1, title + 2 + MAX_META_DISTANCE) if _is_named(n, lines, labels)), None)
    if named is not None and text.prose - {named}:
        return named
    between = _above_meta(title, lines, labels) or _above_dateline(title, lines, labels, text)
    fitting = [
        n for n in between if lines[n].words >= LEAST_WORDS and lines[n].language in (text.language, UNDETERMINED)
    ]
    alone = len(between) == 1 and len(fitting) == 1 and text.prose - {fitting[0]}
    return fitting[0] if alone and not is_uncased_names(lines[fitting[0]], registry) else None


def _is_named(n: int, lines: Sequence[Line], labels: Labels) -> bool:
    """Whether there is a line N of some words, and no paragraph of many, that the markup calls a subtitle."""
    markup = lines[n].block.markup if n < len(lines) and n not in labels else None
    return markup is not None and LEAST_WORDS <= lines[n].words <= MOST_WORDS and not NAMES.isdisjoint(markup.hints)


def _above_meta(title: int, lines: Sequence[Line], labels: Labels) -> list[int]:
    """Unlabelled lines between the title and a date, byline or the like close below it."""
    between = []
    for n in range(title + 1, min(title + 2 + MAX_META_DISTANCE, len(lines))):
        if n not in labels:
            between.append(n)
        elif labels[n].role in META:
            return between
        elif labels[n].role is not Role.DUPLICATE:
            return []
    return []


def _above_dateline(title: int, lines: Sequence[Line], labels: Labels, text: RunningText) -> list[int]:
    """Unlabelled lines between the title and the first paragraph, where that begins with a dateline."""
    second = sorted(text.prose)[1:2]
    if not second or dateline_of(lines[second[0]].text) is None:
        return []
    return [n for n in range(title + 1, second[0]) if n not in labels and n in text.prose]


def may_be_subtitle(line: Line, title: Line, labels: Labels) -> bool:
    """Whether a line says something of its own in some words, on a page without a subtitle."""
    if line.words < MIN_WORDS or line.dates or line.urls or line.hits:
        return False
    known, said = set(content_words(title.text)), content_words(line.text)
    repeats = 2 * sum(word in known for word in said) > len(said)
    return not repeats and not any(label.role is Role.SUBTITLE for label in labels.values())
