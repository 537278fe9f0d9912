"""A few of the moments of benchmarks/killing.py; another few each time, and the seed is told where they fail."""

import subprocess
import sys

from tests.conftest import ROOT


def test_killed_at_random_moments_and_run_again_the_store_is_the_same() -> None:
    """A worker, the flow and Prefect's server, one after the other."""
    command = [sys.executable, "-m", "benchmarks.killing", "--moments", "3", "--pages", "24"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=1200)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.count("the same") == 3
