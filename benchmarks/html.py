"""HTML: copydesk beside its peers, on the same pages in the same run: bodies, fields and pages a second.

    python -m benchmarks.html SHARED [--cache DIR] [--every N]

SHARED is the folder with `corpora/` and `bench/`. All methods are given the decoded page and its address, page
by page. As in `benchmarks.flat`, copydesk cleans each page with the model of its fold, which has not seen any page of
its site; without such models in the cache, `--shipped` takes the one that comes with copydesk, which has seen them all.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from training import bench
from training.figures import NON_LATIN, POOR
from training.options import add_cache, add_every, parser_of
from training.rendering import ARTICLE, SETS, WITH_MARKUP, Example, Text, found_page, site_of

from benchmarks.html_peers import PEERS, YARDSTICK
from benchmarks.markdown import table_of
from benchmarks.measuring import Job, Method, copydesk, mean_of
from copydesk.decoding import decode
from copydesk.model import DecodedDocument, Engine

NEWS = ("fundus", "news424")

Gold = Mapping[str, Any]
Scores = list[tuple[Gold, Mapping[str, Any]]]
"""Pages of one method: what is right, and the scores of what it said."""


class Column(NamedTuple):
    """A figure of the table: a metric of the scorer's, over the pages that fit."""

    name: str
    metric: str
    fits: Callable[[Gold], bool]


def from_sets(*sets: str) -> Callable[[Gold], bool]:
    """Whether a page is of one of these SETS."""
    return lambda gold: gold["set"] in sets


def _is_article(gold: Gold) -> bool:
    return gold["page_type"] in ARTICLE


COLUMNS = (
    Column("articles", "body_f1", _is_article),
    Column("fundus", "body_f1", from_sets("fundus")),
    Column("non-Latin", "body_f1", lambda gold: str(gold["lang"])[:2] in NON_LATIN),
    Column("news424", "body_f1", from_sets("news424")),
    Column("WCXB articles", "body_f1", lambda gold: gold["set"] == "wcxb" and _is_article(gold)),
    Column("below .8", "poor", _is_article),
    Column("WCXB all types", "body_f1", from_sets("wcxb")),
    Column("snippets", "snip_f1", from_sets("snippets")),
    *(Column(f"title {name}", "title", from_sets(*sets)) for name, *sets in (("news", *NEWS), ("WCXB", "wcxb"))),
    Column("title snippets", "title", from_sets("snippets")),
    *(Column(f"day {name}", "date", from_sets(*sets)) for name, *sets in (("news", *NEWS), ("dates", "dates"))),
    Column("day WCXB", "date", from_sets("wcxb")),
    Column("days wrong", "wrong", lambda _: True),
    *(Column(f"authors {name}", "authors", from_sets(*sets)) for name, *sets in (("news", *NEWS), ("WCXB", "wcxb"))),
    Column("authors snippets", "authors", from_sets("snippets")),
    Column("outlet", "outlet_name", lambda _: True),
)


def main() -> None:
    """The command line."""
    arguments = arguments_of("benchmarks.html", __doc__)
    jobs = list(pages(arguments.shared, SETS))[:: arguments.every]
    print(f"{len(jobs)} pages")
    print(measure(engines(arguments) | PEERS, jobs, bench.load(arguments.shared, "score"), COLUMNS))


def arguments_of(name: str, description: str | None) -> argparse.Namespace:
    """The command line of a benchmark on HTML."""
    parser = parser_of(name, description)
    add_cache(parser)
    add_every(parser, "page")
    parser.add_argument("--shipped", action="store_true", help="take the model that comes with copydesk")
    return parser.parse_args()


def engines(arguments: argparse.Namespace) -> dict[str, Method]:
    """What copydesk gives with each engine, by name; with the models of folds, or with the shipped one if so asked."""
    folds = None if arguments.shipped else arguments.cache / "folds"
    return {f"**copydesk**, {engine}": copydesk(folds, engine) for engine in Engine}


def measure(methods: Mapping[str, Method], jobs: Sequence[Job], scorer: ModuleType, columns: Sequence[Column]) -> str:
    """A Markdown table of what METHODS reach, and of their speed; each loads what it needs before it is timed."""
    for method in methods.values():
        method(jobs[0])
    found: defaultdict[str, Scores] = defaultdict(list)
    seconds = dict.fromkeys(methods, 0.0)
    for job in jobs:
        for name, method in methods.items():
            start = time.process_time()
            record = method(job)
            seconds[name] += time.process_time() - start
            found[name].append((job.example.gold, scorer.score_page(dict(job.example.gold), dict(record))))
    rows: list[list[str]] = []
    for name in methods:
        speed = [f"{len(jobs) / seconds[name]:.1f}", f"{seconds[YARDSTICK] / seconds[name]:.2f}×"]
        rows.append([name, *(_cell(column, found[name], scorer) for column in columns), *speed])
    return table_of(["method", *(column.name for column in columns), "pages/s", "speed"], rows)


def _cell(column: Column, scored: Scores, scorer: ModuleType) -> str:
    scores = [score for gold, score in scored if column.fits(gold)]
    if column.metric == "poor":
        return mean_of([score["body_f1"] < POOR for score in scores if "body_f1" in score])
    if column.metric == "wrong":
        return mean_of([1 - score["date"] for score in scores if score.get("date_given")])
    summary = scorer.summarise(scores) if scores else {}
    return f"{summary[column.metric]:.3f}" if column.metric in summary else "–"


def pages(shared: Path, sets: Iterable[str]) -> Iterator[Job]:
    """All pages of SETS that can be decoded, of whatever type; a page that stands in several sets once."""
    seen: set[str] = set()
    for name in sets:
        for line in (shared / "corpora" / name / "gold.jsonl").open(encoding="utf-8"):
            gold = json.loads(line)
            address = gold["url"] or f"{name}/{gold['id']}"
            decoded = decode(found_page(shared, gold))
            if address not in seen and isinstance(decoded, DecodedDocument):
                seen.add(address)
                text = Text(gold["id"], WITH_MARKUP, decoded.text, ())
                yield Job(Example(name, gold["id"], site_of(gold), gold["body"] is not None, gold, (text,)), text)


if __name__ == "__main__":
    main()
