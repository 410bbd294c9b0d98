"""What an element says, apart from how it happens to be written: the key that two editions are compared by.

Always so: elements with equal keys look the same on paper. Word's own bookkeeping (rsid, paraId, edit ids, languages,
spelling marks) is no part of a key, neither is the order of attributes. Source: ECMA-376 part 1 §17.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from lxml import etree

from generator.word.tags import w

if TYPE_CHECKING:
    from collections.abc import Hashable

    from lxml.etree import _Element

R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_NOISE_SPACES: Final = (
    "{http://schemas.microsoft.com/office/word/2010/wordml}",
    "{http://schemas.microsoft.com/office/word/2012/wordml}",
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing}",
    SPACE,
)
_NOISE_ATTRIBUTES: Final = frozenset(w(name) for name in (
    "rsid", "rsidR", "rsidRPr", "rsidP", "rsidRDefault", "rsidDel", "rsidSect", "rsidTr",
))  # fmt: skip
_NOISE_ELEMENTS: Final = frozenset(
    w(name) for name in (
        "lang", "noProof", "proofErr", "lastRenderedPageBreak", "webHidden", "rPrChange", "pPrChange", "sectPrChange",
        "tblPrChange", "tblGridChange", "trPrChange", "tcPrChange", "tblPrExChange",
    )
)  # fmt: skip

Canon: TypeAlias = "tuple[Hashable, ...]"
NONE: Final[Canon] = ()


def canonical(element: _Element, without: frozenset[str] = frozenset()) -> Canon:
    """Return what tells an element from others; children whose tags are `without` are left out."""
    attributes = [(key, value) for key, value in element.attrib.items() if not _is_noise(str(key), str(element.tag))]
    if len(attributes) > 1:
        attributes.sort()
    children = tuple(
        canonical(child) for child in element if child.tag not in _NOISE_ELEMENTS and child.tag not in without
    )
    return (element.tag, tuple(attributes), element.text or "", children)


def canonical_children(element: _Element | None, without: frozenset[str] = frozenset()) -> Canon:
    """Return what a set of properties says, whatever their order; () for none, or none that show."""
    if element is None or not len(element):
        return NONE
    found = [canonical(child) for child in element if child.tag not in _NOISE_ELEMENTS and child.tag not in without]
    if len(found) > 1:
        found.sort(key=repr)
    return tuple(found)


def _is_noise(key: str, tag: str) -> bool:
    if key[0] != "{":  # a drawing's attributes; its number and Word's name for it are no looks
        return key in ("id", "name") and tag.endswith(("}docPr", "}cNvPr"))
    return key in _NOISE_ATTRIBUTES or key.startswith(_NOISE_SPACES)


def local(element: _Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def words_of(element: _Element) -> str:
    """Return the words of an element as a message quotes them."""
    return "".join(text.text or "" for text in element.iter(w("t"), w("delText")))
