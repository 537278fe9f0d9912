"""Templates of the lexicons: how an entry becomes a pattern, and how those that may fit a line are found quickly."""

import functools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from copydesk.folding import fold_once
from copydesk.model import Role
from copydesk.scripts import tokens

HOLES = {  # what a placeholder stands for, by its name: a pattern for folded text
    "n": r"\d[\d.,٫٬]*(?:\s?[km万千])?",
    "few": r"\S{1,25}(?: \S{1,25}){0,5}",
    "text": r".+",
    "names": r"(?P<names>.{2,120})",
    "date": r".{4,80}",
    "outlet": r"(?P<outlet>.{2,60})",
}
_FEW_UNSPACED = r".{1,12}"
_HOLE = re.compile(r"\{(\w+)\}")
_MARKERS = {name: chr(0xE000 + n) for n, name in enumerate(HOLES)}
"""Private-use characters that stand for the placeholders while a template is folded."""
_MARKED = re.compile("([\ue000-\ue0ff])")
"""Any of them."""


class Kind(NamedTuple):
    """Which list of a lexicon an entry stands in: the role's table, and "lines", "opens", "modified" or "other"."""

    role: Role
    part: str


class Template(NamedTuple):
    """An entry of a lexicon with placeholders, taken apart."""

    number: int
    """Its place among the entries of all lexicons."""
    start: str
    end: str
    inner: tuple[str, ...]
    """What stands, folded, before, behind and between its placeholders."""
    is_numbered: bool
    """Whether it begins with a number."""
    word: str
    """The longest word that no placeholder touches, if any: it is a word of every line that fits."""
    language: str
    kind: Kind
    entry: str

    def may_fit(self, folded: str) -> bool:
        """Whether a line has all that stands outside the placeholders; the pattern has the last word."""
        return (
            folded.endswith(self.end)
            and folded.startswith(self.start)
            and (not self.is_numbered or folded[0].isdecimal())
            and (not self.inner or all(literal in folded for literal in self.inner))
        )


class Alike(NamedTuple):
    """Templates that begin, or end, with the same characters."""

    literals: tuple[str, ...]
    """What each begins or ends with: a line is held against all of them at once."""
    by_literal: Mapping[str, Sequence[Template]]


class Index(NamedTuple):
    """Templates by what can be looked up: their first or last characters, a word or a sign."""

    by_start: dict[str, Alike]
    by_end: dict[str, Alike]
    by_word: dict[str, tuple[Template, ...]]
    """By a word with its punctuation, as it stands between spaces."""
    by_mark: dict[str, tuple[Template, ...]]
    """All others, by a character that they ask for."""
    mark: re.Pattern[str]
    """Any of these characters."""
    ascii_marks: tuple[str, ...]
    """Those of them that ASCII has."""


_KEY = 3
"""Characters at a line's start or end by which templates are looked up."""


def candidates(folded: str, index: Index) -> list[Template]:
    """The entries with placeholders that may fit a folded line; the pattern of each has the last word."""
    known: list[Template] = []
    if (begun := index.by_start.get(folded[:_KEY])) and folded.startswith(begun.literals):
        known += [one for literal, some in begun.by_literal.items() if folded.startswith(literal) for one in some]
    if (ended := index.by_end.get(folded[-_KEY:])) and folded.endswith(ended.literals):
        known += [one for literal, some in ended.by_literal.items() if folded.endswith(literal) for one in some]
    words = folded.split(" ")
    if not index.by_word.keys().isdisjoint(words):
        known += [one for word in index.by_word.keys() & words for one in index.by_word[word]]
    marks = [m for m in index.ascii_marks if m in folded] if folded.isascii() else set(index.mark.findall(folded))
    if marks:
        known += [one for mark in marks for one in index.by_mark[mark]]
    if not known:
        return known
    found = [one for one in known if one.may_fit(folded)]
    return found if len(found) < 2 else sorted(found, key=functools.partial(_place, tokens(folded)))


def _place(words: list[str], one: Template) -> tuple[int, int]:
    """Where a template stands among those that fit a line of WORDS: by its start, its end, its word, its number."""
    if len(one.start) >= _KEY or len(one.end) >= _KEY:
        return -2 if len(one.start) >= _KEY else -1, one.number
    return words.index(one.word) if one.word else len(words), one.number


@functools.cache
def template_pattern(entry: str, language: str) -> re.Pattern[str]:
    """A template as a pattern for folded lines.

    >>> bool(template_pattern("{n} minute read", "en").fullmatch("3 minute read"))
    True
    """
    holes = dict(zip(_MARKERS.values(), HOLES.values(), strict=True))
    if language in ("zh", "ja", "th"):
        holes[_MARKERS["few"]] = _FEW_UNSPACED
    pattern = "".join(holes.get(part) or re.escape(part) for part in _MARKED.split(_marked(entry)))
    for name in ("names", "outlet"):  # a group has one place: the first
        first, named, rest = pattern.partition(HOLES[name])
        pattern = first + named + rest.replace(f"?P<{name}>", "?:")
    return re.compile(pattern)


def placeholders(entry: str) -> set[str]:
    """The names of an entry's placeholders."""
    return set(_HOLE.findall(entry))


def _marked(entry: str) -> str:
    """An entry folded as a line is, its placeholders as markers."""
    return fold_once(_HOLE.sub(lambda hole: _MARKERS[hole[1]], entry))


def _whole_word(literals: list[str]) -> str:
    """The longest word of a template that no placeholder touches."""
    found = [word for literal in literals for word in tokens(literal[1:-1]) if _stands_alone(word, literal)]
    return max(found, key=len, default="")


def _stands_alone(word: str, literal: str) -> bool:
    return re.search(rf"[^\w]{re.escape(word)}[^\w]", literal) is not None


def _spaced_word(template: Template) -> str:
    """The longest word of a template with its punctuation, between spaces; empty where there is none."""
    literals = (template.start, *template.inner, template.end)
    return max((word for literal in literals for word in literal.split(" ")[1:-1]), key=len, default="")


def _mark(template: Template) -> str:
    """The rarest character that a template asks for: one outside ASCII, else a sign, else whatever it has."""
    asked = "".join((template.start, *template.inner, template.end)).replace(" ", "")
    return max(asked, key=lambda char: (not char.isascii(), not char.isalnum(), char))


def template(number: int, language: str, kind: Kind, entry: str) -> Template:
    """An entry with placeholders taken apart.

    >>> template(1, "en", Kind(Role.SHARE, "lines"), "Share on {few}").start
    'share on '
    """
    start, *inner, end = _MARKED.split(_marked(entry))[::2]
    word = _whole_word([start, *inner, end]) if len(start) < _KEY and len(end) < _KEY else ""
    return Template(number, start, end, tuple(inner), entry.startswith("{n}"), word, language, kind, entry)


def index_of(templates: Iterable[Template]) -> Index:
    """TEMPLATES by what can be looked up of each."""
    by_start: defaultdict[str, list[Template]] = defaultdict(list)
    by_end: defaultdict[str, list[Template]] = defaultdict(list)
    by_word: defaultdict[str, list[Template]] = defaultdict(list)
    by_mark: defaultdict[str, list[Template]] = defaultdict(list)
    for one in templates:
        if len(one.start) >= _KEY:
            by_start[one.start[:_KEY]].append(one)
        elif len(one.end) >= _KEY:
            by_end[one.end[-_KEY:]].append(one)
        elif word := _spaced_word(one):
            by_word[word].append(one)
        else:
            by_mark[_mark(one)].append(one)
    marks = "".join(sorted(by_mark))
    return Index(
        {key: _alike(known, lambda one: one.start) for key, known in by_start.items()},
        {key: _alike(known, lambda one: one.end) for key, known in by_end.items()},
        _settled(by_word),
        _settled(by_mark),
        re.compile(f"[{re.escape(marks)}]" if marks else "(?!)"),
        tuple(filter(str.isascii, marks)),
    )


def _alike(templates: Iterable[Template], literal_of: Callable[[Template], str]) -> Alike:
    by_literal: defaultdict[str, list[Template]] = defaultdict(list)
    for one in templates:
        by_literal[literal_of(one)].append(one)
    return Alike(tuple(by_literal), dict(by_literal))


def _settled(found: defaultdict[str, list[Template]]) -> dict[str, tuple[Template, ...]]:
    return {key: tuple(values) for key, values in found.items()}
