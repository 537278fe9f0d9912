"""How far a run has come: what became of the documents of each source so far, batch by batch."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from copydesk.ordering import most_first

ARTICLE, KNOWN = "article", "known"
"""What may become of a document; else it is the reason of its rejection."""


@dataclass(frozen=True, slots=True)
class Work:
    """What was done of a batch, or of a run: inputs that were read to their end, and what became of their documents."""

    inputs: int = 0
    fates: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many documents of a source became what."""

    def __add__(self, other: "Work") -> "Work":
        return Work(self.inputs + other.inputs, Counter(self.fates) + Counter(other.fates))

    @property
    def documents(self) -> int:
        """How many documents there were."""
        return sum(self.fates.values())

    @property
    def rejections(self) -> Mapping[str, int]:
        """Rejections by reason, the most frequent first."""
        return _counted((fate, count) for (_, fate), count in self.fates.items() if fate not in (ARTICLE, KNOWN))

    @property
    def sources(self) -> Mapping[str, Mapping[str, int]]:
        """What became of the documents of each source, the sources in order of their names."""
        found: dict[str, dict[str, int]] = {}
        for (source, fate), count in sorted(self.fates.items()):
            found.setdefault(source, {})[fate] = count
        return found

    def of(self, fate: str) -> int:
        """How many documents became that."""
        return sum(count for (_, one), count in self.fates.items() if one == fate)


class Progress:
    """The account of a run while it goes on; batches tell it of themselves from any thread."""

    def __init__(self, inputs: int, batches: int) -> None:
        self.inputs = inputs
        self.batches = batches
        self._began = time.monotonic()
        self._work: dict[str, Work] = {}
        self._changing = threading.Lock()

    def tell(self, batch: str, work: Work) -> None:
        """What was done of the batch so far; what was told of it before no longer counts."""
        with self._changing:
            self._work[batch] = work

    @property
    def work(self) -> Work:
        """What was done of the run so far."""
        with self._changing:
            told = list(self._work.values())
        fates: Counter[tuple[str, str]] = Counter()
        for work in told:
            fates.update(work.fates)
        return Work(sum(work.inputs for work in told), fates)

    @property
    def seconds(self) -> float:
        """How long the run has gone on."""
        return time.monotonic() - self._began


Watcher = Callable[[Progress], None]
_watchers: list[Watcher] = []


@contextmanager
def watching(watcher: Watcher) -> Iterator[None]:
    """Have `watcher` called with the progress of each run that begins in this process."""
    _watchers.append(watcher)
    try:
        yield
    finally:
        _watchers.remove(watcher)


def begin(inputs: int, batches: int) -> Progress:
    """The progress of a run that begins; whoever watches is told."""
    progress = Progress(inputs, batches)
    for watcher in _watchers:
        watcher(progress)
    return progress


def _counted(items: Iterator[tuple[str, int]]) -> Mapping[str, int]:
    counts: Counter[str] = Counter()
    for name, count in items:
        counts[name] += count
    return dict(most_first(counts))
