"""The state that a beslutningslog leads to, and what can be asked of it.

Always so: it says nothing that no post says, and reads no version; a `Tilstand` is never changed once `fold` has
returned it. A version counts from its »Gælder fra«; of two that would hold on a day, the one decided last holds. An
edition that was registered afterwards has its place in time from when it was adopted, not from when it was entered.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeVar

from generator.model.aendring import Aendringsart
from generator.model.forslag import Forslagsstatus
from generator.model.sti import Sti
from generator.workflow.fakta import AarligGennemgang, Baggrund, Forslagstilstand, Gyldighed, Version, Versionsstatus

if TYPE_CHECKING:
    from generator.model.aendring import Feltaendring
    from generator.model.beslutningslog import Post
    from generator.workflow.fakta import Udgivet, Virkning


T = TypeVar("T")
K = TypeVar("K")


def _gaelder_fra(version: Version) -> date:
    return version.gaelder_fra


@dataclass(slots=True)
class Tilstand:
    """What a log says. The fields are the fold's own; ask by the methods, and change nothing."""

    poster: list[Post] = field(default_factory=list)
    versioner_af: dict[str, list[Version]] = field(default_factory=dict)
    linjer: dict[str, list[Version]] = field(default_factory=dict)
    """By delaftale the versions that hold on some day, rising both by »Gælder fra« and by when they were decided."""
    forslag: dict[str, Forslagstilstand] = field(default_factory=dict)
    indstillinger: set[str] = field(default_factory=set)
    beroerer: dict[str, list[int]] = field(default_factory=dict)
    """By delaftale the posts that speak of it."""
    faelles: list[int] = field(default_factory=list)
    """The posts that speak of the plan as a whole."""
    virkninger: dict[str, list[Virkning]] = field(default_factory=dict)
    aarlige: list[AarligGennemgang] = field(default_factory=list)
    sendt: list[int] = field(default_factory=list)
    referater: dict[date, date] = field(default_factory=dict)
    filer: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By path the post that made the file, and its SHA-256."""
    afslutning: Post | None = None
    udgivelser: dict[tuple[str, int], list[Udgivet]] = field(default_factory=dict)
    """By delaftale and version the times it was issued, in their order."""

    def copy(self) -> Tilstand:
        """Return a state that the fold may go on with while this one stays as it is."""
        return Tilstand(
            list(self.poster),
            _copy_lists(self.versioner_af),
            _copy_lists(self.linjer),
            dict(self.forslag),
            set(self.indstillinger),
            _copy_lists(self.beroerer),
            list(self.faelles),
            _copy_lists(self.virkninger),
            list(self.aarlige),
            list(self.sendt),
            dict(self.referater),
            dict(self.filer),
            self.afslutning,
            _copy_lists(self.udgivelser),
        )

    # -- versions --

    @property
    def delaftaler(self) -> tuple[str, ...]:
        """The delaftaler that the log speaks of, in the order they were registered."""
        return tuple(self.versioner_af)

    @property
    def afsluttet(self) -> date | None:
        """The plan's last day, once it was ended; None while it runs."""
        facts = None if self.afslutning is None else self.afslutning.afslutning
        return None if facts is None else facts.dato

    def versioner(self, delaftale: str) -> tuple[Version, ...]:
        """Return all versions by number; () for a delaftale that is not registered."""
        return tuple(self.versioner_af.get(delaftale, ()))

    def text_on(self, delaftale: str, dag: date, *, efter_post: int | None = None) -> Version | None:
        """Return the version whose text is the one on `dag`, also after the period's end; None before the first.

        `efter_post` asks what the log said once that post was made, whatever came later.
        """
        if efter_post is not None:
            known = [
                version
                for version in self.versioner_af.get(delaftale, ())
                if version.post <= efter_post and version.gaelder_fra <= dag
            ]
            return max(known, key=lambda version: version.raekke, default=None)
        linje = self.linjer.get(delaftale, [])
        index = bisect_right(linje, dag, key=_gaelder_fra)
        return linje[index - 1] if index else None

    def texts_from(self, delaftale: str, dag: date) -> tuple[Version, ...]:
        """Return the version whose text is the one on `dag`, then those adopted for later days, by rising day."""
        linje = self.linjer.get(delaftale, [])
        return tuple(linje[max(bisect_right(linje, dag, key=_gaelder_fra) - 1, 0) :])

    def in_force(self, delaftale: str, dag: date, *, efter_post: int | None = None) -> int | None:
        """Return the number of the version that holds on `dag`; None before the first and after the period's end.

        `efter_post` asks what the log said once that post was made, whatever came later.
        """
        version = self.text_on(delaftale, dag, efter_post=efter_post)
        if version is None or dag > version.gaelder_til:
            return None
        known_ended = self.afslutning is not None and (efter_post is None or efter_post >= self.afslutning.nr)
        return None if known_ended and self.afsluttet is not None and dag > self.afsluttet else version.nr

    def gyldigheder(self, delaftale: str) -> tuple[Gyldighed, ...]:
        """Return which version holds when, in the order of time; days without a text are left out."""
        linje = self.linjer.get(delaftale, [])
        result = []
        for index, version in enumerate(linje):
            ends = [version.gaelder_til]
            if index + 1 < len(linje):
                ends.append(linje[index + 1].gaelder_fra - timedelta(days=1))
            if self.afsluttet is not None:
                ends.append(self.afsluttet)
            if version.gaelder_fra <= min(ends):
                result.append(Gyldighed(version.nr, version.gaelder_fra, min(ends)))
        return tuple(result)

    def status_of(self, version: Version, dag: date) -> Versionsstatus:
        """Return what a version is on `dag`. »Erstattet« is one that another took the place of on each of its days."""
        linje = self.linjer[version.delaftale]
        if version not in linje:
            return Versionsstatus.ERSTATTET
        if dag < version.gaelder_fra:
            return Versionsstatus.KOMMENDE
        if self.text_on(version.delaftale, dag) != version:
            return Versionsstatus.TIDLIGERE
        holds = self.in_force(version.delaftale, dag) is not None
        return Versionsstatus.GAELDENDE if holds else Versionsstatus.UDLOEBET

    def afloest_af(self, version: Version) -> int | None:
        """Return the number of the version that took, or will take, the place of `version`; None if none does."""
        linje = self.linjer[version.delaftale]
        index = bisect_right(linje, version.gaelder_fra, key=_gaelder_fra)
        if linje[index - 1] != version:  # there is one: a version gives way only to one that holds on its first day
            return linje[index - 1].nr
        return linje[index].nr if index < len(linje) else None

    def period_end(self, delaftale: str) -> date | None:
        """Return the last day on which the delaftale holds as things stand; None if it is not registered."""
        linje = self.linjer.get(delaftale)
        if linje is None:
            return None
        til = linje[-1].gaelder_til
        return til if self.afsluttet is None else min(til, self.afsluttet)

    # -- forslag --

    def verserende(self) -> tuple[Forslagstilstand, ...]:
        """Return the forslag that wait for the board, in the order they were put."""
        return tuple(item for item in self.forslag.values() if item.er_verserende)

    def forbehold(self) -> tuple[Forslagstilstand, ...]:
        """Return the forslag that were approved under a forbehold which is not settled."""
        return self._with_status(Forslagsstatus.AFVENTER_FORBEHOLD)

    def bemyndigelser(self) -> tuple[Forslagstilstand, ...]:
        """Return the forslag whose final wording the formandskab has yet to settle."""
        return self._with_status(Forslagsstatus.AFVENTER_ORDLYD)

    def _with_status(self, status: Forslagsstatus) -> tuple[Forslagstilstand, ...]:
        return tuple(item for item in self.forslag.values() if item.status is status)

    # -- the story --

    def historik(self, delaftale: str) -> tuple[Post, ...]:
        """Return the posts that tell of the delaftale, the plan's own among them, from its registration on."""
        own = self.beroerer.get(delaftale, [])
        numbers = {*own, *(nr for nr in self.faelles if own and nr > own[0])}
        return tuple(self.poster[nr - 1] for nr in sorted(numbers))

    def baggrund(self, delaftale: str, sti: str) -> tuple[Baggrund, ...]:
        """Return what led to what stands at `sti`, the latest decided first, back to the edition that was registered.

        Also what was done to the whole part that holds the field, or to the fields of the part that is asked for. An
        edition whose changes the log doesn't know may have brought it: it is there, without a change.
        """
        found = []
        for virkning in self.virkninger.get(delaftale, ()):
            post = self.poster[virkning.version.post - 1]
            forslag = None if virkning.forslag is None else self.forslag[virkning.forslag]
            changes = [item for item in virkning.aendringer if _concerns(item, Sti(sti))]
            if not virkning.aendringer:
                found.append(Baggrund(post, virkning.version, forslag, None))
            found += [Baggrund(post, virkning.version, forslag, item) for item in changes]
        return tuple(sorted(found, key=lambda item: item.version.raekke, reverse=True))

    # -- the year, what was sent, referater --

    @property
    def last_aarlig(self) -> date | None:
        """The day of the last yearly revision; None if the log knows of none."""
        return max((item.moede for item in self.aarlige), default=None)

    def forsendelser(self, delaftale: str | None = None) -> tuple[Post, ...]:
        """Return the posts on what was sent, all of them or those with the delaftale."""
        posts = (self.poster[nr - 1] for nr in self.sendt)
        return tuple(post for post in posts if delaftale is None or post.nr in self.beroerer.get(delaftale, ()))

    def udgivet(self, delaftale: str, version: int) -> Udgivet | None:
        """Return how the version was issued the last time; None if it never was."""
        return next(reversed(self.udgivelser.get((delaftale, version), ())), None)

    def referat_godkendt(self, moede: date) -> date | None:
        """Return the day on which the meeting's referat was approved; None if it is not."""
        return self.referater.get(moede)


def _copy_lists(source: dict[K, list[T]]) -> dict[K, list[T]]:
    return {name: list(items) for name, items in source.items()}


def _concerns(aendring: Feltaendring, sti: Sti) -> bool:
    """Whether a change has to do with what stands at `sti`: the field, the part around it or the fields inside.

    A move changes nothing inside the part that moves.
    """
    changed, asked = aendring.sti.dele, sti.dele
    if aendring.art is Aendringsart.FLYT:
        return changed[: len(asked)] == asked
    common = min(len(changed), len(asked))
    return changed[:common] == asked[:common]
