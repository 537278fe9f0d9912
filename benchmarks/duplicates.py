"""Near-duplicates: how many of the pairs made from the dev pages a store finds, and how many that it finds are none.

    python -m benchmarks.duplicates SHARED [--every N]

SHARED is the folder with `corpora/` and `bench/`. Of each article there are, besides its page: its text without markup,
as `bench/flatten.py` renders it; that text in another encoding; its gold body, cut; its gold body under a reworded
headline in the chrome of another page. All of them are cleaned and put into one store. A pair is found if both records
are in one cluster. Two records of different articles in one cluster are a mistake, whoever their sites are.
"""

import html
import itertools
import json
import math
import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from training import bench
from training.options import add_every, add_jobs, parser_of
from training.rendering import ARTICLE, found_page

from copydesk.model import HTML, PLAIN_TEXT, Article, Format, Outcome, RawDocument
from copydesk.pipeline import clean_document
from copydesk.settings import CleaningSettings
from copydesk.storing import Store, sheet_of
from copydesk.storing.layout import duplicates_path

PAGE = "page"
SETS = ("fundus", "news424", "wcxb")
LEGACY = "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp874 shift_jis euc_kr big5 gb18030".split()
MOST_LOST = 0.005
"""Share of a text's characters that its encoding may not have: pages lose a dingbat here and there."""
CUTS = (0.35, 0.5, 0.7)
"""Shares of the body that a cut one still has."""
BEGINNING = 100
"""Characters by which two gold bodies are taken for one."""
SHORTEST = 400
"""Characters of a gold body that is worth being cut."""

Gold: TypeAlias = Mapping[str, Any]


class Version(NamedTuple):
    """One of an article's versions, as a document."""

    article: str
    kind: str
    document: RawDocument


def versions_of(shared: Path, gold: Gold, neighbour: Gold) -> list[Version]:
    """An article's versions: its page first, and then those made from it."""
    flatten = bench.load(shared, "flatten")
    content = found_page(shared, gold).content
    name = f"{gold['set']}/{gold['id']}"
    (kind,) = flatten.choose(gold["id"], 1)
    text = flatten.render(flatten.decode(content), kind, gold["title"], gold["id"])
    dice = random.Random(gold["id"])  # noqa: S311 (nothing secret)
    versions = {
        PAGE: (HTML, content),
        "text without markup": (PLAIN_TEXT, text.encode("utf-8", "replace")),
        "text in another encoding": (PLAIN_TEXT, _encoded(text)),
        "gold body, cut": (PLAIN_TEXT, f"{gold['title']}\n\n{_cut(gold['body'], dice.choice(CUTS))}".encode()),
        "gold body, other headline and chrome": (HTML, _in_other_chrome(gold, neighbour, dice).encode()),
    }
    return [
        Version(name, kind, RawDocument(f"{name}.{number}", data, media_type))
        for number, (kind, (media_type, data)) in enumerate(versions.items())
    ]


def _encoded(text: str) -> bytes:
    """The text in the first legacy encoding that can hold it, with ? for the odd character."""
    for encoding in LEGACY:
        encoded = text.encode(encoding, "replace")
        lost = encoded.decode(encoding).count("?") - text.count("?")
        if lost <= MOST_LOST * len(text):
            return encoded
    return text.encode("utf-16")


def _cut(body: str, share: float) -> str:
    """The beginning of a body, of about that share of its characters, to the end of a sentence or a line."""
    end = max(body.find(mark, int(len(body) * share)) for mark in (". ", ".\n", "\n", "。"))
    return body[: end + 1] if end > 0 else body[: int(len(body) * share)]


def _in_other_chrome(gold: Gold, neighbour: Gold, dice: random.Random) -> str:
    """The gold body under a reworded headline, between the menu and the teasers of another page."""
    words = str(gold["title"]).split()
    dice.shuffle(words)
    teasers = [line for line in str(neighbour["body"]).splitlines() if line.strip()][:6]
    menu = "".join(f"<li><a href='/{n}'>{html.escape(word)}</a></li>" for n, word in enumerate(teasers[0].split()[:12]))
    related = "".join(f"<li><a href='/a{n}'>{html.escape(line[:80])}</a></li>" for n, line in enumerate(teasers))
    body = "".join(f"<p>{html.escape(line)}</p>" for line in str(gold["body"]).splitlines() if line.strip())
    headline = html.escape(" ".join(words))
    return (
        f"<html><head><title>{headline}</title></head><body><nav><ul>{menu}</ul></nav><main><article>"
        f"<h1>{headline}</h1>{body}</article><aside><h2>Related</h2><ul>{related}</ul></aside></main></body></html>"
    )


def golds(shared: Path, every: int) -> list[Gold]:
    """Articles with a gold body, each address and each beginning once: the sets have some articles twice."""
    found: dict[str, Gold] = {}
    beginnings: set[str] = set()
    for name in SETS:
        for line in (shared / "corpora" / name / "gold.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            is_article = row["page_type"] in ARTICLE and row["title"]
            beginning = " ".join((row["body"] or "").split())[:BEGINNING].casefold()
            if is_article and len(row["body"] or "") >= SHORTEST and beginning not in beginnings:
                beginnings.add(beginning)
                found.setdefault(row["url"] or f"{name}/{row['id']}", row)
    return list(found.values())[::every]


def _cleaned(job: tuple[Path, Gold, Gold]) -> list[tuple[str, str, Outcome]]:
    shared, gold, neighbour = job
    settings = CleaningSettings()
    return [
        (one.article, one.kind, clean_document(one.document, settings)) for one in versions_of(shared, gold, neighbour)
    ]


def cleaned(shared: Path, every: int, jobs: int) -> Iterator[tuple[str, str, Outcome]]:
    """What becomes of all versions of all articles, with the article's name and the version's kind."""
    rows = golds(shared, every)
    work = [(shared, row, rows[n - 1]) for n, row in enumerate(rows)]
    with ProcessPoolExecutor(jobs) as pool:
        yield from itertools.chain.from_iterable(pool.map(_cleaned, work, chunksize=8))


class Pairs(NamedTuple):
    """How many pairs there are of a kind, and how many of them are in one cluster."""

    found: int
    of: int


def found_pairs(clusters: Mapping[str, str], kinds: Mapping[str, tuple[str, str]]) -> dict[str, Pairs]:
    """For each kind of version: pairs of it with its article's page, by the records' clusters, articles and kinds."""
    pages = {article: record for record, (article, kind) in kinds.items() if kind == PAGE}
    tally: dict[str, list[bool]] = {}
    for record, (article, kind) in kinds.items():
        if kind != PAGE and article in pages:
            cluster = clusters.get(record)
            tally.setdefault(kind, []).append(cluster is not None and cluster == clusters.get(pages[article]))
    return {kind: Pairs(sum(found), len(found)) for kind, found in tally.items()}


def wrong_pairs(clusters: Mapping[str, str], kinds: Mapping[str, tuple[str, str]]) -> Pairs:
    """Pairs of records in one cluster that are of different articles, of all pairs in one cluster."""
    by_cluster: dict[str, Counter[str]] = {}
    for record, cluster in clusters.items():
        by_cluster.setdefault(cluster, Counter())[kinds[record][0]] += 1
    together = sum(math.comb(articles.total(), 2) for articles in by_cluster.values())
    right = sum(math.comb(count, 2) for articles in by_cluster.values() for count in articles.values())
    return Pairs(together - right, together)


def main() -> None:
    """The command line."""
    parser = parser_of("benchmarks.duplicates", __doc__)
    add_every(parser, "article")
    add_jobs(parser, "clean pages")
    arguments = parser.parse_args()
    kinds: dict[str, tuple[str, str]] = {}

    def noted() -> Iterator[Outcome]:
        for article, kind, outcome in cleaned(arguments.shared, arguments.every, arguments.jobs):
            if isinstance(outcome, Article):
                kinds[outcome.id] = article, kind
            yield outcome

    with tempfile.TemporaryDirectory() as folder, Store.opened(Path(folder)) as store:
        with store.shelf.batch("1") as desk:
            desk.write(map(sheet_of, noted()))
        started = time.process_time()
        store.commit(["1"])
        seconds = time.process_time() - started
        lines = (Path(folder) / duplicates_path(Format.JSONL)).read_text().splitlines()
    clusters = {row["id"]: row["cluster"] for row in map(json.loads, lines)}
    print("| pairs of a page and its … | found | of | recall |", "| --- | ---: | ---: | ---: |", sep="\n")
    found = found_pairs(clusters, kinds)
    for name, pairs in [*found.items(), ("all", Pairs(*map(sum, zip(*found.values(), strict=True))))]:
        print(f"| {name} | {pairs.found:,} | {pairs.of:,} | {pairs.found / pairs.of:.3f} |")
    wrong, together = wrong_pairs(clusters, kinds)
    print(f"\nOf {together:,} pairs in one cluster {wrong:,} are wrong: precision {1 - wrong / together:.4f}.")
    print(f"{1e6 * seconds / len(kinds):,.0f} µs a record to commit, {len(kinds):,} records.")


if __name__ == "__main__":
    main()
