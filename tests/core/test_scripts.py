"""Writing systems."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from copydesk.scripts import is_right_to_left


@given(st.text(st.one_of(st.sampled_from("ab 1.ابپא\u0660\u200f\ud800"), st.characters()), max_size=30))
def test_the_direction_of_a_text_is_that_of_most_letters(text: str) -> None:
    kinds = [unicodedata.bidirectional(char) for char in text if char.isalpha()]
    assert is_right_to_left(text) == (sum(kind in ("R", "AL") for kind in kinds) * 2 > len(kinds))
