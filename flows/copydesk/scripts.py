"""Writing systems: which letters a text has, how wide it is on a screen, whether words are parted by spaces."""

import functools
import re
import unicodedata
from collections.abc import Sequence

import numpy as np

from copydesk.chartables import CharTable

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
)
"""Thai, Lao, Burmese, Khmer, kana, bopomofo, Han: written without spaces between words. For a character class."""

UNBOUNDED = UNSPACED + "\uac00-\ud7a3"
"""These and Hangul, which writes particles onto its words: scripts in which no blank need end a name."""

IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and Han. For a character class."""

DENSE = IDEOGRAPHS + "\u3001-\u301f\uff01-\uff65"
"""These and what is printed as wide among them: their punctuation, figures, Latin letters."""

LONG = 20_000
"""Characters of a line from which on its beginning has to speak for it: whole books stand on one line sometimes."""

_TELLING = 12
"""Characters that mostly hold a word: where so many words are asked for, so many times this is counted first."""

MAX_ENDING = 40
"""Characters at the end of a text that its last sentence's end is looked for in."""

ALL_MARKS = "".join(char for char in map(chr, range(0x0300, 0x1900)) if unicodedata.category(char).startswith("M"))
"""Combining marks, vowel signs among them: parts of the letter before, which patterns do not take for letters."""
_MARKS = re.sub(f"[{UNSPACED}]", "", ALL_MARKS)
"""Those of scripts with spaces between words."""

_UNSPACED_LETTER = rf"(?![{ALL_MARKS}])[{UNSPACED}]"
_SPACED_LETTER = rf"(?:[^\W\d_{UNSPACED}]|[{_MARKS}])"
_WORD = re.compile(rf"{_UNSPACED_LETTER}|{_SPACED_LETTER}+(?:['’\u200c.-]{_SPACED_LETTER}+)*")
_MARKED_WORD = re.compile(rf"(?:[^\W\d_]|[{_MARKS}])+(?:['’\u200c.-](?:[^\W\d_]|[{_MARKS}])+)*")
_SPACED_WORD = re.compile(r"[^\W\d_]+(?:['’\u200c.-][^\W\d_]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z]+(?:['.-][A-Za-z]+)*")
_TOKEN = re.compile(r"\w+")
_ASCII_TOKENS = {n: chr(n) if _TOKEN.match(chr(n)) else " " for n in range(128)}
_UNSPACED = re.compile(_UNSPACED_LETTER)
_OF_UNSPACED = re.compile(rf"[{UNSPACED}]")
_OF_UNBOUNDED = re.compile(rf"[{UNBOUNDED}]")
_OF_DENSE = re.compile(rf"[{DENSE}]")
_MARK = re.compile(rf"[{_MARKS}]")
_ASCII_KINDS = {n: "a" if chr(n).isalpha() else "." if chr(n) in "'.-" else " " for n in range(128)}
"""ASCII by what it does to words: the letters, what joins them, and what parts them."""
_WIDE = frozenset("WF")
_IRREGULAR = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0eff"
    "\u1100-\u11ff\u2329\u232a\u2e80-\ufaff\ufe10-\ufe6f\uff00-\uff60\U0001f000-\U0003ffff]"
)
"""Characters that may be wider or narrower than one column."""

# Sentence ends of the scripts at hand, and what may close after them.
_TERMINATORS = ".!?…。！？؟۔।॥։።｡⁉‼" + "\u0f0d\u0f0e\u104b\u1367\u17d4\u17d5"  # of Tibetan, Burmese, Ethiopic, Khmer
_CLOSERS = "\"'”’»›)]}」』）】〉》"
_QUOTES = "”»」』"
_CLOSERS_AND_SPACES = _CLOSERS + "".join(c for c in map(chr, range(0x3001)) if c.isspace())


def words_of(text: str) -> list[str]:
    """Words; each character of a script without spaces counts as one.

    >>> words_of("Mr Jafari’s 2 men, 北京"), words_of("मंत्रालय ने कहा")
    (['Mr', 'Jafari’s', 'men', '北', '京'], ['मंत्रालय', 'ने', 'कहा'])
    """
    return _pattern(text).findall(text)


def tokens(text: str) -> list[str]:
    """Runs of letters, digits and low lines: what a pattern calls words.

    >>> tokens("Mr Jafari’s 2 men, 北京")
    ['Mr', 'Jafari', 's', '2', 'men', '北京']
    """
    return text.translate(_ASCII_TOKENS).split() if text.isascii() else _TOKEN.findall(text)


def _pattern(text: str) -> re.Pattern[str]:
    """The fastest pattern that finds the words of TEXT."""
    if text.isascii():
        return _ASCII_WORD
    return _WORD if _UNSPACED.search(text) else _MARKED_WORD if _MARK.search(text) else _SPACED_WORD


@functools.lru_cache(maxsize=2048)
def word_count(text: str) -> float:
    """How many words TEXT has, two characters to a word in scripts without spaces, so that lengths compare.

    Of a text above `LONG` the beginning is counted, and the rest taken to be like it.
    """
    if len(text) > LONG:
        return word_count(text[:LONG]) * len(text) / LONG
    return _count(text)


def _count(text: str) -> float:
    if text.isascii():  # a word begins behind a space, or behind a joiner that stands behind no letter
        kinds = " " + text.translate(_ASCII_KINDS)
        return float(kinds.count(" a") + kinds.count(" .a") + kinds.count("..a"))
    pattern = _pattern(text)
    return len(pattern.findall(text)) - (len(_UNSPACED.findall(text)) / 2 if pattern is _WORD else 0.0)


def word_counts(texts: Sequence[str]) -> list[float]:
    """The `word_count` of each of TEXTS, all of them counted at once.

    >>> word_counts(["Mr Jafari’s 2 men", "", "北京"])
    [3.0, 0.0, 1.0]
    """
    # Two characters stand before each that is looked at, and line ends between the texts.
    kinds = _IN_WORDS("\n\n" + "".join([text[:LONG] + "\n" for text in texts]))
    letters = kinds == _LETTER
    begins = letters[2:] & ~letters[1:-1] & ~((kinds[1:-1] == _JOINER) & letters[:-2])
    twice = 2 * begins.astype(np.int64) + (kinds[2:] == _UNSPACED_WORD)
    total = np.concatenate(([0], np.cumsum(twice)))
    lengths = [min(len(text), LONG) for text in texts]
    ends = np.cumsum(np.array(lengths, dtype=np.int64) + 1)
    counts = (np.diff(total[ends], prepend=0) / 2).tolist()
    return [count * len(text) / LONG if len(text) > LONG else count for text, count in zip(texts, counts, strict=True)]


_NO_WORD, _LETTER, _JOINER, _UNSPACED_WORD = 1, 2, 3, 4


def _in_words(char: str) -> int:
    """What a character does to the words that it stands in."""
    if _UNSPACED.match(char):
        return _UNSPACED_WORD
    return _LETTER if _WORD.match(char) else _JOINER if char in "'’\u200c.-" else _NO_WORD


_IN_WORDS = CharTable(_in_words)


def has_words(text: str, least: int) -> bool:
    """Whether TEXT has at least so many words, as `word_count` counts; of a long text the beginning mostly tells.

    >>> has_words("Mr Jafari’s 2 men", 3), has_words("Mr Jafari’s 2 men", 4)
    (True, False)
    """
    beginning = text[: _TELLING * least]
    return _count(beginning) >= least or (len(beginning) < len(text) and word_count(text) >= least)


def display_width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining marks none.

    >>> display_width("ab"), display_width("北京"), display_width("e\N{COMBINING ACUTE ACCENT}")
    (2, 4, 1)
    """
    if text.isascii() or not _IRREGULAR.search(text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def is_small(char: str) -> bool:
    """Whether CHAR is a small letter where there are capital ones: Georgian is printed in one case.

    >>> is_small("a"), is_small("ш"), is_small("A"), is_small("ა"), is_small("字"), is_small("")
    (True, True, False, False, False, False)
    """
    return char.islower() and char.title() != char


def has_unspaced(text: str) -> bool:
    """Whether TEXT has a character of a script that is written without spaces between words.

    >>> has_unspaced("Das 日本"), has_unspaced("한겨레")
    (True, False)
    """
    return _OF_UNSPACED.search(text) is not None


def has_unbounded(text: str) -> bool:
    """Whether letters of scripts stand in TEXT in which no blank need end a name.

    >>> has_unbounded("Das 日本"), has_unbounded("한겨레"), has_unbounded("हिन्दी")
    (True, True, False)
    """
    return _OF_UNBOUNDED.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether TEXT ends as a sentence does, in any script, closing quotes included.

    >>> ends_sentence('He left."'), ends_sentence("他走了。"), ends_sentence("Related Content"), ends_sentence("so:")
    (True, True, False, False)
    """
    if text[-1:].isalnum():
        return False
    end = text[-MAX_ENDING:].rstrip()[-1:]
    return bool(end) and not end.isalnum() and (end in _QUOTES or ends_in_stop(text))


def ends_in_stop(text: str) -> bool:
    """Whether TEXT ends in a full stop or the like, closing quotes and brackets aside.

    >>> ends_in_stop('He left."'), ends_in_stop("One thought on “Rain stops play”")
    (True, False)
    """
    bare = text[-MAX_ENDING:].rstrip(_CLOSERS_AND_SPACES)
    return bool(bare) and bare[-1] in _TERMINATORS


def join_lines(first: str, second: str) -> str:
    """Two parts of a broken line as one: with a space, but none between characters of scripts without spaces.

    >>> join_lines("Mr Jafari’s Chinese", "counterpart"), join_lines("中国外交", "部发言人")
    ('Mr Jafari’s Chinese counterpart', '中国外交部发言人')
    >>> join_lines("成立于197", "7年"), join_lines("他说：", "“可以”"), join_lines("在", "2017年")
    ('成立于1977年', '他说：“可以”', '在2017年')
    """
    glue = "" if _touch(first, second) else " "
    return first + glue + second


def _touch(first: str, second: str) -> bool:
    """Whether nothing stands between the end of FIRST and the beginning of SECOND, in the scripts that they are in."""
    last, begin = first[-1:], second[:1]
    if not last or not begin or (last.isascii() and begin.isascii() and not last.isdigit()):
        return False
    if _is_unspaced(last) and _is_unspaced(begin):
        return True
    beside = [char for char in (last, begin) if not _OF_DENSE.match(char)]
    return all(map(_stands_close, beside)) and (len(beside) < 2 or _OF_DENSE.search(first) is not None)


def _is_unspaced(char: str) -> bool:
    return has_unspaced(char) or bool(_OF_DENSE.match(char))


def _stands_close(char: str) -> bool:
    """Whether no space parts a character from Chinese beside it: figures, and signs that are printed as wide there."""
    return char.isdigit() or char in "“”‘’…—·"


def is_right_to_left(text: str) -> bool:
    """Whether most letters of TEXT are written from right to left.

    >>> is_right_to_left("سلام to all of you"), is_right_to_left("سلام بر شما (hi)")
    (False, True)
    """
    if text.isascii():
        return False
    kinds = _DIRECTIONS(text)
    return int((kinds == _RIGHT_TO_LEFT).sum()) * 2 > int((kinds != _NO_LETTER).sum())


_NO_LETTER, _LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2, 3


def _direction(char: str) -> int:
    if not char.isalpha():
        return _NO_LETTER
    return _RIGHT_TO_LEFT if unicodedata.bidirectional(char) in ("R", "AL") else _LEFT_TO_RIGHT


_DIRECTIONS = CharTable(_direction)
