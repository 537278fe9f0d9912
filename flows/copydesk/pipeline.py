"""The stages in order: bytes in, one article or one rejection out. Pure: no files, no network, no clock."""

from copydesk import __version__
from copydesk.decoding import decode
from copydesk.fields.article import extract_article
from copydesk.labelling.labeller import label
from copydesk.languages import detect_languages
from copydesk.model import Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.outlets import registry
from copydesk.settings import CleaningSettings
from copydesk.splitting import split


def clean_document(document: RawDocument, settings: CleaningSettings) -> Outcome:
    """Clean one document.

    >>> from copydesk.model import Article
    >>> article = clean_document(RawDocument("a.txt", b"Rain stops play" + 2 * b"\\n\\n" + b"It rained all day on Sunday."), CleaningSettings())
    >>> article.title, article.body, article.date
    ('Rain stops play', 'It rained all day on Sunday.', None)
    """
    if len(document.content) > settings.max_bytes:
        detail = f"the content has {len(document.content):,} bytes; max_bytes allows {settings.max_bytes:,}"
        return _rejected(document, Stage.READ, Reason.TOO_LARGE, detail)
    if not document.content.strip():
        return _rejected(document, Stage.READ, Reason.EMPTY, "the content is empty")
    stage = Stage.DECODE
    try:
        decoded = decode(document)
        if isinstance(decoded, Rejection):
            return decoded
        stage = Stage.SPLIT
        page = split(decoded)
        if not page.blocks:
            return _rejected(document, stage, Reason.NO_TEXT, "there is no visible text on the page")
        stage = Stage.LABEL
        known = registry(settings.outlets)
        labelled = label(page, detect_languages(page), known)
        stage = Stage.EXTRACT
        article = extract_article(labelled, known)
    except Exception as error:  # noqa: BLE001 - whatever one document does, the others must come out; nothing is lost
        detail = f"{type(error).__name__}: {error}; this is a fault in copydesk, please report it with the document"
        return _rejected(document, stage, Reason.INTERNAL_ERROR, detail)
    if len(article.body) < settings.min_body_characters:
        detail = f"none of the {len(page.blocks)} lines of the page reads as the text of an article"
        return _rejected(document, Stage.LABEL, Reason.NOT_AN_ARTICLE, detail)
    return article


def _rejected(document: RawDocument, stage: Stage, reason: Reason, detail: str) -> Rejection:
    return Rejection(document.uri, document.member, document.sha256, stage, reason, detail, version=__version__)
