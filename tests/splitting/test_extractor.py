"""trafilatura as an expert: what it is asked, and that it can do no harm."""

import dateutil.parser
import pytest
from lxml import etree

from copydesk.model import HTML, DecodedDocument, RawDocument
from copydesk.splitting import extractor
from copydesk.splitting.extractor import ask_trafilatura, written_precision
from copydesk.splitting.html import split_html
from copydesk.splitting.parsing import parse_html

STORY = "".join(
    f"<p>It rained on day {n}, and all the people of the town stayed at home, says number {n}.</p>" for n in range(9)
)
SHELL = (
    "<html><head><title>Rain</title>{}</head>"
    f"<body><nav><a href=/>Home</a></nav><article>{STORY}</article></body></html>"
)

PAGE = SHELL.format("")


def document(text, **raw):
    return DecodedDocument(RawDocument("page.html", text.encode(), HTML, **raw), text, "utf-8")


def ask(text, **raw):
    return ask_trafilatura(parse_html(text).root, 9, document(text, **raw))


def dates(text, **raw):
    return [claim.value for claim in ask(text, **raw).claims if claim.where == "htmldate"]


def meta(date):
    return SHELL.format(f'<meta property="article:published_time" content="{date}">')


BYLINE = '<p class="author-name">Ann Lee</p>'


def authors(page):
    return [claim.value for claim in split_html(document(page)).claims if claim.where == "trafilatura"]


def test_body_and_authors():
    opinion = ask(PAGE.replace("<article>", f"{BYLINE}<article>"))
    assert "Home" not in opinion.text
    assert opinion.text.startswith("It rained on day 0")
    assert [(claim.name, claim.value) for claim in opinion.claims] == [("author", "Ann Lee")]


def test_authors_are_asked_for_where_the_metadata_name_none():
    named, nobody = (f'<meta name="author" content="{name}">' for name in ("Bo Ek", "admin"))
    signed = SHELL.replace("<article>", f"{BYLINE}<article>")
    assert authors(signed.format(named)) == []
    assert authors(signed.format(nobody)) == ["Ann Lee"]


def test_scripts_and_pictures_change_nothing():
    furniture = "<style>p{}</style><svg><text>Icon</text></svg>"
    assert ask(PAGE.replace("<article>", f"<script>{STORY}</script>{furniture}<article>")) == ask(PAGE)


def test_tree_is_left_as_it_is():
    root = parse_html(PAGE).root
    before = etree.tostring(root)
    ask_trafilatura(root, 9, document(PAGE))
    assert etree.tostring(root) == before


def test_blocks_carry_the_experts_verdict():
    blocks = split_html(document(PAGE)).blocks
    assert [block.markup.extracted for block in blocks] == [0.0] + [1.0] * 9


def test_nothing_extracted(monkeypatch):
    assert ask("<script>x</script>").text is None
    monkeypatch.setattr(extractor, "bare_extraction", lambda *_, **__: None)
    assert {block.markup.extracted for block in split_html(document(PAGE)).blocks} == {None}


@pytest.mark.parametrize("name", ["find_date", "extract_author", "bare_extraction"])
@pytest.mark.parametrize("error", [ValueError("bad\nluck"), RecursionError("too deep"), MemoryError()])
def test_failure_is_a_warning(monkeypatch, name, error):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(extractor, name, fail)
    page = split_html(document(PAGE))
    assert len(page.blocks) == 10
    warnings = [claim.value for claim in page.claims if claim.name == "warning"]
    assert warnings == [f"trafilatura failed: {type(error).__name__}: {' '.join(str(error).split())}".strip()]


def test_pages_before_change_nothing():
    first = ask(PAGE)
    for _ in range(5):
        assert ask(PAGE) == first


# ---------------------------------------------------------------------------------------------------------- dates


def test_date_as_marked_up():
    assert dates(meta("2024-05-02T10:00:00Z")) == ["2024-05-02"]


def test_no_date_out_of_a_sentence():
    assert dates(SHELL.format("").replace("day 0", "the day of the Summer Olympics of Beijing in 2008")) == []


def test_month_is_not_filled_up():
    assert dates(meta("2017-09")) == ["2017-09"]
    assert dates(meta("2021 10:30")) == []  # a year and a time of day


def test_unknown_time_zone_is_no_trouble():
    assert dates(meta("2017-09-05 10:00 XYZT")) == ["2017-09-05"]


def test_date_after_the_fetching_is_not_believed():
    assert dates(meta("2031-05-01")) == ["2031-05-01"]
    assert dates(meta("2031-05-01"), fetched_at="2024-05-01T10:00:00+00:00") == []


def test_the_clock_is_not_asked(monkeypatch):
    class Clock(dateutil.parser._parser.datetime.datetime):
        @classmethod
        def now(cls, *_):
            raise AssertionError("the clock was asked")

    monkeypatch.setattr(dateutil.parser._parser.datetime, "datetime", Clock)
    assert dates(meta("2018-03")) == ["2018-03"]  # one that htmldate has not cached


@pytest.mark.parametrize(
    ("page", "expected"),
    [("1 Sept. 2017", "2017-09-01"), ("2017/09/01", "2017-09-01"), ("20170901", "2017-09-01"), ("09-2017", "2017-09")],
)
def test_written_precision(page, expected):
    assert written_precision("2017-09-01", page) == expected
