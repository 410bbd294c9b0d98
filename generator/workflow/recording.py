"""How a version enters the state: its place in time, the days it takes over, and what it did to the text.

Always so: versions of a delaftale that hold on some day stand in one row that rises both by »Gælder fra« and by when
they were decided, so that the one in force on a day is found by halving. Only the acts of the fold call this.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, TypeAlias

from generator.errors import LogError, VersionPlanError
from generator.text import format_short_date
from generator.workflow.fakta import Version, Virkning
from generator.workflow.versions import Effekt, check_versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.beslutning import NyVersion
    from generator.model.beslutningslog import Post, Registrering
    from generator.model.forslag import Delaftaleaendringer
    from generator.workflow.tilstand import Tilstand

Gennemfoert: TypeAlias = tuple[str | None, "date", "Sequence[Delaftaleaendringer]"]
"""What takes effect: the forslag (None: a correction of spelling and the like), from which day, the changes."""


def record_registrering(tilstand: Tilstand, post: Post, facts: Registrering) -> None:
    """Enter an edition that was adopted outside the log. Raises: VersionPlanError, on a number that skips."""
    versioner = tilstand.versioner_af.setdefault(facts.delaftale, [])
    if facts.version != len(versioner) + 1:
        raise VersionPlanError(facts.delaftale, f"version {len(versioner) + 1}", f"version {facts.version}")
    adopted = min(facts.gaelder_fra, post.dato) if facts.vedtaget is None else facts.vedtaget
    version = Version(
        delaftale=facts.delaftale,
        nr=facts.version,
        post=post.nr,
        art=post.art,
        gaelder_fra=facts.gaelder_fra,
        gaelder_til=facts.gaelder_til,
        bygger_paa=None,
        forslag=(),
        besluttet=facts.vedtaget,
        efterfoelgende=facts.efterfoelgende,
        raekke=(adopted, post.nr, 0),
    )
    linje = tilstand.linjer.setdefault(facts.delaftale, [])
    _refuse_to_displace(linje, version)
    versioner.append(version)
    _place(linje, version)
    virkning = Virkning(version, None, facts.aendringer)
    tilstand.virkninger.setdefault(facts.delaftale, []).append(virkning)


def _refuse_to_displace(linje: Sequence[Version], version: Version) -> None:
    """Refuse an edition entered afterwards that would take the place of one adopted for a later day, unseen by all."""
    for other in linje:
        if other.gaelder_fra > version.gaelder_fra and other.raekke < version.raekke:
            day = format_short_date(other.gaelder_fra)
            raise LogError(
                f"Udgaven er vedtaget efter version {other.nr}, som gælder fra {day}, og ville træde i dens sted.",
                f"Registrér en udgave, der gælder fra {day} eller senere.",
            )


def record_versions(
    tilstand: Tilstand,
    post: Post,
    gennemfoert: Sequence[Gennemfoert],
    versioner: Sequence[NyVersion],
    besluttet: date,
) -> None:
    """Enter the versions that an act made, after comparing them with those that follow from it.

    Raises: VersionPlanError, StaleVersionError, NotRegisteredError, TooEarlyError.
    """
    effekter = [Effekt(part.delaftale, day, forslag) for forslag, day, changes in gennemfoert for part in changes]
    check_versions(tilstand, effekter, versioner)
    made: dict[tuple[str, date], Version] = {}
    for index, item in enumerate(versioner):
        linje = tilstand.linjer[item.delaftale]
        version = Version(
            delaftale=item.delaftale,
            nr=item.version,
            post=post.nr,
            art=post.art,
            gaelder_fra=item.gaelder_fra,
            gaelder_til=item.gaelder_til,
            bygger_paa=item.bygger_paa,
            forslag=item.forslag,
            besluttet=besluttet,
            efterfoelgende=False,
            # never before what it builds on, even where the meeting was recorded late
            raekke=(max(besluttet, linje[-1].raekke[0]), post.nr, index),
        )
        tilstand.versioner_af[item.delaftale].append(version)
        _place(linje, version)
        made[item.delaftale, item.gaelder_fra] = version
    for forslag, day, changes in gennemfoert:
        for part in changes:
            virkning = Virkning(made[part.delaftale, day], forslag, part.aendringer)
            tilstand.virkninger[part.delaftale].append(virkning)


def _place(linje: list[Version], version: Version) -> None:
    """Give a version the days that are its own, and take from the others those that they lose to it."""
    index = bisect_right(linje, version.gaelder_fra, key=lambda item: item.gaelder_fra)
    if index and linje[index - 1].raekke > version.raekke:
        return  # decided earlier than what already holds on its first day, and so on every later one
    if index and linje[index - 1].gaelder_fra == version.gaelder_fra:
        index -= 1
    end = index
    while end < len(linje) and linje[end].raekke < version.raekke:
        end += 1
    linje[index:end] = [version]
