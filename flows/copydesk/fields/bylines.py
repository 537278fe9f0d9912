"""The people whom a byline names, whatever else stands in it: dates, jobs, credentials, outlets, other notes."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.dates import find_dates, may_hold_date, months, weekdays
from copydesk.dates.folding import fold_name
from copydesk.fields.labels import labelled_authors, names_others, without_other_labels
from copydesk.fields.name_ends import after_jobs, is_beat, is_place, named_words, unglued
from copydesk.fields.prepositions import announcing_preposition
from copydesk.fields.press import is_press_name, is_press_word
from copydesk.fields.uncased import announced_in_another_way, uncased_names
from copydesk.folding import fold, fold_letters, without_list_mark
from copydesk.lexicons import announcements, announcing_words, begins_known, is_mostly_known, listed
from copydesk.model import KEPT_IN_BODY, LabelledPage, Role
from copydesk.naming.desks import read_desk
from copydesk.naming.people import BARS, HANDLE, NO_NAMES, UNCASED, has_uncased, pieces, read_name, without_place
from copydesk.naming.reporters import lone_name, reporters
from copydesk.outlets import Registry
from copydesk.scripts import ends_in_stop, has_unbounded

MIN_CROWD = 6
"""So many words of names in a row are several people, two words each."""

TOPIC = 2
"""Times that an article says what it is about: a lone word beside its date is that, and nobody's name."""

_CUT = " | "
GAP = re.compile(r"\s{3,}|\t")
"""White space that parts what a page shows side by side."""

_PARTED = re.compile(r"[|｜丨/／、，,()（）]")
"""What parts a name from an outlet in a line of a date."""

MAX_APART = 3
"""Words of a name in a script without capitals that nothing but a bar sets apart."""

_HUMPS = re.compile(r"[^\W\d_A-Z][A-Z].*[^\W\d_A-Z][A-Z]")
_HIDDEN_MAIL = re.compile(r"\[email\s?protected\]|[\u200b\u200e\u200f\ufeff]")
_GLUED_FIGURE = re.compile(r"(?<=[^\W\d_]{2})(?=\d)|(?<=\d{4})(?=[^\W\d_]{3})")
_GLUED_WORD = re.compile(r"(?<=[^\W\d_A-ZÀ-ÖØ-ÞА-Я])(?=[A-ZÀ-ÖØ-ÞА-Я][^\W\d_]*[:.]?(?:\s|\d|$))")
_GLUED_LATIN = re.compile(rf"(?<=[{UNCASED}])(?=[A-Z])")
"""Where a name in a script without capitals ends in a label of the date: "प्रियंका सहायPublish Date"."""
_GLUED_BY = re.compile(r"^[Bb]y(?=[A-Z])")
_GLUED_COLON = re.compile(r"(?<=[^\W\d_][:：])(?=[^\W\d_])")
_FIGURE = re.compile(r"\d")
_PARENTHESISED = re.compile(r"\s*[(（]\s*([^\W\d_]+)\s*[)）]")
_HANDLE_LIKE = re.compile(r"(?![\d_])\w{3,30}(?<!_)")


class Known(NamedTuple):
    """What helps to read a byline."""

    languages: Sequence[str]
    """The languages of its page: of its dates, its months and its days."""
    registry: Registry
    article: str = ""
    """The title and the text, which speak of their topics again and again, and of their author once at most."""


def known_on(page: LabelledPage, registry: Registry) -> Known:
    """What helps to read the bylines of PAGE."""
    article = "\n".join([block.text for block in page.having(Role.TITLE, *KEPT_IN_BODY)])
    return Known(tuple(sorted(set(page.languages))), registry, article)


class _Piece(NamedTuple):
    names: tuple[str, ...]
    single: str
    """One word that may be the name of somebody whom the line announces."""
    announced: bool
    says: bool
    """Whether it has words other than dates, outlets, places of one word: after a job title, its employer follows."""


def read_byline(text: str, known: Known, *, announced: bool = False) -> tuple[str, ...]:
    """The people whom TEXT names, else its desks; ANNOUNCED tells that something before it, as "by", says that it does.

    A single word is somebody's name only where the line announces a name.

    >>> from copydesk.outlets import registry
    >>> known = Known(("en",), registry())
    >>> read_byline("By Charlie Hall Dec 20, 2023, 4:45pm EST", known)
    ('Charlie Hall',)
    >>> read_byline("Jane Roe, Ph.D., Senior Editor | 3 min read", known), read_byline("Written by Kristin", known)
    (('Jane Roe',), ('Kristin',))
    >>> read_byline("Follow Starfield", known), read_byline("Kristin", known)
    ((), ())
    >>> read_byline("By Jose de la Cruz on May 3", known), read_byline("Von Thilo / Keine Kommentare", known)
    (('Jose de la Cruz',), ('Thilo',))
    >>> read_byline("By the Sun Sentinel Editorial Board", known), read_byline("By Jane Roe, Sports Desk", known)
    (('Sun Sentinel Editorial Board',), ('Jane Roe',))
    >>> read_byline("By Jane Roe | Editor Jo Poe", known), read_byline("Words by Jane Roe. Photography by Al Ek", known)
    (('Jane Roe',), ('Jane Roe',))
    >>> read_byline("Par Anne du Parc", known), read_byline("Par Jane Roe du Gazette", known)
    (('Anne du Parc',), ('Jane Roe',))
    """
    names: list[str] = []
    single = ""
    open_ = True
    before: Sequence[str] = ()
    text, is_announced = without_dates(text, known), announced
    parts = [whole for part in pieces(text) for whole in unglued(part)]
    for part in parts:
        if (names and names_others(part)) or _begins_with_picture(part):
            open_ = False
            continue
        piece, words = _read_piece(part, known, announced=announced), part.split()
        is_other = not piece.announced and (is_beat(words, before) or is_place(words)) and not _is_joined(part, text)
        if names and is_other:
            continue
        announced = announced or piece.announced
        single = single or (piece.single if announced else "")
        if piece.names and (open_ or piece.announced):
            names += piece.names
            open_, before = True, words
        elif piece.says:
            open_ = False
    if names:
        return tuple(dict.fromkeys(names))
    desks = tuple(dict.fromkeys(_desks(parts, announced=is_announced)))
    is_of_desk = any(single in desk.split() for desk in desks)
    return (single,) if single and not is_of_desk else desks


def _is_joined(part: str, text: str) -> bool:
    """Whether an "and" stands before PART in TEXT, so that it is one more name."""
    before = text.partition(part)[0].split()
    return bool(before) and (before[-1] == "&" or fold(before[-1]) in listed("and"))


def _begins_with_picture(part: str) -> bool:
    """Whether PART of a byline says who took the pictures: "Fotografia de Ana Brígida"."""
    first, *others = part.split() or ("",)
    return bool(others) and fold(first) in listed("picture")


def _desks(parts: Sequence[str], *, announced: bool) -> Iterator[str]:
    """The desks among the PARTS of a byline that names no person; one of one word must be announced."""
    for part in parts:
        words = part.split()
        said = announcing_words(words)
        announced = announced or said > 0
        desk = read_desk(without_place(" ".join(words[said:])).strip(" .:-–—"))
        if desk is not None and (announced or " " in desk):
            yield desk


def without_dates(text: str, known: Known) -> str:
    """TEXT with its dates, addresses and handles cut out, and the words apart that lost their spaces."""
    text = GAP.sub(_CUT, without_other_labels(without_list_mark(text)))
    text = HANDLE.sub(_CUT, _HIDDEN_MAIL.sub(_CUT, text))
    text = _PARENTHESISED.sub(lambda at: f" {at[1]}" if fold(at[1]) in listed("picture") else at[0], text)
    text = _GLUED_COLON.sub(" ", _GLUED_BY.sub("By ", text))
    text = text if text.isascii() else _GLUED_LATIN.sub(_CUT, text)
    text = _GLUED_WORD.sub(lambda at: " " if _is_label(_first_word(text[at.start() :]), known) else "", text)
    for found in reversed(list(find_dates(text, known.languages))):
        text = text[: found.start] + _CUT + text[found.end :]
    return _GLUED_FIGURE.sub(" ", text)


def _first_word(text: str) -> str:
    return re.split(r"[\W\d]", text, maxsplit=1)[0]


def _read_piece(text: str, known: Known, *, announced: bool) -> _Piece:
    words = text.split()
    said = announced_in_another_way(words) if has_uncased(text) else announcing_words(words)
    said = said or announcing_preposition(words, known.languages)
    before = ["", *words[:said]]
    if said:
        announced, words = True, words[said:]
    text = without_place(" ".join(words)).strip(" .:-–—")
    outlet = known.registry.by_name(text)
    if outlet is not None or not text:
        return _Piece((), "" if outlet is None or outlet.agency else text, said > 0, says=False)
    if said and not listed("helper").isdisjoint(map(fold, before)):
        return _Piece((), "", announced=False, says=True)
    if fold(text.split()[-1]) in listed("picture"):
        return _Piece((), "", said > 0, says=True)
    if has_uncased(text):
        return _Piece(uncased_names(text, known.languages), "", said > 0, says=False)
    words = after_jobs(text.split())
    named = _without_outlet(named_words(words, known.languages, announced=announced), known.registry)
    names = _names(named, announced=announced) if read_desk(" ".join(named)) is None else ()
    alone = named[0].strip(",.") if len(named) == 1 and (said or len(words) == 1) else ""
    single = alone if alone and _may_be_single(alone, known) else ""
    says = not names and len(text.split()) > 1 and any(word[0].isupper() and not _FIGURE.search(word) for word in words)
    return _Piece(names, single, said > 0, says=says or (said > 0 and single != ""))


def _is_label(word: str, known: Known) -> bool:
    """Whether a word that was found glued to a name is none of it: a month, "Published"."""
    folded = fold_letters(word)
    return fold_name(word) in months(known.languages) or folded in listed("after-name") or folded in listed("job")


def _without_outlet(words: list[str], registry: Registry) -> list[str]:
    """WORDS without the outlet at their end, where two are left: "Brian Truitt USA TODAY", "Jane Roe Oval Courier"."""
    if registry.by_name(" ".join(words)) is not None:
        return words
    for start in range(2, len(words)):
        after = " ".join(words[start:])
        if registry.by_name(after) is not None and fold(after) not in NO_NAMES:
            return words[:start]
    # Papers that write names in capitals do not write their own so: "HAL WINTERS Sentinel Staff Writer".
    is_papers = len(words) > 2 and is_press_word(words[-1]) and words[-1].istitle() and " ".join(words[:-1]).isupper()
    if is_papers:
        return words[:-1]
    return words[:2] if is_press_name(" ".join(words[2:])) else words


def _names(words: list[str], *, announced: bool) -> tuple[str, ...]:
    """WORDS as names. The words that no person's name has are asked only where nothing announces a name."""
    folded = [fold(word) for word in words]
    if not words or folded[0] in listed("call") or any(_HUMPS.search(word) for word in words):
        return ()
    if not announced and (listed("no-name").intersection(folded) or is_mostly_known(" ".join(words))):
        return ()
    half = len(words) // 2
    if half > 1 and words[:half] == words[half:]:  # as link and as text, side by side
        words = words[:half]
    crowd = len(words) >= MIN_CROWD and len(words) % 2 == 0 and all(word[0].isupper() for word in words)
    groups = [words[n : n + 2] for n in range(0, len(words), 2)] if crowd else [words]
    names = [read_name(" ".join(group)) for group in groups]
    return tuple(name for name in names if name) if all(names) else ()


def _may_be_single(word: str, known: Known) -> bool:
    folded = fold(word)
    return (
        _HANDLE_LIKE.fullmatch(word) is not None
        and any(c.isupper() for c in word)
        and folded not in NO_NAMES | listed("no-name") | listed("call") | listed("job") | listed("after-name")
        and f"{folded}:" not in announcements()
        and fold_name(word) not in weekdays(known.languages)
        and known.registry.by_name(word) is None
    )


def is_announced(text: str, known: Known) -> bool:
    """Whether TEXT begins, its dates aside, with words that announce names, or with one word and "by".

    >>> from copydesk.outlets import registry
    >>> known = Known(("en",), registry())
    >>> is_announced("May 3, 2017 By Erin Spain 4 Comments", known), is_announced("Guide by Will Judd", known)
    (True, True)
    >>> is_announced("The Man Who Saw Seconds by Alexander Boldizar", known)
    False
    """
    if _announces(without_list_mark(text).split()):
        return True
    if not may_hold_date(text):
        return False
    parts = (part.split() for part in pieces(without_dates(text, known)) if any(map(str.isalpha, part)))
    return _announces(next(parts, []))


def _announces(words: Sequence[str]) -> bool:
    """Whether the first of WORDS, or of two the second, announce names."""
    return (
        announcing_words(words[:2]) > 0 or fold_letters(" ".join(words[: announcing_words(words)])) in announcements()
    )


def is_announcement(text: str) -> bool:
    """Whether TEXT announces names, and has none: they stand on the next line.

    >>> is_announcement("Written by:"), is_announcement("Written by Jane Roe"), is_announcement("Politics")
    (True, False, False)
    """
    words = text.split()
    return announcing_words(words) == len(words) > 0


def says_who(text: str, known: Known) -> Iterator[str]:
    """The people in a line of a date: announced ones, or those whom a sign other than a comma parts from the date.

    In scripts without capitals little tells a name from the label of the date: it has a label of its own, or is called
    a reporter's, or is all that the line has besides the date and the outlet, and looks like a name; where words are
    parted by spaces, behind a bar alone.

    >>> from copydesk.outlets import registry
    >>> known = Known(("en",), registry())
    >>> list(says_who("Echo Lawrence - January 24, 2020", known)), list(says_who("New York, January 24, 2020", known))
    (['Echo Lawrence'], [])
    """
    if has_uncased(text):
        yield from _uncased_beside_date(text, known)
        return
    around = _around_dates(text, known)
    is_place = not around.isdisjoint((",", "،"))
    if around and (not is_place or any(announcing_words(part.split()) for part in pieces(without_dates(text, known)))):
        yield from read_byline(text, known)


def _around_dates(text: str, known: Known) -> frozenset[str]:
    """The signs right before and right behind what dates TEXT, "" at its ends; none where nothing does."""
    dates = list(find_dates(text, known.languages))
    return frozenset((text[: dates[0].start].rstrip()[-1:], text[dates[-1].end :].lstrip()[:1]) if dates else ())


def _uncased_beside_date(text: str, known: Known) -> Iterator[str]:
    """The people whom TEXT, a line of a date, names in a script without capitals."""
    labelled = labelled_authors(text)
    for named in labelled:
        yield from read_byline(named, known, announced=True)
    if labelled or not may_hold_date(text) or ends_in_stop(text):
        return
    rest = without_dates(text, known)
    called = reporters(rest)
    yield from called
    parts = [part.strip(" ·•") for part in _PARTED.split(rest)]
    others = [part for part in parts if part.strip(" .:-–—") and known.registry.by_name(part) is None]
    if called or len(others) != 1:
        return
    name = lone_name(others[0], known.languages)
    if name is not None and known.article.count(name) < TOPIC:
        yield name
    elif name is None and not BARS.isdisjoint(_around_dates(text, known)):
        article = known.article.replace(text, "")  # the line may be taken for a heading
        yield from (one for one in uncased_names(others[0], known.languages) if _may_stand_apart(one, article))


def _may_stand_apart(name: str, article: str) -> bool:
    """Whether a NAME that a bar parts from the date may be somebody's, in a script that parts words: no section's.

    A section's begins with what lexicons know from menus, or has words of the ARTICLE.
    """
    words = name.split()
    is_other = has_unbounded(name) or len(words) > MAX_APART or begins_known(name)
    return not is_other and set(words).isdisjoint(article.split())
