"""Text whose markup is lost: copydesk beside its peers, on the same texts in the same run.

    python -m benchmarks.flat SHARED [--cache DIR] [--every N]

SHARED is the folder with `corpora/` and `bench/`; the texts are two a page, as `bench/flatten.py` renders them. The dev
corpora are what the line model learned from, so each page is cleaned with the model of its fold, which has not seen any
page of its site; `python -m training SHARED` leaves these models in the cache.
"""

import argparse
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import NamedTuple

from training import bench
from training.figures import GROUPS, POOR, case_of
from training.options import add_cache, add_every, add_jobs, parser_of
from training.rendering import ARTICLE, SCORED, examples, render_without_markup

from benchmarks.markdown import table_of
from benchmarks.measuring import Job, Method, copydesk, mean_of
from benchmarks.peers import PEERS, YARDSTICK
from copydesk.labelling.network import Kind

BELOW = f"below {POOR}"
"""Share of the texts whose body is poor."""


class Tally(NamedTuple):
    """What a method reached: scores by name, one for each text that they can be told of, and its processor time."""

    scores: dict[str, list[float]]
    seconds: float


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.flat", __doc__)
    add_cache(parser)
    add_every(parser, "text")
    add_jobs(parser, "render pages; methods run in one")
    arguments = parser.parse_args()
    jobs = jobs_of(arguments)
    scorer = bench.load(arguments.shared, "score")
    ours = copydesk(arguments.cache / "folds")
    methods = {"**copydesk**": ours, **{name: _of_text(peer) for name, peer in PEERS.items()}}
    tallies = {name: measure(method, jobs, scorer) for name, method in methods.items()}
    print(as_table(tallies, sum(len(job.text.text.encode()) for job in jobs) / 1e6))


def _of_text(peer: Callable[[str], str]) -> Method:
    return lambda job: {"body": peer(job.text.text)}


def jobs_of(arguments: argparse.Namespace) -> list[Job]:
    """The texts of all articles of the corpora that have a gold body."""
    pages = examples(arguments.shared, arguments.cache / Kind.TEXT / "pages", arguments.jobs, render_without_markup)
    articles = [page for page in pages if page.is_gold and page.gold["page_type"] in ARTICLE]
    return [Job(page, text) for page in articles for text in page.texts[:SCORED]][:: arguments.every]


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


def as_table(tallies: Mapping[str, Tally], megabytes: float) -> str:
    """A Markdown table: means of the scores, MEGABYTES cleaned a second, and the speed beside the yardstick's."""
    told = dict.fromkeys(name for tally in tallies.values() for name in tally.scores)
    names = [name for name in dict.fromkeys([*GROUPS, *told]) if name in told and name != BELOW] + [BELOW]
    rows: list[list[str]] = []
    for method, tally in tallies.items():
        means = [mean_of(tally.scores.get(name, ())) for name in names]
        timed = tally.seconds > 0.01
        speed = f"{megabytes / tally.seconds:.2f}" if timed else "–"
        ratio = f"{tallies[YARDSTICK].seconds / tally.seconds:.1f}×" if timed else "–"
        rows.append([method, *means, speed, ratio])
    return table_of(["method", *names, "MB/s", "speed"], rows)


if __name__ == "__main__":
    main()
