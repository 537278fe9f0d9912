"""A real browser: Chromium, as the system has it, without a window and without a network."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of this folder: its event loop must not run on where Prefect looks for one."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium here (Debian: apt-get install chromium), so no page is looked at")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


class Visit(NamedTuple):
    """A page in the browser, what it complained of, and what it asked for besides itself."""

    page: Page
    complaints: list[str]
    requests: list[str]


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator["Visitor"]:
    """Opens pages, each given as the text of its file; in the end none may have complained or asked for anything."""
    visitor = Visitor(browser, tmp_path)
    yield visitor
    for seen in visitor.visits:
        assert seen.complaints == []
        assert [address for address in seen.requests if not address.startswith("data:")] == [
            seen.page.url.split("#")[0]
        ]
        seen.page.close()


class Visitor:
    """Opens pages in the browser and keeps what happened."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.visits: list[Visit] = []
        self._browser, self._folder = browser, folder

    def __call__(self, html: str, name: str = "page.html") -> Page:
        path = self._folder / name
        path.write_text(html, encoding="utf-8")
        page = self._browser.new_page(viewport={"width": 1300, "height": 1000})
        seen = Visit(page, [], [])
        page.on("console", lambda message: seen.complaints.append(message.text))
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: seen.requests.append(request.url))
        page.goto(path.as_uri())
        self.visits.append(seen)
        return page
