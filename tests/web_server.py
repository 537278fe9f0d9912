"""A web server on this machine that answers as a test tells it to, and remembers what it was asked."""

import itertools
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeAlias

Answering: TypeAlias = "Callable[[BaseHTTPRequestHandler], None]"


@dataclass
class Site:
    """Answers by path; a path that is not there is a 404."""

    port: int = 0
    answers: dict[str, Answering] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    """Paths in the order of the requests."""
    times: list[float] = field(default_factory=list)
    sent: int = 0
    """Bytes of bodies that have gone out by `endless`."""

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def count(self, path: str) -> int:
        return self.asked.count(path)

    def page(self, path: str, body: str | bytes, content_type: str = "text/html", status: int = 200) -> None:
        """Answer with a body, or with 304 where it is known by its ETag."""
        data = body.encode() if isinstance(body, str) else body
        etag = f'"{hash(data)}"'

        def answer(request: BaseHTTPRequestHandler) -> None:
            known = request.headers.get("If-None-Match") == etag
            request.send_response(304 if known else status)
            request.send_header("ETag", etag)
            request.send_header("Content-Type", content_type)
            request.send_header("Content-Length", "0" if known else str(len(data)))
            request.end_headers()
            if not known:
                request.wfile.write(data)

        self.answers[path] = answer

    def redirect(self, path: str, target: str) -> None:
        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(302)
            request.send_header("Location", target)
            request.send_header("Content-Length", "0")
            request.end_headers()

        self.answers[path] = answer

    def failing(self, path: str, status: int, times: int) -> None:
        """Answer with an error so many times, and then as before."""
        before, tries = self.answers.get(path), itertools.count(1)

        def answer(request: BaseHTTPRequestHandler) -> None:
            if next(tries) <= times:
                request.send_response(status)
                request.send_header("Content-Length", "0")
                request.end_headers()
            elif before is not None:
                before(request)

        self.answers[path] = answer

    def endless(self, path: str, piece: bytes, pause: float = 0.0, length: int | None = None) -> None:
        """Answer with the same bytes again and again, as long as somebody listens."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(200)
            request.send_header("Content-Type", "text/html")
            if length is not None:
                request.send_header("Content-Length", str(length))
            request.end_headers()
            while True:
                request.wfile.write(piece)
                self.sent += len(piece)
                time.sleep(pause)

        self.answers[path] = answer

    def file(self, path: str, data: bytes, most: int | None = None, ranges: str = "bytes") -> None:
        """Answer with a file or, where it is asked for and known how, a range of it; break off after MOST bytes."""

        def answer(request: BaseHTTPRequestHandler) -> None:
            wanted = request.headers.get("Range", "") if ranges else ""
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            request.send_response(206 if wanted else 200)
            if wanted:
                request.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
            request.send_header("Content-Length", str(len(data) - start))
            request.end_headers()
            request.wfile.write(data[start : len(data) if most is None else start + most])
            request.close_connection = True

        self.answers[path] = answer


@contextmanager
def serving() -> Iterator[Site]:
    """A site that is served while the block runs."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.times.append(time.monotonic())
            answer = site.answers.get(self.path)
            try:
                if answer is not None:
                    answer(self)
                else:
                    self.send_response(404)
                    self.send_header("Content-Length", "0")
                    self.end_headers()
            except OSError:  # nobody listens any more
                self.close_connection = True

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
