"""Articles as CSV: what programs read back is what the article has, and nothing in it is a formula."""

import csv
import io

import pandas as pd
import pytest

from copydesk.storing.destinations import Output, writing_articles
from copydesk.storing.spreadsheets import COLUMNS
from tests.storing.outcomes import article, document


def csv_of(*articles: object) -> bytes:
    stream = io.BytesIO()
    with writing_articles(Output.CSV, stream) as write:
        for one in articles:
            write(one)  # type: ignore[arg-type]
    return stream.getvalue()


@pytest.mark.parametrize(
    "text", ["Rain", 'Rain, "sun"; fog', "Rain\n\nSun", "باران", "  Rain ", "10-12", "’Tis rain", "a=b", "Rain\ud800"]
)
def test_texts_come_back(text: str) -> None:
    expected = text.replace("\ud800", "\N{REPLACEMENT CHARACTER}")
    data = csv_of(article(document("a"), title=text, body=text, authors=(text, "Bo Li")))
    [row] = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert (row["title"], row["body"], row["authors"]) == (expected, expected, f"{expected}; Bo Li")
    frame = pd.read_csv(io.BytesIO(data))
    assert frame.loc[0, "body"] == expected


@pytest.mark.parametrize("text", ['=HYPERLINK("https://x.example")', "+1 to that", "-1", "@SUM(A1)", "\t=1+1"])
def test_nothing_is_a_formula(text: str) -> None:
    [row] = csv.DictReader(io.StringIO(csv_of(article(document("a"), title=text)).decode("utf-8-sig"), newline=""))
    assert row["title"] == f"'{text}"


def test_a_table_without_articles_has_its_heading() -> None:
    assert csv_of().decode("utf-8-sig").split(",")[:2] == list(COLUMNS[:2])
