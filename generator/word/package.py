"""A Word file as bytes: a zip read under bounds, and one written so that the same input gives the same bytes.

Always so: what is not rendered is deflated once, when the form is compiled, and then copied (deflating the unchanged
parts again for each document costs more than rendering it); entries are dated 1980-01-01; nothing here touches the
disk. Bounds are checked before anything is unpacked. Source: APPNOTE 6.3.10 (zip), ECMA-376 part 2 (packages); design
decision 2.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_FILE = 50_000_000  # bytes of the file itself
MAX_PARTS = 2_000
MAX_UNPACKED = 200_000_000  # bytes of all parts together
MAX_RATIO = 200  # unpacked to packed, for parts above RATIO_FLOOR; deflate reaches about 1,000 only on monotony
RATIO_FLOOR = 1_000_000

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DOS_DATE = (1980 - 1980) << 9 | 1 << 5 | 1
_DEFLATED = 8
_LEVEL = 6
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)
"""What the standard library raises on a damaged zip; NotImplementedError is a RuntimeError, a bad name a ValueError."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A part as it lies in a zip: `data` is raw-deflated bytes, `crc` and `size` are those of the unpacked part."""

    name: str
    data: bytes
    crc: int
    size: int

    def read(self) -> bytes:
        """Return the part unpacked."""
        return zlib.decompress(self.data, -zlib.MAX_WBITS, self.size)


def pack(name: str, content: bytes, level: int = _LEVEL) -> Entry:
    """Return `content` as a deflated entry."""
    return Entry(name, zlib.compress(content, level, -zlib.MAX_WBITS), zlib.crc32(content), len(content))


def _records(entry: Entry, offset: int) -> tuple[bytes, bytes]:
    """Return the entry's local record and its line in the central directory, if it begins at `offset`."""
    name = entry.name.encode()
    flags = 0 if name.isascii() else 0x800
    facts = (flags, _DEFLATED, 0, _DOS_DATE, entry.crc, len(entry.data), entry.size, len(name), 0)
    local = b"".join((_LOCAL.pack(b"PK\x03\x04", 20, *facts), name, entry.data))
    return local, _CENTRAL.pack(b"PK\x01\x02", 20, 20, *facts, 0, 0, 0, 0, offset) + name


class Prepacked:
    """The unchanging head of many packages: packed once, put before the parts that change."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._records: list[bytes] = []
        self._directory: list[bytes] = []
        self._end = 0
        self._add(entries, self._records, self._directory)
        self._end = sum(map(len, self._records))

    def _add(self, entries: Iterable[Entry], records: list[bytes], directory: list[bytes]) -> int:
        offset = self._end
        for entry in entries:
            local, central = _records(entry, offset)
            records.append(local)
            directory.append(central)
            offset += len(local)
        return offset

    def write(self, changing: Iterable[Entry]) -> bytes:
        """Return a whole package: the fixed parts, then `changing`, in the order given."""
        records, directory = self._records.copy(), self._directory.copy()
        end = self._add(changing, records, directory)
        central = b"".join(directory)
        count = len(directory)
        return b"".join((*records, central, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(central), end, 0)))


def write_package(entries: Iterable[Entry]) -> bytes:
    """Return a whole package of `entries` in the order given."""
    return Prepacked().write(entries)


def read_package(data: bytes, file: str) -> dict[str, Entry]:
    """Return the parts of a Word file by name, in their order, still compressed.

    Raises: PackageError, when it is no zip, damaged, encrypted, holds one name twice, leads out of itself, or is
    larger than any agreement is.
    """
    if data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        advice = "Gem den i Word som .docx uden adgangskode."
        raise PackageError(file, "filen er krypteret eller et gammelt .doc.", advice)
    if len(data) > MAX_FILE:
        problem = f"filen fylder over {MAX_FILE // 1_000_000} MB."
        raise PackageError(file, problem, "Fjern store billeder, og prøv igen.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        _check_bounds(infos, file)
        entries = {info.filename: _read_entry(archive, info) for info in infos if not info.is_dir()}
    except _UNREADABLE as error:
        raise PackageError(file, "filen er ikke en læselig Word-fil (.docx).", "Gem den på ny i Word.") from error
    if "[Content_Types].xml" not in entries or "word/document.xml" not in entries:
        raise PackageError(file, "filen er ikke et Word-dokument (.docx).", "Gem den i Word som .docx.")
    return entries


def _check_bounds(infos: list[zipfile.ZipInfo], file: str) -> None:
    names = [info.filename.lower() for info in infos]
    if len(infos) > MAX_PARTS:
        raise PackageError(file, f"filen har over {MAX_PARTS} dele.", "Gem den på ny i Word.")
    if len(set(names)) != len(names):
        raise PackageError(file, "filen har to dele med samme navn.", "Gem den på ny i Word.")
    for info in infos:
        if info.flag_bits & 1:
            raise PackageError(file, "filen er krypteret.", "Gem den uden adgangskode.")
        if info.filename.startswith("/") or ".." in info.filename.split("/") or "\\" in info.filename:
            raise PackageError(file, f"delen »{info.filename}« peger ud af filen.", "Brug kun filer, du kender.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError(file, f"delen »{info.filename}« er pakket på en anden måde.", "Gem den på ny i Word.")
        if info.file_size > RATIO_FLOOR and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            problem = f"delen »{info.filename}« er pakket urimeligt hårdt."
            raise PackageError(file, problem, "Brug kun filer, du kender.")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise PackageError(file, "filen fylder for meget, når den pakkes ud.", "Brug kun filer, du kender.")


def _read_entry(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    """Return the entry after checking that it unpacks to what the directory promises."""
    with archive.open(info) as stream:
        content = stream.read(info.file_size + 1)
    if len(content) != info.file_size or zlib.crc32(content) != info.CRC:
        raise zipfile.BadZipFile(info.filename)
    return pack(info.filename, content)
