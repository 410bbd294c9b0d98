"""An edition of a delaftale: which version it is and whether it holds, as a printed page says it.

Pure: the day and what the beslutningslog knows come from outside. Where there is no log nothing is known of who adopted
a version, and the words say just that; a draft says »UDKAST«, since a page is read by others. Source: domaene.md §13
("End": »Gjaldt til 30.09.25« after the period; "Words").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from pydantic import Field

from generator.model.base import Dato, Heltal, Linje, Model
from generator.text import format_short_date

if TYPE_CHECKING:
    from datetime import date

    from generator.model.delaftale import Delaftale

UDKAST: Final = "UDKAST – ikke besluttet"
"""What every page of a draft says of itself to whoever reads it."""


class Udgave(Model):
    """What the footer of a printed delaftale tells of the edition."""

    TITEL: ClassVar[str] = "Udgave"
    AFLEDTE: ClassVar[tuple[str, ...]] = ("er_kladde",)

    version: Heltal | None = Field(None, title="Versionsnummer")
    version_tekst: Linje = Field(title="Version", description="Fx »Version 1, ikke registreret« eller »UDKAST …«.")
    gaelder_tekst: Linje = Field(
        title="Gyldighed", description="Fx »Gælder fra 01.10.21 til 30.09.25« eller »Gjaldt til …«."
    )
    kontrolkode: Linje | None = Field(
        None, title="Kontrolkode", description="Koden på den post, der gjorde udgaven til en version."
    )
    besluttet: Dato | None = Field(None, title="Besluttet", description="Den dag, udgaven blev besluttet.")

    @property
    def er_kladde(self) -> bool:
        """Whether the edition is a draft."""
        return self.version is None


def describe_udgave(delaftale: Delaftale, version: int | None, today: date) -> Udgave:
    """Return what a page printed on `today` says of `version`; None is the draft."""
    if version is None:  # a draft has never held, whatever its dates
        proposed = f"Foreslået periode til {format_short_date(delaftale.gaelder_til)}"
        return Udgave(version=None, version_tekst=UDKAST, gaelder_tekst=proposed)
    gyldighed = describe_gyldighed(delaftale, today)
    return Udgave(version=version, version_tekst=f"Version {version}, ikke registreret", gaelder_tekst=gyldighed)


def describe_registreret(
    version: int, vedtagelse: str, kontrolkode: str, gaelder_tekst: str, besluttet: date | None = None
) -> Udgave:
    """Return what a page says of a version that the log knows.

    `vedtagelse` is how it came about (»registreret 01.08.22«, »besluttet 14.09.22«), `kontrolkode` that of the post
    which made it: it never changes, whatever is decided later. `besluttet` None: nobody knows the day.
    """
    text = f"Version {version} · {vedtagelse}"
    return Udgave(
        version=version,
        version_tekst=text,
        gaelder_tekst=gaelder_tekst,
        kontrolkode=kontrolkode,
        besluttet=besluttet,
    )


def describe_gyldighed(delaftale: Delaftale, today: date) -> str:
    """Return whether the agreement's period is to come, runs or is over on `today` (both end dates included)."""
    if today > delaftale.gaelder_til:
        return f"Gjaldt til {format_short_date(delaftale.gaelder_til)}"
    if today < delaftale.gaelder_fra:
        return f"Gælder fra {format_short_date(delaftale.gaelder_fra)}"
    return f"Gælder til {format_short_date(delaftale.gaelder_til)}"
