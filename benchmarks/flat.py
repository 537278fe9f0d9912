"""Text whose markup is lost: copydesk beside its peers, on the same texts in the same run.

    python -m benchmarks.flat SHARED [--cache DIR] [--every N]

SHARED is the folder with `corpora/` and `bench/`; the texts are two a page, as `bench/flatten.py` renders them. The dev
corpora are what the line model learned from, so each page is cleaned with the model of its fold, which has not seen any
page of its site; `python -m training SHARED` leaves these models in the cache.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from training import bench
from training.figures import GROUPS, case_of
from training.learning import fold_of
from training.rendering import Example, Text, examples

from benchmarks.peers import PEERS
from copydesk.model import Article, RawDocument
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings

TEXTS = 2
YARDSTICK = "trafilatura on `<p>` lines"


class Job(NamedTuple):
    """A text of a page."""

    example: Example
    text: Text


class Tally(NamedTuple):
    """What a method reached: body F1 of each text by group, and its processor time."""

    scores: dict[str, list[float]]
    seconds: float


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.flat", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("shared", type=Path, help="folder with corpora/ and bench/")
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="the cache of training")
    parser.add_argument("--every", type=int, default=1, help="take every Nth page only")
    parser.add_argument("--jobs", type=int, default=2, help="processes that render pages; methods run in one")
    arguments = parser.parse_args()
    jobs = list(_jobs(examples(arguments.shared, arguments.cache / "pages", arguments.jobs)))[:: arguments.every]
    scorer = bench.load(arguments.shared, "score")
    own = _copydesk(arguments.cache / "folds")
    methods: dict[str, Callable[[Job], str]] = {"**copydesk**": own}
    methods |= {name: (lambda job, peer=peer: peer(job.text.text)) for name, peer in PEERS.items()}
    tallies = {name: measure(method, jobs, scorer) for name, method in methods.items()}
    print(as_table(tallies, sum(len(job.text.text.encode()) for job in jobs)))


def _jobs(pages: list[Example]) -> Iterator[Job]:
    for page in pages:
        if page.is_gold and page.gold["page_type"] in (None, "article"):
            yield from (Job(page, text) for text in page.texts[:TEXTS])


def _copydesk(folds: Path) -> Callable[[Job], str]:
    """The whole of `copydesk clean` but for reading and writing files."""

    def clean(job: Job) -> str:
        model = folds / str(fold_of(job.example.site))
        document = RawDocument(f"{job.text.id}.txt", job.text.text.encode("utf-8", "replace"))
        article = clean_document(document, CleaningSettings(model=model))
        return article.body if isinstance(article, Article) else ""

    return clean


def measure(method: Callable[[Job], str], jobs: list[Job], scorer: ModuleType) -> Tally:
    """The scores of a method, and its processor time; the first text is not timed, it loads what there is to load."""
    scores: defaultdict[str, list[float]] = defaultdict(list)
    method(jobs[0])
    seconds = 0.0
    for job in jobs:
        start = time.process_time()
        body = method(job)
        seconds += time.process_time() - start
        score = scorer.score_page(dict(job.example.gold), {"body": body})["body_f1"]
        for name, fits in GROUPS.items():
            if fits(case_of(job.example, job.text)):
                scores[name].append(score)
        scores["below 0.8"].append(float(score < 0.8))
    return Tally(dict(scores), seconds)


def as_table(tallies: dict[str, Tally], size: int) -> str:
    """A Markdown table: mean body F1 by group, and the speed as a multiple of trafilatura's."""
    found = next(iter(tallies.values())).scores
    groups = [name for name in (*GROUPS, "below 0.8") if name in found]
    rows = [["method", *groups, "MB/s", "speed"], ["---"] * (len(groups) + 3)]
    for name, tally in tallies.items():
        means = [f"{sum(tally.scores[group]) / len(tally.scores[group]):.3f}" for group in groups]
        speed = f"{size / tally.seconds / 1e6:.2f}" if tally.seconds > 0.01 else "–"
        ratio = f"{tallies[YARDSTICK].seconds / tally.seconds:.1f}×" if tally.seconds > 0.01 else "–"
        rows.append([name, *means, speed, ratio])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    main()
