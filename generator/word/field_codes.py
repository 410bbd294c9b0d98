"""Word's fields judged by what they do: a form may hold those that only show something.

A field's code may be split over runs, stand in an attribute, hold other fields, or differ with tracked changes, and its
name may be put together by a field inside it. So the codes are gathered as Word gathers them, and a field is refused
unless its name stands there in plain letters and is on the list of harmless ones: what isn't known isn't trusted.
Source: ECMA-376 part 1 §17.16.2 (syntax), §17.16.5 (fields); fejl-hos-andre 51.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.text import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

HARMLESS: Final = frozenset({
    "=", "ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "BIDIOUTLINE", "CITATION",
    "COMMENTS", "COMPARE", "CREATEDATE", "DATE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ", "FILENAME", "FILESIZE",
    "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "IF", "INDEX", "INFO", "KEYWORDS", "LASTSAVEDBY", "LISTNUM", "NOTEREF",
    "NUMCHARS", "NUMPAGES", "NUMWORDS", "PAGE", "PAGEREF", "PRINTDATE", "REF", "REVNUM", "SAVEDATE", "SECTION",
    "SECTIONPAGES", "SEQ", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC",
    "USERADDRESS", "USERINITIALS", "USERNAME", "XE",
})  # fmt: skip
"""The fields that show something of the document itself, its reader or the day."""

FETCHING: Final = frozenset({
    "ADDIN", "AUTOTEXT", "AUTOTEXTLIST", "CONTROL", "DATABASE", "DDE", "DDEAUTO", "EMBED", "GLOSSARY", "HTMLACTIVEX",
    "HTMLCONTROL", "IMPORT", "INCLUDE", "INCLUDEPICTURE", "INCLUDETEXT", "LINK", "MACROBUTTON", "PRINT", "RD",
})  # fmt: skip
"""Those known to fetch or start something; what is on neither list is refused too, in other words."""

NESTED: Final = "\ufdd2"
"""Stands in a code for a field within it; one of the characters that no document may hold."""

_STORIES = frozenset({"txbxContent", "textbox", "Choice", "Fallback", "footnote", "endnote", "comment", "docPartBody"})
_CODES = frozenset({"instrText", "delInstrText"})
_TEXTS = _CODES | {"t", "delText"}
_SIGNS = {**dict.fromkeys((*_STORIES, "fldSimple", "sym"), NESTED), **dict.fromkeys(("tab", "br", "cr"), " ")}
"""What stands in a code for an element within it."""

_CHANGES = {"del": "del", "moveFrom": "del", "ins": "ins", "moveTo": "ins"}
_NAME = re.compile(r"=|[A-Za-z]+", re.ASCII)
_LINK_PIECE = re.compile(r'"((?:\\.|[^"\\])*)"|\\([A-Za-z@*#!])|(\S+)', re.ASCII)
_SWITCHES_WITH_TEXT = frozenset("lotLOT")
_WEB = re.compile(r"https?://[^\s\\]|mailto:[^\s\\]|#", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class Fault:
    """A field that a form may not hold: its problem, a Danish sentence's end, and what to do."""

    problem: str
    advice: str = "Slet feltet i Word, eller gør det til almindelig tekst (Ctrl+Skift+F9)."


def is_web_address(address: str) -> bool:
    """Return whether a link leads to a page, an e-mail address or a place in the document itself."""
    return _WEB.match(address.strip()) is not None


def find_fault(root: _Element) -> Fault | None:
    """Return what is wrong with the first field in a part that may not stand there; None if all may."""
    return next((fault for code in _codes(root) if (fault := _fault(code)) is not None), None)


# -- the codes of a part --


@dataclass(slots=True)
class _Field:
    """An open field: its code so far, each piece with the tracked change it stands in ("": none)."""

    pieces: list[tuple[str, str]] = field(default_factory=list)
    in_code: bool = True

    def codes(self) -> Iterator[str]:
        """Yield the code as it stands, and as it becomes with changes accepted or rejected."""
        yield "".join(text for text, _ in self.pieces)
        if any(change for _, change in self.pieces):
            for gone in ("del", "ins"):
                yield "".join(text for text, change in self.pieces if change != gone)


@dataclass(slots=True)
class _Story:
    """A run of text that fields do not lead out of; `loose` is code that stands in no field."""

    fields: list[_Field] = field(default_factory=list)
    loose: _Field = field(default_factory=_Field)

    def add(self, text: str, change: str, *, is_code: bool) -> None:
        if self.fields and self.fields[-1].in_code:
            self.fields[-1].pieces.append((text, change))
        elif is_code:
            self.loose.pieces.append((text, change))

    def rest(self) -> Iterator[str]:
        """Yield the codes of what was never closed, and of what stands in no field; forget the latter."""
        for item in (*self.fields, self.loose):
            yield from item.codes()
        self.loose = _Field()


def _codes(root: _Element) -> Iterator[str]:
    """Yield the code of every field in a part."""
    reader = _Reader()
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = etree.QName(element).localname
        yield from reader.begin(element, name) if event == "start" else reader.end(name)
    for story in reader.stories:
        yield from story.rest()


class _Reader:
    """Follows a part from element to element, whatever their namespace; keeps the stories and changes that are open."""

    def __init__(self) -> None:
        self.stories = [_Story()]
        self._changes: list[str] = []

    def begin(self, element: _Element, name: str) -> Iterator[str]:
        """Take in an element; yield the codes that are whole with it."""
        change = self._changes[-1] if self._changes else ""
        story = self.stories[-1]
        if name in _CHANGES:
            self._changes.append(_CHANGES[name])
        elif name in _TEXTS:
            story.add(element.text or "", change, is_code=name in _CODES)
        elif name in _SIGNS:
            story.add(_SIGNS[name], change, is_code=False)
        if name in _STORIES:
            self.stories.append(_Story())
        elif name == "fldSimple":
            yield _attribute(element, "instr")
        elif name == "fldChar":
            yield from _follow_mark(story, _attribute(element, "fldCharType").strip().lower(), change)

    def end(self, name: str) -> Iterator[str]:
        """Leave an element; yield the codes that don't go on after it."""
        if name in _CHANGES:
            self._changes.pop()
        elif name in _STORIES:
            yield from self.stories.pop().rest()
        elif name == "p":
            yield from self.stories[-1].loose.codes()
            self.stories[-1].loose = _Field()


def _follow_mark(story: _Story, kind: str, change: str) -> Iterator[str]:
    if kind == "begin":
        story.add(NESTED, change, is_code=False)
        story.fields.append(_Field())
    elif story.fields and kind == "separate":
        story.fields[-1].in_code = False
    elif story.fields and kind == "end":
        yield from story.fields.pop().codes()


def _attribute(element: _Element, name: str) -> str:
    """Return an attribute of that name in whatever namespace; "" for none."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


# -- one code --


def _fault(code: str) -> Fault | None:
    text = _without_blanks(code)
    if not text or text.startswith("{"):  # a tag is the rewriting's matter, and no field's name begins so
        return None
    match = _NAME.match(text)
    rest = text[match.end() :] if match else text
    if rest.startswith(NESTED):
        return Fault("har et felt, hvis navn sættes sammen af andre felter.")
    name = match[0].upper() if match else ""
    if name in FETCHING:
        return Fault(f"har et felt, der henter eller starter noget ({name}).")
    is_whole = name == "=" or not rest or rest[0] in '\\"“”„{' or not _without_blanks(rest[0])
    if name == "HYPERLINK" and is_whole:
        return _link_fault(rest)
    if name not in HARMLESS or not is_whole:
        return Fault(f"har et felt, som en formular ikke kan bruge (»{shown(text.replace(NESTED, '…'), 30)}«).")
    return None


def _without_blanks(text: str) -> str:
    """Return `text` from its first visible character on; what stands for a field counts as visible."""
    for at, sign in enumerate(text):
        if not (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf", "Mn", "Zs")):
            return text[at:]
    return ""


def _link_fault(text: str) -> Fault | None:
    """Return what is wrong with a HYPERLINK's address and switches."""
    if NESTED in text:
        return Fault("har et link, hvis adresse sættes sammen af andre felter.")
    pieces = _LINK_PIECE.finditer(re.sub("[“”„]", '"', text))
    for piece in pieces:
        quoted, switch, bare = piece.groups()
        if switch is not None:
            if switch in _SWITCHES_WITH_TEXT:
                next(pieces, None)
            continue
        address = bare if quoted is None else quoted
        if address and not is_web_address(address):
            advice = "Ret linket, så det begynder med https:// eller mailto:, eller gør det til almindelig tekst."
            return Fault(f"har et link til andet end en side på nettet ({shown(address, 60)}).", advice)
    return None
