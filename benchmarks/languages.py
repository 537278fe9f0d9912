"""Languages: copydesk beside its peers on sentences, texts, mixed pages and quotes, in the same run.

    python -m benchmarks.languages SHARED [--pages N] [--every N] [--without PEER ...]

SHARED is the folder with `corpora/`. copydesk is measured with profiles learned from the other half of the corpus'
sentences; the shipped ones have learned from both. Peers are asked line by line.
"""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple, TypeAlias

from training.options import parser_of
from training.profiles import held_out, learn, sentences_of

from benchmarks.language_pages import Cases, Line, Quote, cases_of
from benchmarks.language_peers import PEERS
from benchmarks.markdown import table_of
from copydesk.languages import detect_languages, profiles
from copydesk.languages.letters import letters_of
from copydesk.languages.spans import language_spans
from copydesk.model import Block, DecodedDocument, Page, RawDocument

YARDSTICK = "langdetect"
MODULES = {"CLD2": "pycld2"}

Marks: TypeAlias = dict[str, list[bool]]
"""What was right and what was not, by what was asked."""


class Method(NamedTuple):
    """What tells the languages of a page's lines, and of each character of a line."""

    of_lines: Callable[[Sequence[str]], Sequence[str]]
    of_characters: Callable[[str], Sequence[str]]


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.languages", __doc__)
    parser.add_argument("--pages", type=int, default=8000, help="mixed pages")
    parser.add_argument("--every", type=int, default=1, help="ask peers about every Nth page, sentence and text only")
    parser.add_argument("--without", nargs="*", default=(), choices=PEERS, help="peers to leave out")
    arguments = parser.parse_args()
    cases = cases_of(arguments.shared, arguments.pages)
    with tempfile.TemporaryDirectory() as folder:
        learn((one for one in sentences_of(arguments.shared) if not held_out(one)), Path(folder))
        profiles.FOLDER = Path(folder)  # before the first scorer is made
        results = {"**copydesk**": measure(Method(by_page, by_character), cases)}
    for name, peer in PEERS.items():
        if name not in arguments.without and find_spec(MODULES.get(name, name)) is not None:
            results[name] = measure(by_line(peer), every(cases, arguments.every))
    print(table(results))


def by_page(lines: Sequence[str]) -> Sequence[str]:
    """The languages of a page's lines as copydesk gives them."""
    return detect_languages(page_of(lines))


def by_character(line: str) -> Sequence[str]:
    """The language of each character as copydesk gives it."""
    page = page_of([line])
    languages = detect_languages(page)
    found = [languages[0]] * len(line)
    for span in language_spans(page, languages)[0]:
        found[span.start : span.end] = [span.language] * (span.end - span.start)
    return found


def by_line(peer: Callable[[str], str]) -> Method:
    """A peer that is asked about each line by itself."""
    return Method(lambda lines: [peer(line) for line in lines], lambda line: [peer(line)] * len(line))


def page_of(lines: Sequence[str]) -> Page:
    """A page of these lines."""
    blocks = tuple(Block(number, line, range(number + 1, number + 2)) for number, line in enumerate(lines))
    return Page(DecodedDocument(RawDocument("page", b""), "", "utf-8"), blocks)


def every(cases: Cases, step: int) -> Cases:
    """Each STEPth of the cases."""
    return Cases(*(some[::step] for some in cases))


def measure(method: Method, cases: Cases) -> tuple[Marks, float]:
    """What a method gets right, and how many mixed pages it reads in a second of processor time."""
    marks: Marks = defaultdict(list)
    for name, texts in (
        ("sentences", cases.sentences),
        ("200 characters", cases.texts),
        ("Persian, Arabic keys", cases.typed),
        ("Persian, presentation forms", cases.presented),
    ):
        marks[name] = [method.of_lines([text])[0] == language for language, text in texts]
    start = time.process_time()
    told = [method.of_lines([line.text for line in page]) for page in cases.pages]
    seconds = time.process_time() - start
    for page, languages in zip(cases.pages, told, strict=True):
        for name, right in marks_of(page, languages):
            marks[name].append(right)
    for quote in cases.quotes:
        marks["quoted characters"] += marks_of_quote(quote, method.of_characters(quote.text))
    return marks, len(cases.pages) / seconds


def marks_of(page: Sequence[Line], languages: Sequence[str]) -> Iterable[tuple[str, bool]]:
    """What of a mixed page is right: its lines, and the set of its languages."""
    kinds = {line.kind for line in page}
    alike = not any("other script" in kind for kind in kinds)
    mixed = any("script" in kind for kind in kinds)
    for line, language in zip(page, languages, strict=True):
        right = language == line.language
        yield "lines", right
        if mixed:
            yield "lines of pages in one script" if alike else "lines of pages in two scripts", right
        if "navigation" in line.kind:
            yield "navigation", right
        if line.kind.endswith("same script"):
            yield "strangers in the same script", right
        if line.kind.endswith("other script"):
            yield "strangers in another script", right
    yield "set of languages", set(languages) - {"und"} == {line.language for line in page}


def marks_of_quote(quote: Quote, languages: Sequence[str]) -> list[bool]:
    """For each letter of a quote that is in its language's script, whether it was told to be."""
    scripts = letters_of(list(quote.text)).script
    own = letters_of([quote.text[quote.start : quote.end]]).script[0]
    places = [n for n in range(quote.start, quote.end) if scripts[n] and (scripts[n] == own or own in ("HAN", "KANA"))]
    return [languages[n] == quote.quoted for n in places]


def table(results: Mapping[str, tuple[Marks, float]]) -> str:
    """A Markdown table: percent right, pages a second, and the speed beside the yardstick's."""
    names = list(next(iter(results.values()))[0])
    rows: list[list[str]] = []
    for name in names:
        shares = [100 * sum(marks[name]) / max(1, len(marks[name])) for marks, _ in results.values()]
        rows.append([name, *(f"{share:.2f}" for share in shares)])
    rows.append(["pages a second", *(f"{speed:.0f}" for _, speed in results.values())])
    if YARDSTICK in results:
        rows.append(["speed", *(f"{speed / results[YARDSTICK][1]:.1f}×" for _, speed in results.values())])
    return table_of(["", *results], rows)


if __name__ == "__main__":
    main()
