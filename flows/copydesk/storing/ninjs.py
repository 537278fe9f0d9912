"""Articles as ninjs 3.2, the IPTC's "News in JSON": https://iptc.org/std/ninjs/."""

import re
from typing import Any

from copydesk.languages import UNDETERMINED
from copydesk.model import PLAIN_TEXT, Article

_STANDARD = {"name": "ninjs", "version": "3.2", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.2.json#"}
_WHOLE_TIME = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)?(Z|[+-]\d\d:\d\d)")


def to_ninjs(article: Article) -> dict[str, Any]:
    """The article as a ninjs object.

    ninjs wants moments, to the second and with their zone. A date that is less precise stands in the descriptions, in
    the role "published", as precise as it is: nothing is invented.
    """
    item = {
        "uri": _uri(article.id),
        "type": "text",
        "representationType": "full",
        "language": None if article.language == UNDETERMINED else article.language,
        "contentCreated": _moment(article.date),
        "versionCreated": _moment(article.date_modified),
        "headlines": _texts(main=article.title, subtitle=article.subtitle),
        "by": ", ".join(article.authors),
        "located": article.dateline,
        "bodies": [_body(article.body)],
        "descriptions": [
            *_texts(published=article.date, modified=article.date_modified),
            *(text for caption in article.captions for text in _texts(caption=caption)),
        ],
        "infoSources": [
            *_named("publisher", article.outlet),
            *_named("distributor", article.republisher),
            *(name for agency in article.agencies for name in _named("agency", agency)),
        ],
        "altIds": [
            {"role": role, "value": value}
            for role, value in (("url", article.url), ("source", article.source.uri), ("sha256", article.source.sha256))
            if value
        ],
        "associations": _leader(article.duplicate_of),
        "standard": _STANDARD,
    }
    return {name: value for name, value in item.items() if value}


def _uri(article_id: str) -> str:
    return f"urn:copydesk:{article_id}"


def _moment(date: str | None) -> str | None:
    """A moment as RFC 3339 has it; None where the page does not tell one.

    >>> _moment("2016-08-17T11:20+03:00"), _moment("2016-08-17T11:20"), _moment("2016-08-17")
    ('2016-08-17T11:20:00+03:00', None, None)
    """
    whole = _WHOLE_TIME.fullmatch(date or "")
    return whole and f"{whole[1]}{whole[2] or ':00'}{whole[3]}"


def _texts(**by_role: str | None) -> list[dict[str, str]]:
    return [{"role": role, "contentType": PLAIN_TEXT, "value": value} for role, value in by_role.items() if value]


def _body(body: str) -> dict[str, Any]:
    counts = {"charCount": len(body), "wordCount": len(body.split())}
    return {"role": "main", "contentType": PLAIN_TEXT, **counts, "value": body}


def _named(role: str, name: str | None) -> list[dict[str, str]]:
    return [{"name": name, "role": role}] if name else []


def _leader(duplicate_of: str | None) -> list[dict[str, str]]:
    if duplicate_of is None:
        return []
    return [{"uri": _uri(duplicate_of), "name": "the record that leads its cluster", "rel": "duplicateOf"}]
