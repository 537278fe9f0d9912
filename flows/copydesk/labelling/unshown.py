"""An article that its page has in a script alone: all that the page shows is around it."""

from collections.abc import Iterator, Sequence

from copydesk.labelling.lines import Line
from copydesk.labelling.running_text import Labels
from copydesk.model import KEPT_IN_BODY, UNSHOWN, Label, Role

IN_SCRIPT = Label(Role.BODY, 0.95, "json-ld: articleBody, of which the page shows nothing")
AROUND = Label(Role.OTHER, 0.9, "other: the page shows nothing of its article")


def unshown(lines: Sequence[Line], labels: Labels, certain: Labels) -> Iterator[tuple[int, Label]]:
    """The body of a page that has it in a script alone; rules that are CERTAIN of a line there have the say."""
    inside = [n for n, line in enumerate(lines) if line.block.markup is not None and line.block.markup.path == UNSHOWN]
    for n in inside:
        yield n, certain.get(n, IN_SCRIPT)
    if inside:
        shown = labels.keys() - set(inside)
        yield from ((n, AROUND) for n in sorted(shown) if labels[n].role in KEPT_IN_BODY)
