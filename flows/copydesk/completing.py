"""Completion of copydesk's command line in a shell, made from its parser by shtab.

>>> from copydesk.cli import make_parser
>>> "complete -o bashdefault -F _shtab_copydesk copydesk" in completion(make_parser(), "bash")
True
"""

import argparse
from collections.abc import Iterator

import shtab

_FILES = frozenset({"FILE", "INPUT", "SOURCE"})
_FOLDERS = frozenset({"FOLDER", "STORE"})
"""What arguments are called in `--help` that are files and folders."""


def completion(parser: argparse.ArgumentParser, shell: str) -> str:
    """The script that completes the parser's command line in a shell: "bash", "zsh" or "fish"."""
    for action in _actions(parser):
        kind = shtab.FILE if action.metavar in _FILES else shtab.DIRECTORY if action.metavar in _FOLDERS else None
        if kind is not None:
            action.complete = kind  # type: ignore[attr-defined] # where shtab looks
    script: str = shtab.complete(parser, shell)
    return script


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """All arguments, those of the commands too."""
    for action in parser._actions:  # noqa: SLF001 (argparse has no other way to them)
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for sub in action.choices.values():
                yield from _actions(sub)
