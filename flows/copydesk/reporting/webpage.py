"""Web pages in one file: style and script stand inside, nothing is fetched, and nothing else may run.

A content security policy names the hash of the page's own style and script. Text of cleaned pages is escaped by the
template engine; were it not, the browser would still run none of it.
"""

import base64
import functools
import hashlib
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined

_WEB: Final = files("copydesk") / "data" / "web"


def render_page(name: str, values: Mapping[str, object]) -> str:
    """The page that the template NAME makes of VALUES, with the style and the script of that name inside."""
    style, script = _read("common.css") + _read(f"{name}.css"), _read(f"{name}.js")
    template = _environment().get_template(f"{name}.html.jinja")
    return template.render(**values, style=style, script=script, policy=_policy(style, script))


@functools.cache
def _environment() -> Environment:
    """The template engine: a report renders hundreds of pages, and their templates are compiled once."""
    return Environment(
        loader=PackageLoader("copydesk", "data/web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _policy(style: str, script: str) -> str:
    """What the browser may do: apply this style, run this script, show pictures that stand in the page."""
    sources = {"default": "'none'", "style": _hash(style), "script": _hash(script), "img": "data:"}
    return "; ".join([*(f"{kind}-src {source}" for kind, source in sources.items()), "base-uri 'none'"])


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@functools.cache
def _read(name: str) -> str:
    return (_WEB / name).read_text(encoding="utf-8")
