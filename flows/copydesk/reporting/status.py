"""What `copydesk status` prints."""

import dataclasses
import json
from collections.abc import Iterator, Mapping

from copydesk.reporting.table import fit
from copydesk.storing.holdings import Holdings
from copydesk.wording import counted

_MOST_ROWS = 12
_NAME_WIDTH = 32
_COUNT_WIDTH = 14


def status_lines(holdings: Holdings, folder: str) -> Iterator[str]:
    """The numbers of a store in a folder, for a terminal."""
    size = holdings.size
    documents = counted(size.articles + size.rejections, "document")
    yield f"{folder}: {documents}; {counted(size.articles, 'article')}, {counted(size.rejections, 'rejection')}"
    yield f"{counted(holdings.parts, 'part')}, each as {' and as '.join(holdings.formats)}"
    clusters = counted(holdings.clusters, "cluster")
    yield f"{counted(holdings.duplicates, 'duplicate')} in {clusters}" if holdings.clusters else "no duplicates"
    for title, tally in (
        ("Rejections by reason", holdings.reasons),
        ("Rejections by outlet", holdings.rejected_outlets),
        ("Rejections by language", holdings.rejected_languages),
        ("Rejections by day of fetch", holdings.rejected_days),
        ("Languages", holdings.languages),
        ("Outlets", holdings.outlets),
        ("Years", _latest(holdings.years)),
    ):
        yield from _section(title, tally)
    if holdings.runs:
        yield from ["", "Last runs that changed something"]
    for run in holdings.runs:
        new = f"{counted(run.new.articles, 'new article')}, {counted(run.new.rejections, 'new rejection')}"
        gone = f", in place of {counted(run.gone, 'older record')}" if run.gone else ""
        yield f"{run.ended}  copydesk {run.version}: {new}{gone}"


def status_json(holdings: Holdings) -> str:
    """The same as one line of JSON, and all of it."""
    return json.dumps(dataclasses.asdict(holdings), ensure_ascii=False)


def _latest(years: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(years.items(), reverse=True))


def _section(title: str, tally: Mapping[str, int]) -> Iterator[str]:
    """A heading and the largest rows; nothing if there is nothing to count."""
    if not tally:
        return
    yield from ["", title]
    rows = list(tally.items())
    for name, count in rows[:_MOST_ROWS]:
        yield _row(name or "(unknown)", count)
    if len(rows) > _MOST_ROWS:
        rest = rows[_MOST_ROWS:]
        yield _row(f"… and {len(rest):,} more", sum(count for _, count in rest))


def _row(name: str, count: int) -> str:
    return f"{fit(name, _NAME_WIDTH)}{count:>{_COUNT_WIDTH},}"
