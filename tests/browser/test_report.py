"""The report on a store, as a reader has it before them."""

import base64
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
from copydesk.reporting.tallies import Lot, count_records, doubt
from copydesk.running import run_flow
from copydesk.settings import CleaningSettings, read_settings
from tests.browser.conftest import Visitor
from tests.conftest import ROOT, write_config
from tests.storing.outcomes import run as put
from tests.warcs import record

SEEDS = sorted((ROOT / "seeds").glob("*.txt"))


def missing(number: int) -> bytes:
    """The record of a page that was not there: the first three of them at one outlet, on two days."""
    site = "www.bbc.co.uk" if number < 4 else "<script>alert(1)</script>.example"
    head = b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n"
    return record(
        number, head, WARC_Target_URI=f"http://{site}/{number}", WARC_Date=f"2020-01-0{1 + number // 3}T00:00:00Z"
    )


@pytest.fixture(scope="module")
def report(prefect_server: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report on a store that the flow made of the seeds and of a page that is none."""
    folder = tmp_path_factory.mktemp("project")
    (folder / "empty.txt").touch()
    (folder / "crawl.warc").write_bytes(b"".join(map(missing, range(1, 5))))
    config = write_config(folder, sources=[str(ROOT / "seeds" / "*.txt"), "empty.txt", "crawl.warc"], workers=1)
    run_flow(config, read_settings(config))
    assert write_report(folder / "cleaned", folder / "report", CleaningSettings()) == 10
    return folder / "report"


@pytest.fixture
def page(report: Path, visit: Visitor) -> Page:
    return visit((report / "index.html").read_text(encoding="utf-8"))


def test_what_the_store_holds(page: Page) -> None:
    assert (
        page.locator(".counts").inner_text().split()
        == "5 articles 5 rejections 5 outlets 1 language 3 with a day".split()
    )
    assert page.locator("table.reasons td").all_inner_texts() == ["http_status", "4", "empty", "1"]


def test_the_charts_are_there_and_say_in_words_what_they_show(page: Page) -> None:
    pictures = page.locator("figure img")
    assert pictures.count() == 9
    for picture in pictures.all():
        assert picture.evaluate("img => img.complete && img.naturalWidth") > 100
        assert picture.get_attribute("alt")


def test_the_least_sure_come_first(page: Page) -> None:
    sure = [float(text) for text in page.locator("table.records tbody td:first-child").all_inner_texts()]
    assert len(sure) == 5
    assert sure == sorted(sure)


def test_filters(page: Page) -> None:
    form = page.get_by_role("search", name="Which records are shown")
    form.get_by_label("Outlet").select_option("Press TV")
    expect(page.locator("table.records tbody tr:visible")).to_have_count(1)
    expect(form.get_by_role("status")).to_have_text("1 of 5 records")
    form.get_by_label("Outlet").select_option("all")
    form.get_by_role("searchbox").fill("IRAQ")
    expect(page.locator("table.records tbody tr:visible")).to_have_count(1)
    form.get_by_role("searchbox").fill("")
    form.get_by_label("with a warning").check()
    expect(page.locator("table.records tbody tr:visible")).to_have_count(0)
    expect(page.locator("table.rejections tbody tr:visible")).to_have_count(4)


def test_rejections_by_reason_outlet_language_and_day(page: Page) -> None:
    rows = [row.inner_text().split("\t") for row in page.locator("table.rejections tbody tr").all()]
    assert [row[:5] for row in rows] == [
        ["2", "http_status", "BBC", "unknown", "2020-01-01"],
        ["1", "empty", "unknown", "unknown", "unknown"],
        ["1", "http_status", "unknown", "unknown", "2020-01-02"],
        ["1", "http_status", "BBC", "unknown", "2020-01-02"],
    ]


@pytest.mark.parametrize(
    ("chosen", "told", "rows"),
    [
        ({}, "5 of 5 rejections", 4),
        ({"Reason": "http_status"}, "4 of 5 rejections", 3),
        ({"Outlet": "BBC"}, "3 of 5 rejections", 2),
        ({"Outlet": "BBC", "Reason": "empty"}, "0 of 5 rejections", 0),
        ({"Outlet": "unknown"}, "2 of 5 rejections", 2),
        ({"Language": "unknown"}, "5 of 5 rejections", 4),
        ({"From": "2020-01-02"}, "2 of 5 rejections", 2),
        ({"To": "2020-01-01"}, "2 of 5 rejections", 1),
        ({"From": "2020-01-03"}, "0 of 5 rejections", 0),
        ({"Search": "EMPTY.txt"}, "1 of 5 rejections", 1),
    ],
)
def test_filters_of_rejections(page: Page, chosen: dict[str, str], told: str, rows: int) -> None:
    form = page.get_by_role("search", name="Which rejections are shown")
    for name, value in chosen.items():
        control = form.get_by_label(name)
        control.select_option(value) if name in ("Reason", "Outlet", "Language") else control.fill(value)
    expect(form.get_by_role("status")).to_have_text(told)
    expect(page.locator("table.rejections tbody tr:visible")).to_have_count(rows)
    expect(page.locator("table.records tbody tr:visible")).to_have_count(5)


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
    rejections = [Rejection(name, None, None, Stage.READ, Reason.EMPTY, "", outlet="BBC") for name in "cab"]
    rejections.append(Rejection("d", None, None, Stage.READ, Reason.EMPTY, "", fetched_at="2020-05-01T10:00:00Z"))
    there, back = count_records(articles, rejections), count_records(articles[::-1], rejections[::-1])
    assert there == back
    assert (there.articles, there.rejections, there.outlets[""], there.reasons["empty"]) == (6, 4, 1, 4)
    assert there.days.total() == 3
    assert dict(there.lots) == {Lot("empty", "BBC", "", ""): 3, Lot("empty", "", "", "2020-05-01"): 1}
    assert there.examples[Lot("empty", "BBC", "", "")] == "a"
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
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300, check=True)
    assert re.findall('(?:day|month)[^:"]*: ([^;]+);', run.stdout) == ["Nov 01, 2017", "Nov 2017"]


def test_axes_of_few_days_and_records_mark_whole_ones() -> None:
    day = dataclasses.replace(seed(0), date="2017-11-01")
    (chart,) = (one for one in charts_of(count_records([day], [])) if one.title == "Articles by day")
    drawn = base64.b64decode(chart.source.partition(",")[2]).decode()
    marks = re.findall("<text[^>]*>([^<]*)<", drawn)
    assert marks == ["Nov 01, 2017", "0", "1", "articles"]


def test_what_has_no_outlet_or_language_is_not_counted_as_one(tmp_path: Path, visit: Visitor) -> None:
    unknown = dataclasses.replace(seed(0), id="x", outlet=None, language="und", confidence={"body": 0.1})
    put(tmp_path / "cleaned", [seed(0), unknown])
    write_report(tmp_path / "cleaned", tmp_path / "report", CleaningSettings())
    page = visit((tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    assert page.locator(".counts").inner_text().split()[4:8] == "1 outlet 1 language".split()


def test_a_store_without_rejections_has_no_table_of_them(tmp_path: Path, visit: Visitor) -> None:
    put(tmp_path / "cleaned", [seed(0)])
    write_report(tmp_path / "cleaned", tmp_path / "report", CleaningSettings())
    page = visit((tmp_path / "report" / "index.html").read_text(encoding="utf-8"))
    assert page.locator("table.rejections").count() == 0
    expect(page.get_by_role("status")).to_have_text("1 of 1 records")


def test_smaller_groups_than_the_page_lists_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("copydesk.reporting.report._MOST_LOTS", 1)
    twice = [Rejection(name, None, None, Stage.READ, Reason.EMPTY, "", outlet="BBC") for name in "ab"]
    put(tmp_path / "cleaned", [*twice, Rejection("c", None, None, Stage.READ, Reason.EMPTY, "")])
    write_report(tmp_path / "cleaned", tmp_path / "report", CleaningSettings())
    page = (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
    assert "1 more in smaller groups" in page
    assert page.count("data-reason") == 1


def test_an_empty_store_has_no_charts() -> None:
    assert charts_of(count_records([], [])) == ()
