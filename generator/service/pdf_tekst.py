"""The words of a PDF page by page, as far as a printed code is looked for in them; no reader of PDF at large.

Always so: each page is read once with each of the file's fonts, since which font a piece stands in is left open: with
the wrong one it becomes other letters, which form no code. Sizes are bounded, so that a file can't fill the memory.
Source: ISO 32000-1 §7.3.4, §9.4.3, §9.10.3 (strings, text showing, ToUnicode).
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_STREAM: Final = 20_000_000  # bytes of one stream, unpacked
MAX_STREAMS: Final = 5_000
_STREAM: Final = re.compile(rb"stream\r?\n")
_TOKEN: Final = re.compile(rb"<<|>>|[(<]|T[jJ](?![A-Za-z])")
_PARENTHESIS: Final = re.compile(rb"\\.|[()]", re.DOTALL)
_ESCAPE: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_SIGNS: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_BLOCK: Final = re.compile(rb"beginbf(char|range)(.*?)endbf", re.DOTALL)
_DIGITS: Final = re.compile(rb"[0-9A-Fa-f\s]*")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_MAX_RANGE: Final = 65_536


def read_texts(data: bytes) -> Iterator[str]:
    """Yield the text of each content stream, once for each font; pieces that are shown apart stand apart."""
    streams = list(_unpack(data))
    fonts = [font for stream in streams if b"begincmap" in stream and (font := _read_font(stream))]
    for stream in streams:
        pieces = list(_read_shown(stream)) if b"TJ" in stream or b"Tj" in stream else []
        for font in fonts if pieces else ():
            yield " ".join("".join(font.get(code, " ") for code in _glyphs(piece)) for piece in pieces)


def _unpack(data: bytes) -> Iterator[bytes]:
    """Yield the file's streams, unpacked; what is no deflated stream, or too large, is passed by."""
    for number, found in enumerate(_STREAM.finditer(data)):
        if number >= MAX_STREAMS:
            return
        unpacker = zlib.decompressobj()
        try:
            content = unpacker.decompress(data[found.end() :], MAX_STREAM)
        except zlib.error:
            continue
        if not unpacker.unconsumed_tail:
            yield content


def _read_shown(stream: bytes) -> Iterator[bytes]:
    """Yield the bytes that each text-showing operator shows, those of an array joined."""
    shown: list[bytes] = []
    at = 0
    while (found := _TOKEN.search(stream, at)) is not None:
        at = found.end()
        if found[0] == b"(":
            end = _end_of_string(stream, at)
            shown.append(_ESCAPE.sub(lambda hit: _unescape(hit[1]), stream[at:end]))
            at = end + 1
        elif found[0] == b"<":
            end = stream.find(b">", at)
            digits = stream[at:end]
            shown.append(_unhex(digits) if end >= 0 and _DIGITS.fullmatch(digits) else b"")
            at = end + 1 if end >= 0 else at
        elif found[0] == b">>":
            shown = []  # what stood in a dictionary is not shown
        elif found[0] in {b"TJ", b"Tj"}:
            yield b"".join(shown)
            shown = []


def _end_of_string(stream: bytes, at: int) -> int:
    """Return where the literal string ends that begins before `at`; parentheses in it may stand in pairs, unescaped."""
    depth = 1
    for found in _PARENTHESIS.finditer(stream, at):
        depth += {b"(": 1, b")": -1}.get(found[0], 0)
        if not depth:
            return found.start()
    return len(stream)


def _glyphs(raw: bytes) -> Iterator[int]:
    """Yield the codes, of two bytes each."""
    yield from (int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2))


def _unescape(sign: bytes) -> bytes:
    return bytes([int(sign, 8) & 0xFF]) if sign.isdigit() else _SIGNS.get(sign, sign)


def _unhex(digits: bytes) -> bytes:
    bare = b"".join(digits.split())
    return bytes.fromhex((bare + b"0" * (len(bare) % 2)).decode("ascii"))


def _read_font(cmap: bytes) -> dict[int, str]:
    """Return which letters a font's codes stand for."""
    letters: dict[int, str] = {}
    for kind, block in _BLOCK.findall(cmap):
        values = [_unhex(item) for item in _HEX.findall(block)]
        step = 2 if kind == b"char" else 3
        for at in range(0, len(values) - step + 1, step):
            first = int.from_bytes(values[at], "big")
            text = values[at + step - 1].decode("utf-16-be", "replace")
            if step == 2:  # noqa: PLR2004 - a code and its letters
                letters[first] = text
                continue
            last = min(int.from_bytes(values[at + 1], "big"), first + _MAX_RANGE)
            letters |= {code: text[:-1] + chr(ord(text[-1]) + code - first) for code in range(first, last + 1) if text}
    return letters
