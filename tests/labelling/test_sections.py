"""Sections that run on from their heading, and where they may begin."""

from collections.abc import Sequence

import pytest

import copydesk
from copydesk.decoding import decode
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.running_text import running_text_of
from copydesk.labelling.sections import sections, tag_lists
from copydesk.languages import detect_languages
from copydesk.model import DecodedDocument, Label, RawDocument, Role
from copydesk.splitting import split

CAPTION = (
    "The baker of the old market in Oldhaven holds a tray of the rolls whose price he has kept for years. Photo: Roe"
)
PARAGRAPHS = (
    "Flour, sugar and eggs have never cost as much as this spring, and most bakers in the market have raised prices.",
    "Not so Amos Field, who has kept his at thirty pence since his father left him the shop, its oven and its debts.",
)
COMMENTS = "Leave a reply"


def lines_of(*texts: str) -> Sequence[Line]:
    document = decode(RawDocument("page.txt", "\n\n".join(texts).encode()))
    assert isinstance(document, DecodedDocument)
    page = split(document)
    return read_lines(page, detect_languages(page))


def comments_in(lines: Sequence[Line], begin: int = 0) -> list[str]:
    return [lines[n].text for n, label in sections(lines, {}, begin) if label.role is Role.COMMENTS]


def test_comments_run_on_below_an_article() -> None:
    assert comments_in(lines_of(*PARAGRAPHS, COMMENTS, "It is the best bread in town.")) == [
        COMMENTS,
        "It is the best bread in town.",
    ]


def test_a_caption_that_stands_there_twice_is_no_article_that_comments_could_follow() -> None:
    assert comments_in(lines_of(CAPTION, CAPTION, COMMENTS, *PARAGRAPHS)) == [COMMENTS]


def test_comments_do_not_run_on_from_a_button_above_the_article() -> None:
    lines = lines_of(CAPTION, PARAGRAPHS[0], COMMENTS, *PARAGRAPHS)
    assert comments_in(lines) != [COMMENTS]
    assert comments_in(lines, begin=3) == [COMMENTS]


def test_a_picture_below_a_link_to_the_comments_keeps_its_caption() -> None:
    labels = {2: Label(Role.CAPTION, 0.9, "markup: called figcaption")}
    above = lines_of("Bread has become dear.", COMMENTS, CAPTION, *PARAGRAPHS)
    below = lines_of(PARAGRAPHS[0] * 2, COMMENTS, CAPTION, "It is the best bread in town.")
    found = [[n for n, label in sections(lines, labels) if label.role is Role.COMMENTS] for lines in (above, below)]
    assert found == [[1], [1, 2, 3]]


def test_the_language_of_the_running_text_is_that_of_most_that_may_be_in_it() -> None:
    broken = [
        "县里的老邮差每天六点出门",
        "先到汽车站取报纸再沿河走",
        "他说自己最怕的不是下大雨",
        "而是春天被水冲走的木桥",
    ]
    lines = lines_of(*broken, "The content of this page is provided by its users, and the platform stores it only.")
    assert running_text_of(lines, [4], range(4)).language == "zh"


def roles_of(lines: Sequence[Line]) -> list[str]:
    """Roles of lines, whose first two are the article, by the certain rules, sections and lists of tags."""
    labels = labelled_by(CERTAIN, lines, copydesk.registry())
    labels |= dict(sections(lines, labels))
    labels |= {n: Label(Role.OTHER, 0.3, "a rule: of the test") for n in range(2, len(lines)) if n not in labels}
    labels |= {n: Label(Role.BODY, 0.9, "a rule: of the test") for n in range(2)}
    labels |= dict(tag_lists(lines, labels))
    return [labels[n].role.value for n in range(2, len(lines))]


def test_tags_stand_below_the_word_that_heads_them() -> None:
    assert roles_of(lines_of(*PARAGRAPHS, "Topics", "Bakers", "Oldhaven", "Football", "Share on Facebook")) == [
        *(["tags"] * 4),
        "share",
    ]


@pytest.mark.parametrize(
    ("below", "roles"),
    [
        (("Topics", "Home", "News", "Sport"), ["tags", *(["navigation"] * 3)]),
        (("Topics", "Related stories", "Mill to reopen"), ["tags", "related", "related"]),
        (("Topics", "12 March 2020", "Bakers"), ["tags", "date", "other"]),
        (("Topics: bakers, Oldhaven", "Mill to reopen"), ["tags", "other"]),
        (("Topics", "A mill by the river is to reopen in May"), ["tags", "other"]),
    ],
    ids=["a menu", "related links", "a date", "a list on one line", "a headline"],
)
def test_what_is_no_tag_below_such_a_word(below: tuple[str, ...], roles: list[str]) -> None:
    assert roles_of(lines_of(*PARAGRAPHS, *below)) == roles


def test_a_list_of_tags_among_comments_stays_one() -> None:
    comments = ("Leave a reply", "Your comment", "Tags: bakers, Oldhaven")
    assert roles_of(lines_of(*PARAGRAPHS, *comments)) == ["comments", "comments", "tags"]


def test_the_footer_below_comments_is_none_of_them() -> None:
    below = ("Leave a reply", "It is the best bread in town.", "Contact", "Privacy policy", "Terms of use")
    assert roles_of(lines_of(*PARAGRAPHS, *below))[2] == "navigation"


def test_related_links_may_stand_below_a_news_flash() -> None:
    flash = ("The bridge has reopened after a lorry caught fire.", "Nobody was hurt, the police say.")
    links = ("Related stories", "Mill to reopen", "Ferry late")
    assert roles_of(lines_of(*flash, *links)) == ["related"] * 3
