"""What a paywall says at a body's end leaves it; the same words in its middle, and a body of nothing else, stay."""

import pytest

from copydesk import decode, detect_languages, split
from copydesk.labelling.lines import read_lines
from copydesk.labelling.offers import offers
from copydesk.model import Label, RawDocument, Role

TOLD, ASKED = "The council met on Monday evening to decide about the bridge.", "Subscribe to continue reading."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ((TOLD, ASKED, ASKED), [1, 2]),
        ((TOLD, ASKED, TOLD), []),
        ((ASKED,), []),
        ((TOLD, "To continue reading is to dream, the poet said."), []),
    ],
    ids=["at the end", "in the middle", "alone", "a sentence"],
)
def test_what_ends_a_body_that_a_paywall_cuts_off(texts: tuple[str, ...], expected: list[int]) -> None:
    document = decode(RawDocument("a.txt", "\n\n".join(texts).encode()))
    page = split(document)
    lines = read_lines(page, detect_languages(page))
    labels = {n: Label(Role.BODY, 0.9, "a rule: of the test") for n in range(len(lines))}
    assert [n for n, label in offers(lines, labels) if label.role is Role.WIDGET] == expected
