"""A compiled form: what rendering needs of a Word file with tags, and nothing that is needed only to compile it.

Compiled once per form (docxtpl's tag patching, Jinja to bytecode), kept as bytes by whoever has a disk, and taken out
again without importing lxml, docxtpl or python-docx. `to_bytes` carries a stamp of everything it depends on and a
digest of the rest; anything else is refused before it is looked at.
"""

from __future__ import annotations

import hashlib
import importlib.util
import marshal
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import jinja2
from jinja2 import Template

from generator import __version__
from generator.document.blocks import Role
from generator.word.contract import DELAFTALE
from generator.word.package import Entry, Prepacked
from generator.word.pages import Pages
from generator.word.render import pack_parts, render
from generator.word.roles import StyleFact
from generator.word.sandbox import FormEnvironment

if TYPE_CHECKING:
    from types import CodeType

    from generator.document.blocks import Document
    from generator.model.tekst import Art, Stykke
    from generator.word.filled import Lexicon, Readable
    from generator.word.roots import Formularart, Indhold
    from generator.word.styles import Formularroller

STAMP = f"delaftale-form 2 {__version__} {jinja2.__version__} {importlib.util.MAGIC_NUMBER.hex()}"
"""What compiled bytes depend on beside the form: this program, Jinja's code generator, Python's bytecode."""


@dataclass(frozen=True, slots=True)
class TagStyle:
    """How a tag's value looks, taken from the run and paragraph where the tag stands; all strings are finished XML.

    `run` is the tag's own run properties. `runs` has one entry per look, by the bits bold 1, italic 2, underline 4,
    link 8. `paragraphs` has the paragraph properties by (kind, list level), in the order of `Art`, four levels each.
    """

    run: str
    runs: tuple[str, ...]
    paragraphs: tuple[str, ...]

    def run_properties(self, stykke: Stykke) -> str:
        """Return the run properties of a piece of text."""
        return self.runs[stykke.fed + 2 * stykke.kursiv + 4 * stykke.understreget + 8 * (stykke.href is not None)]

    def paragraph_properties(self, art: Art, niveau: int) -> str:
        """Return the paragraph properties of a paragraph."""
        return self.paragraphs[4 * art + niveau]


@dataclass(slots=True)
class CompiledPart:
    """A part with tags, as bytecode. `mending`: "" none, "body" or "story" where loops may leave a hole."""

    name: str
    code: CodeType
    mending: str
    _template: Template | None = None

    def template(self) -> Template:
        """Return the part ready to run."""
        if self._template is None:
            self._template = Template.from_code(form_environment(), self.code, {})
        return self._template


@cache
def form_environment() -> FormEnvironment:
    """Return the one environment that all forms are compiled and run in."""
    return FormEnvironment()


@dataclass(slots=True)
class CompiledForm:
    """A form ready to be filled in."""

    name: str
    parts: tuple[CompiledPart, ...]
    styles: tuple[TagStyle, ...]
    first_bookmark_id: int
    has_footnotes: bool
    relationships: dict[str, str]
    """The relationships of each part with tags, by the part's name; absent where it has none."""
    entries: tuple[Entry, ...]
    """The parts that are copied, `[Content_Types].xml` first."""
    facts: dict[str, StyleFact]
    """What the form's styles mean to whoever reads a document back, by style id."""
    pages: Pages
    _fixed: dict[frozenset[str], Prepacked] = field(default_factory=dict)
    _lexicon: Lexicon | None = None

    @property
    def lexicon(self) -> Lexicon:
        """What the form's own XML says, kept from one document that is read back to the next."""
        if self._lexicon is None:
            from generator.word.filled import Lexicon  # noqa: PLC0415 - the Word file alone needs no reader

            self._lexicon = Lexicon(self.facts)
        return self._lexicon

    def fixed_without(self, names: frozenset[str]) -> Prepacked:
        """Return the copied parts but for those in `names`, which the document brings itself."""
        if names not in self._fixed:
            self._fixed[names] = Prepacked(entry for entry in self.entries if entry.name not in names)
        return self._fixed[names]

    def to_bytes(self) -> bytes:
        """Return the form as bytes for a cache."""
        facts = (
            self.name,
            [(part.name, part.code, part.mending) for part in self.parts],
            [(style.run, style.runs, style.paragraphs) for style in self.styles],
            self.first_bookmark_id,
            self.has_footnotes,
            self.relationships,
            [(entry.name, entry.data, entry.crc, entry.size) for entry in self.entries],
            {name: (str(fact.role), *fact.as_tuple()) for name, fact in self.facts.items()},
            (self.pages.language, self.pages.headers, self.pages.footers),
        )
        body = marshal.dumps(facts)
        return b"\n".join((STAMP.encode(), _digest(body), body))

    @classmethod
    def from_bytes(cls, data: bytes) -> CompiledForm:
        """Return the form that `to_bytes` wrote. The caller vouches for where the bytes come from: they are code.

        Raises: ValueError, when they are of another program, another Python, or no form at all.
        """
        stamp, _, rest = data.partition(b"\n")
        digest, _, body = rest.partition(b"\n")
        if stamp != STAMP.encode() or digest != _digest(body):
            raise ValueError("no compiled form of this program")
        try:
            return cls._from_body(body)
        except (EOFError, TypeError, AttributeError) as error:  # its digest holds, but it is of another shape
            raise ValueError("no compiled form of this program") from error

    @classmethod
    def _from_body(cls, body: bytes) -> CompiledForm:
        name, parts, styles, first_id, has_footnotes, relationships, entries, facts, pages = marshal.loads(body)  # noqa: S302 - its caller vouches for the bytes
        return cls(
            name,
            tuple(CompiledPart(*part) for part in parts),
            tuple(TagStyle(*style) for style in styles),
            first_id,
            has_footnotes,
            relationships,
            tuple(Entry(*entry) for entry in entries),
            {style: StyleFact(Role(fact[0]), *fact[1:]) for style, fact in facts.items()},
            Pages(*pages),
        )


def _digest(body: bytes) -> bytes:
    """Return what tells whole bytes from damaged ones; 16 bytes in hex, so that it holds no line feed."""
    return hashlib.blake2b(body, digest_size=16).hexdigest().encode()


def compile_form(docx: bytes, roller: Formularroller, navn: str, art: Formularart = DELAFTALE) -> CompiledForm:
    """Return the form of a Word file with tags. `roller` is its form.yaml, `navn` what errors call it, `art` its kind.

    Raises: FormError, with every mistake in the form; PackageError, when the file is no Word file.
    """
    from generator.word.compiler import compile_package  # noqa: PLC0415 - an ordinary run compiles nothing

    return compile_package(docx, roller, navn, art)


def render_docx(form: CompiledForm, indhold: Indhold) -> bytes:
    """Return the official document as the bytes of a Word file; the same for the same input, whatever the clock."""
    return render(form, indhold)


def render_document(form: CompiledForm, indhold: Indhold) -> Document:
    """Return the official document as blocks, read back out of the parts that `render_docx` packs."""
    return read_back(fill_in_form(form, indhold))


def fill_in_form(form: CompiledForm, indhold: Indhold) -> Readable:
    """Return the form filled in once, for a Word file (`pack_docx`), a Document (`read_back`), or both."""
    from generator.word.filled import fill_in  # noqa: PLC0415 - the Word file alone needs no reader

    return fill_in(form, indhold)


def pack_docx(filled: Readable) -> bytes:
    """Return the Word file of a form that was filled in: the bytes that `render_docx` returns."""
    return pack_parts(filled.form, filled.written.parts)


def read_back(filled: Readable) -> Document:
    """Return a form that was filled in as blocks."""
    from generator.word.reader import read_document  # noqa: PLC0415 - the Word file alone needs no reader

    return read_document(filled)
