"""From a Word file with tags to a compiled form: the one place that knows both Word's XML and Jinja.

Per part with tags: tags are gathered (`tags`), judged one by one against the contract (`grammar`), and rewritten so that the
program and not the template decides what a value becomes (`rewriting`); docxtpl's patching then takes away the rows and
paragraphs that only hold a tag; Jinja makes bytecode of the rest. Every mistake of a form is reported at once.
Source: docxtpl 0.20 (`DocxTemplate.patch_xml`); design decisions 2 and 5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.exceptions import SecurityError, TemplateSyntaxError
from lxml import etree

from generator.errors import FormError, FormFejl, PackageError
from generator.word.form import CompiledForm, CompiledPart, _environment
from generator.word.guard import check_form_package
from generator.word.package import Entry, read_package
from generator.word.rewriting import CLOSE_BRACE, MARKER, OPEN_BRACE, Rewriter
from generator.word.roles import StyleFact, style_facts
from generator.word.sandbox import check_tree
from generator.word.styles import Formularroller, StyleTable, read_roller
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_WITH_TAGS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/(core|custom)\.xml")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def compile_package(docx: bytes, roller: bytes, navn: str) -> CompiledForm:
    """Return the compiled form. Raises: FormError, PackageError."""
    styles = read_roller(roller, navn)
    entries = read_package(docx, navn)
    check_form_package(entries, navn)
    table = StyleTable(styles.tekst)
    rewriter = Rewriter(table)
    trees = {name: parse_part(entry.read(), navn) for name, entry in entries.items() if _WITH_TAGS.fullmatch(name)}
    sources: dict[str, str] = {}
    for name, tree in sorted(trees.items(), key=lambda item: (item[0] != "word/document.xml", item[0])):
        rewriter.rewrite(name, tree)
        sources[name] = _serialize(tree)
    fejl = [*rewriter.fejl, *_tags_elsewhere(entries, set(trees))]
    if fejl:
        raise FormError(navn, fejl)
    facts = read_style_facts(styles, entries, navn)
    return _assemble(navn, entries, sources, rewriter, table, facts)


def read_style_facts(styles: Formularroller, entries: dict[str, Entry], navn: str) -> dict[str, StyleFact]:
    """Return what each style of the form means to a reader; {} for a file without styles."""
    if (entry := entries.get("word/styles.xml")) is None:
        return {}
    tree = parse_part(entry.read(), navn)
    return style_facts(styles.roller, styles.tekst.underoverskrift, styles.tekst.punktafsnit, tree)


def _assemble(
    navn: str,
    entries: dict[str, Entry],
    sources: dict[str, str],
    rewriter: Rewriter,
    table: StyleTable,
    facts: dict[str, StyleFact],
) -> CompiledForm:
    parts = [
        _compile_part(navn, name, source, rewriter.mending.get(name, ""))
        for name, source in sources.items()
    ]
    rendered = {part.name for part in parts}
    relationships = {}
    for name in rendered:
        folder, _, base = name.rpartition("/")
        if (entry := entries.get(f"{folder}/_rels/{base}.rels")) is not None:
            relationships[name] = entry.read().decode("utf-8-sig")
    first = "[Content_Types].xml"
    fixed = [entries[first], *(entry for name, entry in entries.items() if name not in rendered and name != first)]
    return CompiledForm(
        name=navn,
        parts=tuple(parts),
        styles=table.styles,
        first_bookmark_id=rewriter.next_bookmark_id,
        has_footnotes="word/footnotes.xml" in rendered,
        relationships=relationships,
        entries=tuple(fixed),
        facts=facts,
    )


def _compile_part(navn: str, name: str, source: str, mending: str) -> CompiledPart:
    environment = _environment()
    try:
        tree = environment.parse(source, name, name)
        check_tree(tree)
    except (TemplateSyntaxError, SecurityError) as error:  # the grammar lets neither through; should it, nothing runs
        message = f"Delen kan ikke bruges som skabelon ({error}). Fjern det sidste, der blev ændret i formularen."
        raise FormError(navn, [FormFejl(name, "", "", message)]) from error
    return CompiledPart(name, environment.compile(tree, name, name), mending)  # type: ignore[call-overload]


def parse_part(data: bytes, file: str) -> _Element:
    """Return a part's XML, without entities, white space between elements and anything fetched. Raises: PackageError."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise PackageError(file, "filen har en DOCTYPE, som Word aldrig skriver.", "Gem den på ny i Word.")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(file, "en del af filen er ikke gyldig XML.", "Gem den på ny i Word.") from error
    text_holders = {w("t"), w("delText"), w("instrText")}
    for element in root.iter():
        if element.tag not in text_holders and element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
    return root


def _serialize(tree: _Element) -> str:
    """Return a rewritten part as a Jinja source: markers unwrapped, docxtpl's patching done, plain braces safe."""
    text = etree.tostring(tree, encoding="unicode")
    text = re.sub(rf"<{MARKER}[^>]*>(.*?)</{MARKER}>", lambda match: match[1], text, flags=re.DOTALL)
    if tree.tag.startswith(w("")) and "xmlns:r=" not in text.partition(">")[0]:
        text = text.replace(" ", f' xmlns:r="{_RELATIONSHIPS}" ', 1)
    text = _patch(text).replace(OPEN_BRACE, "&#123;").replace(CLOSE_BRACE, "&#125;")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'


def _patch(text: str) -> str:
    """Return `text` without the rows and paragraphs that only hold a tag: docxtpl's own patching."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy, and only compiling needs it

    patched: str = DocxTemplate.patch_xml(None, text)  # type: ignore[arg-type] - the method uses nothing of its object
    return patched


def _tags_elsewhere(entries: dict[str, Entry], with_tags: set[str]) -> Iterable[FormFejl]:
    """Find tags in parts that are only copied: they would be printed as they stand."""
    for name, entry in entries.items():
        if name in with_tags or not name.endswith((".xml", ".rels")):
            continue
        if match := re.search(rb"\{\{.{0,60}|\{%.{0,60}", entry.read()):
            tag = match[0].decode("utf-8", "replace").split("<")[0]
            yield FormFejl(
                name, "", tag, "Tags kan kun stå i teksten, sidehoved, sidefod, fodnoter og dokumentets egenskaber. Flyt det."
            )
