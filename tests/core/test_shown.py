"""What bears on a date that a line shows, on pages whose markup is lost."""

import pytest

from copydesk import CleaningSettings, RawDocument, registry
from copydesk.fields.article import setting_of
from copydesk.fields.date import candidates
from copydesk.model import LabelledPage
from copydesk.pipeline import label_document

STORY = "\n\n".join(
    f"It rained on the ground on day {n}, and all the people of the town stayed at home, says number {n} of the report."
    for n in range(6)
)
ASKED = ("wordy", "handle", "month", "before-web")


@pytest.mark.parametrize(
    ("line", "speaking"),
    [
        ("By Jane Roe | May 2, 2024", set()),
        ("By Jane Roe | May 2024", {"month"}),
        ("By Jane Roe | May 2, 1975", {"before-web"}),
        ("By Jane Roe (@janeroe) | May 2, 2024", {"handle"}),
        ("By Jane Roe, who was then in Rome and later in Milan with all of us | May 2, 2024", {"wordy"}),
    ],
)
def test_what_speaks_against_a_date(line: str, speaking: set[str]) -> None:
    text = f"Rain stops play at the Oval\n\n{line}\n\n{STORY}\n"
    page = label_document(RawDocument("a.txt", text.encode()), CleaningSettings())
    assert isinstance(page, LabelledPage)
    [(_, bearing)] = candidates(page, setting_of(page, registry()))
    assert {name for name in ASKED if bearing[name]} == speaking
