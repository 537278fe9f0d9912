"""The report that stands in the repository: every figure, and how it was come by."""

from collections.abc import Sequence

from copydesk.labelling.network import Kind
from training.figures import Bin, Rejections, Row
from training.tensors import Tensors

HEADS = {
    Kind.TEXT: """# What the line model does with lost-markup text of sites that it has not seen

Written by `python -m training ../shared`. The dev corpora are parted into five folds by site; each text is cleaned with
a model that has learned from the other four. Two texts a page, as `flatten.py` renders them.

""",
    Kind.HTML: """# What the HTML model does with pages of sites that it has not seen

Written by `python -m training ../shared`. The dev corpora are parted into five folds by site; each page is cleaned with
a model that has learned from the other four.

""",
}


def report_of(
    kind: Kind, rows: Sequence[Row], rejections: Sequence[Rejections], bins: Sequence[Bin], described: Sequence[Tensors]
) -> str:
    """The report as Markdown."""
    lines = ["| measure | figure | texts |", "|---|---|---|"]
    lines += [f"| {row.name} | {row.value:.3f} | {row.texts} |" for row in rows]
    lines += [
        "",
        "## Pages without an article",
        "",
        "Listings, collections, shops and services of WCXB against its articles.",
        "",
    ]
    lines += [
        "| rejected below a chance of | of pages without an article | of articles | precision |",
        "|---|---|---|---|",
    ]
    lines += [f"| {r.least:.2f} | {r.recall:.3f} | {r.lost:.4f} | {r.precision:.3f} |" for r in rejections]
    lines += [
        "",
        "## Confidence of the body",
        "",
        "| from a confidence of | claimed, mean | word F1, mean | texts |",
        "|---|---|---|---|",
    ]
    lines += [f"| {b.least:.2f} | {b.claimed:.3f} | {b.reached:.3f} | {b.texts} |" for b in bins]
    gold = sum(one.is_gold for one in described)
    lines += ["", f"Learned from {len(described):,} texts ({gold:,} with gold labels, the others with silver ones)."]
    return HEADS[kind] + "\n".join(lines) + "\n"
