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
from generator.store.yaml_places import Node, Places, Tree
from generator.store.yaml_text import MAX_FEJL, Text
from generator.store.yaml_traps import find_trap
from generator.text import find_forbidden, format_list, format_number, name_character, shown

MAX_DEPTH: Final = 32  # an agreement nests about eight levels
MAX_NAMED: Final = 5  # characters named in one message
MAX_VALUES: Final = 100_000  # the largest real agreement holds about a thousand; bounds the time that errors take

LOADER: Final[type[Any]] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_QUOTED = frozenset({'"', "'"})
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_STARTS = frozenset({MappingStartEvent, SequenceStartEvent})
_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})


def read_tree(text: Text, *, loader: type[Any] = LOADER) -> Tree:
    """Return the mapping in `text`, and all that is wrong with it as YAML; forbidden characters are told first."""
    builder = _Builder(text.text.split("\n"))
    try:
        builder.build(text.text, loader)
    except yaml.YAMLError as error:
        from generator.store.yaml_syntax import translate_syntax  # noqa: PLC0415 - only errors need it

        syntax = translate_syntax(error, text.text)
        if not _is_told(syntax, builder.fejl, text):
            builder.fejl.append(syntax)
        builder.stopped = True
    own = [text.place(item) for item in builder.fejl if not (item.line in text.tabbed and _is_of_indent(item))]
    fejl = [*text.fejl, *own]
    root, node = builder.root, builder.node
    if builder.stopped or node is None:
        return Tree(None, None, fejl)
    places = Places(node, text)
    if isinstance(root, dict):
        told = {(item.line, item.column) for item in own}
        told |= {(mark.line + 1, text.column(mark.line + 1, mark.column + 1)) for mark in builder.refused}
        return Tree(root, places, fejl, frozenset(told))
    if isinstance(root, list):
        message = "Filen begynder med en liste. Yderst skal der stå felter: slet »- «, og ryk linjerne ud."
    elif ":" in str(root):
        message = "Der mangler et mellemrum efter kolon. Skriv et felt på hver linje, fx »navn: Beboervejledning«."
    else:
        message = "Filen indeholder ingen felter. Skriv et felt på hver linje, fx »navn: Beboervejledning«."
    return Tree(None, None, [*fejl, DataFejl(*places[()], "", message)])


def _is_told(syntax: DataFejl, fejl: list[DataFejl], text: Text) -> bool:
    """Whether the parser stumbled over what is told already: one mistake gives one error."""
    if any(item.line in (syntax.line, syntax.line - 1) for item in fejl[-1:]):
        return True
    if not {syntax.line, syntax.line - 1}.isdisjoint(text.shifts):
        return True
    return _is_of_indent(syntax) and any(line <= syntax.line for line in text.tabbed)


def _is_of_indent(item: DataFejl) -> bool:
    """Whether an error may come of what a tab was taken for."""
    return "rykket" in item.message or "løbe sammen" in item.message


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
    skipping: int = 0
    """How many collections are open inside a refused key, which is read past."""
    refused: list[Any] = field(default_factory=list)
    """The marks of the collections with such a key."""

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
        if self.skipping:
            self.skipping += 1 if kind in _STARTS else -1 if kind in _ENDS else 0
        elif kind is ScalarEvent:
            self._scalar(event)
        elif kind in _STARTS:
            self._start(event, {} if kind is MappingStartEvent else [])
        elif kind in _ENDS:
            self.stack.pop()
        elif kind is AliasEvent:
            self._report(event, _ALIAS.format(shown(event.anchor)))
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
        if style == '"' and find_forbidden(value, newline=True) is not None:
            value = self._refuse_escapes(event, value)
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
        first = frame.node.children[key].key_mark.line + 1  # type: ignore[index,call-overload]  # a step by name leads into a mapping
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
            frame = self.stack[-1]
            frame.key, frame.ignored, self.skipping = "", True, 1
            self.refused.append(frame.node.mark)
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

    def _refuse_escapes(self, event: Any, value: str) -> str:
        """Report forbidden characters that are written as codes, and return the text without them."""
        wrong = [sign for sign in dict.fromkeys(value) if find_forbidden(sign, newline=True) is not None]
        names = [name_character(sign) for sign in wrong]
        listed = format_list(names if len(names) <= MAX_NAMED else [*names[:MAX_NAMED], "flere"])
        codes = "Slet koden." if len(names) == 1 else "Slet koderne."
        self._report(event, f"Teksten indeholder {listed}, skrevet som en kode med »\\«. {codes}")
        return value.translate(dict.fromkeys(map(ord, wrong)))

    def _refuse_properties(self, event: Any) -> None:
        if event.anchor is not None:
            self._report(event, _ANCHOR.format(shown(event.anchor)))
        if event.tag is not None:
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
