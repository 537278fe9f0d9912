"""The day of publication: copydesk beside htmldate, trafilatura and dateparser, on the same pages in the same run.

    python -m benchmarks.dates SHARED [--cache DIR] [--every N] [--shipped]

SHARED is the folder with `corpora/`; the pages are all that have a known date of htmldate's own evaluation, of fundus'
tests and of WCXB. All methods are given the decoded page and its address. copydesk's time is that of a whole record,
the others' that of what they offer: trafilatura's body and fields, htmldate's and dateparser's date alone.
"""

from training import bench

from benchmarks.html import Column, arguments_of, engines, from_sets, measure, pages
from benchmarks.html_peers import PEERS, YARDSTICK, as_method
from benchmarks.measuring import Record

SETS = ("dates", "fundus", "wcxb")
FIGURES = {"exact": "date", "given": "date_given", "wrong of given": "wrong"}
COLUMNS = tuple(
    Column(f"{name}: {figure}", metric, from_sets(name)) for name in SETS for figure, metric in FIGURES.items()
)
SEARCHED = 2_000
"""Characters of a page's text in which dateparser looks for a date."""


def htmldate(html: str, url: str | None) -> Record:
    """Its extensive search for the original date, as in its own evaluation."""
    from htmldate import find_date  # noqa: PLC0415 - peers are no part of copydesk

    return {"date": find_date(html, extensive_search=True, original_date=True, url=url)}


def dateparser(html: str, _: str | None) -> Record:
    """The first whole date that its search finds in the beginning of the page's text, in whatever language."""
    from dateparser.search import search_dates  # noqa: PLC0415
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    text = extract_plain_text(html, main_content=False, alt_texts=False, links=False)[:SEARCHED]
    found = search_dates(text, settings={"STRICT_PARSING": True}) or []
    return {"date": next((one[1].date().isoformat() for one in found), None)}


def main() -> None:
    """The command line."""
    arguments = arguments_of("benchmarks.dates", __doc__)
    methods = engines(arguments) | {
        "htmldate": as_method(htmldate),
        YARDSTICK: PEERS[YARDSTICK],
        "dateparser's search": as_method(dateparser),
    }
    known = [job for job in pages(arguments.shared, SETS) if job.example.gold["date"]]
    jobs = known[:: arguments.every]
    print(f"{len(jobs)} pages")
    print(measure(methods, jobs, bench.load(arguments.shared, "score"), COLUMNS))


if __name__ == "__main__":
    main()
