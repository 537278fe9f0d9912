"""Broken lines: which of two lines of text go on as one, and which stand alone."""

import pytest

from copydesk.model import DecodedDocument, RawDocument
from copydesk.splitting.text import goes_on, split_text

GO_ON = [
    ("Wang Yi, Mr Jafari’s Chinese", "counterpart, made the offer"),
    ("The law was signed last week", "by Joe Biden."),
    ("The village was taken last week", "by Israeli forces in the north"),
    ("The law was signed last week", "by Joe Biden and his deputy, who"),
    ("The law was signed last week", "by Joe Biden, who then left"),
    ("Die Stadt wurde im Jahr darauf", "von Napoleons Truppen besetzt"),
    ("Sales of the phones rose faster", "by far than those of tablets"),
]

STAND_ALONE = [
    ("Support Services on Backpage Alternatives: Seeking Help Online", "by Lana Vrzic"),
    ("Totto-Chan: The Little Girl at the Window Anime Film in Indonesia", "posted on by Rafael Antonio Pineda"),
    ("Book Beat: Gothic Romance, Magical Realism, & More", "by Amanda · Dec 20, 2025 at 3:00 am · One comment so far"),
    ("11 SEO Strategies for 2025 to Boost Rankings and Stay Ahead", "by Jason Rostar | SEO | 8 min Read"),
    ("Technologies That Help Us Fight Climate Change", "by Harsh Vaibhav Global Commons May 2nd 202511 mins"),
    ("Warum die Rente nicht mehr reicht", "von Anna Schmidt, Berlin"),
    ("Best GPS Running Watches of 2026", "iRunFar reviews the best GPS watches for running from Garmin"),
    ("The council votes on the new budget", "2 junio, 2014 en 10:15 am"),
]


@pytest.mark.parametrize(("above", "below"), GO_ON)
def test_a_sentence_goes_on(above: str, below: str) -> None:
    assert goes_on(above, below)


@pytest.mark.parametrize(("above", "below"), STAND_ALONE)
def test_a_byline_or_a_date_stands_alone(above: str, below: str) -> None:
    assert not goes_on(above, below)


LISTED = """A tin mine that closed three decades ago is to reopen after investors agreed to pay.
The company wants to do these things before the first ore comes up in four years:
  * pump out six million cubic metres of water
  * sink a new shaft for the air below
  * agree a rail link with the county council
  * train a hundred people who have never been underground
Not everybody in the county is convinced that it will ever come to that.
"""


def test_items_of_a_list_are_no_indented_paragraphs() -> None:
    page = split_text(DecodedDocument(RawDocument("page.txt", b""), LISTED, "utf-8"))
    assert [block.text for block in page.blocks] == [line.strip() for line in LISTED.splitlines()]
