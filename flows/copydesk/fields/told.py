"""What people told the outlet itself: "told the Financial Times".

A phrase counts in a block of its own language alone: what means "told" in one is a plain word of another.
"""

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from copydesk.folding import without_case
from copydesk.languages import UNDETERMINED
from copydesk.languages.tongues import primary
from copydesk.lexicons import phrases
from copydesk.model import LabelledPage, Role
from copydesk.outlet_files import Outlet
from copydesk.outlets import Registry
from copydesk.scripts import LONG

_NAME_WORDS = re.compile(r"(?:the\s+)?(?:[^\W\d_a-zа-я][\w’'.-]*\s*(?:of\s+|de\s+|and\s+)?){1,5}")


def told(page: LabelledPage, registry: Registry) -> Iterator[tuple[Outlet, str, int]]:
    """The outlets that were told something, with the phrase that says so and the number of its block.

    Agencies are told things that everybody prints, and do not count.
    """
    blocks = page.having(Role.BODY)
    spoken = [primary(page.languages[block.number]) for block in blocks]
    said: defaultdict[str, list[str]] = defaultdict(list)
    for block, language in zip(blocks, spoken, strict=True):
        said[language].append(block.text[:LONG])
    telling = {language: _telling("\n".join(texts), _phrases(language)) for language, texts in said.items()}
    for block, language in zip(blocks, spoken, strict=True):
        text = block.text[:LONG]
        here = _telling(text, telling[language]) if telling[language] else {}
        for match in _pattern(tuple(here.values())).finditer(text) if here else ():
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


def _telling(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """Those of the phrases KNOWN that may stand in TEXT, if only inside words."""
    folded = without_case(text)
    return {said: phrase for said, phrase in known.items() if said in folded}


@functools.cache
def _phrases(language: str) -> dict[str, str]:
    """The phrases for telling of a LANGUAGE, or of any if nobody knows it, by what they are without case."""
    before = {(own, entry.partition("{outlet}")[0].strip()) for own, entry in phrases("told")} | {("en", "told")}
    spoken = sorted(phrase for own, phrase in before if phrase and language in (own, UNDETERMINED))
    return {without_case(phrase): phrase for phrase in spoken}


@functools.lru_cache(maxsize=256)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases KNOWN before something else: of those that begin at one place the longest."""
    ordered = sorted(known, key=lambda phrase: (-len(phrase), phrase))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})\s+(?=\S)", re.IGNORECASE)
