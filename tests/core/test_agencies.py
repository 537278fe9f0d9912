"""Which agencies supplied a text: they sign it, stand beside its date, or open it; not those that took the pictures."""

import pytest

from copydesk.fields.agencies import extract_agencies
from copydesk.fields.authors import extract_authors
from copydesk.model import Label, Role
from copydesk.outlets import registry
from tests.core.labelled import Line, page_of

TITLE = ("The old bridge opens again", Label(Role.TITLE, 0.9, "title"))
DATE = ("5 May 2024, 14:20", Label(Role.DATE, 0.95, "date-line"))
TEXT = "The old bridge opened again last week, and people say it is as lively there as it was."
BODY = (TEXT, Label(Role.BODY, 0.95, "body: running text"))
PICTURE = Label(Role.CAPTION, 0.95, "caption-line")
BYLINE = Label(Role.BYLINE, 0.95, "byline")
MENU = Label(Role.NAVIGATION, 0.9, "menu: a short line between the title and the article")


def agencies(*lines: Line) -> list[str]:
    found = extract_agencies(page_of(*lines), registry())
    return list(found.value) if found is not None else []


@pytest.mark.parametrize(
    ("head", "named"),
    [
        ("OVALTON, Mo. (AP) — ", ["AP"]),
        ("OVALTON, April 25 (Reuters) - ", ["Reuters"]),
        ("Ovalín 5. května (ČTK) - ", ["ČTK"]),
        ("(ANSA) - OVALIA, 5 MAG - ", ["ANSA"]),
        ("Ovalia (dpa/AFP) – ", ["dpa", "AFP"]),
        ("(강릉=연합뉴스) 김민수 기자 = ", ["연합뉴스"]),
        ("新华社成都5月5日电 ", ["新华社"]),
        ("（中央社記者林美惠花蓮縣15日電）", ["中央社"]),
        ("【バンコク共同】", ["共同"]),
        ("МОСКВА, 5 мая — РИА Новости. ", ["РИА Новости"]),
        ("МОСКВА. 5 мая. ИНТЕРФАКС - ", ["Интерфакс"]),
        ("ОВАЛЬСК, 5 мая. /ТАСС/. ", ["ТАСС"]),
        # sentences
        ("The Oval Fund (OF) - ", []),
        ("On 5 May, Reuters said, ", []),
        ("The agency told AP, 5 June, that ", []),
        ("学校5月5日电影节", []),
    ],
)
def test_agencies_open_the_text(head: str, named: list[str]) -> None:
    assert agencies(TITLE, DATE, (head + TEXT, BODY[1]), BODY) == named


@pytest.mark.parametrize(
    ("line", "label", "named"),
    [
        ("PAP", PICTURE, ["PAP"]),
        ("PAP / Reuters", PICTURE, ["PAP", "Reuters"]),
        ("J. Roe / PAP", PICTURE, ["PAP"]),
        ("ANP / Redactie", PICTURE, ["ANP"]),
        ("MTI/oval.hu", PICTURE, ["MTI"]),
        ("Af Jane Roe og Ritzau", BYLINE, ["Ritzau"]),
        ("Door Jane Roe en ANP", BYLINE, ["ANP"]),
        ("By Jane Roe with AFP", BYLINE, ["AFP"]),
        ("Redazione ANSA", Label(Role.CREDIT, 0.95, "credit-line"), ["ANSA"]),
        # pictures
        ("The bridge in May. Jane Roe / PAP", PICTURE, []),
        ("Photo: Jane Roe/Reuters", PICTURE, []),
        ("Jane Roe", PICTURE, []),
    ],
)
def test_agencies_sign_between_the_title_and_the_date(line: str, label: Label, named: list[str]) -> None:
    assert agencies(TITLE, (line, label), DATE, BODY) == named


def test_a_photographer_for_an_agency_stands_below_the_date() -> None:
    assert agencies(TITLE, DATE, ("J. Roe / PAP", PICTURE), BODY) == []
    assert agencies(TITLE, DATE, ("PAP", PICTURE), BODY) == ["PAP"]


def test_agencies_stand_in_a_lead_that_was_taken_for_a_subtitle() -> None:
    lead = Label(Role.SUBTITLE, 0.5, "subtitle: stands above the body, where a title does")
    assert agencies(TITLE, ("新华社成都5月5日电 (记者 王芳)", lead), BODY) == ["新华社"]
    assert agencies(TITLE, ("2024.5.5 22:31　時事通信", lead), BODY) == ["時事通信"]
    assert agencies(TITLE, ("On 5 May 2024, Reuters said that it was so", lead), BODY) == []


def test_agencies_stand_in_the_line_of_the_date() -> None:
    assert agencies(TITLE, ("БТА 01 май 2024, 12:15", DATE[1]), BODY) == ["БТА"]
    assert agencies(TITLE, ("2024-05-01 12:15 来源：新华社", DATE[1]), BODY) == ["新华社"]
    assert agencies(TITLE, BODY, ("БТА 01 май 2024, 12:15", DATE[1])) == []


@pytest.mark.parametrize("line", ["Jane Roe / PAP", "Jane Roe - PAP"])
@pytest.mark.parametrize("label", [PICTURE, Label(Role.OTHER, 0.5, "")])
def test_who_stands_with_an_agency_above_the_date_has_written(line: str, label: Label) -> None:
    found = extract_authors(page_of(TITLE, (line, label), DATE, BODY), registry())
    assert found is not None
    assert found.value == ("Jane Roe",)


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("Jane Roe - Reuters", ["Jane Roe"]),
        ("Reporter: Jane Roe", ["Jane Roe"]),
        ("مريم العلي - رويترز", ["مريم العلي"]),
        ("Latin America", []),
        ("مريم العلي", []),
    ],
)
def test_a_line_beside_the_date_that_only_looks_like_a_menus_names_who_says_so(line: str, authors: list[str]) -> None:
    found = extract_authors(page_of(TITLE, (line, MENU), DATE, BODY), registry())
    assert list(found.value if found is not None else ()) == authors
    assert extract_authors(page_of(TITLE, (line, MENU), BODY), registry()) is None
