"""Files that users write (configurations, outlets, lexicons) looked over, before a run meets their mistakes."""

import tomllib
from collections import Counter
from pathlib import Path

from copydesk.folding import fold
from copydesk.lexicons import LexiconError, parse_lexicon
from copydesk.outlet_files import OutletsError, parse_outlets
from copydesk.reading import PassedOver, find_inputs
from copydesk.reading.remote import is_address
from copydesk.settings import DEFAULT_CONFIG, SettingsError, read_settings
from copydesk.wording import counted


class CheckError(ValueError):
    """A file with a mistake; the message says where it is and what to do, a line for each."""


def check_file(path: Path) -> str:
    """What a good file holds, in a few words. It is a lexicon, a list of outlets or a configuration, by what is in it.

    Raises CheckError.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        cure = "name another file, or begin a project with `copydesk init`"
        raise CheckError(f"there is no file {path}; {cure}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise CheckError(f"{path} cannot be read: {error}") from error
    try:
        keys = set(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise CheckError(f"{path} is not valid TOML: {error}") from error
    if "language" in keys:
        return _check_lexicon(text, path)
    if keys == {"outlet"} or (not keys and path.name != DEFAULT_CONFIG.name):
        return _check_outlets(text, path)
    return _check_settings(path)


def _check_lexicon(text: str, path: Path) -> str:
    try:
        lexicon = parse_lexicon(text, str(path))
    except LexiconError as error:
        raise CheckError(str(error)) from error
    twice = [
        f"{path} [{kind.role}] {entry!r} stands there {counted(times, 'time')}; once is enough"
        for (kind, entry), times in Counter((kind, fold(entry)) for kind, entry in lexicon.entries).items()
        if times > 1
    ]
    if twice:
        raise CheckError("\n".join(twice))
    return f"a lexicon, {lexicon.name}: {counted(len(lexicon.entries), 'template')}"


def _check_outlets(text: str, path: Path) -> str:
    try:
        outlets = parse_outlets(text, str(path))
    except OutletsError as error:
        raise CheckError(str(error)) from error
    names = Counter(fold(name) for outlet in outlets for name in {fold(name): name for name in outlet.names}.values())
    twice = [f"{path}: {name!r} is the name of more than one outlet" for name, times in names.items() if times > 1]
    if twice:
        raise CheckError("\n".join(twice))
    return counted(len(outlets), "outlet")


def _check_settings(path: Path) -> str:
    try:
        settings = read_settings(path)
    except SettingsError as error:
        raise CheckError(str(error)) from error
    passed_over = PassedOver()
    inputs = list(find_inputs(settings.all_sources, settings.root, passed_over.note))
    local = [ref for ref in inputs if ref.path is not None and not is_address(ref.path)]
    missing = [ref.uri for ref in local if not Path(str(ref.path)).exists()]
    if missing:
        raise CheckError("\n".join(f"{path}: sources: there is nothing at {uri}" for uri in missing))
    sources = f"{counted(len(local), 'file')}, {counted(len(inputs) - len(local), 'remote one')}"
    return f"a configuration; sources: {sources}" + (f"; {passed_over}" if passed_over else "")
