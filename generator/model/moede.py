"""A meeting of the board: its agenda, who took part, what was decided, and the life of its referat.

Always so: what a meeting decides on forslag counts only when the meeting is closed and its posts stand in the
beslutningslog; until then everything here is the referent's notes and may be taken back. Afterwards the decisions on
forslag are read from the log, never from here. People stand by their key in the plan's register; votes, inhabilitet and
remarks stand here and not in the log, so that they can be erased. Sources: domaene.md §2, §8 (Bestyrelsesmøde …
Referat), §13; docs/analyse/moede.md.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, model_validator

from generator.model.base import UNIQUE_IDS, Dato, Format, Heltal, Id, JaNej, Linje, Model, Valg, fejl
from generator.model.beslutning import GODKENDENDE, Forslagsdel, Udfald, check_udfald
from generator.model.bestyrelse import Punkttype
from generator.model.fil import Sha256
from generator.model.forslag import PrDelaftale
from generator.model.referat import Referat
from generator.model.tekst import Tekst

_KLOKKEN: Final = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"


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
    SIDST = "sidst", "fast punkt til sidst"
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

    id: Id = Field(title="Id", description="Bilagets korte navn i punktet.")
    titel: Linje = Field(title="Titel", description="Som bilaget hedder på dagsordenen.")
    fil: Linje = Field(title="Fil", description="Filen i mødets mappe. Brug »delaftale moede bilag« til at lægge den.")
    sha256: Sha256 = Field(title="SHA-256", description="Filens SHA-256, som den blev lagt ind.")
    lukket: JaNej = Field(default=False, title="Lukket", description="ja: bilaget er ikke med i offentlige udgaver.")
    markering: Markering | None = Field(None, title="Markering", description="eftersendt eller rettet; skrives selv.")


class Afstemning(Model):
    """A vote, as counted."""

    TITEL: ClassVar[str] = "Afstemning"

    stemmer_for: Heltal = Field(title="For", ge=0, description="Antal stemmer for.")
    stemmer_imod: Heltal = Field(title="Imod", ge=0, description="Antal stemmer imod.")
    undlod: Heltal = Field(0, title="Undlod at stemme", ge=0, description="Antal, der undlod at stemme.")


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

    udfald: Punktudfald = Field(title="Udfald", description="Hvad bestyrelsen besluttede om punktet.")
    ordlyd: Tekst | None = Field(None, title="Ordlyd", description="Som i referatet; tomt: efter udfaldet.")
    aar: Heltal | None = Field(None, title="År", ge=2000, le=2100, description="Kun ved ingen-aendringer.")
    afstemning: Afstemning | None = Field(None, title="Afstemning", description="Tomt: der blev ikke stemt.")
    inhabile: tuple[Id, ...] = Field((), title="Inhabile", description="Nøglerne på dem, der ikke deltog.")

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

    forslag: Id = Field(title="Forslag", description="Forslagets id i beslutningsloggen.")
    udskilt: Forslagsdel | None = Field(
        None, title="Udskilt del", description="De ændringer i forslaget, som er afgjort for sig."
    )
    udfald: Udfald = Field(title="Udfald", description="Hvad bestyrelsen besluttede om forslaget.")
    ordlyd: Tekst | None = Field(None, title="Ordlyd", description="Som i referatet; tomt: efter udfaldet.")
    gaelder_fra: Dato | None = Field(
        None, title="Gælder fra", description="Tomt: den dag, forslaget nævner, ellers mødets."
    )
    forbehold: Linje | None = Field(None, title="Forbehold", description="Kun ved godkendt-med-forbehold.")
    aendringer: PrDelaftale | None = Field(
        None, title="Ændringer", description="Bestyrelsens egen ordlyd; tomt: som indstillet."
    )
    retter: Heltal | None = Field(
        None, title="Retter", ge=1, description="Posten, hvis beslutning en bemærkning til referatet retter."
    )
    afstemning: Afstemning | None = Field(None, title="Afstemning", description="Tomt: der blev ikke stemt.")
    inhabile: tuple[Id, ...] = Field((), title="Inhabile", description="Nøglerne på dem, der ikke deltog.")

    @model_validator(mode="after")
    def _fits_its_outcome(self) -> Self:
        check_udfald(self.udfald, forbehold=self.forbehold, aendringer=self.aendringer, retter=self.retter)
        if self.retter is not None and self.udskilt is not None:
            raise fejl("udskilt", "En rettelse gælder hele beslutningen. Slet udskilt.", loc=("udskilt",))
        takes_effect = self.udfald in GODKENDENDE if self.retter is None else bool(self.aendringer)
        if self.gaelder_fra is not None and not takes_effect:
            why = f"Udfaldet er »{self.udfald.ordlyd}«" if self.retter is None else "Rettelsen ændrer ikke teksten"
            message = f"{why}, så der er intet, der kan gælde fra en dag. Slet »Gælder fra«."
            raise fejl("gaelder_fra", message, loc=("gaelder_fra",))
        return self

    @property
    def del_id(self) -> str | None:
        """The id of the part that it decides; None for a whole forslag, or what is left of one."""
        return None if self.udskilt is None else self.udskilt.id


class Punkt(Model):
    """An item of the agenda; its number is its place. `indstilling` are the points of »at …«.

    `referat` is what the minutes say beside the decision. `lukket`: its content is left out of the public edition.
    """

    TITEL: ClassVar[str] = "Punkt"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id", description="Punktets korte navn.")
    titel: Linje = Field(title="Titel", description="Som punktet hedder på dagsordenen.")
    type: Punkttype = Field(title="Type", description="B (beslutning), D (drøftelse) eller O (orientering).")
    art: Punktart = Field(Punktart.ALMINDELIG, title="Art", description="Hvad punktet er for programmet; skrives selv.")
    lukket: JaNej = Field(default=False, title="Lukket", description="ja: indholdet er ikke med i offentlige udgaver.")
    sagsnummer: Linje | None = Field(None, title="Sagsnr.", description="Sagens nummer i organisationens arkiv.")
    tid: Linje | None = Field(None, title="Tid", description="Den tid, der er sat af, fx 14.10–14.30.")
    resume: Tekst | None = Field(None, title="Resumé", description="Sagen i et par linjer; kun på dagsordenen.")
    indstilling: tuple[Linje, ...] = Field((), title="Indstilling", description="Leddene efter »indstiller, at …«.")
    sagsfremstilling: Tekst | None = Field(None, title="Sagsfremstilling", description="Det, bestyrelsen skal vide.")
    oekonomi: Tekst | None = Field(None, title="Økonomiske konsekvenser", description="Hvad sagen koster.")
    forslag: tuple[Id, ...] = Field((), title="Forslag", description="De forslag, punktet handler om.")
    referat_af: Dato | None = Field(None, title="Referat af mødet", description="Kun når et referat skal godkendes.")
    bilag: Annotated[tuple[Bilag, ...], UNIQUE_IDS] = Field((), title="Bilag", description="Punktets PDF-bilag.")
    markering: Markering | None = Field(None, title="Markering", description="eftersendt eller rettet; skrives selv.")
    gaester: tuple[Id, ...] = Field((), title="Gæster", description="Nøglerne på dem, der kun deltog i punktet.")
    beslutning: Punktbeslutning | None = Field(None, title="Beslutning", description="Kun for punkter uden forslag.")
    referat: Tekst | None = Field(None, title="Referat", description="Det, referatet siger ud over beslutningen.")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> Self:
        if (self.referat_af is None) == (self.art is Punktart.REFERAT):
            message = "Skriv referat_af ved punkter, der godkender et referat, og kun dér."
            raise fejl("referat_af", message, loc=("referat_af",))
        if self.forslag and self.beslutning is not None:
            message = "Punktet har forslag, som afgøres hver for sig under afgoerelser. Slet beslutning."
            raise fejl("beslutning", message, loc=("beslutning",))
        return self


class Fremmoede(Valg):
    """Whether somebody came."""

    TIL_STEDE = "til-stede", "til stede"
    AFBUD = "afbud", "afbud"
    FRAVAERENDE = "fravaerende", "fraværende"


class Deltager(Model):
    """Somebody at the meeting, or who should have been. `suppleant_for`: whose seat a suppleant took."""

    TITEL: ClassVar[str] = "Deltager"

    person: Id = Field(title="Person", description="Nøglen i personer.yaml.")
    fremmoede: Fremmoede = Field(title="Fremmøde", description="til-stede, afbud eller fravaerende.")
    suppleant_for: Id | None = Field(None, title="Suppleant for", description="Nøglen på den, hvis plads er taget.")

    @model_validator(mode="after")
    def _stands_in_where_present(self) -> Self:
        if self.suppleant_for is not None and self.fremmoede is not Fremmoede.TIL_STEDE:
            message = f"»{self.person}« er ikke til stede og kan ikke være suppleant. Slet suppleant_for."
            raise fejl("suppleant_for", message, loc=("suppleant_for",))
        if self.suppleant_for == self.person:
            message = f"»{self.person}« kan ikke være suppleant for sig selv. Slet suppleant_for."
            raise fejl("suppleant_for", message, loc=("suppleant_for",))
        return self


class Svar(Valg):
    """How a member answers in a written procedure. Source: docs/analyse/moede.md."""

    GODKENDER = "godkender", "Godkender"
    OENSKER_MOEDE = "oensker-moede", "Ønsker det på et møde"
    BEMAERKNING = "bemaerkning", "Bemærkning"


class SkriftligtSvar(Model):
    """A member's answer in a written procedure."""

    TITEL: ClassVar[str] = "Svar"

    person: Id = Field(title="Person", description="Nøglen i personer.yaml.")
    dato: Dato = Field(title="Dato", description="Dagen, svaret kom.")
    svar: Svar = Field(title="Svar", description="godkender, oensker-moede eller bemaerkning.")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning", description="Kræves, når svaret er bemaerkning.")


class Opgave(Model):
    """A task from a decision; it comes back on each agenda until it is done."""

    TITEL: ClassVar[str] = "Opgave"
    NAVNEFELT: ClassVar[str] = "tekst"

    id: Id = Field(title="Id", description="Opgavens korte navn.")
    punkt: Id = Field(title="Punkt", description="Id på det punkt, opgaven kommer af.")
    tekst: Linje = Field(title="Opgave", description="Hvad der skal gøres.")
    ansvarlig: Id = Field(title="Ansvarlig", description="Nøglen i personer.yaml.")
    frist: Dato | None = Field(None, title="Frist", description="Tomt: ingen frist.")
    udfoert: Dato | None = Field(None, title="Udført", description="Tomt: opgaven står på næste dagsorden.")


class Moede(Model):
    """A meeting, or a written procedure. `poster` are the numbers of the posts that closing it made.

    `status` `afsluttet` without posts: nothing was decided that the log keeps. `flyttet_fra`: the day it was called for
    first. `udsendt` is the day that the agenda went out.
    """

    TITEL: ClassVar[str] = "Møde"

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    dato: Dato = Field(title="Dato", description="Mødets dag, den samme som mappens navn.")
    form: Moedeform = Field(Moedeform.FYSISK, title="Form", description="fysisk, online eller skriftlig.")
    status: Moedestatus = Field(
        Moedestatus.UDKAST, title="Status", description="Brug »delaftale moede status«, »udsend« og »afslut«."
    )
    ekstraordinaert: JaNej = Field(default=False, title="Ekstraordinært", description="ja: uden for den faste række.")
    kl: Linje | None = Field(None, title="Kl.", pattern=_KLOKKEN, description="Hvornår mødet begynder, fx 14:00.")
    slut_kl: Linje | None = Field(None, title="Mødet slut", pattern=_KLOKKEN, description="Hvornår det sluttede.")
    sted: Linje | None = Field(None, title="Sted", description="Hvor mødet holdes.")
    udsendt: Dato | None = Field(None, title="Udsendt", description="Dagen, dagsordenen blev sendt ud.")
    svarfrist: Dato | None = Field(None, title="Svarfrist", description="Kun ved skriftlig behandling.")
    flyttet_fra: Dato | None = Field(None, title="Flyttet fra", description="Den dag, der først var indkaldt til.")
    moedeleder: Id | None = Field(None, title="Mødeleder", description="Nøglen i personer.yaml.")
    referent: Id | None = Field(None, title="Referent", description="Nøglen i personer.yaml.")
    deltagere: tuple[Deltager, ...] = Field((), title="Deltagere", description="Til stede, afbud og fraværende.")
    punkter: Annotated[tuple[Punkt, ...], UNIQUE_IDS] = Field(
        (), title="Punkter", description="Dagsordenen; et punkts nummer er dets plads."
    )
    afgoerelser: tuple[Forslagsafgoerelse, ...] = Field(
        (), title="Afgørelser", description="Hvad der er noteret om forslagene; gælder først, når mødet er afsluttet."
    )
    svar: tuple[SkriftligtSvar, ...] = Field((), title="Svar", description="Svar ved skriftlig behandling.")
    opgaver: Annotated[tuple[Opgave, ...], UNIQUE_IDS] = Field(
        (), title="Opgaver", description="Opgaver, som mødet gav; de kommer igen, til de er udført."
    )
    naeste_moede: Dato | None = Field(None, title="Næste møde", description="Dagen for næste møde.")
    referat: Referat = Field(Referat(), title="Referat", description="Hvor langt referatet er.")
    poster: tuple[Heltal, ...] = Field((), title="Poster", description="De poster, mødet førte til; skrives selv.")

    @model_validator(mode="after")
    def _people_and_items_stand_once(self) -> Self:
        for index, deltager in enumerate(self.deltagere):
            before = self.deltagere[:index]
            if deltager.person in {item.person for item in before}:
                message = f"»{deltager.person}« står to gange blandt deltagerne. Slet den ene."
                raise fejl("deltagere", message, loc=("deltagere", index, "person"))
            seat = deltager.suppleant_for
            if seat is not None and seat in {item.suppleant_for for item in before}:
                message = f"To suppleanter er sat ind for »{seat}«. Slet den ene."
                raise fejl("suppleant_for", message, loc=("deltagere", index, "suppleant_for"))
        forslag = [name for item in self.punkter for name in item.forslag]
        twice = next((name for name in forslag if forslag.count(name) > 1), None)
        if twice is not None:
            raise fejl("forslag", f"Forslaget »{twice}« står to gange på dagsordenen. Slet det ene.", loc=("punkter",))
        for index, item in enumerate(self.afgoerelser):
            if (item.forslag, item.del_id) in {(other.forslag, other.del_id) for other in self.afgoerelser[:index]}:
                message = f"»{item.forslag}« er afgjort to gange. Slet den ene afgørelse."
                raise fejl("afgoerelser", message, loc=("afgoerelser", index, "forslag"))
        names = {item.id for item in self.punkter}
        for index, opgave in enumerate(self.opgaver):
            if opgave.punkt not in names:
                message = f"Der er ikke noget punkt »{opgave.punkt}« på dagsordenen."
                raise fejl("punkt", message, loc=("opgaver", index, "punkt"))
        return self

    @model_validator(mode="after")
    def _fits_its_form(self) -> Self:
        is_written = self.form is Moedeform.SKRIFTLIG
        if (self.svarfrist is None) == is_written:
            message = "En skriftlig behandling skal have en svarfrist, og kun den. Skriv fx svarfrist: 2023-03-08."
            raise fejl("svarfrist", message, loc=("svarfrist",))
        if self.svarfrist is not None and self.svarfrist < self.dato:
            message = f"Svarfristen {self.svarfrist} ligger før den {self.dato}. Ret en af datoerne."
            raise fejl("svarfrist", message, loc=("svarfrist",))
        if self.svar and not is_written:
            message = "Kun ved en skriftlig behandling svarer medlemmerne skriftligt. Slet svar."
            raise fejl("svar", message, loc=("svar",))
        people = [item.person for item in self.svar]
        twice = next((name for name in people if people.count(name) > 1), None)
        if twice is not None:
            raise fejl("svar", f"»{twice}« har svaret to gange. Lad det sidste svar stå.", loc=("svar",))
        if self.kl is not None and self.slut_kl is not None and self.slut_kl <= self.kl:
            message = f"Mødet kan ikke slutte kl. {self.slut_kl}, når det begynder kl. {self.kl}. Ret et af dem."
            raise fejl("slut_kl", message, loc=("slut_kl",))
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
