"""A new project: the commented configuration files, in a folder of the user's."""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

STARTER = files("copydesk") / "data" / "starter"
"""The files of `config/` in copydesk's own repository."""

_SOURCES = 'sources = ["seeds"]'
"""The line of the configuration that names copydesk's own sources."""


class ProjectExistsError(FileExistsError):
    """A file that would have to be written is there already."""


def start_project(folder: Path, sources: Sequence[str]) -> tuple[Path, ...]:
    """Write the configuration of a project in FOLDER that reads SOURCES; the files written.

    Raises ProjectExistsError, before anything is written, where one of them is there already.
    """
    config = folder / "config"
    wanted = {config / file.name: file.read_text(encoding="utf-8") for file in STARTER.iterdir() if file.is_file()}
    there = sorted(path for path in wanted if path.exists())
    if there:
        raise ProjectExistsError(f"{there[0]} is there already; nothing was written")
    config.mkdir(parents=True, exist_ok=True)
    for path, text in sorted(wanted.items()):
        named = f"sources = {json.dumps(list(sources), ensure_ascii=False)}"
        path.write_text(text.replace(_SOURCES, named), encoding="utf-8")
    return tuple(sorted(wanted))
