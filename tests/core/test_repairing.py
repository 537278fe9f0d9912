"""The short cuts of repairing: a line that is not shown to ftfy is one that ftfy would leave alone."""

import itertools
import re
import warnings

import ftfy
from ftfy.badness import BADNESS_RE, MOJIBAKE_CATEGORIES
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk import repairing
from copydesk.repairing import HARMLESS, MIN_ROUND_TRIP, ROUND_TRIPS, repair_line

ALL = "".join(map(chr, range(0x110000)))
TELLING = re.findall(f"[{''.join(MOJIBAKE_CATEGORIES.values())}]", ALL)
QUIET = [char for char in (*TELLING, *"aZ 9.!‚ГўВЂВвΒÂß", "\t", "ع", "中") if not repairing._MARK.match(char)]
CHARS = st.one_of(
    st.sampled_from(TELLING),
    st.sampled_from("abzAZ  .,?!ÂÃÎÐØÙà√≈‚ÄâóвЂГўВСβΒΓΞΟā€œŒ°²³×\u2028\x1b[m\0\ufeff\ud83d\udca9\x85"),
    st.sampled_from("عربی中文한ไ"),
    st.characters(),
)
BROKEN = st.builds(
    lambda text, encoding: text.encode("utf-8", "replace").decode(encoding, "replace"),
    st.text(st.one_of(st.sampled_from("éüßñ“”’—абвгдежтолькоДعربیβγ中あ"), st.characters(codec="utf-8")), max_size=30),
    st.sampled_from(
        [*ROUND_TRIPS, "latin-1", "sloppy-windows-1252", "windows-1250", "windows-1257", "mac-roman", "cp437"]
    ),
)
LINES = st.one_of(
    st.text(CHARS, max_size=60), BROKEN, st.lists(st.one_of(BROKEN, st.text(CHARS, max_size=9))).map("".join)
)


def in_full(line: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    if sum(not char.isascii() for char in line) >= MIN_ROUND_TRIP:
        for encoding in ROUND_TRIPS:
            try:
                return line.encode(encoding).decode("utf-8"), (("encode", encoding), ("decode", "utf-8"))
            except UnicodeError:
                pass
    fixed, steps = ftfy.fix_and_explain(line, HARMLESS)
    return fixed, tuple((step.action, step.parameter) for step in steps or ())


@settings(max_examples=500)
@given(LINES.map(lambda line: line.replace("\n", " ")))
@example("только Ù–Ù–")
@example("x" * 30 + "ГўВЂВ x" + "“" * 3 + "x" * 30 + "Â ")
@example("Ù’Ù’" + "е" * 20 + "é»w")
def test_the_short_cut_and_ftfy_agree(line: str) -> None:
    fixed, plan = repair_line(line)
    expected, its_plan = in_full(line)
    assert fixed == expected
    assert plan == its_plan or fixed == line


def test_the_pattern_is_the_one_that_the_short_cut_was_drawn_from() -> None:
    assert repairing._PATTERN_IS_KNOWN
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, longest = re._parser.parse(BADNESS_RE.pattern, re.VERBOSE).getwidth()
    assert longest <= repairing._REACH


def test_no_mojibake_is_without_a_mark() -> None:
    for size in (1, 2):
        text = "a".join("".join(pair) for pair in itertools.product(QUIET, repeat=size))
        assert BADNESS_RE.search(text) is None
        assert BADNESS_RE.search(text.replace("a", " ")) is None


@given(st.text(st.one_of(st.sampled_from(QUIET), st.characters()), max_size=80))
def test_no_mojibake_is_without_a_mark_in_any_text(text: str) -> None:
    assert BADNESS_RE.search(repairing._MARK.sub("", text)) is None


def test_the_first_two_characters_rule_out_no_encoding_that_fits() -> None:
    for encoding in ROUND_TRIPS:
        for char in ALL[:0x3000]:
            try:
                byte = char.encode(encoding)
            except UnicodeError:
                continue
            assert len(byte) == 1
            assert (byte[0] < 0x80) == char.isascii()
            assert (encoding in repairing._LEADING.get(char, ())) == (0xC2 <= byte[0] <= 0xF4)
            assert (encoding in repairing._FOLLOWING.get(char, ())) == (0x80 <= byte[0] <= 0xBF)


def test_another_pattern_is_asked_in_full(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(repairing, "_PATTERN_IS_KNOWN", False)
    assert repairing._may_be_broken("é") is True
    assert repairing._may_be_broken("e") is False
