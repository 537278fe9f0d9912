"""How likely a text is: the right reading of bytes is likelier than wrong ones, and the model can be learned again."""

import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.letters import halves, is_sound, learned, marks_apart, without_strangers

from copydesk.decoding.plausibility import OTHER, kind_of, plausibility, read_letters

TEXTS = {"xx": ["abra kadabra", "abra 17"], "yy": ["одна вода", "вода одна"]}


def small_model() -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **learned(TEXTS))  # type: ignore[arg-type]
    return file.getvalue()


def test_a_model_is_read_as_it_was_learned() -> None:
    model = read_letters(small_model())
    assert model.languages == ("xx", "yy")
    sums = model.unlikelihoods(["abra", "вода"])
    assert sums.argmin(axis=1).tolist() == [0, 1]


def test_learning_again_gives_the_same_file() -> None:
    assert small_model() == small_model()


@given(st.lists(st.text(max_size=30), min_size=1, max_size=5))
def test_a_text_is_as_likely_alone_as_among_others(texts: list[str]) -> None:
    model = plausibility()
    together = model.unlikelihoods(texts)
    assert [row.tolist() for row in together] == [model.unlikelihoods([text])[0].tolist() for text in texts]


@pytest.mark.parametrize(
    ("text", "codec", "wrong"),
    [
        ("Сегодня в Москве", "koi8-r", "windows-1251"),
        ("Zażółć gęślą jaźń", "iso-8859-2", "windows-1252"),
        ("外交部发言人表示", "gb18030", "big5"),
        ("東京で会談した", "shift_jis", "gb18030"),
        ("كتاب جديد", "windows-1256", "windows-1252"),
    ],
)
def test_the_right_reading_is_the_likelier_one(text: str, codec: str, wrong: str) -> None:
    other = text.encode(codec).decode(wrong, "replace")
    assert plausibility().unlikelihood(text) < plausibility().unlikelihood(other)


@pytest.mark.parametrize(
    ("char", "kind"),
    [("的", "han-both"), ("龘", "han-rare"), ("가", "hangul"), ("\x85", "c1"), ("\ue000", "private"), ("─", "box")],
)
def test_characters_that_are_not_known_are_of_a_kind(char: str, kind: str) -> None:
    assert kind_of(char) == OTHER[kind]


def test_sentences_that_were_misread_are_not_learned_from() -> None:
    assert is_sound("Un café à Paris")
    assert not is_sound("Un cafÃ© à Paris")
    assert not is_sound("C\x92est la vie")
    assert not is_sound("Este ï¿½ncă")
    turkish = ["düşün ışık güneş"] * 200
    assert without_strangers([*turkish, "düþün ýþýk güneþ"]) == turkish


def test_a_sentence_that_is_likelier_in_another_encoding_was_misread() -> None:
    hungarian = ["A belső erő szűk", "Erdő és mező", "Ő jön", "Nyelvű mű"] * 2
    assert without_strangers([*hungarian, "Az elsõ", "Peru és Ibañez"]) == [*hungarian, "Peru és Ibañez"]


def test_what_is_learned_from_is_not_measured_on() -> None:
    learning, measuring = halves({"en": list("abcde")})
    assert (learning, measuring) == ({"en": ["a", "c", "e"]}, {"en": ["b", "d"]})


def test_vietnamese_tones_stand_apart_as_windows_1258_has_them() -> None:
    assert marks_apart("tiếng").encode("windows-1258").decode("windows-1258") == marks_apart("tiếng")
