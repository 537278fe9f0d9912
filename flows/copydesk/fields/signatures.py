"""How newspapers sign inside the text where a script has no capitals: in brackets, or in a line below the text.

Chinese agencies name the reporter in brackets behind the dateline, newspapers behind the last sentence or in the line
below it; so do Japanese ones, without a word for what the name is. Korean agencies name him before a "=" at the
beginning. Such lines are a part of the text, or look like a teaser below it: where they stand tells what they are.
"""

import re
from collections.abc import Iterator

from copydesk.fields.bylines import Known, read_byline
from copydesk.fields.labels import labelled_authors
from copydesk.fields.overlooked import is_doubtful_subtitle
from copydesk.lexicons import listed
from copydesk.model import Block, Found, LabelledPage, Role
from copydesk.naming.people import has_uncased
from copydesk.naming.reporters import japanese_name, lone_name, reporters
from copydesk.scripts import ends_in_stop

HEAD, TAIL = 80, 60
"""Characters of a paragraph's beginning, and of its end, where who wrote it is named."""

LONGEST = 40
"""Characters of a line below the text that signs it."""

BELOW = 3
"""Lines below the last of the text among which one signs it."""

_BRACKETED = re.compile(r"[(（【〔\[]\s*([^()（）【】〔〕\[\]]{2,50}?)\s*[)）】〕\]]")
_KOREAN_HEAD = re.compile(r"^[\[(【（〔][^\])】）〕]{2,40}[\])】）〕]\s*(?P<called>[^=.。]{2,40}?(?:기자|특파원))\s*=")
_PLACED = re.compile(r"(?:[\w・]{1,12}\s?[＝=]\s?|[\u30a1-\u30ff]{2,12}\s?)(?P<name>[\u4e00-\u9fff][^＝=、]{2,6})")
"""Where a Japanese correspondent writes from, before the name: "ソウル＝田中美咲"."""
_MARKED = re.compile(r"[□■◎●○◆◇▲△☆★◤▌]\s?([^\s□■◎●○◆◇].{1,29})")
"""How Chinese newspapers set a byline off from the text."""
_REPORTED = re.compile(
    r"^(?:[【\[][^】\]]{2,14}[】\]]|[^\s，。]{1,6}[讯訊])?\s*"
    r"(?P<called>[^\s，。：:]{0,6}(?:记者|記者)[^，。：:]{2,24}?(?:报道|報道|報導))(?=[：:，,。\s])"
)
"""How a Chinese newspaper's report begins: "本报讯 记者王芳报道", "【大公報訊】記者李明報道"."""
_JOB = re.compile(r"^([^・＝=]{2,6})[・＝=](?=[\u4e00-\u9fff])")
"""What somebody is, before the name in brackets: "論説委員・高橋健太"."""
_CLOSERS = "\"'”’」』 \u3000"
_NOT_BELOW = frozenset({Role.COMMENTS, Role.LEGAL, Role.TITLE, Role.DUPLICATE})
_NOT_ABOVE = frozenset({Role.TITLE, Role.DUPLICATE, Role.SUBTITLE, Role.DATE})


def signed_in_text(page: LabelledPage, known: Known) -> Found[tuple[str, ...]] | None:
    """Whom the first paragraphs, the last one, or a line around them names as the author."""
    bodies = page.having(Role.BODY)
    for block, names in _signatures(page, known) if bodies else ():
        people = tuple(dict.fromkeys(name for name in names if known.registry.by_name(name) is None))
        if people:
            return Found(
                people, block.text[:200], block.number, 0.85, "byline: the text, or a line beside it, is signed"
            )
    return None


def _signatures(page: LabelledPage, known: Known) -> Iterator[tuple[Block, tuple[str, ...]]]:
    """The lines that may sign the text, and whom they name; the likeliest first."""
    bodies = page.having(Role.BODY)
    first, last = bodies[0], bodies[-1]
    for block in bodies[:2]:
        if has_uncased(block.text[:HEAD]):
            yield block, _at_head(block.text[:HEAD])
    below = page.page.blocks[last.number : last.number + 1 + BELOW]
    for block in below:
        if page.labels[block.number].role not in _NOT_BELOW and has_uncased(block.text[-TAIL:]):
            yield block, _at_end(block.text, known)
    titles = page.having(Role.TITLE)
    top = titles[-1].number if titles and titles[-1].number < first.number else first.number
    for block in page.page.blocks[top + 1 : first.number + 1]:
        is_other = page.labels[block.number].role in _NOT_ABOVE and not is_doubtful_subtitle(block, page)
        if not is_other and len(block.text) <= LONGEST:
            yield block, _set_off(block.text.strip(), known)


def _at_head(text: str) -> tuple[str, ...]:
    """The reporters whom a paragraph that begins with TEXT names there.

    >>> _at_head("中新网3月12日电 (记者 陈静)市议会通过了"), _at_head("（中央社記者張祈花蓮縣15日電）文旦園")
    (('陈静',), ('張祈',))
    >>> _at_head("(통영=연합뉴스) 한지은 기자 = 경남"), _at_head("【ソウル＝田中美咲】韓国"), _at_head("（记者会）")
    (('한지은',), ('田中美咲',), ())
    """
    if (korean := _KOREAN_HEAD.match(text)) is not None:
        return reporters(korean["called"])
    if (report := _REPORTED.match(text)) is not None and (called := reporters(report["called"])):
        return called
    for inside in _BRACKETED.findall(text):
        if called := reporters(inside):
            return called
        if (placed := _PLACED.fullmatch(inside)) is not None and (name := japanese_name(placed["name"])):
            return (name,)
    return ()


def _set_off(text: str, known: Known) -> tuple[str, ...]:
    """Whom a line names that is nothing but a byline behind a mark, or in brackets.

    >>> from copydesk.outlets import registry
    >>> known = Known(("ja",), registry())
    >>> _set_off("【中村あおい】", known), _set_off("【独自取材】", known)
    (('中村あおい',), ())
    """
    if (bracketed := _BRACKETED.fullmatch(text)) is not None:
        inside = lone_name(bracketed[1], known.languages) if "ja" in known.languages else None
        return _at_head(text) or ((inside,) if inside else ())
    marked = _MARKED.fullmatch(text)
    name = lone_name(marked[1], known.languages) if marked is not None else None
    return () if marked is None else reporters(marked[1]) or ((name,) if name else ())


def _at_end(text: str, known: Known) -> tuple[str, ...]:
    """Whom a paragraph, or a line below the text, names at its end."""
    bracketed = list(_BRACKETED.finditer(text, max(0, len(text) - TAIL)))
    if bracketed and not text[bracketed[-1].end() :].strip(_CLOSERS + "。"):
        inside, before = bracketed[-1][1], text[: bracketed[-1].start()]
        names = reporters(inside) or _labelled(inside, known)
        if names or (before and not ends_in_stop(before)):  # what stands in brackets is of the sentence
            return names
        what = _JOB.match(inside)
        if what is not None and what[1] in listed("picture"):
            return ()
        name = _JOB.sub("", inside).partition("、")[0]
        is_heavy = bracketed[-1][0].startswith("【") and "ja" in known.languages
        found = japanese_name(name) if is_heavy else lone_name(name, known.languages)
        return (found,) if found else ()
    if len(text) <= LONGEST and not ends_in_stop(text):
        return reporters(text) or _labelled(text, known)
    return ()


def _labelled(text: str, known: Known) -> tuple[str, ...]:
    """Whom TEXT names behind a label of authors."""
    return tuple(name for named in labelled_authors(text) for name in read_byline(named, known, announced=True))
