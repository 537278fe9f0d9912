"""HTML nested deeper than the parser goes -> HTML with the innermost tags left out, all text kept.

Only for pages on which the parser gave up (over 2,048 open elements: hostile ones, and old pages that never close
their `<font>`). One pass, with a stack: time grows with the page's length and with nothing else.
"""

import re
from collections import Counter

MAX_DEPTH = 256
"""Elements that may be open at once in what `flatten_nesting` gives."""

VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements without content, which nothing closes."""
_INLINE = frozenset("a abbr b big cite code em font i s small span strike strong sub sup tt u var".split())
_PARTS = re.compile(
    # Each alternative also ends at the end of the page, so that none is tried twice from the same place.
    r"""  <!--.*?(?:-->|\Z)                                             # comments, and the elements whose content
        | <(?P<raw>script|style|textarea|title|xmp|iframe|noembed|noframes)\b.*?(?:</(?P=raw)\b|\Z)  # is no markup
        | <(?P<close>/?)(?P<name>[a-z][^\s/>]*)(?:[^"'>]++|"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))*+(?:>|\Z)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)


def flatten_nesting(text: str) -> str:
    """The page with tags left out where more than MAX_DEPTH elements are open; `<br><br>` stands for a block's.

    >>> flatten_nesting("<p>a</p><div>b</div>")
    '<p>a</p><div>b</div>'
    >>> flatten_nesting("<b>" * 1000 + "x").count("<b>")
    256
    """
    nesting = _Nesting()
    return _PARTS.sub(nesting.rewrite, text)


class _Nesting:
    """Which elements are open, and which were left out."""

    def __init__(self) -> None:
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def rewrite(self, part: re.Match[str]) -> str:
        """What the part of the page becomes."""
        name = (part["name"] or "").lower()
        if not name or name in VOID:
            return part[0]
        return part[0] if (self._keep_end(name) if part["close"] else self._keep_start(name)) else _instead(part, name)

    def _keep_start(self, name: str) -> bool:
        if len(self._open) >= MAX_DEPTH:
            self._left_out[name] += 1
            return False
        self._open.append(name)
        self._count[name] += 1
        return True

    def _keep_end(self, name: str) -> bool:
        if self._left_out[name]:
            self._left_out[name] -= 1
            return False
        while self._count[name]:
            last = self._open.pop()
            self._count[last] -= 1
            if last == name:
                break
        return True


def _instead(part: re.Match[str], name: str) -> str:
    """What stands for a tag that was left out: as many line breaks as it held, and a boundary if it made one."""
    return ("" if name in _INLINE else "<br><br>") + "\n" * part[0].count("\n")
