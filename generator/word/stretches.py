"""Rendered WordprocessingML read as steps, a stretch at a time, so that a form's own are read but once.

Nothing is dropped in silence: an element nobody knows is walked through. Only what the program wrote or serialized
itself is read here (no comments, no CDATA, `w:` and `r:` as usual: `guard` sees to it), so a stretch may begin or end
anywhere between elements. Source: ECMA-376 part 1 §17; design decision 2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.document.blocks import Anchor, Run, Special
from generator.model.sti import Sti
from generator.word.bookmarks import parse_anchor
from generator.word.roles import PLAIN
from generator.word.steps import Begin, Caption, Grid, Instruction, Mark, Note, Span, Whole, paragraph_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.word.roles import StyleFact
    from generator.word.steps import Step

_TOKEN = re.compile(r"""<(/?)([^\s<>/!?"']+)((?:[^<>"'/]|"[^"]*"|'[^']*')*)(/?)>|([^<]+)""")
_ATTRIBUTE = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]+)|#(\d+)|(\w+));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_OFF = ("0", "false", "off", "none")
_SPECIALS = {"w:br": Special.LINE_BREAK, "w:cr": Special.LINE_BREAK, "w:tab": Special.TAB}
_SIGNS = {"w:noBreakHyphen": "\N{NON-BREAKING HYPHEN}", "w:softHyphen": "\N{SOFT HYPHEN}"}
_PASSED_BY = frozenset(
    f"w:{name}"
    for name in (
        "sectPr", "sdtPr", "pPrChange", "rPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
        "tcPrChange",
    )
)  # fmt: skip
_UNSEEN = {"w:del", "w:moveFrom"}  # and mc:Fallback, whatever its prefix: the same again, for old readers
_STRUCTURE = {
    ("", "w:tbl"): Mark.TABLE, ("/", "w:tbl"): Mark.TABLE_END,
    ("", "w:tr"): Mark.ROW, ("/", "w:tr"): Mark.ROW_END,
    ("", "w:tc"): Mark.CELL, ("/", "w:tc"): Mark.CELL_END,
    ("", "w:txbxContent"): Mark.BOX, ("/", "w:txbxContent"): Mark.BOX_END,
}  # fmt: skip
_FIELD_MARKS = {"begin": Mark.FIELD, "separate": Mark.FIELD_RESULT, "end": Mark.FIELD_END}
_BARE = Run("")


def read_steps(
    xml: str,
    facts: Mapping[str, StyleFact],
    links: Mapping[str, str] | None = None,
    stier: Mapping[str, str] | None = None,
) -> tuple[Step, ...]:
    """Return what a stretch of a part says.

    `facts` are the form's styles; `links` and `stier` the addresses and fields behind link ids and bookmarks' keys,
    which only a stretch with filled-in text has.
    """
    reader = _StretchReader(facts, links or {}, stier or {})
    for match in _TOKEN.finditer(xml):
        reader.take(*match.groups())
    return tuple(reader.steps)


def unescape(text: str) -> str:
    """Return XML's text as it reads."""
    return _REFERENCE.sub(_refer, text) if "&" in text else text


def _refer(match: re.Match[str]) -> str:
    if match[3] is not None:
        return _NAMED.get(match[3], match[0])
    return chr(int(match[1], 16) if match[1] is not None else int(match[2]))


class _StretchReader:
    """Takes a stretch token by token; what stands open in it is kept between tokens."""

    def __init__(self, facts: Mapping[str, StyleFact], links: Mapping[str, str], stier: Mapping[str, str]) -> None:
        self.steps: list[Step] = []
        self._facts, self._links, self._stier = facts, links, stier
        self._passing = 0  # how deep inside an element that says nothing
        self._begun: int | None = None  # where the paragraph at hand begins among the steps
        self._in_paragraph_look = False
        self._in_run_look = False
        self._looks = _BARE
        self._in_text = ""  # the element whose text is meant, if any
        self._hrefs: list[str | None] = [None]  # of the links that stand open
        self._widths: list[int] = []
        self._anchor: Anchor | None = None
        self._anchor_id: str | None = None
        self._is_blank = False  # nothing stands in the bookmark yet

    def take(self, slash: str | None, name: str | None, attributes: str, empty: str, text: str | None) -> None:
        """Take a tag or a stretch of text."""
        if name is None:
            if text is not None and self._in_text and not self._passing:
                self._take_text(unescape(text))
        elif self._passing:
            self._passing += -1 if slash else 0 if empty else 1
        elif name in _PASSED_BY:
            self._passing = 0 if empty else 1
        elif slash:
            self._close(name)
        else:
            values = {found[0]: unescape(found[1] or found[2]) for found in _ATTRIBUTE.findall(attributes)}
            self._open(name, values)
            if empty:
                self._close(name)

    def _take_text(self, text: str) -> None:
        if self._in_text == "w:instrText":
            self.steps.append(Instruction(text))
        else:
            self._say(text)

    def _say(self, text: str) -> None:
        self._add(self._looks._replace(text=text, href=self._hrefs[-1], anchor=self._anchor))

    def _add(self, step: Step) -> None:
        self._is_blank = False
        self.steps.append(step)

    # -- elements that begin --

    def _open(self, name: str, values: Mapping[str, str]) -> None:
        if name == "w:pPr":
            self._in_paragraph_look = True
        elif self._in_paragraph_look:
            if name == "w:pStyle" and self._begun is not None:
                self.steps[self._begun] = Begin(self._facts.get(values.get("w:val", ""), PLAIN))
        elif self._in_run_look:
            self._open_look(name, values.get("w:val"))
        elif (mark := _STRUCTURE.get(("", name))) is not None:
            self.steps.append(mark)
        elif not self._open_in_text(name, values):
            self._open_in_table(name, values)

    def _open_look(self, name: str, value: str | None) -> None:
        is_on = value not in _OFF
        if name == "w:b":
            self._looks = self._looks._replace(bold=is_on)
        elif name == "w:i":
            self._looks = self._looks._replace(italic=is_on)
        elif name == "w:u":
            self._looks = self._looks._replace(underline=value is not None and is_on)
        elif name == "w:rStyle" and self._hrefs[-1] is None and (fact := self._facts.get(value or "")) is not None:
            self._looks = self._looks._replace(role=fact.role)

    def _open_in_text(self, name: str, values: Mapping[str, str]) -> bool:  # noqa: C901, PLR0912 - one for each kind
        """Take what a paragraph is made of; return whether it was that."""
        if name == "w:p":
            self._begun, self._anchor, self._anchor_id = len(self.steps), None, None
            self.steps.append(Begin(PLAIN))
        elif name == "w:r":
            self._looks = _BARE
        elif name == "w:rPr":
            self._in_run_look = True
        elif name in ("w:t", "w:instrText"):
            self._in_text = name
        elif name == "w:bookmarkStart":
            if (found := parse_anchor(values.get("w:name", ""))) is not None:
                sti = self._stier.get(found.key)
                self._anchor = Anchor(*found, None if sti is None else Sti(sti))
                self._anchor_id, self._is_blank = values.get("w:id"), True
        elif name == "w:bookmarkEnd":
            self._close_bookmark(values.get("w:id"))
        elif name == "w:hyperlink":
            self._hrefs.append(self._links.get(values.get("r:id", "")))
        elif name == "w:fldSimple":
            self.steps += Mark.FIELD, Instruction(values.get("w:instr", "")), Mark.FIELD_RESULT
        elif name == "w:fldChar":
            self.steps += [_FIELD_MARKS[kind] for kind in (values.get("w:fldCharType"),) if kind in _FIELD_MARKS]
        elif name in _SPECIALS:
            self._add(_SPECIALS[name])
        elif name in _SIGNS:
            self._say(_SIGNS[name])
        elif name == "w:sym":
            self._say(chr(int(values.get("w:char") or "20", 16)))
        elif name == "w:footnoteReference":
            self._add(Note(values.get("w:id", ""), self._looks._replace(href=self._hrefs[-1], anchor=self._anchor)))
        elif name in _UNSEEN or name.endswith(":Fallback"):
            self.steps.append(Mark.HIDDEN)
        else:
            return False
        return True

    def _open_in_table(self, name: str, values: Mapping[str, str]) -> None:
        match name:
            case "w:tblCaption":
                self.steps.append(Caption(values.get("w:val", "")))
            case "w:gridCol":
                self._widths.append(_number(values.get("w:w")))
            case "w:tblHeader" if values.get("w:val") not in _OFF:
                self.steps.append(Mark.HEADER_ROW)
            case "w:gridSpan":
                self.steps.append(Span(_number(values.get("w:val"))))
            case "w:vMerge" if values.get("w:val") != "restart":
                self.steps.append(Mark.CONTINUED)
            case _:
                pass  # looks, and what is walked through

    # -- elements that end --

    def _close(self, name: str) -> None:
        if name == "w:pPr":
            self._in_paragraph_look = False
        elif name == "w:rPr" and not self._in_paragraph_look:
            self._in_run_look = False
        elif not self._in_paragraph_look and not self._in_run_look:
            self._close_content(name)

    def _close_content(self, name: str) -> None:
        if name in ("w:t", "w:instrText"):
            self._in_text = ""
        elif name == "w:p":
            self._close_paragraph()
        elif (mark := _STRUCTURE.get(("/", name))) is not None:
            self.steps.append(mark)
        elif name == "w:hyperlink" and len(self._hrefs) > 1:
            self._hrefs.pop()
        elif name == "w:fldSimple":
            self.steps.append(Mark.FIELD_END)
        elif name == "w:tblGrid":
            self.steps.append(Grid(tuple(self._widths)))
            self._widths = []
        elif name in _UNSEEN or name.endswith(":Fallback"):
            self.steps.append(Mark.HIDDEN_END)

    def _close_bookmark(self, number: str | None) -> None:
        """End a field; around nothing it is a blank one: an empty run."""
        if self._anchor is not None and number == self._anchor_id:
            if self._is_blank:
                self._add(Run("", anchor=self._anchor))
            self._anchor, self._anchor_id = None, None

    def _close_paragraph(self) -> None:
        """End a paragraph; one that is all here and says of itself what it is becomes a single step."""
        steps, begun = self.steps, self._begun
        self._begun = None
        if begun is not None and isinstance(begin := steps[begun], Begin) and not begin.fact.is_sub:
            inlines = tuple(item for item in steps[begun + 1 :] if isinstance(item, Run | Special))
            if len(inlines) == len(steps) - begun - 1:
                steps[begun:] = [Whole(begin.fact, paragraph_of(begin.fact, inlines))]
                return
        steps.append(Mark.END)


def _number(text: str | None) -> int:
    """Return a count or width; 1 where none is stated, or nothing that is one."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and int(text) else 1
