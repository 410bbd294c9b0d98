"""A form's text put together as Word puts it together: cells in rows, rows in tables, words in runs.

What is written into a form, mended after a loop and read back builds on that; a part that is XML but no text of Word's
is refused here, with the element, before any of it is relied on. Source: ECMA-376 part 1 §17.2-17.4 (contents of
body, paragraph, run and table), §17.11 (footnotes).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.errors import PackageError
from generator.text import shown
from generator.word.tags import W, w

if TYPE_CHECKING:
    from collections.abc import Collection

    from lxml.etree import _Element

_ROOTS: Final = {"document": "document", "header": "hdr", "footer": "ftr", "footnotes": "footnotes"}
"""The root of a part, by how its name begins."""

_TEXT: Final = ("", "tc", "txbxContent")
_WITHIN: Final = {
    "tbl": _TEXT,
    "p": _TEXT,
    "tr": ("tbl",),
    "tc": ("tr",),
    "r": ("p", "rt", "rubyBase"),
    "rt": ("r",),
    "rubyBase": ("r",),
    "txbxContent": ("r",),
}
"""What each of these stands in, the nearest of them counting; "": in none."""

_IN_RUN: Final = frozenset({
    "t", "delText", "instrText", "delInstrText", "fldChar", "sym", "drawing", "pict", "footnoteReference",
})  # fmt: skip
_PARENTS: Final = {
    "tblPr": ("tbl", "tblPrChange"),
    "tblGrid": ("tbl", "tblGridChange"),
    "tblCaption": ("tblPr",),
    "gridCol": ("tblGrid",),
    "trPr": ("tr", "trPrChange"),
    "tcPr": ("tc", "tcPrChange"),
    "gridSpan": ("tcPr",),
    "vMerge": ("tcPr",),
    "pPr": ("p", "pPrChange"),
    "footnote": ("footnotes",),
}
"""What each of these is a child of."""


def check_structure(root: _Element, part: str, notes: Collection[str], file: str) -> None:
    """Refuse a part of a form's text that is put together otherwise. `notes` has the footnotes' ids.

    Raises: PackageError.
    """
    name = etree.QName(root).localname
    if name != next(root_name for start, root_name in _ROOTS.items() if part.startswith(f"word/{start}")):
        raise _misplaced(root, part, file)
    if name == "document" and root.find(w("body")) is None:
        raise _misplaced(root, part, file)
    around = [""]
    for event, element in etree.iterwalk(root, events=("start", "end"), tag=f"{{{W}}}*"):
        name = etree.QName(element).localname
        if event == "end":
            if name in _WITHIN:
                around.pop()
            continue
        if name in _WITHIN:
            if around[-1] not in _WITHIN[name]:
                raise _misplaced(element, part, file)
            around.append(name)
        elif (name in _IN_RUN and around[-1] != "r") or (name in _PARENTS and not _is_child(element, _PARENTS[name])):
            raise _misplaced(element, part, file)
        if name == "footnoteReference":
            _check_note(element, part, notes, file)


def _is_child(element: _Element, parents: tuple[str, ...]) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag in map(w, parents)


def _check_note(mark: _Element, part: str, notes: Collection[str], file: str) -> None:
    number = mark.get(w("id")) or ""
    if part != "word/document.xml" or number not in notes:
        problem = f"delen »{part}« henviser til fodnote »{shown(number)}«, som ikke findes."
        raise PackageError(file, problem, "Slet fodnotetegnet i Word, og sæt fodnoten ind igen.")


def _misplaced(element: _Element, part: str, file: str) -> PackageError:
    name = shown(etree.QName(element).localname, 40)
    problem = f"delen »{part}« har »{name}« et sted, hvor Word ikke sætter det."
    return PackageError(file, problem, "Åbn formularen i Word, og gem den på ny.")
