"""The five laws of the design, as properties: over generated pages, and over the dev corpora where they are at hand."""

import html
import os
import string
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk import CleaningSettings
from copydesk.decoding import decode, lines_of
from copydesk.decoding.repairing import replay
from copydesk.lexicons import lexicons
from copydesk.model import KEPT_IN_BODY, Article, DecodedDocument, LabelledPage, Outcome, RawDocument, Rejection
from copydesk.pipeline import clean_document, label_document
from tests.corpora import absence, corpus_pages
from tests.corpora import read_page as read_corpus_page
from tests.pages_format import page_paths, read_page

CLEANING = CleaningSettings()

SENTENCES = st.sampled_from(
    [
        "The ministry said on Tuesday that the bridge over the river would stay closed until the end of March.",
        "“We were told nothing,” said Maria Keller, who runs a small bakery beside the station in the old town.",
        "وزارت خارجه روز سه‌شنبه اعلام کرد که گفت‌وگوها در تهران ادامه خواهد یافت و نتیجه آن هفته آینده اعلام می‌شود.",
        "قالت وزارة الخارجية يوم الثلاثاء إن المحادثات ستستمر في القاهرة حتى نهاية الأسبوع المقبل.",
        "Министерство сообщило во вторник, что переговоры продолжатся в Москве до конца следующей недели.",
        "Das Ministerium teilte am Dienstag mit, dass die Brücke über den Fluss bis Ende März gesperrt bleibt.",
        "外交部发言人星期二表示，双方同意继续就边境问题举行会谈，并尽快公布结果。",
        "外務省は火曜日、会談を来週まで続けることで合意したと発表した。",
        "Bakanlık salı günü yaptığı açıklamada köprünün mart ayı sonuna kadar kapalı kalacağını bildirdi.",
        "Le ministère a annoncé mardi que le pont resterait fermé jusqu’à la fin du mois de mars.",
    ]
)
FURNITURE = st.sampled_from(
    [
        *sorted(entry for lexicon in lexicons().values() for _, entry in lexicon.entries if "{" not in entry),
        *("XS", "SM", "MD", "LG", "AA-AA", "8/17/2016", "November 23, 2017", "۲۷ مرداد ۱۳۹۵", "www.example.com"),
        *("ss/kms (AP, AFP)", "Image: Reuters", "BEIJING - China said on Tuesday that it would not.", "By Jane Roe"),
    ]
)
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=60)
LATIN = st.text(string.ascii_letters + " .,", max_size=40)
LINES = st.one_of(SENTENCES, FURNITURE, ANYTHING, st.just(""), LATIN)
TAGS = st.sampled_from(["p", "h2", "li", "div"])
PAGES = st.lists(LINES, max_size=30).map("\n".join)


def cleaned(content: bytes, media_type: str = "text/plain") -> Outcome:
    return clean_document(RawDocument("page.txt", content, media_type), CLEANING)


def labelled(content: bytes) -> LabelledPage | Rejection:
    return label_document(RawDocument("page.txt", content), CLEANING)


def words(text: str) -> list[str]:
    return text.split()


# ------------------------------------------------------------------------------------------- 1. nothing vanishes


@given(PAGES)
def test_every_line_that_is_not_blank_is_in_exactly_one_block(text: str) -> None:
    page = labelled(text.encode())
    if isinstance(page, LabelledPage):
        lines = lines_of(page.page.document.text)
        covered = [number for block in page.page.blocks for number in block.lines if lines[number - 1].strip()]
        assert covered == [number for number, line in enumerate(lines, 1) if line.strip()]
        assert words(" ".join(block.text for block in page.page.blocks)) == words(page.page.document.text)


@given(PAGES)
def test_every_block_is_in_the_body_in_a_field_or_removed(text: str) -> None:
    page, outcome = labelled(text.encode()), cleaned(text.encode())
    if isinstance(outcome, Article):
        assert isinstance(page, LabelledPage)
        assert_accounted(page, outcome)


@given(st.binary(max_size=300))
@example(b"\0" * 50)
@example(b"\xff\xfe")
@example(b"\x1b$B")
def test_any_bytes_become_one_article_or_one_rejection_with_a_reason(content: bytes) -> None:
    for media_type in ("text/plain", "text/html"):
        outcome = cleaned(content, media_type)
        assert isinstance(outcome, Article) or outcome.detail
        assert not (isinstance(outcome, Rejection) and outcome.reason == "internal_error"), outcome


def assert_accounted(page: LabelledPage, article: Article) -> None:
    """Each block once: its words in the body, or its text in a field, or itself among the removed."""
    removed = {one.block: one for one in article.removed}
    in_fields = {article.evidence[name].where for name in ("title", "subtitle") if name in article.evidence}
    body = [
        word
        for block, label in zip(page.page.blocks, page.labels, strict=True)
        if label.role in KEPT_IN_BODY
        for word in words(block.text)
    ]
    marks = {"-"}  # what the body marks the items of HTML's lists with
    ours = [word for word in words(article.body) if word not in marks]
    assert "".join(ours) == "".join(word for word in body if word not in marks)
    for block, label in zip(page.page.blocks, page.labels, strict=True):
        places = (label.role in KEPT_IN_BODY) + (block.number in removed) + (block.number in in_fields)
        assert places == 1, (block, label)
    assert all(one.reason and one.text == page.page.blocks[one.block].text for one in article.removed)


# ------------------------------------------------------------------------------------------- 2. nothing is invented


@given(PAGES)
def test_every_field_has_evidence_that_stands_on_the_page(text: str) -> None:
    outcome = cleaned(text.encode())
    if isinstance(outcome, Article):
        for name in ("title", "subtitle", "date", "date_modified", "outlet", "dateline", "republisher", "url"):
            assert (getattr(outcome, name) is None) == (name not in outcome.evidence), name
        for name in ("authors", "agencies"):
            assert bool(getattr(outcome, name)) == (name in outcome.evidence), name
        assert set(outcome.evidence) | {"body"} == set(outcome.confidence)
        page = labelled(text.encode())
        assert isinstance(page, LabelledPage)
        for name, evidence in outcome.evidence.items():
            if isinstance(evidence.where, int):
                assert evidence.text in page.page.blocks[evidence.where].text, name


@given(st.lists(SENTENCES, min_size=1, max_size=8).map("\n\n".join))
def test_a_page_of_sentences_alone_has_no_date_no_author_and_no_outlet(text: str) -> None:
    article = cleaned(text.encode())
    assert isinstance(article, Article)
    assert (article.date, article.authors, article.outlet, article.title) == (None, (), None, None)


# ------------------------------------------------------------------------------------ 3. same bytes, same record


@given(PAGES, PAGES)
def test_the_record_does_not_depend_on_what_was_cleaned_before(text: str, other: str) -> None:
    first = cleaned(text.encode())
    cleaned(other.encode())
    assert cleaned(text.encode()) == first


def test_the_records_do_not_depend_on_the_hash_seed_or_on_the_workers(tmp_path: Path) -> None:
    for group in ("dev", "held"):
        for path in page_paths(group):
            (tmp_path / f"{group}-{path.stem}.txt").write_bytes(read_page(path).content)
    outputs = set()
    for seed, jobs in (("0", "1"), ("1", "1"), ("2", "2")):
        run = subprocess.run(
            [sys.executable, "-m", "copydesk", "clean", str(tmp_path), "--jobs", jobs],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
        outputs.add(run.stdout)
    assert len(outputs) == 1


# ----------------------------------------------------------------------------------------------- 4. idempotent


@example(  # the sentence was taken for the number's subtitle, and the number was all that was left
    "J\nThe ministry said on Tuesday that the bridge over the river would stay closed until the end of March."
    "\nabilita javascript\n00"
)
@example(  # a heading above the text, below the title: a second cleaning took it for the title
    "The ministry said on Tuesday that the bridge over the river would stay closed until the end of March.\nA0A0A0A\n"
    + 3 * "The ministry said on Tuesday that the bridge over the river would stay closed until the end of March.\n"
    + "“We were told nothing,” said Maria Keller, who runs a small bakery beside the station in the old town.\n#키워드"
)
@example(  # what stands above it is in no language, or another, and so does not count against a line as the title
    "\x80\x80\nA0A\nA0A\nA0A\x80A\x82\x8f"
    "\nThe ministry said on Tuesday that the bridge over the river would stay closed until the end of March."
)
@example(  # a line that stands twice, below a number: in the body alone the number did not count against it
    "andra har läst\n0\nA0\x83\nAU\nA\nA0\x83\n"
    "Bakanlık salı günü yaptığı açıklamada köprünün mart ayı sonuna kadar kapalı kalacağını bildirdi."
)
@example(  # a control character at the beginning of its line was read as a letter, and behind a space it was not
    "The ministry said on Tuesday that the bridge over the river would stay closed until the end of March.\n \x81"
)
@settings(max_examples=200)
@given(PAGES)
def test_cleaning_a_cleaned_body_removes_nothing(text: str) -> None:
    first = cleaned(text.encode())
    if isinstance(first, Article):
        assert_idempotent(first.body)


@settings(max_examples=200)
@given(st.lists(st.tuples(TAGS, st.one_of(st.none(), FURNITURE, LATIN)), max_size=30), SENTENCES)
def test_cleaning_the_body_of_a_page_with_markup_again_removes_nothing(
    blocks: list[tuple[str, str | None]], sentence: str
) -> None:
    """Though what a menu, a caption or a title is, only the markup may have told; None is a sentence of the article."""
    page = "".join(f"<{tag}>{html.escape(line or sentence)}</{tag}>\n" for tag, line in [*blocks, ("p", None)])
    first = cleaned(f"<html><body><article>{page}</article></body></html>".encode(), "text/html")
    if isinstance(first, Article):
        assert_idempotent(first.body)


def assert_idempotent(body: str) -> None:
    again = cleaned(body.encode())
    assert isinstance(again, Article)
    assert (again.body, again.removed) == (body, ())


# -------------------------------------------------------------------------------------------- 5. repairs do no harm


@given(st.lists(SENTENCES, min_size=1, max_size=5).map("\n".join))
def test_clean_text_in_any_script_passes_through_unchanged(text: str) -> None:
    decoded = decode(RawDocument("page.txt", text.encode()))
    assert isinstance(decoded, DecodedDocument)
    assert (decoded.text, decoded.repairs) == (text, ())


@pytest.mark.parametrize(
    "text",
    [
        "می‌خواهم کتاب‌ها را بخوانم.",  # zero-width non-joiners
        "“Curly” ‘quotes’ – and — dashes … stay",
        "全角：「句読点」、（括弧）！？",
        "e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}",
        "ﬁne ﬂow ligatures",
        "ÀÉÎÕÜ ß ñ ç Ł ő ğ ş İ ı",
        "سلامٌ عليكم — ﷲ",
        "soft\N{SOFT HYPHEN}hyphen, right-to-left\N{RIGHT-TO-LEFT MARK} mark",
        "AT&amp;T keeps what an author may have meant",
    ],
)
def test_typography_passes_through_unchanged(text: str) -> None:
    decoded = decode(RawDocument("page.txt", text.encode()))
    assert isinstance(decoded, DecodedDocument)
    assert (decoded.text, decoded.repairs) == (text, ())


@given(
    st.lists(SENTENCES, min_size=1, max_size=4),
    st.sampled_from(["windows-1252", "latin-1", "windows-1251", "windows-1256"]),
)
def test_repairs_replayed_on_the_decoded_text_give_the_repaired_text(sentences: list[str], misread: str) -> None:
    lines = []
    for sentence in sentences:
        try:
            lines.append(sentence.encode().decode(misread))
        except UnicodeError:
            lines.append(sentence)
    broken = "\n".join(lines)
    decoded = decode(RawDocument("page.txt", broken.encode()))
    assert isinstance(decoded, DecodedDocument)
    assert replay(broken, decoded.repairs) == decoded.text


# -------------------------------------------------------------------------------------------------- on real pages


@pytest.mark.parametrize(
    "path", [*page_paths("dev"), *page_paths("held")], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_laws_hold_on_trial_pages(path) -> None:  # type: ignore[no-untyped-def]
    content = read_page(path).content
    page, article = labelled(content), cleaned(content)
    assert isinstance(page, LabelledPage)
    assert isinstance(article, Article)
    assert_accounted(page, article)
    assert_idempotent(article.body)


@pytest.mark.skipif(not corpus_pages("fundus"), reason=absence("fundus"))
def test_laws_hold_on_real_html() -> None:
    for path in corpus_pages("fundus"):
        document = RawDocument(path.name, read_corpus_page(path), "text/html")
        outcome, page = clean_document(document, CLEANING), label_document(document, CLEANING)
        if isinstance(outcome, Rejection):
            assert outcome.reason == "no_text", (path.name, outcome)
            continue
        assert isinstance(page, LabelledPage)
        assert_accounted(page, outcome)
        assert_idempotent(outcome.body)
