"""How much of each text block an extractor kept, told from the text that it gave.

The blocks stand in the order of the page and the extractor's text mostly does, too. So each block is looked for in
that text by shingles (rows of four words); of all places where blocks might belong, the heaviest row of places in
order is taken (a teaser of the same words as the headline does not get the headline's place); what is left of the
extractor's text then goes to the blocks that found no place in order. No word is given to two blocks.

Short blocks say little by their words ("Share", "Politics"): they must be whole lines of the extractor's text, each
by itself or several in a row (an extractor makes one line of a list item's or a table cell's parts).
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from copydesk.scripts import UNSPACED

SHINGLE = 4
SHORT = 5
"""Words below which a block must be a whole line of the extractor's text, or several."""
MAX_PLACES = 48
"""Places at which one shingle is looked for: a text that repeats itself more often is no article."""
MAX_PARTS = 12
"""Blocks that one line of the extractor's text is made of at most."""

_WORD = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+")
"""Of scripts written without spaces each character counts as a word."""
_INVISIBLE = re.compile(
    "[\N{SOFT HYPHEN}\N{ZERO WIDTH SPACE}-\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}]"
)
_LINE_END = re.compile(r"[\n|]")  # cells of a table are parted by bars

Words = tuple[str, ...]


class Place(NamedTuple):
    """Where words of a block stand in the extractor's text."""

    shift: int
    """What is to be added to a word's number in the block for its number there."""
    words: Sequence[int]
    """Numbers of the words found, in the block, in order."""

    @property
    def start(self) -> int:
        """The first word, in the extractor's text."""
        return self.words[0] + self.shift

    @property
    def end(self) -> int:
        """The word behind the last, in the extractor's text."""
        return self.words[-1] + 1 + self.shift

    def is_free(self, taken: bytearray) -> bool:
        """Whether none of the words there is another block's."""
        return not any(taken[word + self.shift] for word in self.words)


class Target(NamedTuple):
    """The extractor's text, ready to be looked up."""

    flat: Words
    """All its words."""
    starts: Mapping[str, Sequence[tuple[int, int]]]
    """First word of each line: where such lines start and end."""
    shingles: Mapping[Words, Sequence[int]]
    """Places of each row of SHINGLE words."""
    lines: Mapping[Words, Sequence[int]]
    """Places of each row of fewer than SHORT words that is a line, or several."""


class _Row(NamedTuple):
    """A row of places in order, told by its last block and the row before it."""

    weight: int
    block: int
    place: Place
    before: "_Row | None"


def kept_shares(blocks: Sequence[str], text: str) -> tuple[float, ...]:
    r"""Share of each block's words that stands in the extractor's text.

    >>> kept_shares(["Home", "The headline of this day", "The headline of this day", "Some text"],
    ...             "The headline of this day\nSome text")
    (0.0, 0.0, 1.0, 1.0)
    """
    target = _prepare(text)
    words = [words_in(block) for block in blocks]
    places = [_places(one, target) for one in words]
    chosen = _heaviest_row(places)
    taken = bytearray(len(target.flat))
    found: list[set[int]] = [set() for _ in blocks]
    for number, place in chosen.items():
        _take(place, found[number], taken)
    for number, candidates in enumerate(places):
        for place in candidates:
            if len(words[number]) >= SHORT or place.is_free(taken):
                _take(place, found[number], taken)
    for number, one in enumerate(words):
        for line in target.starts.get(one[0], ())[:MAX_PLACES] if one and not found[number] else ():
            parts = _parts(target.flat[slice(*line)], words[number : number + MAX_PARTS])
            there = line[0]
            for part in range(number, number + parts):
                place = Place(there, range(len(words[part])))
                if place.is_free(taken):
                    _take(place, found[part], taken)
                there += len(words[part])
    return tuple(len(here) / len(one) if one else 0.0 for here, one in zip(found, words, strict=True))


def words_in(text: str) -> Words:
    """The words of a text as they are compared.

    >>> words_in("Don\N{SOFT HYPHEN}au 日本")
    ('donau', '日', '本')
    """
    seen = text if text.isascii() else _INVISIBLE.sub("", text)
    return tuple(_WORD.findall(seen.lower()))


def _shingles(words: Words) -> Iterator[Words]:
    """The rows of SHINGLE words, from each of WORDS on."""
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)


def _prepare(text: str) -> Target:
    lines = [words for line in _LINE_END.split(text) if (words := words_in(line))]
    flat = tuple(chain.from_iterable(lines))
    shingles: defaultdict[Words, list[int]] = defaultdict(list)
    for start, shingle in enumerate(_shingles(flat)):
        shingles[shingle].append(start)
    short: defaultdict[Words, list[int]] = defaultdict(list)
    starts: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    start = 0
    for number, line in enumerate(lines):
        starts[line[0]].append((start, start + len(line)))
        row = line
        for following in (*lines[number + 1 : number + SHORT], ()):
            if len(row) >= SHORT:
                break
            short[row].append(start)
            row += following
        start += len(line)
    return Target(flat, starts, shingles, short)


def _places(words: Words, target: Target) -> list[Place]:
    """Where a block may belong, the place with most of its words first."""
    if len(words) < SHORT:
        starts = target.lines.get(words, ())[:MAX_PLACES] if words else ()
        return [Place(start, range(len(words))) for start in starts]
    by_shift: defaultdict[int, list[int]] = defaultdict(list)
    for here, shingle in enumerate(_shingles(words)):
        for there in target.shingles.get(shingle, ())[:MAX_PLACES]:
            known = by_shift[there - here]
            known += range(max(here, known[-1] + 1) if known else here, here + SHINGLE)
    places = [Place(shift, found) for shift, found in by_shift.items()]
    return sorted(places, key=lambda place: len(place.words), reverse=True)[:MAX_PLACES]


def _heaviest_row(places: Sequence[Sequence[Place]]) -> dict[int, Place]:
    """At most one place for each block, so that blocks and places are in the same order and most words are found.

    `ends` and `rows` are a staircase: the heaviest row so far that ends by then, for each end at which it gets heavier.
    """
    ends: list[int] = []
    rows: list[_Row] = []
    for block, candidates in enumerate(places):
        longer: list[tuple[int, _Row]] = []
        for place in candidates:
            step = bisect_right(ends, place.start)
            before = rows[step - 1] if step else None
            weight = len(place.words) + (before.weight if before else 0)
            longer.append((place.end, _Row(weight, block, place, before)))
        for end, row in longer:
            _add_step(ends, rows, end, row)
    chosen: dict[int, Place] = {}
    last = rows[-1] if rows else None
    while last:
        chosen[last.block] = last.place
        last = last.before
    return chosen


def _add_step(ends: list[int], rows: list[_Row], end: int, row: _Row) -> None:
    """Add a row to the staircase where it is heavier than all that end sooner; the later of two alike is kept."""
    step = bisect_left(ends, end)
    if step and rows[step - 1].weight >= row.weight:
        return
    last = step
    while last < len(rows) and rows[last].weight <= row.weight:
        last += 1
    if last < len(rows) and ends[last] == end:  # a heavier row ends at the same word
        return
    ends[step:last] = [end]
    rows[step:last] = [row]


def _take(place: Place, found: set[int], taken: bytearray) -> None:
    """Give a block those of its words at a place that no other block has."""
    mine = [word for word in place.words if not taken[word + place.shift] and word not in found]
    found.update(mine)
    for word in mine:
        taken[word + place.shift] = 1


def _parts(line: Words, blocks: Sequence[Words]) -> int:
    """How many of the blocks make up the line exactly, from the first on; none where they do not.

    >>> _parts(("a", "b", "c"), [("a", "b"), ("c",), ("d",)]), _parts(("a", "b", "c"), [("a", "b"), ("d",)])
    (2, 0)
    """
    reached = 0
    for number, block in enumerate(blocks, 1):
        if line[reached : reached + len(block)] != block:
            return 0
        reached += len(block)
        if reached == len(line):
            return number
    return 0
