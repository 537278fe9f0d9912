"""The review page of one document: every line as it was, what became of it, and the record beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from copydesk.languages import UNDETERMINED
from copydesk.model import KEPT_IN_BODY, Article, LabelledPage, Outcome, Rejection, Where
from copydesk.ordering import most_first
from copydesk.pipeline import Examined
from copydesk.reporting.webpage import render_page
from copydesk.scripts import is_right_to_left
from copydesk.settings import MinConfidence

_FIELDS = tuple(MinConfidence.model_fields)
"""Fields that have evidence, in the order in which the page shows them."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A block of the page as the reader sees it."""

    block: int
    lines: str
    """"3", or "3–5" for lines that were joined."""
    role: str
    fate: str
    """"kept" in the body, "removed", or "field": it is, word for word, a field and nothing else."""
    confidence: float
    reason: str
    text: str
    language: str
    """BCP 47, empty if undetermined."""
    direction: str
    """"rtl" or "ltr"."""
    fields: str
    """Names of the fields whose evidence the block is, parted by blanks."""


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field of the record, with what it was read from."""

    name: str
    value: str
    direction: str
    confidence: float | None
    evidence: str
    where: str
    """"line 9", or the name of a source outside the lines."""
    block: int | None
    """The block that is the evidence, if it is one."""
    reason: str


def review_page(examined: Examined) -> str:
    r"""One self-contained web page about a document: its lines, removed ones dimmed and labelled, and its record.

    >>> from copydesk.model import RawDocument
    >>> from copydesk.pipeline import examine
    >>> from copydesk.settings import CleaningSettings
    >>> document = RawDocument("a.txt", b"XS SM MD LG\n\nIt rained all day on <b>Sunday</b>.")
    >>> page = review_page(examine(document, CleaningSettings()))
    >>> "font-size-widget" in page, "&lt;b&gt;Sunday&lt;/b&gt;" in page
    (True, True)
    """
    document, page, outcome = examined
    lines = [] if isinstance(page, Rejection) else list(_lines(page, outcome))
    article = outcome if isinstance(outcome, Article) else None
    values: Mapping[str, object] = {
        "document": document,
        "article": article,
        "rejection": outcome if isinstance(outcome, Rejection) else None,
        "lines": lines,
        "roles": most_first(Counter(line.role for line in lines)),
        "kept": sum(line.fate == "kept" for line in lines),
        "fields": [] if article is None else list(_fields(article, lines)),
    }
    return render_page("review", values)


def _lines(page: LabelledPage, outcome: Outcome) -> Iterator[ShownLine]:
    """The blocks of PAGE, each with its fate and the fields that OUTCOME reads from it."""
    evidence: defaultdict[Where, list[str]] = defaultdict(list)
    removed = {block.number for block in page.page.blocks}
    if isinstance(outcome, Article):
        removed = {block.block for block in outcome.removed}
        for name, found in outcome.evidence.items():
            evidence[found.where].append(name)
    for block, label, language in zip(page.page.blocks, page.labels, page.languages, strict=True):
        yield ShownLine(
            block=block.number,
            lines=_span(block.lines),
            role=label.role.value,
            fate="removed" if block.number in removed else "kept" if label.role in KEPT_IN_BODY else "field",
            confidence=label.confidence,
            reason=label.reason,
            text=block.text,
            language="" if language == UNDETERMINED else language,
            direction=_direction(block.text),
            fields=" ".join(evidence[block.number]),
        )


def _fields(article: Article, lines: Sequence[ShownLine]) -> Iterator[ShownField]:
    """The fields of ARTICLE that have a value, and those that are empty, said to be so."""
    for name in _FIELDS:
        value: str | tuple[str, ...] | None = getattr(article, name)
        shown = value if isinstance(value, str) else ", ".join(value or ())
        found = article.evidence.get(name)
        where = None if found is None else found.where
        block = where if isinstance(where, int) else None
        yield ShownField(
            name=name.replace("_", " "),
            value=shown,
            direction=_direction(shown),
            confidence=article.confidence.get(name),
            evidence="" if found is None else found.text,
            where=f"line {lines[block].lines}" if block is not None else str(where or ""),
            block=block,
            reason="" if found is None else found.reason,
        )


def _span(lines: range) -> str:
    return str(lines.start) if len(lines) < 2 else f"{lines.start}\N{EN DASH}{lines.stop - 1}"


def _direction(text: str) -> str:
    return "rtl" if is_right_to_left(text) else "ltr"
