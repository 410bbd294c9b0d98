"""What the old document refers to brought into the new one: styles, lists, links, pictures and notes.

Always so: afterwards the old document's stories speak the new file's language: one style id is one style, one list id
one list, one relationship id one target. What both files have is the new file's; what only the old one has is added
under a name that is free; the new file's own parts keep their ids. Source: ECMA-376 part 1 §17.7, §17.9, §11.
"""

from __future__ import annotations

import copy
import posixpath
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.redline_canon import canonical_children
from generator.word.redline_package import DOCUMENT, NOTE_PARTS, Relation, walk_ids
from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lxml.etree import _Element

    from generator.word.redline_canon import Canon
    from generator.word.redline_package import Wordfil

_STYLE_REFERENCES: Final = {w("pStyle"): "paragraph", w("rStyle"): "character", w("tblStyle"): "table"}
_STYLE_LINKS: Final = (w("basedOn"), w("next"), w("link"))
_CARRIED: Final = frozenset({"image", "hyperlink"})
FOREIGN: Final = "!"
"""Begins the id of what only the old file has and no tracked change can carry (a chart, an object)."""
_CONTENT_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"


def import_styles(old: Wordfil, new: Wordfil) -> None:
    """Give the old stories the new file's style ids, by the styles' names, and add the styles that only they have."""
    part_a, part_b = old.part_of_kind("styles"), new.part_of_kind("styles")
    if part_a is None or part_b is None or old.entries[part_a].crc == new.entries[part_b].crc:
        return
    styles_b = new.parse(part_b)
    by_name = {
        (item.get(w("type")), _style_name(item)): item.get(w("styleId")) or "" for item in styles_b.iter(w("style"))
    }
    taken = {item.get(w("styleId")) for item in styles_b.iter(w("style"))}
    renamed: dict[tuple[str, str], str] = {}
    fresh: list[_Element] = []
    for style in old.parse(part_a).iter(w("style")):
        kind, identity = style.get(w("type")) or "paragraph", style.get(w("styleId")) or ""
        known = by_name.get((kind, _style_name(style)))
        if known is None:
            known = _free(identity, taken)
            taken.add(known)
            added = copy.deepcopy(style)
            added.set(w("styleId"), known)
            if w("default") in added.attrib:
                del added.attrib[w("default")]
            fresh.append(added)
        renamed[kind, identity] = known
    for added in fresh:
        _rename_links(added, renamed)
        styles_b.append(added)
    for story in old.stories.values():
        for reference in story.iter(*_STYLE_REFERENCES):
            kind, identity = _STYLE_REFERENCES[str(reference.tag)], reference.get(w("val")) or ""
            reference.set(w("val"), renamed.get((kind, identity), identity))


def _rename_links(style: _Element, renamed: dict[tuple[str, str], str]) -> None:
    """Let a style that is brought along name others by their new ids, and no list, which is another's matter."""
    own = style.get(w("type")) or "paragraph"
    other = {"paragraph": "character", "character": "paragraph"}.get(own, own)
    for link in style.iter(*_STYLE_LINKS):
        kind, identity = other if link.tag == w("link") else own, link.get(w("val")) or ""
        link.set(w("val"), renamed.get((kind, identity), identity))
    for reference in list(style.iter(w("numPr"))):
        if (parent := reference.getparent()) is not None:
            parent.remove(reference)


def _style_name(style: _Element) -> str:
    name = style.find(w("name"))
    return (style.get(w("styleId")) or "" if name is None else name.get(w("val")) or "").lower()


def _free(wanted: str, taken: set[str | None]) -> str:
    name, number = wanted, 1
    while name in taken:
        number += 1
        name = f"{wanted}-{number}"
    return name


# -- lists --


def import_numbering(old: Wordfil, new: Wordfil) -> None:
    """Give the old stories the new file's list ids, and add the lists that are others there or missing."""
    part_a, part_b = old.part_of_kind("numbering"), new.part_of_kind("numbering")
    if part_a is None or (part_b is not None and old.entries[part_a].crc == new.entries[part_b].crc):
        return
    used = {item.get(w("val")) or "" for story in old.stories.values() for item in story.iter(w("numId"))} - {"0"}
    if not used:
        return
    root_a = old.parse(part_a)
    root_b = _numbering_of(new, old, part_a) if part_b is None else new.parse(part_b)
    lists_a, lists_b = _read_lists(root_a), _read_lists(root_b)
    renamed = {}
    for identity in sorted(used & lists_a.keys()):
        if lists_b.get(identity) != lists_a[identity]:
            renamed[identity] = _add_list(root_a, root_b, identity)
    for story in old.stories.values():
        for reference in story.iter(w("numId")):
            value = reference.get(w("val")) or ""
            reference.set(w("val"), renamed.get(value, value))


def _numbering_of(new: Wordfil, old: Wordfil, part: str) -> _Element:
    """Return an empty numbering part that the new file now has."""
    root = etree.Element(w("numbering"), nsmap={"w": w("x")[1:].partition("}")[0]})
    add_part(new, old, part, "numbering", root)
    return root


def add_part(new: Wordfil, old: Wordfil, part: str, kind: str, root: _Element) -> None:
    """Give the new file a part that only the old one has, with what both files say of its kind."""
    relation = next(item for item in old.relations[DOCUMENT].values() if item.kind == kind)
    new.entries[part] = old.entries[part]
    new._parsed[part] = root  # noqa: SLF001 - the part is made here
    new.relations[DOCUMENT][_free("rIdOld", set(new.relations[DOCUMENT]))] = relation
    override = next(
        (item for item in old.parse("[Content_Types].xml") if item.get("PartName") == f"/{part}"), None
    )  # fmt: skip
    if override is not None:
        new.parse("[Content_Types].xml").append(copy.deepcopy(override))


def _read_lists(root: _Element) -> dict[str, Canon]:
    """Return what each list is, by its id."""
    kinds = {item.get(w("abstractNumId")): item for item in root.iterchildren(w("abstractNum"))}
    without = frozenset((w("nsid"), w("tmpl")))
    found: dict[str, Canon] = {}
    for item in root.iterchildren(w("num")):
        abstract = item.find(w("abstractNumId"))
        kind = kinds.get(None if abstract is None else abstract.get(w("val")))
        own = canonical_children(item, frozenset((w("abstractNumId"),)))
        found[item.get(w("numId")) or ""] = (canonical_children(kind, without), own)
    return found


def _add_list(root_a: _Element, root_b: _Element, identity: str) -> str:
    """Add a list and what it is made of under free ids, and return its new one."""
    number = copy.deepcopy(next(item for item in root_a.iterchildren(w("num")) if item.get(w("numId")) == identity))
    abstract = number.find(w("abstractNumId"))
    kind = None if abstract is None else abstract.get(w("val"))
    source = next(
        (item for item in root_a.iterchildren(w("abstractNum")) if item.get(w("abstractNumId")) == kind), None
    )
    if source is not None and abstract is not None:
        added = copy.deepcopy(source)
        free = _next_number(root_b.iterchildren(w("abstractNum")), w("abstractNumId"))
        for child in [item for item in added if item.tag in (w("nsid"), w("styleLink"), w("numStyleLink"))]:
            added.remove(child)
        for style in list(added.iter(w("pStyle"))):
            if (parent := style.getparent()) is not None:
                parent.remove(style)
        added.set(w("abstractNumId"), free)
        abstract.set(w("val"), free)
        late = next((nr for nr, item in enumerate(root_b) if item.tag == w("num")), len(root_b))
        root_b.insert(late, added)
    fresh = _next_number(root_b.iterchildren(w("num")), w("numId"))
    number.set(w("numId"), fresh)
    last = [nr for nr, item in enumerate(root_b) if item.tag in (w("num"), w("abstractNum"))]
    root_b.insert(last[-1] + 1 if last else 0, number)
    return fresh


def _next_number(items: Iterable[_Element], attribute: str) -> str:
    return str(max([int(item.get(attribute) or 0) for item in items], default=0) + 1)


# -- links and pictures --


def import_relations(old: Wordfil, new: Wordfil, part_a: str, part_b: str) -> None:
    """Give a story of the old file the ids that the new file's story knows its links and pictures by."""
    relations = new.relations.setdefault(part_b, {})
    known: dict[object, str] = {}
    for identity, item in relations.items():
        known.setdefault(_target_key(new, item), identity)
    _rewrite_ids(new.stories[part_b], lambda rid: known[_target_key(new, relations[rid])] if rid in relations else rid)

    def find(identity: str) -> str:
        item = old.relations.get(part_a, {}).get(identity)
        if item is None:
            return identity
        key = _target_key(old, item)
        if key not in known:
            if item.kind not in _CARRIED:
                return f"{FOREIGN}{identity}"
            fresh = _free("rIdOld", set(relations))
            relations[fresh] = item if item.is_outside else _copy_picture(old, new, item)
            known[key] = fresh
        return known[key]

    _rewrite_ids(old.stories[part_a], find)


def _rewrite_ids(root: _Element, find: Callable[[str], str]) -> None:
    for element, key, identity in list(walk_ids(root)):
        if element.tag not in (w("headerReference"), w("footerReference")):
            element.set(key, find(identity))


def _target_key(file: Wordfil, item: Relation) -> object:
    entry = None if item.is_outside else file.entries.get(item.target)
    return (item.kind, item.target) if entry is None else (item.kind, entry.crc, entry.size)


def _copy_picture(old: Wordfil, new: Wordfil, item: Relation) -> Relation:
    stem, ending = posixpath.splitext(item.target)
    name, number = f"{stem}-old{ending}", 1
    while name in new.entries:
        number += 1
        name = f"{stem}-old{number}{ending}"
    new.entries[name] = replace(old.entries[item.target], name=name)
    types = new.parse("[Content_Types].xml")
    if not any((known.get("Extension") or "").lower() == ending[1:].lower() for known in types):
        default = next(
            (known for known in old.parse("[Content_Types].xml")
             if (known.get("Extension") or "").lower() == ending[1:].lower()), None)  # fmt: skip
        if default is not None:
            types.insert(0, copy.deepcopy(default))
    return item._replace(target=name)


# -- notes --


def import_notes(old: Wordfil, new: Wordfil) -> list[_Element]:
    """Add the old file's notes under free ids, and return them; those that nothing refers to go again later."""
    added: list[_Element] = []
    for kind, tag in NOTE_PARTS.items():
        part_a, part_b = old.part_of_kind(kind), new.part_of_kind(kind)
        references = [item for story in old.stories.values() for item in story.iter(tag)]
        if part_a is None or not references:
            continue
        notes_a = {note.get(w("id")): note for note in old.stories[part_a]}
        if part_b is None:
            root = copy.deepcopy(old.stories[part_a])
            for note in [item for item in root if (item.get(w("type")) or "normal") == "normal"]:
                root.remove(note)
            add_part(new, old, part_a, kind, root)
            part_b = part_a
            new.stories[part_b], new.relations[part_b] = root, {}
        import_relations(old, new, part_a, part_b)
        root = new.stories[part_b]
        fresh = max([int(note.get(w("id")) or 0) for note in root], default=0) + 1
        for number, reference in enumerate(references, start=fresh):
            note = copy.deepcopy(notes_a[reference.get(w("id"))])
            note.set(w("id"), str(number))
            reference.set(w("id"), str(number))
            root.append(note)
            added.append(note)
    return added
