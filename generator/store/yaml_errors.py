"""Say in Danish what pydantic found wrong with a file's values, each with its place and the field's name for people.

Always so: one mistake gives one error, and none of pydantic's English reaches the user. Errors that our own validators
raise (`model.base.fejl`) carry a finished Danish sentence; the rest is told from the error's type, from what stands in
the file and from what the model wants there. Names are made from raw data, since the data is not valid yet.
"""

from __future__ import annotations

import re
import typing
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, Final, Literal

from generator.errors import DataFejl
from generator.store.yaml_keys import describe_unknown, suggest
from generator.store.yaml_spot import Spot, keep_one_branch, locate, models_in
from generator.text import format_list, format_number, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic_core import ErrorDetails

    from generator.model.base import Model
    from generator.store.yaml_places import Places

FALLBACK: Final = "Værdien kan ikke bruges her. Se med »delaftale skema«, hvad feltet kan indeholde."
MAX_MESSAGE: Final = 500  # characters; a bound for whatever the choices of a field are
MAX_QUOTE: Final = 60  # characters of the file that a message quotes
_LONG_QUOTE: Final = re.compile(rf"»([^«»]{{{MAX_QUOTE + 1},}})«")

# What a field wants (noun, advice), and the pydantic errors that say it did not get it.
_KINDS: Final = {
    "tekst": ("en tekst", "Skriv en tekst."),
    "liste": ("en liste", "Skriv hvert punkt på sin egen linje med »- « foran."),
    "felter": ("felter", "Skriv hvert felt på sin egen linje, rykket to mellemrum ind."),
    "heltal": ("et helt tal", "Skriv kun cifre, fx 12."),
    "tal": ("et tal", "Skriv kun cifre og evt. et decimalkomma, fx 1500 eller 12,5."),
    "dato": ("en dato", "Skriv år-måned-dag, fx 2021-10-01."),
    "ja_nej": ("ja eller nej", "Skriv ja eller nej."),
    "tomt": ("ingenting", "Slet værdien."),
}
_KIND_OF: Final = {
    **dict.fromkeys(("string_type", "string_sub_type", "string_unicode"), "tekst"),
    **dict.fromkeys(("list_type", "tuple_type", "set_type", "frozen_set_type", "iterable_type"), "liste"),
    **dict.fromkeys(("model_type", "model_attributes_type", "dict_type", "mapping_type", "dataclass_type"), "felter"),
    **dict.fromkeys(("int_type", "int_parsing", "int_parsing_size", "int_from_float"), "heltal"),
    **dict.fromkeys(("decimal_type", "decimal_parsing", "float_type", "float_parsing", "finite_number"), "tal"),
    **dict.fromkeys(("decimal_max_digits", "decimal_max_places", "decimal_whole_digits"), "tal"),
    **dict.fromkeys(("date_type", "date_parsing", "date_from_datetime_parsing", "date_from_datetime_inexact"), "dato"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "ja_nej"),
    "none_required": "tomt",
}
_LIMITS: Final = {  # error type: (fact in pydantic's context, sentence with the value and the limit)
    "greater_than_equal": ("ge", "{value} er for lidt. Skriv mindst {limit}."),
    "greater_than": ("gt", "{value} er for lidt. Skriv mere end {limit}."),
    "less_than_equal": ("le", "{value} er for meget. Skriv højst {limit}."),
    "less_than": ("lt", "{value} er for meget. Skriv mindre end {limit}."),
    "multiple_of": ("multiple_of", "{value} går ikke op i {limit}. Skriv et tal, som {limit} går op i."),
    "string_too_short": ("min_length", "»{value}« er for kort. Skriv mindst {limit} tegn."),
    "string_too_long": ("max_length", "Teksten er på {length} tegn. Skriv højst {limit}."),
    "too_short": ("min_length", "Listen har {length} punkter. Skriv mindst {limit}."),
    "too_long": ("max_length", "Listen har {length} punkter. Skriv højst {limit}."),
}
_OTHERS: Final = {
    "missing", "extra_forbidden", "enum", "literal_error", "string_pattern_mismatch", "is_instance_of",
    "union_tag_invalid", "union_tag_not_found",
}  # fmt: skip
TRANSLATED: Final = frozenset({*_KIND_OF, *_LIMITS, *_OTHERS})
"""Pydantic's error types that have a message of their own here; a test holds that the models raise no other."""


def translate(
    details: Iterable[ErrorDetails], raw: dict[str, Any], cls: type[Model], places: Places, *, limit: int
) -> list[DataFejl]:
    """Return what is wrong with `raw`, read as `cls`, in the file's order; the first `limit` errors, none twice."""
    found = [locate(detail, raw, cls, places) for detail in details]
    found = sorted(keep_one_branch(found), key=lambda spot: spot.place)
    meant = {(spot.path[:-1], name) for spot in found if spot.type == "extra_forbidden" for name in suggest(spot)[:1]}
    fejl: dict[DataFejl, None] = {}
    for spot in found:
        if spot.type == "missing" and (spot.path[:-1], spot.path[-1]) in meant:  # a misspelt key is one mistake
            continue
        fejl[DataFejl(*spot.place, ", ".join(spot.names), shown(_message(spot), MAX_MESSAGE))] = None
        if len(fejl) == limit:
            break
    return list(fejl)


def _message(spot: Spot) -> str:  # noqa: PLR0911 - one for each kind of mistake
    kind = spot.type
    if spot.own_message:
        is_blank = spot.raw in (None, "") and spot.path and "loc" not in spot.facts
        return _blank(spot) if is_blank else _shorten_quotes(spot.own_message, spot.raw)
    if kind == "missing":
        return f"Feltet mangler. Tilføj en linje med »{spot.path[-1]}: …«."
    if kind == "extra_forbidden":
        return describe_unknown(spot)
    if kind in TRANSLATED and spot.raw is None:
        return _blank(spot)
    if kind in ("enum", "literal_error"):
        return _not_a_choice(spot)
    if kind in _LIMITS:
        return _out_of_limits(spot)
    if kind in _KIND_OF:
        return _wrong_kind(spot, _KIND_OF[kind])
    if kind == "string_pattern_mismatch":
        advice = (spot.info.description if spot.info else None) or "Se med »delaftale skema«, hvordan det skrives."
        return f"»{shown(str(spot.raw))}« har ikke den form, feltet kræver. {advice}"
    if kind in TRANSLATED:
        return _wrong_kind(spot, "felter")
    return FALLBACK


def _shorten_quotes(message: str, raw: Any) -> str:
    """Return a finished sentence with what it quotes of the file shortened: the advice after it must be seen."""
    if isinstance(raw, str) and len(raw) > MAX_QUOTE:
        message = message.replace(raw, shown(raw, MAX_QUOTE))
    return _LONG_QUOTE.sub(lambda quote: f"»{shown(quote[1], MAX_QUOTE)}«", message)


def _blank(spot: Spot) -> str:
    if isinstance(spot.path[-1], int):
        return "Punktet er tomt. Udfyld det, eller slet linjen."
    if spot.info is not None and not spot.info.is_required():
        return "Feltet er tomt. Udfyld det, eller slet linjen."
    return f"Feltet er tomt. {_KINDS[_KIND_OF.get(spot.type, 'tekst')][1] if spot.type in _KIND_OF else 'Udfyld det.'}"


def _wrong_kind(spot: Spot, kind: str) -> str:
    noun, advice = _KINDS[kind]
    if isinstance(spot.raw, dict):
        key = shown(next(iter(spot.raw), ""))
        seen = f"feltet »{key}«" if spot.raw else "en tom klamme"
        if kind == "tekst":
            advice = "Sæt teksten i citationstegn, hvis den indeholder kolon eller begynder med »{«."
        elif kind == "liste":
            advice = f"Sæt »- « foran »{key}«, og ryk de følgende felter lige så langt ind."
    elif isinstance(spot.raw, list):
        seen = "en liste"
        if kind == "tekst":
            advice = "Sæt teksten i citationstegn, hvis den begynder med »- « eller »[«."
        elif kind == "felter":
            advice = "Slet »- « foran felterne."
    elif kind in ("heltal", "tal", "dato"):
        return f"»{shown(str(spot.raw))}« er ikke {noun}. {advice}"
    else:
        seen = f"teksten »{shown(str(spot.raw))}«"
        advice = _lines_of_part(spot, kind) or advice
    return f"Her skal stå {noun}, men der står {seen}. {advice}"


def _lines_of_part(spot: Spot, kind: str) -> str:
    """Return which lines a part takes that stands as a text; "" where the field holds no parts."""
    model = next(iter(models_in(spot.wanted, in_lists=kind == "liste")), None)
    if model is None or kind not in ("liste", "felter"):
        return ""
    names = [name for name, info in model.model_fields.items() if info.is_required()] or [model.HOVEDFELT]
    is_item = kind == "liste" or isinstance(spot.path[-1], int)
    lines = [f"»{'- ' if is_item and not nr else ''}{name}: …«" for nr, name in enumerate(names) if name]
    if not lines:
        return ""
    whole = f"{'linjerne' if len(lines) > 1 else 'linjen'} {format_list(lines)}"
    return f"Skriv hver del med {whole}." if is_item else f"Skriv under feltet {whole}, rykket to mellemrum ind."


def _out_of_limits(spot: Spot) -> str:
    # pydantic says too_short of a text, too, where a validator stands before the limit
    kind = f"string_{spot.type}" if isinstance(spot.raw, str) and spot.type.startswith("too_") else spot.type
    if kind == "string_too_short" and not str(spot.raw).strip():
        return _blank(spot)
    fact, sentence = _LIMITS[kind]
    limit = format_number(Decimal(str(spot.facts[fact])))
    if spot.path[-1:] == ("aar",) and re.fullmatch(r"\d{1,2}", str(spot.raw).strip(), re.ASCII):
        return f"»{spot.raw}« er ikke et årstal. Skriv året med fire cifre, fx 20{str(spot.raw).strip():0>2}."
    length = len(spot.raw) if isinstance(spot.raw, str | list) else 0
    if length == 1:
        sentence = sentence.replace("punkter", "punkt")
    return sentence.format(value=shown(str(spot.raw)), limit=limit, length=format_number(length))


def _not_a_choice(spot: Spot) -> str:
    choices = dict(_choices(spot.wanted))
    listed = ", ".join(f"{value} ({words})" if words else value for value, words in choices.items())
    if not isinstance(spot.raw, str):
        seen = "en liste" if isinstance(spot.raw, list) else "felter"
        return f"Her skal stå ét ord, men der står {seen}. Vælg: {listed}."
    by_words = {words: value for value, words in choices.items() if words}
    near = [by_words.get(hit, hit) for hit in nearest(spot.raw[:60], [*choices, *by_words])]
    guess = f"; mente du »{near[0]}«?" if near else "."
    return f"»{shown(spot.raw)}« kan ikke vælges her. Vælg: {listed}{guess}"


def _choices(wanted: list[Any]) -> Iterator[tuple[str, str]]:
    """Yield what may be chosen, as it is written in the file, and its wording for people ("" where there is none)."""
    for item in wanted:
        if typing.get_origin(item) is Literal:
            yield from ((str(value), "") for value in typing.get_args(item))
        elif isinstance(item, type) and issubclass(item, Enum):
            yield from ((str(member.value), getattr(member, "ordlyd", "")) for member in item)
