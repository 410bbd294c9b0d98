"""The documents of a meeting: dagsorden, referat, an extract of one item, what changes, and the text as it would read.

Always so: what is printed is what the meeting, the log and the register say on the day; a public edition is made from a
view without what is closed, so that nothing closed can slip into it. Every format holds the same words. Source:
docs/analyse/moede.md (Documents).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from generator.document.moede_grundlag import Moedegrundlag
from generator.document.moede_visning import (
    LUKKET,
    bilag_name,
    build_aendringer,
    build_dagsorden,
    build_referat,
    tell_udgave,
    titled,
)
from generator.document.pdf_samling import Annex, AnnexError, join_pdfs
from generator.errors import AendringError, MoedeError
from generator.model.base import Valg
from generator.service.fletning import Tekster, changes_in
from generator.service.formater import Dokumentformat
from generator.service.moedebilag import BilagError, read_bilag
from generator.service.samlet_tekst import render_samlet
from generator.service.sammenligning import plan_navne
from generator.text import format_short_date
from generator.word.form import fill_in_form, pack_docx, read_back
from generator.word.moedeformularer import (
    AENDRINGER,
    DAGSORDEN,
    MOEDEFORMULARER,
    REFERAT,
    UDSKRIFT,
    Moedeindhold,
    Udskriftsindhold,
)
from generator.workflow.apply import apply
from generator.workflow.deciding import find_forslag
from generator.workflow.kontrolkode import kontrolkode
from generator.workflow.moedeafgoerelser import find_punkt

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from generator.model.delaftale import Delaftale
    from generator.model.moede import Bilag
    from generator.service.moeder import AabentMoede
    from generator.service.udgivelse import Udgiver
    from generator.store.port import Store
    from generator.word.roots import Formularart
    from generator.workflow.fakta import Forslagstilstand


class Moededokument(Valg):
    """What can be made of a meeting."""

    DAGSORDEN = "dagsorden", "dagsorden"
    REFERAT = "referat", "referat"
    UDSKRIFT = "udskrift", "udskrift"
    AENDRINGER = "aendringer", "ændringerne på én side"
    SAMLET = "samlet", "samlet ny tekst"


_FORM: Final[Mapping[Moededokument, Formularart]] = {
    Moededokument.DAGSORDEN: DAGSORDEN,
    Moededokument.REFERAT: REFERAT,
    Moededokument.UDSKRIFT: UDSKRIFT,
    Moededokument.AENDRINGER: AENDRINGER,
}


def render_moededokument(
    store: Store,
    aabent: AabentMoede,
    udgiver: Udgiver,
    dokument: Moededokument,
    formater: Collection[Dokumentformat],
    *,
    today: date,
    offentlig: bool = False,
    punkt: str | None = None,
    delaftale: str | None = None,
) -> Iterator[tuple[Dokumentformat, bytes]]:
    """Yield a document in each of the formats once, in the order of `Dokumentformat`.

    An extract needs `punkt` (number or id); the text as it would read, were all forslag on the agenda approved, needs
    `delaftale`.

    Raises: MoedeError, where that is missing, closed to the public, or the forslag don't fit the text; what reading and
    rendering raise.
    """
    if dokument is Moededokument.SAMLET:
        yield from render_samlet(store, aabent, udgiver, delaftale, formater, today=today, offentlig=offentlig)
        return
    grundlag = read_grundlag(store, aabent, udgiver, offentlig=offentlig)
    indhold = _fill(aabent, grundlag, dokument, punkt)
    yield from _render(indhold, udgiver, _FORM[dokument], formater, day=aabent.moede.dato)


def read_grundlag(store: Store, aabent: AabentMoede, udgiver: Udgiver, *, offentlig: bool) -> Moedegrundlag:
    """Return all that the documents of a meeting speak of. Raises: MoedeError, DataError, FileError."""
    planlog = aabent.planlog
    last = max(aabent.moede.poster, default=None)
    kode = None if last is None or last > len(planlog.poster) else kontrolkode(planlog.poster[last - 1].data)
    return Moedegrundlag(
        moede=aabent.moede,
        plan=aabent.plan,
        register=aabent.register,
        tilstand=planlog.tilstand,
        tidligere=aabent.tidligere,
        tekster=_read_tekster(Tekster(store, planlog), aabent),
        navne=plan_navne(store, aabent.plan, udgiver.perioder),
        kontrolkode=kode,
        offentlig=offentlig,
    )


def _read_tekster(tekster: Tekster, aabent: AabentMoede) -> dict[tuple[str, str], tuple[Delaftale, Delaftale]]:
    """Return by forslag and delaftale the text that it was put on, and that text with its indstilling made in it."""
    tilstand = aabent.planlog.tilstand
    moede = aabent.moede
    names = [*(name for item in moede.punkter for name in item.forslag), *(item.forslag for item in moede.afgoerelser)]
    wanted = dict.fromkeys(names)
    wanted |= dict.fromkeys(item.forslag.id for item in tilstand.forslag.values() if item.del_af in wanted)
    found = {}
    made: dict[tuple[str, str], tuple[Delaftale, Delaftale]] = {}
    for name in wanted:
        item = find_forslag(tilstand, name)
        for delaftale, base in item.bygger_paa:
            key = item.indstilling, delaftale
            if key not in made:
                before = tekster.read(delaftale, base)
                made[key] = before, _with_all(before, list(tilstand.forslag.values()), item, delaftale)
            found[name, delaftale] = made[key]
    return found


def _with_all(
    before: Delaftale, forslag: Sequence[Forslagstilstand], item: Forslagstilstand, delaftale: str
) -> Delaftale:
    """Return the text with all changes of a forslag's indstilling, as the chef put them together."""
    own = [other for other in forslag if other.indstilling == item.indstilling]
    changes = {change.noegle: change for other in own for change in changes_in(other, delaftale)}
    try:
        return apply(changes.values(), before)
    except AendringError as error:
        problem = f"Forslaget »{item.forslag.titel}« passer ikke til den tekst, det er skrevet ud fra: {error}"
        raise MoedeError(problem, "Kontrollér filerne med »delaftale verificer«.") from error


def _fill(
    aabent: AabentMoede, grundlag: Moedegrundlag, dokument: Moededokument, punkt: str | None
) -> Moedeindhold | Udskriftsindhold:
    """Return what the document's form prints. Raises: MoedeError."""
    art, plan = _FORM[dokument], aabent.plan
    if dokument is Moededokument.DAGSORDEN:
        return Moedeindhold(art, build_dagsorden(grundlag), plan)
    if dokument is Moededokument.REFERAT:
        return Moedeindhold(art, build_referat(grundlag), plan)
    if dokument is Moededokument.AENDRINGER:
        shown = build_aendringer(grundlag)
        if not shown.punkter:
            day = format_short_date(aabent.moede.dato)
            raise MoedeError(f"Der er ingen forslag på dagsordenen den {day}.", "Så er der ingen ændringer at vise.")
        return Moedeindhold(art, shown, plan)
    if punkt is None:
        raise MoedeError("En udskrift er af ét punkt.", "Skriv punktets nummer, fx »--udskrift 4«.")
    number = aabent.moede.punkt_nummer(find_punkt(aabent.moede, punkt).id)
    referat = build_referat(grundlag)
    item = referat.punkter[number - 1]
    if item.titel == LUKKET and grundlag.offentlig:
        raise MoedeError(f"Punkt {number} er lukket.", "Der kan ikke dannes en offentlig udskrift af det.")
    udgave = tell_udgave(grundlag, [aabent.moede.punkter[number - 1]])
    return Udskriftsindhold(art, referat.replaced(udgave=udgave), plan, item)


def _render(
    indhold: Moedeindhold | Udskriftsindhold,
    udgiver: Udgiver,
    art: Formularart,
    formater: Collection[Dokumentformat],
    *,
    day: date,
) -> Iterator[tuple[Dokumentformat, bytes]]:
    """Yield the filled-in form in each of the formats. `day` is the date that an archive knows it by."""
    filled = fill_in_form(udgiver.forms.load(MOEDEFORMULARER, art), indhold)  # once, whatever is wanted
    if Dokumentformat.DOCX in formater:
        yield Dokumentformat.DOCX, pack_docx(filled)
    if all(each is Dokumentformat.DOCX for each in formater):
        return
    document = read_back(filled)
    if Dokumentformat.PDF in formater:
        from generator.document.pdf import render_pdf  # noqa: PLC0415 - a compiler, only for those who want a PDF

        stil = udgiver.forms.load_pdf_stil(MOEDEFORMULARER, art)
        yield Dokumentformat.PDF, render_pdf(document, style=stil, date=day)
    if Dokumentformat.HTML in formater:
        from generator.document.html import encode_html  # noqa: PLC0415 - only that format needs it
        from generator.store.ressourcer import load_html_css  # noqa: PLC0415

        yield Dokumentformat.HTML, encode_html(document, css=load_html_css())
    if Dokumentformat.MD in formater:
        from generator.document.markdown import write_markdown  # noqa: PLC0415 - only that format needs it

        yield Dokumentformat.MD, write_markdown(document).encode("utf-8")


# -- the whole dagsorden --


def saml_dagsorden(
    store: Store, aabent: AabentMoede, udgiver: Udgiver, *, today: date, offentlig: bool = False
) -> tuple[bytes, tuple[str, ...]]:
    """Return the agenda with its open annexes as one PDF, and what there is to tell of it, as sentences.

    Raises: BilagError, if an annex is gone, changed, or can't be read; what rendering raises.
    """
    ((_, pdf),) = render_moededokument(
        store, aabent, udgiver, Moededokument.DAGSORDEN, (Dokumentformat.PDF,), today=today, offentlig=offentlig
    )
    told = []
    shown: list[tuple[Bilag, Annex]] = []
    for nr, punkt in enumerate(aabent.moede.punkter, start=1):
        if punkt.lukket and offentlig:
            continue
        for index, bilag in enumerate(punkt.bilag):
            name = f"{bilag_name(str(nr), index)}: {bilag.titel}"
            if bilag.lukket:
                if not offentlig:
                    told.append(f"{name} er lukket og er ikke med i den samlede fil.")
                continue
            data = read_bilag(store, aabent.planlog.plan, aabent.moede, bilag)
            shown.append((bilag, Annex(name, f"{nr}. {titled(punkt)}", data)))
    if shown:
        told.append("Filen med bilag er ikke mærket som PDF/A og PDF/UA, for bilagene er, som de er kommet.")
    try:
        return join_pdfs(pdf, [annex for _, annex in shown]), tuple(told)
    except AnnexError as error:
        problem = "er låst med en adgangskode." if error.locked else "kan ikke læses."
        raise BilagError(shown[error.index][0].titel, problem, "Gem den igen som PDF uden lås.") from error
