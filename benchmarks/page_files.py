"""The pages of the dev corpora as files, and files in an order that is chance, and yet the same in every run."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

CORPORA = ("fundus", "news424", "wcxb", "readability", "dates")


def page_files(shared: Path) -> list[Path]:
    """All pages of the corpora, compressed as they lie in SHARED."""
    return [page for name in CORPORA for page in sorted((shared / "corpora" / name / "pages").glob("*.html.gz"))]


def shuffled(paths: Iterable[Path]) -> list[Path]:
    """PATHS in the order of a hash of their names."""
    return sorted(paths, key=lambda path: hashlib.sha256(path.name.encode()).digest())
