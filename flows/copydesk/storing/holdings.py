"""What a store holds, in numbers: from the manifest alone, so that it is told at once however large the store is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.storing.counts import Counts
from copydesk.storing.errors import StoreError
from copydesk.storing.layout import MANIFEST
from copydesk.storing.manifest import Manifest, RunNote

_LAST_RUNS = 5


@dataclass(frozen=True, slots=True)
class Holdings:
    """The numbers of a store. Tallies have the most frequent first; "" is what is not known."""

    size: Counts
    parts: int
    formats: tuple[str, ...]
    duplicates: int
    """Articles that another one leads."""
    clusters: int
    """Articles that lead others."""
    reasons: Mapping[str, int]
    """Rejections by reason."""
    outlets: Mapping[str, int]
    languages: Mapping[str, int]
    years: Mapping[str, int]
    """Articles by the year of their date, the earliest first."""
    runs: Sequence[RunNote]
    """The last runs that changed the store, the latest first."""


def read_holdings(folder: Path) -> Holdings:
    """The numbers of the store in a folder. Raises StoreError if its manifest is damaged."""
    with Manifest.reading(folder / MANIFEST) as manifest:
        if not manifest.is_set_up():
            raise StoreError(f"the first run is just making the store in {folder}; ask again in a moment")
        years = manifest.tally("year")
        articles, leaders = manifest.database.execute(
            "SELECT count(*), count(*) - count(duplicate_of) FROM duplicates"
        ).fetchone()
        return Holdings(
            size=manifest.size(),
            parts=manifest.database.execute("SELECT count(*) FROM parts").fetchone()[0],
            formats=tuple(manifest.formats()),
            duplicates=articles - leaders,
            clusters=leaders,
            reasons=manifest.tally("reason"),
            outlets=manifest.tally("outlet"),
            languages=manifest.tally("language"),
            years=dict(sorted(years.items())),
            runs=manifest.last_runs(_LAST_RUNS),
        )
