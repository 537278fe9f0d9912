"""The lexicons: what menus, share bars, comment forms, cookie notices and bylines say, one data file a language.

A lexicon is a TOML file in `copydesk/data/lexicons`; CONTRIBUTING.md ("A line for a lexicon") tells how to add to it.
Its entries are templates for whole lines:

    [comments]
    opens = ["leave a reply"]                 # heading of a section that runs on
    lines = ["{n} comments"]                  # one line
    keep  = ["No one came to leave a reply."] # sentences that must not be taken for it: tests, not rules

with the placeholders {n} a number, {few} one to six words, {text} anything, {names} people's names, {date} a date,
{outlet} an outlet's name.
"""

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple

from copydesk import plain_toml
from copydesk.folding import fold, fold_letters, fold_once
from copydesk.model import Role
from copydesk.templates import (
    HOLES,
    Index,
    Kind,
    Template,
    candidates,
    index_of,
    placeholders,
    template,
    template_pattern,
)

MAX_LINE = 1000
"""Characters of a line above which no lexicon is asked: furniture is short, and templates would search for ever."""

MAX_ANNOUNCING = 6
"""Words that announce names, at most."""


class Hit(NamedTuple):
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


PARTS = ("lines", "opens", "modified", "other")


def parse_lexicon(text: str, origin: str) -> Lexicon:
    """Read one lexicon; ORIGIN is its name for messages.

    >>> text = 'language = "en"' + chr(10) + "[share]" + chr(10) + 'lines = ["share on {few}"]'
    >>> parse_lexicon(text, "en.toml").entries
    ((Kind(role=<Role.SHARE: 'share'>, part='lines'), 'share on {few}'),)
    """
    try:
        table = plain_toml.loads(text)
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
                kind = Kind(role, part)
                entries += [(kind, entry) for entry in strings]
            else:
                raise LexiconError(f"{origin}: [{title}] has `{part}`; it may have {', '.join(PARTS)} and keep")
    for kind, entry in entries:
        unknown = placeholders(entry) - HOLES.keys() if "{" in entry else ()
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


@functools.cache
def listed(name: str) -> frozenset[str]:
    """What all lexicons list under [words] NAME, folded."""
    return frozenset(fold(word) for _, word in phrases(name))


@functools.cache
def announcements() -> frozenset[str]:
    """What bylines say before the names, folded, in all languages: "by", "written by:", "ein gastbeitrag von"."""
    entries = [entry for one in lexicons().values() for kind, entry in one.entries if kind.role is Role.BYLINE]
    before = {fold_letters(entry.partition("{names}")[0]) for entry in entries if "{names}" in entry}
    return frozenset(words for words in before if words and "{" not in words)


def announcing_words(words: Sequence[str]) -> int:
    """How many of WORDS announce names: two of "Written by Jane Roe", two of "News by Jane Roe", none of "Jane Roe".

    >>> announcing_words("Written by Jane Roe".split()), announcing_words("Jane Roe".split())
    (2, 0)
    """
    opening = _opening(fold_letters(words[0])) if words else ""
    for count in range(min(len(words), MAX_ANNOUNCING) if not opening or opening in _openings() else 0, 0, -1):
        if fold_letters(" ".join(words[:count])) in announcements():
            return count
    return next((n for n, word in enumerate(words[:MAX_ANNOUNCING], 1) if word.lower() in ("by", "by:")), 0)


def _opening(folded: str) -> str:
    """What stands before the first space or colon of a folded text."""
    return folded.partition(" ")[0].partition(":")[0]


@functools.cache
def _openings() -> frozenset[str]:
    """What the words that announce names begin with: most rows of words begin otherwise."""
    return frozenset(map(_opening, announcements()))


# ------------------------------------------------------------------------------------------------------- matching


WORDY = frozenset({Role.LEGAL, Role.CONSENT})
"""Furniture that is written in whole sentences of any length."""

SPOKEN = dict.fromkeys((Role.COMMENTS, Role.WIDGET, Role.SHARE, Role.ADVERT), 5) | {Role.SOURCE_LINK: 4}
"""Furniture that speaks to readers in sentences. An entry of it with so many words outside its placeholders is never an
article's sentence, whatever stands in them: "this article was originally published by {text}"."""

_LABELLED = re.compile(r"(?:\{text\}\. )?[^{]*[:：፡፦©(|]\s*\{")
"""Templates with a label at the beginning, or after a full stop: "photo: {text}", "{text}. photo: {text}"."""

_PLACE = re.compile(r"\{\w+\}")


def may_be_sentence(kind: Kind, entry: str) -> bool:
    """Whether an entry may mean a sentence of any length: "welcome to {few}" may not, "photo: {text}" may."""
    if "{" not in entry or kind.role in WORDY or _LABELLED.match(entry) is not None:
        return True
    return kind.role in SPOKEN and len(_PLACE.sub(" ", entry).split()) >= SPOKEN[kind.role]


@functools.lru_cache(maxsize=16384)
def look_up(line: str) -> tuple[Hit, ...]:
    """What the lexicons of all languages know a line as.

    >>> {(hit.role.value, hit.language) for hit in look_up("  2. Skip to main menu")}
    {('navigation', 'en')}
    """
    folded = fold(line) if len(line) <= MAX_LINE else ""
    return _exact().get(folded, ()) + _fitting(folded, _index()) if folded else ()


def look_up_sentence(line: str) -> tuple[Hit, ...]:
    """What the lexicons know a long sentence as: of what `look_up` finds, the entries that may mean one.

    >>> look_up_sentence("Share on this page whatever you like to share."), look_up("Share on Facebook")[0].entry
    ((), 'share on {few}')
    """
    return tuple([hit for hit in look_up(line) if may_be_sentence(hit.kind, hit.entry)])


def is_entry(line: str) -> bool:
    """Whether a lexicon has LINE word for word, and not as a template.

    >>> is_entry("Skip to main menu"), is_entry("3 minute read")
    (True, False)
    """
    return len(line) <= MAX_LINE and fold(line) in _exact()


def is_mostly_known(line: str) -> bool:
    """Whether more than half of the words of LINE are entries by themselves, as those of a menu or of a share bar are.

    >>> is_mostly_known("LINE Facebook X"), is_mostly_known("राजेश शर्मा, नई दिल्ली")
    (True, False)
    """
    words = line.split()
    return 2 * sum(map(is_entry, words)) > len(words)


def begins_known(line: str) -> bool:
    """Whether a lexicon has LINE, or its first word, word for word: then LINE may be the name of a section.

    >>> begins_known("أخبار محلية"), begins_known("রফিকুল ইসলাম"), begins_known("ইসলাম")
    (True, False, True)
    """
    return is_entry(line) or is_entry(line.partition(" ")[0])


def _fitting(folded: str, index: Index) -> tuple[Hit, ...]:
    """The entries with placeholders that a folded line fits."""
    may_fit = candidates(folded, index)
    return tuple(_hits(folded, may_fit)) if may_fit else ()


def _hits(folded: str, may_fit: Iterable[Template]) -> Iterator[Hit]:
    for known in may_fit:
        match = template_pattern(known.entry, known.language).fullmatch(folded)
        if match is not None:
            named = match.groupdict()
            names, outlet = named.get("names") or "", named.get("outlet") or ""
            yield Hit(known.language, known.kind, known.entry, names, outlet)


@functools.cache
def _exact() -> dict[str, tuple[Hit, ...]]:
    """The entries without placeholders, by what they say, folded."""
    found: defaultdict[str, list[Hit]] = defaultdict(list)
    for lexicon in lexicons().values():
        for kind, entry in lexicon.entries:
            if "{" not in entry or not placeholders(entry):
                found[fold_once(entry)].append(Hit(lexicon.language, kind, entry))
    return {said: tuple(hits) for said, hits in found.items()}


@functools.cache
def _templates() -> tuple[Template, ...]:
    """The entries with placeholders, taken apart."""
    entries = [(lexicon.language, *entry) for lexicon in lexicons().values() for entry in lexicon.entries]
    holed = [entry for entry in entries if "{" in entry[-1] and placeholders(entry[-1])]
    return tuple(template(number, *entry) for number, entry in enumerate(holed))


@functools.cache
def _index() -> Index:
    return index_of(_templates())
