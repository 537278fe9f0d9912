"""What bears on a date that a line shows, on pages whose markup is lost."""

import pytest

from copydesk import CleaningSettings, RawDocument, registry
from copydesk.fields.article import setting_of
from copydesk.fields.choosing import Bearing
from copydesk.fields.date import candidates
from copydesk.model import Found, LabelledPage
from copydesk.pipeline import label_document

STORY = "\n\n".join(
    f"It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n} of the report."
    for n in range(6)
)
ASKED = ("wordy", "handle", "month", "before-web")


def candidates_on(text: str) -> list[tuple[Found[str], Bearing]]:
    page = label_document(RawDocument("a.txt", text.encode()), CleaningSettings())
    assert isinstance(page, LabelledPage)
    return candidates(page, setting_of(page, registry()))


def dates_shown(text: str) -> list[str]:
    return [found.value for found, _ in candidates_on(text)]


@pytest.mark.parametrize(
    ("line", "speaking"),
    [
        ("By Jane Roe | May 2, 2024", set()),
        ("By Jane Roe | May 2024", {"month"}),
        ("By Jane Roe | May 2, 1975", {"before-web"}),
        ("By Jane Roe (@janeroe) | May 2, 2024", {"handle"}),
        ("By Jane Roe, who was then in Rome and later in Milan with all of us | May 2, 2024", {"wordy"}),
    ],
)
def test_what_speaks_against_a_date(line: str, speaking: set[str]) -> None:
    [(_, bearing)] = candidates_on(f"Rain stops play at the Oval\n\n{line}\n\n{STORY}\n")
    assert {name for name in ASKED if bearing[name]} == speaking


@pytest.mark.parametrize(
    "line",
    [
        "Deadline: 2 May 2024",
        "Entries are open until 2 May 2024",
        "Jane Roe, born 2 May 1975",
        "FILE PHOTO: Players at the Oval in London, Britain, May 2, 2021. REUTERS/Jane Roe",
    ],
)
def test_the_day_of_something_else_is_no_candidate(line: str) -> None:
    assert dates_shown(f"Rain stops play at the Oval\n\n{line}\n\n{STORY}\n") == []


def test_a_day_that_the_title_tells_of_is_no_candidate() -> None:
    assert dates_shown(f"How the rain of 2 May 2024 stopped play\n\nBy Jane Roe\n\n{STORY}\n") == []
    assert dates_shown(f"Rain stops play | 2 May 2024\n\nBy Jane Roe\n\n{STORY}\n") == ["2024-05-02"]


def test_a_day_above_a_menu_is_the_mastheads() -> None:
    menu, story = "Home\nNews\nSport", f"Rain stops play at the Oval\n\nBy Jane Roe\n\n{STORY}\n"
    assert dates_shown(f"The Oval Times\nThursday, 2 May 2024\n{menu}\n\n{story}") == []
    assert dates_shown(f"The Oval Times\n{menu}\n\nThursday, 2 May 2024\n{story}") == ["2024-05-02"]


def test_the_opening_of_a_press_release_is_a_candidate() -> None:
    for opening in ("NEW YORK, NY, May 2, 2024 /PRNewswire/ --", "LONDON, May 2, 2024--(BUSINESS WIRE)--"):
        assert "2024-05-02" in dates_shown(f"Rain stops play at the Oval\n\n{opening} {STORY}\n")


@pytest.mark.parametrize(
    "line",
    ["Concert on May 3, 2024", "Hearing set for May 3, 2024", "Season begins May 3, 2024", "Election Day: May 3, 2024"],
)
def test_the_day_of_something_planned_is_not_the_articles(line: str) -> None:
    assert dates_shown(f"Rain stops play at the Oval\n\n{line}\n\n{STORY}\n") == []


def test_a_newspapers_name_before_a_day_is_the_issues_that_the_article_stands_in() -> None:
    line = "Ovaler Zeitung vom 3. Mai 2024"
    assert dates_shown(f"{line}\n\nRain stops play at the Oval\n\n{STORY}\n") == ["2024-05-03"]


def test_a_day_of_something_that_is_no_newspapers_is_not() -> None:
    assert dates_shown(f"The ruling of May 3, 2024\n\nRain stops play at the Oval\n\n{STORY}\n") == []
