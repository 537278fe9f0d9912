"""What stands below an article of its authors is no part of it; what it says of others is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk.labelling.biographies import MOST_OF_ARTICLE, biographies
from copydesk.labelling.lines import Line, read_lines
from copydesk.model import KEPT_IN_BODY, Label, RawDocument, Role

PARAGRAPHS = (
    "The harbour master of Oldhaven closed the northern pier on Monday after divers found cracks in its piles.",
    "The town had the pier inspected for the last time in 2011, and set aside no money for repairs this year.",
    "Fishermen who land their catch there will use the southern basin until the work is done, she said.",
)


def lines_of(*texts: str) -> tuple[Line, ...]:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", "\n\n".join(texts).encode())))
    return read_lines(page, copydesk.detect_languages(page))


def found(byline: str, *texts: str) -> list[int]:
    """The numbers of those of TEXTS, below a byline, that are biographies."""
    lines = lines_of(byline, *texts)
    labels = {n: Label(Role.BYLINE if n == 0 else Role.BODY, 0.9, "a rule: of the test") for n in range(len(lines))}
    return sorted(n - 1 for n, _ in biographies(lines, labels))


@pytest.mark.parametrize(
    ("byline", "last"),
    [
        ("By Ruth Amsel", "Ruth Amsel is a columnist of the Courier."),
        ("By RUTH AMSEL", "Ruth Amsel, a columnist of the Courier, lives above the northern pier."),
        ("By Dr. Ruth Amsel", "Dr. Ruth Amsel teaches hydrology at the University of Oldhaven."),
        ("Ruth Amsel and Tom de la Cruz", "Tom de la Cruz reported from the southern basin."),
        ("Von Ruth Amsel", "Ruth Amsel ist Redakteurin im Ressort Lokales der Zeitung."),
        ("By Ruth Amsel", "The author is a retired pilot who has sailed past the pier for forty years."),
        ("Von Ruth Amsel", "Die Autorin ist Professorin für Wasserbau an der Hochschule."),
        ("作者：李明华", "作者简介：北京大学海洋学院教授，研究海港的历史与现状。"),
    ],
)
def test_the_last_paragraph_may_tell_of_the_author(byline: str, last: str) -> None:
    assert found(byline, *PARAGRAPHS, last) == [len(PARAGRAPHS)]


@pytest.mark.parametrize(
    ("byline", "last"),
    [
        ("By Ruth Amsel", "Tom Berger is the last who mended the pier, in 1987."),
        ("By Ruth Amsel", "Ruth Amsel: And what will the fishermen do until then?"),
        ("By Ruth Amsel", "Ruth and her sister are the last who mended the pier."),
        ("By The Oldhaven Press", "The Oldhaven Press reported on Sunday that there is no money."),
        ("By Ruth Amsel", "The author is also known for having drawn the pier."),
        ("By Ruth Amsel", "Authors are a cautious people, and will not walk on the pier."),
    ],
)
def test_the_last_paragraph_may_tell_of_somebody_else(byline: str, last: str) -> None:
    assert found(byline, *PARAGRAPHS, last) == []


@pytest.mark.parametrize(
    ("signed", "last", "is_told_of"),
    [
        ("Author: Ruth Amsel, Editor", "Ruth works on the harbour desk, and likes long walks.", True),
        ("Tom Berger", "Ruth works on the harbour desk, and likes long walks.", False),
        ("By Ruth Amsel", "By the time they are done, the fish will have gone.", False),
    ],
)
def test_below_a_second_byline_a_first_name_will_do(signed: str, last: str, is_told_of: bool) -> None:  # noqa: FBT001
    lines = lines_of(PARAGRAPHS[0], PARAGRAPHS[1], signed, last)
    labels = {n: Label(Role.BYLINE if n == 2 else Role.BODY, 0.9, "a rule: of the test") for n in range(4)}
    assert [n for n, _ in biographies(lines, labels)] == [3] * is_told_of


def test_what_stands_below_about_the_author_is_a_biography() -> None:
    lines = lines_of(*PARAGRAPHS, "About the author", "A sailor and a writer", "Knows every pile of the pier by name.")
    labels = {n: Label(Role.NAVIGATION if n == 3 else Role.BODY, 0.9, "a rule: of the test") for n in range(6)}
    assert sorted(n for n, _ in biographies(lines, labels)) == [4, 5]
    labels[3] = Label(Role.HEADING, 0.6, "a rule: of the test")
    assert sorted(n for n, _ in biographies(lines, labels)) == [3, 4, 5]


def test_all_authors_may_be_told_of() -> None:
    told = ("Ruth Amsel is a columnist of the Courier.", "Tom Berger is a diver who has seen the piles.")
    assert found("By Ruth Amsel and Tom Berger", *PARAGRAPHS, *told) == [3, 4]


def test_an_article_may_speak_of_its_author_before_its_end() -> None:
    assert found("By Ruth Amsel", PARAGRAPHS[0], "Ruth Amsel is the harbour master, too.", *PARAGRAPHS[1:]) == []


def test_an_article_about_the_author_is_an_article() -> None:
    assert found("By Ruth Amsel", PARAGRAPHS[0], *["Ruth Amsel is a columnist of the Courier."] * 4) == []


@given(
    st.lists(st.sampled_from([*PARAGRAPHS, "Ruth Amsel is a columnist of the Courier.", "By Ruth Amsel"]), min_size=1)
)
def test_most_of_the_body_always_stays(texts: list[str]) -> None:
    lines = lines_of(*texts)
    labels = {
        n: Label(Role.BYLINE if line.text.startswith("By") else Role.BODY, 0.9, "a rule: of the test")
        for n, line in enumerate(lines)
    }
    body = [n for n, label in labels.items() if label.role in KEPT_IN_BODY]
    taken = [n for n, _ in biographies(lines, labels)]
    assert set(taken) <= set(body)
    assert sum(lines[n].words for n in taken) <= MOST_OF_ARTICLE * sum(lines[n].words for n in body)
