"""Labels inside a line: "Text: Jane Roe Foto: John Poe" names one who wrote, and one who did not.

A page that has lost its markup, or whose newsroom fills in a form, says several things in one line, each behind its
label. The lexicons know the labels, as they know lines that begin with one.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from copydesk.folding import fold_letters
from copydesk.lexicons import look_up
from copydesk.model import Role
from copydesk.naming.people import has_uncased

MAX_WORDS = 3
"""Words that a label has at most."""
LEAST_NAME, LEAST_LABEL = 2, 3
"""Letters of a name, and of a label that is glued to it where no capitals tell them apart."""
MAX_CONTENT = 60
"""Characters behind a label that are looked at to know it."""

_OTHERS = frozenset({Role.CREDIT, Role.CAPTION, Role.SOURCE_LINK})
"""What labels announce beside authors: who edited, who took the picture, where the text is from."""

_COLON = re.compile(r"\s?[:：](?!//|(?<=\d.)\d\d)|(?<=[\u3040-\u9fff])\s?[|｜丨/・=＝]\s?(?=[\u3040-\u9fff])")
"""A colon, not a clock's, or what stands for one between letters of Chinese and Japanese."""
_WORD = re.compile(r"[^\s|｜,;:：]+")
_END = re.compile(r"\s*[|｜]")
"""What ends that which a label announces, besides the next label."""


class _Labelled(NamedTuple):
    role: Role
    start: int
    content: int
    end: int


def without_other_labels(text: str) -> str:
    """TEXT without what its labels announce as something else than authors, a bar in its place.

    >>> without_other_labels("Text: Jane Roe Foto: John Poe"), without_other_labels("来源：新京报 作者：李晓明")
    ('Text: Jane Roe | ', ' | 作者：李晓明')
    >>> without_other_labels("By Jane Roe: a report")
    'By Jane Roe: a report'
    """
    for one in _labelled(text):
        if one.role in _OTHERS:
            text = f"{text[: one.start].rstrip()} | {text[one.end :]}"
    return text


def labelled_authors(text: str) -> list[str]:
    """What stands in TEXT behind labels of authors.

    >>> labelled_authors("2024-03-12 来源：新京报 作者：李晓明 王芳 编辑：赵敏"), labelled_authors("新京报 2024-03-12")
    (['李晓明 王芳'], [])
    >>> labelled_authors("作者：李晓明 发布时间：2024-03-12 08:15"), labelled_authors("Reporter: Jane Roe 08:15")
    (['李晓明'], ['Jane Roe 08:15'])
    >>> labelled_authors("作者：李晓明发布时间：2024-03-12"), labelled_authors("מאת: נועה ברקתפורסם: 04.03.25")
    (['李晓明'], ['נועה ברקת'])
    """
    found = [text[one.content : one.end].strip() for one in _labelled(text) if one.role is Role.BYLINE]
    return found[::-1]


def names_others(text: str) -> bool:
    """Whether TEXT begins with what introduces somebody who did something else than to write it.

    >>> names_others("Editor Jane Roe"), names_others("Editing by Jane Roe"), names_others("Jane Roe")
    (True, True, False)
    """
    introduced = {hit.role for hit in look_up(text.strip(" .")) if hit.entry.find("{") > 0}
    return Role.CREDIT in introduced and Role.BYLINE not in introduced


def _labelled(text: str) -> Iterator[_Labelled]:
    """The labels of TEXT that the lexicons know, and how far that reaches which they announce; the last one first."""
    stop = len(text)
    for colon in reversed(list(_COLON.finditer(text))):
        end = _END.search(text, colon.end(), stop)
        content = text[colon.end() : end.start() if end is not None else stop].strip()
        words = list(_WORD.finditer(text, 0, colon.start()))[-MAX_WORDS:] if content else []
        for start in (*(word.start() for word in words), *(_glued(words[-1]) if words else ())):
            label = text[start : colon.start()]
            role = _role_of(label, content) if _WORD.sub("", label).isspace() or _WORD.fullmatch(label) else None
            if role is not None:
                yield _Labelled(role, start, colon.end(), end.start() if end is not None else stop)
                stop = start
                break


def _glued(word: re.Match[str]) -> Iterable[int]:
    """Where in a WORD without capitals a label may begin that has lost the space before it."""
    return range(word.start() + LEAST_NAME, word.end() - LEAST_LABEL + 1) if has_uncased(word[0]) else ()


def _role_of(label: str, content: str) -> Role | None:
    """What a line is that begins with LABEL, a colon and CONTENT; None where no lexicon says it of the label."""
    begun = fold_letters(label)
    hits = look_up(f"{label}: {content[:MAX_CONTENT]}")
    roles = {hit.role for hit in hits if fold_letters(hit.entry.partition("{")[0]).rstrip(" :") == begun}
    if Role.BYLINE in roles:
        return Role.BYLINE
    return min(roles & (_OTHERS | {Role.DATE}), default=None)
