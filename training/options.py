"""What the command lines of training and of the benchmarks have in common."""

import argparse
from pathlib import Path


def parser_of(module: str, description: str | None) -> argparse.ArgumentParser:
    r"""The parser of `python -m MODULE`, with the first line of its description and the folder of the corpora.

    >>> parser_of("training", "Learns.\n\nAnd more.").parse_args(["../shared"])
    Namespace(shared=PosixPath('../shared'))
    """
    first = (description or "").partition("\n")[0]
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=first)
    parser.add_argument("shared", type=Path, help="folder with corpora/ and bench/")
    return parser


def add_cache(parser: argparse.ArgumentParser) -> None:
    """Where training keeps rendered pages and the models of its folds, and others find them."""
    parser.add_argument("--cache", type=Path, default=Path(".cache/training"), help="the cache of training")


def add_jobs(parser: argparse.ArgumentParser, what: str) -> None:
    """How many processes do WHAT."""
    parser.add_argument("--jobs", type=int, default=2, help=f"processes that {what}")


def add_every(parser: argparse.ArgumentParser, what: str) -> None:
    """A sample of WHAT."""
    parser.add_argument("--every", type=int, default=1, help=f"take every Nth {what} only")
