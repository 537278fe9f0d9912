"""What the user names (files, folders, patterns, standard input) as an ordered row of references to documents."""

import glob
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

STANDARD_INPUT = "-"

PAGE_SUFFIXES = (".txt", ".text", ".html", ".htm", ".xhtml")
"""What a folder's pages are named; each may have `.gz` behind it. A file named by itself is taken whatever its name."""
_TAKEN_SUFFIXES = PAGE_SUFFIXES + tuple(f"{suffix}.gz" for suffix in PAGE_SUFFIXES)


@dataclass(frozen=True, slots=True)
class InputRef:
    """Where one document can be read."""

    uri: str
    """The path as given: of a folder's files, the folder as given and the way from there; "-" is standard input."""
    path: str | None
    """The path to open; None is standard input."""
    url: str | None = None
    """Address of the page, where the user told it."""


def find_inputs(inputs: Sequence[str], root: Path | None = None) -> Iterator[InputRef]:
    """References to the documents of `inputs`, in the order given; within a folder or a pattern, sorted by name.

    Relative paths start from `root`, or from the working directory. Folders are searched to the bottom, through links
    too, hidden files and folders left out. What does not exist, and what holds no page, is a reference as well:
    reading it gives a rejection that says so.
    """
    base = "" if root is None else os.fspath(root)
    for given in inputs:
        if given == STANDARD_INPUT:
            yield InputRef(given, None)
            continue
        found = False
        for uri in _expand(given, base):
            found = True
            yield InputRef(_printable(uri), os.path.join(base, uri))  # noqa: PTH118 (a Path would drop "./")
        if not found:
            yield InputRef(_printable(given), os.path.join(base, given))  # noqa: PTH118


def is_pattern(uri: str) -> bool:
    """Whether a path holds a wildcard."""
    return glob.has_magic(uri)


def is_folder(path: str) -> bool:
    """Whether there is a folder of this name; no name, however odd, is an error."""
    return os.path.isdir(path)  # noqa: PTH112 (a Path's own raises for names that are too long, or lead in a circle)


def _expand(given: str, base: str) -> Iterator[str]:
    """Paths of the files that one input stands for, relative to `base`."""
    path = os.path.join(base, given)  # noqa: PTH118
    if is_folder(path):
        yield from _pages_in(given, base, ())
    elif os.path.lexists(path):
        yield given
    elif is_pattern(given):
        for match in sorted(glob.iglob(given, root_dir=base or None, recursive=True)):  # noqa: PTH207
            if not is_folder(os.path.join(base, match)):  # noqa: PTH118
                yield match
            elif not given.endswith("**"):  # which matches what the folder holds as well
                yield from _pages_in(match, base, ())


def _pages_in(folder: str, base: str, above: tuple[tuple[int, int], ...]) -> Iterator[str]:
    """Pages under a folder; `above` holds device and inode of the folders on the way: links may lead in a circle."""
    try:
        status = Path(base, folder).stat()
        with os.scandir(os.path.join(base, folder)) as entries:  # noqa: PTH118
            listing = sorted(entries, key=lambda entry: entry.name)
    except OSError:
        yield folder  # reading it says why it cannot be listed
        return
    here = (status.st_dev, status.st_ino)
    if here in above:
        return
    for entry in listing:
        if entry.name.startswith("."):
            continue
        below = os.path.join(folder, entry.name)  # noqa: PTH118
        path = os.path.join(base, below)  # noqa: PTH118
        if is_folder(path):
            yield from _pages_in(below, base, (*above, here))
        elif entry.name.lower().endswith(_TAKEN_SUFFIXES) and (os.path.isfile(path) or entry.is_symlink()):  # noqa: PTH113
            yield below


def _printable(path: str) -> str:
    r"""A path as text that any encoding can hold: bytes that are no UTF-8 become `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
