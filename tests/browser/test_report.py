"""The report on a store, as a reader has it before them."""

import dataclasses
import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from copydesk.cleaning import clean
from copydesk.model import Article, Reason, Rejection, Stage
from copydesk.reporting.charts import charts_of
from copydesk.reporting.report import write_report
from copydesk.reporting.tallies import count_records, doubt
from copydesk.running import run_flow
from copydesk.settings import CleaningSettings, read_settings
from tests.browser.conftest import Visitor
from tests.conftest import ROOT, write_config
from tests.storing.outcomes import run as put

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


@pytest.fixture(scope="module")
def report(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a store that the flow made of the seeds and of a page that is none."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "empty.txt").touch()
    config = write_config(folder, sources=[str(ROOT / "seeds" / "*.txt"), "empty.txt"], workers=1)
    run_flow(config, read_settings(config))
    assert write_report(folder / "cleaned", folder / "report", CleaningSettings()) == 6
    return folder / "report"


@pytest.fixture
def page(report: Path, visit: Visitor) -> Page:
    return visit((report / "index.html").read_text(encoding="utf-8"))


def test_what_the_store_holds(page: Page) -> None:
    assert (
        page.locator(".counts").inner_text().split()
        == "5 articles 1 rejection 5 outlets 1 language 3 with a day".split()
    )
    assert page.locator("table.reasons td").all_inner_texts() == ["empty", "1"]


def test_the_charts_are_there_and_say_in_words_what_they_show(page: Page) -> None:
    pictures = page.locator("figure img")
    assert pictures.count() == 6
    for picture in pictures.all():
        assert picture.evaluate("img => img.complete && img.naturalWidth") > 100
        assert picture.get_attribute("alt")


def test_the_least_sure_come_first(page: Page) -> None:
    sure = [float(text) for text in page.locator("table.records tbody td:first-child").all_inner_texts()]
    assert len(sure) == 5
    assert sure == sorted(sure)


def test_filters(page: Page) -> None:
    page.get_by_label("Outlet").select_option("Press TV")
    expect(page.locator("table.records tbody tr:visible")).to_have_count(1)
    expect(page.get_by_role("status")).to_have_text("1 of 5 records")
    page.get_by_label("Outlet").select_option("all")
    page.get_by_role("searchbox").fill("IRAQ")
    expect(page.locator("table.records tbody tr:visible")).to_have_count(1)
    page.get_by_role("searchbox").fill("")
    page.get_by_label("with a warning").check()
    expect(page.locator("table.records tbody tr:visible")).to_have_count(0)


def test_every_record_leads_to_its_review_page(report: Path, page: Page, visit: Visitor) -> None:
    links = [link.get_attribute("href") for link in page.locator("table.records a").all()]
    assert len(links) == 5
    for link in links:
        seen = visit((report / str(link)).read_text(encoding="utf-8"), "review.html")
        assert seen.locator("ol.lines li").count() > 10


def seed(place: int) -> Article:
    found = clean(SEEDS[place])
    assert isinstance(found, Article)
    return found


def test_counts_do_not_depend_on_the_order_of_records() -> None:
    articles = [seed(place) for place in range(5)]
    articles.append(dataclasses.replace(articles[0], id="x", outlet=None, date="2017-11", confidence={"body": 0.1}))
    rejections = [Rejection("a", None, None, Stage.READ, Reason.EMPTY, "")] * 3
    there, back = count_records(articles, rejections), count_records(articles[::-1], rejections)
    assert there == back
    assert (there.articles, there.rejections, there.outlets[""], there.reasons["empty"]) == (6, 3, 1, 3)
    assert there.days.total() == 3
    assert there.months["2017-11", "en"] == 2
    assert doubt(there.doubtful[0]) == 0.1


def test_days_are_the_same_west_of_greenwich(monkeypatch: pytest.MonkeyPatch) -> None:
    code = """if True:
        import base64, dataclasses
        from pathlib import Path
        from copydesk.cleaning import clean
        from copydesk.reporting.charts import charts_of
        from copydesk.reporting.tallies import count_records
        article = dataclasses.replace(clean("Rain stops play. It rained all day."), date="2017-11-01")
        for chart in charts_of(count_records([article], [])):
            print(base64.b64decode(chart.source.partition(",")[2]).decode())
    """
    monkeypatch.setenv("TZ", "America/New_York")
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert re.findall('(?:day|month)[^:"]*: ([^;]+);', run.stdout) == ["Nov 01, 2017", "Nov 2017"]


def test_what_has_no_outlet_or_language_is_not_counted_as_one(tmp_path: Path, visit: Visitor) -> None:
    unknown = dataclasses.replace(seed(0), id="x", outlet=None, language="und", confidence={"body": 0.1})
    put(tmp_path / "cleaned", [seed(0), unknown])
    write_report(tmp_path / "cleaned", tmp_path / "report", CleaningSettings())
    page = visit((tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    assert page.locator(".counts").inner_text().split()[4:8] == "1 outlet 1 language".split()


def test_an_empty_store_has_no_charts() -> None:
    assert charts_of(count_records([], [])) == ()
