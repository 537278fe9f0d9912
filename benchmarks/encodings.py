"""Bytes to text beside charset-normalizer, chardet, resiliparse and ftfy, in one run, on one set of cases.

SHARED is the folder with `corpora/`. The cases are made by `benchmarks.encoding_cases` from one half of the sentences
in 83 languages; copydesk has learned its letters from the other half. A text counts where it comes out exactly;
characters that stand for lost bytes (U+FFFD) are not counted against anyone.
"""

import gzip
import json
import sys
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import chardet
import charset_normalizer
import ftfy
from resiliparse.parse import encoding as resiliparse
from training.letters import halves, is_sound, sentences, write_letters
from training.options import add_every, parser_of

from benchmarks import encoding_cases as cases
from benchmarks.markdown import table_of
from copydesk import decode
from copydesk.decoding import plausibility
from copydesk.decoding.repairing import HARMLESS, repair
from copydesk.model import DecodedDocument, RawDocument

Decoder: TypeAlias = Callable[[cases.Case], str]
Repairer: TypeAlias = Callable[[str], str]

LENGTH = 200
"""Characters of a text that is no title."""

CHANGED = "clean texts changed"
PAGE_SETS = ("fundus", "wcxb", "news424", "readability")
SPEED_SIZE = 8_000_000
"""Bytes that the speed of decoding UTF-8 is measured on."""


def copydesk(case: cases.Case) -> str:
    """What `copydesk.decode` gives; a rejection is an empty text."""
    headers = {"content-type": case.content_type} if case.content_type else {}
    decoded = decode(RawDocument("case", case.content, http_headers=headers))
    return decoded.text if isinstance(decoded, DecodedDocument) else ""


def by_chardet(case: cases.Case) -> str:
    """What chardet 7 finds in all of the bytes; its trap of 200,000 bytes is out of the way."""
    found = chardet.detect(case.content, max_bytes=len(case.content))["encoding"]
    return _decoded(case.content, found)


def by_charset_normalizer(case: cases.Case) -> str:
    """The best match."""
    best = charset_normalizer.from_bytes(case.content).best()
    return str(best) if best else ""


def by_resiliparse(case: cases.Case) -> str:
    """Its detector (uchardet), and its own decoding."""
    found = resiliparse.detect_encoding(case.content)
    text: str = resiliparse.bytes_to_str(case.content, found)
    return text


def by_utf8_or_1252(case: cases.Case) -> str:
    """UTF-8, and where that fails windows-1252."""
    try:
        return case.content.decode("utf-8-sig")
    except UnicodeError:
        return case.content.decode("windows-1252", "replace")


def _decoded(content: bytes, encoding: str | None) -> str:
    try:
        return content.decode(encoding or "ascii", "replace").removeprefix("\ufeff")
    except LookupError:
        return ""


DECODERS: dict[str, Decoder] = {
    "**copydesk**": copydesk,
    "chardet 7": by_chardet,
    "charset-normalizer": by_charset_normalizer,
    "resiliparse": by_resiliparse,
    "UTF-8, else windows-1252": by_utf8_or_1252,
}


def repaired(text: str) -> str:
    """What `copydesk.decode` makes of a text in UTF-8."""
    return copydesk(cases.Case("", "utf-8", "", text.encode(), text))


REPAIRERS: dict[str, Repairer] = {
    "**copydesk**": repaired,
    "ftfy": ftfy.fix_text,
    "ftfy, typography kept": lambda text: ftfy.fix_text(text, HARMLESS),
}


# --------------------------------------------------------------------------------------------------- measuring


def measure_decoding(decoder: Decoder, items: Iterable[cases.Case]) -> dict[str, float]:
    """Share of exact texts in each group; in one with many encodings the mean over encodings; and ms a text."""
    exact: defaultdict[tuple[str, str], list[bool]] = defaultdict(list)
    count, start = 0, time.process_time()
    for case in items:
        exact[case.group, case.encoding].append(_same(decoder(case), case.text))
        count += 1
    seconds = time.process_time() - start
    groups: defaultdict[str, list[float]] = defaultdict(list)
    for (group, _), results in exact.items():
        groups[group].append(sum(results) / len(results))
    return {group: 100 * sum(own) / len(own) for group, own in groups.items()} | {"ms a text": 1000 * seconds / count}


def measure_repair(repairer: Repairer, items: Sequence[cases.Broken], clean: Sequence[str]) -> dict[str, float]:
    """Share of exact repairs in each group, share of clean texts changed, and ms a text."""
    exact: defaultdict[str, list[bool]] = defaultdict(list)
    start = time.process_time()
    for item in items:
        exact[item.group].append(repairer(item.broken) == item.text)
    changed = [text for text in clean if not _same(repairer(text), text)]
    seconds = time.process_time() - start
    for text in changed[:20] if repairer is repaired else ():
        print(f"changed: {text[:300]!r}", file=sys.stderr)
    shares = {group: 100 * sum(own) / len(own) for group, own in exact.items()}
    own = {CHANGED: 100 * len(changed) / len(clean), "ms a text": 1000 * seconds / (len(items) + len(clean))}
    return shares | own


def _same(text: str, expected: str) -> bool:
    return _plain(text) == _plain(expected)


def _plain(text: str) -> str:
    plain = text.replace("\ufffd", "").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain)


def clean_lines(shared: Path) -> Iterator[str]:
    """The paragraphs of all gold bodies that nothing shows to have been misread."""
    for name in PAGE_SETS:
        with (shared / "corpora" / name / "gold.jsonl").open(encoding="utf-8") as file:
            for page in map(json.loads, file):
                # A byte order mark at the beginning of a text is none of it.
                for line in dict.fromkeys(own.removeprefix("\ufeff") for own in (page["body"] or "").split("\n")):
                    if len(line) >= 20 and is_sound(line.replace("\t", " ").replace("\r", "")):
                        yield line


def speeds(shared: Path, texts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, float, float]]:
    """MB/s of `copydesk.decode` and of `bytes.decode` on UTF-8: pages one by one, and the sentences of languages."""
    pages = [gzip.decompress(path.read_bytes()) for path in sorted((shared / "corpora/fundus/pages").glob("*.gz"))]
    samples = {"HTML pages, one by one": [page for page in pages if _is_utf8(page)]}
    sound = {"en, nothing to repair": [text for text in texts["en"] if not repair(f"{text}\n{text}")[1]]}
    for name, own in (
        {language: texts[language] for language in ("en", "de", "ru", "fa", "hi", "zh-cn")} | sound
    ).items():
        sample = "\n".join((*own, "")).encode()
        samples[name] = [sample * (SPEED_SIZE // len(sample) + 1)]
    for name, contents in samples.items():
        rates = []
        for function in (lambda content: decode(RawDocument("speed", content)), bytes.decode):
            times = []
            for _ in range(4):
                start = time.process_time()
                for content in contents:
                    function(content)
                times.append(time.process_time() - start)
            rates.append(sum(map(len, contents)) / min(times) / 1e6)
        yield name, rates[0], rates[1]


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeError:
        return False
    return True


# --------------------------------------------------------------------------------------------------- the tables


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """A Markdown table: a row a method, a column a figure."""
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    return table_of(
        ["method", *names],
        ([method, *(f"{row[name]:.{3 if name == CHANGED else 2}f}" for name in names)] for method, row in rows.items()),
    )


def main() -> int:
    """The command line."""
    parser = parser_of("benchmarks.encodings", __doc__)
    parser.add_argument("--cache", type=Path, default=Path(".cache/encodings"), help="where the half model is written")
    add_every(parser, "case")
    parser.add_argument("--only", choices=["decoding", "repair", "speed"], help="one of the tables")
    arguments = parser.parse_args()
    learned, texts = halves(sentences(arguments.shared))
    arguments.cache.mkdir(parents=True, exist_ok=True)
    plausibility.LETTERS = arguments.cache / "letters.npz"
    write_letters(plausibility.LETTERS, learned)
    if arguments.only in (None, "decoding"):
        whole = list(cases.encoded(texts, arguments.every, LENGTH, "47 encodings"))
        titles = list(cases.encoded(texts, 3 * arguments.every, 0, "titles"))
        odd = [*cases.damaged(whole[::2]), *cases.mixed(texts, arguments.every)]
        print(f"{len(whole):,} texts, {len(titles):,} titles, {len(odd):,} damaged, lying or mixed\n", flush=True)
        rows = {name: measure_decoding(own, [*whole, *titles, *odd]) for name, own in DECODERS.items()}
        print(table(rows), flush=True)
    if arguments.only in (None, "repair"):
        broken = [
            *cases.misread(texts, 5 * arguments.every),
            *cases.misread_again(texts, arguments.every),
            *cases.misread_words(texts, arguments.every),
            *cases.legacy_read_as_latin(texts, arguments.every),
        ]
        clean = [text for own in texts.values() for text in own] + list(clean_lines(arguments.shared))
        clean = clean[:: arguments.every]
        print(f"\n{len(broken):,} broken and {len(clean):,} clean texts\n", flush=True)
        print(table({name: measure_repair(own, broken, clean) for name, own in REPAIRERS.items()}), flush=True)
    if arguments.only in (None, "speed"):
        print("\n| UTF-8, MB/s | copydesk.decode | bytes.decode alone |\n| --- | --- | --- |")
        for name, ours, theirs in speeds(arguments.shared, texts):
            print(f"| {name} | {ours:.0f} | {theirs:.0f} |", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
