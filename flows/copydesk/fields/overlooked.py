"""Bylines that were taken for something else: short lines at the article's head that name people.

A section's name, a reading time or a share button on the line, or a header around it, and it is labelled as a menu, a
teaser or a tag. Where it stands, and how it names somebody, tells that it is the article's all the same.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from copydesk.dates import may_hold_date
from copydesk.fields.bylines import Known, is_announced, read_byline, says_who
from copydesk.fields.dated_lines import is_of_picture, roles_beside, signs_beside_date
from copydesk.fields.labels import labelled_authors
from copydesk.fields.options import is_option
from copydesk.folding import bare, fold, without_list_mark
from copydesk.lexicons import announcing_words, is_entry, listed
from copydesk.model import Block, Found, LabelledPage, Role
from copydesk.naming.desks import read_desk
from copydesk.naming.people import MAIL, has_uncased, is_all_names, pieces

FAR, MAX_BYLINE = 12, 120
"""Lines below the title, and characters of a line, among which a byline is found where the markup is lost."""

HEAD_ABOVE, HEAD_BELOW = 4, 4
"""Lines above the title, and below the first of the text, among which one is found on a page with markup."""

BELOW, MAX_NAMES = 2, 60
"""Lines below one that announces names, and characters of one, among which they are found."""

CLOSE = 2
"""Lines from the title to one of nothing but names, which has to stand beside a date."""

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_OPENINGS = frozenset({Role.BYLINE, Role.BODY, Role.SUBTITLE, Role.CAPTION, Role.OTHER})
"""What a line of names above the text is taken for."""
PAIR = 2
"""Words of a name that is no subtitle."""
WEAK = 0.5
"""Confidence of a subtitle that nothing but its place makes one."""

_NO_BYLINES = frozenset(
    {Role.BYLINE, Role.TITLE, Role.DUPLICATE, Role.COMMENTS, Role.LEGAL, Role.NAVIGATION, Role.CREDIT}
)
_NOT_AT_HEAD = frozenset(
    {Role.TITLE, Role.DUPLICATE, Role.SUBTITLE, Role.BYLINE, Role.DATE, Role.BODY, Role.HEADING}
    | {Role.CREDIT, Role.SHARE, Role.FONT_SIZE, Role.CONSENT}
)
"""Lines that are no overlooked bylines, without markup and with it: the text's own, and those that name others."""


_BY_PLACE = "menu: a short line between the title"


class Named(NamedTuple):
    """A line, and the people whom it names."""

    block: Block
    names: tuple[str, ...]
    further: tuple[str, ...] = ()
    """Other lines, which name those of them whom it does not."""


def introduced(block: Block, page: LabelledPage, known: Known) -> Named:
    """What one of the lines below BLOCK, which announces names, has of them; a picture's initials may come first."""
    below = [one for one in page.page.blocks[block.number + 1 : block.number + 1 + BELOW] if len(one.text) <= MAX_NAMES]
    read = [Named(one, read_byline(one.text, known, announced=True)) for one in below]
    full = (named for named in read if any(" " in name for name in named.names))
    return next(full, read[0] if read else Named(block, ()))


def carried_on(named: Named, page: LabelledPage, known: Known) -> Named:
    """NAMED with whom the lines around it name, each joined to the next: by "and", or a comma, at either end."""
    before, names_before = _carried_on_from(named.block, page, known)
    names, is_open = [*names_before, *named.names], _ends_joining(named.block.text)
    further = [before] if names_before else []
    for block in page.page.blocks[named.block.number + 1 :]:
        words = block.text.strip(" ,;&").split()
        begins = not words or _joins(words[0])
        words = words[begins:]
        is_open = is_open or begins
        read = read_byline(" ".join(words), known, announced=True) if is_open and len(block.text) <= MAX_NAMES else ()
        full = _full(read)
        if words and not full:
            break
        further += [block.text] if full else []
        names += full
        is_open = not words or _ends_joining(block.text)
    return named._replace(names=tuple(dict.fromkeys(names)), further=tuple(further))


def _carried_on_from(block: Block, page: LabelledPage, known: Known) -> tuple[str, Sequence[str]]:
    """The line above BLOCK, or two above, that goes on in it, and the people whom it names."""
    above = page.page.blocks[max(0, block.number - 2) : block.number]
    if above and _joins(above[-1].text):
        first = above[0]
    elif above and _ends_joining(above[-1].text):
        first = above[-1]
    else:
        return "", ()
    is_other = page.labels[first.number].role in (Role.TITLE, Role.BODY) or len(first.text) > MAX_NAMES
    return first.text, () if is_other else _full(read_byline(first.text, known, announced=True))


def _full(names: Sequence[str]) -> list[str]:
    return [name for name in names if is_whole(name)]


def is_whole(name: str) -> bool:
    """Whether a name has more than a word, or is in a script without capitals, which often parts no words."""
    return " " in name or has_uncased(name)


def _joins(text: str) -> bool:
    return not text.strip(" ,;&") or fold(text) in _joining()


def _ends_joining(text: str) -> bool:
    words = text.split()
    return text.rstrip().endswith((",", ";", "&", "،", "、")) or (len(words) > 1 and fold(words[-1]) in _joining())


@functools.cache
def _joining() -> frozenset[str]:
    return frozenset(word for word in listed("and") if word.isalpha())


def overlooked_below_title(page: LabelledPage, known: Known) -> Found[tuple[str, ...]] | None:
    """The people whom a line between the title and the text names, which was taken for something else."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not titles or not bodies:
        return None
    top = titles[-1].number
    for block in page.page.blocks[top + 1 : max(top + 1, bodies[0].number) + 1][:FAR]:
        text = without_list_mark(block.text)
        label = page.labels[block.number]
        of_picture = _is_of_picture(block, page) or _has_credit(block, page)
        of_picture = of_picture and not signs_beside_date(block, page, known.registry)
        is_no_byline = label.role in _NO_BYLINES and not _is_menu_by_place(block, page, known)
        if len(text) > MAX_BYLINE or is_no_byline or of_picture or is_option(block, page):
            continue
        if announcing_words(text.split()):
            names = read_byline(text, known)
        elif is_all_names(_without_outlets(text, known)) and not is_entry(text):
            names = uncommon(read_byline(text, known), page)
        else:
            names = tuple(says_who(text, known))
        if names:
            all_names = carried_on(Named(block, names), page, known).names
            return Found(all_names, block.text, block.number, 0.45, "byline: names between the title and the text")
    return None


def _is_menu_by_place(block: Block, page: LabelledPage, known: Known) -> bool:
    """Whether a line is called a menu's for where it stands, and says otherwise: it announces names, or an employer.

    A section's or a place's name may stand there as well, beside the date, and look like somebody's.
    """
    if not page.labels[block.number].reason.startswith(_BY_PLACE) or Role.DATE not in roles_beside(block, page):
        return False
    words, parts = block.text.split(), pieces(block.text)
    return announcing_words(words) > 0 or any(known.registry.by_name(part) is not None for part in parts)


def _without_outlets(text: str, known: Known) -> str:
    """TEXT without the outlets that those work for whom it names: "Jane Roe / Reuters"."""
    return ", ".join([part for part in pieces(text) if known.registry.by_name(part) is None])


def _has_credit(block: Block, page: LabelledPage) -> bool:
    """Whether a line is a caption above the credit of its picture: whom it names, the picture shows."""
    here, *below = (label.role for label in page.labels[block.number : block.number + 2])
    return here is Role.CAPTION and not {Role.CAPTION, Role.CREDIT}.isdisjoint(below)


def overlooked_at_head(page: LabelledPage, known: Known) -> Iterator[tuple[str, Named]]:
    """Lines at the head of an article with markup that name people: "by" them, "dated" beside them, or them "alone".

    Or they name nothing but a "desk". Above the title, a line with "by" is a teaser's; below the beginning of the text,
    one with a date is a picture's.
    """
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    if not bodies:
        return
    text = bodies[0].number
    title = titles[-1].number if titles else text - HEAD_ABOVE - 1
    for block in page.page.blocks[max(0, title - HEAD_ABOVE) : text + HEAD_BELOW + 1]:
        said = without_list_mark(block.text)
        if len(said) > MAX_BYLINE or not _may_be_byline(block, page):
            continue
        if is_announced(said, known) or _has_own_mail(said):
            kind, names = "by", read_byline(said, known) if block.number > title else ()
        elif is_all_names(said) and not is_entry(said):
            kind, names = "alone", uncommon(read_byline(said, known), page) if _may_be_alone(block, title, page) else ()
        elif read_desk(said) is not None:
            kind, names = "desk", read_byline(said, known) if title < block.number < text and _is_name(said) else ()
        else:
            kind, names = "dated", tuple(says_who(said, known)) if block.number < text else ()
        if names:
            yield kind, Named(block, names)


def opening_names(page: LabelledPage, known: Known) -> Iterator[Named]:
    """The line right above the text's first sentence, or where that should stand, if it consists of names alone."""
    titles, bodies = page.having(Role.TITLE), page.having(Role.BODY)
    top = titles[-1].number if titles else 0
    for block in page.page.blocks[bodies[0].number - 1 : bodies[0].number + 1] if bodies and bodies[0].number else ():
        is_heading = block.markup is not None and block.markup.tag in _HEADINGS
        is_opening = page.labels[block.number].role in _OPENINGS and block.number > top and not is_heading
        if is_opening and len(block.text) <= MAX_NAMES and is_all_names(block.text) and not is_entry(block.text):
            yield Named(block, uncommon(read_byline(block.text, known), page))


def _may_be_byline(block: Block, page: LabelledPage) -> bool:
    """Whether a line may be a byline by its label and place: teasers below a short text have bylines as well."""
    label, last = page.labels[block.number], page.having(Role.BODY)[-1]
    is_teasers = label.role is Role.RELATED and block.number > last.number
    is_other = label.role in _NOT_AT_HEAD and not is_doubtful_subtitle(block, page)
    return not is_other and not is_teasers and not _is_of_picture(block, page)


def is_doubtful_subtitle(block: Block, page: LabelledPage) -> bool:
    """Whether a line is called a subtitle only because it stands above the text, as a byline may, or labels authors."""
    label = page.labels[block.number]
    return label.role is Role.SUBTITLE and (label.confidence <= WEAK or bool(labelled_authors(block.text)))


def _has_own_mail(text: str) -> bool:
    """Whether TEXT is a name and the mail address made of it, or of its first word: "Jane Roe jane@example.org"."""
    mail, name = MAIL.search(text), MAIL.sub("", text).strip(" |,()")
    if mail is None or not is_all_names(name):
        return False
    own, words = bare(mail["name"]), [bare(word) for word in name.split()]
    return own == words[0] or all(word in own for word in words)


def _is_of_picture(block: Block, page: LabelledPage) -> bool:
    """Whether a line is a picture's, and does not label authors, too."""
    return is_of_picture(page.labels[block.number]) and not labelled_authors(block.text)


def _is_name(text: str) -> bool:
    """Whether all words begin as those of a name do, so that TEXT is no sentence about a team."""
    return all(word[0].isupper() or not word[0].isalpha() for word in text.split())


def _may_be_alone(block: Block, title: int, page: LabelledPage) -> bool:
    """Whether a line may consist of names alone: it stands close below the title, beside a line with a date.

    What may be a subtitle stands there as well: it has to have two words, and the date's line below it.
    """
    beside = page.page.blocks[max(0, block.number - 1) : block.number + 2]
    _, below = roles_beside(block, page)
    is_subtitle = page.labels[block.number].role is Role.SUBTITLE
    is_other = is_uncased_heading(block) or (is_subtitle and (below is not Role.DATE or len(block.text.split()) > PAIR))
    return not is_other and 0 < block.number - title <= CLOSE and any(may_hold_date(other.text) for other in beside)


def is_uncased_heading(block: Block) -> bool:
    """Whether a line is a heading in a script without capitals, in which nothing tells a short one from names."""
    return block.markup is not None and block.markup.tag in _HEADINGS and has_uncased(block.text)


def uncommon(names: Sequence[str], page: LabelledPage) -> tuple[str, ...]:
    """Those of NAMES that are not made of words which PAGE has without capitals, as headings and topics are."""
    text = "\n".join([block.text for block in page.page.blocks])
    return tuple([name for name in names if " " not in name or not all(_has_small(text, w) for w in name.split())])


def _has_small(text: str, word: str) -> bool:
    """Whether WORD stands in TEXT without its capitals, addresses aside; a script that has none tells nothing."""
    small = word.lower()
    return small != word and re.search(rf"(?<![\w.@/-]){re.escape(small)}(?![\w@/-]|\.\w)", text) is not None
