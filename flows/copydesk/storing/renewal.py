"""Which documents of a store a run cleans again: what has changed since their records were made, and what is wanted.

A record is made by a version of copydesk, under a stamp of that version and of the settings that decide what becomes of
a document. The manifest notes the stamp of the run that commits the record. That is the right one also for what a run
that was killed had finished: of its batches a run takes up again only those that lie under its own stamp.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from copydesk import __version__
from copydesk.model import Reason, Reclean

UNKNOWN_STAMP = ""
"""Of records in a manifest that was made before stamps were noted, or made anew from the store's files."""

_STOPPED = frozenset({Reason.TIMEOUT, Reason.MEMORY, Reason.CRASH})
"""Reasons of rejections for which the limits or the machine may be to blame, and not the document alone."""


class Lag(StrEnum):
    """Why something else might come of a document that is in the store, if it were cleaned now."""

    STOPPED = "stopped"
    OTHER_VERSION = "other version"
    OTHER_SETTINGS = "other settings"
    UNKNOWN_SETTINGS = "unknown settings"


_CLEANED_AGAIN: Mapping[Reclean, frozenset[Lag]] = {
    Reclean.NEVER: frozenset(),
    Reclean.OLDER_VERSION: frozenset({Lag.OTHER_VERSION}),
    Reclean.STOPPED: frozenset({Lag.STOPPED}),
    Reclean.CHANGED: frozenset({Lag.OTHER_VERSION, Lag.OTHER_SETTINGS, Lag.UNKNOWN_SETTINGS}),
}


class Origin(NamedTuple):
    """How a record in the store came about."""

    version: str
    """Of copydesk."""
    stamp: str
    reason: str | None = None
    """Of a rejection."""
    is_read: bool = True
    """False for the rejection of something that could not be read; each run tries again to read it, in any case."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a run cleans again, and with what.

    >>> changed = Renewal(Reclean.CHANGED, stamp="new", version="2")
    >>> changed.keeps(Origin("2", "old")), changed.keeps(Origin("2", "new", "timeout"))
    (False, True)
    >>> Renewal(Reclean.STOPPED, stamp="new", version="2").keeps(Origin("2", "new", "timeout"))
    False
    """

    reclean: Reclean = Reclean.NEVER
    stamp: str = __version__
    """Of the version and the settings with which the run cleans."""
    version: str = __version__
    """Of copydesk, which the run is done with."""

    def lags(self, origin: Origin) -> tuple[Lag, ...]:
        """Why something else might come of a document now, the weightiest first."""
        version, stamp, reason, is_read = origin
        found = [Lag.STOPPED] if reason in _STOPPED else []
        if version != self.version:
            found.append(Lag.OTHER_VERSION)
        elif is_read and stamp != self.stamp:
            found.append(Lag.UNKNOWN_SETTINGS if stamp == UNKNOWN_STAMP else Lag.OTHER_SETTINGS)
        return tuple(found)

    def keeps(self, origin: Origin) -> bool:
        """Whether what came of a document before stays, and it is not cleaned again."""
        return _CLEANED_AGAIN[self.reclean].isdisjoint(self.lags(origin))

    def tries_again(self, reason: str | None) -> bool:
        """Whether what was rejected for this reason is cleaned again just for that; the same once more is no news."""
        return self.reclean is Reclean.STOPPED and reason in _STOPPED


NOTHING_AGAIN = Renewal()
"""What is in a store stays as it is."""
