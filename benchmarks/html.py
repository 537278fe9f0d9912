"""HTML: copydesk beside its peers, on the same pages in the same run: bodies, fields and pages a second.

    python -m benchmarks.html SHARED [--cache DIR] [--every N]

SHARED is the folder with `corpora/` and `bench/`. All methods are given the decoded page and its address. As in
`benchmarks.flat`, copydesk cleans each page with the model of its fold, which has not seen any page of its site.
"""

from training import bench
from training.rendering import render_with_markup

from benchmarks.html_peers import PEERS, YARDSTICK
from benchmarks.measuring import arguments_of, as_table, copydesk, jobs_of, measure
from copydesk.labelling.network import Kind
from copydesk.model import Engine

FIELDS = ("title", "date", "authors", "outlet")


def main() -> None:
    """The command line."""
    arguments = arguments_of("benchmarks.html", __doc__)
    jobs = jobs_of(arguments, Kind.HTML, render_with_markup)
    scorer = bench.load(arguments.shared, "score")
    methods = {f"**copydesk**, {engine}": copydesk(arguments, engine=engine) for engine in Engine} | PEERS
    tallies = {name: measure(method, jobs, scorer, FIELDS) for name, method in methods.items()}
    print(as_table(tallies, YARDSTICK, len(jobs), "pages"))


if __name__ == "__main__":
    main()
