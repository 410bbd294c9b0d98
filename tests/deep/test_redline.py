"""Deep: the redlines of hundreds of generated pairs, accepted and rejected by LibreOffice, and checked by the schema.

The law itself runs here too, many times as often as in a plain run (`tests/property/test_redline.py`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from generator.word.redline import Udgivelse, make_redline
from tests.redline_dokument import Word, pairs
from tests.redline_libreoffice import settle_all, words_of

if TYPE_CHECKING:
    from pathlib import Path

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
DOCUMENTS = 300
AT_A_TIME = 25  # that LibreOffice opens before it is started anew


def _draw(count: int) -> list[tuple[bytes, bytes]]:
    drawn: list[tuple[bytes, bytes]] = []

    @settings(max_examples=count, phases=[Phase.generate], database=None)
    @given(pairs())
    def take(pair: tuple[Word, Word]) -> None:
        drawn.append((pair[0].write(), pair[1].write()))

    take()
    return drawn


@pytest.mark.needs_libreoffice
def test_libreoffice_gets_both_texts_of_generated_pairs(tmp_path: Path) -> None:
    drawn = _draw(DOCUMENTS)
    redlines = [
        make_redline(Udgivelse(before, "a"), Udgivelse(after, "b"), author="x", moment=MOMENT).docx
        for before, after in drawn
    ]

    settled = []
    for start in range(0, len(redlines), AT_A_TIME):
        folder = tmp_path / str(start)
        folder.mkdir()
        settled += settle_all(redlines[start : start + AT_A_TIME], folder)

    for (before, after), item in zip(drawn, settled, strict=True):
        assert words_of(item["new"]) == words_of(after)
        assert words_of(item["old"]) == words_of(before)
