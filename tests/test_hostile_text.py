"""Inputs that hang or crash others: each becomes one outcome, and the good one beside them comes out."""

import gzip
from pathlib import Path

import pytest

from copydesk import Article, CleaningSettings, RawDocument, Rejection, clean_many
from copydesk.pipeline import clean_document

GOOD = "Rain stops play\n\nIt rained all day on Sunday in the old town by the river.\n"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\r\n ", "empty"),
        (b"\0" * 5000, "binary"),
        (bytes(range(256)) * 50, "binary"),
        (b"\xff\xd8\xff\xe0 JFIF", "binary"),
        (b"a " * 11_000_000, "too_large"),
        ("\u200b\n\u200b".encode(), "not_an_article"),
        (b"Home\nNews\nSport\nLog in\n", "not_an_article"),
    ],
    ids=["empty", "blank", "nuls", "binary", "jpeg", "22 MB of one line", "invisible", "a menu"],
)
def test_bad_content_is_a_rejection_with_its_reason(content: bytes, reason: str) -> None:
    outcome = clean_document(RawDocument("page.txt", content), CleaningSettings())
    assert isinstance(outcome, Rejection)
    assert outcome.reason == reason
    assert len(outcome.detail) > 10


@pytest.mark.parametrize(
    "text",
    [
        "x" * 2_000_000,
        "word " * 400_000,
        "中" * 600_000,
        "1 2 3\n" * 20_000,
        "(" * 100_000,
        "a@" * 200_000,
        "\u202e" * 9999 + GOOD,
        "a" * 3000 + "!\n\n" + GOOD,
        "a-" * 1500 + "!\n\n" + GOOD,
        "\n" * 3000 + GOOD,
        GOOD + f"\n\n© 2024 x{' ' * 3000}y",
        "a|" * 1500 + "\n\n" + GOOD,
    ],
    ids=[
        "one long word",
        "one long line",
        "one long line of Han",
        "numbers",
        "parentheses",
        "half addresses",
        "overrides",
        "sizes of fonts that are none",
        "the same with signs",
        "empty lines",
        "a long gap",
        "bars",
    ],
)
def test_odd_text_ends_in_one_outcome_that_is_no_fault_of_ours(text: str) -> None:
    outcome = clean_document(RawDocument("page.txt", text.encode()), CleaningSettings())
    assert isinstance(outcome, Article) or outcome.reason != "internal_error"


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.txt.gz"
    bomb.write_bytes(gzip.compress(bytes(60_000_000)))
    outcomes = list(clean_many([bomb, GOOD]))
    assert isinstance(outcomes[0], Rejection)
    assert outcomes[0].reason == "too_large"
    assert isinstance(outcomes[1], Article)
