"""Fetching: politely, within bounds, only from where the settings allow; and what has not changed is not fetched."""

import gzip
import itertools
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from copydesk.model import HTML, Claim, RawDocument, Reason, Rejection
from copydesk.reading import InputRef, Reader, find_inputs
from copydesk.reading.web.addresses import allowed_addresses
from copydesk.source_settings import FetchSettings, Kind, SourceSettings
from tests.conftest import Program
from tests.warcs import answer, archive
from tests.web_server import Site, serving

LIMIT = 100_000
HERE = FetchSettings(delay=0, seconds=5, max_redirects=3, allowed_networks=("127.0.0.1/32",))

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
{}
</feed>"""
ENTRY = """<entry><title>Page {0}</title><link href="/{0}"/><published>2024-05-0{0}T06:00:00Z</published>
<updated>{1}</updated><author><name>Ann Lee</name></author></entry>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def read(url: str, reader: Reader | None = None, kind: Kind = Kind.AUTO) -> list[RawDocument | Rejection]:
    reader = reader or Reader(LIMIT, 0, HERE)
    return [one for ref in find_inputs([SourceSettings(path=url, kind=kind)]) for one in reader.documents(ref)]


def with_settings(**changes: Any) -> Reader:
    retries = changes.pop("retries", 0)
    return Reader(LIMIT, retries, HERE.model_copy(update=changes))


def rejection(url: str, reader: Reader | None = None) -> Rejection:
    (found,) = read(url, reader)
    assert isinstance(found, Rejection)
    assert found.uri == url
    return found


def run(folder: Path, url: str, **changes: Any) -> list[RawDocument | Rejection]:
    """A whole run, as the flow does it: read all, note what was seen, settle it once it is in the store."""
    reader = Reader(LIMIT, 0, HERE.model_copy(update=changes), folder)
    reader.visits.forget_noted()
    note: list[Any] = []
    documents = list(reader.documents(InputRef(url, url), note))
    reader.visits.note(note)
    reader.visits.settle()
    return documents


def feed_of(site: Site, *numbers: int, updated: str = "2024-05-09T06:00:00Z") -> str:
    """A feed whose pages are on the site."""
    for number in numbers:
        site.page(f"/{number}", f"<html>Page {number}")
    site.page("/feed", ATOM.format("".join(ENTRY.format(n, updated) for n in numbers)), "application/atom+xml")
    return site.url("/feed")


def uris(documents: list[RawDocument | Rejection]) -> list[str]:
    return [one.uri.rpartition("/")[2] for one in documents]


# ------------------------------------------------------------------------------------------------------- pages


def test_a_page_has_the_address_that_it_came_from_and_what_its_server_said(site: Site) -> None:
    site.page("/new", "<html>Rain", "text/html; charset=koi8-r")
    site.redirect("/old", "/new")
    (document,) = read(site.url("/old"))
    assert isinstance(document, RawDocument)
    assert (document.uri, document.url, document.content) == (site.url("/old"), site.url("/new"), b"<html>Rain")
    assert (document.media_type, document.member) == (HTML, None)
    assert document.http_headers["content-type"] == "text/html; charset=koi8-r"
    assert str(document.fetched_at).endswith("+00:00")


def test_errors_of_the_server_are_rejections(site: Site) -> None:
    assert (rejection(site.url("/none")).reason, rejection(site.url("/none")).detail) == (
        Reason.HTTP_STATUS,
        "the server answers 404",
    )
    site.page("/picture", b"\x89PNG", "image/png")
    assert rejection(site.url("/picture")).detail == "it is no page, but image/png"
    site.page("/empty", "")
    assert rejection(site.url("/empty")).reason is Reason.EMPTY


def test_500s_are_tried_again_with_a_pause_and_no_more_often_than_allowed(site: Site) -> None:
    site.page("/page", "<html>Rain")
    site.failing("/page", 503, times=2)
    start = time.monotonic()
    assert isinstance(read(site.url("/page"), with_settings(retries=2, delay=0.1))[0], RawDocument)
    assert site.count("/page") == 3
    assert time.monotonic() - start > 0.1 + 0.2
    site.failing("/500", 500, times=99)
    assert rejection(site.url("/500"), with_settings(retries=1)).detail == "the server answers 500"
    assert site.count("/500") == 2


def test_redirects_that_do_not_end_are_given_up(site: Site) -> None:
    site.redirect("/a", "/b")
    site.redirect("/b", "/a")
    assert "leads from one address to the next more than 3 times" in rejection(site.url("/a")).detail
    assert site.count("/a") + site.count("/b") == 4


@pytest.mark.parametrize("target", ["http://a:b/", "http://[::1", "http://" + "a" * 70_000, "//[/"])
def test_a_redirect_to_what_is_no_address_is_a_rejection(site: Site, target: str) -> None:
    site.redirect("/page", target)
    assert isinstance(read(site.url("/page"))[0], Rejection)


@pytest.mark.parametrize("date", ["Fri, 31 Dec 9999 23:59:59 -1400", "Mon, 01 Jan 99999999999 00:00:00 GMT", "today"])
def test_a_date_that_is_none_is_not_believed(site: Site, date: str) -> None:
    def answer(request: Any) -> None:
        head = f"HTTP/1.1 200 OK\r\nDate: {date}\r\nContent-Type: text/html\r\nContent-Length: 10\r\n\r\n"
        request.wfile.write(head.encode() + b"<html>Rain")

    site.answers["/page"] = answer
    (document,) = read(site.url("/page"))
    assert isinstance(document, RawDocument)
    assert (document.fetched_at or "").startswith("20")


@pytest.mark.parametrize("pause", [0.05, 1.0])
def test_a_slow_body_is_given_up_at_the_time_limit(site: Site, pause: float) -> None:
    site.endless("/slow", b"x", pause)
    start = time.monotonic()
    slow = rejection(site.url("/slow"), with_settings(seconds=0.5))
    assert (slow.reason, time.monotonic() - start < 3) == (Reason.TIMEOUT, True)


def test_slow_headers_are_given_up_at_the_time_limit(site: Site) -> None:
    def dribble(request: Any) -> None:
        for byte in itertools.chain(b"HTTP/1.1 200 OK\r\nX: ", itertools.repeat(120)):
            request.wfile.write(bytes([byte]))
            request.wfile.flush()
            time.sleep(0.02)

    site.answers["/slow"] = dribble
    start = time.monotonic()
    assert rejection(site.url("/slow"), with_settings(seconds=0.5)).reason is Reason.TIMEOUT
    assert time.monotonic() - start < 3


@pytest.mark.parametrize("length", [None, 5_000_000_000])
def test_a_body_of_5_gb_is_cut_off_at_the_limit(site: Site, length: int | None) -> None:
    site.endless("/large", b"x" * 65536, length=length)
    assert rejection(site.url("/large")).reason is Reason.TOO_LARGE
    time.sleep(0.1)
    assert site.sent < 20_000_000  # what the buffers of the system took, and not 5 GB


def test_a_bomb_is_not_unpacked(site: Site) -> None:
    def bomb(request: Any) -> None:
        data = gzip.compress(bytes(50_000_000))
        request.send_response(200)
        request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Length", str(len(data)))
        request.end_headers()
        request.wfile.write(data)

    site.answers["/bomb"] = bomb
    assert rejection(site.url("/bomb")).reason is Reason.TOO_LARGE


def test_a_server_that_does_not_answer(site: Site) -> None:
    site.answers["/nothing"] = lambda request: request.connection.shutdown(socket.SHUT_RDWR)
    assert rejection(site.url("/nothing")).reason is Reason.UNREADABLE
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}/"
        assert "cannot be read" in rejection(url).detail


# ------------------------------------------------------------------------------------------------- politeness


def test_robots_txt_is_obeyed_and_asked_for_once(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /private\n", "text/plain")
    site.page("/private/a", "<html>No")
    site.page("/public", "<html>Yes")
    reader = with_settings()
    forbidden = rejection(site.url("/private/a"), reader)
    assert forbidden.reason is Reason.FORBIDDEN
    assert "robots.txt does not want /private/a to be read" in forbidden.detail
    assert isinstance(read(site.url("/public"), reader)[0], RawDocument)
    site.redirect("/way-in", "/private/a")
    assert rejection(site.url("/way-in"), reader).reason is Reason.FORBIDDEN
    assert (site.count("/private/a"), site.count("/robots.txt")) == (0, 1)


def test_a_robots_txt_that_cannot_be_read_forbids(site: Site) -> None:
    site.page("/page", "<html>Rain")
    site.failing("/robots.txt", 503, times=1)
    reader = with_settings()
    assert (
        "robots.txt, which must be read first, cannot be: the server answers 503"
        in rejection(site.url("/page"), reader).detail
    )
    assert site.count("/page") == 0
    site.page("/robots.txt", "", "text/plain")
    assert isinstance(read(site.url("/page"), reader)[0], RawDocument)


def test_a_host_is_left_alone_between_two_requests_by_all_who_share_a_folder(site: Site, tmp_path: Path) -> None:
    readers = [Reader(LIMIT, 0, HERE.model_copy(update={"delay": 0.2}), tmp_path) for _ in range(3)]
    for number in range(3):
        site.page(f"/{number}", f"<html>{number}")
    threads = [threading.Thread(target=read, args=(site.url(f"/{n}"), one)) for n, one in enumerate(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = sorted(site.times)
    assert len(times) >= 4  # three pages, and robots.txt at least once
    assert min(later - sooner for sooner, later in itertools.pairwise(times)) >= 0.19


def test_a_longer_pause_that_robots_txt_asks_for_is_kept(site: Site) -> None:
    site.page("/robots.txt", "User-agent: *\nCrawl-delay: 0.4\n", "text/plain")
    site.page("/page", "<html>Rain")
    assert isinstance(read(site.url("/page"))[0], RawDocument)
    assert site.times[1] - site.times[0] >= 0.39


# -------------------------------------------------------------------------------------------------- addresses

REFUSED = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.2/",
    "http://2130706434/",
    "http://0x7f.2/",
    "http://10.0.0.1:8080/",
    "http://192.168.1.1/",
    "http://100.64.0.1/",
    "http://0.0.0.0/",
    "http://[::1]/",
    "http://[::ffff:127.0.0.2]/",
    "http://[fd00::1]/",
    "http://[64:ff9b::a00:1]/",
    "http://[2002:a00:1::]/",
    "http://224.0.0.1/",
]


@pytest.mark.parametrize("url", REFUSED)
def test_addresses_that_are_not_public_are_refused(url: str) -> None:
    refused = rejection(url)
    assert refused.reason is Reason.ADDRESS_REFUSED
    assert refused.detail.endswith("name its network in fetching.allowed_networks if it is yours to read")


def test_this_machine_is_refused_unless_the_settings_allow_it(site: Site) -> None:
    site.page("/page", "<html>Rain")
    refused = rejection(site.url("/page"), Reader(LIMIT))
    assert refused.reason is Reason.ADDRESS_REFUSED
    assert not site.asked


@pytest.mark.parametrize("url", [*REFUSED[:3], "file:///etc/passwd", "ftp://example.org/", "gopher://127.0.0.1/"])
def test_no_redirect_leads_to_a_refused_address(site: Site, url: str) -> None:
    site.redirect("/way-in", url)
    assert rejection(site.url("/way-in")).reason is Reason.ADDRESS_REFUSED


@pytest.mark.parametrize(
    "url", ["http://", "http:///a", "http://[", "http://exa mple.org/", "http://" + "a" * 70 + "/"]
)
def test_what_is_no_address_is_a_rejection(url: str) -> None:
    assert rejection(url).reason in (Reason.ADDRESS_REFUSED, Reason.UNREADABLE)


def test_what_was_checked_is_what_is_connected_to(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name server that gives another address each time it is asked cannot be had here, so the look-up plays it."""
    given = iter(["127.0.0.1", "127.0.0.1", "169.254.169.254"])
    really = socket.getaddrinfo

    def look_up(host: str, *arguments: Any, **options: Any) -> Any:
        return really(next(given) if host == "news.example" else host, *arguments, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    site.page("/page", "<html>Rain")
    url = f"http://news.example:{site.port}/page"
    assert isinstance(read(url)[0], RawDocument)  # one look-up for robots.txt, one for the page
    assert rejection(url).reason is Reason.ADDRESS_REFUSED


def test_a_name_with_a_public_address_and_another_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", (address, 80)) for address in ("93.184.215.14", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: both[:1])
    assert allowed_addresses("news.example", 80, ()) == ["93.184.215.14"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_arguments, **_options: both)
    with pytest.raises(OSError, match=r"10\.0\.0\.1, which is not of the public web"):
        allowed_addresses("news.example", 80, ())


def test_the_command_line_refuses_them_too(site: Site, copydesk: Program) -> None:
    result = copydesk("clean", site.url("/page"))
    assert result.returncode == 3
    assert json.loads(result.stderr)["reason"] == "address_refused"


# ------------------------------------------------------------------------------------------------------ feeds


def test_a_feed_gives_its_pages_and_what_it_says_of_them(site: Site) -> None:
    first, second = read(feed_of(site, 1, 2))
    assert isinstance(first, RawDocument)
    assert (first.uri, first.url, first.content) == (site.url("/1"), site.url("/1"), b"<html>Page 1")
    assert first.claims == (
        Claim("title", "Page 1", "feed"),
        Claim("date", "2024-05-01T06:00:00Z", "feed"),
        Claim("author", "Ann Lee", "feed"),
    )
    assert second.uri == site.url("/2")


@pytest.mark.parametrize("compress", [bytes, gzip.compress])
def test_a_feed_in_a_file_gives_its_pages(site: Site, tmp_path: Path, compress: Callable[[bytes], bytes]) -> None:
    items = "".join(f"<item><title>Page {n}</title><link>{feed_of(site, n)[:-4]}{n}</link></item>" for n in (1, 2))
    saved = tmp_path / "saved.xml"
    saved.write_bytes(compress(f"<rss version='2.0'><channel>{items}</channel></rss>".encode()))
    ref = InputRef("saved.xml", str(saved), kind=Kind.FEED)
    for expected in (["1", "2"], []):  # a second run has seen them
        reader = Reader(LIMIT, 0, HERE, tmp_path)
        note: list[Any] = []
        documents = list(reader.documents(ref, note))
        reader.visits.note(note)
        reader.visits.settle()
        assert uris(documents) == expected
        assert all(isinstance(one, RawDocument) and one.claims[0].where == "feed" for one in documents)
    saved.write_text("<html>no feed")
    (outcome,) = Reader(LIMIT, 0, HERE).documents(ref)
    assert isinstance(outcome, Rejection)
    assert (outcome.uri, outcome.detail) == ("saved.xml", "it is neither a feed nor a sitemap")


def test_an_unchanged_feed_costs_one_request(site: Site, tmp_path: Path) -> None:
    feed = feed_of(site, 1, 2)
    assert uris(run(tmp_path, feed)) == ["1", "2"]
    site.asked.clear()
    assert run(tmp_path, feed) == []
    assert site.asked == ["/feed"]


def test_of_a_changed_feed_only_new_and_changed_pages_are_fetched(site: Site, tmp_path: Path) -> None:
    run(tmp_path, feed_of(site, 1, 2))
    feed = feed_of(site, 3, 1, 2)
    site.asked.clear()
    assert uris(run(tmp_path, feed)) == ["3"]
    assert site.asked == ["/feed", "/3"]
    feed = feed_of(site, 1, 2, updated="2024-06-01T06:00:00Z")
    site.page("/2", "<html>Page 2, corrected")
    site.asked.clear()
    assert uris(run(tmp_path, feed)) == ["2"]
    assert site.asked == ["/feed", "/1", "/2"]  # page 1 answered that it was unchanged


def test_what_a_killed_run_had_seen_is_seen_again(site: Site, tmp_path: Path) -> None:
    feed = feed_of(site, 1, 2)
    for settles in (False, True):
        reader = Reader(LIMIT, 0, HERE, tmp_path)
        reader.visits.forget_noted()
        note: list[Any] = []
        assert uris(list(reader.documents(InputRef(feed, feed), note))) == ["1", "2"]
        reader.visits.note(note)
        if settles:
            reader.visits.settle()
    assert run(tmp_path, feed) == []


def test_a_page_that_could_not_be_had_is_asked_for_in_the_next_run(site: Site, tmp_path: Path) -> None:
    feed = feed_of(site, 1, 2, 3)
    site.failing("/2", 503, times=1)
    del site.answers["/3"]
    documents = run(tmp_path, feed)
    assert [isinstance(one, RawDocument) for one in documents] == [True, False, False]
    site.asked.clear()
    assert uris(run(tmp_path, feed)) == ["2"]
    assert site.asked == ["/feed", "/2"]  # neither the one that came, nor the one that is not there
    site.asked.clear()
    assert run(tmp_path, feed) == []
    assert site.asked == ["/feed"]


def test_a_long_feed_is_read_in_several_runs(site: Site, tmp_path: Path) -> None:
    feed = feed_of(site, 1, 2, 3, 4, 5)
    assert [uris(run(tmp_path, feed, max_pages=2)) for _ in range(4)] == [["1", "2"], ["3", "4"], ["5"], []]


def test_links_of_a_feed_to_refused_addresses_cost_no_other_page(site: Site) -> None:
    site.page("/1", "<html>Page 1")
    links = ["http://169.254.169.254/latest/", "http://127.0.0.2/", "file:///etc/passwd", "/1"]
    items = "".join(f"<item><title>x</title><link>{link}</link></item>" for link in links)
    site.page("/rss", f"<rss version='2.0'><channel>{items}</channel></rss>", "text/xml")
    first, second, page = read(site.url("/rss"))
    assert isinstance(first, Rejection)
    assert isinstance(second, Rejection)
    assert {first.reason, second.reason} == {Reason.ADDRESS_REFUSED}
    assert (first.uri, second.uri, page.uri) == (links[0], links[1], site.url("/1"))


def test_json_feeds_sitemaps_and_lists_of_sitemaps(site: Site) -> None:
    for number in range(1, 5):
        site.page(f"/{number}", f"<html>Page {number}")
    items = [
        {"id": "a", "url": "/1", "title": "One", "authors": [{"name": "Ann Lee"}], "date_published": "2024-05-01"},
        {"id": "b", "title": "no address"},
        "nonsense",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": items}
    site.page("/feed.json", json.dumps(feed), "application/feed+json")
    (page,) = read(site.url("/feed.json"))
    assert isinstance(page, RawDocument)
    assert [claim.value for claim in page.claims] == ["One", "2024-05-01", "Ann Lee"]

    news = (
        "<news:news><news:publication><news:name>P</news:name></news:publication><news:title>Two</news:title>"
        "<news:publication_date>2024-05-02</news:publication_date></news:news>"
        "<image:image><image:loc>http://example.org/x.png</image:loc></image:image>"
    )
    space = (
        "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:image='http://www.google.com/schemas/sitemap-image/1.1'"
        " xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'"
    )
    site.page("/map1", f"<urlset {space}><url>{news}<loc>{site.url('/2')}</loc></url></urlset>", "text/xml")
    site.page("/map2", gzip.compress(f"<urlset><url><loc>{site.url('/3')}</loc></url>cut".encode()), "application/gzip")
    maps = "".join(f"<sitemap><loc>{site.url(path)}</loc></sitemap>" for path in ("/map1", "/map2", "/4"))
    site.page("/maps", f"<?xml version='1.0'?><!-- x --><sitemapindex {space}>{maps}</sitemapindex>", "text/xml")
    two, three, no_map = read(site.url("/maps"))
    assert isinstance(two, RawDocument)
    assert [claim.value for claim in two.claims] == ["Two", "2024-05-02"]
    assert three.uri == site.url("/3")
    assert isinstance(no_map, Rejection)
    assert "it is none" in no_map.detail


def test_sitemaps_that_name_each_other_end(site: Site) -> None:
    site.page("/maps", f"<sitemapindex><sitemap><loc>{site.url('/maps')}</loc></sitemap></sitemapindex>", "text/xml")
    assert "too many are nested" in rejection_at_end(read(site.url("/maps")))
    assert site.count("/maps") == 4


def rejection_at_end(documents: list[RawDocument | Rejection]) -> str:
    assert isinstance(documents[-1], Rejection)
    return documents[-1].detail


@pytest.mark.parametrize("opening", [" ", "<?a?>", "<!-- a -->"])
def test_what_stands_before_a_page_is_passed_over_at_once(site: Site, opening: str) -> None:
    site.page("/page", opening * 300 + "Rain stops play", "text/plain")
    assert isinstance(read(site.url("/page"))[0], RawDocument)


def test_feeds_that_are_none_or_empty(site: Site) -> None:
    site.page("/page", "<html>Rain")
    (no_feed,) = read(site.url("/page"), kind=Kind.FEED)
    assert isinstance(no_feed, Rejection)
    assert no_feed.detail == "it is neither a feed nor a sitemap"
    site.page("/rss", "<rss><channel><title>x</title></channel></rss>", "text/xml")
    assert rejection(site.url("/rss")).reason is Reason.EMPTY


def test_a_list_of_addresses(site: Site, tmp_path: Path) -> None:
    for number in (1, 2):
        site.page(f"/{number}", f"<html>Page {number}")
    lines = ["# pages", site.url("/1"), "", "  " + site.url("/2"), "no address"]
    (tmp_path / "pages.txt").write_text("\n".join(lines))
    documents = read(str(tmp_path / "pages.txt"), kind=Kind.URLS)
    assert [one.uri for one in documents] == [site.url("/1"), site.url("/2"), "no address"]
    site.page("/list.urls", "\n".join(lines[:2]), "text/plain")
    assert uris(read(site.url("/list.urls"), kind=Kind.URLS)) == ["1"]


# --------------------------------------------------------------------------------------------------- archives


@pytest.mark.parametrize("ranges", ["bytes", ""])
def test_an_archive_on_the_web_is_read_on_where_the_line_broke(site: Site, ranges: str) -> None:
    data = archive(answer(n, b"<html>" + bytes(range(256)) * (n % 7)) for n in range(200))
    site.file("/crawl.warc.gz", data, most=None if not ranges else 20_000, ranges=ranges)
    documents = read(site.url("/crawl.warc.gz"), with_settings(retries=1))
    assert [one.member for one in documents] == [f"urn:uuid:{n}" for n in range(200)]
    assert all(isinstance(one, RawDocument) for one in documents)


def test_an_archive_on_the_web_that_is_not_there(site: Site) -> None:
    assert rejection(site.url("/none.warc.gz")).detail == "it cannot be read: the server answers 404"
    refused = rejection(site.url("/none.warc.gz"), Reader(LIMIT))
    assert "not of the public web" in refused.detail
