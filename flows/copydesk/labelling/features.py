"""What the model sees of each line of a page: a row of small whole numbers, 0 to 127.

Shares are 127ths, counts eighths of a doubling, and everything is worked out in whole numbers: no rounding of a
machine's own can make a difference.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Characters, Ints, Kind
from copydesk.labelling.lines import Line
from copydesk.languages import UNDETERMINED
from copydesk.model import Role
from copydesk.names import is_all_names
from copydesk.outlets import registry

TOP = 127
"""The largest value of a feature."""

_DOUBLINGS = np.array([int(2 ** (step / 8)) + (step % 8 > 0) - 1 for step in range(1, TOP + 1)], dtype=np.int64)
"""Counts from which on the feature of a count is 1, 2, 3 …"""

PROSE_WORDS = 14
NAME_WORDS = 8
MASTHEAD_WORDS = 6
LONG_WORD = 4
"""Letters from which on a word carries a subject."""

ROLES = tuple(Role)
_LETTERS = [Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.UNSPACED]
_OPENING = (Role.COMMENTS, Role.RELATED)


def describe(lines: Sequence[Line], counted: Characters) -> npt.NDArray[np.uint8]:
    """The features of the lines of a page: lines by features."""
    columns: list[Ints] = []
    size = counted.kinds[:, : Kind.LINE_BREAK].sum(axis=1)
    words = np.diff(counted.bounds)
    unspaced = counted.kinds[:, Kind.UNSPACED]
    length = words - unspaced // 2
    sentence = np.array([line.is_sentence for line in lines], dtype=np.int64)
    prose = (length >= PROSE_WORDS) | ((length >= PROSE_WORDS // 2) & (sentence > 0))
    columns += _of_text(counted, size, words, length)
    columns += _of_place(size, length, prose, sentence)
    columns += _of_repeats(counted, prose)
    columns += _of_facts(lines, counted)
    columns += _of_hits(lines)
    return np.minimum(np.stack(columns, axis=1), TOP).astype(np.uint8)


def doublings(counts: Ints) -> Ints:
    """Counts on a scale of eighths of a doubling: 0 is 0, 1 is 8, 3 is 16, 65,535 is 127."""
    return np.searchsorted(_DOUBLINGS, counts, side="right")


def share(parts: Ints, wholes: Ints | int) -> Ints:
    """Parts of wholes in 127ths; of nothing, none."""
    return TOP * parts // np.maximum(wholes, 1)


def _of_text(counted: Characters, size: Ints, words: Ints, length: Ints) -> list[Ints]:
    kinds = counted.kinds
    lower, upper = kinds[:, Kind.LOWER], kinds[:, Kind.UPPER]
    columns = [
        doublings(size),
        doublings(length),
        doublings(4 * kinds[:, _LETTERS].sum(axis=1) // np.maximum(words, 1)),
    ]
    columns += list(share(kinds[:, : Kind.LINE_BREAK].T, size))
    columns += [
        share(upper, upper + lower),
        _sum_by_line(counted.capitals.astype(np.int64), counted) * TOP // np.maximum(words, 1),
    ]
    columns += [doublings(kinds[:, kind]) for kind in (Kind.STOP, Kind.COMMA, Kind.DIGIT, Kind.BULLET, Kind.QUOTE)]
    for kinds_there in (counted.first, counted.last):
        columns += list(((kinds_there == np.arange(Kind.LINE_BREAK)[:, None]) * TOP).astype(np.int64))
    return columns


def _of_place(size: Ints, length: Ints, prose: npt.NDArray[np.bool_], sentence: Ints) -> list[Ints]:
    count = len(size)
    place = np.arange(count)
    weight = np.where(prose, size, 0)
    before, all_prose = np.cumsum(weight) - weight, int(weight.sum())
    chars_before = np.cumsum(size) - size
    above, below = _distance(prose)
    short_above, short_below = _distance(length < PROSE_WORDS // 2)
    return [
        prose * TOP,
        sentence * TOP,
        share(place, count),
        doublings(place),
        doublings(count - 1 - place),
        share(chars_before, int(size.sum())),
        share(before, all_prose),
        share(all_prose - before - weight, all_prose),
        share(weight, all_prose),
        doublings(before // 8),
        doublings((all_prose - before - weight) // 8),
        doublings(above),
        doublings(below),
        doublings(short_above),
        doublings(short_below),
        np.full(count, int(doublings(np.array([count]))[0])),
        np.full(count, int(doublings(np.array([all_prose // 8]))[0])),
        np.full(count, TOP * all_prose // max(1, int(size.sum()))),
        np.full(count, TOP * int(prose.sum()) // count),
    ]


def _distance(there: npt.NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Lines up to the last one above, and down to the next one below, for which something holds; many where none is."""
    count = len(there)
    place = np.arange(count)
    far = 4 * count + 64
    last = np.maximum.accumulate(np.where(there, place, -far))
    above = place - np.concatenate(([-far], last[:-1]))
    following = np.minimum.accumulate(np.where(there, place, count + far)[::-1])[::-1]
    below = np.concatenate((following[1:], [count + far])) - place
    return np.minimum(above, 4096), np.minimum(below, 4096)


def _of_repeats(counted: Characters, prose: npt.NDArray[np.bool_]) -> list[Ints]:
    """How far a line has the words of the page: of its prose, of its first line; and whether it stands twice."""
    _, line_group, same = np.unique(counted.keys, return_inverse=True, return_counts=True)
    times = same[line_group]
    first_time = np.zeros(len(times), dtype=bool)
    first_time[np.unique(line_group, return_index=True)[1]] = True
    content = (counted.lengths >= LONG_WORD) | (counted.lengths == 1)
    _, group = np.unique(counted.words, return_inverse=True)
    groups = int(group.max(initial=-1)) + 1
    in_prose = prose[counted.line_of]
    tally = np.bincount(group[in_prose], minlength=groups)
    own = np.where(in_prose, _own(group, counted.line_of), 0)
    elsewhere = tally[group] > own
    often = tally[group] > own + 2
    contents = _sum_by_line(content.astype(np.int64), counted)
    opening = np.isin(group, group[counted.line_of == 0])
    shared = _sum_by_line((content & elsewhere).astype(np.int64), counted)
    return [
        share(shared, contents),
        doublings(shared),
        doublings(contents - shared),
        share(_sum_by_line((content & often).astype(np.int64), counted), contents),
        share(_sum_by_line((content & opening).astype(np.int64), counted), contents),
        doublings(_sum_by_line((content & opening).astype(np.int64), counted)),
        doublings(times - 1),
        (first_time & (times > 1)) * TOP,
    ]


def _own(group: Ints, line_of: Ints) -> Ints:
    """How often each word stands in its own line."""
    pair = line_of * (int(group.max(initial=0)) + 1) + group
    _, inverse, counts = np.unique(pair, return_inverse=True, return_counts=True)
    times: Ints = counts[inverse]
    return times


def _sum_by_line(values: Ints, counted: Characters) -> Ints:
    total = np.concatenate(([0], np.cumsum(values)))
    return total[counted.bounds[1:]] - total[counted.bounds[:-1]]


def _of_facts(lines: Sequence[Line], counted: Characters) -> list[Ints]:
    """What is known of each line already: its language, blank lines around it, dates and addresses in it."""
    letters: dict[str, int] = {}
    for line in lines:
        letters[line.language] = letters.get(line.language, 0) + len(line.text)
    outlets = registry()
    main = max(letters, key=lambda language: (language != UNDETERMINED, letters[language], language))
    gaps = [line.gap for line in lines]
    rows = [
        (
            TOP * (line.language == main),
            TOP * (line.language == UNDETERMINED),
            32 * min(line.gap, 3),
            32 * min(below, 3),
            doubling_of(len(line.block.lines) - 1),
            TOP * bool(line.dates),
            TOP * line.is_date,
            32 * min(len(line.urls), 3),
            TOP * any("@" in url for url in line.urls),
            TOP * any(date.day is not None for date in line.dates),
            TOP * (begun and _may_be_names(line)),
            TOP * (line.words <= MASTHEAD_WORDS and not line.hits and outlets.by_name(line.text) is not None),
        )
        for line, below, begun in zip(lines, [*gaps[1:], 3], _mostly_capitals(counted), strict=True)
    ]
    columns = list(np.array(rows, dtype=np.int64).T)
    blank = sum(gap > 0 for gap in gaps)
    return [*columns, np.full(len(lines), TOP * blank // len(lines))]


def _may_be_names(line: Line) -> bool:
    """Whether a short line that no lexicon knows is people's names and nothing else."""
    return line.words <= NAME_WORDS and not line.hits and is_all_names(line.text)


def _mostly_capitals(counted: Characters) -> list[bool]:
    """Whether at least two words, and half of the words, of each line begin with a capital."""
    capitals = _sum_by_line(counted.capitals.astype(np.int64), counted)
    words = np.diff(counted.bounds)
    return [bool(one) for one in (capitals >= 2) & (2 * capitals >= words) & (words <= NAME_WORDS)]


def doubling_of(count: int) -> int:
    """One count on the scale of `doublings`."""
    return int(doublings(np.array([count]))[0]) if count else 0


def _of_hits(lines: Sequence[Line]) -> list[Ints]:
    """What the lexicons say of each line, and how far above the headings of comments and related links stand."""
    place = {role: n for n, role in enumerate(ROLES)}
    said = np.zeros((len(lines), len(ROLES) + len(_OPENING)), dtype=np.int64)
    for n, line in enumerate(lines):
        for hit in line.hits:
            said[n, place[hit.role]] = TOP
            if hit.opens_section and hit.role in _OPENING:
                said[n, len(ROLES) + _OPENING.index(hit.role)] = TOP
    columns = list(said.T)
    for column in range(len(ROLES), said.shape[1]):
        above, below = _distance(said[:, column] > 0)
        columns += [doublings(above), doublings(below)]
    any_hit = _distance(said.max(axis=1) > 0)
    return [*columns, doublings(any_hit[0]), doublings(any_hit[1])]
