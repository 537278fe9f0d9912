"""The registry of outlets, and the ways to find one: by a domain, by a name, by the lines of its template.

It is data: `copydesk/data/outlets.toml`, and the user's own additions (`config/outlets.toml`). An entry of the user's
with a name that is known replaces the one that came with copydesk.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

from copydesk.folding import fold, fold_letters, fold_once, fold_unmarked
from copydesk.naming.finding import Names, names_of
from copydesk.outlet_files import Outlet, parse_outlets

MAX_SIGN = 200
"""Characters of a line that can be a template's own."""
_EDGE = 4
"""Characters at both ends of lines that show of most signs that no line is theirs."""

_HOLES = {"n": r"\d+", "text": r".*", "month": r"[^\W\d]+\.?"}


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
