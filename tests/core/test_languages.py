"""Languages of blocks and pages: mixed pages above all."""

import dataclasses
import tomllib
from pathlib import Path

import pytest

from copydesk.languages import detect_languages, language_shares
from copydesk.languages.letters import letters_of
from copydesk.languages.spans import Span, language_spans
from copydesk.model import Block, Claim, DecodedDocument, Page, RawDocument


def page_of(*lines: str) -> Page:
    blocks = tuple(Block(number, line, range(number + 1, number + 2)) for number, line in enumerate(lines))
    return Page(DecodedDocument(RawDocument("page", b""), "", "utf-8"), blocks)


SENTENCES = [
    ("en", "The ministry said that the talks would continue until the end of the week."),
    ("de", "Das Ministerium teilte mit, dass die Gespräche bis zum Ende der Woche dauern."),
    ("fr", "Le ministère a annoncé que les discussions se poursuivraient jusqu’à la fin de la semaine."),
    ("es", "El ministerio anunció que las conversaciones continuarían hasta el fin de semana."),
    ("it", "Il ministero ha annunciato che i colloqui continueranno fino alla fine della settimana."),
    ("pt", "O ministério anunciou que as conversações continuariam até ao fim da semana."),
    ("tr", "Bakanlık, görüşmelerin hafta sonuna kadar süreceğini açıkladı."),
    ("ru", "Министерство сообщило, что переговоры продолжатся до конца недели."),
    ("uk", "Міністерство повідомило, що переговори триватимуть до кінця тижня."),
    ("fa", "وزارت خارجه اعلام کرد که گفت‌وگوها تا پایان هفته ادامه خواهد داشت."),
    ("ar", "قالت الوزارة إن المحادثات ستستمر حتى نهاية الأسبوع."),
    ("ur", "وزارت نے کہا ہے کہ مذاکرات ہفتے کے آخر تک جاری رہیں گے۔"),
    ("zh", "外交部表示，会谈将持续到周末。"),
    ("ja", "外務省は、会談が週末まで続くと発表した。"),
    ("ko", "외교부는 회담이 주말까지 계속될 것이라고 밝혔다."),
    ("el", "Το υπουργείο ανακοίνωσε ότι οι συνομιλίες θα συνεχιστούν."),
    ("he", "המשרד הודיע כי השיחות יימשכו עד סוף השבוע."),
    ("th", "กระทรวงระบุว่าการเจรจาจะดำเนินต่อไปจนถึงสิ้นสัปดาห์"),
    ("hi", "मंत्रालय ने कहा कि बातचीत सप्ताह के अंत तक जारी रहेगी।"),
    ("ps", "د بهرنیو چارو وزارت وویل چې خبرې به د اونۍ تر پایه روانې وي."),
    ("ckb", "وەزارەتی دەرەوە ڕایگەیاند کە گفتوگۆکان تا کۆتایی هەفتە بەردەوام دەبن."),
    ("ku", "Wezaretê ragihand ku hevdîtin dê heta dawiya hefteyê bidomin."),
    ("tg", "Вазорат хабар дод, ки гуфтушунидҳо то охири ҳафта идома меёбанд."),
    ("uz", "Vazirlik muzokaralar hafta oxirigacha davom etishini ma’lum qildi."),
    ("uz", "Вазирлик музокаралар ҳафта охиригача давом этишини маълум қилди."),
    ("az", "Nazirlik danışıqların həftənin sonuna qədər davam edəcəyini bildirdi."),
    ("kk", "Министрлік келіссөздердің аптаның соңына дейін жалғасатынын мәлімдеді."),
    ("be", "Міністэрства паведаміла, што перамовы працягнуцца да канца тыдня."),
    ("sr", "Министарство је саопштило да ће се разговори наставити до краја недеље."),
    ("mn", "Яам хэлэлцээ долоо хоногийн эцэс хүртэл үргэлжилнэ гэж мэдэгдэв."),
    ("am", "ሚኒስቴሩ ድርድሩ እስከ ሳምንቱ መጨረሻ ይቀጥላል ብሏል።"),
    ("fa", "وزارت خارجه اعلام كرد كه گفت‌وگوها تا پايان هفته ادامه خواهد داشت."),
    ("fa", "ﻭﺯﺍﺭﺕ ﺧﺎﺭﺟﻪ ﺍﻋﻼﻡ ﮐﺮﺩ ﮐﻪ ﮔﻔﺘﮕﻮﻫﺎ ﺗﺎ ﭘﺎﯾﺎﻥ ﻫﻔﺘﻪ ﺍﺩﺍﻣﻪ ﺩﺍﺭﺩ."),
]


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_a_sentence(language: str, sentence: str) -> None:
    assert detect_languages(page_of(sentence)) == (language,)


SISTERS = tomllib.loads((Path(__file__).parent / "sisters.toml").read_text(encoding="utf-8"))["article"]
"""Articles in languages whose n-grams are much the same."""


@pytest.mark.parametrize("article", SISTERS, ids=lambda article: f"{article['language']}: {article['about']}")
def test_an_article_has_the_words_that_tell_sister_languages_apart(article: dict[str, str]) -> None:
    lines = article["text"].splitlines()
    assert detect_languages(page_of(*lines)) == (article["language"],) * len(lines)


def test_telling_words_make_no_other_language_a_sister() -> None:
    lines = ["The hospital said that the doctor is at the university.", "Polis comes from the Greek word for a city."]
    malay = [line for article in SISTERS if article["language"] == "ms" for line in article["text"].splitlines()]
    assert detect_languages(page_of(*lines, *malay))[:2] == ("en", "en")


def test_danish_and_norwegian_are_told_apart_by_what_one_of_them_writes_otherwise() -> None:
    assert detect_languages(page_of("Ud over byen", "Regeringen sagde nej")) == ("da", "da")
    assert detect_languages(page_of("Ut over byen", "Regjeringen sier nei")) == ("no", "no")


def test_a_menu_in_another_script_than_the_page_is_in_one_language_foreign_titles_in_it_aside() -> None:
    menu = ["Kotimaan uutiset", "Sound of Music", "Sää huomenna", "Ota yhteyttä toimitukseen"]
    article = [dict(SENTENCES)["ar"]] * 8
    assert detect_languages(page_of(*menu, *article))[:4] == ("fi",) * 4
    english = "The council has said that it will not pay for the new bridge over the river this year."
    assert detect_languages(page_of(*menu, *article, english))[-1] == "en"


@pytest.mark.parametrize("line", ["12:30", "***", "https://example.com/a", "a@example.com", "", "- 3 -", "№ 5"])
def test_nothing_is_said_of_a_line_without_letters(line: str) -> None:
    assert detect_languages(page_of(line)) == ("und",)


def test_a_persian_header_and_an_english_body_are_two_languages() -> None:
    page = page_of(SENTENCES[9][1], "AA-AA", SENTENCES[0][1], "www.afgazad.com afgazad@gmail.com زبان های اروپائی")
    assert detect_languages(page) == ("fa", "en", "en", "fa")
    assert set(language_shares(page, detect_languages(page))) == {"en", "fa"}


def test_short_lines_take_the_language_that_the_page_is_in() -> None:
    page = page_of(SENTENCES[0][1], "Omar al-Baschir ARCHIV", "ICC warrant for Bashir", "LG", SENTENCES[0][1])
    assert set(detect_languages(page)) == {"en"}


def test_a_menu_in_the_words_of_another_language_is_in_that_language() -> None:
    page = page_of("Zum Inhalt springen", "Startseite", "Nachrichten", SENTENCES[0][1], SENTENCES[0][1])
    assert detect_languages(page) == ("de", "de", "de", "en", "en")


@pytest.mark.parametrize(
    ("language", "menu", "article"),
    [
        ("ne", "गृहपृष्ठ समाचार खेलकुद विचार", "काठमाडौंमा भारी वर्षा, उडान रद्द। अर्को दुई दिनसम्म पानी पर्ने छ।"),
        ("hi", "होम देश विदेश खेल", "मुंबई में भारी बारिश, कई ट्रेनें रद्द। मौसम विभाग ने अलर्ट जारी किया है।"),
        ("sr", "Naslovna Vesti Sport Kultura Politika", "Predsednik je rekao da će se nastaviti sledeće nedelje."),
        ("af", "Nuus Sport Sake Video", "Die minister het gesê die wet sal in Januarie in werking tree."),
        ("pl", "Sport Kultura Gospodarka", "Minister powiedział, że ustawa wejdzie w życie w styczniu."),
        ("ca", "Societat Economia Esports Cultura", "El Govern abaixarà els impostos. La llei entra en vigor aviat."),
        ("es", "Sociedad Economía Deportes Cultura", "El Gobierno bajará impuestos. La ley entra en vigor pronto."),
    ],
)
def test_a_menu_in_words_that_other_languages_have_too_is_in_the_language_of_the_article(
    language: str, menu: str, article: str
) -> None:
    assert set(detect_languages(page_of(article, *menu.split(" ")))) == {language}


def test_a_menu_that_no_lexicon_knows_is_in_its_own_language() -> None:
    menu = ["Como um dos", "Ainda assim, há", "Abaixo o", "Um estudo da"]
    article = [SENTENCES[1][1]] * 3
    assert detect_languages(page_of(*menu, *article)) == ("pt",) * 4 + ("de",) * 3


def test_a_foreign_name_in_a_menu_between_other_letters_is_in_the_language_of_the_menu() -> None:
    article = dict(SENTENCES)["fa"]
    menu = ["Najnowsze wiadomości", "Recenzja: Game of Thrones", "Wydarzenia w mieście"]
    assert detect_languages(page_of(article, *menu, article)) == ("fa", "pl", "pl", "pl", "fa")


def test_sentences_in_two_languages_between_other_letters_are_each_in_its_own() -> None:
    own = dict(SENTENCES)
    page = page_of(own["ar"], own["en"], own["de"], own["ar"], own["ar"])
    assert detect_languages(page) == ("ar", "en", "de", "ar", "ar")


def test_a_list_of_foreign_names_is_in_the_language_of_the_page() -> None:
    names = ["John Smoltz", "Ravindra Jadeja", "Copa Rey", "Liga MX", "Ric Bucher", "Big West", "Andy Katz"]
    assert set(detect_languages(page_of(*names, *[SENTENCES[0][1]] * 3))) == {"en"}


SIBLINGS = {
    "Ini akan menempatkan batas-batas": ("id", "ms"),
    "Ministarstvo je saopštilo da će se razgovori nastaviti.": ("hr", "sr"),
    "Det er en god dag.": ("no", "da"),
}


@pytest.mark.parametrize(
    ("text", "claimed"), [(text, claimed) for text, languages in SIBLINGS.items() for claimed in languages]
)
def test_what_a_page_claims_settles_what_is_nearly_even(text: str, claimed: str) -> None:
    page = dataclasses.replace(page_of(text), claims=(Claim("language", claimed, "html"),))
    assert detect_languages(page) == (claimed,)


@pytest.mark.parametrize(("language", "sentence"), SENTENCES)
def test_what_a_page_claims_is_no_answer(language: str, sentence: str) -> None:
    claimed = "es" if language == "de" else "de"
    page = dataclasses.replace(page_of(sentence), claims=(Claim("language", claimed, "html"),))
    assert detect_languages(page) == (language,)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("hi", "हम लोग"),
        ("hi", "CBSE के नतीजे"),
        ("ps", "له هغه"),
        ("ar", "العربية"),
        ("ru", "Кто там?"),
        ("sv", "Läs mer om"),
        ("ko", "IT/과학"),
        ("ja", "宮崎県知事会見"),
        ("zh", "直至2002年8月，將軍澳綫全綫通車"),
    ],
)
def test_a_short_line_alone_in_another_script_is_in_its_language(language: str, line: str) -> None:
    article = [text for own, text in SENTENCES if own == "el"] * 4
    assert detect_languages(page_of(*article, line))[-1] == language


def test_chinese_beside_japanese_is_chinese() -> None:
    japanese = "外務省の報道官は火曜日の会見で、交渉を続けると述べた。"
    chinese = ["首頁", "雙方將繼續談判，會談將持續到週末。", "「ありがとう」他用日語說，現場響起掌聲，雙方交換了禮物。"]
    assert detect_languages(page_of(*chinese, japanese, chinese[1])) == ("zh", "zh", "zh", "ja", "zh")
    assert detect_languages(page_of("财经", "新闻", "社会", "会社概要", japanese)) == ("zh", "zh", "ja", "ja", "ja")


JAPANESE_LINES = ["県は六月に新しい橋の工事を始めると発表した。", "工事は三年ほどかかる見込みだという。"]


@pytest.mark.parametrize(
    ("menu", "language"),
    [
        (["體育", "國際要聞", "讀者投書"], "zh"),
        (["娱乐", "读者来信", "国际"], "zh"),
        (["営業時間", "採用情報", "交通案内"], "ja"),
    ],
)
def test_a_menu_in_han_characters_is_in_the_language_of_its_forms(menu: list[str], language: str) -> None:
    found = detect_languages(page_of(*menu, *JAPANESE_LINES, *menu))
    assert found == (language,) * 3 + ("ja",) * 2 + (language,) * 3


def test_lines_without_kana_are_in_the_language_of_their_neighbours() -> None:
    chinese = ["市政府昨天宣布，新大橋將於下個月動工。", "工程預計需要三年時間，費用由中央補助。"]
    page = page_of(*chinese, "社会", *chinese, *JAPANESE_LINES, "社会", *JAPANESE_LINES)
    assert detect_languages(page) == ("zh",) * 2 + ("zh",) + ("zh",) * 2 + ("ja",) * 5


def test_a_name_in_another_script_is_in_no_language() -> None:
    assert detect_languages(page_of(*[text for own, text in SENTENCES if own == "ja"] * 4, "COMEMO"))[-1] == "und"


def test_shares_sum_the_letters_of_the_whole_page() -> None:
    shares = language_shares(page_of("aaaaaaaaa", "b"), ("en", "de"))
    assert shares == {"en": 0.9, "de": 0.1}


QUOTES = [
    ("ru", "Премьер заявил: «{}» и ушёл, не ответив на вопросы прессы.", "en", "The talks will go on until Friday"),
    ("en", "The minister said “{}” before he left in the evening.", "ru", "Переговоры продолжатся"),
    ("en", "The minister said “{}” before he left in the evening.", "fa", "این گفتگوها ادامه دارد"),
    ("en", "The minister said “{}” before he left in the evening.", "zh", "会谈将持续到周末"),
    ("ja", "首相は「{}」と述べ、記者団の質問には答えずに官邸を後にした。", "ko", "회담이 주말까지 계속될 것이다"),
    ("fa", "وزیر گفت: «{}» و سپس بدون پاسخ به خبرنگاران جلسه را ترک کرد.", "de", "Die Gespräche gehen weiter"),
    ("bg", "Министърът каза: «{}» и напусна залата, без да отговори.", "uz", "ular toʻxtamasdan davom etadi"),
    ("uk", "Міністр сказав: «{}», після чого залишив залу засідань.", "el", "Οι συνομιλίες θα συνεχιστούν"),
]


@pytest.mark.parametrize(("language", "line", "quoted", "quote"), QUOTES)
def test_a_quote_in_another_script_is_in_a_language_of_its_own(
    language: str, line: str, quoted: str, quote: str
) -> None:
    page = page_of(line.format(quote))
    assert detect_languages(page) == (language,)
    start = line.index("{")
    assert language_spans(page, [language]) == ((Span(start, start + len(quote), quoted),),)
    assert list(language_shares(page, [language])) == [language, quoted]


@pytest.mark.parametrize(
    ("line", "quoted", "quote"),
    [
        ("The button on the old page said “ข่าวเด่น” and nothing else.", "th", "ข่าวเด่น"),
        ("Unter dem Bild stand nur «Αθήνα», ohne ein Datum.", "el", "Αθήνα"),
        ('Die Schaltfläche heißt "뉴스", daneben steht ein Pfeil.', "ko", "뉴스"),
        ("В углу экрана мигала надпись «Read more», и больше ничего.", "en", "Read more"),
        (
            "En la barra de arriba del sitio se lee desde ayer “Политика конфиденциальности”.",
            "ru",
            "Политика конфиденциальности",
        ),
        ("The small print on the site (個人情報保護方針) was long.", "ja", "個人情報保護方針"),
    ],
)
def test_a_short_quote_between_marks_is_in_its_language(line: str, quoted: str, quote: str) -> None:
    page = page_of(line)
    start = line.index(quote)
    assert language_spans(page, detect_languages(page)) == ((Span(start, start + len(quote), quoted),),)


@pytest.mark.parametrize(
    "line",
    [
        "The leader (김정은) spoke on Monday, and “Правда” printed it.",
        "Газета «New York Times» и журнал “Der Spiegel” вышли в среду.",
        "Как пишет Washington Post, переговоры Владимира Путина продолжатся.",
        "The talks, says Владимир Владимирович Путин, will go on until the end of the week.",
        "東京のSONY Corporationは10月、新製品を発表した。",
        "نشانی ما: www.example.com/contact و info@example.org و https://example.net/write/to/the/editor است.",
        "The word “中国” means China, and the temperature is 30 °C.",
    ],
)
def test_a_name_in_other_letters_is_no_quote(line: str) -> None:
    page = page_of(line)
    assert language_spans(page, detect_languages(page)) == ((),)


def test_scripts_are_counted_by_letters() -> None:
    assert letters_of([""]).scripts == ()
    assert letters_of(["сказал Bush вчера"]).script == ["CYRILLIC"]
