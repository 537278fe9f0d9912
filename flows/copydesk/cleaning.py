"""The library's front door: clean what is at hand, bytes, text or a file, in this process."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from copydesk.model import Outcome, RawDocument
from copydesk.pipeline import clean_document
from copydesk.reading import InputRef, media_type_of, read_document
from copydesk.settings import CleaningSettings

Content: TypeAlias = bytes | str | Path
"""A page as bytes, as text, or as the path of a file. A `str` is always the page itself, never a path."""

IN_MEMORY = "memory:"
"""`source.uri` of a page that came as bytes or text."""


def clean(content: Content, *, url: str | None = None, settings: CleaningSettings | None = None) -> Outcome:
    r"""Clean one page: an `Article`, or a `Rejection` that says why there is none. Bad content never raises.

    `url` is the page's address, where it is known: it settles ambiguous dates and names the outlet.

    >>> article = clean("Rain stops play\n\n8/7/2016\n\nIt rained all day on Sunday.", url="http://bbc.co.uk/2016/07/08/rain")
    >>> article.date, article.evidence["date"].reason
    ('2016-07-08', 'day first: url has 2016/07/08')
    >>> clean(b"").reason.value
    'empty'
    """
    settings = settings or CleaningSettings()
    if isinstance(content, Path):
        document = read_document(InputRef(str(content), str(content), url), settings.max_bytes)
        return clean_document(document, settings) if isinstance(document, RawDocument) else document
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    return clean_document(RawDocument(IN_MEMORY, data, media_type_of(IN_MEMORY, data), url=url), settings)


def clean_many(contents: Iterable[Content], *, settings: CleaningSettings | None = None) -> Iterator[Outcome]:
    """Clean pages one after the other, as they are asked for; what comes out is in the order of what went in.

    >>> [type(outcome).__name__ for outcome in clean_many(["It rained all day on Sunday.", b""])]
    ['Article', 'Rejection']
    """
    settings = settings or CleaningSettings()
    return (clean(content, settings=settings) for content in contents)
