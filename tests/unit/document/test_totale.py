"""Whoever looks at a document's blocks looks at all kinds of them: one that is forgotten is a type error."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from generator.document import blocks

FOLDER = Path(blocks.__file__).parent
KINDS = {"Heading", "Paragraph", "List", "Table", "Run", "Special"}
TOTAL = "case _:\n    assert_never("


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.name)
def test_a_match_over_blocks_or_inlines_ends_in_assert_never(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))

    matches = [node for node in ast.walk(tree) if isinstance(node, ast.Match) and KINDS & set(_named(node))]
    open_ended = [node.lineno for node in matches if not ast.unparse(node.cases[-1]).strip().startswith(TOTAL)]
    assert open_ended == []


def _named(match: ast.Match) -> list[str]:
    """Return the names of the classes and of what enumerations hold that the cases speak of."""
    nodes = [node for case in match.cases for node in ast.walk(case.pattern)]
    classes = [node.cls for node in nodes if isinstance(node, ast.MatchClass)]
    dotted = [node.value for node in nodes if isinstance(node, ast.MatchValue)]
    values = [value.value for value in dotted if isinstance(value, ast.Attribute)]
    return [node.id for node in (*classes, *values) if isinstance(node, ast.Name)]
