"""Title, day and authors of HTML pages whose sources disagree."""

import json

import pytest

from copydesk import CleaningSettings
from copydesk.model import HTML, Article, Engine, RawDocument
from copydesk.pipeline import clean_document

STORY = "".join(
    f"<p>It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n}.</p>"
    for n in range(9)
)
URL = "https://www.example-gazette.org/sport/rain-stops-play-at-the-oval"


def cleaned(
    head: str = "",
    above: str = "<h1>Rain stops play at the Oval</h1>",
    below: str = "",
    *,
    engine: Engine = Engine.THOROUGH,
) -> Article:
    page = f"<html lang=en><head>{head}</head><body>{above}<article>{STORY}</article>{below}</body></html>"
    settings = CleaningSettings(engine=engine)
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=URL), settings)
    assert isinstance(article, Article)
    return article


def og(**values: str) -> str:
    return "".join(f'<meta property="{name.replace("_", ":", 1)}" content="{value}">' for name, value in values.items())


def jsonld(**values: object) -> str:
    node = json.dumps({"@type": "NewsArticle", **values})
    return f'<script type="application/ld+json">{node}</script>'


TITLES = [
    # a heading that is the site's name
    (og(og_title="Rain stops play at the Oval"), "<h1>Example Gazette</h1>"),
    (
        "<title>Rain stops play at the Oval « Old Ground News</title>",
        "<h1>Old Ground News</h1><h2>Rain stops play at the Oval</h2>",
    ),
    (
        "<title>Rain stops play at the Oval | Old Ground</title>",
        "<h1>The Old Ground</h1><h2>Rain stops play at the Oval</h2>",
    ),
    (
        og(og_title="Rain stops play at the Oval", og_site_name="The Old Ground Review"),
        "<h1>The Old Ground Review</h1><div>Rain stops play at the Oval</div>",
    ),
    # a newspaper's name before it, where nothing else tells
    ("<title>Old Ground Courier - Rain stops play at the Oval</title>", ""),
    # and before a colon, where a line has the title without it, alone or before the byline
    ("<title>Example Gazette: Rain stops play at the Oval</title>", "<h2>Rain stops play at the Oval</h2>"),
    (
        "<title>EXAMPLE GAZETTE :: Rain stops play at the Oval</title>",
        "<table><td>News Sport Letters</td><td><b>Rain stops play at the Oval</b><br>By Jane Roe</td></table>",
    ),
    # a heading that is the site's name, which the page's own title has before the article's, and the address
    (
        "<title>El Exámple Gazette: Rain stops play at the Oval</title>" + og(og_title="Rain stops play at the Oval"),
        "<h1>El Exámple Gazette</h1><h3>Rain stops play at the Oval</h3>",
    ),
    # a kicker in the heading
    (og(og_title="Rain stops play at the Oval"), "<h1>Cricket <span>Rain stops play at the Oval</span></h1>"),
    # the site's name behind it, where nothing but the heading tells
    (og(og_title="Rain stops play at the Oval - All the News"), "<h1>Rain stops play at the Oval</h1>"),
    # no heading at all
    ("<title>Rain stops play at the Oval | Gazette</title>" + og(og_title="Rain stops play at the Oval"), ""),
    # a section before the title, a section behind it, and the site's name before it
    (og(og_title="Cricket | Rain stops play at the Oval"), "<ul><li>News<li>Cricket</ul>"),
    (og(og_title="Rain stops play at the Oval | Cricket"), "<ul><li>News<li>Cricket</ul>"),
    (og(og_title="Example Gazette - Rain stops play at the Oval"), ""),
    # a line of the page's top above the article
    (og(og_title="Rain stops play at the Oval"), "<div>You are not logged in. Please register to go on</div>"),
]


@pytest.mark.parametrize(("head", "above"), TITLES)
def test_title(head: str, above: str) -> None:
    assert cleaned(head, above).title == "Rain stops play at the Oval"


KEPT = [
    # a part of the title that no menu has, and one that is longer than a section's name
    "Cricket | Rain stops play at the Oval",
    "Rain stops play | What comes next",
    # the site's name before a colon, where the title is about the site
    "Example Gazette: the story of a newspaper",
    # a first part shorter than what follows is the title's, whoever has a line of it
    "Rain - Why the umpires called off the match on its last day",
]


@pytest.mark.parametrize("title", KEPT)
def test_a_title_with_a_bar_of_its_own(title: str) -> None:
    above = f"<ul><li>News<li>Rain</ul><h1>{title}</h1>"
    assert cleaned(og(og_title=title) + f"<title>{title}</title>", above).title == title


@pytest.mark.parametrize("site", [" - Old Ground Courier", " | Example Gazette"])
def test_a_title_that_goes_on_behind_a_dash_is_whole(site: str) -> None:
    assert cleaned(f"<title>Frost delays trains – and no end in sight{site}</title>", "").title == (
        "Frost delays trains – and no end in sight"
    )


def test_a_title_has_the_signs_that_readers_see() -> None:
    head = og(og_title="## Rain stops play at the Oval -") + "<title>## Rain stops play at the Oval -</title>"
    assert cleaned(head, "<h1>Rain stops play at the Oval.</h1>").title == "Rain stops play at the Oval."


def test_a_title_is_spaced_as_most_sources_space_it() -> None:
    head = og(og_title="Cricket: Rain stops play") + "<title>Cricket: Rain stops play</title>"
    article = cleaned(head, "<h1><span>Cricket </span>: Rain stops play</h1>")
    assert article.title == "Cricket: Rain stops play"
    assert article.evidence["title"].text == "Cricket : Rain stops play"


FOR_READERS, OWN = "Cricket news: umpires call off the match", "Rain ends the match at the Oval"
HEADING, TITLE_TAG = f"<h1>{FOR_READERS}</h1>", f"<title>{FOR_READERS} | Gazette</title>"


def test_a_news_articles_own_headline_counts_where_all_else_has_another() -> None:
    article = cleaned(jsonld(headline=OWN) + og(og_title=FOR_READERS) + TITLE_TAG, HEADING)
    assert article.title == OWN
    assert article.confidence["title"] < cleaned(jsonld(headline=FOR_READERS) + TITLE_TAG, HEADING).confidence["title"]
    assert "another" in article.evidence["title"].reason


def test_a_headline_of_which_the_address_has_less_than_of_the_heading_is_another_variant() -> None:
    heading, variant = "Rain stops play at the Oval", "Umpires call it a day in London"
    head = jsonld(headline=variant) + og(og_title=heading) + f"<title>{heading}</title>"
    assert cleaned(head, f"<h1>{heading}</h1>").title == heading


def test_metadata_count_against_the_heading_where_the_address_was_made_from_theirs() -> None:
    inviting = "Nobody had ever thought of this before"
    assert (
        cleaned(og(og_title="Rain stops play at the Oval"), f"<h1>{inviting}</h1>").title
        == "Rain stops play at the Oval"
    )
    assert cleaned(og(og_title="Umpires call off the match"), f"<h1>{inviting}</h1>").title == inviting


def test_opengraph_has_no_headline_of_the_newsrooms_where_another_meta_tag_sides_with_the_heading() -> None:
    head = jsonld(headline=FOR_READERS) + og(og_title=OWN) + TITLE_TAG
    assert cleaned(head, HEADING).title == OWN
    assert cleaned(head + f'<meta name="title" content="{FOR_READERS}">', HEADING).title == FOR_READERS


def test_all_that_metadata_say_counts_against_a_lone_heading_of_a_news_article() -> None:
    head = jsonld(headline=OWN) + og(og_title=OWN) + f"<title>{OWN}</title>"
    assert cleaned(head, HEADING).title == OWN
    assert cleaned(head.replace("NewsArticle", "BlogPosting"), HEADING).title == FOR_READERS


def test_a_kicker_that_is_a_line_of_its_own_is_no_part_of_the_title() -> None:
    heading, title = "Rain ends the day", "Rain stops play at the Oval"
    head = jsonld(headline=heading) + og(og_title=f"After the second rain: {title}") + f"<title>{heading}</title>"
    above = f"<h1>{heading}</h1><p>After the second rain</p><p>By Ann Example, 5 May 2024</p>"
    assert cleaned(head, above).title == title


def test_what_is_no_news_article_has_the_title_that_readers_see() -> None:
    node, head = jsonld(headline=FOR_READERS), og(og_title=OWN) + TITLE_TAG
    assert cleaned(node + head, HEADING).title == OWN
    assert cleaned(node.replace("NewsArticle", "BlogPosting") + head, HEADING).title == FOR_READERS


OFFERS = "".join(
    f"<div class=card><h3>{kind} leaks</h3><p>From £{price} a visit</p><a href=/book/{price}>Book now</a></div>"
    for kind, price in (("Tank", 40), ("Pipe", 35), ("Roof", 90), ("Boiler", 60), ("Tap", 20), ("Drain", 55))
)
SLOGAN = "<h1>Sleep well when it pours</h1>"


@pytest.mark.parametrize(
    ("named", "title"), [("Plumbers for old houses", "Plumbers for old houses"), ("Plumbers", "Plumbers")]
)
def test_a_page_that_is_no_article_is_called_as_its_own_title_says_and_not_by_a_slogan(named: str, title: str) -> None:
    head = f"<title>{named} | Leakstop</title>" + og(og_title=f"{named} | Leakstop", og_site_name="Leakstop")
    page = f"<head>{head}</head><body><nav><a href=/>Home</a><a href=/cart>Cart</a></nav>{SLOGAN}{OFFERS}</body>"
    offer = clean_document(
        RawDocument("a.html", page.encode(), HTML, url="https://leakstop.example/p"), CleaningSettings()
    )
    assert isinstance(offer, Article)
    assert any("chance of an article" in warning for warning in offer.warnings)
    assert offer.title == title


def test_an_article_has_the_heading_that_readers_see_whatever_its_own_title_says() -> None:
    assert cleaned("<title>Plumbers for old houses | Leakstop</title>", SLOGAN).title == "Sleep well when it pours"


def test_sources_that_differ_make_a_title_less_sure() -> None:
    sure = cleaned(og(og_title="Rain stops play at the Oval"))
    unsure = cleaned(og(og_title="Showers end the day early in London") + jsonld(headline="Showers end the day early"))
    assert unsure.confidence["title"] < sure.confidence["title"]
    assert "opengraph" in unsure.evidence["title"].reason.partition("; ")[2]


DAYS = [
    # today's date in the masthead
    (jsonld(datePublished="2024-05-02"), "<p>Sunday, 12 May 2024</p>" + "<p>menu</p>" * 9, ""),
    # published before modified
    (jsonld(datePublished="2024-05-02T10:00:00Z", dateModified="2024-05-09T10:00:00Z"), "", ""),
    # the day of the place, where metadata have Greenwich's
    (jsonld(datePublished="2024-05-03T01:00:00Z"), "<time datetime='2024-05-02 20:00'>May 2, 2024</time>", ""),
    # day and month that custom would exchange
    (og(article_published_time="2024-05-02T10:00:00Z"), "<p>02/05/2024</p>", ""),
    # another article's
    ("", "<p>Published May 2, 2024</p>", "<p>read on</p>" * 9 + "<li>12 May 2024</li>" * 3),
    # an archive's months
    (og(article_published_time="2024-05-02"), "<ul><li>May 2004 (12)</li><li>April 2004 (9)</li></ul>", ""),
]


@pytest.mark.parametrize(("head", "above", "below"), DAYS)
def test_day(head: str, above: str, below: str) -> None:
    title = "<h1>Rain stops play at the Oval</h1>"
    masthead = "menu" in above
    article = cleaned(head, above + title if masthead else title + above, below)
    assert article.date is not None
    assert article.date[:10] == "2024-05-02"


@pytest.mark.parametrize(
    "head",
    [
        '<meta name="pubdate" content="20240514">',
        '<meta name="pubdate" content="20240514T103200Z">',
        og(article_published_time="1715682720"),
        jsonld(datePublished=1715682720000),
    ],
)
def test_a_day_as_machines_write_it(head: str) -> None:
    found = cleaned(head).date
    assert found is not None
    assert found.startswith("2024-05-14")


def test_days_of_a_list_are_nobodys() -> None:
    cards = [
        f'<div class="card"><a href="/{n}">Snow stops play {n}</a><time datetime="2024-05-1{n}"></time></div>'
        for n in (4, 5)
    ]
    for below, day in ((cards[0] + cards[1], None), (cards[0], "2024-05-14")):
        page = (
            f"<html lang=en><body><h1>Rain stops play at the Oval</h1><article>{STORY}</article>{below}</body></html>"
        )
        article = clean_document(RawDocument("a.html", page.encode(), HTML), CleaningSettings(engine=Engine.FAST))
        assert isinstance(article, Article)
        assert article.date == day


OF_OTHERS = [
    '<aside class="related"><h3>Related</h3><a href="/a">Snow</a> <time datetime="{0}">May 14, 2024</time></aside>',
    '<div class="most-read"><h4>Most read</h4><a href="/a">Snow stops play</a> <small>{0}</small></div>',
    '<div id="comments"><h3>1 comment</h3>Jane <time datetime="{0}">May 14, 2024</time><p>Me too.</p></div>',
    '<figure><img src="/a.jpg"><figcaption>The Oval, May 14, 2024. Photo: AFP</figcaption></figure>',
    '<p>The Oval was opened on <time datetime="{0}">May 14, 2024</time> by the mayor.</p>',
]


@pytest.mark.parametrize("below", OF_OTHERS)
@pytest.mark.parametrize("engine", list(Engine))
def test_a_day_that_only_other_texts_show_is_not_the_articles(below: str, engine: Engine) -> None:
    article = cleaned(below=below.format("2024-05-14"), engine=engine)
    assert article.date is None


@pytest.mark.parametrize("engine", list(Engine))
def test_the_name_of_a_picture_tells_no_day(engine: Engine) -> None:
    assert cleaned(og(og_image="https://cdn.example.org/2019/08/14/oval.jpg"), engine=engine).date is None


@pytest.mark.parametrize("said", ["14 May", "3 hours ago", "May 14, 2024"])
def test_a_time_need_not_say_its_year(said: str) -> None:
    above = f'<h1>Rain stops play at the Oval</h1><p><time datetime="2024-05-14T08:00">{said}</time></p>'
    assert (cleaned(above=above).date or "")[:10] == "2024-05-14"


@pytest.mark.parametrize("kind", ['class="published updated"', 'itemprop="datePublished"'])
def test_a_day_as_old_blogs_write_it(kind: str) -> None:
    above = f'<h1>Rain stops play at the Oval</h1><abbr {kind} title="2012-05-04T10:00:00-07:00">10:00 AM</abbr>'
    assert cleaned(above=above).date == "2012-05-04T10:00:00-07:00"


@pytest.mark.parametrize(
    ("caption", "date"),
    [
        ("The Oval on 14 May 2024. Photo: PA", None),
        ("The Oval, 14 May 2024", None),
        ("14 May 2024 | Cricket, Oval", "2024-05-14"),
    ],
)
def test_the_day_of_a_picture_is_not_the_articles(caption: str, date: str | None) -> None:
    above = f'<h1>Rain stops play at the Oval</h1><div class="caption">{caption}</div>'
    page = f"<html lang=en><body>{above}<article>{STORY}</article></body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML), CleaningSettings(engine=Engine.FAST))
    assert isinstance(article, Article)
    assert article.date == date


def test_a_clock_at_zero_says_nothing() -> None:
    head = og(article_published_time="1970-01-01T00:00:00Z")
    assert cleaned(head).date is None
    assert cleaned(head, "<h1>Rain stops play at the Oval</h1><p>14 May 2024</p>").date == "2024-05-14"


def test_the_day_of_a_change_beside_a_name_is_not_the_articles() -> None:
    line = '<div class="sidebar">By Jane Roe Last updated: May 12, 2024</div>'
    above = f"<h1>Rain stops play at the Oval</h1>{line}"
    assert (cleaned(og(article_published_time="2024-05-02"), above).date or "")[:10] == "2024-05-02"


def test_a_month_in_words_in_the_address_tells_day_and_month_apart() -> None:
    page = f"<html lang=en><body><h1>Rain stops play at the Oval</h1><p>03/10/2023</p><article>{STORY}</article></body>"
    url = "https://www.example-gazette.org/blog/2023/october/03/rain"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=url), CleaningSettings())
    assert isinstance(article, Article)
    assert article.date == "2023-10-03"


def test_a_page_that_shows_the_day_of_a_change_alone() -> None:
    updated, published = (
        cleaned(above=f"<h1>Rain stops play at the Oval</h1><p>{called}: May 2, 2024</p>")
        for called in ("Last updated", "Published")
    )
    assert updated.date == published.date == "2024-05-02"
    assert updated.confidence["date"] < published.confidence["date"] - 0.1


def test_a_masthead_may_say_another_day_than_the_one_that_is_called_the_publications() -> None:
    today, shown = "<div>Sunday, 12 May 2024</div>", "<p>Published: 2 May 2024 at 4.15pm | Updated: 3 May 2024</p>"
    head, title = '<meta name="date" content="2024-05-12">', "<h1>Rain stops play at the Oval</h1>"
    assert (cleaned(head, f"{today}{title}{shown}").date or "").startswith("2024-05-02")
    assert cleaned(head, f"{today}{title}").date == "2024-05-12"


@pytest.mark.parametrize("engine", list(Engine))
def test_the_day_that_only_a_class_calls_a_changes_is_the_articles_where_it_stands_at_the_title(engine: Engine) -> None:
    day = '<span>Jane Roe</span><time class="updated" datetime="2024-05-02">May 2, 2024</time>'
    other = '<article><h2>Snow in June</h2><time class="entry-date" datetime="2024-06-05">June 5, 2024</time></article>'
    article = cleaned(above=f"<h1>Rain stops play at the Oval</h1>{day}", below=other, engine=engine)
    assert (article.date or "")[:10] == "2024-05-02"


def test_a_claim_of_copyright_shows_no_day_of_the_articles() -> None:
    assert cleaned(below="<footer>© 2024 Example Gazette. Last built 3 May 2024</footer>").date is None
    assert cleaned(below="<footer>rain.html - Created 3 May 2024 2:20pm</footer>").date is not None


def test_a_footer_between_the_title_and_the_text_shows_the_day() -> None:
    above = "<h1>Rain stops play at the Oval</h1><footer>Sent in by Jane Roe, Thu 05/02/2024 - 10:22</footer>"
    page = f"<html lang=en-US><body>{above}<article>{STORY}</article><footer>© 2024 Jane Roe</footer></body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML), CleaningSettings(engine=Engine.FAST))
    assert isinstance(article, Article)
    assert (article.date or "").startswith("2024-05-02")


SHOWN = [
    # the moment is Greenwich's, the day the reader's
    (og(article_published_time="2024-05-01T23:30:00Z"), "<h1>Rain stops play at the Oval</h1><p>2 May 2024</p>"),
    (og(article_published_time="2024-05-03T04:30:00Z"), "<h1>Rain stops play at the Oval</h1><p>2 May 2024</p>"),
    # beside the name of a section, which menus have too
    ("", "<h1>Rain stops play at the Oval</h1><p>2 May 2024 | Sport</p>"),
    # in a header or a sidebar, with a name, and with a section's
    ("", '<h1>Rain stops play at the Oval</h1><div class="sidebar">By Jane Roe, May 2, 2024, 3 comments</div>'),
    ("", '<h1>Rain stops play at the Oval</h1><div class="header">May 2, 2024 • Jane Roe in Sport</div>'),
    # right above the title, where mastheads stand
    ("", "<p>2 May 2024 - Sport desk</p><h1>Rain stops play at the Oval</h1>"),
    # before the first sentence
    (
        "",
        "<h1>Rain stops play at the Oval</h1><p>2 May 2024 - It rained on the ground, and all the people left it.</p>",
    ),
]


@pytest.mark.parametrize(("head", "above"), SHOWN)
def test_the_day_that_readers_see(head: str, above: str) -> None:
    assert (cleaned(head, above).date or "")[:10] == "2024-05-02"


@pytest.mark.parametrize("engine", list(Engine))
def test_metadata_are_worth_as_much_to_both_engines(engine: Engine) -> None:
    head = jsonld(datePublished="2023-04-28T19:09:00+02:00", dateModified="2023-04-29T10:00:00+02:00")
    above = '<time datetime="2022-10-25T16:31:00+02:00"></time><h1>Rain stops play at the Oval</h1>'
    page = f"<html lang=en><head>{head}</head><body>{above}<article>{STORY}</article></body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=URL), CleaningSettings(engine=engine))
    assert isinstance(article, Article)
    assert article.date == "2023-04-28T19:09:00+02:00"


@pytest.mark.parametrize("rest", ["28.04.2023", "DW | 28.04.2023, 11.41 Uhr", "28/04/2023 - Gazette"])
def test_a_date_behind_the_title_is_the_articles(rest: str) -> None:
    head = f"<title>Rain stops play at the Oval | {rest}</title>"
    assert (cleaned(head, below="<p>Photograph of the ground, 24 April 2023</p>").date or "").startswith("2023-04-28")
    changed = jsonld(datePublished="2023-04-12", dateModified="2023-04-28")
    assert cleaned(head + changed).date == "2023-04-12"


@pytest.mark.parametrize("title", ["Rain stops play on 28 April 2023", "Report of the week 22. - 28 April 2023"])
def test_a_date_inside_the_title_is_what_it_tells_of(title: str) -> None:
    assert cleaned(f"<title>{title}</title>").date is None


def test_a_text_may_open_with_its_date_and_a_full_stop() -> None:
    today = '<time datetime="2023-11-01T13:56:20+01:00">Wednesday, 1 November 2023</time>'
    menu = "<ul><li>News<li>Sport<li>Cricket<li>Football<li>Weather<li>Contact<li>About us</ul>"
    above = f"{today}{menu}<h1>Rain stops play at the Oval</h1>"
    opened = f"{above}<article><p>31 October 2023. {STORY.removeprefix('<p>')}</article>"
    page = f"<html lang=en><body>{opened}</body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=URL), CleaningSettings())
    assert isinstance(article, Article)
    assert article.date == "2023-10-31"


def test_a_moment_with_a_zone_keeps_its_day() -> None:
    head = og(article_published_time="2024-05-02T23:30:00+02:00") + jsonld(datePublished="2024-05-02T23:30:00+02:00")
    assert cleaned(head, "<h1>Rain stops play at the Oval</h1><p>Due 3 May 2024 in print</p>").date == (
        "2024-05-02T23:30:00+02:00"
    )


def test_the_first_of_january_stands_for_a_year_that_somebody_found() -> None:
    assert cleaned(below="<footer>Copyright 2004 Example Gazette</footer>").date is None


def test_a_date_inside_the_first_sentence_is_not_the_articles() -> None:
    assert (
        cleaned(above="<h1>Rain stops play at the Oval</h1><p>2 May 2024 was the day on which it rained.</p>").date
        is None
    )


AUTHORS = [
    (jsonld(author={"@type": "Organization", "name": "Associated Press"}), "", ("Associated Press",)),
    (jsonld(author=[{"name": "Jane Roe"}, {"name": "AFP"}]), "", ("Jane Roe", "AFP")),
    (jsonld(author={"name": "Kristin"}), "", ("Kristin",)),
    (jsonld(author={"name": "admin"}), "", ()),
    (jsonld(author={"name": "Jane Roe, PhD, Chief Technology Officer"}), "", ("Jane Roe",)),
    # the site's name, and who signs
    (jsonld(author="Example Gazette"), "<p>By Jane Roe</p>", ("Jane Roe",)),
    (
        jsonld(author="Example Gazette") + '<meta name="author" content="Example Gazette">',
        "<p>By Jane Roe and John Poe</p>",
        ("Jane Roe", "John Poe"),
    ),
    (
        '<title>Rain stops play at the Oval | Planet</title><meta name="author" content="Planet">',
        '<div class="sidebar">2024-05-02 | Source: Reuters | Reporter: Jane Roe | Editor: John Poe</div>',
        ("Jane Roe",),
    ),
    # and names right above the first sentence, which are none where the text has their words, and go before nobody else
    (jsonld(author="Example Gazette"), "<p>By Example Gazette</p><div>Jane Roe/Max Ek</div>", ("Jane Roe", "Max Ek")),
    (jsonld(author="Example Gazette"), "<div>Stayed Home</div>", ("Example Gazette",)),
    (jsonld(author="Max Ek"), "<div>Jane Roe</div>", ("Max Ek",)),
    (jsonld(author="Jane Roe"), "<p>By Jane Roe and John Poe</p>", ("Jane Roe", "John Poe")),
    (jsonld(author={"name": "jroe"}), "<p>By Jane Roe</p>", ("Jane Roe",)),
    (jsonld(author={"name": "Web Desk"}), "<p>By Jane Roe</p>", ("Jane Roe",)),
    (jsonld(author={"name": "jroe"}), "", ("jroe",)),
    # what anybody is who writes, or writes into the site
    (jsonld(author={"name": "Guest Author"}), "", ()),
    ('<meta name="author" content="wpadmin">', "", ()),
    (jsonld(author={"name": "Redakteur"}), "", ()),
    ('<meta name="author" content="Ed.">', "<p>By Jane Roe</p>", ("Jane Roe",)),
    # what another language's newsrooms call their people
    ("", '<div class="muhabir">Jane Roe / KÖRFEZ, (DHA)</div>', ("Jane Roe",)),
    # who wrote, and who edited
    (
        "",
        'Written by <a href="/author/jane-roe">Jane Roe</a> | Edited by <a href="/author/john-poe">John Poe</a>',
        ("Jane Roe",),
    ),
    ("", "<p>By Jane Roe, Max Ek | Editor John Poe</p>", ("Jane Roe", "Max Ek")),
    ("", "<p>(Reporting by Jane Roe; Editing by John Poe)</p>", ("Jane Roe",)),
    ("", "<div>Jane Roe<br>jane.roe@example-gazette.org</div>", ("Jane Roe",)),
    ("", "<div>Jane Roe<br>jane@example-gazette.org</div>", ("Jane Roe",)),
    ("", "<div>Jane Roe<br>mail@example-gazette.org</div>", ()),
    ("", "<div>Advertising Sales<br>sales@example-gazette.org</div>", ()),
    ("", "<p>Par Anne du Parc et Jane Roe (avec AFP)</p>", ("Anne du Parc", "Jane Roe")),
    # lines at the head that the markup calls something else
    ("", '<div class="tags">By Jane Roe December 2, 2025</div>', ("Jane Roe",)),
    ("", '<div class="sidebar">May 3, 2017 By Jane Roe 4 Comments</div>', ("Jane Roe",)),
    ("", '<div class="sidebar">Jane Roe 02 Feb 2026 Product Reviews</div>', ("Jane Roe",)),
    ("", '<div class="sidebar">Jane Roe</div><p>Dec 05, 2023</p>', ("Jane Roe",)),
    ("", '<div class="tags">By the Weather Team</div>', ("Weather Team",)),
    ("", '<div class="sidebar">The Weather Team</div>', ("The Weather Team",)),
    ("", '<div class="sidebar">Highly trained staff</div>', ()),
    (jsonld(author="Jane Roe"), '<div class="tags">By John Poe</div>', ("Jane Roe",)),
    # a line that announces names, and those below it
    ("", "<p>Written by</p><div class=sidebar>Jane Roe</div>", ("Jane Roe",)),
    ("", "<p>Written by:</p><div class=sidebar>JR</div><div class=sidebar>Jane Roe</div>", ("Jane Roe",)),
    # a link to somebody's page, beside a line that names somebody else
    ("", '<div class="ad"><a href="/author/jane-roe">Jane Roe</a> | Gazette of Elsewhere</div>', ("Jane Roe",)),
    # those that name a painter, a photographer, a topic of the text
    ("", "<figure><figcaption>Rain in Oslo, by John Poe</figcaption></figure>", ()),
    ("", '<div class="tags">The Flood by John Poe</div>', ()),
    ("", '<div class="author">Stayed Home</div>', ()),
    # other articles' lines
    ("", '<div class="tags">By John Poe December 2, 2025</div>' + "<p>menu</p>" * 9, ()),
    ("", "<ul><li>Best Sellers in Brazil</li></ul>" + "<p>menu</p>" * 9, ()),
]


@pytest.mark.parametrize(("head", "line", "people"), AUTHORS)
def test_authors(head: str, line: str, people: tuple[str, ...]) -> None:
    title = "<h1>Rain stops play at the Oval</h1>"
    assert cleaned(head, line + title if "menu" in line else title + line).authors == people


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ("<p>By Jane Roe</p>", ("Jane Roe",)),
        ('<h3>Related</h3><div class="related">By John Poe</div><div class="related">Snow in May</div>', ()),
    ],
)
def test_a_teaser_below_a_short_text_has_a_byline_of_its_own(lines: str, authors: tuple[str, ...]) -> None:
    title, text = "<h1>Rain stops play at the Oval</h1>", "".join(STORY.partition("</p>")[:2])
    above, below = (lines, "") if authors else ("", lines)
    page = f"<html lang=en><body>{title}{above}<article>{text * 2}</article>{below}</body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=URL), CleaningSettings(engine=Engine.FAST))
    assert isinstance(article, Article)
    assert article.authors == authors


def kept_together(above: str) -> Article:
    """A page whose extractor keeps what stands ABOVE the text."""
    page = f"<html lang=en><body><article>{above}{STORY}</article></body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=URL), CleaningSettings())
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize("line", ["Jane Roe May 2, 2024", "May 2nd, 2024 by Jane Roe", "Jane Roe<p>May 2, 2024</p>"])
def test_what_only_stands_where_subtitles_do_may_be_a_byline(line: str) -> None:
    article = kept_together(f"<h1>Rain stops play at the Oval</h1><span>{line}</span>")
    assert (article.authors, (article.date or "")[:10], article.subtitle) == (("Jane Roe",), "2024-05-02", None)


def test_a_subtitle_above_the_date_is_nobodys_name() -> None:
    assert kept_together("<h1>Rain stops play at the Oval</h1>Oval Ground Closed<p>May 2, 2024</p>").authors == ()


def test_a_line_that_labels_authors_is_no_subtitle() -> None:
    article = cleaned("", "<h1>Rain stops play</h1><div>Written by: Jane Roe, Edited by: Jo Poe</div><p>2 May 2024</p>")
    assert (article.authors, article.subtitle) == (("Jane Roe",), None)


OWN_NODE = jsonld(headline="Rain stops play at the Oval", url=URL, author="Jane Roe", datePublished="2024-05-02")


@pytest.mark.parametrize(
    ("node", "authors"),
    [
        (OWN_NODE, ("Jane Roe",)),
        (OWN_NODE.replace(URL, "https://www.example-gazette.org/2/snow"), ("Jane Roe",)),  # it has the page's title
        (OWN_NODE.replace("Rain stops", "Snow ends"), ("Jane Roe",)),  # and it the page's address
        (OWN_NODE.replace("Rain stops", "Snow ends").replace(URL, "https://www.example-gazette.org/2/snow"), ()),
        (OWN_NODE.replace("Rain stops", "Snow ends").replace(URL, "https://www.example-gazette.org/"), ("Jane Roe",)),
    ],
)
def test_json_ld_of_another_article_says_nothing_of_this_one(node: str, authors: tuple[str, ...]) -> None:
    head = f'<title>Rain stops play at the Oval</title><link rel="canonical" href="{URL}">'
    article = cleaned(head + node, engine=Engine.FAST)
    assert (article.authors, article.date is not None) == (authors, bool(authors))


def test_who_is_logged_in_is_no_author_though_a_line_says_so() -> None:
    assert cleaned("", "<h1>Rain stops play at the Oval</h1><p>Author: Super User</p>").authors == ()
    assert cleaned("", "<h1>Rain stops play at the Oval</h1><p>Author: Jane Roe</p>").authors == ("Jane Roe",)


@pytest.mark.parametrize("today", ["Sunday, May 5, 2024", "Sunday, May 5, 2024 - 5 May 2024"])
def test_a_masthead_says_what_day_it_is_where_a_line_below_has_an_earlier_one_with_a_clock(today: str) -> None:
    above = f"<div>{today}</div><div>Thursday, May 2, 2024 10:12</div><h1>Rain stops play at the Oval</h1>"
    assert cleaned("", above).date == "2024-05-02T10:12"


def test_a_title_that_stands_where_subtitles_do_is_none() -> None:
    site, title, subtitle = "<h1>Old Ground</h1>", "<h2>Rain stops play at the Oval</h2>", "Umpires go home early"
    article = kept_together(f"<title>Old Ground | Rain stops play at the Oval</title>{site}{title}<b>{subtitle}</b>")
    assert (article.title, article.subtitle) == ("Rain stops play at the Oval", subtitle)


def test_a_heading_without_capitals_names_nobody() -> None:
    text = "<p>احتج التجار أمام مبنى البلدية وطالبوا بمكان مؤقت يواصلون فيه البيع خلال أعمال الترميم.</p>" * 5
    head = "<h1>إغلاق السوق القديمة يثير غضب التجار</h1><h2>التجار يطلبون مكانا</h2><div>14.05.2024 | 18:20</div>"
    page = f"<html lang=ar><body>{head}<article>{text}</article></body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML), CleaningSettings(engine=Engine.FAST))
    assert isinstance(article, Article)
    assert article.authors == ()


OUTLETS = [
    ("<title>He said: « Rain » - L'Example Gazette</title>" + og(og_title="He said: « Rain »"), "L'Example Gazette"),
    ("<title>Example Gazette - Print this page</title>", "Example Gazette"),
    ("<title>The Example Gazette: Rain stops play at the Oval</title>", "The Example Gazette"),
    ("<title>Archive » Rain « Exámple Gazette</title>", "Exámple Gazette"),
    ("<title>Rain at the Oval | Example</title>", "example-gazette.org"),  # a part of what the address says
    ("<title>Example Gazette | Rain</title>" + og(og_site_name="All the rain that falls, all day"), "Example Gazette"),
    ("<title>Rain</title>" + og(og_site_name="All the rain that falls, all day"), "All the rain that falls, all day"),
    (
        "<title>Example Gazette | Rain</title>" + og(og_site_name="Oval Center for Rain & Snow"),
        "Oval Center for Rain & Snow",
    ),
]


@pytest.mark.parametrize(("head", "outlet"), OUTLETS)
def test_what_begins_or_ends_the_title_is_the_outlet_that_the_address_names(head: str, outlet: str) -> None:
    assert cleaned(head).outlet == outlet


CITED = [
    "<p>Source: www.example-pictures.org</p>",
    "<p>https://policies.google.com/privacy</p>",
    "<p>https://www.example-university.edu/papers/17</p>",
    "<p>https://www.nature.com/articles/17</p><p>https://www.dw.com/en/rain/a-17</p>",
]


@pytest.mark.parametrize("below", CITED)
def test_addresses_that_an_article_cites_are_not_its_source(below: str) -> None:
    article = cleaned(below=below)
    assert (article.outlet_domain, article.republisher, article.url) == ("example-gazette.org", None, URL)


def test_a_source_inside_the_text_is_of_a_part_of_it() -> None:
    above = f"<h1>Rain stops play at the Oval</h1><article>{STORY}<p>Sources: Reuters | Forbes</p></article>"
    assert cleaned(above=above).outlet_domain == "example-gazette.org"
    assert cleaned(below="<p>Source: Reuters</p>").outlet == "Reuters"


SOURCES = [
    ("<p>Source: https://www.example-wire.org/rain/17</p>", "example-wire.org"),
    ("<p>Originally published at https://www.example-wire.org/rain/17</p>", "example-wire.org"),
    ("<p>http://www.dw.com/en/rain/a-17</p>", "dw.com"),
]


def test_a_page_that_gives_its_own_address_says_with_its_title_how_it_is_called() -> None:
    article = cleaned("<title>Example Gazette - Print this page</title>", below=f"<p>Source: {URL}</p>")
    assert (article.outlet, article.republisher, article.url) == ("Example Gazette", None, URL)


@pytest.mark.parametrize(("below", "domain"), SOURCES)
def test_a_repost_is_of_the_outlet_that_it_comes_from(below: str, domain: str) -> None:
    article = cleaned(below=below)
    assert (article.outlet_domain, article.republisher) == (domain, "example-gazette.org")


@pytest.mark.parametrize(
    ("below", "url"),
    [
        ("<p>Source: https://www.example-gazette.org/7Qx</p>", URL),
        ("<p>Source: https://www.example-wire.org/7Qx</p>", "https://www.example-wire.org/7Qx"),
    ],
)
def test_a_short_address_of_the_page_itself_is_none_of_a_source(below: str, url: str) -> None:
    assert cleaned(below=below).url == url


COPIES = [
    f"https://web.archive.org/web/20090213040711/{URL}",
    f"http://web.archive.org/web/2009id_/{URL}",
    f"http://webcache.googleusercontent.com/search?q=cache:xY3abc:{URL}",
    f"https://www-example--gazette-org.cdn.ampproject.org/c/s/{URL.removeprefix('https://')}",
]


@pytest.mark.parametrize("address", COPIES)
def test_a_copy_in_an_archive_is_read_as_the_page_that_it_is_of(address: str) -> None:
    head = f'<title>Rain stops play at the Oval</title><link rel="canonical" href="{COPIES[0]}">'
    page = f"<html lang=en><head>{head}</head><body><h1>Rain stops play at the Oval</h1>{STORY}</body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=address), CleaningSettings())
    assert isinstance(article, Article)
    assert (article.url, article.outlet_domain, article.date) == (URL, "example-gazette.org", None)


def test_an_address_that_only_has_one_in_it_stays() -> None:
    address = "https://www.example-wire.org/web/2009/http://www.example-gazette.org/rain"
    page = f"<html lang=en><body><h1>Rain stops play at the Oval</h1>{STORY}</body></html>"
    article = clean_document(RawDocument("a.html", page.encode(), HTML, url=address), CleaningSettings())
    assert isinstance(article, Article)
    assert (article.url, article.outlet_domain) == (address, "example-wire.org")


@pytest.mark.parametrize(
    ("line", "modified"),
    [
        ("جمعه ۰۹ مهر ۱۴۰۰ - 01 October 2021", None),  # one day in two calendars
        ("01 October 2021 - 03 October 2021", "2021-10-03"),
        ("Published 01 October 2021, 06:58 Updated01 October 2021, 11:20", "2021-10-01T11:20"),
    ],
)
def test_a_second_date_of_a_line_is_a_changes_if_it_is_later(line: str, modified: str | None) -> None:
    assert cleaned(above=f"<h1>Rain stops play at the Oval</h1><p>{line}</p>").date_modified == modified


BELOW_TITLE = [
    ("<h2 class=b-subheadline>The covers stay on for a second day, and nobody is sorry</h2><p>By Jane Roe</p>", ()),
    ("<div class=tools>Print this page Send it to a friend Larger text</div>", ()),
    ("<img src=a.jpg><p class=cutline>The covers on the pitch at noon</p>", ("The covers on the pitch at noon",)),
    ("<p class=cta-caption>Subscribe to our letter and never miss the rain again</p>", ()),
]


@pytest.mark.parametrize(("lines", "captions"), BELOW_TITLE)
def test_what_stands_between_title_and_text_is_a_caption_where_the_markup_says_so(
    lines: str, captions: tuple[str, ...]
) -> None:
    assert cleaned(above=f"<h1>Rain stops play at the Oval</h1>{lines}").captions == captions


def test_the_title_may_stand_right_above_a_picture() -> None:
    article = cleaned(above=f"<h1>Rain stops play at the Oval</h1>{BELOW_TITLE[2][0]}")
    assert "Rain stops play at the Oval" not in [line.text for line in article.removed]


def test_what_the_markup_calls_a_subtitle_is_one() -> None:
    article = cleaned(above=f"<h1>Rain stops play at the Oval</h1>{BELOW_TITLE[0][0]}")
    assert article.subtitle == "The covers stay on for a second day, and nobody is sorry"


def test_a_newspaper_in_the_authors_place_is_the_outlet_where_nothing_else_is() -> None:
    page = f'<html lang=zh><head><meta name="author" content="江城晚报"></head><body><h1>Rain</h1>{STORY}</body></html>'
    article = clean_document(RawDocument("a.html", page.encode(), HTML), CleaningSettings())
    assert isinstance(article, Article)
    assert article.outlet == "江城晚报"
    assert article.evidence["authors"].reason.endswith("no person: 江城晚报")


ADDRESSES = [
    ("https://www.example-gazette.org/a?utm_source=x&id=3", "https://www.example-gazette.org/a?id=3"),
    ("/sport/rain?fbclid=1", "https://www.example-gazette.org/sport/rain"),  # relative
    ("https://www.example-gazette.org/", URL),  # the front page, as some sites call each of theirs
    ("javascript:void(0)", URL),
    ("http://[", URL),
]


@pytest.mark.parametrize(("canonical", "expected"), ADDRESSES)
def test_canonical_address(canonical: str, expected: str) -> None:
    assert cleaned(f'<link rel="canonical" href="{canonical}">').url == expected
