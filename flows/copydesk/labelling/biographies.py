"""What the last paragraphs of an article say of its authors: "Jane Roe is a columnist", below "By Jane Roe"."""

import functools
from collections.abc import Iterator, Sequence

from copydesk.folding import fold
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels
from copydesk.lexicons import listed
from copydesk.model import KEPT_IN_BODY, Label, Role
from copydesk.names import MAX_NAME_WORDS, read_name

MOST_OF_ARTICLE = 0.34
"""Share of the body's words that all biographies together have at most: more is an article about somebody."""

MAX_OPENING = 40
"""Characters at a line's beginning in which the words stand that open a biography."""


def biographies(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """The last paragraphs of the body, each of which begins with a name of the byline, or with "the author is a".

    Only what nothing but other biographies follows is one: an article may speak of its author before its end.
    """
    body = [n for n in sorted(labels) if labels[n].role in KEPT_IN_BODY]
    signed = [f" {lines[n].folded} " for n, label in labels.items() if label.role is Role.BYLINE]
    found: list[tuple[int, Label]] = []
    for n in reversed(body):
        told_of = _told_of(lines[n], signed) if lines[n].reads_as_prose else ""
        if not told_of:
            break
        found.append((n, Label(Role.CREDIT, 0.8, f"biography: {told_of}")))
    if sum(lines[n].words for n, _ in found) <= MOST_OF_ARTICLE * sum(lines[n].words for n in body):
        yield from found


def _told_of(line: Line, signed: Sequence[str]) -> str:
    """Whom a line begins to tell of: a name that is SIGNED, or "the author"; empty where it is something else."""
    opening = line.text.split(maxsplit=MAX_NAME_WORDS + 1)
    start = 1 if opening[0].endswith(".") else 0  # "Dr."
    for stop in range(len(opening) - 1, start + 1, -1):
        name = " ".join(opening[start:stop])
        goes_on = opening[stop][0].islower() or not opening[stop][0].isalpha()
        if goes_on and any(f" {fold(name)} " in names for names in signed) and read_name(name.strip(",")):
            return name.strip(",")
    begun = line.folded[:MAX_OPENING]
    return next((phrase.strip() for phrase in _openings() if begun.startswith(phrase)), "")


@functools.cache
def _openings() -> tuple[str, ...]:
    """What the lexicons list as the opening words of a biography; where words are parted, they end with one."""
    return tuple(sorted(f"{phrase} " if " " in phrase else phrase for phrase in listed("biography")))
