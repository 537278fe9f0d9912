"""Files behind an address: buckets and whatever else fsspec knows. Its backends (s3fs, gcsfs …) are the user's."""

import os
import re
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]+(?:://|::)", re.IGNORECASE)
_MAGIC = re.compile(r"[*?\[]")


def is_address(given: str) -> bool:
    """Whether something is no path on this machine, but an address.

    >>> is_address("s3://bucket/a.warc.gz"), is_address("pages/a.html")
    (True, False)
    """
    return _ADDRESS.match(given) is not None


def is_on_the_web(given: str) -> bool:
    """Whether it is an address that copydesk fetches by itself, and politely."""
    return given.lower().startswith(("http://", "https://"))


def remote_files(given: str, is_wanted: Callable[[str], bool]) -> Iterator[str]:
    """The files that an address stands for: a folder's, by their names, sorted, or those that a pattern matches.

    Where there are none, and where nothing can be listed, it is the address itself: opening it says why.
    """
    try:
        found = sorted(_listed(given, is_wanted))
    except Exception:  # noqa: BLE001 - each backend has errors of its own; opening the address meets them again
        found = []
    yield from found or [given]


def open_remote(address: str) -> BinaryIO:
    """The file behind an address. Raises OSError, which says what is wrong, whatever the backend raised."""
    try:
        import fsspec  # noqa: PLC0415 (few need it)

        filesystem, path = fsspec.core.url_to_fs(address)
        return cast("BinaryIO", filesystem.open(path, "rb"))
    except OSError:
        raise
    except ImportError as error:
        raise OSError(f"{error}; install it beside copydesk") from error
    except Exception as error:
        raise OSError(f"{type(error).__name__}: {error}") from error


def _listed(given: str, is_wanted: Callable[[str], bool]) -> list[str]:
    import fsspec  # noqa: PLC0415

    filesystem, path = fsspec.core.url_to_fs(given)
    if _MAGIC.search(path):
        paths = [name for name in filesystem.glob(path) if not filesystem.isdir(name)]
    elif filesystem.isdir(path):
        paths = [name for name in filesystem.find(path) if not _is_hidden(name, path) and is_wanted(name)]
    else:
        return [given]
    return [str(filesystem.unstrip_protocol(name)) for name in paths]


def _is_hidden(name: str, folder: str) -> bool:
    return any(part.startswith(".") for part in os.path.relpath(name, folder).split("/"))
