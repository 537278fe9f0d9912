"""A line as the grammar of dates reads it: plain figures, and a sign in place of each name that may stand in a date.

Nothing moves: every sign is as long as what it stands for, and so a place in the signs is a place in the line. The
grammar is one for all languages; what languages call their months is in the vocabulary.
"""

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from copydesk.dates.folding import fold_name
from copydesk.dates.vocabulary import Kind, Vocabulary, names_known, openings, vocabulary
from copydesk.scripts import ALL_MARKS

REST = "\ue0ff"
"""Stands for the rest of a name behind its sign."""

MAX_NAME_WORDS = 6
"""Words of the longest names that are looked for."""
_APOSTROPHES = ("'", "’", "‘", "ʼ", "\N{HEBREW PUNCTUATION GERESH}")
ORDINALS = frozenset(("st", "nd", "rd", "th"))
"""What English writes onto the number of a day; "st" is a Wednesday elsewhere."""
HEBREW_IN = "ב"
"""Hebrew writes its "in" onto the name of the month."""

_MARKS = ALL_MARKS + "\N{DEVANAGARI ABBREVIATION SIGN}\N{TIBETAN MARK INTERSYLLABIC TSHEG}\u0f0c\u200c\u200d"
"""Marks, joiners and signs that are written onto letters of a word; for Python they are not among its letters."""
_RUN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*")
"""Letters in a row."""
_GAP = re.compile(r"[\s.'’‘ʼ‑־\N{HEBREW PUNCTUATION GERESH}-]{0,3}")
"""What may stand between the words of one name."""
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
"""Scripts that put no space between words: a name may stand anywhere in a run."""
_GLUED = re.compile(r"(?<!^)[A-Z][a-z]+$")
"""A name that something was written onto: "updatedMarch"."""
_SPELLED_FIGURE = re.compile("[〇零○一二三四五六七八九十百元壱弐参]+(?=\\s?[年月日号號])")
_FOREIGN = re.compile(r"(?![0-9])\d|[^\S ]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Digits and spaces that are not the plain ones, and marks of direction."""
_HAN = {char: str(n) for n, char in enumerate("〇一二三四五六七八九")} | dict(zip("零○壱弐参", "00123", strict=True))
"""Chinese and Japanese figures, the old forms of some among them."""


def plain_figures(text: str) -> str:
    """Digits of any script as ASCII, Chinese figures of years, months and days likewise, and any space as a space.

    >>> plain_figures("۱۳۹۵/۰۵/۲۷"), plain_figures("二〇一六年八月二十三日"), plain_figures("三个月")
    ('1395/05/27', '2016年8月 23日', '三个月')
    """
    if text.isascii():
        return text
    return _SPELLED_FIGURE.sub(_spelled, _FOREIGN.sub(_in_ascii, text))


def _in_ascii(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0], " "))


def _spelled(match: re.Match[str]) -> str:
    said = match[0]
    if said == "元":
        return "1"
    if not any(sign in said for sign in "十百元"):
        return "".join(_HAN[char] for char in said)
    number, digit = 0, 0
    for char in said:
        if char in "十百":
            number, digit = number + (digit or 1) * (10 if char == "十" else 100), 0
        elif char in _HAN:
            digit = int(_HAN[char])
    return str(number + digit).rjust(len(said))[-len(said) :] if len(str(number + digit)) <= len(said) else said


def signs_of(text: str, languages: tuple[str, ...]) -> str:
    """TEXT with plain figures and signs; LANGUAGES are those that `vocabulary.known` gives.

    >>> [hex(ord(sign)) for sign in signs_of("am 4. März", ("de",)) if sign > "z"][::2]
    ['0xe004', '0xe001', '0xe0ff']
    """
    figures = plain_figures(text)
    known = vocabulary(languages)
    parts, end = [], 0
    for start, stop, kind in _names(figures, known):
        parts += [figures[end:start], kind.value, REST * (stop - start - 1)]
        end = stop
    return "".join((*parts, figures[end:]))


class _Run(NamedTuple):
    """What letters in a row may be."""

    most: int
    """How many words the longest name has that begins with them; 0 where none does."""
    is_unspaced: bool
    """Whether they are of a script that puts no space between words."""
    glued: int
    """Where their last word begins, if others were written onto it; else 0."""


@functools.lru_cache(maxsize=4096)
def _run(letters: str) -> _Run:
    """What LETTERS may be, whatever stands around them.

    >>> _run("updatedMarch").glued, _run("thứ").most
    (7, 2)
    """
    first = fold_name(letters)
    most = max(openings().get(first, 0), openings().get(first.removeprefix(HEBREW_IN), 0))
    glued = _GLUED.search(letters)
    return _Run(most, _UNSPACED.match(letters) is not None, glued.start() if glued is not None else 0)


def _names(text: str, known: Vocabulary) -> Iterator[tuple[int, int, Kind]]:
    """Where names stand, and what they stand for; of those that begin at one place the longest."""
    runs = [match.span() for match in _RUN.finditer(text)]
    n = 0
    while n < len(runs):
        start, stop = runs[n]
        letters = text[start:stop]
        n += 1
        if text[start - 1 : start].isdigit() and letters.casefold() in ORDINALS:
            continue
        run = _run(letters)
        if run.most or text[stop : stop + 1] in _APOSTROPHES:
            found = _longest(text, runs[n - 1 : n - 1 + MAX_NAME_WORDS], run.most, known)
            if found is not None:
                count, kind = found
                n += count - 1
                yield start, runs[n - 1][1], kind
                continue
        if run.is_unspaced:
            for match in _inside().finditer(text, start, stop):
                if inner := known.kind(fold_name(match[0])):
                    yield match.start(), match.end(), inner
        elif run.glued and (kind_of_glued := known.kind(letters[run.glued :].casefold())) is not None:
            yield start + run.glued, stop, kind_of_glued


def _longest(text: str, runs: list[tuple[int, int]], most: int, known: Vocabulary) -> tuple[int, Kind] | None:
    """How many of RUNS, at MOST so many, are one name, and its kind."""
    start, stop = runs[0]
    if text[stop : stop + 1] in _APOSTROPHES and len(runs) > 1:  # d’agost, п’ятниця: fold_name makes one word of them
        whole = fold_name(text[start : runs[1][1]])
        most = max(2, most, 1 + openings().get(whole, 0), 2 + openings().get(whole.removeprefix(HEBREW_IN), 0))
    joined, most = 1, min(len(runs), most)
    while joined < most and _GAP.fullmatch(text, runs[joined - 1][1], runs[joined][0]):
        joined += 1
    for count in range(min(joined, most), 0, -1):
        name = fold_name(text[start : runs[count - 1][1]])
        kind = known.kind(name) or known.kind(name.removeprefix(HEBREW_IN))
        if kind is not None:
            return count, kind
    return None


@functools.cache
def _inside() -> re.Pattern[str]:
    """The names of scripts without spaces, longest first."""
    names = sorted(filter(_UNSPACED.match, names_known()), key=lambda name: (-len(name), name))
    return re.compile("|".join(r"[\s.]*".join(map(re.escape, name.split())) for name in names))
