"""A forslag as the agenda prints it, and the decisions on it as the referat does.

Always so: once a meeting is closed its decisions on forslag are read from the log; what may be erased (votes, who was
inhabil) comes from the meeting's own file. What the board worded itself stands beside what the chef proposed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.document.moede_felter import show_change, show_changes
from generator.document.moede_grundlag import on_day
from generator.model.aendring import Aendringsart, Feltaendring
from generator.model.forslag import Strategisk
from generator.model.moededokument import (
    Beslutningsvisning,
    Delaftalevisning,
    Feltvisning,
    Forslagsvisning,
    Hoeringsvisning,
)
from generator.text import format_list
from generator.workflow.dagsorden import tell_history
from generator.workflow.deciding import find_forslag
from generator.workflow.moedeafgoerelser import decision_day, effective_from
from generator.workflow.moedeordlyd import word_afgoerelse, word_afstemning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from generator.document.moede_grundlag import Moedegrundlag
    from generator.model.delaftale import Delaftale
    from generator.model.forslag import Delaftaleaendringer, Hoering
    from generator.model.moede import Forslagsafgoerelse, Punkt
    from generator.workflow.fakta import Afgoerelse, Forslagstilstand

_NAMED: Final = 4  # fields named of a part that is decided apart; the agenda shows them all
_NO_COMMENT: Final = "Ingen bemærkninger."
_STRATEGISK: Final = {
    Strategisk.NEJ: "Berører ikke den strategiske samarbejdsaftale.",
    Strategisk.JA: "Berører den strategiske samarbejdsaftale og kræver, at Landsbyggefonden godkender.",
    Strategisk.UKLART: "Berører måske den strategiske samarbejdsaftale; så kræver det, at Landsbyggefonden godkender.",
}


def show_forslag(grundlag: Moedegrundlag, nummer: str, name: str, *, kort: bool = False) -> Forslagsvisning:
    """Return a forslag as put. `kort`: of its texts only what changes."""
    item = find_forslag(grundlag.tilstand, name)
    forslag, moede = item.forslag, grundlag.moede.dato
    day = moede if forslag.gaelder_fra is None else max(forslag.gaelder_fra, moede)
    return Forslagsvisning(
        nummer=nummer,
        titel=forslag.titel,
        historik=tell_history(item, moede) or None,
        begrundelse=forslag.begrundelse,
        grundlag=_sentence(format_list(ground.ordlyd for ground in forslag.grundlag)),
        hoeringer=tuple(_hoering(each) for each in forslag.hoeringer),
        delaftaler=tuple(_delaftale(grundlag, item, part, kort=kort) for part in forslag.aendringer),
        konsekvenser=forslag.konsekvenser,
        strategisk=_STRATEGISK[forslag.strategisk],
        gaelder_fra=f"{on_day(day)}" + ("" if forslag.gaelder_fra else " (beslutningens dag)"),
    )


def _hoering(item: Hoering) -> Hoeringsvisning:
    return Hoeringsvisning.model_validate(
        {
            "overskrift": f"{item.forum}, {on_day(item.dato)}",
            "bemaerkning": item.bemaerkning or _NO_COMMENT,
            "svar": item.svar,
        }
    )


def _delaftale(
    grundlag: Moedegrundlag, item: Forslagstilstand, part: Delaftaleaendringer, *, kort: bool
) -> Delaftalevisning:
    a, b = grundlag.tekster[item.forslag.id, part.delaftale]
    felter = show_changes(part.aendringer, a, b, grundlag.navne, kort=kort)
    return Delaftalevisning(navn=grundlag.navne.get(part.delaftale, part.delaftale), felter=felter)


# -- decisions --


def show_decisions(grundlag: Moedegrundlag, punkt: Punkt) -> Iterator[Beslutningsvisning]:
    """Yield the decisions on an item's forslag, in the order of the agenda; none on those that are not decided."""
    number = grundlag.moede.punkt_nummer(punkt.id)
    for index, name in enumerate(punkt.forslag, start=1):
        yield from _decisions_on(grundlag, name, f"{number}.{index}")


def show_corrections(grundlag: Moedegrundlag, punkt: Punkt) -> Iterator[Beslutningsvisning]:
    """Yield the decisions that correct the meeting whose referat the item is about."""
    for noted in grundlag.moede.afgoerelser:
        item = find_forslag(grundlag.tilstand, noted.forslag)
        if noted.retter is None or punkt.referat_af is None or _was_closed(grundlag, punkt.referat_af, noted.forslag):
            continue
        if any(one.post == noted.retter and one.moede == punkt.referat_af for one in item.afgoerelser):
            yield _from_log_or_note(grundlag, item, noted, f"Rettelse af beslutningen om »{item.forslag.titel}«")


def _was_closed(grundlag: Moedegrundlag, dag: date, forslag: str) -> bool:
    """Whether the public may not read of a forslag, since the meeting of that day had it under a closed item."""
    held = [item for moede in grundlag.tidligere if moede.dato == dag for item in moede.punkter]
    return grundlag.offentlig and any(item.lukket and forslag in item.forslag for item in held)


def _decisions_on(grundlag: Moedegrundlag, name: str, nummer: str) -> Iterator[Beslutningsvisning]:
    whole = find_forslag(grundlag.tilstand, name)
    noted = [item for item in grundlag.moede.afgoerelser if item.forslag == name and item.retter is None]
    parts = [item for item in grundlag.tilstand.forslag.values() if item.del_af == name]
    if grundlag.moede.er_afsluttet and parts:
        by_id = {item.udskilt.id: item for item in noted if item.udskilt is not None}
        for part in parts:
            if (act := _act_here(grundlag, part)) is not None:
                emne = f"Forslag {nummer}, {part.forslag.titel}{_of(grundlag, part, part.forslag.aendringer)}"
                yield _from_act(grundlag, part, act, by_id.get(part.forslag.id), emne)
        return
    emne = f"Forslag {nummer}, {whole.forslag.titel}"
    if grundlag.moede.er_afsluttet:
        act = _act_here(grundlag, whole)
        if act is not None:
            yield _from_act(grundlag, whole, act, noted[0] if noted else None, emne)
        elif whole.trukket is not None:
            yield Beslutningsvisning.model_validate({"emne": emne, "ordlyd": "Forslaget er trukket tilbage."})
        return
    for item in noted:
        if item.udskilt is None:
            yield _from_note(grundlag, whole, item, emne)
            continue
        held = _of(grundlag, whole, _pick(whole, item.udskilt.numre))
        yield _from_note(grundlag, whole, item, f"Forslag {nummer}, {item.udskilt.titel}{held}")


def _pick(item: Forslagstilstand, numre: Sequence[int]) -> tuple[Delaftaleaendringer, ...]:
    """Return a forslag's changes of these numbers, counted from 1 through all its delaftaler."""
    numbers = iter(range(1, sum(len(part.aendringer) for part in item.forslag.aendringer) + 1))
    kept = [
        (part, tuple(change for change in part.aendringer if next(numbers) in numre))
        for part in item.forslag.aendringer
    ]
    return tuple(part.replaced(aendringer=changes) for part, changes in kept if changes)


def _of(grundlag: Moedegrundlag, item: Forslagstilstand, parts: Sequence[Delaftaleaendringer]) -> str:
    """Return which fields a part of a forslag is about: » (Beboervejledning, Formål)«."""
    names = [felt.navn for part in parts for felt in _delaftale(grundlag, item, part, kort=True).felter]
    more = len(names) - _NAMED
    shown = [*names[:_NAMED], "ét andet felt" if more == 1 else f"{more} andre felter"] if more > 0 else names
    return f" ({format_list(f'»{name}«' if name in names else name for name in shown)})"


def _act_here(grundlag: Moedegrundlag, item: Forslagstilstand) -> Afgoerelse | None:
    """Return what this meeting decided on a forslag, as the log has it."""
    return next((act for act in item.afgoerelser if act.moede == grundlag.moede.dato), None)


def _from_log_or_note(
    grundlag: Moedegrundlag, item: Forslagstilstand, noted: Forslagsafgoerelse, emne: str
) -> Beslutningsvisning:
    act = _act_here(grundlag, item) if grundlag.moede.er_afsluttet else None
    return _from_note(grundlag, item, noted, emne) if act is None else _from_act(grundlag, item, act, noted, emne)


def _from_act(
    grundlag: Moedegrundlag, item: Forslagstilstand, act: Afgoerelse, noted: Forslagsafgoerelse | None, emne: str
) -> Beslutningsvisning:
    own = act.egen_ordlyd if act.egen_ordlyd is not None else act.aendringer
    if noted is not None and noted.retter is not None:
        shown = tuple(_delaftale(grundlag, item, part, kort=False) for part in own)
    else:
        shown = _own_wording(grundlag, item, own) if own and own != item.forslag.aendringer else ()
    return _beslutning(grundlag, emne, act.ordlyd or "", noted, shown)


def _from_note(
    grundlag: Moedegrundlag, item: Forslagstilstand, noted: Forslagsafgoerelse, emne: str
) -> Beslutningsvisning:
    day = effective_from(noted, grundlag.tilstand, decision_day(grundlag.moede))
    words = word_afgoerelse(noted, day, grundlag.chef)
    own = noted.aendringer or ()
    if noted.retter is not None:
        shown = tuple(_delaftale(grundlag, item, part, kort=False) for part in own)
    else:
        shown = _own_wording(grundlag, item, own) if own else ()
    return _beslutning(grundlag, emne, words, noted, shown)


def _beslutning(
    grundlag: Moedegrundlag,
    emne: str,
    ordlyd: str,
    noted: Forslagsafgoerelse | None,
    delaftaler: Sequence[Delaftalevisning],
) -> Beslutningsvisning:
    return Beslutningsvisning.model_validate(
        {
            "emne": emne,
            "ordlyd": ordlyd or "Besluttet.",
            "afstemning": None if noted is None or noted.afstemning is None else word_afstemning(noted.afstemning),
            "inhabile": None if noted is None else tell_inhabile(grundlag, noted.inhabile),
            "delaftaler": tuple(delaftaler),
        }
    )


def tell_inhabile(grundlag: Moedegrundlag, inhabile: Sequence[str]) -> str | None:
    """Return »Carl C deltog ikke i behandlingen (inhabil).«; None where nobody was."""
    if not inhabile:
        return None
    word = "inhabil" if len(inhabile) == 1 else "inhabile"
    return f"{grundlag.names(inhabile)} deltog ikke i behandlingen ({word})."


def _own_wording(
    grundlag: Moedegrundlag, item: Forslagstilstand, own: Sequence[Delaftaleaendringer]
) -> tuple[Delaftalevisning, ...]:
    """Return, field by field, where the board's wording differs from the chef's; () where it does nowhere."""
    shown = []
    proposed = {part.delaftale: part.aendringer for part in item.forslag.aendringer}
    decided = {part.delaftale: part.aendringer for part in own}
    for name in dict.fromkeys((*proposed, *decided)):
        texts = grundlag.tekster.get((item.forslag.id, name))
        if texts is None:
            continue
        chefs = {change.noegle: change for change in proposed.get(name, ())}
        boards = {change.noegle: change for change in decided.get(name, ())}
        felter = [
            felt
            for key in dict.fromkeys((*chefs, *boards))
            if (felt := _difference(grundlag, texts, chefs.get(key), boards.get(key))) is not None
        ]
        if felter:
            shown.append(Delaftalevisning(navn=grundlag.navne.get(name, name), felter=tuple(felter)))
    return tuple(shown)


def _difference(
    grundlag: Moedegrundlag, texts: tuple[Delaftale, Delaftale], chefs: Feltaendring | None, boards: Feltaendring | None
) -> Feltvisning | None:
    """Return a field as the chef proposed it and as the board decided it; None where that is the same."""
    if chefs is None or boards is None:
        only = chefs or boards
        if only is None:
            return None
        felt = show_change(only, *texts, grundlag.navne)
        return (
            felt
            if chefs is None
            else felt.replaced(nuvaerende=felt.foreslaaet, foreslaaet=None, haendelse="Ændres ikke")
        )
    if boards.foreslaaet == chefs.foreslaaet or Aendringsart.FLYT in {chefs.art, boards.art}:
        return None
    change = Feltaendring(
        art=Aendringsart.SAET, sti=boards.sti, nuvaerende=chefs.foreslaaet, foreslaaet=boards.foreslaaet
    )
    return show_change(change, *texts, grundlag.navne)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
