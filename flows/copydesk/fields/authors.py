"""Who wrote it: the people in bylines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from copydesk.dates import may_hold_date
from copydesk.fields.bylines import GAP, Known, is_announced, is_announcement, known_on, read_byline, says_who
from copydesk.fields.contacts import is_contacts
from copydesk.fields.dated_lines import place_of, title_line
from copydesk.fields.labels import labelled_authors
from copydesk.fields.options import is_option
from copydesk.fields.organisations import with_organisations_marked
from copydesk.fields.overlooked import (
    Named,
    carried_on,
    introduced,
    is_uncased_heading,
    is_whole,
    opening_names,
    overlooked_at_head,
    overlooked_below_title,
    uncommon,
)
from copydesk.fields.passed_on import passed_on_authors
from copydesk.fields.press import is_press_name
from copydesk.fields.signatures import signed_in_text
from copydesk.fields.signing import Signed, claimed, is_nobody, vote, with_further, without_sites
from copydesk.fields.sites import VERY_TOP
from copydesk.fields.uncased import korean_reporters
from copydesk.folding import bare
from copydesk.labelling.lines import names_in
from copydesk.lexicons import Hit, look_up
from copydesk.model import Block, Found, Label, LabelledPage, Role, Where
from copydesk.naming.people import parse_names, read_name
from copydesk.outlets import Registry
from copydesk.scripts import LONG, is_small

NEAR, LIKELY = 2, 0.1
"""Lines from the likeliest byline within which one with such a chance is the article's, too."""

SURE = 0.4
"""Chance of being the article's byline that one needs which stands elsewhere."""

CERTAIN = 0.5
"""Chance from which a line of one word names somebody, though nothing announces it."""

MAX_WRITER = 3
"""Words of a name behind which a verb says that its bearer writes; a longer row of words is more than a name."""

ANNOUNCING = ("by", "dated")
"""How lines come to be bylines that say of something that it is a name; others may be a heading, or a topic."""

LEAST = 0.002
"""Chance below which a byline is another article's."""

_REPORTS = re.compile(
    r"""
    (?P<name> \b[A-Z][\w’'-]++ (?: \s+ (?: [A-Z][\w’'-]++ | [A-Z]\. | al-\w+ | de|van|von|bin|der|el ) ){1,3} )
    \s+ (?: reports | has\ more | filed\ this\ report )\b
    (?: \s+ (?:from|in|for) \s+ [^.]{2,60} )? (?: \. | $ )
    """,
    re.VERBOSE,
)


def extract_authors(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """Whom the metadata or bylines name, in order; failing that, whom the article says it is reported by.

    The reason says which of them are no persons.
    """
    signed = vote(said(page, registry), page) if page.page.has_markup else _claimed(page) or _signed(page, registry)
    named = _without_site(signed, page) if signed is not None else None
    is_outlets = named is not None and all(registry.by_name(name) is not None for name in named.value)
    in_text = signed_in_text(page, known_on(page, registry)) if named is None or is_outlets else None
    told = in_text or named or _reported_by(page) or passed_on_authors(page)
    return with_organisations_marked(told, page, registry)


def _without_site(signed: Found[tuple[str, ...]], page: LabelledPage) -> Found[tuple[str, ...]] | None:
    """SIGNED without the site's name, behind the people's or as the masthead that was taken for a byline."""
    title = title_line(page)
    if _is_masthead(signed.where, signed.value, title):
        return None
    mastheads = {bare(block.text) for block in page.page.blocks[: min(VERY_TOP, title)]}
    people = signed.value[:1] + tuple(name for name in signed.value[1:] if bare(name) not in mastheads)
    return replace(signed, value=people)


def _is_masthead(where: Where, names: Sequence[str], title: int) -> bool:
    """Whether what names people is a line above the TITLE that names nothing but newspapers."""
    return isinstance(where, int) and where < title and all(map(is_press_name, names))


def _is_above_menu(line: Block, page: LabelledPage, title: int) -> bool:
    """Whether an unlikely byline at the very top has a menu between it and the TITLE: a site's name stands there."""
    between = page.labels[line.number + 1 : title]
    is_unlikely = page.labels[line.number].confidence < LIKELY and line.number < VERY_TOP
    return is_unlikely and any(label.role is Role.NAVIGATION for label in between)


def said(page: LabelledPage, registry: Registry) -> tuple[Signed, ...]:
    """The rows of names that a page with markup gives: its metadata first, then its lines."""
    known = known_on(page, registry)
    found: list[Signed] = []
    for row in claimed(page, lambda text: read_byline(text, known, announced=True)):
        # trafilatura goes by class names, as the markup's own bylines do
        names = uncommon(row.names, page) if row.source == "trafilatura" else row.names
        found += [row._replace(names=names)] if names else []
    rows: dict[str, list[Named]] = {}
    for source, named in _named_by_lines(page, known):
        rows.setdefault(source, []).append(named)
    for source, lines in rows.items():
        first = lines[0].block
        together = [one for n, one in enumerate(lines) if one.block.number - first.number <= NEAR * n]
        names = tuple(name for name in _names_in(together) if not is_nobody(name))
        found += [Signed(source, names, first.text, first.number, _further(together))] if names else []
    return without_sites(found, page)


def _named_by_lines(page: LabelledPage, known: Known) -> Iterator[tuple[str, Named]]:
    """The lines that name people, and how and where they do; see `signing.WORTH`."""
    for block in page.having(Role.BYLINE, Role.DATE):
        if is_contacts(block, page):
            continue
        label, place = page.labels[block.number], place_of(block, page)
        if label.role is Role.DATE:
            kind, named = "dated", Named(block, tuple(says_who(block.text, known)) if place == "near" else ())
        else:
            kind, named = _kind_of(label.reason), _named_by(block, page, known)
        if kind not in ANNOUNCING:
            is_heading = kind == "alone" and is_uncased_heading(block)
            named = named._replace(names=() if is_heading else uncommon(named.names, page))
        if named.names:
            yield f"{kind} {place}", named
    for block, names in _credited(page, known):
        yield f"by {place_of(block, page)}", Named(block, names)
    for kind, one in overlooked_at_head(page, known):
        yield f"{kind} head", one
    yield from (("alone opening", one) for one in opening_names(page, known) if one.names)


def _credited(page: LabelledPage, known: Known) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """The lines of credits and sources that label authors, too, and these: "Reporter: Jane Roe Editor: John Poe"."""
    for block in page.having(Role.CREDIT, Role.SOURCE_LINK):
        for labelled in labelled_authors(block.text):
            if names := read_byline(labelled, known, announced=True):
                yield block, names


def _named_by(block: Block, page: LabelledPage, known: Known) -> Named:
    """The people whom a byline names, or whom the lines below it do, where it only says that they will."""
    named = introduced(block, page, known) if is_announcement(block.text) else None
    if page.page.has_markup:
        return named or Named(block, _names_of(block, page, known))
    return carried_on(named or Named(block, _names_of(block, page, known)), page, known)


def _kind_of(reason: str) -> str:
    """How a line came to be a byline: it announces names, or is called one, or consists of names alone."""
    if reason.startswith("markup"):
        return "markup"
    return "alone" if "names alone" in reason or "names with places" in reason else "by"


def _signed(page: LabelledPage, registry: Registry) -> Found[tuple[str, ...]] | None:
    """The people whom the likeliest byline names, and those whom further bylines of the article name.

    How sure that is, the byline's label says, also where it only announces names that stand on a line below.
    """
    known, title = known_on(page, registry), title_line(page)
    named = [
        (byline, one)
        for byline in page.likeliest(Role.BYLINE, least=LEAST)
        if (one := _told(byline, page, known)).names
        and not _is_masthead(byline.number, one.names, title)
        and not _is_above_menu(byline, page, title)
        and not is_contacts(byline, page)
        and not is_option(byline, page)
    ]
    if not named:
        dated = [(line, tuple(says_who(line.text, known))) for line in page.likeliest(Role.DATE, least=LEAST)]
        told = [(line, names) for line, names in dated if names] or _credited(page, known)
        named = [(line, Named(line, names)) for line, names in told]
    overlooked = None
    if not named or page.labels[named[0][0].number].confidence < CERTAIN:
        overlooked = overlooked_below_title(page, known)
    if overlooked is not None or not named:
        return overlooked
    byline, first = named[0]
    label = page.labels[byline.number]
    others = [(line, one) for line, one in named[1:] if _is_another(line, byline, page)]
    more = [
        one._replace(names=tuple(name for name in one.names if is_whole(name) or is_announced(line.text, known)))
        for line, one in others
    ]
    # for whom they work stands below them
    people = [one._replace(names=tuple(name for name in one.names if registry.by_name(name) is None)) for one in more]
    together = [first, *people]
    reason = with_further(label.reason, _further(together))
    return Found(_names_in(together), first.block.text, first.block.number, label.confidence, reason)


def _names_in(lines: Sequence[Named]) -> tuple[str, ...]:
    """The people whom LINES name, each once."""
    return tuple(dict.fromkeys(name for one in lines for name in one.names))


def _further(lines: Sequence[Named]) -> tuple[str, ...]:
    """The texts that name those whom LINES name and the first of them does not."""
    first, *others = lines
    naming = (
        text for one in others if not set(one.names) <= set(first.names) for text in (one.block.text, *one.further)
    )
    return (*first.further, *naming)


def _told(byline: Block, page: LabelledPage, known: Known) -> Named:
    """The people whom BYLINE names; where nothing announces them, those of them that are no headings and topics."""
    named = _named_by(byline, page, known)
    return named if is_announced(byline.text, known) else named._replace(names=uncommon(named.names, page))


def _is_another(block: Block, first: Block, page: LabelledPage) -> bool:
    """Whether a byline is the article's as well: on a page without markup, those far from the likeliest are not."""
    if page.page.has_markup:
        return block.number > first.number
    near = abs(block.number - first.number) <= NEAR
    return page.labels[block.number].confidence >= (LIKELY if near else SURE)


def _names_of(block: Block, page: LabelledPage, known: Known) -> tuple[str, ...]:
    """The people whom a byline names: of what its templates take for names the most, else whom the line names."""
    hits = [hit for hit in byline_hits(block) if _holds(hit, block, known)]
    found = [read_byline(names_in(block.text, hit.names), known, announced=_announces(hit)) for hit in hits]
    named = korean_reporters(block.text) or max(found, key=_weight, default=())
    label = page.labels[block.number]
    sure = not page.page.has_markup and (label.confidence >= CERTAIN or _says_that_writes(block, label))
    return named or read_byline(block.text, known, announced=sure)


def _says_that_writes(block: Block, label: Label) -> bool:
    """Whether a byline is a full name and one word in small letters, as Icelandic ones are: "Jón Ek skrifar"."""
    *name, verb = block.text.split()
    is_name = len(name) <= MAX_WRITER and read_name(" ".join(name)) is not None
    return label.role is Role.BYLINE and verb.isalpha() and is_small(verb[0]) and is_name


def _holds(hit: Hit, block: Block, known: Known) -> bool:
    """Whether an outlet and a date stand in BLOCK, where HIT's entry has places for them."""
    has_outlet = not hit.outlet or known.registry.by_name(hit.outlet) is not None
    return has_outlet and ("{date}" not in hit.entry or may_hold_date(block.text))


def _weight(names: tuple[str, ...]) -> tuple[int, int, int]:
    """More people weigh more, those with full names first; of as many, the shorter names, with less beside them."""
    full = sum(" " in name and not name.islower() and name[:1].isupper() for name in names)
    return full, len(names), -sum(map(len, names))


def _announces(hit: Hit) -> bool:
    return not hit.entry.startswith("{names}")


def byline_hits(block: Block) -> list[Hit]:
    """What the lexicons take the line for; nothing where more than a byline stands in it, side by side."""
    if GAP.search(block.text):
        return []
    return [hit for hit in look_up(block.text) if hit.role is Role.BYLINE and hit.names]


def _reported_by(page: LabelledPage) -> Found[tuple[str, ...]] | None:
    """Whom the first or the last paragraph names, as in: Daniel Schearf reports from Beijing."""
    bodies = page.having(Role.BODY)
    for block in (*bodies[:2], *bodies[-1:]):
        for match in _REPORTS.finditer(block.text[:LONG]):
            before = block.text[: match.start()].rstrip()
            if not before or before[-1] in ".!?”\"'":
                names = parse_names(match["name"])
                if names:
                    return Found(names, match[0], block.number, 0.85, "byline: says who reports, and from where")
    return None


def _claimed(page: LabelledPage) -> Found[tuple[str, ...]] | None:
    for where in ("json-ld", "microdata", "meta", "opengraph", "trafilatura"):
        claimed = [claim.value for claim in page.page.claims if claim.name == "author" and claim.where == where]
        names = tuple(dict.fromkeys(name for value in claimed for name in parse_names(value)))
        if names:
            return Found(names, "; ".join(claimed), where, 0.75, f"{where} says so")
    return None
