"""Generated agreements: valid, and as nasty as valid allows. Any number of every part, any optional field blank.

Built as a person's YAML would be, from strings, and validated by the model; so a field added to the model is generated
too: strategies are chosen by the field's type.
"""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from generator.model.base import Model, Valg
from generator.model.delaftale import Delaftale
from generator.model.helhedsplan import Helhedsplan, Indsatsomraade
from generator.model.sti import Feltart, felter_of
from generator.model.tekst import Afsnit, Art, Stykke, Tekst, normalize_afsnit
from generator.model.udgave import describe_udgave
from generator.text import find_forbidden
from generator.word.contract import Formularindhold

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

# What XML, Jinja, Markdown, Word, YAML or Unicode each give a meaning of its own.
NASTY = [
    "&", "<", ">", '"', "'", "]]>", "</w:t>", "<w:p/>", "&amp;", "&#123;", "{{ 7*7 }}", "{% if x %}", "{# #}", "{", "}",
    "{{p x }}", "%}", "_x000D_", "**", "*", "++", "#", "- ", "[a](b)", "\\", "|", "1. ", "  ", "\xa0", "\u200b",
    "\u200f",
    "\u00ad", "\u2011", "é", "ǆ", "ﬁ", "🙂", "👩‍👧", "ب", "𝒳", "æøå", "Å", "aa", "a", "b c", "1", ":", "~", "no",
]  # fmt: skip
HREFS = [
    "https://x.dk", "http://børnedemokrati.dk/æ?ø=å#é", "mailto:a@b.dk", "https://x.dk/a?b=1&c=2", "http://℀.dk/",
    "http://ø..dk/%20", "https://bø@børn.dk:80/", "mailto:bø@børn.dk",
]  # fmt: skip

_signs = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")
_free = st.text(_signs, min_size=1, max_size=8)
_mixed = st.lists(st.sampled_from(NASTY) | _free, min_size=1, max_size=5).map("".join)
pieces = _mixed.map(lambda text: unicodedata.normalize("NFC", text)).filter(
    lambda text: find_forbidden(text, newline=False) is None
)
linjer = pieces.map(str.strip).filter(bool)
stykker = st.builds(
    Stykke, pieces, st.booleans(), st.booleans(), st.booleans(), st.none() | st.none() | st.sampled_from(HREFS)
)
_afsnit = st.builds(
    Afsnit, st.sampled_from(Art), st.integers(0, 3), st.lists(stykker, min_size=1, max_size=4).map(tuple)
)
tekster = (
    st.lists(_afsnit, min_size=1, max_size=5)
    .filter(lambda afsnit: bool(normalize_afsnit(afsnit)))
    .map(lambda afsnit: str(Tekst.of(afsnit)))
)
ider = st.from_regex(r"[a-z0-9]{1,4}(-[a-z0-9]{1,3})?", fullmatch=True)
days = st.dates(date(1990, 1, 1), date(2090, 12, 31))

_SPECIAL: dict[tuple[str, str], SearchStrategy[Any]] = {
    ("*", "format"): st.just("1"),
    ("*", "cvr"): st.none() | st.from_regex(r"[0-9]{8}", fullmatch=True),
    ("*", "hjemmeside"): st.none() | st.just("https://x.dk/"),
    ("*", "aar"): st.none() | st.integers(1990, 2100).map(str),
    ("Ressource", "procent"): st.decimals(0, 100, places=2).map(str),
    ("SkriftligBehandling", "svarfrist"): st.integers(1, 90).map(str),
} | {
    ("Bestyrelsesregler", name): st.none() | st.integers(1, 50).map(str)
    for name in ("beslutningsdygtig_mindst", "indkaldelsesfrist", "referatfrist", "bemaerkningsfrist", "slettefrist")
}
_BY_TYPE: dict[type, SearchStrategy[Any]] = {
    Tekst: tekster,
    date: days.map(str),
    Decimal: st.decimals(0, 99999, places=2).map(str),
    int: st.integers(0, 999_999_999).map(str),
    bool: st.sampled_from(["ja", "nej"]),
    str: linjer,
}


def _is_required(cls: type[Model], name: str) -> bool:
    return cls.model_fields[name].is_required()


def _value_of(cls: type[Model], art: Feltart) -> SearchStrategy[Any]:
    """Return what a field of `cls` can hold, as YAML gives it."""
    part: SearchStrategy[Any]
    for owner in (cls.__name__, "*"):
        if (owner, art.name) in _SPECIAL:
            return _SPECIAL[owner, art.name]
    if art.model is not None:
        part = parts_of(art.model)
        if art.is_list:
            return st.lists(part, max_size=3, unique_by=lambda item: item["id"])
    elif art.value_type is tuple:
        part = st.lists(ider, max_size=2)
    elif issubclass(art.value_type, Valg):
        part = st.sampled_from([item.value for item in art.value_type])
    elif art.value_type is str and _is_id(cls, art.name):
        part = ider
    else:
        part = _BY_TYPE[art.value_type]
    return part if _is_required(cls, art.name) or art.value_type in (bool, tuple) else st.none() | part


def _is_id(cls: type[Model], name: str) -> bool:
    """Return whether the field takes an id: its JSON Schema says so."""
    schema = cls.model_json_schema()["properties"][name]
    return "^[a-z0-9]+(-[a-z0-9]+)*$" in str(schema.get("pattern") or schema.get("anyOf") or "")


def parts_of(cls: type[Model]) -> SearchStrategy[dict[str, Any]]:
    """Return parts of that type, as YAML gives them."""
    fields = {name: _value_of(cls, art) for name, art in felter_of(cls).items()}
    return st.fixed_dictionaries(fields).map(_consistent)


def _consistent(part: dict[str, Any]) -> dict[str, Any]:
    """Mend what fields of one part must agree on; blank fields that can't be None are left out."""
    if "sekundaer" in part and part["tekst"] is not None:
        part |= {"primaer": None, "sekundaer": None}
    if part.get("gaelder_fra") and part.get("gaelder_til"):
        first, last = sorted(map(date.fromisoformat, (part["gaelder_fra"], part["gaelder_til"])))
        part |= {"gaelder_fra": str(first), "gaelder_til": str(last + timedelta(days=1))}
    return {name: value for name, value in part.items() if value is not None}


delaftaler = parts_of(Delaftale).map(Delaftale.model_validate)
planer = parts_of(Helhedsplan).map(Helhedsplan.model_validate)
indsatsomraader = parts_of(Indsatsomraade).map(Indsatsomraade.model_validate)


@st.composite
def indhold(draw: DrawFn) -> Formularindhold:
    """Return all that a form prints of one generated edition."""
    delaftale = draw(delaftaler)
    udgave = describe_udgave(delaftale, draw(st.none() | st.integers(1, 99)), draw(days))
    return Formularindhold(delaftale, draw(planer), draw(indsatsomraader), udgave)
