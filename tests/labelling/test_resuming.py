"""An article may go on below a box of related links; what stands there of another article does not."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

import copydesk
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.network import Kind, load_model
from copydesk.labelling.reading import read_page
from copydesk.labelling.resuming import MIN_PARAGRAPHS, resumed
from copydesk.labelling.running_text import running_text_of
from copydesk.model import Label, RawDocument, Role

ABOVE = (
    "The harbour master of Oldhaven closed the northern pier on Monday after divers found cracks in its wooden piles.",
    "Fishermen who land their catch at the pier will use the southern basin of the harbour until the work is done.",
)
BOX = ("Related Content", "A museum for the lighthouse", "Ferry fares to rise in May")
GOES_ON = (
    "Divers will look at every pile of the pier again before the harbour opens it to the fishermen and their catch.",
    "The cracks in the northern pier are no danger to the southern basin, said the master of the harbour on Monday.",
)
ELSEWHERE = (
    "Visitors of the new museum can climb two hundred steps, and read letters that keepers wrote to their families.",
    "Tickets cost more from May, the company announced, because diesel has become dearer since the winter began.",
)


def found(below: Sequence[str], chance: float) -> list[str]:
    """Those of the texts BELOW the box, each body with a CHANCE, in which the article goes on."""
    texts = (*ABOVE, *BOX, *below)
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", "\n\n".join(texts).encode())))
    lines: Sequence[Line] = read_lines(page, copydesk.detect_languages(page))
    boxes = {n: Label(Role.RELATED, 0.7, "a rule: of the test") for n in range(len(ABOVE), len(ABOVE) + len(BOX))}
    text = running_text_of(lines, range(len(ABOVE)), range(len(ABOVE)))
    reading = replace(read_page(lines, load_model(Kind.TEXT)), body=(chance,) * len(lines))
    return [lines[n].text for n in sorted(resumed(lines, boxes, boxes, text, reading))]


def test_the_article_goes_on() -> None:
    assert found(GOES_ON, 0.3) == list(GOES_ON)


@pytest.mark.parametrize(
    ("below", "chance"),
    [
        (ELSEWHERE, 0.3),  # it shares no words with the article
        (GOES_ON, 0.2),  # hardly a body's
        (GOES_ON[: MIN_PARAGRAPHS - 1], 0.3),  # one alone
        (("More of this.", *GOES_ON), 0.3),  # something else comes first
    ],
)
def test_something_else_follows(below: Sequence[str], chance: float) -> None:
    assert found(below, chance) == []
