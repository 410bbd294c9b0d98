"""The generated pages of docs/ say what the code does today; `--accept` writes them anew."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from docs.byg import FORMULARARTER, PAGES, skabelon_md
from generator.word.contract import DELAFTALE
from generator.word.form import compile_form
from generator.word.grammar import Grammar, TagError
from tests.unit.word import byg

if TYPE_CHECKING:
    from pathlib import Path

    from generator.word.roots import Formularart


@pytest.mark.parametrize("page", sorted(PAGES))
def test_generated_page_is_fresh(page: str, repo: Path, *, accept: bool) -> None:
    path = repo / "docs" / page
    if accept:
        path.write_text(PAGES[page](), encoding="utf-8")

    assert path.read_text(encoding="utf-8") == PAGES[page](), "run: python docs/byg.py"


@pytest.mark.parametrize("art", FORMULARARTER, ids=lambda art: art.navn)
def test_every_name_that_the_page_tells_of_can_be_used(art: Formularart) -> None:
    """Each row's way of writing is put into a form of its kind, inside the loops that the rows before it open."""
    tags: list[str] = []
    for line in part_on(art).splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if len(cells) == 4 and cells[0].startswith("`") and "." in cells[0]:
            tag = cells[3].split("`")[1]
            tags.append(tag.replace("{% ", "{%p "))

    assert len(tags) > (100 if art is DELAFTALE else 0)
    compile_form(byg.docx(*_with_loops_open(tags)), byg.ROLLER, "lille", art)


def part_on(art: Formularart) -> str:
    """Return the part of the page that is on a kind of form."""
    first, *others = skabelon_md().split("## Formularer af arten ")
    return next((text for text in others if text.startswith(f"`{art.navn}`")), first)


def _with_loops_open(tags: list[str]) -> list[str]:
    """Return the tags as paragraphs, each inside the loops that its name needs, every block closed."""
    loops: dict[str, list[str]] = {}
    result: list[str] = []
    for tag in tags:
        words = re.sub(r"\{[{%]p?\s|\s[%}]\}", "", tag).split()
        opening = loops.get(words[-1].split(".")[0], [])
        if words[0] == "for":
            loops[words[1]] = [*opening, tag]
        closing = {"for": ["{%p endfor %}"], "if": ["{%p endif %}"]}.get(words[0], [])
        result += [*opening, tag, *closing, *["{%p endfor %}"] * len(opening)]
    return result


@pytest.mark.parametrize("art", FORMULARARTER, ids=lambda art: art.navn)
def test_the_page_names_every_root(art: Formularart) -> None:
    for root, model in art.roots.items():
        assert f"### `{root}`: {model.TITEL}" in skabelon_md()
    assert art is DELAFTALE or art.fil in part_on(art)


def test_the_page_tells_of_every_kind_of_form(repo: Path) -> None:
    """A form that is shipped is a Word file that is named after its kind."""
    shipped = {path.name for path in repo.glob("templates/*/*.docx")}

    assert [name for name in shipped if f"`{name}`" not in skabelon_md() and name != DELAFTALE.fil] == []
    assert {art.fil for art in FORMULARARTER} <= shipped


def test_a_name_that_the_page_does_not_tell_of_is_refused() -> None:
    with pytest.raises(TagError, match="findes ikke"):
        Grammar().read_value("delaftale.titel")
