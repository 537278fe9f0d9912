"""Of a sentence of the article nothing is furniture that only begins or ends as a lexicon's entry does."""

import pytest

import copydesk
from copydesk.labelling.certain import CERTAIN, labelled_by
from copydesk.labelling.lines import read_lines
from copydesk.model import RawDocument, Role


def role_of(text: str) -> Role | None:
    page = copydesk.split(copydesk.decode(RawDocument("page.txt", text.encode())))
    label = labelled_by(CERTAIN, read_lines(page, copydesk.detect_languages(page)), copydesk.registry()).get(0)
    return label.role if label is not None else None


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("You are receiving this email because you have an account with the Courier.", Role.WIDGET),
        (
            "By subscribing you agree to our terms of use and to what our partners may do with your address.",
            Role.WIDGET,
        ),
        (
            "Your email address will not be published. Required fields are marked, and all of them are asked for.",
            Role.COMMENTS,
        ),
        ("This article was originally published on a site of the harbour authority.", Role.SOURCE_LINK),
        ("Divers wait on the northern pier. Photo: Tom Berger.", Role.CAPTION),
        ("Duiker bij de pier van Oudhaven. Foto: Piet Jansen.", Role.CAPTION),
        ("Divers wait on the northern pier. © Tom Berger", Role.CAPTION),
    ],
)
def test_sentences_that_are_furniture(text: str, role: Role) -> None:
    assert role_of(text) is role


@pytest.mark.parametrize(
    "text",
    [
        "Sign up to receive a parcel, the poster said, and nobody did.",
        "He showed them a photo: nobody on it had ever seen the pier.",
        "She published the photo. Nobody had seen the pier before.",
        "You are receiving guests because the pier is closed.",
    ],
)
def test_sentences_that_are_an_article_s(text: str) -> None:
    assert role_of(text) is None
