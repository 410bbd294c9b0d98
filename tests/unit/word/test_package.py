"""A Word file as a zip: what is refused before it is unpacked, and that the same parts give the same bytes."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest

from generator.errors import PackageError
from generator.word import package
from generator.word.package import Entry, Prepacked, pack, read_package, write_package
from tests.unit.word import byg

GOOD = {"[Content_Types].xml": byg.content_types(), "word/document.xml": byg.document("Tekst")}


def complaint(data: bytes) -> str:
    with pytest.raises(PackageError) as caught:
        read_package(data, "form.docx")
    return str(caught.value)


def zip_of(*items: tuple[str | zipfile.ZipInfo, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in (*GOOD.items(), *items):
            archive.writestr(name, content)
    return stream.getvalue()


def test_parts_come_in_their_order_with_their_content() -> None:
    entries = read_package(zip_of(("a/æ.xml", "æ" * 5000), ("tom.xml", ""), ("mappe/", "")), "form.docx")

    assert list(entries) == ["[Content_Types].xml", "word/document.xml", "a/æ.xml", "tom.xml"]
    assert entries["a/æ.xml"].read().decode() == "æ" * 5000
    assert entries["tom.xml"].read() == b""


def test_a_stored_part_is_read_too() -> None:
    entries = read_package(zip_of(("a.xml", "abc"), method=zipfile.ZIP_STORED), "form.docx")

    assert entries["a.xml"].read() == b"abc"


@pytest.mark.parametrize("data", [b"", b"PK", b"en tekst", b"%PDF-1.7", b"PK\x03\x04" + b"\0" * 60, b"\0" * 1000])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    assert complaint(data) == "form.docx: filen er ikke en læselig Word-fil (.docx). Gem den på ny i Word."


def test_an_old_or_encrypted_file_is_named() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504

    assert complaint(data) == (
        "form.docx: filen er krypteret eller et gammelt .doc. Gem den i Word som .docx uden adgangskode."
    )


@pytest.mark.parametrize("missing", list(GOOD))
def test_a_zip_of_another_kind_is_named(missing: str) -> None:
    data = byg.package({name: content for name, content in GOOD.items() if name != missing})

    assert complaint(data) == "form.docx: filen er ikke et Word-dokument (.docx). Gem den i Word som .docx."


def test_damage_is_seen_wherever_it_is() -> None:
    """Each byte flipped in turn: an error of ours, or the very same parts (a date, say, tells nothing)."""
    data = zip_of()
    parts = {name: entry.read() for name, entry in read_package(data, "form.docx").items()}
    for at in range(len(data)):
        damaged = data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]
        try:
            read = read_package(damaged, "form.docx")
        except PackageError:
            continue
        assert [entry.read() for entry in read.values()] == list(parts.values())


@pytest.mark.parametrize("share", range(1, 20))
def test_a_cut_file_is_refused(share: int) -> None:
    data = zip_of()

    assert "form.docx: " in complaint(data[: len(data) * share // 20])


def test_an_encrypted_part_is_refused() -> None:
    data = bytearray(zip_of())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1

    assert complaint(bytes(data)) == "form.docx: filen er krypteret. Gem den uden adgangskode."


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["word/document.xml", "WORD/Document.xml"])
def test_two_parts_of_one_name_are_refused(name: str) -> None:
    assert complaint(zip_of((name, "x"))) == "form.docx: filen har to dele med samme navn. Gem den på ny i Word."


@pytest.mark.parametrize("name", ["../a.xml", "/etc/passwd", "word/../../a", "..", "word\\a.xml", "C:\\a.xml"])
def test_a_part_that_leads_out_is_refused(name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name

    assert complaint(zip_of((info, "x"))) == (
        f"form.docx: delen »{name}« peger ud af filen. Brug kun filer, du kender."
    )


def test_a_bomb_is_not_unpacked() -> None:
    assert complaint(zip_of(("bombe.xml", b"\0" * 30_000_000))) == (
        "form.docx: delen »bombe.xml« er pakket urimeligt hårdt. Brug kun filer, du kender."
    )


def test_many_middling_parts_are_a_bomb_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_UNPACKED", 10_000)

    assert complaint(zip_of(*((f"{number}.xml", b"a" * 900) for number in range(12)))) == (
        "form.docx: filen fylder for meget, når den pakkes ud. Brug kun filer, du kender."
    )


def test_a_size_that_lies_is_seen() -> None:
    data = bytearray(zip_of(("a.xml", b"abc" * 100)))
    at = data.rindex(b"PK\x01\x02")
    struct.pack_into("<I", data, at + 24, 10)

    assert complaint(bytes(data)) == "form.docx: filen er ikke en læselig Word-fil (.docx). Gem den på ny i Word."


def test_too_many_parts_are_refused() -> None:
    assert complaint(zip_of(*((f"{number}.xml", "") for number in range(2000)))) == (
        "form.docx: filen har over 2000 dele. Gem den på ny i Word."
    )


def test_too_large_a_file_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MAX_FILE", 1000)

    assert complaint(zip_of(("a", zlib.compress(bytes(range(256)) * 40)), method=zipfile.ZIP_STORED)) == (
        "form.docx: filen fylder over 0 MB. Fjern store billeder, og prøv igen."
    )


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(method: int) -> None:
    assert complaint(zip_of(("a.xml", "abc"), method=method)) == (
        "form.docx: delen »[Content_Types].xml« er pakket på en anden måde. Gem den på ny i Word."
    )


def test_what_is_written_is_a_zip_that_others_read() -> None:
    entries = [pack("a.xml", b"abc" * 100), pack("bø/æ.xml", b""), pack("c", bytes(range(256)))]

    with zipfile.ZipFile(io.BytesIO(write_package(entries))) as archive:
        assert archive.testzip() is None
        assert [(info.filename, archive.read(info)) for info in archive.infolist()] == [
            (entry.name, entry.read()) for entry in entries
        ]
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_fixed_head_changes_nothing() -> None:
    entries = [pack(f"{number}.xml", b"x" * number) for number in range(6)]
    head = Prepacked(entries[:4])

    assert head.write(entries[4:]) == head.write(entries[4:]) == write_package(entries)
    assert head.write([]) == write_package(entries[:4])


def test_an_entry_knows_its_size_and_its_checksum() -> None:
    entry = pack("a", b"abc")

    assert entry == Entry("a", entry.data, zlib.crc32(b"abc"), 3)
