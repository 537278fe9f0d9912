"""What is counted and scored for all lines of a page at once is what each line gives by itself, said plainly here."""

import itertools
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from langdetect.utils.ngram import NGram

from copydesk.chartables import CharTable
from copydesk.languages import evidence, profiles
from copydesk.languages.letters import BEGINNING, Letters, letters_of
from copydesk.languages.profiles import RAREST, WEIGHTS
from copydesk.languages.scoring import scorer_of
from copydesk.languages.smoothing import CHANGE, likeliest
from copydesk.languages.vocabulary import RAREST as RAREST_WORD
from copydesk.languages.vocabulary import likelihoods

PROFILES = [("en", "de", "tr", "vi", "az"), ("ar", "fa", "ckb"), ("bg", "ru", "uz-Cyrl")]
SCRIPTS = dict(zip(PROFILES, ("LATIN", "ARABIC", "CYRILLIC"), strict=True))
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


def plain_profile(language: str) -> list[tuple[dict[str, int], list[int]]]:
    found = []
    if (profiles.LANGDETECT / language).is_file():
        profile = json.loads((profiles.LANGDETECT / language).read_text(encoding="utf-8"))
        found.append((profile["freq"], profile["n_words"]))
    own = (profiles.FOLDER / f"{language}.txt").read_text(encoding="utf-8")
    sections = [section.strip("\n").split("\n") for section in own.split("\n\n")[1:4]]
    listed = [line.split(" ") for _, *lines in sections for line in lines]
    counts = {gram.replace("_", " "): int(count) for count, *grams in listed for gram in grams}
    return [*found, (counts, [int(total) for total, *_ in sections])]


def plain_scores(candidates: tuple[str, ...], text: str) -> list[int]:
    sources = [plain_profile(language) for language in candidates]
    grams = [gram for gram in grams_of(text) if all(is_of(SCRIPTS[candidates], char) for char in gram)]
    known = [gram for gram in grams if any(gram in counts for own in sources for counts, _ in own)]
    return [sum(plain_score(own, gram) for gram in known) for own in sources]


def is_of(script: str, char: str) -> bool:
    return not char.isalpha() or unicodedata.name(char, "").startswith(script)


def plain_score(sources: list[tuple[dict[str, int], list[int]]], gram: str) -> int:
    shares = [counts.get(gram, 0) * (1 / (totals[len(gram) - 1] * len(sources))) for counts, totals in sources]
    return -(-round(1000 * math.log(max(sum(shares), RAREST))) * WEIGHTS[len(gram) - 1] // 10)


@pytest.mark.parametrize("candidates", PROFILES, ids="-".join)
@pytest.mark.parametrize(
    "line",
    [
        "The weather will stay dry until Friday",
        "İLGİLİ HABERLER",
        "Đường phố",
        "وزارت خارجه",
        "В Україні",
        "",
        " ",
        "Xәбәр ﻣﻦ",
        "a ق",
    ],
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


@given(LINES)
def test_words_of_a_line_say_the_same_among_others(lines: list[str]) -> None:
    together = likelihoods(PROFILES[0], lines)
    assert together.tolist() == [likelihoods(PROFILES[0], [line])[0].tolist() for line in lines]


@pytest.mark.parametrize("candidates", PROFILES, ids="-".join)
@pytest.mark.parametrize(
    "line", ["The weather and das Wetter", "L’homme qu'il a vu ile", "وزارت خارجه را", "и не", "-"]
)
def test_words_are_added_to_n_grams(candidates: tuple[str, ...], line: str) -> None:
    own = [profiles.shares_of_words(language) for language in candidates]
    known = [word for word in profiles.words_in(line) if any(word in shares for shares in own)]
    said = [sum(round(1000 * math.log(max(shares.get(word, 0), RAREST_WORD))) for word in known) for shares in own]
    scores = scorer_of(candidates).scores([line])[0]
    assert likelihoods(candidates, [line])[0].tolist() == (scores + said).tolist()


def test_lines_are_scored_in_batches() -> None:
    lines = ["a long line of a page " * 400, "short"] * 20
    scores = scorer_of(PROFILES[0]).scores(lines)
    assert (scores[0] == scores[-2]).all()
    assert scores[1].tolist() == scores[-1].tolist() == plain_scores(PROFILES[0], "short")


def counts_of(letters: Letters, n: int) -> Counter[str]:
    return Counter({script: int(letters.of(script)[n]) for script in letters.scripts})


@given(LINES)
def test_letters_are_counted_line_by_line(lines: list[str]) -> None:
    letters = letters_of(lines)
    for n, line in enumerate(lines):
        counts, alone = counts_of(letters, n), counts_of(letters_of([line]), 0)
        assert +counts == +alone
        assert letters.total[n] == sum(map(is_letter, line))
        assert letters.beginning[n] == sum(map(is_letter, line[:BEGINNING]))
        most = [script for script, count in counts.items() if count and count == max(counts.values())]
        assert letters.script[n] == min(most, key=lambda script: (script == "LATIN", script), default="")


def is_letter(char: str) -> bool:
    """A letter, or a mark that one script has: a vowel, mostly."""
    mark = unicodedata.category(char).startswith("M")
    return char.isalpha() or (mark and not unicodedata.name(char, "").startswith(("COMBINING", "VARIATION")))


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
    assert evidence.without_addresses(text) == evidence._ADDRESS.sub(lambda found: " " * len(found[0]), text)


@st.composite
def rows(draw: st.DrawFn) -> tuple[np.ndarray, list[int]]:
    lines, size = draw(st.integers(1, 5)), draw(st.integers(2, 3))
    said = st.sampled_from([0, -500, -1_000, -3_000, -5_699, -5_700, -5_701, -12_000, -20_000])
    return draw(arrays(np.int64, (lines, size), elements=said)), draw(
        st.lists(st.sampled_from([6_000, 12_000, 15_000]), min_size=size, max_size=size)
    )


def worth(row: tuple[int, ...], evidence: np.ndarray, prices: list[int]) -> int:
    changes = sum(one != other for one, other in itertools.pairwise(row))
    said = sum(int(line[column]) for line, column in zip(evidence, row, strict=True))
    return said - CHANGE * changes - sum(prices[column] for column in set(row))


@given(rows())
def test_a_row_of_languages_is_worth_more_than_any_single_language(case: tuple[np.ndarray, list[int]]) -> None:
    evidence, prices = case
    found = worth(tuple(likeliest(evidence, prices)), evidence, prices)
    assert found >= max(worth((column,) * len(evidence), evidence, prices) for column in range(len(prices)))


@given(rows())
def test_a_row_of_two_languages_is_the_best_there_is(case: tuple[np.ndarray, list[int]]) -> None:
    evidence, prices = case[0][:, :2], case[1][:2]
    best = max(worth(row, evidence, prices) for row in itertools.product(range(2), repeat=len(evidence)))
    assert worth(tuple(likeliest(evidence, prices)), evidence, prices) == best


def left_out_one_by_one(evidence: np.ndarray, prices: list[int]) -> int:
    """What the row is worth from which languages are left out as long as that pays, each set of them tried in full."""
    columns = tuple(range(len(prices)))
    row = best_of(columns, evidence)
    while len(columns := sorted(set(row))) > 1:
        fewer = [best_of([one for one in columns if one != left], evidence) for left in columns]
        other = max(fewer, key=lambda one: worth(one, evidence, prices))
        if worth(other, evidence, prices) < worth(row, evidence, prices):
            break
        row = other
    return worth(row, evidence, prices)


def best_of(columns: Sequence[int], evidence: np.ndarray) -> tuple[int, ...]:
    rows = [(int(evidence[0, column]), (column,)) for column in columns]
    for line in evidence[1:].tolist():
        rows = [
            max((said + line[column] - CHANGE * (row[-1] != column), (*row, column)) for said, row in rows)
            for column in columns
        ]
    return max(rows)[1]


@given(st.integers(0, 1 << 32), st.integers(0, 5), st.integers(1, 3))
def test_leaving_a_language_out_changes_only_what_stands_near_it(seed: int, lines: int, times: int) -> None:
    draw = np.random.default_rng(seed)  # no two rows are worth the same
    unsure = draw.integers(0, 3 * CHANGE, (lines, 3))
    sure = draw.integers(0, CHANGE, (3 * times, 3)) + np.tile(np.eye(3, dtype=int), (times, 1)) * 3 * CHANGE
    evidence = draw.permutation(np.concatenate([unsure, sure]))
    prices = draw.integers(0, (2 * times - 1) * CHANGE, 3).tolist()
    found = worth(tuple(likeliest(evidence, prices)), evidence, prices)
    assert found == left_out_one_by_one(evidence, prices)
