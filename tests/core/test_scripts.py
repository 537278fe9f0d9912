"""Writing systems."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.scripts import ends_sentence, is_right_to_left, join_lines, word_count, words_of


@given(st.text(st.one_of(st.sampled_from("ab 1.ابپא\u0660\u200f\ud800"), st.characters()), max_size=30))
def test_the_direction_of_a_text_is_that_of_most_letters(text: str) -> None:
    kinds = [unicodedata.bidirectional(char) for char in text if char.isalpha()]
    assert is_right_to_left(text) == (sum(kind in ("R", "AL") for kind in kinds) * 2 > len(kinds))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("मंत्रालय ने कहा कि बातचीत जारी रहेगी", 7),  # vowel signs part no words
        ("মন্ত্রণালয় জানিয়েছে আলোচনা চলবে", 4),
        ("அமைச்சகம் கூறியது", 2),
        ("قَالَتِ الوِزارةُ", 2),
        ("نشریهٔ آزاد می‌دهد", 3),
        ("བོད་ཀྱི་སྐད་ཡིག", 4),
        ("ሚኒስቴሩ ድርድሩ ይቀጥላል", 3),
    ],
)
def test_vowel_signs_and_other_marks_belong_to_their_words(text: str, words: int) -> None:
    assert len(words_of(text)) == word_count(text) == words


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("กระทรวงระบุว่าการเจรจาจะดำเนินต่อไป", 9, 16),
        ("ກະຊວງກ່າວວ່າການເຈລະຈາຈະສືບຕໍ່", 8, 13),
        ("ក្រសួងបាននិយាយថា កិច្ចពិភាក្សានឹងបន្ត", 7, 12),
        ("ဝန်ကြီးဌာနက ဆွေးနွေးပွဲများ ဆက်လက်ကျင်းပမည်ဟု ပြောကြားခဲ့သည်", 8, 14),
        ("外交部表示，会谈将持续到周末", 5, 9),
        ("外務省は、会談が週末まで続くと発表した", 8, 12),
    ],
)
def test_words_of_scripts_without_spaces_are_as_many_as_one_would_count(text: str, least: int, most: int) -> None:
    assert least <= word_count(text) <= most


@pytest.mark.parametrize("stop", "\u0964 \u06d4 \u061f \u0f0d \u104b \u17d4 \u1362 \u1367 \u0589 \u3002".split())
def test_sentences_end_in_every_script(stop: str) -> None:
    assert ends_sentence(f"a b c{stop}")
    assert ends_sentence(f"“a b c{stop}”")
    assert not ends_sentence("a b c\u060c")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("กระทรวงระบุว่า", "การเจรจา", "กระทรวงระบุว่าการเจรจา"),
        ("ព្រះ", "រាជា", "ព្រះរាជា"),
        ("会谈，", "将持续", "会谈，将持续"),
        ("한국", "정부", "한국 정부"),
        ("وزارت", "خارجه", "وزارت خارجه"),
        ("北京", "OK", "北京 OK"),
    ],
)
def test_lines_are_joined_as_their_script_is_written(first: str, second: str, joined: str) -> None:
    assert join_lines(first, second) == joined
