"""The record is held against its own hashes, and against a code that was printed."""

from __future__ import annotations

import io
import zipfile
import zlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from generator.errors import PackageError
from generator.model.udgave import describe_registreret
from generator.service.akter import AktError, open_planlog
from generator.service.formater import Dokumentformat, write_formater
from generator.service.generering import fill_in
from generator.service.oprindelse import read_oprindelse
from generator.service.pdf_tekst import read_texts
from generator.service.udgaver import read_udgave
from generator.service.verificering import NoKodeError, read_koder, verificer
from generator.workflow.kontrolkode import kontrolkode
from tests.unit.service.akter_hjaelp import PROCENT, freeze, register

if TYPE_CHECKING:
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder
    from generator.store.folder import FolderStore
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef

DAY = date(2022, 9, 14)


@pytest.mark.parametrize("form", Dokumentformat)
def test_code_is_read_out_of_every_document(
    store: FolderStore, ref: DelaftaleRef, forms: FormStore, perioder: Bevillingsperioder, form: Dokumentformat
) -> None:
    register(store, ref)
    stored = read_udgave(store, ref, 1)
    indhold = fill_in(stored, perioder, DAY, read_oprindelse(store, stored, DAY))
    ((_, data),) = write_formater(indhold, forms, [form])

    kode = kontrolkode(open_planlog(store, ref.plan).poster[0].data)
    assert read_koder(data, "fil") == (kode,)
    (found,) = verificer(store, [ref.plan], [kode])
    assert (found.poster, found.brud, found.fundet) == (1, None, ((kode, 1),))


@pytest.mark.parametrize(
    "kode",
    [
        "ae07 5528 1220 e087 835b 9255 8589 eaff",
        "056a 4ad6 83cb f721 2455 68a8 baa3 97f4",
        "f5b6 d286 7446 05fb 51b2 762e 6a50 6af1",
    ],
)
def test_code_is_read_whatever_bytes_its_letters_have_in_the_pdf(
    store: FolderStore, ref: DelaftaleRef, forms: FormStore, perioder: Bevillingsperioder, kode: str
) -> None:
    """Where glyph 40 and 41 occur in pairs, they stand as parentheses that nothing escapes."""
    udgave = describe_registreret(1, "registreret 01.08.22", kode, "Gælder 01.10.21 – 30.09.25")
    indhold = fill_in(read_udgave(store, ref, 1), perioder, DAY, udgave)
    ((_, data),) = write_formater(indhold, forms, [Dokumentformat.PDF])

    assert read_koder(data, "fil") == (kode,)


def test_document_without_a_code_is_refused(
    store: FolderStore, ref: DelaftaleRef, forms: FormStore, perioder: Bevillingsperioder
) -> None:
    indhold = fill_in(read_udgave(store, ref, 1), perioder, DAY)
    for _, data in write_formater(indhold, forms, [Dokumentformat.DOCX, Dokumentformat.PDF]):
        with pytest.raises(NoKodeError, match="»fil«"):
            read_koder(data, "fil")


def test_broken_word_file_is_refused() -> None:
    with pytest.raises(PackageError):
        read_koder(b"PK\x03\x04 no archive", "fil.docx")


def test_archive_without_a_document_shows_no_code() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("word/andet.xml", "<w:t>0000 1111 2222 3333 4444 5555 6666 7777</w:t>")
    with pytest.raises((NoKodeError, PackageError)):
        read_koder(target.getvalue(), "fil.docx")


def test_code_in_a_pdf_with_ranges_and_hex_strings_is_read() -> None:
    """As other programs write them: a font with a range, glyphs as hex, escapes in strings."""
    cmap = b"/x begincmap 1 beginbfrange <0010> <0019> <0030> endbfrange endcmap"
    digits = b"".join(b"%04x" % (0x10 + int(sign)) for sign in "00001111222233334444555566667777")
    groups = b" ".join(b"[<" + digits[at : at + 16] + b">] TJ" for at in range(0, len(digits), 16))
    more = b"/Span <</ActualText (odd)>> BDC (\\000\\020\\n\\\\) Tj (a(b)c\\)) Tj <xy> Tj EMC (open"
    parts = (cmap, b"BT " + groups + more)
    data = b"%PDF-1.7\n" + b"".join(b"stream\n" + zlib.compress(part) + b"\nendstream\n" for part in parts)

    assert read_koder(data + b"stream\nno deflate\nendstream", "fil.pdf") == (
        "0000 1111 2222 3333 4444 5555 6666 7777",
    )
    assert list(read_texts(b"%PDF-1.7 and nothing more")) == []


def test_code_that_no_post_has_is_told(store: FolderStore, ref: DelaftaleRef) -> None:
    register(store, ref)

    (found,) = verificer(store, [ref.plan], ["0000 1111 2222 3333 4444 5555 6666 7777"])

    assert (found.brud, found.fundet[0][1]) == (None, None)


def test_changed_version_is_named(store: FolderStore, ref: DelaftaleRef, versioner: Path) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    path = versioner / "0001" / "delaftale.yaml"
    path.write_bytes(path.read_bytes().replace(b"procent: 40", b"procent: 41"))

    (found,) = verificer(store, [ref.plan], [])

    assert found.brud is not None
    assert found.brud.fil == f"{ref.delaftale}/versioner/0001/delaftale.yaml"


def test_version_without_a_post_and_a_deleted_post_are_named(
    store: FolderStore, ref: DelaftaleRef, versioner: Path
) -> None:
    register(store, ref)
    freeze(store, ref, PROCENT)
    folder = versioner / "0002"
    folder.mkdir()
    (folder / "delaftale.yaml").write_text("format: 1\n", "utf-8")
    assert "ikke lavet af nogen post" in str(verificer(store, [ref.plan], [])[0].brud)

    (store.root / "aftaler" / ref.plan / "beslutningslog" / "0001.yaml").unlink()
    assert "0001.yaml" in str(verificer(store, [ref.plan], [])[0].brud)


def test_plan_without_a_log_can_not_be_verified(store: FolderStore, ref: DelaftaleRef) -> None:
    with pytest.raises(AktError, match="delaftale registrer"):
        verificer(store, [ref.plan], [])
    with pytest.raises(AktError, match="Er mappen »beslutningslog« slettet"):
        verificer(store, [ref.plan], ["0000 1111 2222 3333 4444 5555 6666 7777"])


def test_log_that_is_gone_is_missed_by_what_was_issued(store: FolderStore, ref: DelaftaleRef, versioner: Path) -> None:
    """A version that was never registered has no such document."""
    (versioner / "0001" / "udgivet-1.pdf").write_bytes(b"%PDF")

    (found,) = verificer(store, [ref.plan], ["0000 1111 2222 3333 4444 5555 6666 7777"])

    assert str(found.brud) == (
        f"»{ref.delaftale}/versioner/0001/udgivet-1.pdf« er udgivet, men planen har ingen beslutningslog. "
        "Hent mappen »beslutningslog« fra en sikkerhedskopi."
    )
    assert found.fundet[0][1] is None
