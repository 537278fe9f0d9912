"""Titles as fields: what is taken off the line that is one, and what stays."""

import pytest

from copydesk.fields.title import extract_title
from copydesk.model import Block, DecodedDocument, Label, LabelledPage, Page, RawDocument, Role
from copydesk.outlets import registry


def title(*lines: str, roles: dict[int, Role] | None = None) -> str | None:
    """The title of a page of LINES whose first line is labelled as one."""
    blocks = tuple(Block(n, line, range(n + 1, n + 2)) for n, line in enumerate(lines))
    labels = tuple(
        Label((roles or {}).get(n, Role.TITLE if n == 0 else Role.OTHER), 0.9, "test") for n in range(len(lines))
    )
    page = Page(DecodedDocument(RawDocument("page", b""), "\n".join(lines), "utf-8"), blocks)
    found = extract_title(LabelledPage(page, labels, ("en",) * len(lines)), registry())
    return found.value if found else None


LISTED = [
    (["• Coding for beginners and others"], "Coding for beginners and others"),
    (["* Rain stops play"], "Rain stops play"),
    (["3. Eskalation im Nordatlantik", "4. Wetter", "5. Sport"], "Eskalation im Nordatlantik"),
    (["3. Eskalation im Nordatlantik", "menu", "Eskalation im Nordatlantik"], "Eskalation im Nordatlantik"),
    # the title's own number
    (["1. FC Köln gewinnt gegen Bayern", "Sport"], "1. FC Köln gewinnt gegen Bayern"),
    (["10 things to know", "Sport"], "10 things to know"),
    (["2.5 million people flee", "2. Sport"], "2.5 million people flee"),
]


@pytest.mark.parametrize(("lines", "value"), LISTED)
def test_the_mark_of_a_list_is_taken_off(lines: list[str], value: str) -> None:
    assert title(*lines) == value


SITES = [
    (["Rain stops play | Dizindaba", "Rain stops play"], {}, "Rain stops play"),
    (["Rain stops play | Dizindaba", "© 2025 Dizindaba. All rights reserved."], {1: Role.LEGAL}, "Rain stops play"),
    (["Rain stops play - homeyou", "Copyright © homeyou"], {1: Role.LEGAL}, "Rain stops play"),
    (["Rain stops play | Dizindaba", "DIZINDABA"], {1: Role.SITE_HEADER}, "Rain stops play"),
    # what follows is the title's own
    (["Rain stops play | What comes next", "more"], {}, "Rain stops play | What comes next"),
    (["Rain stops play - for a day", "Rain stops play"], {}, "Rain stops play - for a day"),
    (["Rain stops play | Oval", "© Ovaltine 2025"], {1: Role.LEGAL}, "Rain stops play | Oval"),
]


@pytest.mark.parametrize(("lines", "roles", "value"), SITES)
def test_a_site_behind_the_title_is_taken_off(lines: list[str], roles: dict[int, Role], value: str) -> None:
    assert title(*lines, roles=roles) == value


BARRED = [
    (["City | Rain is good for us | Gazette", "Rain is good for us"], "Rain is good for us"),
    (["Opinion | Rain is good for us", "Sport", "Opinion"], "Rain is good for us"),
    (["Rain | Sun | Snow: a year of weather", "Sport", "Sun is out"], "Rain | Sun | Snow: a year of weather"),
]


@pytest.mark.parametrize(("lines", "value"), BARRED)
def test_a_section_or_a_site_beyond_a_bar_is_no_part_of_the_title(lines: list[str], value: str) -> None:
    assert title(*lines) == value
