"""Rejections of what could not be read."""

from copydesk import __version__
from copydesk.model import Reason, Rejection, Stage
from copydesk.outlets import registry
from copydesk.reading.inputs import InputRef
from copydesk.reading.messages import TooLargeError
from copydesk.rejecting import outlet_at


def rejected(
    ref: InputRef, reason: Reason, detail: str, member: str | None = None, fetched_at: str | None = None
) -> Rejection:
    """What a reference leads to, or one member of it, could not be read."""
    url = ref.path if ref.url is None and ref.is_fetched else ref.url
    return Rejection(
        ref.uri,
        member,
        None,
        Stage.READ,
        reason,
        detail,
        version=__version__,
        url=url,
        outlet=outlet_at(url, registry()),
        fetched_at=fetched_at,
    )


def empty(ref: InputRef, member: str | None = None, fetched_at: str | None = None) -> Rejection:
    """There is no byte of it."""
    return rejected(ref, Reason.EMPTY, "there is nothing in it", member, fetched_at)


def too_large(ref: InputRef, limit: int, member: str | None = None, fetched_at: str | None = None) -> Rejection:
    """There is more of it than the limit allows."""
    return rejected(ref, Reason.TOO_LARGE, str(TooLargeError(limit)), member, fetched_at)
