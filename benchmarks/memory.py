"""Peak memory of each process while a large web archive is cleaned; it must not grow with the archive.

    python -m benchmarks.memory SHARED [--gigabytes 2 4] [--jobs 2] [--engine fast] [--broken 1000]

SHARED is the folder with `corpora/`, whose pages an archive is made of, over and over. One record in so many is broken.
The archives are not compressed, so that size on the disk is what is cleaned; one of 4 GB takes as much of the disk.
"""

import argparse
import gzip
import itertools
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.processes import children_of
from training.options import parser_of

from benchmarks.page_files import page_files

GIGABYTE = 10**9
EVERY = 0.25
"""Seconds between two looks at the processes; the system itself keeps the peak of each."""


@dataclass(frozen=True, slots=True)
class Run:
    """What cleaning one archive came to."""

    archive_bytes: int
    pages: int
    seconds: float
    parent: int
    """Peak resident memory, in bytes, of the process that reads and writes."""
    worker: int
    """The same of the worker that had most."""
    articles: int
    rejected: int


def records(shared: Path, broken: int) -> Iterator[bytes]:
    """Records without end; one in BROKEN says that it is longer than it is."""
    pages = page_files(shared)
    for number in itertools.count(1):
        body = gzip.decompress(pages[number % len(pages)].read_bytes()) + b"<!-- %d -->" % number
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
        length = len(block) + (100 if number % broken == 0 else 0)
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:example:{number}>\r\n"
            f"WARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
            f"Content-Type: application/http\r\nContent-Length: {length}\r\n\r\n"
        )
        yield head.encode() + block + b"\r\n\r\n"


def write_archive(path: Path, size: int, shared: Path, broken: int) -> int:
    """Write an archive of SIZE bytes or a little more; how many records it has."""
    with path.open("wb") as file:
        for number, record in enumerate(records(shared, broken), start=1):
            file.write(record)
            if file.tell() >= size:
                return number
    return 0


def clean(path: Path, options: argparse.Namespace) -> Run:
    """Clean an archive with the command line, and watch it."""
    out = path.with_suffix(".jsonl")
    command = [sys.executable, "-m", "copydesk", "clean", path, "-o", out, "--engine", options.engine]
    peaks: dict[int, int] = {}
    start = time.monotonic()
    with subprocess.Popen([*command, "--jobs", str(options.jobs)], stderr=subprocess.DEVNULL) as process:  # noqa: S603
        while process.poll() is None:
            for pid in (process.pid, *children_of(process.pid)):
                peaks[pid] = max(peaks.get(pid, 0), peak_of(pid))
            time.sleep(EVERY)
    seconds = time.monotonic() - start
    parent = peaks.pop(process.pid)
    counts = [sum(1 for _ in file.open("rb")) for file in (out, out.with_suffix(".rejected.jsonl")) if file.exists()]
    articles, rejected = (*counts, 0)[:2]
    return Run(path.stat().st_size, articles + rejected, seconds, parent, max(peaks.values()), articles, rejected)


def peak_of(pid: int) -> int:
    """Most memory that a process has had at once, in bytes; 0 if it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.memory", __doc__)
    parser.add_argument("--gigabytes", type=float, nargs="+", default=[2.0, 4.0])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--engine", default="fast")
    parser.add_argument("--broken", type=int, default=1000)
    options = parser.parse_args()
    print("| archive | documents | rejected | pages a second | peak, reading | peak, worker |", flush=True)
    print("| --- | --- | --- | --- | --- | --- |", flush=True)
    for size in options.gigabytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "pages.warc")
            write_archive(path, int(size * GIGABYTE), options.shared, options.broken)
            run = clean(path, options)
        speed = run.pages / run.seconds
        print(
            f"| {run.archive_bytes / GIGABYTE:.2f} GB | {run.pages:,} | {run.rejected:,} | {speed:.0f} "
            f"| {run.parent / 2**20:.0f} MiB | {run.worker / 2**20:.0f} MiB |",
            flush=True,
        )


if __name__ == "__main__":
    main()
