"""Readers' comments below an article, whatever their heading says, known by what it speaks of and by the markup.

A site calls them what it likes: "Was unsere Leser meinen", "Ruangan komen". The heading has a word for comments or for
readers all the same, and nothing below it stands in the page as anything of the article above it does.
"""

from collections.abc import Iterator, Sequence

from copydesk.folding import fold
from copydesk.labelling.apart import stand_apart
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, in_body
from copydesk.labelling.sections import MIN_ARTICLE_WORDS, MOST_COMMENTS
from copydesk.lexicons import listed
from copydesk.model import Label, Role
from copydesk.scripts import ends_sentence

MOST_WORDS = 4
"""Words of such a heading."""

_NO_HEADINGS = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.DATE, Role.CAPTION, Role.CREDIT, Role.COMMENTS})
"""What such a heading is not taken for; of one that the rules know, they know how far its section runs on."""


def reader_sections(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """Labels of a heading of comments, and of the lines below it that LABELS have in the body of a page with markup."""
    body = in_body(labels)
    for heading in range(body[0] + 1, body[-1] + 1) if body else ():
        if labels[heading].role not in _NO_HEADINGS and _speaks_of_readers(lines[heading]):
            above, below = [n for n in body if n < heading], [n for n in body if n > heading]
            if _may_follow(lines, above, below):
                said = Label(Role.COMMENTS, 0.8, f"comments-heading: {lines[heading].text[:60]}")
                yield from ((n, said) for n in (heading, *below))
                return


def _speaks_of_readers(line: Line) -> bool:
    """Whether a short line that is no sentence has a word for comments, or for readers."""
    if not 0 < line.words <= MOST_WORDS or ends_sentence(line.text):
        return False
    folded = fold(line.text)
    return any(word in folded for word in listed("commenting"))


def _may_follow(lines: Sequence[Line], above: Sequence[int], below: Sequence[int]) -> bool:
    """Whether lines BELOW stand apart from those ABOVE, which may be an article, and are not too many for comments."""
    before, after = (sum(lines[n].words for n in numbers) for numbers in (above, below))
    return before >= MIN_ARTICLE_WORDS and after <= MOST_COMMENTS * before and stand_apart(lines, above, below)
