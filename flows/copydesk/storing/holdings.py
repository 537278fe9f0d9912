"""What a store holds, in numbers: from the manifest alone, so that it is told at once however large the store is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from copydesk.storing.committing import REJECTED_DAY, REJECTED_LANGUAGE, REJECTED_OUTLET
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
    rejected_outlets: Mapping[str, int]
    """Rejections by outlet, as far as the documents told it before they were rejected."""
    rejected_languages: Mapping[str, int]
    rejected_days: Mapping[str, int]
    """Rejections by the day on which their documents were fetched, the latest first."""
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
        years, days = manifest.tally("year"), _rejected(manifest, REJECTED_DAY)
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
            rejected_outlets=_rejected(manifest, REJECTED_OUTLET),
            rejected_languages=_rejected(manifest, REJECTED_LANGUAGE),
            rejected_days=dict(sorted(days.items(), reverse=True)),
            outlets=manifest.tally("outlet"),
            languages=manifest.tally("language"),
            years=dict(sorted(years.items())),
            runs=manifest.last_runs(_LAST_RUNS),
        )


def _rejected(manifest: Manifest, topic: str) -> dict[str, int]:
    """Rejections by what is known of them; "" has the others, which are not tallied."""
    known = manifest.tally(topic)
    others = manifest.size().rejections - sum(known.values())
    return known | ({"": others} if others else {})
