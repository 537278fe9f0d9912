"""Packages that only some users need: imported when they are asked for, and named with their extra where they lack."""

import importlib
from typing import Any


class MissingExtraError(ImportError):
    """A package that an extra of copydesk brings is not installed; the message says how to install it."""


def imported(package: str, extra: str) -> Any:
    """The module of a package that `copydesk[EXTRA]` brings.

    Raises MissingExtraError where it cannot be imported.

    >>> imported("nowhere", "tables")
    Traceback (most recent call last):
    copydesk.extras.MissingExtraError: nowhere is not installed; get it with: pip install 'copydesk[tables]'
    """
    try:
        return importlib.import_module(package)
    except ModuleNotFoundError as error:
        message = f"{error.name} is not installed; get it with: pip install 'copydesk[{extra}]'"
        raise MissingExtraError(message, name=error.name) from error
