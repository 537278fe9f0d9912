"""Rejections of what could not be read."""

from copydesk import __version__
from copydesk.model import Reason, Rejection, Stage
from copydesk.reading.inputs import InputRef


def rejected(ref: InputRef, reason: Reason, detail: str, member: str | None = None) -> Rejection:
    """What a reference leads to, or one member of it, could not be read."""
    return Rejection(ref.uri, member, None, Stage.READ, reason, detail, version=__version__)


def too_large(ref: InputRef, limit: int, member: str | None = None) -> Rejection:
    """There is more of it than the limit allows."""
    detail = f"it has more than {limit:,} bytes; raise max_bytes in the settings to take it"
    return rejected(ref, Reason.TOO_LARGE, detail, member)
