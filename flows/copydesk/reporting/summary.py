"""A run's account as Markdown, for Prefect's artifacts."""

from collections.abc import Mapping

from copydesk.ingesting import RunSummary
from copydesk.progress import ARTICLE, KNOWN, Progress, Work
from copydesk.reporting.lags import lag_lines
from copydesk.wording import counted

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
            f"{_pace(summary.work, summary.seconds)}.",
            *lag_lines(summary.lags, "copydesk run"),
            *_sources(summary.work),
            *_section("Rejections by reason", summary.reasons),
            *_section("Languages", summary.languages),
            *_section("Outlets", summary.outlets),
        ]
    )


def progress_markdown(progress: Progress) -> str:
    """How far a run is, while it goes on."""
    work = progress.work
    return "\n\n".join(
        [
            f"# {work.inputs:,} of {counted(progress.inputs, 'input')} read",
            f"{_pace(work, progress.seconds)}.",
            *_sources(work),
            *_section("Rejections by reason", work.rejections),
        ]
    )


def _pace(work: Work, seconds: float) -> str:
    a_second = work.documents / seconds if seconds > 0 else 0.0
    return f"{counted(work.documents, 'document')} in {seconds:,.0f} seconds, {a_second:,.1f} a second"


def _sources(work: Work) -> list[str]:
    """A table of what became of the documents of each source."""
    if not work.fates:
        return []
    rows = []
    for source, fates in list(work.sources.items())[:_MOST_ROWS]:
        articles, known = fates.get(ARTICLE, 0), fates.get(KNOWN, 0)
        rejections = sum(fates.values()) - articles - known
        rows.append(f"| {_cell(source)} | {articles} | {rejections} | {known} |")
    more = len(work.sources) - _MOST_ROWS
    rows += [f"| … and {more} more | | | |"] if more > 0 else []
    return ["## Sources", "\n".join(["| | articles | rejections | known already |", "|---|---:|---:|---:|", *rows])]


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
