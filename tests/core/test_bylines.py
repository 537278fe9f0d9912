"""Bylines: the people they name, whatever stands beside them, and what names nobody."""

import time

import pytest

from copydesk import clean
from copydesk.fields.authors import extract_authors
from copydesk.fields.bylines import Known, read_byline, says_who
from copydesk.model import Article, Label, Role
from copydesk.outlets import registry
from copydesk.scripts import LONG
from tests.core.labelled import page_of

SECONDS = 10
"""What a slow and busy machine may take for three paragraphs; from each of their letters it takes half a minute."""

KNOWN = Known(("de", "en", "es", "ru"), registry())

PEOPLE = [
    # dates and times beside the name
    ("By Charlie Hall Dec 20, 2023, 4:45pm EST", ["Charlie Hall"]),
    ("By JEFFREY GETTLEMAN JAN. 13, 2017", ["Jeffrey Gettleman"]),
    ("By Steven Mufson March 18 at 12:22 PM Follow @StevenMufson", ["Steven Mufson"]),
    ("Fouzia Van Der Fort|Published 4 months ago", ["Fouzia Van Der Fort"]),
    ("Julia Vergin | Clare Roth vor 3 Stunden", ["Julia Vergin", "Clare Roth"]),
    ("Tuesday 15 October 2019 by Bradley M. Kuhn", ["Bradley M. Kuhn"]),
    ("by Jason Rostar | SEO | 8 min Read", ["Jason Rostar"]),
    ("Ярослав Кузишин Антон Зелинский Карина Гасимова 8 января, 17:46",
     ["Ярослав Кузишин", "Антон Зелинский", "Карина Гасимова"]),
    # jobs, credentials, outlets, agencies
    ("Will Macmaster Editor", ["Will Macmaster"]),
    ("By HAL WINTERS Sentinel Staff Writer", ["Hal Winters"]),
    ("By HAL WINTERS SENTINEL", ["Hal Winters Sentinel"]),
    ("By Emily Jane Post", ["Emily Jane Post"]),
    ("Aleksandar Stevanovic Senior Writer", ["Aleksandar Stevanovic"]),
    ("Written By: Catherine Boeckmann Executive Digital Editor and Master Gardener", ["Catherine Boeckmann"]),
    ("By: Benjamin Johnson, Sr. Director of Operations, Atlas Van Lines", ["Benjamin Johnson"]),
    ("Lauren Manaker MS, RDN, LD", ["Lauren Manaker"]),
    ("Brian Truitt USA TODAY", ["Brian Truitt"]),
    ("Adam Vidler and AP", ["Adam Vidler"]),
    ("News by Matt Wales News Reporter", ["Matt Wales"]),
    ("By Matthew Frankel, CFP – Updated Mar 5, 2026 | Fact-checked by Frank Bass", ["Matthew Frankel"]),
    ("By Jared Spataro, Chief Marketing Officer, AI at Work, Microsoft", ["Jared Spataro"]),
    ("Par Anne Roe — Publié le 08/11/2022 à 07h15, mis à jour le 19/11/2022", ["Anne Roe"]),
    ("12:40pm Friday 12th September 2008 By Jane Roe »", ["Jane Roe"]),
    ("By A. J. Neal    View In Digital Edition", ["A. J. Neal"]),
    ("By Jane Roe Social policy editor", ["Jane Roe"]),
    ("Jane Roe Housing correspondent", ["Jane Roe"]),
    ("María Pérez Ortega corresponsal", ["María Pérez Ortega"]),
    ("Von unserem Korrespondenten Karl Ek", ["Karl Ek"]),
    ("By Jane Roe @jroe Local Democracy Reporter", ["Jane Roe"]),
    ("Jane Roe, Health Care Reporter", ["Jane Roe"]),
    ("Jane Roe Sports Editor, John Poe Health Editor", ["Jane Roe", "John Poe"]),
    ("By Jane Roe and Tom Poe Reporters", ["Jane Roe", "Tom Poe"]),
    ("By Jane Roe, Tom Poe Staff Writers", ["Jane Roe", "Tom Poe"]),
    ("Jane Roe, do Rio", ["Jane Roe"]),
    ("Jane Roe, de Villa Oval", ["Jane Roe"]),
    ("Jane Roe Oval Gazette", ["Jane Roe"]),
    ("By Jane Roe | jroe@nydailynews.com | New York Daily News PUBLISHED: May 5, 2024", ["Jane Roe"]),
    ("Jane RiemannJohn Poe", ["Jane Riemann", "John Poe"]),
    ("By Jane KeenanCity Columnist", ["Jane Keenan"]),
    ("By Jane McDonald and John DeLuca", ["Jane McDonald", "John DeLuca"]),
    # names that are short for days
    ("Por Dom Pereira", ["Dom Pereira"]),
    ("Sam Roe Wednesday", ["Sam Roe"]),
    ("Jane Roe Sun 5", ["Jane Roe"]),
    ("Mo Roe | Sat. 14:00", ["Mo Roe"]),
    ("Dal nostro inviato Carlo Rossi", ["Carlo Rossi"]),
    # spaces that were lost, marks of lists, handles
    ("6 December 20236 December 2023 Chris Price", ["Chris Price"]),
    ("Tyrese GriffinOct 17, 20235757 Shares97579 Views", ["Tyrese Griffin"]),
    ("By Korin MillerPublished: Jan 29, 2025", ["Korin Miller"]),
    ("ByMichael Greshko", ["Michael Greshko"]),
    ("Sharon Goldman@sharongoldman", ["Sharon Goldman"]),
    ("* LEONARDO GARCIA", ["Leonardo Garcia"]),
    # one word, announced
    ("By AJLabs", ["AJLabs"]),
    ("Written by Kristin", ["Kristin"]),
    ("by MrAJCosplay,", ["MrAJCosplay"]),
    ("Posted by IndustrySelect on Tuesday, August 29, 2023", ["IndustrySelect"]),
    ("By YAEL BRENNER", ["Yael Brenner"]),
    ("Von Thilo / 6. November 2023 / Keine Kommentare", ["Thilo"]),
    ("TOI Lifestyle Desk / etimes.in / Updated: Dec 17, 2025, 21:47 IST", ["TOI Lifestyle Desk"]),
    ("Written by: Colin Gray Colin Gray", ["Colin Gray"]),
    # others than authors, with labels of theirs or without
    ("Text: Jane Roe Foto: Karl Ek", ["Jane Roe"]),
    ("Autor: Jane Roe Źródło: PAP", ["Jane Roe"]),
    ("Penulis: Rina Marlina | Editor: Dedi Kurniawan", ["Rina Marlina"]),
    ("By Jane Roe and John Poe | Photographs by Ann Lee", ["Jane Roe", "John Poe"]),
    ("By Jane Roe, Translated from the German by Peter Hoyle", ["Jane Roe"]),
    ("By Jane Roe and Carla Stone Photography", ["Jane Roe"]),
    ("Von Jane Roe (Text) und John Poe (Fotos)", ["Jane Roe"]),
    ("João Silva, da Redação", ["João Silva"]),
    # names that look like something else, and must stay whole
    ("Par Camille Le Bihan, à Bruxelles", ["Camille Le Bihan"]),
    ("Par Anne LE GALL et MARY JO KANE", ["Anne Le Gall", "Mary Jo Kane"]),
    ("Par Anne Roux le mardi 12 mars 2024", ["Anne Roux"]),
    ("BY DR. JANE ROE", ["Dr. Jane Roe"]),
    ("By AJ SMITH", ["AJ Smith"]),
    ("By Jose de la Cruz on May 3", ["Jose de la Cruz"]),
    ("By Matt De La O", ["Matt De La O"]),
    ("By Theresa May", ["Theresa May"]),
    ("By Edith Head", ["Edith Head"]),
    ("Ursula von der Leyen", ["Ursula von der Leyen"]),
    ("By Annie MacDonald", ["Annie MacDonald"]),
    ("Shelley Long", ["Shelley Long"]),
    ("Entrevista de Jane Roe • Fotografia de John Poe", ["Jane Roe"]),
    ("Jane Roe. Photos John Poe", ["Jane Roe"]),
]  # fmt: skip

ELSEWHERE = [
    ("fa", "علی رضایی‌نژاد", ["علی رضایی‌نژاد"]),
    ("hi", "Written by: राजेश कुमार शर्मा", ["राजेश कुमार शर्मा"]),
    ("hi", "Written By राजेश शर्मा | Edited By नेहा सिंह", ["राजेश शर्मा"]),
    ("hi", "राजेश शर्मा, नई दिल्ली", ["राजेश शर्मा"]),
    ("ar", "أحمد عبد الرحمن ومحمود السيد", ["أحمد عبد الرحمن", "محمود السيد"]),
    ("ar", "محمد أحمد وليد حسن", ["محمد أحمد وليد حسن"]),
    ("ar", "رام الله - أحمد علي", ["أحمد علي"]),
    ("he", "יעל כהן-לוי ואבי ישראלי | 12.03.2024", ["יעל כהן-לוי", "אבי ישראלי"]),
    ("zh", "来源：新京报 作者：李晓明 王芳 编辑：赵敏", ["李晓明", "王芳"]),
    ("zh", "本报记者 王芳 李明 北京报道", ["王芳", "李明"]),
    ("zh", "记者 王芳 摄影 李明", ["王芳"]),
    ("ja", "取材・文：田中 宏　撮影：佐藤美咲", ["田中 宏"]),
    ("ja", "文：田中宏　写真・佐藤美咲", ["田中宏"]),
    ("ko", "김민수 기자, 이영희 기자", ["김민수", "이영희"]),
]

NOBODY = [
    "Edited by: Frank Bass",
    "Story by",
    "Research Fellow",
    "QA Engineer",
    "Teilen Sie Ihre Meinung",
    "Follow Starfield",
    "Try Hevy Coach",
    "Master Gardener",
    "Kristin",
    "By the way",
    "By Associated Press",
    "Social Media Handles",
    "AdvertiseNewslettersHelp CenterCurrent Issue",
    "8 min Read",
    "Last Post",
    "Wartende Schiffe vor Valparaíso",
    "Ukrainische Kriegstechnik bei den Kämpfen um Bachmut, 24. April 2023",
    "WebMD Health News",
    "Edited by Frank Bass",
    "Sponsored by Oval Bank",
    "Yes No",
]


@pytest.mark.parametrize(("text", "people"), PEOPLE)
def test_names_the_people(text: str, people: list[str]) -> None:
    assert list(read_byline(text, KNOWN)) == people


@pytest.mark.parametrize(("language", "text", "people"), ELSEWHERE)
def test_people_in_scripts_without_capitals(language: str, text: str, people: list[str]) -> None:
    assert list(read_byline(text, Known((language,), registry()))) == people


@pytest.mark.parametrize(
    ("language", "text", "people"),
    [
        ("ro", "De Ana Pop", ["Ana Pop"]),
        ("ro", "De Ana Pop și Ion Roe", ["Ana Pop", "Ion Roe"]),
        ("sw", "Na Neema Roe", ["Neema Roe"]),
        ("en", "De Ana Pop", ["De Ana Pop"]),
        ("nl", "Jan De Vries", ["Jan De Vries"]),
        ("ro", "De Vries", ["De Vries"]),
    ],
)
def test_a_preposition_announces_a_name_in_languages_that_list_it_in_phrases(
    language: str, text: str, people: list[str]
) -> None:
    assert list(read_byline(text, Known((language,), registry()))) == people


@pytest.mark.parametrize("text", NOBODY)
def test_names_nobody(text: str) -> None:
    assert read_byline(text, KNOWN) == ()


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Echo Lawrence - January 24, 2020", ["Echo Lawrence"]),
        ("Dec 6, 2023Chris Price", ["Chris Price"]),
        ("By Petrana Radulovic Dec 21, 2023, 11:00am EST", ["Petrana Radulovic"]),
        ("Jane Roe | 24.01.2020 - 15:47, aktualisiert: 25.01.2020 - 18:02", ["Jane Roe"]),
        ("New York, January 24, 2020", []),
        ("January 24, 2020, New York", []),
        ("Politics / January 11, 2024", []),
        ("Chris Price", []),
        ("تاریخ انتشار: ۲۷ مرداد ۱۳۹۵", []),
    ],
)
def test_a_line_of_a_date_names_people_apart_from_it(text: str, people: list[str]) -> None:
    assert list(says_who(text, KNOWN)) == people


def test_names_below_the_line_that_announces_them_are_as_sure_as_that_line() -> None:
    body = Label(Role.BODY, 0.99, "body: running text")
    page = page_of(
        ("Rain stops play", Label(Role.TITLE, 0.9, "title")),
        ("Written by", Label(Role.BYLINE, 0.8, "byline: written by")),
        ("Jane Roe", body),
        ("It rained all day on Sunday.", body),
    )
    found = extract_authors(page, registry())
    assert found is not None
    assert (found.value, found.where) == (("Jane Roe",), 2)
    assert (found.confidence, found.reason) == (0.8, "byline: written by")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Jón Ek skrifar", ("Jón Ek",)),
        ("Jane Anne Roe writes", ("Jane Anne Roe",)),
        ("Jane Anne Roe Tips us", ()),
    ],
)
def test_a_byline_may_say_that_somebody_writes(line: str, people: tuple[str, ...]) -> None:
    found = extract_authors(
        page_of(
            ("Rain stops play", Label(Role.TITLE, 0.9, "title")),
            (line, Label(Role.BYLINE, 0.45, "line-model: byline")),
            ("It rained all day on Sunday.", Label(Role.BODY, 0.99, "body: running text")),
        ),
        registry(),
    )
    assert (found.value if found is not None else ()) == people


def test_a_masthead_that_was_taken_for_a_byline_hides_no_name_beside_the_date() -> None:
    page = page_of(
        ("Oval Courier", Label(Role.BYLINE, 0.1, "line-model: byline")),
        ("Rain stops play", Label(Role.TITLE, 0.9, "title")),
        ("Jane Roe | 5 May 2024", Label(Role.DATE, 0.9, "date-line")),
        ("It rained all day on Sunday.", Label(Role.BODY, 0.99, "body: running text")),
    )
    found = extract_authors(page, registry())
    assert found is not None
    assert (found.value, found.where) == (("Jane Roe",), 2)


def test_a_long_word_of_capitals_is_looked_at_once_and_not_from_each_letter() -> None:
    body = Label(Role.BODY, 0.99, "body: running text")
    start = time.process_time()
    assert extract_authors(page_of(*[("A" * LONG, body)] * 3), registry()) is None
    assert time.process_time() - start < SECONDS


def test_a_line_of_a_date_names_nobody_in_scripts_without_capitals_but_behind_a_label() -> None:
    known = Known(("zh",), registry())
    assert list(says_who("2024-03-12 19:42 来源：江城晚报 作者：王芳", known)) == ["王芳"]
    assert list(says_who("2024-03-12 19:42 江城晚报", known)) == []


@pytest.mark.parametrize(
    ("language", "line", "people"),
    [
        ("he", "דנה בן־דוד | 12 במאי 2024", ["דנה בן־דוד"]),
        ("he", "12.05.2024 • ג׳ון כהן", ["ג׳ון כהן"]),
        ("ar", "أحمد علي حسن | 12 مايو 2024", ["أحمد علي حسن"]),
        ("fa", "۱۲ اردیبهشت ۱۴۰۳ | رضا کریمی", ["رضا کریمی"]),
        ("hi", "अमित शर्मा | 12 मई 2024", ["अमित शर्मा"]),
        ("bn", "রফিকুল ইসলাম | ১২ মে ২০২৪", ["রফিকুল ইসলাম"]),
        ("ka", "ნინო ბერიძე | 12 მაისი 2024", ["ნინო ბერიძე"]),
        # a comma sets a place apart, too; and these are sections, towns, and what the article is about
        ("ar", "أحمد علي حسن، 12 مايو 2024", []),
        ("ar", "أخبار محلية | 12 مايو 2024", []),
        ("he", "חדשות מקומיות | 12 במאי 2024", []),
        ("he", "באר שבע | 12 במאי 2024", []),
        ("ur", "نئی دہلی | 12 مئی 2024", []),
        ("hi", "पुराना पुल | 12 मई 2024", []),
    ],
)
def test_a_bar_sets_a_name_apart_from_the_date_in_scripts_without_capitals(
    language: str, line: str, people: list[str]
) -> None:
    article = f"{line}\nमहापौर ने कहा कि पुराना पुल बंद रहेगा।"
    assert list(says_who(line, Known((language,), registry(), article))) == people


@pytest.mark.parametrize(
    ("asked", "people"),
    [
        ("Who should captain the side?\n\nJane Roe\n\nJohn Poe\n\nVote", ()),
        ("Who should captain the side?\n\nJane Roe\n\n2 May 2024", ("Jane Roe",)),  # who asks
    ],
)
def test_the_answers_of_a_poll_name_no_authors(asked: str, people: tuple[str, ...]) -> None:
    story = "It rained on the ground all day, and all the people of the town stayed at home, says the report.\n\n"
    article = clean(f"Rain stops play at the Oval\n\n{asked}\n\n{story * 4}")
    assert isinstance(article, Article)
    assert article.authors == people
