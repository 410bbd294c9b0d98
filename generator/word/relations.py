"""The parts of a form judged by what they are: their content types, and how other parts refer to them.

A part's name says nothing: Word goes by the content type and the relationship that leads there, whatever the spelling.
So these are read as Word reads them (names compared without regard to case, blanks trimmed), and what is neither known
to be harmless nor inside the file is refused. Source: ECMA-376 part 2 §6.2 (parts), §6.5 (relationships), annex A.
"""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from lxml import etree

from generator.errors import PackageError
from generator.text import shown
from generator.word.field_codes import is_web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lxml.etree import _Element

MACRO, OLE, FOREIGN = "en makro eller et ActiveX-objekt", "en indlejret fil (OLE)", "et indsat fremmed dokument"
ADDIN, TEMPLATE, MERGE = "et tilføjelsesprogram", "en tilknyttet skabelon", "en datakilde til brevfletning"
TRANSFORM, FRAMES, MEDIA = "en omformning ved lagring (XSLT)", "rammer med andre dokumenter", "lyd eller video"

_BY_NAME: Final = (
    (re.compile(r"vbaProject|vbaData|activeX", re.IGNORECASE), MACRO),
    (re.compile(r"(^|/)embeddings/|oleObject", re.IGNORECASE), OLE),
    (re.compile(r"(^|/)(webextensions|customUI)/", re.IGNORECASE), ADDIN),
    (re.compile(r"afchunk|\.(mht|mhtml|html?|rtf)$", re.IGNORECASE), FOREIGN),
)
_BY_CONTENT_TYPE: Final = (
    (re.compile(r"vbaproject|vbadata|wordvba|activex|keymapcustomizations|attachedtoolbars|ms-office\.vba"), MACRO),
    (
        re.compile(r"oleobject|officedocument\.package|spreadsheetml\.(sheet|template)|presentationml\.presentation"),
        OLE,
    ),
    (re.compile(r"application/(msword|vnd\.ms-(excel|powerpoint)|x-ms|hta|java)|wordprocessingml\.document$"), OLE),
    (re.compile(r"webextension|taskpane|customui"), ADDIN),
    (re.compile(r"html|rtf|message/rfc822|multipart/|text/(plain|richtext)|subdoc"), FOREIGN),
    (re.compile(r"mailmerge"), MERGE),
    (re.compile(r"^(audio|video)/"), MEDIA),
)
_BY_RELATIONSHIP: Final = {
    **dict.fromkeys(("vbaproject", "wordvbadata", "vbaprojectsignature", "keymapcustomizations", "control"), MACRO),
    **dict.fromkeys(("activexcontrolbinary", "attachedtoolbars", "macro"), MACRO),
    **dict.fromkeys(("oleobject", "package"), OLE),
    **dict.fromkeys(("afchunk", "altchunk", "subdocument", "htmlchunk"), FOREIGN),
    **dict.fromkeys(("webextension", "webextensiontaskpanes", "extensibility", "usercustomization"), ADDIN),
    **dict.fromkeys(("mailmergesource", "mailmergeheadersource", "recipientdata"), MERGE),
    **dict.fromkeys(("audio", "video", "media", "movie"), MEDIA),
    "attachedtemplate": TEMPLATE,
    "transform": TRANSFORM,
    "frame": FRAMES,
}
"""By the last word of a relationship's type."""

_HOME: Final = {
    "officedocument": (re.compile(r"word/document\.xml"), "dokumentets tekst"),
    "header": (re.compile(r"word/header\d*\.xml"), "et sidehoved"),
    "footer": (re.compile(r"word/footer\d*\.xml"), "en sidefod"),
    "footnotes": (re.compile(r"word/footnotes\.xml"), "fodnoterne"),
    "core-properties": (re.compile(r"docProps/core\.xml"), "egenskaberne"),
    "custom-properties": (re.compile(r"docProps/custom\.xml"), "egenskaberne"),
}
"""Where Word keeps what is filled in, by the last word of the relationship's type; elsewhere it is only copied."""

_HOME_OF_TYPE: Final = {
    "wordprocessingml.document.main+xml": "officedocument",
    "wordprocessingml.template.main+xml": "officedocument",
    "wordprocessingml.header+xml": "header",
    "wordprocessingml.footer+xml": "footer",
    "wordprocessingml.footnotes+xml": "footnotes",
}
_ORDINARY: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MAIN: Final = "word/document.xml"
_RELATIONSHIPS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ATTRIBUTES: Final = frozenset({"Id", "Type", "Target", "TargetMode"})
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:", re.ASCII)


def brought_along(file: str, what: str, where: str) -> PackageError:
    """Return the refusal of something that a form may not bring along. `where` is the part, or what leads to it."""
    return PackageError(file, f"formularen indeholder {what} ({where}).", "Gem den i Word som .docx uden.")


def check_content_types(tree: _Element, names: Iterable[str], file: str) -> dict[str, str]:
    """Return the content type of each part, in small letters; "" where none is stated. Raises: PackageError."""
    stated: dict[str, str] = {}
    for item in tree:
        key = (item.get("PartName") or f"*.{item.get('Extension') or ''}").strip().lower()
        if key in stated:
            problem = f"[Content_Types].xml nævner »{shown(key, 80)}« to gange."
            raise PackageError(file, problem, "Gem formularen på ny i Word.")
        stated[key] = (item.get("ContentType") or "").strip().lower()
    if any("macroenabled" in content_type for content_type in stated.values()):
        raise PackageError(file, "formularen er gemt med makroer (.docm).", "Gem den i Word som .docx.")
    if stated.get(f"/{_MAIN}") != _ORDINARY:
        raise PackageError(file, "formularen er ikke gemt som et almindeligt dokument.", "Gem den i Word som .docx.")
    types = {}
    for name in names:
        extension = f"*.{name.rpartition('.')[2]}".lower()
        types[name] = content_type = stated.get(f"/{name}".lower(), stated.get(extension, ""))
        _check_part(name, content_type, file)
    return types


def _check_part(name: str, content_type: str, file: str) -> None:
    for patterns, text in ((_BY_NAME, name), (_BY_CONTENT_TYPE, content_type)):
        for pattern, what in patterns:
            if pattern.search(text):
                raise brought_along(file, what, shown(name, 80))
    kind = next((kind for end, kind in _HOME_OF_TYPE.items() if content_type.endswith(end)), None)
    if kind is not None:
        _check_home(kind, name, file)
    if name.lower().endswith(".rels") and re.fullmatch(r"(?:.*/)?_rels/[^/]*\.rels", name) is None:
        problem = f"delen »{shown(name, 80)}« hedder ikke, som Word kalder den."
        raise PackageError(file, problem, "Gem formularen på ny i Word.")


def _check_home(kind: str, name: str, file: str) -> None:
    pattern, danish = _HOME[kind]
    if pattern.fullmatch(name) is None:
        problem = f"delen »{shown(name, 80)}« er {danish}, men ligger ikke, hvor Word lægger det."
        raise PackageError(file, problem, "Åbn formularen i Word, og gem den på ny.")


def check_relationships(part: str, tree: _Element, types: Mapping[str, str], file: str) -> None:
    """Refuse relationships to what a form may not bring along, and to anything outside it but links to the web.

    `part` is the relationships' own name, `types` has every part of the file. Raises: PackageError.
    """
    folder = posixpath.dirname(posixpath.dirname(part))
    known = {name.lower(): name for name in types}
    seen: set[str] = set()
    for item in tree.iter(etree.Element):
        if item is tree:
            continue
        strange = item.tag != f"{_RELATIONSHIPS}Relationship" or not _ATTRIBUTES.issuperset(map(str, item.attrib))
        identity = (item.get("Id") or "").strip()
        if strange or not identity or identity in seen:
            problem = f"delen »{shown(part, 80)}« har en henvisning, som Word ikke skriver sådan."
            raise PackageError(file, problem, "Gem formularen på ny i Word.")
        seen.add(identity)
        _check_relationship(item, part, folder, known, file)


def _check_relationship(item: _Element, part: str, folder: str, known: Mapping[str, str], file: str) -> None:
    target = (item.get("Target") or "").strip()
    kind = (item.get("Type") or "").strip().rstrip("/").rpartition("/")[2].strip().lower()
    mode = (item.get("TargetMode") or "").strip().lower()
    if (what := _BY_RELATIONSHIP.get(kind)) is not None:
        raise brought_along(file, what, f"{shown(target, 80)}, nævnt i {shown(part, 80)}")
    if kind == "hyperlink" and is_web_address(target):
        return
    inside = _resolve(target, folder)
    if mode not in ("", "internal") or inside is None:
        problem = f"delen »{shown(part, 80)}« henviser til noget uden for formularen ({shown(target, 80)})."
        advice = "Fjern henvisningen i Word; et link skal begynde med https:// eller mailto:."
        raise PackageError(file, problem, advice)
    if kind in _HOME and (kind != "officedocument" or part == "_rels/.rels"):
        _check_home(kind, known.get(inside.lower(), inside), file)
    elif kind == "officedocument":
        raise brought_along(file, FOREIGN, f"{shown(target, 80)}, nævnt i {shown(part, 80)}")


def _resolve(target: str, folder: str) -> str | None:
    """Return the part that a target means, None for something outside the file."""
    if _SCHEME.match(target) or target.startswith("//") or "\\" in target or "\\" in unquote(target):
        return None
    path = unquote(target.partition("#")[0])
    joined = path.lstrip("/") if path.startswith("/") else posixpath.join(folder, path)
    inside = posixpath.normpath(joined)
    return None if inside.startswith("..") else inside
