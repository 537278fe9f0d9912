"""Why each line of a page is where it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from copydesk.model import KEPT_IN_BODY, LabelledPage, Rejection, Role
from copydesk.pipeline import Examined
from copydesk.reporting.table import fit

TEXT_WIDTH = 60
"""Columns for a line's text; longer ones are cut."""


@dataclass(frozen=True, slots=True)
class Paint:
    """How the terminal shows lines of a role: escape sequences before them, by role, and the one that ends all."""

    by_role: Mapping[Role, str]
    end: str

    def on(self, role: Role, row: str) -> str:
        """ROW, painted as lines of ROLE are."""
        begin = self.by_role.get(role, "")
        return f"{begin}{row}{self.end}" if begin else row


PLAIN = Paint({}, "")
"""No colours: for files, pipes, and terminals of those who have set NO_COLOR."""

_FIELDS = frozenset({Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.DATE, Role.DATELINE})
_DIM, _BOLD, _YELLOW, _CYAN = "\x1b[2m", "\x1b[1m", "\x1b[33m", "\x1b[36m"
_BESIDE = dict.fromkeys((Role.CAPTION, Role.CREDIT, Role.SOURCE_LINK), _CYAN)

COLOURS = Paint(
    dict.fromkeys((role for role in Role if role not in KEPT_IN_BODY), _DIM)
    | _BESIDE
    | dict.fromkeys(_FIELDS, _YELLOW)
    | {Role.HEADING: _BOLD},
    "\x1b[0m",
)
"""The body as it is, its headings bold, fields yellow, captions and sources cyan, furniture dimmed."""


def explain_document(examined: Examined, paint: Paint = PLAIN) -> str:
    """A row for each block of the page: its lines, role, confidence, text, and the rule that said so.

    Where there is no article on the page, the last line says why.

    >>> from copydesk.model import RawDocument
    >>> from copydesk.pipeline import examine
    >>> from copydesk.settings import CleaningSettings
    >>> page = b"XS SM MD LG" + 2 * bytes([10]) + b"It rained all day on Sunday."
    >>> print(explain_document(examine(RawDocument("a.txt", page), CleaningSettings())))
    a.txt
    line  role       sure  text                                                          because
       1  font-size  0.99  XS SM MD LG                                                   font-size-widget: XS SM MD LG
       3  body       0.80  It rained all day on Sunday.                                  body: running text
    """
    document, page, outcome = examined
    verdict = [f"rejected ({outcome.reason}): {outcome.detail}"] if isinstance(outcome, Rejection) else []
    if isinstance(page, Rejection):
        return "\n".join([document.uri, *verdict])
    unseen = [f"not shown by the page: {page.page.unseen}"] if any(page.page.unseen) else []
    return "\n".join([document.uri, *_rows(page, paint), *unseen, *verdict])


def _rows(page: LabelledPage, paint: Paint) -> list[str]:
    widest = max([4, *(len(label.role) for label in page.labels)])
    rows = [f"line  {'role'.ljust(widest)}  sure  {'text'.ljust(TEXT_WIDTH)}  because"]
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        line = f"{block.lines.start:4}  {label.role.ljust(widest)}  {label.confidence:.2f}"
        rows.append(paint.on(label.role, f"{line}  {fit(block.text, TEXT_WIDTH)}  {label.reason}"))
    return rows
