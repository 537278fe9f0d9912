"""Speed on one core: the whole of `clean`, beside langdetect on nothing but the bodies that come out.

    python -m benchmarks.speed TEXT_OR_FOLDER...

The texts are pages whose markup is lost; `../shared/bench/flatten.py` makes such texts of a corpus. Each page is
cleaned, and its body is given to langdetect right after: whatever else the machine is busy with slows both alike.
"""

import contextlib
import hashlib
import os
import sys
import time
from pathlib import Path

from copydesk.threads import ONE_THREAD

os.environ.update(ONE_THREAD)

import langdetect

from copydesk import Article, CleaningSettings
from copydesk.model import Outcome, RawDocument
from copydesk.pipeline import clean_document

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
