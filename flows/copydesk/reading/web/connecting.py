"""Connections to addresses that were checked, which end at a deadline.

The name of a host is looked up once, its addresses are checked, and one of just these is connected to: between a check
and a second look-up the name could have been given another address. TLS is told the name, and checks it.
"""

import time
from collections.abc import Iterable, Sequence
from ssl import SSLContext
from typing import Any

import httpcore

from copydesk.reading.web.addresses import allowed_addresses


class CheckedNetwork(httpcore.NetworkBackend):
    """What httpcore connects with: to public addresses and those of `networks`, until `deadline`, if there is one."""

    def __init__(self, networks: Sequence[str], deadline: float | None) -> None:
        self._networks = networks
        self._deadline = deadline
        """As `time.monotonic` counts."""
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of the host that answers. Raises AddressRefusedError, OSError, ConnectError."""
        *others, last = allowed_addresses(host, port, self._networks)
        for address in others:
            try:
                return self._connected(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                continue
        return self._connected(last, port, timeout, local_address, socket_options)

    def _connected(self, address: str, port: int, timeout: float | None, *options: Any) -> httpcore.NetworkStream:
        stream = self._inner.connect_tcp(address, port, _left(self._deadline, timeout), *options)
        return _Stream(stream, self._deadline)


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline: a server that sends a byte a second gains nothing by it."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: float | None) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(self._deadline, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(self._deadline, timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        inner = self._inner.start_tls(ssl_context, server_hostname, _left(self._deadline, timeout))
        return _Stream(inner, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


def _left(deadline: float | None, timeout: float | None) -> float | None:
    """How long may still be waited. Raises httpcore.ReadTimeout where the deadline has passed."""
    if deadline is None:
        return timeout
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time limit has passed")
    return left if timeout is None else min(left, timeout)
