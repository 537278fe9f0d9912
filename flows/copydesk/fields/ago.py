"""The date of a page that only says how long ago it was written: known where it is known when the page was fetched."""

from copydesk.dates.relative import before, read_ago
from copydesk.fields.dated_lines import loose_lines
from copydesk.model import Found, LabelledPage, Role


def counted_back(page: LabelledPage, least: float) -> Found[str] | None:
    """The day that a date line, or a short line near the title, counts back from when the page was fetched.

    Without markup, lines whose chance of being the article's date is below LEAST do not count.
    """
    fetched = page.page.document.raw.fetched_at
    if not fetched:
        return None
    for block in (*page.likeliest(Role.DATE, Role.BYLINE, least=least), *loose_lines(page)):
        ago = read_ago(block.text, page.languages)
        day = before(ago, fetched) if ago is not None else None
        if ago is not None and day is not None:
            reason = f"counted back from when the page was fetched: {ago.number} {ago.unit}"
            return Found(day.iso, block.text, block.number, 0.8, reason)
    return None
