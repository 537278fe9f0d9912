"""Where the dev corpora lie: the one place that knows. Tests that need one skip, with a message, where it is absent.

They are other people's pages and stay out of the repository: `../shared/corpora` beside it, or wherever the
environment variable COPYDESK_CORPORA says.
"""

import gzip
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

CORPORA = Path(os.environ.get("COPYDESK_CORPORA", Path(__file__).parents[2] / "shared" / "corpora"))


@dataclass(frozen=True, slots=True)
class CorpusPage:
    """A real page, and what people found on it."""

    id: str
    content: bytes
    url: str | None
    gold: dict[str, object]


def corpus_pages(name: str) -> Iterator[CorpusPage]:
    """The pages of a corpus, in the order of its gold; skips the test where there is no such corpus."""
    gold = CORPORA / name / "gold.jsonl"
    if not gold.exists():
        pytest.skip(f"no corpus {name} in {CORPORA}; set COPYDESK_CORPORA to the folder that has it")
    for line in gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        page = CORPORA / name / "pages" / f"{row['id']}.html.gz"
        yield CorpusPage(row["id"], gzip.decompress(page.read_bytes()), row.get("url"), row)
