"""What a paywall says below the text that it has cut off: it ends the body and is none of it."""

from collections.abc import Iterator, Sequence

from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, Label, Reason, Role
from copydesk.walls import says


def offers(lines: Sequence[Line], labels: Labels) -> Iterator[tuple[int, Label]]:
    """Labels of the last lines of a body, as LABELS have it, that only ask for a subscription.

    The words of a paywall begin many a sentence ("Pour lire la suite"): only at the body's end do they tell what it is,
    and a body is more than they.
    """
    body = [n for n, label in sorted(labels.items()) if label.role in KEPT_IN_BODY]
    text = len(body)
    while text and says(Reason.PAYWALL, lines[body[text - 1]].text):
        text -= 1
    if text:
        yield from ((n, Label(Role.WIDGET, 0.9, f"paywall-line: {lines[n].text[:60]}")) for n in body[text:])
