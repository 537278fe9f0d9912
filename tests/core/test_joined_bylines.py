"""Several authors whose names stand on lines of their own, as a page leaves them that has lost its markup."""

import pytest

from copydesk import Article, CleaningSettings, clean

STORY = "\n\n".join(
    f"The council of the town voted on item {n} on Tuesday night after hours of debate, and it was passed, clerks say."
    for n in range(5)
)

TWO = [
    "By\nJane Roe\nand\nTom Poe\nMarch 12, 2024",
    "By Jane Roe\nand Tom Poe\nMarch 12, 2024",
    "By Jane Roe,\nTom Poe\nMarch 12, 2024",
    "By Jane Roe and\nTom Poe\nMarch 12, 2024",
    "Jane Roe\n&\nTom Poe\nMarch 12, 2024",
]
ONE = [
    "By Jane Roe\nMarch 12, 2024\nTown Council",
    "Written by\nJane Roe\nAnd now the news\nMarch 12, 2024",
    "By Jane Roe,\nThe Town Courier\nMarch 12, 2024",
]


def authors(head: str) -> list[str]:
    article = clean(f"Council approves first tax hike in six years\n{head}\n\n{STORY}", settings=CleaningSettings())
    assert isinstance(article, Article)
    return list(article.authors)


@pytest.mark.parametrize("head", TWO)
def test_lines_that_are_joined_name_several(head: str) -> None:
    assert authors(head) == ["Jane Roe", "Tom Poe"]


EACH = ["By Jane Roe\nBy Tom Poe", "By Jane Roe\nBy Tom Poe and Ann Lee"]


@pytest.mark.parametrize("head", [*TWO, *EACH])
def test_each_author_stands_in_a_line_that_the_evidence_names(head: str) -> None:
    assert_told(f"Council approves tax\n{head}\n\n{STORY}")


@pytest.mark.parametrize("head", EACH)
def test_each_author_of_a_page_with_markup_does_so_too(head: str) -> None:
    bylines, story = (
        "".join(f"<p class={kind}>{line}</p>" for line in text.split("\n") if line)
        for kind, text in (("byline", head), ("text", STORY))
    )
    assert_told(f"<html><body><article><h1>Council approves tax</h1>{bylines}{story}</article></body></html>")


def assert_told(page: str) -> None:
    article = clean(page, settings=CleaningSettings())
    assert isinstance(article, Article)
    evidence = article.evidence["authors"]
    assert len(article.authors) > 1
    assert all(name in f"{evidence.text}; {evidence.reason}" for name in article.authors)


@pytest.mark.parametrize("head", ONE)
def test_other_lines_below_a_byline_name_nobody(head: str) -> None:
    assert authors(head) == ["Jane Roe"]
