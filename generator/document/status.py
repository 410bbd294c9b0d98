"""A year's status as its form prints it: each delmål and indikator of the delaftale with what the status says of it.

Always so: every part of the delaftale stands here, in its order, whether filled in or not; what is said is the
agreement's words and the status's, and nothing is reckoned. Joined beforehand, because a form looks nothing up.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from pydantic import Field

from generator.model.base import Linje, Model
from generator.model.status import name_periode
from generator.model.sti import Sti, name_felt
from generator.model.tekst import Tekst
from generator.rules.statuskontekst import er_andel
from generator.text import format_number

if TYPE_CHECKING:
    from generator.model.delaftale import Delaftale
    from generator.model.indikator import Delmaal, Indikator, Maaltal
    from generator.model.status import AarligStatus, DelmaalStatus, IndikatorStatus


class Statusindikator(Model):
    """An indikator with the year's figure. `vaerdi` None: not filled in; »Ikke opgjort« is an answer.

    `periode` None: the whole year. `kilde` None: there is no figure, or neither status nor delaftale tells.
    """

    TITEL: ClassVar[str] = "Indikator"

    tekst: Linje = Field(title="Indikator")
    baseline: Linje | None = Field(None, title="Baseline")
    maaltal: Linje | None = Field(None, title="Måltal")
    vaerdi: Linje | None = Field(None, title="Værdi")
    periode: Linje | None = Field(None, title="Periode")
    kilde: Linje | None = Field(None, title="Kilde")
    seriebrud: bool = Field(default=False, title="Seriebrud")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning")


class Statusdelmaal(Model):
    """A delmål with the year's judgement. `vurdering` None: not filled in."""

    TITEL: ClassVar[str] = "Delmål"

    navn: Linje = Field(title="Navn")
    tekst: Linje = Field(title="Delmål")
    vurdering: Linje | None = Field(None, title="Vurdering")
    bemaerkning: Tekst | None = Field(None, title="Bemærkning")
    indikatorer: tuple[Statusindikator, ...] = Field((), title="Indikatorer")


class Statusbilag(Model):
    """All that a year's status says of a delaftale."""

    TITEL: ClassVar[str] = "Årets status"

    aar: Linje = Field(title="År")
    delmaal: tuple[Statusdelmaal, ...] = Field((), title="Delmål")


def build_statusbilag(delaftale: Delaftale, status: AarligStatus) -> Statusbilag:
    """Return what the bilag of `status` prints, beside the delaftale it speaks of."""
    parts = tuple(_delmaal(delaftale, part, status.find(part.id)) for part in delaftale.delmaal)
    return Statusbilag(aar=str(status.aar), delmaal=parts)


def _delmaal(delaftale: Delaftale, delmaal: Delmaal, own: DelmaalStatus | None) -> Statusdelmaal:
    return Statusdelmaal(
        navn=name_felt(delaftale, Sti("delmaal") / delmaal.id),
        tekst=delmaal.tekst,
        vurdering=own.vurdering.ordlyd if own is not None and own.vurdering is not None else None,
        bemaerkning=own.bemaerkning if own is not None else None,
        indikatorer=tuple(
            _indikator(item, own.find(item.id) if own is not None else None) for item in delmaal.indikatorer
        ),
    )


def _indikator(item: Indikator, own: IndikatorStatus | None) -> Statusindikator:
    """Return an indikator with its own words, then the year's figure with what it covers and where it is from."""
    ground = Statusindikator(
        tekst=item.tekst,
        baseline=item.baseline.ordlyd if item.baseline is not None else None,
        maaltal=describe_maaltal(item.maaltal) if item.maaltal is not None else None,
        bemaerkning=own.bemaerkning if own is not None else None,
    )
    if own is None or not own.vaerdi_tekst:
        return ground
    usual = item.datakilde.navn if item.datakilde is not None and own.tal is not None else None
    return ground.replaced(
        vaerdi=own.vaerdi_tekst + (" %" if own.tal is not None and er_andel(item) else ""),
        periode=name_periode(own.periode) if own.periode else None,
        kilde=own.kilde or usual,
        seriebrud=bool(own.seriebrud),
    )


def describe_maaltal(maaltal: Maaltal) -> str:
    """Return a måltal in words: »mindst 12 børn pr. år«."""
    words = [
        maaltal.retning.ordlyd if maaltal.retning is not None else "",
        format_number(maaltal.vaerdi),
        maaltal.enhed,
        maaltal.horisont.ordlyd if maaltal.horisont is not None else "",
    ]
    return " ".join(filter(None, words))
