"""What a commit does with files: which pieces make which parts, and the way of each file to its place."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from copydesk.model import Format
from copydesk.storing.formats import SourceFile, join_files
from copydesk.storing.keys import DocumentKey
from copydesk.storing.layout import PARTS, PartName, StagedPart
from copydesk.storing.manifest import Move
from copydesk.storing.replacing import creating

SMALL = 256
"""Parts that have no more records together become one: hourly runs do not end in thousands of tiny files."""

_JOINED = f"{PARTS}/joined"
"""Where files that a commit has made wait for being moved to their places."""


@dataclass(slots=True)
class Piece:
    """A file of each format that goes into a part: a staged one, or, without one, the part as it stands."""

    staged: StagedPart | None
    dropped: set[DocumentKey] = field(default_factory=set)

    def path(self, folder: Path, part: PartName, file_format: Format) -> Path:
        """Its file of a format."""
        return folder / part.path(file_format) if self.staged is None else self.staged.path(file_format)


@dataclass(slots=True)
class Assembly:
    """A part in the making: its pieces in order, and how many records they have in all."""

    name: PartName
    records: int
    pieces: list[Piece]


def make_room(folder: Path) -> None:
    """Make an empty folder for the files that a commit makes."""
    clear_room(folder)
    (folder / _JOINED).mkdir(parents=True)


def clear_room(folder: Path) -> None:
    """Remove that folder."""
    shutil.rmtree(folder / _JOINED, ignore_errors=True)


def made_path(folder: Path, target: str) -> Path:
    """Where a file is made that is to be moved to `target`."""
    return folder / _JOINED / target.replace("/", "-")


def assemble(folder: Path, assemblies: Sequence[Assembly], formats: Sequence[Format]) -> Iterator[Move]:
    """Write what has to be joined, and tell how every file comes to its place."""
    for assembly in assemblies:
        for file_format in formats:
            target = assembly.name.path(file_format)
            if not assembly.records:
                yield Move(target, None)
                continue
            first = assembly.pieces[0]
            if len(assembly.pieces) == 1 and not first.dropped:
                source = first.path(folder, assembly.name, file_format)
            else:
                source = made_path(folder, target)
                sources = [
                    SourceFile(piece.path(folder, assembly.name, file_format), piece.dropped)
                    for piece in assembly.pieces
                ]
                with creating(source) as stream:
                    join_files(sources, assembly.name.kind, file_format, stream)
            yield Move(str(source.relative_to(folder)), target)


def carry_out(folder: Path, moves: Sequence[Move]) -> None:
    """Move files to their places; those that a run which was killed has moved already are there."""
    for move in moves:
        if move.target is None:
            (folder / move.source).unlink(missing_ok=True)
            continue
        source, target = folder / move.source, folder / move.target
        if source.exists() and source != target:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
