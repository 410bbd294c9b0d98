"""PDF files joined: all pages in their order, nothing of an annex that would be taken for the agenda's own."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pytest

from generator.document.pdf_samling import Annex, AnnexError, join_pdfs

if TYPE_CHECKING:
    from collections.abc import Callable


def make(*labels: str, edit: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """Return a PDF with a blank page for each label."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        for label in labels:
            pdf.add_blank_page(page_size=(595, 842))
            pdf.pages[-1].obj["/Label"] = pikepdf.String(label)
        if edit is not None:
            edit(pdf)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def main_file() -> bytes:
    """Return a PDF of two pages with bookmarks, that claims to be for an archive."""

    def edit(pdf: pikepdf.Pdf) -> None:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Dagsorden", 0))
            outline.root[0].children.append(pikepdf.OutlineItem("1. Budget (B)", 1))
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["pdfaid:part"] = "2"
            metadata["pdfaid:conformance"] = "A"
            metadata["dc:title"] = "Dagsorden"

    return make("a", "b", edit=edit)


def labels(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(page.obj["/Label"]) for page in pdf.pages]


def test_no_annex_leaves_the_file_as_it_is() -> None:
    assert join_pdfs(main_file(), []) == main_file()


def test_annexes_follow_in_their_order_each_with_a_bookmark_where_it_belongs() -> None:
    annexes = [Annex("Bilag 1 A", "1. Budget (B)", make("c", "d")), Annex("Andet", "findes ikke", make("e"))]

    data = join_pdfs(main_file(), annexes)

    assert labels(data) == ["a", "b", "c", "d", "e"]
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        dagsorden, other = outline.root
        (item,) = dagsorden.children
        (annex,) = item.children
        assert [dagsorden.title, item.title, annex.title, other.title] == [
            "Dagsorden", "1. Budget (B)", "Bilag 1 A", "Andet",
        ]  # fmt: skip
        assert isinstance(annex.destination, pikepdf.Array)
        assert annex.destination[0] == pdf.pages[2].obj


def test_whole_no_longer_claims_what_the_agenda_alone_does() -> None:
    data = join_pdfs(main_file(), [Annex("Bilag", "", make("c"))])

    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as metadata:
        assert not any(name in metadata for name in ("pdfaid:part", "pdfaid:conformance"))
        assert metadata["dc:title"] == "Dagsorden"


def test_same_files_give_the_same_bytes() -> None:
    one, other = (join_pdfs(main_file(), [Annex("Bilag", "", make("c"))]) for _ in range(2))

    assert one == other


def odd_notes(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/StructParents"] = 0
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, StructParent=1)
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([5, note])


def notes_that_are_no_list(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj["/Annots"] = pikepdf.Dictionary()


@pytest.mark.parametrize("edit", [odd_notes, notes_that_are_no_list])
def test_annex_loses_its_links_to_tags_however_it_was_written(edit: Callable[[pikepdf.Pdf], None]) -> None:
    data = join_pdfs(main_file(), [Annex("Bilag", "", make("c", edit=edit))])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        page = pdf.pages[2].obj
        assert "/StructParents" not in page
        assert b"StructParent" not in page.unparse(resolved=True)
        notes = page.get("/Annots")
        for note in notes.as_list() if isinstance(notes, pikepdf.Array) else []:
            assert not isinstance(note, pikepdf.Dictionary) or "/StructParent" not in note


def filled_in(pdf: pikepdf.Pdf) -> None:
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T=pikepdf.String("navn"),
            V=pikepdf.String("Udfyldt"),
            DA=pikepdf.String("/Helv 12 Tf 0 g"),
            Rect=pikepdf.Array([50, 700, 200, 720]),
        )
    )
    helvetica = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Helvetica")
    )
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=helvetica))
    pdf.pages[0].obj["/Annots"] = pikepdf.Array([field])
    pdf.Root["/AcroForm"] = pikepdf.Dictionary(Fields=pikepdf.Array([field]), NeedAppearances=True, DR=fonts)


def test_what_was_filled_into_a_form_is_drawn_on_its_page() -> None:
    data = join_pdfs(main_file(), [Annex("Bilag", "", make("c", edit=filled_in))])

    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "/AcroForm" not in pdf.Root
        drawn = b"".join(form.read_bytes() for form in pdf.pages[2].obj["/Resources"]["/XObject"].values())
        assert b"Udfyldt" in drawn


def test_file_with_a_damaged_table_of_contents_is_mended() -> None:
    assert labels(join_pdfs(main_file(), [Annex("Bilag", "", make("c").replace(b"xref", b"xxef"))])) == ["a", "b", "c"]


_LOOP = b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 1>>endobj\n"


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7\n%%EOF", b"%PDF-1.4\n" + _LOOP + b"trailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF", make()],
    ids=["empty", "nothing", "loop", "no page"],
)
def test_what_is_no_pdf_is_named_by_its_place(data: bytes) -> None:
    with pytest.raises(AnnexError) as caught:
        join_pdfs(main_file(), [Annex("A", "", make("c")), Annex("B", "", data)])

    assert (caught.value.index, caught.value.locked) == (1, False)
