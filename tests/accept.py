"""`make accept`: rewrite every expected file from what the code does now, and show the difference."""

import difflib
import sys
from pathlib import Path

from copydesk import CleaningSettings
from copydesk.model import RawDocument
from copydesk.pipeline import clean_document
from copydesk.record import json_schema_text, to_json
from tests.manual import command_line_page, settings_page
from tests.notebooks import NOTEBOOK, executed_notebook
from tests.wrong_uses import messages

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


def expected_records() -> str:
    """The seeds' records as the flow writes them, one line each, in the order of the files."""
    pages = sorted(SEEDS.glob("*.txt"))
    outcomes = (
        clean_document(RawDocument(f"seeds/{page.name}", page.read_bytes()), CleaningSettings()) for page in pages
    )
    return "".join(f"{to_json(outcome)}\n" for outcome in outcomes)


EXPECTED = {
    SEEDS / "expected.jsonl": expected_records,
    ROOT / "flows" / "copydesk" / "data" / "article.schema.json": json_schema_text,
    ROOT / "tests" / "wrong_uses.txt": messages,
    ROOT / "docs" / "reference" / "command-line.md": command_line_page,
    ROOT / "docs" / "reference" / "settings.md": settings_page,
}


def main() -> int:
    """Rewrite what has changed; the exit status is 0 either way, for a change may be meant."""
    for path, make in {**EXPECTED, NOTEBOOK: executed_notebook}.items():
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        after = make()
        if before == after:
            print(f"{path.relative_to(ROOT)}: unchanged")
            continue
        path.write_text(after, encoding="utf-8")
        diff = difflib.unified_diff(before.splitlines(), after.splitlines(), "before", "after", n=0, lineterm="")
        print(f"{path.relative_to(ROOT)}: changed", *(line[:400] for line in diff), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
