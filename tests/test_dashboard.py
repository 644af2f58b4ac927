"""The dashboard as readers use it: opened from a file in a real browser."""

import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from builders import entry, issue, ledger, measure
from rectledger.core.model import Ledger
from rectledger.i18n import language
from rectledger.publish.context import About, DocumentOptions
from rectledger.publish.documents.dashboard import gather, made
from rectledger.store.ledger_folder import Folder
from rectledger.workspace.reading.load_ledger import open_ledger
from transcript import ROOT

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
QUIETLY = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playing:
        started = playing.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
        yield started
        started.close()


def written(folder: Path, found: Ledger | None, day: str) -> Path:
    language.use("en")
    assert found
    html = made(gather(found, day, asked=DocumentOptions()), About(found.settings, day))
    file = folder / "dashboard.html"
    file.write_bytes(html)
    return file


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dashboard of the real ledger."""
    found = open_ledger(Folder(ROOT / "data")).ledger
    return written(tmp_path_factory.mktemp("real"), found, "2021-10-31")


def opened(browser: Browser, file: Path, anchor: str = "", **options: Any) -> Page:
    """A page; the test fails on any error in it, or any request it makes."""
    found = browser.new_page(**options)
    said: list[str] = []
    found.on("console", lambda message: said.append(message.text))
    found.on("pageerror", lambda error: said.append(str(error)))
    found.on("request", lambda request: said.append(request.url))
    found.on("dialog", lambda dialog: said.append(dialog.message))
    found.goto(file.as_uri() + anchor)
    found.said = said[1:]  # the first request is the file itself
    return found


@pytest.fixture
def shown(browser: Browser, real: Path) -> Iterator[Page]:
    found = opened(browser, real)
    yield found
    assert found.said == []
    found.close()


def numbers(shown: Page) -> list[str]:
    return shown.locator("#table > tbody > tr:first-child > th").all_text_contents()


def test_it_shows_every_issue_and_says_how_many(shown: Page) -> None:
    assert numbers(shown) == [str(n) for n in range(1, 58)]
    expect(shown.get_by_role("status")).to_have_text("57 issues")
    expect(shown.get_by_role("heading", level=1)).to_contain_text("Guangzhou")


def test_a_search_finds_what_is_folded_away(shown: Page) -> None:
    box = shown.get_by_role("searchbox", name="Search")
    box.fill("TIANPING network")  # in a measure's title
    expect(shown.get_by_role("status")).to_have_text("1 of 57 issues match")
    assert numbers(shown) == ["19"]
    box.fill("neither good nor quick")  # in its section's title
    expect(shown.get_by_role("status")).to_have_text("5 of 57 issues match")
    box.fill("no such thing")
    expect(shown.get_by_role("status")).to_have_text("0 of 57 issues match")
    expect(shown.locator("#table")).to_be_hidden()
    shown.get_by_role("button", name="Reset").click()
    expect(shown.get_by_role("status")).to_have_text("57 issues")


def test_a_word_is_found_in_every_form_of_its_letters(browser: Browser, tmp_path: Path) -> None:
    noted = [entry("progress", "2021-09-01", note=note) for note in ("Caf\u00e9（试行）", "none")]
    whole = ledger([issue(id=n, log=[one]) for n, one in enumerate(noted, 1)])
    found = opened(browser, written(tmp_path, whole, "2021-10-31"))
    for said in ("cafe\u0301", "CAF\u00c9", "ｃａｆé", "(试行)", "（试行）"):
        found.get_by_role("searchbox").fill(said)
        expect(found.get_by_role("status")).to_have_text("1 of 2 issues match")
    found.close()


def test_a_sign_that_html_writes_otherwise_is_found(browser: Browser, tmp_path: Path) -> None:
    noted = [entry("progress", "2021-09-01", note=note) for note in ("5 < 6 & 7 > 6", "none")]
    whole = ledger([issue(id=n, log=[one]) for n, one in enumerate(noted, 1)])
    found = opened(browser, written(tmp_path, whole, "2021-10-31"))
    for sign in ("<", "&", ">", "< 6 & 7"):
        found.get_by_role("searchbox").fill(sign)
        expect(found.get_by_role("status")).to_have_text("1 of 2 issues match")
    found.get_by_role("searchbox").fill("&amp;")
    expect(found.get_by_role("status")).to_have_text("0 of 2 issues match")
    found.close()


def test_a_note_that_looks_like_an_address_of_the_page_is_a_note(
    browser: Browser, tmp_path: Path
) -> None:
    # Its issue is missing, so nothing else links it to a section.
    note = entry("progress", "2021-09-01", note="see #section-1-1 and <a href=#section-1-1>")
    whole = ledger([issue()], [measure(issue=7, log=[note])])
    found = opened(browser, written(tmp_path, whole, "2021-10-31"))
    found.get_by_role("button", name="Expand all shown").click()
    assert found.locator(".unfolded").count() == 2
    found.locator("select[name=aspect]").select_option("1")
    assert numbers(found) == ["1"]
    assert found.said == []
    found.close()


def test_a_number_is_searched_as_a_whole_one_and_not_in_days(shown: Page) -> None:
    box = shown.get_by_role("searchbox", name="Search")
    box.fill("21")  # not 2021, 2021-10-31 or 0/21
    expect(shown.get_by_role("status")).to_have_text("1 of 57 issues match")
    assert numbers(shown) == ["21"]
    box.fill("19.2")
    # Matches the measure, and a figure.
    expect(shown.locator("#table > tbody > tr > th")).to_have_text(["19", "24"])
    box.fill("2022")  # a year needs all four digits
    expect(shown.get_by_role("status")).to_have_text("23 of 57 issues match")
    box.fill("2021-10-3")  # a date matches as text while it is typed
    expect(shown.get_by_role("status")).to_have_text("57 issues")
    shown.get_by_role("button", name="Reset").click()


def test_all_that_is_shown_unfolds_and_folds_again(shown: Page) -> None:
    shown.locator("select[name=state]").select_option("ongoing")
    shown.get_by_role("button", name="Expand all shown").click()
    assert shown.locator(".unfolded").count() == 9
    shown.get_by_role("button", name="Collapse all shown").click()
    assert shown.locator(".unfolded").count() == 0
    expect(shown.get_by_role("button", name="Expand all shown")).to_be_visible()
    shown.get_by_role("button", name="Reset").click()


def test_filters_hold_together(shown: Page) -> None:
    shown.locator("select[name=state]").select_option("ongoing")
    assert numbers(shown) == ["12", "17", "18", "19", "20", "22", "23", "54", "57"]
    shown.locator("select[name=department]").select_option("Enforcement Bureau")
    shown.locator("select[name=kind]").select_option("Six months")
    assert numbers(shown) == ["19", "20", "23"]
    shown.locator("select[name=aspect]").select_option("3")
    assert numbers(shown) == []


def test_headers_sort_numbers_as_numbers_and_days_as_days(shown: Page) -> None:
    head = shown.get_by_role("columnheader", name="No.")
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert numbers(shown)[:3] == ["57", "56", "55"]
    shown.get_by_role("columnheader", name="Deadline").get_by_role("button").click()
    assert head.get_attribute("aria-sort") is None
    assert numbers(shown)[0] == "1"
    assert numbers(shown)[-2:] == ["22", "57"]  # they have none
    shown.get_by_role("columnheader", name="Measures").get_by_role("button").click()
    shares = shown.locator("#table > tbody > tr:first-child > td:last-child").all_text_contents()
    done = [int(n) / int(of) for n, of in (one.split("/") for one in shares)]
    assert done == sorted(done)


def test_an_issue_unfolds_by_mouse_and_by_keyboard(shown: Page) -> None:
    inside = shown.locator("#issue-21")
    press = inside.get_by_role("button")
    assert press.get_attribute("aria-expanded") == "false"
    inside.locator("td").nth(2).click()
    expect(inside).to_contain_text("Issue detailed rules on enforcement money")
    expect(inside).to_contain_text("21.2 Run a campaign")
    expect(inside).to_contain_text("《中共广州市中级人民法院党组关于巡察整改情况的通报》")
    expect(inside.get_by_role("link")).to_contain_text("›")
    assert press.get_attribute("aria-expanded") == "true"
    press.focus()
    shown.keyboard.press("Enter")
    expect(inside.get_by_text("Run a campaign")).to_be_hidden()
    shown.keyboard.press("Space")
    expect(inside.get_by_text("Run a campaign")).to_be_visible()


def test_an_address_opens_its_issue(browser: Browser, real: Path) -> None:
    found = opened(browser, real, "#issue-57")
    expect(found.locator("#issue-57").get_by_text("57.1")).to_be_visible()
    expect(found.locator("#issue-57")).to_be_in_viewport()
    found.locator("ol.near a").first.click()
    expect(found.locator("#issue-12").get_by_role("button")).to_be_focused()
    assert found.said == []
    found.close()


def test_a_telephone_has_no_need_to_scroll_sideways(browser: Browser, real: Path) -> None:
    found = opened(browser, real, viewport={"width": 360, "height": 740})
    found.get_by_role("button", name="Expand all shown").click()
    assert found.evaluate("document.documentElement.scrollWidth") == 360
    expect(found.locator(".narrow svg")).to_be_visible()
    expect(found.locator(".wide svg")).to_be_hidden()
    sizes = found.evaluate(
        "Array.from(document.querySelectorAll('.narrow text'),"
        " one => one.getBoundingClientRect().height)"
    )
    assert min(sizes) > 10
    day = found.locator("#issue-21 time", has_text="2021-10-31").first
    assert day.evaluate("one => getComputedStyle(one).whiteSpace") == "nowrap"
    found.locator("select[name=sort]").select_option("0-")
    assert numbers(found)[0] == "57"
    found.close()


@pytest.mark.parametrize("width", [360, 740, 834, 1000])
def test_a_title_has_room_and_every_stop_of_the_tab_key_can_be_seen(
    browser: Browser, real: Path, width: int
) -> None:
    found = opened(browser, real, viewport={"width": width, "height": 1000})
    assert found.evaluate("document.documentElement.scrollWidth") == width
    title = found.locator("#issue-1 td").first.bounding_box()
    assert title
    assert title["width"] > 200
    found.locator("input[type=search]").focus()
    for _ in range(16):  # past the filters into the issues
        found.keyboard.press("Tab")
        at = found.evaluate("document.activeElement.getBoundingClientRect().left")
        assert 0 <= at < width
    assert found.evaluate("document.activeElement.closest('tbody').id").startswith("issue-")
    found.close()


def test_it_is_dark_where_the_reader_wants_it_dark(browser: Browser, real: Path) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        found = opened(browser, real, color_scheme=scheme)
        ground = found.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        grounds.append(sum(map(int, ground[4:-1].split(","))))
        found.close()
    assert grounds[0] > 700 > 100 > grounds[1]


def test_on_paper_there_are_no_controls_and_what_is_unfolded_is_there(shown: Page) -> None:
    shown.locator("#issue-21").get_by_role("button").click()
    shown.emulate_media(media="print")
    expect(shown.locator("#find")).to_be_hidden()
    expect(shown.locator("#issue-21").get_by_text("Run a campaign")).to_be_visible()
    expect(shown.locator("#issue-22").get_by_text("22.1")).to_have_count(0)
    assert shown.pdf(format="A4").startswith(b"%PDF-")


def test_a_picture_of_it_is_not_blank(shown: Page) -> None:
    picture = shown.screenshot()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(picture) > 20_000  # a single colour takes some 5,000
    assert io.BytesIO(picture).read(24)[16:24] == bytes([0, 0, 5, 0, 0, 0, 2, 208])  # 1280 x 720


def test_without_scripts_everything_is_there(browser: Browser, real: Path) -> None:
    found = browser.new_page(java_script_enabled=False)
    found.goto(real.as_uri())
    expect(found.locator("#issue-21 li").nth(1)).to_be_visible()
    assert "21.2 Run a campaign" in str(found.locator("#issue-21 li").nth(1).text_content())
    expect(found.locator("#find")).to_be_hidden()
    found.close()


def test_hostile_text_does_nothing_when_it_is_unfolded(browser: Browser, tmp_path: Path) -> None:
    text = "</noscript><img src=x onerror=alert(1)><script>alert(2)</script>"
    hostile = issue(title=text, next=text, log=[entry("progress", "2021-08-01", note=text)])
    found = opened(browser, written(tmp_path, ledger([hostile]), "2021-10-31"), "#issue-1")
    expect(found.locator("#issue-1 li").first).to_contain_text(text)
    expect(found.get_by_role("button", name=text)).to_be_visible()
    assert found.locator("img").count() == 0
    assert found.said == []
    found.close()


def test_of_many_issues_the_first_are_shown_and_more_on_demand(
    browser: Browser, tmp_path: Path
) -> None:
    many = ledger([issue(id=n, title=f"Issue {n}") for n in range(1, 302)])
    found = opened(browser, written(tmp_path, many, "2021-10-31"))
    expect(found.get_by_role("status")).to_have_text("301 issues · showing the first 200")
    found.get_by_role("button", name="Show more").click()
    expect(found.locator("#issue-201").get_by_role("button")).to_be_focused()
    assert len(numbers(found)) == 301
    found.get_by_role("searchbox").fill("issue 30")
    expect(found.get_by_role("status")).to_have_text("1 of 301 issues match")
    found.evaluate("location.hash = '#issue-250'")
    expect(found.locator("#issue-250").get_by_role("button")).to_be_focused()
    assert found.said == []
    found.close()
