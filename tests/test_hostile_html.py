"""HTML that hangs or crashes others, through the whole pipeline: one outcome, in bounded time and memory.

The pages are of a size that CI bears; their kinds grow with the square of their length where nothing bounds them.
"""

import itertools
import time
import tracemalloc

import pytest

from copydesk import Article, CleaningSettings, RawDocument, Rejection
from copydesk.model import HTML, Engine
from copydesk.pipeline import clean_document

MEGABYTE = 1_000_000
SECONDS = 30
"""A page of this size may take so long on a slow and busy machine; without bounds it takes minutes."""
MEMORY = 400 * MEGABYTE

STORY = (
    "<h1>Rain stops play</h1>" + "<p>It rained all day on Sunday in the old town by the river, said the mayor.</p>" * 8
)

NAMES = ["".join(letters).title() for letters in itertools.product("aeimnrst", repeat=4)] * 2

PAGES = {
    "nested divs": "<div>" * 30_000 + STORY,
    "nested tables": "<table><tr><td>" * 5_000 + STORY,
    "unclosed everything": "<div><p><b><a href=x><li><td><form><span>word " * 4_000 + STORY,
    "cells": "<table>" + ("<tr>" + "<td>1</td>" * 50) * 400 + "</table>" + STORY,
    "attributes": "<div " + " ".join(f"a{n}=x" for n in range(50_000)) + ">" + STORY,
    "tags in an attribute": f"<div title='{'<p>x</p>' * 40_000}'>" + STORY,
    "tags in many attributes": f"<div title='{'<' * 30}'>x</div>" * 6_000 + STORY,
    "half-open quotes": "<a href='" * 40_000 + "'>" + STORY,
    "comments that end nowhere": STORY + "<!-- " * 60_000,
    "hidden paragraphs": "<div hidden><p>x</p>" * 3_000 + "</div>" * 3_000 + STORY,
    "noscripts": "<noscript><p>" + "word " * 200 + "</p></noscript>" * 800 + STORY,
    "entities": "&lt;&amp;&#x1F600;" * 40_000 + STORY,
    "JSON-LD of brackets": f"<script type='application/ld+json'>{'[' * 60_000}</script>" + STORY,
    "microdata": "<i itemprop=author>Ann Lee</i>" * 15_000 + STORY,
    "short lines": "".join(f"<p>Rain in town {n} today</p>" for n in range(3_000)) + STORY,
    "claims of copyright": "".join(f"<h2>© {name} Press. All rights reserved.</h2>" for name in NAMES) + STORY,
    "times": "<time datetime=2024-05-01>May</time>" * 15_000 + STORY,
}


@pytest.mark.parametrize("engine", Engine)
@pytest.mark.parametrize("kind", PAGES)
def test_a_hostile_page_is_one_outcome_in_bounded_time(kind: str, engine: Engine) -> None:
    start = time.process_time()
    outcome = clean_document(RawDocument("page.html", PAGES[kind].encode(), HTML), CleaningSettings(engine=engine))
    assert time.process_time() - start < SECONDS
    assert isinstance(outcome, Article) or outcome.reason != "internal_error"


def test_memory_is_bounded() -> None:
    content = ("<table>" + ("<tr>" + "<td>1</td>" * 50) * 400 + "</table>" + STORY).encode()
    tracemalloc.start()
    clean_document(RawDocument("page.html", content, HTML), CleaningSettings(engine=Engine.FAST))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY


def test_fifty_megabytes_are_too_large() -> None:
    outcome = clean_document(RawDocument("page.html", b"<p>word " * 6_250_000, HTML), CleaningSettings())
    assert isinstance(outcome, Rejection)
    assert outcome.reason == "too_large"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-8", "windows-1251"), ("windows-1251", "utf-8"), ("utf-16", "utf-8"), ("no-such-thing", "utf-8")],
)
def test_a_lying_encoding_does_no_harm(declared: str, encoding: str) -> None:
    body = "В воскресенье в старом городе у реки весь день шел дождь, сказал мэр журналистам."
    page = f"<html><head><meta charset={declared}></head><body><h1>Дождь</h1>{f'<p>{body}</p>' * 6}</body></html>"
    outcome = clean_document(RawDocument("page.html", page.encode(encoding), HTML), CleaningSettings())
    assert isinstance(outcome, Article)
    assert body in outcome.body
