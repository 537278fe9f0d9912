"""Tables in Markdown, as benchmarks print them and their README shows them."""

from collections.abc import Iterable, Sequence


def table_of(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table of ROWS of cells, as many in each as there are HEADS."""
    return "\n".join(f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *rows))
