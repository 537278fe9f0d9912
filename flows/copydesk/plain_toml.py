"""The data files that come with copydesk, read quickly: TOML of the plainest kind is nearly JSON.

Reading them with `tomllib` takes longer than cleaning ten pages does. What is not as plain as that it still reads, and
it alone says what is wrong with a file.
"""

import functools
import json
import re
import tomllib
from importlib.resources import files
from typing import Any

_COMMENT = re.compile(r"^\s*#.*$", re.MULTILINE)
_KEY = re.compile(r"^([\w-]+) = ", re.MULTILINE)
_LAST_COMMA = re.compile(r",\n\s*\]")
_QUOTED_LINE, _QUOTED = re.compile(r"^.*'.*$", re.MULTILINE), re.compile(r"\"[^\"\n]*\"|'[^'\n]*'")
_HEADER = re.compile(r"^(\[\[?)([\w-]+)\]\]?$", re.MULTILINE)


@functools.cache
def data(name: str) -> dict[str, Any]:
    """What the data file of that NAME holds; nobody may change it.

    >>> "paywall" in data("walls")
    True
    """
    return loads((files("copydesk") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def loads(text: str) -> dict[str, Any]:
    """What `tomllib.loads` makes of TEXT: faster where tables hold nothing but texts, lists of texts, and yes and no.

    >>> loads('language = "en"' + chr(10) + "[share]" + chr(10) + 'lines = ["share on {few}"]')
    {'language': 'en', 'share': {'lines': ['share on {few}']}}
    """
    try:
        return read_plain(text)
    except ValueError:
        return tomllib.loads(text)


def read_plain(text: str) -> dict[str, Any]:
    """TEXT read as JSON, once its keys are written as JSON's. Raises ValueError where it is not as plain as that.

    A text ends on the line that it begins on, so nothing inside one is taken for a key, a header or a comment.
    """
    if "\\" in text or '"""' in text or "'''" in text:
        raise ValueError
    quoted = _QUOTED_LINE.sub(lambda line: _QUOTED.sub(_in_double_quotes, line[0]), _COMMENT.sub("", text))
    first, *rest = _HEADER.split(_LAST_COMMA.sub("]", _KEY.sub(r',"\1":', quoted)))
    tables = _table(first)
    for bracket, name, body in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        if bracket == "[[":
            tables.setdefault(name, []).append(_table(body))
        elif name not in tables:
            tables[name] = _table(body)
        else:
            raise ValueError
    return tables


def _in_double_quotes(text: re.Match[str]) -> str:
    return text[0] if text[0].startswith('"') else json.dumps(text[0][1:-1], ensure_ascii=False)


def _table(body: str) -> dict[str, Any]:
    table: dict[str, Any] = _JSON.decode("{" + body.strip().removeprefix(",") + "}")
    return table


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """PAIRS as a table; a key that stands twice is an error, which `tomllib` is left to tell."""
    table = dict(pairs)
    if len(table) < len(pairs):
        raise ValueError
    return table


_JSON = json.JSONDecoder(object_pairs_hook=_once)
