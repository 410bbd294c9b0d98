"""Several PDF files as one: the agenda first, then its annexes, each with a bookmark under the item it belongs to.

Always so: no page is changed and none is left out; the agenda's own bookmarks and tags stay. The whole claims neither
PDF/A nor PDF/UA, for an annex is as it came: its tags can't come along and nobody knows its fonts and colours. The same
files give the same bytes.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import pikepdf

_CLAIMS: Final = ("pdfaid:part", "pdfaid:conformance", "pdfaid:rev", "pdfuaid:part", "pdfuaid:rev")


class AnnexError(ValueError):
    """An annex can't be read. `index` counts from 0 in the order handed in; `locked`: it asks for a password."""

    def __init__(self, index: int, *, locked: bool) -> None:
        self.index, self.locked = index, locked
        super().__init__(f"annex {index} can't be read")


@dataclass(frozen=True)
class Annex:
    """A file to put at the end: its bookmark, the heading that it belongs under, its bytes."""

    title: str
    heading: str
    data: bytes


def join_pdfs(main: bytes, annexes: Sequence[Annex]) -> bytes:
    """Return `main` with the annexes after it; `main` itself where there are none. Raises: AnnexError."""
    if not annexes:
        return main
    import pikepdf  # noqa: PLC0415 - a library of its own, only for whoever has annexes

    with pikepdf.open(io.BytesIO(main)) as whole:
        starts = []
        opened = []  # a page is copied when the whole is written, so its file stays open until then
        try:
            for index, annex in enumerate(annexes):
                opened.append(_open(annex, index))
                starts.append(len(whole.pages))
                whole.pages.extend(opened[-1].pages)
                for page in list(whole.pages)[starts[-1] :]:
                    _drop_tags(page)
            _add_bookmarks(whole, annexes, starts)
            _drop_claims(whole)
            result = io.BytesIO()
            whole.save(result, deterministic_id=True)
        finally:
            for file in opened:
                file.close()
    return result.getvalue()


def check_annex(data: bytes) -> None:
    """Refuse a file that could not be put at the end of another. Raises: AnnexError, its index 0."""
    _open(Annex("", "", data), 0).close()


def _open(annex: Annex, index: int) -> pikepdf.Pdf:
    import pikepdf  # noqa: PLC0415 - loaded already

    try:
        file = pikepdf.open(io.BytesIO(annex.data))
        if len(file.pages) == 0:
            raise AnnexError(index, locked=False)
    except pikepdf.PasswordError as error:
        raise AnnexError(index, locked=True) from error
    except pikepdf.PdfError as error:
        raise AnnexError(index, locked=False) from error
    if "/AcroForm" in file.Root:  # what is filled in is drawn on the page, for the form itself can't come along
        file.generate_appearance_streams()
        file.flatten_annotations()
    return file


def _drop_tags(page: pikepdf.Page) -> None:
    """Take away the numbers by which a page would find its tags in the agenda's."""
    import pikepdf  # noqa: PLC0415 - loaded already

    if "/StructParents" in page.obj:
        del page.obj["/StructParents"]
    notes = page.obj.get("/Annots")
    for note in list(notes.as_list()) if isinstance(notes, pikepdf.Array) else []:
        if isinstance(note, pikepdf.Dictionary) and "/StructParent" in note:
            del note["/StructParent"]


def _add_bookmarks(whole: pikepdf.Pdf, annexes: Sequence[Annex], starts: Sequence[int]) -> None:
    import pikepdf  # noqa: PLC0415 - loaded already

    with whole.open_outline(max_depth=15, strict=False) as outline:
        for annex, start in zip(annexes, starts, strict=True):
            item = _find(outline.root, annex.heading)
            (outline.root if item is None else item.children).append(pikepdf.OutlineItem(annex.title, start))


def _find(items: Iterable[pikepdf.OutlineItem], title: str) -> pikepdf.OutlineItem | None:
    for item in items:
        found = item if item.title == title else _find(item.children, title)
        if found is not None:
            return found
    return None


def _drop_claims(whole: pikepdf.Pdf) -> None:
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for claim in _CLAIMS:
            if claim in metadata:
                del metadata[claim]
