"""The posts of a plan's beslutningslog: one act each, made once and never changed.

Always so: a post says who acted, on which day, and which bytes came of it; its facts stand under the key that `art`
names; `slut` repeats the number as the file's last line, so that half a file is no post. People stand by key, role and
organisation, never by name, so that a name can be erased and the chain still holds. The design:
docs/analyse/beslutningslog.md.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Annotated, ClassVar, Final, Self, TypeAlias

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from generator.model.aendring import Feltaendring
from generator.model.base import Dato, Format, Heltal, Id, JaNej, Linje, Model, Valg, fejl
from generator.model.beslutning import (
    Bemyndigelse,
    Beslutning,
    Forbehold,
    IngenAendringer,
    NyVersion,
    Referatgodkendelse,
    check_days,
)
from generator.model.fil import Fil, Sha256
from generator.model.forslag import MINDST_EN, Indstilling, PrDelaftale, Versionsvalg
from generator.model.tekst import Tekst
from generator.model.udgivelse import Serie, Udgivelse, UdgivetVersion

_TIDSPUNKT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})", re.ASCII)

_UDGIVET: Final = re.compile(r".*/udgivet-[0-9]+\.(docx|pdf)", re.ASCII)

VERSIONSFILER: Final = ("delaftale.yaml", "helhedsplan.yaml")
"""What every version holds; the docx and PDF of an udgivelse lie beside them."""


def _parse_tidspunkt(value: object) -> object:
    """Return a moment in UTC with whole seconds. Raises: PydanticCustomError, without a time zone or such a moment."""
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value) if _TIDSPUNKT.fullmatch(value) else None
        except ValueError:
            moment = None
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        raise fejl("tidspunkt", f"»{value}« er ikke et tidspunkt. Skriv det som 2022-08-15T10:02:11+00:00.")
    return moment.astimezone(UTC).replace(microsecond=0)


Tidspunkt = Annotated[
    datetime,
    BeforeValidator(_parse_tidspunkt, json_schema_input_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment, kept in UTC and to the second: equal moments are written alike."""


class Aktoer(Model):
    """Who acted: a key of the plan's register of people, and what they were when they did."""

    TITEL: ClassVar[str] = "Person"

    person: Id = Field(title="Person", description="Nøglen i personer.yaml, ikke navnet.")
    rolle: Linje = Field(title="Rolle")
    organisation: Id | None = Field(None, title="Organisation")


class Postart(Valg):
    """The kinds of post; the wording stands in a history."""

    REGISTRERING = "registrering", "Registrering"
    INDSTILLING = "indstilling", "Indstilling"
    TILBAGETRAEKNING = "tilbagetraekning", "Tilbagetrækning"
    BESLUTNING = "beslutning", "Beslutning"
    FORBEHOLD = "forbehold", "Forbehold"
    BEMYNDIGELSE = "bemyndigelse", "Endelig ordlyd"
    INGEN_AENDRINGER = "ingen-aendringer", "Ingen ændringer"
    REFERATGODKENDELSE = "referatgodkendelse", "Godkendelse af referat"
    REDAKTIONEL_RETTELSE = "redaktionel-rettelse", "Redaktionel rettelse"
    FORSENDELSE = "forsendelse", "Forsendelse"
    FORLAENGELSE = "forlaengelse", "Forlængelse"
    AFSLUTNING = "afslutning", "Afslutning"
    UDGIVELSE = "udgivelse", "Udgivelse"

    @property
    def felt(self) -> str:
        """The field of `Post` that holds the facts."""
        return _FELT[self]


_FELT: Final = {art: art.value.replace("-", "_") for art in Postart}


class Registrering(Model):
    """An edition that was adopted outside this log, entered with what is known of it.

    `vedtaget` None: unknown. `aendringer` are what it changed against the edition before it in time, where that is
    known; none for the first.
    """

    TITEL: ClassVar[str] = "Registrering"

    delaftale: Id = Field(title="Delaftale")
    version: Heltal = Field(title="Version", ge=1)
    grundlag: Tekst = Field(title="Grundlag", description="Hvad det vides fra, at udgaven er vedtaget.")
    vedtaget: Dato | None = Field(None, title="Vedtaget")
    efterfoelgende: JaNej = Field(default=False, title="Registreret efterfølgende")
    gaelder_fra: Dato = Field(title="Gælder fra")
    gaelder_til: Dato = Field(title="Gælder til")
    aendringer: tuple[Feltaendring, ...] = Field((), title="Ændringer")

    @model_validator(mode="after")
    def _days_in_order(self) -> Self:
        check_days(self.gaelder_fra, self.gaelder_til)
        return self


class Tilbagetraekning(Model):
    """The chef takes forslag back before they are decided."""

    TITEL: ClassVar[str] = "Tilbagetrækning"

    forslag: Annotated[tuple[Id, ...], MINDST_EN] = Field(title="Forslag")
    begrundelse: Tekst = Field(title="Begrundelse")


class RedaktionelRettelse(Model):
    """Spelling, layout, a dead link, a department's new name. `orienteret` None: the board has not been told yet."""

    TITEL: ClassVar[str] = "Redaktionel rettelse"

    begrundelse: Tekst = Field(title="Begrundelse")
    orienteret: Dato | None = Field(None, title="Bestyrelsen orienteret", description="Mødets dato.")
    gaelder_fra: Dato = Field(title="Gælder fra")
    aendringer: Annotated[PrDelaftale, MINDST_EN] = Field(title="Ændringer")
    versioner: Annotated[tuple[NyVersion, ...], MINDST_EN] = Field(title="Versioner")


class Forsendelse(Model):
    """Editions were sent to somebody, as they stood on a day."""

    TITEL: ClassVar[str] = "Forsendelse"

    modtager: Linje = Field(title="Modtager", description="Fx Landsbyggefonden. Ingen personnavne.")
    omfang: Annotated[tuple[Versionsvalg, ...], MINDST_EN] = Field(title="Omfang")
    stand_pr: Dato = Field(title="Stand pr.")


class Forlaengelse(Model):
    """LBF approved that delaftaler run longer; their new editions say so."""

    TITEL: ClassVar[str] = "Forlængelse"

    godkendt: Dato = Field(title="Godkendt af Landsbyggefonden")
    journalnummer: Linje = Field(title="Journalnummer")
    gaelder_til: Dato = Field(title="Gælder til")
    gaelder_fra: Dato = Field(title="Gælder fra", description="Den dag, de nye udgaver gælder fra.")
    aendringer: Annotated[PrDelaftale, MINDST_EN] = Field(title="Ændringer")
    versioner: Annotated[tuple[NyVersion, ...], MINDST_EN] = Field(title="Versioner")

    @model_validator(mode="after")
    def _every_version_says_so(self) -> Self:
        for index, item in enumerate(self.versioner):
            if item.gaelder_til != self.gaelder_til:
                message = f"Udgaven gælder til {item.gaelder_til}, men der er forlænget til {self.gaelder_til}."
                raise fejl("forlaengelse", message, loc=("versioner", index, "gaelder_til"))
        return self


class Afslutning(Model):
    """The plan ends; `dato` is the last day that its delaftaler hold."""

    TITEL: ClassVar[str] = "Afslutning"

    dato: Dato = Field(title="Sidste dag")
    begrundelse: Tekst = Field(title="Begrundelse")


Akt: TypeAlias = (
    Registrering
    | Indstilling
    | Tilbagetraekning
    | Beslutning
    | Forbehold
    | Bemyndigelse
    | IngenAendringer
    | Referatgodkendelse
    | RedaktionelRettelse
    | Forsendelse
    | Forlaengelse
    | Afslutning
    | Udgivelse
)


class Post(Model):
    """One act. `forrige` is the SHA-256 of the post before it as stored, None for the first.

    `dato` is the day that the act counts from the actor's side, `tidspunkt` when the post was made. `kontrolsum` is the
    SHA-256 of the file's bytes above it; None only while the post is being made. `serie` are the posts that were made
    together with this one; None: it was made alone.
    """

    TITEL: ClassVar[str] = "Post"

    format: Format = Field(title="Filformat")
    nr: Heltal = Field(title="Nummer", ge=1)
    forrige: Sha256 | None = Field(None, title="Forrige post")
    tidspunkt: Tidspunkt = Field(title="Tidspunkt")
    dato: Dato = Field(title="Dato")
    af: Aktoer = Field(title="Af")
    filer: tuple[Fil, ...] = Field((), title="Filer")
    serie: Serie | None = Field(None, title="Serie", description="De poster, der blev til i samme handling.")
    art: Postart = Field(title="Art")
    registrering: Registrering | None = Field(None, title="Registrering")
    indstilling: Indstilling | None = Field(None, title="Indstilling")
    tilbagetraekning: Tilbagetraekning | None = Field(None, title="Tilbagetrækning")
    beslutning: Beslutning | None = Field(None, title="Beslutning")
    forbehold: Forbehold | None = Field(None, title="Forbehold")
    bemyndigelse: Bemyndigelse | None = Field(None, title="Endelig ordlyd")
    ingen_aendringer: IngenAendringer | None = Field(None, title="Ingen ændringer")
    referatgodkendelse: Referatgodkendelse | None = Field(None, title="Godkendelse af referat")
    redaktionel_rettelse: RedaktionelRettelse | None = Field(None, title="Redaktionel rettelse")
    forsendelse: Forsendelse | None = Field(None, title="Forsendelse")
    forlaengelse: Forlaengelse | None = Field(None, title="Forlængelse")
    afslutning: Afslutning | None = Field(None, title="Afslutning")
    udgivelse: Udgivelse | None = Field(None, title="Udgivelse")
    kontrolsum: Sha256 | None = Field(None, title="Kontrolsum")
    slut: Heltal = Field(title="Slut")

    @property
    def akt(self) -> Akt:
        """The act's own facts."""
        facts: Akt = getattr(self, self.art.felt)
        return facts

    @property
    def lavede(self) -> tuple[tuple[str, int], ...]:
        """The versions that the act made, as (delaftale, number); () for an act that made none."""
        if self.registrering is not None:
            return ((self.registrering.delaftale, self.registrering.version),)
        versioner: tuple[NyVersion, ...] = getattr(self.akt, "versioner", ())
        return tuple((item.delaftale, item.version) for item in versioner)

    @property
    def udgivet(self) -> tuple[UdgivetVersion, ...]:
        """The versions that the act issued; () for one that is no udgivelse."""
        return () if self.udgivelse is None else self.udgivelse.omfang

    @property
    def filnavn(self) -> str:
        """The post's file in the log's folder."""
        return f"{self.nr:04}.yaml"

    @model_validator(mode="after")
    def _holds_what_its_kind_says(self) -> Self:
        for art, felt in _FELT.items():
            facts = getattr(self, felt)
            if (facts is None) == (art is self.art):
                message = f"Under {felt} skal det stå, hvad posten handler om, når art er »{self.art}«."
                other = f"Der kan ikke stå noget under {felt}, når art er »{self.art}«. Slet det."
                raise fejl("art", message if facts is None else other, loc=(felt,))
        if self.slut != self.nr:
            raise fejl("slut", f"Posten har nummer {self.nr}, men ender med {self.slut}.", loc=("slut",))
        if (self.forrige is None) != (self.nr == 1):
            message = "Kun den første post har ingen post før sig. Skriv SHA-256 af posten før under forrige."
            raise fejl("forrige", message, loc=("forrige",))
        if self.serie is not None and not self.serie.fra <= self.nr <= self.serie.til:
            message = f"Post {self.nr} hører ikke til post {self.serie.fra}-{self.serie.til}. Ret serie."
            raise fejl("serie", message, loc=("serie",))
        return self

    @model_validator(mode="after")
    def _acts_on_what_has_been(self) -> Self:
        for name in ("moede", "godkendt", "vedtaget", "stand_pr", "orienteret"):
            day: date | None = getattr(self.akt, name, None)
            if day is not None and day > self.dato:
                message = f"Posten er dateret {self.dato}, men {name} er {day}, som ligger senere. Ret en af datoerne."
                raise fejl("dato", message, loc=(self.art.felt, name))
        return self

    @model_validator(mode="after")
    def _names_its_files(self) -> Self:
        paths = [item.sti for item in self.filer]
        folders = [f"{delaftale}/versioner/{nr:04}/" for delaftale, nr in self.lavede]
        udgivet = [path for item in self.udgivet for path in (item.docx, item.pdf)]
        for path in paths:
            own = path.startswith(tuple(folders)) and not _UDGIVET.fullmatch(path)  # an issue has a post of its own
            strange = "/versioner/" in path and not own and path not in udgivet
            if strange or paths.count(path) > 1:
                why = "hører ikke til en version, som posten lavede eller udgav" if strange else "står to gange"
                raise fejl("filer", f"Filen »{path}« {why}.", loc=("filer",))
        for needed in (*(folder + name for folder in folders for name in VERSIONSFILER), *udgivet):
            if needed not in paths:
                raise fejl("filer", f"Filen »{needed}« mangler blandt postens filer.", loc=("filer",))
        return self
