"""Text whose markup is lost, to blocks: a line is a block, and lines that were broken apart become one again.

Three kinds of broken lines are joined. A line that stops in mid-sentence goes on with the next one when that begins
with a small letter. Where blank lines or indents part the paragraphs, an open line goes on with what stands right below
it. On a hard-wrapped page a line goes on whenever the next word would not have fitted on it.

A no-break space is layout, as HTML's are: it becomes a space. All other characters stay what they are.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from copydesk.dates import find_dates
from copydesk.decoding import lines_of
from copydesk.lexicons import look_up
from copydesk.model import Block, DecodedDocument, Page
from copydesk.scripts import display_width, ends_sentence, join_lines, word_count

MIN_BROKEN_WORDS = 3
"""A shorter line is a menu item or a label, not the beginning of a broken sentence."""

MIN_SENTENCES, MIN_SHARE = 4, 0.7
"""Sentences that show how a page sets its paragraphs, and the share of them that must be set so."""

MAX_DATE_WORDS = 8
DATE_LANGUAGES = ("ca", "cs", "da", "de", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk")
"""Languages whose dates may begin a line with a small letter."""

MIN_OPEN_WORDS, MIN_REST_WORDS = 5, 6
"""Words of the two parts of a broken sentence where no small letter shows that the second is its rest."""

WRAP_WIDTHS = range(50, 101)
"""Widths at which mail programs and text editors wrap lines."""

MIN_WRAPPED_PAIRS = 6
MIN_WRAPPED_SHARE = 0.7
"""A page is hard-wrapped when so many pairs of adjacent lines, and such a share of them, break where they had to."""

LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦*–—-]|\d{1,3}[.)])\s")
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

    @property
    def indent(self) -> int:
        """Columns of white space at its beginning."""
        return display_width(self.text[: len(self.text) - len(self.text.lstrip())])


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a page sets its paragraphs."""

    width: int | None
    """Column at which its lines are hard-wrapped, if they are."""
    spaced: bool
    """Whether blank lines part the paragraphs."""
    indented: bool
    """Whether paragraphs begin with an indented line, as in Chinese."""


def split_text(document: DecodedDocument) -> Page:
    """One block for each line that is not blank; lines that the page had broken are one block.

    >>> from copydesk.model import RawDocument
    >>> text = "Mr Jafari’s Chinese" + chr(10) + "counterpart made the offer." + chr(10) * 2 + "XS" + chr(10) + "SM"
    >>> page = split_text(DecodedDocument(RawDocument("a.txt", b""), text, "utf-8"))
    >>> [(block.text, block.lines) for block in page.blocks]
    [('Mr Jafari’s Chinese counterpart made the offer.', range(1, 3)), ('XS', range(4, 5)), ('SM', range(5, 6))]
    """
    lines = list(_lines(document.text))
    layout = _layout(lines)
    groups: list[list[_Line]] = []
    for line in lines:
        if groups and _is_continued(groups[-1][-1], line, layout):
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


def _layout(lines: list[_Line]) -> _Layout:
    prose = [line for line in lines if _is_sentence(line)]
    spaced = sum(line.gap > 0 for line in prose) >= MIN_SHARE * len(prose)
    indented = sum(line.indent > 1 and word_count(line.text) >= MIN_REST_WORDS for line in lines)
    return _Layout(_wrap_width(lines), len(prose) >= MIN_SENTENCES and spaced, indented >= MIN_SENTENCES)


def _is_continued(above: _Line, below: _Line, layout: _Layout) -> bool:
    """Whether BELOW continues ABOVE on the page."""
    if below.gap > 1:
        return False
    if below.gap == 1:
        return goes_on_below(above.text, below.text)
    if not _may_go_on(above.text, below.text):
        return False
    had_to = layout.width is not None and _had_to_break(above, below, layout.width)
    return had_to or (above.in_article and _is_rest(above, below, layout)) or goes_on(above.text, below.text)


def goes_on_below(above: str, below: str) -> bool:
    """Whether the sentence that ABOVE leaves open goes on in BELOW, a blank line further down."""
    return goes_on(above, below) and word_count(below) >= MIN_BROKEN_WORDS and _may_go_on(above, below)


def _may_go_on(above: str, below: str) -> bool:
    """Whether neither line is one of its own by what it says: furniture, an item of a list."""
    return not (LIST_MARK.match(below) or _is_furniture(above) or _is_furniture(below))


def _is_rest(above: _Line, below: _Line, layout: _Layout) -> bool:
    """Whether BELOW, though no small letter shows it, is the rest of the sentence that ABOVE leaves open."""
    if not above.text[-1].isalnum() or word_count(above.text) < MIN_OPEN_WORDS:
        return False
    return (layout.spaced and _is_sentence(below)) or (layout.indented and below.indent <= 1)


def goes_on(above: str, below: str) -> bool:
    """Whether the sentence that ABOVE leaves open goes on in BELOW, which begins with a small letter.

    >>> goes_on("Wang Yi, Mr Jafari’s Chinese", "counterpart, made")
    True
    >>> goes_on("He left.", "and he"), goes_on("home", "about")
    (False, False)
    """
    first = _FIRST_WORD.match(below)
    last = next((char for char in reversed(above) if char.isalnum()), "")
    return (
        first is not None
        and first[1][0].islower()
        and not _ADDRESS.match(first[1])
        and not _is_dated(below)
        and (last.isdigit() or last.islower() or last.isupper())
        and word_count(above) >= MIN_BROKEN_WORDS
        and (above[-1].isalnum() or above[-1] in ",-–—’'")
        and not ends_sentence(above)
    )


def _is_furniture(text: str) -> bool:
    """Whether a lexicon knows TEXT word for word: then it is a line of its own."""
    return any("{" not in hit.entry for hit in look_up(text))


def _is_dated(text: str) -> bool:
    """Whether TEXT is a short line with a date: those may begin with a small letter, and continue nothing."""
    short = word_count(text) <= MAX_DATE_WORDS and any(char.isdigit() for char in text)
    return short and next(find_dates(text, DATE_LANGUAGES), None) is not None


def _is_sentence(line: _Line) -> bool:
    return word_count(line.text) >= MIN_REST_WORDS and ends_sentence(line.text)


def _had_to_break(above: _Line, below: _Line, width: int) -> bool:
    """Whether the next word would not have fitted on the line above."""
    used = display_width(above.text)
    first = _FIRST_WORD.match(below.text)
    return width // 2 < used <= width and first is not None and used + 1 + display_width(first[1]) > width


def _wrap_width(lines: list[_Line]) -> int | None:
    """The column at which the page was hard-wrapped, or None where it was not."""
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if b.gap == 0 and not LIST_MARK.match(b.text)]
    if len(pairs) < MIN_WRAPPED_PAIRS:
        return None
    widths = [used for above, _ in pairs if (used := display_width(above.text)) in WRAP_WIDTHS]
    width = max(widths, default=0)
    filled = [(above, below) for above, below in pairs if width // 2 < display_width(above.text) <= width]
    wrapped = sum(_had_to_break(above, below, width) for above, below in filled)
    return width if wrapped >= max(MIN_WRAPPED_PAIRS, MIN_WRAPPED_SHARE * len(filled)) else None
