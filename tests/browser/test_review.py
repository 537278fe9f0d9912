"""The review page, as a reader has it before them."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from copydesk.model import RawDocument
from copydesk.pipeline import examine
from copydesk.reporting.review import review_page
from copydesk.settings import CleaningSettings
from tests.browser.conftest import Visitor
from tests.conftest import ROOT

PERSIAN_HEADED = ROOT / "seeds" / "004_38160227dbf60413.txt"


def review(content: bytes, uri: str = "page.txt") -> str:
    return review_page(examine(RawDocument(uri, content), CleaningSettings()))


@pytest.fixture
def page(visit: Visitor) -> Page:
    return visit(review(PERSIAN_HEADED.read_bytes()))


def shown(page: Page) -> list[str]:
    return page.locator("ol.lines li:visible .role").all_inner_texts()


def test_every_block_is_there_once_with_its_role(page: Page) -> None:
    assert page.locator("ol.lines li").count() == 20
    assert page.locator("li.removed .role").first.inner_text() == "site-header, removed"
    assert "of them in the body" in page.locator("header.page").inner_text()


def test_removed_lines_are_dimmed_and_the_body_is_not(page: Page) -> None:
    def ink(selector: str) -> str:
        found: str = page.locator(selector).first.evaluate("row => getComputedStyle(row).color")
        return found

    assert ink("li.removed .text") != ink("li.kept .text") == ink("body")


def test_roles_can_be_hidden_and_shown_again(page: Page) -> None:
    page.get_by_role("checkbox", name="body").uncheck()
    assert "body" not in shown(page)
    expect(page.get_by_role("status")).to_have_text("9 of 20 blocks")
    page.keyboard.press("Escape")
    assert len(shown(page)) == 20


def test_the_search_finds_lines_of_any_script(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("GUAN youfei")
    expect(page.locator("ol.lines li:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("کشور")
    expect(page.locator("ol.lines li:visible")).to_have_count(1)
    assert page.evaluate("CSS.highlights.get('found').size") == 2


def test_keys_go_from_one_removed_line_to_the_next(page: Page) -> None:
    numbers = []
    for key in "jjjk":
        page.keyboard.press(key)
        numbers.append(page.evaluate("document.activeElement.querySelector('.number').textContent"))
    assert numbers == ["1", "3", "5", "3"]


def test_a_field_shows_the_line_it_was_read_from(page: Page) -> None:
    page.locator("[data-block]", has_text="2016-08-17").first.focus()
    expect(page.locator("li.lit .text")).to_have_text("8/17/2016")
    page.locator("[data-block]", has_text="Press TV").hover()
    expect(page.locator("li.lit .text")).to_contain_text("http://www.presstv.ir")


def test_persian_lines_read_from_right_to_left(page: Page) -> None:
    line = page.locator("li", has_text="آزاد افغانستان").locator(".text")
    assert line.evaluate("line => getComputedStyle(line).direction") == "rtl"
    assert line.get_attribute("lang") in ("fa", "ps")
    right = line.evaluate(
        """line => {
            const range = document.createRange();
            range.setStart(line.firstChild, 0); range.setEnd(line.firstChild, 1);
            return line.getBoundingClientRect().right - range.getBoundingClientRect().right;
        }"""
    )
    assert right < 4, "the first letter stands at the right edge"


def test_dark_and_light(page: Page) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(ground) != light
    page.get_by_role("button", name="Dark or light").click()
    assert page.evaluate(ground) == light
    page.emulate_media(color_scheme="dark")
    page.evaluate("delete document.documentElement.dataset.theme")
    assert page.evaluate(ground) != light


def test_text_of_a_page_runs_nothing(visit: Visitor) -> None:
    hostile = (
        b"<script>document.title = 'taken'</script>\n\n"
        b"</style><img src=x onerror=\"document.title='taken'\">\n\nIt rained all day on Sunday, and the match was off."
    )
    page = visit(review(hostile, uri='"><script>document.title="taken"</script>.txt'))
    assert "taken" not in page.title().replace('"taken"', "").replace("'taken'", "")
    assert page.locator("ol.lines script, ol.lines img").count() == 0
    assert page.locator("script").count() == 1


def test_the_policy_stops_what_escaping_would_let_through(browser_page_with_foreign_script: Page) -> None:
    assert browser_page_with_foreign_script.evaluate("window.taken") is None


@pytest.fixture
def browser_page_with_foreign_script(visit: Visitor) -> Page:
    """A review page into which somebody has put a script of their own; the browser complains, and that is wanted."""
    html = review(PERSIAN_HEADED.read_bytes()).replace("</body>", "<script>window.taken = 1</script></body>")
    page = visit(html)
    complaints = visit.visits[-1].complaints
    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]
    complaints.clear()
    return page


def test_a_rejection_says_why(visit: Visitor) -> None:
    page = visit(review(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"))
    assert page.get_by_role("heading", level=1).inner_text() == "Rejected: binary"
    assert page.get_by_text("stage").is_visible()


def test_all_can_be_reached_by_name_and_key(page: Page) -> None:
    for role, name in (("main", "The lines of the page"), ("complementary", "The record"), ("search", "What is shown")):
        assert page.get_by_role(role, name=name).count() == 1  # type: ignore[arg-type]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the lines"


def test_the_command_writes_it(visit: Visitor, tmp_path: Path) -> None:
    from copydesk.cli import main

    assert main(["explain", str(PERSIAN_HEADED), "--html", str(tmp_path / "review.html")]) == 0
    page = visit((tmp_path / "review.html").read_text(encoding="utf-8"))
    assert page.locator("ol.lines li").count() == 20
