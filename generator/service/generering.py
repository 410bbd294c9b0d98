"""Make the official documents: choose agreements and editions, fill in the form, write the files.

Always so: a document is a pure function of the edition, its plan, its form and the day handed in; an agreement that
fails does not keep the others from being written. A file's name tells the edition, so none replaces another.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar, Final

from generator.errors import GeneratorError
from generator.model.udgave import describe_udgave
from generator.service.formater import Dokumentformat, write_formater
from generator.service.kilde import Kilde, find_kilde
from generator.service.oprindelse import describe_stored, read_baggrund
from generator.service.udgaver import Kladde, Udgavevalg, list_udgaver, read_udgave
from generator.store.port import resolve_delaftaler
from generator.text import nearest
from generator.word.contract import Formularindhold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan, Indsatsomraade
    from generator.model.udgave import Udgave
    from generator.rules import Finding
    from generator.service.akter import Planlog
    from generator.service.kilde import Gengivelse
    from generator.service.kontrol import Kontrollant
    from generator.store.files import Files
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale
    from generator.workflow.fakta import Udgivet

MANY: Final = 40  # editions with PDF; fewer are made sooner by one process than others can be started
MAX_PROCESSER: Final = 16


@dataclass(frozen=True)
class Opgave:
    """One document to make: a delaftale in an edition."""

    ref: DelaftaleRef
    udgave: Udgavevalg


@dataclass(frozen=True)
class Dokument:
    """A file that was written. `version` None: the draft. `size` in bytes.

    `seconds` from reading to written; of an edition's several files the first carries what they share. `fejl` is how
    many fejl the rules find in the edition, looked at alone; 0 also where nobody looked. `koder`: the characters that a
    PDF shows as code points. `udgivet` is the issue that the file is, or was compared with (None: not issued), `ens`
    whether its bytes are those.
    """

    ref: DelaftaleRef
    version: int | None
    path: Path
    size: int
    seconds: float
    format: Dokumentformat
    fejl: int
    koder: tuple[str, ...] = ()
    udgivet: Udgivet | None = None
    ens: bool | None = None


@dataclass(frozen=True)
class Mislykket:
    """An edition that could not be made, or not be written in all its formats; no file of it is half written."""

    ref: DelaftaleRef
    error: GeneratorError


@dataclass(frozen=True)
class Job:
    """What is the same for all documents of a run. Can be sent to another process if the store and the files can."""

    store: Store
    forms: FormStore
    perioder: Bevillingsperioder
    files: Files
    folder: Path
    today: date
    formater: frozenset[Dokumentformat]
    med_bemaerkninger: bool
    med_kontrol: bool
    gengiv: Gengivelse | None = None

    @property
    def suffix(self) -> str:
        """What sets a page with remarks apart from the document itself."""
        return "-med-bemaerkninger" if self.med_bemaerkninger else ""


class NoDelaftalerError(GeneratorError):
    """There is nothing to make documents of."""

    def __init__(self) -> None:
        super().__init__("Der er ingen delaftaler i »aftaler« endnu. Lav en med »delaftale ny«.")


class UnknownIndsatsomraadeError(GeneratorError):
    """An indsatsområde or a grant period isn't among those that are known."""

    http_status: ClassVar[int] = 404

    def __init__(self, kind: str, navn: str, known: Sequence[str]) -> None:
        """Keep the facts. `kind` is »indsatsområde« or »bevillingsperiode«."""
        self.navn, self.known = navn, tuple(known)
        likely = nearest(navn, known)
        meant = f" Mente du »{likely[0]}«?" if likely else ""
        super().__init__(
            f"Der er {'intet' if kind == 'indsatsområde' else 'ingen'} {kind}, der hedder »{navn}«.{meant} "
            f"Vælg mellem {', '.join(f'»{name}«' for name in known)}."
        )


def find_indsatsomraade(perioder: Bevillingsperioder, plan: Helhedsplan, navn: str) -> Indsatsomraade:
    """Return an indsatsområde of the plan's grant period, by id, name or alias. Raises: UnknownIndsatsomraadeError."""
    periode = perioder.find(plan.bevillingsperiode)
    if periode is None:
        known = [item.id for item in perioder.perioder]
        raise UnknownIndsatsomraadeError("bevillingsperiode", plan.bevillingsperiode, known)
    omraade = periode.find(navn)
    if omraade is None:
        raise UnknownIndsatsomraadeError("indsatsområde", navn, [item.id for item in periode.indsatsomraader])
    return omraade


def find_opgaver(store: Store, navne: Iterable[str], udgave: Udgavevalg, *, alle: bool) -> tuple[Opgave, ...]:
    """Return the documents to make. No names: every delaftale there is; `alle`: each in all its editions.

    Raises: UnknownNavnError, NoDelaftalerError.
    """
    refs = list(dict.fromkeys(ref for navn in navne for ref in resolve_delaftaler(store, navn)))
    if not refs:
        refs = [ref for plan in store.list_planer() for ref in store.list_delaftaler(plan)]
    if not refs:
        raise NoDelaftalerError
    if not alle:
        return tuple(Opgave(ref, udgave) for ref in refs)
    return tuple(Opgave(ref, each) for ref in refs for each in list_udgaver(store, ref))


def generer(
    store: Store,
    forms: FormStore,
    perioder: Bevillingsperioder,
    files: Files,
    *,
    opgaver: Sequence[Opgave],
    folder: Path,
    today: date,
    formater: Collection[Dokumentformat] = (Dokumentformat.DOCX,),
    med_bemaerkninger: bool = False,
    med_kontrol: bool = False,
    gengiv: Gengivelse | None = None,
    processer: int = 1,
) -> Iterator[Dokument | Mislykket]:
    """Write each document to `folder`/plan/delaftale-edition.format and yield what came of it, in order.

    All formats of an edition are made before the first is written: one that can't be made keeps back the others too.
    `med_bemaerkninger`: findings stand beside their fields, in files of their own names. `med_kontrol`: `Dokument.fejl`
    is counted, which takes as long as a PDF. `gengiv` None: a Word file and a PDF that were issued are written as they
    are, else all is made anew, and they are compared. `processer` above 1: the work is shared by so many processes,
    which are handed copies of the store, the forms and the files; what is written and yielded is the same.

    Raises: FileError, if the folder can't be made; then nothing was written.
    """
    job = Job(store, forms, perioder, files, folder, today, frozenset(formater), med_bemaerkninger, med_kontrol, gengiv)
    files.make_folder(folder)
    if processer == 1:
        make = Maker(job)
        for opgave in opgaver:
            yield from make(opgave)
        return
    from generator.service.parallelt import make_in_processes  # noqa: PLC0415 - few runs are long enough

    yield from make_in_processes(job, opgaver, processer)


def choose_processer(antal: int, formater: Collection[Dokumentformat], kerner: int) -> int:
    """Return how many processes pay for that many editions: another one costs what some ten PDFs do to start."""
    if Dokumentformat.PDF not in formater or antal < MANY:
        return 1
    return max(1, min(kerner, antal // (MANY // 2), MAX_PROCESSER))


class Maker:
    """Makes the documents of one edition after the other; what one needs and the next too is made once."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._logs: dict[str, Planlog] = {}

    @cached_property
    def _kontrollant(self) -> Kontrollant:
        from generator.service.kontrol import Kontrollant  # noqa: PLC0415 - only findings need it
        from generator.store.viden import load_datakilder  # noqa: PLC0415

        return Kontrollant(self._job.store, self._job.perioder, load_datakilder(), today=self._job.today)

    def __call__(self, opgave: Opgave) -> Iterator[Dokument | Mislykket]:
        """Yield the files of an edition as they are written, or what went wrong."""
        job, lap = self._job, _Lap()
        try:
            stored = read_udgave(job.store, opgave.ref, opgave.udgave)
            shared = lap()
            findings = self._look_at(opgave, stored)
            lap()  # looking is no part of making
            shown = findings if job.med_bemaerkninger else ()
            planlog = self._open_planlog(opgave.ref.plan)
            kilde = self._find_kilde(planlog, stored)
            udgave = describe_stored(kilde.planlog, stored, kilde.dag)
            indhold = fill_in(stored, job.perioder, kilde.dag, udgave)
            baggrund = read_baggrund(kilde.planlog, stored) if Dokumentformat.HTML in kilde.formater else {}
            made = []
            for form, data in kilde.taget.items():
                made.append((form, data, shared))
                shared = 0.0
            koder: list[str] = []  # filled while the PDF is written
            for form, data in write_formater(indhold, job.forms, kilde.formater, shown, baggrund, koder=koder):
                made.append((form, data, shared + lap()))
                shared = 0.0
            fejl = sum(item.severity == "fejl" for item in findings)
            target = job.folder / opgave.ref.plan
            job.files.make_folder(target)
            for form, data, seconds in made:
                path = target / f"{opgave.ref.delaftale}-{_edition(stored)}{job.suffix}.{form}"
                job.files.replace(path, data)
                shown_as = tuple(koder) if form is Dokumentformat.PDF else ()
                took = seconds + lap()
                issue = kilde.describe(form, data)
                yield Dokument(opgave.ref, stored.version, path, len(data), took, form, fejl, shown_as, *issue)
        except GeneratorError as error:
            yield Mislykket(opgave.ref, error)

    def _open_planlog(self, plan: str) -> Planlog | None:
        """Return the plan's log, read once for all its editions; None where there is none."""
        if not self._job.store.has_log(plan):
            return None
        if plan not in self._logs:
            from generator.service.akter import open_planlog  # noqa: PLC0415 - most plans have no log yet

            self._logs = {plan: open_planlog(self._job.store, plan)}
        return self._logs[plan]

    def _find_kilde(self, planlog: Planlog | None, stored: StoredDelaftale) -> Kilde:
        """Return what the documents are made of; remarks are shown on what the form gives today."""
        job = self._job
        if job.med_bemaerkninger:
            return Kilde(job.formater, planlog, job.today)
        return find_kilde(job.store, planlog, stored, job.formater, today=job.today, gengiv=job.gengiv)

    def _look_at(self, opgave: Opgave, stored: StoredDelaftale) -> tuple[Finding, ...]:
        """Return what the rules find: to be shown, together with the plan's other delaftaler; to be counted, alone."""
        if self._job.med_bemaerkninger:
            return self._kontrollant.check(opgave).findings
        return self._kontrollant.check_stored(stored).findings if self._job.med_kontrol else ()


def fill_in(
    stored: StoredDelaftale, perioder: Bevillingsperioder, today: date, udgave: Udgave | None = None
) -> Formularindhold:
    """Return all that a form can print of an edition on `today`; `udgave` None: no log speaks of it.

    Raises: UnknownIndsatsomraadeError.
    """
    delaftale, plan = stored.delaftale, stored.helhedsplan
    return Formularindhold(
        delaftale=delaftale,
        plan=plan,
        indsatsomraade=find_indsatsomraade(perioder, plan, delaftale.indsatsomraade),
        udgave=udgave or describe_udgave(delaftale, stored.version, today),
    )


def _edition(stored: StoredDelaftale) -> str:
    return Kladde.KLADDE.value if stored.version is None else f"version-{stored.version}"


class _Lap:
    """A stopwatch: each call returns the seconds since the one before."""

    def __init__(self) -> None:
        self._last = perf_counter()

    def __call__(self) -> float:
        before, self._last = self._last, perf_counter()
        return self._last - before
