"""A second opinion on the law: LibreOffice accepts and rejects all by its own command and gets both texts.

Ten in a plain run; `tests/deep/test_redline.py` asks it hundreds of times.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from generator.word.redline import Udgivelse, make_redline
from tests.bench.redline import load_pair
from tests.redline_dokument import Cell, P, Run, T, p, t, write
from tests.redline_libreoffice import settle_all, words_of

if TYPE_CHECKING:
    from pathlib import Path

    from tests.redline_dokument import Block

MOMENT = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _merged(*names: str) -> T:
    return T(tuple(
        (Cell((p("fælles" if nr == 0 else ""),), merge="restart" if nr == 0 else "continue"), Cell((p(name),)))
        for nr, name in enumerate(names)
    ))  # fmt: skip


PAIRS: list[tuple[tuple[Block, ...], tuple[Block, ...]]] = [
    ((p("Svar senest 30 dage efter »mødet«."), p("æøå")), (p("Svar senest 14 dage efter »mødet«."), p("æøå"))),
    ((p("et"), p("to"), p("tre")), (p("et"), p("tre"))),
    ((p("et"), p("tre")), (p("et"), p("to", "Heading1"), p("tre"), p("fire"))),
    ((p("et. to."), p("slut")), (p("et."), p("to."), p("slut"))),
    ((p("et", level=0), p("to", level=1), p("x")), (p("et", level=0), p("nyt", level=1), p("to", level=1), p("x"))),
    ((t(["a", "b"], ["c", "d"]), p("x")), (t(["a", "b"], ["ny", "række"], ["c", "e"]), p("x"))),
    ((_merged("a", "b", "c"), p("x")), (_merged("b", "c"), p("x"))),
    ((p("x"), t(["a"]), p("y")), (p("x"), p("y"))),
    ((P((Run("fed", bold=True), Run(" og 🙂"))), p("x")), (P((Run("fed"), Run(" men 🙂"))), p("x"))),
]


@pytest.mark.needs_libreoffice
def test_libreoffice_gets_the_new_and_the_old_text(tmp_path: Path) -> None:
    pairs = [*((write(*before), write(*after)) for before, after in PAIRS), load_pair()]
    redlines = [
        make_redline(Udgivelse(before, "a"), Udgivelse(after, "b"), author="x", moment=MOMENT).docx
        for before, after in pairs
    ]

    settled = settle_all(redlines, tmp_path)

    assert [words_of(item["new"]) for item in settled] == [words_of(after) for _, after in pairs]
    assert [words_of(item["old"]) for item in settled] == [words_of(before) for before, _ in pairs]
