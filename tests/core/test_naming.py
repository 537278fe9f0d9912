"""Names found in lines: a page that was asked once finds the same as each line by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.naming import names_of

NAMES = [
    "The Times",
    "Times of India",
    "Times",
    "ABC News",
    "ABC",
    "L’Équipe",
    "taz",
    "Al-Monitor",
    "新华社",
    "A.B. News",
]
MANY = names_of([*NAMES, *(f"Courier {number}" for number in range(100))])
FEW = names_of(NAMES[::2])
PIECES = [*(word for name in NAMES for word in name.split()), "of", "and", "news", ",", "the", "(", "_", "Courier", "7"]


@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map(" ".join), max_size=6))
def test_a_page_that_was_asked_once_finds_the_same(lines: list[str]) -> None:
    there = MANY.on(tuple(lines))
    assert [there.find(line) for line in lines] == [MANY.find(line) for line in lines]
    assert [there.among(FEW).find(line) for line in lines] == [FEW.find(line) for line in lines]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The Times of India", ["The Times"]),
        ("Times of India", ["Times of India"]),
        ("ABC News, taz.", ["ABC News", "taz"]),
        ("ABCNews, tazze", []),
        ("(L’Équipe)", ["L’Équipe"]),
        ("", []),
    ],
)
def test_names_are_whole_words_and_the_longest_wins(line: str, found: list[str]) -> None:
    assert MANY.find(line) == found
