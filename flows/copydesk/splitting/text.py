"""Text whose markup is lost, to blocks: a line is a block, and lines that were broken apart become one again.

Three kinds of broken lines are joined. A line that stops in mid-sentence goes on with the next one when that begins
with a small letter. Where blank lines part the paragraphs, an open line goes on with the sentence right below it. On a
hard-wrapped page a line goes on whenever the next word would not have fitted on it.

A no-break space is layout, as HTML's are: it becomes a space. All other characters stay what they are.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.decoding import lines_of
from copydesk.model import Block, DecodedDocument, Page
from copydesk.scripts import display_width, ends_sentence, join_lines, word_count

MIN_BROKEN_WORDS = 3
"""A shorter line is a menu item or a label, not the beginning of a broken sentence."""

MIN_SPACED, MIN_SPACED_SHARE = 4, 0.7
"""Sentences, and the share of them with a blank line above, that show that a page parts its paragraphs by blank lines."""

MIN_OPEN_WORDS, MIN_REST_WORDS = 5, 6
"""Words of the two parts of a broken sentence where no small letter shows that the second is its rest."""

WRAP_WIDTHS = range(50, 101)
"""Widths at which mail programs and text editors wrap lines."""

MIN_WRAPPED_PAIRS = 6
MIN_WRAPPED_SHARE = 0.7
"""A page is hard-wrapped when so many pairs of adjacent lines, and such a share of them, break where they had to."""

_LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦*–—-]|\d{1,3}[.)])\s")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S|[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)
_FIRST_WORD = re.compile(r"\s*(\S+)")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    gap: int
    """Blank lines above it."""
    in_article: bool
    """Whether a whole sentence stands above it."""


def split_text(document: DecodedDocument) -> Page:
    """One block for each line that is not blank; lines that the page had broken are one block.

    >>> from copydesk.model import RawDocument
    >>> text = "Wang Yi, Mr Jafari’s Chinese" + chr(10) + "counterpart, made the offer." + chr(10) * 2 + "XS" + chr(10) + "SM"
    >>> page = split_text(DecodedDocument(RawDocument("a.txt", b""), text, "utf-8"))
    >>> [(block.text, block.lines) for block in page.blocks]
    [('Wang Yi, Mr Jafari’s Chinese counterpart, made the offer.', range(1, 3)), ('XS', range(4, 5)), ('SM', range(5, 6))]
    """
    lines = list(_lines(document.text))
    width = _wrap_width(lines)
    spaced = _has_spaced_paragraphs(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        above = groups[-1][-1] if groups else None
        if above is not None and (_is_continued(above, line, width) or (spaced and _is_rest(above, line))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Page(document, tuple(_block(number, group) for number, group in enumerate(groups)))


def _lines(text: str) -> Iterator[_Line]:
    gap = 0
    in_article = False
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            found = _Line(number, line.replace("\N{NO-BREAK SPACE}", " ").rstrip(), gap, in_article)
            yield found
            gap = 0
            in_article = in_article or _is_sentence(found)
        else:
            gap += 1


def _block(number: int, group: list[_Line]) -> Block:
    text = group[0].text.strip()
    for line in group[1:]:
        text = join_lines(text, line.text.strip())
    return Block(number, text, range(group[0].number, group[-1].number + 1))


def _is_continued(above: _Line, below: _Line, width: int | None) -> bool:
    """Whether BELOW continues ABOVE on the page."""
    if below.gap > 1 or _LIST_MARK.match(below.text):
        return False
    if width is not None and below.gap == 0 and _had_to_break(above, below, width):
        return True
    return goes_on(above.text, below.text) and (below.gap == 0 or word_count(below.text) >= MIN_BROKEN_WORDS)


def goes_on(above: str, below: str) -> bool:
    """Whether the sentence that ABOVE leaves open goes on in BELOW, which begins with a small letter.

    >>> goes_on("Wang Yi, Mr Jafari’s Chinese", "counterpart, made"), goes_on("He left.", "and he"), goes_on("home", "about")
    (True, False, False)
    """
    first = _FIRST_WORD.match(below)
    last = next((char for char in reversed(above) if char.isalnum()), "")
    return (
        first is not None
        and first[1][0].islower()
        and not _ADDRESS.match(first[1])
        and (last.isdigit() or last.islower() or last.isupper())
        and word_count(above) >= MIN_BROKEN_WORDS
        and (above[-1].isalnum() or above[-1] in ",-–—’'")
        and not ends_sentence(above)
    )


def _has_spaced_paragraphs(lines: list[_Line]) -> bool:
    """Whether the page parts its paragraphs by blank lines: then a sentence that stands right below a line is its rest."""
    prose = [line for line in lines if _is_sentence(line)]
    return len(prose) >= MIN_SPACED and sum(line.gap > 0 for line in prose) >= MIN_SPACED_SHARE * len(prose)


def _is_rest(above: _Line, below: _Line) -> bool:
    """Whether BELOW, though it begins with a capital or has none, is the rest of the sentence that ABOVE leaves open."""
    return (
        below.gap == 0
        and above.number > 1
        and above.in_article
        and _is_sentence(below)
        and word_count(above.text) >= MIN_OPEN_WORDS
        and above.text[-1].isalnum()
    )


def _is_sentence(line: _Line) -> bool:
    return word_count(line.text) >= MIN_REST_WORDS and ends_sentence(line.text)


def _had_to_break(above: _Line, below: _Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line above."""
    used = display_width(above.text)
    first = _FIRST_WORD.match(below.text)
    return used > width // 2 and first is not None and used + 1 + display_width(first[1]) > width


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which the page was hard-wrapped, or None where it was not."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if b.gap == 0 and not _LIST_MARK.match(b.text)]
    if len(pairs) < MIN_WRAPPED_PAIRS:
        return None
    width = max(display_width(above.text) for above, _ in pairs)
    if width not in WRAP_WIDTHS or any(display_width(line.text) > width for line in lines):
        return None
    wrapped = sum(_had_to_break(above, below, width) for above, below in pairs)
    return width if wrapped >= MIN_WRAPPED_SHARE * len(pairs) else None
