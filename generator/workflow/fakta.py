"""The single facts of a beslutningslog's state: a version, the days it holds, a forslag and what became of it.

Always so: values that never change, made by the fold from posts alone; each names the post that it comes from, so that
any answer can be followed back to who decided it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.model.base import Valg
from generator.model.beslutning import Udfald
from generator.workflow.transitions import VERSERENDE

if TYPE_CHECKING:
    from datetime import date

    from generator.model.aendring import Feltaendring
    from generator.model.beslutningslog import Post, Postart
    from generator.model.fil import Fil
    from generator.model.forslag import Aendringsforslag, Delaftaleaendringer, Forslagsstatus, Indstillingstype


class Versionsstatus(Valg):
    """What a version is on a day."""

    KOMMENDE = "kommende", "kommende"
    GAELDENDE = "gaeldende", "gældende"
    TIDLIGERE = "tidligere", "tidligere"
    ERSTATTET = "erstattet", "erstattet"
    UDLOEBET = "udloebet", "udløbet"


@dataclass(frozen=True, slots=True)
class Version:
    """A version as its post tells of it.

    `besluttet` None: unknown. `bygger_paa` None: registered. `raekke` sorts the versions of a delaftale by when they
    were decided.
    """

    delaftale: str
    nr: int
    post: int
    art: Postart
    gaelder_fra: date
    gaelder_til: date
    bygger_paa: int | None
    forslag: tuple[str, ...]
    besluttet: date | None
    efterfoelgende: bool
    raekke: tuple[date, int, int]


@dataclass(frozen=True, slots=True)
class Gyldighed:
    """The days on which a version holds, both included."""

    version: int
    fra: date
    til: date


@dataclass(frozen=True, slots=True)
class Afgoerelse:
    """One thing that was done with a forslag: by a meeting, the formandskab, or when a forbehold was settled.

    `moede` and `udfald` None: not by a meeting. `aendringer` are those that took effect, () for none; `egen_ordlyd` is
    the board's own wording that waits for a forbehold, None: as put.
    """

    post: int
    dato: date
    status: Forslagsstatus
    moede: date | None = None
    punkt: str | None = None
    udfald: Udfald | None = None
    forbehold: str | None = None
    gaelder_fra: date | None = None
    ordlyd: str | None = None
    aendringer: tuple[Delaftaleaendringer, ...] = ()
    egen_ordlyd: tuple[Delaftaleaendringer, ...] | None = None


@dataclass(frozen=True, slots=True)
class Forslagstilstand:
    """A forslag and what became of it.

    `post` is that of its indstilling, `indstillet` the day of it; `del_af` the forslag it was split from, `trukket` the
    post that withdrew it.
    """

    forslag: Aendringsforslag
    status: Forslagsstatus
    indstilling: str
    type: Indstillingstype
    aar: int | None
    indstillet: date
    post: int
    bygger_paa: tuple[tuple[str, int], ...]
    afgoerelser: tuple[Afgoerelse, ...] = ()
    del_af: str | None = None
    trukket: int | None = None

    @property
    def udsat(self) -> int:
        """How often it was postponed."""
        return sum(item.udfald is Udfald.UDSAT for item in self.afgoerelser)

    @property
    def er_verserende(self) -> bool:
        """Whether it waits for the board."""
        return self.status in VERSERENDE


@dataclass(frozen=True, slots=True)
class AarligGennemgang:
    """A yearly revision that a meeting held. `post` is the one that says so first."""

    aar: int
    moede: date
    post: int
    ingen_aendringer: bool


@dataclass(frozen=True, slots=True)
class Udgivet:
    """A version as it was issued: by which post, for which time (from 1), on which day, and its files."""

    delaftale: str
    version: int
    nr: int
    post: int
    dato: date
    docx: Fil
    pdf: Fil


@dataclass(frozen=True, slots=True)
class Virkning:
    """What a post did to the text of a delaftale. `aendringer` () and `forslag` None: the whole edition, registered."""

    version: Version
    forslag: str | None
    aendringer: tuple[Feltaendring, ...]


@dataclass(frozen=True, slots=True)
class Baggrund:
    """One step in the story of a field. `aendring` None: it came with an edition whose changes the log doesn't know."""

    post: Post
    version: Version
    forslag: Forslagstilstand | None
    aendring: Feltaendring | None
