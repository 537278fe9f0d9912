"""Whether lines stand apart in the markup: in other elements than the article's, by the names of tags and classes."""

from collections.abc import Iterable, Sequence

from copydesk.labelling.lines import Line


def stand_apart(lines: Sequence[Line], some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether none of SOME lines stands in the same elements as one of the OTHERS; lines without markup never do."""
    makes = [{_make(lines[n]) for n in numbers} for numbers in (some, others)]
    return None not in makes[0] | makes[1] and makes[0].isdisjoint(makes[1])


def _make(line: Line) -> tuple[tuple[str, ...], frozenset[str]] | None:
    markup = line.block.markup
    return (markup.path, markup.hints) if markup is not None else None
