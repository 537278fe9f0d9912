r"""copydesk: pages of the world's press in, article records out, and an account of every line left out.

>>> import copydesk
>>> article = copydesk.clean(b"Skip to content\n\nRain stops play\n\nIt rained all day on Sunday.")
>>> article.title, article.language, article.removed[0].role.value
('Rain stops play', 'en', 'navigation')

`clean_many(read("crawl.warc.gz", "pages/"))` cleans what archives, tables, folders and addresses hold. Each stage can
be used alone: `decode`, `split`, `detect_languages`, `label`, `extract_article`. Records go on as tables and docs with
`to_arrow`, `to_pandas`, `to_dataset` and `to_spacy`. Nothing here imports Prefect; the flow is `copydesk.flow.ingest`.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from copydesk.cleaning import clean, clean_many, read
    from copydesk.converting import to_arrow, to_dataset, to_pandas, to_spacy
    from copydesk.decoding import decode
    from copydesk.fields.article import extract_article
    from copydesk.labelling.labeller import label
    from copydesk.languages import detect_languages
    from copydesk.languages.spans import language_spans
    from copydesk.languages.variants import variant_of
    from copydesk.model import Article, RawDocument, Rejection
    from copydesk.outlets import registry
    from copydesk.record import from_json, to_json
    from copydesk.searching import searchable
    from copydesk.settings import CleaningSettings, MinConfidence
    from copydesk.splitting import split

__version__ = "0.1.0"

__all__ = [
    "Article",
    "CleaningSettings",
    "MinConfidence",
    "RawDocument",
    "Rejection",
    "clean",
    "clean_many",
    "decode",
    "detect_languages",
    "extract_article",
    "from_json",
    "label",
    "language_spans",
    "read",
    "registry",
    "searchable",
    "split",
    "to_arrow",
    "to_dataset",
    "to_json",
    "to_pandas",
    "to_spacy",
    "variant_of",
]

_HOMES = {
    "Article": "model",
    "CleaningSettings": "settings",
    "MinConfidence": "settings",
    "RawDocument": "model",
    "Rejection": "model",
    "clean": "cleaning",
    "clean_many": "cleaning",
    "decode": "decoding",
    "detect_languages": "languages",
    "extract_article": "fields.article",
    "from_json": "record",
    "label": "labelling.labeller",
    "language_spans": "languages.spans",
    "read": "cleaning",
    "registry": "outlets",
    "searchable": "searching",
    "split": "splitting",
    "to_arrow": "converting",
    "to_dataset": "converting",
    "to_json": "record",
    "to_pandas": "converting",
    "to_spacy": "converting",
    "variant_of": "languages.variants",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for: `import copydesk` and `copydesk --help` stay light."""
    if name not in _HOMES:
        raise AttributeError(f"module 'copydesk' has no attribute {name!r}")
    found: object = getattr(importlib.import_module(f"copydesk.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
