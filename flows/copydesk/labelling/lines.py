"""What the rules see of a block: facts about its text, computed once."""

import functools
import re
import tomllib
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import NamedTuple

from copydesk.dates import DateExpression, find_dates, may_hold_date, weekdays
from copydesk.dates.folding import fold_name
from copydesk.folding import fold, fold_letters
from copydesk.lexicons import Hit, look_up, look_up_sentence, may_be_sentence
from copydesk.model import Block, Page, Role
from copydesk.naming.people import begins_with_name, is_all_names
from copydesk.scripts import LONG, ends_in_stop, ends_sentence, word_counts, words_of

MIN_PROSE_WORDS = 14
"""A line of so many words is prose, whatever it ends in."""

MIN_SENTENCE_WORDS = 6
"""A line of so many words is prose if it ends as a sentence does."""

MIN_EXTRACTED = 0.5
"""Share of a block's words in the extractor's text from which on the block is the article's."""

MAX_DATE_WORDS, MAX_DATE_LENGTH = 30, 300
"""A longer line is no date line, and its dates are not looked for."""

MAX_TEMPLATE_WORDS = 14
"""A longer sentence is not furniture because it ends in the words of a template."""

URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]]|\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+", re.IGNORECASE
)
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[ap]\.?m\.?)?\b|\b\d{1,2}\s?[ap]\.?m\b\.?", re.IGNORECASE)
_ZONES = frozenset(
    "utc gmt est edt cst cdt mst mdt pst pdt cet cest bst ist msk uhr h hrs ist ts мск et at on um le".split()
)


class Line(NamedTuple):
    """A block as the rules see it."""

    block: Block
    text: str
    """The block's text."""
    folded: str
    """Its text as classifiers see it."""
    language: str
    words: float
    """Words, scripts without spaces included; see `copydesk.scripts.word_count`."""
    is_sentence: bool
    """Whether it ends as a sentence does."""
    reads_as_prose: bool
    """Whether its text alone reads as running text: it is long, or a sentence."""
    is_extracted: bool
    """Whether an extractor that was shown the markup took it for the article's text."""
    is_prose: bool
    """Whether it is taken for running text: with markup the extractor decides, without it the text."""
    gap: int
    """Blank lines above it; 0 where it follows the line above at once."""
    hits: tuple[Hit, ...]
    dates: tuple[DateExpression, ...]
    urls: tuple[str, ...]
    """Addresses, of pages and of mail, that stand in it."""
    words_beside_date: tuple[str, ...]
    """Of a line with dates, the words that are no part of them, of times, or of names of days; see `is_date`."""

    @property
    def is_date(self) -> bool:
        """Whether it says a date, its label and the time, and nothing else."""
        return bool(self.dates) and not self.words_beside_date

    def says(self, *roles: Role) -> Hit | None:
        """The lexicon's entry of one of ROLES that the line matches; the line's own language first, then English."""
        if not self.hits:
            return None
        fitting = [hit for hit in self.hits if hit.role in roles]
        return min(
            fitting, key=lambda hit: (hit.language != self.language, hit.language != "en", hit.entry), default=None
        )


def read_lines(page: Page, languages: Sequence[str]) -> tuple[Line, ...]:
    """The blocks of PAGE as lines."""
    lines = []
    end = 1
    spoken = tuple(sorted(set(languages)))
    counts = word_counts([block.text for block in page.blocks])
    for block, language, words in zip(page.blocks, languages, counts, strict=True):
        lines.append(_line(block, language, spoken, words, max(0, block.lines.start - end)))
        end = block.lines.stop
    return tuple(lines)


def least_of_prose(*, is_sentence: bool) -> int:
    """Words from which on a text reads as prose: fewer where it ends as a sentence does."""
    return MIN_SENTENCE_WORDS if is_sentence else MIN_PROSE_WORDS


def _line(block: Block, language: str, spoken: tuple[str, ...], words: float, gap: int) -> Line:
    text = block.text
    sentence = ends_sentence(text)
    dates: tuple[DateExpression, ...] = ()
    if len(text) <= MAX_DATE_LENGTH and words <= MAX_DATE_WORDS and may_hold_date(text):
        dates = tuple(find_dates(text, spoken))
    if sentence and words >= MIN_SENTENCE_WORDS - 1 and ends_in_stop(text):
        hits = look_up_sentence(text) if words > MAX_TEMPLATE_WORDS else _short_sentence(look_up(text))
    else:
        hits = look_up(text)
    if hits:
        hits = tuple(hit for hit in hits if _holds(hit, text, bool(dates)))
    prose = words >= least_of_prose(is_sentence=sentence)
    share = block.markup.extracted if block.markup is not None else None
    extracted = share is not None and share >= MIN_EXTRACTED
    taken = prose if share is None else extracted
    urls = addresses(text)
    beside = _words_beside(dates, text, spoken) if dates else ()
    return Line(
        block, text, fold(text), language, words, sentence, prose, extracted, taken, gap, hits, dates, urls, beside
    )


def _words_beside(dates: Iterable[DateExpression], text: str, spoken: tuple[str, ...]) -> tuple[str, ...]:
    """The words of TEXT beside its DATES.

    SPOKEN are the page's languages: a label may be in one of them and the date in another.
    """
    days = weekdays(spoken)
    left = words_of(fold_letters(_CLOCK.sub(" ", beside_dates(text, dates))))
    return tuple(word for word in left if fold_name(word) not in days and word.strip(".") not in _ZONES)


def beside_dates(text: str, dates: Iterable[DateExpression]) -> str:
    """TEXT with a space in the place of each of its DATES."""
    for found in dates:
        text = text.replace(found.text, " ")
    return text


def addresses(text: str) -> tuple[str, ...]:
    """The addresses, of pages and of mail, that stand in TEXT.

    >>> addresses("Mail us at news@example.org or see www.example.org.")
    ('news@example.org', 'www.example.org')
    """
    has_any = "@" in text or "://" in text or "www." in text.lower()
    return tuple(URL.findall(text[:LONG])) if has_any else ()


def _short_sentence(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Those of HITS that may mean a whole sentence, if a short one."""
    return tuple(hit for hit in hits if may_be_sentence(hit.kind, hit.entry) or not hit.entry.endswith("}"))


def _holds(hit: Hit, text: str, has_date: bool) -> bool:  # noqa: FBT001 - a fact, not a switch
    """Whether what stands in an entry's places is what the entry says: a date where it says {date}, people for {names}.

    Where the names come first, nothing announces them: then nothing but full names will do.
    """
    if "{date}" in hit.entry and not has_date:
        return False
    if not hit.names:
        return True
    names = names_in(text, hit.names)
    unannounced = hit.entry.startswith("{names}") and hit.language not in ("ja", "ko", "zh")
    return is_all_names(names) if unannounced else begins_with_name(names)


@functools.lru_cache(maxsize=4096)
def names_in(text: str, folded_names: str) -> str:
    """The part of TEXT that, folded, is FOLDED_NAMES: the names with their capitals.

    >>> names_in("By HERB KEINON", "herb keinon")
    'HERB KEINON'
    """
    words = text.split()
    for start in range(len(words)):
        for stop in range(len(words), start, -1):
            if fold(" ".join(words[start:stop])) == folded_names:
                return " ".join(words[start:stop])
    return folded_names


@functools.lru_cache(maxsize=4096)
def content_words(text: str) -> tuple[str, ...]:
    """The words of TEXT that carry its subject, case-folded: the longer ones, and short ones in capitals.

    >>> content_words("ICC warrant for Bashir"), content_words("How they find their turtles")
    (('icc', 'warrant', 'bashir'), ('turtles',))
    """
    return tuple(_telling(words_of(text[:LONG])))


def content_words_in(text: str) -> set[str]:
    """The content words of a long TEXT, each once; words of ASCII letters alone, which most are, need no pattern."""
    pieces = frozenset(text.split())
    plain = frozenset(filter(str.isascii, filter(str.isalpha, pieces)))
    return set(_telling(plain.union(words_of(" ".join(pieces - plain)))))


def _telling(words: Iterable[str]) -> list[str]:
    """Those of WORDS that carry a subject, case-folded."""
    telling = [word for word in words if len(word) > 3 or (word.isupper() and len(word) > 1) or word >= "\u3040"]
    common = _common_words()
    return [word for word in " ".join(telling).casefold().split() if word not in common]


@functools.cache
def _common_words() -> frozenset[str]:
    """Words that carry no subject, of all languages together."""
    path = files("copydesk") / "data" / "common_words.toml"
    return frozenset(
        word for words in tomllib.loads(path.read_text(encoding="utf-8")).values() for word in words.split()
    )
