"""Which of the dates that lines show is the article's: `python -m training.choices SHARED` learns it and writes it.

Gold pages without their markup, labelled with the models of their folds as `python -m training` left them in its cache;
each once as it is, and once without the lines that show its date: then none of the dates is right. What is printed was
measured on sites not learned from.
"""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date, timedelta
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from copydesk.dates import find_dates
from copydesk.fields.article import setting_of
from copydesk.fields.choosing import NONE, Bearing, Choice
from copydesk.fields.date import MIN_CHANCE, candidates, likeliest
from copydesk.labelling.network import ABOUT, Kind
from copydesk.model import PLAIN_TEXT, LabelledPage, RawDocument, Role
from copydesk.outlets import registry
from copydesk.pipeline import label_document
from copydesk.settings import CleaningSettings
from training.figures import shows_date
from training.learning import FOLDS, fold_of
from training.options import add_cache, add_jobs, parser_of
from training.places import DATA
from training.rendering import ARTICLE, SCORED, Example, Text, document_of, examples, render_without_markup
from training.tensors import has_day

FILE = DATA / "choices.toml"
HEAD = "# Points for what bears on a candidate. Written by `python -m training.choices`: see training/README.md.\n"
PENALTY = 2.0
"""What the square of a point costs."""
STEPS, RATE = 400, 0.05

LEAST = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
"""Chances from which on a date might be given: what each would bring is printed."""

Floats = npt.NDArray[np.float64]


class Case(NamedTuple):
    """The candidates of a text: the days they say, what bears on each, and the day that is right."""

    site: str
    days: tuple[str, ...]
    bearings: tuple[Bearing, ...]
    right: str | None
    """None where no line shows the article's date."""
    is_undated: bool
    """Whether the lines that show it were taken away."""


def undated(text: Text, gold_day: str) -> str:
    """A text without the lines that show the date of its article, or are labelled so, or stand above it with a date."""
    lines = text.text.split("\n")
    first = next((n for n, role in enumerate(text.roles) if role == Role.BODY), len(lines))
    return "\n".join(
        line
        for n, (line, role) in enumerate(zip(lines, text.roles, strict=True))
        if role == Role.BODY
        or not (role == Role.DATE or has_day(line, gold_day) or (n < first and any(find_dates(line))))
    )


def is_of_article(day: str, gold_day: str) -> bool:
    """Whether a day that a line still shows is the article's: gold may have it in Greenwich's time, or another year.

    Such a line is one that nobody knew for a date line, and the page is not without a date.

    >>> is_of_article("2023-12-22", "2023-12-23"), is_of_article("2024-02-06", "2023-02-06")
    (True, True)
    >>> is_of_article("2023-12-20", "2023-12-23")
    False
    """
    if len(day) < len(gold_day):  # a month alone
        return gold_day.startswith(day)
    apart = abs(date.fromisoformat(day) - date.fromisoformat(gold_day))
    return apart <= timedelta(days=1) or day[4:] == gold_day[4:]


def cases(shared: Path, cache: Path, jobs: int) -> Iterator[Case]:
    """The candidates of all articles whose date is known, on sites for whose folds there is a model."""
    folds = {n for n in range(FOLDS) if (cache / "folds" / str(n) / Kind.TEXT / ABOUT).exists()}
    pages = examples(shared, cache / Kind.TEXT / "pages", jobs, render_without_markup)
    known = [page for page in pages if page.gold["date"] and page.gold["page_type"] in ARTICLE]
    held_out = [page for page in known if fold_of(page.site) in folds]
    with ProcessPoolExecutor(jobs) as pool:
        for found in pool.map(_cases, held_out, repeat(cache / "folds"), chunksize=16):
            yield from found


def _cases(example: Example, folds: Path) -> list[Case]:
    settings = CleaningSettings(model=folds / str(fold_of(example.site)), min_article_chance=0)
    gold_day = example.gold["date"][:10]
    found = []
    for text in example.texts[:SCORED]:
        stripped = RawDocument(f"{text.id}.txt", undated(text, gold_day).encode("utf-8", "replace"), PLAIN_TEXT)
        for document, is_undated in ((document_of(example, text), False), (stripped, True)):
            page = label_document(document, settings)
            if isinstance(page, LabelledPage):
                shown = candidates(page, setting_of(page, registry(None)))
                days = tuple(one.value[:10] for one, _ in shown)
                if not (is_undated and any(is_of_article(day, gold_day) for day in days)):
                    is_there = not is_undated and (gold_day in days or shows_date(text, gold_day))
                    right = gold_day if is_there else None
                    found.append(Case(example.site, days, tuple(bears for _, bears in shown), right, is_undated))
    return found


def fitted(learned: Sequence[Case]) -> Choice:
    """The points under which what is right is likeliest; large ones cost."""
    some = [case for case in learned if case.days]
    names = sorted(some[0].bearings[0])
    rows = np.array([[bearing[name] for name in names] for case in some for bearing in case.bearings])
    rows = np.hstack([rows, np.ones((len(rows), 1))])  # the last column's points are those of none, with another sign
    right = np.array([float(day == case.right) for case in some for day in case.days])
    starts = np.cumsum([0, *(len(case.days) for case in some)])[:-1]
    points = np.zeros(len(names) + 1)
    mean, square = np.zeros_like(points), np.zeros_like(points)
    for step in range(1, STEPS + 1):  # Adam, with all pages in each step
        slope = rows.T @ _surplus(rows @ points, right, starts) + PENALTY * np.append(points[:-1], 0)
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        points -= RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
    worth = {name: round(float(value), 1) for name, value in zip(names, points[:-1], strict=True)}
    return Choice({NONE: round(-float(points[-1]), 1)} | worth)


def _surplus(points: Floats, right: Floats, starts: npt.NDArray[np.int64]) -> Floats:
    """By how much the chance of each candidate is too high: several of a page may be right, or none."""
    page = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(points))))
    most = np.maximum(np.maximum.reduceat(points, starts), 0)
    weights = np.exp(points - most[page])
    total = np.add.reduceat(weights, starts) + np.exp(-most)
    of_right = np.add.reduceat(weights * right, starts)[page]
    due = np.divide(weights * right, of_right, out=np.zeros_like(weights), where=of_right > 0)
    surplus: Floats = weights / total[page] - due
    return surplus


def report(learned: Sequence[Case]) -> Iterator[str]:
    """How often the right day is given where lines show it, and how often any where none does, on unseen sites."""
    found: list[tuple[Case, str, float]] = []
    for fold in range(FOLDS):
        others = fitted([case for case in learned if fold_of(case.site) != fold])
        held_out = (case for case in learned if fold_of(case.site) == fold)
        found += ((case, *likeliest(case.days, others.chances(case.bearings))) for case in held_out)
    dated = [(chance, day == case.right) for case, day, chance in found if case.right]
    without = [chance for case, _, chance in found if case.is_undated]
    yield f"from a chance of   exact, of {len(dated)} that show their date   given, of {len(without)} that show none"
    for least in sorted({*LEAST, MIN_CHANCE}):
        exact = sum(is_right for chance, is_right in dated if chance >= least) / len(dated)
        given = sum(chance >= least for chance in without) / len(without)
        yield f"{least:<18} {exact:<37.3f} {given:.3f}{'  (as shipped)' * (least == MIN_CHANCE)}"


def choices_text(name: str, choice: Choice) -> str:
    """The file with the points of a choice."""
    return f"{HEAD}\n[{name}]\n" + "".join(f"{key} = {value}\n" for key, value in choice.worth.items())


def main(arguments: Iterable[str] | None = None) -> None:
    """The command line."""
    parser = parser_of("training.choices", __doc__)
    add_cache(parser)
    add_jobs(parser, "label pages")
    parsed = parser.parse_args(list(arguments) if arguments is not None else None)
    learned = list(cases(parsed.shared, parsed.cache, parsed.jobs))
    if not learned:
        parser.error(f"there are no models of folds in {parsed.cache}; `make train` makes them")
    print("\n".join(report(learned)))
    FILE.write_text(choices_text("text-date", fitted(learned)), encoding="utf-8")


if __name__ == "__main__":
    main()
