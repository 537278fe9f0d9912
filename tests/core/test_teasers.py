"""Dates of other articles' teasers, of which the article's own must be told apart where the markup is lost."""

import pytest

from copydesk.fields.teasers import dates_of_teasers
from copydesk.model import Block, DecodedDocument, Label, LabelledPage, Page, RawDocument, Role

BODY = (Role.BODY, "It rained all day on Sunday in the old town by the river.")
TITLE = (Role.TITLE, "Rain stops play at the Oval")


def page_of(*lines: tuple[Role, str] | None) -> LabelledPage:
    """A page of lines, and of blank ones where None stands."""
    found = [(line, number) for number, line in enumerate(lines, 1) if line is not None]
    blocks = tuple(Block(n, text, range(at, at + 1)) for n, ((_, text), at) in enumerate(found))
    labels = tuple(Label(role, 0.9, "test") for (role, _), _ in found)
    page = Page(DecodedDocument(RawDocument("page", b""), "", "utf-8"), blocks)
    return LabelledPage(page, labels, ("en",) * len(blocks))


def other(*texts: str) -> list[tuple[Role, str] | None]:
    """Lines of which the date lines are known as such; "" is a blank one."""
    return [(Role.DATE if text[:1].isdigit() else Role.OTHER, text) if text else None for text in texts]


def dates_of_others(*lines: tuple[Role, str] | None) -> list[str]:
    page = page_of(*lines)
    return [page.page.blocks[number].text for number in sorted(dates_of_teasers(page))]


LISTS = [
    ["Snow falls on the Alps", "3 May 2021", "Hail breaks all windows", "9 June 2022"],
    ["3 May 2021", "Snow falls on the Alps", "9 June 2022", "Hail breaks all windows"],
    ["3 May 2021", "Snow falls on the Alps", "", "9 June 2022", "Hail breaks all windows", ""],
    ["Snow falls on the Alps 3 May 2021", "Hail breaks all windows 9 June 2022"],
    ["3 May 2021 - Snow falls on the Alps", "9 June 2022 - Hail breaks all windows"],
]


@pytest.mark.parametrize("texts", LISTS)
def test_two_headlines_with_a_date_each_are_a_list(texts: list[str]) -> None:
    dated = [text for text in texts if "202" in text]
    assert dates_of_others(TITLE, BODY, None, *other(*texts)) == dated
    assert dates_of_others(*other(*texts), TITLE, BODY) == dated


@pytest.mark.parametrize("texts", LISTS)
def test_the_articles_own_date_is_in_no_list(texts: list[str]) -> None:
    own = (Role.DATE, "4 July 2023")
    assert own[1] not in dates_of_others(*other(*texts), None, TITLE, own, BODY)
    assert own[1] not in dates_of_others(*other(*texts), None, own, TITLE, BODY)
    assert own[1] not in dates_of_others(TITLE, BODY, None, own, None, *other(*texts))


@pytest.mark.parametrize(
    "texts",
    [
        ["Snow falls on the Alps", "3 May 2021"],
        ["By Jane Roe of the Gazette", "3 May 2021", "Updated 4 May 2021"],
        ["By Jane Roe of the Gazette", "Published on 3 May 2021", "News from the old town", "Updated 4 May 2021"],
    ],
)
def test_a_single_date_makes_no_list(texts: list[str]) -> None:
    assert dates_of_others(*other(*texts), TITLE, BODY) == []
    assert dates_of_others(TITLE, BODY, *other(*texts)) == []


def test_a_date_right_under_a_teaser_is_the_teasers() -> None:
    teaser = (Role.RELATED, "Snow falls on the Alps")
    assert "3 May 2021" in dates_of_others(TITLE, BODY, teaser, *other("3 May 2021"))
    assert "3 May 2021" not in dates_of_others(TITLE, BODY, teaser, *other("Imprint", "3 May 2021"))
    assert "3 May 2021" not in dates_of_others(TITLE, BODY, (Role.RELATED, "Page as it was on:"), *other("3 May 2021"))
    assert "Posted on 3 May 2021" not in dates_of_others(TITLE, BODY, teaser, (Role.DATE, "Posted on 3 May 2021"))
    assert "3 May 2021" not in dates_of_others(TITLE, BODY, *[teaser] * 9, *other("3 May 2021"))
    assert "3 May 2021" not in dates_of_others(teaser, *other("3 May 2021"), TITLE, BODY)
