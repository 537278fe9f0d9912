"""Text whose markup is lost, to blocks: a line is a block, and lines that were broken apart become one again.

Two kinds of broken lines are joined. A line that stops in mid-sentence goes on with the next one when that begins with
a small letter. On a hard-wrapped page a line goes on whenever the next word would not have fitted on it.

A no-break space is layout, as HTML's are: it becomes a space. All other characters stay what they are.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.decoding import lines_of
from copydesk.model import Block, DecodedDocument, Page
from copydesk.scripts import display_width, ends_sentence, join_lines, word_count

MIN_BROKEN_WORDS = 3
"""A shorter line is a menu item or a label, not the beginning of a broken sentence."""

WRAP_WIDTHS = range(50, 101)
"""Widths at which mail programs and text editors wrap lines."""

MIN_WRAPPED_PAIRS = 6
MIN_WRAPPED_SHARE = 0.7
"""A page is hard-wrapped when so many pairs of adjacent lines, and such a share of them, break where they had to."""

_LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦*–—-]|\d{1,3}[.)])\s")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S|[\w-]+\.[a-z]{2,}\b", re.I)
_FIRST_WORD = re.compile(r"\s*(\S+)")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    gap: int
    """Blank lines above it."""


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
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _is_continued(groups[-1][-1], line, width):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Page(document, tuple(_block(number, group) for number, group in enumerate(groups)))


def _lines(text: str) -> Iterator[_Line]:
    gap = 0
    for number, line in enumerate(lines_of(text), 1):
        if line.strip():
            yield _Line(number, line.replace("\N{NO-BREAK SPACE}", " ").rstrip(), gap)
            gap = 0
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


def _had_to_break(above: _Line, below: _Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line above."""
    used = display_width(above.text)
    first = _FIRST_WORD.match(below.text)
    return used > width // 2 and first is not None and used + 1 + display_width(first[1]) > width


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which the page was hard-wrapped, or None where it was not."""
    pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if b.gap == 0 and not _LIST_MARK.match(b.text)]
    if len(pairs) < MIN_WRAPPED_PAIRS:
        return None
    width = max(display_width(above.text) for above, _ in pairs)
    if width not in WRAP_WIDTHS or any(display_width(line.text) > width for line in lines):
        return None
    wrapped = sum(_had_to_break(above, below, width) for above, below in pairs)
    return width if wrapped >= MIN_WRAPPED_SHARE * len(pairs) else None
