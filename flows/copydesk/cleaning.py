"""The library's front door: read what there is, and clean what is at hand, in this process."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeAlias

from copydesk.model import Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.pipeline import clean_document
from copydesk.reading import RETRIES, InputRef, Reader, find_inputs, media_type_of, read_document
from copydesk.reading.kinds import is_taken, kind_by_name
from copydesk.rejecting import rejection_of
from copydesk.settings import CleaningSettings
from copydesk.source_settings import Kind

Content: TypeAlias = bytes | str | Path | RawDocument
"""A page as bytes, as text, as the path of a file, or as `read` gives it. A `str` is always the page itself, never a
path."""

IN_MEMORY = "memory:"
"""`source.uri` of a page that came as bytes or text."""
_A_PATH = "it is one line that reads like the name of a file; a file is read where it is given as a pathlib.Path"
_ONE_NAME = re.compile(r"\S{1,255}|[^\n]{0,255}[/\\][^\n]{0,255}")


def _reads_like_a_path(text: str) -> bool:
    """Whether a text is nothing but what a file may be called, and no page that anybody would clean."""
    return _ONE_NAME.fullmatch(text) is not None and (is_taken(text, Kind.AUTO) or kind_by_name(text) is not None)


def read(*inputs: str | Path, settings: CleaningSettings | None = None) -> Iterator[RawDocument | Rejection]:
    """The documents of files, folders, patterns, archives, tables and addresses: all that `copydesk clean` takes.

    They come one after the other, in the order of the inputs, each as it is asked for, so that an archive may be larger
    than the memory. What cannot be read is a `Rejection`, and never raises. `clean` and `clean_many` take what comes.

    >>> import tempfile, zipfile
    >>> archive = Path(tempfile.mkdtemp(), "pages.zip")
    >>> with zipfile.ZipFile(archive, "w") as file:
    ...     file.writestr("rain.txt", "It rained all day on Sunday.")
    ...     file.writestr("sun.txt", "")
    >>> for document in read(archive):
    ...     print(document.member, type(document).__name__)
    rain.txt RawDocument
    sun.txt Rejection
    >>> [type(outcome).__name__ for outcome in clean_many(read(archive))]
    ['Article', 'Rejection']
    """
    settings = settings or CleaningSettings()
    reader = Reader(settings.max_bytes, RETRIES)
    return (one for ref in find_inputs(map(str, inputs)) for one in reader.documents(ref))


def clean(content: Content, *, url: str | None = None, settings: CleaningSettings | None = None) -> Outcome:
    r"""Clean one page: an `Article`, or a `Rejection` that says why there is none. Bad content never raises.

    `url` is the page's address, where it is known: it settles ambiguous dates and names the outlet. A file that holds
    many documents, as archives do, is for `read`.

    >>> article = clean("Rain stops play\n\n8/7/2016\n\nIt rained all day on Sunday.", url="http://bbc.co.uk/2016/07/08/rain")
    >>> article.date, article.evidence["date"].reason
    ('2016-07-08', 'day first: url has 2016/07/08')
    >>> clean(b"").reason.value
    'empty'
    >>> clean("pages/1.html").detail
    'it is one line that reads like the name of a file; a file is read where it is given as a pathlib.Path'
    """
    settings = settings or CleaningSettings()
    document = _document(content, url, settings.max_bytes)
    return clean_document(document, settings) if isinstance(document, RawDocument) else document


def _document(content: Content, url: str | None, limit: int) -> RawDocument | Rejection:
    """A page as a document."""
    if isinstance(content, Path):
        return read_document(InputRef(str(content), str(content), url), limit)
    if isinstance(content, RawDocument):
        return content if url is None else dataclasses.replace(content, url=url)
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    document = RawDocument(IN_MEMORY, data, media_type_of(IN_MEMORY, data), url=url)
    if isinstance(content, str) and _reads_like_a_path(content):
        return rejection_of(document, Stage.READ, Reason.NOT_AN_ARTICLE, _A_PATH)
    return document


def clean_many(
    contents: Iterable[Content | Rejection], *, settings: CleaningSettings | None = None
) -> Iterator[Outcome]:
    """Clean pages one after the other, as they are asked for; what comes out is in the order of what went in.

    What could not be read, a `Rejection` already, comes out as it is.

    >>> [type(outcome).__name__ for outcome in clean_many(["It rained all day on Sunday.", b""])]
    ['Article', 'Rejection']
    """
    settings = settings or CleaningSettings()
    return (one if isinstance(one, Rejection) else clean(one, settings=settings) for one in contents)
