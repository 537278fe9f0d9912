"""What a second cleaning, of the body alone, would make of it: nothing that it would take away is left in the body.

Without the markup, rules that are certain of a line have the say, and a short line above the text is its title.
"""

from collections.abc import Sequence

from copydesk.labelling.certain import AMONG_NEIGHBOURS, labelled_by
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, article_language, find_running_text
from copydesk.labelling.sections import opened_by
from copydesk.labelling.surroundings import DOUBTFUL_INSIDE, doubtful
from copydesk.labelling.titles import find_title
from copydesk.languages import UNDETERMINED
from copydesk.model import KEPT_IN_BODY, Label, Role
from copydesk.outlets import Registry


def is_furnished(lines: Sequence[Line], certain: Labels) -> bool:
    """Whether CERTAIN labels show that a text is more than an article: menu words alone may be its headings."""
    if not all(label.role in DOUBTFUL_INSIDE for label in certain.values()):
        return True
    return bool(certain) and bool(_furniture(lines, dict(certain)))


def settled(
    lines: Sequence[Line], labels: dict[int, Label], certain: Labels, registry: Registry, roles: Sequence[Role]
) -> dict[int, Label]:
    """LABELS without lines in the body that a second cleaning would take for furniture, or for the title.

    CERTAIN are the labels of the lines of which rules are certain. What would be the title is given those of ROLES that
    the page lacks, in order; the last of them may be given again. A body that would lose all of its lines keeps them.
    """
    free = [role for role in roles if role is roles[-1] or all(label.role is not role for label in labels.values())]
    while True:
        body, kept = _as_text(lines, labels)
        known = {place: certain[n] for place, n in enumerate(kept) if n in certain}
        known = labelled_by(AMONG_NEIGHBOURS, body, registry) | known  # they have others beside them here
        found = _furniture(body, known)
        found |= {place: label for place, line in enumerate(body) if (label := opened_by(line, known.get(place)))}
        if not found and (title := _title(body, registry)) is not None:
            role = free[0] if len(free) == 1 else free.pop(0)
            found = {title: Label(role, 0.5, f"{role}: stands above the body, where a title does")}
        if not found or len(found) == len(body):
            return labels
        labels = labels | {kept[place]: label for place, label in found.items()}


def _furniture(lines: Sequence[Line], certain: dict[int, Label]) -> dict[int, Label]:
    """CERTAIN labels of lines of a text, without those of menu words that may be its headings."""
    text = find_running_text(lines, certain) if certain else None
    doubts = doubtful(lines, certain, text) if text is not None else frozenset()
    return {n: label for n, label in certain.items() if n not in doubts}


def _title(body: Sequence[Line], registry: Registry) -> int | None:
    """The line that would be the title if there were nothing but the body."""
    language = article_language(body, {})
    if body and body[0].is_prose and body[0].language in (language, UNDETERMINED):
        return None  # nothing stands above the text
    # Without the page around them short lines may have the language of those beside them, or the one that they have.
    alike = [line if line.is_prose else line._replace(language=language) for line in body]
    found = (_title_among(lines, registry) for lines in (alike, body))
    return next((n for n in found if n is not None), None)


def _title_among(lines: Sequence[Line], registry: Registry) -> int | None:
    text = find_running_text(lines, {})
    return find_title(lines, {}, text, registry) if text is not None else None


def _as_text(lines: Sequence[Line], labels: Labels) -> tuple[list[Line], list[int]]:
    """The lines of the body as they are without markup and without all others; and the number that each has here."""
    kept = [n for n, label in sorted(labels.items()) if label.role in KEPT_IN_BODY]
    return [_bare(lines[n], place) for place, n in enumerate(kept)], kept


def _bare(line: Line, place: int) -> Line:
    """LINE as it is without markup, at PLACE."""
    block = line.block._replace(number=place, markup=None)
    return line._replace(block=block, is_prose=line.reads_as_prose, is_extracted=False)
