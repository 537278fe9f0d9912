"""Lines between paragraphs: what their numbers and the blank lines around them say of them."""

import pytest

import copydesk
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.lines import Line, read_lines
from copydesk.labelling.running_text import running_text_of
from copydesk.labelling.subtitles import may_be_subtitle
from copydesk.labelling.surroundings import captions_by_neighbours, is_numbered_heading, is_teaser
from copydesk.model import Label, LabelledPage, RawDocument, Role
from copydesk.pipeline import label_document

PARAGRAPHS = (
    "The harbour master of Oldhaven closed the northern pier on Monday after divers found cracks in its piles.",
    "The town had the pier inspected for the last time in 2011, and set aside no money for repairs this year.",
    "Fishermen who land their catch there will use the southern basin until the work is done, she said.",
)


PAGE = (
    "Northern pier of Oldhaven closed after divers found cracks",
    "12 March 2020",
    *PARAGRAPHS,
    "Privacy policy",
    "© 2020 Wexcombe Ledger Ltd",
)


def lines_of(text: str) -> tuple[Line, ...]:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", text.encode())))
    return read_lines(page, copydesk.detect_languages(page))


def numbered(*texts: str) -> list[str]:
    """Those of TEXTS that are numbered headings of the paragraphs among them."""
    lines = lines_of("\n\n".join(texts))
    prose = [n for n, line in enumerate(lines) if line.is_prose]
    text = running_text_of(lines, prose, prose)
    return [line.text for n, line in enumerate(lines) if is_numbered_heading(n, lines, text)]


def test_numbers_that_go_on_beyond_paragraphs_are_those_of_headings() -> None:
    headings = ("01 Broken", "02 Forgotten", "03 Elsewhere")
    assert numbered(*(line for pair in zip(headings, PARAGRAPHS, strict=True) for line in pair)) == list(headings)


def test_numbers_of_a_list_of_links_are_none() -> None:
    links = ("1 Ferry strike", "2 New mayor", "3 Rain all week")
    assert numbered(PARAGRAPHS[0], *links, *PARAGRAPHS[1:]) == []


def test_a_number_that_stands_alone_is_none() -> None:
    assert numbered(PARAGRAPHS[0], "02 Ferries", *PARAGRAPHS[1:]) == []


def test_a_numbered_heading_needs_no_word_of_the_article_to_be_one() -> None:
    lines = lines_of("\n\n".join((PARAGRAPHS[0], "1 Zeitgeist", PARAGRAPHS[1], "2 Weltschmerz", PARAGRAPHS[2])))
    text = running_text_of(lines, (0, 2, 4), (0, 2, 4))
    assert not is_teaser(1, lines, text)
    assert is_teaser(1, [*lines[:3], lines[1], lines[4]], text)


@pytest.mark.parametrize(("line", "is_one"), [("## Elsewhere", False), ("#Elsewhere", True), ("Elsewhere", True)])
def test_a_heading_that_markdown_marks_is_no_teaser(line: str, is_one: bool) -> None:  # noqa: FBT001
    lines = lines_of("\n\n".join((PARAGRAPHS[0], line, *PARAGRAPHS[1:])))
    assert is_teaser(1, lines, running_text_of(lines, (0, 2, 3), (0, 2, 3))) is is_one


def above(*texts: str) -> list[str]:
    """Roles of the TEXTS above a title, on a page that claims its rights at its end."""
    page = label_document(RawDocument("page.txt", "\n\n".join((*texts, *PAGE)).encode()), copydesk.CleaningSettings())
    assert isinstance(page, LabelledPage)
    return [label.role.value for label in page.labels[: len(texts)]]


def test_a_name_above_the_title_is_a_masthead_where_the_page_claims_its_rights_by_it() -> None:
    assert above("The Wexcombe Ledger", "News", "Sport") == ["site-header", "navigation", "navigation"]
    assert above("Menu", "Wexcombe", "WEXCOMBE LEDGER") == ["navigation", "navigation", "site-header"]
    assert above("Menu", "Privacy", "* Wexcombe Ledger") == ["navigation", "legal", "navigation"]


def captions(text: str) -> list[str]:
    """The lines of TEXT that are captions because a credit stands below them."""
    lines = lines_of(text)
    labels = labelled_by(CERTAIN, lines, copydesk.registry())
    free = [n for n, line in enumerate(lines) if line.is_prose and n not in labels]
    prose = running_text_of(lines, free, free)
    found = captions_by_neighbours(lines, labels, prose, copydesk.registry())
    return [lines[n].text for n, label in found if label.role is Role.CAPTION]


def test_a_sentence_is_a_caption_where_nothing_but_its_credit_stands_with_it_between_blank_lines() -> None:
    caption = "Divers wait on the northern pier of Oldhaven."
    assert captions("\n\n".join((PARAGRAPHS[0], f"{caption}\nPhoto: Tom Berger", *PARAGRAPHS[1:]))) == [caption]


def test_a_sentence_is_none_where_blank_lines_stand_everywhere_or_nowhere() -> None:
    texts = (*PARAGRAPHS[:2], "Divers wait on the northern pier of Oldhaven.", "Photo: Tom Berger", PARAGRAPHS[2])
    assert captions("\n\n".join(texts)) == []
    assert captions("\n".join(texts)) == []


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Forty years of storms have left their mark on the piles", True),
        ("Northern pier of Oldhaven closed after divers found cracks", False),
        ("Posted on 12 March 2020 in News and Harbours of the Coast", False),
        ("A view of the pier", False),
    ],
    ids=["says more", "says the same", "a date", "too short"],
)
def test_a_line_right_below_the_title_may_be_its_subtitle(line: str, is_one: bool) -> None:  # noqa: FBT001
    title, below = lines_of(f"Divers find cracks in the northern pier of Oldhaven\n\n{line}")[:2]
    assert may_be_subtitle(below, title, {0: Label(Role.TITLE, 0.9, "")}) is is_one
    assert not may_be_subtitle(below, title, {1: Label(Role.SUBTITLE, 0.9, "")})


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("Jane Roe, 12 March 2020", True),
        ("12 March 2020 Jane Roe", True),
        ("דנה כהן | 12.03.2020", True),
        ("Cracks of 12 March 2020", False),
        ("12 March 2020: northern pier shut", False),
        ("It was shut on 12 March 2020.", False),
    ],
)
def test_a_date_with_a_name_below_the_title_is_a_date_also_in_text_without_furniture(line: str, is_one: bool) -> None:  # noqa: FBT001
    text = "\n\n".join((PAGE[0], line, *PARAGRAPHS))
    labelled = label_document(RawDocument("page.txt", text.encode()), copydesk.CleaningSettings())
    assert isinstance(labelled, LabelledPage)
    assert (labelled.labels[1].role is Role.DATE) is is_one
    assert [label.role for label in labelled.labels[2:]] == [Role.BODY] * len(PARAGRAPHS)


@pytest.mark.parametrize(
    "title", ["Why was the northern pier of Oldhaven closed?", f"{PAGE[0]}, and who is going to pay for it"]
)
def test_a_headline_that_reads_as_prose_is_the_title_above_a_date_with_a_name(title: str) -> None:
    article = copydesk.clean("\n\n".join((title, "Jane Roe | 12 March 2020", *PARAGRAPHS)))
    assert isinstance(article, copydesk.Article)
    assert (article.title, article.date, article.authors) == (title, "2020-03-12", ("Jane Roe",))
    assert article.body == "\n\n".join(PARAGRAPHS)


def test_a_date_with_a_name_between_paragraphs_stays() -> None:
    article = copydesk.clean("\n\n".join((PAGE[0], PARAGRAPHS[0], "Jane Roe, 12 March 2020", *PARAGRAPHS[1:])))
    assert isinstance(article, copydesk.Article)
    assert "Jane Roe, 12 March 2020" in article.body
