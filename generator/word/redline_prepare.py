"""A part of a Word file made ready to be compared: wrappers opened, bookkeeping taken out, what can't be is refused.

Always so: afterwards a story holds paragraphs and tables only, ends with a paragraph, and has no tracked changes, since
a redline of a redline could not say whose change is whose. Comments are no text of the document: they are left out, and
that is told. Source: ECMA-376 part 1 §17.5, §17.13; fejl-hos-andre 13, 15.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.word.redline_canon import local, words_of
from generator.word.redline_errors import ConstructError, RevisionsInsideError, place_of
from generator.word.tags import W, w

if TYPE_CHECKING:
    from lxml.etree import _Element

COMMENTS: Final = "Kommentarerne er ikke med i sammenligningen."
_REVISIONS: Final = frozenset(w(name) for name in (
    "ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "sectPrChange", "tblPrChange", "tblGridChange",
    "trPrChange", "tcPrChange", "tblPrExChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "delText",
    "delInstrText", "moveFromRangeStart", "moveToRangeStart", "customXmlInsRangeStart", "customXmlDelRangeStart",
))  # fmt: skip
_STRIPPED: Final = frozenset(w(name) for name in (
    "proofErr", "lastRenderedPageBreak", "permStart", "permEnd", "commentRangeStart", "commentRangeEnd",
    "commentReference",
))  # fmt: skip
_WRAPPERS: Final = {w("sdt"): w("sdtContent"), w("smartTag"): None, w("customXml"): None}
_WRAPPER_PROPERTIES: Final = (w("smartTagPr"), w("customXmlPr"))
_COMMENTS: Final = (w("commentRangeStart"), w("commentRangeEnd"), w("commentReference"))
_BOOKMARKS: Final = (w("bookmarkStart"), w("bookmarkEnd"))
_FOREIGN: Final = {w("altChunk"): "et indsat dokument", w("subDoc"): "et underdokument"}
_MAYBE: Final = re.compile(
    rb"Change[ />]|<w:(?:ins|del|move|sdt|smartTag|customXml|altChunk|subDoc|proofErr|perm|comment|lastRendered|cell)"
)
"""What nothing special is without, where elements are named as Word names them."""
_STORIES: Final = tuple(w(name) for name in ("body", "hdr", "ftr", "tc", "footnote", "endnote"))
_P, _TBL, _TR, _P_PR = w("p"), w("tbl"), w("tr"), w("pPr")
_SPECIAL: Final = frozenset({*_REVISIONS, *_STRIPPED, *_WRAPPERS, *_FOREIGN})
_HOLDERS: Final = (_P, w("hyperlink"))


def prepare(root: _Element, data: bytes, file: str, part: str) -> tuple[str, ...]:
    """Make a part, read from `data`, ready in place; return what the user is to be told. Raises: RedlineError."""
    if not str(root.tag).startswith(f"{{{W}}}"):
        raise ConstructError(file, "", "Filens form (Strict Open XML)")
    is_plain = root.prefix == "w" and _MAYBE.search(data) is None
    found = [] if is_plain else list(root.iter(*_SPECIAL))
    for element in found:
        _refuse(element, file, part)
    told = any(element.tag in _COMMENTS for element in found)
    for element in found:
        tag = str(element.tag)
        if tag in _STRIPPED:
            _remove(element)
        elif tag in _WRAPPERS:
            _open(element, _WRAPPERS[tag])
    for mark in list(root.iter(*_BOOKMARKS)):
        _settle(mark)
    for story in list(root.iter(*_STORIES)):
        if not len(story) or story[-1].tag != _P:
            _end_with_paragraph(story)
    return (COMMENTS,) if told else ()


def _refuse(element: _Element, file: str, part: str) -> None:
    tag = str(element.tag)
    if tag in _REVISIONS:
        raise RevisionsInsideError(file, _place(element, part), element.get(w("author")) or "")
    if tag in _FOREIGN:
        raise ConstructError(file, _place(element, part), _FOREIGN[tag])


def _place(element: _Element, part: str) -> str:
    paragraph: _Element | None = element
    while paragraph is not None and paragraph.tag not in (_P, _TR):
        paragraph = paragraph.getparent()
    return place_of(part, "" if paragraph is None else words_of(paragraph))


def describe_place(element: _Element, part: str) -> str:
    """Return where in a part an element stands, for a message."""
    return _place(element, part)


def _remove(element: _Element) -> None:
    if (parent := element.getparent()) is not None:
        parent.remove(element)


def _open(wrapper: _Element, content: str | None) -> None:
    """Put what a wrapper holds where the wrapper stood."""
    parent = wrapper.getparent()
    if parent is None:
        return
    inside = wrapper if content is None else wrapper.find(content)
    children = [] if inside is None else [child for child in inside if child.tag not in _WRAPPER_PROPERTIES]
    at = parent.index(wrapper)
    parent[at : at + 1] = children


def _settle(mark: _Element) -> None:
    """Move a bookmark's beginning or end that stands between paragraphs into the next one, or the last there is."""
    parent = mark.getparent()
    if parent is None or parent.tag in _HOLDERS:
        return
    following = next((item for item in mark.itersiblings() for item in item.iter(_P)), None)
    above: _Element | None = parent
    while following is None and above is not None:
        following = next((item for item in above.itersiblings() for item in item.iter(_P)), None)
        above = above.getparent()
    parent.remove(mark)
    if following is not None:
        first = next(
            (nr for nr, child in enumerate(following) if child.tag not in (_P_PR, *_BOOKMARKS)), len(following)
        )
        following.insert(first, mark)
        return
    root = parent.getroottree().getroot()
    last = next(reversed(list(root.iter(_P))), None)
    if last is not None:
        last.append(mark)


def _end_with_paragraph(story: _Element) -> None:
    """Give a story that ends with a table, or holds nothing, the empty paragraph that Word gives it."""
    children = [child for child in story if child.tag in (_P, _TBL)]
    if not children or children[-1].tag == _TBL:
        late = next((nr for nr, child in enumerate(story) if child.tag == w("sectPr")), len(story))
        story.insert(late, etree.Element(_P))


def name_of(element: _Element) -> str:
    """Return what a construct is called in Danish."""
    names = {"txbxContent": "En tekstboks", "oMath": "En formel", "oMathPara": "En formel", "object": "Et objekt",
             "chart": "Et diagram", "ruby": "Lydskrift", "fldChar": "Et felt",
             "control": "Et kontrolelement"}  # fmt: skip
    found = [local(item) for item in element.iter(etree.Element)]
    return next((names[name] for name in found if name in names), f"Et element (w:{found[0]})")
