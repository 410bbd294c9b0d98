"""What a form's tags may say: a name, `for`, `if` with not/and/or. Everything else is refused before it could run.

The check is a whitelist over Jinja's own syntax tree, so an expression that reaches for Python's internals, calls,
filters, compares or computes is not recognised as bad but fails to be recognised as good. Names are resolved against
the contract at once, so an unknown field is found when the form is compiled, not in the one agreement that happens to
use it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.parser import Parser

from generator.word.contract import LOOP_FIELDS, ROOTS, Kind, Slot, UnknownNameError, field_slot

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.base import Model
    from generator.word.tags import Tag

_PARSER = Environment(autoescape=True)
_QUOTES = "‘’‚‛“”„‟«»\"'"
_RESERVED = ("loop", "true", "false", "none", "not", "and", "or", "in", "is", "if", "else")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII)
_FOREIGN = re.compile(r"[^\w.() ]")
MAX_TAG = 400  # characters; no real tag comes near
MAX_PARENTHESES = 8  # Jinja's parser recurses over each
MAX_DEPTH = 12  # blocks within one another; Python's own limit for loops, which they become, is 20
MAX_LISTS = 2  # repeated for each other; three lists of 500 would print 125 million times
MAX_ELIF = 50  # of one if; Python compiles each within the one before


class TagError(ValueError):
    """A tag that a form may not hold; the text is Danish and ends with what to do."""


@dataclass
class Block:
    """An open for or if: the tag as written, where it must close, its paragraph, what it binds, the words above.

    `multiplies`: it repeats a list that is no part of what the loop around it repeats, so that their lengths multiply.
    """

    source: str
    keyword: str
    scope: str
    home: object
    text: str
    names: dict[str, Slot] = field(default_factory=dict)
    above: str = ""
    has_else: bool = False
    elifs: int = 0
    multiplies: bool = False

    @property
    def repeats(self) -> bool:
        """Whether what follows is printed once per item of a list; a loop's else is not."""
        return self.keyword == "for" and not self.has_else


@dataclass
class Grammar:
    """Reads the tags of one part in order; knows which loops stand open and so which names hold."""

    blocks: list[Block] = field(default_factory=list)
    roots: Mapping[str, type[Model]] = field(default_factory=lambda: ROOTS)

    @property
    def in_loop(self) -> bool:
        """Whether what follows is printed once per item of a list."""
        return any(block.repeats for block in self.blocks)

    def read_value(self, body: str) -> Slot:
        """Return what `{{ body }}` prints. Raises: TagError."""
        slot = self._resolve(_parse_expression(body))
        if slot.kind in (Kind.PART, Kind.PARTS):
            raise TagError(f"»{body}« er {slot.kind.value} og kan ikke trykkes. {_example_of(slot, body)}")
        if slot.kind is Kind.FLAG:
            raise TagError(f"»{body}« er ja eller nej og kan kun bruges i {{% if %}}.")
        return slot

    def read_statement(self, tag: Tag, home: object, text: str) -> None:
        """Open or close the tag's block. `home` is what it must close in, `text` its paragraph. Raises: TagError."""
        keyword, _, rest = tag.body.partition(" ")
        match keyword:
            case "for":
                names, multiplies = self._read_for(rest)
                self._open(Block(tag.shown, "for", tag.scope, home, text, names, multiplies=multiplies))
            case "if":
                self._check_condition(rest)
                self._open(Block(tag.shown, "if", tag.scope, home, text))
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

    def _open(self, block: Block) -> None:
        if len(self.blocks) >= MAX_DEPTH:
            raise TagError(f"Der er over {MAX_DEPTH} for og if inden i hinanden. Del det op.")
        self.blocks.append(block)

    def _read_for(self, rest: str) -> tuple[dict[str, Slot], bool]:
        """Return the names that a loop binds, and whether it multiplies."""
        name, _, path = rest[: MAX_TAG + 1].partition(" in ")
        if _NAME.fullmatch(name) is None or not path:
            raise TagError("Skriv en gentagelse som {% for delmaal in delaftale.delmaal %}.")
        if name in self.roots or name.lower() in _RESERVED:
            raise TagError(f"»{name}« er optaget. Kald det gentagne noget andet, fx {name[:1]}.")
        expression = _parse_expression(path)
        slot = self._resolve(expression)
        if slot.kind is not Kind.PARTS:
            raise TagError(f"»{path}« er ikke en liste. Gentag over en liste, fx delaftale.delmaal.")
        around = [block for block in self.blocks if block.repeats]
        multiplies = not around or _dotted(expression)[0] not in around[-1].names
        if multiplies and sum(block.multiplies for block in around) >= MAX_LISTS:
            message = f"Her gentages over {MAX_LISTS} lister for hinanden, så teksten kunne blive uendelig lang."
            raise TagError(f"{message} Gentag en liste i det, der gentages uden om, fx x.indikatorer.")
        return {name: Slot(Kind.PART, slot.model), "loop": Slot(Kind.PART)}, multiplies

    def _middle(self, tag: Tag, home: object, keyword: str) -> None:
        block = self._innermost(tag, home)
        if block.has_else or (keyword == "elif" and block.keyword == "for"):
            raise TagError(f"Tagget passer ikke til {block.source}. Slet det, eller flyt det.")
        block.elifs += keyword == "elif"
        if block.elifs > MAX_ELIF:
            raise TagError(f"{block.source} har over {MAX_ELIF} elif. Del det op i flere if.")
        if keyword == "else":
            block.has_else, block.names = True, {}

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
        """Return what a dotted name leads to. Raises: TagError, on anything but a name that the contract holds."""
        first, *rest = _dotted(node)
        names = {name: Slot(Kind.PART, model) for name, model in self.roots.items()}
        for block in self.blocks:
            names |= block.names
        try:
            return _follow(names, first, rest)
        except UnknownNameError as error:
            raise TagError(error.message) from error


def _follow(names: dict[str, Slot], first: str, rest: list[str]) -> Slot:
    """Return where a path leads that begins at one of `names`. Raises: UnknownNameError, TagError."""
    if first not in names:
        raise UnknownNameError(first, "", list(names))
    if first == "loop":
        return _loop_slot(".".join(rest))
    slot, path = names[first], first
    for name in rest:
        if slot.kind is not Kind.PART or slot.model is None:
            raise TagError(f"»{path}« er {slot.kind.value} og har ingen felter. {_example_of(slot, path)}")
        slot, path = field_slot(slot.model, name), f"{path}.{name}"
    return slot


def _loop_slot(name: str) -> Slot:
    if name not in LOOP_FIELDS:
        raise UnknownNameError(f"loop.{name}".rstrip("."), "", [f"loop.{known}" for known in LOOP_FIELDS])
    return Slot(LOOP_FIELDS[name])


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
    return [current.name, *reversed(names)]


def _parse_expression(text: str) -> nodes.Expr:
    """Return the syntax tree of one expression. Raises: TagError, when it isn't one."""
    if not text:
        raise TagError("Tagget mangler et navn. Skriv fx {{ delaftale.gaelder_fra }}.")
    if len(text) > MAX_TAG:
        raise TagError(f"Tagget er over {MAX_TAG} tegn langt. Skriv kun et navn, fx {{{{ delaftale.gaelder_fra }}}}.")
    if (foreign := _FOREIGN.search(text)) is not None:
        if foreign[0] in _QUOTES:
            raise TagError(f"Der står et anførselstegn ({foreign[0]}) i tagget. Tags bruger ingen; skriv kun navnet.")
        raise TagError(f"Tegnet {foreign[0]} kan ikke bruges i et tag. Skriv kun navne, punktum, not, and og or.")
    if text.count("(") > MAX_PARENTHESES:
        raise TagError(f"Der er over {MAX_PARENTHESES} parenteser i tagget. Del det op.")
    try:
        parser = Parser(_PARSER, text, state="variable")
        expression = parser.parse_expression()
    except TemplateSyntaxError as error:
        raise TagError("Tagget kan ikke læses. Skriv kun et navn, fx {{ delaftale.gaelder_fra }}.") from error
    if not parser.stream.eos:
        raise TagError("Der står mere end ét navn i tagget. Skriv kun ét, fx {{ delaftale.gaelder_fra }}.")
    return expression
