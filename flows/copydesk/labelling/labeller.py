"""The rules in their order: certain lines first, then the sections, then the article and what surrounds it."""

from collections.abc import Sequence

from copydesk.labelling.certain import CERTAIN
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.markup import named_by_markup
from copydesk.labelling.running_text import Labels, RunningText, find_running_text
from copydesk.labelling.sections import sections
from copydesk.labelling.surroundings import (
    above_title,
    below,
    below_title,
    captions_by_neighbours,
    doubtful,
    everything,
    within,
)
from copydesk.labelling.titles import titles
from copydesk.model import KEPT_IN_BODY, Label, LabelledPage, Page, Role
from copydesk.outlets import Registry

AROUND = (captions_by_neighbours, titles, above_title, captions_by_neighbours, below_title, within, below)
"""What needs to know where the article is, in order: each sees the labels of those before it."""

UNFURNISHED = (titles, everything)
"""The same for text in which no line is known as furniture."""

NO_RULE = Label(Role.OTHER, 0.3, "other: no rule knows it")


def label(page: Page, languages: Sequence[str], registry: Registry) -> LabelledPage:
    """Give every block of PAGE a role; LANGUAGES are its blocks', as `detect_languages` gives them."""
    lines = read_lines(page, languages)
    labels = _certain(lines, registry)
    labels |= dict(sections(lines, labels))
    text = find_running_text(lines, labels)
    if text is not None:
        doubts = {n: labels.pop(n) for n in doubtful(lines, labels, text)}
        for rule in AROUND if labels or page.has_markup else UNFURNISHED:
            labels |= {n: found for n, found in rule(lines, labels, text, registry) if n not in labels}
        labels = _settled(labels, doubts, text)
    return LabelledPage(page, tuple(labels.get(n, NO_RULE) for n in range(len(lines))), tuple(languages))


def _settled(labels: dict[int, Label], doubts: Labels, text: RunningText) -> dict[int, Label]:
    """Labels of doubtful lines given back where, in the body as it came out, no paragraphs stand around them.

    Then none of them is left that a second cleaning of the body would take for furniture.
    """
    while True:
        kept = [
            n for n in range(-1, max(labels, default=0) + 1) if n < 0 or labels.get(n, NO_RULE).role in KEPT_IN_BODY
        ]
        around = zip(kept, kept[1:], [*kept[2:], -1], strict=False)
        lost = {n for above, n, below in around if n in doubts and not {above, below} <= text.prose}
        if not lost:
            return labels
        labels = labels | {n: doubts[n] for n in lost}


def _certain(lines: Sequence[Line], registry: Registry) -> dict[int, Label]:
    labels: dict[int, Label] = {}
    for rule in (*CERTAIN, named_by_markup):
        for n, found in rule(lines, registry):
            labels.setdefault(n, found)
    return labels
