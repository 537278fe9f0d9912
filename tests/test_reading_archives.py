"""Web archives: which records are pages, and that a broken one costs no other."""

import bz2
import gzip
import itertools
import lzma
import struct
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zstandard
from hypothesis import example, given
from hypothesis import strategies as st

from copydesk.model import HTML, PLAIN_TEXT, RawDocument, Reason, Rejection
from copydesk.reading import InputRef, Reader, read_document
from copydesk.reading.compression import Codec, codec_of
from copydesk.reading.warc import read_warc
from copydesk.reading.windows import Window
from tests.warcs import HEAD, answer, archive, page, record

LIMIT = 100_000
REF = InputRef("crawl.warc", "crawl.warc")
COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "plain": bytes,
    "gzip": gzip.compress,
    "zstd": zstandard.ZstdCompressor(write_checksum=True).compress,  # as the program of that name writes it
    "bzip2": bz2.compress,
    "xz": lzma.compress,
}
FIVE = [answer(number) for number in range(1, 6)]

compressions = pytest.mark.parametrize("compress", COMPRESSIONS.values(), ids=COMPRESSIONS)


def read(data: bytes) -> list[RawDocument | Rejection]:
    """The documents of an archive, which is compressed as its first bytes say."""
    return read_as(codec_of(data), data)


def read_as(codec: Codec | None, data: bytes) -> list[RawDocument | Rejection]:
    """The documents of an archive, which comes in pieces of odd sizes."""
    sizes = itertools.cycle((1, 7, 100, 5000))
    rest = memoryview(data)

    def some(_size: int) -> bytes:
        nonlocal rest
        size = next(sizes)
        piece, rest = bytes(rest[:size]), rest[size:]
        return piece

    return list(read_warc(Window(some), codec, REF, LIMIT))


def members(documents: list[RawDocument | Rejection]) -> list[str | None]:
    """Names of the pages; a rejection is None."""
    return [one.member if isinstance(one, RawDocument) else None for one in documents]


def rejection(documents: list[RawDocument | Rejection]) -> Rejection:
    (found,) = (one for one in documents if isinstance(one, Rejection))
    return found


@compressions
def test_a_page_has_all_that_its_record_says(compress: Callable[[bytes], bytes]) -> None:
    assert read(archive(FIVE, compress))[1] == RawDocument(
        uri="crawl.warc",
        content=page(2),
        media_type=HTML,
        member="urn:uuid:2",
        http_headers={"content-type": "text/html; charset=utf-8"},
        fetched_at="2020-01-01T00:00:00Z",
        url="http://example.org/2",
    )


@compressions
def test_records_compressed_one_by_one_or_all_together(compress: Callable[[bytes], bytes]) -> None:
    assert members(read(archive(FIVE, compress))) == [f"urn:uuid:{number}" for number in range(1, 6)]
    assert read(compress(b"".join(FIVE))) == read(archive(FIVE, compress))


def test_only_pages_are_read() -> None:
    picture = HEAD.replace(b"text/html", b"image/png")
    records = [
        record(1, b"software: x", WARC_Type="warcinfo", Content_Type="application/warc-fields"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", WARC_Type="request"),
        record(3, picture + b"\r\n\x89PNG"),
        record(4, b"HTTP/1.1 301 Moved\r\nContent-Type: text/html\r\n\r\n<html>Moved"),
        record(5, b"20200101\ndns", Content_Type="text/dns"),
        record(6, b"", WARC_Type="revisit"),
        record(7, b"<html>kept as a file", WARC_Type="resource", Content_Type="text/html"),
        record(8, b"\x89PNG", WARC_Type="resource", Content_Type="image/png"),
        record(9, "Текст".encode(), WARC_Type="conversion", Content_Type="text/plain"),
        answer(10),
    ]
    found = read(archive(records, bytes))
    assert members(found) == ["urn:uuid:7", "urn:uuid:9", "urn:uuid:10"]
    assert [one.media_type for one in found if isinstance(one, RawDocument)] == [HTML, PLAIN_TEXT, HTML]
    assert found[1] == RawDocument(
        "crawl.warc",
        "Текст".encode(),
        PLAIN_TEXT,
        "urn:uuid:9",
        {"content-type": "text/plain"},
        "2020-01-01T00:00:00Z",
        "http://example.org/9",
    )
    nothing = rejection(read(archive(records[:6])))
    assert (nothing.reason, nothing.member) == (Reason.EMPTY, None)


def test_of_a_wat_archive_it_is_told_where_its_pages_are(tmp_path: Path) -> None:
    told = record(1, b"{}", WARC_Type="metadata", Content_Type="application/json")
    found = []
    for name in ("a.warc.wat.gz", "a.warc.gz"):
        (tmp_path / name).write_bytes(archive([told]))
        found.append(rejection(list(Reader(LIMIT).documents(InputRef(name, str(tmp_path / name))))))
    assert [one.reason for one in found] == [Reason.EMPTY, Reason.EMPTY]
    assert [one.detail.endswith("take the WARC or the WET of the same name") for one in found] == [True, False]


def test_a_charset_of_the_header_is_evidence() -> None:
    text = "Сегодня в Москве прошёл дождь"
    (document,) = read(record(1, HEAD.replace(b"utf-8", b"koi8-r") + b"\r\n" + text.encode("koi8-r")))
    assert isinstance(document, RawDocument)
    assert document.http_headers["content-type"] == "text/html; charset=koi8-r"


def test_an_answer_that_is_an_error_an_empty_one_and_one_that_is_none() -> None:
    found = read(
        archive(
            [
                record(1, b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>Not here"),
                answer(2, b""),
                record(3, b"<html>no head"),
                answer(4),
            ]
        )
    )
    assert [one.reason for one in found if isinstance(one, Rejection)] == [
        Reason.HTTP_STATUS,
        Reason.EMPTY,
        Reason.UNREADABLE,
    ]
    assert members(found)[3] == "urn:uuid:4"


def test_what_was_packed_for_the_way_is_unpacked_and_what_only_says_so_is_not() -> None:
    packed = gzip.compress(page(1))
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (packed[:20], packed[20:])) + b"0\r\n\r\n"
    both = b"Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n"
    for body in (chunked, packed, page(1)):
        (document,) = read(answer(1, body, both))
        assert isinstance(document, RawDocument)
        assert document.content == page(1)
    for size in (b"f" * 40, b"-5", b"0x5"):  # which are no sizes, so the body is not chunked
        (document,) = read(answer(1, size + b"\r\n" + page(1), b"Transfer-Encoding: chunked\r\n"))
        assert isinstance(document, RawDocument)
        assert document.content == size + b"\r\n" + page(1)
    damaged = rejection(read(answer(1, packed[:-10], both)))
    assert (damaged.member, damaged.reason) == ("urn:uuid:1", Reason.UNREADABLE)
    unknown = rejection(read(answer(1, bytes(range(1, 200)), b"Content-Encoding: br\r\n")))
    assert "compressed as 'br'" in unknown.detail


def test_too_large_pages_are_passed_over_and_bombs_are_not_unpacked() -> None:
    bomb = zlib.compress(bytes(50_000_000), wbits=31)
    records = [answer(1, b"x" * LIMIT), answer(2, b"x" * (LIMIT + 1)), answer(3, b"x" * 10_000_000)]
    records += [answer(4, bomb, b"Content-Encoding: gzip\r\n"), answer(5)]
    tracemalloc.start()
    found = read(archive(records))
    assert tracemalloc.get_traced_memory()[1] < 3 * 10**7
    tracemalloc.stop()
    assert members(found) == ["urn:uuid:1", None, None, None, "urn:uuid:5"]
    assert {one.reason for one in found if isinstance(one, Rejection)} == {Reason.TOO_LARGE}


def test_a_truncated_page_has_a_warning() -> None:
    (document,) = read(record(1, HEAD + b"\r\n" + page(1), WARC_Truncated="length"))
    assert isinstance(document, RawDocument)
    assert [one.name for one in document.claims] == ["warning"]


def test_a_record_without_an_identifier_is_named_by_its_place() -> None:
    first = answer(1)
    nameless = record(2, HEAD + b"\r\n" + page(2), WARC_Record_ID="")
    assert members(read(first + nameless))[1] == f"offset {len(first)}"
    assert members(read(archive([first, nameless])))[1] == f"offset {len(gzip.compress(first))}"
    assert members(read(gzip.compress(first + nameless)))[1] == f"offset 0+{len(first)}"


BROKEN = {
    "length too short": record(3, HEAD + b"\r\n" + page(3), Content_Length="60"),
    "length too long": record(3, HEAD + b"\r\n" + page(3), Content_Length="500"),
    "length beyond the end": record(3, HEAD + b"\r\n" + page(3), Content_Length="50000"),
    "length past all bounds": record(3, HEAD + b"\r\n" + page(3), Content_Length="9" * 30),
    "length of more digits than Python takes for a number": record(
        3, HEAD + b"\r\n" + page(3), Content_Length="9" * 5000
    ),
    "no length": record(3, HEAD + b"\r\n" + page(3), Content_Length=""),
    "length no number": record(3, HEAD + b"\r\n" + page(3), Content_Length="many"),
    "no record": b"@@@ something else\r\n\r\n" + b"z" * 300 + b"\r\n\r\n",
    "other version line": answer(3).replace(b"WARC/1.0", b"WORC/1.0"),
    "bytes of all kinds": bytes(range(256)) * 3 + b"\n",
}


@pytest.mark.parametrize("compress", [bytes, gzip.compress, COMPRESSIONS["zstd"]], ids=["plain", "gzip", "zstd"])
@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_a_rejection_and_the_rest_goes_on(broken: bytes, compress: Callable[[bytes], bytes]) -> None:
    found = read(archive([*FIVE[:2], broken, *FIVE[3:]], compress))
    assert members(found) == ["urn:uuid:1", "urn:uuid:2", None, "urn:uuid:4", "urn:uuid:5"]
    assert rejection(found).reason is Reason.UNREADABLE
    assert rejection(found).member


@pytest.mark.parametrize("name", ["gzip", "zstd", "bzip2", "xz"])
def test_a_damaged_member_is_a_rejection_and_the_rest_goes_on(name: str) -> None:
    packed = [COMPRESSIONS[name](one) for one in FIVE]
    middle = len(packed[2]) // 2
    start = len(packed[0]) + len(packed[1])
    for damaged in (
        packed[2][:middle] + bytes([packed[2][middle] ^ 0xFF]) + packed[2][middle + 1 :],
        packed[2][:middle],
        b"\0" * 100,
        b"something else",
    ):
        found = read(b"".join([*packed[:2], damaged, *packed[3:]]))
        assert members(found) == ["urn:uuid:1", "urn:uuid:2", None, "urn:uuid:4", "urn:uuid:5"]
        assert rejection(found).member == f"offset {start}"


def test_what_is_cut_off_at_the_end_is_a_rejection() -> None:
    whole = archive(FIVE)
    for data in (whole[:-30], b"".join(FIVE)[:-50]):
        found = read(data)
        assert members(found) == ["urn:uuid:1", "urn:uuid:2", "urn:uuid:3", "urn:uuid:4", None]
    assert members(read(whole + bytes(1000))) == members(read(whole))


@given(
    at=st.integers(0, len(b"".join(FIVE)) - 1),
    junk=st.binary(max_size=60),
    cut=st.integers(0, 300),
    name=st.sampled_from(["plain", "gzip", "zstd"]),
)
@example(at=177, junk=b"\x01", cut=1, name="zstd")
@example(at=45, junk=b"", cut=283, name="plain")  # the next record begins among the headers
def test_damage_costs_none_but_the_records_that_it_is_in(at: int, junk: bytes, cut: int, name: str) -> None:
    """Whatever is written over an archive, every record that it leaves whole comes out, and something says the rest."""
    packed = [COMPRESSIONS[name](one) for one in FIVE]
    data = b"".join(packed)
    at %= len(data)
    found = read_as(codec_of(data), data[:at] + junk + data[at + cut :])
    starts = list(itertools.accumulate(map(len, packed), initial=0))
    # Where records are not compressed, the line break before one belongs to it.
    whole = {
        f"urn:uuid:{n + 1}"
        for n in range(5)
        if starts[n + 1] <= at or (starts[n] >= at + cut + (1 if name == "plain" else 0))
    }
    assert whole <= set(members(found))
    pages = {one.content for one in found if isinstance(one, RawDocument) and one.member in whole}
    assert pages == {page(int(name.rpartition(":")[2])) for name in whole}
    if name != "plain":  # where nothing but its own words say what a record is, other words make another of it
        lost = {f"urn:uuid:{n}" for n in range(1, 6)} - set(members(found))
        assert not lost or any(isinstance(one, Rejection) for one in found) or _is_cut_clean(starts, at, junk, cut)


MEMBER_HEAD = 10
"""Bytes that each member begins with, whatever is in it, at the most."""


def _is_cut_clean(starts: list[int], at: int, junk: bytes, cut: int) -> bool:
    """Whether records were taken out whole: nothing in the archive shows that.

    So they are also where what is left of one member's head and what is left of another's make a head.
    """
    if not junk.strip(b"\0\r\n") and at in starts and (at + cut in starts or at + cut >= starts[-1]):
        return True
    head = at + len(junk) - max(start for start in starts if start <= at)
    return head <= MEMBER_HEAD and at + cut - head in starts


def test_archives_are_known_by_name_and_by_content(tmp_path: Path) -> None:
    for name in ("a.warc.gz", "a.gz", "a", "b.warc", "b", "b.wet.gz"):
        path = tmp_path / name
        path.write_bytes(archive(FIVE) if not name.startswith("b") or name.endswith(".gz") else b"".join(FIVE))
        assert len(list(Reader(LIMIT).documents(InputRef(str(path), str(path))))) == 5
    one = read_document(InputRef(str(path), str(path)), LIMIT)
    assert isinstance(one, Rejection)
    assert one.detail.startswith("it holds many documents")


def test_damage_at_the_start_of_an_archive_costs_its_first_record_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(b"\0\0" + archive(FIVE)[2:])
    found = list(Reader(LIMIT).documents(InputRef(str(path), str(path))))
    assert members(found) == [None, "urn:uuid:2", "urn:uuid:3", "urn:uuid:4", "urn:uuid:5"]


PAGES = [
    answer(number, page(number) + b" Read more news. Subscribe now. All rights reserved.") for number in range(1, 400)
]
SHARED_WORDS = zstandard.train_dictionary(4096, PAGES)


def frame(content: bytes, magic: int = 0x184D2A5D) -> bytes:
    """A frame that readers without a use for it skip."""
    return struct.pack("<II", magic, len(content)) + content


def with_dictionary(records: list[bytes], dictionary: bytes = SHARED_WORDS.as_bytes()) -> bytes:
    """An archive as the IIPC would have it: first the dictionary, then each record compressed with it."""
    return frame(dictionary) + archive(records, zstandard.ZstdCompressor(dict_data=SHARED_WORDS).compress)


def read_file(path: Path, data: bytes) -> list[RawDocument | Rejection]:
    path.write_bytes(data)
    return list(Reader(LIMIT).documents(InputRef(str(path), str(path))))


@pytest.mark.parametrize("name", ["a.warc.zst", "a.zst", "a"])
@pytest.mark.parametrize("packed", [bytes, zstandard.ZstdCompressor().compress], ids=["plain", "packed"])
def test_records_compressed_with_a_dictionary(tmp_path: Path, name: str, packed: Callable[[bytes], bytes]) -> None:
    data = with_dictionary(FIVE, packed(SHARED_WORDS.as_bytes()))
    found = read_file(tmp_path / name, data)
    assert [one.content for one in found if isinstance(one, RawDocument)] == [page(n) for n in range(1, 6)]
    assert len(found) == 5


def test_a_dictionary_may_be_larger_than_what_a_file_is_known_by(tmp_path: Path) -> None:
    large = zstandard.ZstdCompressionDict(SHARED_WORDS.as_bytes() + bytes(200_000))
    records = archive(FIVE, zstandard.ZstdCompressor(dict_data=large).compress)
    assert members(read_file(tmp_path / "a.warc.zst", frame(large.as_bytes()) + records)) == members(
        read(archive(FIVE))
    )


def test_damage_costs_no_other_record_where_there_is_a_dictionary(tmp_path: Path) -> None:
    packed = [with_dictionary([one]).removeprefix(frame(SHARED_WORDS.as_bytes())) for one in FIVE]
    middle = len(packed[2]) // 2
    packed[2] = packed[2][:middle] + bytes([packed[2][middle] ^ 0xFF]) + packed[2][middle + 1 :]
    found = read_file(tmp_path / "a.warc.zst", frame(SHARED_WORDS.as_bytes()) + b"".join(packed))
    assert members(found) == ["urn:uuid:1", "urn:uuid:2", None, "urn:uuid:4", "urn:uuid:5"]


def test_other_frames_to_be_skipped_are_skipped_wherever_they_stand(tmp_path: Path) -> None:
    packed = list(map(COMPRESSIONS["zstd"], FIVE))
    other = frame(b"an index of places", 0x184D2A5E)
    data = b"".join([other, *packed[:2], other, *packed[2:], other])
    assert members(read_file(tmp_path / "a.warc.zst", data)) == members(read(archive(FIVE)))


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (with_dictionary(FIVE)[:1000], "the file ends in its Zstandard dictionary"),
        (frame(b"no dictionary") + COMPRESSIONS["zstd"](FIVE[0]), "is none"),
        (frame(SHARED_WORDS.as_bytes()[:60]) + COMPRESSIONS["zstd"](FIVE[0]), "dictionary is damaged"),
        (frame(COMPRESSIONS["zstd"](SHARED_WORDS.as_bytes())[:300]), "is none"),
        (frame(COMPRESSIONS["zstd"](bytes(1 << 26))), "is none"),
        (struct.pack("<II", 0x184D2A5D, 1 << 31), "is said to have 2,147,483,648 bytes"),
        (struct.pack("<II", 0x184D2A50, 1 << 31), "no page and no dictionary"),
    ],
    ids=["cut", "none", "damaged", "packed-cut", "bomb", "liar", "huge"],
)
def test_a_dictionary_that_cannot_be_used_is_said_to_be_one(tmp_path: Path, data: bytes, detail: str) -> None:
    found = rejection(read_file(tmp_path / "a.warc.zst", data))
    assert found.reason is Reason.UNREADABLE
    assert detail in found.detail


def test_an_archive_without_the_dictionary_that_it_needs_says_so(tmp_path: Path) -> None:
    lacking = with_dictionary(FIVE).removeprefix(frame(SHARED_WORDS.as_bytes()))
    others = zstandard.train_dictionary(1024, PAGES[:200]).as_bytes()
    for data in (lacking, frame(others) + lacking):
        found = read_file(tmp_path / "a.warc.zst", data)
        assert all(isinstance(one, Rejection) for one in found)
        assert isinstance(found[0], Rejection)
        assert "another dictionary" in found[0].detail


def test_a_large_archive_is_not_held_in_memory(tmp_path: Path) -> None:
    path = tmp_path / "large.warc.gz"
    body = b"<html>" + bytes(range(256)) * 400

    def records() -> Iterator[bytes]:
        for number in range(300):
            yield gzip.compress(answer(number, body + b"%d" % number), 1)

    with path.open("wb") as file:
        file.writelines(records())
    tracemalloc.start()
    assert sum(isinstance(one, RawDocument) for one in Reader(10**6).documents(InputRef(str(path), str(path)))) == 300
    assert tracemalloc.get_traced_memory()[1] < 5 * 10**6
    tracemalloc.stop()
