"""Articles as Markdown: the fields as YAML front matter, the body as CommonMark that shows its very characters."""

import json
import re

from copydesk.model import Article

_FRONT_MATTER = (
    "title subtitle date date_modified outlet outlet_domain republisher authors agencies dateline language url "
    "captions warnings id cluster duplicate_of"
).split()
"""Fields in the order in which they stand; those with nothing in them are left out."""

_UNPRINTABLE = re.compile("[\x7f-\x9f\ufeff\ufffe\uffff]")
"""Characters that JSON takes as they are and YAML does not."""

_SPECIAL = re.compile(
    r"""
    [\\`*\[\]]                                  # escapes, code, emphasis, links
  | (?<![^\W_]) _ | _ (?![^\W_])                # emphasis at the edge of a word
  | ~                                           # struck out, fences
  | < (?= [A-Za-z/!?] )                         # tags
  | & (?= \#?\w+; )                             # entities
  | ^ (?: \# | [>|+=-] )                        # headings, quotations, tables, lists, lines below a heading
  | (?<= ^\d ) [.)] | (?<= ^\d\d ) [.)] | (?<= ^\d{3} ) [.)] | (?<= ^\d{4} ) [.)]  # numbered lists
    """,
    re.VERBOSE,
)


def to_markdown(article: Article) -> str:
    """The article as a Markdown document, with a newline at its end."""
    values = ((name, getattr(article, name)) for name in _FRONT_MATTER)
    matter = [f"{name}: {_yaml(value)}" for name, value in values if value]
    matter.append(f"source: {_yaml(article.source.uri)}")
    lines = (_SPECIAL.sub(r"\\\g<0>", line.strip()) for line in article.body.splitlines())
    return "\n".join(["---", *matter, "---", "", *lines, ""])


def _yaml(value: str | tuple[str, ...]) -> str:
    """A value in YAML's flow style, which for these characters is JSON's."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
