"""What a form may not bring along: macros, embedded programs, and anything fetched from elsewhere.

A form is a file that somebody sends; whoever opens the documents made from it must meet only what the form shows. So
its XML is read without entities, and its relationships and fields are judged by what they are, not by what they are
called. Source: ECMA-376 part 1 §15.2 (relationships), §17.16.5 (fields).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.errors import PackageError
from generator.word.tags import w

if TYPE_CHECKING:
    from lxml.etree import _Element

    from generator.word.package import Entry

_MACRO, _OLE, _FOREIGN = "en makro eller et ActiveX-objekt", "en indlejret fil (OLE)", "et indsat fremmed dokument"
_FORBIDDEN_PARTS = (
    (re.compile(r"vbaProject|vbaData|activeX", re.IGNORECASE), _MACRO),
    (re.compile(r"/embeddings/|oleObject", re.IGNORECASE), _OLE),
    (re.compile(r"afchunk|\.(mht|mhtml|html?|rtf)$", re.IGNORECASE), _FOREIGN),
)
_FORBIDDEN_TYPES = {
    "vbaProject": _MACRO, "wordVbaData": _MACRO, "keyMapCustomizations": _MACRO, "control": _MACRO,
    "activeXControlBinary": _MACRO, "attachedToolbars": _MACRO, "oleObject": _OLE, "package": _OLE,
    "aFChunk": _FOREIGN, "subDocument": _FOREIGN, "frame": _FOREIGN,
}  # fmt: skip
_FETCHING = re.compile(
    r"(?:^|\s)(DDEAUTO|DDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|INCLUDE|LINK|RD|DATABASE|MACROBUTTON)(?=\s|$)",
    re.IGNORECASE,
)
_ORDINARY = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def check_form_package(entries: dict[str, Entry], file: str) -> None:
    """Refuse a form with macros, embedded objects or anything fetched from elsewhere. Raises: PackageError."""
    for name in entries:
        for pattern, what in _FORBIDDEN_PARTS:
            if pattern.search(name):
                raise _brought_along(file, what, name)
    _check_content_types(parse_part(entries["[Content_Types].xml"].read(), file), file)
    for name, entry in entries.items():
        if name.endswith(".rels"):
            _check_relationships(parse_part(entry.read(), file), file)
        elif name.startswith("word/") and name.endswith(".xml"):
            _check_fields(parse_part(entry.read(), file), file)


def _brought_along(file: str, what: str, name: str) -> PackageError:
    return PackageError(file, f"formularen indeholder {what} ({name}).", "Gem den i Word som .docx uden.")


def _check_content_types(tree: _Element, file: str) -> None:
    types = {str(item.get("PartName")): str(item.get("ContentType")) for item in tree.iter() if item.get("ContentType")}
    if any("macroenabled" in content_type.lower() for content_type in types.values()):
        raise PackageError(file, "formularen er gemt med makroer (.docm).", "Gem den i Word som .docx.")
    if types.get("/word/document.xml") != _ORDINARY:
        raise PackageError(file, "formularen er ikke gemt som et almindeligt dokument.", "Gem den i Word som .docx.")


def _check_relationships(tree: _Element, file: str) -> None:
    for item in tree.iter():
        target, kind = item.get("Target") or "", (item.get("Type") or "").rpartition("/")[2]
        if kind in _FORBIDDEN_TYPES:
            raise _brought_along(file, _FORBIDDEN_TYPES[kind], target)
        if item.get("TargetMode") == "External":
            problem = f"formularen henviser til noget uden for sig selv ({target})."
            advice = "Fjern henvisningen i Word; et link kan stå som almindelig tekst."
            raise PackageError(file, problem, advice)


def _check_fields(tree: _Element, file: str) -> None:
    """Refuse a Word field that fetches or starts something. Its code may be split over runs and hold other fields."""
    for paragraph in tree.iter(w("p")):
        codes = ["".join(item.text or "" for item in paragraph.iter(w("instrText")))]
        codes += [item.get(w("instr")) or "" for item in paragraph.iter(w("fldSimple"))]
        for code in codes:
            if (match := _FETCHING.search(code)) is not None:
                problem = f"formularen har et felt, der henter eller starter noget ({match[1].upper()})."
                raise PackageError(file, problem, "Slet feltet i Word.")


def check_namespaces(root: _Element, file: str) -> None:
    """Refuse an element without a namespace: Word writes none, and ours stand for tags. Raises: PackageError."""
    for element in root.iter():
        if not element.tag.startswith("{"):
            problem = f"en del af filen har et element uden navnerum ({element.tag[:20]})."
            raise PackageError(file, problem, "Gem den på ny i Word.")


def parse_part(data: bytes, file: str) -> _Element:
    """Return a part's XML without entities, blanks between elements and anything fetched. Raises: PackageError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # the zeros are those of UTF-16
        raise PackageError(file, "filen har en DOCTYPE, som Word aldrig skriver.", "Gem den på ny i Word.")
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackageError(file, "en del af filen er ikke gyldig XML.", "Gem den på ny i Word.") from error
    text_holders = {w("t"), w("delText"), w("instrText")}
    for element in root.iter():
        if element.tag not in text_holders and element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
    return root
