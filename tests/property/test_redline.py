"""The law of the redline on generated pairs of documents, by an accept and reject that shares no code with it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hypothesis import given, settings

from generator.word.redline import GROVERE, Udgivelse, make_redline
from tests.conftest import EXAMPLES
from tests.redline_dokument import Word, pairs
from tests.redline_dommer import accept, check_shape, describe, parts_of, reject

if TYPE_CHECKING:
    from generator.word.redline import Redline

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def redline_of(before: bytes, after: bytes) -> Redline:
    return make_redline(Udgivelse(before, "gammel.docx"), Udgivelse(after, "ny.docx"), author="Chefen", moment=MOMENT)


@settings(max_examples=80 * settings.default.max_examples if settings.default is not None else 80 * EXAMPLES)
@given(pairs())
def test_accept_all_is_the_new_document_and_reject_all_the_old_one(pair: tuple[Word, Word]) -> None:
    before, after = (word.write() for word in pair)

    redline = redline_of(before, after)

    check_shape(redline.docx)
    assert describe(accept(redline.docx)) == describe(parts_of(after))
    assert describe(reject(redline.docx)) == describe(parts_of(before))
    assert GROVERE not in redline.meddelelser, "the word-level redline failed its own check"
