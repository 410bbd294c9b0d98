"""Read YAML text as dict, list, str and None, and beside them the place of every value.

Always so: every scalar is a string (YAML 1.1 would read 16:30 as 990, 0012 as 10, no as False); what makes YAML
surprising or dangerous (anchors, aliases, tags, merge keys, several documents, duplicate keys) is refused, and the
depth is bounded before the stack feels it. The text is therefore read at the level of YAML's *events*, by the C
parser, and built here: that is also the only way to know where each value stands.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import Any, Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from generator.errors import DataFejl
from generator.store.yaml_traps import find_trap
from generator.text import find_forbidden, format_number, shown

MAX_DEPTH: Final = 32  # an agreement nests about eight levels
MAX_VALUES: Final = 100_000  # the largest real agreement holds about a thousand; bounds the time that errors take
MAX_FEJL: Final = 100  # nobody mends more at a time, and a file of another kind would give one per line

LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTED = frozenset({'"', "'"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Node:
    """Where a value and what it holds begin. `mark` and `key_mark` are the parser's, counting from 0."""

    mark: Any
    key_mark: Any = None
    children: dict[str, Node] | list[Node] | None = None


class Places:
    """The place, line and column from 1, of each value in a file: `places["delmaal", 0, "tekst"]`.

    A path that leads to nothing has the place of the nearest value around it.
    """

    def __init__(self, root: Node) -> None:
        self._root = root

    def __getitem__(self, path: Path | str | int) -> tuple[int, int]:
        """Return where the value begins; of a mapping that is its first key."""
        mark = self._node(path if isinstance(path, tuple) else (path,))[0].mark
        return mark.line + 1, mark.column + 1

    def key(self, path: Path) -> tuple[int, int]:
        """Return where the key of the value begins; the value's own place for an item of a list."""
        node, found = self._node(path)
        mark = node.key_mark if found and node.key_mark is not None else node.mark
        return mark.line + 1, mark.column + 1

    def _node(self, path: Path) -> tuple[Node, bool]:
        node = self._root
        for step in path:
            children = node.children
            try:
                node = children[step]  # type: ignore[index]
            except (LookupError, TypeError):  # no such key, no such item, or nothing inside
                return node, False
        return node, True


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read. `places` None: it makes no sense to look at `root`, since reading had to stop; `fejl` says why.

    A value under a refused key is left out of `root`; of two equal keys the first is kept.
    """

    root: Any
    places: Places | None
    fejl: list[DataFejl]


def read_tree(text: str, *, loader: type[Any] = LOADER) -> Tree:
    """Return the mapping in `text`, and all that is wrong with it as YAML. Line ends are line feeds only."""
    builder = _Builder(text.split("\n"))
    try:
        builder.build(text, loader)
    except yaml.YAMLError as error:
        from generator.store.yaml_syntax import translate_syntax  # noqa: PLC0415 - only errors need it

        syntax = translate_syntax(error, text)
        is_told = any(
            item.line in (syntax.line, syntax.line - 1) for item in builder.fejl[-1:]
        )  # one mistake, one error
        return Tree(None, None, builder.fejl if is_told else [*builder.fejl, syntax])
    root, node = builder.root, builder.node
    if builder.stopped or node is None:
        return Tree(None, None, builder.fejl)
    if isinstance(root, dict):
        return Tree(root, Places(node), builder.fejl)
    if isinstance(root, list):
        message = "Filen begynder med en liste. Yderst skal der stå felter: slet »- «, og ryk linjerne ud."
    elif ":" in str(root):
        message = "Der mangler et mellemrum efter kolon. Skriv et felt på hver linje, fx »navn: Beboervejledning«."
    else:
        message = "Filen indeholder ingen felter. Skriv et felt på hver linje, fx »navn: Beboervejledning«."
    return Tree(None, None, [*builder.fejl, DataFejl(*Places(node)[()], "", message)])


@dataclass(slots=True)
class _Frame:
    """A collection being built. `key` is None where the next scalar is a key.

    `repeats`: its first key came a second time, so that all that follows may belong to a part of its own.
    """

    values: dict[str, Any] | list[Any]
    node: Node
    key: str | None = None
    key_mark: Any = None
    ignored: bool = False
    repeats: bool = False


@dataclass(slots=True)
class _Builder:
    """Build dict, list, str and None from events, and a tree of places beside them."""

    lines: list[str]
    fejl: list[DataFejl] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    root: Any = None
    node: Node | None = None
    stopped: bool = False

    def build(self, text: str, loader: type[Any]) -> None:
        """Read all events; `stopped` says that reading further made no sense. Raises: yaml.YAMLError."""
        event: Any
        for count, event in enumerate(yaml.parse(text, Loader=loader)):
            self._take(event)
            if count > 2 * MAX_VALUES:  # a key and a value, or a beginning and an end
                self._report(event, f"Filen har over {format_number(MAX_VALUES)} værdier. Er det den rigtige fil?")
                self.stopped = True
            if self.stopped or len(self.fejl) > MAX_FEJL:
                self.stopped = True
                return
        if self.node is None or (self.root is None and not self.fejl):
            self.node = None
            self.fejl.append(DataFejl(0, 0, "", _EMPTY))

    def _take(self, event: Any) -> None:
        kind: type[Any] = type(event)
        if kind is ScalarEvent:
            self._scalar(event)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            self._start(event, {} if kind is MappingStartEvent else [])
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            self.stack.pop()
        elif kind is AliasEvent:
            self._report(event, _ALIAS.format(event.anchor))
            self._add(None, Node(event.start_mark))
        elif kind is DocumentStartEvent and self.node is not None:
            self._report(event, _DOCUMENT)
            self.stopped = True

    def _report(self, event: Any, message: str) -> None:
        self.fejl.append(DataFejl(event.start_mark.line + 1, event.start_mark.column + 1, "", message))

    def _scalar(self, event: Any) -> None:
        value: str = event.value
        style = event.style
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if style == '"' and (found := find_forbidden(value, newline=True)) is not None:
            self._report(event, f"Teksten indeholder {found[1]}, skrevet som en kode med »\\«. Slet koden.")
            value = value[: found[0]]
        if self.stack and isinstance(self.stack[-1].values, dict) and self.stack[-1].key is None:
            self._key(event, value)
            return
        if style not in _QUOTED and (trap := find_trap(event, self.lines)) is not None:
            self.fejl.append(trap)
        self._add(None if not style and value in _NULLS else value, Node(event.start_mark))

    def _key(self, event: Any, value: str) -> None:
        frame = self.stack[-1]
        key = value if value.isascii() else unicodedata.normalize("NFC", value)
        frame.key, frame.key_mark, frame.ignored = key, event.start_mark, True
        if not event.style and key in _NULLS:
            self._report(event, "Der mangler et feltnavn foran kolon. Skriv fx »navn: …«.")
        elif not event.style and key == "<<":
            self._report(event, "Fletning med »<<« kan ikke bruges her. Skriv felterne ud.")
        elif key in frame.values:
            self._repeated(event, key, frame)
        else:
            frame.ignored = False

    def _repeated(self, event: Any, key: str, frame: _Frame) -> None:
        """Report a key that came before; of a part whose »- « was forgotten its first key only."""
        first = frame.node.children[key].key_mark.line + 1  # type: ignore[index,call-overload]
        advice = "Slet det ene."
        if len(self.stack) > 1 and isinstance(self.stack[-2].values, list) and key in ("id", next(iter(frame.values))):
            advice = f"Er det en ny del af listen, så sæt »- « foran »{shown(key)}«; ellers slet det ene."
            frame.repeats = True
        elif frame.repeats:
            return
        self._report(event, f"Feltet »{shown(key)}« står to gange, først på linje {first}. {advice}")

    def _start(self, event: Any, values: dict[str, Any] | list[Any]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if self.stack and isinstance(self.stack[-1].values, dict) and self.stack[-1].key is None:
            self._report(event, _COMPLEX_KEY)
            self.stopped = True
            return
        if len(self.stack) >= MAX_DEPTH:
            self._report(event, f"Filen har over {MAX_DEPTH} niveauer inden i hinanden. Ret indrykningen her.")
            self.stopped = True
            return
        node = Node(event.start_mark, children={} if isinstance(values, dict) else [])
        self._add(values, node)
        self.stack.append(_Frame(values, node))

    def _add(self, value: Any, node: Node) -> None:
        if not self.stack:
            self.root, self.node = value, node
            return
        frame = self.stack[-1]
        children: Any = frame.node.children
        if isinstance(frame.values, list):
            frame.values.append(value)
            children.append(node)
            return
        if frame.key is None:  # only an alias can come where a key is due
            frame.key, frame.ignored = "", True
            return
        if not frame.ignored:
            frame.values[frame.key] = value
            node.key_mark = frame.key_mark
            children[frame.key] = node
        frame.key = None

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, _ANCHOR.format(event.anchor))
        else:
            self._report(event, _TAG.format(shown(event.tag.replace("tag:yaml.org,2002:", "!!"))))


_DOCUMENT = "Her begynder et nyt dokument. Slet linjen »---«, og saml felterne i ét dokument."
_EMPTY = "Filen er tom. Skriv felterne, ét på hver linje, eller lav en ny fil med »delaftale ny«."
_ALIAS = "»*{0}« er en henvisning (alias), og dem bruges der ingen af. Sæt teksten i citationstegn, eller skriv den ud."
_ANCHOR = "»&{0}« er et anker, og dem bruges der ingen af. Slet det, eller sæt teksten i citationstegn."
_TAG = "»{0}« er et typemærke (tag), og dem bruges der ingen af. Slet det, eller sæt teksten i citationstegn."
_COMPLEX_KEY = (
    "Et feltnavn kan ikke være en liste eller andre felter. "
    "Begynder teksten med »{« eller »[«, så sæt den i citationstegn."
)
