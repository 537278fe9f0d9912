"""The model's features are small whole numbers, whatever the page."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from copydesk.labelling.characters import count_characters
from copydesk.labelling.features import TOP, describe, doublings, share
from copydesk.labelling.lines import Line, read_lines
from copydesk.languages import detect_languages
from copydesk.model import DecodedDocument, RawDocument
from copydesk.splitting.text import split_text


def lines_of(text: str) -> tuple[Line, ...]:
    page = split_text(DecodedDocument(RawDocument("a.txt", b""), text, "utf-8"))
    return read_lines(page, detect_languages(page)) if page.blocks else ()


@given(st.text(max_size=400))
def test_every_feature_is_between_0_and_127(text: str) -> None:
    lines = lines_of(text)
    if lines:
        features = describe(lines, count_characters([line.text for line in lines]))
        assert features.dtype == np.uint8
        assert len(features) == len(lines)
        assert features.max() <= TOP


def test_no_feature_is_negative_before_it_becomes_a_byte() -> None:
    """A negative number would turn into a large one."""
    lines = lines_of(
        "Menu\n\nA sentence about rain that is long enough to be taken for the text of an article.\n\n© 2016"
    )
    assert describe(lines, count_characters([line.text for line in lines])).max() <= TOP


def test_counts_are_in_eighths_of_a_doubling() -> None:
    assert doublings(np.array([0, 1, 3, 7, 65_534, 10**9])).tolist() == [0, 8, 16, 24, 127, 127]


def test_a_share_of_nothing_is_none() -> None:
    assert share(np.array([1, 0, 2]), np.array([2, 0, 2])).tolist() == [63, 0, 127]
