"""Hard-wrapped pages: paragraphs come back whole, however they were wrapped; lines that are whole stay apart."""

import re
import textwrap
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.model import DecodedDocument, RawDocument
from copydesk.splitting.text import split_text

PAGES = tomllib.loads(Path(__file__).with_name("wrapped.toml").read_text(encoding="utf-8"))
WRAPPED, WHOLE = PAGES["paragraphs"], PAGES["whole"]


def paragraphs(text: str) -> list[str]:
    return [block.text for block in split_text(DecodedDocument(RawDocument("a.txt", b""), text, "utf-8")).blocks]


def without_spaces(texts: list[str]) -> list[str]:
    return [text.replace(" ", "") for text in texts]


def by_characters(paragraph: str, width: int) -> str:
    return "\n".join(paragraph[at : at + width] for at in range(0, len(paragraph), width))


def by_rules(paragraph: str, width: int) -> str:
    """PARAGRAPH in lines of WIDTH columns, none of which begins with a comma or a stop, or ends with a bracket."""
    lines, line = [], ""
    for char in paragraph:
        if columns(line + char) > width and char not in "，。、；：！？」』”":
            kept = line.rstrip("「『“（")
            lines.append(kept)
            line = line[len(kept) :]
        line += char
    return "\n".join([*lines, line])


def by_ideographs(paragraph: str, width: int) -> str:
    """PARAGRAPH as a program wraps it that takes ideographs for wide, and full-width punctuation for narrow."""
    lines, line, used = [], "", 0
    for word in re.findall(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+", paragraph):
        wide = len(word) * (2 if "\u3040" <= word[0] <= "\u9fff" else 1)
        if line and used + wide > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + word, used + wide
    return "\n".join([*lines, line])


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


@pytest.mark.parametrize("width", [16, 18, 20, 24, 30, 36])
@pytest.mark.parametrize("language", ["zh", "ja"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"], ids=["close", "spaced"])
def test_chinese_and_japanese_wrapped_at_characters_come_back(language: str, width: int, gap: str) -> None:
    assert paragraphs(gap.join(by_characters(part, width) for part in WRAPPED[language])) == WRAPPED[language]


@pytest.mark.parametrize("width", [36, 40, 48, 60])
@pytest.mark.parametrize("language", ["zh", "ja"])
def test_lines_that_lack_a_character_for_the_sake_of_a_stop_come_back(language: str, width: int) -> None:
    assert paragraphs("\n\n".join(by_rules(part, width) for part in WRAPPED[language])) == WRAPPED[language]


@pytest.mark.parametrize("width", [48, 60, 66, 72])
def test_wraps_that_take_punctuation_for_narrow_come_back(width: int) -> None:
    assert paragraphs("\n\n".join(by_ideographs(part, width) for part in WRAPPED["zh"])) == WRAPPED["zh"]


@pytest.mark.parametrize(("language", "width"), [("en", 60), ("en", 72), ("ko", 60), ("th", 60)])
def test_scripts_that_break_at_spaces_come_back(language: str, width: int) -> None:
    text = "\n\n".join("\n".join(textwrap.wrap(part, width, break_long_words=False)) for part in WRAPPED[language])
    assert without_spaces(paragraphs(text)) == without_spaces(WRAPPED[language])


def test_paragraphs_that_end_in_mid_line_are_no_sign_against_a_wrap() -> None:
    sentences = [sentence for part in WRAPPED["en"] for sentence in part.replace(". ", ".\n").split("\n")]
    assert paragraphs("\n".join("\n".join(textwrap.wrap(sentence, 72)) for sentence in sentences)) == sentences


@pytest.mark.parametrize("lines", WHOLE.values(), ids=WHOLE)
def test_whole_lines_stay_apart(lines: list[str]) -> None:
    assert paragraphs("\n".join(lines)) == lines


def test_a_foot_is_not_glued_to_a_line_without_indent_where_paragraphs_are_indented() -> None:
    page = [f"\u3000\u3000{part}" for part in WRAPPED["zh"]]
    foot = ["文章关键词： 邮差 山村 老街", "我要反馈"]
    assert paragraphs("\n".join([*page, *foot])) == [*WRAPPED["zh"], *foot]


def test_georgian_has_no_small_letters_that_show_a_rest() -> None:
    lines = ["ახალი ბაღი გაიხსნა ქალაქის ცენტრში", "მარიამ ლომიძე"]
    assert paragraphs("\n".join(lines)) == lines


@given(st.lists(st.sampled_from(WRAPPED["zh"]), min_size=3, unique=True), st.integers(16, 40))
def test_no_character_is_lost_or_added(page: list[str], width: int) -> None:
    text = "\n".join(by_characters(part, width) for part in page)
    assert "".join(paragraphs(text)) == "".join(page)
