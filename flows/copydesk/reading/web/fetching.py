"""Requests: one after another to each host, redirects followed by hand, each hop checked, everything bounded.

`httpcore` and not `httpx`, which is made of it: only there can one say what a name is connected to.
"""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import TypeAlias

import httpcore
import httpx

from copydesk.model import Reason
from copydesk.reading.damage import DamagedError
from copydesk.reading.messages import Head, TooLargeError, decoded
from copydesk.reading.web.addresses import AddressRefusedError
from copydesk.reading.web.connecting import CheckedNetwork
from copydesk.reading.web.turns import Turns
from copydesk.source_settings import FetchSettings

_PASSING = frozenset({429, 500, 502, 503, 504})
"""Answers that may be another one in a moment."""
_LEADING_ON = frozenset({301, 302, 303, 307, 308})
_FAILURES = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, OSError)
_LONGEST_WAIT = 60.0
"""Seconds that a server may ask to be left alone for before it is tried again."""


NO_HEADERS: Mapping[str, str] = {}
Permit: TypeAlias = Callable[[httpx.URL], None]
"""Is given each address before it is asked, and raises FetchError where it must not be."""


class FetchError(Exception):
    """An address that gave no page."""

    def __init__(self, reason: Reason, detail: str, wait: float | None = None) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
        self.wait = wait
        """Seconds after which it may be another; None where it will not."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered in the end."""

    url: str
    """The address that it came from, redirects followed."""
    head: Head
    body: bytes
    fetched_at: str
    """ISO 8601: the server's own clock, or else this machine's."""


@dataclass(frozen=True)
class Fetcher:
    """Gets what is behind addresses."""

    settings: FetchSettings
    turns: Turns
    retries: int = 0
    """How often what failed for a passing reason is tried again."""
    pauses: dict[str, float] = field(default_factory=dict)
    """Seconds that a host asks for between two requests, where it asks for more than the settings."""

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore.default_ssl_context()

    def get(self, url: str, limit: int, permit: Permit, headers: Mapping[str, str] = NO_HEADERS) -> Answer:
        """What is behind an address after redirects, of `limit` bytes at most; 304 where HEADERS asked for changes.

        `permit` is asked before each address. Raises FetchError, the last one, after as many tries as there are.
        """
        for attempt in range(self.retries + 1):
            try:
                return self._get(url, limit, permit, headers)
            except FetchError as error:
                if error.wait is None or attempt == self.retries:
                    raise
                time.sleep(min(_LONGEST_WAIT, max(error.wait, self.settings.delay * 2**attempt)))
        raise AssertionError

    def target(self, url: str, base: httpx.URL | None = None) -> httpx.URL:
        """An address, which may be relative to BASE, in its parts. Raises FetchError for one that is not of the web."""
        try:
            parts = httpx.URL(url) if base is None else base.join(url)
        except (httpx.InvalidURL, ValueError) as error:
            raise FetchError(Reason.ADDRESS_REFUSED, f"it is no address: {error}") from error
        if parts.scheme not in ("http", "https") or not parts.host:
            raise FetchError(Reason.ADDRESS_REFUSED, f"{url} is no address of the web: only http and https are")
        return parts

    def stream(self, url: str, headers: Mapping[str, str], stack: ExitStack) -> tuple[Head, Iterator[bytes]]:
        """The head of what is behind an address after redirects, and the pieces of its body, while STACK is open.

        There is no limit in bytes, and in time only between two of them. Raises FetchError, and so do the pieces.
        """
        parts = self.target(url)
        for _ in range(self.settings.max_redirects + 1):
            with self._turn(parts):
                head, response = stack.enter_context(self._opened(parts, headers, None))
            following = self._following(parts, head)
            if following is None:
                if head.is_success:
                    return head, _pieces(response)
                stack.close()
                raise _status(head)
            stack.close()
            parts = following
        raise self._circling(parts)

    @contextmanager
    def _opened(
        self, parts: httpx.URL, headers: Mapping[str, str], deadline: float | None
    ) -> Iterator[tuple[Head, httpcore.Response]]:
        """The head of what one address answers, and the answer, whose body is not yet read. Raises FetchError."""
        wait = self.settings.seconds
        network = CheckedNetwork(self.settings.allowed_networks, deadline)
        sent = {"User-Agent": self.settings.user_agent, "Accept-Encoding": "gzip", "Accept": "*/*", **headers}
        try:
            with (
                httpcore.ConnectionPool(self._tls, network_backend=network, max_keepalive_connections=0) as pool,
                pool.stream(
                    "GET",
                    httpcore.URL(scheme=parts.raw_scheme, host=parts.raw_host, port=parts.port, target=parts.raw_path),
                    headers=list(sent.items()),
                    extensions={"timeout": {"connect": wait, "read": wait, "write": wait, "pool": wait}},
                ) as response,
            ):
                yield _head_of(response), response
        except _FAILURES as error:
            raise _as_fetch_error(error, parts.host, wait) from error

    @contextmanager
    def _turn(self, parts: httpx.URL) -> Iterator[None]:
        with self.turns.turn(parts.host, max(self.settings.delay, self.pauses.get(parts.host, 0.0))):
            yield

    def _get(self, url: str, limit: int, permit: Permit, headers: Mapping[str, str]) -> Answer:
        parts = self.target(url)
        for _ in range(self.settings.max_redirects + 1):
            permit(parts)
            answer = self._once(parts, limit, headers)
            following = self._following(parts, answer.head)
            if following is None:
                if answer.head.status in _PASSING:
                    raise _status(answer.head)
                return answer
            parts = following
        raise self._circling(parts)

    def _following(self, parts: httpx.URL, head: Head) -> httpx.URL | None:
        """The address that an answer leads to, if it leads to another one."""
        place = head.headers.get("location")
        return self.target(place, parts) if head.status in _LEADING_ON and place else None

    def _circling(self, parts: httpx.URL) -> FetchError:
        detail = f"it leads from one address to the next more than {self.settings.max_redirects} times"
        return FetchError(Reason.HTTP_STATUS, f"{detail}, at last to {parts}")

    def _once(self, parts: httpx.URL, limit: int, headers: Mapping[str, str]) -> Answer:
        try:
            with self._turn(parts):
                deadline = time.monotonic() + self.settings.seconds
                with self._opened(parts, headers, deadline) as (head, response):
                    body = _bounded(response, limit) if head.is_success else b""
            body = decoded(body, head.headers.get("content-encoding", "") or _packed_as(head), limit)
        except DamagedError as error:
            raise FetchError(Reason.UNREADABLE, f"of the page {error}", wait=0) from error
        except TooLargeError as error:
            raise FetchError(Reason.TOO_LARGE, str(error)) from error
        return Answer(str(parts), head, body, _time_of(head))


def _status(head: Head) -> FetchError:
    wait = _seconds(head.headers.get("retry-after", "")) if head.status in _PASSING else None
    return FetchError(Reason.HTTP_STATUS, f"the server answers {head.status}", wait)


def _as_fetch_error(error: Exception, host: str, seconds: float) -> FetchError:
    match error:
        case AddressRefusedError():
            return FetchError(Reason.ADDRESS_REFUSED, str(error))
        case httpcore.TimeoutException():
            detail = f"{host} took more than {seconds:g} seconds; raise fetching.seconds to wait longer"
            return FetchError(Reason.TIMEOUT, detail, wait=0)
        case _:
            return FetchError(Reason.UNREADABLE, f"{host} cannot be read: {error}", wait=0)


def _packed_as(head: Head) -> str:
    """How a file is compressed by what its type says: sitemaps often come so."""
    return "gzip" if "gzip" in head.headers.get("content-type", "") else ""


def _pieces(response: httpcore.Response) -> Iterator[bytes]:
    """The pieces of a body. Raises FetchError where it breaks off."""
    try:
        yield from response.iter_stream()
    except _FAILURES as error:
        raise FetchError(Reason.UNREADABLE, f"the answer broke off: {error}", wait=0) from error


def _bounded(response: httpcore.Response, limit: int) -> bytes:
    """A body of `limit` bytes at most. Raises TooLargeError."""
    pieces: list[bytes] = []
    left = limit
    for piece in response.iter_stream():
        left -= len(piece)
        if left < 0:
            raise TooLargeError(limit)
        pieces.append(piece)
    return b"".join(pieces)


def _head_of(response: httpcore.Response) -> Head:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("utf-8", "replace"))
    return Head(response.status, headers)


def _seconds(retry_after: str) -> float:
    """Seconds that a server asks to be left alone for, where it gives a number."""
    return float(retry_after) if retry_after.isdecimal() else 0.0


def _time_of(head: Head) -> str:
    try:
        moment = parsedate_to_datetime(head.headers.get("date", "")).astimezone(UTC)
    except (ValueError, OverflowError):  # as at the end of the year 9999
        moment = datetime.now(UTC)
    return moment.isoformat(timespec="seconds")
