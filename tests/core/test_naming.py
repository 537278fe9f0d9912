"""Names found in lines: asking for their rare words first finds the same as trying every name at every word."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.naming.finding import names_of

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
    "প্রথম আলো",
    "बीबीसी हिन्दी",
]
MANY = [*NAMES, *(f"Courier {number}" for number in range(100))]
PIECES = [*(word for name in NAMES for word in name.split()), "of", "and", "news", ",", "the", "(", "_", "Courier", "7"]
MARKED = "[^\\W_](?:[^\\W_]|[\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd])*"
WORD = rf"{MARKED}(?:[’'.&+-]{MARKED})*"


@given(st.lists(st.sampled_from(PIECES), max_size=8), st.sampled_from([" ", ", ", "-", "_", ""]))
def test_rare_words_find_what_every_name_tried_at_every_word_finds(pieces: list[str], between: str) -> None:
    line = between.join(pieces)
    known = [re.findall(WORD, name) for name in MANY]
    words = re.findall(WORD, line)
    found: list[list[str]] = []
    while words:
        longest = max((name for name in known if words[: len(name)] == name), key=len, default=[])
        found += [longest] if longest else []
        words = words[len(longest) or 1 :]
    assert [re.findall(WORD, name) for name in names_of(MANY).find(line)] == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("The Times of India", ["The Times"]),
        ("Times of India", ["Times of India"]),
        ("ABC News, taz.", ["ABC News", "taz"]),
        ("ABCNews, tazze", []),
        ("(L’Équipe)", ["L’Équipe"]),
        ("", []),
        ("ছবি: প্রথম আলো।", ["প্রথম আলো"]),  # a vowel sign ends the name, and is a part of it
        ("প্রথম আলোর প্রতিবেদক", []),
        ("फ़ोटो : बीबीसी हिन्दी", ["बीबीसी हिन्दी"]),
    ],
)
def test_names_are_whole_words_and_the_longest_wins(line: str, found: list[str]) -> None:
    assert names_of(MANY).find(line) == found
