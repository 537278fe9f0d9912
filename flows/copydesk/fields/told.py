"""What people told the outlet itself: "told the Financial Times".

A phrase counts in a block of its own language alone: what means "told" in one is a plain word of another.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator

from copydesk.languages import UNDETERMINED
from copydesk.lexicons import phrases
from copydesk.model import LabelledPage, Role
from copydesk.outlets import Outlet, Registry
from copydesk.scripts import LONG, tokens

_NAME_WORDS = re.compile(r"(?:the\s+)?(?:[^\W\d_a-zа-я][\w’'.-]*\s*(?:of\s+|de\s+|and\s+)?){1,5}")


def told(page: LabelledPage, registry: Registry) -> Iterator[tuple[Outlet, str, int]]:
    """The outlets that were told something, with the phrase that says so and the number of its block.

    Agencies are told things that everybody prints, and do not count.
    """
    blocks = page.having(Role.BODY)
    folded = [_without_case(block.text[:LONG]) for block in blocks]
    telling = sorted(_phrases_by_word().keys() & set(tokens("\n".join(folded))))
    for block, said in zip(blocks, folded, strict=True) if telling else ():
        keys = tuple(key for key in telling if key in said)
        pattern = _phrases(keys, page.languages[block.number].partition("-")[0]) if keys else None
        for match in pattern.finditer(block.text[:LONG]) if pattern is not None else ():
            outlet, name = _named_at(block.text[match.end() :], registry)
            if outlet is not None and not outlet.agency:
                yield outlet, f"{match[0].strip()} {name}", block.number


def _named_at(text: str, registry: Registry) -> tuple[Outlet | None, str]:
    """The outlet that TEXT begins with the name of, and the name; the longest that is one."""
    words = _NAME_WORDS.match(text)
    spans = words[0].split() if words else []
    for stop in range(len(spans), 0, -1):
        name = " ".join(spans[:stop]).rstrip(".,;:")
        outlet = registry.by_name(name)
        if outlet is not None:
            return outlet, name
    return None, ""


@functools.cache
def _phrases_by_word() -> dict[str, tuple[tuple[str, str], ...]]:
    """The phrases for telling, each with its language, by the longest word of each phrase."""
    before = {(language, entry.partition("{outlet}")[0].strip()) for language, entry in phrases("told")}
    found: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for language, phrase in sorted(before | {("en", "told")}):
        if phrase:
            found[max(tokens(_without_case(phrase)), key=len)].append((language, phrase))
    return {word: tuple(known) for word, known in found.items()}


def _without_case(text: str) -> str:
    """TEXT in which whatever a pattern takes for the same letter in another case is the same; words stay words."""
    return text.replace("İ", "i").replace("ı", "i").replace("\N{COMBINING GREEK YPOGEGRAMMENI}", " ").casefold()


@functools.lru_cache(maxsize=256)
def _phrases(words: tuple[str, ...], language: str) -> re.Pattern[str] | None:
    """The phrases for telling of a LANGUAGE, or of any if nobody knows it, that are known by WORDS, longest first."""
    known = _phrases_by_word()
    spoken = {phrase for word in words for own, phrase in known[word] if language in (own, UNDETERMINED)}
    ordered = sorted(spoken, key=lambda phrase: (-len(phrase), phrase))
    alternatives = "|".join(map(re.escape, ordered))
    return re.compile(rf"(?<!\w)(?:{alternatives})\s+(?=\S)", re.IGNORECASE) if ordered else None
