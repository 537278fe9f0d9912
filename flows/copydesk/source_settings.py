"""What the configuration may say of sources: where they are, what they hold, and how those on the web are fetched."""

import ipaddress
from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, NonNegativeFloat, NonNegativeInt, PositiveFloat, PositiveInt

from copydesk import __version__


class StrictModel(BaseModel):
    """A part of the configuration: unknown keys are errors, and nothing changes."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Kind(StrEnum):
    """What a source holds."""

    AUTO = "auto"
    """What its name and its first bytes say."""
    PAGE = "page"
    """Pages, each a file."""
    WARC = "warc"
    """Archives of web pages, WARC or WET."""
    JSONL = "jsonl"
    """Tables, a JSON object a line."""
    PARQUET = "parquet"
    """Tables in Parquet."""
    ZIP = "zip"
    """Zip archives of pages."""
    FEED = "feed"
    """RSS, Atom and JSON feeds, and sitemaps: the pages that they name are fetched."""
    URLS = "urls"
    """Lists of addresses of pages, one a line; the pages are fetched."""


class Columns(StrictModel):
    """Columns of a table by what they hold; those not named are looked for under their usual names.

    A dot leads into a nested column: "metadata.url".
    """

    html: str | None = None
    """The page with its HTML. Where a row has none, its text is taken."""
    text: str | None = None
    """The page's text."""
    url: str | None = None
    """Its address."""
    id: str | None = None
    """What names the row in the record, as `source.member`; without it, its number does."""
    fetched_at: str | None = None
    """When it was fetched, ISO 8601."""
    title: str | None = None
    """Its title, taken where the page itself has none; likewise the two below."""
    date: str | None = None
    """Its day of publication."""
    author: str | None = None
    """Who wrote it."""


USUAL_COLUMNS = Columns()
"""None named: each is looked for."""


def _is_source(value: str) -> str:
    if value == "-":
        raise ValueError("standard input cannot be read on a schedule; name files, folders, patterns or addresses")
    if not value or "\0" in value:
        raise ValueError("this names no file, folder, pattern or address")
    return value


SourcePath = Annotated[str, AfterValidator(_is_source)]
"""A file, a folder, a pattern, or an address."""


class SourceSettings(StrictModel):
    """One source, where more is to be said of it than where it is."""

    path: SourcePath
    """A file, folder or pattern, or the address of a page, a feed, an archive or a folder of a bucket."""
    kind: Kind = Kind.AUTO
    """What it holds."""
    columns: Columns = USUAL_COLUMNS
    """Of a table: the columns that are read."""


def _is_network(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError('a network is written as in "10.0.0.0/8" or "fd00::/8"') from error
    return value


class FetchSettings(StrictModel):
    """How pages and feeds are fetched from the web."""

    user_agent: str = f"copydesk/{__version__}"
    """What servers are told of who asks, and what robots.txt may speak of; add how you can be reached."""
    delay: NonNegativeFloat = 1.0
    """Seconds between two requests to one host; robots.txt may ask for more."""
    seconds: PositiveFloat = 30.0
    """Time limit for one page, from the first byte sent to the last received."""
    max_redirects: NonNegativeInt = 5
    """How often an address may lead to another one."""
    max_pages: PositiveInt = 1000
    """Pages that are fetched of one feed, sitemap or list in one run, those first that it names first."""
    allowed_networks: tuple[Annotated[str, AfterValidator(_is_network)], ...] = ()
    """Networks whose addresses may be fetched although they are not public."""
