"""What is counted and scored for all lines of a page at once is what each line gives by itself, said plainly here."""

import json
import math
import re
import unicodedata
from collections import Counter
from importlib.resources import files

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from langdetect.utils.ngram import NGram

from copydesk import languages
from copydesk.chartables import CharTable
from copydesk.letters import BEGINNING, letters_of, script_counts
from copydesk.profiles import RAREST, scorer_of

PROFILES = [("en", "de", "tr", "vi", "sq"), ("ar", "fa", "ur"), ("bg", "ru", "uk")]
LETTERS = "abdehnorst ABÉıİßſéñăơ ÄÖüж ШіЇق ک ی يظ‌न हि 北ア１Ａ́'’.,-—\t\n\u2028\u3000\ufeff\ud800😀"
LINES = st.lists(st.text(st.one_of(st.sampled_from(LETTERS), st.characters()), max_size=40), max_size=12)


def normalised(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return NGram.normalize(folded if len(folded) == 1 else char)


def grams_of(text: str) -> list[str]:
    text = text.capitalize() if text.isupper() else text
    line = re.sub(" +", " ", "".join(map(normalised, f" {text} ")))
    grams = [line[n : n + size] for n in range(len(line)) for size in (1, 2, 3) if n + size <= len(line)]
    return [gram for gram in grams if gram != " " and " " not in gram[1:-1]]


def plain_scores(candidates: tuple[str, ...], text: str) -> list[int]:
    folder = files("langdetect") / "profiles"
    profiles = [json.loads((folder / language).read_text(encoding="utf-8")) for language in candidates]
    known = [gram for gram in grams_of(text) if any(gram in profile["freq"] for profile in profiles)]
    return [
        sum(
            round(1000 * math.log(max(profile["freq"].get(gram, 0) / profile["n_words"][len(gram) - 1], RAREST)))
            for gram in known
        )
        for profile in profiles
    ]


@pytest.mark.parametrize("candidates", PROFILES, ids="-".join)
@pytest.mark.parametrize(
    "line",
    ["The weather will stay dry until Friday", "İLGİLİ HABERLER", "Đường phố", "وزارت خارجه", "В Україні", "", " "],
)
def test_scores_are_the_sums_over_all_n_grams(candidates: tuple[str, ...], line: str) -> None:
    assert scorer_of(candidates).scores([line, "-", line])[2].tolist() == plain_scores(candidates, line)


@given(LINES)
def test_a_line_has_the_same_scores_among_others(lines: list[str]) -> None:
    scorer = scorer_of(PROFILES[0])
    alone = [scorer.scores([line])[0].tolist() for line in lines]
    assert scorer.scores(lines).tolist() == alone
    for line, scores in zip(lines[:1], alone[:1], strict=True):
        assert scores == plain_scores(PROFILES[0], line)


def test_lines_are_scored_in_batches() -> None:
    lines = ["a long line of a page " * 400, "short"] * 20
    scores = scorer_of(PROFILES[0]).scores(lines)
    assert (scores[0] == scores[-2]).all()
    assert scores[1].tolist() == scores[-1].tolist() == plain_scores(PROFILES[0], "short")


@given(LINES)
def test_letters_are_counted_line_by_line(lines: list[str]) -> None:
    letters = letters_of(lines)
    for n, line in enumerate(lines):
        counts = Counter({script: int(letters.of(script)[n]) for script in letters.scripts})
        assert +counts == script_counts(line)
        assert letters.total[n] == sum(map(str.isalpha, line))
        assert letters.beginning[n] == sum(map(str.isalpha, line[:BEGINNING]))
        assert letters.script[n] == (max(+counts, key=lambda script: (counts[script], script)) if +counts else "")


def test_letters_of_the_beginning() -> None:
    letters = letters_of(["a" * 500, "1" * BEGINNING + "a", "a" * BEGINNING])
    assert letters.beginning.tolist() == [BEGINNING, 0, BEGINNING]
    assert letters.total.tolist() == [500, 1, BEGINNING]


def test_a_table_reads_texts_of_any_length() -> None:
    table = CharTable(lambda char: ord(char) % 1000 + 1)
    text = "".join(map(chr, range(0x110000)))
    assert table(text).tolist() == [code % 1000 + 1 for code in range(0x110000)]
    assert table("").tolist() == []


ADDRESSES = st.lists(
    st.sampled_from(
        ["http", "https", "://", "www.", "WWW.", "a", "é", "@", ".", "com", "co.uk", "IR", "-", " ", "\n", "ſ"]
    ),
    max_size=8,
).map("".join)


@given(ADDRESSES)
def test_addresses_are_all_found(text: str) -> None:
    assert languages._without_addresses(text) == languages._ADDRESS.sub(" ", text)


def plain_viterbi(score: np.ndarray) -> list[int]:
    size = score.shape[1]
    stay, leave = math.log(languages.STAY), math.log((1 - languages.STAY) / (size - 1))
    best, back = score[0], []
    for row in score[1:]:
        source = int(np.argmax(best))
        moved = best[source] + leave
        stays = best + stay >= moved
        back.append(np.where(stays, np.arange(size), source))
        best = np.where(stays, best + stay, moved) + row
    states = [int(np.argmax(best))]
    for pointers in reversed(back):
        states.append(int(pointers[states[-1]]))
    return states[::-1]


SCORES = st.sampled_from([0.0, -0.5, -1.0, -3.0, -5.6, -5.7, -8.0, -20.0, -400.0])


@given(
    st.tuples(st.integers(1, 30), st.integers(2, 5)).flatmap(lambda shape: arrays.arrays(float, shape, elements=SCORES))
)
def test_the_likeliest_row_of_languages_is_the_plain_algorithms(score: np.ndarray) -> None:
    assert languages._likeliest(score) == plain_viterbi(score)
