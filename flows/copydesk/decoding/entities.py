"""HTML's entities in text whose markup is lost: "caf&eacute;" was "café" before somebody took the tags away.

Only what touches a letter or a digit of its word is undone, and only entities of letters, quotes, dashes and spaces;
and on the same line dashes, dots, spaces and ampersands that stand by themselves. An article about HTML names entities
that stand alone, code has other signs on its lines, and an ampersand on other lines may be one that the author meant:
all these stay.
"""

import html
import re

from copydesk.decoding.readings import Reading

_NAMES = (
    "[A-Za-z]{1,2}(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron|lig)"
    "|(?:ld|rd|bd|ls|rs|sb|la|ra)quo|quot|apos|[nm]dash|hellip|nbsp|shy|euro|pound|deg"
)
_ENTITY = re.compile(rf"&(?:#(?:\d{{2,5}}|[xX][0-9A-Fa-f]{{2,5}})|{_NAMES});")
_WORD = re.compile(r"\S+")
_ALONE = re.compile(r"&(?:amp|[nm]dash|hellip|nbsp);")
"""What is undone beside other entities only."""

_CODE = re.compile(r"[<>`{}=\\]|&amp;#?\w+;|&(?:lt|gt|#38|#60|#62);|\bHTML|\bentit", re.IGNORECASE)
"""What shows that a line is code, or about it."""

_IN_BYTES = re.compile(_ENTITY.pattern.encode())


def places_of_entities(content: bytes) -> list[int]:
    r"""Where entities stand in CONTENT, which is UTF-8; nowhere if it is HTML, whose parser reads them.

    Those of one line alone may be meant; where entities were left, they stand on more lines.

    >>> places_of_entities(b"un caf&eacute;\nferm&eacute;"), places_of_entities(b"<p>un caf&eacute;\nferm&eacute;</p>")
    ([6, 19], [])
    >>> places_of_entities(b"un caf&eacute; ferm&eacute;")
    []
    """
    place = content.find(b"&")
    if place < 0 or (b"<" in content and b"</" in content):  # one byte is found much faster than two
        return []
    places = []
    while place >= 0:
        if _IN_BYTES.match(content, place):
            places.append(place)
        place = content.find(b"&", place + 1)
    return places if places and content.find(b"\n", places[0], places[-1]) >= 0 else []


def has_entity(word: str) -> bool:
    """Whether there is an entity in WORD that `without_entities` undoes."""
    return _ENTITY.search(word) is not None


def without_entities(line: str) -> Reading | None:
    """LINE with the entities in its words undone; None where there are none.

    >>> without_entities("Le caf&eacute; n&#8217;est pas ouvert").text
    'Le café n’est pas ouvert'
    >>> without_entities("The entity &eacute; stands for é"), without_entities("AT&amp;T")
    (None, None)
    >>> without_entities("L&rsquo;Or&eacute;al &ndash; P&amp;G").text
    'L’Oréal – P&G'
    """
    if "&" not in line or _CODE.search(line):
        return None
    plan: list[tuple[str, str]] = []
    for word in dict.fromkeys(_WORD.findall(line)):
        fixed = _ENTITY.sub(_character, word) if "&" in word else word
        if fixed != word and any(char.isalnum() for char in _ENTITY.sub("", word)):
            plan += [("replace", word), ("with", fixed)]
            line = line.replace(word, fixed)
    for alone in dict.fromkeys(_ALONE.findall(line)) if plan else ():
        plan += [("replace", alone), ("with", html.unescape(alone))]
        line = line.replace(alone, html.unescape(alone))
    return Reading(line, tuple(plan)) if plan else None


def _character(match: re.Match[str]) -> str:
    """What an entity stands for; a control character, or one that code is written with, stays as it is written."""
    char = html.unescape(match[0])
    return char if len(char) == 1 and (char.isprintable() or char == "\u00a0") and char not in "&<>" else match[0]
