"""Speed on one core: the whole of `clean`, beside langdetect on nothing but the bodies that come out.

    python -m benchmarks.speed TEXT_OR_FOLDER...

The texts are pages whose markup is lost; `../shared/bench/flatten.py` makes such texts of a corpus. Each page is
cleaned, and its body is given to langdetect right after: whatever else the machine is busy with slows both alike. Then
the stages are timed one by one on the same pages.
"""

import contextlib
import hashlib
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from copydesk.threads import ONE_THREAD

os.environ.update(ONE_THREAD)

import langdetect

from copydesk import Article, CleaningSettings, Rejection
from copydesk.decoding import decode
from copydesk.labelling.labeller import kind_of, label
from copydesk.labelling.network import load_model
from copydesk.languages import detect_languages
from copydesk.model import Outcome, RawDocument
from copydesk.outlets import registry
from copydesk.pipeline import clean_document, outcome_of
from copydesk.splitting import split

T = TypeVar("T")

MOST = 400
"""Pages, drawn by a hash of their names, where there are more."""


def main() -> None:
    """The command line."""
    if not sys.argv[1:]:
        sys.exit(__doc__)
    paths = [path for name in sys.argv[1:] for path in sorted(Path(name).rglob("*.txt")) or [Path(name)]]
    paths.sort(key=lambda path: hashlib.sha256(path.name.encode()).digest())
    pages = [RawDocument(str(path), path.read_bytes()) for path in paths[:MOST]]
    langdetect.DetectorFactory.seed = 0
    _cleaned(pages[0])  # what is loaded on first use is loaded
    _detected("This is a text.")
    cleaning = detecting = 0.0
    bodies = 0
    for page in pages:
        outcome, seconds = _cleaned(page)
        cleaning += seconds
        if isinstance(outcome, Article):
            detecting += _detected(outcome.body)
            bodies += len(outcome.body.encode())
    ours, theirs = sum(len(page.content) for page in pages) / cleaning / 1e6, bodies / detecting / 1e6
    print(f"{len(pages)} pages: clean {ours:.2f} MB/s, langdetect {theirs:.2f} MB/s; {ours / theirs:.2f} times as fast")
    stages = _by_stage(pages)
    for name, seconds in stages.items():
        print(f"{name:10} {1000 * seconds / len(pages):6.2f} ms a page, {seconds / sum(stages.values()):4.0%}")


def _by_stage(pages: Sequence[RawDocument]) -> dict[str, float]:
    """Processor time of each stage, in seconds, over all PAGES; pages that are rejected stop where they are."""
    spent: defaultdict[str, float] = defaultdict(float)

    def timed(name: str, stage: Callable[..., T], *given: object) -> T:
        start = time.process_time()
        made = stage(*given)
        spent[name] += time.process_time() - start
        return made

    settings = CleaningSettings()
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


def _cleaned(page: RawDocument) -> tuple[Outcome, float]:
    start = time.process_time()
    outcome = clean_document(page, CleaningSettings())
    return outcome, time.process_time() - start


def _detected(text: str) -> float:
    start = time.process_time()
    with contextlib.suppress(langdetect.LangDetectException):  # there may be no letters in it
        langdetect.detect(text)
    return time.process_time() - start


if __name__ == "__main__":
    main()
