"""What all benchmarks share: the command line, the jobs, what a method reached, and the table of it."""

import argparse
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, TypeAlias

from training.figures import GROUPS, POOR, case_of, record_of
from training.learning import fold_of
from training.options import add_cache, add_every, add_jobs, parser_of
from training.rendering import ARTICLE, SCORED, Example, Render, Text, document_of, examples

from benchmarks.markdown import table_of
from copydesk.labelling.network import Kind
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings

BELOW = f"below {POOR}"
"""Share of the texts whose body is poor."""


class Job(NamedTuple):
    """A text of a page."""

    example: Example
    text: Text


Record: TypeAlias = Mapping[str, Any]
"""What a method gives: the body, and the fields that it knows, as `bench/score.py` reads them."""

Method: TypeAlias = Callable[[Job], Record]


class Tally(NamedTuple):
    """What a method reached: scores by name, one for each text that they can be told of, and its processor time."""

    scores: dict[str, list[float]]
    seconds: float


def arguments_of(name: str, description: str | None) -> argparse.Namespace:
    """The command line of a benchmark."""
    parser = parser_of(name, description)
    add_cache(parser)
    add_every(parser, "text")
    add_jobs(parser, "render pages; methods run in one")
    return parser.parse_args()


def jobs_of(arguments: argparse.Namespace, kind: Kind, render: Render) -> list[Job]:
    """The texts of all articles of the corpora that have a gold body."""
    pages = examples(arguments.shared, arguments.cache / kind / "pages", arguments.jobs, render)
    articles = [page for page in pages if page.is_gold and page.gold["page_type"] in ARTICLE]
    return [Job(page, text) for page in articles for text in page.texts[:SCORED]][:: arguments.every]


def copydesk(arguments: argparse.Namespace, **settings: Any) -> Method:
    """The whole of `copydesk clean` but for reading and writing files, with the models of each page's fold."""
    folds: Path = arguments.cache / "folds"

    def clean(job: Job) -> Record:
        own = CleaningSettings(model=folds / str(fold_of(job.example.site)), **settings)
        return record_of(clean_document(document_of(job.example, job.text), own))

    return clean


def measure(method: Method, jobs: Sequence[Job], scorer: ModuleType) -> Tally:
    """The scores of a method, and its processor time; the first text is not timed, it loads what there is to load."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    method(jobs[0])
    seconds = 0.0
    for job in jobs:
        start = time.process_time()
        record = method(job)
        seconds += time.process_time() - start
        score = scorer.score_page(dict(job.example.gold), dict(record))
        case = case_of(job.example, job.text)
        for name, fits in GROUPS.items():
            if fits(case):
                scores[name].append(score["body_f1"])
        scores[BELOW].append(float(score["body_f1"] < POOR))
    return Tally(dict(scores), seconds)


def as_table(tallies: Mapping[str, Tally], yardstick: str, amount: float, unit: str) -> str:
    """A Markdown table: means of the scores, AMOUNT of UNIT a second, and the speed beside the YARDSTICK's."""
    told = dict.fromkeys(name for tally in tallies.values() for name in tally.scores)
    names = [name for name in dict.fromkeys([*GROUPS, *told]) if name in told and name != BELOW] + [BELOW]
    rows: list[list[str]] = []
    for method, tally in tallies.items():
        means = [mean_of(tally.scores.get(name, ())) for name in names]
        timed = tally.seconds > 0.01
        speed = f"{amount / tally.seconds:.2f}" if timed else "–"
        ratio = f"{tallies[yardstick].seconds / tally.seconds:.1f}×" if timed else "–"
        rows.append([method, *means, speed, ratio])
    return table_of(["method", *names, f"{unit}/s", "speed"], rows)


def mean_of(scores: Sequence[float]) -> str:
    """The mean of SCORES for a table; a dash where there is none."""
    return f"{statistics.fmean(scores):.3f}" if scores else "–"
