"""Evidence for and against lines that the model takes for a title."""

import numpy as np

from copydesk.decoding import decode
from copydesk.labelling.features import ROLES
from copydesk.labelling.headlines import weighed
from copydesk.labelling.lines import read_lines
from copydesk.labelling.reading import Reading
from copydesk.model import DecodedDocument, RawDocument
from copydesk.splitting.text import split_text

LEAD = "The bridge over the river was opened on Monday by the mayor, who praised all of the workers who built it."


def chances(*lines: str, titles: dict[int, float]) -> dict[int, float]:
    """The weighed chances of LINES, of which TITLES are the model's."""
    decoded = decode(RawDocument("a.txt", "\n\n".join((*lines, LEAD)).encode()))
    assert isinstance(decoded, DecodedDocument)
    page = split_text(decoded)
    read = read_lines(page, ["en"] * len(page.blocks))
    count = len(read)
    picks = tuple(titles.get(n, 0.0) for n in range(count))
    none = (0.0,) * count
    body = (*[0.0] * (count - 1), 0.99)
    reading = Reading(body, 1.0, np.ones((count, len(ROLES)), dtype=np.int64), (picks, none, none, none))
    return weighed(read, range(count - 1), reading)


def test_a_topic_gives_way_to_the_headline_below_it() -> None:
    found = chances("Local Traffic", "Mayor opens the new bridge over the river", titles={0: 0.7, 1: 0.25})
    assert max(found, key=found.__getitem__) == 1


def test_a_summary_gives_way_to_the_headline_above_it() -> None:
    summary = "The workers who built it were praised by the mayor."
    found = chances("Mayor opens the new bridge over the river", summary, titles={0: 0.3, 1: 0.65})
    assert max(found, key=found.__getitem__) == 0


def test_the_title_of_the_page_speaks_for_the_headline() -> None:
    found = chances(
        "A quiet day in the city | The Echo",
        "Weather stays cold for another night",
        "A quiet day in the city",
        titles={1: 0.6, 2: 0.3},
    )
    assert max(found, key=found.__getitem__) == 2


def test_a_path_does_not_speak_for_itself() -> None:
    path = "News / Bridges / Mayor opens bridge over river"
    found = chances(path, "Mayor opens bridge over river", titles={0: 0.1, 1: 0.8})
    assert max(found, key=found.__getitem__) == 1


def test_a_lone_line_keeps_its_chance() -> None:
    assert chances("Mayor opens the new bridge", titles={0: 0.4}) == {0: 0.4}
