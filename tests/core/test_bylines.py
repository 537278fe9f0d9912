"""Bylines: the people they name, whatever stands beside them, and what names nobody."""

import pytest

from copydesk.fields.authors import extract_authors
from copydesk.fields.bylines import Known, read_byline, says_who
from copydesk.model import Block, DecodedDocument, Label, LabelledPage, Page, RawDocument, Role
from copydesk.outlets import registry

KNOWN = Known(("de", "en", "es", "ru"), registry())

PEOPLE = [
    # dates and times beside the name
    ("By Charlie Hall Dec 20, 2023, 4:45pm EST", ["Charlie Hall"]),
    ("By JEFFREY GETTLEMAN JAN. 13, 2017", ["Jeffrey Gettleman"]),
    ("By Steven Mufson March 18 at 12:22 PM Follow @StevenMufson", ["Steven Mufson"]),
    ("Fouzia Van Der Fort|Published 4 months ago", ["Fouzia Van Der Fort"]),
    ("Julia Vergin | Clare Roth vor 3 Stunden", ["Julia Vergin", "Clare Roth"]),
    ("Tuesday 15 October 2019 by Bradley M. Kuhn", ["Bradley M. Kuhn"]),
    ("by Jason Rostar | SEO | 8 min Read", ["Jason Rostar"]),
    ("Ярослав Кузишин Антон Зелинский Карина Гасимова 8 января, 17:46",
     ["Ярослав Кузишин", "Антон Зелинский", "Карина Гасимова"]),
    # jobs, credentials, outlets, agencies
    ("Will Macmaster Editor", ["Will Macmaster"]),
    ("Aleksandar Stevanovic Senior Writer", ["Aleksandar Stevanovic"]),
    ("Written By: Catherine Boeckmann Executive Digital Editor and Master Gardener", ["Catherine Boeckmann"]),
    ("By: Benjamin Johnson, Sr. Director of Operations, Atlas Van Lines", ["Benjamin Johnson"]),
    ("Lauren Manaker MS, RDN, LD", ["Lauren Manaker"]),
    ("Brian Truitt USA TODAY", ["Brian Truitt"]),
    ("Adam Vidler and AP", ["Adam Vidler"]),
    ("News by Matt Wales News Reporter", ["Matt Wales"]),
    ("By Matthew Frankel, CFP – Updated Mar 5, 2026 | Fact-checked by Frank Bass", ["Matthew Frankel"]),
    ("By Jared Spataro, Chief Marketing Officer, AI at Work, Microsoft", ["Jared Spataro"]),
    ("By A. J. Neal    View In Digital Edition", ["A. J. Neal"]),
    # spaces that were lost, marks of lists, handles
    ("6 December 20236 December 2023 Chris Price", ["Chris Price"]),
    ("Tyrese GriffinOct 17, 20235757 Shares97579 Views", ["Tyrese Griffin"]),
    ("By Korin MillerPublished: Jan 29, 2025", ["Korin Miller"]),
    ("ByMichael Greshko", ["Michael Greshko"]),
    ("Sharon Goldman@sharongoldman", ["Sharon Goldman"]),
    ("* LEONARDO GARCIA", ["Leonardo Garcia"]),
    # one word, announced
    ("By AJLabs", ["AJLabs"]),
    ("Written by Kristin", ["Kristin"]),
    ("by MrAJCosplay,", ["MrAJCosplay"]),
    ("Posted by IndustrySelect on Tuesday, August 29, 2023", ["IndustrySelect"]),
    ("By YAEL BRENNER", ["Yael Brenner"]),
    ("Von Thilo / 6. November 2023 / Keine Kommentare", ["Thilo"]),
    ("TOI Lifestyle Desk / etimes.in / Updated: Dec 17, 2025, 21:47 IST", ["TOI Lifestyle Desk"]),
    ("Written by: Colin Gray Colin Gray", ["Colin Gray"]),
    # names that look like something else, and must stay whole
    ("By Jose de la Cruz on May 3", ["Jose de la Cruz"]),
    ("By Matt De La O", ["Matt De La O"]),
    ("By Theresa May", ["Theresa May"]),
    ("By Edith Head", ["Edith Head"]),
    ("Ursula von der Leyen", ["Ursula von der Leyen"]),
    ("By Annie MacDonald", ["Annie MacDonald"]),
    ("Shelley Long", ["Shelley Long"]),
]  # fmt: skip

NOBODY = [
    "Research Fellow",
    "QA Engineer",
    "Teilen Sie Ihre Meinung",
    "Follow Starfield",
    "Try Hevy Coach",
    "Master Gardener",
    "Kristin",
    "By the way",
    "By Associated Press",
    "Social Media Handles",
    "AdvertiseNewslettersHelp CenterCurrent Issue",
    "8 min Read",
    "Last Post",
    "Wartende Schiffe vor Valparaíso",
    "Ukrainische Kriegstechnik bei den Kämpfen um Bachmut, 24. April 2023",
    "WebMD Health News",
    "Edited by Frank Bass",
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_names_the_people(text: str, people: list[str]) -> None:
    assert list(read_byline(text, KNOWN)) == people


@pytest.mark.parametrize("text", NOBODY)
def test_names_nobody(text: str) -> None:
    assert read_byline(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Echo Lawrence - January 24, 2020", ["Echo Lawrence"]),
        ("Dec 6, 2023Chris Price", ["Chris Price"]),
        ("By Petrana Radulovic Dec 21, 2023, 11:00am EST", ["Petrana Radulovic"]),
        ("New York, January 24, 2020", []),
        ("Politics / January 11, 2024", []),
        ("Chris Price", []),
        ("تاریخ انتشار: ۲۷ مرداد ۱۳۹۵", []),
    ],
)
def test_a_line_of_a_date_names_people_apart_from_it(text: str, people: list[str]) -> None:
    assert list(says_who(text, KNOWN)) == people


def test_names_below_the_line_that_announces_them_are_as_sure_as_that_line() -> None:
    lines = ("Rain stops play", "Written by", "Jane Roe", "It rained all day on Sunday.")
    page = Page(
        DecodedDocument(RawDocument("a.txt", b""), "\n".join(lines), "utf-8"),
        tuple(Block(n, line, range(n + 1, n + 2)) for n, line in enumerate(lines)),
    )
    labels = (
        Label(Role.TITLE, 0.9, "title"),
        Label(Role.BYLINE, 0.8, "byline: written by"),
        Label(Role.BODY, 0.99, "body: running text"),
        Label(Role.BODY, 0.99, "body: running text"),
    )
    found = extract_authors(LabelledPage(page, labels, ("en",) * len(lines)), registry())
    assert found is not None
    assert (found.value, found.where) == (("Jane Roe",), 2)
    assert (found.confidence, found.reason) == (0.8, "byline: written by")
