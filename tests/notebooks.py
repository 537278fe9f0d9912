"""The notebook in the documentation: run as its readers run it, and what it then shows."""

import re
from collections.abc import Iterator
from typing import Any

import nbformat
from nbclient import NotebookClient

from tests.conftest import ROOT

NOTEBOOK = ROOT / "docs" / "notebooks" / "outlets-and-languages.ipynb"

_IN_PICTURE = re.compile(r'<text[^>]*>([^<]+)</text>|aria-label="([^"]+)"')


def executed_notebook() -> str:
    """The notebook with what its cells show now, as the text of its file."""
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    for cell in notebook.cells:
        cell.metadata.clear()
    place = {"metadata": {"path": NOTEBOOK.parent}}
    client = NotebookClient(notebook, timeout=120, record_timing=False, resources=place)
    client.execute()
    notebook.metadata["language_info"] = {"name": "python"}  # not the version of Python that happened to run it
    return f"{nbformat.writes(notebook)}\n"


def outputs_of(text: str) -> list[str]:
    """What the cells of a notebook show, in order; of a picture its words, for where they stand depends on fonts."""
    return [shown for cell in nbformat.reads(text, as_version=4).cells for shown in _shown(cell)]


def _shown(cell: Any) -> Iterator[str]:
    for output in cell.get("outputs", ()):
        if output.output_type == "stream":
            yield output.text
            continue
        assert output.output_type in ("execute_result", "display_data"), output
        for kind, content in sorted(output.data.items()):
            yield from sorted(map("".join, _IN_PICTURE.findall(content))) if "svg" in kind else [content]
