"""What rules that are certain of a line take for furniture, and what of that look they leave in the body."""

import pytest

from copydesk import CleaningSettings
from copydesk.labelling.certain import byline, date_line, known_line, labelled_by
from copydesk.labelling.lines import read_lines
from copydesk.model import LabelledPage, RawDocument, Role
from copydesk.outlets import registry
from copydesk.pipeline import label_document

ABOVE = "Nobody in the office had expected the figures to be as good as they turned out to be on Monday."
BELOW = "Those who have worked there for ten years or more may leave with a full pension, the company said."


def roles_of(*texts: str) -> list[Role | None]:
    """What the rules that look at one line and its neighbours take each of TEXTS for."""
    page = label_document(RawDocument("page.txt", "\n\n".join(texts).encode()), CleaningSettings())
    assert isinstance(page, LabelledPage)
    labels = labelled_by((date_line, byline, known_line), read_lines(page.page, page.languages), registry())
    return [labels[n].role if n in labels else None for n in range(len(texts))]


@pytest.mark.parametrize(
    "heading", ["Job Stability in Insurance", "Taking Taxis in Japan", "A Reawakening in Home Sales"]
)
def test_a_heading_between_two_paragraphs_is_no_byline(heading: str) -> None:
    assert roles_of(ABOVE, heading, BELOW) == [None, None, None]


@pytest.mark.parametrize("line", ["Luke Harding in Moscow", "Najmeh Bozorgmehr in Tehran and Lucy Hornby in Beijing"])
def test_names_with_places_above_the_text_are_a_byline(line: str) -> None:
    assert roles_of("Talks in Vienna end", line, ABOVE)[1] is Role.BYLINE


@pytest.mark.parametrize(
    "row",
    [
        "Rehearsal dinner – relax and enjoy the time with your closest friends/family",
        "- The implications for farmers and the cost of the government's policies/programs",
        "Licensing for AI training: what the Copyright Office found in its report | Medium",
    ],
)
def test_a_line_that_ends_in_the_word_of_a_menu_is_no_row_of_links(row: str) -> None:
    assert roles_of(ABOVE, row, BELOW)[1] is None


@pytest.mark.parametrize(
    "row",
    [
        "Home | News | Sport",
        "News / Kiribati",
        "Inicio » Noticias » El alcalde abre el puente viejo",
        "Home - News - Sport",
        "[Home](/) | [News](https://gazette.example/news) | [Sport](/sport)",
        "* [Skip to content](#main)",
        "Home | Archive | Cookies | Terms of use | Newsletter",
    ],
)
def test_a_row_of_links_is_one(row: str) -> None:
    assert roles_of(row, ABOVE)[0] is Role.NAVIGATION


CHRONOLOGY = ("March 4, 1961", ABOVE, "June 12, 1984", BELOW, "October 1, 2009", ABOVE)


def test_dates_above_the_paragraphs_of_a_chronology_are_its_headings() -> None:
    assert roles_of("Home", "Timeline: a bridge", "July 9, 2018", ABOVE, *CHRONOLOGY)[2:] == [Role.DATE, *[None] * 7]


def test_dates_below_the_years_of_a_chronology_are_its_headings_as_are_those_of_short_entries() -> None:
    years = (ABOVE, "March 4, 1961", "The pier opens.", "1984", "June 12, 1984", "It burns.", "October 1, 2009", BELOW)
    assert roles_of(*years, "May 3, 2011", "The pier opens again.") == [None] * 10


def test_dates_between_comments_are_no_headings() -> None:
    comments = (
        "Tom",
        "March 4, 2019",
        "I like it.",
        "Ann",
        "March 5, 2019",
        "So do I.",
        "Sam",
        "March 6, 2019",
        "Me too!",
    )
    assert roles_of(ABOVE, *comments).count(Role.DATE) == 3


@pytest.mark.parametrize("lines", [(ABOVE, *CHRONOLOGY[:3]), (ABOVE, "July 9, 2018") * 4, ("July 9, 2018", ABOVE)])
def test_other_dates_between_paragraphs_are_dates(lines: tuple[str, ...]) -> None:
    found = dict(zip(lines, roles_of(*lines), strict=True))
    assert {role for text, role in found.items() if text not in (ABOVE, BELOW)} == {Role.DATE}


@pytest.mark.parametrize(
    "line",
    [
        "News - Sport",
        "Home - Kiribati - Sport",
        "Home - a place - is what they want",
        "## The [pier](/pier) of Oldhaven",
    ],
)
def test_dashes_and_marks_of_links_are_no_row(line: str) -> None:
    assert roles_of(ABOVE, line, BELOW)[1] is None


def test_a_heading_that_markdown_marks_is_known_by_its_words() -> None:
    assert roles_of("### Sign in", "### Signs of spring", ABOVE)[:2] == [Role.NAVIGATION, None]
