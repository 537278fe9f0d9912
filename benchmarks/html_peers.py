"""What else people do with HTML: each peer takes a page and its address and gives what it can."""

from collections.abc import Callable

from benchmarks.measuring import Job, Method, Record

YARDSTICK = "trafilatura"


def trafilatura(html: str, url: str | None) -> Record:
    """Its defaults, with metadata, without comments."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - peers are no part of copydesk

    found = bare_extraction(html, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return {"title": None, "date": None, "authors": [], "outlet": None, "body": ""}
    authors = [name.strip() for name in (found.author or "").split(";") if name.strip()]
    return {
        "title": found.title,
        "date": found.date,
        "authors": authors,
        "outlet": found.sitename,
        "body": found.text or "",
    }


def newspaper(html: str, url: str | None) -> Record:
    """newspaper4k, without fetching anything."""
    from newspaper import Article, Config  # noqa: PLC0415

    config = Config()
    config.fetch_images = False
    article = Article(url or "http://example.org/", config=config)
    article.download(input_html=html)
    article.parse()
    date = article.publish_date.date().isoformat() if article.publish_date else None
    return {"title": article.title, "date": date, "authors": article.authors, "body": article.text}


def readability(html: str, _: str | None) -> Record:
    """readability-lxml; its summary's tags are taken away."""
    from lxml.html import fromstring  # noqa: PLC0415
    from readability import Document  # noqa: PLC0415

    document = Document(html)
    return {"title": document.short_title(), "body": "\n".join(fromstring(document.summary()).itertext())}


def resiliparse(html: str, _: str | None) -> Record:
    """Resiliparse's main content."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415

    return {"body": extract_plain_text(html, main_content=True, alt_texts=False, links=False)}


def justext(html: str, _: str | None) -> Record:
    """JusText with English stop words."""
    from justext import get_stoplist  # noqa: PLC0415
    from justext import justext as paragraphs  # noqa: PLC0415

    found = paragraphs(html.encode(), get_stoplist("English"), encoding="utf-8")
    return {"body": "\n\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)}


def goose(html: str, url: str | None) -> Record:
    """goose3, without pictures."""
    from goose3 import Goose  # noqa: PLC0415

    with Goose({"enable_image_fetching": False}) as reader:
        found = reader.extract(url=url, raw_html=html)
    date = str(found.publish_date)[:10] if found.publish_date else None
    return {"title": found.title, "date": date, "authors": list(found.authors), "body": found.cleaned_text}


def boilerpy(html: str, _: str | None) -> Record:
    """boilerpy3's article extractor."""
    from boilerpy3.extractors import ArticleExtractor  # noqa: PLC0415

    return {"body": ArticleExtractor(raise_on_failure=False).get_content(html)}


def as_method(peer: Callable[[str, str | None], Record]) -> Method:
    """PEER, which takes HTML and an address, as a method of a page."""

    def run(job: Job) -> Record:
        try:
            return peer(job.text.text, job.example.gold["url"])
        except Exception as error:  # noqa: BLE001 - a peer that fails on a page has an empty record, and is named
            print(f"{peer.__name__} failed on {job.text.id}: {type(error).__name__}: {error}"[:200])
            return {"body": ""}

    return run


PEERS: dict[str, Method] = {
    YARDSTICK: as_method(trafilatura),
    "newspaper4k": as_method(newspaper),
    "readability-lxml": as_method(readability),
    "resiliparse": as_method(resiliparse),
    "goose3": as_method(goose),
    "jusText": as_method(justext),
    "boilerpy3": as_method(boilerpy),
}
