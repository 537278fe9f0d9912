"""The trial pages under tests/pages: pages whose every line has a known role. The format is told in pages/README.md.

A page that contradicts itself (an unknown role, a title that no line bears) raises ValueError when it is read, and
one whose header has a value of the wrong type raises TypeError.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PAGES = Path(__file__).parent / "pages"

BLANK = ""
CONTINUATION = "+"
REPAIRED = "="
BODY_ROLES = frozenset({"body", "heading"})
ROLES = BODY_ROLES | {
    "title", "subtitle", "byline", "date", "caption", "credit", "site-header", "navigation", "related", "comments",
    "share", "font-size", "widget", "advert", "consent", "legal", "tags", "source-link", "duplicate",
}  # fmt: skip
KEYS = frozenset({
    "title", "subtitle", "date", "outlet", "outlet_also", "republisher", "authors", "agencies", "dateline", "language",
    "languages", "url", "encoding",
})  # fmt: skip

_ROW = re.compile(r"(?P<mark>[a-z-]*|\+|=) *\|(?: (?P<text>.*))?", re.DOTALL)
_UNSPACED_LANGUAGES = frozenset({"zh", "ja", "th"})


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the page.

    `role` is BLANK for a blank line; a line that continues the one above has that one's role. `expected` is the text
    after repair, and is `text` itself on all but the few lines with mojibake.
    """

    number: int
    role: str
    text: str
    expected: str
    continues: bool


@dataclass(frozen=True, slots=True)
class TrialPage:
    """A page as the cleaner gets it (`content`), and what an attentive reader finds on it (all else)."""

    path: Path
    purpose: str
    title: str
    subtitle: str | None
    date: str | None
    outlet: str | None
    outlet_also: tuple[str, ...]
    republisher: str | None
    authors: tuple[str, ...]
    agencies: tuple[str, ...]
    dateline: str | None
    language: str
    languages: tuple[str, ...]
    url: str | None
    encoding: str
    rows: tuple[Row, ...]

    @property
    def content(self) -> bytes:
        return "\n".join(row.text for row in self.rows).encode(self.encoding)

    @property
    def body(self) -> str:
        return "\n\n".join(text for role, text in self.units() if role in BODY_ROLES)

    @property
    def captions(self) -> tuple[str, ...]:
        return self.texts("caption")

    def texts(self, role: str) -> tuple[str, ...]:
        """All that stands on the page in this role, broken lines joined."""
        return tuple(text for unit_role, text in self.units() if unit_role == role)

    def units(self) -> tuple[tuple[str, str], ...]:
        """Role and expected text of each non-blank line, with the lines that continue it joined to it."""
        joint = "" if self.language in _UNSPACED_LANGUAGES else " "
        found: list[tuple[str, list[str]]] = []
        for row in self.rows:
            if row.continues:
                found[-1][1].append(_collapsed(row.expected))
            elif row.role != BLANK:
                found.append((row.role, [_collapsed(row.expected)]))
        return tuple((role, joint.join(parts)) for role, parts in found)


def page_paths(group: str) -> list[Path]:
    """The pages of "dev" or of "held", in the order of their names."""
    return sorted((PAGES / group).glob("*.page"))


def read_page(path: Path) -> TrialPage:
    header_text, rule, page_text = path.read_text(encoding="utf-8").partition("\n---\n")
    if not rule:
        raise ValueError(f"{path}: no line '---' after the header")
    header = tomllib.loads(header_text)
    if unknown := header.keys() - KEYS:
        raise ValueError(f"{path}: unknown keys {sorted(unknown)}")
    page = TrialPage(
        path=path,
        purpose=header_text.partition("\n")[0].removeprefix("#").strip(),
        title=_required(header, "title"),
        subtitle=_optional(header, "subtitle"),
        date=_optional(header, "date"),
        outlet=_optional(header, "outlet"),
        outlet_also=_several(header, "outlet_also"),
        republisher=_optional(header, "republisher"),
        authors=_several(header, "authors"),
        agencies=_several(header, "agencies"),
        dateline=_optional(header, "dateline"),
        language=_required(header, "language"),
        languages=_several(header, "languages"),
        url=_optional(header, "url"),
        encoding=_optional(header, "encoding") or "utf-8",
        rows=_read_rows(page_text.removesuffix("\n"), path),
    )
    _check(page)
    return page


def _read_rows(page_text: str, path: Path) -> tuple[Row, ...]:
    rows: list[Row] = []
    for line in page_text.split("\n"):  # not splitlines(): mojibake may hold what that takes for a line's end
        match = _ROW.fullmatch(line)
        if match is None:
            raise ValueError(f"{path}: not a row: {line!r}")
        mark, text = match["mark"], match["text"] or ""
        if mark in {CONTINUATION, REPAIRED} and not rows:
            raise ValueError(f"{path}: nothing stands above {line!r}")
        if mark == REPAIRED:
            rows[-1] = _repaired(rows[-1], text)
        elif mark == CONTINUATION:
            rows.append(Row(len(rows) + 1, rows[-1].role, text, text, continues=True))
        else:
            rows.append(Row(len(rows) + 1, mark, text, text, continues=False))
        if (rows[-1].role == BLANK) == bool(rows[-1].text.strip()):
            raise ValueError(f"{path}: a row has either role and text or neither: {line!r}")
        if rows[-1].role not in ROLES | {BLANK}:
            raise ValueError(f"{path}: unknown role: {line!r}")
    return tuple(rows)


def _repaired(row: Row, expected: str) -> Row:
    return Row(row.number, row.role, row.text, expected, continues=row.continues)


def _check(page: TrialPage) -> None:
    if page.texts("title") != (page.title,):
        raise ValueError(f"{page.path}: the rows' title is {page.texts('title')}")
    if page.texts("subtitle") != ((page.subtitle,) if page.subtitle else ()):
        raise ValueError(f"{page.path}: the rows' subtitle is {page.texts('subtitle')}")
    if bool(page.date) != bool(page.texts("date")):
        raise ValueError(f"{page.path}: a date without its line, or a date line without a date")
    if page.dateline and not any(text.startswith(page.dateline) for text in page.texts("body")):
        raise ValueError(f"{page.path}: no paragraph opens with the dateline")
    if page.language != page.languages[0]:
        raise ValueError(f"{page.path}: the body's language comes first in languages")
    if page.url and page.url not in page.texts("source-link"):
        raise ValueError(f"{page.path}: the address stands on no line")
    if page.content.decode(page.encoding) != "\n".join(row.text for row in page.rows):
        raise ValueError(f"{page.path}: {page.encoding} does not give the text back")


def _collapsed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _required(header: Mapping[str, object], key: str) -> str:
    value = _optional(header, key)
    if not value:
        raise ValueError(f"{key} is missing")
    return value


def _optional(header: Mapping[str, object], key: str) -> str | None:
    value = header.get(key)
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{key} is not a string: {value!r}")
    return value


def _several(header: Mapping[str, object], key: str) -> tuple[str, ...]:
    values = header.get(key, [])
    if not isinstance(values, list):
        raise TypeError(f"{key} is not a list: {values!r}")
    return tuple(str(value) for value in values)
