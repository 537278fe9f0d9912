"""Pages that a browser saved whole (MHTML), and mail: which part is the page, and what the headers tell of it."""

import base64
import quopri
import random
from pathlib import Path

import pytest

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection
from copydesk.reading import find_inputs, read_document

PAGE = "<!DOCTYPE html><html><head><title>Brücke</title></head><body><p>Rain = sun.</p></body></html>"
URL = "https://www.bergfeldcourier.example/2024/03/05/bridge"
CHROME = {
    "From": "<Saved by Blink>",
    "Snapshot-Content-Location": URL,
    "Subject": "=?utf-8?Q?Br=C3=BCcke?=",
    "Date": "Tue, 5 Mar 2024 10:11:12 -0000",
    "MIME-Version": "1.0",
}
"""The headers that Chrome writes."""
INTERNET_EXPLORER = {
    "From": '"Saved by Windows Internet Explorer 11"',
    "Subject": "=?utf-8?B?QnLDvGNrZQ==?=",
    "Date": "Tue, 5 Mar 2024 11:11:12 +0100",
    "MIME-Version": "1.0",
}
MAIL = {
    "Received": "from a by b;\r\n\tTue, 5 Mar 2024 10:11:00 +0000",
    "From": "The Bergfeld Courier <news@bergfeldcourier.example>",
    "Subject": "=?utf-8?Q?Br=C3=BCcke?= opens",
    "Date": "Tue, 5 Mar 2024 10:11:12 +0100",
    "MIME-Version": "1.0",
}
CUT = "the file ends before the page does"


def part(content: str | bytes, media_type: str = "text/html", encoding: str = "quoted-printable", **more: str) -> bytes:
    """A part of a message; `more` are headers, their names written with underscores."""
    data = content if isinstance(content, bytes) else content.encode()
    pack = {"quoted-printable": quopri.encodestring, "base64": base64.encodebytes}.get(encoding, bytes)
    headers = {"Content-Type": media_type, "Content-Transfer-Encoding": encoding}
    headers |= {name.replace("_", "-"): value for name, value in more.items()}
    return head(headers) + pack(data).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")


def head(headers: dict[str, str]) -> bytes:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode() + b"\r\n"


def multipart(*parts: bytes, kind: str = "related", boundary: str = "--Multipart--b0un----", more: str = "") -> bytes:
    """A part that holds others."""
    content_type = f'multipart/{kind};\r\n\ttype="text/html";{more}\r\n\tboundary="{boundary}"'
    mark = b"--" + boundary.encode()
    body = b"".join(b"\r\n" + mark + b"\r\n" + one for one in parts)
    return head({"Content-Type": content_type}) + body + b"\r\n" + mark + b"--\r\n"


def message(headers: dict[str, str], content: bytes) -> bytes:
    return head(headers).removesuffix(b"\r\n") + content


STYLE = part('@charset "utf-8";', "text/css", Content_Location="cid:css-1@mhtml.blink")
PICTURE = part(bytes(range(256)) * 100, "image/png", "base64", Content_Location="https://x.example/a.png")
FRAME = part("<html><body>Buy now</body></html>", Content_Location="https://ads.example/frame")
SAVED = message(CHROME, multipart(part(PAGE, Content_ID="<frame-1@mhtml.blink>"), STYLE, PICTURE, FRAME))


def read(content: bytes, folder: Path, name: str = "page.mhtml", limit: int = 10_000) -> RawDocument | Rejection:
    path = folder / name
    path.write_bytes(content)
    (ref,) = find_inputs([str(path)])
    return read_document(ref, limit)


def document(content: bytes, folder: Path, name: str = "page.mhtml", limit: int = 10_000) -> RawDocument:
    found = read(content, folder, name, limit)
    assert isinstance(found, RawDocument), found
    return found


def test_a_page_that_chrome_saved_is_its_first_part_with_its_address_and_the_time(tmp_path: Path) -> None:
    page = document(SAVED, tmp_path)
    assert page.content.decode() == PAGE
    assert (page.media_type, page.member) == (HTML, None)
    assert (page.url, page.fetched_at) == (URL, "2024-03-05T10:11:12+00:00")
    assert page.claims == ()  # its subject is the page's own title


@pytest.mark.parametrize("name", ["-page", "page.html", "page.mht", "page"])
def test_it_is_known_by_its_first_line_whatever_its_name_is(tmp_path: Path, name: str) -> None:
    assert document(SAVED, tmp_path, name).url == URL


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "binary", "8bit"])
def test_its_text_is_packed_in_any_way(tmp_path: Path, encoding: str) -> None:
    saved = message(CHROME, multipart(part(PAGE, encoding=encoding), STYLE))
    assert document(saved, tmp_path).content.decode() == PAGE


def test_internet_explorer_tells_the_address_at_the_part_and_the_time_with_its_zone(tmp_path: Path) -> None:
    text = PAGE.encode("windows-1252")
    location = "http://www.bergfeldcourier.example/old"
    main = part(text, 'text/html;\r\n\tcharset="windows-1252"', Content_Location=location)
    page = document(message(INTERNET_EXPLORER, multipart(main, PICTURE)), tmp_path, "page.mht")
    assert (page.url, page.fetched_at) == (location, "2024-03-05T11:11:12+01:00")
    assert page.content == text
    assert "windows-1252" in page.http_headers["content-type"]


def test_a_page_saved_from_the_disk_has_no_address(tmp_path: Path) -> None:
    main = part(PAGE, Content_Location="file:///C:/pages/a.html")
    assert document(message(INTERNET_EXPLORER, multipart(main)), tmp_path).url is None


def test_the_part_that_the_message_names_as_its_start_is_the_page(tmp_path: Path) -> None:
    parts = (FRAME, part(PAGE, Content_ID="<main@x>"), PICTURE)
    named = document(message(CHROME, multipart(*parts, more=' start="<main@x>";')), tmp_path)
    bare = document(message(CHROME, multipart(*parts, more=" start=<main@x>;")), tmp_path)
    wrong = document(message(CHROME, multipart(*parts, more=" start=<none@x>;")), tmp_path)
    assert named.content == bare.content
    assert b"Rain" in named.content
    assert b"Buy now" in wrong.content


def test_pictures_do_not_count_for_the_limit_but_the_page_does(tmp_path: Path) -> None:
    saved = message(CHROME, multipart(PICTURE, PICTURE, part(PAGE), PICTURE))
    assert document(saved, tmp_path, limit=len(PAGE.encode())).content.decode() == PAGE
    outcome = read(saved, tmp_path, limit=50)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.TOO_LARGE
    endless = read(message(CHROME, multipart(part(b"rain " * 100_000, encoding="8bit"))), tmp_path)
    assert isinstance(endless, Rejection)
    assert endless.reason is Reason.TOO_LARGE


def test_a_file_that_ends_within_the_page_gives_what_there_is_with_a_warning(tmp_path: Path) -> None:
    cut = SAVED[: SAVED.index(b"</body>")]
    page = document(cut, tmp_path)
    assert b"Rain = sun." in page.content
    assert [(one.name, one.value) for one in page.claims] == [("warning", CUT)]


def test_a_line_that_only_looks_like_a_delimiter_parts_nothing(tmp_path: Path) -> None:
    text = "<html><body><p>Rain\n--Multipart\n--\n----Multipart--b0un----x\nsun</p></body></html>"
    saved = message(CHROME, multipart(part(text, encoding="8bit"), STYLE))
    assert document(saved, tmp_path).content.decode().replace("\r\n", "\n") == text


def test_mail_gives_its_html_and_says_its_subject_and_its_day(tmp_path: Path) -> None:
    both = multipart(part("Rain.", "text/plain"), part(PAGE), kind="alternative", boundary="inner")
    mail = message(
        MAIL, multipart(both, part(b"%PDF-1.7", "application/pdf", "base64"), kind="mixed", boundary="outer")
    )
    page = document(mail, tmp_path, "letter.eml")
    assert (page.content.decode(), page.media_type) == (PAGE, HTML)
    assert (page.url, page.fetched_at) == (None, None)  # nobody says when, or whether, it was fetched
    said = [(one.name, one.value, one.where) for one in page.claims]
    assert said == [("title", "Brücke opens", "mail"), ("date", "2024-03-05T10:11:12+01:00", "mail")]


def test_mail_without_html_gives_its_text_and_no_attachment(tmp_path: Path) -> None:
    attached = part(PAGE, Content_Disposition='attachment; filename="a.html"')
    plain = part("It rained all day on Sunday.", "text/plain; charset=utf-8")
    page = document(message(MAIL, multipart(attached, plain, kind="mixed")), tmp_path, "letter.eml")
    assert (page.content, page.media_type) == (b"It rained all day on Sunday.", PLAIN_TEXT)
    bare = document(message(MAIL, part("It rained.", "text/plain")), tmp_path, "bare.eml")
    assert (bare.content, bare.claims[0].value) == (b"It rained.", "Brücke opens")


@pytest.mark.parametrize(
    ("content", "reason", "told"),
    [
        (message(CHROME, multipart(PICTURE, STYLE)), Reason.EMPTY, "no part of the message is HTML or text"),
        (message(CHROME, multipart(part(""))), Reason.EMPTY, "there is nothing in it"),
        (message(CHROME, multipart(part("", encoding="base64") + b"YWJjZ")), Reason.UNREADABLE, "no whole base64"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n" + b"X: y\r\n" * 20_000, Reason.UNREADABLE, "do not end"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, content: bytes, reason: Reason, told: str) -> None:
    outcome = read(content, tmp_path)
    assert isinstance(outcome, Rejection)
    assert (outcome.reason, told in outcome.detail) == (reason, True), outcome.detail


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PAGE.encode(), "page.mhtml"),
        (b"Date: 5 March 2024\nFrom: Bergfeld\n\nIt rained all day.", "notes.eml"),
        (b"From: Ann\nMIME-Version: 1.0\nContent-Type: text/html\n\nIs how mail begins.", "notes.txt"),
    ],
)
def test_what_is_no_message_is_read_as_it_stands(tmp_path: Path, content: bytes, name: str) -> None:
    assert document(content, tmp_path, name).content == content


def test_folders_and_zip_archives_give_them(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("a.mht", "b.MHTML", "c.eml"):
        (tmp_path / "pages" / name).write_bytes(SAVED)
    assert [Path(ref.uri).name for ref in find_inputs([str(tmp_path / "pages")])] == ["a.mht", "b.MHTML", "c.eml"]


def test_no_damage_is_an_error(tmp_path: Path) -> None:
    chance = random.Random(5)  # noqa: S311
    inner = multipart(part("Rain.", "text/plain"), part(PAGE, encoding="base64"), kind="alternative", boundary="inner")
    whole = message(MAIL, multipart(inner, SAVED, PICTURE[:300], kind="mixed", boundary="outer"))
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(damaged))
            damaged[at : at + chance.randrange(40)] = chance.randbytes(chance.randrange(6))
        assert isinstance(read(bytes(damaged), tmp_path, "page.eml"), RawDocument | Rejection)


def test_parts_within_parts_without_end_are_no_error(tmp_path: Path) -> None:
    nested = part(PAGE)
    for depth in range(50):
        nested = multipart(nested, kind="mixed", boundary=f"b{depth}")
    outcome = read(message(MAIL, nested), tmp_path, "page.eml", limit=1_000_000)
    assert isinstance(outcome, Rejection)
    assert outcome.reason is Reason.EMPTY
