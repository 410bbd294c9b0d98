"""The chef's proposal as a board understands it: an ændringsforslag is one matter, an indstilling the plan's whole set.

Always so: a forslag holds all field changes of its matter, in one or several delaftaler, and no change stands in two
forslag of one indstilling, so that each is decided once. The `…udkast` types are what the chef fills in, where a reason
may still be missing; the others are what the log freezes. Sources: domaene.md §8, §13 ("Matters, not fields").
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from generator.model.aendring import Feltaendring
from generator.model.base import UNIQUE_IDS, Dato, Format, Heltal, Id, Linje, Model, Valg, fejl
from generator.model.fil import Fil
from generator.model.tekst import Tekst


class Indstillingstype(Valg):
    """When the chef proposes: once a year, or at any time when it is urgent. Source: the form's revision clause."""

    AARLIG = "aarlig", "årlig revision"
    AKUT = "akut", "akut ændring"


class Forslagsgrund(Valg):
    """What a proposal rests on. Source: the form's revision clause (erfaringer, anbefalinger, viden; urgent need)."""

    ERFARING = "erfaring", "erfaringer"
    ANBEFALING = "anbefaling", "anbefalinger"
    VIDEN = "viden", "ny viden"
    AKUT = "akut", "akut behov"


class Strategisk(Valg):
    """Whether a proposal touches the strategic agreement, which needs LBF's approval first."""

    NEJ = "nej", "berører ikke den strategiske samarbejdsaftale"
    JA = "ja", "berører den strategiske samarbejdsaftale"
    UKLART = "uklart", "berører måske den strategiske samarbejdsaftale"


class Forslagsstatus(Valg):
    """Where a forslag stands in the log. The last seven are closed: only a correction of the referat moves them."""

    INDSTILLET = "indstillet", "indstillet"
    UDSAT = "udsat", "udsat"
    AFVENTER_FORBEHOLD = "afventer-forbehold", "godkendt med forbehold"
    AFVENTER_ORDLYD = "afventer-ordlyd", "overladt til formandskabet"
    GODKENDT = "godkendt", "godkendt som indstillet"
    GODKENDT_MED_AENDRING = "godkendt-med-aendring", "godkendt med ændring"
    IKKE_GODKENDT = "ikke-godkendt", "ikke godkendt"
    SENDT_TILBAGE = "sendt-tilbage", "sendt tilbage til chefen"
    TRUKKET = "trukket", "trukket tilbage"
    OPDELT = "opdelt", "delt i flere forslag"
    BORTFALDET = "bortfaldet", "bortfaldet"


def _check_not_empty(parts: tuple[object, ...]) -> tuple[object, ...]:
    if not parts:
        raise fejl("tom_liste", "Listen er tom. Der skal stå mindst ét punkt.")
    return parts


MINDST_EN = AfterValidator(_check_not_empty)
"""Says of a tuple that it is not empty; once its items are read, so that a wrong item is not told as a missing one."""


class Hoering(Model):
    """What a forum (a følgegruppe, an afdelingsbestyrelse) said of a forslag, and the chef's answer."""

    TITEL: ClassVar[str] = "Høring"
    NAVNEFELT: ClassVar[str] = "forum"

    forum: Linje = Field(title="Forum", description="Fx følgegruppen. Ingen personnavne.")
    dato: Dato = Field(title="Dato", description="Dagen, forummet udtalte sig, fx 2022-08-24.")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning", description="Tomt: ingen bemærkninger.")
    svar: Tekst | None = Field(
        None, title="Chefens svar", description="Chefens svar på bemærkningen; tomt, når der ingen er."
    )


class Versionsvalg(Model):
    """A version of a delaftale: which one something builds on or goes out with."""

    TITEL: ClassVar[str] = "Version"
    NAVNEFELT: ClassVar[str] = "delaftale"

    delaftale: Id = Field(title="Delaftale", description="Delaftalens id, det samme som mappens.")
    version: Heltal = Field(title="Version", ge=1, description="Versionens nummer, fx 1 for den første.")


class Delaftaleaendringer(Model):
    """The field changes of one matter in one delaftale."""

    TITEL: ClassVar[str] = "Ændringer i en delaftale"
    NAVNEFELT: ClassVar[str] = "delaftale"

    delaftale: Id = Field(
        title="Delaftale", description="Id på den delaftale, ændringerne er i; står kun én gang i forslaget."
    )
    aendringer: Annotated[tuple[Feltaendring, ...], MINDST_EN] = Field(
        title="Ændringer", description="Flyt gerne hele ændringer mellem forslagene; ret teksten i kladden, ikke her."
    )


def _check_delaftaler_differ(parts: tuple[Delaftaleaendringer, ...]) -> tuple[Delaftaleaendringer, ...]:
    names = [part.delaftale for part in parts]
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"»{name}« står to gange. Saml ændringerne i delaftalen ét sted."
            raise fejl("dobbelt_delaftale", message, loc=(index, "delaftale"))
    return parts


PrDelaftale = Annotated[tuple[Delaftaleaendringer, ...], AfterValidator(_check_delaftaler_differ)]
"""Changes in one or several delaftaler, each named once."""


class Forslagsudkast(Model):
    """A forslag that the chef still works on: title, reason and ground may be missing."""

    TITEL: ClassVar[str] = "Ændringsforslag"
    NAVNEFELT: ClassVar[str] = "titel"

    id: Id = Field(title="Id", description="Kort og kun brugt én gang i planen, fx 2022-aktivitetsmedarbejder.")
    titel: Linje = Field(title="Titel", description="Sagen, som den skal stå på dagsordenen.")
    grundlag: tuple[Forslagsgrund, ...] = Field(
        (), title="Grundlag", description="erfaring, anbefaling, viden eller akut; gerne flere."
    )
    begrundelse: Tekst | None = Field(
        None,
        title="Begrundelse",
        description="Hvorfor ændringen foreslås. Ingen navne på beboere; bestyrelsen og Landsbyggefonden læser den.",
    )
    konsekvenser: Tekst | None = Field(None, title="Konsekvenser", description="Også de økonomiske.")
    strategisk: Strategisk = Field(
        Strategisk.NEJ,
        title="Den strategiske samarbejdsaftale",
        description="Om forslaget berører den strategiske samarbejdsaftale, som Landsbyggefonden først skal godkende.",
    )
    gaelder_fra: Dato | None = Field(None, title="Foreslås at gælde fra", description="Tomt: fra beslutningen.")
    afloeser: Id | None = Field(None, title="Afløser", description="Id på et tidligere forslag om samme sag.")
    hoeringer: tuple[Hoering, ...] = Field(
        (),
        title="Høringer",
        description="Hvad andre fora har sagt om forslaget, fx følgegruppen; tomt, når der ingen høring var.",
    )
    aendringer: Annotated[PrDelaftale, MINDST_EN] = Field(
        title="Ændringer", description="Sagens ændringer, samlet for hver delaftale, de er i."
    )

    @property
    def delaftaler(self) -> tuple[str, ...]:
        """The delaftaler that it changes, in its own order; at least one."""
        return tuple(part.delaftale for part in self.aendringer)


class Aendringsforslag(Forslagsudkast):
    """One matter as the log freezes it: with its title, its reason and what it rests on."""

    grundlag: Annotated[tuple[Forslagsgrund, ...], MINDST_EN] = Field(title="Grundlag")
    begrundelse: Tekst = Field(title="Begrundelse")


def _check_indstilling(item: Indstillingsudkast | Indstilling) -> None:
    """Refuse an indstilling that does not hang together. Raises: PydanticCustomError."""
    if (item.aar is None) == (item.type is Indstillingstype.AARLIG):
        message = "En årlig indstilling skal have et år. Skriv fx aar: 2022."
        raise fejl(
            "aar", message if item.aar is None else "En akut indstilling har intet år. Slet feltet.", loc=("aar",)
        )
    bases = [base.delaftale for base in item.bygger_paa]
    touched = {name for forslag in item.forslag for name in forslag.delaftaler}
    for name in [*sorted(touched.symmetric_difference(bases)), *(name for name in bases if bases.count(name) > 1)]:
        message = f"»{name}« skal stå én gang under bygger_paa, netop når et forslag ændrer delaftalen."
        raise fejl("bygger_paa", message, loc=("bygger_paa",))
    seen: dict[object, str] = {}
    for index, forslag in enumerate(item.forslag):
        for part in forslag.aendringer:
            for aendring in part.aendringer:
                first = seen.setdefault((part.delaftale, aendring.noegle), forslag.id)
                if first != forslag.id:
                    message = f"Den samme ændring står i »{first}« og »{forslag.id}«. Lad den stå i det ene forslag."
                    raise fejl("dobbelt_aendring", message, loc=("forslag", index, "aendringer"))


class Indstillingsudkast(Model):
    """What the chef fills in (`indstilling.yaml`): the changes of all drafts, grouped into forslag."""

    TITEL: ClassVar[str] = "Indstilling"

    format: Format = Field(title="Filformat", description="Skal blive stående.")
    type: Indstillingstype = Field(title="Type", description="aarlig eller akut.")
    aar: Heltal | None = Field(None, title="År", ge=2000, le=2100, description="Årets revision; kun ved type aarlig.")
    bygger_paa: tuple[Versionsvalg, ...] = Field(
        title="Bygger på", description="Den version af hver delaftale, som ændringerne er skrevet ud fra."
    )
    forslag: Annotated[tuple[Forslagsudkast, ...], MINDST_EN, UNIQUE_IDS] = Field(
        title="Forslag", description="Ét forslag for hver sag. Saml, del og flyt ændringerne frit."
    )

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        _check_indstilling(self)
        return self


class Indstilling(Model):
    """An indstilling as the log freezes it. `lukker` are the drafts whose content it takes over."""

    TITEL: ClassVar[str] = "Indstilling"

    id: Id = Field(title="Id", description="Kun brugt én gang i planen, fx 2022-aarlig.")
    type: Indstillingstype = Field(title="Type")
    aar: Heltal | None = Field(None, title="År", ge=2000, le=2100)
    bygger_paa: tuple[Versionsvalg, ...] = Field(title="Bygger på")
    forslag: Annotated[tuple[Aendringsforslag, ...], MINDST_EN, UNIQUE_IDS] = Field(title="Forslag")
    lukker: tuple[Fil, ...] = Field((), title="Lukker", description="Kladder, som indstillingen har overtaget.")

    @model_validator(mode="after")
    def _hangs_together(self) -> Self:
        _check_indstilling(self)
        return self
