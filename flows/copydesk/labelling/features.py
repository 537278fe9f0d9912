"""What the model sees of each line of a page: a row of small whole numbers, 0 to 127.

Shares are 127ths, counts eighths of a doubling, and everything is worked out in whole numbers: no rounding of a
machine's own can make a difference.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from copydesk.labelling.characters import Characters, Ints, Kind
from copydesk.labelling.lines import Line
from copydesk.labelling.tagged import describe_markup
from copydesk.languages import UNDETERMINED, language_of_most
from copydesk.model import Role
from copydesk.naming.people import is_all_names
from copydesk.outlets import registry

TOP = 127
"""The largest value of a feature."""

_DOUBLINGS = np.array([int(2 ** (step / 8)) + (step % 8 > 0) - 1 for step in range(1, TOP + 1)], dtype=np.int64)
"""Counts from which on the feature of a count is 1, 2, 3 …"""

_OF_COUNT = np.searchsorted(_DOUBLINGS, np.arange(1 << 16), side="right")
"""The feature of each count; of larger ones it is that of the last."""

PROSE_WORDS = 14
NAME_WORDS = 8
MASTHEAD_WORDS = 6
LONG_WORD = 4
"""Letters from which on a word carries a subject."""

ROLES = tuple(Role)
_LETTERS = [Kind.LOWER, Kind.UPPER, Kind.LETTER, Kind.UNSPACED]
_OPENING = (Role.COMMENTS, Role.RELATED)
_PLACE = {role: n for n, role in enumerate(ROLES)}


def describe(lines: Sequence[Line], counted: Characters) -> npt.NDArray[np.uint8]:
    """The features of the lines of a page: lines by features."""
    columns: list[Ints] = []
    size = counted.kinds[:, : Kind.LINE_BREAK].sum(axis=1)
    words = np.diff(counted.bounds)
    unspaced = counted.kinds[:, Kind.UNSPACED]
    length = words - unspaced // 2
    sentence = np.array([line.is_sentence for line in lines], dtype=np.int64)
    prose = (length >= PROSE_WORDS) | ((length >= PROSE_WORDS // 2) & (sentence > 0))
    capitals = _sums_by_line(counted.capitals, counted)
    columns += _of_text(counted, size, words, length, capitals)
    columns += _of_place(size, length, prose, sentence)
    columns += _of_repeats(counted, prose)
    columns += _of_facts(lines, (capitals >= 2) & (2 * capitals >= words) & (words <= NAME_WORDS))
    columns += _of_hits(lines)
    if lines[0].block.markup is not None:
        columns += describe_markup(lines, size)
    return np.ascontiguousarray(np.minimum(np.stack(columns), TOP).astype(np.uint8).T)


def doublings(counts: Ints) -> Ints:
    """Counts on a scale of eighths of a doubling: 0 is 0, 1 is 8, 3 is 16, 65,535 is 127."""
    return _OF_COUNT.take(counts, mode="clip")


def share(parts: Ints, wholes: Ints | int) -> Ints:
    """Parts of wholes in 127ths; of nothing, none."""
    return TOP * parts // np.maximum(wholes, 1)


def _of_text(counted: Characters, size: Ints, words: Ints, length: Ints, capitals: Ints) -> list[Ints]:
    kinds = counted.kinds
    lower, upper = kinds[:, Kind.LOWER], kinds[:, Kind.UPPER]
    columns = [
        doublings(size),
        doublings(length),
        doublings(4 * kinds[:, _LETTERS].sum(axis=1) // np.maximum(words, 1)),
    ]
    columns += list(share(kinds[:, : Kind.LINE_BREAK].T, size))
    columns += [share(upper, upper + lower), share(capitals, words)]
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
    group, groups = counted.group, len(counted.distinct)
    in_prose = prose[counted.line_of]
    tally = np.bincount(group[in_prose], minlength=groups)
    own = np.where(in_prose, counted.own, 0)
    elsewhere = tally[group] > own
    often = tally[group] > own + 2
    in_opening = np.zeros(groups, dtype=bool)
    in_opening[group[counted.line_of == 0]] = True
    of_content = np.stack([content, content & elsewhere, content & often, content & in_opening[group]])
    contents, shared, repeated, opening = _sums_by_line(of_content, counted)
    return [
        share(shared, contents),
        doublings(shared),
        doublings(contents - shared),
        share(repeated, contents),
        share(opening, contents),
        doublings(opening),
        doublings(times - 1),
        (first_time & (times > 1)) * TOP,
    ]


def _sums_by_line(facts: npt.NDArray[np.bool_], counted: Characters) -> Ints:
    """For how many words of each line a fact holds, or each of several facts."""
    total = np.zeros((*facts.shape[:-1], facts.shape[-1] + 1), dtype=np.int64)
    np.cumsum(facts, axis=-1, out=total[..., 1:])
    return np.diff(total[..., counted.bounds])


def _of_facts(lines: Sequence[Line], begun: npt.NDArray[np.bool_]) -> list[Ints]:
    """What is known of each line already: its language, blank lines around it, dates, addresses and names in it.

    BEGUN are the lines whose words begin as names do.
    """
    main = language_of_most((line.language, line.text) for line in lines)
    gaps = np.array([line.gap for line in lines])
    begun_as_names = begun.tolist()
    return [
        _flags([line.language == main for line in lines]),
        _flags([line.language == UNDETERMINED for line in lines]),
        32 * np.minimum(gaps, 3),
        32 * np.minimum(np.append(gaps[1:], 3), 3),
        doublings(np.array([len(line.block.lines) - 1 for line in lines])),
        _flags([bool(line.dates) for line in lines]),
        _flags([line.is_date for line in lines]),
        32 * np.array([min(len(line.urls), 3) for line in lines]),
        _flags([line.urls != () and any("@" in url for url in line.urls) for line in lines]),
        _flags([line.dates != () and any(date.day is not None for date in line.dates) for line in lines]),
        _flags([names and _may_be_names(line) for line, names in zip(lines, begun_as_names, strict=True)]),
        _flags([_is_outlet(line) for line in lines]),
        np.full(len(lines), TOP * int((gaps > 0).sum()) // len(lines)),
    ]


def _flags(facts: Sequence[bool]) -> Ints:
    return TOP * np.array(facts, dtype=np.int64)


def _may_be_names(line: Line) -> bool:
    """Whether a short line that no lexicon knows is people's names and nothing else."""
    return line.words <= NAME_WORDS and not line.hits and is_all_names(line.text)


def _is_outlet(line: Line) -> bool:
    """Whether a short line that no lexicon knows is the name of an outlet."""
    return line.words <= MASTHEAD_WORDS and not line.hits and registry().by_name(line.text) is not None


def _of_hits(lines: Sequence[Line]) -> list[Ints]:
    """What the lexicons say of each line, and how far above the headings of comments and related links stand."""
    said = np.zeros((len(lines), len(ROLES) + len(_OPENING)), dtype=np.int64)
    for n, line in enumerate(lines):
        for hit in line.hits:
            said[n, _PLACE[hit.role]] = TOP
            if hit.opens_section and hit.role in _OPENING:
                said[n, len(ROLES) + _OPENING.index(hit.role)] = TOP
    columns = list(said.T)
    for column in range(len(ROLES), said.shape[1]):
        above, below = _distance(said[:, column] > 0)
        columns += [doublings(above), doublings(below)]
    any_hit = _distance(said.max(axis=1) > 0)
    return [*columns, doublings(any_hit[0]), doublings(any_hit[1])]
