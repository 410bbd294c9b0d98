"""Make the official documents: choose agreements and editions, fill in the form, write the files.

Always so: a document is a pure function of the edition, its plan, its form and the day handed in; an agreement that
fails does not keep the others from being written. A file's name tells the edition, so none replaces another.
"""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING, ClassVar

from generator.errors import GeneratorError
from generator.model.udgave import describe_udgave
from generator.service.udgaver import Kladde, Udgavevalg, list_udgaver, read_udgave
from generator.store.port import resolve_delaftaler
from generator.text import nearest
from generator.word.contract import Formularindhold
from generator.word.form import render_docx

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from generator.model.helhedsplan import Bevillingsperioder, Helhedsplan, Indsatsomraade
    from generator.store.files import Files
    from generator.store.forms import FormStore
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale


@dataclass(frozen=True)
class Opgave:
    """One document to make: a delaftale in an edition."""

    ref: DelaftaleRef
    udgave: Udgavevalg


@dataclass(frozen=True)
class Dokument:
    """A document that was written. `version` None: the draft. `size` in bytes, `seconds` from reading to written."""

    ref: DelaftaleRef
    version: int | None
    path: Path
    size: int
    seconds: float


@dataclass(frozen=True)
class Mislykket:
    """A document that could not be made; nothing of it was written."""

    ref: DelaftaleRef
    error: GeneratorError


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
    opgaver: Iterable[Opgave],
    folder: Path,
    today: date,
) -> Iterator[Dokument | Mislykket]:
    """Write each document to `folder`/plan/delaftale-edition.docx and yield what came of it, in order.

    Raises: FileError, if the folder can't be made; then nothing was written.
    """
    files.make_folder(folder)
    for opgave in opgaver:
        start = perf_counter()
        try:
            stored = read_udgave(store, opgave.ref, opgave.udgave)
            data = render_document(stored, forms, perioder, today)
            path = folder / opgave.ref.plan / f"{opgave.ref.delaftale}-{_edition(stored)}.docx"
            files.make_folder(path.parent)
            files.replace(path, data)
        except GeneratorError as error:
            yield Mislykket(opgave.ref, error)
        else:
            yield Dokument(opgave.ref, stored.version, path, len(data), perf_counter() - start)


def render_document(stored: StoredDelaftale, forms: FormStore, perioder: Bevillingsperioder, today: date) -> bytes:
    """Return the official document of an edition as on `today`. Raises: GeneratorError."""
    delaftale, plan = stored.delaftale, stored.helhedsplan
    indhold = Formularindhold(
        delaftale=delaftale,
        plan=plan,
        indsatsomraade=find_indsatsomraade(perioder, plan, delaftale.indsatsomraade),
        udgave=describe_udgave(delaftale, stored.version, today),
    )
    return render_docx(forms.load(delaftale.formular), indhold)


def _edition(stored: StoredDelaftale) -> str:
    return Kladde.KLADDE.value if stored.version is None else f"version-{stored.version}"
