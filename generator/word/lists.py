"""Word's flat paragraphs as lists: a bullet takes along what belongs to it.

Word keeps no tree, only a level on each paragraph, and lets a person begin anywhere; so nothing here presumes that the
levels rise by one, and no paragraph is ever left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.document.blocks import Block, Item, List, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.word.roles import StyleFact


def gather_lists(paragraphs: list[tuple[StyleFact, Paragraph]]) -> Iterator[Block]:
    """Yield the lists that a run of list paragraphs makes; one that begins without a bullet stays a paragraph."""
    if all(fact.is_bullet and fact.level == 1 for fact, _ in paragraphs):  # nearly every list
        yield List(tuple([Item((paragraph,)) for _, paragraph in paragraphs]))
        return
    start = 0
    while start < len(paragraphs) and not paragraphs[start][0].is_bullet:
        yield paragraphs[start][1]
        start += 1
    if paragraphs[start:]:
        yield _list(paragraphs[start:], 1)


def _list(paragraphs: list[tuple[StyleFact, Paragraph]], level: int) -> List:
    """Return the list of `paragraphs`; deeper ones go into the bullet above them."""
    groups: list[list[tuple[StyleFact, Paragraph]]] = []
    for fact, paragraph in paragraphs:
        if not groups or (fact.is_bullet and fact.level <= level):
            groups.append([])
        groups[-1].append((fact, paragraph))
    return List(tuple(Item(tuple(_item(group, level))) for group in groups))


def _item(group: list[tuple[StyleFact, Paragraph]], level: int) -> Iterator[Block]:
    deeper: list[tuple[StyleFact, Paragraph]] = []
    for index, (fact, paragraph) in enumerate(group):
        belongs_deeper = fact.level > level and (fact.is_bullet or deeper)
        if index and belongs_deeper:
            deeper.append((fact, paragraph))
            continue
        if deeper:
            yield _list(deeper, level + 1)
            deeper = []
        yield paragraph
    if deeper:
        yield _list(deeper, level + 1)
