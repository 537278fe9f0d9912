"""Where the corpora lie: the one place that knows. COPYDESK_CORPORA overrides the folder beside the checkout."""

import gzip
import os
from pathlib import Path

FOLDER = Path(os.environ.get("COPYDESK_CORPORA") or Path(__file__).parents[2] / "shared" / "corpora")


def corpus_pages(name: str) -> tuple[Path, ...]:
    """The pages of a corpus in order of their names; none where the corpus is absent."""
    return tuple(sorted((FOLDER / name / "pages").glob("*.html.gz")))


def read_page(path: Path) -> bytes:
    """The bytes of a page."""
    with gzip.open(path) as file:
        return file.read()


def absence(name: str) -> str:
    """What to say where a corpus is absent."""
    return f"no pages of {name!r} in {FOLDER}; set COPYDESK_CORPORA to the folder of the corpora"
