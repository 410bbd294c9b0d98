"""The year's status of a delaftale: make its form, keep it up with the agreement, show it as a bilag.

Always so: nothing that a person wrote in the form is lost, a comment neither, and a file that needs no new lines is not
touched. What is wrong with a status the rules decide; here it is only put beside the delaftale it speaks of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from generator.document.status import build_statusbilag
from generator.errors import GeneratorError
from generator.model.udgave import describe_udgave
from generator.rules.status import check_statusser
from generator.service.formater import Dokumentformat
from generator.service.generering import find_indsatsomraade
from generator.service.oprindelse import describe_stored
from generator.service.udgaver import read_udgave
from generator.store.statusfil import dump_statusskema, find_kommentarer, load_status, name_status
from generator.text import format_short_date
from generator.word.form import render_document, render_docx
from generator.word.statusbilag import AARSSTATUS, STATUSFORMULAR, Statusindhold
from generator.workflow.aarsstatus import fit_status

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date
    from pathlib import Path

    from generator.model.datakilder import Datakildeliste
    from generator.model.delaftale import Delaftale
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.model.udgave import Udgave
    from generator.rules import Finding
    from generator.service.udgaver import Udgavevalg
    from generator.store.files import Files
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale
    from generator.workflow.aarsstatus import Udgaaet


class OutsidePeriodError(GeneratorError):
    """A year in which the delaftale never was in force."""

    def __init__(self, ref: DelaftaleRef, aar: int, fra: date, til: date) -> None:
        self.ref, self.aar, self.fra, self.til = ref, aar, fra, til
        super().__init__(
            f"»{ref}« gælder {format_short_date(fra)} – {format_short_date(til)}, så den har ingen status for {aar}. "
            f"Vælg et år fra {fra.year} til {til.year}."
        )


class NoStatusError(GeneratorError):
    """A year has no status yet."""

    http_status: ClassVar[int] = 404

    def __init__(self, ref: DelaftaleRef, aar: int) -> None:
        self.ref, self.aar = ref, aar
        super().__init__(f"»{ref}« har ingen status for {aar}. Lav den med »delaftale aarsstatus {ref} --aar {aar}«.")


@dataclass(frozen=True)
class Statusskema:
    """A year's form as it stands now. `fil` for people; `er_skrevet`: it was made or got new lines.

    `tilfoejet` names what is new in it (all, in a new form: ()), `udgaaet` what has left the delaftale, `kommentarer`
    a person's own that now stand at its end. `findings` are what the rules say of it.
    """

    ref: DelaftaleRef
    aar: int
    fil: str
    er_ny: bool
    er_skrevet: bool
    tilfoejet: tuple[str, ...]
    udgaaet: tuple[Udgaaet, ...]
    kommentarer: tuple[str, ...]
    findings: tuple[Finding, ...]


def make_statusskema(
    store: Store, ref: DelaftaleRef, aar: int, *, valg: Udgavevalg, datakilder: Datakildeliste, today: date
) -> Statusskema:
    """Make the year's form, or give the one there is the lines that the delaftale has got since.

    Raises: OutsidePeriodError, LogConflictError, GeneratorError.
    """
    delaftale = read_udgave(store, ref, valg).delaftale
    _check_aar(ref, delaftale, aar)
    sti = name_status(ref.delaftale, aar)
    fil = f"aftaler/{ref.plan}/{sti}"
    data = store.read_fil(ref.plan, sti)
    before = None if data is None else load_status(data, ref.delaftale, aar, fil)
    fitted = fit_status(delaftale, aar, before)
    kommentarer: tuple[str, ...] = ()
    is_written = before is None or bool(fitted.tilfoejet) or any(not item.er_bevaret for item in fitted.udgaaet)
    if is_written:
        if data is not None and before is not None:
            kommentarer = find_kommentarer(data, before, fil)
        fil = store.write_fil(ref.plan, sti, dump_statusskema(fitted.status, delaftale, kommentarer), data)
    return Statusskema(
        ref,
        aar,
        fil,
        er_ny=before is None,
        er_skrevet=is_written,
        tilfoejet=() if before is None else fitted.tilfoejet,
        udgaaet=fitted.udgaaet,
        kommentarer=kommentarer,
        findings=tuple(check_statusser(delaftale, [fitted.status], datakilder, today)),
    )


def _check_aar(ref: DelaftaleRef, delaftale: Delaftale, aar: int) -> None:
    """Raises: OutsidePeriodError, unless the delaftale's period holds a day of the year."""
    if not delaftale.gaelder_fra.year <= aar <= delaftale.gaelder_til.year:
        raise OutsidePeriodError(ref, aar, delaftale.gaelder_fra, delaftale.gaelder_til)


def find_statusfund(
    store: Store, ref: DelaftaleRef, delaftale: Delaftale, datakilder: Datakildeliste, today: date
) -> list[Finding]:
    """Return what the rules say of all years' statuses, beside the delaftale. Raises: GeneratorError."""
    statusser = [status for aar in store.list_statusaar(ref) if (status := store.read_status(ref, aar)) is not None]
    return check_statusser(delaftale, statusser, datakilder, today)


def find_aarsfund(
    store: Store, ref: DelaftaleRef, aar: int, *, delaftale: Delaftale, datakilder: Datakildeliste, today: date
) -> list[Finding]:
    """Return what the rules say of one year's status, beside the delaftale. Raises: GeneratorError."""
    status = store.read_status(ref, aar)
    return [] if status is None else check_statusser(delaftale, [status], datakilder, today)


# -- the bilag --


@dataclass(frozen=True)
class Bilag:
    """A bilag that was written. `size` in bytes."""

    path: Path
    size: int
    format: Dokumentformat


def read_bilag(
    store: Store, ref: DelaftaleRef, aar: int, *, valg: Udgavevalg, perioder: Bevillingsperioder, today: date
) -> Statusindhold:
    """Return all that the bilag of a year's status prints, beside the delaftale in the edition that is meant.

    Raises: NoStatusError, GeneratorError.
    """
    stored = read_udgave(store, ref, valg)
    status = store.read_status(ref, aar)
    if status is None:
        _check_aar(ref, stored.delaftale, aar)
        raise NoStatusError(ref, aar)
    return Statusindhold(
        status=build_statusbilag(stored.delaftale, status),
        delaftale=stored.delaftale,
        plan=stored.helhedsplan,
        indsatsomraade=find_indsatsomraade(perioder, stored.helhedsplan, stored.delaftale.indsatsomraade),
        udgave=_describe(store, stored, today),
    )


def _describe(store: Store, stored: StoredDelaftale, today: date) -> Udgave:
    """Return what a page says of the edition: from the log where there is one, which knows what took its place."""
    known = None
    if store.has_log(stored.ref.plan):
        from generator.service.akter import open_planlog  # noqa: PLC0415 - most plans have no log yet

        known = describe_stored(open_planlog(store, stored.ref.plan), stored, today)
    return known or describe_udgave(stored.delaftale, stored.version, today)


def write_bilag(
    indhold: Statusindhold,
    forms: FormStore,
    files: Files,
    *,
    path: Path,
    formater: Collection[Dokumentformat],
    day: date,
) -> Iterator[Bilag]:
    """Write the bilag as `path` with each format's ending; all are made before the first is written.

    `day` is the date that an archive knows it by. Raises: GeneratorError.
    """
    made = list(render_bilag(indhold, forms, formater, day=day))
    files.make_folder(path.parent)
    for form, data in made:
        target = path.with_name(f"{path.name}.{form}")
        files.replace(target, data)
        yield Bilag(target, len(data), form)


def render_bilag(
    indhold: Statusindhold, forms: FormStore, formater: Collection[Dokumentformat], *, day: date
) -> Iterator[tuple[Dokumentformat, bytes]]:
    """Yield the bilag in each of the formats once, in the order of `Dokumentformat`. Raises: GeneratorError."""
    form = forms.load(STATUSFORMULAR, AARSSTATUS)
    if Dokumentformat.DOCX in formater:
        yield Dokumentformat.DOCX, render_docx(form, indhold)
    if all(each is Dokumentformat.DOCX for each in formater):
        return
    document = render_document(form, indhold)
    if Dokumentformat.PDF in formater:
        from generator.document.pdf import render_pdf  # noqa: PLC0415 - a compiler, only for those who want a PDF

        stil = forms.load_pdf_stil(STATUSFORMULAR, AARSSTATUS)
        yield Dokumentformat.PDF, render_pdf(document, style=stil, date=day)
    if Dokumentformat.HTML in formater:
        from generator.document.html import write_html  # noqa: PLC0415 - only that format needs it
        from generator.store.ressourcer import load_html_css  # noqa: PLC0415

        yield Dokumentformat.HTML, write_html(document, css=load_html_css()).encode("utf-8")
    if Dokumentformat.MD in formater:
        from generator.document.markdown import write_markdown  # noqa: PLC0415 - only that format needs it

        yield Dokumentformat.MD, write_markdown(document).encode("utf-8")
