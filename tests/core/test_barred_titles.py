"""Titles behind a section's name and a bar, on pages that have lost their markup: no row of links."""

import pytest

from copydesk import Article, CleaningSettings, clean

STORY = "\n\n".join(
    f"The council of the town voted on item {n} on Tuesday night after hours of debate, and it was passed, clerks say."
    for n in range(5)
)

TITLES = ["Opinion | The pipes won't wait", "Analysis | Council votes for higher taxes"]
ROWS = ["News | Sport", "Politics | Our Region", "Home | News | Sport | All the best of the weekend"]


def title(line: str, above: str = "") -> str | None:
    text = f"{above}{line}\nBy Jane Roe\nMarch 12, 2024\n\n{STORY}"
    article = clean(text, settings=CleaningSettings())
    assert isinstance(article, Article)
    return article.title


@pytest.mark.parametrize("line", TITLES)
def test_a_long_part_behind_a_section_and_a_bar_is_a_title(line: str) -> None:
    assert title(line) == line


@pytest.mark.parametrize("line", ROWS)
def test_a_row_of_links_is_none(line: str) -> None:
    assert title("Council approves first tax hike", above=f"{line}\n") == "Council approves first tax hike"
