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
    assert cleaned("", f"jane.roe@ovalcourier.org\n\n{RIGHTS}").outlet == "Oval Courier"
    assert cleaned("", f"jane.roe@gmail.com\n\n{RIGHTS}").outlet is None
    assert cleaned("", RIGHTS, "https://www.ovalcourier.org/sport/rain").outlet == "Oval Courier"


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Rain stops play at the Oval | Oval Courier", ""),  # nothing bears it out
        ("Rain stops play at the Oval | Cricket", RIGHTS),  # a section
        ("", RIGHTS),  # who holds the rights need not be who publishes
        ("Umpires call the match off | Oval Courier", RIGHTS),  # another page's title
    ],
)
def test_what_nothing_bears_out_names_nobody(above: str, below: str) -> None:
    assert cleaned(above, below).outlet is None


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
