"""A form's tags rewritten in the XML, in document order, each judged on the way.

What a value becomes is decided by the program: `{{ x }}` is cut out of its run and becomes `_felt(x, looks)`, and
`{{p x }}` replaces its paragraph by `_afsnit(x, looks)`. A tag that takes its paragraph or row with it is left alone
in one, for docxtpl's patching to remove. A block must close where it opened, so the result is well-formed whatever is
printed; and braces anywhere else are the form's own text, so nothing runs that was not judged.
"""

from __future__ import annotations

import contextlib
import copy
from typing import TYPE_CHECKING, Final

from lxml import etree

from generator.errors import FormFejl
from generator.text import format_number
from generator.word.contract import Kind
from generator.word.grammar import Grammar, TagError
from generator.word.markup import (
    MARKER,
    has_content,
    is_ordinary_text,
    like,
    marker,
    only_tag,
    protect_braces,
    replace,
    settle_bookmarks,
    text_run,
)
from generator.word.styles import TooManyLooksError
from generator.word.tags import (
    Tag,
    excerpt,
    find_loose_marks,
    find_tag,
    gather_tags,
    paragraph_text,
    split_tags,
    unclosed,
    w,
    without_tags,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from generator.model.base import Model
    from generator.word.styles import StyleTable

_PLACES = (
    ("word/header", "Sidehovedet"),
    ("word/footer", "Sidefoden"),
    ("word/footnotes", "Fodnoterne"),
    ("docProps/", "Egenskaberne"),
)
_ONCE = ("footnoteReference", "endnoteReference", "commentReference")
_MORE_THAN_WORDS = (*_ONCE, "drawing", "pict", "object", "sectPr", "fldChar", "instrText", "fldSimple")
MAX_FEJL: Final = 100  # nobody mends more at a time
MAX_TAGS: Final = 2_000  # in all parts together; the shipped form has about 120


class _EnoughError(Exception):
    """So much is wrong with the form that it makes no sense to read on."""


class Rewriter:
    """Rewrites the parts of one form; keeps the mistakes found and what is counted over all parts."""

    def __init__(self, table: StyleTable, roots: Mapping[str, type[Model]]) -> None:
        self._table, self._roots = table, roots
        self._part = ""
        self._grammar = Grammar(roots=roots)
        self._above = ""  # the words of the nearest paragraph above that has some
        self._tags = 0
        self.fejl: list[FormFejl] = []
        self.mending: dict[str, str] = {}
        self.next_bookmark_id = 1

    def rewrite(self, part: str, tree: _Element) -> None:
        """Rewrite `tree` in place; not to its end where `is_full`, for then it is of no use."""
        with contextlib.suppress(_EnoughError):
            self._rewrite(part, tree)

    @property
    def is_full(self) -> bool:
        """Whether there are as many mistakes as are told at a time, or more tags than a form may have."""
        return len(self.fejl) >= MAX_FEJL or self._tags > MAX_TAGS

    def _rewrite(self, part: str, tree: _Element) -> None:
        self._part, self._grammar, self._above = part, Grammar(roots=self._roots), ""
        is_story = not part.startswith("docProps/")
        for element, is_ordinary in [(item, not is_story or is_ordinary_text(item)) for item in tree.iter()]:
            self._check_hidden(element, is_ordinary=is_ordinary)
            if not is_story:
                self._rewrite_property(element)
            elif element.tag == w("p"):
                self._rewrite_paragraph(element)
        for block in self._grammar.blocks:
            end = f"{{%{block.scope} end{block.keyword} %}}"
            self._above = block.above
            self._report_unclosed(block.source, block.text, f"{end}, hvor det slutter")
        if is_story:
            self.next_bookmark_id = settle_bookmarks(tree, self.next_bookmark_id)
        protect_braces(tree)

    def _check_hidden(self, element: _Element, *, is_ordinary: bool) -> None:
        """Report a tag where nobody looks for one: in an attribute, a field's code, deleted or other special text."""
        texts = [str(value) for value in element.attrib.values()]
        if not is_ordinary:
            texts.append(element.text or "")
        for text in texts:
            if (tag := find_tag(text)) is not None:
                self._report(Tag.parse(tag).shown, "", "Tags kan kun stå i almindelig tekst. Flyt det derhen.")

    # -- paragraphs --

    def _rewrite_paragraph(self, paragraph: _Element) -> None:
        text = paragraph_text(paragraph)
        tags = [Tag.parse(source) for source in gather_tags(paragraph)]
        self._count(len(tags))
        if (loose := find_loose_marks(text)) is not None:
            self._add(unclosed(self._place(), text, loose))
        alone = next((tag for tag in tags if tag.scope), None)
        if alone is not None:
            self._rewrite_alone(paragraph, text, tags, alone)
        elif tags:
            self._rewrite_runs(paragraph, text)
        self._above = excerpt(without_tags(text)) or self._above
        if self._grammar.in_loop or any(tag.body.startswith("for ") for tag in tags):
            self._check_once(paragraph, text)

    def _check_once(self, paragraph: _Element, text: str) -> None:
        if any(next(paragraph.iter(w(name)), None) is not None for name in _ONCE):
            self._report("", text, "En fodnote eller kommentar kan ikke stå i noget, der gentages. Flyt den ud.")

    def _rewrite_alone(self, paragraph: _Element, text: str, tags: list[Tag], tag: Tag) -> None:
        """Rewrite a tag that takes its whole paragraph or row with it."""
        row = next(paragraph.iterancestors(w("tr")), None)
        if tag.scope == "tc" or (tag.scope == "tr" and row is None):
            self._report(tag.shown, text, "Brug {%tr … %} i en tabelrække eller {%p … %} i et afsnit for sig selv.")
            return
        whole = row if tag.scope == "tr" and row is not None else paragraph
        if len(tags) > 1 or _words(whole) != tag.source or has_content(whole, _MORE_THAN_WORDS):
            what = "sin række" if tag.scope == "tr" else "sit afsnit"
            self._report(tag.shown, text, f"Tagget skal stå alene i {what}, for det forsvinder med det.")
            return
        self.mending[self._part] = "body" if self._part == "word/document.xml" else "story"
        if tag.sort == "{#":
            replace(whole, [])
        elif tag.sort == "{%":
            self._read_statement(tag, text, whole.getparent())
            replace(whole, [only_tag(f"{{%{tag.scope} {tag.body} %}}", row=whole is row)])
        elif tag.scope == "tr":
            self._report(tag.shown, text, "Skriv {{ … }} uden tr.")
        elif self._read_value(tag, text) is not None:
            for run in filter(_has_tag, paragraph.iter(w("r"))):  # one; none where the tag hides and is reported for it
                looks = self._looks(paragraph, run, tag, text)
                replace(paragraph, [marker(f"{{{{ _afsnit({tag.body}, {looks}) }}}}")])

    def _rewrite_runs(self, paragraph: _Element, text: str) -> None:
        open_before = len(self._grammar.blocks)
        for run in list(paragraph.iter(w("r"))):
            if _has_tag(run) and next(run.iterancestors(w("p")), None) is paragraph:
                replace(run, self._split_run(paragraph, run, text))
        while len(self._grammar.blocks) > open_before:
            block = self._grammar.blocks.pop()
            self._report_unclosed(block.source, block.text, f"{{% end{block.keyword} %}} i samme afsnit")

    def _split_run(self, paragraph: _Element, run: _Element, text: str) -> list[_Element]:
        """Return what stands for `run`: its plain pieces as runs, each tag as a marker between them."""
        result: list[_Element] = []
        current = like(run)
        for child in [child for child in run if child.tag != w("rPr")]:
            if child.tag != w("t"):
                current.append(child)
                continue
            for number, piece in enumerate(split_tags(child.text or "")):
                if number % 2:
                    result += [current, *self._rewrite_inline(paragraph, run, text, Tag.parse(piece))]
                    current = like(run)
                elif piece:
                    current.append(text_run(piece))
        return [
            item for item in (*result, current) if item.tag == MARKER or len(item) > (item.find(w("rPr")) is not None)
        ]

    def _rewrite_inline(self, paragraph: _Element, run: _Element, text: str, tag: Tag) -> list[_Element]:
        if tag.sort == "{#":
            return []
        if tag.sort == "{%" and tag.body == "vm":
            self._merge_vertically(paragraph, tag, text)
            return []
        if tag.sort == "{%":
            self._read_statement(tag, text, run.getparent())
            return [marker(f"{{% {tag.body} %}}")]
        kind = self._read_value(tag, text)
        if kind is Kind.LONG:
            message = f"»{tag.body}« er en lang tekst. Skriv {{{{p {tag.body} }}}} alene i et afsnit."
            self._report(tag.shown, text, message)
        return [marker(f"{{{{ _felt({tag.body}, {self._looks(paragraph, run, tag, text)}) }}}}")]

    def _read_value(self, tag: Tag, text: str) -> Kind | None:
        """Return the kind of what `{{ … }}` prints, None when that was a mistake and is reported."""
        try:
            return self._grammar.read_value(tag.body).kind
        except TagError as error:
            self._report(tag.shown, text, str(error))
            return None

    def _read_statement(self, tag: Tag, text: str, home: _Element | None) -> None:
        if tag.trims:
            self._report(tag.shown, text, "Bindestregen i tagget kan ikke bruges her. Skriv {% … %} uden den.")
            return
        try:
            self._grammar.read_statement(tag, home, text)
            if tag.body.startswith(("for ", "if ")):
                self._grammar.blocks[-1].above = self._above
        except TagError as error:
            self._report(tag.shown, text, str(error))

    def _merge_vertically(self, paragraph: _Element, tag: Tag, text: str) -> None:
        """Make the cell span the rows of its loop: written in the first, empty and unaddressed in the others."""
        cell = next(paragraph.iterancestors(w("tc")), None)
        row = next(paragraph.iterancestors(w("tr")), None)
        blocks = self._grammar.blocks
        loop = next((block for block in reversed(blocks) if block.repeats), None)
        is_inner = loop is None or row is None or loop.home is not row.getparent() or blocks[-1].scope != "tr"
        if cell is None or is_inner:
            self._report(tag.shown, text, "{% vm %} skal stå i en celle i en række, der gentages.")
            return
        properties = cell.find(w("tcPr"))
        if properties is None:
            properties = etree.Element(w("tcPr"))
            cell.insert(0, properties)
        if properties.find(w("vMerge")) is not None or properties.find(MARKER) is not None:
            self._report(tag.shown, text, "Cellen er allerede flettet lodret. Slet tagget, eller ophæv fletningen.")
            return
        first, other, end = "{% if loop.first %}", "{% else %}", "{% endif %}"
        restart, follow = (etree.Element(w("vMerge"), {w("val"): value}) for value in ("restart", "continue"))
        before = {w("cnfStyle"), w("tcW"), w("gridSpan"), w("hMerge")}
        at = sum(child.tag in before for child in properties)
        properties[at:at] = [marker(first), restart, marker(other), follow, marker(end)]
        empty = etree.Element(w("p"))
        if (look := paragraph.find(w("pPr"))) is not None:
            empty.append(copy.deepcopy(look))
        cell.insert(1, marker(first))
        cell.extend([marker(other), empty, marker(end)])

    # -- properties, bookkeeping --

    def _looks(self, paragraph: _Element, run: _Element, tag: Tag, text: str) -> int:
        try:
            return self._table.number(paragraph, run)
        except TooManyLooksError:
            message = "Formularens tags ser ud på for mange måder. Giv dem få typografier uden anden formatering."
            self._report(tag.shown, text, message)
            return 0

    def _rewrite_property(self, element: _Element) -> None:
        text = element.text or ""
        if (loose := find_loose_marks(text)) is not None:
            self._add(unclosed(self._place(), text, loose))
        pieces = split_tags(text)
        self._count(len(pieces) // 2)
        if len(pieces) == 1:
            return
        element.text = pieces[0]
        for source, plain in zip(pieces[1::2], pieces[2::2], strict=True):
            tag = Tag.parse(source)
            kind = self._read_value(tag, text) if tag.sort == "{{" and not tag.scope else Kind.FLAG
            if kind not in (None, Kind.LINE):
                self._report(tag.shown, text, "Her kan kun stå {{ … }} med et felt på én linje.")
            element.append(marker(f"{{{{ _ord({tag.body}) }}}}", plain))

    def _place(self) -> str:
        return next((danish for start, danish in _PLACES if self._part.startswith(start)), "Teksten")

    def _report_unclosed(self, tag: str, text: str, advice: str) -> None:
        self._report(tag, text, f"Tagget bliver ikke afsluttet. Skriv {advice}.")

    def _report(self, tag: str, text: str, message: str) -> None:
        self._add(FormFejl(self._place(), excerpt(text), tag, message, self._above))

    def _add(self, fejl: FormFejl) -> None:
        self.fejl.append(fejl)
        if len(self.fejl) >= MAX_FEJL:
            raise _EnoughError

    def _count(self, tags: int) -> None:
        self._tags += tags
        if self._tags > MAX_TAGS:
            message = f"Der er over {format_number(MAX_TAGS)} tags i formularen. Brug gentagelser, eller del den op."
            self.fejl.append(FormFejl(self._place(), "", "", message))
            raise _EnoughError


def _words(whole: _Element) -> str:
    """Return all words in a paragraph or row, those in boxes and inner tables too."""
    return "".join(item.text or "" for item in whole.iter(w("t"))).strip()


def _has_tag(run: _Element) -> bool:
    return any(find_tag(item.text or "") for item in run.iterchildren(w("t")))
