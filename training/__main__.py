"""Make the line model: `python -m training SHARED` learns it, measures it, and writes it into the package.

SHARED is the folder with `corpora/` and `bench/`. The pages are parted into five folds by site; what is printed was
measured on pages of sites that the model in question had not seen. `--check` learns the model once more and compares.
"""

import argparse
import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path

import jax
import numpy as np

from copydesk.labelling.network import ABOUT, WEIGHTS, Kind, load_model, read_model
from copydesk.settings import CleaningSettings
from training import bench
from training.figures import Result, by_confidence, clean, counts_of_rejection, scores, table
from training.learning import FOLDS, Tables, calibrated, fold_of, learn, plain_tables, said_of, with_tables, write_model
from training.options import add_cache, add_jobs, parser_of
from training.places import DATA
from training.rendering import RENDER, SCORED, Example, examples
from training.report import report_of
from training.tensors import Tensors, tensors

FOLDER = DATA / "model"
REPORTS = Path(__file__).parent

WHOLE = "all"
"""Folder of the model that is learned from all pages."""

MIN_AGREEMENT = 0.995
"""Share of lines on which a model learned again must agree with the shipped one; on the same machine it is 1."""


def main() -> int:
    """The command line; the exit status is 1 where `--check` finds another model than the shipped one."""
    parser = parser_of("training", __doc__)
    add_cache(parser)
    add_jobs(parser, "render and clean pages")
    parser.add_argument("--check", action="store_true", help="learn again and compare with the shipped weights")
    parser.add_argument("--only", type=Kind, nargs="+", help="text or html; both, if not given")
    arguments = parser.parse_args()
    jax.config.update("jax_compilation_cache_dir", str(arguments.cache / "compiled"))
    os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"  # the same sums whatever the number of cores
    return max(_make(kind, arguments) for kind in arguments.only or (Kind.HTML, Kind.TEXT))


def _make(kind: Kind, arguments: argparse.Namespace) -> int:
    """Make, or check, the model of one KIND of pages."""
    cache: Path = arguments.cache / kind
    pages = examples(arguments.shared, cache / "pages", arguments.jobs, RENDER[kind])
    described = tensors(pages, cache / "tensors", arguments.jobs)
    blocks = sum(len(one.roles) for one in described)
    print(f"{kind}: {len(pages)} pages, {len(described)} texts, {blocks:,} blocks", flush=True)
    if arguments.check:
        return check(kind, described)
    folds: Path = arguments.cache / "folds"
    learn_folds(kind, described, folds, arguments.jobs)
    tables = calibrate_folds(kind, described, folds)
    results = list(clean_held_out(pages, folds, arguments.jobs))
    scorer = bench.load(arguments.shared, "score")
    scored = scores(results, scorer)
    report = report_of(kind, table(scored, scorer), counts_of_rejection(results), by_confidence(scored), described)
    print(report)
    (REPORTS / f"REPORT.{kind}.md").write_text(report, encoding="utf-8")
    write_model(FOLDER / kind, with_tables((folds / WHOLE / kind / WEIGHTS).read_bytes(), tables))
    return 0


def learn_folds(kind: Kind, described: Sequence[Tensors], folds: Path, jobs: int) -> None:
    """Write a model for each fold, learned from the other folds, and one learned from all; those there are left."""
    names = [WHOLE, *map(str, range(FOLDS))]
    missing = [name for name in names if not (folds / name / kind / ABOUT).exists()]
    context = multiprocessing.get_context("fork")  # the pages are not copied; JAX starts in the children only
    with ProcessPoolExecutor(jobs, context, _share, (kind, described, folds)) as pool:
        for name in pool.map(_learn_fold, missing):
            print(f"learned {name}", flush=True)


_SHARED: list[tuple[Kind, Sequence[Tensors], Path]] = []


def _share(kind: Kind, described: Sequence[Tensors], folds: Path) -> None:
    _SHARED[:] = [(kind, described, folds)]


def _learn_fold(name: str) -> str:
    kind, described, folds = _SHARED[0]
    others = [one for one in described if name != str(fold_of(one.site))]
    write_model(folds / name / kind, learn(kind, others, plain_tables()))
    return name


def calibrate_folds(kind: Kind, described: Sequence[Tensors], folds: Path) -> Tables:
    """The chances that logits stand for, as the folds' models have them on pages that they did not learn from."""
    models = [load_model(kind, folds / str(fold)) for fold in range(FOLDS)]
    tables = calibrated([(one, said_of(models[fold_of(one.site)], one)) for one in described if one.is_gold])
    for fold in range(FOLDS):
        write_model(folds / str(fold) / kind, with_tables((folds / str(fold) / kind / WEIGHTS).read_bytes(), tables))
    load_model.cache_clear()
    return tables


def clean_held_out(pages: Sequence[Example], folds: Path, jobs: int) -> Iterator[Result]:
    """What becomes of the gold pages when the model of their fold, which has not seen their sites, labels them."""
    gold = [page for page in pages if page.is_gold]
    with ProcessPoolExecutor(jobs) as pool:
        for found in pool.map(_clean_page, gold, repeat(folds), chunksize=16):
            yield from found


def _clean_page(page: Example, folds: Path) -> list[Result]:
    settings = CleaningSettings(model=folds / str(fold_of(page.site)), min_article_chance=0)
    return [clean(page, text, settings) for text in page.texts[:SCORED]]


def check(kind: Kind, described: Sequence[Tensors]) -> int:
    """Learn again, and compare what both models take for body."""
    shipped = (FOLDER / kind / WEIGHTS).read_bytes()
    tables = {name: getattr(load_model(kind), name) for name in ("body_chances", "article_chances")}
    again = learn(kind, described, tables)
    old, new = read_model(shipped), read_model(again)
    sample = described[:: max(1, len(described) // 500)]
    same = [(said_of(old, one).body > 0) == (said_of(new, one).body > 0) for one in sample]
    share = float(np.concatenate(same).mean())
    print(f"{'the same file' if again == shipped else 'another file'}; the same verdict on {share:.2%} of the lines")
    return 0 if share >= MIN_AGREEMENT else 1


if __name__ == "__main__":
    sys.exit(main())
