"""Speed on one core: the whole of `clean`, beside a peer on the same pages in the same run.

    python -m benchmarks.speed [--engine fast] PAGE_OR_FOLDER...

Text whose markup is lost (`*.txt`; `../shared/bench/flatten.py` makes such texts of a corpus) is cleaned, and its body
is given to langdetect, which does nothing but tell its language. HTML (`*.html`) is cleaned with one of the engines and
given to trafilatura, body and metadata. Each page goes to both in turn: whatever else the machine is busy with slows
both alike. Then the stages are timed one by one on the same pages.
"""

import argparse
import contextlib
import os
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from copydesk.threads import ONE_THREAD

os.environ.update(ONE_THREAD)

import langdetect
from trafilatura import bare_extraction

from benchmarks.page_files import shuffled
from copydesk import Article, CleaningSettings, Rejection
from copydesk.decoding import decode
from copydesk.labelling.labeller import kind_of, label
from copydesk.labelling.network import load_model
from copydesk.languages import detect_languages
from copydesk.model import HTML, PLAIN_TEXT, Engine, RawDocument
from copydesk.outlets import registry
from copydesk.pipeline import clean_document, outcome_of
from copydesk.splitting import split

T = TypeVar("T")

MOST = 400
"""Pages, drawn by a hash of their names, where there are more."""

MEDIA_TYPES = {".txt": PLAIN_TEXT, ".html": HTML}


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description="Measures speed on one core.")
    parser.add_argument("pages", type=Path, nargs="+", help="pages, *.txt or *.html, or folders of them")
    parser.add_argument("--engine", type=Engine, choices=list(Engine), default=Engine.THOROUGH, help="for HTML")
    arguments = parser.parse_args()
    settings = CleaningSettings(engine=arguments.engine)
    files = [path for given in arguments.pages for path in (given.rglob("*") if given.is_dir() else [given])]
    for suffix, compare in ((".txt", beside_langdetect), (".html", beside_trafilatura)):
        pages = _drawn([path for path in files if path.suffix == suffix])
        if pages:
            print(f"{len(pages)} pages: {compare(pages, settings)}")
            stages = by_stage(pages, settings)
            for name, seconds in stages.items():
                share = seconds / sum(stages.values())
                print(f"{name:10} {1000 * seconds / len(pages):6.2f} ms a page, {share:4.0%}", flush=True)


def _drawn(paths: Sequence[Path]) -> list[RawDocument]:
    drawn = shuffled(paths)[:MOST]
    return [RawDocument(str(path), path.read_bytes(), MEDIA_TYPES[path.suffix]) for path in drawn]


def beside_langdetect(pages: Sequence[RawDocument], settings: CleaningSettings) -> str:
    """How fast texts are cleaned, and how fast langdetect is on the bodies."""
    langdetect.DetectorFactory.seed = 0
    clean_document(pages[0], settings)  # what is loaded on first use is loaded
    langdetect.detect("This is a text.")
    cleaning = detecting = 0.0
    bodies = 0
    for page in pages:
        outcome, seconds = _timed(clean_document, page, settings)
        cleaning += seconds
        if isinstance(outcome, Article):
            detecting += _timed(_detected, outcome.body)[1]
            bodies += len(outcome.body.encode())
    ours, theirs = sum(len(page.content) for page in pages) / cleaning / 1e6, bodies / detecting / 1e6
    return f"clean {ours:.2f} MB/s, langdetect {theirs:.2f} MB/s; {ours / theirs:.2f} times as fast"


def beside_trafilatura(pages: Sequence[RawDocument], settings: CleaningSettings) -> str:
    """How many pages are cleaned in a second, and how many trafilatura extracts."""
    for page in pages[:2]:
        clean_document(page, settings)
        _extracted(page)
    cleaning = extracting = 0.0
    for page in pages:
        cleaning += _timed(clean_document, page, settings)[1]
        extracting += _timed(_extracted, page)[1]
    ours, theirs = len(pages) / cleaning, len(pages) / extracting
    return f"{settings.engine} {ours:.1f} pages/s, trafilatura {theirs:.1f} pages/s; {ours / theirs:.2f} times as fast"


def by_stage(pages: Sequence[RawDocument], settings: CleaningSettings) -> dict[str, float]:
    """Processor time of each stage, in seconds, over all PAGES; pages that are rejected stop where they are."""
    spent: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, stage: Callable[..., T], *given: object) -> T:
        made, seconds = _timed(stage, *given)
        spent[name] += seconds
        return made

    outlets = registry(settings.outlets)
    for raw in pages:
        decoded = timed("decoding", decode, raw)
        if isinstance(decoded, Rejection):
            continue
        page = timed("splitting", split, decoded, settings.engine)
        if not page.blocks:
            continue
        languages = timed("languages", detect_languages, page)
        model = load_model(kind_of(page), settings.model)
        labelled = timed("labelling", label, page, languages, outlets, model)
        timed("fields", outcome_of, labelled, settings)
    return dict(spent)


def _timed(function: Callable[..., T], *given: object) -> tuple[T, float]:
    start = time.process_time()
    made = function(*given)
    return made, time.process_time() - start


def _extracted(page: RawDocument) -> None:
    """What trafilatura makes of a page with its defaults, body and metadata."""
    bare_extraction(page.content.decode("utf-8", "replace"), with_metadata=True, include_comments=False)


def _detected(text: str) -> None:
    with contextlib.suppress(langdetect.LangDetectException):  # there may be no letters in it
        langdetect.detect(text)


if __name__ == "__main__":
    main()
