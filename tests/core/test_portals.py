"""Portals carry other outlets' texts: whom such a page names as its supplier is the outlet."""

import json

import pytest

from copydesk import clean
from copydesk.model import Article

STORY = "".join(
    f"<p>It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n}.</p>"
    for n in range(9)
)
TITLE = "Rain stops play at the Oval"


def cleaned(url: str, head: str = "", above: str = "", below: str = "") -> Article:
    link = f'<link rel="canonical" href="{url}">'
    body = f"<body><h1>{TITLE}</h1>{above}{STORY}{below}</body>"
    article = clean(f"<html><head><title>{TITLE}</title>{link}{head}</head>{body}</html>".encode())
    assert isinstance(article, Article)
    return article


def node(**said: object) -> str:
    whole = {"@type": "NewsArticle", "headline": TITLE, **said}
    return f'<script type="application/ld+json">{json.dumps(whole)}</script>'


MSN, YAHOO = "https://www.msn.com/en-gb/news/world/rain/ar-AA1", "https://www.yahoo.com/news/rain-123.html"
SINA, NAVER = "https://news.sina.com.cn/c/2025-03-04/doc-1.shtml", "https://n.news.naver.com/article/999/0001"
SUPPLIED = [
    (YAHOO, node(provider={"@type": "Organization", "name": "Oval Rambler"}), "", "", "Oval Rambler"),
    (YAHOO, node(author={"@type": "Organization", "name": "Oval Rambler"}), "", "", "Oval Rambler"),
    (MSN, '<meta name="author" content="Oval Courier">', "", "", "Oval Courier"),
    (SINA, '<meta property="article:author" content="Xinhua">', "", "", "Xinhua"),
    (SINA, "", '<div class="date">2025年03月04日 15:12 新华网</div>', "", "Xinhua"),
    (NAVER, '<meta property="og:article:author" content="한강일보 | 네이버">', "", "", "한강일보"),
    (NAVER, "", "", '<p class="copyright">Copyright ⓒ 한강일보. All rights reserved.</p>', "한강일보"),
]


@pytest.mark.parametrize(("url", "head", "above", "below", "outlet"), SUPPLIED)
def test_the_outlet_is_whose_text_a_portal_carries(url: str, head: str, above: str, below: str, outlet: str) -> None:
    article = cleaned(url, head, above, below)
    assert article.outlet == outlet
    assert article.republisher in ("msn.com", "yahoo.com", "sina.com.cn", "naver.com")


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ("", ""),
        ('<meta name="author" content="Jane Roe">', ""),  # a person
        (node(author={"@type": "Person", "name": "Jane Roe"}), ""),
        (node(provider={"@type": "Organization", "name": "MSN"}), ""),
        ("", '<p class="copyright">© 2025 Microsoft</p>'),
    ],
)
def test_a_portals_own_text_is_its_own(head: str, below: str) -> None:
    article = cleaned(MSN, head, below=below)
    assert (article.outlet, article.republisher) == ("MSN", None)


def test_a_supplier_counts_on_portals_alone() -> None:
    article = cleaned("https://www.bbc.co.uk/news/1", node(provider={"@type": "Organization", "name": "Oval Rambler"}))
    assert article.outlet == "BBC"
