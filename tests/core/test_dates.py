"""Date expressions: what a line says, in many languages, and what is no date."""

import pytest

from copydesk.dates import Order, find_dates

READ = [
    ("June 5, 2012 11:20", "en", "2012-06-05T11:20"),
    ("November 23, 2017", "en", "2017-11-23"),
    ("Last Updated: November 01, 2009 8:00 PM", "en", "2009-11-01T20:00"),
    ("Sept. 5, 2019", "en", "2019-09-05"),
    ("23rd of November 2017", "en", "2017-11-23"),
    ("2016-08-17T10:12:33Z", "en", "2016-08-17T10:12:33+00:00"),
    ("2016-08-17 10:12 +0300", "en", "2016-08-17T10:12+03:00"),
    ("12:05 AM is not its time: 8/17/2016", "en", "2016-08-17"),
    ("November 2017", "en", "2017-11"),
    ("18.02.2014", "de", "2014-02-18"),
    ("Mittwoch, 4. März 2020, 14:20 Uhr", "de", "2020-03-04T14:20"),
    ("Publié le 3 août 2018 à 12h30", "fr", "2018-08-03T12:30"),
    ("1er mars 2011", "fr", "2011-03-01"),
    ("October 31st, 2023", "en", "2023-10-31"),
    ("Dec 21ST 2023 at 10:00AM", "en", "2023-12-21T10:00"),
    ("st 1. 11. 2023", "cs", "2023-11-01"),
    ("2025•01•08", "en", "2025-01-08"),
    ("05/Jan/2020", "en", "2020-01-05"),
    ("29 / Dezember / 2022", "de", "2022-12-29"),
    ("5. Jänner 2024", "de", "2024-01-05"),
    ("5 de setiembre de 2024", "es", "2024-09-05"),
    ("5 फरवरी 2024", "hi", "2024-02-05"),
    ("5 \u095eरवरी 2024", "hi", "2024-02-05"),
    ("৫ জানু\u09dfারি ২০২৪", "bn", "2024-01-05"),
    ("5 fe\N{COMBINING ACUTE ACCENT}vrier 2024", "fr", "2024-02-05"),
    ("23 de noviembre de 2017", "es", "2017-11-23"),
    ("2 junio, 2014 en 10:15 am", "es", "2014-06-02T10:15"),
    ("17 Ağustos 2016", "tr", "2016-08-17"),
    ("17 NİSAN 2016", "tr", "2016-04-17"),
    ("5 Kasım 2019", "tr", "2019-11-05"),
    ("5 KASIM 2019", "tr", "2019-11-05"),
    ("17 августа 2016, 10:12", "ru", "2016-08-17T10:12"),
    ("5 октября 2019 года", "ru", "2019-10-05"),
    ("23 listopada 2017", "pl", "2017-11-23"),
    ("2017年11月23日 14:05", "zh", "2017-11-23T14:05"),
    ("2017년 11월 23일", "ko", "2017-11-23"),
    ("17 أغسطس 2016", "ar", "2016-08-17"),
    ("١٧ آب ٢٠١٦", "ar", "2016-08-17"),
    ("22 كانون الثاني/يناير 2014", "ar", "2014-01-22"),
    ("چهارشنبه ۲۷ مرداد ۱۳۹۵ ساعت ۱۱:۲۰", "fa", "2016-08-17T11:20"),
    ("۱۳۹۵/۰۵/۲۷", "fa", "2016-08-17"),
    ("۱۷ اوت ۲۰۱۶", "fa", "2016-08-17"),
    ("17 สิงหาคม 2559", "th", "2016-08-17"),
    ("۱۲ بهمن ماه ۱۳۹۹", "fa", "2021-01-31"),
    ("2018年（平成30年）7月5日", "ja", "2018-07-05"),
    ("平成30年（2018年）7月5日 11:20", "ja", "2018-07-05T11:20"),
    ("Nov 09 Thu 2017 08:15", "zh", "2017-11-09T08:15"),
    ("Published 9:41 a.m. CT Nov. 9, 2017", "en", "2017-11-09T09:41"),
    ("9 พฤศจิกายน 2560 เวลา 08.15 น.", "th", "2017-11-09T08:15"),
    ("2017-11-09 (四) 08:15", "zh", "2017-11-09T08:15"),
    ("০৯ নভেম্বর ২০১৭, ০৮:১৫ পিএম", "bn", "2017-11-09T20:15"),
    ("2017. 11. 9. PM 8:15", "ko", "2017-11-09T20:15"),
    ("09.11.2017. / 08:15", "hr", "2017-11-09T08:15"),
    ("2017. november 09. 08.15", "hu", "2017-11-09T08:15"),
    ("Tobias Mühlbauer24.04.2024, 19:35 Uhr", "de", "2024-04-24T19:35"),
    ("Dec 6, 2023Chris Price", "en", "2023-12-06"),
    ("April 10, 20233 years", "en", "2023-04-10"),
    ("14. maj 2024. u 10:32", "sr", "2024-05-14T10:32"),
    ("14 траўня 2024 г.", "be", "2024-05-14"),
    ("14 غشت 2024", "ar", "2024-08-14"),
    ("Jumat, 16 Agt 2024", "id", "2024-08-16"),
    ("2024-yil 14-may", "uz", "2024-05-14"),
    ("2024-May-14", "en", "2024-05-14"),
    ("2024-ж., 14-май", "ky", "2024-05-14"),
    ("2024 14-ماي، سەيشەنبە", "ug", "2024-05-14"),
    ("12ê Tîrmehê 2024", "ku", "2024-07-12"),
    ("14-уми майи соли 2019", "tg", "2019-05-14"),
    ("14 сентабр 2019", "uz", "2019-09-14"),
    ("5 چنګاښ 1402", "ps", "2023-06-26"),
    ("د ۱۴۰۲ کال د وږي ۱۲مه", "ps", "2023-09-03"),
    ("2024 жылғы 14 мамыр", "kk", "2024-05-14"),
    ("2024 оны 5-р сарын 14", "mn", "2024-05-14"),
    ("2024. gada 14. maijā", "lv", "2024-05-14"),
    ("14 ta' Mejju 2024", "mt", "2024-05-14"),
    ("Ika-14 ng Mayo, 2024", "tl", "2024-05-14"),
    ("2024 മെയ് 14", "ml", "2024-05-14"),
    ("မေ ၁၄၊ ၂၀၂၄", "my", "2024-05-14"),
    ("၂၀၂၄ ခုနှစ် မေလ ၁၄ ရက်", "my", "2024-05-14"),
    ("ថ្ងៃទី១៤ ខែឧសភា ឆ្នាំ២០២៤", "km", "2024-05-14"),
    ("14 พ.ค. 67 10:32 น.", "th", "2024-05-14T10:32"),
    ("๑๔ พ.ค. ๖๗", "th", "2024-05-14"),
    ("2024年5月14日（火） 10:32", "ja", "2024-05-14T10:32"),
    ("14 maja 2024 r., godz. 10:32", "pl", "2024-05-14T10:32"),
    ("14. mája 2024 o 10:32", "sk", "2024-05-14T10:32"),
]

TWICE = [
    ("30.01.202430. Januar 2024", "de", "2024-01-30"),
    ("9 Oct 20239 Oct 2023", "en", "2023-10-09"),
]
"""Dates that stand twice, the space between them lost: the first is whole."""

NO_DATE = [
    "version 1.5.2 of 3",
    "on page 12 of 2016 pages",
    "31/02/2016",
    "13/13/2013",
    "0/0/2016",
    "call 555-12-2016-9",
    "the 1980s",
    "Chapter 5, 2016 words",
    "2016",
    "25:61",
    "v1.2.2016.4",
    "a3.4.2016",
    "May 5, 202312345",
    "12 มี.ค. 67",
]


@pytest.mark.parametrize(("text", "language", "iso"), READ)
def test_reads(text: str, language: str, iso: str) -> None:
    assert [found.iso for found in find_dates(text, [language])] == [iso]


@pytest.mark.parametrize(("text", "language", "iso"), TWICE)
def test_reads_the_first_of_two_glued_dates(text: str, language: str, iso: str) -> None:
    assert next(find_dates(text, [language])).iso == iso


@pytest.mark.parametrize("text", NO_DATE)
def test_finds_no_date(text: str) -> None:
    assert list(find_dates(text, ["en", "de"])) == []


def test_day_and_month_that_could_be_exchanged_are_ambiguous() -> None:
    found = next(find_dates("03/11/2011"))
    assert found.ambiguous
    assert found.read_as(Order.DMY).iso == "2011-11-03"
    assert found.read_as(Order.MDY).iso == "2011-03-11"
    assert found.read_as(Order.DMY).read_as(Order.MDY) == found.read_as(Order.MDY)


@pytest.mark.parametrize("text", ["17/08/2016", "8/17/2016", "8/8/2016", "2016/08/07", "7.8.2016"])
def test_figures_with_one_reading_are_not_ambiguous(text: str) -> None:
    assert not next(find_dates(text)).ambiguous


def test_the_expression_is_cut_out_as_it_stands() -> None:
    text = "Опубликовано 23 ноября 2017 г. в 14:05 | Москва"
    found = next(find_dates(text, ["ru"]))
    assert text[found.start : found.end].strip() == found.text == "23 ноября 2017 г. в 14:05"


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("May 3, 2024", " to June 5, 2024"),
        ("3 May 2024", " to 5 June"),
        ("3 de mayo de 2024", " al 5 de junio de 2024"),
    ],
)
def test_a_word_between_two_dates_is_no_weekday_of_the_first(first: str, rest: str) -> None:
    """Finns write "to" for Thursday."""
    assert next(find_dates(first + rest, ["en", "es"])).text == first
