"""A kept form whose digests hold, but which is no form: compiled anew, as if nothing had been kept."""

from __future__ import annotations

import marshal
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from generator.store.files import RealFiles
from generator.store.forms import FormStore
from generator.word.form import STAMP, CompiledForm, _digest

if TYPE_CHECKING:
    from pathlib import Path

FORM = "lbf-2019-26"
BODIES = {
    "nothing": b"",
    "cut short": marshal.dumps(("x", (), (), 1, False, b"", (), {}))[:-4],
    "too few parts": marshal.dumps(("x",)),
    "no parts at all": marshal.dumps(7),
    "parts of another shape": marshal.dumps(("x", (1, 2), (), 1, False, b"", (), {})),
    "facts of another shape": marshal.dumps(("x", (), (), 1, False, b"", (), 7)),
}
each_body = pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())


def seal(body: bytes) -> bytes:
    """Return the body as this program would have kept it."""
    return b"\n".join((STAMP.encode(), _digest(body), body))


@each_body
def test_bytes_that_are_no_form_are_told_as_such(body: bytes) -> None:
    """With the one error that the reader of the cache expects; EOFError would end the command as »Afbrudt.«."""
    with pytest.raises(ValueError, match=r".") as caught:
        CompiledForm.from_bytes(seal(body))

    assert not isinstance(caught.value, UnicodeError)


@each_body
def test_form_is_compiled_anew_where_what_was_kept_is_none(tmp_path: Path, body: bytes) -> None:
    cache = tmp_path / "cache"
    first = FormStore(tmp_path, RealFiles(), cache).load(FORM).to_bytes()
    (kept,) = cache.iterdir()
    kept.write_bytes(sha256(seal(body)).digest() + seal(body))

    assert FormStore(tmp_path, RealFiles(), cache).load(FORM).to_bytes() == first
    assert kept.read_bytes() == sha256(first).digest() + first
