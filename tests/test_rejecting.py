"""What a rejection knows of its document: address, outlet, language, day of fetch; what it cannot know is null."""

import io
import json
from collections import Counter
from pathlib import Path

import pytest

from copydesk import RawDocument, Rejection, clean
from copydesk.model import Outcome, Reason, Stage
from copydesk.pipeline import clean_document
from copydesk.reading import InputRef, Reader
from copydesk.reading.warc import read_warc
from copydesk.reading.windows import Window
from copydesk.rejecting import rejection_of
from copydesk.settings import CleaningSettings
from copydesk.source_settings import FetchSettings
from copydesk.storing.holdings import read_holdings
from tests.storing.outcomes import article, document, run
from tests.warcs import record
from tests.web_server import serving

WALL = """<!DOCTYPE html><html lang=fr><head><title>Le conseil décide du pont</title>{}</head><body>
<h1>Le conseil municipal décide du vieux pont près du moulin</h1>
<div><h2>Subscribe to continue reading</h2><p>Cet article est réservé aux abonnés de notre journal.</p></div>
</body></html>"""
FETCHED = "2020-05-01T10:00:00+00:00"


def known(outcome: Outcome | RawDocument) -> tuple[str | None, ...]:
    assert isinstance(outcome, Rejection)
    return outcome.url, outcome.outlet, outcome.language, outcome.fetched_at


def test_a_labelled_page_tells_outlet_and_language() -> None:
    site = '<meta property="og:site_name" content="Le Monde">'
    outcome = clean(WALL.format(site))
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.PAYWALL
    assert known(outcome) == (None, "Le Monde", "fr", None)


@pytest.mark.parametrize(
    ("content", "url", "outlet"),
    [
        (b"%PDF-1.7", "https://www.bbc.co.uk/news/1", "BBC"),
        (b" ", "https://gazette.example.co.uk/1", "example.co.uk"),
        (b" ", None, None),
        (b" ", "http://127.0.0.1/x", None),
    ],
)
def test_of_a_page_that_came_less_far_its_address_tells_the_outlet(
    content: bytes, url: str | None, outlet: str | None
) -> None:
    page = RawDocument("a", content, url=url, fetched_at=FETCHED)
    assert known(clean_document(page, CleaningSettings())) == (url, outlet, None, FETCHED)


def test_the_users_own_outlets_are_known(tmp_path: Path) -> None:
    own = tmp_path / "outlets.toml"
    own.write_text('[[outlet]]\nname = "The Gazette"\ndomains = ["gazette.example"]\n')
    page = RawDocument("a", b" ", url="https://gazette.example/1")
    assert known(clean_document(page, CleaningSettings(outlets=own)))[1] == "The Gazette"
    assert known(clean_document(page, CleaningSettings()))[1] != "The Gazette"


def test_a_record_of_an_archive_tells_address_and_day() -> None:
    missing = record(1, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>no")
    nowhere = record(
        2, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n", WARC_Target_URI="dns:a", WARC_Date=""
    )
    pages = read_warc(Window(io.BytesIO(missing + nowhere).read), None, InputRef("a.warc", "a.warc"), 1000)
    assert [known(page) for page in pages] == [
        ("http://example.org/1", "example.org", None, "2020-01-01T00:00:00Z"),
        (None, None, None, None),
    ]


def test_a_row_of_a_table_tells_address_and_day(tmp_path: Path) -> None:
    rows = [{"text": "", "url": "https://www.bbc.co.uk/1", "timestamp": "2019-04-25T12:57:54Z"}, {"text": ""}]
    (tmp_path / "a.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    ref = InputRef(str(tmp_path / "a.jsonl"), str(tmp_path / "a.jsonl"))
    first, second = map(known, Reader(1000).documents(ref))
    assert first[:3] == ("https://www.bbc.co.uk/1", "BBC", None)
    assert str(first[3]).startswith("2019-04-25")
    assert second == (None, None, None, None)


def test_an_address_that_a_server_refuses_is_known_and_when_it_was_asked() -> None:
    with serving() as site:
        url = site.url("/gone")
        allowed = FetchSettings(delay=0, allowed_networks=("127.0.0.1/32",))
        (found,) = Reader(1000, 0, allowed).documents(InputRef(url, url))
    assert isinstance(found, Rejection)
    assert (found.url, found.outlet) == (url, None)
    assert found.fetched_at is not None


def test_a_file_that_is_not_there_tells_nothing(tmp_path: Path) -> None:
    (found,) = Reader(1000).documents(InputRef("a.txt", str(tmp_path / "a.txt")))
    assert known(found) == (None, None, None, None)


def made(name: str, url: str | None, day: str | None) -> Rejection:
    page = RawDocument(f"{name}.txt", name.encode(), url=url, fetched_at=day)
    return rejection_of(page, Stage.READ, Reason.EMPTY, "")


def test_a_store_counts_them_and_says_of_how_many_nothing_is_known(tmp_path: Path) -> None:
    bbc = "https://www.bbc.co.uk/1"
    batch = [
        made("a", bbc, "2020-05-01T10:00:00Z"),
        made("b", bbc, "2020-05-02T10:00:00Z"),
        made("c", None, "2020"),
        article(document("d"), outlet="Le Monde", date="2020-05-01"),
    ]
    run(tmp_path, batch)
    told = read_holdings(tmp_path)
    assert told.reasons == {"empty": 3}
    assert told.rejected_outlets == {"BBC": 2, "": 1}
    assert told.rejected_languages == {"": 3}
    assert list(told.rejected_days.items()) == [("2020-05-02", 1), ("2020-05-01", 1), ("", 1)]
    assert told.outlets == {"Le Monde": 1}


def test_a_manifest_made_anew_counts_them_the_same(tmp_path: Path) -> None:
    run(tmp_path, [made("a", "https://www.bbc.co.uk/1", FETCHED), made("b", None, None)])
    before = read_holdings(tmp_path)
    (tmp_path / "manifest.sqlite").unlink()
    run(tmp_path, [])
    after = read_holdings(tmp_path)
    assert after.rejected_outlets == before.rejected_outlets == {"BBC": 1, "": 1}
    assert Counter(after.rejected_days) == Counter(before.rejected_days)


def test_a_rejection_that_goes_is_counted_no_more(tmp_path: Path) -> None:
    url = "https://www.bbc.co.uk/1"
    gone = Rejection("a.txt", None, None, Stage.READ, Reason.UNREADABLE, "", url=url, outlet="BBC", version="0.1.0")
    run(tmp_path, [gone])
    assert read_holdings(tmp_path).rejected_outlets == {"BBC": 1}
    run(tmp_path, [article(document("a"))])
    assert read_holdings(tmp_path).rejected_outlets == {}
