"""Long texts: a small Markdown subset, read once into flat paragraphs.

A `Tekst` is the string as written; `.afsnit` is what it says: paragraphs, bullets on at most three levels, paragraphs
inside bullets, one kind of sub-heading; in them bold, italic, underline and links. The tree comes from the `markdown`
package; what the subset leaves out (numbers that start a line, quotes, code, underscores) stays plain text, since an
agreement says »1. oktober« and means it. Raw HTML is refused. Flat, because Word's paragraphs are flat and come back so.

    ## Underoverskrift      - punkt           **fed**  *kursiv*  ++understreget++
    (blank line = new paragraph)                - punkt i punkt   [tekst](https://…)  <https://…>
                            (indent = paragraph in the bullet)    a backslash keeps the next sign as it stands: \\*
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Self

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import EscapeInlineProcessor, InlineProcessor, LinkInlineProcessor
from pydantic_core import core_schema

from generator.model.base import clean_text, fejl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

MAX_LEVEL = 3  # bullets within bullets; LBF's form has styles for three
MAX_TEXT = 1_000_000  # characters; a bound against runaway input


class Art(Enum):
    """What a paragraph is."""

    AFSNIT = "afsnit"
    PUNKT = "punkt"
    UNDEROVERSKRIFT = "underoverskrift"


@dataclass(frozen=True, slots=True)
class Stykke:
    """A piece of text in one looks. `href` is an absolute http, https or mailto address, None where it is no link."""

    tekst: str
    fed: bool = False
    kursiv: bool = False
    understreget: bool = False
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Afsnit:
    """A paragraph. `niveau` is 0 outside lists, else 1-3: the bullet's level, or that of the bullet it stands in."""

    art: Art
    niveau: int
    stykker: tuple[Stykke, ...]

    @property
    def tekst(self) -> str:
        """The paragraph's bare words."""
        return "".join(stykke.tekst for stykke in self.stykker)


class Tekst(str):
    """A long text as written: checked, NFC. Never empty."""

    __slots__ = ()

    @property
    def afsnit(self) -> tuple[Afsnit, ...]:
        """The text's paragraphs in order; at least one."""
        return parse_tekst(str(self))

    @classmethod
    def of(cls, afsnit: Iterable[Afsnit]) -> Self:
        """Return the text that reads as `afsnit`."""
        return cls(write_tekst(afsnit))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        """Validate from a string; serialize as one."""
        return core_schema.no_info_after_validator_function(
            cls._checked,
            core_schema.no_info_before_validator_function(
                _clean_tekst, core_schema.str_schema(strict=True, min_length=1, max_length=MAX_TEXT)
            ),
        )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Describe the subset to an editor."""
        return {"type": "string", "minLength": 1}

    @classmethod
    def _checked(cls, value: str) -> Self:
        text = cls(value)
        if not text.afsnit:
            raise fejl("tekst", "Teksten er tom. Skriv noget, eller slet feltet.")
        return text


def _clean_tekst(value: object) -> object:
    return clean_text(value, newline=True)


# -- reading: the lines are put in order first, so that the package sees only what the subset holds --

_BULLET = re.compile(r"[-*+•] +(?=\S)")
_HEADING = re.compile(r"## +(?=\S)")
_OTHER_HEADING = re.compile(r"(#|#{3,6}) +(?=\S)")


def _logical_lines(text: str) -> Iterator[tuple[Art, int, str]]:
    """Yield each paragraph of `text` as (kind, list level, its words on one line), soft line breaks joined."""
    indents: list[int] = []  # of the open bullets
    current: tuple[Art, int, list[str]] | None = None
    for line in [*text.split("\n"), ""]:
        stripped = line.strip(" ")
        indent = len(line) - len(line.lstrip(" "))
        bullet = _BULLET.match(stripped)
        if bullet or not stripped or _HEADING.match(stripped) or _OTHER_HEADING.match(stripped):
            if current is not None:
                yield current[0], current[1], " ".join(current[2])
            current = None
        if not stripped:
            continue
        if bullet:
            while indents and indents[-1] >= indent:
                indents.pop()
            indents.append(indent)
            if len(indents) > MAX_LEVEL:
                raise fejl("tekst", f"Punktet »{_excerpt(stripped)}« er på fjerde niveau. Brug højst tre niveauer.")
            current = Art.PUNKT, len(indents), [stripped[bullet.end() :]]
        elif _OTHER_HEADING.match(stripped):
            raise fejl("tekst", f"Skriv underoverskriften »{_excerpt(stripped.lstrip('# '))}« med netop to #: ## …")
        elif heading := _HEADING.match(stripped):
            indents.clear()
            yield Art.UNDEROVERSKRIFT, 0, stripped[heading.end() :]
        elif current is None:
            while indents and indents[-1] >= indent:
                indents.pop()
            current = Art.AFSNIT, len(indents), [stripped]
        else:
            current[2].append(stripped)


def _excerpt(text: str) -> str:
    return text if len(text) <= 30 else f"{text[:30].rstrip()}…"  # noqa: PLR2004


class _OneParagraph(BlockProcessor):
    """The only block: the whole of it a paragraph, whatever sign it begins with."""

    def test(self, parent: Element, block: str) -> bool:
        return bool(block)

    def run(self, parent: Element, blocks: list[str]) -> None:
        import xml.etree.ElementTree as etree  # noqa: PLC0415, N813 - the package's own tree type

        etree.SubElement(parent, "p").text = blocks.pop(0)


class _Link(LinkInlineProcessor):
    """`[tekst](adresse)`; refuses addresses that a document should not carry."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802
        element, start, end = super().handleMatch(m, data)
        if isinstance(element, str) or element is None:
            return None, None, None
        element.set("href", check_href(self.unescape(element.get("href") or "")))
        return element, start, end


class _Autolink(InlineProcessor):
    """`<https://…>`; the address is what is printed."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802
        import xml.etree.ElementTree as etree  # noqa: PLC0415, N813

        element = etree.Element("a", {"href": check_href(m.group(1))})
        element.text = "".join(f"\x02{ord(sign)}\x03" if sign in _MARKS else sign for sign in m.group(1))
        return element, m.start(0), m.end(0)


class _RawHtml(InlineProcessor):
    """`<p>` and its like: refused, since it would either vanish or be printed as code."""

    def handleMatch(self, m: re.Match[str], data: str) -> Any:  # noqa: N802
        raise fejl(
            "tekst",
            f"»{_excerpt(m.group(0))}« ser ud som HTML-kode. Slet koden, eller skriv \\< for tegnet selv.",
        )


_MARKS = "*+"
_ESCAPABLE = ["\\", "*", "+", "-", "#", "[", "]", "(", ")", "<", ">", "•"]


@lru_cache(maxsize=1)
def _engine() -> Markdown:
    engine = Markdown(tab_length=2)
    engine.ESCAPED_CHARS = list(_ESCAPABLE)
    for registry in (engine.preprocessors, engine.parser.blockprocessors, engine.inlinePatterns):
        for item in list(registry._priority):  # noqa: SLF001 - the package offers no public list of names
            registry.deregister(item.name)
    engine.parser.blockprocessors.register(_OneParagraph(engine.parser), "one", 10)
    engine.inlinePatterns.register(EscapeInlineProcessor(r"\\(.)", engine), "escape", 40)
    engine.inlinePatterns.register(_Link(r"(?<!!)\[", engine), "link", 30)
    engine.inlinePatterns.register(_Autolink(r"<((?:https?://|mailto:)[^<>\s]+)>", engine), "autolink", 20)
    engine.inlinePatterns.register(_RawHtml(r"<[a-zA-Z/!?][^<>]*>", engine), "html", 10)
    return engine


@lru_cache(maxsize=20_000)
def parse_tekst(text: str) -> tuple[Afsnit, ...]:
    """Return the paragraphs of `text`. Raises: PydanticCustomError, on what the subset refuses."""
    return tuple(Afsnit(art, niveau, _parse_inline(line)) for art, niveau, line in _logical_lines(text))


def _parse_inline(line: str) -> tuple[Stykke, ...]:
    if not _SPECIAL.search(line):
        return (Stykke(line),)
    engine = _engine()
    engine.reset()
    root = engine.parser.parseDocument([line]).getroot()
    root = engine.treeprocessors["inline"].run(root) or root
    return normalize_stykker(_toggle(list(_walk(root, None))))


_SPECIAL = re.compile(r"[\\*+\[<]")
_TOKEN = re.compile(r"\x02(\d+)\x03|\*\*|\*|\+\+")


def _walk(element: Element, href: str | None) -> Iterator[tuple[str, str | None]]:
    """Yield the text of the tree in order, each piece with the link it stands in."""
    inside = element.get("href") if element.tag == "a" else href
    if element.text:
        yield element.text, inside
    for child in element:
        yield from _walk(child, inside)
        if child.tail:
            yield child.tail, inside


def _toggle(pieces: list[tuple[str, str | None]]) -> list[Stykke]:
    """Turn **, * and ++ on and off through the paragraph; a mark without a mate, or between blanks, is itself."""
    tokens: list[tuple[str, bool, str | None]] = []  # (text, is a mark, link)
    for text, href in pieces:
        end = 0
        for match in _TOKEN.finditer(text):
            tokens.append((text[end : match.start()], False, href))
            if match[1]:
                tokens.append((chr(int(match[1])), False, href))
            else:
                around = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
                tokens.append((match[0], not all(side == "" or side == " " for side in around), href))
            end = match.end()
        tokens.append((text[end:], False, href))
    last = {}
    for mark in ("**", "*", "++"):
        places = [index for index, token in enumerate(tokens) if token[1] and token[0] == mark]
        if len(places) % 2:
            last[mark] = places[-1]
    on = dict.fromkeys(("**", "*", "++"), False)
    result = []
    for index, (text, is_mark, href) in enumerate(tokens):
        if is_mark and last.get(text) != index:
            on[text] = not on[text]
        elif text:
            result.append(Stykke(text, on["**"], on["*"], on["++"], href))
    return result


def normalize_stykker(stykker: Iterable[Stykke]) -> tuple[Stykke, ...]:
    """Return `stykker` in their one spelling: looks off the blanks at a run's edges, equal neighbours joined."""
    result: list[Stykke] = []
    for stykke in _bare_edges(stykker):
        if result and (last := result[-1]) and _looks(last) == _looks(stykke):
            result[-1] = Stykke(last.tekst + stykke.tekst, *_looks(last))
        elif stykke.tekst:
            result.append(stykke)
    return tuple(result)


def _looks(stykke: Stykke) -> tuple[bool, bool, bool, str | None]:
    return stykke.fed, stykke.kursiv, stykke.understreget, stykke.href


def _bare_edges(stykker: Iterable[Stykke]) -> Iterator[Stykke]:
    for stykke in stykker:
        core = stykke.tekst.strip(" ")
        if core == stykke.tekst or not any(_looks(stykke)[:3]):
            yield stykke
            continue
        start = stykke.tekst.index(core) if core else len(stykke.tekst)
        yield Stykke(stykke.tekst[:start], href=stykke.href)
        yield Stykke(core, *_looks(stykke))
        yield Stykke(stykke.tekst[start + len(core) :], href=stykke.href)


_SAFE_HREF = re.compile(r"(https?://[^\s/?#]+[^\s]*|mailto:[^\s@]+@[^\s@]+)", re.IGNORECASE)
_HREF_ESCAPES = {ord(sign): f"%{ord(sign):02X}" for sign in " \"'()<>[]\\`{}|^\x02\x03"}


def check_href(href: str) -> str:
    """Return a link's address in its one spelling. Raises: PydanticCustomError, unless http, https or mailto."""
    cleaned = href.strip().translate(_HREF_ESCAPES)
    if _SAFE_HREF.fullmatch(cleaned) is None:
        raise fejl("link", f"Linket »{_excerpt(href)}« kan ikke bruges. Skriv en adresse med https:// eller mailto:.")
    return cleaned


# -- writing: the inverse, parse_tekst(write_tekst(x)) = x for normalized x --


def write_tekst(afsnit: Iterable[Afsnit]) -> str:
    """Return `afsnit` as Markdown, a line per paragraph. Paragraphs without words are left out."""
    lines: list[str] = []
    previous: Afsnit | None = None
    for item in afsnit:
        if not item.tekst.strip():
            continue
        line = _write_inline(item.stykker)
        if item.art is Art.PUNKT:
            line = f"{'  ' * (item.niveau - 1)}- {line}"
        elif item.art is Art.UNDEROVERSKRIFT:
            line = f"## {line}"
        else:
            line = "  " * item.niveau + line
        tight = item.art is Art.PUNKT and previous is not None and previous.art is Art.PUNKT
        if previous is not None and not tight:
            lines.append("")
        lines.append(line)
        previous = item
    return "\n".join(lines)


def _write_inline(stykker: tuple[Stykke, ...]) -> str:
    out: list[str] = []
    on = (False, False, False)
    stykker = normalize_stykker(stykker)
    for index, stykke in enumerate(stykker):
        wanted = (stykke.fed, stykke.kursiv, stykke.understreget)
        before = stykker[index - 1].href if index else None
        if stykke.href != before and before is not None:
            out.append(f"]({before})")
        out.extend(mark for mark, old, new in zip(("**", "*", "++"), on, wanted, strict=True) if old != new)
        if stykke.href is not None and stykke.href != before:
            out.append("[")
        on = wanted
        out.append(escape_markdown(stykke.tekst))
    if stykker and stykker[-1].href is not None:
        out.append(f"]({stykker[-1].href})")
    out.extend(mark for mark, old in zip(("**", "*", "++"), on, strict=True) if old)
    line = "".join(out)
    return f"\\{line}" if _BULLET.match(line) or _HEADING.match(line) or _OTHER_HEADING.match(line) else line


_NEEDS_ESCAPE = re.compile(r"\\(?=[\\*+\-#\[\]()<>•]|$)|[*\[\]]|<(?=[a-zA-Z/!?])|\+(?=\+|$)|(?<=\+)\+|^\+")


def escape_markdown(text: str) -> str:
    """Return `text` so that it is read back as these very characters."""
    return _NEEDS_ESCAPE.sub(lambda match: f"\\{match[0]}", text)
