"""Desks and other organisations that sign: among the authors, and the evidence says that they are no persons."""

import pytest

from copydesk import clean
from copydesk.fields.bylines import Known, read_byline
from copydesk.fields.organisations import MARK
from copydesk.model import Article
from copydesk.naming.desks import read_desk
from copydesk.outlets import registry

STORY = "\n".join(
    f"<p>It rained on the ground on day {n}, and all the people of the town stayed at home, says report {n}.</p>"
    for n in range(6)
)


@pytest.mark.parametrize(
    ("text", "desk"),
    [
        ("The Investopedia Team", "The Investopedia Team"),
        ("the Sun Sentinel Editorial Board", "Sun Sentinel Editorial Board"),
        ("TOI Lifestyle Desk", "TOI Lifestyle Desk"),
        ("MM-Redaktion", "MM-Redaktion"),
        ("der Redaktion", "Redaktion"),
        ("Redacción Deportes", "Redacción Deportes"),
        ("La rédaction", "La rédaction"),
        ("朝日新聞編集部", "朝日新聞編集部"),
        ("편집부", "편집부"),
        ("هيئة التحرير", "هيئة التحرير"),
        ("Отдел новостей", "Отдел новостей"),
        ("Haber Merkezi", "Haber Merkezi"),
        ("Team EBONY", "Team EBONY"),
    ],
)
def test_desks_are_read(text: str, desk: str) -> None:
    assert read_desk(text) == desk


@pytest.mark.parametrize(
    "text",
    [
        "Jane Roe",
        "Staff Sgt. Jane Roe",  # begins with what only ends a desk's name
        "the staff of the hospital",
        "Team captain says he is sorry",
        "Редактор Иван Петров",
        "a very long row of words that ends in staff",
        "Desktop Publishing",
        "编辑部主任王伟",  # the head of the desk
        "",
    ],
)
def test_other_words_are_no_desk(text: str) -> None:
    assert read_desk(text) is None


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Newsroom Staff", ("Newsroom Staff",)),
        ("Von der Redaktion", ("Redaktion",)),
        ("By Jane Roe, Sports Desk", ("Jane Roe",)),  # the desk that somebody works at
        ("By Jane Roe and the newsroom staff", ("Jane Roe",)),
        ("Staff", ()),  # nothing says that it signs
    ],
)
def test_desks_sign_where_nobody_else_does(line: str, names: tuple[str, ...]) -> None:
    assert read_byline(line, Known(("en", "de"), registry())) == names


def article(author: str) -> Article:
    data = f'{{"@type": "NewsArticle", "headline": "Rain stops play", "author": {author}}}'
    page = (
        f'<html><body><script type="application/ld+json">{data}</script><h1>Rain stops play</h1>{STORY}</body></html>'
    )
    found = clean(page)
    assert isinstance(found, Article)
    return found


@pytest.mark.parametrize(
    ("author", "authors", "marked"),
    [
        ('[{"@type": "Person", "name": "Jane Roe"}, {"@type": "Organization", "name": "Oval Watch"}]', 2, "Oval Watch"),
        ('{"@type": "Person", "name": "Oval Editorial Board"}', 1, "Oval Editorial Board"),
        ('{"name": "Reuters"}', 1, "Reuters"),
        ('{"@type": "Person", "name": "Jane Roe"}', 1, ""),
    ],
)
def test_the_evidence_tells_persons_from_organisations(author: str, authors: int, marked: str) -> None:
    found = article(author)
    assert len(found.authors) == authors
    assert found.evidence["authors"].reason.partition(MARK)[2] == marked
