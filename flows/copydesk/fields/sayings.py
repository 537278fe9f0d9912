"""The texts that an HTML page calls its title, each with its source, and the parts that signs divide them into."""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from copydesk.folding import bare
from copydesk.model import Block, LabelledPage, Role, Where
from copydesk.scripts import UNSPACED

MAX_TITLE = 300
"""Characters that a title may have; a heading with more is a text."""
MAX_HEADINGS = 60
"""Headings that are asked; a page with more of them is a list."""

METADATA = ("json-ld", "opengraph", "meta", "microdata", "title-tag")
HEADINGS = ("labelled heading", "h1")
"""What readers see as the title."""

_SIGN = re.compile(rf"\s+[|–—·•»:/-]+\s+|\s*[|｜_»]\s*|:\s+|(?<=[{UNSPACED}！？])[-–—](?=[{UNSPACED}])")


BEFORE_SITE = re.compile(r"\s+(?:[|–—·•»«-]\s+)+|\s?[|｜]\s?")
"""A sign behind which a page's own title may have the name of its site; a quote may end before it."""


_BEHIND_SITE = re.compile(rf"{BEFORE_SITE.pattern}|\s?::?\s")
"""A sign before which it may have that name."""


class Saying(NamedTuple):
    """A text that one of the page's places calls the title."""

    source: str
    text: str
    key: str
    """Its letters and digits, folded: what candidates are compared by."""
    evidence: str
    where: Where

    @property
    def is_metadata(self) -> bool:
        """Whether no line of the page says it."""
        return self.source in METADATA


def sayings(page: LabelledPage, trimmed: Callable[[str], str]) -> Iterator[Saying]:
    """What headings and metadata say, headings first; TRIMMED takes off what is no part of a title."""
    bodies = page.having(Role.BODY)
    first, last = (bodies[0].number, bodies[-1].number) if bodies else (len(page.labels), len(page.labels))
    asked = (
        (block, sources)
        for block, label in zip(page.page.blocks, page.labels, strict=True)
        if (sources := _as_heading(block, label.role, first, last)) and len(block.text) <= MAX_TITLE
    )
    for block, sources in itertools.islice(asked, MAX_HEADINGS):
        text = trimmed(block.text)
        yield from (Saying(source, text, bare(text), block.text, block.number) for source in sources)
    for where in METADATA:
        for claim in page.page.claims:
            if claim.name == "title" and claim.where == where and len(claim.value) <= MAX_TITLE:
                text = trimmed(claim.value)
                yield Saying(where, text, bare(text), claim.value, where)


def _as_heading(block: Block, role: Role, first: int, last: int) -> list[str]:
    """As what a block speaks of the title of an article that stands in blocks FIRST to LAST."""
    tag = block.markup.tag if block.markup is not None else ""
    sources = []
    if role is Role.TITLE:
        sources.append("labelled heading" if tag in ("h1", "h2") else "labelled line")
    if tag in ("h1", "h2") and block.number < last:
        sources.append("h1" if tag == "h1" else "h2-above" if block.number <= first + 1 else "h2")
    return sources


def beginnings(text: str) -> Iterator[str]:
    """What stands before each sign in TEXT that may part a title from a site's name; a colon parts a kicker.

    >>> list(beginnings("Rain: a report | Weather - The Times"))
    ['Rain: a report', 'Rain: a report | Weather']
    """
    yield from (text[: sign.start()] for sign in _SIGN.finditer(text) if ":" not in sign[0])


def outer_parts(text: str) -> Iterator[str]:
    """What stands in TEXT before the first sign and behind the last, where a site's name may stand.

    >>> list(outer_parts("Rain: a report | The Times")), list(outer_parts("Oval Courier :: Rain"))
    (['Rain', 'The Times'], ['Oval Courier'])
    """
    yield from (text[: sign.start()] for sign in [*_BEHIND_SITE.finditer(text)][:1])
    yield from (text[sign.end() :] for sign in [*BEFORE_SITE.finditer(text)][-1:])


def beginnings_before_less(text: str) -> list[str]:
    """The same, where what follows, up to the next sign, is no longer: a site's name is shorter than a title.

    >>> beginnings_before_less("Rain: a report | The Times"), beginnings_before_less("Opinion | Rain is good")
    (['Rain: a report'], [])
    """
    following = len(text)
    found = []
    for sign in reversed(list(_SIGN.finditer(text))):
        if ":" not in sign[0] and following - sign.end() <= sign.start():
            found.append(text[: sign.start()])
        following = sign.start()
    return found


def ends(text: str) -> Iterator[str]:
    """What stands behind each such sign, or a colon.

    >>> list(ends("Rain: a report | The Times"))
    ['a report | The Times', 'The Times']
    """
    yield from (text[sign.end() :] for sign in _SIGN.finditer(text))
