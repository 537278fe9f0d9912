"""The data files: lexicons and outlets follow their format, contradict nothing, and spare their negative cases."""

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from copydesk import plain_toml
from copydesk.folding import fold
from copydesk.labelling.lines import read_lines
from copydesk.lexicons import Lexicon, LexiconError, lexicons, look_up, parse_lexicon
from copydesk.model import Block, DecodedDocument, Page, RawDocument, Role
from copydesk.outlet_files import Outlet, OutletsError, parse_outlets
from copydesk.outlets import registry

OUTLETS = parse_outlets((files("copydesk") / "data" / "outlets.toml").read_text(encoding="utf-8"), "outlets.toml")
OF_OTHER_SCRIPTS = frozenset(
    "am ar be bg bn ckb el fa gu he hi hy ja ka kk km kn ko ky lo mk ml mn mr my ne pa ps ru si ta te tg th uk "
    "ur zh".split()
)
"""Languages that are not written in Latin letters."""
SHARE_NAMED = 0.9


@pytest.mark.parametrize("lexicon", lexicons().values(), ids=lambda lexicon: lexicon.language)
def test_no_entry_stands_twice_in_a_lexicon(lexicon: Lexicon) -> None:
    counted = Counter((kind, fold(entry)) for kind, entry in lexicon.entries)
    assert [key for key, count in counted.items() if count > 1] == []


@pytest.mark.parametrize("lexicon", lexicons().values(), ids=lambda lexicon: lexicon.language)
def test_a_lexicon_has_all_that_surrounds_an_article_and_sentences_to_keep(lexicon: Lexicon) -> None:
    surroundings = set(Role) - {Role.BODY, Role.HEADING, Role.TITLE, Role.SUBTITLE, Role.DATELINE, Role.DUPLICATE}
    assert {kind.role for kind, _ in lexicon.entries} >= surroundings - {Role.OTHER}
    assert {role for role, _ in lexicon.keep} >= surroundings - {Role.OTHER}


@pytest.mark.parametrize("lexicon", lexicons().values(), ids=lambda lexicon: lexicon.language)
def test_entries_are_written_in_lower_case(lexicon: Lexicon) -> None:
    assert [entry for _, entry in lexicon.entries if entry != entry.lower() and lexicon.language != "tr"] == []


@pytest.mark.parametrize(
    ("language", "role", "sentence"),
    [(lexicon.language, role, sentence) for lexicon in lexicons().values() for role, sentence in lexicon.keep],
)
def test_a_sentence_that_only_looks_like_furniture_is_kept(language: str, role: Role, sentence: str) -> None:
    page = Page(DecodedDocument(RawDocument("page", b""), sentence, "utf-8"), (Block(0, sentence, range(1, 2)),))
    line = read_lines(page, [language])[0]
    assert [hit for hit in line.hits if hit.role is role and hit.language == language] == []


@pytest.mark.parametrize("lexicon", lexicons().values(), ids=lambda lexicon: lexicon.language)
def test_every_entry_without_a_placeholder_is_found_by_its_own_words(lexicon: Lexicon) -> None:
    literal = [(kind, entry) for kind, entry in lexicon.entries if "{" not in entry]
    lost = [entry for kind, entry in literal if not any(hit.kind == kind for hit in look_up(entry))]
    assert lost == []


@pytest.mark.parametrize("name", ["outlets.toml", *(f"lexicons/{language}.toml" for language in lexicons())])
def test_a_data_file_is_plain_and_read_as_the_toml_that_it_is(name: str) -> None:
    text = (files("copydesk") / "data" / name).read_text(encoding="utf-8")
    assert plain_toml.read_plain(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        'a = "b" # c',
        'a = "\\u0041"',
        "a = '\"b\"'",
        'a = """\nb = "c"\n"""',
        'a = [\n  "]",\n  # "b",\n  "c, ]",\n]',
        "a = 1979-05-27",
        "[a.b]\nc = 1",
        "[[a]]\nb = true\n[[a]]\n[d]",
        "[a]\n[a]",
        "a = 1\na = 2",
        "a = [",
    ],
)
def test_toml_of_any_kind_is_read_as_tomllib_reads_it(text: str) -> None:
    read: list[object] = []
    for loads in (plain_toml.loads, tomllib.loads):
        try:
            read.append(loads(text))
        except tomllib.TOMLDecodeError as error:
            read.append(str(error))
    assert read[0] == read[1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[share]\nlines = []", "begins without"),
        ('language = "xx"\n[sharing]\nlines = ["a"]', r"\[sharing\] is no role; the roles are body, heading"),
        ('language = "xx"\n[share]\nline = ["a"]', "has `line`; it may have lines, opens, modified, other and keep"),
        ('language = "xx"\n[share]\nlines = "a"', "must be a list of texts"),
        ('language = "xx"\n[share]\nlines = ["share {this}"]', "no placeholder is called this"),
        ("language = xx", "not TOML"),
    ],
)
def test_a_lexicon_that_breaks_the_format_is_refused_with_its_cure(text: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        parse_lexicon(text, "xx.toml")


def test_the_registry_knows_the_press_of_the_world() -> None:
    countries = {outlet.country for outlet in OUTLETS if outlet.country}
    assert len(OUTLETS) >= 1500
    assert len(countries) >= 100
    assert all(len(country) == 2 and country.isascii() and country.isupper() for country in countries)
    assert [outlet.name for outlet in OUTLETS if not (outlet.domains and outlet.languages)] == []


def test_most_outlets_of_another_script_are_known_by_their_own_name() -> None:
    foreign = [outlet for outlet in OUTLETS if outlet.languages[0] in OF_OTHER_SCRIPTS]
    named = [outlet for outlet in foreign if any(c.isalpha() and c > "\u036f" for name in outlet.names for c in name)]
    assert len(named) > SHARE_NAMED * len(foreign) > 0


def test_no_two_outlets_share_a_name_or_a_domain() -> None:
    names = Counter(fold(name) for outlet in OUTLETS for name in {fold(n): n for n in outlet.names}.values())
    domains = Counter(domain for outlet in OUTLETS for domain in outlet.domains)
    assert [name for counted in (names, domains) for name, count in counted.items() if count > 1] == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[outlet]]\ndomains = []", "has no name"),
        ('[[outlet]]\nname = "A"\ndomain = "a.com"', "unknown key 'domain'"),
        ('[[outlet]]\nname = "A"\ndate_order = "dym"', "write one of mdy, dmy, ymd"),
        ('[[outlet]]\nname = "A"\nsigns = "x"', "signs must be a list of lists"),
        ('[[outlet]]\nname = "A"\naliases = "x"', "aliases must be a list of texts"),
        ("[[outlet", "not TOML"),
    ],
)
def test_outlets_that_break_the_format_are_refused_with_their_cure(text: str, message: str) -> None:
    with pytest.raises(OutletsError, match=message):
        parse_outlets(text, "outlets.toml")


def test_the_users_outlets_are_added_and_replace_what_is_known(tmp_path) -> None:  # type: ignore[no-untyped-def]
    mine = tmp_path / "outlets.toml"
    mine.write_text(
        '[[outlet]]\nname = "Press TV"\ndomains = ["presstv.example"]\n[[outlet]]\nname = "Village Voice of Bad Ems"\n'
    )
    known = registry(mine)
    assert known.by_domain("www.presstv.example") == Outlet("Press TV", domains=("presstv.example",))
    assert known.by_name("village voice of bad ems") is not None
    assert known.by_domain("presstv.ir") is None
