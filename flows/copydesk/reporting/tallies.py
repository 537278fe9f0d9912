"""What a store holds, counted in one pass over its records: what the report shows."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from copydesk.model import Article, Rejection

BINS = 20
"""Steps of a confidence, each a twentieth."""

MOST_DOUBTFUL = 200
"""Records of the lowest confidence that the report lists."""

DAY = len("2017-11-23")
MONTH = len("2017-11")


@dataclass(slots=True)
class Tallies:
    """Counts of a store's records; "" stands for none."""

    articles: int = 0
    rejections: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    days: Counter[str] = field(default_factory=Counter)
    """Articles by day, of those whose date is as precise as that."""
    months: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Articles by month and language, of those that have a date."""
    confidence: Counter[tuple[str, int]] = field(default_factory=Counter)
    """Articles by field and step of its confidence."""
    roles: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Removed blocks by outlet and role."""
    doubtful: list[Article] = field(default_factory=list)
    """The records of the lowest confidence, the least sure first."""


def count_records(articles: Iterable[Article], rejections: Iterable[Rejection]) -> Tallies:
    """The counts of all records; memory grows with the number of outlets and days, not with that of records."""
    found = Tallies()
    found.doubtful = heapq.nsmallest(MOST_DOUBTFUL, _counted(articles, found), key=lambda one: (doubt(one), one.id))
    for rejection in rejections:
        found.rejections += 1
        found.reasons[rejection.reason.value] += 1
    return found


def doubt(article: Article) -> float:
    """The confidence of the record's least sure field, the body included, 0 to 1."""
    return min(article.confidence.values(), default=0.0)


def _counted(articles: Iterable[Article], found: Tallies) -> Iterator[Article]:
    """ARTICLES, each counted as it passes."""
    for article in articles:
        _count_article(article, found)
        yield article


def _count_article(article: Article, found: Tallies) -> None:
    outlet, date = article.outlet or "", article.date or ""
    found.articles += 1
    found.outlets[outlet] += 1
    found.languages[article.language] += 1
    if len(date) >= DAY:
        found.days[date[:DAY]] += 1
    if len(date) >= MONTH:
        found.months[date[:MONTH], article.language] += 1
    for name, confidence in article.confidence.items():
        found.confidence[name, min(BINS - 1, int(confidence * BINS))] += 1
    for removed in article.removed:
        found.roles[outlet, removed.role.value] += 1
