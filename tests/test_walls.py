"""Paywalls, consent walls and error pages are rejected for what they are; articles about and beside them are not."""

from importlib.resources import files

import pytest

from copydesk import Article, Rejection, clean, plain_toml
from copydesk.model import Reason
from copydesk.walls import OPENING, says

WALLS = plain_toml.loads((files("copydesk") / "data" / "walls.toml").read_text(encoding="utf-8"))
PARAGRAPHS = [
    "The town council met on Monday evening to decide about the old bridge by the mill, closed since last May.",
    "Engineers had told the members that repairs would take two years, and that nobody could know the costs yet.",
    "Several shopkeepers said that they would not survive another season without visitors from across the river.",
    "The mayor promised an answer before the end of the month, and asked for patience until everybody had read it.",
]
STORY = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(body: str, head: str = "<title>Council decides about the bridge</title>") -> str:
    return f"<!DOCTYPE html><html lang=en><head><meta charset=utf-8>{head}</head><body>{body}</body></html>"


PAYWALL = "<div><h2>Subscribe to continue reading</h2><p>Only 1 euro a week.</p><a href=/l>Log in</a></div>"
CONSENT = """<div><h1>Before you continue to Example</h1><p>We use cookies and data to maintain our services,
track outages and protect against spam.</p><p>If you accept, we and our partners will also use cookies and data to
show personalised content.</p><button>Accept all</button><button>Reject all</button><a href=/p>Privacy</a></div>"""
LOGIN = """<h1>Sign in to your account</h1><form><label>Email</label><input><label>Password</label><input type=password>
<button>Sign in</button></form><p>New to Example? Create an account to save stories and to comment on them.</p>"""
MOVED = "What you were looking for may have been moved elsewhere, or its address was typed incorrectly."
ERROR = "<h1>Page not found</h1><p>We are sorry, but what you were looking for has moved.</p><a href=/>Home</a>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (page(f"<h1>Council decides about the bridge</h1>{PAYWALL}"), "paywall"),
        (page(CONSENT, "<title>Before you continue</title>"), "consent_wall"),
        (page(ERROR, "<title>404 Not Found | Example</title>"), "error_page"),
        (page(ERROR.replace("Page not found", "Seite nicht gefunden")), "error_page"),
        (
            page("<h1>Just a moment...</h1><p>Checking that you are no robot.</p>", "<title>Just a moment...</title>"),
            "error_page",
        ),
        ("Page not found\n\nThe page you were looking for has moved. Try our search.\n\nHome\nContact\n", "error_page"),
        (
            "Ir al contenido\n\nInicio\n\nNoticias\n\nError 404\n\nLa página no existe o cambió ya.\n\nVolver\n",
            "error_page",
        ),
        ("You need to enable JavaScript to run this app.\n", "error_page"),
        (f"The Oval Rambler\n\nHome\n\nThis page does not exist\n\n{MOVED}\n\nSearch\n\nContact us\n", "error_page"),
        ("Accueil\n\nRubriques\n\nOups ! Page introuvable\n\nNous sommes désolés.\n\nRechercher\n", "error_page"),
        ("Start\n\nArchiv\n\nDie gesuchte Seite gibt es nicht mehr.\n\nZur Startseite\n", "error_page"),
        (page("<h1>This article is no longer available</h1><p>What you requested has expired.</p>"), "error_page"),
        (page(LOGIN, "<title>Sign in | Example</title>"), "login_wall"),
        (page(f"{ERROR}<h2>Most read</h2>{STORY}", "<title>Page not found | Example</title>"), "error_page"),
        (
            page("<h1>Ops! Página não encontrada</h1><p>O endereço mudou.</p>", "<title>Portal Norte</title>"),
            "error_page",
        ),
    ],
    ids=[
        "paywall",
        "consent",
        "404",
        "German",
        "robot check",
        "flat text",
        "below a menu",
        "an app",
        "below a masthead",
        "with an exclamation",
        "in a sentence",
        "expired",
        "login",
        "an error that offers other articles",
        "an error said at the beginning of a line",
    ],
)
def test_a_wall_in_the_place_of_the_article_is_the_reason(content: str, reason: str) -> None:
    outcome = clean(content)
    assert isinstance(outcome, Rejection)
    assert outcome.reason.value == reason
    assert len(outcome.detail) > 30


def test_an_article_whose_headline_is_that_of_an_error_page_is_one_where_it_is_dated() -> None:
    time = "<time datetime=2024-05-03>3 May 2024</time>"
    outcome = clean(page(f"<h1>Page not found</h1>{time}{STORY}", "<title>Page not found | The Rambler</title>"))
    assert isinstance(outcome, Article)


def test_what_a_paywall_says_below_the_text_is_none_of_the_body() -> None:
    said = "<p>Il vous reste 82 % de cet article à lire.</p><p>La suite est réservée aux abonnés.</p>"
    outcome = clean(page(f"<article><h1>Council decides about the bridge</h1>{STORY}{said}</article>"))
    assert isinstance(outcome, Article)
    assert outcome.body.endswith(PARAGRAPHS[-1])


def test_all_of_an_offer_that_stands_apart_leaves_the_body() -> None:
    offer = "<div class=lock><h3>La suite est réservée aux abonnés.</h3><p>Un mois pour un euro.</p></div>"
    outcome = clean(page(f"<article><h1>Council decides about the bridge</h1>{STORY}{offer}</article>"))
    assert isinstance(outcome, Article)
    assert outcome.body.endswith(PARAGRAPHS[-1])


def test_a_paragraph_that_begins_like_an_offer_stays_with_those_below_it() -> None:
    begun = "<p>To continue reading this article of faith aloud was her plan.</p><p>Nobody listened.</p>"
    outcome = clean(page(f"<article><h1>Council decides about the bridge</h1>{STORY}{begun}</article>"))
    assert isinstance(outcome, Article)
    assert outcome.body.endswith("Nobody listened.")


def test_an_article_that_a_paywall_cuts_off_says_so() -> None:
    outcome = clean(page(f"<article><h1>Council decides about the bridge</h1>{STORY}{PAYWALL}</article>"))
    assert isinstance(outcome, Article)
    assert PARAGRAPHS[0] in outcome.body
    assert [warning for warning in outcome.warnings if "paywall" in warning] == [
        "truncated by paywall: Subscribe to continue reading"
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<article><h1>Council decides about the bridge</h1>{STORY}</article>",
        (
            f"<article><h1>Why cookie walls annoy readers</h1>{STORY}"
            f"<p>“We value your privacy”, such pages say, and “Accept all” is all that they offer.</p></article>"
            f"<div class=cookie>{CONSENT}</div>"
        ),
        (
            f"<article><h1>Subscription prices rise</h1>{STORY}<p>Subscribers will pay 12 euros a month, the "
            "paper said. It told its readers to subscribe to continue reading.</p></article>"
        ),
        f"<article><h1>Page not found: a history of the dead link</h1>{STORY}</article>",
        f"<article><h1>Council decides about the bridge</h1>{STORY}</article>{LOGIN}",
        f"<article><h1>Council decides about the bridge</h1>{STORY * 6}</article>{PAYWALL}",
        (
            f"<article><h1>Council decides about the bridge</h1>{STORY}</article>"
            "<p>Subscribe now to keep reading and get access to the full archive.</p>"
        ),
    ],
    ids=[
        "plain",
        "about consent walls",
        "about prices",
        "about errors",
        "above a login",
        "a long article",
        "a blog's offer",
    ],
)
def test_an_article_about_walls_or_beside_one_is_whole(body: str) -> None:
    outcome = clean(page(f"<nav><a href=/>Home</a> <a href=/s>Subscribe</a></nav>{body}"))
    assert isinstance(outcome, Article)
    assert PARAGRAPHS[-1] in outcome.body
    assert [warning for warning in outcome.warnings if "paywall" in warning] == []


def test_a_short_article_below_a_note_about_javascript_is_one() -> None:
    outcome = clean(
        f"Please enable JavaScript\n\nHome\n\nNews\n\nCouncil decides about the bridge\n\n{PARAGRAPHS[0]}\n"
    )
    assert isinstance(outcome, Article)
    assert outcome.body == PARAGRAPHS[0]


@pytest.mark.parametrize(
    ("reason", "sentence"), [(name, text) for name, wall in WALLS.items() for text in wall["keep"]]
)
def test_a_sentence_that_only_looks_like_a_wall_is_none(reason: str, sentence: str) -> None:
    assert not says(Reason(reason), sentence)


@pytest.mark.parametrize("reason", WALLS)
def test_every_phrase_is_known_and_stands_once(reason: str) -> None:
    phrases = [phrase for part in ("begins", "lines") for phrase in WALLS[reason].get(part, ())]
    assert len(phrases) == len(set(phrases))
    assert [phrase for phrase in phrases if "{" not in phrase and not says(Reason(reason), phrase)] == []


def test_a_page_says_what_it_is_when_it_is_no_article() -> None:
    thing = "".join(f"<div><h3><a href=/{n}>Watering can {n}</a></h3><span>{n} euros</span></div>" for n in range(30))
    kind = '<script type="application/ld+json">{"@type": "Product", "name": "Watering can"}</script>'
    outcome = clean(page(f"<h1>Watering cans</h1>{thing}", f"<title>Cans</title>{kind}"))
    assert isinstance(outcome, Article)
    assert [warning.partition(";")[0] for warning in outcome.warnings] == ["the page says that it is a shop"]


def test_a_forum_is_said_to_be_one() -> None:
    posts = "".join(f"<li class='comment'><h4>rider{n}</h4><p>{text}</p></li>" for n, text in enumerate(PARAGRAPHS))
    content = page(f"<nav><a href=/f>Forums</a></nav><h1>The old bridge</h1><ol class=comments>{posts}</ol>")
    outcome = clean(content.replace("<html", "<html id=XF"))
    assert isinstance(outcome, Article)
    assert [warning.partition(";")[0] for warning in outcome.warnings] == ["the page says that it is a forum"]


@pytest.mark.parametrize("begin", [begin for wall in WALLS.values() for begin in wall.get("begins", ())])
def test_beginnings_begin_with_letters_by_which_they_are_found(begin: str) -> None:
    assert "{" not in begin[:OPENING]


def test_an_article_is_none_of_the_errors_that_a_widget_says() -> None:
    outcome = clean(
        f"Council decides about the bridge\n\n3 May 2024\n\n{PARAGRAPHS[0]}\n\nNo results found\n\nSearch\n"
    )
    assert isinstance(outcome, Article)


def test_text_that_reads_like_a_list_is_warned_of_as_pages_of_html_are() -> None:
    rows = "\n\n".join(f"Walking boots, size {n}\n\n£{n}.00\n\nAdd to basket" for n in range(36, 47))
    outcome = clean(f"Boots\n\nSort by price\n\n{rows}\n\nAll our boots are sent on the day on which you order them.\n")
    assert isinstance(outcome, Rejection) or any("chance of an article" in warning for warning in outcome.warnings)
    article = clean("\n\n".join(("Council decides about the bridge", "3 May 2024", *PARAGRAPHS, "Log in")))
    assert isinstance(article, Article)
    assert not article.warnings
