"""What a loop that ran no time leaves behind, mended: a cell must end with a paragraph, a table must have a row.

Word calls a file damaged otherwise. Only parts whose form makes it possible come here (found when it is compiled),
and plain string searches do it, since this is on the hot path. Source: ECMA-376 part 1 §17.4.65 (tc), §17.4.37 (tbl);
fejl-hos-andre 38.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_ROWLESS = re.compile(r"(?:</w:tblGrid>|<w:tblGrid/>|</w:tblPr>|<w:tblPr/>)</w:tbl>")
_CELL_ENDS = ("</w:tcPr>", "</w:tbl>", "<w:tc>", "<w:tcPr/>")
_EMPTY_STORY = re.compile(r"(<w:(?:hdr|ftr|footnote)\b[^>]*(?<!/)>)(?=</w:(?:hdr|ftr|footnote)>)")

_CLOSING = tuple(f"</w:{name}>" for name in ("tc", "tbl", "txbxContent", "hdr", "ftr", "footnote"))
_FILLED = ("</w:p>", "<w:p/>", "</w:tr>")


def may_have_hole(pieces: Sequence[str]) -> bool:
    """Whether something may have lost all it held. That shows only where two of the pieces a form is printed in meet.

    Looking there takes a sixth of the time that looking through the whole part does, which most forms never need.
    """
    return any(piece.startswith(_CLOSING) and not before.endswith(_FILLED) for before, piece in pairwise(pieces))


def mend(xml: str) -> str:
    """Return `xml` with a paragraph in every cell and box that lost all its own, without tables that lost all rows.

    `xml` holds no white space between elements.
    """
    xml = "".join(_without_rowless(xml))
    for before in _CELL_ENDS:
        xml = xml.replace(f"{before}</w:tc>", f"{before}<w:p/></w:tc>")
    return xml.replace("<w:txbxContent></w:txbxContent>", "<w:txbxContent><w:p/></w:txbxContent>")


def _without_rowless(xml: str) -> Iterator[str]:
    """Yield what is left of `xml` without tables that have no row, in one pass."""
    begin = 0
    for match in _ROWLESS.finditer(xml):
        start = max(xml.rfind("<w:tbl>", begin, match.start()), xml.rfind("<w:tbl ", begin, match.start()))
        if start >= 0:
            yield xml[begin:start]
            begin = match.end()
    yield xml[begin:]


def mend_story(xml: str) -> str:
    """Return a header, footer or the footnotes mended in the same way."""
    return _EMPTY_STORY.sub(r"\1<w:p/>", mend(xml))
