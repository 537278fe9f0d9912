"""What the user names (files, folders, patterns, addresses, standard input) as an ordered row of references."""

import glob
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from copydesk.reading.kinds import is_taken, kind_by_name
from copydesk.reading.passed_over import PassOver, in_silence
from copydesk.reading.remote import is_address, is_on_the_web, remote_files
from copydesk.reading.saved_pages import SavedPages
from copydesk.source_settings import USUAL_COLUMNS, Columns, Kind, SourceSettings

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class InputRef:
    """Where one document can be read, or many: an archive, a table or a feed is one reference."""

    uri: str
    """The path as given: of a folder's files, the folder as given and the way from there; "-" is standard input."""
    path: str | None
    """The path or the address to open; None is standard input."""
    url: str | None = None
    """Address of the page, where the user told it."""
    kind: Kind = Kind.AUTO
    columns: Columns = USUAL_COLUMNS
    source: str = ""
    """What it was found in: the file, folder, pattern or address that the user named."""

    @property
    def is_fetched(self) -> bool:
        """Whether it is fetched as a page or a feed of the web, and not opened as a file."""
        if self.path is None or not is_on_the_web(self.path):
            return False
        if self.kind is Kind.AUTO:
            name = re.split(r"[?#]", self.path, maxsplit=1)[0]
            return kind_by_name(name) is None or name.endswith(".json")  # which is more likely a feed than a table
        return self.kind in (Kind.PAGE, Kind.FEED)

    @property
    def holds_many(self) -> bool:
        """Whether it is likely to hold many documents, as archives, tables and feeds do."""
        if self.kind is Kind.AUTO:
            return not self.is_fetched and kind_by_name(self.uri) is not None
        return self.kind is not Kind.PAGE


def find_inputs(
    inputs: Iterable[str | SourceSettings], root: Path | None = None, pass_over: PassOver = in_silence
) -> Iterator[InputRef]:
    """References to what `inputs` stand for, in the order given; within a folder or a pattern, sorted by name.

    Relative paths start from `root`, or from the working directory. Folders are searched to the bottom, through links
    too, hidden files and folders left out; `pass_over` is told of files whose names are not those of pages, and of all
    in a folder that belongs to a saved page. What does not exist, and what holds no page, is a reference as well:
    reading it gives a rejection that says so.
    """
    base = "" if root is None else os.fspath(root)
    for given in inputs:
        source = SourceSettings.model_construct(path=given) if isinstance(given, str) else given
        for uri, path in _places(source, base, pass_over):
            yield InputRef(uri, path, kind=source.kind, columns=source.columns, source=_printable(source.path))


@dataclass(frozen=True, slots=True)
class _Sieve:
    """Which files of a folder are taken; somebody is told of the others."""

    kind: Kind
    pass_over: PassOver

    def takes(self, name: str) -> bool:
        """Whether a file's name is one of a page, or of whatever else is asked for."""
        taken = is_taken(name, self.kind)
        if not taken:
            self.pass_over(name)
        return taken

    def leave(self, files: Iterable[str]) -> None:
        """Take none of them, whatever their names."""
        for file in files:
            self.pass_over(file)


def _places(source: SourceSettings, base: str, pass_over: PassOver) -> Iterator[tuple[str, str | None]]:
    """The name and the path of each file, or whatever else, that a source stands for; of none, its own."""
    sieve = _Sieve(source.kind, pass_over)
    given = source.path
    if given == STANDARD_INPUT:
        yield given, None
    elif is_on_the_web(given):
        yield given, given
    elif is_address(given):
        yield from ((path, path) for path in remote_files(given, sieve.takes))
    else:
        found = False
        for uri in _expand(given, base, sieve):
            found = True
            yield _printable(uri), os.path.join(base, uri)  # noqa: PTH118 (a Path would drop "./")
        if not found:
            yield _printable(given), os.path.join(base, given)  # noqa: PTH118


def is_pattern(uri: str) -> bool:
    """Whether a path holds a wildcard."""
    return glob.has_magic(uri)


def is_folder(path: str) -> bool:
    """Whether there is a folder of this name; no name, however odd, is an error."""
    return os.path.isdir(path)  # noqa: PTH112 (a Path's own raises for names that are too long, or lead in a circle)


def _expand(given: str, base: str, sieve: _Sieve) -> Iterator[str]:
    """Paths of the files that one input stands for, relative to `base`; of folders, those that are taken."""
    path = os.path.join(base, given)  # noqa: PTH118
    if is_folder(path):
        yield from _files_in(given, base, sieve)
    elif os.path.lexists(path):
        yield given
    elif is_pattern(given):
        for match in sorted(glob.iglob(given, root_dir=base or None, recursive=True)):  # noqa: PTH207
            if not is_folder(os.path.join(base, match)):  # noqa: PTH118
                yield match
            elif not given.endswith("**"):  # which matches what the folder holds as well
                yield from _files_in(match, base, sieve)


def _files_in(folder: str, base: str, sieve: _Sieve, above: tuple[tuple[int, int], ...] = ()) -> Iterator[str]:
    """Files under a folder; `above` holds device and inode of the folders on the way: links may lead in a circle."""
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
    pages = SavedPages(entry.name for entry in listing)
    for entry in listing:
        if entry.name.startswith("."):
            continue
        below = os.path.join(folder, entry.name)  # noqa: PTH118
        path = os.path.join(base, below)  # noqa: PTH118
        if is_folder(path):
            files = _files_in(below, base, sieve, (*above, here))
            if pages.own(entry.name):
                sieve.leave(files)
            else:
                yield from files
        elif (os.path.isfile(path) or entry.is_symlink()) and sieve.takes(entry.name):  # noqa: PTH113
            yield below


def _printable(path: str) -> str:
    r"""A path as text that any encoding can hold: bytes that are no UTF-8 become `\xNN`."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
