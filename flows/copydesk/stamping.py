"""The stamp of what decides how documents are cleaned: two runs under one stamp make the same records (law 3)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from copydesk import __version__
from copydesk.settings import CleaningSettings


def stamp_of(cleaning: CleaningSettings) -> str:
    """Eight characters for this version, the settings, and what stands in the files of the user's that they name.

    >>> stamp_of(CleaningSettings()) == stamp_of(CleaningSettings(engine="thorough"))
    True
    >>> stamp_of(CleaningSettings()) == stamp_of(CleaningSettings(engine="fast"))
    False
    """
    values = cleaning.model_dump_json(exclude={"model", "outlets"})  # where these lie decides nothing
    contents = [(name, hashlib.sha256(path.read_bytes()).hexdigest()) for name, path in _named_files(cleaning)]
    decisive = repr((__version__, values, contents))
    return hashlib.blake2b(decisive.encode(), digest_size=4).hexdigest()


def _named_files(cleaning: CleaningSettings) -> Iterator[tuple[str, Path]]:
    """Files of the user's that decide, each with what it is."""
    if cleaning.model is not None:
        from copydesk.labelling.network import WEIGHTS, Kind  # noqa: PLC0415 (few have such a model)

        yield from ((kind.value, cleaning.model / kind / WEIGHTS) for kind in Kind)
    if cleaning.outlets is not None:
        yield "outlets", cleaning.outlets
