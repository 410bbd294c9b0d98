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
    from collections.abc import Sequence

_ROWLESS = tuple(f"{before}</w:tbl>" for before in ("</w:tblGrid>", "<w:tblGrid/>", "</w:tblPr>", "<w:tblPr/>"))
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
    for rowless in _ROWLESS:
        while (end := xml.find(rowless)) >= 0:
            start = xml.rindex("<w:tbl>", 0, end)
            xml = xml[:start] + xml[end + len(rowless) :]
    for before in _CELL_ENDS:
        xml = xml.replace(f"{before}</w:tc>", f"{before}<w:p/></w:tc>")
    return xml.replace("<w:txbxContent></w:txbxContent>", "<w:txbxContent><w:p/></w:txbxContent>")


def mend_story(xml: str) -> str:
    """Return a header, footer or the footnotes mended in the same way."""
    return _EMPTY_STORY.sub(r"\1<w:p/>", mend(xml))
