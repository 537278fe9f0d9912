"""Why each line of a page is where it is."""

from copydesk.model import LabelledPage, RawDocument, Rejection
from copydesk.pipeline import label_document
from copydesk.reporting.table import fit
from copydesk.settings import CleaningSettings

TEXT_WIDTH = 60
"""Columns for a line's text; longer ones are cut."""


def explain_document(document: RawDocument, settings: CleaningSettings) -> str:
    """A row for each block of the page: its lines, role, confidence, text, and the rule that said so.

    >>> from copydesk.model import RawDocument
    >>> page = b"XS SM MD LG" + 2 * bytes([10]) + b"It rained all day on Sunday."
    >>> print(explain_document(RawDocument("a.txt", page), CleaningSettings()))
    a.txt
    line  role       sure  text                                                          because
       1  font-size  0.99  XS SM MD LG                                                   font-size-widget: XS SM MD LG
       3  body       0.87  It rained all day on Sunday.                                  body: running text
    """
    page = label_document(document, settings)
    if isinstance(page, Rejection):
        return f"{document.uri}\nrejected ({page.reason}): {page.detail}"
    return "\n".join([document.uri, *_rows(page)])


def _rows(page: LabelledPage) -> list[str]:
    widest = max([4, *(len(label.role) for label in page.labels)])
    rows = [f"line  {'role'.ljust(widest)}  sure  {'text'.ljust(TEXT_WIDTH)}  because"]
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        line = f"{block.lines.start:4}  {label.role.ljust(widest)}  {label.confidence:.2f}"
        rows.append(f"{line}  {fit(block.text, TEXT_WIDTH)}  {label.reason}")
    return rows
