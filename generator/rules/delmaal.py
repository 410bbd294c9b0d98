"""Rules on delmål, 5 and 15: their indikatorer, the overordnede mål they lead to, the activities that support them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.model.sti import Sti
from generator.model.valg import AktivitetStatus
from generator.rules.finding import Finding, Regel
from generator.rules.kontekst import find_part
from generator.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.aktivitet import Aktivitet
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Delmaal
    from generator.rules.kontekst import Kontekst


def check_delmaal_has_indikator(kontekst: Kontekst) -> Iterator[Finding]:
    """MAAL-05: there are delmål, and every one has an indikator. Source: form 2019-26; domaene.md §9 rule 5."""
    delmaal = kontekst.delaftale.delmaal
    if not delmaal:
        message = "Delaftalen har ingen delmål. Tilføj mindst ét med en indikator, der viser, om det nås."
        yield Finding("MAAL-05", kontekst.fejl_ved_godkendelse, Sti("delmaal"), message, 5)
    for item in delmaal:
        if not item.indikatorer:
            sti = Sti("delmaal") / item.id
            message = f"{kontekst.navn(sti)} har ingen indikator. Tilføj mindst én, eller lad delmålet udgå."
            yield Finding("MAAL-05", "fejl", sti / "indikatorer", message, 5)


def check_delmaal_has_overordnet_maal(kontekst: Kontekst) -> Iterator[Finding]:
    """OVM-05: every delmål leads to an overordnet mål of its own indsatsområde. Source: domaene.md §9 rule 5.

    A delmål that names none leads to the area's goal, which is clear only where the plan states exactly one. What
    holds for all delmål is said once.
    """
    omraade = kontekst.omraade_id(kontekst.delaftale)
    own = [item for item in kontekst.plan.overordnede_maal if item.indsatsomraade == omraade]
    unstated = []
    for delmaal in kontekst.delaftale.delmaal:
        sti = Sti("delmaal") / delmaal.id / "overordnet_maal"
        if delmaal.overordnet_maal is None:
            unstated.append(sti)
        elif (goal := find_part(kontekst.plan.overordnede_maal, delmaal.overordnet_maal)) is None:
            message = (
                f"{kontekst.navn(sti)} er »{delmaal.overordnet_maal}«, som ikke står i helhedsplan.yaml. "
                "Ret henvisningen, eller tilføj målet dér."
            )
            yield Finding("OVM-05", "advarsel", sti, message, 5)
        elif goal.indsatsomraade != omraade:
            message = (
                f"{kontekst.navn(sti)} hører til et andet indsatsområde end delaftalens. "
                "Vælg et overordnet mål for delaftalens eget indsatsområde."
            )
            yield Finding("OVM-05", "advarsel", sti, message, 5)
    if unstated and len(own) != 1:
        yield _unstated(kontekst, unstated, has_goals=bool(own))


def _unstated(kontekst: Kontekst, stier: list[Sti], *, has_goals: bool) -> Finding:
    if len(stier) == 1:
        sti = stier[0]
        who = f"{kontekst.navn(Sti('/'.join(sti.dele[:-1])))} peger ikke på et overordnet mål"
    else:
        sti = Sti("delmaal")
        every = len(stier) == len(kontekst.delaftale.delmaal)
        who = f"{'Ingen' if every else len(stier)} af delmålene peger {'' if every else 'ikke '}på et overordnet mål"
    advice = (
        "Skriv i hvert delmål, hvilket af helhedsplanens overordnede mål det fører til."
        if has_goals
        else "Skriv indsatsområdets overordnede mål i helhedsplan.yaml fra den strategiske samarbejdsaftale."
    )
    return Finding("OVM-05", "advarsel", sti, f"{who}. {advice}", 5)


def check_delmaal_and_aktiviteter_meet(kontekst: Kontekst) -> Iterator[Finding]:
    """LNK-15: every activity supports a delmål, and every delmål is supported. Source: domaene.md §9 rule 15.

    A delmål without activities is supported by all that name no delmål themselves, as the form allows. Activities
    that have ended support nothing and need nothing. A reference that leads nowhere may be meant for whatever is not
    supported, so both ends of it are left to REF-16.
    """
    delmaal = kontekst.delaftale.delmaal
    aktiviteter = [item for item in kontekst.delaftale.aktiviteter if item.status is not AktivitetStatus.AFSLUTTET]
    if not aktiviteter:
        return
    misspelt = _lead_nowhere(kontekst.delaftale)
    for item in delmaal:
        if not any(_supports(aktivitet, item) for aktivitet in aktiviteter) and not _is_meant(item, misspelt):
            sti = Sti("delmaal") / item.id
            message = (
                f"{kontekst.navn(sti)} støttes ikke af nogen aktivitet. "
                "Skriv de aktiviteter, der skal føre til delmålet, eller lad det udgå."
            )
            yield Finding("LNK-15", "advarsel", sti / "aktiviteter", message, 15)
    for aktivitet in aktiviteter:
        supports = any(_supports(aktivitet, item) for item in delmaal)
        if delmaal and not supports and not _is_meant(aktivitet, misspelt):
            sti = Sti("aktiviteter") / aktivitet.id
            message = (
                f"{kontekst.navn(sti)} støtter ikke noget delmål. "
                "Skriv, hvilke delmål aktiviteten støtter, eller overvej, om den hører til i delaftalen."
            )
            yield Finding("LNK-15", "advarsel", sti / "delmaal", message, 15)


def _supports(aktivitet: Aktivitet, delmaal: Delmaal) -> bool:
    unstated = not delmaal.aktiviteter and not aktivitet.delmaal
    return unstated or aktivitet.id in delmaal.aktiviteter or delmaal.id in aktivitet.delmaal


def _lead_nowhere(delaftale: Delaftale) -> list[tuple[Aktivitet | Delmaal, str]]:
    """Return the references between activities and delmål that lead nowhere: the part they stand in, and their id."""
    aktiviteter = {item.id for item in delaftale.aktiviteter}
    delmaal = {item.id for item in delaftale.delmaal}
    from_aktiviteter = [(item, each) for item in delaftale.aktiviteter for each in item.delmaal if each not in delmaal]
    from_delmaal = [(item, each) for item in delaftale.delmaal for each in item.aktiviteter if each not in aktiviteter]
    return [*from_aktiviteter, *from_delmaal]


def _is_meant(part: Aktivitet | Delmaal, misspelt: list[tuple[Aktivitet | Delmaal, str]]) -> bool:
    """Return whether a reference that leads nowhere stands in `part`, or looks as if it were meant for it."""
    return any(
        owner is part or (type(owner) is not type(part) and nearest(wanted, [part.id])) for owner, wanted in misspelt
    )


REGLER: Final = (
    Regel(
        "MAAL-05", 5, "fejl; helt uden delmål en advarsel, indtil der skal godkendes",
        "Der er delmål, og hvert delmål har mindst én indikator.",
        "Formularen 2019-26, »Delmål og indikatorer«",
        "Tilføj en indikator, eller lad delmålet udgå.",
        check_delmaal_has_indikator,
    ),
    Regel(
        "OVM-05", 5, "advarsel",
        "Hvert delmål fører til et overordnet mål for delaftalens indsatsområde. Står der intet, menes områdets mål, "
        "når planen har netop ét.",
        "Formularen 2019-26: delmål er skridt på vejen til de overordnede mål",
        "Skriv de overordnede mål i helhedsplan.yaml, og skriv i hvert delmål, hvilket det fører til.",
        check_delmaal_has_overordnet_maal,
    ),
    Regel(
        "LNK-15", 15, "advarsel",
        "Hver aktivitet støtter et delmål, og hvert delmål støttes af en aktivitet. Uden angivelse menes alle; "
        "afsluttede aktiviteter tæller ikke med.",
        "Formularen 2019-26: delmål kan relatere sig til alle eller enkelte aktiviteter",
        "Skriv, hvilke aktiviteter og delmål der hører sammen.",
        check_delmaal_and_aktiviteter_meet,
    ),
)  # fmt: skip
