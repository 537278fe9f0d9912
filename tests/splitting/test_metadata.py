"""What pages claim of their articles."""

import json

import pytest

from copydesk.splitting.metadata import page_claims
from copydesk.splitting.parsing import parse_html


def claims(page):
    found = page_claims(parse_html(page).root)
    return [(claim.name, claim.value, claim.where) for claim in found if claim.name != "schema"]


def jsonld(*nodes):
    return "".join(f'<script type="application/ld+json">{json.dumps(node)}</script>' for node in nodes)


def test_jsonld_article():
    node = {
        "@type": "NewsArticle",
        "headline": " Rain &amp;\n sun ",
        "description": "A summary",
        "datePublished": "2024-05-01T10:00:00+02:00",
        "dateModified": "2024-05-02",
        "author": [{"@type": "Person", "name": "Ann Lee"}, "Bo Ek", {"name": ["Cy Oz"]}],
        "publisher": {"@type": "Organization", "name": "The Times"},
        "url": "https://example.org/a",
        "mainEntityOfPage": {"@type": "WebPage", "@id": "https://example.org/b"},
    }
    assert claims(jsonld(node)) == [
        ("title", "Rain & sun", "json-ld"),
        ("subtitle", "A summary", "json-ld"),
        ("date", "2024-05-01T10:00:00+02:00", "json-ld"),
        ("date_modified", "2024-05-02", "json-ld"),
        ("author", "Ann Lee", "json-ld"),
        ("author", "Bo Ek", "json-ld"),
        ("author", "Cy Oz", "json-ld"),
        ("outlet", "The Times", "json-ld"),
        ("url", "https://example.org/a", "json-ld"),
        ("url", "https://example.org/b", "json-ld"),
    ]


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([[{"@type": "BlogPosting", "headline": "x"}]], [("title", "x")]),
        ([{"@graph": [{"@type": ["Thing", "https://schema.org/NewsArticle"], "headline": "x"}]}], [("title", "x")]),
        (
            [
                {
                    "@graph": [
                        {"@type": "Article", "author": {"@id": "#a"}},
                        {"@id": "#a", "@type": "Person", "name": "Ann"},
                    ]
                }
            ],
            [("author", "Ann")],
        ),
        ([{"@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "author": {"@id": "#a"}}]}], []),
        ([{"@type": "WebPage", "mainEntity": {"@type": "NewsArticle", "headline": "x"}}], [("title", "x")]),
        ([{"@type": "WebPage", "datePublished": "2024"}], [("date", "2024")]),
        ([{"@type": "WebPage", "name": "no"}, {"@type": "Article", "headline": "x"}], [("title", "x")]),
        ([{"@type": "WebSite", "name": "The Times"}], [("outlet", "The Times")]),
        # other pages' articles
        ([{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "no"}]}], []),
        # nonsense
        ([7, None, "x", {"@type": {"a": 1}}, {"@type": "Article", "headline": 3, "author": 7, "publisher": [[]]}], []),
        ([{"@type": "Article", "author": {"name": "https://example.org/ann"}}], []),
    ],
)
def test_jsonld_shapes(nodes, expected):
    assert [(name, value) for name, value, _ in claims(jsonld(*nodes))] == expected


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "Article", "headline": "x",}',
        '<!-- {"@type": "Article", "headline": "x"} -->',
        '//<![CDATA[\n{"@type": "Article", "headline": "x"}\n//]]>',
        '{"@type": "Article", "headline": "x"};',
        "{&quot;@type&quot;: &quot;Article&quot;, &quot;headline&quot;: &quot;x&quot;}",
        '{"@type": "Article",\n "headline": "\nx"}',
    ],
)
def test_broken_jsonld_is_mended(text):
    assert claims(f'<script type="application/ld+json">{text}</script>') == [("title", "x", "json-ld")]


@pytest.mark.parametrize("text", ['{"@type": "Article"', "[" * 100_000, "nonsense"])
def test_unreadable_jsonld_is_warned_of(text):
    found = claims(f'<script type="application/ld+json">{text}</script>')
    assert [(name, where) for name, _, where in found] == [("warning", "json-ld")]


def test_meta_tags():
    page = """<meta property="og:title" content="Rain"><meta name="twitter:title" content=" "><meta content="x">
        <meta name="Author" content="Ann"><meta name="citation_author" content="Lee, Bo">
        <meta name="DC.date" content="May 1">
        <meta property="article:author" content="https://facebook.com/ann">
        <meta property="article:published_time" content="2024-05-01"><meta name="viewport" content="width">"""
    assert claims(page) == [
        ("title", "Rain", "opengraph"),
        ("date", "2024-05-01", "opengraph"),
        ("author", "Ann", "meta"),
        ("author", "Lee, Bo", "meta"),
        ("date", "May 1", "meta"),
    ]


def test_names_that_are_in_no_table():
    page = """<meta name="w-published-date" content="2024-05-01"><meta property="x:last_updated" content="2024-05-02">
        <meta name="article.author-name" content="Ann Lee"><meta name="author_id" content="17">
        <meta name="expiration-date" content="2030-01-01"><meta name="related_content_date" content="2023-01-01">
        <meta name="publisher" content="x"><meta name="twitter:creator" content="thetimes">"""
    assert claims(page) == [
        ("date", "2024-05-01", "meta"),
        ("date_modified", "2024-05-02", "meta"),
        ("author", "Ann Lee", "meta"),
    ]


def test_names_in_the_tables_go_before_others():
    page = """<meta name="release-date" content="2024-04-01"><meta name="site.author" content="Bo">
        <meta name="author" content="Ann"><meta property="article:published_time" content="2024-05-01">"""
    assert claims(page) == [("date", "2024-05-01", "opengraph"), ("author", "Ann", "meta")]


@pytest.mark.parametrize("label", ["Written by", "Verfasst von", "Scritto da", "Écrit par", "Escrito por"])
def test_a_card_says_who_wrote(label):
    card = f"""<meta name="twitter:label1" content="{label}"><meta name="twitter:data1" content="Ann Lee">
        <meta name="twitter:label2" content="Est. reading time"><meta name="twitter:data2" content="5 minutes">"""
    assert claims(card) == [("author", "Ann Lee", "meta")]


LINKS = [
    ('<a href="/author/ann-lee">Ann Lee</a>', ["Ann Lee"]),
    ('<a href="https://example.org/en/authors/12/bjorn_ek_3.html?x=1">Bjørn Ek</a>', ["Bjørn Ek"]),
    ('<p><a href="/staff/7/ann-lee/">Ann Lee</a> and <a href="/staff/8/bo-ek/">Bo Ek</a>', ["Ann Lee", "Bo Ek"]),
    ('<a rel="author" href="/@ann.lee">Ann Lee</a>', ["Ann Lee"]),
    ('<a href="/autor/17">Ann Lee</a>', ["Ann Lee"]),
    ('<a href="/author/ann-lee">more</a>', []),
    ('<a rel="author" href="/about">Read on</a>', []),
    ('<a href="/topics/ann-lee">Ann Lee</a>', []),
    ('<ol class="comments"><a href="/author/ann-lee">Ann Lee</a></ol>', []),
]


@pytest.mark.parametrize(("links", "authors"), LINKS)
def test_links_to_authors(links, authors):
    found = claims(f"<a href=/author/cy-oz>Cy Oz</a><main><h1>Rain</h1><header>{links}</header></main>")
    assert found == [("author", name, "author-link") for name in authors]
    assert claims(links) == []


def test_microdata():
    page = """<div itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Rain</h1>
        <meta itemprop="datePublished" content="2024-05-01">
        <p itemprop="author" itemscope>By <b itemprop="name">Ann</b></p><p itemprop="author">Bo</p>
        <div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><p itemprop="author">Troll</p>"""
    assert claims(page) == [
        ("title", "Rain", "microdata"),
        ("date", "2024-05-01", "microdata"),
        ("author", "Ann", "microdata"),
        ("author", "Bo", "microdata"),
    ]


def test_times():
    page = """<time datetime="2024-05-01T10:00">1 May</time><time class="last-updated" datetime="2024-05-02">2</time>
        <time>no attribute</time><ol class="comments"><li><time datetime="2024-06-01">later</time></ol>"""
    assert claims(page) == [("date", "2024-05-01T10:00", "time"), ("date_modified", "2024-05-02", "time")]


def test_head():
    page = """<html lang="fa-IR"><head><title>\n Rain | The Times </title><link rel="canonical" href="/a">
        <link rel="stylesheet" href="x.css"></head><body><svg><title>Icon</title></svg>"""
    assert claims(page) == [
        ("url", "/a", "canonical"),
        ("title", "Rain | The Times", "title-tag"),
        ("language", "fa-IR", "html"),
    ]


def test_nothing_claimed():
    assert claims("<p>It rained in 2008.") == []


def test_a_tag_with_two_names():
    page = '<meta property="og:title" name="title" content="Rain">'
    assert claims(page) == [("title", "Rain", "opengraph"), ("title", "Rain", "meta")]


def test_each_claim_once():
    assert claims('<meta name="author" content="Ann">' * 3) == [("author", "Ann", "meta")]


def test_the_schemas_of_a_page_are_told_once():
    page = parse_html(jsonld({"@type": ["Article", "NewsArticle"], "name": "x"}, {"@type": "NewsArticle", "name": "y"}))
    assert [claim.value for claim in page_claims(page.root) if claim.name == "schema"] == ["Article", "NewsArticle"]


@pytest.mark.parametrize(
    "page",
    [
        '<meta name="Generator" content="vBulletin 4.2.2">',
        '<html id="XF" class="has-no-js"><p>Hello</p></html>',
        '<body id="phpbb" class="nojs section-viewtopic ltr">Hello',
        '<body class="question-page unified-theme">Hello',
        '<body data-pageApp="forums">Hello',
        '<main itemscope itemtype="https://schema.org/DiscussionForumPosting"><p>Hello</main>',
    ],
)
def test_forum_software_is_known_by_its_marks(page):
    assert claims(page) == [("kind", "a forum", "markup")]


@pytest.mark.parametrize(
    "page",
    [
        '<meta name="generator" content="WordPress 6.5; with a bridge to phpBB">',
        '<body class="single-post" data-pageapp="cms"><p>How to move from phpBB to Discourse</p>',
        '<div itemscope itemtype="https://schema.org/Question"><p>Who pays for the bridge?</div>',
        '<div id="xf" class="question-page">Hello',
    ],
)
def test_a_page_that_speaks_of_forums_is_none(page):
    assert claims(page) == []


@pytest.mark.parametrize(
    ("head", "classes", "kinds"),
    [
        ("<meta property='og:type' content='product.item'>", "", ["a shop"]),
        ("<meta property='og:type' content='article'>", "product", []),
        ("<meta name=generator content='mkdocs-1.6.1, mkdocs-material-9'>", "", ["documentation"]),
        ("<meta name=generator content='WordPress 6.5'>", "", []),
        ("<meta name=readthedocs-project-slug content=ferrywheel>", "", ["documentation"]),
        ("", "archive category category-sport", ["a listing"]),
        ("", "single single-post archive", []),
        ("", "search search-results", ["a listing"]),
        ("", "archived-story", []),
    ],
)
def test_what_software_says_a_page_is(head: str, classes: str, kinds: list[str]) -> None:
    page = parse_html(f"<html><head>{head}</head><body class='{classes}'><p>It rained all day.</p>")
    assert [claim.value for claim in page_claims(page.root) if claim.name == "kind"] == kinds
