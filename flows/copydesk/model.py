"""Every type that crosses a stage of the pipeline: frozen, slotted, without behaviour that needs the outside world.

source --read--> RawDocument --decode--> DecodedDocument --split--> Page
--label--> LabelledPage --extract fields--> Article | Rejection --write--> store
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

T = TypeVar("T")

ARTICLE_SCHEMA = "copydesk/article/1"
REJECTION_SCHEMA = "copydesk/rejection/1"

PLAIN_TEXT = "text/plain"
HTML = "text/html"


class Role(StrEnum):
    """What a block is on its page. The values are public and stable: they stand in every record."""

    BODY = "body"
    HEADING = "heading"
    TITLE = "title"
    SUBTITLE = "subtitle"
    BYLINE = "byline"
    DATE = "date"
    DATELINE = "dateline"
    CAPTION = "caption"
    CREDIT = "credit"
    SITE_HEADER = "site-header"
    NAVIGATION = "navigation"
    RELATED = "related"
    COMMENTS = "comments"
    SHARE = "share"
    FONT_SIZE = "font-size"
    WIDGET = "widget"
    ADVERT = "advert"
    CONSENT = "consent"
    LEGAL = "legal"
    TAGS = "tags"
    SOURCE_LINK = "source-link"
    DUPLICATE = "duplicate"
    OTHER = "other"


KEPT_IN_BODY = frozenset({Role.BODY, Role.HEADING})
"""Roles whose text is the body. Everything else leaves it."""


# ---------------------------------------------------------------------------------------------------- documents


@dataclass(frozen=True, slots=True)
class Claim:
    """What something outside the blocks says of a field: JSON-LD, a meta tag, an extractor, whoever sent the page."""

    name: str
    """The field ("title", "date", "date_modified", "author", "outlet", "subtitle", "url", "language"), or "warning";
    "access" ("false": not for everybody), "kind" (what a page without an article is), "organisation" (an author that is
    no person), "supplier" (whose text a portal carries) and "schema" (schema.org's kind of article) are no fields."""
    value: str
    where: str
    """Who says so: "json-ld", "opengraph", "trafilatura" …"""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One document as it was found: bytes, and what its source said of them."""

    uri: str
    content: bytes
    media_type: str = PLAIN_TEXT
    member: str | None = None
    """Name inside an archive, if it came out of one."""
    http_headers: Mapping[str, str] = field(default_factory=dict)
    fetched_at: str | None = None
    """ISO 8601, where the source knows it; never the clock of the machine that cleans."""
    url: str | None = None
    """Address of the page, where whoever passed the document on knows it."""
    claims: tuple[Claim, ...] = ()
    """What its source says of it: the entry of a feed, another column of a table, the header of an archive."""

    @property
    def hashes(self) -> tuple[str, str]:
        """Its `id` and its `sha256`, from one reading of the content."""
        digest = hashlib.sha256(self.content)
        sha256 = digest.hexdigest()
        digest.update(b"\0" + (self.member or "").encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32], sha256

    @property
    def sha256(self) -> str:
        """Hash of the content, hexadecimal."""
        return self.hashes[1]

    @property
    def id(self) -> str:
        """Stable name of the document: the same content and member name have the same one, wherever they lie.

        >>> RawDocument("a.txt", b"x").id == RawDocument("b/c.txt", b"x").id
        True
        """
        return self.hashes[0]


@dataclass(frozen=True, slots=True)
class Repair:
    """One way in which the text was repaired, and the lines it was done on; `repairing.replay` does it again."""

    kind: str
    plan: tuple[tuple[str, str], ...]
    """Steps in order, each an action and its parameter, in ftfy's terms: ("encode", "latin-1"), ("decode", "utf-8")."""
    lines: tuple[int, ...]
    """Numbers of the lines repaired, from 1, in the decoded text."""

    @property
    def count(self) -> int:
        """How many lines were repaired this way."""
        return len(self.lines)


@dataclass(frozen=True, slots=True)
class DecodedDocument:
    """A document as text, with the encoding it was in and all that was repaired."""

    raw: RawDocument
    text: str
    encoding: str
    encoding_confidence: float = 1.0
    repairs: tuple[Repair, ...] = ()


# ------------------------------------------------------------------------------------------------ pages of blocks


class Markup(NamedTuple):
    """What the HTML around a block tells of it."""

    path: tuple[str, ...]
    """Tag names from the body to the block's own element."""
    hints: frozenset[str] = frozenset()
    """Words of class, id, role, itemprop and the like, of the element and its ancestors, lower case."""
    link_density: float = 0.0
    """Share of the block's characters that stand inside links, 0 to 1."""
    extracted: float | None = None
    """Share of the block's words that the extractor (trafilatura) kept, 0 to 1; None where it kept nothing at all."""

    @property
    def tag(self) -> str:
        """Name of the block's own element."""
        return self.path[-1] if self.path else ""


UNSHOWN = ("script",)
"""Path of blocks that no reader sees: the text of an article that the page has in a script alone."""


class Block(NamedTuple):
    """A line of text, lines that the page had broken apart, or a text block of HTML."""

    number: int
    """Place on the page, from 0."""
    text: str
    lines: range
    """Lines of the source it stands on, numbered from 1."""
    markup: Markup | None = None


class Unseen(NamedTuple):
    """What a page of HTML holds and no reader sees: counted, and not among its blocks."""

    elements: int = 0
    """Elements that the page hides, each with all that it holds."""
    characters: int = 0
    """Characters of their text."""
    scripts: int = 0

    def __str__(self) -> str:
        return f"{self.elements:,} hidden elements with {self.characters:,} characters, {self.scripts:,} scripts"


NOTHING_UNSEEN = Unseen()


@dataclass(frozen=True, slots=True)
class Page:
    """A document as an ordered row of blocks. Lost-markup text and HTML look alike from here on."""

    document: DecodedDocument
    blocks: tuple[Block, ...]
    claims: tuple[Claim, ...] = ()
    unseen: Unseen = NOTHING_UNSEEN
    has_markup: bool = field(init=False, repr=False, compare=False)
    """Whether the blocks come from HTML."""

    def __post_init__(self) -> None:
        has_markup = any(block.markup is not None for block in self.blocks)
        object.__setattr__(self, "has_markup", has_markup)  # as a frozen dataclass sets its own fields


class Label(NamedTuple):
    """The role of a block, how sure that is, and which rule said so."""

    role: Role
    confidence: float
    reason: str
    """Id of the rule, and what it saw: "font-size-widget: AA-AA". Ids are public and stable."""


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with a label and a language for each of its blocks."""

    page: Page
    labels: tuple[Label, ...]
    languages: tuple[str, ...]
    """Language of each block, BCP 47; "und" where nothing can be said."""
    article: float = 1.0
    """Chance that there is an article on the page."""
    body: float | None = None
    """Word F1 that the body can be expected to have; None where nothing but the labels' confidence tells."""

    _by_role: Mapping[Role, tuple[Block, ...]] = field(init=False, repr=False, compare=False)
    """The blocks of each role: fields ask for them again and again."""

    def __post_init__(self) -> None:
        by_role: defaultdict[Role, list[Block]] = defaultdict(list)
        for n, label in enumerate(self.labels):
            by_role[label.role].append(self.page.blocks[n])
        object.__setattr__(self, "_by_role", {role: tuple(blocks) for role, blocks in by_role.items()})

    def having(self, *roles: Role) -> tuple[Block, ...]:
        """The blocks with one of these roles, in order of the page."""
        if len(roles) == 1:
            return self._by_role.get(roles[0], ())
        found = [block for role in set(roles) for block in self._by_role.get(role, ())]
        return tuple(sorted(found, key=attrgetter("number")))

    def likeliest(self, *roles: Role, least: float = 0.0) -> tuple[Block, ...]:
        """The same; where the markup is lost, the likeliest first, and none whose confidence is below LEAST.

        With markup the order of the page tells more.
        """
        found = self.having(*roles)
        if self.page.has_markup:
            return found
        chances = {block: self.labels[block.number].confidence for block in found}
        likely = [block for block in found if chances[block] >= least]
        return tuple(sorted(likely, key=lambda block: (-chances[block], block.number)))


# --------------------------------------------------------------------------------------------------------- fields

Where: TypeAlias = int | str
"""Number of a block, or the name of a source outside the blocks ("url", "json-ld", "registry")."""


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """A value with what it was read from: nothing is given without evidence."""

    value: T
    evidence: str
    """The text that the value was read from, as it stands on the page."""
    where: Where
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A field's evidence as it stands in the record."""

    text: str
    where: Where
    reason: str


@dataclass(frozen=True, slots=True)
class Removed:
    """A block that is not in the body, with its role and the reason."""

    block: int
    lines: tuple[int, int]
    """First and last line, numbered from 1."""
    role: Role
    text: str
    reason: str

    # A record has hundreds of them, and a worker process hands them all over: this makes it cheap.
    def __reduce__(self) -> tuple[type["Removed"], tuple[object, ...]]:
        return Removed, (self.block, self.lines, self.role, self.text, self.reason)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record comes from, and the version of copydesk that wrote it."""

    uri: str
    member: str | None
    media_type: str
    encoding: str
    sha256: str
    bytes: int
    fetched_at: str | None
    version: str


@dataclass(frozen=True, slots=True)
class RepairNote:
    """A repair as it stands in the record."""

    kind: str
    plan: tuple[tuple[str, str], ...]
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """An article's record, as README.md shows one. What no evidence is found for is None, or empty."""

    schema: str
    """Name and version of this form of record: "copydesk/article/1"."""
    id: str
    """Hash of the content and of its name inside an archive: the same content has the same one, wherever it lies."""
    title: str | None
    subtitle: str | None
    date: str | None
    """Of publication, ISO 8601, as precise as the page is: "2012-06-05T11:20", "2017-11-23", "2017-11"."""
    date_modified: str | None
    """Of the last change, where the page says so apart from the date."""
    outlet: str | None
    """Who published the text, as far as the page shows: "Press TV"."""
    outlet_domain: str | None
    """The outlet's registrable domain: "presstv.ir"."""
    republisher: str | None
    """The site that the page is from, where that is somebody else: "afgazad.com"."""
    authors: tuple[str, ...]
    """Names of people, and of desks and other organisations that sign; the evidence says which are no persons."""
    agencies: tuple[str, ...]
    """News agencies that the text is credited to: ("AP", "AFP")."""
    dateline: str | None
    """The place that the text begins with: "BEIJING"."""
    language: str
    """BCP 47 primary tag of the body; "und" if undetermined."""
    languages: dict[str, float]
    """Share of each language in the letters of the whole page, removed lines included, 0 to 1."""
    direction: str
    """Of the body: "ltr" or "rtl"."""
    url: str | None
    """The article's own address, as far as the page or whoever passed it on tells."""
    body: str
    """Paragraphs parted by a blank line; lines that the page had broken are joined; headings stay."""
    captions: tuple[str, ...]
    confidence: dict[str, float]
    """How sure each field is that has a value, 0 to 1."""
    evidence: dict[str, Evidence]
    """What each field was read from."""
    removed: tuple[Removed, ...]
    """Every block that is neither in the body nor, word for word, the title or the subtitle."""
    repairs: tuple[RepairNote, ...]
    """What was mended in the text before anything else was done."""
    warnings: tuple[str, ...]
    source: Source
    cluster: str | None = None
    """Name of the group of records of one article that this one is in; only a store can tell, and none is no field."""
    duplicate_of: str | None = None
    """Id of the record that leads the group; none for the leader itself."""


class Engine(StrEnum):
    """How HTML is read."""

    THOROUGH = "thorough"
    """trafilatura is asked for its opinion of the body, its date and its authors: the best result."""
    FAST = "fast"
    """No second extractor is asked: about twice as fast."""


class Companion(StrEnum):
    """What comes with a page, and may go before what the page says itself."""

    URL = "url"
    """Its address, as `--url`, a table or the fetcher gives it."""
    HEADERS = "headers"
    """HTTP headers: `Link` names the canonical address."""
    ENTRY = "entry"
    """The entry of the feed that named it, or the other columns of its table: title, date, authors."""


class Format(StrEnum):
    """How a store keeps its records; the value is the ending of the files' names."""

    JSONL = "jsonl"
    """Lines of JSON."""
    PARQUET = "parquet"
    """Tables that analysts' programs open at once."""


class Reclean(StrEnum):
    """Which documents that are in the store are cleaned again."""

    NEVER = "never"
    OLDER_VERSION = "older-version"
    """What another version of copydesk has cleaned."""
    STOPPED = "stopped"
    """What was rejected because it took too long, took too much memory, or crashed."""
    CHANGED = "changed"
    """What another version has cleaned, or what was cleaned with other settings than now."""


class Stage(StrEnum):
    """Where in the pipeline a document was rejected."""

    READ = "read"
    DECODE = "decode"
    SPLIT = "split"
    LABEL = "label"
    EXTRACT = "extract"
    CLEAN = "clean"
    """The pipeline as a whole: a time limit, a crash of the worker."""


class Reason(StrEnum):
    """Why a document became no article. The values are public and stable."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    HTTP_STATUS = "http_status"
    """The server answered something else than the page."""
    FORBIDDEN = "forbidden"
    """The site's robots.txt does not want the page to be read."""
    ADDRESS_REFUSED = "address_refused"
    """The address is not one of the public web."""
    BINARY = "binary"
    NO_TEXT = "no_text"
    NOT_AN_ARTICLE = "not_an_article"
    PAYWALL = "paywall"
    CONSENT_WALL = "consent_wall"
    LOGIN_WALL = "login_wall"
    ERROR_PAGE = "error_page"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASH = "crash"
    INTERNAL_ERROR = "internal_error"


@dataclass(frozen=True, slots=True)
class Rejection:
    """A document that became no article, and why."""

    uri: str
    member: str | None
    sha256: str | None
    """None where the content could not be read."""
    stage: Stage
    reason: Reason
    detail: str
    """What happened and, where something can be done about it, what to do."""
    schema: str = REJECTION_SCHEMA
    version: str = ""
    url: str | None = None
    """Address of the page, where it is known."""
    outlet: str | None = None
    """Whose page it is, as far as its address or, if it came as far as that, its lines tell."""
    language: str | None = None
    """Of most of its lines, if it came as far as that."""
    fetched_at: str | None = None


Outcome: TypeAlias = Article | Rejection
"""What becomes of a document: always exactly one of the two."""
