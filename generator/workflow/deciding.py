"""What meetings, the formandskab and the passing of a forbehold do to forslag.

Always so: each forslag makes a legal move (`transitions`) or the whole post is refused, and whatever takes effect is in
the versions that the post made. A decision that is corrected is named by its post, so that two corrections of the same
thing can't cross. Only the acts of the fold call this.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from generator.errors import IdTakenError, LogError, UnknownForslagError
from generator.model.beslutning import GODKENDENDE, Udfald
from generator.model.beslutningslog import Postart
from generator.model.forslag import Forslagsstatus, Indstillingstype
from generator.text import format_short_date, nearest
from generator.workflow.fakta import AarligGennemgang, Afgoerelse, Forslagstilstand
from generator.workflow.recording import Gennemfoert, record_versions
from generator.workflow.transitions import APPROVED, STATUS_OF, move

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from generator.model.beslutning import (
        Bemyndigelse,
        Beslutning,
        Forbehold,
        Forslagsbeslutning,
        NyVersion,
        Opdeling,
    )
    from generator.model.beslutningslog import Post
    from generator.model.forslag import Delaftaleaendringer
    from generator.workflow.tilstand import Tilstand

_UNDECIDED: Final = frozenset({Udfald.UDSAT, Udfald.SENDT_TILBAGE})
"""Outcomes that leave the matter open: a yearly revision where all got one of these was not held."""


def find_forslag(tilstand: Tilstand, forslag: str) -> Forslagstilstand:
    """Return the forslag with that id. Raises: UnknownForslagError, with ids that look like it."""
    found = tilstand.forslag.get(forslag)
    if found is None:
        raise UnknownForslagError(forslag, nearest(forslag, tilstand.forslag))
    return found


def take_beslutning(tilstand: Tilstand, post: Post, facts: Beslutning) -> tuple[str, ...]:
    """Take what a meeting decided; return the delaftaler that it speaks of. Raises: LogError."""
    for opdeling in facts.opdelinger:
        split_forslag(tilstand, opdeling, facts.moede)
    gennemfoert: list[Gennemfoert] = []
    touched: list[str] = []
    for item in facts.forslag:
        before = find_forslag(tilstand, item.forslag)
        _refuse_too_early(before, facts.moede)
        effective = _decide(tilstand, post, facts.moede, before, item)
        if item.gaelder_fra is not None and effective:
            gennemfoert.append((item.forslag, item.gaelder_fra, effective))
        touched += [*before.forslag.delaftaler, *(part.delaftale for part in effective)]
        _note_aarlig(tilstand, post, facts.moede, before, item.udfald)
    record_versions(tilstand, post, gennemfoert, facts.versioner, facts.moede)
    return tuple(touched)


def _refuse_too_early(item: Forslagstilstand, moede: date) -> None:
    if moede < item.indstillet:
        put, met = format_short_date(item.indstillet), format_short_date(moede)
        problem = f"Forslaget »{item.forslag.titel}« er indstillet den {put}, efter mødet den {met}."
        raise LogError(problem, "Behandl det på et senere møde.")


def _decide(
    tilstand: Tilstand, post: Post, moede: date, before: Forslagstilstand, item: Forslagsbeslutning
) -> tuple[Delaftaleaendringer, ...]:
    """Move one forslag and return the changes that take effect."""
    titel = before.forslag.titel
    status = move(titel, before.status, STATUS_OF[item.udfald], post.art, retter=item.retter is not None)
    if item.retter is not None:
        _check_correction(before, item)
    effective: tuple[Delaftaleaendringer, ...] = ()
    if item.virker:
        effective = before.forslag.aendringer if item.aendringer is None else item.aendringer
    waits = item.udfald is Udfald.GODKENDT_MED_FORBEHOLD and item.retter is None
    afgoerelse = Afgoerelse(
        post=post.nr,
        dato=post.dato,
        status=status,
        moede=moede,
        punkt=item.punkt,
        udfald=item.udfald,
        forbehold=item.forbehold,
        gaelder_fra=item.gaelder_fra,
        ordlyd=item.ordlyd,
        aendringer=effective,
        egen_ordlyd=item.aendringer if waits else None,
    )
    _keep(tilstand, before, afgoerelse)
    return effective


def _check_correction(before: Forslagstilstand, item: Forslagsbeslutning) -> None:
    """Refuse to correct what is not the last word on a forslag, or what would leave the text behind the decision."""
    last = before.afgoerelser[-1].post
    if item.retter != last:
        problem = f"Rettelsen gælder post {item.retter}, men »{before.forslag.titel}« er sidst afgjort i post {last}."
        raise LogError(problem, "Ret den sidste afgørelse.")
    if (before.status in APPROVED) != (item.udfald in GODKENDENDE) and not item.aendringer:
        problem = f"Rettelsen gør »{before.forslag.titel}« {item.udfald.ordlyd}, men ændrer intet i teksten."
        raise LogError(problem, "Skriv under aendringer, hvad der skal stå.")


def _keep(tilstand: Tilstand, before: Forslagstilstand, afgoerelse: Afgoerelse) -> None:
    after = replace(before, status=afgoerelse.status, afgoerelser=(*before.afgoerelser, afgoerelse))
    tilstand.forslag[before.forslag.id] = after


def _note_aarlig(tilstand: Tilstand, post: Post, moede: date, item: Forslagstilstand, udfald: Udfald) -> None:
    """Note that the yearly revision was held, once a meeting has decided any of its forslag."""
    if item.type is not Indstillingstype.AARLIG or item.aar is None or udfald in _UNDECIDED:
        return
    if item.aar not in {known.aar for known in tilstand.aarlige}:
        tilstand.aarlige.append(AarligGennemgang(item.aar, moede, post.nr, ingen_aendringer=False))


def split_forslag(tilstand: Tilstand, opdeling: Opdeling, moede: date) -> None:
    """Put the parts of a forslag in its place, in a state that nobody else has yet.

    Raises: LogError, unless each change goes to one part.
    """
    whole = find_forslag(tilstand, opdeling.forslag)
    _refuse_too_early(whole, moede)
    opdelt = move(whole.forslag.titel, whole.status, Forslagsstatus.OPDELT, Postart.BESLUTNING)
    changes = [(part.delaftale, aendring) for part in whole.forslag.aendringer for aendring in part.aendringer]
    numbers = [nr for del_ in opdeling.dele for nr in del_.numre]
    if sorted(numbers) != list(range(1, len(changes) + 1)):
        problem = f"Opdelingen af »{whole.forslag.titel}« fordeler ikke hver af de {len(changes)} ændringer én gang."
        raise LogError(problem, f"Brug hvert af numrene 1 til {len(changes)} i netop én del.")
    tilstand.forslag[whole.forslag.id] = replace(whole, status=opdelt)
    for del_ in opdeling.dele:
        if del_.id in tilstand.forslag:
            raise IdTakenError("Forslaget", del_.id)
        chosen: dict[str, list[object]] = {}
        for nr in sorted(del_.numre):
            delaftale, aendring = changes[nr - 1]
            chosen.setdefault(delaftale, []).append(aendring)
        parts = tuple({"delaftale": name, "aendringer": tuple(items)} for name, items in chosen.items())
        forslag = whole.forslag.replaced(id=del_.id, titel=del_.titel, aendringer=parts)
        tilstand.forslag[del_.id] = replace(whole, forslag=forslag, del_af=whole.forslag.id)


def take_forbehold(tilstand: Tilstand, post: Post, facts: Forbehold) -> tuple[str, ...]:
    """Take what became of a forbehold; return the delaftaler that it speaks of. Raises: LogError."""
    before = find_forslag(tilstand, facts.forslag)
    own = before.afgoerelser[-1].egen_ordlyd if before.afgoerelser else None
    met = Forslagsstatus.GODKENDT if own is None else Forslagsstatus.GODKENDT_MED_AENDRING
    status = _settled(before, met if facts.opfyldt else Forslagsstatus.BORTFALDET, post)
    decided = before.forslag.aendringer if own is None else own
    changes = decided if facts.aendringer is None else facts.aendringer
    afgoerelse = Afgoerelse(
        post=post.nr,
        dato=post.dato,
        status=status,
        gaelder_fra=facts.gaelder_fra,
        ordlyd=facts.grundlag,
        aendringer=changes if facts.opfyldt else (),
    )
    return _settle(tilstand, post, before, afgoerelse, facts.versioner)


def take_bemyndigelse(tilstand: Tilstand, post: Post, facts: Bemyndigelse) -> tuple[str, ...]:
    """Take the formandskab's final wording; return the delaftaler that it speaks of. Raises: LogError."""
    before = find_forslag(tilstand, facts.forslag)
    own = facts.aendringer is not None
    status = _settled(before, Forslagsstatus.GODKENDT_MED_AENDRING if own else Forslagsstatus.GODKENDT, post)
    afgoerelse = Afgoerelse(
        post=post.nr,
        dato=post.dato,
        status=status,
        gaelder_fra=facts.gaelder_fra,
        ordlyd=facts.ordlyd,
        aendringer=before.forslag.aendringer if facts.aendringer is None else facts.aendringer,
    )
    return _settle(tilstand, post, before, afgoerelse, facts.versioner)


def _settled(before: Forslagstilstand, wanted: Forslagsstatus, post: Post) -> Forslagsstatus:
    return move(before.forslag.titel, before.status, wanted, post.art)


def _settle(
    tilstand: Tilstand,
    post: Post,
    before: Forslagstilstand,
    afgoerelse: Afgoerelse,
    versioner: Sequence[NyVersion],
) -> tuple[str, ...]:
    """Close a forslag that waited, with the versions that come of it; return the delaftaler that it speaks of."""
    day = afgoerelse.gaelder_fra
    gennemfoert = [] if day is None else [(before.forslag.id, day, afgoerelse.aendringer)]
    record_versions(tilstand, post, gennemfoert, versioner, post.dato)
    _keep(tilstand, before, afgoerelse)
    return (*before.forslag.delaftaler, *(part.delaftale for part in afgoerelse.aendringer))
