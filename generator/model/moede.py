"""A meeting of the board: its agenda, who took part, what was decided, and the life of its referat.

Always so: what a meeting decides on forslag counts only when the meeting is closed and its posts stand in the
beslutningslog; until then everything here is the referent's notes and may be taken back. Afterwards the decisions on
forslag are read from the log, never from here. People stand by their key in the plan's register; votes, inhabilitet and
remarks stand here and not in the log, so that they can be erased. Sources: domaene.md §2, §8 (Bestyrelsesmøde …
Referat), §13; docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Format, Heltal, Id, JaNej, Linje, Model, Valg, fejl
from generator.model.beslutning import Forslagsdel, Godkendelsesmetode, Udfald
from generator.model.bestyrelse import Punkttype
from generator.model.fil import Fil, Sha256
from generator.model.forslag import PrDelaftale
from generator.model.tekst import Tekst


class Moedeform(Valg):
    """How the board meets."""

    FYSISK = "fysisk", "møde"
    ONLINE = "online", "onlinemøde"
    SKRIFTLIG = "skriftlig", "skriftlig behandling"


class Moedestatus(Valg):
    """Where a meeting stands. Only `udkast` and `hos-formandskabet` are free to change without a mark."""

    UDKAST = "udkast", "udkast"
    HOS_FORMANDSKABET = "hos-formandskabet", "hos formandskabet"
    UDSENDT = "udsendt", "udsendt"
    AFSLUTTET = "afsluttet", "afsluttet"


class Punktart(Valg):
    """What an item is to the program; the referent's own are `almindelig`."""

    ALMINDELIG = "almindelig", "almindeligt punkt"
    STANDARD = "standard", "fast punkt"
    REFERAT = "referat", "godkendelse af referat"
    INDSTILLING = "indstilling", "indstilling om ændringer"
    OPGAVER = "opgaver", "opfølgning på opgaver"
    REDAKTIONELT = "redaktionelt", "redaktionelle rettelser"


class Markering(Valg):
    """How an item or annex that changed after the agenda went out is marked."""

    EFTERSENDT = "eftersendt", "eftersendt"
    RETTET = "rettet", "rettet"


class Bilag(Model):
    """An annex of an item, a PDF. `fil` is its path in the meeting's folder, `sha256` of its bytes as taken in."""

    TITEL: ClassVar[str] = "Bilag"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id")
    titel: Linje = Field(title="Titel")
    fil: Linje = Field(title="Fil")
    sha256: Sha256 = Field(title="SHA-256")
    lukket: JaNej = Field(default=False, title="Lukket")
    markering: Markering | None = Field(None, title="Markering")


class Afstemning(Model):
    """A vote, as counted."""

    TITEL: ClassVar[str] = "Afstemning"

    stemmer_for: Heltal = Field(title="For")
    stemmer_imod: Heltal = Field(title="Imod")
    undlod: Heltal = Field(0, title="Undlod at stemme")


class Punktudfald(Valg):
    """What came of an item that is no matter of forslag."""

    GODKENDT = "godkendt", "godkendt"
    IKKE_GODKENDT = "ikke-godkendt", "ikke godkendt"
    UDSAT = "udsat", "udsat"
    DROEFTET = "droeftet", "drøftet"
    TAGET_TIL_EFTERRETNING = "taget-til-efterretning", "taget til efterretning"
    INGEN_AENDRINGER = "ingen-aendringer", "ingen ændringer i år"


class Punktbeslutning(Model):
    """The decision on an item without forslag. `ordlyd` None: the outcome says it. `aar`: the year without a change."""

    TITEL: ClassVar[str] = "Beslutning på punktet"

    udfald: Punktudfald = Field(title="Udfald")
    ordlyd: Tekst | None = Field(None, title="Ordlyd")
    aar: Heltal | None = Field(None, title="År", ge=2000, le=2100)
    afstemning: Afstemning | None = Field(None, title="Afstemning")
    inhabile: tuple[Id, ...] = Field((), title="Inhabile")

    @model_validator(mode="after")
    def _year_fits(self) -> Self:
        if (self.aar is None) == (self.udfald is Punktudfald.INGEN_AENDRINGER):
            raise fejl("aar", "Skriv året ved ingen-aendringer, og kun dér.", loc=("aar",))
        return self


class Forslagsafgoerelse(Model):
    """What the board decided on one forslag, noted until the meeting is closed.

    `ordlyd` None: the program words it. `gaelder_fra` None: the day that the forslag asks for, else the meeting's.
    `aendringer` None: as put. `udskilt` marks a part of a forslag that was split: its parts share `forslag`.
    `retter`: the number of the post whose decision a remark on its referat alters.
    """

    TITEL: ClassVar[str] = "Afgørelse"
    NAVNEFELT: ClassVar[str] = "forslag"

    forslag: Id = Field(title="Forslag")
    udskilt: Forslagsdel | None = Field(None, title="Udskilt del")
    udfald: Udfald = Field(title="Udfald")
    ordlyd: Tekst | None = Field(None, title="Ordlyd")
    gaelder_fra: Dato | None = Field(None, title="Gælder fra")
    forbehold: Linje | None = Field(None, title="Forbehold")
    aendringer: PrDelaftale | None = Field(None, title="Ændringer")
    retter: Heltal | None = Field(None, title="Retter", ge=1)
    afstemning: Afstemning | None = Field(None, title="Afstemning")
    inhabile: tuple[Id, ...] = Field((), title="Inhabile")


class Punkt(Model):
    """An item of the agenda; its number is its place. `indstilling` are the points of »at …«.

    `referat` is what the minutes say beside the decision. `lukket`: its content is left out of the public edition.
    """

    TITEL: ClassVar[str] = "Punkt"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id")
    titel: Linje = Field(title="Titel")
    type: Punkttype = Field(title="Type")
    art: Punktart = Field(Punktart.ALMINDELIG, title="Art")
    lukket: JaNej = Field(default=False, title="Lukket")
    sagsnummer: Linje | None = Field(None, title="Sagsnr.")
    tid: Linje | None = Field(None, title="Tid")
    resume: Tekst | None = Field(None, title="Resumé")
    indstilling: tuple[Linje, ...] = Field((), title="Indstilling")
    sagsfremstilling: Tekst | None = Field(None, title="Sagsfremstilling")
    oekonomi: Tekst | None = Field(None, title="Økonomiske konsekvenser")
    forslag: tuple[Id, ...] = Field((), title="Forslag")
    referat_af: Dato | None = Field(None, title="Referat af mødet")
    bilag: Annotated[tuple[Bilag, ...], UNIQUE_IDS] = Field((), title="Bilag")
    markering: Markering | None = Field(None, title="Markering")
    gaester: tuple[Id, ...] = Field((), title="Gæster")
    beslutning: Punktbeslutning | None = Field(None, title="Beslutning")
    referat: Tekst | None = Field(None, title="Referat")


class Fremmoede(Valg):
    """Whether somebody came."""

    TIL_STEDE = "til-stede", "til stede"
    AFBUD = "afbud", "afbud"
    FRAVAERENDE = "fravaerende", "fraværende"


class Deltager(Model):
    """Somebody at the meeting, or who should have been. `suppleant_for`: whose seat a suppleant took."""

    TITEL: ClassVar[str] = "Deltager"

    person: Id = Field(title="Person")
    fremmoede: Fremmoede = Field(title="Fremmøde")
    suppleant_for: Id | None = Field(None, title="Suppleant for")


class Svar(Valg):
    """How a member answers in a written procedure. Source: issue »The meeting«."""

    GODKENDER = "godkender", "Godkender"
    OENSKER_MOEDE = "oensker-moede", "Ønsker det på et møde"
    BEMAERKNING = "bemaerkning", "Bemærkning"


class SkriftligtSvar(Model):
    """A member's answer in a written procedure."""

    TITEL: ClassVar[str] = "Svar"

    person: Id = Field(title="Person")
    dato: Dato = Field(title="Dato")
    svar: Svar = Field(title="Svar")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning")


class Bemaerkning(Model):
    """A remark on a referat. `punkt` None: on the whole. `svar` is what the next meeting minuted about it."""

    TITEL: ClassVar[str] = "Bemærkning"

    person: Id = Field(title="Person")
    dato: Dato = Field(title="Dato")
    punkt: Id | None = Field(None, title="Punkt")
    tekst: Tekst = Field(title="Bemærkning")
    svar: Tekst | None = Field(None, title="Bestyrelsens svar")


class Referat(Model):
    """The life of a referat: sent, remarked on, approved. `filer` are those sent last, by path from the plan."""

    TITEL: ClassVar[str] = "Referat"

    udsendt: Dato | None = Field(None, title="Udsendt")
    frist: Dato | None = Field(None, title="Bemærkningsfrist")
    bemaerkninger: tuple[Bemaerkning, ...] = Field((), title="Bemærkninger")
    godkendt: Dato | None = Field(None, title="Godkendt")
    metode: Godkendelsesmetode | None = Field(None, title="Metode")
    filer: tuple[Fil, ...] = Field((), title="Filer")
    underskrevet: Fil | None = Field(None, title="Underskrevet udgave")


class Opgave(Model):
    """A task from a decision; it comes back on each agenda until it is done."""

    TITEL: ClassVar[str] = "Opgave"
    NAVNEFELT: ClassVar[str] = "tekst"

    id: Id = Field(title="Id")
    punkt: Id = Field(title="Punkt")
    tekst: Linje = Field(title="Opgave")
    ansvarlig: Id = Field(title="Ansvarlig")
    frist: Dato | None = Field(None, title="Frist")
    udfoert: Dato | None = Field(None, title="Udført")


class Moede(Model):
    """A meeting, or a written procedure. `poster` are the numbers of the posts that closing it made.

    `status` `afsluttet` without posts: nothing was decided that the log keeps. `flyttet_fra`: the day it was called for
    first. `udsendt` is the day that the agenda went out.
    """

    TITEL: ClassVar[str] = "Møde"

    format: Format = Field(title="Filformat")
    dato: Dato = Field(title="Dato")
    form: Moedeform = Field(Moedeform.FYSISK, title="Form")
    status: Moedestatus = Field(Moedestatus.UDKAST, title="Status")
    ekstraordinaert: JaNej = Field(default=False, title="Ekstraordinært")
    kl: Linje | None = Field(None, title="Kl.", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    slut_kl: Linje | None = Field(None, title="Mødet slut", pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")
    sted: Linje | None = Field(None, title="Sted")
    udsendt: Dato | None = Field(None, title="Udsendt")
    svarfrist: Dato | None = Field(None, title="Svarfrist")
    flyttet_fra: Dato | None = Field(None, title="Flyttet fra")
    moedeleder: Id | None = Field(None, title="Mødeleder")
    referent: Id | None = Field(None, title="Referent")
    deltagere: tuple[Deltager, ...] = Field((), title="Deltagere")
    punkter: Annotated[tuple[Punkt, ...], UNIQUE_IDS] = Field((), title="Punkter")
    afgoerelser: tuple[Forslagsafgoerelse, ...] = Field((), title="Afgørelser")
    svar: tuple[SkriftligtSvar, ...] = Field((), title="Svar")
    opgaver: Annotated[tuple[Opgave, ...], UNIQUE_IDS] = Field((), title="Opgaver")
    naeste_moede: Dato | None = Field(None, title="Næste møde")
    referat: Referat = Field(Referat(), title="Referat")
    poster: tuple[Heltal, ...] = Field((), title="Poster")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        people = [item.person for item in self.deltagere]
        twice = next((name for name in people if people.count(name) > 1), None)
        if twice is not None:
            raise fejl("deltagere", f"»{twice}« står to gange blandt deltagerne. Slet den ene.", loc=("deltagere",))
        names = {item.id for item in self.punkter}
        for index, opgave in enumerate(self.opgaver):
            if opgave.punkt not in names:
                message = f"Der er ikke noget punkt »{opgave.punkt}« på dagsordenen."
                raise fejl("punkt", message, loc=("opgaver", index, "punkt"))
        if (self.svarfrist is None) == (self.form is Moedeform.SKRIFTLIG):
            message = "En skriftlig behandling skal have en svarfrist, og kun den. Skriv fx svarfrist: 2023-03-08."
            raise fejl("svarfrist", message, loc=("svarfrist",))
        if self.kl is not None and self.slut_kl is not None and self.slut_kl < self.kl:
            raise fejl("slut_kl", f"Mødet slutter kl. {self.slut_kl}, før det begynder kl. {self.kl}.", loc=("slut_kl",))
        return self

    @property
    def er_afsluttet(self) -> bool:
        """Whether the meeting is closed."""
        return self.status is Moedestatus.AFSLUTTET

    def punkt_nummer(self, punkt: str) -> int:
        """Return an item's number on the agenda, from 1. Raises: KeyError."""
        for number, item in enumerate(self.punkter, start=1):
            if item.id == punkt:
                return number
        raise KeyError(punkt)
