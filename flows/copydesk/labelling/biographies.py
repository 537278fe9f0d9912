"""What the last paragraphs of an article say of its authors: "Jane Roe is a columnist", below "By Jane Roe"."""

import functools
from collections.abc import Iterator, Sequence

from copydesk.folding import fold
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, in_body
from copydesk.lexicons import announcing_words, listed
from copydesk.model import Label, Role
from copydesk.naming.people import MAX_NAME_WORDS, NO_NAMES, read_name

MOST_OF_ARTICLE = 0.34
"""Share of the body's words that all biographies together have at most: more is an article about somebody."""

MOST_BELOW_HEADING = 4
"""Lines below "About the author" that may be what the heading promises."""

MAX_OPENING = 40
"""Characters at a line's beginning in which the words stand that open a biography."""


def biographies(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """The last paragraphs of the body, each of which begins with a name of the byline, or with "the author is a".

    Only what nothing but other biographies follows is one: an article may speak of its author before its end.
    """
    body = in_body(labels)
    signed = [f" {lines[n].folded} " for n, label in labels.items() if label.role is Role.BYLINE]
    found: list[tuple[int, Label]] = []
    for n in reversed(body):
        told_of = _heading_of(n, lines, labels)
        if not told_of and lines[n].reads_as_prose:
            above = labels.get(n - 1)
            own = lines[n - 1].folded if above is not None and above.role is Role.BYLINE and n - 1 > body[0] else ""
            told_of = _told_of(lines[n], signed, own)
        if not told_of:
            break
        found.append((n, Label(Role.CREDIT, 0.8, f"biography: {told_of}")))
    if sum(lines[n].words for n, _ in found) <= MOST_OF_ARTICLE * sum(lines[n].words for n in body):
        yield from found


def _heading_of(n: int, lines: Sequence[Line], labels: Labels) -> str:
    """The heading "About the author" that a line is, or that stands a few lines above it; empty where none does."""
    above = range(n, max(-1, n - 1 - MOST_BELOW_HEADING), -1)
    return next((lines[m].folded for m in above if m in labels and lines[m].folded in listed("about-author")), "")


def _told_of(line: Line, signed: Sequence[str], above: str) -> str:
    """Whom a line begins to tell of: a name that is SIGNED, or "the author"; empty where it is something else.

    Where a byline stands right ABOVE it, below the article, a first name will do.
    """
    opening = line.text.split(maxsplit=MAX_NAME_WORDS + 1)
    start = 1 if opening[0].endswith(".") else 0  # "Dr."
    for stop in range(len(opening) - 1, start + 1, -1):
        name = " ".join(opening[start:stop])
        goes_on = opening[stop][0].islower() or not opening[stop][0].isalpha()
        if goes_on and any(f" {fold(name)} " in names for names in signed) and read_name(name.strip(",")):
            return name.strip(",")
    first = fold(opening[0])
    if above and f" {first} " in f" {above} " and _may_be_told_of(opening):
        return first
    begun = line.folded[:MAX_OPENING]
    return next((phrase.strip() for phrase in _openings() if begun.startswith(phrase)), "")


def _may_be_told_of(opening: Sequence[str]) -> bool:
    """Whether somebody's first name may stand first, and what is told of them next."""
    is_name = opening[0].istitle() and opening[0].casefold() not in NO_NAMES and not announcing_words(opening[:1])
    return is_name and len(opening) > 1 and opening[1].islower()


@functools.cache
def _openings() -> tuple[str, ...]:
    """What the lexicons list as the opening words of a biography; where words are parted, they end with one."""
    return tuple(sorted(f"{phrase} " if " " in phrase else phrase for phrase in listed("biography")))
