"""What a run of the flow does, without Prefect: batches of references, the work on one, the account of all."""

import itertools
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from copydesk.benches import Bench, Tools
from copydesk.model import Outcome, RawDocument, Rejection
from copydesk.progress import ARTICLE, KNOWN, Work
from copydesk.reading import InputRef, find_inputs
from copydesk.reading.web.visits import Visit
from copydesk.settings import Settings
from copydesk.stamping import stamp_of
from copydesk.storing import BatchDesk, Commit, Counts, Keeping, Lag, Renewal, Sheet
from copydesk.wording import counted

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

    resumed: int = 0
    """Finished by a run that did not come to its end."""
    written: Counts = field(default_factory=Counts)
    """New articles and rejections, the resumed among them."""
    parts: tuple[str, ...] = ()
    """Names under which they were put on the shelf, in order."""
    work: Work = field(default_factory=Work)
    """All that was read, also what stands in the batch twice."""
    lags: Mapping[Lag, int] = field(default_factory=dict)
    """Of how many that the store keeps something else might come now, by the weightiest reason for it."""

    @property
    def documents(self) -> int:
        """How many there were."""
        return self.work.documents

    @property
    def known(self) -> int:
        """Of how many the same content is in the store already, or came before in this batch."""
        return self.documents - self.written.articles - self.written.rejections

    def __add__(self, other: "BatchAccount") -> "BatchAccount":
        written = self.written + other.written
        parts = (*self.parts, *other.parts)
        lags = Counter(self.lags) + Counter(other.lags)
        return BatchAccount(self.resumed + other.resumed, written, parts, self.work + other.work, lags)

    def __str__(self) -> str:
        resumed = f" ({self.resumed:,} kept from a run that was interrupted)" if self.resumed else ""
        new = f"{counted(self.written.articles, 'new article')}, {self.written.rejections:,} rejected{resumed}"
        return f"{new}, {self.known:,} known already"


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
    work: Work
    """What became of the documents of each source, those that stand there twice or are known already among them."""
    lags: Mapping[Lag, int]
    """Documents in the sources that the store keeps, and of which something else might come now, by the reason."""
    seconds: float
    """How long it took to read and to clean."""


@dataclass(frozen=True, slots=True)
class Done:
    """What all batches of a run came to."""

    account: BatchAccount
    failed: tuple[str, ...]
    """Names of the batches that failed for good."""
    seconds: float


def keeping_of(settings: Settings) -> Keeping:
    """How the settings have the store kept."""
    renewal = Renewal(settings.reclean, stamp_of(settings.cleaning))
    return Keeping(settings.formats, settings.duplicates.threshold, renewal)


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


def ingest_batch(batch: Batch, bench: Bench) -> BatchAccount:
    """Read a batch's documents, clean those that the store has not, and put what became of them on the shelf.

    Of an archive each so many documents are a part by themselves: a killed run loses no more than one part of it. A bad
    document is a rejection and no error. Raises OSError if a part cannot be written.
    """
    visits: list[Visit] = []
    size = max(bench.settings.batch_size, len(batch.refs))
    account = BatchAccount()
    with bench.tools() as tools:
        course = _Course(batch, tools, bench.shelf.renewal)
        documents = course.documents(visits)
        for first in documents:
            name = f"{batch.name}-{len(account.parts) + 1}" if account.parts else batch.name
            with bench.shelf.batch(name) as desk:
                part = itertools.chain([first], itertools.islice(documents, size - 1))
                written = desk.write(course.sheets(tools.pool.clean_many(course.new(part, desk))))
            account += BatchAccount(written=written, parts=(name,))
        tools.reader.visits.note(visits)
    return account + BatchAccount(course.resumed, work=course.work, lags=dict(course.lags))


def summarize(folder: Path, done: Done, commit: Commit, total: Counts) -> RunSummary:
    """The account of a run that read and cleaned what `done` says, which came to `commit`."""
    reasons, languages, outlets = (commit.tallies.get(topic, {}) for topic in ("reason", "language", "outlet"))
    account = done.account
    return RunSummary(
        folder=str(folder),
        documents=account.documents,
        new=commit.new,
        total=total,
        reasons=reasons,
        languages=languages,
        outlets=outlets,
        work=account.work,
        lags=account.lags,
        seconds=done.seconds,
    )


class _Course:
    """The way of a batch's documents from the sources to the shelf, and the count of them on it."""

    def __init__(self, batch: Batch, tools: Tools, renewal: Renewal) -> None:
        self._batch = batch
        self._tools = tools
        self._renewal = renewal
        self._inputs = 0
        self._fates: Counter[tuple[str, str]] = Counter()
        self._sources: deque[str] = deque()
        self.resumed = 0
        self.lags: Counter[Lag] = Counter()

    @property
    def work(self) -> Work:
        """What was done so far."""
        return Work(self._inputs, dict(self._fates))

    def documents(self, visits: list[Visit]) -> Iterator[tuple[str, RawDocument | Rejection]]:
        """What there is to read, each with its source."""
        for ref in self._batch.refs:
            for document in self._tools.reader.documents(ref, visits):
                yield ref.source, document
            self._inputs += 1

    def new(
        self, documents: Iterable[tuple[str, RawDocument | Rejection]], desk: BatchDesk
    ) -> Iterator[RawDocument | Outcome]:
        """What the store has not yet: documents to clean, and outcomes that are there."""
        for source, document in documents:
            if (origin := desk.kept(document)) is not None:
                self.lags.update(self._renewal.lags(origin)[:1])
                self._tell(source, KNOWN)
                continue
            self._sources.append(source)
            outcome = desk.unfinished(document) if isinstance(document, RawDocument) else None
            self.resumed += outcome is not None
            yield outcome or document

    def sheets(self, sheets: Iterable[Sheet]) -> Iterator[Sheet]:
        """What came of them, in the same order."""
        for sheet in sheets:
            self._tell(self._sources.popleft(), sheet.reason or ARTICLE)
            yield sheet

    def _tell(self, source: str, fate: str) -> None:
        self._fates[source, fate] += 1
        self._tools.tell(self._batch.name, self.work)
