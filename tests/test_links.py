"""Every relative link of the README and of docs/ leads to a file, and every anchor to a heading of its page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def _walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


def links_of(text: str) -> list[str]:
    """Return where the links and pictures of a page lead; what stands in a block of code is no link."""
    tokens = _walk(MarkdownIt("commonmark").enable("table").parse(text))
    found = [token.attrGet({"link_open": "href", "image": "src"}.get(token.type, "-")) for token in tokens]
    return [str(address) for address in found if address is not None]


def anchors_of(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub and GitLab make them."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    titles = [tokens[place + 1] for place, token in enumerate(tokens) if token.type == "heading_open"]
    words = ["".join(child.content for child in title.children or []) for title in titles]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in words}


def broken(page: Path) -> list[str]:
    """Return the relative links of a page that lead nowhere: no such file, outside the project, or no such heading."""
    found = []
    for address in links_of(page.read_text("utf-8")):
        scheme, _, path, _, anchor = urlsplit(address)
        if scheme:
            continue
        target = (page.parent / unquote(path)).resolve() if path else page
        is_there = target.exists() and target.is_relative_to(ROOT)
        if not is_there or (
            anchor and target.suffix == ".md" and unquote(anchor) not in anchors_of(target.read_text("utf-8"))
        ):
            found.append(address)
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    assert broken(page) == []


def test_there_are_links_to_follow() -> None:
    assert len(PAGES) > 10
    assert sum(not urlsplit(address).scheme for page in PAGES for address in links_of(page.read_text("utf-8"))) > 10


def test_a_link_that_leads_nowhere_is_found() -> None:
    text = "[a](findes-ikke.md) ![b](<et billede.png>) [c][d] `[e](kode.md)`\n\n[d]: #overskrift\n\n    [f](kode.md)\n"

    assert links_of(text) == ["findes-ikke.md", "et%20billede.png", "#overskrift"]
    assert anchors_of("# En `overskrift`, to!\n\n## Tre") == {"en-overskrift-to", "tre"}
