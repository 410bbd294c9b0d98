"""Documents as issued, as the facts of a post: which versions went out as Word and PDF, and for which time.

Always so: an issue is numbered within its version and never replaced; a later one stands beside it. It is a post of its
own since a document prints the kontrolkode of the post that made its version: that post's bytes must exist before the
document's can. Pure; the files' hashes stand where every post has them.
"""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Self

from pydantic import AfterValidator, Field, model_validator

from generator.model.base import Heltal, Id, Linje, Model, fejl
from generator.model.forslag import MINDST_EN

MAX_SERIE: Final = 20
"""The most posts of one act; a meeting makes about five."""


class Serie(Model):
    """The posts that one act made, from the first to the last: all of them count or none."""

    TITEL: ClassVar[str] = "Serie"

    fra: Heltal = Field(title="Første post", ge=1)
    til: Heltal = Field(title="Sidste post", ge=2)

    @model_validator(mode="after")
    def _has_several(self) -> Self:
        if self.til <= self.fra:
            message = f"En serie går fra en post til en senere, ikke fra {self.fra} til {self.til}. Ret tallene."
            raise fejl("serie", message, loc=("til",))
        if self.til - self.fra >= MAX_SERIE:
            raise fejl("serie", f"En serie er på højst {MAX_SERIE} poster. Ret tallene.", loc=("til",))
        return self


class UdgivetVersion(Model):
    """A version that went out. `nr` counts its issues from 1."""

    TITEL: ClassVar[str] = "Udgivet version"
    NAVNEFELT: ClassVar[str] = "delaftale"

    delaftale: Id = Field(title="Delaftale")
    version: Heltal = Field(title="Version", ge=1)
    nr: Heltal = Field(title="Udgivelse nr.", ge=1)

    @property
    def docx(self) -> str:
        """Where the Word file lies, from the plan's folder."""
        return f"{self._navn}.docx"

    @property
    def pdf(self) -> str:
        """Where the PDF lies, from the plan's folder."""
        return f"{self._navn}.pdf"

    @property
    def _navn(self) -> str:
        return f"{self.delaftale}/versioner/{self.version:04}/udgivet-{self.nr}"


def _check_versions_differ(omfang: tuple[UdgivetVersion, ...]) -> tuple[UdgivetVersion, ...]:
    seen: set[tuple[str, int]] = set()
    for index, item in enumerate(omfang):
        key = (item.delaftale, item.version)
        if key in seen:
            message = f"Version {item.version} af »{item.delaftale}« udgives to gange. Slet den ene."
            raise fejl("dobbelt_udgivelse", message, loc=(index, "version"))
        seen.add(key)
    return omfang


class Udgivelse(Model):
    """Versions were issued as Word and PDF. `anledning` None: the first time, as they were made."""

    TITEL: ClassVar[str] = "Udgivelse"

    omfang: Annotated[tuple[UdgivetVersion, ...], MINDST_EN, AfterValidator(_check_versions_differ)] = Field(
        title="Omfang"
    )
    anledning: Linje | None = Field(None, title="Anledning", description="Hvorfor der udgives igen.")
