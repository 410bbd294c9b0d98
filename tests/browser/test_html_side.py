"""The page in a browser: fit for everyone, on every screen, in both lights and on paper, asking nobody for anything."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

NAMES = ["real", "notes", "nasty"]


@contextmanager
def opened(browser: Browser, address: str, width: int, *, scheme: str = "light", height: int = 900) -> Iterator[Page]:
    """Yield the page, loaded with its fonts; fail if it asked for anything or if the browser had to complain."""
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    requests: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(address)
    page.evaluate("document.fonts.ready.then(() => 0)")
    yield page
    asked = [
        url for url in requests if not url.startswith("data:") and url.partition("#")[0] != address.partition("#")[0]
    ]
    assert asked == []
    assert complaints == []
    context.close()


FIRST_BASELINES = """row => [...row.cells].filter(cell => cell.innerText.trim()).map(cell => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    let text = texts.nextNode();
    while (!text.data.trim()) text = texts.nextNode();
    const mark = document.createElement("span");
    mark.style.display = "inline-block";
    text.parentNode.insertBefore(mark, text);
    const bottom = mark.getBoundingClientRect().bottom;
    mark.remove();
    return bottom;
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Browser, pages: dict[str, str], name: str, width: int, scheme: str) -> None:
    with opened(browser, pages[name], width, scheme=scheme) as page:
        found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


def test_axe_would_find_something(browser: Browser, pages: dict[str, str]) -> None:
    """Guards the test above: the same page with one thing spoilt."""
    with opened(browser, pages["real"], 1280) as page:
        page.evaluate("document.documentElement.removeAttribute('lang')")
        found = Axe().run(page)

    assert [each["id"] for each in found.response["violations"]] == ["html-has-lang"]


@pytest.mark.parametrize("width", [320, 375, 704, 768, 1088, 1280, 1920])
@pytest.mark.parametrize("name", NAMES)
def test_the_page_never_scrolls_sideways(browser: Browser, pages: dict[str, str], name: str, width: int) -> None:
    with opened(browser, pages[name], width) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        sticking_out = page.evaluate(
            """() => [...document.querySelectorAll('body *')]
                 .filter(e => !e.closest('.scroller, .spring, .skjult, thead, .her') && e.getClientRects().length)
                 .filter(e => e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"""
        )

    assert sticking_out == []


@pytest.mark.parametrize("width", [900, 1280, 1920])
def test_a_line_of_text_holds_about_66_characters(browser: Browser, pages: dict[str, str], width: int) -> None:
    with opened(browser, pages["real"], width) as page:
        measures = page.evaluate(
            """() => [...document.querySelectorAll('section > p:not([class=l])')]
               .filter(p => p.clientHeight > 60).map(p => {
                 const room = p.clientWidth, length = p.textContent.length;
                 p.style.cssText = 'white-space: nowrap; width: max-content; max-width: none';
                 return room / (p.getBoundingClientRect().width / length);
               })"""
        )

    assert len(measures) > 10
    assert 62 <= sum(measures) / len(measures) <= 70


def test_its_own_fonts_are_used(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 1280) as page:
        loaded = page.evaluate(
            "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family.replace(/\"/g, ''))"
        )

    assert {"Delaftale Tekst", "Delaftale Titel", "Delaftale Ledetekst"} <= set(loaded)


def test_contents_stand_open_beside_the_text_on_a_wide_screen_and_stay_in_sight(
    browser: Browser, pages: dict[str, str]
) -> None:
    with opened(browser, pages["real"], 1280) as page:
        link = page.locator("nav a", has_text="Revision af delaftalen")
        assert link.is_visible()
        assert not page.locator("nav summary").is_visible()
        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        assert link.bounding_box()["y"] >= 0  # type: ignore[index]
        link.click()
        assert page.url.endswith("#afsnit-revision-af-delaftalen")
        assert 0 <= page.locator("#afsnit-revision-af-delaftalen").bounding_box()["y"] < 60  # type: ignore[index]


def test_contents_are_folded_on_a_small_screen_and_open_by_key(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 375) as page:
        assert not page.locator("nav a").first.is_visible()
        page.locator("nav summary").focus()
        page.keyboard.press("Enter")
        assert page.locator("nav a").first.is_visible()


def test_the_first_tab_leads_past_everything(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 1280) as page:
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Spring til teksten"
        assert page.locator(".spring").bounding_box()["y"] >= 0  # type: ignore[index]
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "tekst"


def test_a_deep_link_leads_to_its_field_and_marks_it(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, f"{pages['real']}#aktiviteter-beboervejledning-forankring", 1280) as page:
        field = page.locator("#aktiviteter-beboervejledning-forankring")
        assert 0 <= field.bounding_box()["y"] < 900  # type: ignore[index]
        assert field.evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 243, 201)"
        heading = page.get_by_role("heading", name="Forankring")
        assert heading.bounding_box()["y"] >= 0, "its heading is seen with it"  # type: ignore[index]
        link = field.locator(".her")
        assert link.evaluate("e => getComputedStyle(e).opacity") == "0"
        field.hover()
        assert link.evaluate("e => getComputedStyle(e).opacity") == "1"


def test_the_first_lines_of_a_row_stand_on_one_line(browser: Browser, pages: dict[str, str]) -> None:
    """A label in small sans and a value in serif share a baseline."""
    with opened(browser, pages["real"], 1280) as page:
        for row in page.locator(".stam tr, .skema tbody tr").all():
            lines = row.evaluate(FIRST_BASELINES)
            assert max(lines) - min(lines) < 0.5, row.inner_text()


def test_a_table_lies_down_on_a_small_screen_and_stays_a_table(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 375) as page:
        cells = page.locator(".skema tbody tr").first.locator("td")
        boxes: list[Any] = [cells.nth(number).bounding_box() for number in range(3)]
        assert boxes[0]["x"] == boxes[1]["x"] == boxes[2]["x"]
        assert boxes[0]["y"] < boxes[1]["y"] < boxes[2]["y"]
        assert page.get_by_role("columnheader").count() == 8
        assert page.get_by_role("row").count() > 8


def test_a_table_wider_than_the_page_scrolls_in_its_own_frame_by_key(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["nasty"], 900) as page:
        frame = page.get_by_role("region", name="En bred tabel")
        scrolled = "document.querySelector('.scroller').scrollLeft"
        assert page.evaluate(scrolled) == 0
        frame.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function(f"{scrolled} > 0")
        assert frame.evaluate("e => e.contains(document.activeElement) && e.scrollWidth > e.clientWidth")
        assert page.evaluate("window.scrollX === 0 && document.documentElement.scrollWidth <= innerWidth")


def test_text_that_looks_like_code_does_nothing(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["nasty"], 1280) as page:
        assert page.title() == "Prøve"
        assert page.get_by_text("<script>document.title='nej'</script> <b>fed</b> &amp; #set").count() == 1


def test_dark_is_dark_and_paper_is_white(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 1280, scheme="dark") as page:
        background = "getComputedStyle(document.body).backgroundColor"
        assert page.evaluate(background) == "rgb(20, 25, 28)"
        page.emulate_media(media="print", color_scheme="dark")
        assert page.evaluate(background) == "rgb(255, 255, 255)"


def test_on_paper_it_fills_about_as_many_pages_as_the_word_file(browser: Browser, pages: dict[str, str]) -> None:
    with opened(browser, pages["real"], 1280) as page:
        pdf = page.pdf(prefer_css_page_size=True)

    assert 5 <= count_pages(pdf) <= 8


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF from Chromium has, whose page objects stand in it as they are."""
    return len(re.findall(rb"/Type /Page\b", pdf))
