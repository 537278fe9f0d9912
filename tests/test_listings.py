"""Pages without markup on which other pages' headlines stand in an article's place, and those that look like them."""

import pytest

from copydesk import Article, CleaningSettings, Rejection, clean
from copydesk.model import Outcome, Reason

HEADLINES = (
    "Fenland Mercury",
    "Home",
    "News",
    "Sport",
    "Contact us",
    "Latest News",
    "Councillors back new cycle route",
    "14 March 2021",
    "Fire crews called to barn blaze",
    "14 March 2021",
    "Teenager named young baker of the year",
    "13 March 2021",
    "Market traders angry over rent",
    "12 March 2021",
    "Next »",
)
TEASERS = (
    "The Argosy",
    "Home",
    "Archive",
    "Search results for harbour bridge",
    "Painter of the harbour bridge retires",
    "12 January 2019",
    "The harbour bridge has been painted the same grey since 1951, and Mr Doyle says he knows every rivet ...",
    "Engineers close harbour bridge for a night",
    "3 November 2018",
    "It will remain closed on Sunday while engineers look at the bearings of the harbour bridge and at …",
    "Fireworks return to the harbour bridge",
    "30 December 2017",
    "A crowd of twenty thousand is expected near the harbour bridge for the first display in three [...]",
    "Next »",
)
FLASH = (
    "Radio Tavish",
    "Home",
    "News",
    "Bridge reopens after lorry fire",
    "22 February 2021",
    "The bridge has reopened in both directions after a lorry caught fire this morning.",
    "Nobody was hurt, police said.",
    "Contact us",
)
POEM = (
    "Home",
    "Poems",
    "The heron by the mill",
    "By Ruth Castle",
    "4 May 2019",
    "Grey thing of patience",
    "he stands where the mill once stood",
    "and the river, which knows him",
    "goes round on the other side",
    "Contact us",
)
TRAILING = (
    "Home",
    "About",
    "My week without coffee",
    "4 May 2019",
    "On Monday I woke up at six and could not remember what the kettle was for...",
    "On Tuesday it came back to me, and with it a headache the size of a barn...",
    "By Thursday I had made peace with peppermint tea, which is a sort of warm grass.",
    "On Friday a friend put a cup in front of me and I drank it without a word.",
    "I will not try this again before the children have left the house.",
    "Older posts",
)


def cleaned(lines: tuple[str, ...], settings: CleaningSettings | None = None) -> Outcome:
    return clean("\n".join(lines), settings=settings or CleaningSettings())


@pytest.mark.parametrize("lines", [HEADLINES, TEASERS], ids=["headlines", "teasers"])
def test_a_listing_is_no_article(lines: tuple[str, ...]) -> None:
    outcome = cleaned(lines)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.NOT_AN_ARTICLE
    assert "date" in outcome.detail or "chance" in outcome.detail


@pytest.mark.parametrize("lines", [FLASH, POEM, TRAILING], ids=["news flash", "poem", "sentences that trail off"])
def test_an_article_however_short_is_none(lines: tuple[str, ...]) -> None:
    outcome = cleaned(lines)
    assert isinstance(outcome, Article)
    assert lines[6] in outcome.body


def test_nobody_is_rejected_who_asks_for_all() -> None:
    assert isinstance(cleaned(HEADLINES, CleaningSettings(min_article_chance=0)), Article)
