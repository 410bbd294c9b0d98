"""The names of bookmarks: one for each field, paragraph and occurrence, read back even when Word has renamed them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.word.bookmarks import AnchorName, anchor_key, parse_anchor


@given(st.text(), st.integers(1, 10**8), st.integers(1, 10**8))
def test_a_name_is_read_back(sti: str, paragraph: int, occurrence: int) -> None:
    name = f"_f{anchor_key(sti)}_{paragraph}_{occurrence}"

    assert parse_anchor(name) == AnchorName(anchor_key(sti), paragraph, occurrence)
    assert len(name) <= 40


def test_a_key_is_the_same_for_ever() -> None:
    """It stands in documents that are out in the world."""
    assert anchor_key("delmaal/positivt-syn/tekst") == "7ebde04fbe736bc8"


@pytest.mark.parametrize("suffix", ["", "_Copy_1", "_Copy_1_Copy_2", "1"])
def test_a_copy_is_known(suffix: str) -> None:
    anchor = parse_anchor(f"_f0123456789abcdef_2_3{suffix}")

    assert anchor is not None
    assert (anchor.key, anchor.paragraph) == ("0123456789abcdef", 2)


@pytest.mark.parametrize(
    "name", ["", "_GoBack", "_Toc1", "_f0123_1_1", "f0123456789abcdef_1_1", "_f0123456789abcdeg_1_1"]
)
def test_other_bookmarks_are_none_of_ours(name: str) -> None:
    assert parse_anchor(name) is None
