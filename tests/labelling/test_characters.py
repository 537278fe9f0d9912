"""Characters and words of a page, counted all at once, are what a plain count gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.labelling.characters import Kind, count_characters

LINES = st.lists(
    st.text(alphabet=st.characters(exclude_characters="\n", codec="utf-8"), max_size=60), min_size=1, max_size=8
)


@given(LINES)
def test_every_character_is_counted_once(lines: list[str]) -> None:
    counted = count_characters(lines)
    assert counted.kinds[:, : Kind.LINE_BREAK].sum(axis=1).tolist() == [len(line) for line in lines]
    assert counted.kinds[:, Kind.LINE_BREAK].tolist() == [1] * len(lines)


@given(LINES)
def test_lines_are_counted_alike_wherever_they_stand(lines: list[str]) -> None:
    together = count_characters([*lines, *lines])
    alone = [count_characters([line]) for line in lines]
    for n, one in enumerate(alone):
        assert together.keys[n] == together.keys[n + len(lines)] == one.keys[0]
        assert together.kinds[n].tolist() == one.kinds[0].tolist()
        words = slice(together.bounds[n], together.bounds[n + 1])
        assert together.words[words].tolist() == one.words.tolist()
        assert together.lengths[words].tolist() == one.lengths.tolist()


@given(LINES)
def test_bounds_part_the_words_by_line(lines: list[str]) -> None:
    counted = count_characters(lines)
    assert counted.bounds[0] == 0
    assert counted.bounds[-1] == len(counted.words) == len(counted.line_of) == len(counted.capitals)
    assert np.array_equal(np.repeat(np.arange(len(lines)), np.diff(counted.bounds)), counted.line_of)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Read more", "READ MORE"),
        ("12 comments", "37 comments"),
        ("۱۲ نظر", "۳۷ نظر"),
        ("كتاب", "کتاب"),
        ("Home | News", "home – news"),
    ],
)
def test_case_figures_and_punctuation_do_not_tell_words_apart(one: str, other: str) -> None:
    first, second = count_characters([one, other]).keys.tolist()
    assert first == second


def test_different_words_differ() -> None:
    keys = count_characters(["Read more", "more Read", "Read mores", "", "•"]).keys.tolist()
    assert len(set(keys[:4])) == 4


def test_scripts_without_spaces_have_a_word_for_each_character() -> None:
    counted = count_characters(["北京市", "ไทย"])
    assert np.diff(counted.bounds).tolist() == [3, 3]
    assert counted.kinds[0, Kind.UNSPACED] == 3


def test_characters_beyond_the_basic_plane_are_symbols() -> None:
    assert count_characters(["😀"]).kinds[0, Kind.OTHER] == 1
