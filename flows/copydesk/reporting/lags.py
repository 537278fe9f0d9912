"""What a run says of documents that it has left as they were, though something else might come of them now."""

from collections.abc import Iterator, Mapping

from copydesk.model import Reclean
from copydesk.storing import Lag
from copydesk.wording import counted

_CURES: Mapping[Lag, tuple[str, Reclean]] = {
    Lag.STOPPED: ("stopped, for time, memory or a crash", Reclean.STOPPED),
    Lag.OTHER_VERSION: ("cleaned by another version of copydesk", Reclean.OLDER_VERSION),
    Lag.OTHER_SETTINGS: ("cleaned with other settings", Reclean.CHANGED),
    Lag.UNKNOWN_SETTINGS: ("cleaned with settings that the store does not know", Reclean.CHANGED),
}
"""What they were, and what cleans them again."""


def lag_lines(lags: Mapping[Lag, int], command: str) -> Iterator[str]:
    """How many documents they are, why, and how the command that has done the run cleans them again.

    >>> for line in lag_lines({Lag.OTHER_SETTINGS: 3, Lag.STOPPED: 1}, "copydesk run"):
    ...     print(line)
    1 document was stopped, for time, memory or a crash: `copydesk run --reclean stopped` cleans it again.
    3 documents were cleaned with other settings: `copydesk run --reclean changed` cleans them again.
    """
    for lag, (what, reclean) in _CURES.items():
        if number := lags.get(lag, 0):
            were, them = ("was", "it") if number == 1 else ("were", "them")
            cure = f"`{command} --reclean {reclean}` cleans {them} again"
            yield f"{counted(number, 'document')} {were} {what}: {cure}."
