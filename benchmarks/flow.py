"""The flow beside the same cleaning in a plain process pool, and two workers beside one; the stores must be the same.

    python -m benchmarks.flow SHARED [--documents 20000] [--engine thorough] [--batch 256] [--only plain flow ...]

SHARED is the folder with `corpora/`, of whose pages so many files are made. Everything is done in one run, one after
the other: `cleaning` reads and cleans in a plain pool of two processes and keeps nothing; `plain` writes what comes out
to a store besides; `flow` and `dask` are the flow, by its own processes and on a cluster of Dask's on this machine,
each also with one worker. `--only plain flow` is the comparison with the plain pool by itself, `--only flow flow-1`
that of two workers with one. Of each store the hash is kept, and nothing else: 20,000 pages are about 1 GB.
On a machine that has other work, look at the CPU seconds, Prefect's server included.
"""

import argparse
import contextlib
import ctypes
import gzip
import hashlib
import itertools
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.processes import children_like, children_of, is_alive, wait_for
from training.options import parser_of

from benchmarks.page_files import page_files, shuffled
from copydesk.ingesting import Batch, keeping_of, plan_batches
from copydesk.model import Outcome, RawDocument
from copydesk.pipeline import clean_document
from copydesk.reading import Reader
from copydesk.running import prepare_environment
from copydesk.settings import Runner, ScalingSettings, Settings, read_settings
from copydesk.storing import Shelf, Store, sheet_of

WORKERS = 2
_PR_SET_CHILD_SUBREAPER = 36
"""Of Linux's prctl."""
_CLEANING = b"copydesk.worker"
"""In the command of a process that cleans."""
KINDS = ("cleaning", "plain", "flow", "dask", "flow-1", "dask-1")
RATIOS = (
    ("flow", "plain", "the flow's time, over the plain pool's"),
    ("flow-1", "flow", "times the throughput of one worker, with two"),
    ("dask-1", "dask", "times the throughput of one worker, with two, on Dask"),
)


@dataclass(frozen=True, slots=True)
class Measured:
    """What one way over all documents took, and the hash of the store that it made."""

    kind: str
    seconds: float
    cpu: float
    store: str | None


def make_pages(folder: Path, shared: Path, documents: int) -> None:
    """So many pages, no two of them with the same content, a thousand in a folder."""
    pages = shuffled(page_files(shared))
    for number, page in zip(range(documents), itertools.cycle(pages), strict=False):
        path = folder / f"{number // 1000:03d}" / f"{number:06d}.html.gz"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.read_bytes() + gzip.compress(b"<!-- %d -->" % number))  # a second member of the file


def read(batch: Batch, settings: Settings) -> Iterator[Outcome]:
    """The outcomes of a batch, made in this process."""
    reader = Reader(settings.cleaning.max_bytes)
    for ref in batch.refs:
        for document in reader.documents(ref):
            yield clean_document(document, settings.cleaning) if isinstance(document, RawDocument) else document


def clean_only(batch: Batch, settings: Settings) -> int:
    """Clean a batch for nothing."""
    return sum(1 for _ in read(batch, settings))


def clean_and_write(batch: Batch, settings: Settings, shelf: Shelf) -> str:
    """Clean a batch and put it where the store will find it."""
    with shelf.batch(batch.name) as desk:
        desk.write(map(sheet_of, read(batch, settings)))
    return batch.name


def plain_pool() -> ProcessPoolExecutor:
    """A pool as anybody would make it."""
    return ProcessPoolExecutor(WORKERS, mp_context=multiprocessing.get_context("spawn"))


def cleaning(settings: Settings) -> None:
    """All batches, cleaned for nothing."""
    with plain_pool() as pool:
        for future in [pool.submit(clean_only, batch, settings) for batch in plan_batches(settings)]:
            future.result()


def plain(settings: Settings) -> None:
    """All batches, cleaned and made a store."""
    with Store.opened(settings.output, keeping_of(settings)) as store:
        with plain_pool() as pool:
            futures = [pool.submit(clean_and_write, batch, settings, store.shelf) for batch in plan_batches(settings)]
            names = [future.result() for future in futures]
        store.commit(names)


def flow(settings: Settings) -> None:
    """The flow, on whatever the settings say."""
    from copydesk.flow import ingest  # noqa: PLC0415 (Prefect must find its environment first)

    config = settings.root / f"{settings.output.name}.toml"
    config.write_text(
        f'sources = ["pages"]\noutput = "{settings.output.name}"\nbatch_size = {settings.batch_size}\n'
        f'workers = {settings.workers}\n[cleaning]\nengine = "{settings.cleaning.engine}"\n'
        f'[scaling]\nrunner = "{settings.scaling.runner}"\n'
    )
    ingest(config=config)


def timed(kind: str, work: Callable[[Settings], None], settings: Settings) -> Measured:
    """Do the work; how long it took this process, those that it started, and those that were there before."""
    began, cpu = time.perf_counter(), cpu_seconds()
    work(settings)
    seconds = time.perf_counter() - began
    reap_orphans()
    cpu = cpu_seconds() - cpu
    store = hash_of(settings.output) if settings.output.exists() else None
    shutil.rmtree(settings.output, ignore_errors=True)
    return Measured(kind, seconds, cpu, store)


def adopt_orphans() -> None:
    """Have processes whose parents end before them become this one's children: so their time is counted, too.

    A cluster's workers are killed while the processes that clean for them still run.
    """
    if ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl")


def reap_orphans() -> None:
    """Wait for processes that clean and have lost their parents; they see it within a second."""
    wait_for(lambda: not any(map(is_alive, children_like(os.getpid(), _CLEANING))), 30)
    for pid in children_of(os.getpid()):
        if not is_alive(pid):
            os.waitpid(pid, 0)


def cpu_seconds() -> float:
    """Of this process, of all that have ended beneath it, and of those that still run, as Prefect's server does."""
    used = os.times()
    running = 0.0
    for pid in descendants_of(os.getpid()):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            running += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return used.user + used.system + used.children_user + used.children_system + running


def descendants_of(pid: int) -> Iterator[int]:
    """The processes that a process has started, those that they have started, and so on."""
    for child in children_of(pid):
        yield child
        yield from descendants_of(child)


def hash_of(store: Path) -> str:
    """Of all files that readers open, names and bytes."""
    found = hashlib.sha256()
    for path in sorted(path for folder in ("jsonl", "parquet") for path in (store / folder).rglob("*.*")):
        found.update(str(path.relative_to(store)).encode() + hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:12]


def settings_for(kind: str, root: Path, options: argparse.Namespace) -> Settings:
    """Those of one way over the pages."""
    config = root / "base.toml"
    config.write_text(f'sources = ["pages"]\nbatch_size = {options.batch}\n[cleaning]\nengine = "{options.engine}"\n')
    runner = Runner.DASK if kind.startswith("dask") else Runner.LOCAL
    changes = {
        "output": root / f"store-{kind}",
        "workers": 1 if kind.endswith("-1") else WORKERS,
        "scaling": ScalingSettings(runner=runner),
    }
    return read_settings(config).model_copy(update=changes)


def measure(options: argparse.Namespace, root: Path) -> Iterator[Measured]:
    """Each way, after one over a few pages, so that nothing is started or made for the first time."""
    from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings  # noqa: PLC0415

    from copydesk.server import server_for  # noqa: PLC0415

    ways = {"cleaning": cleaning, "plain": plain}
    with server_for(ScalingSettings()), temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        for kind in options.only:
            yield timed(kind, ways.get(kind, flow), settings_for(kind, root, options))


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.flow", __doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--engine", default="thorough")
    parser.add_argument("--batch", type=int, default=256)
    parser.add_argument("--only", nargs="+", choices=KINDS, default=list(KINDS))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_pages(root / "pages", options.shared, options.documents)
        adopt_orphans()
        prepare_environment(settings_for("flow", root, options))
        print(
            "| way | workers | seconds | CPU seconds | documents a second | CPU hours a million | store |", flush=True
        )
        print("| --- | --- | --- | --- | --- | --- | --- |", flush=True)
        stores, took = set(), {}
        for one in measure(options, root):
            workers = 1 if one.kind.endswith("-1") else WORKERS
            speed, hours = options.documents / one.seconds, one.cpu / options.documents * 1e6 / 3600
            print(
                f"| {one.kind} | {workers} | {one.seconds:.1f} | {one.cpu:.1f} | {speed:.1f} | {hours:.1f} "
                f"| {one.store or ''} |",
                flush=True,
            )
            stores |= {one.store} - {None}
            took[one.kind] = one.seconds
    for slower, faster, meaning in RATIOS:
        if slower in took and faster in took:
            print(f"{meaning}: {took[slower] / took[faster]:.2f}")
    if len(stores) > 1:
        sys.exit("the stores differ")


if __name__ == "__main__":
    main()
