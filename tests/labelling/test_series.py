"""Rows that recur in an article are taken together; what begins its entries is no title."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import copydesk
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.entries import entries
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.network import Kind, load_model
from copydesk.labelling.reading import DOUBTFUL, read_page
from copydesk.labelling.running_text import find_running_text
from copydesk.labelling.series import MAX_APART, evened
from copydesk.labelling.titles import titles_in_turn
from copydesk.model import RawDocument

PROSE = "The harbour master of Oldhaven closed the northern pier on Monday after divers found cracks in its piles."


def lines_of(*texts: str) -> Sequence[Line]:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", "\n\n".join(texts).encode())))
    return read_lines(page, copydesk.detect_languages(page))


def raised(texts: Sequence[str], chances: Sequence[float]) -> list[str]:
    """Those of TEXTS, between two paragraphs, whose CHANCES a series raises."""
    lines = lines_of(PROSE, *texts, PROSE)
    given = (0.99, *chances, 0.99)
    reading = replace(read_page(lines, load_model(Kind.TEXT)), body=given)
    found = evened(lines, labelled_by(CERTAIN, lines, copydesk.registry()), reading).body
    assert all(after >= DOUBTFUL for before, after in zip(given, found, strict=True) if after != before)
    return [line.text for line, before, after in zip(lines, given, found, strict=True) if after > before]


TIDES = ("Low water: 5:10", "Low water: 17:40", "Low water: noon")


@pytest.mark.parametrize(
    ("texts", "chances", "found"),
    [
        (TIDES, (0.7, 0.65, 0.2), TIDES[2:]),
        (("16:40 The pier opens", "15:05", "9.30 A crack"), (0.7, 0.65, 0.2), ("9.30 A crack",)),
        (("20h44", "18h30", "7h15"), (0.3, 0.7, 0.7), ("20h44",)),
        (("Anchor", TIDES[0], "Buoy", TIDES[1], "Crane", TIDES[2]), (0.3, 0.7, 0.3, 0.7, 0.3, 0.7), ("Buoy", "Crane")),
        # together they are rather none of the article's
        (TIDES, (0.5, 0.3, 0.2), ()),
        # two are no series, and a line that is hardly body is no row
        (TIDES[:2], (0.9, 0.3), ()),
        (TIDES, (0.9, 0.3, 0.05), ()),
        # other labels; prices, shares, scores and numbers of three digits
        (("Low water: noon", "High water: six", "Slack water: nine"), (0.9, 0.9, 0.3), ()),
        (("12.50 €", "41.32%", "1:203"), (0.9, 0.9, 0.3), ()),
        # what lexicons know: pictures' credits, links
        (("Photo: A. Roe", "Photo: B. Roe", "Photo: C. Roe"), (0.9, 0.9, 0.3), ()),
        (("Read more: Ferries", "Read more: Piers", "Read more: Tides"), (0.9, 0.9, 0.3), ()),
        ((TIDES[0], "Share this", TIDES[1], TIDES[2]), (0.7, 0.1, 0.7, 0.7), ()),
    ],
)  # fmt: skip
def test_what_a_series_raises(texts: Sequence[str], chances: Sequence[float], found: Sequence[str]) -> None:
    assert raised(texts, chances) == list(found)


def test_what_stands_far_from_a_row_is_of_no_entry() -> None:
    others = [f"Hall {letter}" for letter in "ABCDEFGHIJ"[:MAX_APART]]
    assert raised((*TIDES, *others, TIDES[0]), [0.9] * 3 + [0.3] * MAX_APART + [0.9]) == []


PARTS = ("1. The Swan", "It swims.", "2. The Anchor", "It rusts.", "3. Molly's", "It is closed.")


@pytest.mark.parametrize(
    ("texts", "first", "found"),
    [
        (PARTS, 0.5, PARTS),
        (PARTS, 0.4, ()),  # not even the first is rather body
        (PARTS[:4], 0.5, ()),  # two are no list
        (PARTS[::2], 0.5, ()),  # nothing stands below them
        (("1. The Swan", "A pub", "2. The Anchor", "A pub", "3. Molly's", "A bar"), 0.5, ()),  # no sentence does
        ((*PARTS[:2], "Share this", *PARTS[2:]), 0.5, PARTS),
        ((PARTS[0], "Share this", *PARTS[2:]), 0.5, ()),  # something known stands below one
    ],
)
def test_numbered_headings_with_sentences_below_go_on(texts: Sequence[str], first: float, found: Sequence[str]) -> None:
    assert raised(texts, (first, *[0.2] * (len(texts) - 1))) == list(found)


@pytest.mark.parametrize(
    ("texts", "begun"),
    [
        (("1. The Swan", "2. The Anchor", "3. Molly's"), (0, 1, 2)),
        (("16:40 The pier opens", "It opens.", "15:05", "9:30 A crack"), (0, 2, 3)),
        (("1. The Swan", "2. The Anchor"), ()),
        (("10 things to do in Oldhaven", "11 more", "12 others"), ()),
        (("12:30 to Oldhaven: a film", "Two ferries run again"), ()),
    ],
)
def test_entries(texts: Sequence[str], begun: Sequence[int]) -> None:
    assert entries(lines_of(*texts)) == set(begun)


@pytest.mark.parametrize(
    ("others", "is_title"), [(("2. Cranes of the pier", "3. Piles of the pier"), False), (("Cranes", "Piles"), True)]
)
def test_the_first_of_many_entries_is_no_title(others: Sequence[str], *, is_title: bool) -> None:
    lines = lines_of("1. The northern pier of Oldhaven", PROSE, others[0], PROSE, others[1], PROSE)
    text = find_running_text(lines, {})
    assert text is not None
    assert list(titles_in_turn(lines, text, copydesk.registry())) == [0] * is_title
