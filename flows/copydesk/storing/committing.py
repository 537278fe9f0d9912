"""A commit in the making: what is new in the staged parts, what it takes the place of, and which parts come of it."""

from collections import Counter

from copydesk.ordering import most_first
from copydesk.storing.clusters import Clusters
from copydesk.storing.counts import Counts
from copydesk.storing.duplicates import forget_duplicate
from copydesk.storing.entries import Entry, read_entries
from copydesk.storing.keys import DocumentKey
from copydesk.storing.layout import ENTRIES, PartName, StagedPart
from copydesk.storing.manifest import Manifest
from copydesk.storing.merging import SMALL, Assembly, Piece
from copydesk.storing.renewal import Renewal

REJECTED_OUTLET, REJECTED_LANGUAGE, REJECTED_DAY = "rejected outlet", "rejected language", "rejected day"


class CommitWork:
    """Staged parts are taken one after the other; everything is noted in the manifest, in the transaction at hand."""

    def __init__(self, manifest: Manifest, clusters: Clusters, renewal: Renewal) -> None:
        self._manifest = manifest
        self._clusters = clusters
        self._renewal = renewal
        self._before = manifest.last_document()
        self._assemblies: dict[PartName, Assembly] = {}
        self._gone: dict[PartName, set[DocumentKey]] = {}
        self._tallied: Counter[tuple[str, str]] = Counter()
        self._untallied: Counter[tuple[str, str]] = Counter()
        self.new = Counts()
        self.gone = 0

    def take(self, staged: StagedPart) -> None:
        """Note what is new in a staged part, and plan where it goes."""
        entries = list(read_entries(staged.path(ENTRIES)))
        dropped = {entry.key for entry in entries if self._is_known(entry)}
        kept = [entry for entry in entries if entry.key not in dropped]
        if not kept:
            return
        assembly = self._place_for(staged.kind, len(kept))
        assembly.pieces.append(Piece(staged, dropped))
        assembly.records += len(kept)
        for entry in kept:
            self._supersede(entry)
            add_entry(entry, assembly.name, self._renewal.stamp, self._manifest, self._clusters)
            self._tallied.update(topics(entry))
        self.new += Counts(**{staged.kind: len(kept)})

    def assemblies(self) -> list[Assembly]:
        """The parts that are new or change; the manifest is told."""
        for name, keys in self._gone.items():
            self._existing(name).pieces[0].dropped = keys
            self._existing(name).records -= len(keys)
        for assembly in self._assemblies.values():
            self._manifest.set_part(assembly.name, assembly.records)
        changes = self._tallied.copy()
        changes.subtract(self._untallied)
        self._manifest.count(changes)
        return list(self._assemblies.values())

    def tallies(self) -> dict[str, dict[str, int]]:
        """What is new, by topic and name."""
        by_topic: dict[str, dict[str, int]] = {}
        for (topic, name), count in most_first(self._tallied):
            by_topic.setdefault(topic, {})[name] = count
        return by_topic

    def _is_known(self, entry: Entry) -> bool:
        old = self._manifest.find(entry.key)
        if old is None:
            return False
        return old.number > self._before or self._renewal.keeps(old.origin) or self._renewal.tries_again(entry.reason)

    def _place_for(self, kind: str, records: int) -> Assembly:
        """The last part, if there is room in it, or a new one."""
        last, size = self._manifest.last_part(kind)
        newest = max(
            (name for name in self._assemblies if name.kind == kind), key=lambda name: name.number, default=last
        )
        if newest != last or last in self._assemblies:
            size = self._assemblies[newest].records
        if size > 0 and size + records <= SMALL:
            return self._existing(newest)
        name = PartName(kind, newest.number + 1)
        return self._assemblies.setdefault(name, Assembly(name, 0, []))

    def _existing(self, name: PartName) -> Assembly:
        """A part that is there, or in the making."""
        if name not in self._assemblies:
            records = dict(self._manifest.parts(name.kind))[name]
            self._assemblies[name] = Assembly(name, records, [Piece(None)])
        return self._assemblies[name]

    def _supersede(self, entry: Entry) -> None:
        """Forget what a new record takes the place of."""
        places = dict.fromkeys((entry.uri, entry.uri.partition("\n")[0]))  # its own, and that of the whole archive
        outdated = [entry.key, *(key for place in places for key in self._manifest.unread_at(place))]
        for key in outdated:
            old = self._manifest.find(key)
            if old is not None and old.number <= self._before:
                noted = self._manifest.entry(old.number)
                self._untallied.update(topics(noted))
                self._clusters.remove(old.number)
                forget_duplicate(self._manifest.database, noted.id)
                self._manifest.remove(old.number)
                self._gone.setdefault(PartName(old.kind, old.part), set()).add(key)
                self.gone += 1


def topics(entry: Entry) -> list[tuple[str, str]]:
    """What a record is counted under; what is not known of a rejection is not counted."""
    if entry.reason is not None:
        known = [(REJECTED_OUTLET, entry.outlet), (REJECTED_LANGUAGE, entry.language), (REJECTED_DAY, entry.date)]
        return [("reason", entry.reason), *((topic, name) for topic, name in known if name is not None)]
    year = (entry.date or "")[:4]
    return [("language", entry.language or ""), ("outlet", entry.outlet or ""), ("year", year)]


def add_entry(entry: Entry, part: PartName, stamp: str, manifest: Manifest, clusters: Clusters) -> None:
    """Note a record of a part, and the stamp under which it was made."""
    document = manifest.add(entry, part, stamp)
    if entry.sketch is not None:
        clusters.add(document, entry.sketch)
