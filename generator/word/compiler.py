"""From a Word file with tags to a compiled form: the one place that knows both Word's XML and Jinja.

Per part with tags: tags are gathered (`tags`), judged one by one against the contract (`grammar`), and rewritten so
that the program and not the template decides what a value becomes (`rewriting`); docxtpl's patching then takes away
the rows and paragraphs that only hold a tag; Jinja makes bytecode of the rest. Every mistake of a form is reported at
once. Source: docxtpl 0.20 (`DocxTemplate.patch_xml`); design decisions 2 and 5.
"""

from __future__ import annotations

import re
from itertools import count, islice
from typing import TYPE_CHECKING, cast

from jinja2.exceptions import SecurityError, TemplateSyntaxError
from lxml import etree

from generator.errors import FormError, FormFejl, PackageError
from generator.text import format_number, shown
from generator.word.form import CompiledForm, CompiledPart, form_environment
from generator.word.guard import check_form_package, check_namespaces, is_xml, parse_part
from generator.word.hyperlinks import write_relationships
from generator.word.markup import CLOSE_BRACE, MARKER, OPEN_BRACE
from generator.word.package import Entry, read_package
from generator.word.repair import mend_story
from generator.word.rewriting import MAX_FEJL, Rewriter
from generator.word.roles import StyleFact, style_facts
from generator.word.sandbox import TooLongError, check_length, check_tree
from generator.word.sections import read_pages
from generator.word.structure import check_structure
from generator.word.styles import Formularroller, StyleTable, check_styles
from generator.word.tags import W, w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from generator.word.roots import Formularart

_WITH_TAGS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml|docProps/(core|custom)\.xml")
LINK_ID = "rIdLink"  # how the ids begin that `hyperlinks` gives
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ELSEWHERE = "Tags kan kun stå i teksten, sidehoved, sidefod, fodnoter og dokumentets egenskaber. Flyt det."


def compile_package(docx: bytes, roller: Formularroller, navn: str, art: Formularart) -> CompiledForm:
    """Return the compiled form of a kind. Raises: FormError, PackageError."""
    entries = read_package(docx, navn)
    types = check_form_package(entries, navn)
    facts = read_style_facts(roller, entries, navn)
    if facts:
        check_styles(roller, facts, navn)
    table = StyleTable(roller.tekst)
    rewriter = Rewriter(table, art.roots)
    sources: dict[str, str] = {}
    relationships: dict[str, str] = {}
    notes = _note_ids(entries, navn)
    for name in sorted(filter(_WITH_TAGS.fullmatch, entries), key=lambda name: (name != "word/document.xml", name)):
        tree = _read_part(entries[name], navn)
        if name.startswith("word/"):
            check_structure(tree, name, notes, navn)
        rewriter.rewrite(name, tree)
        if rewriter.is_full:
            break
        if (text := _settle_relationships(name, tree, entries, navn)) is not None:
            relationships[name] = text
        sources[name] = _serialize(tree)
    fejl = [*rewriter.fejl, *islice(_tags_elsewhere(entries, types), MAX_FEJL)]
    if fejl:
        raise FormError(navn, _limited(fejl))
    first = "[Content_Types].xml"
    return CompiledForm(
        name=navn,
        parts=tuple(_compile_part(navn, name, text, rewriter.mending.get(name, "")) for name, text in sources.items()),
        styles=table.styles,
        first_bookmark_id=rewriter.next_bookmark_id,
        has_footnotes="word/footnotes.xml" in sources,
        relationships=relationships,
        entries=(entries[first], *(entry for name, entry in entries.items() if name not in sources and name != first)),
        facts=facts,
        pages=read_pages(entries, navn),
    )


def read_style_facts(styles: Formularroller, entries: dict[str, Entry], navn: str) -> dict[str, StyleFact]:
    """Return what each style of the form means to a reader; {} for a file without styles."""
    if (entry := entries.get("word/styles.xml")) is None:
        return {}
    tree = parse_part(entry.read(), navn, entry.name)
    return style_facts(styles.roller, styles.tekst.underoverskrift, styles.tekst.punktafsnit, tree)


def _note_ids(entries: dict[str, Entry], navn: str) -> set[str]:
    if (entry := entries.get("word/footnotes.xml")) is None:
        return set()
    return {note.get(w("id")) or "" for note in parse_part(entry.read(), navn, entry.name).iterchildren(w("footnote"))}


def _read_part(entry: Entry, navn: str) -> _Element:
    """Return a part's XML, in the dialect and with the prefixes that rendering writes. Raises: PackageError."""
    tree = parse_part(entry.read(), navn, entry.name)
    prefixes = tree.nsmap.get("w"), tree.nsmap.get("r", _RELATIONSHIPS)
    if entry.name.startswith("word/") and prefixes != (W, _RELATIONSHIPS):
        problem = f"delen »{entry.name}« er gemt i en anden udgave af formatet."
        raise PackageError(navn, problem, "Gem formularen i Word som almindelig .docx.")
    check_namespaces(tree, navn, entry.name)
    return tree


def _settle_relationships(part: str, tree: _Element, entries: dict[str, Entry], navn: str) -> str | None:
    """Return the relationships of a part, written so that links can be added; None if it has none.

    Ids of the kind that rendering gives its own links are changed, in `tree` too: a document made here may be made into
    a form again.
    """
    folder, _, base = part.rpartition("/")
    if (entry := entries.get(f"{folder}/_rels/{base}.rels")) is None:
        return None
    relationships = parse_part(entry.read(), navn, entry.name)
    taken = {item.get("Id") or "" for item in relationships}
    new_ids: dict[str, str] = {}
    for item in relationships:
        old = item.get("Id") or ""
        if old.startswith(LINK_ID):
            new_ids[old] = new = next(name for nr in count(1) if (name := f"rIdForm{nr}") not in taken)
            taken.add(new)
            item.set("Id", new)
    for element in tree.iter() if new_ids else ():
        for key, value in element.attrib.items():
            if str(key).startswith(f"{{{_RELATIONSHIPS}}}") and value in new_ids:
                element.set(key, new_ids[str(value)])
    return write_relationships(relationships)


def _compile_part(navn: str, name: str, source: str, mending: str) -> CompiledPart:
    environment = form_environment()
    try:
        tree = environment.parse(source, name, name)
        check_tree(tree)
        check_length(tree)
    except (TemplateSyntaxError, SecurityError) as error:  # the grammar lets neither through; should it, nothing runs
        message = "Delen kan ikke bruges som skabelon. Fjern det sidste, der blev ændret i formularen."
        raise FormError(navn, [FormFejl(name, "", "", message)]) from error
    except TooLongError as error:
        message = (
            f"Det, der gentages i {error.loops} lag, fylder over {format_number(error.limit)} tegn. "
            "Flyt det, der er ens, ud af gentagelsen."
        )
        raise FormError(navn, [FormFejl(name, "", "", message)]) from error
    return CompiledPart(name, environment.compile(tree, name, name), mending)


def _serialize(tree: _Element) -> str:
    """Return a rewritten part as a Jinja source: markers unwrapped, docxtpl's patching done, plain braces safe.

    What holds nothing, with no tag in it that might print something, is mended here, once for all renderings.
    """
    text = etree.tostring(_with_relationships(tree), encoding="unicode")
    text = re.sub(rf"<{MARKER}[^>]*>(.*?)</{MARKER}>", lambda match: match[1], text, flags=re.DOTALL)
    text = mend_story(_patch(text)).replace(OPEN_BRACE, "&#123;").replace(CLOSE_BRACE, "&#125;")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'


def _with_relationships(tree: _Element) -> _Element:
    """Return a part of Word's own with the prefix r: declared at its top, for the links that a rendering writes."""
    if tree.nsmap.get("w") != W or "r" in tree.nsmap:
        return tree
    prefixes = cast("dict[str, str]", tree.nsmap)  # None is the default's, which lxml's types forget
    attributes = {str(name): str(value) for name, value in tree.attrib.items()}
    root = etree.Element(tree.tag, attributes, nsmap=prefixes | {"r": _RELATIONSHIPS})
    root.text = tree.text
    root.extend(list(tree))
    return root


def _patch(text: str) -> str:
    """Return `text` without the rows and paragraphs that only hold a tag: docxtpl's own patching."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 - heavy, and only compiling needs it

    patched: str = DocxTemplate.patch_xml(None, text)  # the method uses nothing of its object
    return patched


def _limited(fejl: list[FormFejl]) -> list[FormFejl]:
    """Return the first mistakes of many, and that there are more."""
    if len(fejl) < MAX_FEJL:
        return fejl
    return [*fejl[:MAX_FEJL], FormFejl("i alt", "", "", f"Der er {MAX_FEJL} fejl eller flere; her er de første.")]


def _tags_elsewhere(entries: dict[str, Entry], types: Mapping[str, str]) -> Iterator[FormFejl]:
    """Find tags in parts that are only copied, whatever they are called: they would be printed as they stand."""
    for name, entry in entries.items():
        if _WITH_TAGS.fullmatch(name):
            continue
        content = entry.read()
        if not is_xml(name, types[name], content):
            continue
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
        if match := re.search(r"\{\{[^<]{0,60}|\{%[^<]{0,60}", text):
            yield FormFejl(shown(name, 80), "", shown(match[0], 80), _ELSEWHERE)
