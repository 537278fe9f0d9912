"""What a run of the flow does, without Prefect: batches of references, the work on one, the account of all."""

import itertools
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from copydesk.model import Outcome, RawDocument, Rejection
from copydesk.reading import InputRef, find_inputs, read_patiently
from copydesk.reporting.wording import counted
from copydesk.settings import Settings
from copydesk.storing import Counts, Store, read_articles, read_rejections
from copydesk.workers import CleaningPool

_MOST_BATCHES = 2000
"""Each task of Prefect costs its server some 40 ms; with more inputs the batches grow."""


@dataclass(frozen=True, slots=True)
class Batch:
    """References to the documents of one task, and the name of the part that it writes."""

    name: str
    refs: tuple[InputRef, ...]


@dataclass(frozen=True, slots=True)
class BatchAccount:
    """What became of a batch, in documents."""

    known: int
    """In the store already."""
    resumed: int
    """Finished by a run that did not come to its end."""
    written: Counts
    """New articles and rejections, the resumed among them."""

    def __str__(self) -> str:
        resumed = f" ({self.resumed:,} kept from a run that was interrupted)" if self.resumed else ""
        new = f"{counted(self.written.articles, 'new article')}, {self.written.rejections:,} rejected{resumed}"
        return f"{new}, {self.known:,} known already"


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that the work on a batch needs, shared by all batches of a run."""

    settings: Settings
    store: Store
    pool: CleaningPool


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did, in numbers; the new records are the last ones in the store's files."""

    folder: str
    documents: int
    """Documents found in the sources."""
    new: Counts
    total: Counts
    """What the store has now."""
    reasons: Mapping[str, int]
    """New rejections by reason; like the two below, the most frequent first."""
    languages: Mapping[str, int]
    """New articles by language of the body."""
    outlets: Mapping[str, int]
    """New articles by outlet; "" is unknown."""


def plan_batches(settings: Settings) -> tuple[Batch, ...]:
    """The documents of all sources in batches, in the order of the sources."""
    refs = tuple(find_inputs(settings.sources, settings.root))
    size = max(settings.batch_size, -(-len(refs) // _MOST_BATCHES))
    starts = range(0, len(refs), size)
    return tuple(Batch(f"{number:05d}", refs[start : start + size]) for number, start in enumerate(starts, start=1))


def ingest_batch(batch: Batch, bench: Bench) -> BatchAccount:
    """Read a batch's documents, clean those that the store has not, and write what became of them to a part.

    A bad document is a rejection and no error. Raises OSError if the part cannot be written.
    """
    counts: Counter[str] = Counter()
    outcomes = bench.pool.clean_many(_new_documents(batch, bench, counts))
    first = next(outcomes, None)
    written = Counts() if first is None else bench.store.write_part(batch.name, itertools.chain([first], outcomes))
    return BatchAccount(counts["known"], counts["resumed"], written)


def summarize(folder: Path, documents: int, new: Counts, total: Counts) -> RunSummary:
    """The account of a run that added `new` records to the store in `folder`."""
    languages: Counter[str] = Counter()
    outlets: Counter[str] = Counter()
    for article in read_articles(folder, total.articles - new.articles):
        languages[article.language] += 1
        outlets[article.outlet or ""] += 1
    rejections = read_rejections(folder, total.rejections - new.rejections)
    reasons = Counter(rejection.reason.value for rejection in rejections)
    return RunSummary(str(folder), documents, new, total, _ranked(reasons), _ranked(languages), _ranked(outlets))


def _ranked(tally: Counter[str]) -> dict[str, int]:
    """The most frequent first, and by name among equals."""
    return dict(sorted(tally.items(), key=lambda item: (-item[1], item[0])))


def _new_documents(batch: Batch, bench: Bench, counts: Counter[str]) -> Iterator[RawDocument | Outcome]:
    """What the store has not yet: documents to clean, and outcomes that are there; counts the others."""
    limit, retries = bench.settings.cleaning.max_bytes, bench.settings.retries
    for ref in batch.refs:
        document = read_patiently(ref, limit, retries)
        if bench.store.knows(document):
            counts["known"] += 1
        elif isinstance(document, Rejection):
            yield document
        elif (outcome := bench.store.unfinished(document)) is not None:
            counts["resumed"] += 1
            yield outcome
        else:
            yield document
