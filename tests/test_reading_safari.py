"""Pages that Safari saved whole: what of the property list becomes the document."""

import plistlib
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest

from copydesk.model import HTML, PLAIN_TEXT, Article, RawDocument, Reason, Rejection
from copydesk.pipeline import clean_document
from copydesk.reading import Reader, find_inputs, read_document
from copydesk.settings import CleaningSettings

PAGE = "<!DOCTYPE html><html><head><title>Br\u00fccke</title></head><body><p>Rain = sun.</p></body></html>"
URL = "https://www.bergfeldcourier.example/2024/03/05/bridge"
PICTURE = {
    "WebResourceData": bytes(range(256)) * 40,
    "WebResourceMIMEType": "image/png",
    "WebResourceURL": "https://www.bergfeldcourier.example/a.png",
}


def resource(content: str | bytes = PAGE, **values: object) -> dict[str, Any]:
    """A main resource as Safari writes it; what is None here, it has not."""
    given = {
        "Data": content if isinstance(content, bytes) else content.encode(),
        "FrameName": "",
        "MIMEType": "text/html",
        "TextEncodingName": "UTF-8",
        "URL": URL,
    }
    return {f"WebResource{name}": value for name, value in (given | values).items() if value is not None}


def saved(main: object) -> bytes:
    archive = {
        "WebMainResource": main,
        "WebSubresources": [PICTURE],
        "WebSubframeArchives": [{"WebMainResource": resource("<html><body>Buy now</body></html>")}],
    }
    return plistlib.dumps(archive, fmt=plistlib.FMT_BINARY)


def read(content: bytes, folder: Path, name: str = "page.webarchive", limit: int = 10_000) -> RawDocument | Rejection:
    path = folder / name
    path.write_bytes(content)
    (ref,) = find_inputs([str(path)])
    return read_document(ref, limit)


def document(content: bytes, folder: Path, name: str = "page.webarchive") -> RawDocument:
    found = read(content, folder, name)
    assert isinstance(found, RawDocument), found
    return found


def test_the_page_comes_with_its_address_and_nothing_else(tmp_path: Path) -> None:
    found = document(saved(resource()), tmp_path)
    assert (found.content.decode(), found.media_type, found.url) == (PAGE, HTML, URL)
    assert found.http_headers == {"content-type": "text/html; charset=UTF-8"}
    assert found.member is None


def test_the_encoding_that_safari_names_is_heard(tmp_path: Path) -> None:
    body = "".join(
        f"<p>\u0412 \u0433\u043e\u0440\u043e\u0434\u0435 {n} \u0434\u043e\u043c\u043e\u0432.</p>" for n in range(9)
    )
    raw = document(saved(resource(f"<html><body>{body}".encode("koi8-r"), TextEncodingName="KOI8-R")), tmp_path)
    article = clean_document(raw, CleaningSettings())
    assert isinstance(article, Article)
    assert article.source.encoding.lower() == "koi8-r"
    assert "\u0412 \u0433\u043e\u0440\u043e\u0434\u0435 3" in article.body


@pytest.mark.parametrize(
    ("main", "media_type", "url"),
    [
        (resource(MIMEType="application/xhtml+xml"), HTML, URL),
        (resource("Rain stops play.", MIMEType="text/plain"), PLAIN_TEXT, URL),
        (resource(MIMEType=None, TextEncodingName=None), HTML, URL),
        (resource(URL="file:///Users/ann/page.html"), HTML, None),
        (resource(URL=7), HTML, None),
    ],
)
def test_what_is_told_of_the_page_is_taken_if_it_can_be(
    tmp_path: Path, main: dict[str, Any], media_type: str, url: str | None
) -> None:
    found = document(saved(main), tmp_path)
    assert (found.media_type, found.url) == (media_type, url)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (saved(resource("")), Reason.EMPTY),
        (saved(resource(b"%PDF-1.4", MIMEType="application/pdf")), Reason.BINARY),
        (saved(resource("x" * 10_001)), Reason.TOO_LARGE),
        (saved(resource(Data=None)), Reason.UNREADABLE),
        (saved("no resource"), Reason.UNREADABLE),
        (plistlib.dumps(["no archive"], fmt=plistlib.FMT_BINARY), Reason.UNREADABLE),
        (saved(resource())[:-20], Reason.UNREADABLE),
        (saved(resource()) + bytes(40_000), Reason.TOO_LARGE),
        (b"", Reason.EMPTY),
    ],
)
def test_where_there_is_no_page_it_says_so(tmp_path: Path, content: bytes, reason: Reason) -> None:
    found = read(content, tmp_path)
    assert isinstance(found, Rejection)
    assert found.reason is reason


def test_it_is_known_by_its_content_whatever_its_name_is_and_other_property_lists_are_not(tmp_path: Path) -> None:
    assert document(saved(resource()), tmp_path, "saved").url == URL
    assert document(b"<html><p>Rain.</p>", tmp_path).content == b"<html><p>Rain.</p>"
    other = plistlib.dumps({"CFBundleName": "Rain"}, fmt=plistlib.FMT_BINARY)
    refused = clean_document(document(other, tmp_path, "Info.plist"), CleaningSettings())
    assert isinstance(refused, Rejection)
    assert (refused.reason, "a property list of Apple's" in refused.detail) == (Reason.BINARY, True)


def test_it_is_taken_of_folders_and_of_zip_archives(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.webarchive").write_bytes(saved(resource()))
    with zipfile.ZipFile(tmp_path / "pages.zip", "w") as archive:
        archive.writestr("b.webarchive", saved(resource()))
    refs = find_inputs([str(tmp_path / "pages"), str(tmp_path / "pages.zip")])
    found = [one for ref in refs for one in Reader(10_000).documents(ref)]
    assert [(one.member, one.content.decode()) for one in found if isinstance(one, RawDocument)] == [
        (None, PAGE),
        ("b.webarchive", PAGE),
    ]


def test_no_damage_ends_in_anything_but_a_document_or_a_rejection(tmp_path: Path) -> None:
    dice = random.Random(7)  # noqa: S311
    whole = saved(resource())
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(dice.randrange(1, 6)):
            damaged[dice.choice((dice.randrange(len(whole)), -dice.randrange(1, 60)))] = dice.randrange(256)
        assert isinstance(read(bytes(damaged), tmp_path), RawDocument | Rejection)
