"""The markup as the model sees it: small whole numbers, and words that mean the same on every machine."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.labelling.characters import count_characters
from copydesk.labelling.features import TOP, describe
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.tagged import EXPERT, describe_markup, markup_words
from copydesk.languages import detect_languages
from copydesk.model import HTML, DecodedDocument, Engine, RawDocument
from copydesk.splitting.html import split_html
from copydesk.splitting.text import split_text

STORY = "<p>It rained all day on Sunday, and the players of both sides went home in the afternoon.</p>"
PAGE = f"<nav><a href=/>Home</a></nav><article class=storyBody><h1>Rain</h1>{STORY * 3}</article><footer>About</footer>"


def lines_of(html: str, engine: Engine = Engine.FAST) -> tuple[Line, ...]:
    page = split_html(DecodedDocument(RawDocument("a.html", html.encode(), HTML), html, "utf-8"), engine)
    return read_lines(page, detect_languages(page)) if page.blocks else ()


@given(
    st.lists(st.sampled_from(["<p>", "<div class='a b'>", "</div>", "<a href=x>", "</a>", "<pre>", "x\ny", "Rain. "]))
)
def test_every_column_is_between_0_and_127(parts: list[str]) -> None:
    lines = lines_of("".join(parts))
    if lines:
        counted = count_characters([line.text for line in lines])
        columns = describe_markup(lines, counted.kinds.sum(axis=1))
        assert all(len(column) == len(lines) for column in columns)
        assert min(column.min() for column in columns) >= 0
        assert max(column.max() for column in columns) <= TOP
        assert len(describe(lines, counted)) == len(lines)


def test_the_last_columns_are_the_experts_and_nothing_where_it_is_not_asked() -> None:
    sizes = np.array([len(line.text) for line in lines_of(PAGE)])
    asked = describe_markup(lines_of(PAGE, Engine.THOROUGH), sizes)
    alone = describe_markup(lines_of(PAGE), sizes)
    assert any(column.any() for column in asked[-EXPERT:])
    assert not any(column.any() for column in alone[-EXPERT:])
    for one, other in zip(asked[:-EXPERT], alone[:-EXPERT], strict=True):
        assert np.array_equal(one, other)


def test_words_of_the_markup_are_tags_and_hints_and_always_the_same() -> None:
    words = markup_words(lines_of("<article class=storyBody><p>It rained.</p></article>"))
    # crc32 of ".body", ".story", "<article", "<p"
    assert words.keys.tolist() == [1111470806, 2702194368, 672548931, 1647254076]
    assert words.bounds.tolist() == [0, 4]


def test_text_without_markup_has_no_columns_of_it() -> None:
    page = split_text(DecodedDocument(RawDocument("a.txt", b""), "It rained all day.", "utf-8"))
    with pytest.raises(ValueError, match="no markup"):
        markup_words(read_lines(page, detect_languages(page)))
