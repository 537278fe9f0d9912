r"""The stages in order: bytes in, one article or one rejection out. Pure: no files, no network, no clock.

>>> from copydesk.model import RawDocument
>>> page = RawDocument("a.txt", b"Rain stops play\n\nIt rained all day on Sunday.")
>>> article = clean_document(page, CleaningSettings())
>>> article.title, article.body, article.date
('Rain stops play', 'It rained all day on Sunday.', None)
"""

import traceback
from dataclasses import replace
from typing import NamedTuple

from copydesk.decoding import decode
from copydesk.fields.article import extract_article
from copydesk.fields.outlet import extract_outlet
from copydesk.hosts import original_of
from copydesk.labelling.labeller import kind_of, label
from copydesk.labelling.network import load_model
from copydesk.languages import detect_languages, language_shares
from copydesk.listings import find_listing
from copydesk.model import LabelledPage, Outcome, RawDocument, Reason, Rejection, Stage
from copydesk.outlets import registry
from copydesk.rejecting import outlet_at, rejection_of
from copydesk.settings import CleaningSettings
from copydesk.splitting import split
from copydesk.walls import find_wall


def clean_document(document: RawDocument, settings: CleaningSettings) -> Outcome:
    """Clean one document. Whatever its content, one of the two comes back, and nothing is raised."""
    try:
        page = label_document(document, settings)
        return _known_to(settings, page) if isinstance(page, Rejection) else outcome_of(page, settings)
    except Exception as error:  # noqa: BLE001 - whatever one document does, the others must come out, and it be named
        at = traceback.extract_tb(error.__traceback__)[-1]
        detail = f"{type(error).__name__}: {error} ({at.name}, line {at.lineno}); please report it with the document"
        return rejection_of(document, Stage.CLEAN, Reason.INTERNAL_ERROR, detail)


class Examined(NamedTuple):
    """A document with its lines, labelled, and what comes of it: for those who show both."""

    document: RawDocument
    page: LabelledPage | Rejection
    outcome: Outcome


def examine(document: RawDocument, settings: CleaningSettings) -> Examined:
    """Clean one document, and keep what is known of its lines."""
    page = label_document(document, settings)
    return Examined(document, page, page if isinstance(page, Rejection) else outcome_of(page, settings))


def label_document(document: RawDocument, settings: CleaningSettings) -> LabelledPage | Rejection:
    """Decode, split and label a document: all that is known of its lines before they become fields.

    What an archive has a copy of is read as the page that it was.
    """
    if document.url is not None:
        document = replace(document, url=original_of(document.url))
    if len(document.content) > settings.max_bytes:
        detail = f"the content has {len(document.content):,} bytes; max_bytes allows {settings.max_bytes:,}"
        return rejection_of(document, Stage.READ, Reason.TOO_LARGE, detail)
    if not document.content.strip():
        return rejection_of(document, Stage.READ, Reason.EMPTY, "the content is empty")
    decoded = decode(document)
    if isinstance(decoded, Rejection):
        return decoded
    page = split(decoded, settings.engine)
    if not page.blocks:
        return rejection_of(document, Stage.SPLIT, Reason.NO_TEXT, "there is no visible text on the page")
    return label(page, detect_languages(page), registry(settings.outlets), load_model(kind_of(page), settings.model))


def outcome_of(page: LabelledPage, settings: CleaningSettings) -> Outcome:
    """The article on a labelled page, or why there is none."""
    if (wall := find_wall(page)) is not None:
        return _no_article(page, settings, wall.reason, wall.detail)
    if not page.page.has_markup and page.article < settings.min_article_chance:
        detail = (
            f"the page reads like a listing, a shop or an error page: the chance of an article on it is "
            f"{page.article:.0%}, below min_article_chance ({settings.min_article_chance:.0%})"
        )
        return _no_article(page, settings, Reason.NOT_AN_ARTICLE, detail)
    if settings.min_article_chance and (listing := find_listing(page)) is not None:
        return _no_article(page, settings, Reason.NOT_AN_ARTICLE, f"the page reads like a listing: {listing}")
    article = extract_article(page, registry(settings.outlets), settings.min_confidence, settings.overrides)
    if len(article.body) < settings.min_body_characters:
        detail = f"none of the {len(page.labels)} lines of the page reads as the text of an article"
        return _no_article(page, settings, Reason.NOT_AN_ARTICLE, detail)
    return article


def _no_article(page: LabelledPage, settings: CleaningSettings, reason: Reason, detail: str) -> Rejection:
    """The rejection of a labelled page, with the outlet and the language that its lines tell."""
    plain = _known_to(settings, rejection_of(page.page.document.raw, Stage.LABEL, reason, detail))
    outlet = extract_outlet(page, registry(settings.outlets))
    language = next(iter(language_shares(page.page, page.languages)), None)
    return replace(plain, outlet=outlet.value.name if outlet is not None else plain.outlet, language=language)


def _known_to(settings: CleaningSettings, rejection: Rejection) -> Rejection:
    """The same with the outlet's name as the user's own registry has it."""
    if settings.outlets is None:
        return rejection
    return replace(rejection, outlet=outlet_at(rejection.url, registry(settings.outlets)))
