"""A judge of redlines that shares no code with them: accepts or rejects all as Word does, and tells what then stands.

Works on `xml.etree` trees and plain values. Semantics: what is hidden goes with all it holds; a row that goes takes its
cells along, and a table without rows goes; a paragraph whose end goes is joined to the next, whose properties hold,
and if there is no next paragraph but nothing is left of it, it goes. Source: ECMA-376 part 1 §17.13.5.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COUNTED = ("PAGE", "NUMPAGES", "PAGEREF", "SECTIONPAGES", "TOC")
_CHANGES = ("pPrChange", "rPrChange", "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "sectPrChange")


class NoPlaceError(AssertionError):
    """What is left of a paragraph has no paragraph to go to."""


def parts_of(docx: bytes) -> dict[str, ET.Element]:
    """Return the XML parts of a file."""
    archive = zipfile.ZipFile(io.BytesIO(docx))
    return {name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}  # noqa: S314 - our own bytes


def accept(docx: bytes) -> dict[str, ET.Element]:
    """Return the parts with all changes accepted."""
    return _settle(docx, gone="del", stays="ins", back=False)


def reject(docx: bytes) -> dict[str, ET.Element]:
    """Return the parts with all changes rejected."""
    return _settle(docx, gone="ins", stays="del", back=True)


def _settle(docx: bytes, *, gone: str, stays: str, back: bool) -> dict[str, ET.Element]:
    parts = parts_of(docx)
    for name, root in parts.items():
        if name.startswith("word/") and root.tag.startswith(W):
            _settle_properties(root, back=back)
            _settle_rows(root, gone, stays)
            _settle_content(root, gone, stays)
            _settle_ends(root, gone, stays)
    _drop_notes(parts)
    return parts


def _settle_properties(root: ET.Element, *, back: bool) -> None:
    for holder in list(root.iter()):
        for change in [child for child in holder if child.tag.removeprefix(W) in _CHANGES]:
            holder.remove(change)
            if not back:
                continue
            was = change[0]
            kept = [child for child in holder if holder.tag in (W + "pPr", W + "sectPr") and child.tag in (
                W + "rPr", W + "sectPr", W + "headerReference", W + "footerReference")]  # fmt: skip
            holder[:] = [*was, *kept]


def _settle_rows(root: ET.Element, gone: str, stays: str) -> None:
    for parent in list(root.iter()):
        for table in [child for child in parent if child.tag == W + "tbl"]:
            rows = [child for child in table if child.tag == W + "tr"]
            for row in rows:
                if row.find(f"{W}trPr/{W}{gone}") is not None:
                    table.remove(row)
                elif (properties := row.find(f"{W}trPr")) is not None:
                    for mark in properties.findall(W + stays):
                        properties.remove(mark)
            if rows and table.find(W + "tr") is None:
                parent.remove(table)


def _settle_content(root: ET.Element, gone: str, stays: str) -> None:
    for parent in list(root.iter()):
        if parent.tag in (W + "rPr", W + "trPr"):
            continue
        children: list[ET.Element] = []
        for child in parent:
            if child.tag == W + gone:
                continue
            children.extend(child if child.tag == W + stays else [child])
        parent[:] = children
    for text in root.iter(W + "delText"):
        text.tag = W + "t"
    for text in root.iter(W + "delInstrText"):
        text.tag = W + "instrText"


def _settle_ends(root: ET.Element, gone: str, stays: str) -> None:
    for parent in list(root.iter()):
        children = list(parent)
        for number, paragraph in enumerate(children):
            if paragraph.tag != W + "p" or (looks := paragraph.find(f"{W}pPr/{W}rPr")) is None:
                continue
            for mark in looks.findall(W + stays):
                looks.remove(mark)
            if looks.find(W + gone) is None:
                continue
            following = children[number + 1] if number + 1 < len(children) else None
            rest = [child for child in paragraph if child.tag != W + "pPr"]
            parent.remove(paragraph)
            if following is not None and following.tag == W + "p":
                properties = [child for child in following if child.tag == W + "pPr"]
                own = [child for child in following if child.tag != W + "pPr"]
                following[:] = [*properties, *rest, *own]
            elif following is None or any(child.tag == W + "r" for child in rest):
                raise NoPlaceError("".join(paragraph.itertext()))


def _drop_notes(parts: dict[str, ET.Element]) -> None:
    for kind in ("footnote", "endnote"):
        root = parts.get(f"word/{kind}s.xml")
        if root is None:
            continue
        used = {item.get(W + "id") for part in parts.values() for item in part.iter(f"{W}{kind}Reference")}
        for note in list(root):
            if note.get(W + "type", "normal") == "normal" and note.get(W + "id") not in used:
                root.remove(note)


# -- what stands there --


def describe(parts: dict[str, ET.Element]) -> dict[str, Any]:
    """Return what a file says, story by story: body, headers and footers in the order of the sections, notes."""
    body = parts["word/document.xml"].find(W + "body")
    assert body is not None
    relations = {item.get("Id"): item.get("Target") for item in parts["word/_rels/document.xml.rels"]}
    numbers = parts.get("word/numbering.xml")
    _name_styles(parts)
    said: dict[str, Any] = {"body": _blocks(body, numbers)}
    for section in parts["word/document.xml"].iter(W + "sectPr"):
        for reference in section:
            if reference.tag in (W + "headerReference", W + "footerReference"):
                root = parts[f"word/{relations[reference.get(R + 'id')]}"]
                said.setdefault("around", []).append((reference.tag, _blocks(root, numbers)))
    for kind in ("footnotes", "endnotes"):
        if (part := parts.get(f"word/{kind}.xml")) is not None:
            notes = [_blocks(note, numbers) for note in part if note.get(W + "type", "normal") == "normal"]
            said[kind] = sorted(notes, key=repr)
    return said


def _name_styles(parts: dict[str, ET.Element]) -> None:
    """Put each style's name where its id stands: ids differ between files, and Word shows names."""
    names = {}
    for style in parts["word/styles.xml"].iter(W + "style"):
        name = style.find(W + "name")
        names[style.get(W + "styleId")] = "" if name is None else name.get(W + "val", "").lower()
    for root in parts.values():
        for reference in root.iter():
            if reference.tag in (W + "pStyle", W + "tblStyle"):
                reference.set(W + "val", names.get(reference.get(W + "val"), reference.get(W + "val", "")))


def _blocks(parent: ET.Element, numbers: ET.Element | None) -> list[Any]:
    found: list[Any] = []
    for child in parent:
        if child.tag == W + "p":
            found.append(("p", _style(child), _level(child, numbers), _text(child)))
        elif child.tag == W + "tbl":
            style = child.find(f"{W}tblPr/{W}tblStyle")
            rows = [
                [(_span(cell), _blocks(cell, numbers)) for cell in row if cell.tag == W + "tc"]
                for row in child
                if row.tag == W + "tr"
            ]
            found.append(("tbl", "" if style is None else style.get(W + "val"), rows))
    return found


def _style(paragraph: ET.Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(W + "val", "")


def _level(paragraph: ET.Element, numbers: ET.Element | None) -> Any:
    """Return the list level, and what the list looks like there."""
    numbering = paragraph.find(f"{W}pPr/{W}numPr")
    if numbering is None or (identity := numbering.find(W + "numId")) is None:
        return None
    level = numbering.find(W + "ilvl")
    depth = "0" if level is None else level.get(W + "val")
    looks: list[str | None] = []
    for number in [] if numbers is None else numbers.findall(W + "num"):
        if number.get(W + "numId") == identity.get(W + "val"):
            kind = number.find(W + "abstractNumId")
            wanted = "" if kind is None else kind.get(W + "val")
            for abstract in [] if numbers is None else numbers.findall(W + "abstractNum"):
                if abstract.get(W + "abstractNumId") == wanted:
                    looks = [
                        item.get(W + "val")
                        for one in abstract.findall(W + "lvl")
                        if one.get(W + "ilvl") == depth
                        for item in (*one.findall(W + "numFmt"), *one.findall(W + "lvlText"))
                    ]
    return (depth, looks)


def _span(cell: ET.Element) -> Any:
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    reach = "" if merge is None else merge.get(W + "val", "continue")
    return ("1" if span is None else span.get(W + "val"), reach)


def _text(paragraph: ET.Element) -> list[tuple[str, str]]:  # noqa: C901, PLR0912 - one for each kind
    """Return the words, looks by looks; a break, a tab, a field or a picture as a word in brackets."""
    found: list[tuple[str, str]] = []
    depth, code, result, shows = 0, "", "", False
    for run in _runs(paragraph):  # what each is made of, in order
        if run.tag == W + "fldSimple":
            found.append((_field(run.get(W + "instr", ""), "".join(run.itertext())), ""))
            continue
        properties = run.find(W + "rPr")
        looks = "" if properties is None else " ".join(sorted(child.tag.removeprefix(W) for child in properties))
        for child in run:
            name = child.tag.removeprefix(W)
            if name == "fldChar":
                kind = child.get(W + "fldCharType")
                depth += {"begin": 1, "end": -1}.get(kind or "", 0)
                shows = kind == "separate" or (shows and kind != "end")
                if depth == 0:
                    found.append((_field(code, result), ""))
                    code = result = ""
            elif name == "instrText":
                code += child.text or ""
            elif depth:
                result += (child.text or "") if shows else ""
            elif name == "t":
                found.append((child.text or "", looks))
            elif name != "rPr" and not name.endswith("Reference"):
                found.append((f"[{name}]", looks))
            elif name.endswith("Reference"):
                found.append(("[note]", looks))
    joined: list[tuple[str, str]] = []
    for text, looks in found:
        if joined and joined[-1][1] == looks:
            joined[-1] = (joined[-1][0] + text, looks)
        elif text:
            joined.append((text, looks))
    return joined


def _runs(parent: ET.Element) -> list[ET.Element]:
    found = []
    for child in parent:
        if child.tag in (W + "r", W + "fldSimple"):
            found.append(child)
        elif child.tag == W + "hyperlink":
            found.extend(_runs(child))
    return found


def _field(code: str, result: str) -> str:
    name = code.split(maxsplit=1)[0].upper() if code.split() else ""
    return f"[{' '.join(code.split())}{'' if name in _COUNTED else f'={result}'}]"


# -- what is always so of a redline --


def check_shape(docx: bytes) -> None:
    """Assert what holds of every redline: ids unique and apart, `delText` in `del` only, no change inside another."""
    parts = parts_of(docx)
    ids: list[str] = []
    marks: list[str] = []
    for name, root in parts.items():
        if not name.startswith("word/"):
            continue
        for item in root.iter():
            local = item.tag.removeprefix(W)
            if local in ("ins", "del", *_CHANGES):
                ids.append(item.get(W + "id", ""))
                inner = [child.tag.removeprefix(W) for child in item.iter() if child is not item]
                assert not {"ins", "del"} & set(inner), f"nested in {name}"
                if local == "del":
                    assert not {"t", "instrText"} & set(inner), f"w:t in w:del in {name}"
                if local == "ins":
                    assert "delText" not in inner
            elif local == "bookmarkStart":
                marks.append(item.get(W + "id", ""))
            if local in ("t", "delText") and item.text and item.text != item.text.strip():
                assert item.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve", item.text
        names = [item.get(W + "name") for item in root.iter(W + "bookmarkStart")]
        assert len(set(names)) == len(names), f"bookmarks named alike in {name}"
    assert len(set(ids)) == len(ids)
    assert not set(ids) & set(marks)
    dates = {match for root in parts.values() for match in re.findall(r'date="([^"]+)"', ET.tostring(root, "unicode"))}
    assert len(dates) <= 1
