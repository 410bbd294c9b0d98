"""What a form's tags may say: a name, `for`, `if` with not/and/or. Everything else is refused before it could run.

The check is a whitelist over Jinja's own syntax tree, so an expression that reaches for Python's internals, calls, filters,
compares or computes is not recognised as bad but fails to be recognised as good. Names are resolved against the contract
at once, so an unknown field is found when the form is compiled, not in the one agreement that happens to use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes

from generator.word.contract import LOOP_FIELDS, ROOTS, Kind, Slot, UnknownNameError, field_slot

if TYPE_CHECKING:
    from generator.word.tags import Tag

_PARSER = Environment(autoescape=True)
_QUOTES = "‘’‚‛“”„‟«»\"'"
_RESERVED = ("loop", "true", "false", "none", "True", "False", "None", "not", "and", "or", "in", "is", "if", "else")
MAX_TAG = 400  # characters; no real tag comes near, and Jinja's parser recurses over what it is given
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)


class TagError(ValueError):
    """A tag that a form may not hold; the text is Danish and ends with what to do."""


@dataclass
class Block:
    """An open for or if: the tag as written, where it must close, the paragraph's words, what it binds."""

    source: str
    keyword: str
    scope: str
    home: object
    text: str
    names: dict[str, Slot] = field(default_factory=dict)
    has_else: bool = False


@dataclass
class Grammar:
    """Reads the tags of one part in order; knows which loops stand open and so which names hold."""

    blocks: list[Block] = field(default_factory=list)

    @property
    def in_loop(self) -> bool:
        """Whether what follows is printed once per item of a list."""
        return any(block.keyword == "for" for block in self.blocks)

    def read_value(self, body: str) -> Slot:
        """Return what `{{ body }}` prints. Raises: TagError."""
        slot = self._resolve(_parse_expression(body))
        if slot.kind in (Kind.PART, Kind.PARTS):
            owner = f"»{body}« er {slot.kind.value}"
            example = _example_of(slot, body)
            raise TagError(f"{owner} og kan ikke trykkes. {example}")
        if slot.kind is Kind.FLAG:
            raise TagError(f"»{body}« er ja eller nej og kan kun bruges i {{% if %}}.")
        return slot

    def read_statement(self, tag: Tag, home: object, text: str) -> None:
        """Open or close the tag's block. `home` is what the block must close in, `text` its paragraph. Raises: TagError."""
        keyword, _, rest = tag.body.partition(" ")
        rest = rest.strip()
        match keyword:
            case "for":
                self.blocks.append(Block(tag.source, "for", tag.scope, home, text, self._read_for(rest)))
            case "if":
                self._check_condition(rest)
                self.blocks.append(Block(tag.source, "if", tag.scope, home, text))
            case "elif":
                self._middle(tag, home, keyword)
                self._check_condition(rest)
            case "else" if not rest:
                self._middle(tag, home, keyword)
            case "endfor" | "endif" if not rest:
                block = self._innermost(tag, home)
                if keyword != f"end{block.keyword}":
                    raise TagError(f"Her skal {block.source} først afsluttes med end{block.keyword}.")
                self.blocks.pop()
            case _:
                raise TagError("En formular kan kun bruge for, if, elif, else, endfor, endif og vm. Slet tagget.")

    def _read_for(self, rest: str) -> dict[str, Slot]:
        """Return the names that a loop binds."""
        match = re.fullmatch(rf"({_WORD.pattern})\s+in\s+(.+)", rest, re.DOTALL)
        if match is None:
            raise TagError("Skriv en gentagelse som {% for delmaal in delaftale.delmaal %}.")
        name, path = match[1], match[2]
        if name in ROOTS or name in _RESERVED:
            raise TagError(f"»{name}« er optaget. Kald det gentagne noget andet, fx {name[:1]}.")
        slot = self._resolve(_parse_expression(path))
        if slot.kind is not Kind.PARTS:
            raise TagError(f"»{path}« er ikke en liste. Gentag over en liste, fx delaftale.delmaal.")
        return {name: Slot(Kind.PART, slot.model), "loop": Slot(Kind.PART)}

    def _middle(self, tag: Tag, home: object, keyword: str) -> None:
        block = self._innermost(tag, home)
        if block.has_else or (keyword == "elif" and block.keyword == "for"):
            raise TagError(f"Tagget passer ikke til {block.source}. Slet det, eller flyt det.")
        block.has_else = keyword == "else"
        if block.has_else:
            block.names = {}

    def _innermost(self, tag: Tag, home: object) -> Block:
        if not self.blocks:
            raise TagError("Der er intet åbent for eller if at høre til. Slet tagget.")
        block = self.blocks[-1]
        if block.scope != tag.scope:
            raise TagError(f"Tagget hører til {block.source} og skal have samme form: {{%{block.scope} … %}}.")
        if block.home is not home:
            where = {"": "samme afsnit", "p": "samme celle eller tekst", "tr": "samme tabel"}[block.scope]
            raise TagError(f"Tagget hører til {block.source} og skal stå i {where} som det.")
        return block

    def _check_condition(self, rest: str) -> None:
        if not rest:
            raise TagError("Skriv, hvad der spørges om, fx {% if aktivitet.forankring %}.")
        self._check_boolean(_parse_expression(rest))

    def _check_boolean(self, node: nodes.Expr) -> None:
        match node:
            case nodes.Not():
                self._check_boolean(node.node)
            case nodes.And() | nodes.Or():
                self._check_boolean(node.left)
                self._check_boolean(node.right)
            case _:
                self._resolve(node)

    def _resolve(self, node: nodes.Expr) -> Slot:
        """Return what a dotted name leads to. Raises: TagError, on anything but a dotted name that the contract holds."""
        path = _dotted(node)
        names = {name: Slot(Kind.PART, model) for name, model in ROOTS.items()}
        for block in self.blocks:
            names |= block.names
        try:
            if path[0] not in names:
                raise UnknownNameError(path[0], "", list(names))
            slot = names[path[0]]
            if path[0] == "loop":
                if path[1:2] and path[1] in LOOP_FIELDS and len(path) == 2:  # noqa: PLR2004
                    return Slot(LOOP_FIELDS[path[1]])
                raise UnknownNameError(".".join(path[1:]), "loop", list(LOOP_FIELDS))
            for index, name in enumerate(path[1:], start=1):
                if slot.kind is not Kind.PART or slot.model is None:
                    before = ".".join(path[:index])
                    raise TagError(f"»{before}« er {slot.kind.value} og har ingen felter. {_example_of(slot, before)}")
                slot = field_slot(slot.model, name)
        except UnknownNameError as error:
            raise TagError(error.message) from error
        return slot


def _example_of(slot: Slot, path: str) -> str:
    if slot.kind is Kind.PARTS:
        return f"Gentag den: {{% for x in {path} %}} … {{% endfor %}}."
    if slot.kind is Kind.PART:
        return f"Skriv det felt, der menes: {path}.…"
    return "Slet det, der står efter punktummet."


def _dotted(node: nodes.Expr) -> list[str]:
    names: list[str] = []
    current: nodes.Node = node
    while isinstance(current, nodes.Getattr):
        names.append(current.attr)
        current = current.node
    if not isinstance(current, nodes.Name):
        raise TagError("En formular kan kun bruge navne fra docs/skabelon.md, fx delaftale.gaelder_fra. Ret tagget.")
    names.append(current.name)
    if bad := next((name for name in names if not _WORD.fullmatch(name)), None):
        raise TagError(f"Navnet »{bad}« kan ikke bruges i en formular. Brug navne fra docs/skabelon.md.")
    return names[::-1]


def _parse_expression(text: str) -> nodes.Expr:
    """Return the syntax tree of one expression. Raises: TagError, when it isn't one."""
    if quote := next((sign for sign in text if sign in _QUOTES), None):
        raise TagError(f"Der står et anførselstegn ({quote}) i tagget. En formulars tags bruger ingen; skriv kun navnet.")
    if not text.strip() or "\n" in text:
        raise TagError("Tagget mangler et navn. Skriv fx {{ delaftale.gaelder_fra }}.")
    if len(text) > MAX_TAG:
        raise TagError(f"Tagget er over {MAX_TAG} tegn langt. Skriv kun et navn, fx {{{{ delaftale.gaelder_fra }}}}.")
    try:
        body = _PARSER.parse(f"{{{{ {text} }}}}").body
    except TemplateSyntaxError as error:
        raise TagError("Tagget kan ikke læses. Skriv kun et navn, fx {{ delaftale.gaelder_fra }}.") from error
    if len(body) != 1 or not isinstance(body[0], nodes.Output) or len(body[0].nodes) != 1:
        raise TagError("Tagget kan ikke læses. Skriv kun ét navn, fx {{ delaftale.gaelder_fra }}.")
    return body[0].nodes[0]
