"""The rules in their order: certain lines first, then the sections, then the article and what surrounds it."""

from collections.abc import Sequence

from copydesk.labelling.certain import CERTAIN
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.markup import named_by_markup
from copydesk.labelling.running_text import find_running_text
from copydesk.labelling.sections import sections
from copydesk.labelling.surroundings import above_title, below, below_title, captions_by_neighbours, doubtful, within
from copydesk.labelling.titles import titles
from copydesk.model import Label, LabelledPage, Page, Role
from copydesk.outlets import Registry

AROUND = (captions_by_neighbours, titles, above_title, captions_by_neighbours, below_title, within, below)
"""What needs to know where the article is, in order: each sees the labels of those before it."""

NO_RULE = Label(Role.OTHER, 0.3, "other: no rule knows it")


def label(page: Page, languages: Sequence[str], registry: Registry) -> LabelledPage:
    """Give every block of PAGE a role; LANGUAGES are its blocks', as `detect_languages` gives them."""
    lines = read_lines(page, languages)
    labels = _certain(lines, registry)
    labels |= dict(sections(lines, labels))
    text = find_running_text(lines, labels)
    if text is not None:
        labels = {n: found for n, found in labels.items() if n not in doubtful(lines, labels, text)}
        for rule in AROUND:
            labels |= {n: found for n, found in rule(lines, labels, text, registry) if n not in labels}
    return LabelledPage(page, tuple(labels.get(n, NO_RULE) for n in range(len(lines))), tuple(languages))


def _certain(lines: Sequence[Line], registry: Registry) -> dict[int, Label]:
    labels: dict[int, Label] = {}
    for rule in (*CERTAIN, named_by_markup):
        for n, found in rule(lines, registry):
            labels.setdefault(n, found)
    return labels
