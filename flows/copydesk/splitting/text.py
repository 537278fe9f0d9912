"""Text whose markup is lost, to blocks: a line is a block, and lines that were broken apart become one again.

Three kinds of broken lines are joined. A line that stops in mid-sentence goes on with the next one when that begins
with a small letter. Where blank lines or indents part the paragraphs, an open line goes on with what stands right below
it. On a hard-wrapped page a line goes on whenever the next word would not have fitted on it.

A no-break space is layout, as HTML's are: it becomes a space. All other characters stay what they are.
"""

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from copydesk.dates import find_dates
from copydesk.decoding import lines_of
from copydesk.lexicons import announcements, announcing_words, is_entry, phrases
from copydesk.model import Block, DecodedDocument, Page
from copydesk.naming.people import is_all_names
from copydesk.scripts import display_width, ends_sentence, has_words, is_small, join_lines, word_count
from copydesk.splitting.wrapping import Wrap, find_wrap

MIN_BROKEN_WORDS = 3
"""A shorter line is a menu item or a label, not the beginning of a broken sentence."""

MIN_SENTENCES, MIN_SHARE = 4, 0.7
"""Sentences that show how a page sets its paragraphs, and the share of them that must be set so."""

MAX_DATE_WORDS = 8
DATE_LANGUAGES = ("ca", "cs", "da", "de", "es", "fi", "fr", "it", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk")
"""Languages whose dates may begin a line with a small letter."""

MAX_BYLINE_WORDS = 8
"""A line above the article that begins as bylines do, "written by", is one if it has no more words."""

MIN_OPEN_WORDS, MIN_REST_WORDS = 5, 6
"""Words of the two parts of a broken sentence where no small letter shows that the second is its rest."""

LIST_MARK = re.compile(r"\s*(?:[•·▪‣◦*–—-]|\d{1,3}[.)])\s")
_PLACE = re.compile(r",\s*[^\W\d_a-z]\w+$")
_NOTE = re.compile(r"\s*[·•|@]")
_ADDRESS = re.compile(r"\w+://|www\.|\S+@\S|[\w-]+\.[a-z]{2,}\b", re.IGNORECASE)


class _Line(NamedTuple):
    number: int
    text: str
    gap: int
    """Blank lines above it."""
    in_article: bool
    """Whether a whole sentence stands above it."""
    is_sentence: bool

    @property
    def begins_small(self) -> bool:
        """Whether its first character is a small letter."""
        return is_small(self.text.lstrip()[:1])

    @property
    def indent(self) -> int:
        """Columns of white space at its beginning."""
        return display_width(self.text[: len(self.text) - len(self.text.lstrip())])


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a page sets its paragraphs."""

    wrap: Wrap | None
    """How its lines are hard-wrapped, if they are."""
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
        if groups and line.gap < 2 and _is_continued(groups[-1], line, layout):
            groups[-1].append(line)
        else:
            groups.append([line])
    return Page(document, tuple(_block(number, group) for number, group in enumerate(groups)))


def _lines(text: str) -> Iterator[_Line]:
    gap = 0
    in_article = False
    for number, line in enumerate(lines_of(text), 1):
        if line and not line.isspace():
            spaced = line.replace("\N{NO-BREAK SPACE}", " ").rstrip()
            is_sentence = ends_sentence(spaced) and has_words(spaced, MIN_REST_WORDS)
            yield _Line(number, spaced, gap, in_article, is_sentence)
            gap = 0
            in_article = in_article or is_sentence
        else:
            gap += 1


def _block(number: int, group: list[_Line]) -> Block:
    first = group[0]
    if len(group) == 1:
        return Block(number, first.text.lstrip(), range(first.number, first.number + 1))
    text = functools.reduce(join_lines, (line.text.strip() for line in group))
    return Block(number, text, range(first.number, group[-1].number + 1))


def _layout(lines: list[_Line]) -> _Layout:
    prose = [line for line in lines if line.is_sentence]
    spaced = sum(line.gap > 0 for line in prose) >= MIN_SHARE * len(prose)
    begin_with_space = [line for line in lines if line.text[0].isspace() and not LIST_MARK.match(line.text)]
    indented = sum(line.indent > 1 and has_words(line.text, MIN_REST_WORDS) for line in begin_with_space)
    return _Layout(_wrap(lines), len(prose) >= MIN_SENTENCES and spaced, indented >= MIN_SENTENCES)


def _wrap(lines: list[_Line]) -> Wrap | None:
    pairs = itertools.pairwise(lines)
    return find_wrap(
        (above.text, below.text) for above, below in pairs if below.gap == 0 and not LIST_MARK.match(below.text)
    )


def _is_continued(paragraph: Sequence[_Line], below: _Line, layout: _Layout) -> bool:
    """Whether BELOW continues the lines of PARAGRAPH on the page, with one blank line between them or none."""
    above = paragraph[-1]
    if below.gap:
        return below.begins_small and goes_on_below(above.text, below.text)
    if below.begins_small and not above.in_article and _signs(below.text):
        return False
    had_to = _had_to_break(paragraph, below, layout)
    open_above = had_to or (above.in_article and _is_rest(paragraph, below, layout)) or goes_on(above.text, below.text)
    return open_above and ((had_to and _asks_for_more(above.text)) or _may_go_on(above.text, below.text))


def _had_to_break(paragraph: Sequence[_Line], below: _Line, layout: _Layout) -> bool:
    """Whether BELOW goes on with PARAGRAPH on a hard-wrapped page: where paragraphs are indented, it begins none."""
    if layout.wrap is None or (layout.indented and below.indent > paragraph[-1].indent + 1):
        return False
    return layout.wrap.goes_on([line.text for line in paragraph], below.text)


def goes_on_below(above: str, below: str) -> bool:
    """Whether the sentence that ABOVE leaves open goes on in BELOW, a blank line further down."""
    return goes_on(above, below) and has_words(below, MIN_BROKEN_WORDS) and _may_go_on(above, below)


def _may_go_on(above: str, below: str) -> bool:
    """Whether neither line is one of its own by what it says: furniture, an item of a list.

    A menu's word with a small letter and a full stop is the end of a sentence.

    >>> _may_go_on("to enter the", "world."), _may_go_on("to enter the", "World"), _may_go_on("Home", "world.")
    (True, False, False)
    """
    if LIST_MARK.match(below) or _is_furniture(above):
        return False
    return not _is_furniture(below) or (is_small(below[:1]) and ends_sentence(below))


def _is_rest(paragraph: Sequence[_Line], below: _Line, layout: _Layout) -> bool:
    """Whether BELOW, though no small letter shows it, is the rest of the sentence that PARAGRAPH leaves open.

    Where paragraphs are indented, it is if it is not, and goes on with what is.
    """
    above = paragraph[-1]
    may_be = (layout.spaced and below.is_sentence) or (
        layout.indented and below.indent <= 1 and paragraph[0].indent > 1
    )
    return may_be and above.text[-1].isalnum() and has_words(above.text, MIN_OPEN_WORDS)


def goes_on(above: str, below: str) -> bool:
    """Whether the sentence that ABOVE leaves open goes on in BELOW, which begins with a small letter.

    >>> goes_on("Wang Yi, Mr Jafari’s Chinese", "counterpart, made")
    True
    >>> goes_on("He left.", "and he"), goes_on("home", "about")
    (False, False)
    >>> goes_on("How to seek help online", "by Jane Roe"), goes_on("The best watches of 2026", "iRunFar tests them")
    (False, False)
    """
    below = below.lstrip()
    if not is_small(below[:1]) or below[1:2].isupper():  # a name may begin as iPhone does
        return False
    last = next((char for char in reversed(above) if char.isalnum()), "")
    return (
        (last.isdigit() or last.islower() or last.isupper())
        and (above[-1].isalnum() or above[-1] in ",-–—’'")
        and not ends_sentence(above)
        and has_words(above, MIN_BROKEN_WORDS)
        and not _ADDRESS.match(_first_word(below))
        and not _is_dated(below)
        and not _is_byline(below)
    )


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0]


def _is_furniture(text: str) -> bool:
    """Whether a lexicon knows TEXT word for word: then it is a line of its own."""
    return is_entry(text)


def _asks_for_more(text: str) -> bool:
    """Whether TEXT ends in a word that never ends anything: "and", "in"; what follows is no line of its own.

    >>> _asks_for_more("A complete guide for homeowners and"), _asks_for_more("Sign in"), _asks_for_more("Log out")
    (True, False, False)
    """
    last = text.rsplit(maxsplit=1)[-1]
    return last in _joiners() and has_words(text, MIN_BROKEN_WORDS)


@functools.cache
def _joiners() -> frozenset[str]:
    return frozenset(word for name in ("and", "in") for _, word in phrases(name))


def _is_dated(text: str) -> bool:
    """Whether TEXT is a short line with a date: those may begin with a small letter, and continue nothing."""
    short = word_count(text) <= MAX_DATE_WORDS
    return short and next(find_dates(text, DATE_LANGUAGES), None) is not None


def _is_byline(text: str) -> bool:
    """Whether TEXT is a line that announces names, and has nothing but dates and notes after them.

    The rest of a sentence that ends in a name has its full stop.

    >>> _is_byline("by Jane Roe"), _is_byline("by Amanda · Dec 20, 2025 at 3:00 am")
    (True, True)
    >>> _is_byline("by Joe Biden."), _is_byline("by Israeli forces"), _is_byline("by Joe Biden and")
    (False, False, False)
    """
    words = text.split()
    if words[0] not in _openers() or ends_sentence(text):
        return False
    rest = " ".join(words[announcing_words(words) :])
    date = next(find_dates(rest, DATE_LANGUAGES), None)
    named = _NOTE.split(rest[: date.start] if date is not None else rest, maxsplit=1)[0].strip(" ,-–—")
    named = _PLACE.sub("", named)
    return is_all_names(named) or (named != rest and named[:1].isupper() and " " not in named)


def _signs(text: str) -> bool:
    """Whether a line above the article announces whoever it names: outside sentences two words are enough for that.

    >>> _signs("recommended by our editors"), _signs("by Israeli forces")
    (True, False)
    """
    return not has_words(text, MAX_BYLINE_WORDS + 1) and announcing_words(text.split()) > 1


@functools.cache
def _openers() -> frozenset[str]:
    """Words that a byline may begin with in small letters."""
    return frozenset(words.split()[0] for words in announcements())
