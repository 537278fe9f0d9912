"""What is done the short way gives what the plain way gives: each test holds the plain way."""

import re
import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk import dates, folding, lexicons, scripts
from copydesk.dates import signs
from copydesk.dates.grammar import DATE
from copydesk.dates.reading import read
from copydesk.dates.vocabulary import vocabulary
from copydesk.fields import told
from copydesk.folding import without_case
from copydesk.labelling import certain, lines, rows
from copydesk.naming import people
from copydesk.outlets import registry
from copydesk.splitting import hints, runs
from copydesk.templates import index_of, placeholders, template_pattern
from tests.pages_format import page_paths, read_page

TELLING = (
    "aA1 .,:;'’\"“”()（）[]/|·•©-–—_=@\t\n\u00a0\u200c\u200f\u0307\u0345\u3000"
    "ıİſßéÉοσςкКяєيىكآاأمرداد۰۱۲٣北京が한국"
    "กั\u0301\u093f\u094dकर\u102b\u1000"
)
"""Characters that one short way or another treats apart."""

WORDS = st.sampled_from(
    """
    Copyright © (c) all rights reserved reserved. News Share on Facebook by By Jane Roe in Tehran told the told TOLD
    Guardian interview 2016 08/17/2016 17. 08. 16 3 min read XS SM MD LG A a+ AA-AA www. WWW.dw.com http://a.b/c x@y.org
    2. • » Photo: (Foto: AFP) (AFP) Reuters avec AFP | / © {n} 5 of 7 سلام گزارش می‌دهد 图/新华社 (摄) 오늘 Привет сказал
    """.split()
)
TEXTS = st.one_of(
    st.text(alphabet=TELLING, max_size=30),
    st.text(max_size=30),
    st.lists(WORDS, max_size=9).map(" ".join),
    st.lists(st.one_of(WORDS, st.text(alphabet=TELLING, max_size=4)), max_size=9).map(" ".join),
)


def real_lines() -> list[str]:
    texts = [read_page(path).content.decode("utf-8", "replace") for path in page_paths("dev")]
    return sorted({line.strip() for text in texts for line in text.split("\n") if line.strip()})


def entries() -> list[str]:
    return [re.sub(r"\{\w+\}", "7", entry) for known in lexicons.lexicons().values() for _, entry in known.entries]


@pytest.fixture(scope="module", name="many")
def _many() -> list[str]:
    return [*real_lines(), *entries()]


# ------------------------------------------------------------------------------------------------ words and endings

_CLOSED = r"[\"'”’»›)\]}」』）】〉》\s]*$"
_STOPPED = re.compile(rf"[{scripts._TERMINATORS}]{_CLOSED}")


def kind(char: str) -> str:
    mark = unicodedata.category(char).startswith("M") and "\u0300" <= char < "\u1900"
    if re.match(f"[{scripts.UNSPACED}]", char):
        return " " if mark else "u"
    return "a" if mark or re.match(r"[^\W\d_]", char) else "." if char in "'’\u200c.-" else " "


def plain_words(text: str) -> list[str]:
    kinds = "".join(map(kind, text))
    return [text[found.start() : found.end()] for found in re.finditer(r"u|a+(?:\.a+)*", kinds)]


def plain_count(text: str) -> float:
    return len(plain_words(text)) - list(map(kind, text)).count("u") / 2


def plain_stop(text: str) -> bool:
    return bool(_STOPPED.search(text[-40:].rstrip()))


def plain_end(text: str) -> bool:
    return plain_stop(text) or bool(re.search(r"[”»」』]\s*$", text[-40:]))


def same_words(text: str) -> None:
    assert scripts.words_of(text) == plain_words(text)
    assert scripts.word_count(text) == plain_count(text)
    assert scripts.word_counts([text, text[1:], text]) == [plain_count(text), plain_count(text[1:]), plain_count(text)]
    assert [scripts.has_words(text, n) for n in range(8)] == [plain_count(text) >= n for n in range(8)]
    assert scripts.tokens(text) == re.findall(r"\w+", text)
    assert scripts.ends_in_stop(text) == plain_stop(text)
    assert scripts.ends_sentence(text) == plain_end(text)


@given(TEXTS)
@example("a..b 'c d'.e-f -g h_i 2nd")
@example("x" * 50 + '."\u2003')
def test_words_and_endings(text: str) -> None:
    same_words(text)


def test_words_are_counted_for_all_lines_at_once(many: list[str]) -> None:
    texts = [*many, "", "a.", "'b", "x." * scripts.LONG, "北" * (scripts.LONG + 1)]
    assert scripts.word_counts(texts) == [scripts.word_count(text) for text in texts]


def test_words_and_endings_of_real_lines(many: list[str]) -> None:
    for line in many:
        same_words(line)


# ---------------------------------------------------------------------------------------------------------- folding

_SAME = {
    **dict.fromkeys("يى", "ی"),
    **dict.fromkeys("أإٱ", "ا"),
    **dict.fromkeys("‘’‚`ʼʻ", "'"),
    **dict.fromkeys("“”„«»", '"'),
    **dict.fromkeys("–—−‐‑", "-"),
    "ك": "ک",
    "ګ": "گ",
    **dict.fromkeys("ۀە", "ه"),
    "ı": "i",
    "ـ": "",
    **dict(zip("άέήίόύώ", "αεηιουω", strict=True)),
}
_GONE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u064b-\u0655\u0670\u0307]")


def plain_letters(text: str) -> str:
    if text.isascii():
        text = text.lower()
    else:
        text = _GONE.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(str.maketrans(_SAME))
    return " ".join(re.sub(r"\s*:\s*", ": ", text).split())


def plain_unmarked(text: str) -> str:
    return re.sub(r"^(?:(?:\d{1,3}[.)]|[•·▪‣◦*»›▶►–-])\s+)+", "", text.strip())


@given(TEXTS)
@example("12. » a : b:: c")
def test_folding(text: str) -> None:
    assert folding.fold_letters(text) == plain_letters(text)
    assert folding.without_list_mark(text) == plain_unmarked(text)


def test_folding_of_real_lines(many: list[str]) -> None:
    for line in many:
        assert folding.fold_unmarked(line) == plain_letters(plain_unmarked(line))


# ------------------------------------------------------------------------------------------------------------ dates


def test_dates_stand_where_figures_are_only(many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    spoken = ("ar", "de", "fa", "ru", "tr")
    named = sorted(dates.months(spoken))
    lines = [*many, *(f"17 {write(name)} 2019" for name in named for write in (str, str.upper))]
    short = [list(dates.find_dates(line, spoken)) for line in lines]
    monkeypatch.setattr(dates, "may_hold_date", lambda _: True)
    assert short == [list(dates.find_dates(line, spoken)) for line in lines]


# --------------------------------------------------------------------------------------------------------- lexicons


def fitting(folded: str, templates: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Every entry that fits a line, without any index."""
    for language, entry in templates:
        if template_pattern(entry, language).fullmatch(folded):
            yield language, entry


def test_the_index_loses_no_entry() -> None:
    templates = lexicons._templates()
    chosen = [*templates[::40], *(one for one in templates if len(one.start) < 3 and len(one.end) < 3)]
    index = index_of(chosen)
    plain = [(one.language, one.entry) for one in chosen]
    found = 0
    for line in [*real_lines()[::17], *(re.sub(r"\{\w+\}", "7 Ab", one.entry) for one in chosen[::3])]:
        folded = folding.fold(line)
        by_index = {(hit.language, hit.entry) for hit in lexicons._fitting(folded, index)}
        assert by_index == set(fitting(folded, plain))
        found += len(by_index)
    assert found > 100


def test_long_sentences_are_known_by_the_entries_that_may_be_sentences(many: list[str]) -> None:
    for line in many[::3]:
        all_hits = lexicons.look_up(line)
        assert lexicons.is_entry(line) == any(not placeholders(hit.entry) for hit in all_hits)
        assert lexicons.look_up_sentence(line) == tuple(
            hit for hit in all_hits if lexicons.may_be_sentence(hit.kind, hit.entry)
        )


# ------------------------------------------------------------------------------------------------------------ names


def test_what_does_not_begin_like_a_name_is_none(many: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for line in many if len(line) < 200 for text in (line, *people.pieces(line))]
    short = [people.read_name(text) for text in texts]
    monkeypatch.setattr(people, "_begins_like_name", lambda _: True)
    assert short == [people.read_name(text) for text in texts]


# ------------------------------------------------------------------------------------------------ dates, addresses


def plain_digits(text: str) -> str:
    marks = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else " " if c.isspace() or c in marks else c for c in text
    )


def found_anyway(text: str) -> Iterator[object]:
    spoken = ("de", "en", "fa", "ru")
    for match in DATE.finditer(signs.signs_of(text, spoken)):
        meant = read(match, signs.plain_figures(text), vocabulary(spoken), spoken)
        if meant is not None:
            yield meant


def same_figures(text: str) -> None:
    assert signs._FOREIGN.sub(signs._in_ascii, text) == plain_digits(text)
    if any(True for _ in found_anyway(text)):
        assert dates.may_hold_date(text)
    assert lines.addresses(text) == tuple(lines.URL.findall(text))


@given(TEXTS)
@example("۲۷ مرداد ۱۳۹۵\u00a0- 1 / 2 / 99")
@example("17.08.16")
def test_dates_and_addresses(text: str) -> None:
    same_figures(text)


def test_dates_and_addresses_of_real_lines() -> None:
    for line in real_lines():
        same_figures(line[:300])


# ------------------------------------------------------------------------------------------------------------ rules


def same_verdicts(text: str) -> None:
    if certain._UNSIZED.search(text):
        assert certain._sizes(text) == 0
    assert certain._may_reserve(text) or not certain._COPYRIGHT.search(text)
    assert rows._is_row(text) == bool(rows._ROW.search(text))
    if certain._SIGNATURE.fullmatch(text):
        assert text.rstrip()[-1:] in certain._CLOSING
    if len(text.split()) < 3 or certain._with_agency(text, registry()) is None:
        parts = [registry().by_name(part) for part in certain._WITH.split(text.strip(" ()."))]
        assert len(parts) == 1 or None in parts or not (parts[-1] and parts[-1].agency)


@given(TEXTS)
@example("AlL rıghts reserved")
@example("xs sm md lg")
def test_rules_ask_no_line_less_than_they_must(text: str) -> None:
    same_verdicts(text)


def test_rules_ask_no_real_line_less_than_they_must(many: list[str]) -> None:
    for line in many:
        same_verdicts(line)


def test_no_character_that_is_in_no_size_is_folded_to_one_that_is() -> None:
    folded = {folding.fold_letters(char) for char in map(chr, range(sys.maxunicode)) if certain._UNSIZED.match(char)}
    assert not any(certain._sizes(text) for text in folded)
    assert not set("".join(folded)) & set("xsmdlgaаآ+-/|·, ")


# ------------------------------------------------------------------------------------------------------------- html


@given(st.one_of(TEXTS, st.text(alphabet="abzAZ-_ 7é北", max_size=60)))
@example("a" * 26 + "-b" * 26)
@example("x" * 499 + "yz")
def test_words_of_class_names(value: str) -> None:
    plain = [word.lower() for word in hints._WORD.findall(value[: hints.LONGEST_VALUE]) if len(word) > 1]
    assert hints.words_of(value) == set(" ".join(plain).split())


@given(st.text(alphabet="ab.é北\t\n\f \u00a0\u3000\u2003", max_size=20))
def test_text_on_one_line(text: str) -> None:
    assert runs._one_line(text) == runs._SPACES.sub(" ", text).strip()


# ------------------------------------------------------------------------------------------------------------- told


def test_letters_in_another_case_are_the_same_without_case() -> None:
    letters = set("".join(told._phrases("und").values()))
    alike = re.compile("[" + re.escape("".join(sorted(letters))) + "]", re.IGNORECASE)
    for char in filter(alike.match, map(chr, range(sys.maxunicode + 1))):
        same = {c for c in letters if re.match(re.escape(c), char, re.IGNORECASE)}
        assert {without_case(c) for c in same} == {without_case(char)}


@given(
    st.lists(st.one_of(WORDS, st.sampled_from(["in an INTERVİEW with", "told", "сказал", "dijo a", "ﬁn"])), max_size=9)
)
def test_what_is_told_is_found_by_the_phrases_that_stand_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    known = told._phrases("und")
    here = tuple(told._telling(text, known).values())
    found = [match.span() for match in told._pattern(here).finditer(text)] if here else []
    assert found == [match.span() for match in told._pattern(tuple(known.values())).finditer(text)]
