"""The lexicons: what menus, share bars, comment forms, cookie notices and bylines say, one data file a language.

A lexicon is a TOML file in `copydesk/data/lexicons`; CONTRIBUTING.md ("A line for a lexicon") tells how to add to it.
Its entries are templates for whole lines:

    [comments]
    opens = ["leave a reply"]                 # heading of a section that runs on
    lines = ["connecting to %s"]              # one line
    keep  = ["No one came to leave a reply."] # sentences that must not be taken for it: tests, not rules

with the placeholders {n} a number, {few} one to six words, {text} anything, {names} people's names, {date} a date.
"""

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple, TypeVar

from copydesk.folding import fold
from copydesk.model import Role
from copydesk.scripts import tokens

_HOLES = {
    "n": r"\d[\d.,٫٬]*(?:\s?[km万千])?",
    "few": r"\S{1,25}(?: \S{1,25}){0,5}",
    "text": r".+",
    "names": r"(?P<names>.{2,120})",
    "date": r".{4,80}",
    "outlet": r"(?P<outlet>.{2,60})",
}
MAX_LINE = 1000
"""Characters of a line above which no lexicon is asked: furniture is short, and templates would search for ever."""

_T = TypeVar("_T")

_FEW_UNSPACED = r".{1,12}"
_HOLE = re.compile(r"\{(\w+)\}")
_MARKERS = {name: chr(0xE000 + n) for n, name in enumerate(_HOLES)}
"""Private-use characters that stand for the placeholders while a template is folded."""
_MARKED = re.compile("([\ue000-\ue0ff])")


class Kind(NamedTuple):
    """Which list of a lexicon an entry stands in: the role's table, and "lines", "opens" or "modified"."""

    role: Role
    part: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that says what a lexicon's entry says."""

    language: str
    kind: Kind
    entry: str
    names: str = ""
    """What {names} stood for, folded; empty where the entry has none."""
    outlet: str = ""
    """What {outlet} stood for, folded; empty where the entry has none. Whether it is one, the registry knows."""

    @property
    def role(self) -> Role:
        """The role of lines that say this."""
        return self.kind.role

    @property
    def opens_section(self) -> bool:
        """Whether what follows belongs to the role as well."""
        return self.kind.part == "opens"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's file, as read and checked."""

    language: str
    name: str
    entries: tuple[tuple[Kind, str], ...]
    keep: tuple[tuple[Role, str], ...]
    """Sentences that no entry of the role may match."""
    words: dict[str, tuple[str, ...]]
    """Phrases that other modules look for inside lines: "and", "in", "told"."""


class LexiconError(ValueError):
    """A lexicon file that does not follow the format; the message names the file, the key and the cure."""


PARTS = ("lines", "opens", "modified")


def parse_lexicon(text: str, origin: str) -> Lexicon:
    """Read one lexicon; ORIGIN is its name for messages.

    >>> text = 'language = "en"' + chr(10) + "[share]" + chr(10) + 'lines = ["share on {few}"]'
    >>> parse_lexicon(text, "en.toml").entries
    ((Kind(role=<Role.SHARE: 'share'>, part='lines'), 'share on {few}'),)
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{origin}: not TOML: {error}") from error
    language = table.pop("language", None)
    name = table.pop("name", language)
    if not isinstance(language, str) or not isinstance(name, str):
        raise LexiconError(f'{origin}: begins without `language = "…"`; give its BCP 47 tag')
    words = {key: _strings(value, f"{origin} [words] {key}") for key, value in table.pop("words", {}).items()}
    sources = words.pop("source", ())
    entries = [(Kind(Role.SOURCE_LINK, "lines"), entry) for entry in sources]
    keep: list[tuple[Role, str]] = []
    for title, parts in table.items():
        if title not in set(Role):
            raise LexiconError(f"{origin}: [{title}] is no role; the roles are {', '.join(Role)}")
        role = Role(title)
        for part, values in parts.items():
            strings = _strings(values, f"{origin} [{title}] {part}")
            if part == "keep":
                keep += [(role, sentence) for sentence in strings]
            elif part in PARTS:
                entries += [(Kind(role, part), entry) for entry in strings]
            else:
                raise LexiconError(f"{origin}: [{title}] has `{part}`; it may have {', '.join(PARTS)} and keep")
    for kind, entry in entries:
        unknown = set(_HOLE.findall(entry)) - set(_HOLES)
        if unknown:
            raise LexiconError(
                f"{origin} [{kind.role}] {entry!r}: no placeholder is called {', '.join(sorted(unknown))}"
            )
    return Lexicon(language, name, tuple(entries), tuple(keep), words)


def _strings(values: object, where: str) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) and value.strip() for value in values):
        raise LexiconError(f'{where}: must be a list of texts, ["…", "…"]')
    return tuple(values)


@functools.cache
def lexicons() -> dict[str, Lexicon]:
    """All lexicons that come with copydesk, by language."""
    folder = files("copydesk") / "data" / "lexicons"
    found = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=lambda path: path.name)
    read = [parse_lexicon(path.read_text(encoding="utf-8"), path.name) for path in found]
    return {lexicon.language: lexicon for lexicon in read}


def phrases(name: str) -> tuple[tuple[str, str], ...]:
    """The (language, phrase) pairs that all lexicons list under [words] NAME."""
    return tuple((lexicon.language, word) for lexicon in lexicons().values() for word in lexicon.words.get(name, ()))


# ------------------------------------------------------------------------------------------------------- matching


class _Template(NamedTuple):
    number: int
    start: str
    end: str
    inner: tuple[str, ...]
    """What stands, folded, before, behind and between its placeholders."""
    language: str
    kind: Kind
    entry: str

    def may_fit(self, folded: str) -> bool:
        """Whether a line has all that stands outside the placeholders; the pattern has the last word."""
        return (
            folded.startswith(self.start)
            and folded.endswith(self.end)
            and all(literal in folded for literal in self.inner)
        )


class _Index(NamedTuple):
    """Entries by what can be looked up: exact lines; templates by their first or last characters, a word or a sign."""

    exact: dict[str, tuple[tuple[str, Kind, str], ...]]
    by_start: dict[str, tuple[_Template, ...]]
    by_long_start: dict[str, tuple[_Template, ...]]
    by_end: dict[str, tuple[_Template, ...]]
    by_word: dict[str, tuple[_Template, ...]]
    by_mark: tuple[tuple[str, _Template], ...]
    """All others, each with a character that it asks for."""
    mark: re.Pattern[str]
    """Any of these characters."""


_KEY, _LONG_KEY = 3, 7
"""Characters at a line's start or end by which templates are looked up; at the start more where a template has them."""


@functools.lru_cache(maxsize=16384)
def look_up(line: str) -> tuple[Hit, ...]:
    """What the lexicons of all languages know a line as.

    >>> {(hit.role.value, hit.language) for hit in look_up("  2. Skip to main menu")}
    {('navigation', 'en')}
    """
    folded = fold(line) if len(line) <= MAX_LINE else ""
    return tuple(_hits(folded)) if folded else ()


def is_entry(line: str) -> bool:
    """Whether a lexicon has LINE word for word, and not as a template.

    >>> is_entry("Skip to main menu"), is_entry("3 minute read")
    (True, False)
    """
    return len(line) <= MAX_LINE and fold(line) in _index().exact


def _hits(folded: str) -> Iterator[Hit]:
    index = _index()
    for language, kind, entry in index.exact.get(folded, ()):
        yield Hit(language, kind, entry)
    for template in _candidates(folded, index):
        match = template_pattern(template.entry, template.language).fullmatch(folded)
        if match is not None:
            named = match.groupdict()
            names, outlet = named.get("names") or "", named.get("outlet") or ""
            yield Hit(template.language, template.kind, template.entry, names, outlet)


def _candidates(folded: str, index: _Index) -> list[_Template]:
    """The templates that may fit a line."""
    found = [one for one in index.by_start.get(folded[:_KEY], ()) if one.may_fit(folded)]
    long = [one for one in index.by_long_start.get(folded[:_LONG_KEY], ()) if one.may_fit(folded)]
    if long:
        found = sorted(found + long)
    ending = index.by_end.get(folded[-_KEY:], ())
    found += [one for one in ending if folded.endswith(one.end) and one.may_fit(folded)]
    words = tokens(folded)
    if not index.by_word.keys().isdisjoint(words):
        known = [word for word in dict.fromkeys(words) if word in index.by_word]
        found += [one for word in known for one in index.by_word[word] if one.may_fit(folded)]
    marks = set(index.mark.findall(folded))
    if marks:
        found += [one for mark, one in index.by_mark if mark in marks and one.may_fit(folded)]
    return found


@functools.cache
def template_pattern(entry: str, language: str) -> re.Pattern[str]:
    """A template as a pattern for folded lines.

    >>> bool(template_pattern("{n} minute read", "en").fullmatch("3 minute read"))
    True
    """
    holes = dict(zip(_MARKERS.values(), _HOLES.values(), strict=True))
    if language in ("zh", "ja", "th"):
        holes[_MARKERS["few"]] = _FEW_UNSPACED
    pattern = "".join(holes.get(part) or re.escape(part) for part in _MARKED.split(_marked(entry)))
    for name in ("names", "outlet"):  # a group has one place: the first
        first, named, rest = pattern.partition(_HOLES[name])
        pattern = first + named + rest.replace(f"?P<{name}>", "?:")
    return re.compile(pattern)


def _marked(entry: str) -> str:
    """An entry folded as a line is, its placeholders as markers."""
    return fold(_HOLE.sub(lambda hole: _MARKERS[hole[1]], entry))


def _whole_word(literals: list[str]) -> str | None:
    """The longest word of a template that no placeholder touches: it is a word of every line that fits."""
    found = [word for literal in literals for word in tokens(literal[1:-1]) if _stands_alone(word, literal)]
    return max(found, key=len, default=None)


def _stands_alone(word: str, literal: str) -> bool:
    return re.search(rf"[^\w]{re.escape(word)}[^\w]", literal) is not None


def _mark(template: _Template) -> str:
    """The rarest character that a template asks for: one outside ASCII, else a sign, else whatever it has."""
    asked = "".join((template.start, *template.inner, template.end)).replace(" ", "")
    return max(asked, key=lambda char: (not char.isascii(), not char.isalnum(), char))


@functools.cache
def _index() -> _Index:
    exact: defaultdict[str, list[tuple[str, Kind, str]]] = defaultdict(list)
    by_start: defaultdict[str, list[_Template]] = defaultdict(list)
    by_long_start: defaultdict[str, list[_Template]] = defaultdict(list)
    by_end: defaultdict[str, list[_Template]] = defaultdict(list)
    by_word: defaultdict[str, list[_Template]] = defaultdict(list)
    others: list[tuple[str, _Template]] = []
    number = 0
    for lexicon in lexicons().values():
        for kind, entry in lexicon.entries:
            literals = _MARKED.split(_marked(entry))[::2]
            if len(literals) == 1:
                exact[literals[0]].append((lexicon.language, kind, entry))
                continue
            inner = tuple(literals[1:-1])
            number += 1
            template = _Template(number, literals[0], literals[-1], inner, lexicon.language, kind, entry)
            if len(literals[0]) >= _LONG_KEY:
                by_long_start[literals[0][:_LONG_KEY]].append(template)
            elif len(literals[0]) >= _KEY:
                by_start[literals[0][:_KEY]].append(template)
            elif len(literals[-1]) >= _KEY:
                by_end[literals[-1][-_KEY:]].append(template)
            elif word := _whole_word(literals):
                by_word[word].append(template)
            else:
                others.append((_mark(template), template))
    marks = "".join(sorted({mark for mark, _ in others}))
    return _Index(
        _settled(exact),
        _settled(by_start),
        _settled(by_long_start),
        _settled(by_end),
        _settled(by_word),
        tuple(others),
        re.compile(f"[{re.escape(marks)}]" if marks else "(?!)"),
    )


def _settled(found: defaultdict[str, list[_T]]) -> dict[str, tuple[_T, ...]]:
    return {key: tuple(values) for key, values in found.items()}
