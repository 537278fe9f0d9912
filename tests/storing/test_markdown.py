"""Markdown: front matter that any YAML reader takes, and a body that shows the very characters of the record's."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from copydesk.model import Article
from copydesk.storing.markdown import to_markdown
from tests.storing.outcomes import article, document
from tests.test_record import ARTICLES


def parted(text: str) -> tuple[dict[str, object], str]:
    """Front matter and body of a Markdown document."""
    _, matter, body = text.split("---\n", 2)
    return yaml.safe_load(matter), body


def shown(markdown: str) -> list[str]:
    """The paragraphs that a reader of CommonMark and of GitHub's tables shows, white space folded."""
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = reader.parse(markdown)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}, markdown
    return [" ".join("".join(map(plain, token.children or [])).split()) for token in tokens if token.type == "inline"]


def plain(token: Token) -> str:
    assert token.type in ("text", "softbreak", "text_special"), token
    return "\n" if token.type == "softbreak" else token.content


def paragraphs(body: str) -> list[str]:
    parts = "\n".join(line.strip() for line in body.splitlines()).split("\n\n")
    return [" ".join(part.split()) for part in parts if part.strip()]


def test_a_document() -> None:
    made = article(
        document("a"), title='The "Post": a story', date="2020-01-02", authors=("A. B.",), body="One.\n\nTwo."
    )
    assert to_markdown(made) == (
        '---\ntitle: "The \\"Post\\": a story"\ndate: "2020-01-02"\nauthors: ["A. B."]\nlanguage: "en"\n'
        f'id: "{made.id}"\nsource: "a.txt"\n---\n\nOne.\n\nTwo.\n'
    )


MARKS = st.text("ab 1.)(#*_-+=>|~`<&;![]\\/:\n\t", max_size=60)


@settings(max_examples=500)
@given(MARKS)
def test_the_body_is_shown_as_it_is(body: str) -> None:
    text = to_markdown(article(document("a"), body=body))
    assert shown(parted(text)[1]) == paragraphs(body)


@given(ARTICLES)
def test_the_front_matter_is_yaml_that_says_what_the_record_says(made: Article) -> None:
    lines = to_markdown(made).split("\n")
    matter = yaml.safe_load("\n".join(lines[1 : lines.index("---", 1)]))
    assert matter.pop("source") == made.source.uri
    for name, value in matter.items():
        recorded = getattr(made, name)
        assert value == (list(recorded) if isinstance(recorded, tuple) else recorded)
    assert "title" in matter or not made.title
