"""A Word file's parts without deflating any of them anew: most are copied into the redline as they are.

Always so: the bounds and the checks are those of `package`, and whatever is out of the ordinary is left to it, which
names what is wrong; size and checksum of each part are proved here too.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Final

from generator.word.package import Entry, pack, read_package
from generator.word.package import _check_bounds as check_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_NEEDED: Final = ("[Content_Types].xml", "word/document.xml")


class _UnusualError(Exception):
    """A part is not as its directory says."""


def open_entries(data: bytes, file: str) -> dict[str, Entry]:
    """Return the parts of a Word file by name, in their order, still compressed. Raises: PackageError."""
    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
        check_bounds(infos, file)
        entries = {entry.name: entry for entry in _read_entries(data, infos)}
    except (_UnusualError, zipfile.BadZipFile, zlib.error, struct.error, ValueError, RuntimeError, OSError, EOFError):
        return read_package(data, file)
    return entries if all(name in entries for name in _NEEDED) else read_package(data, file)


def _read_entries(data: bytes, infos: list[zipfile.ZipInfo]) -> Iterator[Entry]:
    for info in infos:
        if info.is_dir():
            continue
        mark, *_, name_size, more_size = _LOCAL.unpack_from(data, info.header_offset)
        start = info.header_offset + _LOCAL.size + name_size + more_size
        raw = data[start : start + info.compress_size]
        content = _unpack(raw, info)
        if mark != b"PK\x03\x04" or len(content) != info.file_size or zlib.crc32(content) != info.CRC:
            raise _UnusualError
        if info.compress_type == zipfile.ZIP_DEFLATED:
            yield Entry(info.filename, raw, info.CRC, info.file_size)
        else:
            yield pack(info.filename, content)


def _unpack(raw: bytes, info: zipfile.ZipInfo) -> bytes:
    if info.compress_type == zipfile.ZIP_STORED:
        return raw
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(raw, info.file_size + 1)
