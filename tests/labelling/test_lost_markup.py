"""What the model and its guards make of a page whose markup is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import copydesk
from copydesk import CleaningSettings
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.features import ROLES
from copydesk.labelling.known_templates import in_detail
from copydesk.labelling.lines import read_lines
from copydesk.labelling.lost_markup import label_by_model
from copydesk.labelling.network import PICKED
from copydesk.labelling.reading import Reading
from copydesk.model import KEPT_IN_BODY, Article, Label, LabelledPage, RawDocument, Rejection, Role
from copydesk.pipeline import clean_document, label_document

PARAGRAPHS = (
    "The harbour master of Oldhaven closed the northern pier on Monday after divers found cracks in its piles.",
    "“Nobody is in danger as long as nobody walks on it,” said Ruth Amsel, who has run the harbour for nine years.",
    "The town had the pier inspected for the last time in 2011, and set aside no money for repairs this year.",
    "Fishermen who land their catch there will use the southern basin until the work is done, she said.",
)
MENU = ("Home", "News", "Sport", "Weather", "Contact us", "Log in", "Search")
TAIL = ("Share this", "Read more", "Most read", "Privacy policy", "Terms of use", "© 2019 The Oldhaven Courier")
SIGNED = ("By Jane Roe", "March 4, 2019")
TITLE = "Cracks close northern pier of Oldhaven"


def page_of(*parts: str) -> bytes:
    return "\n\n".join(parts).encode()


def labels_of(content: bytes) -> dict[str, Role]:
    page = label_document(RawDocument("page.txt", content), CleaningSettings())
    assert isinstance(page, LabelledPage)
    return {block.text: label.role for block, label in zip(page.page.blocks, page.labels, strict=True)}


@pytest.fixture(scope="module")
def article() -> Article:
    content = page_of(*MENU, TITLE, "By Jane Roe", "March 4, 2019", *PARAGRAPHS, *TAIL)
    outcome = clean_document(RawDocument("page.txt", content), CleaningSettings())
    assert isinstance(outcome, Article)
    return outcome


def test_the_body_is_the_paragraphs(article: Article) -> None:
    assert article.body.split("\n\n") == list(PARAGRAPHS)


def test_the_fields_are_those_of_the_article(article: Article) -> None:
    assert (article.title, article.date, article.authors) == (TITLE, "2019-03-04", ("Jane Roe",))


def test_the_body_s_confidence_is_a_share(article: Article) -> None:
    assert 0.5 < article.confidence["body"] <= 1


def test_comments_below_the_article_are_no_body() -> None:
    comments = ("3 comments", "Tom says:", "I walked on it last week, and it held.", "Leave a Reply")
    roles = labels_of(page_of(*MENU, TITLE, "March 4, 2019", *PARAGRAPHS, *TAIL[:2], *comments, *TAIL[3:]))
    assert {roles[text] for text in comments} == {Role.COMMENTS}
    assert {roles[text] for text in PARAGRAPHS} == {Role.BODY}


@pytest.mark.parametrize(
    ("between", "chance", "role"),
    [
        ((), 0.93, Role.BODY),
        ((), 0.8, Role.RELATED),
        (("By Tom Berger",), 0.93, Role.RELATED),
        (("March 3, 2019",), 0.93, Role.RELATED),
    ],
)
def test_an_article_goes_on_below_a_few_related_links_where_no_other_begins(
    between: tuple[str, ...], chance: float, role: Role
) -> None:
    link = "Ferry to the islands runs again"
    texts = (*PARAGRAPHS[:3], "Related articles", link, *between, PARAGRAPHS[3])
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", page_of(*texts))))
    lines = read_lines(page, copydesk.detect_languages(page))
    body = [0.99] * 3 + [0.1] * (len(lines) - 4) + [chance]
    weights = np.ones((len(lines), len(ROLES)), dtype=np.int64)
    reading = Reading(tuple(body), 1.0, weights, tuple((0.0,) * len(lines) for _ in PICKED))
    registry = copydesk.registry()
    labels = label_by_model(lines, labelled_by(CERTAIN, lines, registry), reading, registry)
    assert labels[len(lines) - 1].role is role
    assert labels[4].role is Role.RELATED


@given(
    st.lists(st.sampled_from([*MENU, *TAIL]), max_size=12),
    st.lists(st.sampled_from(PARAGRAPHS), min_size=1, max_size=4),
)
def test_a_page_with_an_article_never_comes_out_empty(furniture: list[str], paragraphs: list[str]) -> None:
    outcome = clean_document(
        RawDocument("page.txt", page_of(*furniture, *paragraphs)), CleaningSettings(min_article_chance=0)
    )
    assert isinstance(outcome, Article)
    assert outcome.body


def test_a_page_below_the_least_chance_is_rejected_and_says_why() -> None:
    content = page_of(*MENU, TITLE, *PARAGRAPHS, *TAIL)
    outcome = clean_document(RawDocument("page.txt", content), CleaningSettings(min_article_chance=1))
    assert isinstance(outcome, Rejection)
    assert outcome.reason == "not_an_article"
    assert "min_article_chance (100%)" in outcome.detail


def test_the_expected_f1_falls_with_every_doubt(article: Article) -> None:
    doubtful = page_of(
        *MENU, TITLE, *PARAGRAPHS, *TAIL, "The pier and me", "I have fished here since I was a boy, and so on."
    )
    outcome = clean_document(RawDocument("page.txt", doubtful), CleaningSettings())
    assert isinstance(outcome, Article)
    assert outcome.confidence["body"] <= article.confidence["body"]


@pytest.mark.parametrize(
    "last",
    ["Nobody was hurt.", "The first boat goes tomorrow.", "The mayor declined to comment.", "“We wait,” she said."],
)
def test_a_short_sentence_below_the_article_is_the_article_s(last: str) -> None:
    roles = labels_of(page_of(*MENU, TITLE, "March 4, 2019", *PARAGRAPHS, last, *TAIL))
    assert roles[last] in KEPT_IN_BODY


def test_a_teaser_below_the_article_is_not() -> None:
    teasers = ("Mayor of Oldhaven to retire", "Ferry fares to rise in May")
    roles = labels_of(page_of(*MENU, TITLE, "March 4, 2019", *PARAGRAPHS, *teasers, *TAIL))
    assert not KEPT_IN_BODY & {roles[text] for text in teasers}


def test_the_rows_of_a_table_within_the_article_are_the_article_s() -> None:
    rows = ("Ruth Amsel (Harbour List) 52.3% 4,312 votes", "Tom Keel (Ind.) 38.1% 3,141", "Spoilt ballots 312")
    roles = labels_of(page_of(*MENU, TITLE, *SIGNED, *PARAGRAPHS[:2], *rows, *PARAGRAPHS[2:], *TAIL))
    assert {roles[row] for row in rows} <= KEPT_IN_BODY


def test_a_teaser_within_the_article_is_not() -> None:
    teaser = "Opinion: a cabinet without a compass"
    roles = labels_of(page_of(*MENU, TITLE, *SIGNED, *PARAGRAPHS[:2], teaser, *PARAGRAPHS[2:], *TAIL))
    assert roles[teaser] not in KEPT_IN_BODY


def test_a_short_sentence_above_a_picture_s_credit_is_the_article_s() -> None:
    sentence = "“We wait,” she said."
    rest = f"{PARAGRAPHS[2]}\n{sentence}\nPhoto: Harbour Office"
    roles = labels_of(page_of(*MENU, TITLE, *SIGNED, *PARAGRAPHS[:2], rest, PARAGRAPHS[3], *TAIL))
    assert (roles[sentence], roles["Photo: Harbour Office"]) == (Role.BODY, Role.CAPTION)


@pytest.mark.parametrize(
    "headings", [("1. The Swan", "2. The Anchor", "3. Molly's"), ("March 4, 1961", "June 12, 1984", "October 1, 2009")]
)
def test_headings_of_lists_and_chronologies_stay_in_the_body(headings: tuple[str, str, str]) -> None:
    parts = [text for pair in zip(headings, PARAGRAPHS[1:], strict=True) for text in pair]
    roles = labels_of(page_of(*MENU, TITLE, *SIGNED, PARAGRAPHS[0], *parts, *TAIL))
    assert {roles[text] for text in parts} <= KEPT_IN_BODY


@pytest.mark.parametrize(("chance", "is_kept"), [(0.7, True), (0.3, False)])
@pytest.mark.parametrize("word", ["4. Canada", "Business"])
def test_a_menu_s_word_between_paragraphs_is_a_heading_where_the_model_says_so(
    word: str, chance: float, *, is_kept: bool
) -> None:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", page_of(*PARAGRAPHS[:2], word, *PARAGRAPHS[2:]))))
    lines = read_lines(page, copydesk.detect_languages(page))
    body = (0.99, 0.99, chance, 0.99, 0.99)
    weights = np.ones((len(lines), len(ROLES)), dtype=np.int64)
    reading = Reading(body, 1.0, weights, tuple((0.0,) * len(lines) for _ in PICKED))
    registry = copydesk.registry()
    labels = label_by_model(lines, labelled_by(CERTAIN, lines, registry), reading, registry)
    assert (labels[2].role in KEPT_IN_BODY) is is_kept


@pytest.mark.parametrize(
    ("brief", "chance", "role"),
    [
        ("Results", 0.7, Role.HEADING),
        ("Results", 0.5, Role.RELATED),
        ("Opinion: a cabinet without a compass", 0.7, Role.RELATED),
    ],
)
def test_a_brief_line_that_rules_take_for_a_teaser_is_a_heading_where_the_model_says_so(
    brief: str, chance: float, role: Role
) -> None:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", page_of(*PARAGRAPHS[:2], brief, PARAGRAPHS[2]))))
    lines = read_lines(page, copydesk.detect_languages(page))
    reading = Reading(
        (0.99, 0.99, chance, 0.99), 1.0, np.ones((4, len(ROLES)), dtype=np.int64), ((0.0,) * 4,) * len(PICKED)
    )
    ruled = dict.fromkeys(range(4), Label(Role.BODY, 0.9, "body: of the test"))
    learned = ruled | {2: Label(Role.HEADING, chance, "line-model: heading")}
    ruled[2] = Label(Role.RELATED, 0.7, "teaser: of the test")
    assert in_detail(lines, ruled, learned, {}, reading)[2].role is role
