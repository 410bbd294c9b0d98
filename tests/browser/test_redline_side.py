"""A redline in a browser: nothing for axe to find, in any of its views, and no sideways scrolling."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from generator.document.redline_html import write_redline_html
from generator.store.ressourcer import load_html_css
from generator.word.redline import Udgivelse, make_redline
from generator.word.redline_reader import read_redline
from tests.bench.agreement import load_form
from tests.bench.redline import load_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

VIEWS = ("rl-en", "rl-par", "rl-ny")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the address of the real agreement's redline after many edits."""
    before, after = load_pair()
    moment = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    made = make_redline(Udgivelse(before, "a"), Udgivelse(after, "b"), author="x", moment=moment)
    document = read_redline(made, load_form().facts, {}, "Redline")
    path = tmp_path_factory.mktemp("redline") / "redline.html"
    path.write_text(write_redline_html(document, css=load_html_css(), fra="version 1", til="kladden"), "utf-8")
    return path.as_uri()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest, address: str) -> Iterator[Page]:
    """Return the page, in the light and width that the test asks for; fail if the browser had to complain."""
    width, scheme = request.param
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.goto(address)
    yield opened
    assert complaints == []
    context.close()


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("page", [(375, "light"), (1280, "dark")], indirect=True, ids=str)
def test_axe_finds_nothing_in_any_view(page: Page, view: str) -> None:
    page.check(f"#{view}")

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("page", [(320, "light")], indirect=True, ids=str)
def test_a_narrow_screen_scrolls_only_downwards(page: Page) -> None:
    for view in VIEWS:
        page.check(f"#{view}")

        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view


@pytest.mark.parametrize("page", [(1280, "light")], indirect=True, ids=str)
def test_the_new_text_alone_shows_no_mark(page: Page) -> None:
    page.check("#rl-ny")

    assert page.locator("article del.rl").first.is_hidden()
    assert page.locator("article ins.rl").first.is_visible()
    assert "tilføjet" not in page.locator("main").inner_text()


@pytest.mark.parametrize("page", [(1280, "light"), (700, "light")], indirect=True, ids=str)
def test_both_texts_stand_side_by_side_where_there_is_room(page: Page) -> None:
    page.check("#rl-par")

    columns = page.locator(".rl-to").first.locator("> div")
    left, right = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert left is not None
    assert right is not None
    is_wide = page.viewport_size is not None and page.viewport_size["width"] >= 900
    assert (left["y"] == right["y"]) is is_wide
