"""The seeds with their lines in other orders, without blank lines, and in other encodings: the same records."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from copydesk import CleaningSettings
from copydesk.model import Article, RawDocument
from copydesk.pipeline import clean_document
from tests.accept import SEEDS

GOLD: list[dict[str, Any]] = [json.loads(line) for line in (SEEDS / "gold.jsonl").read_text("utf-8").splitlines()]
VOA, DW, JPOST, BLOG, AFGAZAD = GOLD
FIELDS = ("title", "subtitle", "date", "outlet", "republisher", "authors", "agencies", "dateline", "language", "url")

Lines = list[str]


def close(lines: Lines) -> Lines:
    """Without blank lines, as Common Crawl's WET files are."""
    return [line for line in lines if line.strip()]


ORDERS: list[tuple[str, dict[str, Any], Callable[[Lines], Lines]]] = [
    ("font sizes above the menu", VOA, lambda x: [*x[-4:], "", *x[:-5]]),
    ("font sizes below the title", VOA, lambda x: [*x[:7], "", *x[-4:], "", *x[7:-5]]),
    ("menu below the article", VOA, lambda x: [*x[5:-5], "", *x[:5], *x[-4:]]),
    ("no blank lines", VOA, close),
    ("date above the title", DW, lambda x: [*x[:4], *x[6:8], *x[4:6], *x[8:]]),
    ("caption below the title", DW, lambda x: [*x[:6], *x[10:13], *x[6:10], *x[13:]]),
    ("menu below the article", DW, lambda x: [*x[4:], "", *x[:3]]),
    ("no blank lines", DW, close),
    ("date above the title", JPOST, lambda x: [*x[4:6], "", *x[:4], *x[6:]]),
    ("related content in the middle", JPOST, lambda x: [*x[:20], *x[30:], "", *x[20:29]]),
    ("no blank lines", JPOST, close),
    ("comment form above the article", BLOG, lambda x: [*x[40:], "", *x[:40]]),
    ("byline below the article", BLOG, lambda x: [*x[:4], *x[6:40], x[5], "", *x[40:]]),
    ("no blank lines", BLOG, close),
    ("site header below the article", AFGAZAD, lambda x: [*x[10:], "", *x[:10]]),
    ("date above the title", AFGAZAD, lambda x: [*x[:12], *x[14:16], *x[12:14], *x[16:]]),
    ("no blank lines", AFGAZAD, close),
]


def cleaned(text: str, encoding: str = "utf-8") -> Article:
    article = clean_document(RawDocument("page.txt", text.encode(encoding)), CleaningSettings())
    assert isinstance(article, Article)
    return article


def lines_of(gold: dict[str, Any]) -> Lines:
    return (SEEDS / gold["source"]).read_text("utf-8").split("\n")


def assert_fields_and_body(article: Article, gold: dict[str, Any]) -> None:
    ours = {name: getattr(article, name) for name in FIELDS}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in ours.items()} == {
        name: gold[name] for name in FIELDS
    }
    assert sorted(article.languages) == sorted(gold["languages"])
    assert article.body == gold["body"]


@pytest.mark.parametrize(
    ("gold", "order"),
    [(gold, order) for _, gold, order in ORDERS],
    ids=[f"{g['outlet']}: {name}" for name, g, _ in ORDERS],
)
def test_another_order_of_lines(gold: dict[str, Any], order: Callable[[Lines], Lines]) -> None:
    article = cleaned("\n".join(order(lines_of(gold))))
    assert_fields_and_body(article, gold)
    roles = {one.text: one.role.value for one in article.removed}
    assert {one["text"]: roles.get(one["text"]) for one in gold["removed"]} == {
        one["text"]: one["role"] for one in gold["removed"]
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("gold", GOLD, ids=lambda gold: gold["outlet"])
def test_another_encoding(gold: dict[str, Any], encoding: str) -> None:
    assert_fields_and_body(cleaned("\n".join(lines_of(gold)), encoding), gold)


def test_windows_1256_around_an_english_article() -> None:
    text = "\n".join(lines_of(AFGAZAD)).replace("ی", "ي")  # the encoding has only the Arabic letter
    article = cleaned(text, "windows-1256")
    assert article.source.encoding == "windows-1256"
    assert_fields_and_body(article, AFGAZAD)


def test_carriage_returns() -> None:
    assert_fields_and_body(cleaned("\r\n".join(lines_of(BLOG))), BLOG)


def test_mojibake_in_the_body_is_repaired_and_recorded() -> None:
    broken = [line.encode().decode("sloppy-windows-1252") if "Wang" in line else line for line in lines_of(BLOG)]
    article = cleaned("\n".join(broken))
    assert_fields_and_body(article, BLOG)
    assert {repair.kind for repair in article.repairs} == {"mojibake"}
