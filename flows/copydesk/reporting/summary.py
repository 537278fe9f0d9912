"""A run's account as Markdown, for Prefect's artifacts."""

from collections.abc import Mapping

from copydesk.ingesting import RunSummary
from copydesk.reporting.wording import counted

_MOST_ROWS = 30


def summary_markdown(summary: RunSummary) -> str:
    """The numbers of a run: totals, and new records by reason, language and outlet."""
    new, total = summary.new, summary.total
    holdings = f"{counted(total.articles, 'article')} and {counted(total.rejections, 'rejection')}"
    known = summary.documents - new.articles - new.rejections
    return "\n\n".join(
        [
            f"# {counted(new.articles, 'new article')}, {counted(new.rejections, 'new rejection')}",
            f"{counted(summary.documents, 'document')} in the sources, {known:,} known already.",
            f"The store in `{summary.folder}` now has {holdings}.",
            *_section("Rejections by reason", summary.reasons),
            *_section("Languages", summary.languages),
            *_section("Outlets", summary.outlets),
        ]
    )


def _section(title: str, counts: Mapping[str, int]) -> list[str]:
    """A heading and a table; nothing if there is nothing to count."""
    if not counts:
        return []
    rows = [f"| {_cell(name)} | {count} |" for name, count in list(counts.items())[:_MOST_ROWS]]
    if len(counts) > _MOST_ROWS:
        rows.append(f"| … and {len(counts) - _MOST_ROWS} more | {sum(list(counts.values())[_MOST_ROWS:])} |")
    return [f"## {title}", "\n".join(["| | new |", "|---|---:|", *rows])]


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split()) or "(unknown)"
