"""Writing systems: which letters a text has, how wide it is on a screen, whether words are parted by spaces."""

import re
import unicodedata

from copydesk.chartables import CharTable

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3100-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
)
"""Thai, Lao, Burmese, Khmer, kana, bopomofo, Han: written without spaces between words. For a character class."""

LONG = 20_000
"""Characters of a line from which on its beginning has to speak for it: whole books stand on one line sometimes."""

MAX_ENDING = 40
"""Characters at the end of a text that its last sentence's end is looked for in."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+(?:['’\u200c.-][^\W\d_{UNSPACED}]+)*", re.UNICODE)
_UNSPACED = re.compile(rf"[{UNSPACED}]")
_WIDE = frozenset("WF")
_IRREGULAR = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0900-\u0dff\u0e31-\u0eff"
    "\u1100-\u11ff\u2329\u232a\u2e80-\ufaff\ufe10-\ufe6f\uff00-\uff60\U0001f000-\U0003ffff]"
)
"""Characters that may be wider or narrower than one column."""

# Sentence ends of the scripts at hand, and what may close after them.
_TERMINATORS = ".!?…。！？؟۔।॥։።｡⁉‼"
_CLOSERS = "\"'”’»›)]}」』）】〉》"
_STOPPED = re.compile(rf"[{re.escape(_TERMINATORS)}][{re.escape(_CLOSERS)}\s]*$")
_QUOTED = re.compile(r"[”»」』]\s*$")


def words_of(text: str) -> list[str]:
    """Words; each character of a script without spaces counts as one.

    >>> words_of("Mr Jafari’s 2 men, 北京")
    ['Mr', 'Jafari’s', 'men', '北', '京']
    """
    return _WORD.findall(text)


def word_count(text: str) -> float:
    """How many words TEXT has, two characters to a word in scripts without spaces, so that lengths compare.

    Of a text above `LONG` the beginning is counted, and the rest taken to be like it.
    """
    if len(text) > LONG:
        return word_count(text[:LONG]) * len(text) / LONG
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(text)) - unspaced / 2


def display_width(text: str) -> int:
    """Columns on a terminal: wide characters take two, combining marks none.

    >>> display_width("ab"), display_width("北京"), display_width("e\N{COMBINING ACUTE ACCENT}")
    (2, 4, 1)
    """
    if text.isascii() or not _IRREGULAR.search(text):
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in _WIDE else 1 for c in text)


def ends_sentence(text: str) -> bool:
    """Whether TEXT ends as a sentence does, in any script, closing quotes included.

    >>> ends_sentence('He left."'), ends_sentence("他走了。"), ends_sentence("Related Content"), ends_sentence("so:")
    (True, True, False, False)
    """
    return ends_in_stop(text) or bool(_QUOTED.search(text[-MAX_ENDING:]))


def ends_in_stop(text: str) -> bool:
    """Whether TEXT ends in a full stop or the like, closing quotes and brackets aside.

    >>> ends_in_stop('He left."'), ends_in_stop("One thought on “Rain stops play”")
    (True, False)
    """
    return bool(_STOPPED.search(text[-MAX_ENDING:].rstrip()))


def join_lines(first: str, second: str) -> str:
    """Two parts of a broken line as one: with a space, but none between characters of scripts without spaces.

    >>> join_lines("Mr Jafari’s Chinese", "counterpart"), join_lines("中国外交", "部发言人")
    ('Mr Jafari’s Chinese counterpart', '中国外交部发言人')
    """
    touching = first[-1:] + second[:1]
    glue = "" if len(touching) == 2 and all(_is_unspaced(c) for c in touching) else " "
    return first + glue + second


def _is_unspaced(char: str) -> bool:
    return bool(_UNSPACED.match(char)) or char in "，。、；：！？「」『』（）《》〈〉【】・"


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
