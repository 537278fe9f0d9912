"""Decoding and repair: which encoding, what is repaired, and above all what is left alone."""

import pytest

from copydesk.decoding import decode, guess_encoding
from copydesk.decoding.repairing import repair, replay
from copydesk.model import DecodedDocument, RawDocument, Reason, Rejection

RUSSIAN = "Сегодня в Москве прошёл сильный дождь, сообщили в городской службе погоды. Движение на мостах затруднено."
PERSIAN = "وزارت خارجه روز سه شنبه اعلام کرد که مذاکرات در تهران ادامه خواهد داشت و نتيجه آن به زودی منتشر می شود"
GERMAN = "Die Brücke über den Fluß bleibt für längere Zeit gesperrt, hieß es in Köln. Fußgänger dürfen sie benützen."
CHINESE = "外交部发言人星期二表示，双方同意继续就边境问题举行会谈，并尽快公布结果。这是今年的第三轮会谈。"
JAPANESE = "外務省は火曜日、会談を来週まで続けることで合意したと発表した。両国の代表が出席する予定である。"
KOREAN = "외교부는 화요일 양측이 회담을 다음 주까지 계속하기로 합의했다고 밝혔다. 결과는 곧 발표된다."

ENCODED = [
    (GERMAN, "iso-8859-1"),
    (GERMAN, "windows-1252"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp866"),
    (CHINESE, "gb18030"),
    (CHINESE, "gb2312"),
    (JAPANESE, "shift_jis"),
    (JAPANESE, "euc_jp"),
    (JAPANESE, "iso2022_jp"),
    (KOREAN, "euc_kr"),
    (GERMAN, "utf-8-sig"),
    (RUSSIAN, "utf-16"),
    (GERMAN, "utf-16-le"),
    (GERMAN, "utf-16-be"),
    (RUSSIAN, "utf-16-le"),
    (RUSSIAN, "utf-8"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_decodes(text: str, encoding: str) -> None:
    assert guess_encoding(text.encode(encoding)).text == text


def test_windows_1256() -> None:
    text = PERSIAN.replace("ی", "ي").replace("ک", "ك")
    assert guess_encoding(text.encode("windows-1256")).text == text


def test_a_declaration_does_not_win_over_the_bytes() -> None:
    page = f'<meta charset="windows-1252"><p>{RUSSIAN}'
    assert guess_encoding(page.encode("utf-8")).encoding == "utf-8"
    assert RUSSIAN in guess_encoding(page.encode("windows-1251")).text


def test_lines_in_another_encoding_do_not_spoil_a_utf8_page() -> None:
    content = f"{RUSSIAN}\n".encode() * 5 + "naïve façade\n".encode("windows-1252") + f"{RUSSIAN}\n".encode() * 5
    guess = guess_encoding(content)
    assert guess.encoding == "utf-8"
    assert guess.text == f"{RUSSIAN}\n" * 5 + "naïve façade\n" + f"{RUSSIAN}\n" * 5
    assert [(one.kind, one.lines) for one in guess.strays] == [("stray-encoding", (6,))]


ESTONIAN = "Eile õhtul ütles minister, et küsimus on keeruline ja et valitsus arutab seda järgmisel nädalal. "
GREEK = "Η κυβέρνηση ανακοίνωσε ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα στις Βρυξέλλες. "


@pytest.mark.parametrize("between", ["<p>", "\r"])
def test_a_title_in_another_encoding_does_not_spoil_a_utf8_page_on_one_line(between: str) -> None:
    """All of the page was taken for Chinese, as its first text alone would be."""
    sentence = "В Москве прошёл сильный дождь, сообщили в мэрии города во вторник."
    body = between.join(["</title>", *[sentence] * 6])
    guess = guess_encoding(b"<title>" + "Новости дня".encode("windows-1251") + body.encode())
    assert guess is not None
    assert guess.text == f"<title>Новости дня{body}"
    assert [(one.plan, one.lines) for one in guess.strays] == [((("decode", "windows-1251"),), (1,))]


@pytest.mark.parametrize(
    ("text", "as_utf8", "encoding"),
    [
        ("See you there \ud83d", "See you there \ufffd", "utf-8 (damaged)"),
        ("Сегодня \ud83d\nдождь", "Сегодня \ufffd\nдождь", "utf-8 (damaged)"),
        ("ok \ud83d\ude00", "ok 😀", "utf-8-variants"),
        ("\udc00", "\ufffd", "utf-8 (damaged)"),
    ],
)
def test_halves_of_surrogate_pairs_are_joined_or_lost_and_make_no_text_of_another_encoding(
    text: str, as_utf8: str, encoding: str
) -> None:
    r"""JSON has them as "\ud83d", where an emoji was cut: a line with one became Chinese, or Russian."""
    guess = guess_encoding(text.encode("utf-8", "surrogatepass"))
    assert guess is not None
    assert (guess.text, guess.encoding) == (as_utf8, "utf-8")
    assert [(one.plan, one.lines) for one in guess.strays] == [((("decode", encoding),), (1,))]


@pytest.mark.parametrize("times", [6, 60], ids=["behind the first look", "behind the second look"])
@pytest.mark.parametrize(
    ("text", "last", "encoding"),
    [
        (ESTONIAN, "Poest osteti žurnaal ja šokolaadi.", "iso-8859-13"),
        (ESTONIAN, "Poest osteti žurnaal ja šokolaadi.", "iso-8859-4"),
        (ESTONIAN, "Poest osteti žurnaal ja šokolaadi.", "iso-8859-15"),
        (GREEK, "Άρχισε η απεργία, λέει ο Άγγελος.", "iso-8859-7"),
    ],
)
def test_letters_that_come_late_still_tell_encodings_apart(text: str, last: str, encoding: str, times: int) -> None:
    page = f"{text * times}\n{last}\n"
    assert guess_encoding(page.encode(encoding)).text == page


@pytest.mark.parametrize("times", [1, 3])
def test_lines_in_utf8_do_not_spoil_a_page_in_another_encoding(times: int) -> None:
    inserted = "Фото: «Интерпресс», архив; подробности в нашем репортаже завтра утром\n"
    content = f"{RUSSIAN}\n".encode("windows-1251") * 8 * times + inserted.encode() * times
    guess = guess_encoding(content)
    assert (guess.encoding, guess.text) == ("windows-1251", f"{RUSSIAN}\n" * 8 * times + inserted * times)
    assert [(one.plan, len(one.lines)) for one in guess.strays] == [((("decode", "utf-8"),), times)]


def test_a_line_that_happens_to_be_utf8_is_read_as_the_page() -> None:
    page = f"{CHINESE}\n联通移动\n联通\n"
    assert guess_encoding(page.encode("gbk")).text == page


GREENS = "Die Grünen – bisher fünftstärkste Kraft – überholen die „Großen“ in Österreich"


def test_an_article_in_another_encoding_between_the_tags_of_a_template_without_line_ends() -> None:
    menu, rights = "<ul><li>Über uns</li><li>Börse &amp; Märkte</li></ul>", "<div>Für Sie geprüft – alle Rechte</div>"
    guess = guess_encoding(menu.encode() + f"<p>{GREENS}.</p>".encode("windows-1252") + rights.encode())
    assert (guess.encoding, guess.text) == ("utf-8", f"{menu}<p>{GREENS}.</p>{rights}")
    assert [(one.plan, one.lines) for one in guess.strays] == [((("decode", "windows-1252"),), (1,))]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        (GREENS, "–"),
        ("Der Bürgermeister sagt: “Wir zahlen”, und überlegt…", "“”…"),
        ("Größter Streik 1990–1995 in Köln", "–"),
        ("L’été s’annonce très chaud à Orléans", "’"),
    ],
)
def test_punctuation_of_a_word_processor_inside_utf8(text: str, own: str) -> None:
    content = b"".join(char.encode("windows-1252" if char in own else "utf-8") for char in text)
    assert guess_encoding(content).text == text


@pytest.mark.parametrize("lost", ["та \udc96нші", "україна \udc94диний народ", "за \udc92", "Київ\udc96 та Львів"])
def test_what_is_left_of_a_letter_in_utf8_is_no_punctuation(lost: str) -> None:
    content = f"Уряд обговорює питання {lost}, повідомили в пресслужбі".encode("utf-8", "surrogateescape")
    assert guess_encoding(content).text == content.decode("utf-8", "replace")


@pytest.mark.parametrize("text", ["Fans fêtent le titre à Marseille 😀🎉", "What a game 😀"])
def test_characters_beyond_the_first_plane_as_old_databases_write_them(text: str) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    content = b"".join(
        chr(int.from_bytes(units[n : n + 2], "little")).encode("utf-8", "surrogatepass")
        for n in range(0, len(units), 2)
    )
    assert guess_encoding(content).text == text


def test_tones_of_vietnamese_stand_on_their_vowels() -> None:
    text = "Thủ tướng cho biết Chính phủ sẽ hỗ trợ người dân"
    hook, acute, tilde, dot, grave = "\u0309\u0301\u0303\u0323\u0300"
    apart = (
        f"Thu{hook} tươ{acute}ng cho biê{acute}t Chi{acute}nh phu{hook} se{tilde} hô{tilde} trơ{dot} ngươ{grave}i dân"
    )
    guess = guess_encoding(apart.encode("cp1258"))
    assert (guess.encoding, guess.text) == ("windows-1258", text)


def test_the_waves_of_windows_make_no_rarer_encoding_likelier() -> None:
    text = "㈱山田商店は10～12月期に①東京②大阪に新しい店舗を開くと発表した。投資額は2～3億円とした。"
    assert guess_encoding(text.encode("cp932")).text == text


def test_lost_bytes_are_marked_and_not_guessed() -> None:
    content = f"{RUSSIAN}\n".encode() * 9 + RUSSIAN.encode()[:-3] + b"\xd0\n"
    assert guess_encoding(content).text.endswith("\N{REPLACEMENT CHARACTER}\n")


@pytest.mark.parametrize(
    "content",
    [b"\0" * 100, bytes(range(256)) * 4, b"%PDF-1.7 text", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04 word", b"\x7fELF"],
)
def test_binary_content_is_rejected_with_advice(content: bytes) -> None:
    outcome = decode(RawDocument("a.txt", content))
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.BINARY
    assert "convert" in outcome.detail


MOJIBAKE = [
    ("The café’s owner", "windows-1252"),
    ("La Federación Española", "latin-1"),
    (RUSSIAN, "windows-1251"),
    (RUSSIAN, "windows-1252"),
    ("Příliš žluťoučký kůň", "windows-1250"),
    (PERSIAN.replace("ی", "ي"), "windows-1256"),
    (RUSSIAN, "koi8-r"),
    (RUSSIAN, "cp866"),
]


@pytest.mark.parametrize(("text", "misread"), MOJIBAKE)
def test_repairs_mojibake_on_its_own_line_and_records_it(text: str, misread: str) -> None:
    broken = text.encode().decode(f"sloppy-{misread}" if misread.startswith("windows-12") else misread)
    fixed, repairs = repair(f"plain line\n{broken}\nlast line")
    assert fixed == f"plain line\n{text}\nlast line"
    assert [(one.kind, one.lines, one.count) for one in repairs] == [("mojibake", (2,), 1)]
    assert replay(f"plain line\n{broken}\nlast line", repairs) == fixed


UNCHANGED = [
    "только",  # through cp866 this is valid UTF-8
    "“Já não” — ‘disse’ … ﬁm",
    "Ã is a letter of Portuguese",
    "می‌شود",
    "１２３ＡＢＣ、。",
    "<b>tags</b> and &nbsp; entities",
]


@pytest.mark.parametrize("line", UNCHANGED)
def test_leaves_alone(line: str) -> None:
    assert repair(line) == (line, ())


def test_control_characters_go_and_are_recorded() -> None:
    decoded = decode(
        RawDocument("a.txt", b"Rain \x00stops\x07 play on a long and wet Sunday afternoon in the old town\n")
    )
    assert isinstance(decoded, DecodedDocument)
    assert "\0" not in decoded.text
    assert [one.kind for one in decoded.repairs] == ["control-characters"]


# ----------------------------------------------------------------------------------------------- the order of things

HZ = CHINESE.encode("hz")


@pytest.mark.parametrize(
    ("content", "encoding", "text"),
    [
        (KOREAN.encode("iso2022_kr"), "iso-2022-kr", KOREAN),
        (HZ, "hz-gb-2312", CHINESE),
        (b"a ~{tilde and a brace~} in plain ASCII", "utf-8", "a ~{tilde and a brace~} in plain ASCII"),
        (CHINESE.encode("utf-16-be"), "utf-16-be", CHINESE),
        (CHINESE.encode("utf-16-le"), "utf-16-le", CHINESE),
        (RUSSIAN.encode("utf-32-le"), "utf-32-le", RUSSIAN),
        (b"\xef\xbb\xbf" + GERMAN.encode(), "utf-8", GERMAN),
        (b"\xef\xbb\xbf" * 3 + GERMAN.encode(), "utf-8", GERMAN),
        ("Größe €".encode("windows-1252"), "windows-1252", "Größe €"),
        (b"", "utf-8", ""),
    ],
    ids=["iso-2022-kr", "hz", "no hz", "utf-16-be", "utf-16-le", "utf-32", "mark", "marks", "title", "empty"],
)
def test_the_order_of_decisions(content: bytes, encoding: str, text: str) -> None:
    guess = guess_encoding(content)
    assert guess is not None
    assert (guess.encoding, guess.text) == (encoding, text)


def test_utf8_that_is_cut_in_a_character_or_has_a_bad_byte_stays_utf8() -> None:
    content = "Das Café ist zu, sagte Jörg gestern".encode()
    for damaged in (content[: content.index(b"\xb6")], content.replace(b"ist", b"\xffist")):
        guess = guess_encoding(damaged)
        assert guess is not None
        assert guess.encoding == "utf-8"
        assert "Café" in guess.text
        assert "\N{REPLACEMENT CHARACTER}" in guess.text


@pytest.mark.parametrize(
    ("text", "beginning"),
    [
        ("Das Ministerium teilte mit, dass die Gespr", b"\xc3"),
        ("The talks would go on, said ", b"\xe2\x80"),
        ("A good day ", b"\xf0\x9f\x98"),
    ],
)
def test_ascii_with_the_beginning_of_a_character_at_its_end_is_utf8_that_is_cut(text: str, beginning: bytes) -> None:
    guess = guess_encoding(text.encode() + beginning)
    assert guess is not None
    assert (guess.encoding, guess.text) == ("utf-8", text + "\N{REPLACEMENT CHARACTER}")
    assert [one.lines for one in guess.strays] == [(1,)]


@pytest.mark.parametrize("text", ["Die Spiele des Don José", "La Russie a annoncé", "Almeno così"])
def test_ascii_with_a_letter_at_its_end_is_in_the_encoding_of_that(text: str) -> None:
    guess = guess_encoding(text.encode("windows-1252"))
    assert guess is not None
    assert guess.text == text


def test_no_vowel_sign_stands_on_a_letter_of_another_script() -> None:
    text = "Ece, Thomas : Io, finchè, non mi sono"
    guess = guess_encoding(text.encode("windows-1252"))
    assert guess is not None
    assert guess.text == text


def test_a_sign_for_any_currency_is_a_euro() -> None:
    text = "Die Älteren werden für jedes Jahr 700 € vom Land bekommen"
    guess = guess_encoding(text.encode("iso-8859-15"))
    assert guess is not None
    assert guess.text == text


def test_a_declaration_tips_the_scale() -> None:
    content = "Într-o zi senină și friguroasă de aprilie".encode("iso-8859-16")
    guesses = [guess_encoding(content, kind) for kind in ("", "text/html; charset=iso-8859-16")]
    assert [guess.encoding for guess in guesses if guess] == ["windows-1250", "iso-8859-16"]


def test_how_sure_it_is_is_said() -> None:
    long, short = (guess_encoding(text.encode("windows-1251")) for text in (RUSSIAN, "Да"))
    assert long is not None
    assert short is not None
    assert short.confidence < long.confidence < 1.0


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "euc_kr", "shift_jis"])
def test_a_legacy_text_that_is_cut_in_a_character_keeps_all_others(encoding: str) -> None:
    text = {"gb18030": CHINESE, "big5": "外交部發言人星期二表示，雙方同意繼續就邊境問題舉行會談。"}.get(encoding)
    text = text or (KOREAN if encoding == "euc_kr" else JAPANESE)
    guess = guess_encoding(text.encode(encoding)[:-1])
    assert guess is not None
    assert guess.text.rstrip("\N{REPLACEMENT CHARACTER}") == text[:-1]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"PK\x03\x04 word", "ZIP"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "WebP"),
        (b"\0\0\0\x18ftypmp42", "MP4"),
        (b"x" * 257 + b"ustar\x0000", "tar"),
        (b"{\\rtf1\\ansi Rain}", "RTF"),
        (b"\x1f\x8b\x08\0", "gzip"),
    ],
)
def test_a_rejection_names_the_format(content: bytes, what: str) -> None:
    outcome = decode(RawDocument("a.txt", content))
    assert isinstance(outcome, Rejection)
    assert what in outcome.detail


def test_megabytes_on_one_line_are_decoded_in_seconds() -> None:
    for content in (b"word " * 4_000_000, RUSSIAN.encode("koi8-r") * 40_000, GERMAN.encode() * 40_000 + b"\xff"):
        outcome = decode(RawDocument("a.txt", content))
        assert isinstance(outcome, DecodedDocument)
