"""Web archives made for a test, record by record."""

import gzip
from collections.abc import Callable, Iterable

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"


def record(number: int, block: bytes, **headers: str) -> bytes:
    """A record; `headers` take the place of the usual ones, with "-" written "_", and "" leaves one out."""
    usual = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:{number}>",
        "WARC-Target-URI": f"http://example.org/{number}",
        "WARC-Date": "2020-01-01T00:00:00Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in given.items() if value)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(number: int, body: bytes | None = None, more: bytes = b"") -> bytes:
    """The record of a page that a server sent, with `more` lines in the head of its answer."""
    return record(number, HEAD + more + b"\r\n" + (page(number) if body is None else body))


def page(number: int) -> bytes:
    """The page of that number."""
    return b"<html><body><p>Page %d of the archive, with a few words in it." % number


def archive(records: Iterable[bytes], compress: Callable[[bytes], bytes] = gzip.compress) -> bytes:
    """An archive in which each record is compressed by itself, as crawlers write them."""
    return b"".join(map(compress, records))
