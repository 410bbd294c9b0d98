"""A PDF as a screen reader has it: text in the order of the structure tree, and the elements themselves.

Written against the file format alone (ISO 32000: marked content, ToUnicode, structure elements), so that it shares no
mistake with what writes the file. Artifacts (page headers and footers, repeated header rows) are not in the tree; the
bullets of a list are, and are left out.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_BF_CHARS = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BF_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f]*)>")
_ARTIFACT = -1
_INLINE = {"Span", "Link", "Strong", "Em", "Lbl", "Datetime"}


@dataclass
class Element:
    """One structure element. `kids` are elements and pieces of text in order; `attributes` those of tables."""

    kind: str
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield the element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def find(self, *kinds: str) -> list[Element]:
        """Return the elements of these kinds in reading order."""
        return [element for element in self.walk() if element.kind in kinds]

    def text(self) -> str:
        """Return the text without bullets; blocks end with a line break."""
        if self.kind == "Lbl":
            return ""
        text = "".join(kid if isinstance(kid, str) else kid.text() for kid in self.kids)
        return text if self.kind in _INLINE else text + "\n"


def read_structure(pdf: bytes) -> Element:
    """Return the structure tree; its root has the kind "Root"."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        contents = {page.obj.objgen: _read_page(page) for page in file.pages}
        root = Element("Root")
        _read_kids(root, file.Root.StructTreeRoot.get("/K"), (0, 0), contents)
        return root


def read_text(pdf: bytes) -> str:
    """Return the whole text in reading order."""
    return read_structure(pdf).text()


def read_furniture(pdf: bytes) -> list[str]:
    """Return what each page says outside the tree: its header and footer, and header rows said again."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [_read_page(page).get(_ARTIFACT, "") for page in file.pages]


def read_extents(pdf: bytes) -> list[tuple[float, float, float]]:
    """Return for each piece of text where it begins and ends from the left, and its distance from the foot, in points.

    All pages together; each is a shown string, no wider than a line.
    """
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [(start, end, foot) for page in file.pages for start, end, foot, _ in _read_shown(page)]


def read_lines(pdf: bytes) -> list[list[str]]:
    """Return for each page what stands on each line of it, from the top; pieces that are shown apart stand apart."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [_read_page_lines(page) for page in file.pages]


def _read_page_lines(page: pikepdf.Page) -> list[str]:
    lines: dict[int, list[tuple[float, str]]] = {}
    for start, _, foot, text in _read_shown(page):
        lines.setdefault(round(foot), []).append((start, text))
    return ["|".join(text for _, text in sorted(lines[foot])) for foot in sorted(lines, reverse=True)]


def _read_shown(page: pikepdf.Page) -> Iterator[tuple[float, float, float, str]]:
    """Yield each shown piece of text with where it begins and ends, and its height above the foot."""
    letters = {name: _read_cmap(font) for name, font in page.resources.get("/Font", {}).items()}
    widths = {name: _read_widths(font) for name, font in page.resources.get("/Font", {}).items()}
    matrix = pikepdf.Matrix()
    text = pikepdf.Matrix()
    saved: list[pikepdf.Matrix] = []
    font, size = "", 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Tm":
                text = pikepdf.Matrix(*map(float, operands))
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tj" | "TJ" as name:
                pieces = list(operands[0]) if name == "TJ" else [operands[0]]
                advance = sum(
                    sum(widths[font].get(code, 0.0) for code in _codes(bytes(piece)))
                    if isinstance(piece, pikepdf.String)
                    else -float(piece)
                    for piece in pieces
                )
                start = (text @ matrix).transform((0, 0))
                end = (text @ matrix).transform((advance * size / 1000, 0))
                data = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
                yield start[0], end[0], start[1], "".join(letters[font].get(code, "") for code in _codes(data))
            case _:
                pass


def _read_widths(font: Any) -> dict[int, float]:
    """Return the width of each code in thousandths of the size; Typst writes them as a start and its widths."""
    known: dict[int, float] = {}
    entries = list(font.DescendantFonts[0].get("/W", []))
    while entries:
        first, second = int(entries.pop(0)), entries.pop(0)
        if isinstance(second, pikepdf.Array):
            known |= {first + number: float(width) for number, width in enumerate(second)}
        else:
            known |= dict.fromkeys(range(first, int(second) + 1), float(entries.pop(0)))
    return known


def _codes(data: bytes) -> Iterator[int]:
    return (int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2))


def _read_kids(
    element: Element, kids: Any, page: tuple[int, int], contents: dict[tuple[int, int], dict[int, str]]
) -> None:
    for kid in kids if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]:
        if isinstance(kid, int):
            element.kids.append(contents[page].get(kid, ""))
        elif "/S" in kid:
            child = Element(str(kid.S)[1:], _read_attributes(kid.get("/A")))
            element.kids.append(child)
            _read_kids(child, kid.get("/K"), kid.Pg.objgen if "/Pg" in kid else page, contents)
        elif "/MCID" in kid:
            element.kids.append(contents[kid.Pg.objgen if "/Pg" in kid else page].get(int(kid.MCID), ""))


def _read_attributes(attributes: Any) -> dict[str, Any]:
    owners = attributes if isinstance(attributes, pikepdf.Array) else [] if attributes is None else [attributes]
    return {
        key[1:]: str(value)
        for owner in owners
        if owner.get("/O") == "/Table"
        for key, value in owner.items()
        if key != "/O" and not isinstance(value, pikepdf.Array)
    }


def _read_page(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of each piece of marked content by its number; that of all artifacts by _ARTIFACT."""
    fonts = {name: _read_cmap(font) for name, font in page.resources.get("/Font", {}).items()}
    texts: dict[int, str] = {}
    font: dict[int, str] = {}
    stack: list[tuple[int | None, bool]] = []  # number of the content, whether its text has been said already
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        number, is_said = stack[-1] if stack else (None, False)
        if name in {"BDC", "BMC"}:
            properties: Any = operands[1] if name == "BDC" and isinstance(operands[1], pikepdf.Dictionary) else {}
            outer = _ARTIFACT if operands[0] == "/Artifact" else number
            inner = int(properties["/MCID"]) if "/MCID" in properties else outer
            if inner is not None and "/ActualText" in properties and not is_said:
                texts[inner] = texts.get(inner, "") + str(properties["/ActualText"])
            stack.append((inner, is_said or "/ActualText" in properties))
        elif name == "EMC":
            stack.pop()
        elif name == "Tf":
            font = fonts[str(operands[0])]
        elif name in {"Tj", "TJ"} and number is not None and not is_said:
            strings = operands[0] if name == "TJ" else [operands[0]]
            data = b"".join(bytes(string) for string in strings if isinstance(string, pikepdf.String))
            said = "".join(font.get(code, "\N{REPLACEMENT CHARACTER}") for code in _codes(data))
            texts[number] = texts.get(number, "") + said
    return texts


def _read_cmap(font: Any) -> dict[int, str]:
    """Return what each two-byte code of a font says."""
    cmap = font.ToUnicode.read_bytes()
    known: dict[int, str] = {}
    for block in _BF_CHARS.findall(cmap):
        values = _HEX.findall(block)
        for code, text in zip(values[::2], values[1::2], strict=True):
            known[int(code, 16)] = _decode(text)
    for block in _BF_RANGES.findall(cmap):
        for line in block.strip().splitlines():
            first, last, text = _HEX.findall(line)[:3]
            start = int(text, 16)
            for code in range(int(first, 16), int(last, 16) + 1):
                known[code] = chr(start + code - int(first, 16))
    return known


def _decode(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be")
