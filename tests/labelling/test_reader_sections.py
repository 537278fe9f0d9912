"""Comments below an article are known by a word of their heading and by their place; the article's own parts stay."""

import pytest

from copydesk import Article, clean

PARAGRAPHS = (
    "Fourteen houses stand empty in the village above the lake, and the council has now put them up for sale.",
    "Each of them costs one euro, and whoever buys one has to live in it for ten years and to mend its roof.",
    "The first keys were handed over on Saturday, to a baker from the coast and to two teachers.",
)
LAST = "The baker has since found two apprentices, and opens at six in the morning, she told us on the phone."
SAID = "My grandmother was born in the one with the green door, so I hope that it finds somebody soon."


def body_of(content: str) -> str:
    outcome = clean(f"<!DOCTYPE html><html lang=en><head><title>Houses for a euro</title></head>{content}")
    assert isinstance(outcome, Article)
    return outcome.body


def page(heading: str, below: str) -> str:
    text = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    return f"<body><h1>Houses for a euro</h1><div class=text>{text}</div><div class=q7>{heading}{below}</div>"


@pytest.mark.parametrize(
    "heading",
    [
        "<h3>What our readers wrote</h3>",
        "<h2>Komentarai (1)</h2>",
        "<div>Ruangan komen</div>",
        "<h4>Læsernes mening</h4>",
    ],
)
def test_what_stands_below_a_heading_of_readers_is_no_article(heading: str) -> None:
    assert body_of(page(heading, f"<div class=z1><p>{SAID}</p></div>")) == "\n\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "content",
    [
        page("<h3>Ten years later</h3>", f"<p>{SAID}</p><p>{LAST}</p>"),
        page("<p>Readers of this page have asked us who pays for it all.</p>", f"<p>{SAID}</p><p>{LAST}</p>"),
        page("", "").replace(f"<p>{PARAGRAPHS[2]}", f"<h3>Letters from readers</h3><p>{SAID}</p><p>{PARAGRAPHS[2]}"),
    ],
    ids=["another heading", "a sentence", "among the article's paragraphs"],
)
def test_what_only_looks_like_it_stays(content: str) -> None:
    assert SAID in body_of(content)
