"""What a second cleaning, of the body alone, would make of it: nothing that it would take away is left in the body.

Without the markup, rules that are certain of a line have the say, and a short line above the text is its title.
"""

from collections.abc import Sequence

from copydesk.labelling.certain import AMONG_NEIGHBOURS, labelled_by
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, find_running_text, in_body
from copydesk.labelling.sections import opened_by
from copydesk.labelling.surroundings import DOUBTFUL_INSIDE, doubtful
from copydesk.labelling.titles import find_title, has_letters, titles_in_turn
from copydesk.languages import UNDETERMINED, language_of_most
from copydesk.model import Label, Role
from copydesk.outlets import Registry


def is_furnished(lines: Sequence[Line], certain: Labels) -> bool:
    """Whether CERTAIN labels show that a text is more than an article: menu words alone may be its headings."""
    return bool(certain) and bool(_furniture(lines, certain))


def settled(
    lines: Sequence[Line], labels: dict[int, Label], certain: Labels, registry: Registry, roles: Sequence[Role]
) -> dict[int, Label]:
    """LABELS without lines in the body that a second cleaning would take for furniture, or for the title.

    CERTAIN are the labels of the lines of which rules are certain. What would be the title is given those of ROLES that
    the page lacks, in order; the last of them may be given again. A body that would lose all of its lines keeps them.
    """
    free = [role for role in roles if role is roles[-1] or all(label.role is not role for label in labels.values())]
    while True:
        kept = in_body(labels)
        body = [lines[n] for n in kept]
        found = _known(body, {place: certain[n] for place, n in enumerate(kept) if n in certain}, registry)
        if not found and (above := _titles(body, registry)):
            role = free[0]
            if len(free) > 1:  # only the last role may be given again
                above, free = above[:1], free[1:]
            found = dict.fromkeys(above, Label(role, 0.5, f"{role}: stands above the body, where a title does"))
        if not found or len(found) == len(body):
            return labels
        labels = labels | {kept[place]: label for place, label in found.items()}


def _known(body: Sequence[Line], certain: Labels, registry: Registry) -> dict[int, Label]:
    """Labels of the lines of a body that are furniture, CERTAIN ones and others, or that open a section of it."""
    certain = dict(certain) | labelled_by(AMONG_NEIGHBOURS, body, registry)  # they have others beside them here
    found = _furniture(_as_text(body), certain) if certain else {}
    opened = {n: opened_by(line, certain.get(n)) for n, line in enumerate(body) if line.hits}
    return found | {n: label for n, label in opened.items() if label is not None}


def _furniture(lines: Sequence[Line], certain: Labels) -> dict[int, Label]:
    """CERTAIN labels of lines of a text, without those of menu words that may be its headings."""
    text = None
    if any(label.role in DOUBTFUL_INSIDE for label in certain.values()):
        text = find_running_text(lines, certain)
    doubts = doubtful(lines, certain, text) if text is not None else frozenset()
    return {n: label for n, label in certain.items() if n not in doubts}


def _titles(body: Sequence[Line], registry: Registry) -> list[int]:
    """The line that would be the title if there were nothing but the body, and those that would be after it."""
    language = language_of_most((line.language, line.text) for line in body if line.reads_as_prose)
    if not body or (body[0].reads_as_prose and body[0].language in (language, UNDETERMINED)):
        return []  # nothing stands above the text
    body = _as_text(body)
    # Without the page around them short lines may have the language of those beside them, or the one that they have;
    # lines without letters never have any.
    alike = [line if line.is_prose or not has_letters(line) else line._replace(language=language) for line in body]
    found = (_titles_among(lines, registry) for lines in (alike, body))
    return next((numbers for numbers in found if numbers), [])


def _titles_among(lines: Sequence[Line], registry: Registry) -> list[int]:
    text = find_running_text(lines, {})
    title = find_title(lines, {}, text, registry) if text is not None else None
    if text is None or title is None:
        return []
    return [title, *(n for n in titles_in_turn(lines, text, registry) if n != title)]


def _as_text(body: Sequence[Line]) -> list[Line]:
    """The lines of a body as they are without markup, and without all other lines."""
    return [
        line._replace(
            block=line.block._replace(number=place, markup=None), is_prose=line.reads_as_prose, is_extracted=False
        )
        for place, line in enumerate(body)
    ]
