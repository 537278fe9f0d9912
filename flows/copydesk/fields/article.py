"""A labelled page as an article's record: fields with their evidence, and every line that left the body."""

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

from copydesk import __version__
from copydesk.decoding.repairing import LOST
from copydesk.fields.address import extract_source_url, extract_url
from copydesk.fields.agencies import extract_agencies
from copydesk.fields.authors import extract_authors
from copydesk.fields.body import body_confidence, extract_body, extract_captions
from copydesk.fields.confidence import calibrated
from copydesk.fields.date import AMBIGUOUS, Setting, extract_date, extract_date_modified, needs_warning
from copydesk.fields.dateline import extract_dateline
from copydesk.fields.outlet import Publisher, extract_outlet, extract_republisher
from copydesk.fields.passed_on import Told, going_before
from copydesk.fields.title import extract_subtitle, extract_title
from copydesk.labelling.reading import EVEN
from copydesk.languages import language_of_most, language_shares
from copydesk.model import (
    ARTICLE_SCHEMA,
    KEPT_IN_BODY,
    UNSHOWN,
    Article,
    Companion,
    Evidence,
    Found,
    LabelledPage,
    Removed,
    RepairNote,
    Source,
)
from copydesk.outlets import Registry
from copydesk.scripts import is_right_to_left
from copydesk.settings import EVERYTHING, MinConfidence
from copydesk.walls import truncation

DOUBTFUL = 0.6
"""Chance of an article below which text without markup is warned of.

On sites that the model had not seen, it is that of 61 % of WCXB's pages without an article, and of 3 % of articles.
"""


@dataclass(frozen=True, slots=True)
class Fields:
    """What was found of each field but the body, with its evidence."""

    title: Found[str] | None
    subtitle: Found[str] | None
    date: Found[str] | None
    date_modified: Found[str] | None
    republisher: Found[str] | None
    dateline: Found[str] | None
    url: Found[str] | None
    outlet: Found[Publisher] | None
    authors: Found[tuple[str, ...]] | None
    agencies: Found[tuple[str, ...]] | None

    def given(self) -> "dict[str, Found[str] | Found[Publisher] | Found[tuple[str, ...]]]":
        """The fields that something was found of, by name."""
        values = ((one.name, getattr(self, one.name)) for one in fields(self))
        return {name: value for name, value in values if value is not None}


def extract_article(
    page: LabelledPage,
    registry: Registry,
    least: MinConfidence = EVERYTHING,
    overrides: Collection[Companion] = (),
) -> Article:
    r"""The record of PAGE. A field with less than the LEAST confidence is null; its evidence says so.

    OVERRIDES are what came with the page and goes before what the page says.

    >>> import copydesk
    >>> text = b"Skip to content\n\nRain stops play\n\nIt rained all day on Sunday."
    >>> page = copydesk.split(copydesk.decode(copydesk.RawDocument("a.txt", text)))
    >>> labelled = copydesk.label(page, copydesk.detect_languages(page), copydesk.registry())
    >>> article = extract_article(labelled, copydesk.registry())
    >>> article.title, article.body
    ('Rain stops play', 'It rained all day on Sunday.')
    """
    found = _told(confident(extract_fields(page, registry), page), going_before(page, overrides))
    kept = _at_least(found, least)
    body = extract_body(page)
    raw = page.page.document.raw
    given, left = found.given(), kept.given()
    identity, sha256 = raw.hashes
    return Article(
        schema=ARTICLE_SCHEMA,
        id=identity,
        title=_value(kept.title),
        subtitle=_value(kept.subtitle),
        date=_value(kept.date),
        date_modified=_value(kept.date_modified),
        outlet=kept.outlet.value.name if kept.outlet else None,
        outlet_domain=kept.outlet.value.domain if kept.outlet else None,
        republisher=_value(kept.republisher),
        authors=kept.authors.value if kept.authors else (),
        agencies=kept.agencies.value if kept.agencies else (),
        dateline=_value(kept.dateline),
        language=_body_language(page),
        languages=language_shares(page.page, page.languages),
        direction="rtl" if is_right_to_left(body) else "ltr",
        url=_value(kept.url),
        body=body,
        captions=extract_captions(page),
        confidence={name: round(one.confidence, 2) for name, one in given.items()} | {"body": body_confidence(page)},
        evidence={name: _evidence(one, is_kept=name in left) for name, one in given.items()},
        removed=_removed(page, kept.title, kept.subtitle),
        repairs=tuple(RepairNote(r.kind, r.plan, r.count, r.lines) for r in page.page.document.repairs),
        warnings=_warnings(page, kept.date),
        source=Source(
            uri=raw.uri,
            member=raw.member,
            media_type=raw.media_type,
            encoding=page.page.document.encoding,
            sha256=sha256,
            bytes=len(raw.content),
            fetched_at=raw.fetched_at,
            version=__version__,
        ),
    )


def extract_fields(page: LabelledPage, registry: Registry) -> Fields:
    """All fields of PAGE, with the strength of their evidence as their confidence."""
    title = extract_title(page, registry)
    outlet = extract_outlet(page, registry)
    setting = _setting_of(page, outlet, registry)
    return Fields(
        title=title,
        subtitle=extract_subtitle(page, title),
        date=extract_date(page, setting),
        date_modified=extract_date_modified(page, setting),
        republisher=extract_republisher(page, outlet),
        dateline=extract_dateline(page),
        url=extract_url(page, registry),
        outlet=outlet,
        authors=extract_authors(page, registry),
        agencies=extract_agencies(page, registry),
    )


def setting_of(page: LabelledPage, registry: Registry) -> Setting:
    """What may settle the order of day and month on PAGE."""
    return _setting_of(page, extract_outlet(page, registry), registry)


def _setting_of(page: LabelledPage, outlet: Found[Publisher] | None, registry: Registry) -> Setting:
    return Setting(_address_for_dates(page, registry), outlet.value.outlet if outlet else None, registry)


def confident(found: Fields, page: LabelledPage) -> Fields:
    """FOUND with the confidence that the strength of each field's evidence is worth."""
    return replace(found, **{name: calibrated(name, one, page) for name, one in found.given().items()})


def _told(found: Fields, told: Told) -> Fields:
    """FOUND, but for what was TOLD."""
    return replace(
        found,
        title=told.title or found.title,
        date=told.date or found.date,
        authors=told.authors or found.authors,
        url=told.url or found.url,
    )


def _at_least(found: Fields, least: MinConfidence) -> Fields:
    """FOUND without the fields that are less sure than LEAST says."""
    unsure = [name for name, one in found.given().items() if round(one.confidence, 2) < getattr(least, name)]
    return replace(found, **dict.fromkeys(unsure))


def _evidence(found: "Found[str] | Found[Publisher] | Found[tuple[str, ...]]", *, is_kept: bool) -> Evidence:
    why = "" if is_kept else f"; left out: a confidence of {found.confidence:.2f} is below min_confidence"
    return Evidence(found.evidence, found.where, found.reason + why)


def _value(found: Found[str] | None) -> str | None:
    return found.value if found is not None else None


def _address_for_dates(page: LabelledPage, registry: Registry) -> str | None:
    """The address whose digits may settle a date: the source's, else the page's own."""
    found = extract_source_url(page, registry) or extract_url(page, registry)
    return found.value if found is not None else None


def _body_language(page: LabelledPage) -> str:
    """The language of most letters of the body."""
    return language_of_most((page.languages[block.number], block.text) for block in page.having(*KEPT_IN_BODY))


def _removed(page: LabelledPage, *fields: Found[str] | None) -> tuple[Removed, ...]:
    """Every block that is neither in the body nor, word for word, the title or the subtitle."""
    in_fields = {found.where for found in fields if found is not None}
    return tuple(
        Removed(block.number, (block.lines.start, block.lines.stop - 1), label.role, block.text, label.reason)
        for block, label in zip(page.page.blocks, page.labels, strict=True)
        if label.role not in KEPT_IN_BODY and block.number not in in_fields
    )


def _warnings(page: LabelledPage, date: Found[str] | None) -> tuple[str, ...]:
    claimed = [claim.value for claim in page.page.claims if claim.name == "warning"]
    if needs_warning(date):
        claimed.append(AMBIGUOUS)
    claimed += _kind(page)
    if page.page.unseen.characters > sum(len(block.text) for block in page.page.blocks):
        claimed.append(f"the page hides more than it shows: {page.page.unseen}")
    if (cut := truncation(page)) is not None:
        claimed.append(cut)
    if page.page.document.encoding_confidence < 0.5 and not page.page.document.text.isascii():
        claimed.append(f"encoding uncertain ({page.page.document.encoding})")
    lost = sum(repair.count for repair in page.page.document.repairs if repair.kind == LOST)
    if lost:
        claimed.append(f"characters were lost before the page came here (lines: {lost})")
    return tuple(dict.fromkeys(claimed))


def _kind(page: LabelledPage) -> list[str]:
    """A warning where a page has no article, as it says itself or as it reads; its main text is given."""
    kinds = " and ".join(dict.fromkeys(claim.value for claim in page.page.claims if claim.name == "kind"))
    if kinds:
        return [f"the page says that it is {kinds}; chance of an article: {page.article:.0%}"]
    if any(block.markup is not None and block.markup.path == UNSHOWN for block in page.page.blocks):
        return []  # the model has learned to read pages
    if page.article < (EVEN if page.page.has_markup else DOUBTFUL):
        return [f"the page reads like a listing, a shop or a forum; chance of an article: {page.article:.0%}"]
    return []
