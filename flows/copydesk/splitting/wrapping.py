"""Hard-wrapped pages: the width that mail programs and text editors broke their lines at.

A line broke where it had to if the next word would not have fitted on it. In Chinese and Japanese, called dense here, a
line may break between any two characters, so that a character is a word; Thai and its like break where a space stands.

Programs do not agree on what is wide: they count columns, or characters, or know ideographs as wide and the punctuation
between them not. Lines are measured in the way in which most of them agree.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from copydesk.scripts import DENSE, IDEOGRAPHS, display_width, ends_sentence, has_words

WIDTHS = range(50, 101)
"""Widths at which lines are wrapped."""

MIN_DENSE_CHARACTERS = 16
"""Characters from which on dense lines may be wrapped ones."""

MIN_LENGTH, MIN_DENSE_LENGTH = WIDTHS.start // 2, MIN_DENSE_CHARACTERS // 2
"""A line that is no longer is too short to tell of a width: half a line is the end of a paragraph."""

MIN_PAIRS, MIN_SHARE = 5, 0.7
"""A page is hard-wrapped when so many pairs of adjacent lines, and such a share of them, break where they had to."""

MIN_DENSE, MIN_DENSE_SHARE = 4, 0.65
"""On dense pages many, plus a share of all pairs; such as are full to the last character count twice.

Hardly any two lines are as long by chance there: three in a row are enough, and half will do where many are headlines.
"""

LEAST_OF_WORD = 4
"""What is longer than a quarter of the line would hardly have fitted anyway: it tells nothing of the width."""

MIN_FOREIGN_WORDS = 3
"""A line of so many words without a dense character is of another text than the dense one beside it."""

_IDEOGRAPH = re.compile(f"[{IDEOGRAPHS}]")
_WORD = re.compile(rf"[{IDEOGRAPHS}]|[^\s{IDEOGRAPHS}]+")
_DENSE = re.compile(f"[{DENSE}]")
_PAUSE = re.compile(r"[，、。；]")
_STOP = re.compile(r"[，、。；：！？」』”]")

_WIDE = "字"
"""A dense line may lack a character, or have one too many, so that none begins with a full stop."""

Measure: TypeAlias = Callable[[str], int]


def _narrow_punctuation(text: str) -> int:
    return len(text) + len(_IDEOGRAPH.findall(text))


MEASURES: tuple[Measure, ...] = (display_width, len, _narrow_punctuation)


class _Break(NamedTuple):
    """Where a line ends, and what of the next one would have had to fit on it."""

    is_dense: bool
    used: int
    """Its width, which is the least at which it had to break."""
    most: int
    """The greatest width at which it had to."""
    word: int
    slack: int
    """By how much it may be shorter or longer than the others."""


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a page is hard-wrapped."""

    measure: Measure
    width: int

    def goes_on(self, paragraph: Sequence[str], below: str) -> bool:
        """Whether BELOW goes on with the lines of PARAGRAPH, as its first word would not have fitted on the last one.

        Headlines in a list may be as long: dense prose is known by its commas and stops.
        """
        above = paragraph[-1]
        end = _break(above, below, self.measure)
        lacking = 0 if ends_sentence(above) else end.slack
        if not (self.width // 2 < end.used and end.used - end.slack <= self.width <= end.most + lacking):
            return False
        if not end.is_dense:
            return True
        return not (_is_foreign(above) or _is_foreign(below)) and any(map(_STOP.search, (below, *paragraph)))


def find_wrap(pairs: Iterable[tuple[str, str]]) -> Wrap | None:
    """How the page is hard-wrapped on which PAIRS of lines follow each other; None where it is not.

    >>> lines = "The river rises and falls twice a day, and the", "fishermen know the hour without looking at a clock"
    >>> find_wrap([lines] * 3) is None, find_wrap([lines[::-1]] * 5).width
    (True, 50)
    """
    prose = [pair for pair in pairs if _is_evidence(*pair)]
    found: tuple[tuple[int, int], Wrap] | None = None
    seen = set()
    for measure in MEASURES:
        widths = tuple([measure(above) for above, _ in prose])
        if widths in seen:  # without wide characters all measures are one
            continue
        seen.add(widths)
        for score, width in _widths([_break(above, below, measure) for above, below in prose], measure):
            if found is None or score > found[0]:
                found = score, Wrap(measure, width)
    return found[1] if found else None


def _is_evidence(above: str, below: str) -> bool:
    """Whether ABOVE can tell of the width: its sentence goes on, and both lines are prose if they are dense.

    A line that ends a sentence, or announces a list, may end a paragraph.
    """
    if (
        len(above) <= (MIN_LENGTH if above.isascii() else MIN_DENSE_LENGTH)
        or above[-1] in ":："
        or ends_sentence(above)
    ):
        return False
    return not _is_dense(above, below) or bool(_PAUSE.search(above) and (_PAUSE.search(below) or ends_sentence(below)))


def _break(above: str, below: str, measure: Measure) -> _Break:
    match = _WORD.search(below)
    word = measure(match[0]) if match else 0
    used = measure(above)
    is_dense = _is_dense(above, below)
    space, slack = (0, measure(_WIDE)) if is_dense else (1, 0)
    return _Break(is_dense, used, used + space + word - 1, word, slack)


def _is_dense(above: str, below: str) -> bool:
    """Whether two lines are of a script in which no space stands between them."""
    if above.isascii() and below.isascii():
        return False
    return bool(
        _DENSE.match(above, len(above) - 1)
        or _DENSE.match(below.lstrip()[:1])
        or (_DENSE.search(above) and _DENSE.search(below))
    )


def _is_foreign(text: str) -> bool:
    return has_words(text, MIN_FOREIGN_WORDS) and not _DENSE.search(text)


def _widths(breaks: Sequence[_Break], measure: Measure) -> Iterator[tuple[tuple[int, int], int]]:
    """Widths that enough of BREAKS speak for: each behind how many more do than not, and how many do exactly."""
    asked, had_to, full, dense = (_Count() for _ in range(4))
    for end in breaks:
        least = measure(_WIDE) * MIN_DENSE_CHARACTERS if end.is_dense else WIDTHS.start
        least = max(least, LEAST_OF_WORD * end.word)
        asked.add(least, 2 * end.used - 1)
        had_to.add(max(least, end.used - end.slack), end.most + end.slack)
        full.add(max(least, end.used), end.most)
        if end.is_dense:
            dense.add(max(least, end.used - end.slack), end.most + end.slack)
    for width, (all_, yes, exact, of_dense) in enumerate(zip(asked, had_to, full, dense, strict=True)):
        if 2 * of_dense > yes:
            enough = yes + exact >= MIN_DENSE + MIN_DENSE_SHARE * all_
        else:
            enough = yes >= max(MIN_PAIRS, MIN_SHARE * all_)
        if enough:
            yield (2 * yes - all_, exact), width


class _Count:
    """How many ranges of widths each width lies in."""

    def __init__(self) -> None:
        self._steps = [0] * (WIDTHS.stop + 1)

    def add(self, first: int, last: int) -> None:
        """Count the range from FIRST to LAST."""
        last = min(last, WIDTHS.stop - 1)
        if first <= last:
            self._steps[first] += 1
            self._steps[last + 1] -= 1

    def __iter__(self) -> Iterator[int]:
        return itertools.accumulate(self._steps)
