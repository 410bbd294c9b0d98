"""What dagsorden, referat, udskrift and »Ændringerne på én side« print: flat views made for their Word forms.

Always so: all wording is decided and all order is set before, because a form can only name, loop and leave out; None
and an empty list mean that there is nothing to print. A public edition is the same view with less in it, never another
form. Source: docs/analyse/moede.md (Documents); domaene.md §2 (the order that Danish boards know).
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.base import Linje, Model
from generator.model.tekst import Tekst


class Tekstlinje(Model):
    """A line in a list."""

    TITEL: ClassVar[str] = "Linje"

    tekst: Linje = Field(title="Tekst")


class Oplysning(Model):
    """A fact of the meeting's head: »Tid«, »Sted«, »Til stede«. At least one line."""

    TITEL: ClassVar[str] = "Oplysning"

    navn: Linje = Field(title="Navn")
    linjer: tuple[Tekstlinje, ...] = Field(title="Linjer")


class Feltvisning(Model):
    """A field as it is and as it would be. A side that is None has nothing: the field is blank, the part new or gone.

    `haendelse` says what happens where the texts don't: »Flyttes op før Delmål 1«, »Udgår«.
    """

    TITEL: ClassVar[str] = "Felt"

    navn: Linje = Field(title="Felt")
    nuvaerende: Tekst | None = Field(None, title="Nuværende")
    foreslaaet: Tekst | None = Field(None, title="Foreslået")
    haendelse: Linje | None = Field(None, title="Hændelse")


class Delaftalevisning(Model):
    """The changes of a forslag in one delaftale."""

    TITEL: ClassVar[str] = "Ændringer i en delaftale"

    navn: Linje = Field(title="Delaftale")
    felter: tuple[Feltvisning, ...] = Field(title="Felter")


class Hoeringsvisning(Model):
    """What a forum said of a forslag, and the chef's answer."""

    TITEL: ClassVar[str] = "Høring"

    overskrift: Linje = Field(title="Forum og dato")
    bemaerkning: Tekst = Field(title="Bemærkning")
    svar: Tekst | None = Field(None, title="Svar")


class Beslutningsvisning(Model):
    """A decision in the words of the referat. `emne` names the forslag, or the part of it; None: the item itself.

    `delaftaler` are the board's own wording beside the chef's, where it has any.
    """

    TITEL: ClassVar[str] = "Beslutning"

    emne: Linje | None = Field(None, title="Emne")
    ordlyd: Tekst = Field(title="Ordlyd")
    afstemning: Linje | None = Field(None, title="Afstemning")
    inhabile: Linje | None = Field(None, title="Deltog ikke")
    delaftaler: tuple[Delaftalevisning, ...] = Field((), title="Bestyrelsens egen ordlyd")


class Forslagsvisning(Model):
    """A forslag as the board is to read it. `nummer` is the item's and its own: »4.2«."""

    TITEL: ClassVar[str] = "Forslag"

    nummer: Linje = Field(title="Nummer")
    titel: Linje = Field(title="Titel")
    historik: Linje | None = Field(None, title="Tidligere behandlet")
    begrundelse: Tekst = Field(title="Begrundelse")
    grundlag: Linje = Field(title="Grundlag")
    hoeringer: tuple[Hoeringsvisning, ...] = Field((), title="Høringer")
    delaftaler: tuple[Delaftalevisning, ...] = Field((), title="Ændringer")
    konsekvenser: Tekst | None = Field(None, title="Konsekvenser")
    strategisk: Linje = Field(title="Den strategiske samarbejdsaftale")
    gaelder_fra: Linje = Field(title="Gælder fra")


class Punktvisning(Model):
    """An item. `kendetegn` is the line under its title: »Beslutning · Lukket · Sagsnr. 22/114 · Eftersendt«.

    An item whose content is left out of a public edition has its number, a title that says so, and nothing else.
    """

    TITEL: ClassVar[str] = "Punkt"

    nummer: Linje = Field(title="Nummer")
    titel: Linje = Field(title="Titel")
    kendetegn: Linje | None = Field(None, title="Kendetegn")
    gaester: Linje | None = Field(None, title="Gæster")
    resume: Tekst | None = Field(None, title="Resumé")
    indstiller: Linje | None = Field(None, title="Den, der indstiller", description="Fx »Chefen … indstiller,«.")
    indstilling: tuple[Tekstlinje, ...] = Field((), title="Indstilling", description="Hvert punkt begynder med »at«.")
    beslutninger: tuple[Beslutningsvisning, ...] = Field((), title="Beslutninger")
    referat: Tekst | None = Field(None, title="Referat")
    bemaerkninger: tuple[Tekstlinje, ...] = Field((), title="Bemærkninger", description="Til et tidligere referat.")
    opgaver: tuple[Tekstlinje, ...] = Field((), title="Opgaver", description="Aftalt under punktet.")
    aabne_opgaver: tuple[Tekstlinje, ...] = Field((), title="Åbne opgaver", description="Fra tidligere møder.")
    rettelser: tuple[Tekstlinje, ...] = Field((), title="Redaktionelle rettelser")
    sagsfremstilling: Tekst | None = Field(None, title="Sagsfremstilling")
    oekonomi: Tekst | None = Field(None, title="Økonomiske konsekvenser")
    forslag: tuple[Forslagsvisning, ...] = Field((), title="Forslag")
    bilag: tuple[Tekstlinje, ...] = Field((), title="Bilag")


class Svarvisning(Model):
    """A member's answer in a written procedure."""

    TITEL: ClassVar[str] = "Svar"

    person: Linje = Field(title="Medlem")
    svar: Linje = Field(title="Svar")
    dato: Linje = Field(title="Dato")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning")


class Moedevisning(Model):
    """A meeting as a document prints it.

    `afsender` is the board with its plan. `status` is what the document says of itself (»Ikke godkendt. Bemærkninger
    senest …«), `maerke` the same on every page (»Ikke godkendt«); `kontrolkode` that of the last post that the meeting
    made, None before. `underskrifter` are the people with a line to sign on.
    """

    TITEL: ClassVar[str] = "Møde"

    bestyrelse: Linje = Field(title="Bestyrelse")
    overskrift: Linje = Field(title="Overskrift", description="Fx »Møde den 14. september 2022«.")
    afsender: Linje = Field(title="Afsender", description="Bestyrelsen og planen.")
    status: Linje = Field(title="Status")
    maerke: Linje = Field(title="Mærke", description="Status, som den står nederst på hver side.")
    udgave: Linje | None = Field(
        None, title="Udgave", description="»Offentlig udgave«, »Indeholder lukkede punkter« eller tomt."
    )
    kontrolkode: Linje | None = Field(None, title="Kontrolkode")
    oplysninger: tuple[Oplysning, ...] = Field((), title="Oplysninger")
    svar: tuple[Svarvisning, ...] = Field((), title="Svar", description="I en skriftlig behandling.")
    punkter: tuple[Punktvisning, ...] = Field((), title="Punkter")
    slut: Linje | None = Field(None, title="Mødet slut")
    naeste_moede: Linje | None = Field(None, title="Næste møde")
    underskrifter: tuple[Tekstlinje, ...] = Field((), title="Underskrifter")
