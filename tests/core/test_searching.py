"""The searchable form: stable, the same for spellings that are the same, and never in a record."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk

ARABIC = st.text(st.sampled_from("كتاب ي ی ک ى أ إ ـ \u200c\u064e\u0651 ۱٢3 ﻛﺘﺎﺏ ﻻ ﷲ"), max_size=30)


@given(st.one_of(st.text(max_size=40), ARABIC))
def test_a_searchable_text_stays_as_it_is(text: str) -> None:
    folded = copydesk.searchable(text)
    assert copydesk.searchable(folded) == folded


@given(ARABIC)
def test_arabic_and_persian_letters_and_their_presentation_forms_are_found_alike(text: str) -> None:
    persian = text.replace("ي", "ی").replace("ك", "ک")
    assert copydesk.searchable(persian) == copydesk.searchable(text)
    assert copydesk.searchable(unicodedata.normalize("NFKC", text)) == copydesk.searchable(text)


@pytest.mark.parametrize(
    ("written", "sought"),
    [
        ("گفت‌وگو با کيهان", "گفتوگو با کیهان"),
        ("ﺍﻟﻜﺘﺎﺏ", "الکتاب"),
        ("٢٠٢٤", "۲۰۲۴"),
        ("ΔΙΑΒΑΣΤΕ", "διάβαστε"),
        ("İSTANBUL", "istanbul"),
        ("Ｔｏｋｙｏ", "tokyo"),
    ],
)
def test_spellings_that_readers_take_for_the_same_are_found(written: str, sought: str) -> None:
    assert copydesk.searchable(sought) == copydesk.searchable(written)


@pytest.mark.parametrize(("one", "other"), [("کتاب", "کباب"), ("résumé", "resume"), ("zł", "zl"), ("пара", "napa")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert copydesk.searchable(one) != copydesk.searchable(other)


def test_a_record_shows_the_text_as_it_was_written() -> None:
    body = "كتاب‌هاي ۱۲ ساله‌ی او در کیهان چاپ شد و همه آن را خواندند."
    article = copydesk.clean(f"خبر تازه از تهران\n\n{body}\n".encode())
    assert isinstance(article, copydesk.Article)
    assert body in article.body
