"""Text whose markup is lost: copydesk beside its peers, on the same texts in the same run.

    python -m benchmarks.flat SHARED [--cache DIR] [--every N]

SHARED is the folder with `corpora/` and `bench/`; the texts are two a page, as `bench/flatten.py` renders them. The dev
corpora are what the line model learned from, so each page is cleaned with the model of its fold, which has not seen any
page of its site; `python -m training SHARED` leaves these models in the cache.
"""

from collections.abc import Callable

from training import bench
from training.rendering import render_without_markup

from benchmarks.measuring import Method, arguments_of, as_table, copydesk, jobs_of, measure
from benchmarks.peers import PEERS
from copydesk.labelling.network import Kind

YARDSTICK = "trafilatura on `<p>` lines"


def main() -> None:
    """The command line."""
    arguments = arguments_of("benchmarks.flat", __doc__)
    jobs = jobs_of(arguments, Kind.TEXT, render_without_markup)
    scorer = bench.load(arguments.shared, "score")
    methods = {"**copydesk**": copydesk(arguments), **{name: _of_text(peer) for name, peer in PEERS.items()}}
    tallies = {name: measure(method, jobs, scorer) for name, method in methods.items()}
    print(as_table(tallies, YARDSTICK, sum(len(job.text.text.encode()) for job in jobs) / 1e6, "MB"))


def _of_text(peer: Callable[[str], str]) -> Method:
    return lambda job: {"body": peer(job.text.text)}


if __name__ == "__main__":
    main()
