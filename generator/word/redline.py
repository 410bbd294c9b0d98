"""The redline: two Word files as one, with real tracked changes, that can be accepted or rejected whole.

Law: accept-all is the new document, reject-all the old one, in body, headers, footers and notes: the same paragraphs,
rows, cells, styles, list levels and text. It is checked on each redline before anybody gets it; one that fails is made
anew with whole paragraphs replaced, and told of; if that fails too there is none. Pure: author and moment are handed
in. Source: design decision 3; docs/analyse/redline.md.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.word.package import pack, write_package
from generator.word.redline_blocks import read_blocks
from generator.word.redline_canon import words_of
from generator.word.redline_errors import ConstructError, RedlineLawError, SectionsError, place_of
from generator.word.redline_import import import_notes, import_numbering, import_relations, import_styles
from generator.word.redline_law import View, first_difference, read_views
from generator.word.redline_marks import Marker, RigidError
from generator.word.redline_merge import Merger, UnpairedSectionError
from generator.word.redline_notes import mark_notes
from generator.word.redline_package import DOCUMENT, make_relations, open_wordfil, relations_name, write_xml
from generator.word.redline_paragraphs import Reader
from generator.word.redline_pieces import UnknownContentError
from generator.word.redline_prepare import describe_place, name_of
from generator.word.redline_sections import change_sections, number_drawings, pair_headers
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from lxml.etree import _Element

    from generator.word.redline_blocks import Block
    from generator.word.redline_package import Wordfil

GROVERE: Final = (
    "Ændringerne er vist som hele afsnit, for ord for ord førte de ikke sikkert fra den ene udgave til den anden."
)


_LEVEL: Final = 4  # of deflating: half of the time of the usual one, and a twentieth more bytes


@dataclass(frozen=True)
class Udgivelse:
    """A Word file to be compared: its bytes, and what messages call it."""

    data: bytes
    file: str


@dataclass
class Redline:
    """A redline. `docx` is the file; `meddelelser` are for the user.

    `stories` are its parts with tracked changes, the body's first; `moves` numbers the blocks that were moved: each is
    there twice, as deleted and as added, under one number. `count` is how many changes a reader meets.
    """

    docx: bytes
    meddelelser: tuple[str, ...]
    stories: dict[str, _Element]
    new: Wordfil
    moves: dict[_Element, int] = field(default_factory=dict)


class _LawFailedError(Exception):
    """A redline is wrong. `part` and `words` tell where."""

    def __init__(self, part: str, words: str) -> None:
        self.part, self.words = part, words
        super().__init__(part)


def make_redline(old: Udgivelse, new: Udgivelse, *, author: str, moment: datetime) -> Redline:
    """Return the redline that leads from `old` to `new`. `moment` is in UTC.

    Raises: PackageError, RedlineError.
    """
    makers = [lambda coarse=coarse: _make(old, new, author, moment, coarse=coarse) for coarse in (False, True)]
    return first_lawful(makers, new.file)


def first_lawful(makers: Iterable[Callable[[], Redline]], file: str) -> Redline:
    """Return the first redline that keeps the law; one that is not the first says so. Raises: RedlineLawError."""
    failed: _LawFailedError | None = None
    for make in makers:
        try:
            made = make()
        except _LawFailedError as error:
            failed = failed or error
            continue
        if failed is not None:
            made.meddelelser = (*made.meddelelser, GROVERE)
        return made
    raise RedlineLawError(file, "" if failed is None else place_of(failed.part, failed.words))


def _make(old: Udgivelse, new: Udgivelse, author: str, moment: datetime, *, coarse: bool) -> Redline:
    a, b = open_wordfil(old.data, old.file), open_wordfil(new.data, new.file)
    stories = [(DOCUMENT, DOCUMENT), *pair_headers(a, b)]
    import_styles(a, b)
    import_numbering(a, b)
    added_notes = import_notes(a, b)
    for part_a, part_b in stories:
        import_relations(a, b, part_a, part_b)
    reader = Reader(b.note_keys())
    marker = Marker(author, moment, _first_free_id(b))
    names = {mark.get(w("name")) or "" for root in b.stories.values() for mark in root.iter(w("bookmarkStart"))}
    merger = Merger(marker, names, coarse=coarse)
    for part_a, part_b in stories:
        old_story, new_story = _story(a, part_a), _story(b, part_b)
        old_blocks, new_blocks = _read(a, part_a, old_story, reader), _read(b, part_b, new_story, reader)
        wanted = {View.OLD: [item.said for item in old_blocks], View.NEW: [item.said for item in new_blocks]}
        _merge(merger, b, part_b, (old_blocks, new_blocks), new_story)
        for view, found in read_views(new_story, reader).items():
            if (place := first_difference(found, wanted[view])) is not None:
                raise _LawFailedError(part_b, _words_near(new_story, place))
    change_sections(a, b, marker)
    number_drawings(b.stories.values())
    mark_notes(b, added_notes, marker)
    docx = _pack(b)
    return Redline(docx, tuple(dict.fromkeys((*a.told, *b.told))), b.stories, b, merger.find_moves())


def _story(file: Wordfil, part: str) -> _Element:
    return file.body if part == DOCUMENT else file.stories[part]


def _read(file: Wordfil, part: str, story: _Element, reader: Reader) -> list[Block]:
    try:
        return read_blocks(story, reader)
    except UnknownContentError as error:
        raise ConstructError(file.file, describe_place(error.element, part), name_of(error.element)) from error


def _merge(
    merger: Merger, b: Wordfil, part: str, blocks: tuple[Sequence[Block], Sequence[Block]], story: _Element
) -> None:
    try:
        merger.merge(*blocks, story)
    except RigidError as error:
        raise ConstructError(b.file, describe_place(error.element, part), name_of(error.element)) from error
    except UnpairedSectionError as error:
        raise SectionsError(b.file, "Inddelingen i sektioner") from error


def _words_near(story: _Element, place: int) -> str:
    blocks = [child for child in story if child.tag in (w("p"), w("tbl"))]
    return words_of(blocks[min(place, len(blocks) - 1)]) if blocks else ""


def _first_free_id(file: Wordfil) -> int:
    """Return a number above all that bookmarks and the like have."""
    numbers = [
        int(value)
        for root in file.stories.values()
        for item in root.iter(w("bookmarkStart"), w("bookmarkEnd"))
        if (value := item.get(w("id")) or "").isascii() and value.isdigit()
    ]
    return max(numbers, default=0) + 1


def _pack(file: Wordfil) -> bytes:
    """Return the new file with its stories and all else that was changed."""
    for part, relations in file.relations.items():
        if relations != file.relations_as_read.get(part, {}):
            name = relations_name(part)
            file.entries[name] = pack(name, make_relations(relations, part))
    changed = [name for name in file.entries if file.is_parsed(name) and not name.endswith(".rels")]
    for name in changed:
        file.entries[name] = pack(name, write_xml(file.parse(name)), _LEVEL)
    return write_package(file.entries.values())
