"""The registry of outlets: names, aliases, domains, the lines that give a template away.

It is data: `copydesk/data/outlets.toml`, and the user's own additions in the same format (`config/outlets.toml`). An
entry of the user's with a name that is known replaces the entry that came with copydesk.

    [[outlet]]
    name = "Deutsche Welle"
    aliases = ["DW", "DW News"]
    domains = ["dw.com"]
    country = "DE"
    languages = ["de", "en"]
    date_order = "dmy"                         # optional: how its numeric dates are written
    agency = true                              # optional: a news agency
    names_exact = ["Welle"]                    # optional: names too common to be looked for inside lines
    signs = [["skip to more dw sites"]]        # optional: lines that, all of them on one page, give the outlet away
    weak_signs = [["xs", "sm", "md", "lg"]]    # optional: lines of a template that others use too, but mostly this one
"""

import functools
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from urllib.parse import urlsplit

from tld import get_tld
from tld.exceptions import TldBadUrl, TldDomainNotFound

from copydesk import plain_toml
from copydesk.dates import Order
from copydesk.folding import fold, fold_letters, fold_once, fold_unmarked
from copydesk.naming import Names, names_of

_KEYS = {
    "name",
    "aliases",
    "domains",
    "country",
    "languages",
    "date_order",
    "agency",
    "names_exact",
    "signs",
    "weak_signs",
}
MAX_SIGN = 200
"""Characters of a line that can be a template's own."""
_EDGE = 4
"""Characters at both ends of lines that show of most signs that no line is theirs."""

_HOLES = {"n": r"\d+", "text": r".*", "month": r"[^\W\d]+\.?"}


class OutletsError(ValueError):
    """A file of outlets that does not follow the format; the message names the file, the entry and the cure."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher."""

    name: str
    aliases: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    country: str | None = None
    languages: tuple[str, ...] = ()
    date_order: Order | None = None
    agency: bool = False
    names_exact: tuple[str, ...] = ()
    signs: tuple[tuple[str, ...], ...] = ()
    weak_signs: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the main one first."""
        return (self.name, *self.aliases, *self.names_exact)


@dataclass(frozen=True, slots=True)
class Signed:
    """An outlet known by its template's own lines."""

    outlet: Outlet
    lines: tuple[str, ...]
    """The lines, as they stand on the page."""
    weak: bool
    """Whether other outlets' pages may have them too."""


@dataclass(frozen=True, slots=True, eq=False)
class Registry:
    """All outlets, and the ways to find one."""

    outlets: tuple[Outlet, ...]
    _by_domain: dict[str, Outlet] = field(repr=False)
    _by_name: dict[str, Outlet] = field(repr=False)
    inside: Names = field(repr=False)
    """Names that may be looked for inside lines."""
    anywhere: Names = field(repr=False)
    """All names, those that are ordinary words too."""
    _signs: "tuple[_Signs, ...]" = field(repr=False)

    def by_domain(self, host: str) -> Outlet | None:
        """The outlet of a host name: of the host itself, or of the domain that it lies under."""
        labels = host.casefold().removeprefix("www.").split(".")
        return next((found for n in range(len(labels)) if (found := self._by_domain.get(".".join(labels[n:])))), None)

    def by_name(self, name: str) -> Outlet | None:
        """The outlet that NAME is a name of, as a whole; a leading "the" and a domain's form do not matter."""
        folded = fold(name)
        found = self._by_name.get(folded)
        return self._by_name.get(folded[4:]) if found is None and folded.startswith("the ") else found

    def named_in(self, text: str) -> list[tuple[Outlet, str]]:
        """The outlets whose names stand in TEXT as whole words, in order, each with the name as it stands there."""
        names = self.inside.find(text)
        return self._known(names) if names else []

    def speaks_of(self, text: str) -> list[tuple[Outlet, str]]:
        """The same with names that are ordinary words, too: "Metro", "Bild"; what they mean is for others to say."""
        names = self.anywhere.find(text)
        return self._known(names) if names else []

    def _known(self, names: Iterable[str]) -> list[tuple[Outlet, str]]:
        return [(outlet, name) for name in names if (outlet := self.by_name(name)) is not None]

    def by_signs(self, lines: Iterable[str]) -> Signed | None:
        """The outlet that has a list of signs all of which stand among LINES; the longest strong list wins."""
        folded = {fold_unmarked(line): line for line in lines if len(line) <= MAX_SIGN}
        starts, ends = {line[:_EDGE] for line in folded}, {line[-_EDGE:] for line in folded}
        likely = [known for known in self._signs if known.starts <= starts and known.ends <= ends]
        asked = [known for known in likely if all(map(folded.__contains__, known.plain))]
        together = "\n".join(folded) if asked else ""
        found = [signed for known in asked if (signed := _seen(known, folded, together)) is not None]
        return max(found, key=lambda signed: (not signed.weak, len(signed.lines)), default=None)


def _seen(known: "_Signs", folded: dict[str, str], together: str) -> Signed | None:
    """What is seen of a list of signs, if all of it is; the lines by their folded form, and all these as one text.

    The plain ones are known to be there.
    """
    if not all(part in together for part in known.parts):
        return None
    fitting = [next((line for key, line in folded.items() if sign.fullmatch(key)), None) for sign in known.patterns]
    lines = (*(folded[plain] for plain in known.plain), *(line for line in fitting if line is not None))
    return Signed(known.outlet, lines, known.weak) if None not in fitting else None


@dataclass(frozen=True, slots=True)
class _Signs:
    """One list of signs, ready for use."""

    outlet: Outlet
    plain: tuple[str, ...]
    """Signs without a placeholder: looked up."""
    patterns: tuple[re.Pattern[str], ...]
    parts: tuple[str, ...]
    """What the patterns ask for outside their placeholders, the most telling first."""
    starts: frozenset[str]
    ends: frozenset[str]
    """The first and the last characters of the lines, where the signs have so many."""
    weak: bool


def registry(additions: Path | None = None) -> Registry:
    """The outlets that come with copydesk and those of the user's file, which take the place of ours by name.

    Raises OutletsError for a file with a mistake, OSError for one that cannot be read.

    >>> found = registry().by_domain("presstv.ir")
    >>> found.name, found.country
    ('Press TV', 'IR')
    """
    return _registry(additions)


@functools.cache
def _registry(additions: Path | None) -> Registry:  # one for `registry()` and `registry(None)`
    own = files("copydesk") / "data" / "outlets.toml"
    found = {outlet.name: outlet for outlet in parse_outlets(own.read_text(encoding="utf-8"), "outlets.toml")}
    if additions is not None:
        found |= {
            outlet.name: outlet for outlet in parse_outlets(additions.read_text(encoding="utf-8"), str(additions))
        }
    return _indexed(tuple(found.values()))


def parse_outlets(text: str, origin: str) -> tuple[Outlet, ...]:
    """Read a file of outlets; ORIGIN is its name for messages.

    >>> parse_outlets('[[outlet]]' + chr(10) + 'name = "The Daily"', "outlets.toml")[0].name
    'The Daily'
    """
    try:
        tables = plain_toml.loads(text).get("outlet", [])
    except tomllib.TOMLDecodeError as error:
        raise OutletsError(f"{origin}: not TOML: {error}") from error
    return tuple(_outlet(table, f"{origin}, outlet {number}") for number, table in enumerate(tables, 1))


def _outlet(table: dict[str, object], where: str) -> Outlet:
    name = table.get("name")
    if not isinstance(name, str) or not name.strip():
        raise OutletsError(f'{where}: has no name; add `name = "…"`')
    where = f"{where} ({name})"
    if unknown := sorted(set(table) - _KEYS):
        raise OutletsError(f"{where}: unknown key {unknown[0]!r}; it may have {', '.join(sorted(_KEYS))}")
    order = table.get("date_order")
    if order is not None and order not in {str(known) for known in Order}:
        raise OutletsError(f"{where}: date_order is {order!r}; write one of {', '.join(Order)}")
    country = table.get("country")
    return Outlet(
        name,
        _strings(table, "aliases", where),
        tuple(domain.casefold() for domain in _strings(table, "domains", where)),
        country if isinstance(country, str) else None,
        _strings(table, "languages", where),
        Order(str(order)) if order is not None else None,
        bool(table.get("agency", False)),
        _strings(table, "names_exact", where),
        _groups(table, "signs", where),
        _groups(table, "weak_signs", where),
    )


def _groups(table: dict[str, object], key: str, where: str) -> tuple[tuple[str, ...], ...]:
    groups = table.get(key, [])
    if not isinstance(groups, list):
        raise OutletsError(f'{where}: {key} must be a list of lists of lines, [["…", "…"]]')
    return tuple(_strings({key: group}, key, where) for group in groups)


def _strings(table: dict[str, object], key: str, where: str) -> tuple[str, ...]:
    if key not in table:
        return ()
    values = table[key]
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise OutletsError(f'{where}: {key} must be a list of texts, ["…", "…"]')
    return tuple(values)


def _indexed(outlets: tuple[Outlet, ...]) -> Registry:
    by_domain = {domain: outlet for outlet in outlets for domain in outlet.domains}
    by_name: dict[str, Outlet] = {}
    for outlet in outlets:
        for name in (*outlet.names, *outlet.domains):
            folded = fold_once(name)
            by_name.setdefault(folded, outlet)
            by_name.setdefault(folded.removeprefix("the "), outlet)
    inside = names_of(name for one in outlets for name in {one.name, *one.aliases} - set(one.names_exact))
    anywhere = names_of(name for one in outlets for name in one.names)
    strong = [_signs(outlet, group, weak=False) for outlet in outlets for group in outlet.signs]
    weak = [_signs(outlet, group, weak=True) for outlet in outlets for group in outlet.weak_signs]
    return Registry(outlets, by_domain, by_name, inside, anywhere, (*strong, *weak))


def _signs(outlet: Outlet, group: tuple[str, ...], *, weak: bool) -> _Signs:
    plain = tuple(fold_letters(sign) for sign in group if "{" not in sign)
    pieces = [_pieces(sign) for sign in group if "{" in sign]
    parts = tuple(sorted({part for sign in pieces for part in sign[::2]}, key=lambda part: (-len(part), part)))
    starts = {sign[:_EDGE] for sign in plain} | {sign[0][:_EDGE] for sign in pieces if len(sign[0]) >= _EDGE}
    ends = {sign[-_EDGE:] for sign in plain} | {sign[-1][-_EDGE:] for sign in pieces if len(sign[-1]) >= _EDGE}
    return _Signs(outlet, plain, tuple(map(_sign, pieces)), parts, frozenset(starts), frozenset(ends), weak)


def _pieces(template: str) -> list[str]:
    """A template's line in pieces: what it says, folded, and between that the names of its placeholders."""
    parts = re.split(r"\{(\w+)\}", template)
    return [part if n % 2 else fold_letters(f"x{part}x")[1:-1] for n, part in enumerate(parts)]


def _sign(pieces: list[str]) -> re.Pattern[str]:
    """The pieces of a template's line as a pattern for lines with their letters folded and their punctuation kept."""
    return re.compile("".join(_HOLES[part] if n % 2 else re.escape(part) for n, part in enumerate(pieces)))


# ------------------------------------------------------------------------------------------------------ addresses


def host_of(url: str) -> str:
    """Host of an address, without "www."; empty where there is none.

    >>> host_of("http://www.presstv.ir/Detail/2016"), host_of("www.afgazad.com"), host_of("no address")
    ('presstv.ir', 'afgazad.com', '')
    """
    text = url.strip()
    try:
        host = urlsplit(text if "//" in text else f"//{text}").hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.") if "." in host and " " not in host else ""


@functools.lru_cache(maxsize=64)
def registrable_domain(url: str) -> str | None:
    """The domain that its owner registered, by the public suffix list; several fields ask for a page's.

    >>> registrable_domain("https://news.example.co.uk/x"), registrable_domain("x")
    ('example.co.uk', None)
    """
    host = host_of(url)
    if not host:
        return None
    try:
        found = get_tld(f"http://{host}", as_object=True)
    except (TldBadUrl, TldDomainNotFound):
        return None
    return str(found.fld) if found is not None and not isinstance(found, str) else None
