"""Rules on activities and their forms: 12–14. A blank field loads, since a real agreement has one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti, felter_of
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import quote_list
from generator.rules.tekster import er_tom
from generator.text import slugify

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.aktivitet import Aktivitet
    from generator.rules.kontekst import Kontekst

_ENDINGS: Final = ("en", "et", "n", "t", "erne", "ne")  # of a Danish noun with its article
_REQUIRED: Final = ("formaal", "maalgruppe", "indhold_og_praksis", "ansvar_og_roller")


def check_each_aktivitet_has_one_form(kontekst: Kontekst) -> Iterator[Finding]:
    """AKT-12: there are activities, and none has two forms. Source: form (»ét skema pr. aktivitet«); §9 rule 12.

    List and forms are one list here, so that only a name can occur twice. Two names that differ by an article
    (Beboervejledning, Beboervejledningen) are an advarsel.
    """
    aktiviteter = kontekst.delaftale.aktiviteter
    if not aktiviteter:
        message = "Delaftalen har ingen aktiviteter. Tilføj mindst én med et udfyldt skema."
        yield Finding("AKT-12", kontekst.fejl_ved_godkendelse, Sti("aktiviteter"), message, 12)
    seen: dict[str, Aktivitet] = {}
    for aktivitet in aktiviteter:
        name = slugify(aktivitet.navn) or aktivitet.navn
        sti = Sti("aktiviteter") / aktivitet.id / "navn"
        if name in seen:
            message = (
                f"To aktiviteter hedder »{_short_name(kontekst, aktivitet)}«. "
                "Saml dem i ét skema, eller giv den ene et andet navn."
            )
            yield Finding("AKT-12", "fejl", sti, message, 12)
        elif (twin := _differs_by_article(name, seen)) is not None:
            message = (
                f"{quote_list([twin.navn, aktivitet.navn])} ligner den samme aktivitet med to skemaer. "
                "Saml dem i ét, hvis de er det."
            )
            yield Finding("AKT-12", "advarsel", sti, message, 12)
        seen.setdefault(name, aktivitet)


def _short_name(kontekst: Kontekst, aktivitet: Aktivitet) -> str:
    return kontekst.navn(Sti("aktiviteter") / aktivitet.id)[1:-1]


def _differs_by_article(name: str, seen: dict[str, Aktivitet]) -> Aktivitet | None:
    longer = (seen.get(name + ending) for ending in _ENDINGS)
    shorter = (seen.get(name.removesuffix(ending)) for ending in _ENDINGS)
    return next((twin for twin in (*longer, *shorter) if twin is not None), None)


def check_forms_are_filled_in(kontekst: Kontekst) -> Iterator[Finding]:
    """SKE-13: formål, målgruppe, indhold and ansvar are filled in; once per activity. Source: form; §9 rule 13."""
    for aktivitet in kontekst.delaftale.aktiviteter:
        blank = [name for name in _REQUIRED if _is_blank(aktivitet, name)]
        if not blank:
            continue
        sti = Sti("aktiviteter") / aktivitet.id
        titles = quote_list(felter_of(type(aktivitet))[name].titel for name in blank)
        message = (
            f"{kontekst.navn(sti)} mangler {titles} i skemaet. "
            f"{'Skriv feltet' if len(blank) == 1 else 'Skriv felterne'}, før delaftalen skal godkendes."
        )
        place = sti / blank[0] if len(blank) == 1 else sti
        yield Finding("SKE-13", kontekst.fejl_ved_godkendelse, place, message, 13)


def _is_blank(aktivitet: Aktivitet, name: str) -> bool:
    if name == "formaal":
        return all(er_tom(afsnit.tekst) for afsnit in aktivitet.formaal)
    if name == "maalgruppe":
        gruppe = aktivitet.maalgruppe
        return gruppe is None or all(er_tom(text) for text in (gruppe.tekst, gruppe.primaer, gruppe.sekundaer))
    return er_tom(getattr(aktivitet, name))


def check_forankring_is_stated(kontekst: Kontekst) -> Iterator[Finding]:
    """FOR-14: an activity says what lives on after the plan. Source: form; domaene.md §9 rule 14."""
    for aktivitet in kontekst.delaftale.aktiviteter:
        if er_tom(aktivitet.forankring):
            sti = Sti("aktiviteter") / aktivitet.id
            message = (
                f"{kontekst.navn(sti)} har ingen forankring. "
                "Skriv, hvad der skal leve videre efter planen, og hos hvem."
            )
            yield Finding("FOR-14", "advarsel", sti / "forankring", message, 14)


REGLER: Final = (
    Regel(
        "AKT-12", 12,
        "fejl; advarsel, når to navne kun ligner hinanden, og helt uden aktiviteter, indtil der skal godkendes",
        "Der er aktiviteter, og hver har ét skema. Listen og skemaerne er ét og det samme i filen, så kun et navn kan "
        "stå to gange.",
        "Formularen 2019-26: »ét skema pr. aktivitet«",
        "Saml to skemaer i ét, eller giv den ene aktivitet et andet navn.",
        check_each_aktivitet_has_one_form,
    ),
    Regel(
        "SKE-13", 13, "fejl ved godkendelse, ellers advarsel",
        "Formål, målgruppe, indhold og praksis samt ansvars- og rollefordeling er udfyldt i hvert skema.",
        "Formularen 2019-26, aktivitetsskemaet",
        "Skriv de felter, der mangler.",
        check_forms_are_filled_in,
    ),
    Regel(
        "FOR-14", 14, "advarsel",
        "Skemaet siger, hvordan aktiviteten forankres.",
        "Formularen 2019-26, aktivitetsskemaet",
        "Skriv, hvad der skal leve videre efter planen, og hos hvem.",
        check_forankring_is_stated,
    ),
)  # fmt: skip
