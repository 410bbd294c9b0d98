"""The style and fonts that the program's own pages are made with, read from beside the writers.

Always so: what comes out holds everything it needs (fonts as data addresses), so that a page asks nobody for anything.
The writers themselves read no files; they are handed what stands here.
"""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from pathlib import Path
from typing import Final

import generator

_FOLDER: Final = Path(generator.__file__).resolve().parent / "document"
_FONT = re.compile(r'url\("([\w-]+/[\w-]+\.woff2)"\)')
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"\s*\n\s*")


@cache
def load_html_css() -> str:
    """Return the style sheet of a delaftale's HTML page, fonts inside; comments and line breaks left out."""
    css = (_FOLDER / "html.css").read_text(encoding="utf-8")
    return _FONT.sub(_embed, _BLANKS.sub("\n", _COMMENT.sub("", css)).strip())


def _embed(match: re.Match[str]) -> str:
    font = b64encode((_FOLDER / match[1]).read_bytes()).decode("ascii")
    return f'url("data:font/woff2;base64,{font}")'
