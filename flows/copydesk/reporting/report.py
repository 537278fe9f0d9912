"""The report on a store: counts, charts and the least sure records on one page, and a review page for each of these."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from copydesk.languages import UNDETERMINED
from copydesk.model import Article, RawDocument
from copydesk.pipeline import examine
from copydesk.reading import InputRef, read_document
from copydesk.reporting.charts import NONE, UNKNOWN, charts_of
from copydesk.reporting.review import review_page
from copydesk.reporting.tallies import Tallies, count_records, doubt
from copydesk.reporting.webpage import render_page
from copydesk.settings import CleaningSettings
from copydesk.storing import read_articles, read_rejections
from copydesk.storing.entries import DAY

INDEX, PAGES = "index.html", "pages"
_MOST_LOTS = 1000
"""Rows of rejections on the page; the smallest lots beyond are told of as a number."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A record of low confidence, as a row of the report."""

    title: str
    outlet: str
    language: str
    date: str
    uri: str
    least: float
    least_field: str
    warnings: str
    page: str | None
    """Its review page, relative to the report; None where the document is no longer where it was."""


@dataclass(frozen=True, slots=True)
class Rejections:
    """Rejections that have reason, outlet, language and day in common, as a row of the report."""

    reason: str
    outlet: str
    language: str
    day: str
    count: int
    example: str
    """Where one of the documents lies."""


def write_report(store: Path, output: Path, settings: CleaningSettings) -> int:
    """Write the report on STORE into the folder OUTPUT; the number of records that it counts.

    Review pages are written for the least sure records whose documents still are where they were read from, unchanged.
    Raises StoreError for a damaged store, OSError where nothing can be written.
    """
    tallies = count_records(read_articles(store), read_rejections(store))
    (output / PAGES).mkdir(parents=True, exist_ok=True)
    rows = list(_rows(tallies.doubtful, output, settings))
    lots = list(_lots(tallies))
    values = {
        "store": str(store),
        "tallies": tallies,
        "charts": charts_of(tallies),
        "rows": rows,
        "outlets": sorted({row.outlet for row in rows}),
        "languages": sorted({row.language for row in rows}),
        "reasons": tallies.reasons.most_common(),
        "lots": lots,
        "lot_outlets": sorted({lot.outlet for lot in lots}),
        "lot_languages": sorted({lot.language for lot in lots}),
        "unlisted": tallies.rejections - sum(lot.count for lot in lots),
        "named_outlets": len(set(tallies.outlets) - {""}),
        "named_languages": len(set(tallies.languages) - {UNDETERMINED}),
    }
    (output / INDEX).write_text(render_page("report", values), encoding="utf-8")
    return tallies.articles + tallies.rejections


def _lots(tallies: Tallies) -> Iterator[Rejections]:
    """The largest lots of rejections, the largest first."""
    largest = sorted(tallies.lots, key=lambda lot: (-tallies.lots[lot], lot))[:_MOST_LOTS]
    for lot in largest:
        outlet, language, day = (known or UNKNOWN for known in (lot.outlet, lot.language, lot.day))
        yield Rejections(lot.reason, outlet, language, day, tallies.lots[lot], tallies.examples[lot])


def _rows(articles: list[Article], output: Path, settings: CleaningSettings) -> Iterator[Doubtful]:
    for article in articles:
        least = doubt(article)
        yield Doubtful(
            title=article.title or "(no title)",
            outlet=article.outlet or NONE,
            language=article.language,
            date=(article.date or "")[:DAY],
            uri=article.source.uri,
            least=least,
            least_field=next((name for name, sure in article.confidence.items() if sure == least), ""),
            warnings="; ".join(article.warnings),
            page=_review(article, output, settings),
        )


def _review(article: Article, output: Path, settings: CleaningSettings) -> str | None:
    """Write the review page of the document that ARTICLE came from, and say where; None where it is not there."""
    source = article.source
    if source.member is not None or not Path(source.uri).is_file():
        return None  # nothing is fetched, and no archive is searched
    document = read_document(InputRef(source.uri, source.uri), settings.max_bytes)
    if not isinstance(document, RawDocument) or document.sha256 != source.sha256:
        return None
    name = f"{PAGES}/{article.id}.html"
    (output / name).write_text(review_page(examine(document, settings)), encoding="utf-8")
    return name
