"""A meeting as its dagsorden and its referat print it, whole and as public edition.

Always so: items come in the order of the agenda with their own numbers, also those whose content is left out; the
decision stands right after the indstilling it is about; a closed annex is named to the board alone. Pure: the day and
all that is spoken of are handed in. Source: docs/analyse/moede.md (Documents); domaene.md §2.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from generator.document.moede_forslag import show_corrections, show_decisions, show_forslag, tell_inhabile
from generator.document.moede_grundlag import format_kl, on_day
from generator.document.moede_hoved import (
    head_facts,
    name_meeting,
    show_answers,
    sign_lines,
    tell_dagsorden,
    tell_end,
    tell_next,
    tell_referat,
)
from generator.model.bestyrelse import Punkttype
from generator.model.moede import Moedeform, Punktart
from generator.model.moededokument import Moedevisning, Punktvisning
from generator.text import format_long_date, format_short_date
from generator.workflow.dagsorden import open_opgaver, untold_rettelser
from generator.workflow.moedeordlyd import outcome_unless_noted, word_afstemning, word_punktbeslutning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.document.moede_grundlag import Moedegrundlag
    from generator.model.moede import Bilag, Opgave, Punkt
    from generator.model.tekst import Tekst

LUKKET: Final = "Lukket punkt"
OFFENTLIG: Final = "Offentlig udgave"
_KLOKKEN: Final = re.compile(r"[0-9]{1,2}[:.][0-9]{2}")
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def build_dagsorden(grundlag: Moedegrundlag) -> Moedevisning:
    """Return the agenda: what is to be decided, and on what ground."""
    return _build(grundlag, referat=False)


def build_referat(grundlag: Moedegrundlag) -> Moedevisning:
    """Return the minutes: who was there, what was decided."""
    return _build(grundlag, referat=True)


def build_aendringer(grundlag: Moedegrundlag) -> Moedevisning:
    """Return »Ændringerne på én side«: the items with forslag, each with what changes and no more."""
    items = []
    for punkt in grundlag.moede.punkter:
        if not punkt.forslag or (punkt.lukket and grundlag.offentlig):
            continue
        number = grundlag.moede.punkt_nummer(punkt.id)
        forslag = tuple(
            show_forslag(grundlag, f"{number}.{nr}", name, kort=True) for nr, name in enumerate(punkt.forslag, start=1)
        )
        items.append(Punktvisning(nummer=str(number), titel=punkt.titel, forslag=forslag))
    udgave = tell_udgave(grundlag, [punkt for punkt in grundlag.moede.punkter if punkt.forslag])
    return _build(grundlag, referat=False).replaced(punkter=tuple(items), oplysninger=(), udgave=udgave)


def _build(grundlag: Moedegrundlag, *, referat: bool) -> Moedevisning:
    moede = grundlag.moede
    board = grundlag.plan.bestyrelse
    signs = referat and board is not None and board.underskrifter
    navn, plan = "Bestyrelsen" if board is None else board.navn, grundlag.plan.navn
    status = tell_referat(moede) if referat else tell_dagsorden(moede)
    return Moedevisning(
        bestyrelse=navn,
        afsender=navn if plan.casefold() in navn.casefold() else f"{navn}, {plan}",
        overskrift=name_meeting(moede),
        status=status,
        maerke=status.partition(".")[0] if referat and moede.referat.godkendt is None else status,
        udgave=tell_udgave(grundlag, moede.punkter),
        kontrolkode=grundlag.kontrolkode if referat else None,
        oplysninger=tuple(head_facts(grundlag, referat=referat)),
        svar=tuple(show_answers(grundlag)) if referat and moede.form is Moedeform.SKRIFTLIG else (),
        punkter=tuple(show_punkt(grundlag, punkt, referat=referat) for punkt in moede.punkter),
        slut=tell_end(moede) if referat else None,
        naeste_moede=tell_next(moede),
        underskrifter=tuple(sign_lines(grundlag)) if signs else (),
    )


def tell_udgave(grundlag: Moedegrundlag, punkter: Iterable[Punkt]) -> str | None:
    """Return whom the document is for, where that is not all the same: nobody shall publish what is closed unawares."""
    if grundlag.offentlig:
        return OFFENTLIG
    return "Indeholder lukkede punkter" if any(item.lukket for item in punkter) else None


def show_punkt(grundlag: Moedegrundlag, punkt: Punkt, *, referat: bool) -> Punktvisning:
    """Return an item as the agenda or the minutes have it."""
    number = str(grundlag.moede.punkt_nummer(punkt.id))
    if punkt.lukket and grundlag.offentlig:
        return Punktvisning(nummer=number, titel=LUKKET)
    indstilling = tuple(_indstilling(grundlag, punkt, number))
    shown: dict[str, Any] = {
        "nummer": number,
        "titel": titled(punkt),
        "kendetegn": _kendetegn(punkt),
        "gaester": f"{_guests(grundlag, punkt)} deltog under punktet." if referat and punkt.gaester else None,
        "indstiller": f"{grundlag.chef} indstiller," if indstilling else None,
        "indstilling": _lines(indstilling),
        "sagsfremstilling": punkt.sagsfremstilling,
        "oekonomi": punkt.oekonomi,
        "bilag": _lines(_bilag(grundlag, punkt, number)),
        "aabne_opgaver": _lines(_open_tasks(grundlag) if punkt.art is Punktart.OPGAVER else ()),
        "rettelser": _lines(_rettelser(grundlag) if punkt.art is Punktart.REDAKTIONELT else ()),
    }
    if referat:
        own = [item for item in grundlag.moede.opgaver if item.punkt == punkt.id]
        shown |= {
            "beslutninger": (*_item_decision(grundlag, punkt), *show_decisions(grundlag, punkt),
                             *show_corrections(grundlag, punkt)),
            "referat": punkt.referat,
            "bemaerkninger": _lines(_remarks(grundlag, punkt)),
            "opgaver": _lines(_task(grundlag, item) for item in own),
        }  # fmt: skip
    else:
        shown |= {
            "gaester": f"{_guests(grundlag, punkt)} deltager under punktet." if punkt.gaester else None,
            "resume": punkt.resume,
            "forslag": tuple(
                show_forslag(grundlag, f"{number}.{nr}", name) for nr, name in enumerate(punkt.forslag, start=1)
            ),
            "bemaerkninger": _lines(_remarks(grundlag, punkt)),
        }
    return Punktvisning.model_validate(shown)


def titled(punkt: Punkt) -> str:
    """Return an item's title with the letter of what it asks of the board: »Budget (B)«."""
    return f"{punkt.titel} ({punkt.type.value})"


def _lines(texts: Any) -> tuple[dict[str, str], ...]:
    return tuple({"tekst": text} for text in texts)


def _guests(grundlag: Moedegrundlag, punkt: Punkt) -> str:
    return grundlag.names(punkt.gaester)


def _kendetegn(punkt: Punkt) -> str | None:
    facts = [
        "Lukket" if punkt.lukket else "",
        f"Sagsnr. {punkt.sagsnummer}" if punkt.sagsnummer else "",
        _tid(punkt.tid or ""),
        punkt.markering.ordlyd.capitalize() if punkt.markering is not None else "",
    ]
    return " · ".join(filter(None, facts)) or None


def _tid(words: str) -> str:
    """Return when an item is taken as the head writes it, »kl. 14.15«; other words as they are."""
    return f"kl. {format_kl(words)}" if _KLOKKEN.fullmatch(words) else words


def _indstilling(grundlag: Moedegrundlag, punkt: Punkt, number: str) -> Iterator[str]:
    """Yield the points of the indstilling, each with its »at«: the referent's own, else what the item is there for."""
    if punkt.indstilling:
        yield from (item if item.startswith("at ") else f"at {item}" for item in punkt.indstilling)
    elif punkt.type is Punkttype.B and punkt.art is Punktart.INDSTILLING:
        for nr, name in enumerate(punkt.forslag, start=1):
            forslag = grundlag.tilstand.forslag[name].forslag
            asked = forslag.gaelder_fra
            since = f" og gælder fra den {format_long_date(asked)}" if asked and asked > grundlag.moede.dato else ""
            yield f"at forslag {number}.{nr}, {forslag.titel}, godkendes{since}"


def bilag_name(number: str, index: int) -> str:
    """Return what an annex is called; the letters begin with each item: »Bilag 4 A«."""
    letter = _LETTERS[index] if index < len(_LETTERS) else str(index + 1)
    return f"Bilag {number} {letter}"


def _bilag(grundlag: Moedegrundlag, punkt: Punkt, number: str) -> Iterator[str]:
    for index, item in enumerate(punkt.bilag):
        if not (item.lukket and grundlag.offentlig):
            yield f"{bilag_name(number, index)}: {item.titel}{_marks(item)}"


def _marks(bilag: Bilag) -> str:
    marks = ["lukket" if bilag.lukket else "", bilag.markering.ordlyd if bilag.markering is not None else ""]
    return f" ({', '.join(filter(None, marks))})" if any(marks) else ""


def _item_decision(grundlag: Moedegrundlag, punkt: Punkt) -> Iterator[dict[str, Any]]:
    item = punkt.beslutning
    if item is None and grundlag.moede.er_afsluttet and grundlag.moede.form is not Moedeform.SKRIFTLIG:
        item = outcome_unless_noted(punkt)
    if item is not None:
        yield {
            "ordlyd": word_punktbeslutning(item),
            "afstemning": None if item.afstemning is None else word_afstemning(item.afstemning),
            "inhabile": tell_inhabile(grundlag, item.inhabile),
        }


def _remarks(grundlag: Moedegrundlag, punkt: Punkt) -> Iterator[str]:
    """Yield the remarks on the referat that the item is to approve, with what the board answered."""
    earlier = next((item for item in grundlag.tidligere if item.dato == punkt.referat_af), None)
    if earlier is None:
        return
    for item in earlier.referat.bemaerkninger:
        if not grundlag.may_show(earlier, item.punkt):
            continue
        where = "" if item.punkt is None else f", til punkt {earlier.punkt_nummer(item.punkt)}"
        answer = f" Svar: {_one_line(item.svar)}" if item.svar else ""
        who = grundlag.name(item.person)
        yield f"{who}, {format_short_date(item.dato)}{where}: {_one_line(item.tekst)}{answer}"


def _one_line(text: Tekst) -> str:
    return " ".join(item.tekst for item in text.afsnit)


def _task(grundlag: Moedegrundlag, item: Opgave) -> str:
    due = f", senest {on_day(item.frist)}" if item.frist is not None else ""
    return f"{item.tekst} ({grundlag.name_inside(item.ansvarlig)}{due})"


def _open_tasks(grundlag: Moedegrundlag) -> Iterator[str]:
    for moede, item in open_opgaver(grundlag.tidligere, grundlag.moede.dato):
        if grundlag.may_show(moede, item.punkt):
            yield f"{_task(grundlag, item)}, fra mødet {on_day(moede.dato)}"


def _rettelser(grundlag: Moedegrundlag) -> Iterator[str]:
    """Yield the corrections of spelling and the like that the board is told of, each with what it was about."""
    for post in untold_rettelser(grundlag.tilstand, grundlag.tidligere, grundlag.moede.dato):
        facts = post.redaktionel_rettelse
        if facts is not None:
            names = {grundlag.navne.get(part.delaftale, part.delaftale): None for part in facts.aendringer}
            yield f"{', '.join(names)}: {_one_line(facts.begrundelse)}"
