"""Dates of lines that nothing labels as date lines, and what a line calls its dates, where the markup is lost."""

import pytest

from copydesk import registry
from copydesk.fields.date import Setting, extract_date_modified
from copydesk.fields.shown import called_dates, other_dates, shown_dates
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
