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

MIN_WORDS = 6
"""Words of a line right below the title from which on it may be the subtitle though nothing but its place says so."""


def subtitle_of(title: int, lines: Sequence[Line], labels: Labels, text: RunningText, registry: Registry) -> int | None:
    """The one line between the title and its date or byline; or between it and a text that begins with a dateline."""
    between = _above_meta(title, lines, labels) or _above_dateline(title, lines, labels, text)
    fitting = [n for n in between if lines[n].words >= 4 and lines[n].language in (text.language, UNDETERMINED)]
    alone = len(between) == 1 and len(fitting) == 1 and text.prose - {fitting[0]}
    return fitting[0] if alone and not is_uncased_names(lines[fitting[0]], registry) else None


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
