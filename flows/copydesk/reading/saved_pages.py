"""Folders that a browser writes beside the page that it saves: pictures, styles and frames lie in them, and no page."""

from collections.abc import Iterable
from functools import cache

from copydesk import plain_toml
from copydesk.reading.compression import bare_name

_SUFFIXES = (".html", ".htm", ".xhtml")
"""What browsers name the pages that they save so."""


class SavedPages:
    """The pages among files: those of a folder, by their names, or of an archive, by their paths.

    >>> pages = SavedPages(["Rain.html", "Regen.htm.gz", "Sun.txt"])
    >>> pages.own("Rain_files"), pages.own("Regen-Dateien")
    (True, True)
    >>> pages.own("Sun_files"), pages.own("Rain"), pages.own("Rain_archive")
    (False, False, False)
    >>> SavedPages(["a/Rain.html", "Sun.html"]).own("a/Rain_files"), SavedPages(["a/Rain.html"]).own("Rain_files")
    (True, False)
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._called = {
            bare.removesuffix(suffix) for bare in map(bare_name, names) for suffix in _SUFFIXES if bare.endswith(suffix)
        }

    def own(self, folder: str) -> bool:
        """Whether the folder of this name, beside them, is the one for what belongs to one of them."""
        name = folder.lower()
        return any(name.endswith(ending) and name.removesuffix(ending) in self._called for ending in _endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(plain_toml.data("saved_pages")["endings"])
