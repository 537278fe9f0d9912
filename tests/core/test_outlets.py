"""Which outlet a page without an address or metadata is from: the lines that speak of it vote."""

import pytest

from copydesk import clean
from copydesk.model import Article, Evidence

STORY = "\n\n".join(
    f"It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n} of the report."
    for n in range(6)
)
GERMAN = "\n\n".join(
    f"Am Tag {n} regnete es auf dem Platz, und alle Leute der Stadt blieben zu Hause, sagt der Bericht Nummer {n}."
    for n in range(6)
)
NOTHING = Evidence("", "", "")


def cleaned(above: str = "", below: str = "", story: str = STORY) -> Article:
    article = clean(f"{above}\n\nRain stops play at the Oval\n\n{story}\n\n{below}\n")
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("above", "below", "outlet"),
    [
        ("Rain stops play at the Oval | Deutsche Welle", "", "Deutsche Welle"),
        ("Rain stops play at the Oval - waz.de", "", "Westdeutsche Allgemeine Zeitung"),
        ("", "© 2016 Reuters. All rights reserved.", "Reuters"),
        ("", "© 2024 Metro Media Ltd. All rights reserved.", "Metro"),  # an ordinary word, and nothing beside it
        ("", "Got a story? Get in touch with us at webnews@metro.co.uk.", "Metro"),
        ("Follow Deutsche Welle on all channels", "Deutsche Welle: the newsletter", "Deutsche Welle"),
        ("Deutsche Welle\n\nPartners: The New York Times", "More from Deutsche Welle", "Deutsche Welle"),
    ],
)
def test_lines_that_speak_of_an_outlet(above: str, below: str, outlet: str) -> None:
    assert cleaned(above, below).outlet == outlet


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Science\n\nHealth\n\nTravel", "© 2024 Oval Cricket, Inc. All rights reserved."),  # "Inc." is a magazine
        ("", "Photo © 2024 Reuters"),
        ("The Hill Country Messenger", ""),  # another's name, which begins so
        ("HOME » METRO", ""),  # a section
        ("", "Subscribe to The New York Times\n\nSubscribe to The Guardian"),  # as much speaks for either
    ],
)
def test_lines_that_do_not(above: str, below: str) -> None:
    assert cleaned(above, below).outlet is None


@pytest.mark.parametrize(
    ("below", "outlet"),
    [
        ("Quelle: taz", "Die Tageszeitung"),
        ("Kaynak: Sözcü", "Sözcü"),
        ("Fonte: ANSA", "ANSA"),
        ("This article was originally published by The Conversation.", "The Conversation"),
        ("The post Rain stops play at the Oval appeared first on Eurasia Review.", "Eurasia Review"),
        ("Source: The Metro Rail Authority", None),  # a name that begins like an outlet's
        ("This article was originally published by the Oval Society.", None),
    ],
)
def test_sources_may_have_short_and_ordinary_names(below: str, outlet: str | None) -> None:
    article = cleaned(below=below)
    assert article.outlet == outlet
    assert below not in article.body


def test_a_source_stands_in_a_line_of_the_date_as_well() -> None:
    paragraph = "星期{}下雨，比赛因此中断，全城的居民都待在家里等待雨停，记者第{}次报道说。"
    story = "\n\n".join(paragraph.format(n, n) for n in "一二三四五六")
    above = "登录\n\n大雨中断比赛\n\n2025-03-03 10:15 来源：新华网 字号：大 中 小"
    assert cleaned(above, story=story).outlet == "Xinhua"


def test_whose_page_it_is_goes_before_a_source_with_an_ordinary_name() -> None:
    article = clean(f"Rain stops play at the Oval\n\n{STORY}\n\nSource: Metro\n", url="https://www.dw.com/en/rain/a-17")
    assert isinstance(article, Article)
    assert article.outlet == "Deutsche Welle"


@pytest.mark.parametrize(
    ("claimed", "outlet"),
    [
        ("https://www.facebook.com/ovalrambler", "oval-rambler.org"),
        ("The Oval Rambler | Walks, rain and weather", "The Oval Rambler"),
        ("The Oval Rambler | Walks", "The Oval Rambler"),  # the address has it
        ("The Oval Walker | Rambler", "The Oval Walker | Rambler"),  # which of the two is the name?
        ("oval-rambler.org", "Oval Rambler"),
        ("Oval.com", "Oval.com"),
    ],
)
def test_metadata_give_names_and_other_things(claimed: str, outlet: str) -> None:
    rights = "© 2024 Oval Rambler" if claimed == "oval-rambler.org" else ""
    page = f"""<html><head><meta property="og:site_name" content="{claimed}"></head><body><h1>Rain stops play</h1>
        {"".join(f"<p>{line}</p>" for line in STORY.split(chr(10) * 2))}<footer>{rights}</footer></body></html>"""
    article = clean(page, url="https://www.oval-rambler.org/rain")
    assert isinstance(article, Article)
    assert article.outlet == outlet


def test_an_outlet_of_another_language_is_named_for_another_reason() -> None:
    below = "More from The New York Times\n\nFollow The New York Times"
    assert cleaned(below=below, story=GERMAN).outlet is None
    assert cleaned(below=below).outlet == "The New York Times"


def test_a_post_that_the_text_shows_is_not_its_source() -> None:
    article = cleaned(below="Source: https://x.com/POTUS/status/1810478997442101422")
    assert (article.outlet, article.url) == (None, None)


@pytest.mark.parametrize(
    ("story", "sentence", "outlet"),
    [
        (
            STORY,
            "The mayor told Der Spiegel on Monday that nobody in the town had seen anything like it.",
            "Der Spiegel",
        ),
        (GERMAN, "Das sagte die Bürgermeisterin am Montag gegenüber Der Spiegel und bat um Geduld.", "Der Spiegel"),
        # what tells of telling in another language is a plain word in this one
        (
            STORY,
            "The poster said in Indonesian that gifts kepada Der Spiegel would be left at the gate on Monday.",
            None,
        ),
        (GERMAN, "Auf dem Schild stand, dass man informed Der Spiegel nicht auf Deutsch schreiben sollte.", None),
    ],
)
def test_outlets_are_told_things_in_the_language_of_the_sentence(story: str, sentence: str, outlet: str | None) -> None:
    article = cleaned(story=f"{story}\n\n{sentence}")
    assert (article.outlet if "told" in article.evidence.get("outlet", NOTHING).reason else None) == outlet


@pytest.mark.parametrize(
    ("below", "agencies"),
    [
        ("Quelle: dpa", ("dpa",)),
        ("(©NTB)", ("NTB",)),
        ("Source: https://www.example.org/app/rain", ()),  # a path's name is nobody's
    ],
)
def test_a_source_and_a_claim_of_rights_name_agencies(below: str, agencies: tuple[str, ...]) -> None:
    assert cleaned(below=f"{below}\n\nLog in").agencies == agencies


def test_the_sites_name_is_no_author() -> None:
    above = "Oval Courier\n\nLog in"
    story = f"By Jane Roe | jroe@ovalcourier.org | Oval Courier\n\n{STORY}"
    assert cleaned(above, story=story).authors == ("Jane Roe",)
    assert cleaned(above).authors == ()
