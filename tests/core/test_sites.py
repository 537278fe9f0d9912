"""Sites that the registry does not know call themselves by a name, which something else on the page bears out."""

import pytest

from copydesk import clean
from copydesk.model import Article

STORY = "\n\n".join(
    f"It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n} of the report."
    for n in range(6)
)
RIGHTS = "© 2024 Oval Courier. All rights reserved."


def cleaned(above: str, below: str = "", url: str | None = None) -> Article:
    article = clean(f"{above}\n\nRain stops play at the Oval\n\n{STORY}\n\n{below}\n", url=url)
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("above", "below", "url"),
    [
        ("Rain stops play at the Oval | Oval Courier", RIGHTS, None),
        ("Rain stops play at the Oval - Sport - Oval Courier", RIGHTS, None),
        ("Rain stops play at the Oval | Oval Courier", "", "https://www.ovalcourier.org/sport/rain"),
    ],
)
def test_what_ends_the_title_names_the_site(above: str, below: str, url: str | None) -> None:
    article = cleaned(above, below, url)
    assert article.outlet == "Oval Courier"
    assert article.confidence["outlet"] < 0.9


def test_who_claims_the_copyright_names_the_site_where_its_mail_comes_from_there() -> None:
    rights = RIGHTS.replace("Courier", "Rambler")
    assert cleaned("", f"jane.roe@ovalrambler.org\n\n{rights}").outlet == "Oval Rambler"
    assert cleaned("", f"jane.roe@gmail.com\n\n{rights}").outlet is None
    assert cleaned("", rights, "https://www.ovalrambler.org/sport/rain").outlet == "Oval Rambler"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Rain stops play at the Oval | Oval Rambler", ""),  # nothing bears it out
        ("Rain stops play at the Oval | Cricket", ""),  # a section
        ("", "© 2024 Oval Holdings. All rights reserved."),  # who holds the rights need not be who publishes
        ("Oval Rambler", ""),  # a menu's line may say anything
        ("Oval Rambler", "© 2024 Oval Rambler Holdings Worldwide"),  # somebody else's name begins so
        ("Umpires call the match off | Oval Rambler", RIGHTS.replace("Courier", "Holdings")),  # another page's title
    ],
)
def test_what_nothing_bears_out_names_nobody(above: str, below: str) -> None:
    assert cleaned(above, below).outlet is None


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        ("Oval Rambler\n\nLog in", "© Oval Rambler 2024", "Oval Rambler"),
        ("Sport\n\nOval Rambler\n\nLog in", "© 2024 The Oval Rambler, 12 Main St. | Terms of Use", "Oval Rambler"),
        ("Der Ovalbote\n\nLog in", "redaktion@ovalbote.de", "Der Ovalbote"),
        ("Ovälnachrichten\n\nLog in", "redaktion@ovael-nachrichten.de", "Ovälnachrichten"),
        ("Oval Rambler\n\nLog in", "The pitch on Sunday. (Photo by Jane Roe/Oval Rambler)", "Oval Rambler"),
        ("ሪፖርተር", "Copyright © 2021 ሪፖርተር", "ሪፖርተር"),
        ("ოვალის მოამბე", "Copyright © 2021 ოვალის მოამბე", "ოვალის მოამბე"),
    ],
)
def test_a_short_line_at_the_top_names_the_site_if_something_bears_it_out(above: str, below: str, outlet: str) -> None:
    assert cleaned(above, below).outlet == outlet


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        ("The Oval Courier\n\nLog in", "", "The Oval Courier"),
        ("", RIGHTS, "Oval Courier"),
        ("", "© 2024 Ovaler Tagblatt", "Ovaler Tagblatt"),
        ("", "© 2567 Oval Gazette สงวนลิขสิทธิ์", "Oval Gazette"),
        ("Ovaler Tagblatt\n\nOvaler Anzeiger\n\nLog in", "", None),  # whose page it is, they do not say
        ("Sport\n\nWeather\n\nTravel\n\nMoney\n\nOval Courier\n\nLog in", "", None),  # one of a menu's lines
    ],
)
def test_a_newspapers_name_says_so_itself(above: str, below: str, outlet: str | None) -> None:
    assert cleaned(above, below).outlet == outlet


@pytest.mark.parametrize("masthead", ["Il Corriere dell'Ovale", "L'Éclaireur d'Ovalie Gazette"])
def test_an_agencys_claim_of_rights_does_not_outweigh_a_newspapers_masthead(masthead: str) -> None:
    rights = "Riproduzione riservata © Copyright ANSA"
    assert cleaned(f"{masthead}\n\nLog in", rights).outlet == masthead
    assert cleaned("Oval Rambler\n\nLog in", rights).outlet == "ANSA"


@pytest.mark.parametrize(
    ("source", "outlet"),
    [
        ("Source: Oval Gazette", "Oval Gazette"),
        ("Quelle: Ovaler Tagblatt / Jane Roe", "Ovaler Tagblatt"),
        ("来源：卵城晚报 记者 王芳", "卵城晚报"),
        ("Source: the people of Oval Gazette Street", "Oval Courier"),
        ("Source: Oval Institute", "Oval Courier"),
    ],
)
def test_the_source_of_a_text_may_be_a_newspaper_that_nobody_knows(source: str, outlet: str) -> None:
    assert cleaned("", f"{source}\n\n{RIGHTS}").outlet == outlet


def test_the_name_goes_before_the_bare_domain() -> None:
    head = "<title>Rain stops play at the Oval | The Oval Courier</title>"
    page = f"<html><head>{head}</head><body><h1>Rain stops play at the Oval</h1>"
    page += "".join(f"<p>{line}</p>" for line in STORY.split("\n\n")) + "</body></html>"
    article = clean(page, url="https://www.ovalcourier.org/sport/rain")
    assert isinstance(article, Article)
    assert (article.outlet, article.outlet_domain) == ("The Oval Courier", "ovalcourier.org")
    bare = clean(page.replace(" | The Oval Courier", ""), url="https://www.ovalcourier.org/sport/rain")
    assert isinstance(bare, Article)
    assert bare.outlet == "ovalcourier.org"


@pytest.mark.parametrize(
    ("top", "byline", "outlet"),
    [
        ("Oval Rambler\n\nLog in", "By Jane Roe - Oval Rambler", "Oval Rambler"),
        ("Log in\n\nHome\n\nOval Rambler", "By Jane Roe - Oval Rambler", None),  # a menu's line may say anything
        ("Sport\n\nLog in", "By Jane Roe, Sport", None),  # one word is a section
        ("Oval Rambler\n\nLog in", "By Jane Roe - Oval", None),
    ],
)
def test_for_whom_the_author_works_bears_out_the_first_line(top: str, byline: str, outlet: str | None) -> None:
    article = clean(f"{top}\n\nRain stops play at the Oval\n\n{byline}\n\n4 March 2025\n\n{STORY}\n")
    assert isinstance(article, Article)
    assert (article.outlet, article.authors) == (outlet, ("Jane Roe",))


@pytest.mark.parametrize("heading", ["Media contact:", "Pressekontakt", "Contact presse :"])
def test_whom_a_press_release_offers_for_questions_is_no_author(heading: str) -> None:
    release = (
        f"Rain stops play at the Oval\n\nOvalia, March 4, 2025\n\n{STORY}\n\n{heading}\n\nJane Roe\n\njane@oval.org\n"
    )
    article = clean(release)
    assert isinstance(article, Article)
    assert article.authors == ()
