"""Dates of lines that nothing labels as date lines, and what a line calls its dates, where the markup is lost."""

from dataclasses import replace

import pytest

from copydesk import registry
from copydesk.fields.called import Called
from copydesk.fields.date import Setting, extract_date_modified
from copydesk.fields.shown import called_dates, dates_in, other_dates, shown_dates
from copydesk.model import Block, DecodedDocument, Label, LabelledPage, Page, RawDocument, Role

BODY = "It rained all day on Sunday in the old town by the river."


def page_of(*lines: tuple[Role, str]) -> LabelledPage:
    blocks = tuple(Block(n, text, range(n + 1, n + 2)) for n, (_, text) in enumerate(lines))
    labels = tuple(Label(role, 0.9, "test") for role, _ in lines)
    text = "\n".join(text for _, text in lines)
    page = Page(DecodedDocument(RawDocument("page", b""), text, "utf-8"), blocks)
    return LabelledPage(page, labels, ("en",) * len(lines))


def head(role: Role, line: str) -> LabelledPage:
    """A page with a line between its title and its text."""
    return page_of((Role.TITLE, "Rain stops play"), (role, line), (Role.BODY, BODY))


@pytest.mark.parametrize(
    ("role", "line", "iso"),
    [
        (Role.NAVIGATION, "Politics / January 11, 2024", "2024-01-11"),
        (Role.WIDGET, "January 11, 2024 • 3 min read", "2024-01-11"),
        (Role.CAPTION, "by Jane Roe · January 11, 2024 · One comment so far", "2024-01-11"),
        (Role.COMMENTS, "By Jane Roe | January 11, 2024 | 6 Comments", "2024-01-11"),
        (Role.BODY, "11.01.2024 - 15:48 Uhr Lesedauer: 2 Min", "2024-01-11T15:48"),
        (Role.BODY, "(11.01.2024) It rained all day in the old town by the river, and play was stopped.", "2024-01-11"),
        (
            Role.BODY,
            "Wien, 11.01.2024 – It rained all day in the old town by the river, and play was stopped.",
            "2024-01-11",
        ),
    ],
)
def test_a_line_at_the_head_may_show_the_date(role: Role, line: str, iso: str) -> None:
    assert [one.date.iso for one in other_dates(head(role, line))] == [iso]


@pytest.mark.parametrize(
    ("role", "line"),
    [
        (Role.BODY, "It rained on January 11, 2024 in the old town."),
        (Role.CAPTION, "The old town by the river on January 11, 2024, when it rained."),
        (Role.CAPTION, "Jane Roe in Rome on January 11, 2024. Photo: John Doe/Getty Images"),
        (Role.HEADING, "What rain costs from January 11, 2024"),
        (Role.NAVIGATION, "Weather in January 2024"),
        (Role.NAVIGATION, "Thursday, January 11, 2024"),
        (Role.NAVIGATION, "1.11.10 Imperfect decisions"),
        (Role.BODY, "What rained on January 11, 2024 in town"),
        (Role.NAVIGATION, "On January 11, 2024 it rained."),
    ],
)
def test_sentences_captions_mastheads_and_numbers_of_sections_show_none(role: Role, line: str) -> None:
    assert not list(other_dates(head(role, line)))


@pytest.mark.parametrize(
    ("role", "line", "given"),
    [
        (Role.NAVIGATION, "Published on January 11, 2024", True),
        (Role.LEGAL, "Last updated: January 12, 2024 Published on: January 11, 2024", True),
        (Role.NAVIGATION, "January 11, 2024", False),
        (Role.RELATED, "Published on January 11, 2024", False),
        (Role.COMMENTS, "Posted on January 11, 2024", False),
    ],
)
def test_a_line_may_say_so_wherever_it_stands(role: Role, line: str, *, given: bool) -> None:
    page = page_of((Role.TITLE, "Rain stops play"), *[(Role.BODY, BODY)] * 9, (role, line))
    assert not list(other_dates(page))
    assert any(one.called.value == "published" for one in called_dates(page)) is given


@pytest.mark.parametrize(
    ("lines", "called"),
    [
        (["Posted on", "January 11, 2024", "Updated at", "January 12, 2024"], ["published", "modified"]),
        (["January 11, 2024 January 12, 2024"], ["", "modified"]),
        (["January 12, 2024January 11, 2024"], ["modified", ""]),
        (["Jane2024-01-09T13:00:39+00:00January 11th, 2024"], ["modified", ""]),
        (["Release date: January 11, 2024"], ["other"]),
        (["Last accessed January 11, 2024"], ["other"]),
        (["By Jane Roe on January 11, 2024 | 2 comments All of us live by your help!"], [""]),
        (["By Jane Roe | 3:00 PM on January 11, 2024 The words of our guests are their own."], [""]),
        (["January 11, 2024 (updated: January 12, 2024)"], ["", "modified"]),
        (["Work begins on January 11, 2024."], ["other"]),
        (["Rain had come on January 11, 2024, and on January 12, 2024."], ["other", "other"]),
    ],
)
def test_what_dates_are_called(lines: list[str], called: list[str]) -> None:
    page = page_of((Role.TITLE, "Rain stops play"), *((Role.DATE, line) for line in lines), (Role.BODY, BODY))
    shown = sorted(shown_dates(page), key=lambda one: (one.block.number, one.date.start))
    assert [one.called.value for one in shown] == called


def test_a_caption_opens_no_text_with_its_date() -> None:
    caption = (Role.CAPTION, "The Oval, January 11, 2024. Photo: Jane Roe")
    assert not list(other_dates(page_of((Role.TITLE, "Rain stops play"), caption, (Role.BODY, BODY))))
    lead = (Role.CAPTION, f"Rome, January 11, 2024. {BODY}")
    [found] = other_dates(page_of((Role.TITLE, "Rain stops play"), lead, (Role.BODY, BODY)))
    assert found.date.iso == "2024-01-11"


@pytest.mark.parametrize("role", [Role.DATE, Role.SOURCE_LINK, Role.SITE_HEADER])
def test_a_line_at_the_head_tells_the_day_of_a_change(role: Role) -> None:
    line = "First published on January 11, 2024; last modified on January 12, 2024"
    found = extract_date_modified(head(role, line), Setting(None, None, registry()))
    assert found is not None
    assert found.value == "2024-01-12"


EVENTS = [
    "Doors: May 3, 2024, 7 pm",
    "Date of the event: May 3, 2024",
    "Match date: May 3, 2024",
    "Join us on May 3, 2024",
    "Coming to the stage on May 3, 2024",
    "Redeem by May 3, 2024",
    "Sale runs May 3, 2024 through June 5, 2024",
    "May 3, 2024 to June 5, 2024",
    "Conference, 3-5 May 2024",
]
ARTICLES = [
    "Jane Roe on May 3, 2024",
    "By Jane Roe on May 3, 2024",
    "It rained on Sunday. By Jane Roe on May 3, 2024",
    "By Jane RoePublished: May 3, 2024",
    "New York Daily News and Oval Courier PUBLISHED: May 3, 2024",
    "Sport | May 3, 2024",
    "Issue 12 - 5 May 2024",
    "May 3, 2024 - June 5, 2024",
]


@pytest.mark.parametrize("line", EVENTS)
def test_the_day_of_an_event_is_not_the_articles(line: str) -> None:
    page = head(Role.DATE, line)
    assert {one.called for one in dates_in(page.page.blocks[1], page)} == {Called.OTHER}


@pytest.mark.parametrize("line", ARTICLES)
def test_a_label_that_the_lexicons_know_and_names_take_no_date_from_the_article(line: str) -> None:
    page = head(Role.DATE, line)
    assert Called.OTHER not in {one.called for one in dates_in(page.page.blocks[1], page)}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("de", "Vernissage am 3. Mai 2024"),
        ("de", "Laufzeit: 3. Mai 2024"),
        ("de", "Ausstellung vom 3. Mai 2024 bis 5. Juni 2024"),
        ("fr", "Clôture des inscriptions : 3 mai 2024"),
        ("fr", "Exposition du 3 au 5 mai 2024"),
        ("es", "Fecha del partido: 3 de mayo de 2024"),
        ("it", "Mostra dal 3 maggio 2024 al 5 giugno 2024"),
        ("pl", "Zapisy do 3 maja 2024"),
        ("ru", "Выставка с 3 мая 2024 г. по 5 июня 2024 г."),
        ("ja", "会期：2024年5月3日～6月5日"),
        ("zh", "展览时间：2024年5月3日—9日"),
    ],
)
def test_events_in_other_languages(language: str, line: str) -> None:
    page = replace(head(Role.DATE, line), languages=(language,) * 3)
    assert {one.called for one in dates_in(page.page.blocks[1], page)} == {Called.OTHER}
