"""What a paywall says below the text that it has cut off: it ends the body and is none of it."""

from collections.abc import Iterator, Sequence

from copydesk.labelling.apart import stand_apart
from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels, in_body
from copydesk.model import Label, Reason, Role
from copydesk.walls import says

MOST_LINES, MOST_WORDS = 4, 40
"""Lines of an offer at a body's end, and words in them besides those by which it is known."""


def offers(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """Labels of the last lines of a body, as LABELS have it, that only ask for a subscription.

    The words of a paywall begin many a sentence ("Pour lire la suite"): only at the body's end do they tell what it is,
    and a body is more than they.
    """
    body = in_body(labels)
    begins = [place for place in range(max(1, len(body) - MOST_LINES), len(body)) if _asks(lines[body[place]])]
    begin = next((place for place in begins if _is_offer(lines, body[:place], body[place:])), len(body))
    if not all(_asks(lines[n]) for n in body[:begin]):
        yield from ((n, Label(Role.WIDGET, 0.9, f"paywall-line: {lines[n].text[:60]}")) for n in body[begin:])


def _asks(line: Line) -> bool:
    return says(Reason.PAYWALL, line.text)


def _is_offer(lines: Sequence[Line], text: Sequence[int], end: Sequence[int]) -> bool:
    """Whether the END of a body below its TEXT asks in every line, or asks first and stands apart in the markup."""
    others = [n for n in end if not _asks(lines[n])]
    return not others or (sum(lines[n].words for n in others) <= MOST_WORDS and stand_apart(lines, text, end))
