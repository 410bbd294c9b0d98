"""From a Word file with tags to a compiled form: the one place that knows both Word's XML and Jinja.

Per part with tags: tags are gathered (`tags`), judged one by one against the contract (`grammar`), and rewritten so
that the program and not the template decides what a value becomes (`rewriting`); docxtpl's patching then takes away
the rows and paragraphs that only hold a tag; Jinja makes bytecode of the rest. Every mistake of a form is reported at
once. Source: docxtpl 0.20 (`DocxTemplate.patch_xml`); design decisions 2 and 5.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from jinja2.exceptions import SecurityError, TemplateSyntaxError
from lxml import etree

from generator.errors import FormError, FormFejl, PackageError
from generator.word.form import CompiledForm, CompiledPart, form_environment
from generator.word.guard import check_form_package, check_namespaces, parse_part
from generator.word.hyperlinks import write_relationships
from generator.word.markup import CLOSE_BRACE, MARKER, OPEN_BRACE
from generator.word.package import Entry, read_package
from generator.word.repair import mend_story
from generator.word.rewriting import Rewriter
from generator.word.roles import StyleFact, style_facts
from generator.word.sandbox import check_tree
from generator.word.styles import Formularroller, StyleTable, read_roller
from generator.word.tags import W

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from lxml.etree import _Element

_WITH_TAGS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/(core|custom)\.xml")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ELSEWHERE = "Tags kan kun stå i teksten, sidehoved, sidefod, fodnoter og dokumentets egenskaber. Flyt det."


def compile_package(docx: bytes, roller: bytes, navn: str) -> CompiledForm:
    """Return the compiled form. Raises: FormError, PackageError."""
    styles = read_roller(roller, navn)
    entries = read_package(docx, navn)
    check_form_package(entries, navn)
    table = StyleTable(styles.tekst)
    rewriter = Rewriter(table)
    sources: dict[str, str] = {}
    for name in sorted(filter(_WITH_TAGS.fullmatch, entries), key=lambda name: (name != "word/document.xml", name)):
        tree = _read_part(entries[name], navn)
        rewriter.rewrite(name, tree)
        sources[name] = _serialize(tree)
    fejl = [*rewriter.fejl, *_tags_elsewhere(entries, sources)]
    if fejl:
        raise FormError(navn, fejl)
    first = "[Content_Types].xml"
    return CompiledForm(
        name=navn,
        parts=tuple(_compile_part(navn, name, text, rewriter.mending.get(name, "")) for name, text in sources.items()),
        styles=table.styles,
        first_bookmark_id=rewriter.next_bookmark_id,
        has_footnotes="word/footnotes.xml" in sources,
        relationships=_read_relationships(entries, sources, navn),
        entries=(entries[first], *(entry for name, entry in entries.items() if name not in sources and name != first)),
        facts=read_style_facts(styles, entries, navn),
    )


def read_style_facts(styles: Formularroller, entries: dict[str, Entry], navn: str) -> dict[str, StyleFact]:
    """Return what each style of the form means to a reader; {} for a file without styles."""
    if (entry := entries.get("word/styles.xml")) is None:
        return {}
    tree = parse_part(entry.read(), navn)
    return style_facts(styles.roller, styles.tekst.underoverskrift, styles.tekst.punktafsnit, tree)


def _read_part(entry: Entry, navn: str) -> _Element:
    """Return a part's XML, in the dialect and with the prefixes that rendering writes. Raises: PackageError."""
    tree = parse_part(entry.read(), navn)
    prefixes = tree.nsmap.get("w"), tree.nsmap.get("r", _RELATIONSHIPS)
    if entry.name.startswith("word/") and prefixes != (W, _RELATIONSHIPS):
        raise PackageError(navn, "filen er gemt i en anden udgave af formatet.", "Gem den i Word som almindelig .docx.")
    if entry.name.startswith("word/"):
        check_namespaces(tree, navn)
    return tree


def _read_relationships(entries: dict[str, Entry], names: Collection[str], navn: str) -> dict[str, str]:
    """Return the relationships of each part that has any, written so that links can be added."""
    result = {}
    for name in names:
        folder, _, base = name.rpartition("/")
        if (entry := entries.get(f"{folder}/_rels/{base}.rels")) is not None:
            result[name] = write_relationships(parse_part(entry.read(), navn))
    return result


def _compile_part(navn: str, name: str, source: str, mending: str) -> CompiledPart:
    environment = form_environment()
    try:
        tree = environment.parse(source, name, name)
        check_tree(tree)
    except (TemplateSyntaxError, SecurityError) as error:  # the grammar lets neither through; should it, nothing runs
        message = "Delen kan ikke bruges som skabelon. Fjern det sidste, der blev ændret i formularen."
        raise FormError(navn, [FormFejl(name, "", "", message)]) from error
    return CompiledPart(name, environment.compile(tree, name, name), mending)


def _serialize(tree: _Element) -> str:
    """Return a rewritten part as a Jinja source: markers unwrapped, docxtpl's patching done, plain braces safe.

    What holds nothing, with no tag in it that might print something, is mended here, once for all renderings.
    """
    text = etree.tostring(tree, encoding="unicode")
    text = re.sub(rf"<{MARKER}[^>]*>(.*?)</{MARKER}>", lambda match: match[1], text, flags=re.DOTALL)
    if tree.nsmap.get("w") == W and "r" not in tree.nsmap:
        text = text.replace(" ", f' xmlns:r="{_RELATIONSHIPS}" ', 1)
    text = mend_story(_patch(text)).replace(OPEN_BRACE, "&#123;").replace(CLOSE_BRACE, "&#125;")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'


def _patch(text: str) -> str:
    """Return `text` without the rows and paragraphs that only hold a tag: docxtpl's own patching."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy, and only compiling needs it

    patched: str = DocxTemplate.patch_xml(None, text)  # the method uses nothing of its object
    return patched


def _tags_elsewhere(entries: dict[str, Entry], with_tags: Collection[str]) -> Iterator[FormFejl]:
    """Find tags in parts that are only copied: they would be printed as they stand."""
    for name, entry in entries.items():
        if name in with_tags or not name.endswith((".xml", ".rels")):
            continue
        content = entry.read()
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        if match := re.search(r"\{\{[^<]{0,60}|\{%[^<]{0,60}", text):
            yield FormFejl(name, "", match[0], _ELSEWHERE)
