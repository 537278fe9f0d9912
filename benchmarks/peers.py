"""What else people do with text whose markup is lost: each peer takes the lines of a page and gives a body."""

import html
import re
from collections.abc import Callable

_C4_END = (".", "?", "!", '"')
_C4_POLICY = (
    "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"
)  # fmt: skip
_SENTENCE = re.compile(r"[.!?]+(?:\s|$)")


def keep_everything(text: str) -> str:
    """All lines."""
    return text


def c4_rules(text: str) -> str:
    """The rules of C4, as TensorFlow Datasets has them: lines of five words and more that end as sentences do.

    Pages with fewer than five sentences, with a brace or with lorem ipsum have no body.
    """
    kept = [line.strip() for line in text.split("\n") if _c4_keeps(line.strip())]
    body = "\n".join(kept)
    lower = text.lower()
    if "{" in text or "lorem ipsum" in lower or len(_SENTENCE.findall(body)) < 5:
        return ""
    return body


def _c4_keeps(line: str) -> bool:
    lower = line.lower()
    return (
        line.endswith(_C4_END)
        and not line.endswith("...")
        and len(line.split()) >= 5
        and "javascript" not in lower
        and not any(phrase in lower for phrase in _C4_POLICY)
    )


def as_html(text: str) -> str:
    """The lines as paragraphs of a page."""
    paragraphs = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    return f"<html><head><meta charset='utf-8'></head><body>\n{paragraphs}</body></html>"


def justext_on_paragraphs(text: str) -> str:
    """The paragraphs that jusText keeps, with English stop words, each line a paragraph."""
    import justext  # noqa: PLC0415 - peers are no part of copydesk

    found = justext.justext(as_html(text).encode(), justext.get_stoplist("English"))
    return "\n\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


def trafilatura_on_paragraphs(text: str) -> str:
    """What trafilatura extracts with its defaults, each line a paragraph."""
    import trafilatura  # noqa: PLC0415

    return trafilatura.extract(as_html(text), include_comments=False, deduplicate=False) or ""


YARDSTICK = "trafilatura on `<p>` lines"

PEERS: dict[str, Callable[[str], str]] = {
    "keep everything": keep_everything,
    "C4's rules": c4_rules,
    "jusText on `<p>` lines": justext_on_paragraphs,
    YARDSTICK: trafilatura_on_paragraphs,
}
