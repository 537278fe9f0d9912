"""Articles that stand in the JSON-LD of a page for a script to show, and the pages that show them themselves."""

import json

import pytest

from copydesk import CleaningSettings
from copydesk.model import HTML, KEPT_IN_BODY, Article, Engine, LabelledPage, Outcome, RawDocument, Rejection
from copydesk.pipeline import clean_document, label_document
from copydesk.splitting.article_body import INSTEAD

PARAGRAPHS = [
    f"It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n}."
    for n in range(6)
]
MENU = "<nav><a href=/>Home</a> <a href=/sport>Sport</a></nav>"
LOADING = "<div id=root><p>Loading the page, please wait a moment.</p></div>"


def node(body: object, **values: object) -> str:
    article = {"@type": "NewsArticle", "headline": "Rain stops play", "datePublished": "2024-05-02", **values}
    return f'<script type="application/ld+json">{json.dumps(article | {"articleBody": body})}</script>'


def page(head: str, shown: str = MENU + LOADING) -> RawDocument:
    content = f"<html lang=en><head>{head}</head><body>{shown}</body></html>"
    return RawDocument("a.html", content.encode(), HTML, url="https://www.example.org/rain")


def cleaned(head: str, shown: str = MENU + LOADING, engine: Engine = Engine.FAST) -> Outcome:
    return clean_document(page(head, shown), CleaningSettings(engine=engine))


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize(
    "body",
    [
        "\n\n".join(PARAGRAPHS),
        "\r\n".join(PARAGRAPHS),
        "".join(f"<p>{text}</p>" for text in PARAGRAPHS),
        "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in PARAGRAPHS),
    ],
)
def test_an_article_of_which_the_page_shows_nothing_is_read(body: str, engine: Engine) -> None:
    article = cleaned(node(body), engine=engine)
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert (article.title, article.date) == ("Rain stops play", "2024-05-02")
    assert article.warnings == (INSTEAD.value,)


def test_what_the_page_shows_is_accounted_for() -> None:
    labelled = label_document(page(node("\n".join(PARAGRAPHS))), CleaningSettings(engine=Engine.FAST))
    assert isinstance(labelled, LabelledPage)
    kept = [block.text for block in labelled.having(*KEPT_IN_BODY)]
    others = [block.text for block in labelled.page.blocks if block.text not in kept]
    assert (kept, others) == (PARAGRAPHS, ["Home Sport", "Loading the page, please wait a moment."])


def test_lines_in_it_that_are_certain_are_no_body() -> None:
    text = "\n".join([*PARAGRAPHS[:3], "Read more: Snow stops play", *PARAGRAPHS[3:]])
    article = cleaned(node(text))
    assert isinstance(article, Article)
    assert article.body.split("\n\n") == PARAGRAPHS
    assert "Read more: Snow stops play" in [line.text for line in article.removed]


def test_the_nodes_of_a_graph_are_read() -> None:
    article = {"@type": ["NewsArticle", "Article"], "headline": "Rain stops play", "articleBody": "\n".join(PARAGRAPHS)}
    graph = {"@graph": [{"@type": "WebSite", "name": "Example"}, article]}
    outcome = cleaned(f'<script type="application/ld+json">{json.dumps(graph)}</script>')
    assert isinstance(outcome, Article)
    assert outcome.body.split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "shown",
    [
        "".join(f"<p>{text}</p>" for text in PARAGRAPHS),  # all of it
        f"<p>{PARAGRAPHS[0]}</p><p>Subscribe to read on.</p>",  # its beginning: the rest is for those who pay
        "".join(
            f"<p>The snow lay deep on the hill on day {n}, and none of the children came down.</p>" for n in range(9)
        ),
    ],
)
def test_what_the_page_shows_goes_before(shown: str) -> None:
    labelled = label_document(
        page(node("\n".join(PARAGRAPHS)), f"<h1>Rain</h1>{shown}"), CleaningSettings(engine=Engine.FAST)
    )
    assert isinstance(labelled, LabelledPage)
    assert len(labelled.page.blocks) == 1 + shown.count("<p>")


@pytest.mark.parametrize(
    "head",
    [
        node("It rained on the ground."),  # a summary
        node(["It rained."] * 99),  # no text
        node("\n".join(PARAGRAPHS)) + node("\n".join(f"{text} Snow." for text in PARAGRAPHS)),  # two articles
        f"<script>window.__INITIAL_STATE__ = {json.dumps({'articleBody': ' '.join(PARAGRAPHS)})}</script>",
        node("\n".join(PARAGRAPHS), **{"@type": "Product"}),
    ],
)
def test_nothing_else_is_taken_for_an_article(head: str) -> None:
    assert isinstance(cleaned(head, ""), Rejection)


def test_the_body_stays_as_it_is_when_it_is_cleaned_again() -> None:
    article = cleaned(node("\n".join(PARAGRAPHS)))
    assert isinstance(article, Article)
    again = clean_document(RawDocument("a.txt", article.body.encode()), CleaningSettings())
    assert isinstance(again, Article)
    assert again.body == article.body
