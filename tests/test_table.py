"""The closing table of a run: what it shows, that it fits, and that no script turns it around."""

import dataclasses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from copydesk.model import Article, Removed, Role
from copydesk.reporting.table import articles_table, closing_lines, fit, rejections_table, share_kept
from copydesk.storing import Counts
from tests.storing.outcomes import article, document, rejection


def titled(title: str | None) -> Article:
    return dataclasses.replace(article(document("a")), title=title)


def test_an_article_is_a_row() -> None:
    removed = (Removed(0, (1, 1), Role.NAVIGATION, "Home" * 5, "menu"),)
    found = dataclasses.replace(
        titled("Bridge to be repaired"),
        date="2012-06-05T11:20:31+03:30",
        outlet="Press TV",
        body="x" * 60,
        removed=removed,
    )
    heading, rule, row = articles_table([found], 1)
    assert heading.split() == ["Title", "Date", "Outlet", "Lang", "Page", "kept"]
    assert set(rule) == {"-", " "}
    assert row.split("  ", 1)[0] == "Bridge to be repaired"
    assert row.split()[-5:] == ["2012-06-05T11:20", "Press", "TV", "en", "75%"]


def test_what_is_unknown_is_a_dash() -> None:
    assert articles_table([titled(None)], 1)[2].split() == ["(no", "title)", "-", "-", "en", "100%"]


def test_a_page_of_nothing_is_not_divided_by_zero() -> None:
    assert share_kept(dataclasses.replace(titled(""), body="")) == 0


def test_a_rejection_is_a_row() -> None:
    assert rejections_table([rejection(document("a"))], 1)[2].split() == ["a.txt", "not_an_article", "no", "text"]


def test_no_rows_no_table() -> None:
    assert articles_table([], 0) == rejections_table([], 0) == []


def test_fifty_rows_and_how_many_more() -> None:
    lines = articles_table((titled(str(number)) for number in range(1234)), 1234)
    assert len(lines) == 2 + 50 + 1
    assert lines[-1] == "… and 1,184 more"


ISOLATES = "\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"


def cells(line: str) -> int:
    return wcswidth(line.translate({ord(isolate): None for isolate in ISOLATES}))


@pytest.mark.parametrize(
    "title",
    [
        "x" * 200,
        "中文标题" * 30,
        "مرحبا بالعالم " * 20,
        "می‌خواهم",
        "e\u0301" * 100,
        "👩‍👩‍👧 family " * 20,
        "\x1b[31mred\x07",
        "a\tb\nc",
    ],
)
def test_every_line_fits_and_its_columns_stand(title: str) -> None:
    heading, rule, row = articles_table([titled(title)], 1)
    assert cells(heading) == cells(rule) == cells(row) <= 120
    assert "\x1b" not in row
    assert "\n" not in row


@given(st.text(), st.integers(1, 60))
@example("00\N{DEVANAGARI VOWEL SIGN AA}0", 3)  # a mark with a cell of its own, which it has only behind a letter
@example("\N{ZERO WIDTH JOINER}", 1)
def test_a_fitted_text_has_exactly_its_width(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


def test_text_from_right_to_left_is_isolated() -> None:
    assert fit("سلام", 6) == "\N{FIRST STRONG ISOLATE}سلام\N{POP DIRECTIONAL ISOLATE}  "
    assert fit("Hello", 6) == "Hello "


def test_an_override_of_direction_in_a_title_is_taken_out() -> None:
    assert fit("a\N{RIGHT-TO-LEFT OVERRIDE}b", 2) == "ab"


def test_the_joiners_of_persian_and_of_emoji_stay() -> None:
    assert "\N{ZERO WIDTH NON-JOINER}" in fit("می‌خواهم", 10)


def test_the_last_lines() -> None:
    assert closing_lines(Counts(1, 2), Counts(3, 2), "cleaned") == [
        "New: 1 article, 2 rejections. cleaned now has 3 articles and 2 rejections."
    ]
    assert closing_lines(Counts(), Counts(3, 1), "cleaned")[0].startswith("Nothing new")
