"""What is measured: the real agreement, LBF's form, and the values as a user of another library would have them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan
from generator.model.sti import felter_of
from generator.model.tekst import Tekst
from generator.model.udgave import describe_udgave
from generator.service.generering import find_indsatsomraade
from generator.store.forms import compile_formular
from generator.store.viden import load_bevillingsperioder
from generator.store.yaml_reader import load_yaml
from generator.word.contract import ROOTS, Formularindhold, format_value
from generator.word.form import CompiledForm

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.base import Model

ROOT = Path(__file__).parents[2]
FORM = ROOT / "templates" / "lbf-2019-26" / "delaftale.docx"
REF = "en-faelles-indsats/sammenhaengskraft-og-medborgerskab"
VERSION = ROOT / "aftaler" / REF / "versioner" / "0001"
TODAY = date(2026, 11, 24)


@cache
def load_form() -> CompiledForm:
    """Return LBF's form as a warm cache gives it."""
    compiled = compile_formular(FORM.read_bytes(), (FORM.parent / "form.yaml").read_bytes(), FORM.parent.name)
    return CompiledForm.from_bytes(compiled.to_bytes())


def delaftale_bytes() -> bytes:
    """Return the agreement's YAML."""
    return (VERSION / "delaftale.yaml").read_bytes()


@cache
def load_plan() -> Helhedsplan:
    """Return the agreement's plan."""
    return load_yaml((VERSION / "helhedsplan.yaml").read_bytes(), Helhedsplan, "helhedsplan.yaml")


@cache
def load_indhold() -> Formularindhold:
    """Return the real agreement with all that the form prints of it."""
    return indhold_of(load_yaml(delaftale_bytes(), Delaftale, "delaftale.yaml"))


def indhold_of(delaftale: Delaftale) -> Formularindhold:
    """Return an agreement with all that the form prints of it."""
    plan = load_plan()
    omraade = find_indsatsomraade(_load_perioder(), plan, delaftale.indsatsomraade)
    return Formularindhold(delaftale, plan, omraade, describe_udgave(delaftale, 1, TODAY))


@cache
def _load_perioder() -> Bevillingsperioder:
    return load_bevillingsperioder()


def context_of(indhold: Formularindhold) -> dict[str, Any]:
    """Return the values as plain dicts, lists and finished strings, long texts as they are; "" where blank."""
    return {name: _plain(cls, getattr(indhold, name)) for name, cls in ROOTS.items()}


def _plain(cls: type[Model], part: Model | None) -> dict[str, Any]:
    plain: dict[str, Any] = {name: part is not None and getattr(part, name) for name in cls.AFLEDTE}
    for name, art in felter_of(cls).items():
        value = None if part is None else getattr(part, name)
        if art.model is not None and art.is_list:
            plain[name] = [_plain(art.model, item) for item in value or ()]
        elif art.model is not None:
            plain[name] = _plain(art.model, value)
        else:
            plain[name] = value if isinstance(value, (bool, Tekst)) else format_value(value)
    return plain


def find_texts(values: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, Tekst]]:
    """Yield the place of each long text in a context: the dict that holds it, its key, the text."""
    for key, value in values.items():
        if isinstance(value, Tekst):
            yield values, key, value
        elif isinstance(value, dict):
            yield from find_texts(value)
        elif isinstance(value, list):
            for item in value:
                yield from find_texts(item)
