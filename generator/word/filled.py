"""A rendering that can be read as well as written: each filled-in stretch knows what it says.

The form is filled in once; a `Filled` then has two faces. Its steps are what reading its XML would give (a law that the
tests hold over any agreement), so a value is never escaped only to be parsed again. Its XML is made when a Word file is
asked for, by the very act that an ordinary rendering calls. The form's own stretches are read the first time only.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from generator.document.blocks import Anchor, Run
from generator.model.sti import Sti
from generator.word.contract import format_value
from generator.word.render import Filling, Rendering, paragraphs_of
from generator.word.repair import may_have_hole
from generator.word.steps import Begin, Mark, Whole, paragraph_of
from generator.word.stretches import read_steps
from generator.word.view import Felt

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.tekst import Stykke
    from generator.word.form import CompiledForm, CompiledPart, TagStyle
    from generator.word.render import Rendered
    from generator.word.roles import StyleFact
    from generator.word.roots import Indhold
    from generator.word.steps import Step

T = TypeVar("T")
_new = tuple.__new__  # makes a named tuple in half the time of calling it


class Filled:
    """A filled-in stretch: a value in the looks of a tag. `shape`: how its XML ends, for what looks for holes."""

    __slots__ = ("_felt", "_style", "steps")

    shape = ""

    def __init__(self, felt: Felt, style: int, steps: tuple[Step, ...]) -> None:
        self._felt, self._style, self.steps = felt, style, steps

    def write(self, rendering: Rendering) -> str:
        """Return the stretch as XML, the next of `rendering`."""
        return rendering.felt(self._felt, self._style)


class FilledParagraphs(Filled):
    """A filled-in stretch that is whole paragraphs."""

    __slots__ = ()

    shape = "</w:p>"

    def write(self, rendering: Rendering) -> str:
        """Return the stretch as XML, the next of `rendering`."""
        return rendering.afsnit(self._felt, self._style)


class Kept(dict[str, T]):
    """What pieces of XML say, each read when it is first met."""

    def __init__(self, read: Callable[[str], T]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, xml: str) -> T:
        """Read a piece and keep what it says."""
        said = self[xml] = self._read(xml)
        return said


class Lexicon:
    """What a form's own stretches, its looks (run properties) and its paragraph properties say. Some hundreds of each.

    A look is told as a run without text.
    """

    def __init__(self, facts: Mapping[str, StyleFact]) -> None:
        self.facts = facts
        self.stretches = Kept(lambda xml: read_steps(xml, facts))
        self.looks = Kept(self._read_look)
        self.paragraphs = Kept(self._read_paragraph)

    def _read_look(self, properties: str) -> Run:
        (run,) = read_steps(f"<w:r>{properties}<w:t>x</w:t></w:r>", self.facts)
        if not isinstance(run, Run):
            raise TypeError(properties)
        return run._replace(text="")

    def _read_paragraph(self, properties: str) -> StyleFact:
        step = read_steps(f"<w:p>{properties}</w:p>", self.facts)[0]
        if not isinstance(step, Whole | Begin):
            raise TypeError(properties)
        return step.fact


class Readable:
    """A form filled in, to be read, and to be written if a Word file is wanted."""

    def __init__(self, form: CompiledForm, stretches: Mapping[str, Sequence[str | Filled]]) -> None:
        self.form = form
        self.stretches = stretches

    @cached_property
    def written(self) -> Rendered:
        """The parts as XML."""
        rendering = Rendering(self.form)
        texts = {}
        for name, stretches in self.stretches.items():
            rendering.part = name
            texts[name] = [item if isinstance(item, str) else item.write(rendering) for item in stretches]
        return rendering.finish(texts)

    def is_as_filled_in(self, part: CompiledPart) -> bool:
        """Return whether the part is joined from its stretches as they are, with nothing mended or left out."""
        if part.name == "word/footnotes.xml":
            return False
        shapes = [item if isinstance(item, str) else item.shape for item in self.stretches[part.name]]
        return not part.mending or not may_have_hole(shapes)


def fill_in(form: CompiledForm, indhold: Indhold) -> Readable:
    """Return `form` filled in with `indhold`."""
    return Readable(form, _Reading(form).fill_in(indhold))


class _Reading(Filling):
    """Fills in a form with `Filled`s."""

    def __init__(self, form: CompiledForm) -> None:
        super().__init__(form)
        self._lexicon = form.lexicon

    def felt(self, felt: Felt, style: int) -> Filled:
        """Return a value as one run in its bookmark."""
        value, sti = (felt.value, felt.sti) if type(felt) is Felt else (felt, None)
        text = value if type(value) is str else format_value(value)
        anchor = None
        if sti is not None:
            key, occurrence = self.count(sti)
            anchor = _new(Anchor, (key, 1, occurrence, Sti(sti)))
        if text:
            _, bold, italic, underline, _, _, role = self._lexicon.looks[self.styles[style].run]
            return Filled(felt, style, (_new(Run, (text, bold, italic, underline, None, anchor, role)),))
        return Filled(felt, style, () if anchor is None else (Run("", anchor=anchor),))

    def afsnit(self, felt: Felt, style: int) -> Filled:
        """Return a long text as whole paragraphs, each in a bookmark of its own."""
        value, sti = (felt.value, felt.sti) if type(felt) is Felt else (felt, None)
        key, occurrence = ("", 1) if sti is None else self.count(sti)
        looks, facts, address = self.styles[style], self._lexicon.paragraphs, Sti(sti or "")
        anchor = None
        steps: list[Step] = []
        for number, paragraph in enumerate(paragraphs_of(value), start=1):
            if key:
                anchor = _new(Anchor, (key, number, occurrence, address))
            runs = tuple([self._said(stykke, looks, anchor) for stykke in paragraph.stykker if stykke.tekst])
            if not runs and anchor is not None:
                runs = (Run("", anchor=anchor),)
            fact = facts[looks.paragraph_properties(paragraph.art, paragraph.niveau)]
            if fact.is_sub:
                steps += Begin(fact), *runs, Mark.END
            else:
                steps.append(_new(Whole, (fact, paragraph_of(fact, runs))))
        return FilledParagraphs(felt, style, tuple(steps))

    def _said(self, stykke: Stykke, looks: TagStyle, anchor: Anchor | None) -> Run:
        href = stykke.href
        if stykke.fed or stykke.kursiv or stykke.understreget or href is not None:
            _, bold, italic, underline, _, _, role = self._lexicon.looks[looks.run_properties(stykke)]
            # A link's role is its paragraph's, whatever looks links have.
            return Run(stykke.tekst, bold, italic, underline, href, anchor, role if href is None else None)
        _, bold, italic, underline, _, _, role = self._lexicon.looks[looks.runs[0]]
        return _new(Run, (stykke.tekst, bold, italic, underline, None, anchor, role))
