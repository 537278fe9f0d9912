"""Files of outlets, copydesk's own and the user's: names, aliases, domains, the lines that give a template away.

[[outlet]]
name = "Deutsche Welle"
aliases = ["DW", "DW News"]
domains = ["dw.com"]
country = "DE"
languages = ["de", "en"]
date_order = "dmy"                         # optional: how its numeric dates are written
agency = true                              # optional: a news agency
aggregator = true                          # optional: its pages are mostly other outlets' texts
names_exact = ["Welle"]                    # optional: names too common to be looked for inside lines
signs = [["skip to more dw sites"]]        # optional: lines that, all of them on one page, give the outlet away
weak_signs = [["xs", "sm", "md", "lg"]]    # optional: lines of a template that others use too, but mostly this one
"""

import tomllib
from dataclasses import dataclass

from copydesk import plain_toml
from copydesk.dates import Order

_KEYS = {
    "name",
    "aliases",
    "domains",
    "country",
    "languages",
    "date_order",
    "agency",
    "aggregator",
    "names_exact",
    "signs",
    "weak_signs",
}


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
    aggregator: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the main one first."""
        return (self.name, *self.aliases, *self.names_exact)


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
        bool(table.get("aggregator", False)),
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
