"""What a store holds, counted in one pass over its records: what the report shows."""

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from copydesk.model import Article, Rejection
from copydesk.storing.entries import DAY, fetch_day

BINS = 20
"""Steps of a confidence, each a twentieth."""

MOST_DOUBTFUL = 200
"""Records of the lowest confidence that the report lists."""

MONTH = len("2017-11")


class Lot(NamedTuple):
    """Rejections that have all of this in common."""

    reason: str
    outlet: str
    language: str
    day: str
    """On which their documents were fetched."""


@dataclass(slots=True)
class Tallies:
    """Counts of a store's records; "" stands for none."""

    articles: int = 0
    rejections: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    lots: Counter[Lot] = field(default_factory=Counter)
    """Rejections by reason, outlet, language and day."""
    examples: dict[Lot, str] = field(default_factory=dict)
    """Of each lot the address that comes first in the alphabet."""
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
    """The counts of all records; memory grows with the numbers of outlets and of days, not with that of records."""
    found = Tallies()
    found.doubtful = heapq.nsmallest(MOST_DOUBTFUL, _counted(articles, found), key=lambda one: (doubt(one), one.id))
    for rejection in rejections:
        _count_rejection(rejection, found)
    return found


def doubt(article: Article) -> float:
    """The confidence of the record's least sure field, the body included, 0 to 1."""
    return min(article.confidence.values(), default=0.0)


def _counted(articles: Iterable[Article], found: Tallies) -> Iterator[Article]:
    """ARTICLES, each counted as it passes."""
    for article in articles:
        _count_article(article, found)
        yield article


def _count_rejection(rejection: Rejection, found: Tallies) -> None:
    lot = Lot(rejection.reason.value, rejection.outlet or "", rejection.language or "", fetch_day(rejection) or "")
    found.rejections += 1
    found.reasons[lot.reason] += 1
    found.lots[lot] += 1
    found.examples[lot] = min(found.examples.get(lot, rejection.uri), rejection.uri)


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
