"""What stands on a form's pages beside the text: which headers and footers Word prints, and in which language.

Word keeps a header for each kind of page (first, even, the others) whether the section uses it or not; one that no page
shows is no part of the document. Worked out when the form is compiled. Source: ECMA-376 part 1 §17.10 (headers and
footers), §17.3.2.20 (lang), §17.15.1.88 (themeFontLang).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.word.guard import parse_part
from generator.word.pages import Pages
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.etree import _Element

    from generator.word.package import Entry

DANISH = "da-DK"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_OFF = ("0", "false", "off")


def read_pages(entries: Mapping[str, Entry], navn: str) -> Pages:
    """Return what the parts of a form say. Raises: PackageError."""
    body = parse_part(entries["word/document.xml"].read(), navn, "word/document.xml")
    settings = _parse(entries, "word/settings.xml", navn)
    has_even = settings is not None and _is_on(settings.find(w("evenAndOddHeaders")))
    targets = _read_targets(entries, navn)
    headers, footers = (
        tuple(dict.fromkeys(targets[number] for number in _references(body, kind, has_even) if number in targets))
        for kind in ("headerReference", "footerReference")
    )
    return Pages(_read_language(_parse(entries, "word/styles.xml", navn), settings), headers, footers)


def _references(body: _Element, kind: str, has_even: bool) -> Iterator[str]:  # noqa: FBT001 - one caller
    """Yield the relationship ids of the headers, or footers, that pages show: ordinary pages', first pages', even."""
    sections = list(body.iter(w("sectPr")))
    for page in ("default", "first", "even"):
        for section in sections:
            is_shown = page == "default" or (_is_on(section.find(w("titlePg"))) if page == "first" else has_even)
            for reference in section.iterfind(w(kind)) if is_shown else ():
                if reference.get(w("type"), "default") == page:
                    yield reference.get(_R_ID) or ""


def _read_targets(entries: Mapping[str, Entry], navn: str) -> dict[str, str]:
    """Return the part behind each relationship id of the body, of those that there are."""
    tree = _parse(entries, "word/_rels/document.xml.rels", navn)
    found = {}
    for item in () if tree is None else tree:
        target = item.get("Target") or ""
        name = target.removeprefix("/") if target.startswith("/") else f"word/{target}"
        if name in entries:
            found[item.get("Id") or ""] = name
    return found


def _read_language(styles: _Element | None, settings: _Element | None) -> str:
    """Return the language that a form's text is in unless it says otherwise; Danish, where nothing is said."""
    places = (
        (styles, f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('lang')}"),
        (styles, f"{w('style')}[@{w('default')}='1']/{w('rPr')}/{w('lang')}"),
        (settings, w("themeFontLang")),
    )
    for tree, path in places:
        element = None if tree is None else tree.find(path)
        if element is not None and (language := element.get(w("val"))):
            return str(language)
    return DANISH


def _parse(entries: Mapping[str, Entry], name: str, navn: str) -> _Element | None:
    return parse_part(entries[name].read(), navn, name) if name in entries else None


def _is_on(element: _Element | None) -> bool:
    return element is not None and element.get(w("val"), "true") not in _OFF
