"""The dateline: the place that a report is from, at the beginning of its first paragraph."""

from copydesk.model import Found, LabelledPage, Role
from copydesk.naming.datelines import dateline_of


def extract_dateline(page: LabelledPage) -> Found[str] | None:
    """The place in capitals that the article begins with, or that stands on a line of its own above it."""
    for block in page.having(Role.DATELINE):
        return Found(
            block.text,
            block.text,
            block.number,
            page.labels[block.number].confidence,
            "dateline: a line above the article",
        )
    first = next(iter(page.having(Role.BODY)), None)
    place = dateline_of(first.text) if first is not None else None
    if first is None or place is None:
        return None
    return Found(place, first.text[:80], first.number, 0.95, "dateline: the article begins with it")
