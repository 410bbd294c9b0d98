"""A form's tags rewritten in the XML, in document order, each judged on the way.

What a value becomes is decided by the program: `{{ x }}` is cut out of its run and becomes `_felt(x, looks)`, `{{p x }}` replaces its
paragraph by `_afsnit(x, looks)`. Tags that hold a block stay as text nodes between runs, or in paragraphs and rows that
docxtpl's patching then removes. A block must close where it opened, so the result is well-formed whatever is printed.
"""

from __future__ import annotations

import copy
import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.errors import FormFejl
from generator.word.contract import Kind
from generator.word.grammar import Grammar, TagError
from generator.word.tags import TAG, Tag, excerpt, find_loose_marks, gather_tags, paragraph_text, unclosed, w

if TYPE_CHECKING:
    from lxml.etree import _Element

    from generator.word.styles import StyleTable

MARKER = "_m"
"""An element that holds a piece of Jinja until the part is serialized; then only its text is left."""

OPEN_BRACE, CLOSE_BRACE = "\ufdd0", "\ufdd1"
"""Stand for braces of the form's own text, so that neither docxtpl nor Jinja takes them for tags."""

_PLACES = (("header", "Sidehovedet"), ("footer", "Sidefoden"), ("footnotes", "Fodnoterne"), ("docProps", "Egenskaberne"))
_ONCE = ("footnoteReference", "endnoteReference", "commentReference")


class Rewriter:
    """Rewrites the parts of one form; keeps the mistakes found and what is counted over all parts."""

    def __init__(self, table: StyleTable) -> None:
        self._table = table
        self._part = ""
        self._grammar = Grammar()
        self.fejl: list[FormFejl] = []
        self.mending: dict[str, str] = {}
        self.next_bookmark_id = 1

    def rewrite(self, part: str, tree: _Element) -> None:
        """Rewrite `tree` in place."""
        self._part, self._grammar = part, Grammar()
        if part.startswith("docProps/"):
            self._rewrite_properties(tree)
        else:
            for paragraph in list(tree.iter(w("p"))):
                self._rewrite_paragraph(paragraph)
            self._settle_bookmarks(tree)
        for block in self._grammar.blocks:
            message = f"Tagget bliver ikke afsluttet. Skriv {{%{block.scope} end{block.keyword} %}}, hvor det slutter."
            self._report(block.source, block.text, message)
        _protect_braces(tree)

    # -- paragraphs --

    def _rewrite_paragraph(self, paragraph: _Element) -> None:
        text = paragraph_text(paragraph)
        tags = [Tag.parse(source) for source in gather_tags(paragraph)]
        if (loose := find_loose_marks(text)) is not None:
            self.fejl.append(unclosed(self._place(), text, loose))
        block_tags = [tag for tag in tags if tag.scope in ("p", "tr", "tc")]
        if block_tags:
            self._rewrite_alone(paragraph, text, tags, block_tags[0])
        elif tags:
            self._rewrite_runs(paragraph, text)
        if self._grammar.in_loop:
            self._check_once(paragraph, text)

    def _check_once(self, paragraph: _Element, text: str) -> None:
        if any(next(paragraph.iter(w(name)), None) is not None for name in _ONCE):
            self._report("", text, "En fodnote eller kommentar kan ikke stå i noget, der gentages. Flyt den ud.")

    def _rewrite_alone(self, paragraph: _Element, text: str, tags: list[Tag], tag: Tag) -> None:
        """Rewrite a tag that takes its whole paragraph or row with it."""
        row = next(paragraph.iterancestors(w("tr")), None)
        around = text if tag.scope == "p" or row is None else "".join(paragraph_text(p) for p in row.iter(w("p")))
        what = "afsnit" if tag.scope == "p" else "række"
        if tag.scope == "tc" or (tag.scope == "tr" and row is None):
            self._report(tag.source, text, "Brug {%tr … %} i en tabelrække eller {%p … %} i et afsnit for sig selv.")
        elif len(tags) > 1 or around.strip() != tag.source:
            self._report(tag.source, text, f"Tagget skal stå alene i sit {what}, for det forsvinder med det.".replace("sit række", "sin række"))
        elif tag.sort == "{{" and tag.scope == "p":
            self._rewrite_long(paragraph, text, tag)
        elif tag.sort == "{%":
            home = paragraph.getparent() if tag.scope == "p" or row is None else row.getparent()
            self._read_statement(tag, text, home)
            self._needs_mending()
        elif tag.sort == "{{":
            self._report(tag.source, text, "Skriv {{ … }} uden tr.")

    def _rewrite_long(self, paragraph: _Element, text: str, tag: Tag) -> None:
        try:
            self._grammar.read_value(tag.body)
        except TagError as error:
            self._report(tag.source, text, str(error))
            return
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self._report(tag.source, text, "Tagget står i et afsnit med sektionsskift. Sæt skiftet i et andet afsnit.")
            return
        run = next(run for run in paragraph.iter(w("r")) if TAG.search("".join(t.text or "" for t in run.iter(w("t")))))
        _replace(paragraph, [_marker(f"{{{{ _afsnit({tag.body}, {self._table.number(paragraph, run)}) }}}}")])
        self._needs_mending()

    def _rewrite_runs(self, paragraph: _Element, text: str) -> None:
        open_before = len(self._grammar.blocks)
        for run in list(paragraph.iter(w("r"))):
            if next(run.iterancestors(w("p"))) is paragraph and any(TAG.search(t.text or "") for t in run.iter(w("t"))):
                _replace(run, self._split_run(paragraph, run, text))
        while len(self._grammar.blocks) > open_before:
            block = self._grammar.blocks.pop()
            message = f"Tagget bliver ikke afsluttet i sit afsnit. Skriv {{% end{block.keyword} %}} i samme afsnit."
            self._report(block.source, text, message)

    def _split_run(self, paragraph: _Element, run: _Element, text: str) -> list[_Element]:
        """Return what stands for `run`: its plain pieces as runs, each tag as a marker between them."""
        result: list[_Element] = []
        current = _like(run)
        for child in [child for child in run if child.tag != w("rPr")]:
            if child.tag != w("t"):
                current.append(child)
                continue
            for piece in re.split(f"({TAG.pattern})", child.text or "", flags=re.DOTALL):
                if TAG.fullmatch(piece):
                    result += [current] * _has_content(current)
                    result += self._rewrite_inline(paragraph, run, text, Tag.parse(piece))
                    current = _like(run)
                elif piece:
                    etree.SubElement(current, w("t"), {"{http://www.w3.org/XML/1998/namespace}space": "preserve"}).text = piece
        return [*result, *[current] * _has_content(current)]

    def _rewrite_inline(self, paragraph: _Element, run: _Element, text: str, tag: Tag) -> list[_Element]:
        if tag.sort == "{#":
            return []
        if tag.sort == "{%" and tag.body == "vm" and not tag.scope:
            self._merge_vertically(paragraph, tag, text)
            return []
        if tag.sort == "{%":
            self._read_statement(tag, text, paragraph)
            return [_marker(f"{{% {tag.body} %}}")]
        try:
            slot = self._grammar.read_value(tag.body)
        except TagError as error:
            self._report(tag.source, text, str(error))
            return []
        if slot.kind is Kind.LONG:
            message = f"»{tag.body}« er en lang tekst. Skriv {{{{p {tag.body} }}}} alene i et afsnit."
            self._report(tag.source, text, message)
            return []
        return [_marker(f"{{{{ _felt({tag.body}, {self._table.number(paragraph, run)}) }}}}")]

    def _read_statement(self, tag: Tag, text: str, home: _Element | None) -> None:
        if tag.trims:
            self._report(tag.source, text, "Bindestregen i tagget kan ikke bruges her. Skriv {% … %} uden den.")
            return
        try:
            self._grammar.read_statement(tag, home, text)
        except TagError as error:
            self._report(tag.source, text, str(error))

    def _merge_vertically(self, paragraph: _Element, tag: Tag, text: str) -> None:
        """Make the cell span the rows of its loop: written in the first, empty and unaddressed in the others."""
        cell = next(paragraph.iterancestors(w("tc")), None)
        if cell is None or not self._grammar.in_loop:
            self._report(tag.source, text, "{% vm %} skal stå i en celle i en række, der gentages.")
            return
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = etree.Element(w("tcPr"))
            cell.insert(0, properties)
        merge = etree.Element(w("vMerge"), {w("val"): "{% if loop.first %}restart{% else %}continue{% endif %}"})
        before = {w("cnfStyle"), w("tcW"), w("gridSpan"), w("hMerge")}
        properties.insert(sum(child.tag in before for child in properties), merge)
        empty = etree.Element(w("p"))
        if (look := paragraph.find(w("pPr"))) is not None:
            empty.append(copy.deepcopy(look))
        cell.insert(1, _marker("{% if loop.first %}"))
        cell.extend([_marker("{% else %}"), empty, _marker("{% endif %}")])

    # -- properties, bookmarks, bookkeeping --

    def _rewrite_properties(self, tree: _Element) -> None:
        for element in tree.iter():
            text = element.text or ""
            if (loose := find_loose_marks(text)) is not None:
                self.fejl.append(unclosed(self._place(), text, loose))
            if not TAG.search(text):
                continue
            for tag in map(Tag.parse, TAG.findall(text)):
                try:
                    slot = self._grammar.read_value(tag.body)
                    if tag.sort != "{{" or tag.scope or slot.kind is not Kind.LINE:
                        raise TagError("Her kan kun stå {{ … }} med et felt på én linje.")
                    text = text.replace(tag.source, f"{{{{ _ord({tag.body}) }}}}")
                except TagError as error:
                    self._report(tag.source, text, str(error))
            element.text = None
            element.append(_marker(text))

    def _settle_bookmarks(self, tree: _Element) -> None:
        """Number the form's own bookmarks anew over all parts; drop ours from an earlier life, and Word's last-place mark."""
        for attribute in ("paraId", "textId"):
            for element in tree.iter(w("p"), w("tr")):
                element.attrib.pop(f"{{http://schemas.microsoft.com/office/word/2010/wordml}}{attribute}", None)
        numbers: dict[str | None, str] = {}
        for mark in list(tree.iter(w("bookmarkStart"), w("bookmarkEnd"))):
            old = mark.get(w("id"))
            if mark.tag == w("bookmarkStart") and not (mark.get(w("name")) or "").startswith("_"):
                numbers[old] = str(self.next_bookmark_id)
                self.next_bookmark_id += 1
            if old in numbers:
                mark.set(w("id"), numbers[old])
            else:
                _replace(mark, [])

    def _needs_mending(self) -> None:
        self.mending[self._part] = "body" if self._part == "word/document.xml" else "story"

    def _place(self) -> str:
        return next((danish for key, danish in _PLACES if key in self._part), "Teksten")

    def _report(self, tag: str, text: str, message: str) -> None:
        self.fejl.append(FormFejl(self._place(), excerpt(text), tag, message))


def _marker(jinja: str) -> _Element:
    element = etree.Element(MARKER)
    element.text = jinja
    return element


def _replace(old: _Element, new: list[_Element]) -> None:
    parent = old.getparent()
    if parent is not None:
        index = parent.index(old)
        parent[index : index + 1] = new


def _like(run: _Element) -> _Element:
    """Return an empty run with the looks of `run`."""
    empty = etree.Element(run.tag)
    if (properties := run.find(w("rPr"))) is not None:
        empty.append(copy.deepcopy(properties))
    return empty


def _has_content(run: _Element) -> bool:
    return any(child.tag != w("rPr") for child in run)


def _protect_braces(tree: _Element) -> None:
    """Replace the braces of the form's own text; those of tags stand alone in markers, paragraphs or rows."""
    for element in tree.iter(w("t"), w("instrText"), w("delText")):
        if element.text and not TAG.fullmatch(element.text.strip()):
            element.text = element.text.replace("{", OPEN_BRACE).replace("}", CLOSE_BRACE)
