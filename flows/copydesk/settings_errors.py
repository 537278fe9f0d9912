"""Mistakes in a configuration file, told with the line that they are on and how to cure them."""

import difflib
import json
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

Location: TypeAlias = Sequence[str | int]
"""The way to a value: names of tables and keys, and numbers, from 0, in lists."""

_WANTED = {
    "tuple_type": "a list is wanted, as [{0}]",
    "model_type": "a table is wanted, with a line for each of its keys: {1}",
    "string_type": "a text in quotes is wanted",
    "bool_type": "true or false is wanted",
}
"""What is wanted where something of another type stands; {0} is what stands there, {1} the keys of a table."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*([\w.\-\"' ]+?)\s*=")


def explain(path: Path, text: str, detail: ErrorDetails, model: type[BaseModel]) -> str:
    """One line for one error of pydantic's in the file's text: place, key, what is wrong, what to do."""
    location = detail["loc"] or ("sources",)  # the one thing that no key by itself gets wrong
    names = [part for part in location if isinstance(part, str)]
    match detail["type"]:
        case "extra_forbidden":
            known = _keys(model, names[:-1])
            near = difflib.get_close_matches(names[-1], known, n=1)
            advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known)}"
            message = f"there is no such key; {advice}"
        case "missing":
            message = "this key is required"
        case "value_error":
            message = str(detail["ctx"]["error"])
        case kind if kind in _WANTED:
            wanted = _WANTED[kind].format(_in_toml(detail["input"]), ", ".join(_keys(model, names)))
            message = f"{wanted}, but this is {detail['input']!r}"
        case _:
            message = f"{detail['msg'][0].lower()}{detail['msg'][1:]}, but this is {detail['input']!r}"
    return f"{place_of(path, text, location)}: {'.'.join(names)}: {message}"


def _in_toml(value: object) -> str:
    """VALUE as it may stand in a list."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str | int | float) else "…"


def place_of(path: Path, text: str, location: Location) -> str:
    """The file, and the line that the key, or else the table around it, stands on: "config/copydesk.toml, line 3"."""
    best, at = 0, 0
    for number, found in _keys_by_line(text):
        if len(found) > best and found == tuple(location[: len(found)]):
            best, at = len(found), number
    return f"{path}, line {at}" if at else str(path)


def _keys_by_line(text: str) -> list[tuple[int, tuple[str | int, ...]]]:
    """Where the text's keys and headers of tables stand; what a text of several lines holds is taken for them too."""
    found = []
    table: tuple[str | int, ...] = ()
    lists: Counter[str] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            first, *rest = _parts(header[2])
            lists[first] += header[1] == "[["
            table = (first, lists[first] - 1, *rest) if lists[first] else (first, *rest)
            found.append((number, table))
        elif key := _KEY.match(line):
            found.append((number, (*table, *_parts(key[1]))))
    return found


def _parts(name: str) -> list[str]:
    return re.sub(r"[\"' ]", "", name).split(".")


def _keys(model: type[BaseModel], table: Sequence[str]) -> list[str]:
    """Names of the keys that a table of the file may have."""
    for name in table:
        annotation = model.model_fields[name].annotation
        inner = [one for one in (annotation, *get_args(annotation)) if isinstance(one, type)]
        model = next((one for one in inner if issubclass(one, BaseModel)), model)
    return sorted(name for name, field in model.model_fields.items() if not field.exclude)
