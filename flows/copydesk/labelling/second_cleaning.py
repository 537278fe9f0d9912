"""What a second cleaning, of the body alone, would make of it: nothing that it would take away is left in the body.

Without the markup, rules that are certain of a line have the say, and a short line above the text is its title.
"""

from collections.abc import Sequence

from copydesk.labelling.certain import AMONG_NEIGHBOURS, labelled_by
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, RunningText, article_language, find_running_text
from copydesk.labelling.sections import opened_by
from copydesk.labelling.surroundings import doubtful
from copydesk.labelling.titles import find_title
from copydesk.languages import UNDETERMINED
from copydesk.model import KEPT_IN_BODY, Label, Role
from copydesk.outlets import Registry


def furniture(lines: Sequence[Line], certain: Labels, text: RunningText | None) -> dict[int, Label]:
    """Those of the CERTAIN labels that show that a text is more than an article: menu words may be its headings."""
    doubts = doubtful(lines, certain, text) if text is not None else frozenset()
    return {n: label for n, label in certain.items() if n not in doubts}


def without_furniture(
    lines: Sequence[Line], labels: dict[int, Label], certain: Labels, registry: Registry
) -> dict[int, Label]:
    """LABELS of blocks with markup, without those in the body that rules are CERTAIN of, whatever the markup says.

    If that would leave nothing, all of the body stays.
    """
    while True:
        body, kept = _as_text(lines, labels)
        known = {place: certain[n] for place, n in enumerate(kept) if n in certain}
        known = labelled_by(AMONG_NEIGHBOURS, body, registry) | known  # they have others beside them here
        found = furniture(body, known, find_running_text(body, known))
        found |= {place: label for place, line in enumerate(body) if (label := opened_by(line, known.get(place)))}
        if not found or len(found) == len(body):
            return labels
        labels = labels | {kept[place]: label for place, label in found.items()}


def without_titles(
    lines: Sequence[Line], labels: dict[int, Label], registry: Registry, roles: Sequence[Role]
) -> dict[int, Label]:
    """LABELS without lines above the body that would be taken for its title.

    They are given those of ROLES that the page lacks, in order; the last of them may be given again.
    """
    there = {label.role for label in labels.values()}
    free = [role for role in roles if role is Role.OTHER or role not in there]
    while free and (found := _title_of_body(lines, labels, registry)) is not None:
        role = free[0] if free[0] is Role.OTHER else free.pop(0)
        labels = labels | {found: Label(role, 0.5, f"{role}: stands above the body, where a title does")}
    return labels


def _title_of_body(lines: Sequence[Line], labels: Labels, registry: Registry) -> int | None:
    """The line that would be the title if there were nothing but the body."""
    body, kept = _as_text(lines, labels)
    language = article_language(body, {})
    if body and body[0].is_prose and body[0].language in (language, UNDETERMINED):
        return None  # nothing stands above the text
    # Short lines have the language of those beside them.
    body = [line if line.is_prose else line._replace(language=language) for line in body]
    text = find_running_text(body, {})
    found = find_title(body, {}, text, registry) if text is not None else None
    return None if found is None else kept[found]


def _as_text(lines: Sequence[Line], labels: Labels) -> tuple[list[Line], list[int]]:
    """The lines of the body as they are without markup and without all others; and the number that each has here."""
    kept = [n for n, label in sorted(labels.items()) if label.role in KEPT_IN_BODY]
    return [_bare(lines[n], place) for place, n in enumerate(kept)], kept


def _bare(line: Line, place: int) -> Line:
    """LINE as it is without markup, at PLACE."""
    return line._replace(
        block=line.block._replace(number=place, markup=None), is_prose=line.reads_as_prose, is_extracted=False
    )
