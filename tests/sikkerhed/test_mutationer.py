"""A damaged form is refused in our own words or makes a whole document; nothing in between.

The same laws with more and fresh examples are in `tests/deep`.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.sikkerhed.mutationer import bytes_changed, judge, part_bytes_changed, shipped, trees_changed
from tests.unit.word.byg import package


def test_the_form_itself_makes_a_document() -> None:
    docx, roller, parts = shipped()

    assert judge(docx, roller) == judge(package(parts), roller) == "made"


@given(bytes_changed(shipped()[0]))
def test_a_file_with_changed_bytes(docx: bytes) -> None:
    judge(docx, shipped()[1])


@given(part_bytes_changed())
def test_a_part_with_changed_bytes(docx: bytes) -> None:
    judge(docx, shipped()[1])


@given(trees_changed())
def test_a_part_with_changed_elements(docx: bytes) -> None:
    judge(docx, shipped()[1])


@given(bytes_changed(shipped()[1]))
def test_a_form_yaml_with_changed_bytes(roller: bytes) -> None:
    judge(shipped()[0], roller)


@given(st.binary(max_size=2_000))
def test_any_bytes_at_all(data: bytes) -> None:
    assert judge(data, shipped()[1]) == "refused"
    assert judge(shipped()[0], data) == "refused"
