"""Thousands of damaged forms, drawn anew each time: each is refused in our own words or makes a whole document."""

from __future__ import annotations

from hypothesis import given, settings

from tests.sikkerhed.mutationer import judge, part_bytes_changed, shipped, trees_changed


def many(deep_factor: int) -> settings:
    """Return the counts of this run: ten in a plain one, 2,000 in a deep one."""
    return settings(max_examples=10 if deep_factor == 1 else 50 * deep_factor)


def test_elements_changed(deep_factor: int) -> None:
    @many(deep_factor)
    @given(trees_changed())
    def law(docx: bytes) -> None:
        judge(docx, shipped()[1])

    law()


def test_bytes_of_parts_changed(deep_factor: int) -> None:
    @many(deep_factor)
    @given(part_bytes_changed())
    def law(docx: bytes) -> None:
        judge(docx, shipped()[1])

    law()
