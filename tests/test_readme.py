"""What the README shows is what the program prints."""

import json
import re
import subprocess
import sys
from typing import Any

from copydesk.model import Article, RawDocument
from copydesk.pipeline import clean_document, examine
from copydesk.record import to_json
from copydesk.reporting.explain import explain_document
from copydesk.reporting.table import articles_table
from copydesk.settings import CleaningSettings
from tests.accept import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def shown(mark: str) -> str:
    """The block below a mark."""
    found = re.search(rf"<!-- {re.escape(mark)} -->\n```\w*\n(.*?)\n```", README, re.DOTALL)
    assert found, f"the README has no block marked {mark}"
    return found[1]


def page(name: str) -> RawDocument:
    return RawDocument(f"seeds/{name}", (ROOT / "seeds" / name).read_bytes())


def test_the_explained_page() -> None:
    name = "001_d2b3663aaaf90168.txt"
    printed = explain_document(examine(page(name), CleaningSettings())).splitlines()
    missing = [line for line in shown(f"output: copydesk explain seeds/{name}").splitlines() if line not in printed]
    assert missing == []


def test_the_record() -> None:
    name = "004_38160227dbf60413.txt"
    article = clean_document(page(name), CleaningSettings())
    assert isinstance(article, Article)
    assert_within(json.loads(shown(f"record: seeds/{name}")), json.loads(to_json(article)))


def assert_within(part: Any, whole: Any) -> None:
    """Everything shown is in the record: texts may be cut with …, lists and evidence may be shorter."""
    if isinstance(part, dict):
        for key, value in part.items():
            assert_within(value, whole[key])
    elif isinstance(part, list) and part and isinstance(part[0], dict):
        assert all(one in whole for one in part)
    elif isinstance(part, list):
        assert len(part) == len(whole)
        for ours, theirs in zip(part, whole, strict=True):
            assert_within(ours, theirs)
    elif isinstance(part, str) and part.endswith(" …"):
        assert whole.startswith(part.removesuffix(" …"))
    else:
        assert part == whole


def test_the_table_of_a_run() -> None:
    articles = [clean_document(page(path.name), CleaningSettings()) for path in sorted((ROOT / "seeds").glob("*.txt"))]
    assert "\n".join(articles_table((a for a in articles if isinstance(a, Article)), 5)) in shown("output: make run")


def test_the_python_example_prints_what_it_says() -> None:
    found = re.search(r"```python\n(.*?)```\n\n    (.*?)\n", README, re.DOTALL)
    assert found
    run = subprocess.run([sys.executable, "-c", found[1]], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == found[2]
