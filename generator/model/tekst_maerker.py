r"""Read one paragraph's marks: **fed**, *kursiv*, ++understreget++, links, a backslash before a sign meant as itself.

The tree comes from the `markdown` package with patterns of our own. Bold, italic and underline are switches that may
cross (Word's runs do); a mark without a mate, or set apart by blanks as in »5 * 3«, is itself. Imported only when a
paragraph holds more than bare addresses, since the package takes longer to import than an agreement to read. Each
pattern stops at the next sign of its own kind, so that no text makes reading slow.
"""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import InlineProcessor as InlineTree
from markdown.util import AtomicString, Registry

from generator.model.base import fejl
from generator.model.tekst_afsnit import BLANKS, Stykke, check_href, excerpt
from generator.model.tekst_punkter import WORDS_BULLETS

if TYPE_CHECKING:
    from collections.abc import Iterator

ESCAPABLE = f"\\*+-#[]()<>{WORDS_BULLETS}"
_ESCAPE = re.compile(rf"\\([{re.escape(ESCAPABLE)}])")
_ENCODED = re.compile(r"\x02(\d+)\x03")
_TOKEN = re.compile(r"\x02(\d+)\x03|(\*\*|\*|\+\+)")
_LINK = r"\[(?=[ \xa0]*+[^ \xa0\[\]])([^\[\]]*+)\]\(((?:[^()\s<>]|\([^()\s<>]*+\))++)\)"
_AUTOLINK = r"<((?i:https?://|mailto:)[^<>\s]++)>"
_HTML = r"<[a-zA-Z/!?][^<>]*+>"


def read_inline(line: str) -> list[Stykke]:
    """Return the pieces of a paragraph in order, neighbours not joined yet.

    Raises: PydanticCustomError, on HTML or on a link that a document should not carry.
    """
    root = Element("div")
    SubElement(root, "p").text = _ESCAPE.sub(lambda match: _encode(match[1]), line)
    return _switch(list(_tokens(_inline().run(root))))


def _encode(sign: str) -> str:
    """Return a sign so that no pattern sees it."""
    return f"\x02{ord(sign)}\x03"


def _decode(text: str) -> str:
    return _ENCODED.sub(lambda match: chr(int(match[1])), text)


# -- the package's patterns --


class _Link(InlineProcessor):
    """`[tekst](adresse)`: text without brackets, address without blanks, parentheses in it in pairs."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("a", {"href": check_href(_decode(m[2]))})
        element.text = m[1]
        return element, m.start(0), m.end(0)


class _Autolink(InlineProcessor):
    """`<https://…>`: the address is what is printed."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        element = Element("a", {"href": check_href(_decode(m[1]))})
        element.text = AtomicString("".join(_encode(sign) if sign in "*+" else sign for sign in m[1]))
        return element, m.start(0), m.end(0)


class _Html(InlineProcessor):
    """`<p>` and its like: refused, since it would either vanish or be printed as code."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        raise fejl(
            "tekst",
            f"»{excerpt(_decode(m[0]))}« ser ud som HTML-kode. Slet koden, eller skriv \\< for tegnet selv.",
        )


_local = threading.local()  # the package keeps its state in the engine, so each thread has its own


def _inline() -> InlineTree:
    """Return this thread's engine, made at its first use."""
    if not hasattr(_local, "inline"):
        engine = Markdown()
        engine.inlinePatterns = Registry()
        engine.inlinePatterns.register(_Link(_LINK, engine), "link", 30)
        engine.inlinePatterns.register(_Autolink(_AUTOLINK, engine), "autolink", 20)
        engine.inlinePatterns.register(_Html(_HTML, engine), "html", 10)
        _local.inline = InlineTree(engine)
    inline: InlineTree = _local.inline
    return inline


# -- from the tree to pieces --


@dataclass(slots=True)
class _Token:
    """A stretch of text, or a mark that may turn out to be text."""

    text: str
    href: str | None
    is_mark: bool = False


def _tokens(element: Element, href: str | None = None) -> Iterator[_Token]:
    """Yield the tree's text in order, marks apart, each with the link it stands in."""
    inside = element.get("href") if element.tag == "a" else href
    yield from _split(element.text, inside)
    for child in element:
        yield from _tokens(child, inside)
        yield from _split(child.tail, inside)


def _split(text: str | None, href: str | None) -> Iterator[_Token]:
    end = 0
    for match in _TOKEN.finditer(text := text or ""):
        if match.start() > end:
            yield _Token(text[end : match.start()], href)
        yield _Token(match[2], href, is_mark=True) if match[2] else _Token(chr(int(match[1])), href)
        end = match.end()
    if end < len(text):
        yield _Token(text[end:], href)


def _switch(tokens: list[_Token]) -> list[Stykke]:
    """Return the tokens as pieces, each mark that has a mate turned into looks."""
    mates = _find_mates(tokens)
    on = dict.fromkeys(("**", "*", "++"), False)
    result = []
    for index, token in enumerate(tokens):
        if index in mates:
            on[token.text] = not on[token.text]
        else:
            result.append(Stykke(token.text, on["**"], on["*"], on["++"], token.href))
    return result


def _find_mates(tokens: list[_Token]) -> set[int]:
    """Return the indices of the marks that open or close a stretch of text.

    An opening mark has no blank after it, a closing one none before it, and something stands between them.
    """
    mates: set[int] = set()
    opened: dict[str, tuple[int, int]] = {}  # by mark: its index, and how much text there was before it
    text = 0
    for index, token in enumerate(tokens):
        if not token.is_mark:
            text += 1
            continue
        before = tokens[index - 1].text[-1] if index else " "
        after = tokens[index + 1].text[0] if index + 1 < len(tokens) else " "
        start = opened.get(token.text)
        if start is not None and before not in BLANKS and text > start[1]:
            mates |= {start[0], index}
            del opened[token.text]
        elif after not in BLANKS:
            opened[token.text] = index, text
    return mates
