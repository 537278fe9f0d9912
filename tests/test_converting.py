"""Records in the hands of Arrow, pandas, `datasets` and spaCy: nothing is lost on the way, and a lack is named."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

import copydesk
from copydesk.extras import MissingExtraError
from copydesk.model import Article, Rejection
from copydesk.record import from_json, to_json
from copydesk.storing.tables import arrow_schema, from_row
from tests.accept import SEEDS
from tests.storing.outcomes import article, document, rejection, run
from tests.test_record import ARTICLES

SEED_ARTICLES = [from_json(line) for line in (SEEDS / "expected.jsonl").read_text("utf-8").splitlines()]
MIXED = [article(document("a")), rejection(document("b")), article(document("c"), cluster="x", duplicate_of="y")]


@given(st.lists(ARTICLES, max_size=3))
def test_a_table_of_arrow_holds_whole_records(records: list[Article]) -> None:
    rows = copydesk.to_arrow(records).to_pylist()
    assert [to_json(from_row("articles", row)) for row in rows] == [to_json(record) for record in records]


@given(st.lists(ARTICLES, max_size=3))
def test_a_frame_of_pandas_holds_whole_records(records: list[Article]) -> None:
    frame = copydesk.to_pandas(records)
    for record, (_, row) in zip(records, frame.iterrows(), strict=True):
        for name, value in json.loads(to_json(record)).items():
            held = row[name]
            assert held == value if value is not None else held is frame.dtypes[name].na_value, name


TEXTS = st.text(min_size=1, max_size=60).map(str.strip).filter(bool)


@given(st.none() | TEXTS, TEXTS)
def test_a_docs_spans_are_the_title_and_the_body(title: str | None, body: str) -> None:
    record = article(document("a"), title=title, body=body)
    [doc] = copydesk.to_spacy([record], nlp=spacy.blank("xx"))
    assert [span.text for span in doc.spans["title"]] == ([] if title is None else [title])
    assert [span.text for span in doc.spans["body"]] == [body]


BLANKS = st.text(st.sampled_from(" \n\t\r\N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\x1c\N{ZERO WIDTH SPACE}"), max_size=4)
UNTRIMMED = st.tuples(BLANKS, st.sampled_from(["", "Rain", "It rained.", "雨", "باران"]), BLANKS).map("".join)


@given(st.none() | UNTRIMMED, UNTRIMMED)
@example(" ", "")
@example("Rain \n", "\n\nIt rained. ")
@example(None, " \n")
def test_blanks_at_the_ends_belong_to_no_span(title: str | None, body: str) -> None:
    record = article(document("a"), title=title, body=body)
    [doc] = copydesk.to_spacy([record], nlp=spacy.blank("xx"))
    assert doc.text == "\n\n".join(filter(None, [title, body]))
    for name, text in (("title", title or ""), ("body", body)):
        assert [span.text for span in doc.spans[name]] == ([text.strip()] if text.strip() else [])


def test_a_table_holds_one_kind_of_record() -> None:
    assert copydesk.to_arrow(MIXED)["title"].to_pylist() == ["a", "c"]
    assert copydesk.to_arrow(MIXED, kind=Rejection)["uri"].to_pylist() == ["b.txt"]
    assert copydesk.to_pandas(MIXED, kind=Rejection)["reason"].tolist() == ["not_an_article"]
    assert copydesk.to_dataset(MIXED, kind=Rejection)["stage"][:] == ["extract"]
    assert [doc.text for doc in copydesk.to_spacy(MIXED)] == ["a\n\nText.", "c\n\nText."]


def test_a_stores_folder_stands_for_its_records(tmp_path: Path) -> None:
    run(tmp_path, [*SEED_ARTICLES, rejection(document("b"))])
    assert copydesk.to_arrow(tmp_path).equals(copydesk.to_arrow(SEED_ARTICLES))
    assert copydesk.to_dataset(tmp_path).column_names == arrow_schema("articles").names
    assert copydesk.to_pandas(tmp_path, kind=Rejection)["uri"].tolist() == ["b.txt"]


def test_no_records_are_a_table_with_the_same_columns() -> None:
    assert copydesk.to_arrow([]).schema == copydesk.to_arrow(SEED_ARTICLES).schema
    assert copydesk.to_pandas([]).dtypes.equals(copydesk.to_pandas(SEED_ARTICLES).dtypes)
    assert copydesk.to_dataset([]).features == copydesk.to_dataset(SEED_ARTICLES).features


def test_what_is_no_record_is_told_at_once() -> None:
    for records in ("cleaned", [{"title": "A"}], [None]):
        with pytest.raises(TypeError, match="is neither Article nor Rejection; the folder of a store is a Path"):
            copydesk.to_arrow(records)  # type: ignore[arg-type]


def test_docs_are_of_the_articles_language_and_know_their_record() -> None:
    records = [article(document(name), language=name) for name in ("fa", "uz", "und")]
    assert [doc.lang_ for doc in copydesk.to_spacy(records)] == ["fa", "xx", "xx"]
    [doc] = copydesk.to_spacy([article(document("a"), date="2017-11", authors=("A B",))])
    assert (doc.user_data["date"], doc.user_data["authors"]) == ("2017-11", ("A B",))
    again = spacy.tokens.Doc(doc.vocab).from_bytes(doc.to_bytes())
    assert [span.text for name in ("title", "body") for span in again.spans[name]] == ["a", "Text."]


def test_a_language_that_spacy_wants_more_for_names_the_cure() -> None:
    thai = [article(document("a"), language="th")]
    with pytest.raises(MissingExtraError, match=r"'th' \(The Thai tokenizer requires the PyThaiNLP library.*nlp=spacy"):
        list(copydesk.to_spacy(thai))
    assert [doc.text for doc in copydesk.to_spacy(thai, nlp=spacy.blank("xx"))] == ["a\n\nText."]


@pytest.mark.parametrize(
    ("function", "package"), [("to_pandas", "pandas"), ("to_dataset", "datasets"), ("to_spacy", "spacy")]
)
def test_a_missing_extra_is_named(function: str, package: str) -> None:
    code = f"import sys, copydesk; sys.modules[{package!r}] = None; copydesk.{function}([])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert f"{package} is not installed; get it with: pip install 'copydesk[{package}]'" in run.stderr.splitlines()[-1]


def test_none_of_these_packages_is_imported_before_it_is_asked_for() -> None:
    code = (
        "import sys, copydesk; copydesk.to_spacy; print({'pandas', 'datasets', 'spacy', 'pyarrow'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert run.stdout == "set()\n"
