"""What a form may not bring along: macros, embedded programs, and anything fetched from elsewhere.

A form is a file that somebody sends; whoever opens the documents made from it must meet only what the form shows. So
every part that holds XML is read, whatever it is called, without entities and under bounds; its content types and
relationships (`relations`), its fields (`field_codes`) and its elements are judged by what they are. A refusal names
the part. Source: ECMA-376 part 1 §17, part 2 (packages); fejl-hos-andre 46-51.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.errors import PackageError
from generator.text import format_number, shown
from generator.word.field_codes import find_fault, is_web_address
from generator.word.relations import (
    FOREIGN,
    FRAMES,
    MACRO,
    MEDIA,
    MERGE,
    OLE,
    TEMPLATE,
    TRANSFORM,
    brought_along,
    check_content_types,
    check_relationships,
)
from generator.word.tags import W, w

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.etree import _Element

    from generator.word.package import Entry

MAX_XML: Final = 5_000_000  # bytes of one part with text; the shipped form's largest has 40,000
MAX_ALL_XML: Final = 20_000_000  # bytes of all of them
MAX_ATTRIBUTES: Final = 100  # of one element; to look at each takes as long as there are others
MAX_NAMESPACES: Final = 500  # declarations in one part; Word writes about 35

_CONTENT_TYPES = "[Content_Types].xml"
_OFFICE = ("http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/", "http://schemas.microsoft.com/")
_VML = ("urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SVG = "http://www.w3.org/2000/svg"
_ELEMENTS: Final = {
    **dict.fromkeys(("altChunk", "subDoc"), FOREIGN),
    **dict.fromkeys(("object", "OLEObject", "objectEmbed", "objectLink"), OLE),
    **dict.fromkeys(("control", "docPartMacro"), MACRO),
    **dict.fromkeys(("frameset", "sourceFileName"), FRAMES),
    **dict.fromkeys(("audioCd", "audioFile", "videoFile", "quickTimeFile", "wavAudioFile", "webVideoPr"), MEDIA),
    **dict.fromkeys(("movie", "bgSound"), MEDIA),
    "attachedTemplate": TEMPLATE,
    "mailMerge": MERGE,
    "saveThroughXslt": TRANSFORM,
}
"""Elements of Word's own namespaces that do things, by name."""

_LINKED = "et sammenkædet billede"
_NUMBERS: Final[dict[str, tuple[str, re.Pattern[str], str]]] = {
    w("gridSpan"): (w("val"), re.compile(r"[1-9][0-9]?"), "et antal kolonner fra 1 til 99"),
    w("gridCol"): (w("w"), re.compile(r"[0-9]{1,6}"), "en bredde i hele tal"),
    w("sym"): (w("char"), re.compile(r"[0-9A-Fa-f]{4}"), "fire hexcifre"),
}
"""Numbers that a document is read by: the element, its attribute, how it is written, and that in Danish."""

_ENCODING = re.compile(r"<\?xml[^>]*?\bencoding\s*=\s*[\"']([^\"']*)", re.ASCII)
_ENCODINGS = frozenset({"utf-8", "utf8", "utf-16", "utf-16le", "utf-16be", "us-ascii", "ascii"})
_AGAIN = "Gem den på ny i Word."


def check_form_package(entries: dict[str, Entry], file: str) -> dict[str, str]:
    """Refuse a form with macros, embedded objects or anything fetched from elsewhere; return the parts' content types.

    Raises: PackageError.
    """
    _check_size(_CONTENT_TYPES, entries[_CONTENT_TYPES].size, MAX_XML, file)
    types = check_content_types(parse_part(entries[_CONTENT_TYPES].read(), file, _CONTENT_TYPES), entries, file)
    total = 0
    for name, entry in entries.items():
        data = entry.read()
        if not is_xml(name, types[name], data):
            continue
        total += entry.size
        _check_size(name, entry.size, MAX_XML, file)
        _check_size(name, total, MAX_ALL_XML, file)
        root = parse_part(data, file, name)
        if name.lower().endswith(".rels") or etree.QName(root).localname == "Relationships":
            check_relationships(name, root, types, file)
            continue
        if (fault := find_fault(root)) is not None:
            raise PackageError(file, f"delen »{shown(name, 80)}« {fault.problem}", fault.advice)
        for element in root.iter(etree.Element):
            _check_element(element, name, file)
    return types


def is_xml(name: str, content_type: str, data: bytes) -> bool:
    """Return whether a part holds XML, by its content type, its name, or how it begins."""
    if content_type.endswith("xml") or name.lower().endswith((".xml", ".rels", ".svg", ".vml")):
        return True
    return data[:200].replace(b"\0", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xfe\xff \t\r\n").startswith(b"<")


def _check_size(name: str, size: int, limit: int, file: str) -> None:
    if size > limit:
        which = "formularens tekst" if limit == MAX_ALL_XML else f"delen »{shown(name, 80)}«"
        problem = f"{which} fylder over {limit // 1_000_000} MB, når den pakkes ud."
        raise PackageError(file, problem, "Brug kun formularer, du kender.")


# -- elements --


def _check_element(element: _Element, part: str, file: str) -> None:
    """Refuse an element that fetches or starts something, or holds a number that is none."""
    if len(element.attrib) > MAX_ATTRIBUTES:
        problem = f"delen »{shown(part, 80)}« har et element med over {MAX_ATTRIBUTES} egenskaber."
        raise PackageError(file, problem, "Brug kun formularer, du kender.")
    name = etree.QName(element)
    space = name.namespace or ""
    if space.startswith(_OFFICE) or space in _VML:
        if (what := _ELEMENTS.get(name.localname)) is not None:
            raise brought_along(file, what, shown(part, 80))
        _check_attributes(element, part, file, _is_harmless_vml if space in _VML else _is_harmless)
    elif space == _SVG:
        if name.localname in ("script", "foreignObject", "handler", "listener"):
            raise brought_along(file, MACRO, shown(part, 80))
        _check_attributes(element, part, file, _is_harmless_svg)
        if name.localname == "style" and not _is_harmless_style(element.text or ""):
            raise brought_along(file, _LINKED, shown(part, 80))
    if (number := _NUMBERS.get(str(element.tag))) is not None:
        attribute, pattern, danish = number
        value = element.get(attribute)
        if value is not None and pattern.fullmatch(value) is None:
            problem = f"delen »{part}« har »{shown(value)}«, hvor der skal stå {danish} (w:{name.localname})."
            raise PackageError(file, problem, _AGAIN)


def _check_attributes(element: _Element, part: str, file: str, is_harmless: Callable[[str, str, str], bool]) -> None:
    for key, value in element.attrib.items():
        name = etree.QName(key)
        if not is_harmless(name.namespace or "", name.localname, str(value).strip()):
            raise brought_along(file, f"{_LINKED} eller en handling ved klik", f"{shown(str(value), 60)} i {part}")


def _is_harmless(space: str, name: str, value: str) -> bool:
    if name == "link" and space.endswith("/relationships"):
        return False
    if name in ("manifestLocation", "schemaLocation"):
        return not value or space == "http://www.w3.org/2001/XMLSchema-instance"
    return name not in ("action", "macro") or not value


def _is_harmless_vml(space: str, name: str, value: str) -> bool:
    if name in ("src", "althref", "relhref"):
        return not value or value.startswith("#")
    if name == "href":
        return not value or is_web_address(value)
    return _is_harmless(space, name, value) and not name.startswith("on")


def _is_harmless_svg(_space: str, name: str, value: str) -> bool:
    if name in ("href", "src"):
        return not value or value.startswith(("#", "data:image/"))
    return not name.startswith("on") and _is_harmless_style(value)


def _is_harmless_style(text: str) -> bool:
    """Return whether a style in a drawing fetches nothing."""
    lowered = text.lower()
    found = re.findall(r"url\(\s*[\"']?\s*(.{0,11})", lowered, re.DOTALL)
    return "@import" not in lowered and all(item.startswith(("#", "data:image/")) for item in found)


# -- XML --


def check_namespaces(root: _Element, file: str, part: str) -> None:
    """Refuse an element without a namespace: Word writes none, and ours stand for tags; refuse prefixes that change.

    What a rendering writes says w: and r:, so these must mean the same throughout. Raises: PackageError.
    """
    for element in root.iter(etree.Element):
        if not element.tag.startswith("{"):
            problem = f"delen »{part}« har et element uden navnerum ({shown(element.tag, 20)})."
            raise PackageError(file, problem, _AGAIN)
    meant = {"w": W, "r": _RELATIONSHIPS}
    for count, (_, declared) in enumerate(etree.iterwalk(root, events=("start-ns",))):
        prefix, uri = declared
        if meant.get(prefix, uri) != uri or (uri == W and prefix != "w") or count >= MAX_NAMESPACES:
            problem = f"delen »{part}« bruger navnerum, som Word ikke skriver dem ({shown(f'{prefix}: {uri}', 60)})."
            raise PackageError(file, problem, _AGAIN)


def parse_part(data: bytes, file: str, part: str) -> _Element:
    """Return a part's XML without entities, blanks between elements and anything fetched. Raises: PackageError."""
    named = f"delen »{shown(part, 80)}«"
    if "<!DOCTYPE" in _decode(data, file, named):
        raise PackageError(file, f"{named} har en DOCTYPE, som Word aldrig skriver.", _AGAIN)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "depth" in str(error):
            problem = f"{named} har elementer inden i hinanden i over {format_number(256)} lag."
            raise PackageError(file, problem, "Brug kun filer, du kender.") from error
        raise PackageError(file, f"{named} er ikke gyldig XML.", _AGAIN) from error
    text_holders = {w("t"), w("delText"), w("instrText")}
    for element in root.iter():
        if element.tag not in text_holders and element.text is not None and not element.text.strip():
            element.text = None
        if element.tail is not None and not element.tail.strip():
            element.tail = None
    return root


def _decode(data: bytes, file: str, named: str) -> str:
    """Return a part's text. Packages know two encodings, and others could hide what is looked for."""
    is_16 = data[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
    try:
        text = data.decode(("utf-16-be" if data[:1] == b"\0" else "utf-16") if is_16 else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise PackageError(file, f"{named} er ikke tekst i UTF-8.", _AGAIN) from error
    if "\0" in text:  # UTF-32 looks like UTF-16 with them
        raise PackageError(file, f"{named} er ikke gyldig XML.", _AGAIN)
    stated = _ENCODING.match(text[:200].lstrip("\ufeff"))
    if stated is not None and stated[1].lower() not in _ENCODINGS:
        raise PackageError(file, f"{named} er gemt i en anden tegnkodning ({shown(stated[1])}).", _AGAIN)
    return text
