"""Repairs: what was misread is read again, clean text is left alone, and the plan does it again."""

import time

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from copydesk.decoding import beginnings, misreading
from copydesk.decoding.misreading import _PIECE, MISREAD_AS, suspicious
from copydesk.decoding.readings import as_legacy, as_utf8
from copydesk.decoding.repairing import LEGACY, LOST, apply_plan, repair, repair_line, replay
from copydesk.decoding.suspects import _controls, question_marks

LETTERS = "aezAE éüßñçÉÑ“”’—… абвгдеёжзийыьюяТСЁіїґў αβγδωΑΩ אבגדם ابتثجپچگکی\u200c กขคงจฉ あいう漢字中文한글 ½»©\u00a0"
TEXTS = st.text(st.sampled_from(LETTERS), max_size=40)
CODECS = st.sampled_from(MISREAD_AS)


def misread(text: str, codec: str) -> str:
    return text.encode().decode(codec, "replace")


BROKEN = st.builds(misread, TEXTS, CODECS)
AS_LATIN = st.builds(
    lambda text, codec: text.encode(codec, "replace").decode("latin-1"),
    TEXTS,
    st.sampled_from(["windows-1251", "koi8-r", "windows-1256", "gb18030", "shift_jis", "euc_kr", "cp874"]),
)
CONTROLS = st.sampled_from(["\x00", "\x1b[31m", "\x85", "\x92", "\ufeff", "\ufffd", "????", "\u2028"])
LINES = st.lists(st.one_of(TEXTS, BROKEN, AS_LATIN, CONTROLS, st.text(max_size=8)), max_size=6).map("".join)


# ----------------------------------------------------------------------------------------------------- properties


@settings(max_examples=300)
@given(st.lists(LINES, max_size=5).map("\n".join))
@example("\x00cafÃ© cafÃ©\n\nÏðèâåò, êàê äåëà? Âñ¸ õîðîøî, ñïàñèáî.")
@example("Ã‚Â£5 for the cafÃƒÂ©")
def test_replaying_the_plan_on_the_original_gives_the_text(text: str) -> None:
    fixed, repairs = repair(text)
    assert replay(text, repairs) == fixed
    assert fixed.count("\n") == text.count("\n")


@settings(max_examples=300)
@given(LINES.filter(lambda line: "\n" not in line))
@example("Â\x800Â\x81\x00б═б╘Aб═Aб╘ ц÷\x85")  # nine rounds
def test_a_line_that_was_repaired_needs_no_repair(line: str) -> None:
    fixed, _ = repair_line(line)
    assert repair_line(fixed)[0] == fixed


@settings(max_examples=300)
@given(LINES)
@example("&copy; Ã©")
def test_no_reading_is_longer_than_its_line(line: str) -> None:
    """So that reading a line again and again comes to an end."""
    fixed, _ = repair_line(line)
    assert len(fixed) <= len(line)


@settings(max_examples=500)
@given(TEXTS.map(lambda text: text.replace(" ", "")), CODECS, st.sampled_from(["", "café ", "слово “", "ab"]))
def test_no_word_in_utf8_that_was_misread_passes_unseen(word: str, codec: str, before: str) -> None:
    broken = misread(word, codec)
    if "\ufffd" not in broken and any(reading.text == word for reading in as_utf8(broken)) and broken[:1] > "\x7f":
        content = (before + broken).encode()
        assert any(len(before.encode()) <= place for place in suspicious(content))


@given(st.text(st.sampled_from("?a\n"), max_size=12), st.sampled_from([0, (1 << 18) - 3, (1 << 18) - 1, 1 << 18]))
def test_question_marks_in_a_row_are_seen_wherever_they_stand(text: str, before: int) -> None:
    content = b"x" * before + text.encode()
    assert question_marks(content) == [n for n in range(before, len(content)) if content.startswith(b"???", n)]


@given(st.binary(max_size=40), st.sampled_from([0, (1 << 18) - 3, 1 << 18]))
def test_control_characters_are_seen_wherever_they_stand(content: bytes, before: int) -> None:
    content = b"x" * before + content
    assert _controls(content) == [n for n, code in enumerate(content) if code < 0x09 or 0x0E <= code < 0x20]


# ----------------------------------------------------------------------------------------------------- short ways

SCRIPTS = (
    "р с я ч а п н о А П Р Я ё Ё є Є ї Ї і Ў ў ґ ا م ی گ چ ، א ש ת α Ω क म ગ த ก ไ"
    "─ ╨ ▓ № « » “ ” … Ł Ĺ đ ﬁ 한 北 😀 \x85 \u200c"
)
MIXED = st.lists(st.one_of(st.text(st.sampled_from(SCRIPTS), max_size=12), BROKEN, AS_LATIN, st.text(max_size=3)))

PLAIN = {"_WIDE": 0, "_NARROW": 2}
SHORT = {"_FEW": 1 << 30, "_WIDE": 1 << 30, "_NARROW": -1, "_STEP": 1}
"""Nothing is let go early; and everything that may be is, also from short texts."""

ALL_LENGTHS = misreading._KNOWN._replace(begins_three=np.zeros_like(misreading._KNOWN.begins_three))
"""Tables by which no word is let go for its fourth character."""


def suspicious_with(content: bytes, constants: dict[str, float], **others: object) -> list[int]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in constants.items():
            patch.setattr(beginnings, name, value)
        for name, other in others.items():
            patch.setattr(misreading, name, other)
        return suspicious(content)


@settings(max_examples=500)
@given(MIXED.map(" ".join))
@example("сам само тоже Ёлка ёлки яя я» с─┐ ╨Я╤А╨╕ рПА")
@example("को कर “மற்றும்” ไก่ กขค")
@example("क" * 20 + "   " + misread("привет", "cp874"))  # the first 64 bytes end in a letter
def test_letting_sound_words_go_early_changes_nothing(text: str) -> None:
    content = text.encode("utf-8", "surrogatepass")
    found = suspicious_with(content, PLAIN, _KNOWN=ALL_LENGTHS)
    assert suspicious(content) == found
    assert suspicious_with(content, SHORT) == found
    assert suspicious_with(content, SHORT, _PIECE=64) == found


def test_no_code_page_has_two_characters_that_are_sound_for_bytes_of_one() -> None:
    narrow = [first | second << 8 for first in range(0xC2, 0xE0) for second in range(0x80, 0xC0)]
    wide = [first | second << 8 for first in range(0xE0, 0xF0) for second in range(0x80, 0xC0)]
    others = np.array([*(code | 0x2000 for code in range(0x20, 0x80)), *narrow, *wide])
    pairs = np.array([np.repeat(narrow, len(others)), np.tile(others, len(narrow))], dtype="<u2")
    piece = np.append(pairs.T.copy().view(np.uint8).ravel(), np.full(4, 0x20, dtype=np.uint8))
    sound = beginnings.are_sound(piece, piece < 0x80)[::4][: pairs.shape[1]]
    known = misreading._KNOWN
    assert not (sound & (known.begins_likely[pairs[0]] & known.follows_likely[pairs[1]] != 0)).any()
    assert sound.mean() > 0.05


def test_only_characters_of_three_bytes_in_code_pages_of_other_scripts_may_be_too_long() -> None:
    known = misreading._KNOWN
    assert not (known.begins_three & ((1 << misreading._NATURAL) - 1)).any()
    others = known.begins[0] | known.begins[2]
    for unit in np.flatnonzero(others):
        first, second, *_ = chr(unit).encode()
        assert not known.begins_three[first | second << 8] & others[unit]


def test_no_code_page_has_letters_of_india() -> None:
    indic = [0xE0 | second << 8 for second in range(0xA0, 0xAC)]
    assert not misreading._KNOWN.begins_likely[indic].any()


@given(st.text(st.characters(max_codepoint=0x7F)))
def test_ascii_is_never_suspicious(text: str) -> None:
    assert suspicious(text.encode()) == []


@pytest.mark.parametrize("size", [_PIECE - 1, _PIECE, _PIECE + 1])
def test_what_stands_where_pieces_meet_is_seen_once(size: int) -> None:
    content = ("x" * (size - 4) + " cafÃ© да ").encode()
    assert suspicious(content) == [size + 1 - 4 + 3]


# ---------------------------------------------------------------------------------------------------------- cases


REPAIRED = [
    # UTF-8 that was read in a code page
    ("The cafÃ© is closed", "The café is closed"),
    ("РџСЂРёРІРµС‚, РєР°Рє РґРµР»Р°?", "Привет, как дела?"),
    ("ط³ظ„ط§ظ… ط¨ط± ط´ظ…ط§", "سلام بر شما"),
    ("╨Я╤А╨╕╨▓╨╡╤В, ╨║╨░╨║ ╨┤╨╡╨╗╨░?", "Привет, как дела?"),
    # one word of a line, and with punctuation around it that was read well
    ("В Москве РїСЂРѕС€С‘Р» сильный дождь", "В Москве прошёл сильный дождь"),
    # a short word tells nothing by itself, but beside others
    ("Сегодня РїСЂРѕС€С‘Р» дождь Рё ветер", "Сегодня прошёл дождь и ветер"),
    # a mark behind a capital that no word has there is none
    ("Le document, dÃ» Ã  Paris", "Le document, dû à Paris"),
    ("O ministro nГЈo falou", "O ministro não falou"),
    ("Oni sД… w domu", "Oni są w domu"),
    ("Rain вЂ“ and wind", "Rain – and wind"),
    ("<td>вЂ“</td>", "<td>–</td>"),
    ("<td>Ð²</td>", "<td>в</td>"),
    ("30 USÂ\u00a0dollars Ã\u00a0 Paris", "30 US\u00a0dollars à Paris"),
    ("He said “cafÃ©” and left", "He said “café” and left"),
    ("la “CANCIÃ“N” de JosÃ©, en “CataluÃ±a”", "la “CANCIÓN” de José, en “Cataluña”"),
    ("물론, л§Њл“њлЉ” 것에", "물론, 만드는 것에"),
    ("Ein Ausflug nach MÃ¼nchen, schön", "Ein Ausflug nach München, schön"),
    # twice
    ("The cafÃƒÂ© is closed", "The café is closed"),
    # text in a legacy encoding that was read as Latin
    ("Ïðèâåò, êàê äåëà? Âñ¸ õîðîøî, ñïàñèáî.", "Привет, как дела? Всё хорошо, спасибо."),
    (
        "¿Ü±³ºÎ´Â È\xad¿äÀÏ ¾çÃøÀÌ È¸´ãÀ» °è¼ÓÇÏ±â·Î ÇÕÀÇÇß´Ù°í ¹àÇû´Ù.",
        "외교부는 화요일 양측이 회담을 계속하기로 합의했다고 밝혔다.",
    ),
    ("Ç\x90Ñ ÔæÑÇí ä\x90åÈÇä ÂÑÇí äãÇíäÏ\x90Çä ÊåÑÇä ÑÇ ÈÇØá ˜äÏ".replace("˜", "\x98"), None),
    # entities that were left when the tags went
    ("Le caf&eacute; n&#8217;est pas &ldquo;ouvert&rdquo;, 10&nbsp;km", "Le café n’est pas “ouvert”, 10\u00a0km"),
    # a no-break space that was part of a letter, and became a plain one
    ("L'Ã©tÃ© Ã  Marseille, il y a fÃªte Ã  la plage.", "L'été à Marseille, il y a fête à la plage."),
    ("PiÃ¹ di cosÃ¬ non si puÃ² fare, dalla cittÃ  in giÃ¹", "Più di così non si può fare, dalla città in giù"),
    # ... on whose line dashes and ampersands are entities, too
    ("L&rsquo;Or&eacute;al &ndash; &laquo;&nbsp;P&amp;G&nbsp;&raquo;", "L’Oréal – «\u00a0P&G\u00a0»"),
    # closing quotes that lost their last byte
    ("â€œWe wonâ€™t pay,â€ he said, â€œeverâ€", "“We won’t pay,” he said, “ever”"),
    # byte order marks of files that were put together
    ("\ufeffSecond story: gale", "Second story: gale"),
    # a mark without a picture, alone on its line
    ("â\x80\x8c", "\u200c"),
    # windows-1252's punctuation as control characters
    ("C\x92est la vie", "C’est la vie"),
]


@pytest.mark.parametrize(("broken", "text"), REPAIRED)
def test_repairs(broken: str, text: str | None) -> None:
    fixed, plan = repair_line(broken)
    assert fixed == text or text is None
    assert fixed != broken
    assert apply_plan(broken, plan) == fixed


@pytest.mark.parametrize("text", ["وزير الخارجية قال", "ሲመዘገቡ ገና ወንደላጤ", "मंत्रालय ने कहा", "Déjà vu à Paris"])
@pytest.mark.parametrize("codec", ["latin-1", "sloppy-windows-1252"])
@pytest.mark.parametrize("times", [2, 3])
def test_what_was_misread_several_times_over_is_no_korean(text: str, codec: str, times: int) -> None:
    broken = text
    for _ in range(times):
        broken = broken.encode().decode(codec)
    fixed, plan = repair_line(broken)
    assert fixed == text
    assert apply_plan(broken, plan) == fixed


SOUND = [
    "щоб сам шли тез чай той",  # each is valid UTF-8 through cp866
    "c’è l’étranger qu’à",  # the apostrophe and the letter are, through a Macintosh
    "KOBİ’lerin üçün köçük Düğün",
    "société » — « où »",
    "Ìlú kan tí ó se pàtàkì nínú ìtàn ni Naples. Gúsù ilè Italy ni Naples wà.",
    "Rinôçérôse, Café, naïveté, Ångström, Þórður, þáði, yfirþjóðþing",
    "JOSÉ ÉTÉ NOËL — À BIENTÔT",
    "می‌خواهم تک‌تک رگ، شک؟ جنگ بی‌پایان",
    "แบบ รพ. ที่ (แบบ ก)",
    "ا تھا، آگ لگی ہوئی بھی",
    # a short word by itself is one character in UTF-8 through an encoding of its script
    "<td>ЦБ</td><td>USD</td>",
    '<li class="menu-item"><a href="/tv/">ТВ</a></li>',
    "<h1>ФЗ</h1>",
    "УК",
    "<a href=/x>Ні</a> | <a href=/y>PDF</a>",
    "<b>дії</b><br>PDF",
    "<td>её</td><td>USD</td>",
    "<a href=/x>รถ</a> | <a href=/y>PDF</a>",
    "<td>แดง</td><td>USD</td>",
    "<td>سگ</td><td>USD</td>",
    # and so is the last letter of one with the mark behind it, and two capitals within a word
    "PÓŁ",
    "<td>ŹÓŁ</td>",
    "ðæ",
    "ABERTO «ATÉ AMANHû HOJE",
    "«IRMû",
    "«SHQIPËRISË»",
    "<h2>Ű»</h2>",
    "<p>Ö…</p>",
    "<b>BƏLİ…</b>",
    "ИЗ «ДНР», Р…",
    "Ъ…",
    "Ů™",
    "RenТВ",
    # and the last letter with a no-break space
    "Због тога су\u00a0име\u00a0променили у\u00a0The\u00a0Chemical Brothers, и\u00a0под\u00a0тим",
    "<b>С\u00a0</b>утра дождь",
    "<b>В\u00a0</b>Москве дождь",
    "<p>É\u00a0</p>",
    "dès 1965, à\u00a0£360",
    "KI\u00a0TE\u00a0WĀ\u00a0O\u00a0MUA",
    "Ã is a letter of Portuguese; so is Â",
    "½ » © ® ° ± 20 °C, 5 €",
    "│ a │ b │\t├──┤ ╔══╗",
    # ends of quotations that would be bytes of letters, characters that a line speaks of, rows of accented letters
    "ELE DISSE: “ATÉ AMANHÔ",
    "Die Buchstaben „Ä“, „Ö“ und „Ü“ sind Umlaute",
    "A palavra “Â” não existe",
    'The string "Ã©" appears where é was misread',
    "éèêë àâä îï ôö ùûü ç",
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞß",
    "“Já não” — ‘disse’ … ﬁm",
    "全角：「句読点」、（括弧）！？１２３ＡＢＣ",
    "soft\N{SOFT HYPHEN}hyphen \N{RIGHT-TO-LEFT MARK} \N{ZERO WIDTH JOINER} e\N{COMBINING ACUTE ACCENT}",
    "What??? Really???",
    # a mark in the middle, which nobody sees
    "It is proof\ufeff that you are a close observer.",
    # entities of code, of articles about it, and ampersands that may be meant
    "<b>tags</b> and caf&eacute;",
    "Write &eacute; for é, or &#233;",
    "Write &ndash; for a dash",
    "caf&eacute; is &amp;eacute; in between",
    "a footnote â€ in the text",
    "In HTML an é is written as caf&eacute; with an entity",
    "AT&amp;T, Simon &amp; Garfunkel, R&D; a&lt;b",
    'x = "caf&eacute;"',
    "?a=1&copy=2&reg;ion=3",
]


ALPHABETS = {
    "Cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБДЕЖЗИЙКЛМНОПСТУФХЦЧШЩЪЫЬЭЮЯіїєґўђћљњџІЇЄҐЎЂЋЉЊЏ",
    "Greek": "αβγδεζηθικλμνξοπρστυφχψωΑΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩάέήίόύώ",
    "Hebrew": "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگکی",
    "Thai": "กขคงจชซดตถทนบปผพมยลวสหอเแโไ",
    "Latin": "ÀÁÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßŐŰŮŘŁŚŹŻŃĄĘŠŽČĎŤŇĖŲŪĪĒĢĶĻŅŞĞİŢȘȚ",
}
"""Letters, without those few that signs, or the letters of half of Europe, begin with when misread: "Ã", "В", "Γ"."""


@pytest.mark.parametrize("letters", ALPHABETS.values(), ids=ALPHABETS)
@pytest.mark.parametrize("form", ["{}", "<b>{}</b>", "The minister said that {} would stay."])
def test_a_letter_with_a_mark_behind_it_is_one(letters: str, form: str) -> None:
    words = [form.format(letter + mark) for letter in letters for mark in "»”“’…—–®™\u00a0"]
    assert [word for word in words if repair(word) != (word, ())] == []


@pytest.mark.parametrize("before", [0, 100, 1000])
def test_quotes_of_windows_1252_are_read_on_a_page_that_is_one_long_line(before: int) -> None:
    """They stayed invisible control characters there, and "we're" was read as "were"."""
    rain = "<p>It rained all day on Sunday.</p>"
    page = f"{rain * before}<p>Because we\x92re used to \x93light\x94 \x96 yes</p>{rain * (1000 - before)}"
    fixed, repairs = repair(page)
    assert fixed == page.translate({0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–"})
    assert replay(page, repairs) == fixed


@pytest.mark.parametrize("line", SOUND)
def test_leaves_sound_lines_alone(line: str) -> None:
    assert repair(line) == (line, ())


def test_what_other_lines_were_in_helps_short_ones() -> None:
    text = "Âûñòàâêà îòêðûòà\nÌîñêâà\nÏðåçèäåíò Ðîññèè ïîäïèñàë çàêîí î áþäæåòå íà ñëåäóþùèé ãîä."
    fixed, repairs = repair(text)
    assert fixed.split("\n")[1] == "Москва"
    assert {one.kind for one in repairs} == {LEGACY}


@pytest.mark.parametrize(
    ("lines", "encoding"),
    [
        (
            ["天気予報", "交通情報", "私たちの町では、来週の日曜日に祭りが開かれます。", "祭りの後に花火もあります。"],
            "cp932",
        ),
        (
            ["首页", "财经新闻", "下个月市政府将开始修建一座新的大桥，预计需要三年时间。", "费用由中央政府补助。"],
            "gb18030",
        ),
        (["財經新聞", "副刊", "市政府昨天宣布，新大橋將於下個月動工，工程預計需要三年。", "費用由中央補助。"], "big5"),
        (
            [
                "اتصل بنا",
                "رياضة",
                "أعلنت البلدية أن بناء الجسر الجديد سيبدأ في الشهر القادم.",
                "تستمر الأعمال ثلاث سنوات.",
            ],
            "cp1256",
        ),
    ],
)
def test_short_lines_were_in_the_encoding_that_most_lines_were_in(lines: list[str], encoding: str) -> None:
    text = "\n".join(lines)
    broken = text.encode(encoding).decode("sloppy-windows-1252")
    fixed, repairs = repair(broken)
    assert fixed == text
    assert len(repairs) == 1
    assert replay(broken, repairs) == text


def test_western_lines_beside_lines_in_a_legacy_encoding_stay() -> None:
    legacy = "下个月市政府将开始修建一座新的大桥，预计需要三年时间。".encode("gb18030").decode("sloppy-windows-1252")
    lines = ["“Déjà vu” – Café Müller", "© 2019 – Señor Ibáñez, Málaga", "«Ça va ?»", "Größe: 5 m² – 10 €"]
    assert repair("\n".join([legacy, *lines, legacy]))[0].split("\n")[1:-1] == lines


@pytest.mark.parametrize("char", ["\x90", "ç", "Ê", "\xad"])
def test_one_character_over_and_over_is_no_text_in_a_legacy_encoding(char: str) -> None:
    assert repair(char * 6) == (char * 6, ())


def test_repairs_are_named() -> None:
    kinds = {
        "un cafÃ©": "mojibake",
        "Ïðèâåò, êàê äåëà? Âñ¸ õîðîøî, ñïàñèáî.": LEGACY,
        "Le caf&eacute;\nferm&eacute;": "entities",
        "a\0b": "control-characters",
    }
    for line, kind in kinds.items():
        assert {one.kind for one in repair(line)[1]} == {kind}


def test_entities_of_one_line_may_be_meant() -> None:
    assert repair("un caf&eacute; ferm&eacute;") == ("un caf&eacute; ferm&eacute;", ())


@pytest.mark.parametrize("line", ["a lost \N{REPLACEMENT CHARACTER} here", "??????? ????? ? ??????, ??? ????"])
def test_lost_characters_are_marked_and_not_guessed(line: str) -> None:
    text, repairs = repair(f"sound\n{line}\nsound")
    assert text == f"sound\n{line}\nsound"
    assert [(one.kind, one.lines, one.plan) for one in repairs] == [(LOST, (2,), ())]


def test_readings_of_a_text_are_made_by_their_plans() -> None:
    for reading in (*as_utf8("cafÃ©"), *as_legacy("Ïðèâåò")):
        broken = "cafÃ©" if "utf-8" in dict(reading.plan).values() else "Ïðèâåò"
        assert apply_plan(broken, reading.plan) == reading.text


@pytest.mark.parametrize(
    "text",
    ["cafÃ© " * 200_000, "Ïðèâåò " * 200_000, "\0" * 500_000, "Ã" * 500_000, "Ð\x9f" * 500_000, "ab\x92" * 300_000],
    ids=["words", "legacy", "nuls", "leading bytes", "one word", "c1"],
)
def test_a_line_of_megabytes_takes_seconds(text: str) -> None:
    start = time.process_time()
    fixed, repairs = repair(text)
    assert time.process_time() - start < 20
    assert replay(text, repairs) == fixed
