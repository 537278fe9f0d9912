"""Fields: how far a confidence can be trusted, and what share of the fields is given from which confidence on.

    python -m benchmarks.fields SHARED [--cache DIR] [--jobs N] [--plots FOLDER]

SHARED is the folder with `corpora/` and `bench/`. Every page is cleaned with the model of its fold, which has not seen
any page of its site, and each confidence is read off curves of the other folds' sites.
"""

from collections.abc import Mapping
from pathlib import Path

from training.confidence import by_field, crossed, held_out
from training.curves import calibration_error, reliability
from training.options import add_cache, add_jobs, parser_of

from benchmarks.field_plots import THRESHOLDS, Pairs, given_from, plot
from benchmarks.markdown import table_of
from copydesk.labelling.network import Kind

WIDTH = 20


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.fields", __doc__)
    add_cache(parser)
    add_jobs(parser, "clean pages")
    parser.add_argument("--plots", type=Path, help="folder for the pictures; none are drawn without it")
    arguments = parser.parse_args()
    values = [one for kind in Kind for one in held_out(arguments.shared, arguments.cache, kind, arguments.jobs)]
    fields = {f"{kind} {field}": some for (kind, field), some in by_field(values).items()}
    pairs = {name: crossed(some) for name, some in fields.items()}
    known = {name: len(some) for name, some in fields.items()}
    print(report_of(pairs, known))
    if arguments.plots is not None:
        plot(pairs, known, arguments.plots)


def report_of(pairs: Mapping[str, Pairs], known: Mapping[str, int]) -> str:
    """Two Markdown tables: reliability, and coverage against precision; KNOWN pages have the field, given or not."""
    return "\n\n".join((_reliability_table(pairs), _coverage_table(pairs, known)))


def _reliability_table(pairs: Mapping[str, Pairs]) -> str:
    rows = ["| field | claimed | right | values | |", "|---|---|---|---|---|"]
    for name, some in pairs.items():
        for tenth in reliability(some):
            bar = "█" * round(tenth.right * WIDTH)
            rows.append(f"| {name} | {tenth.claimed:.2f} | {tenth.right:.2f} | {tenth.values} | {bar} |")
        rows.append(f"| **{name}** | calibration error | **{calibration_error(some):.3f}** | {len(some)} | |")
    return "\n".join(rows)


def _coverage_table(pairs: Mapping[str, Pairs], known: Mapping[str, int]) -> str:
    """What share of the fields is given from a confidence on, and what share of these is right."""
    rows: list[list[str]] = []
    for name, some in pairs.items():
        cells = []
        for least in THRESHOLDS:
            given = given_from(least, some)
            cells.append(f"{len(given) / known[name]:.2f} / {sum(given) / len(given):.2f}" if given else "–")
        rows.append([name, *cells])
    return table_of(["field", *(f"from {least:.2f}: given / right" for least in THRESHOLDS)], rows)


if __name__ == "__main__":
    main()
