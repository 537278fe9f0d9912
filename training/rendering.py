"""The dev corpora as lost-markup text with a role for every line: what the model learns from.

Text and line labels come from the bench's renderer. Gold says which lines are body, title, date and byline; for all
other lines the page's HTML tells the role before the markup is taken away: copydesk labels the HTML, where class names,
landmarks and figure captions still stand, and each line of the text takes the role of the block that it came from.
Pages without a gold body lend the body that copydesk finds in their HTML: silver labels. Text without markup has them
from the model for HTML, which is made first; that model has them from the rules alone.
"""

import gzip
import json
import pickle
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeAlias

from copydesk.decoding import decode
from copydesk.labelling.labeller import label_by_rules
from copydesk.labelling.network import Kind
from copydesk.languages import detect_languages
from copydesk.model import HTML, PLAIN_TEXT, Article, Block, LabelledPage, Outcome, RawDocument, Rejection, Role
from copydesk.outlets import registry
from copydesk.pipeline import clean_document, outcome_of
from copydesk.settings import CleaningSettings
from copydesk.splitting import split
from training import bench
from training.unsettled import UNSETTLED, doubt, unsettled

SETS = ("fundus", "news424", "readability", "wcxb", "snippets", "dates")
"""The corpora, in the order in which a page that stands in several is taken from the first."""

ARTICLE = (None, "article")
"""What the corpora call articles: sets of nothing else have no type."""

SCORED = 2
"""Texts of each page that are scored: as many, and the same, as the bench renders."""

RENDERINGS = {"article": 5}
RENDERINGS_OF_OTHERS = 2
"""Texts a page: each renderer once for articles, two renderers for listings, forums, shops."""

AS_SHIPPED = CleaningSettings()

MIN_COVER = 0.85
"""Share of the gold body that must stand in a text."""

MIN_SILVER = 400
"""Characters of a body found in HTML that make it a silver label."""

GRAM = 4
"""Tokens in a row by which a line is found again among the blocks of the HTML."""

WITH_MARKUP = "html"
"""The renderer's name where nothing was rendered."""

FROM_GOLD = {
    "body": Role.BODY,
    "title": Role.TITLE,
    "date": Role.DATE,
    "byline": Role.BYLINE,
    "byline+date": Role.BYLINE,
    "summary": Role.SUBTITLE,
}
IN_BODY = frozenset({Role.BODY, Role.HEADING, Role.TITLE, Role.SUBTITLE, Role.DATELINE})


@dataclass(frozen=True, slots=True)
class Text:
    """A page without its markup, and the role of each of its lines: "" for blank ones, or `UNSETTLED`."""

    id: str
    renderer: str
    text: str
    roles: tuple[str, ...]
    doubt: float = 0.0
    """Unsettled characters for each one of the body; see `training.unsettled`."""

    @property
    def is_html(self) -> bool:
        """Whether the markup is still there; then each block has a role, not each line."""
        return self.renderer == WITH_MARKUP


@dataclass(frozen=True, slots=True)
class Example:
    """A page of the corpora: its texts, its gold, and the site by which the folds are made."""

    set: str
    id: str
    site: str
    is_gold: bool
    """False where the body is silver."""
    gold: Mapping[str, Any]
    texts: tuple[Text, ...]


Render: TypeAlias = Callable[[Path, Mapping[str, Any]], Example | None]
"""What makes the texts of a page of the corpora."""


def document_of(example: Example, text: Text) -> RawDocument:
    """A text as copydesk gets it."""
    name, media_type = (f"{text.id}.html", HTML) if text.is_html else (f"{text.id}.txt", PLAIN_TEXT)
    return RawDocument(name, text.text.encode("utf-8", "replace"), media_type, url=example.gold["url"])


def examples(shared: Path, cache: Path, jobs: int, render: Render) -> list[Example]:
    """All pages of the corpora, as RENDER makes them; kept in CACHE, where a second call finds them."""
    cache.mkdir(parents=True, exist_ok=True)
    wanted = [(render, shared, row, cache / f"{row['set']}.{row['id']}.pickle") for row in rows_of(shared / "corpora")]
    missing = [job for job in wanted if not job[3].exists()]
    with ProcessPoolExecutor(jobs) as pool:
        for done, _ in enumerate(pool.map(_render_to, missing, chunksize=4), 1):
            if done % 100 == 0:
                print(f"rendered {done} of {len(missing)} pages", flush=True)
    found = (pickle.loads(path.read_bytes()) for *_, path in wanted)  # noqa: S301 - files of our own making
    return [example for example in found if example is not None]


def rows_of(corpora: Path) -> list[dict[str, Any]]:
    """The rows of all sets; a page that stands in several is taken from the first."""
    rows = [json.loads(line) for name in SETS for line in (corpora / name / "gold.jsonl").open(encoding="utf-8")]
    by_url: dict[str, dict[str, Any]] = {}
    for row in rows:
        by_url.setdefault(row["url"] or f"{row['set']}/{row['id']}", row)
    return list(by_url.values())


def _render_to(job: tuple[Render, Path, dict[str, Any], Path]) -> None:
    render, shared, row, path = job
    temporary = path.with_suffix(".part")
    temporary.write_bytes(pickle.dumps(render(shared, row)))
    temporary.replace(path)


def render_without_markup(shared: Path, row: Mapping[str, Any]) -> Example | None:
    """The texts of one page; None where it has no body, neither gold nor silver, or none of its texts shows it."""
    flatten = bench.load(shared, "flatten")
    document = found_page(shared, row)
    page = _ruled(document)
    gold = dict(row) if row["body"] else _silver(row, clean_document(document, AS_SHIPPED))
    if gold is None or isinstance(page, Rejection):
        return None
    html = flatten.decode(document.content)
    known = _roles_by_gram(page.page.blocks, _ruled_roles(page, row, _gold_labels(page, gold, flatten)[0]), flatten)
    texts = []
    for kind in flatten.choose(row["id"], RENDERINGS.get(row["page_type"], RENDERINGS_OF_OTHERS)):
        name = f"{row['id']}.{kind}"
        try:
            text = flatten.render(html, kind, row["title"], name)
            lines, cover = flatten.label_lines(text, gold)
        except (ValueError, RecursionError, AssertionError) as error:
            print(f"{row['set']}/{name}: {error}")
            continue
        if cover >= MIN_COVER:
            roles = tuple(
                _role(label, _best(line, known, flatten)) if line.strip() else ""
                for line, label in zip(text.split("\n"), lines, strict=True)
            )
            texts.append(Text(name, kind, text, roles, doubt(text.split("\n"), roles)))
    return _example(row, gold, texts)


def render_with_markup(shared: Path, row: Mapping[str, Any]) -> Example | None:
    """The page as it is, with a role for each of its blocks; None as above."""
    flatten = bench.load(shared, "flatten")
    page = _ruled(found_page(shared, row))
    if isinstance(page, Rejection):
        return None
    gold = dict(row) if row["body"] else _silver(row, outcome_of(page, AS_SHIPPED))
    if gold is None:
        return None
    labels, cover = _gold_labels(page, gold, flatten)
    if cover < MIN_COVER:
        return None
    roles = tuple(_role(label, ruled.role) for label, ruled in zip(labels, page.labels, strict=True))  # none unsettled
    doubted = doubt((block.text for block in page.page.blocks), map(_role, labels, _ruled_roles(page, row, labels)))
    return _example(row, gold, [Text(row["id"], WITH_MARKUP, page.page.document.text, roles, doubted)])


RENDER: Mapping[Kind, Render] = {Kind.TEXT: render_without_markup, Kind.HTML: render_with_markup}


def found_page(shared: Path, row: Mapping[str, Any]) -> RawDocument:
    """A page of the corpora, as it was found."""
    content = gzip.decompress((shared / "corpora" / row["set"] / "pages" / f"{row['id']}.html.gz").read_bytes())
    return RawDocument(f"{row['id']}.html", content, HTML, url=row["url"])


def _ruled(document: RawDocument) -> LabelledPage | Rejection:
    decoded = decode(document)
    if isinstance(decoded, Rejection):
        return decoded
    page = split(decoded)
    return label_by_rules(page, detect_languages(page), registry(None))


def _example(row: Mapping[str, Any], gold: Mapping[str, Any], texts: Sequence[Text]) -> Example | None:
    return Example(row["set"], row["id"], site_of(row), bool(row["body"]), gold, tuple(texts)) if texts else None


def _silver(row: Mapping[str, Any], article: Outcome) -> dict[str, Any] | None:
    """ROW with what an article says of its page; None where that is too little to learn from."""
    if not isinstance(article, Article) or len(article.body) < MIN_SILVER:
        return None
    title = row["title"] or article.title
    return {**row, "body": article.body, "title": title, "summary": article.subtitle}


def site_of(row: Mapping[str, Any]) -> str:
    """The site of a page of the corpora: its domain, as the registry of outlets has it or as its address shows it."""
    found = registry(None).by_domain(row["url"]) if row["url"] else None
    host = (row["url"] or "").partition("//")[2].partition("/")[0].removeprefix("www.")
    return row.get("domain") or (found.domains[0] if found and found.domains else host) or f"{row['set']}/{row['id']}"


def _gold_labels(page: LabelledPage, gold: Mapping[str, Any], flatten: ModuleType) -> tuple[list[str], float]:
    """What the bench makes of GOLD for each block of the HTML, and the share of gold's body that is found there."""
    if not page.page.blocks:
        return [], 0.0
    labels, cover = flatten.label_lines("\n".join(" ".join(block.text.split()) for block in page.page.blocks), gold)
    return labels, cover


def _ruled_roles(page: LabelledPage, row: Mapping[str, Any], labels: Sequence[str]) -> list[str]:
    """The roles that the blocks of the HTML have by their markup; of articles with a gold body some are unsettled."""
    doubtful = unsettled(page.page.blocks, labels) if row["body"] and row["page_type"] in ARTICLE else frozenset()
    return [UNSETTLED if n in doubtful else label.role for n, label in enumerate(page.labels)]


def _roles_by_gram(
    blocks: Sequence[Block], roles: Sequence[str], flatten: ModuleType
) -> dict[tuple[str, ...], Counter[str]]:
    """Roles of the HTML's blocks by each run of tokens in them, and by the whole of short ones."""
    known: dict[tuple[str, ...], Counter[str]] = {}
    for block, role in zip(blocks, roles, strict=True):
        for gram in _grams(flatten.tokens(block.text)):
            known.setdefault(gram, Counter())[role] += 1
    return known


def _grams(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    if len(tokens) < GRAM:
        yield tuple(tokens)
    for start in range(len(tokens) - GRAM + 1):
        yield tuple(tokens[start : start + GRAM])


def _best(line: str, known: Mapping[tuple[str, ...], Counter[str]], flatten: ModuleType) -> str:
    """The role that the HTML's blocks with the words of a line have."""
    votes: Counter[str] = Counter()
    for gram in _grams(flatten.tokens(line)):
        votes.update(known.get(gram, ()))
    return max(votes, key=lambda role: (votes[role], role), default=Role.OTHER)


def _role(label: str, ruled: str) -> str:
    """Gold's role, and what the HTML says where gold says only that it is something else."""
    gold = FROM_GOLD.get(label)
    if gold is Role.BODY:
        return Role.HEADING if ruled == Role.HEADING else Role.BODY
    return gold or (Role.OTHER if ruled in IN_BODY else ruled)
