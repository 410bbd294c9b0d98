"""Check agreements against the rules, each together with the plan's other delaftaler.

Always so: the rules decide what is wrong; here is only chosen what they look at. The plan's other delaftaler are taken
in the edition that is asked for, where they have it. What is said of the plan is said once per plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from generator.errors import GeneratorError
from generator.model.sti import PLAN
from generator.rules import Finding, Kontekst, Tilstand, check, count, sort_findings
from generator.service.generering import Mislykket
from generator.service.udgaver import Kladde, NotInForceError, read_tilstand, read_udgave
from generator.store.folder import NoUdgaveError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.datakilder import Datakildeliste
    from generator.model.helhedsplan import Bevillingsperioder
    from generator.service.generering import Opgave
    from generator.service.udgaver import Udgavevalg
    from generator.store.port import DelaftaleRef, Store, StoredDelaftale


@dataclass(frozen=True)
class Kontrol:
    """An edition that was checked. `udeladt`: delaftaler of its plan that can't be read and so weren't looked at."""

    stored: StoredDelaftale
    kontekst: Kontekst
    findings: tuple[Finding, ...]
    udeladt: tuple[Mislykket, ...] = ()

    @property
    def antal_fejl(self) -> int:
        """How many findings stand in the way of an approval."""
        return count(self.findings)[0]


class Kontrollant:
    """Checks one edition after the other; remembers the plan in hand, so that each delaftale is read once."""

    def __init__(
        self,
        store: Store,
        perioder: Bevillingsperioder,
        datakilder: Datakildeliste,
        *,
        today: date,
        tilstand: Tilstand = Tilstand.IMPORT,
        formularer: Sequence[str] = (),
    ) -> None:
        """Keep what is needed. `formularer`: the forms there are; () looks for none."""
        self._store, self._perioder, self._datakilder = store, perioder, datakilder
        self._today, self._tilstand, self._formularer = today, tilstand, tuple(formularer)
        self._plan = ""
        self._read: dict[tuple[DelaftaleRef, Udgavevalg], StoredDelaftale | GeneratorError] = {}

    def check(self, opgave: Opgave) -> Kontrol:
        """Return what the rules say of an edition. Raises: GeneratorError, if it can't be read."""
        stored = self._get(opgave.ref, opgave.udgave)
        if isinstance(stored, GeneratorError):
            raise stored
        others: list[StoredDelaftale] = []
        udeladt: list[Mislykket] = []
        for ref in self._store.list_delaftaler(opgave.ref.plan):
            if ref == opgave.ref:
                continue
            match self._get(ref, self._same_for(ref, opgave.udgave)):
                case NotInForceError() | NoUdgaveError():
                    pass  # it didn't exist then
                case GeneratorError() as error:
                    udeladt.append(Mislykket(ref, error))
                case other:
                    others.append(other)
        kontrol = self.check_stored(stored, others, udeladt)
        found = [*self._check_statusser(stored), *self._check_log(stored)]
        return replace(kontrol, findings=tuple(sort_findings(kontrol.kontekst, [*kontrol.findings, *found])))

    def _check_statusser(self, stored: StoredDelaftale) -> list[Finding]:
        """Return what the rules say of the years' statuses, beside the edition. Raises: GeneratorError."""
        if not self._store.list_statusaar(stored.ref):
            return []
        from generator.service.aarsstatus import find_statusfund  # noqa: PLC0415 - most delaftaler have none yet

        return find_statusfund(self._store, stored.ref, stored.delaftale, self._datakilder, self._today)

    def _check_log(self, stored: StoredDelaftale) -> list[Finding]:
        """Return what the rules say of what the plan's log tells of the delaftale. Raises: GeneratorError."""
        tilstand = read_tilstand(self._store, stored.ref)
        if tilstand is None:
            return []
        from generator.rules.aarsrevision import Logkontekst, check_log  # noqa: PLC0415 - most plans have no log yet

        return check_log(Logkontekst(tilstand, stored.ref.delaftale, self._today))

    def check_stored(
        self, stored: StoredDelaftale, others: Iterable[StoredDelaftale] = (), udeladt: Iterable[Mislykket] = ()
    ) -> Kontrol:
        """Return what the rules say of an edition at hand, together with `others` of its plan."""
        kontekst = Kontekst(
            stored.delaftale,
            stored.helhedsplan,
            self._perioder,
            self._datakilder,
            self._today,
            self._tilstand,
            tuple(other.delaftale for other in others),
            er_kladde=stored.version is None,
            formularer=self._formularer,
        )
        return Kontrol(stored, kontekst, tuple(check(kontekst)), tuple(udeladt))

    def _get(self, ref: DelaftaleRef, valg: Udgavevalg) -> StoredDelaftale | GeneratorError:
        if ref.plan != self._plan:
            self._read.clear()
            self._plan = ref.plan
        if (ref, valg) not in self._read:
            try:
                self._read[ref, valg] = read_udgave(self._store, ref, valg)
            except GeneratorError as error:
                self._read[ref, valg] = error
        return self._read[ref, valg]

    def _same_for(self, ref: DelaftaleRef, valg: Udgavevalg) -> Udgavevalg:
        """Return which edition of a sister goes with the one chosen: a version number is each delaftale's own."""
        match valg:
            case Kladde.KLADDE if self._store.has_kladde(ref):
                return valg
            case date():
                return valg
            case _:
                return None


def kontroller(kontrollant: Kontrollant, opgaver: Iterable[Opgave]) -> Iterator[Kontrol | Mislykket]:
    """Yield what the rules say of each edition, in order; an edition that can't be read doesn't stop the others."""
    said: set[tuple[str, Finding]] = set()
    for opgave in opgaver:
        try:
            kontrol = kontrollant.check(opgave)
        except GeneratorError as error:
            yield Mislykket(opgave.ref, error)
            continue
        of_plan = {item for item in kontrol.findings if item.sti.dele[:1] == (PLAN,)}
        news = tuple(item for item in kontrol.findings if (opgave.ref.plan, item) not in said)
        said.update((opgave.ref.plan, item) for item in of_plan)
        yield Kontrol(kontrol.stored, kontrol.kontekst, news, kontrol.udeladt)
