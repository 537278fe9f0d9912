"""Figures of pages that a model has not learned from: the bench's scores, by groups of texts, and what is rejected."""

import functools
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, NamedTuple

from copydesk.languages import UNDETERMINED, language_of_most
from copydesk.model import KEPT_IN_BODY, Article, LabelledPage, Outcome, RawDocument, Rejection
from copydesk.pipeline import label_document, outcome_of
from copydesk.settings import CleaningSettings
from copydesk.splitting.text import LIST_MARK
from training.rendering import ARTICLE, Example, Text, document_of
from training.tensors import NO_ARTICLE, has_day
from training.unsettled import MAX_DOUBT

NON_LATIN = frozenset("am ar bg bn el fa he hi hy ja ka km ko my ps ru si ta te th uk ur zh".split())
POOR = 0.8


@dataclass(frozen=True, slots=True)
class Result:
    """A text of a page, and what became of it."""

    example: Example
    text: Text
    outcome: Outcome
    kept: frozenset[int]
    """Numbers of the lines that are in the body."""
    article: float
    """The chance of an article that the model gave the page."""


def clean(example: Example, text: Text, settings: CleaningSettings) -> Result:
    """What becomes of a text."""
    page = label_document(document_of(example, text), settings)
    if isinstance(page, Rejection):
        return Result(example, text, page, frozenset(), 0.0)
    blocks = page.having(*KEPT_IN_BODY)
    kept = frozenset(block.number + 1 if text.is_html else number for block in blocks for number in block.lines)
    return Result(example, text, outcome_of(page, settings), kept, page.article)


class Scored(NamedTuple):
    """What became of an article's text, and what the bench's scorer says of it."""

    result: Result
    score: Mapping[str, float]


class Row(NamedTuple):
    """A figure, and the number of texts it is the mean of."""

    name: str
    value: float
    texts: int


class Rejections(NamedTuple):
    """What becomes of pages when those with a smaller chance of an article than LEAST are rejected."""

    least: float
    recall: float
    lost: float
    precision: float


def record_of(outcome: Outcome) -> dict[str, Any]:
    """What the scorer reads of an article; a rejection is an empty record."""
    if not isinstance(outcome, Article):
        return {}
    names = ("title", "date", "outlet", "outlet_domain", "language", "body")
    return {name: getattr(outcome, name) for name in names} | {"authors": list(outcome.authors)}


def scores(results: Iterable[Result], scorer: ModuleType) -> list[Scored]:
    """The scores of those of RESULTS that are of articles."""
    return [
        Scored(one, scorer.score_page(dict(one.example.gold), record_of(one.outcome)))
        for one in results
        if one.example.gold["page_type"] in ARTICLE
    ]


def table(scored: Sequence[Scored], scorer: ModuleType) -> list[Row]:
    """The figures of articles."""
    where = "" if scored[0].result.text.is_html else ", where in the text"
    rows = [
        Row(
            f"body F1, {name}",
            *_mean(score["body_f1"] for one, score in scored if fits(case_of(one.example, one.text))),
        )
        for name, fits in GROUPS.items()
    ]
    rows.append(Row("texts below 0.8", *_mean(score["body_f1"] < POOR for _, score in scored)))
    rows.append(Row("line F1 (body or not)", _line_f1([one for one, _ in scored]), len(scored)))
    rows.append(
        Row(
            f"title exact{where}",
            *_mean(s["title"] for one, s in scored if "title" in s and shows_title(one.text, one.example.gold, scorer)),
        )
    )
    dated = [
        (one, score) for one, score in scored if "date" in score and shows_date(one.text, one.example.gold["date"])
    ]
    rows.append(Row(f"day exact{where}", *_mean(score["date"] for _, score in dated)))
    given = [(one, score) for one, score in scored if score.get("date_given")]
    rows.append(Row("dates given that are wrong, all pages", *_mean(1 - score["date"] for _, score in given)))
    if where:
        shown = [s for one, s in given if shows_date(one.text, one.example.gold["date"])]
        rows.append(Row(f"dates given that are wrong{where}", *_mean(1 - score["date"] for score in shown)))
    signed = (
        s["authors"] for one, s in scored if one.example.gold["authors"] and shows_authors(one.text, one.example.gold)
    )
    rows.append(Row(f"authors (set F1){where}", *_mean(signed)))
    rows.append(Row("articles rejected", *_mean(not isinstance(one.outcome, Article) for one, _ in scored)))
    return [row for row in rows if row.texts]


class Bin(NamedTuple):
    """Bodies given with a confidence from LEAST on, up to the next bin's: what was claimed, and what was reached."""

    least: float
    claimed: float
    reached: float
    texts: int


BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95)


def by_confidence(scored: Sequence[Scored]) -> list[Bin]:
    """The word F1 that bodies have, by the confidence that they were given with."""
    articles = [
        (one.outcome.confidence["body"], score["body_f1"]) for one, score in scored if isinstance(one.outcome, Article)
    ]
    found = []
    for least, most in zip(BINS, (*BINS[1:], 2.0), strict=True):
        inside = [(claimed, reached) for claimed, reached in articles if least <= claimed < most]
        if inside:
            claimed, reached = (statistics.fmean(values) for values in zip(*inside, strict=True))
            found.append(Bin(least, claimed, reached, len(inside)))
    return found


LEAST = (0.02, 0.05, 0.1, 0.2, 0.3, 0.5)


def counts_of_rejection(results: Sequence[Result]) -> list[Rejections]:
    """What a threshold for `not_an_article` would reject, rightly and wrongly."""
    found = []
    for least in LEAST:
        articles = [one.article < least for one in results if one.example.gold["page_type"] in ARTICLE]
        others = [one.article < least for one in results if one.example.gold["page_type"] in NO_ARTICLE]
        rejected = sum(articles) + sum(others)
        precision = sum(others) / rejected if rejected else 1.0
        found.append(Rejections(least, sum(others) / len(others), sum(articles) / len(articles), precision))
    return found


def _mean(values: Iterable[float]) -> tuple[float, int]:
    found = [float(value) for value in values]
    return (statistics.fmean(found) if found else float("nan")), len(found)


class Case(NamedTuple):
    """What tells the groups of texts apart."""

    set: str
    renderer: str
    language: str
    is_settled: bool
    """Whether there is no doubt of what gold has in the body; see `training.unsettled`."""


GROUPS: dict[str, Callable[[Case], bool]] = {
    "all": lambda case: bool(case.set),
    "all, where gold is settled": lambda case: case.is_settled,
    "English": lambda case: case.language == "en",
    "English, where gold is settled": lambda case: case.language == "en" and case.is_settled,
    "German": lambda case: case.language == "de",
    "other Latin scripts": lambda case: case.language not in NON_LATIN | {"en", "de"},
    "non-Latin scripts": lambda case: case.language in NON_LATIN,
    "hard-wrapped": lambda case: "+w" in case.renderer,
    "fundus": lambda case: case.set == "fundus",
    "wcxb": lambda case: case.set == "wcxb",
    "news424": lambda case: case.set == "news424",
    "readability": lambda case: case.set == "readability",
}


def case_of(page: Example, text: Text) -> Case:
    """What tells which groups a text belongs to; the language is gold's, else the one that gold's body is in."""
    said = page.gold["lang"] or _detected(page.gold["body"])
    return Case(page.set, text.renderer, str(said)[:2], text.doubt <= MAX_DOUBT)


@functools.lru_cache(maxsize=8192)
def _detected(text: str) -> str:
    page = label_document(RawDocument("a.txt", text.encode("utf-8", "replace")), CleaningSettings())
    if not isinstance(page, LabelledPage):
        return UNDETERMINED
    return language_of_most(
        (language, block.text) for block, language in zip(page.page.blocks, page.languages, strict=True)
    )


def _line_f1(results: Sequence[Result]) -> float:
    """F1 of lines in the body, over all lines of all texts."""
    counts: Counter[tuple[bool, bool]] = Counter()
    for one in results:
        for number, role in enumerate(one.text.roles, 1):
            if role:
                counts[role in KEPT_IN_BODY, number in one.kept] += 1
    right, wrong = counts[True, True], counts[True, False] + counts[False, True]
    return 2 * right / max(1, 2 * right + wrong)


def shows_title(text: Text, gold: Mapping[str, Any], scorer: ModuleType) -> bool:
    """Whether some line of the text is the title, or the title and something behind it, as "Title | Site".

    A page with its markup is taken to show all that gold knows; so below.
    """
    if text.is_html:
        return True
    title = scorer.plain(gold["title"])
    lines = (scorer.plain(LIST_MARK.sub("", line)) for line in text.text.split("\n"))
    return any(line == title or line.startswith(f"{title} ") for line in lines)


def shows_date(text: Text, iso: str | None) -> bool:
    """Whether a line that gold calls the date, or the byline, has the day and the year of ISO in it."""
    if text.is_html or iso is None:
        return iso is not None
    rows = zip(text.text.split("\n"), text.roles, strict=True)
    return any(role in ("date", "byline") and has_day(line, iso) for line, role in rows)


def shows_authors(text: Text, gold: Mapping[str, Any]) -> bool:
    """Whether some line that gold calls a byline names an author."""
    if text.is_html:
        return True
    names = [name.casefold() for name in gold["authors"]]
    rows = zip(text.text.split("\n"), text.roles, strict=True)
    return any(role == "byline" and any(name in line.casefold() for name in names) for line, role in rows)
