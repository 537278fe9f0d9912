"""What the strength of each field's evidence is worth: `python -m training.confidence SHARED` counts it and writes it.

The gold pages are cleaned with the models of their folds, which have not seen their sites, as `python -m training` left
them in its cache. What is printed was measured the same way: each site's values with curves fitted to other sites.
"""

import json
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from copydesk.fields.article import Fields, confident, extract_fields
from copydesk.labelling.network import ABOUT, Kind
from copydesk.model import LabelledPage, Rejection
from copydesk.outlets import registry
from copydesk.pipeline import label_document
from copydesk.settings import CleaningSettings
from training import bench
from training.curves import calibration_error, fitted
from training.learning import FOLDS, fold_of
from training.options import add_cache, add_jobs, parser_of
from training.places import DATA
from training.rendering import ARTICLE, RENDER, SCORED, Example, document_of, examples, rows_of

FILE = DATA / "confidence.toml"
HEAD = (
    "# What the strength of each field's evidence is worth. Written by `python -m training.confidence`: see "
    "training/README.md.\n"
)

SCORES = {"title": "title", "date": "date", "authors": "authors", "outlet": "outlet_name"}
"""The fields that gold knows, and the scorer's name for whether they are right; authors are right if all are."""


class Value(NamedTuple):
    """A field of a page of which gold knows what is right."""

    kind: str
    set: str
    site: str
    field: str
    strength: float | None
    """None where nothing was given."""
    confidence: float
    is_right: bool


def values_of(
    page: LabelledPage | Rejection, example: Example, gold: Mapping[str, Any], scorer: ModuleType
) -> list[Value]:
    """The fields of a page; none of them is given where the page was rejected."""
    kind = "html" if example.texts[0].is_html else "text"
    found = extract_fields(page, registry(None)) if isinstance(page, LabelledPage) else None
    given = found.given() if found is not None else {}
    sure = confident(found, page).given() if found is not None and isinstance(page, LabelledPage) else {}
    score = scorer.score_page({**gold, "body": None}, _record(found) if found is not None else {})
    return [
        Value(
            kind,
            example.set,
            example.site,
            field,
            given[field].confidence if field in given else None,
            sure[field].confidence if field in given else 0.0,
            score[name] == 1,
        )
        for field, name in SCORES.items()
        if name in score and (field != "authors" or gold["authors"])
    ]


def _record(found: Fields) -> dict[str, Any]:
    return {
        "title": found.title.value if found.title else None,
        "date": found.date.value if found.date else None,
        "authors": list(found.authors.value) if found.authors else [],
        "outlet": found.outlet.value.name if found.outlet else None,
    }


def held_out(shared: Path, cache: Path, kind: Kind, jobs: int) -> Iterator[Value]:
    """The fields of all pages of a KIND that gold knows something of, labelled with the models of their folds."""
    pages = examples(shared, cache / kind / "pages", jobs, RENDER[kind])
    gold = {(row["set"], row["id"]): row for row in rows_of(shared / "corpora")}
    known = [(page, gold[page.set, page.id]) for page in pages if page.gold["page_type"] in ARTICLE]
    with ProcessPoolExecutor(jobs) as pool:
        for values in pool.map(_page_values, known, repeat(shared), repeat(cache / "folds"), chunksize=16):
            yield from values


def _page_values(known: tuple[Example, Mapping[str, Any]], shared: Path, folds: Path) -> list[Value]:
    example, gold = known
    settings = CleaningSettings(model=folds / str(fold_of(example.site)), min_article_chance=0)
    scorer = bench.load(shared, "score")
    labelled = (label_document(document_of(example, text), settings) for text in example.texts[:SCORED])
    return [value for page in labelled for value in values_of(page, example, gold, scorer)]


def crossed(values: Sequence[Value]) -> list[tuple[float, bool]]:
    """The confidence of each of VALUES, all of one field, with the curve of the other folds' sites."""
    given = [(fold_of(one.site), one.strength, one.is_right) for one in values if one.strength is not None]
    curves = {
        fold: fitted([(strength, right) for other, strength, right in given if other != fold]) for fold in range(FOLDS)
    }
    return [(curves[fold].at(strength), right) for fold, strength, right in given]


def by_field(values: Iterable[Value]) -> dict[tuple[str, str], list[Value]]:
    """VALUES by kind and field."""
    found: defaultdict[tuple[str, str], list[Value]] = defaultdict(list)
    for one in values:
        found[one.kind, one.field].append(one)
    return dict(sorted(found.items()))


def curves_text(values: Iterable[Value], others: Mapping[str, Mapping[str, object]]) -> str:
    """The file with a curve for each kind and field of VALUES, and those of OTHERS that VALUES say nothing of."""
    curves = dict(others)
    for (kind, field), some in by_field(values).items():
        curve = fitted([(one.strength, one.is_right) for one in some if one.strength is not None])
        curves[f"{kind}-{field}"] = {"strength": curve.strength, "right": curve.right}
    tables = (
        f"\n[{name}]\n" + "".join(f"{key} = {json.dumps(row)}\n" for key, row in curve.items())
        for name, curve in sorted(curves.items())
    )
    return HEAD + "".join(tables)


def main() -> None:
    """The command line."""
    parser = parser_of("training.confidence", __doc__)
    add_cache(parser)
    add_jobs(parser, "clean pages")
    parser.add_argument("--only", type=Kind, nargs="+", default=list(Kind), help="text or html; both, if not given")
    arguments = parser.parse_args()
    kinds: list[Kind] = arguments.only
    missing = [kind for kind in kinds if not (arguments.cache / "folds" / "0" / kind / ABOUT).exists()]
    if missing:
        parser.error(
            f"there are no models of folds for {', '.join(missing)} in {arguments.cache}; `make train` makes them"
        )
    values = [one for kind in kinds for one in held_out(arguments.shared, arguments.cache, kind, arguments.jobs)]
    for (kind, field), some in by_field(values).items():
        pairs = crossed(some)
        print(f"{kind} {field}: {len(pairs)} of {len(some)} given, calibration error {calibration_error(pairs):.3f}")
    FILE.write_text(curves_text(values, tomllib.loads(FILE.read_text(encoding="utf-8"))), encoding="utf-8")


if __name__ == "__main__":
    main()
