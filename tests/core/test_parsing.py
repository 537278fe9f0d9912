"""What the parser stumbles over is left out, whatever the page: the quick look for it misses nothing."""

import sys

from copydesk.splitting.parsing import MAX_PLAIN_TAG, parseable


def test_no_control_character_reaches_the_parser() -> None:
    kept = [code for code in range(sys.maxunicode + 1) if parseable(f"a{chr(code)}b") != b"ab"]
    left_out = set(range(sys.maxunicode + 1)) - set(kept)
    controls = {*range(0x09), *range(0x0E, 0x20), 0x7F}
    assert left_out == controls | {*range(0xD800, 0xE000), *range(0xFDD0, 0xFDF0), 0xFFFE, 0xFFFF}


def test_a_long_tag_keeps_its_first_attributes_wherever_it_stands() -> None:
    long = "<p " + " ".join(f"a{n}=1" for n in range(MAX_PLAIN_TAG)) + ">"
    assert len(parseable(f"<b>x</b>{long}y<i>z</i>")) < len(long)
    assert parseable("<p>" + "x" * 2 * MAX_PLAIN_TAG + "</p>") == b"<p>" + b"x" * 2 * MAX_PLAIN_TAG + b"</p>"
