"""A rendered Word file read back into a `Document`: the one source of HTML, PDF and Markdown.

What is read is what the Word file is joined from, stretch by stretch. Each knows its steps (`steps`), the form's own
from the first time they were met, the filled-in ones from when they were made; `story` makes blocks of them. A part
that more was done to (a hole mended, footnotes left out) is read from its XML. Files from elsewhere are the
recogniser's matter. Source: ECMA-376 part 1 §17; design decision 2.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from generator.document.blocks import Block, Document, Paragraph, Run, document_text
from generator.word.story import Story
from generator.word.stretches import read_steps, unescape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.word.filled import Readable
    from generator.word.steps import Step

_TITLE = re.compile(r"<(?:\w+:)?title(?:\s[^>]*)?>([^<]*)<")
_FOOTNOTE = re.compile(r'<w:footnote\b[^>]*?\bw:id="(-?\d+)"[^>]*(?<!/)>(.*?)</w:footnote>', re.DOTALL)


def read_document(filled: Readable) -> Document:
    """Return the document of a form that was filled in."""
    form = filled.form
    lexicon, pages = form.lexicon, form.pages
    parts = {part.name: part for part in form.parts}

    def read(name: str) -> tuple[Block, ...]:
        def read_whole(xml: str) -> tuple[Step, ...]:
            written = filled.written
            return read_steps(xml, lexicon.facts, written.links.get(name), written.stier)

        story = Story()
        if filled.is_as_filled_in(parts[name]):
            own = lexicon.stretches
            steps = [own[item] if isinstance(item, str) else item.steps for item in filled.stretches[name]]
            story.take(chain.from_iterable(steps))
        else:
            story.take(read_whole(filled.written.parts[name]))
        blocks = story.finish()
        if not story.note_numbers:
            return blocks
        notes = dict(_FOOTNOTE.findall(filled.written.parts["word/footnotes.xml"]))
        numbers = story.note_numbers.items()
        read_notes = (_read_footnote(number, read_whole(notes[identity])) for identity, number in numbers)
        return (*blocks, *chain.from_iterable(read_notes))

    return Document(
        _read_title(filled),
        pages.language,
        _read_different([read(name) for name in pages.headers]),
        _read_different([read(name) for name in pages.footers]),
        read("word/document.xml"),
    )


def _read_title(filled: Readable) -> str:
    core = filled.stretches.get("docProps/core.xml", ())
    title = _TITLE.search("".join([item for item in core if isinstance(item, str)]))  # where nothing but words stands
    return "" if title is None else unescape(title[1])


def _read_different(stories: list[tuple[Block, ...]]) -> tuple[Block, ...]:
    """Return the first of some headers, and of the others those that say something else, each once."""
    if len(stories) == 1:
        return stories[0]
    said: set[str] = set()
    blocks: list[Block] = []
    for story in stories:
        words = document_text(Document("", "", (), (), story))
        if words not in said and (words or not said):
            said.add(words)
            blocks += story
    return tuple(blocks)


def _read_footnote(number: int, steps: tuple[Step, ...]) -> Iterator[Block]:
    """Yield a footnote behind its mark, as a page shows it at its foot."""
    story = Story()
    story.take(steps)
    for index, block in enumerate(story.finish()):
        if index == 0 and isinstance(block, Paragraph):
            yield Paragraph((Run(f"[{number}] "), *block.inlines), block.role)
        else:
            yield block
