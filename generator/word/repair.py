"""What a loop that ran no time leaves behind, mended: a cell must end with a paragraph, a table must have a row.

Word calls a file damaged otherwise. Only parts whose form makes it possible come here (found when it is compiled), and plain
string searches do it, since this is on the hot path. Source: ECMA-376 part 1 §17.4.65 (tc), §17.4.37 (tbl);
fejl-hos-andre 38.
"""

from __future__ import annotations

import re

_ROWLESS = "</w:tblGrid></w:tbl>"
_CELL_ENDS = ("</w:tcPr>", "</w:tbl>", "<w:tc>", "<w:tcPr/>")
_EMPTY_STORY = re.compile(r"(<w:(?:hdr|ftr|footnote)\b[^>]*(?<!/)>)(?=</w:(?:hdr|ftr|footnote)>)")


def mend(xml: str) -> str:
    """Return `xml` with a paragraph in every cell and story that lost all its own, without tables that lost all rows.

    `xml` holds no white space between elements.
    """
    while (end := xml.find(_ROWLESS)) >= 0:
        start = xml.rindex("<w:tbl>", 0, end)
        xml = xml[:start] + xml[end + len(_ROWLESS) :]
    for before in _CELL_ENDS:
        xml = xml.replace(f"{before}</w:tc>", f"{before}<w:p/></w:tc>")
    return xml


def mend_story(xml: str) -> str:
    """Return a header, footer or the footnotes mended in the same way."""
    return _EMPTY_STORY.sub(r"\1<w:p/>", mend(xml))
