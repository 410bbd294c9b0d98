"""Where each value of a YAML file stands, and what reading the file gave.

Always so: a place for every path, of what is not there that of the nearest value around it; lines and columns count
from 1, in the file as a person sees it. Kept beside the values and not in them, so that a model is read from plain
dict, list, str and None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from generator.errors import DataFejl
    from generator.store.yaml_text import Text

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Node:
    """Where a value and what it holds begin. `mark` and `key_mark` are the parser's, counting from 0."""

    mark: Any
    key_mark: Any = None
    children: dict[str, Node] | list[Node] | None = None


class Places:
    """The place, line and column, of each value in a file: `places["delmaal", 0, "tekst"]`."""

    def __init__(self, root: Node, text: Text) -> None:
        self._root, self._text = root, text

    def __getitem__(self, path: Path | str | int) -> tuple[int, int]:
        """Return where the value begins; of a mapping that is its first key."""
        return self._place(self._node(path if isinstance(path, tuple) else (path,))[0].mark)

    def key(self, path: Path) -> tuple[int, int]:
        """Return where the key of the value begins; the value's own place for an item of a list."""
        node, found = self._node(path)
        return self._place(node.key_mark if found and node.key_mark is not None else node.mark)

    def _place(self, mark: Any) -> tuple[int, int]:
        line = mark.line + 1
        return line, self._text.column(line, mark.column + 1)

    def _node(self, path: Path) -> tuple[Node, bool]:
        node = self._root
        for step in path:
            children = node.children
            try:
                node = children[step]  # type: ignore[index]  # a step by name leads into a mapping
            except (LookupError, TypeError):  # no such key, no such item, or nothing inside
                return node, False
        return node, True


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read. `places` None: it makes no sense to look at `root`, since reading had to stop; `fejl` says why.

    A value under a refused key is left out of `root`; of two equal keys the first is kept. `told` are places where an
    error of YAML's stands already, so that the value there is not to be found wrong a second time; `guessed` are lines
    that may belong elsewhere, since a tab indents them in a way that fits nothing.
    """

    root: Any
    places: Places | None
    fejl: list[DataFejl]
    told: frozenset[tuple[int, int]] = frozenset()
    guessed: frozenset[int] = frozenset()
