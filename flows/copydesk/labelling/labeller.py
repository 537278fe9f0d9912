"""The rules in their order: certain lines first, then the sections, then the article and what surrounds it."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from copydesk.labelling.biographies import biographies
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.kept_markup import is_of_other_kind, label_by_tags
from copydesk.labelling.known_templates import agreement, in_detail, strangers
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.lost_markup import label_by_model
from copydesk.labelling.markup import named_by_markup
from copydesk.labelling.network import Kind, Model, load_model
from copydesk.labelling.offers import offers
from copydesk.labelling.reader_sections import reader_sections
from copydesk.labelling.reading import EVEN, Reading, read_page
from copydesk.labelling.result_tables import result_tables
from copydesk.labelling.running_text import Labels, RunningText, find_running_text
from copydesk.labelling.second_cleaning import is_furnished, settled
from copydesk.labelling.sections import sections, tag_lists
from copydesk.labelling.series import evened
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
from copydesk.labelling.unshown import unshown
from copydesk.model import KEPT_IN_BODY, Label, LabelledPage, Page, Role
from copydesk.outlets import Registry

Around: TypeAlias = Callable[[Sequence[Line], Labels, RunningText, Registry], Iterator[tuple[int, Label]]]
"""A rule that needs to know where the article is."""

AROUND = (captions_by_neighbours, titles, above_title, captions_by_neighbours, below_title, within, below)
"""What needs to know where the article is, in order: each sees the labels of those before it."""

UNFURNISHED = (titles, everything)
"""The same for text in which no line is known as furniture."""

CONFIRMED = 0.9
"""Agreement of the rules with the model on the body from which on the rules say in detail what each line is."""

MOST_STRANGERS = 9
"""Lines outside the body that no rule is certain of, up to which a page is in a template that the rules know."""

NO_RULE = Label(Role.OTHER, 0.3, "other: no rule knows it")


def label(page: Page, languages: Sequence[str], registry: Registry, model: Model | None = None) -> LabelledPage:
    r"""Give every block of PAGE a role; LANGUAGES are its blocks', as `detect_languages` gives them.

    MODEL is one for pages of its kind; where none is given, the one that comes with copydesk is asked. Text in which
    no line is known as furniture is all article, and no model is asked.

    >>> import copydesk
    >>> text = b"Skip to content\n\nRain stops play\n\nIt rained all day on Sunday."
    >>> page = copydesk.split(copydesk.decode(copydesk.RawDocument("a.txt", text)))
    >>> labelled = label(page, copydesk.detect_languages(page), copydesk.registry())
    >>> [found.role.value for found in labelled.labels], labelled.labels[0].reason
    (['navigation', 'title', 'body'], 'navigation-line: skip to content')
    """
    lines = read_lines(page, languages)
    certain = labelled_by(CERTAIN, lines, registry)
    if not page.has_markup and not is_furnished(lines, certain):
        ruled = _by_rules(lines, *_begun(lines, certain), registry, UNFURNISHED)
        labels = settled(lines, ruled, certain, registry, (Role.TITLE, Role.SUBTITLE, Role.OTHER))
        return LabelledPage(page, _in_order(labels, lines), tuple(languages))
    reading = read_page(lines, model or load_model(kind_of(page)))
    if page.has_markup:
        ruled = _ruled(lines, certain, registry)
        labels = label_by_tags(ruled, reading, page.claims)
        if reading.article >= EVEN and not is_of_other_kind(page.claims):
            labels |= dict(reader_sections(lines, labels))
        labels |= dict(unshown(lines, labels, certain))
    else:
        reading = evened(lines, certain, reading)
        labels = _of_text(lines, certain, reading, registry)
        labels |= dict(result_tables(lines, labels))
        labels |= dict(tag_lists(lines, labels))
    labels |= dict(biographies(lines, labels))
    labels |= dict(offers(lines, labels))
    labels = settled(lines, labels, certain, registry, (Role.OTHER,) if page.has_markup else (Role.TITLE, Role.OTHER))
    body = _expected_f1(lines, labels, reading)
    return LabelledPage(page, _in_order(labels, lines), tuple(languages), reading.article, body)


def label_by_rules(page: Page, languages: Sequence[str], registry: Registry) -> LabelledPage:
    """What the rules alone make of an HTML page, with the extractor's opinion as their guide: no model is asked."""
    lines = read_lines(page, languages)
    labels = _ruled(lines, labelled_by(CERTAIN, lines, registry), registry)
    return LabelledPage(page, _in_order(labels, lines), tuple(languages))


def kind_of(page: Page) -> Kind:
    """The kind of model that labels PAGE."""
    return Kind.HTML if page.has_markup else Kind.TEXT


def _of_text(lines: Sequence[Line], certain: Labels, reading: Reading, registry: Registry) -> dict[int, Label]:
    """The model's labels; in detail those of the rules, on a page in a template that they know."""
    labels = label_by_model(lines, certain, reading, registry)
    begun, text = _begun(lines, certain)
    if text is not None and _beyond(text, certain, len(lines)) <= MOST_STRANGERS:
        ruled = _by_rules(lines, begun, text, registry, AROUND)
        if strangers(ruled, certain) <= MOST_STRANGERS and agreement(lines, ruled, labels) >= CONFIRMED:
            labels = in_detail(lines, ruled, labels, certain, reading)
    return labels


def _begun(lines: Sequence[Line], certain: Labels) -> tuple[dict[int, Label], RunningText | None]:
    """CERTAIN labels and those of sections, and the running text among the other lines."""
    begun = dict(certain) | dict(sections(lines, certain))
    return begun, find_running_text(lines, begun)


def _ruled(lines: Sequence[Line], certain: Labels, registry: Registry) -> dict[int, Label]:
    """What the rules alone make of blocks with markup, of which they are CERTAIN of some."""
    named = {n: label for n, label in labelled_by((named_by_markup,), lines, registry).items() if n not in certain}
    return _by_rules(lines, *_begun(lines, dict(certain) | named), registry, AROUND)


def _expected_f1(lines: Sequence[Line], labels: Labels, reading: Reading) -> float:
    """Word F1 that the body can be expected to have, by the chance of each line's being in it; 0 to 1."""
    words = [line.words for line in lines]
    wanted = sum(chance * count for chance, count in zip(reading.body, words, strict=True))
    kept = [n for n, label in labels.items() if label.role in KEPT_IN_BODY]
    right = sum(reading.body[n] * words[n] for n in kept)
    given = sum(words[n] for n in kept)
    return round(2 * right / (wanted + given), 4) if wanted + given else 0.0


def _in_order(labels: Labels, lines: Sequence[Line]) -> tuple[Label, ...]:
    return tuple(labels.get(n, NO_RULE) for n in range(len(lines)))


def _beyond(text: RunningText, certain: Labels, count: int) -> int:
    """How many of COUNT lines TEXT does not reach and no rule is certain of.

    The rules take no such line for body; where these are too many already, they need not be asked about the others.
    """
    return sum(n not in certain for n in (*range(text.first), *range(text.last + 1, count)))


def _by_rules(
    lines: Sequence[Line], begun: Labels, text: RunningText | None, registry: Registry, around: Sequence[Around]
) -> dict[int, Label]:
    """What the rules alone make of a page: BEGUN, certain lines and sections, and AROUND by where lines stand."""
    labels = dict(begun)
    if text is None:
        return labels
    for n in doubtful(lines, labels, text):
        del labels[n]
    for rule in around:
        labels |= {n: found for n, found in rule(lines, labels, text, registry) if n not in labels}
    return labels
