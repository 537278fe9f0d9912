r"""Records as what other programs work with: tables of Arrow and pandas, data sets of Hugging Face, docs of spaCy.

All take records as they come from `clean_many`, `read_articles` or anything else that gives them, or the folder of a
store as a `Path`. A table holds one kind of record: the articles, or with `kind=Rejection` the rejections.

>>> from copydesk.cleaning import clean_many
>>> outcomes = list(clean_many(["Rain stops play\n\nIt rained all day on Sunday.", b""]))
>>> to_arrow(outcomes).select(["title", "language"]).to_pylist()
[{'title': 'Rain stops play', 'language': 'en'}]
>>> to_arrow(outcomes, kind=Rejection)["reason"].to_pylist()
['empty']
"""

import dataclasses
import functools
import importlib.util
import itertools
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from copydesk.extras import MissingExtraError, imported
from copydesk.model import Article, Outcome, Rejection
from copydesk.record import sound, to_json
from copydesk.storing.formats import GROUP_RECORDS
from copydesk.storing.records import read_articles, read_rejections
from copydesk.storing.tables import KINDS, Row, arrow_schema, to_row

if TYPE_CHECKING:
    import datasets
    import pandas as pd
    import pyarrow as pa
    from spacy.language import Language
    from spacy.tokens import Doc

Records: TypeAlias = Path | Iterable[Outcome]
"""The folder of a store, or the records themselves."""

Kind: TypeAlias = type[Article] | type[Rejection]

_NAMES = {held: name for name, held in KINDS.items()}
_MANY_LANGUAGES = "xx"
"""spaCy's name for the pipeline that is no language's own."""
_SPACY_FIELDS = ("id", "url", "date", "outlet", "authors", "agencies", "language")


def to_arrow(records: Records, *, kind: Kind = Article) -> "pa.Table":
    r"""The records of a kind as a table of Arrow, with the columns that a store's Parquet files have.

    What is nested stays nested; a mapping (`languages`, `confidence`, `evidence`) is a list of {key, value}. `cluster`
    and `duplicate_of` are null where the records are not from a store. Raises StoreError for a damaged store.

    >>> from copydesk.cleaning import clean_many
    >>> table = to_arrow(clean_many(["Rain stops play\n\nIt rained all day on Sunday."]))
    >>> table.select(["title", "languages"]).to_pylist()
    [{'title': 'Rain stops play', 'languages': [{'key': 'en', 'value': 1.0}]}]
    """
    import pyarrow as pa  # noqa: PLC0415 (takes a quarter of a second)

    name = _NAMES[kind]
    schema, rows = arrow_schema(name), (to_row(name, values) for values in _values(records, kind))
    batches = iter(lambda: list(itertools.islice(rows, GROUP_RECORDS)), [])
    table = pa.Table.from_batches((pa.RecordBatch.from_pylist(batch, schema=schema) for batch in batches), schema)
    return table if table.num_rows else schema.empty_table()  # which, unlike a table of no batches, `datasets` takes


def to_pandas(records: Records, *, kind: Kind = Article) -> "pd.DataFrame":
    r"""The records of a kind as a frame of pandas: texts in pandas' own type, lists and mappings in Python's.

    A date stays text, for it is as precise as its page is: "2017-11" is a month. Needs `copydesk[pandas]`; raises
    MissingExtraError without it, StoreError for a damaged store.

    >>> from copydesk.cleaning import clean
    >>> frame = to_pandas([clean("Rain stops play\n\nNovember 5, 2017\n\nIt rained all day on Sunday.")])
    >>> frame.loc[0, ["title", "date", "languages"]].tolist()
    ['Rain stops play', '2017-11-05', {'en': 1.0}]
    """
    import pyarrow as pa  # noqa: PLC0415

    pandas, schema = imported("pandas", "pandas"), arrow_schema(_NAMES[kind])
    frame = pandas.DataFrame.from_records(list(_values(records, kind)), columns=schema.names)
    return frame.astype({column.name: "string" for column in schema if pa.types.is_string(column.type)})


def to_dataset(records: Records, *, kind: Kind = Article) -> "datasets.Dataset":
    r"""The records of a kind as a `Dataset` of Hugging Face's `datasets`, in memory; columns as in `to_arrow`.

    Needs `copydesk[datasets]`; raises MissingExtraError without it, StoreError for a damaged store.

    >>> from copydesk.cleaning import clean
    >>> found = to_dataset([clean("Rain stops play\n\nIt rained all day on Sunday.")])
    >>> found.num_rows, found[0]["title"]
    (1, 'Rain stops play')
    """
    return imported("datasets", "datasets").Dataset(to_arrow(records, kind=kind))


def to_spacy(records: Records, nlp: "Language | None" = None) -> "Iterator[Doc]":
    r"""A `Doc` of spaCy for each article, in order: its title, a blank line, its body.

    `doc.spans["title"]` and `doc.spans["body"]` hold where they are, blanks at their ends left out (none
    for a page without a title), and
    `doc.user_data` has the record's id, url, date, outlet, authors, agencies and language. `nlp` is the pipeline to
    use; without one it is a blank one of the article's language, or `spacy.blank("xx")` where spaCy does not know that.
    Needs `copydesk[spacy]`, and for Chinese, Japanese, Korean, Thai and Vietnamese what spaCy wants for their words;
    raises MissingExtraError without it, StoreError for a damaged store.

    >>> from copydesk.cleaning import clean
    >>> [doc] = to_spacy([clean("Rain stops play\n\nIt rained all day on Sunday.")])
    >>> doc.spans["title"][0], doc.spans["body"][0][:2], doc.user_data["language"]
    (Rain stops play, It rained, 'en')
    """
    imported("spacy", "spacy")
    articles = (sound(record) for record in _of_kind(records, Article) if isinstance(record, Article))
    return (_doc(article, nlp or _blank(article.language)) for article in articles)


def _of_kind(records: Records, kind: Kind) -> Iterator[Outcome]:
    if isinstance(records, Path):
        yield from read_articles(records) if kind is Article else read_rejections(records)
        return
    for record in records:
        if not isinstance(record, (Article, Rejection)):
            raise TypeError(f"{record!r:.60} is neither Article nor Rejection; the folder of a store is a Path")
        if isinstance(record, kind):
            yield record


def _values(records: Records, kind: Kind) -> Iterator[Row]:
    """The values of records as they stand in JSON, every key there."""
    absent = {field.name: None for field in dataclasses.fields(kind) if field.default is None}
    return ({**absent, **json.loads(to_json(record))} for record in _of_kind(records, kind))


def _doc(article: Article, nlp: "Language") -> "Doc":
    parts = {"title": article.title or "", "body": article.body}
    doc: Doc = nlp("\n\n".join(filter(None, parts.values())))
    start = 0
    for name, text in parts.items():
        words = text.strip()  # blanks at the ends make one token with the blank line between title and body
        first = start + text.find(words)
        span = doc.char_span(first, first + len(words), label=name, alignment_mode="expand") if words else None
        doc.spans[name] = [] if span is None else [span]
        start += len(text) + 2 if text else 0
    doc.user_data.update({name: getattr(article, name) for name in _SPACY_FIELDS})
    return doc


@functools.cache
def _blank(language: str) -> "Language":
    import spacy  # noqa: PLC0415 (takes seconds)

    known = importlib.util.find_spec(f"spacy.lang.{language}") is not None
    try:
        return spacy.blank(language if known else _MANY_LANGUAGES)
    except ImportError as error:
        cure = f"install that, or give a pipeline: to_spacy(…, nlp=spacy.blank({_MANY_LANGUAGES!r}))"
        raise MissingExtraError(f"spaCy lacks a package for {language!r} ({error}); {cure}") from error
