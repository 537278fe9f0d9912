"""What a run of the flow does, without Prefect: batches of references, the work on one, the account of all."""

import hashlib
import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copydesk import __version__
from copydesk.model import Outcome, RawDocument, Rejection
from copydesk.reading import InputRef, Reader, find_inputs
from copydesk.reading.web.visits import Visit
from copydesk.reporting.wording import counted
from copydesk.settings import Reclean, Settings
from copydesk.storing import BatchDesk, Commit, Counts, Keeping, Shelf
from copydesk.workers import CleaningPool

_MOST_BATCHES = 2000
"""Each task of Prefect costs its server some 40 ms; with more inputs the batches grow."""


@dataclass(frozen=True, slots=True)
class Batch:
    """References to the documents of one task, and the name of the part that it puts on the shelf."""

    name: str
    refs: tuple[InputRef, ...]


@dataclass(frozen=True, slots=True)
class BatchAccount:
    """What became of a batch, in documents."""

    known: int = 0
    """In the store already."""
    resumed: int = 0
    """Finished by a run that did not come to its end."""
    written: Counts = field(default_factory=Counts)
    """New articles and rejections, the resumed among them."""
    parts: tuple[str, ...] = ()
    """Names under which they were put on the shelf, in order."""

    @property
    def documents(self) -> int:
        """How many there were."""
        return self.known + self.written.articles + self.written.rejections

    def __add__(self, other: "BatchAccount") -> "BatchAccount":
        written = self.written + other.written
        parts = (*self.parts, *other.parts)
        return BatchAccount(self.known + other.known, self.resumed + other.resumed, written, parts)

    def __str__(self) -> str:
        resumed = f" ({self.resumed:,} kept from a run that was interrupted)" if self.resumed else ""
        new = f"{counted(self.written.articles, 'new article')}, {self.written.rejections:,} rejected{resumed}"
        return f"{new}, {self.known:,} known already"


@dataclass(frozen=True, slots=True)
class Bench:
    """Everything that the work on a batch needs, shared by all batches of a run."""

    settings: Settings
    shelf: Shelf
    pool: CleaningPool
    reader: Reader


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did, in numbers; the new records are the last ones of the store."""

    folder: str
    documents: int
    """Documents read from the sources."""
    new: Counts
    total: Counts
    """What the store has now."""
    reasons: Mapping[str, int]
    """New rejections by reason; like the two below, the most frequent first."""
    languages: Mapping[str, int]
    """New articles by language of the body."""
    outlets: Mapping[str, int]
    """New articles by outlet; "" is unknown."""


def keeping_of(settings: Settings) -> Keeping:
    """How the settings have the store kept."""
    decisive = f"{__version__} {settings.cleaning.model_dump_json()}"
    stamp = hashlib.blake2b(decisive.encode(), digest_size=4).hexdigest()
    cleans_anew = settings.reclean is Reclean.OLDER_VERSION
    return Keeping(settings.formats, stamp, settings.duplicates.threshold, cleans_anew)


def plan_batches(settings: Settings) -> tuple[Batch, ...]:
    """The documents of all sources in batches, in the order of the sources.

    An archive, a table or a feed makes a batch by itself, until there are too many batches.
    """
    refs = tuple(find_inputs(settings.all_sources, settings.root))
    weights = [settings.batch_size if ref.holds_many else 1 for ref in refs]
    size = max(settings.batch_size, -(-sum(weights) // _MOST_BATCHES))
    batches: list[list[InputRef]] = []
    room = 0
    for ref, weight in zip(refs, weights, strict=True):
        if weight > room:
            batches.append([])
            room = size
        batches[-1].append(ref)
        room -= weight
    return tuple(Batch(f"{number:05d}", tuple(batch)) for number, batch in enumerate(batches, start=1))


def reader_of(settings: Settings) -> Reader:
    """What reads the sources; it keeps what it must know of the web in the store's folder."""
    return Reader(settings.cleaning.max_bytes, settings.retries, settings.fetching, settings.output / ".fetching")


def ingest_batch(batch: Batch, bench: Bench) -> BatchAccount:
    """Read a batch's documents, clean those that the store has not, and put what became of them on the shelf.

    Of an archive each so many documents are a part by themselves: a killed run loses no more than one part of it. A bad
    document is a rejection and no error. Raises OSError if a part cannot be written.
    """
    visits: list[Visit] = []
    documents = (document for ref in batch.refs for document in bench.reader.documents(ref, visits))
    size = max(bench.settings.batch_size, len(batch.refs))
    account = BatchAccount()
    for first in documents:
        name = f"{batch.name}-{len(account.parts) + 1}" if account.parts else batch.name
        with bench.shelf.batch(name) as desk:
            counts: Counter[str] = Counter()
            part = itertools.chain([first], itertools.islice(documents, size - 1))
            written = desk.write(bench.pool.clean_many(_new_documents(part, desk, counts)))
        account += BatchAccount(counts["known"], counts["resumed"], written, (name,))
    bench.reader.visits.note(visits)
    return account


def summarize(folder: Path, documents: int, commit: Commit, total: Counts) -> RunSummary:
    """The account of a run over so many documents, which came to `commit`."""
    reasons, languages, outlets = (commit.tallies.get(topic, {}) for topic in ("reason", "language", "outlet"))
    return RunSummary(str(folder), documents, commit.new, total, reasons, languages, outlets)


def _new_documents(
    documents: Iterable[RawDocument | Rejection], desk: BatchDesk, counts: Counter[str]
) -> Iterator[RawDocument | Outcome]:
    """What the store has not yet: documents to clean, and outcomes that are there; counts the others."""
    for document in documents:
        if desk.knows(document):
            counts["known"] += 1
        elif isinstance(document, Rejection):
            yield document
        elif (outcome := desk.unfinished(document)) is not None:
            counts["resumed"] += 1
            yield outcome
        else:
            yield document
