"""Runs that are killed at random moments, and run again: the store must be that of a run that nobody disturbed.

    python -m benchmarks.killing [--moments 20] [--seed N] [--pages 36]

At each moment something of a run is killed with SIGKILL: a worker, the flow itself, or Prefect's server, in turn. Where
the run does not end well by itself it is run again, with a new server if that is what was killed. What is compared are
the store's files, byte for byte, and what its manifest knows.
"""

import argparse
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import AbstractContextManager
from pathlib import Path

from tests.processes import children_like, copydesk_run
from tests.test_kill import make_project, store_of

VICTIMS = ("worker", "flow", "server")
PATIENCE = 900.0
"""Seconds that any run may take."""


def running(project: Path) -> "AbstractContextManager[subprocess.Popen[bytes]]":
    """`copydesk run` with a server of its own."""
    return copydesk_run(project, {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")})


def run_to_its_end(project: Path) -> float:
    """Run it undisturbed; how long it took from when the first batch began."""
    with running(project) as process:
        wait_for_work(process, project)
        began = time.monotonic()
        output, _ = process.communicate(timeout=PATIENCE)
    if process.returncode:
        raise RuntimeError(f"the run ended with {process.returncode}: {output.decode()[-2000:]}")
    return time.monotonic() - began


def wait_for_work(process: "subprocess.Popen[bytes]", project: Path) -> None:
    """Wait until a run has begun to write, or has ended."""
    while process.poll() is None and not any((project / "cleaned" / ".parts").glob("*")):
        time.sleep(0.02)


def disturb(project: Path, victim: str, delay: float, rng: random.Random) -> str:
    """Run it and kill something of it; how it ended."""
    with running(project) as process:
        wait_for_work(process, project)
        time.sleep(delay)
        if process.poll() is not None:
            return "had ended"
        if victim == "flow":
            process.kill()
        else:
            words = b"copydesk.worker" if victim == "worker" else b"prefect"
            found = children_like(process.pid, words)
            if not found:
                return "had none"
            os.kill(rng.choice(found), signal.SIGKILL)
        process.communicate(timeout=PATIENCE)
        return f"ended with {process.returncode}"


def main() -> None:
    """The command line; the exit status is 1 if any store differs."""
    parser = argparse.ArgumentParser("benchmarks.killing", description=__doc__)
    parser.add_argument("--moments", type=int, default=20)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(1_000_000))
    parser.add_argument("--pages", type=int, default=36)
    options = parser.parse_args()
    rng = random.Random(options.seed)  # noqa: S311 (moments, no secrets)
    print(f"seed {options.seed}", flush=True)
    different = 0
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder, "project"), options.pages)
        run_to_its_end(project)  # the server's database is made
        shutil.rmtree(project / "cleaned")
        length = run_to_its_end(project)
        undisturbed = store_of(project)
        print(f"undisturbed: {length:.1f} seconds", flush=True)
        for number in range(options.moments):
            shutil.rmtree(project / "cleaned")
            victim, delay = VICTIMS[number % len(VICTIMS)], rng.uniform(0, length)
            end = disturb(project, victim, delay, rng)
            run_to_its_end(project)
            is_same = store_of(project) == undisturbed
            different += not is_same
            print(f"{victim} killed after {delay:.2f} s: {end}; {'the same' if is_same else 'DIFFERENT'}", flush=True)
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
